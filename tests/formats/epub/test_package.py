"""The package document and the NCX: metadata, manifest, spine, table of contents."""

import re
from collections.abc import Mapping

import pytest
from lxml import etree

from tests.support.books import (
    EPUB,
    About,
    article,
    book,
    documents_of,
    elements,
    pack,
    unpack,
)
from tests.support.whole_books import NAMES, whole_books

pytestmark = pytest.mark.slow

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


@pytest.fixture(params=NAMES)
def entries(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Return the entries of one book after another."""
    return unpack(whole_books()[request.param])


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


# ---------------------------------------------------------------- package


def test_package_has_the_required_metadata(entries: Mapping[str, bytes]) -> None:
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


def test_package_has_the_accessibility_metadata(entries: Mapping[str, bytes]) -> None:
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


def test_series_is_written_for_epub_3_and_for_calibre(
    entries: Mapping[str, bytes],
) -> None:
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


def test_volumes_share_series_and_differ_in_number() -> None:
    packages = [package_of(unpack(whole_books()[f"volume-{n}"])) for n in (1, 2, 3)]
    positions = [metas(package, "group-position") for package in packages]
    assert positions == [["1"], ["2"], ["3"]]
    series = {metas(package, "calibre:series")[0] for package in packages}
    assert series == {"德国之声 2024年6月18日"}
    assert len({dc(package, "identifier")[0] for package in packages}) == 3


def test_manifest_lists_every_file_with_its_media_type(
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


def test_cover_is_marked_for_epub_2_and_epub_3_readers(
    entries: Mapping[str, bytes],
) -> None:
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


def test_books_with_fonts_tell_apple_books_to_use_them() -> None:
    for name, has_fonts in (("mixed", True), ("hostile", False)):
        entries = unpack(whole_books()[name])
        package = package_of(entries)
        fonts = [n for n in entries if n.startswith("EPUB/fonts/")]
        assert bool(fonts) is has_fonts
        wanted = ["true"] if has_fonts else []
        assert metas(package, "ibooks:specified-fonts") == wanted
        assert "ibooks: http://vocabulary.itunes.apple.com/" in (
            package.get("prefix") or ""
        )


def test_embedded_fonts_are_exactly_those_of_the_stylesheet() -> None:
    for name in NAMES:
        entries = unpack(whole_books()[name])
        css = entries["EPUB/styles/book.css"].decode()
        asked = set(re.findall(r"url\(\.\./(fonts/[^)]+)\)", css))
        assert asked == {n[5:] for n in entries if n.startswith("EPUB/fonts/")}
        assert css.count("url(") == len(asked)
        assert "font-weight: 700;\n  src" in css or not asked


def test_times_before_the_year_1000_have_four_digits() -> None:
    first = article(about=About(published="0001-01-01T00:00:00"))
    package = package_of(unpack(pack(book([first]))))
    assert metas(package, "dcterms:modified") == ["0001-01-01T00:00:00Z"]
    assert dc(package, "date") == ["0001-01-01"]


# ------------------------------------------------------------- navigation


def test_ncx_has_the_same_entries_as_the_navigation_document(
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


def test_package_and_documents_have_a_language(entries: Mapping[str, bytes]) -> None:
    """Screen readers choose their voice by it; DAISY Ace calls its lack serious."""
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    package = package_of(entries)
    (lang,) = dc(package, "language")
    assert lang in ("zh-Hans", "zh-Hant")
    assert package.get(xml_lang) == lang
    assert etree.fromstring(entries["EPUB/toc.ncx"]).get(xml_lang) == lang
    documents = documents_of(entries)
    assert documents["EPUB/nav.xhtml"].get("lang") == lang
    for name, root in documents.items():
        assert root.get(xml_lang), name
        assert root.get("lang") == root.get(xml_lang), name
