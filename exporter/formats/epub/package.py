"""Packs documents, images and fonts into one .epub file.

ebooklib gets a package with empty files, and writes its package document, its NCX and
its container.xml.  These three are completed here; ``container`` writes them together
with the real files.  So only ebooklib's public interface is used.  The rules are those
of EPUB 3.3, of EPUB Accessibility 1.1 and of old readers (docs/typesetting.md, The
package).
"""

from __future__ import annotations

import io
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
from exporter.formats.epub.container import write_container
from exporter.model import Book, FontFile, Image
from exporter.words import Message, wording_for
from exporter.xhtml import (
    COVER_IMAGE_NAME,
    NAV_NAME,
    XHTML_MEDIA_TYPE,
    Document,
    NavEntry,
    image_name,
)

_FOLDER = "EPUB"
_OPF_NAME, _NCX_NAME = "content.opf", "toc.ncx"
_IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CREATORS = 5
# mimetype, container.xml, content.opf and NCX
_WRITTEN_FILES = 4
# These, nav, the stylesheet and the cover image
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

    Raises OutputError if an image has vanished from the store, or if two
    files have one name.
    """
    package = _make_package(book, parts)
    contents = _take_contents(package)
    expected = (
        len(parts.documents) + len(parts.fonts) + len(parts.images) + _OTHER_FILES
    )
    if len(contents) + _WRITTEN_FILES != expected:
        raise OutputError(
            Message(
                "the package of {title!r} is incomplete: {entries} of {expected} files",
                title=book.title,
                entries=len(contents) + _WRITTEN_FILES,
                expected=expected,
            ),
            hint=Message("this is a bug: please report it with the articles you chose"),
        )
    written = _written_by_ebooklib(package)
    contents |= {
        _OPF_NAME: _complete_opf(written[f"{_FOLDER}/{_OPF_NAME}"], book),
        _NCX_NAME: _complete_ncx(written[f"{_FOLDER}/{_NCX_NAME}"], book),
    }
    in_folder = {f"{_FOLDER}/{name}": content for name, content in contents.items()}
    write_container({**written, **in_folder}, target)


# -------------------------------------------------- what ebooklib is told


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
    # This is not an EpubNav, because ebooklib would write the contents of one, and ask
    # for the current folder, which may be gone.
    nav = _item("nav", NAV_NAME, XHTML_MEDIA_TYPE, parts.nav)
    nav.properties = ["nav"]
    package.add_item(nav)
    package.add_item(epub.EpubNcx(uid="ncx", file_name=_NCX_NAME))
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


class _StoredItem(epub.EpubItem):  # type: ignore[misc]
    """An image that stays in the store until the container is written."""

    def __init__(self, uid: str, name: str, image: Image) -> None:
        super().__init__(uid=uid, file_name=name, media_type=image.media_type)
        self.path = image.path


# ----------------------------------------------------- what ebooklib writes


def _take_contents(package: epub.EpubBook) -> dict[str, bytes | Path]:
    """Take the contents out of the items of ``package`` and return them by name.

    The items keep no contents, because ebooklib would compress them all in vain.  The
    navigation and the NCX are not taken: ebooklib writes its own.
    """
    contents: dict[str, bytes | Path] = {}
    for item in package.get_items():
        if isinstance(item, _StoredItem):
            contents[item.file_name] = item.path
        elif not isinstance(item, epub.EpubNcx):
            contents[item.file_name] = item.get_content()
            item.set_content(b"")
    return contents


def _written_by_ebooklib(package: epub.EpubBook) -> dict[str, bytes]:
    """Return the files that ebooklib writes for ``package``, by name."""
    stream = io.BytesIO()
    options = {"raise_exceptions": True, "epub3_pages": False}
    epub.write_epub(stream, package, options)
    with zipfile.ZipFile(stream) as written:
        return {name: written.read(name) for name in written.namelist()}


def _complete_opf(data: bytes, book: Book) -> bytes:
    """Return the package document with its language, its date and its maker."""
    root = etree.fromstring(data)
    # The language of the metadata itself (EPUB 3.3, 5.3.7); dc:language is that of the
    # contents.
    root.set(_XML_LANG, book.lang)
    for meta in root.iter(f"{_OPF}meta"):
        # ebooklib writes early years without leading zeros.
        if meta.get("property") == "dcterms:modified":
            moment = book.modified.replace(tzinfo=None, microsecond=0)
            meta.text = f"{moment.isoformat()}Z"
        elif meta.get("name") == "generator":
            meta.set("content", f"dwexport {__version__}")
    return etree.tostring(
        root, pretty_print=True, encoding="utf-8", xml_declaration=True
    )


def _complete_ncx(data: bytes, book: Book) -> bytes:
    """Return the NCX with its language, its depth and the order of its points."""
    root = etree.fromstring(data)
    root.set(_XML_LANG, book.lang)
    depth = "2" if root.find(f".//{_NCX}navPoint/{_NCX}navPoint") is not None else "1"
    for meta in root.iter(f"{_NCX}meta"):
        if meta.get("name") == "dtb:depth":
            meta.set("content", depth)
    # Points with the same target have the same number (DAISY Z39.86-2005 8.4.3).
    places: dict[str, int] = {}
    for point in root.iter(f"{_NCX}navPoint"):
        for content in point.findall(f"{_NCX}content"):
            place = places.setdefault(content.get("src", ""), len(places) + 1)
            point.set("playOrder", str(place))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
