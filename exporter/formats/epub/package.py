"""Packs documents, images and fonts into one .epub file.

ebooklib writes the package document and the NCX.  The container is written here, so
that the same book gives the same bytes: times are fixed, entries are sorted, and images
are streamed from the store without being compressed again.  The rules are those of EPUB
3.3, of EPUB Accessibility 1.1 and of old readers (docs/typesetting.md, The package).
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from ebooklib import epub
from lxml import etree

from exporter import __version__
from exporter.book import describe_book, outlet_name
from exporter.errors import OutputError
from exporter.model import Book, FontFile, Image
from exporter.words import Message, word_os_error, wording_for
from exporter.xhtml import (
    COVER_IMAGE_NAME,
    NAV_NAME,
    XHTML_MEDIA_TYPE,
    Document,
    NavEntry,
    image_name,
)

_FOLDER = "EPUB"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STORED = (".jpg", ".png")
_IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NCX_NAMESPACE = "http://www.daisy.org/z3986/2005/ncx/"
_CREATORS = 5
# mimetype, container.xml, content.opf, nav, NCX, stylesheet, cover image
_OTHER_FILES = 7
_COVER_ID = "cover-image"


@dataclass(frozen=True, slots=True)
class EpubParts:
    """The parts of a book to pack.

    ``documents`` are in reading order.  ``cover`` is a JPEG.  ``images`` are embedded
    once each.
    """

    documents: Sequence[Document]
    nav: str
    tree: Sequence[NavEntry]
    stylesheet: str
    fonts: Sequence[FontFile]
    images: Sequence[Image]
    cover: bytes


def write_epub(book: Book, parts: EpubParts, target: BinaryIO) -> None:
    """Write ``book`` to ``target``, a binary stream that can seek.

    Raises OutputError if an image has vanished from the store, or if ebooklib left a
    file out.
    """
    package = _make_package(book, parts)
    container = _Container()
    writer = _Writer(package, container, book.modified, parts.nav)
    writer.write()
    expected = (
        len(parts.documents) + len(parts.fonts) + len(parts.images) + _OTHER_FILES
    )
    if len(container.entries) != expected:
        raise OutputError(
            Message(
                "the package of {title!r} is incomplete: {entries} of {expected} files",
                title=book.title,
                entries=len(container.entries),
                expected=expected,
            ),
            hint=Message("this is a bug: please report it with the articles you chose"),
        )
    container.save(target)


# ---------------------------------------------------------------- package


def _make_package(book: Book, parts: EpubParts) -> epub.EpubBook:
    package = epub.EpubBook()
    package.FOLDER_NAME = _FOLDER
    package.set_identifier(book.identifier)
    package.set_title(book.title)
    package.set_language(book.lang)
    package.add_prefix("ibooks", _IBOOKS)
    _add_description(package, book)
    _add_accessibility(
        package,
        book,
        has_images=bool(parts.images),
        has_formulas=any(map(_has_formulas, parts.documents)),
    )
    _add_series(package, book)
    if parts.fonts:
        _add_meta(package, "true", property="ibooks:specified-fonts")
    _add_items(package, parts)
    _add_guide(package, book, parts)
    package.toc = [_ncx_entry(entry, str(n)) for n, entry in enumerate(parts.tree)]
    return package


def _add_description(package: epub.EpubBook, book: Book) -> None:
    words = wording_for(book.lang)
    names = [outlet_name(share.outlet, book.lang) for share in book.shares]
    for name in names[:_CREATORS]:
        package.add_metadata("DC", "creator", name)
    package.add_metadata("DC", "date", _day(book.modified))
    package.add_metadata("DC", "subject", words.news)
    package.add_metadata("DC", "description", describe_book(book))
    package.add_metadata("DC", "rights", words.rights_intro)
    for share in book.shares:
        if share.outlet.home_url:
            package.add_metadata("DC", "source", share.outlet.home_url)


def _add_accessibility(
    package: epub.EpubBook, book: Book, *, has_images: bool, has_formulas: bool
) -> None:
    """Add the metadata of EPUB Accessibility 1.1 section 2.

    conformsTo is left out: it is allowed only together with certifiedBy, and nobody
    certifies these books.
    """
    features = [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
    ]
    if has_images:
        features.append("alternativeText")
    if has_formulas:
        features.append("MathML")
    modes = ["textual", "visual"] if has_images else ["textual"]
    for mode in modes:
        _add_meta(package, mode, property="schema:accessMode")
    sufficient = ["textual", "textual,visual"] if has_images else ["textual"]
    for mode in sufficient:
        _add_meta(package, mode, property="schema:accessModeSufficient")
    for feature in features:
        _add_meta(package, feature, property="schema:accessibilityFeature")
    for hazard in ("noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"):
        _add_meta(package, hazard, property="schema:accessibilityHazard")
    summary = wording_for(book.lang).accessibility
    _add_meta(package, summary, property="schema:accessibilitySummary")


def _add_series(package: epub.EpubBook, book: Book) -> None:
    """Add the series for EPUB 3 readers, and in calibre's terms for Kobo."""
    position = book.series_position
    _add_meta(package, book.series, property="belongs-to-collection", id="series")
    _add_meta(package, "series", refines="#series", property="collection-type")
    _add_meta(package, position, refines="#series", property="group-position")
    _add_meta(package, None, name="calibre:series", content=book.series)
    _add_meta(package, None, name="calibre:series_index", content=position)


def _add_items(package: epub.EpubBook, parts: EpubParts) -> None:
    cover = epub.EpubCover(uid=_COVER_ID, file_name=f"images/{COVER_IMAGE_NAME}")
    cover.content = parts.cover
    package.add_item(cover)
    # EPUB 2 readers find the cover through this.
    _add_meta(package, None, name="cover", content=_COVER_ID)
    package.add_item(
        _item("stylesheet", "styles/book.css", "text/css", parts.stylesheet)
    )
    package.add_item(epub.EpubNav(uid="nav", file_name=NAV_NAME))
    package.add_item(epub.EpubNcx(uid="ncx", file_name="toc.ncx"))
    for number, document in enumerate(parts.documents, 1):
        name = f"text/{document.name}"
        item = _item(f"text-{number}", name, XHTML_MEDIA_TYPE, document.content)
        item.properties = ["mathml"] if _has_formulas(document) else []
        package.add_item(item)
        package.spine.append(item)
    for number, font in enumerate(parts.fonts, 1):
        name = f"fonts/{font.name}"
        package.add_item(_item(f"font-{number}", name, font.media_type, font.data))
    for number, image in enumerate(parts.images, 1):
        name = f"images/{image_name(image)}"
        package.add_item(_StoredItem(f"image-{number}", name, image))


def _add_guide(package: epub.EpubBook, book: Book, parts: EpubParts) -> None:
    """Add the EPUB 2 guide, which old Kindles and RMSDK still use."""
    words = wording_for(book.lang)
    first = book.chapters[0].file_name
    by_name = {document.name: document for document in parts.documents}
    for kind, name, title in (
        ("cover", "cover.xhtml", words.cover),
        ("toc", "contents.xhtml", words.contents),
        ("text", first, words.start),
        ("copyright-page", "copyright.xhtml", words.copyright_page),
    ):
        if name in by_name:
            package.guide.append({"type": kind, "href": f"text/{name}", "title": title})


def _ncx_entry(entry: NavEntry, uid: str) -> Any:
    href = f"text/{entry.name}"
    if not entry.children:
        return epub.Link(href, entry.label, f"nav-{uid}")
    children = [_ncx_entry(c, f"{uid}-{n}") for n, c in enumerate(entry.children)]
    return (epub.Section(entry.label, href), children)


def _has_formulas(document: Document) -> bool:
    """Return whether ``document`` has MathML; its item must say so (EPUB 3.3, D.6)."""
    return "<math " in document.content


def _item(uid: str, name: str, media_type: str, content: str | bytes) -> epub.EpubItem:
    data = content.encode() if isinstance(content, str) else content
    return epub.EpubItem(uid=uid, file_name=name, media_type=media_type, content=data)


def _add_meta(package: epub.EpubBook, value: str | None, **attributes: str) -> None:
    package.add_metadata("OPF", "meta", value, attributes)


def _day(moment: datetime) -> str:
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}"


# -------------------------------------------------------------- container


class _StoredItem(epub.EpubItem):  # type: ignore[misc]
    """An image that stays in the store until the container is written."""

    def __init__(self, uid: str, name: str, image: Image) -> None:
        super().__init__(uid=uid, file_name=name, media_type=image.media_type)
        self.path = image.path


class _Container:
    """Collects the entries of the zip, then writes them in a fixed order."""

    def __init__(self) -> None:
        self.entries: dict[str, bytes | Path] = {}

    def writestr(self, name: str, data: str | bytes) -> None:
        """Take an entry; ebooklib calls this like ``ZipFile.writestr``."""
        self.entries[name] = data.encode() if isinstance(data, str) else data

    def save(self, target: BinaryIO) -> None:
        """Write all entries: mimetype first and stored (OCF 3.3 section 4.3)."""
        names = sorted(self.entries, key=lambda n: (n != "mimetype", n))
        with zipfile.ZipFile(
            target, "w", zipfile.ZIP_DEFLATED, strict_timestamps=True
        ) as out:
            for name in names:
                entry = self.entries[name]
                data = _read_image(entry) if isinstance(entry, Path) else entry
                info = zipfile.ZipInfo(name, _ZIP_TIME)
                info.create_system = 3
                info.external_attr = 0o100644 << 16
                stored = name == "mimetype" or name.endswith(_STORED)
                info.compress_type = (
                    zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                )
                out.writestr(info, data)


def _read_image(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(
            Message(
                "an image in the store cannot be read: {path}: {why}",
                path=path,
                why=word_os_error(error),
            ),
            hint=Message("run the command again: it fetches what is missing"),
        ) from error


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """ebooklib's writer with our container, navigation and dates."""

    def __init__(
        self,
        package: epub.EpubBook,
        container: _Container,
        modified: datetime,
        nav: str,
    ) -> None:
        super().__init__("", package)
        self.out = container
        self._modified = modified
        self._nav = nav

    def write(self) -> None:
        self.out.writestr("mimetype", "application/epub+zip")
        self._write_container()
        self._write_opf()
        self._write_items()

    def _write_items(self) -> None:
        for item in self.book.get_items():
            name = f"{self.book.FOLDER_NAME}/{item.file_name}"
            if isinstance(item, _StoredItem):
                self.out.entries[name] = item.path
            elif isinstance(item, epub.EpubNcx):
                self.out.writestr(name, self._get_ncx())
            elif isinstance(item, epub.EpubNav):
                self.out.writestr(name, self._nav)
            else:
                self.out.writestr(name, item.get_content())

    def _write_opf_file(self, root: Any) -> None:
        # The language of the metadata itself (EPUB 3.3, 5.3.7); dc:language is that of
        # the contents.
        root.set(_XML_LANG, self.book.language)
        for meta in root.iter("meta"):
            # ebooklib writes early years without leading zeros.
            if meta.get("property") == "dcterms:modified":
                moment = self._modified.replace(tzinfo=None, microsecond=0)
                meta.text = f"{moment.isoformat()}Z"
            elif meta.get("name") == "generator":
                meta.set("content", f"dwexport {__version__}")
        super()._write_opf_file(root)

    def _get_ncx(self) -> Any:
        root = etree.fromstring(super()._get_ncx())
        root.set(_XML_LANG, self.book.language)
        depth = "2" if any(isinstance(e, tuple) for e in self.book.toc) else "1"
        for meta in root.iter(f"{{{_NCX_NAMESPACE}}}meta"):
            if meta.get("name") == "dtb:depth":
                meta.set("content", depth)
        # Points with the same target have the same number (DAISY Z39.86-2005 8.4.3).
        places: dict[str, int] = {}
        for point in root.iter(f"{{{_NCX_NAMESPACE}}}navPoint"):
            for content in point.findall(f"{{{_NCX_NAMESPACE}}}content"):
                place = places.setdefault(content.get("src", ""), len(places) + 1)
                point.set("playOrder", str(place))
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)
