"""The finished file: its container, its documents, and what EPUBCheck says."""

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

from checks.epubcheck import check_epubs
from exporter.errors import OutputError
from exporter.formats import EpubFormat, Volume
from exporter.formats.epub.package import EpubParts, write_epub
from exporter.journal import Journal
from exporter.model import Figure, ImageRef
from exporter.xhtml import Document, nav_tree, write_nav
from tests.support.books import (
    PICTURE_URL,
    XHTML,
    XML,
    article,
    articles_on,
    book,
    documents_of,
    elements,
    pack,
    stored_image,
    unpack,
)
from tests.support.harmless import assert_harmless
from tests.support.whole_books import NAMES, whole_books

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# EPUBCheck takes four seconds a book, and all volumes are made alike.
CHECKED = ("mixed", "hostile", "volume-2")


@pytest.fixture(params=NAMES)
def entries(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Return the entries of one book after another."""
    return unpack(whole_books()[request.param])


# -------------------------------------------------------------- EPUBCheck


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return what EPUBCheck says of each book."""
    folder = tmp_path_factory.mktemp("books")
    paths = {name: folder / f"{name}.epub" for name in CHECKED}
    for name, path in paths.items():
        path.write_bytes(whole_books()[name])
    found = check_epubs(paths.values())
    return {name: [str(m) for m in found[path]] for name, path in paths.items()}


@pytest.mark.epubcheck
@pytest.mark.parametrize("name", CHECKED)
def test_epubcheck_finds_no_errors_in_any_book(
    name: str, verdicts: Mapping[str, list[str]]
) -> None:
    assert verdicts[name] == []


# -------------------------------------------------------------- container


@pytest.mark.parametrize("name", ["mixed", "hostile"])
def test_container_has_sorted_entries_with_fixed_times_and_permissions(
    name: str,
) -> None:
    data = whole_books()[name]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos = packed.infolist()
        assert packed.testzip() is None
    # OCF 3.3 section 4.3: the media type stands uncompressed at byte 30.
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


def test_picture_used_twice_is_embedded_once_with_its_original_bytes(
    tmp_path: Path,
) -> None:
    first, second = (stored_image(tmp_path, seed=seed) for seed in (1, 2))
    urls = {"https://x.test/1": first, "https://x.test/2": second}
    urls["https://x.test/again"] = first
    urls["https://x.test/of-another-volume"] = stored_image(tmp_path, seed=3)
    shown = list(urls)[:3]
    figures = [Figure(ImageRef(url)) for url in (*shown, *shown)]
    entries = unpack(pack(book([article(*figures), article(*figures)]), urls))
    images = {n: d for n, d in entries.items() if n.startswith("EPUB/images/")}
    del images["EPUB/images/cover.jpg"]
    assert sorted(images.values()) == sorted(
        image.path.read_bytes() for image in (first, second)
    )


def test_picture_that_vanished_from_the_store_is_an_error(tmp_path: Path) -> None:
    image = replace(stored_image(tmp_path), path=tmp_path / "gone.jpg")
    made = book([article(Figure(ImageRef(PICTURE_URL)))])
    with pytest.raises(OutputError, match=r"gone\.jpg") as caught:
        pack(made, {PICTURE_URL: image})
    assert "run the command again" in caught.value.hint


class FullDisk(io.BytesIO):
    """A stream with room for 20,000 bytes."""

    def write(self, data: ReadableBuffer, /) -> int:
        if self.tell() > 20_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_full_disk_is_an_error() -> None:
    made = book(articles_on("2024-06-18"))
    with pytest.raises(OSError, match="No space left"):
        EpubFormat(fonts="none").write(Volume(made, None, UTC), FullDisk(), Journal())


def test_package_with_too_few_files_is_an_error_and_writes_nothing() -> None:
    made = book(articles_on("2024-06-18"))
    tree = nav_tree(made, UTC)
    twice = [
        Document("cover.xhtml", "", "", "<a/>"),
        Document("cover.xhtml", "", "", ""),
    ]
    parts = EpubParts(twice, write_nav(made, tree), tree, "", (), (), b"")
    stream = io.BytesIO()
    with pytest.raises(OutputError, match="incomplete: 8 of 9 files"):
        write_epub(made, parts, stream)
    assert stream.getvalue() == b""


# ---------------------------------------------------- every document, the text


def test_books_have_no_scripts_fetches_or_trackers(
    entries: Mapping[str, bytes],
) -> None:
    assert_harmless(entries)


def test_every_document_has_its_language_and_stylesheet(
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


def test_documents_are_small_and_free_of_what_readers_choke_on(
    entries: Mapping[str, bytes],
) -> None:
    for name, data in entries.items():
        if name.endswith((".xhtml", ".ncx", ".opf")):
            text = data.decode()
            assert not re.search("[\u200b\u200c\u2060\ufeff\x00-\x08\x1b]", text)
            if name.startswith("EPUB/text/"):
                assert len(data) <= 260_000, name


def test_links_inside_the_book_have_existing_targets(
    entries: Mapping[str, bytes],
) -> None:
    for root in documents_of(entries).values():
        for link in elements(root, "a"):
            href = link.get("href") or ""
            if href.startswith("#"):  # a footnote, or a place in the article
                assert root.xpath("boolean(//*[@id=$name])", name=href[1:])
            elif not href.startswith(("https://", "http://", "mailto:")):
                target = href.removeprefix("text/")
                assert f"EPUB/text/{target}" in entries
                assert "#" not in href  # Kobo would make a pop-up of it


def test_pictures_have_alternative_text_and_a_width_in_percent() -> None:
    documents = documents_of(unpack(whole_books()["mixed"]))
    images = [i for root in documents.values() for i in elements(root, "img")]
    assert len(images) > 5
    for image in images:
        assert (image.get("alt") or "").strip()
        assert image.get("class") in ("cover", "w100", "w75", "w50", "w33")
        assert image.get("width") is image.get("height") is None
    assert not any(
        list(root.iter(f"{XHTML}svg", f"{XHTML}picture")) for root in documents.values()
    )
