"""Hostile archives: what becomes of their scripts, traps and trackers."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from checks.epubcheck import check_epub
from exporter.alternatives import Layout, Variant
from exporter.model import Article, MissingImage, image_refs
from tests.support.archives import fill
from tests.support.attacks import ATTACKS, hostile_archive
from tests.support.books import book, documents_of, pack, read_archive, unpack
from tests.support.harmless import WEB, assert_harmless
from tests.support.harmless_pdf import assert_harmless_pdf
from tests.support.prints import Pdf, options, print_pdf
from tests.support.reasons import GONE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hostile_articles(tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    """Return the articles of a hostile archive."""
    files = hostile_archive()
    articles = read_archive(fill(tmp_path_factory.mktemp("archive"), files))
    assert len(articles) == len(files)
    return articles


def lost_images(articles: Sequence[Article]) -> dict[str, MissingImage]:
    return {
        ref.url: MissingImage(ref.url, GONE)
        for one in articles
        for ref in image_refs(one)
    }


@pytest.fixture(scope="module")
def hostile_entries(hostile_articles: list[Article]) -> dict[str, bytes]:
    """Return the book of them, unpacked."""
    made = book(hostile_articles, '"><script>&')
    return unpack(pack(made, lost_images(hostile_articles)))


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


@pytest.mark.pango
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014")
@pytest.mark.parametrize(
    ("layout", "variant", "index"),
    [("briefing", "pdf/ua-1", False), ("book", "pdf/a-3u", True)],
)
def test_hostile_articles_make_a_harmless_pdf(
    hostile_articles: list[Article], layout: Layout, variant: Variant, *, index: bool
) -> None:
    pdf = options(layout, variant=variant, index=index)
    made = book(hostile_articles, '"><script>&')
    data = print_pdf(made, pdf, lost_images(hostile_articles))
    assert_harmless_pdf(data)
    read = Pdf(data)
    assert all(f"前{n}。" in read.text for n in range(1, len(ATTACKS) + 2))
    links = [link for link in read.all_links() if not link.startswith("#")]
    assert links
    assert not [link for link in links if not WEB.fullmatch(link)]
