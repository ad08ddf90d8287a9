"""Archives that mean no good: what becomes of their scripts, traps and trackers."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.model import MissingImage, image_refs
from tests.archives import fill
from tests.attacks import ATTACKS, hostile_archive
from tests.books import book, documents_of, pack, read_archive, unpack
from tests.epubcheck import check_epub
from tests.harmless import assert_harmless


@pytest.fixture(scope="module")
def hostile_entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the book of an archive that means no good."""
    folder = tmp_path_factory.mktemp("archive")
    files = hostile_archive()
    fill(folder, files)
    articles = read_archive(folder)
    assert len(articles) == len(files)
    lost = {
        ref.url: MissingImage(ref.url, "the server answered 404")
        for one in articles
        for ref in image_refs(one)
    }
    return unpack(pack(book(articles, '"><script>&'), lost))


def test_hostile_articles_make_a_harmless_book(
    hostile_entries: Mapping[str, bytes],
) -> None:
    assert_harmless(hostile_entries)
    text = "".join(data.decode("utf-8", "replace") for data in hostile_entries.values())
    for word in ("javascript:", "vbscript:", "password@", "onerror", "onload"):
        assert word not in text.replace("alert(1)", "")


def test_hostile_articles_keep_their_words(
    hostile_entries: Mapping[str, bytes],
) -> None:
    words = "".join(
        "".join(str(text) for text in root.itertext())
        for root in documents_of(hostile_entries).values()
    )
    for number in range(1, len(ATTACKS) + 2):
        assert f"前{number}。" in words
        assert f"后{number}。" in words
    kept = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十三")
    for word in (
        *kept,
        "十四",
        "十五",
        "十六",
        "十七",
        "十九",
        "二十",
        "二十一",
        "二十二",
    ):
        assert f"词{word}" in words


@pytest.mark.epubcheck
def test_hostile_articles_make_a_valid_book(
    hostile_entries: Mapping[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.epub"
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in hostile_entries.items():
            packed.writestr(name, data)
    assert [str(message) for message in check_epub(path)] == []
