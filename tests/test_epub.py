"""The finished file: its container, its package document, and what EPUBCheck says.

Three books are made once: of everything mixed; of hostile words, at the ends of
the calendar, without fonts and pictures; and one in three volumes of one article.
"""

from __future__ import annotations

import errno
import io
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from exporter.build import BuildOptions, PlannedBook, plan_books, write_book
from exporter.epub import EpubParts, write_epub
from exporter.errors import EpubError
from exporter.model import (
    Article,
    Byline,
    Figure,
    ImageRef,
    Link,
    Outlet,
    Paragraph,
    Text,
)
from exporter.outlets import outlet_for
from exporter.progress import SilentProgress
from exporter.urls import clean_url
from exporter.xhtml import Document, nav_tree, write_nav
from tests.books import (
    EPUB,
    NOTICE,
    PICTURE_URL,
    XHTML,
    XML,
    About,
    article,
    articles_on,
    book,
    documents_of,
    elements,
    every_block,
    image_map,
    in_other_script,
    pack,
    paragraph,
    stored_image,
    tell_apart,
    unpack,
)
from tests.epubcheck import check_epubs
from tests.harmless import assert_harmless

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
HOSTILE = "\"><script>alert('x')</script>&amp;&#0;]]>\x00\x1b\ud800\u202e\u200b\ufffe"
NAMES = ("mixed", "hostile", "volume-1", "volume-2", "volume-3")


# EPUBCheck takes four seconds a book; volumes are alike.
CHECKED = ("mixed", "hostile", "volume-2")


# -------------------------------------------------------------- the books


def mixed_articles() -> list[Article]:
    """Return articles of four outlets, in both scripts, with everything."""
    urls = {
        "zh-Hans": "https://www.dw.com/zh/dengta/a-90000001",
        "zh-Hant": "https://www.bbc.com/zhongwen/trad/1",
        "zh-TW": "https://www.rfi.fr/cn/2",
        "zh-CN": "https://news.test/3",
    }
    made = []
    for number, (lang, url) in enumerate(urls.items(), 1):
        script = "zh-Hant" if lang in ("zh-Hant", "zh-TW") else "zh-Hans"
        other = "zh-Hans" if script == "zh-Hant" else "zh-Hant"
        about = About(
            title=f"第{number}座“灯塔”",
            published=f"2024-0{4 + number}-18T12:00:00",
            url=url,
            outlet=outlet_for(url, "某社"),
            byline=Byline(("某甲",), "综合报道"),
            topics=("北海", "灯塔"),
            notices=(NOTICE,),
            lang=script,
        )
        blocks = (*every_block(), *in_other_script(other, depth=2))
        made.append(article(*tell_apart(blocks), number=number, about=about))
    return made


def hostile_articles() -> list[Article]:
    """Return articles whose every field is out to break the book."""
    outlet = Outlet("x", HOSTILE, HOSTILE)
    about = About(
        title=HOSTILE,
        published="0001-01-01T00:00:00",
        url="https://x.test/" + "%22%3E%3Cscript%3E?a=1&b='",
        outlet=outlet,
        byline=Byline((HOSTILE, '"'), "<i>", dateline="</p>"),
        topics=(HOSTILE, "<b>"),
        notices=(HOSTILE,),
    )
    link = Link(clean_url('https://x.test/?a="\'<>&#"'), (Text(HOSTILE),))
    words = Paragraph((Text(HOSTILE), link))
    figure = Figure(ImageRef("https://x.test/'\".jpg", HOSTILE), (Text(HOSTILE),))
    big = paragraph("灯塔。" * 90_000)
    return [
        article(words, figure, *every_block(HOSTILE), big, about=about),
        replace(article(number=2, about=About("  \u200b ")), blocks=()),
        article(number=3, about=About("题" * 5_000, "2024-02-29T12:00:00")),
        article(number=4, about=About('"' * 5_000, "9999-12-31T23:59:59")),
    ]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the books by name."""
    images = image_map(tmp_path_factory.mktemp("store"))
    made = {
        "mixed": pack(book(mixed_articles(), "选集 & <集>"), images, fonts=True),
        "hostile": pack(book(hostile_articles(), HOSTILE), None),
    }
    long = [article(paragraph("灯塔。" * 33_000), number=n) for n in range(3)]
    options = BuildOptions(timezone=UTC, max_bytes=2_100_000)
    planned = plan_books(long, options, [], SilentProgress())
    for number, volume in enumerate(planned, 1):
        stream = io.BytesIO()
        write_book(volume, options, stream, [], SilentProgress())
        made[f"volume-{number}"] = stream.getvalue()
    assert tuple(made) == NAMES
    return made


@pytest.fixture(params=NAMES)
def entries(
    books: Mapping[str, bytes], request: pytest.FixtureRequest
) -> dict[str, bytes]:
    """Return the entries of one book after another."""
    return unpack(books[request.param])


def package_of(entries: Mapping[str, bytes]) -> etree._Element:
    return etree.fromstring(entries["EPUB/content.opf"])


def metas(package: etree._Element, name: str) -> list[str | None]:
    """Return the values of the properties, EPUB 3's or EPUB 2's, called ``name``."""
    return [
        meta.text if meta.get("property") else meta.get("content")
        for meta in package.iter(f"{OPF}meta")
        if name in (meta.get("property"), meta.get("name"))
    ]


def dc(package: etree._Element, name: str) -> list[str | None]:
    return [element.text for element in package.iter(f"{DC}{name}")]


# -------------------------------------------------------------- EPUBCheck


@pytest.fixture(scope="module")
def verdicts(
    books: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[str]]:
    """Return what EPUBCheck says of each book."""
    folder = tmp_path_factory.mktemp("books")
    paths = {name: folder / f"{name}.epub" for name in CHECKED}
    for name, path in paths.items():
        path.write_bytes(books[name])
    found = check_epubs(paths.values())
    return {name: [str(m) for m in found[path]] for name, path in paths.items()}


@pytest.mark.epubcheck
@pytest.mark.parametrize("name", CHECKED)
def test_epubcheck_finds_nothing(name: str, verdicts: Mapping[str, list[str]]) -> None:
    assert verdicts[name] == []


# -------------------------------------------------------------- container


@pytest.mark.parametrize("name", ["mixed", "hostile"])
def test_container_is_written_the_same_way_everywhere(
    name: str, books: Mapping[str, bytes]
) -> None:
    data = books[name]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos = packed.infolist()
        assert packed.testzip() is None
    # OCF 3.3 section 4.3: the media type in plain sight at byte 30.
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    names = [info.filename for info in infos]
    assert names == ["mimetype", *sorted(names[1:])]
    assert len({name.lower() for name in names}) == len(names)
    for info in infos:
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.create_system == 3
        assert stat.S_IMODE(info.external_attr >> 16) == 0o644
        assert info.extra == b""
        is_stored = info.compress_type == zipfile.ZIP_STORED
        assert is_stored is (
            info.filename == "mimetype" or info.filename[-4:] == ".jpg"
        )


def test_pictures_are_embedded_as_they_came_and_once_each(tmp_path: Path) -> None:
    first, second = (stored_image(tmp_path, seed=seed) for seed in (1, 2))
    urls = {"https://x.test/1": first, "https://x.test/2": second}
    urls["https://x.test/again"] = first
    urls["https://x.test/of-another-volume"] = stored_image(tmp_path, seed=3)
    shown = list(urls)[:3]
    figures = [Figure(ImageRef(url)) for url in (*shown, *shown)]
    entries = unpack(pack(book([article(*figures), article(*figures)]), urls))
    pictures = {n: d for n, d in entries.items() if n.startswith("EPUB/images/")}
    del pictures["EPUB/images/cover.jpg"]
    assert sorted(pictures.values()) == sorted(
        image.path.read_bytes() for image in (first, second)
    )


def test_vanished_picture_ends_the_book(tmp_path: Path) -> None:
    image = replace(stored_image(tmp_path), path=tmp_path / "gone.jpg")
    made = book([article(Figure(ImageRef(PICTURE_URL)))])
    with pytest.raises(EpubError, match=r"gone\.jpg") as caught:
        pack(made, {PICTURE_URL: image})
    assert "run the command again" in caught.value.hint


class FullDisk(io.BytesIO):
    """A stream with room for 20,000 bytes."""

    def write(self, data: ReadableBuffer, /) -> int:
        if self.tell() > 20_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_full_disk_is_not_passed_over() -> None:
    made = book(articles_on("2024-06-18"))
    options = BuildOptions(timezone=UTC, fonts="none")
    with pytest.raises(OSError, match="No space left"):
        write_book(PlannedBook(made, None), options, FullDisk(), [], SilentProgress())


def test_package_that_lacks_a_file_is_not_written() -> None:
    made = book(articles_on("2024-06-18"))
    tree = nav_tree(made, UTC)
    twice = [
        Document("cover.xhtml", "", "", "<a/>"),
        Document("cover.xhtml", "", "", ""),
    ]
    parts = EpubParts(twice, write_nav(made, tree), tree, "", (), (), b"")
    stream = io.BytesIO()
    with pytest.raises(EpubError, match="incomplete: 8 of 9 files"):
        write_epub(made, parts, stream)
    assert stream.getvalue() == b""


# ---------------------------------------------------------------- package


def test_required_metadata(entries: Mapping[str, bytes]) -> None:
    package = package_of(entries)
    identifiers = list(package.iter(f"{DC}identifier"))
    assert len(identifiers) == 1
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifiers[0].text or "")
    assert package.get("unique-identifier") == identifiers[0].get("id")
    assert package.get("version") == "3.0"
    (title,) = dc(package, "title")
    assert title
    assert title == " ".join(title.split())
    assert dc(package, "language") == ["zh-Hans"]
    (modified,) = metas(package, "dcterms:modified")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified or "")
    assert dc(package, "creator")
    assert dc(package, "date") == [(modified or "")[:10]]
    assert metas(package, "generator")[0].startswith("dwexport ")  # type: ignore[union-attr]


def test_accessibility_metadata(entries: Mapping[str, bytes]) -> None:
    package = package_of(entries)
    has_images = sum(n.startswith("EPUB/images/") for n in entries) > 1
    modes = ["textual", "visual"] if has_images else ["textual"]
    assert metas(package, "schema:accessMode") == modes
    assert "textual" in metas(package, "schema:accessModeSufficient")
    features = metas(package, "schema:accessibilityFeature")
    assert {"tableOfContents", "readingOrder", "structuralNavigation"} <= set(features)
    assert ("alternativeText" in features) is has_images
    assert "none" not in features
    assert metas(package, "schema:accessibilityHazard") == [
        "noFlashingHazard",
        "noMotionSimulationHazard",
        "noSoundHazard",
    ]
    assert len(metas(package, "schema:accessibilitySummary")) == 1
    assert b"conformsTo" not in entries["EPUB/content.opf"]
    assert b"certifiedBy" not in entries["EPUB/content.opf"]


def test_series_for_old_and_new_readers(entries: Mapping[str, bytes]) -> None:
    package = package_of(entries)
    (series,) = [
        meta
        for meta in package.iter(f"{OPF}meta")
        if meta.get("property") == "belongs-to-collection"
    ]
    refines = {
        meta.get("property"): meta.text
        for meta in package.iter(f"{OPF}meta")
        if meta.get("refines") == f"#{series.get('id')}"
    }
    assert refines["collection-type"] == "series"
    assert re.fullmatch(r"\d+(?:\.\d+)?", refines["group-position"] or "")
    assert metas(package, "calibre:series") == [series.text]
    assert metas(package, "calibre:series_index") == [refines["group-position"]]


def test_volumes_share_series_and_differ_in_number(books: Mapping[str, bytes]) -> None:
    packages = [package_of(unpack(books[f"volume-{n}"])) for n in (1, 2, 3)]
    positions = [metas(package, "group-position") for package in packages]
    assert positions == [["1"], ["2"], ["3"]]
    series = {metas(package, "calibre:series")[0] for package in packages}
    assert series == {"德国之声 2024年6月18日"}
    assert len({dc(package, "identifier")[0] for package in packages}) == 3


def test_manifest_is_whole_and_its_types_are_right(
    entries: Mapping[str, bytes],
) -> None:
    types = {
        "xhtml": "application/xhtml+xml",
        "css": "text/css",
        "ncx": "application/x-dtbncx+xml",
        "jpg": "image/jpeg",
        "otf": "font/otf",
        "ttf": "font/ttf",
    }
    items = list(package_of(entries).iter(f"{OPF}item"))
    hrefs = [f"EPUB/{item.get('href')}" for item in items]
    outside = {"mimetype", "META-INF/container.xml", "EPUB/content.opf"}
    assert sorted(hrefs) == sorted(set(entries) - outside)
    for item in items:
        ending = (item.get("href") or "").rpartition(".")[2]
        assert item.get("media-type") == types[ending]
    assert len({item.get("id") for item in items}) == len(items)


def test_cover_is_known_to_old_and_new_readers(entries: Mapping[str, bytes]) -> None:
    package = package_of(entries)
    (cover,) = [
        item
        for item in package.iter(f"{OPF}item")
        if item.get("properties") == "cover-image"
    ]
    assert metas(package, "cover") == [cover.get("id")]
    assert cover.get("href") == "images/cover.jpg"
    first = next(package.iter(f"{OPF}itemref"))
    page = documents_of(entries)["EPUB/text/cover.xhtml"]
    assert _hrefs_by_id(package)[first.get("idref")] == "text/cover.xhtml"
    assert [i.get("src") for i in elements(page, "img")] == ["../images/cover.jpg"]


def _hrefs_by_id(package: etree._Element) -> dict[str | None, str]:
    return {i.get("id"): i.get("href") or "" for i in package.iter(f"{OPF}item")}


def test_spine_is_in_reading_order(entries: Mapping[str, bytes]) -> None:
    package = package_of(entries)
    (spine,) = package.iter(f"{OPF}spine")
    hrefs = _hrefs_by_id(package)
    order = [hrefs[ref.get("idref")] for ref in spine]
    texts = sorted(n for n in hrefs.values() if n.startswith("text/"))
    assert sorted(order) == texts
    assert order[:3] == ["text/cover.xhtml", "text/title.xhtml", "text/contents.xhtml"]
    assert order[-1] == "text/copyright.xhtml"
    contents = documents_of(entries)["EPUB/text/contents.xhtml"]
    listed = [f"text/{link.get('href')}" for link in elements(contents, "a")]
    assert [name for name in order if "-part" not in name][3:-1] == listed
    for number, name in enumerate(order):
        stem, part, count = name.removesuffix(".xhtml").partition("-part")
        if part:
            before = "" if count == "2" else f"-part{int(count) - 1}"
            assert order[number - 1] == f"{stem}{before}.xhtml"
    assert hrefs[spine.get("toc")] == "toc.ncx"


def test_fonts_are_announced_to_apple_books(books: Mapping[str, bytes]) -> None:
    for name, has_fonts in (("mixed", True), ("hostile", False)):
        entries = unpack(books[name])
        package = package_of(entries)
        fonts = [n for n in entries if n.startswith("EPUB/fonts/")]
        assert bool(fonts) is has_fonts
        wanted = ["true"] if has_fonts else []
        assert metas(package, "ibooks:specified-fonts") == wanted
        assert "ibooks: http://vocabulary.itunes.apple.com/" in (
            package.get("prefix") or ""
        )


def test_fonts_are_those_the_stylesheet_asks_for(books: Mapping[str, bytes]) -> None:
    for name in NAMES:
        entries = unpack(books[name])
        css = entries["EPUB/styles/book.css"].decode()
        asked = set(re.findall(r"url\(\.\./(fonts/[^)]+)\)", css))
        assert asked == {n[5:] for n in entries if n.startswith("EPUB/fonts/")}
        assert css.count("url(") == len(asked)
        assert "font-weight: 700;\n  src" in css or not asked


# ------------------------------------------------------------- navigation


def test_ncx_says_what_the_navigation_document_says(
    entries: Mapping[str, bytes],
) -> None:
    root = etree.fromstring(entries["EPUB/toc.ncx"])
    points = list(root.iter(f"{NCX}navPoint"))
    found = [
        (
            "".join(str(t) for t in point.find(f"{NCX}navLabel").itertext()).strip(),  # type: ignore[union-attr]
            point.find(f"{NCX}content").get("src"),  # type: ignore[union-attr]
        )
        for point in points
    ]
    nav = documents_of(entries)["EPUB/nav.xhtml"]
    toc = next(n for n in elements(nav, "nav") if n.get(f"{EPUB}type") == "toc")
    assert found == [(a.text, a.get("href")) for a in elements(toc, "a")]
    assert all(f"EPUB/{src}" in entries for _, src in found)
    assert len({point.get("id") for point in points}) == len(points)
    depths = [len(list(point.iterancestors(f"{NCX}navPoint"))) + 1 for point in points]
    head = {m.get("name"): m.get("content") for m in root.iter(f"{NCX}meta")}
    assert head["dtb:depth"] == str(max(depths)) in "12"
    assert head["dtb:uid"] == dc(package_of(entries), "identifier")[0]
    orders = [int(point.get("playOrder") or 0) for point in points]
    assert sorted(set(orders)) == list(range(1, max(orders) + 1))
    places = {src: order for (_, src), order in zip(found, orders, strict=True)}
    assert [places[src] for _, src in found] == orders


# ---------------------------------------------------- every document, the text


def test_nothing_acts_fetches_or_tracks(entries: Mapping[str, bytes]) -> None:
    assert_harmless(entries)


def test_every_document_says_its_language_and_style(
    entries: Mapping[str, bytes],
) -> None:
    for name, root in documents_of(entries).items():
        lang = root.get("lang")
        assert lang == root.get(f"{XML}lang")
        assert lang in ("zh-Hans", "zh-Hant")
        (body,) = elements(root, "body")
        if name != "EPUB/nav.xhtml":
            script = "hant" if lang == "zh-Hant" else "hans"
            assert script in (body.get("class") or "").split()
        (link,) = elements(root, "link")
        assert (link.get("rel"), link.get("type")) == ("stylesheet", "text/css")


def test_no_document_is_too_large_or_holds_what_readers_choke_on(
    entries: Mapping[str, bytes],
) -> None:
    for name, data in entries.items():
        if name.endswith((".xhtml", ".ncx", ".opf")):
            text = data.decode()
            assert not re.search("[\u200b\u200c\u2060\ufeff\x00-\x08\x1b]", text)
            if name.startswith("EPUB/text/"):
                assert len(data) <= 260_000, name


def test_links_inside_the_book_lead_somewhere(entries: Mapping[str, bytes]) -> None:
    for root in documents_of(entries).values():
        for link in elements(root, "a"):
            href = link.get("href") or ""
            if not href.startswith(("https://", "http://", "mailto:")):
                target = href.removeprefix("text/")
                assert f"EPUB/text/{target}" in entries
                assert "#" not in href  # Kobo would make a pop-up of it


def test_pictures_have_words_and_a_width_in_percent(books: Mapping[str, bytes]) -> None:
    documents = documents_of(unpack(books["mixed"]))
    images = [i for root in documents.values() for i in elements(root, "img")]
    assert len(images) > 5
    for image in images:
        assert (image.get("alt") or "").strip()
        assert image.get("class") in ("cover", "w100", "w75", "w50", "w33")
        assert image.get("width") is image.get("height") is None
    assert not any(
        list(root.iter(f"{XHTML}svg", f"{XHTML}picture")) for root in documents.values()
    )


def test_times_before_the_year_1000_have_four_digits() -> None:
    first = article(about=About(published="0001-01-01T00:00:00"))
    package = package_of(unpack(pack(book([first]))))
    assert metas(package, "dcterms:modified") == ["0001-01-01T00:00:00Z"]
    assert dc(package, "date") == ["0001-01-01"]
