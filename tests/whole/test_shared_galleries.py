"""A gallery of two articles, from the archive to finished books."""

import json
from pathlib import Path

import pytest

from tests.support.archives import fill
from tests.support.commandline import RunCli
from tests.support.images import jpeg
from tests.support.news import read_book, story
from tests.support.prints import Pdf

GALLERY = "<h3>相关图集：港口的灯</h3>" + "".join(
    f'<div><img src="https://static.dw.com/image/8000000{n}_303.jpg"><b>第{n}盏</b>：'
    f"这是港口的第{n}盏灯。</div>"
    for n in (1, 2, 3)
)
TEXT = f"<p>{'港口的灯一盏一盏亮起来，守灯人说今年比去年早。' * 8}</p>"
CAPTION = "这是港口的第2盏灯。</figcaption>"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of two articles with one gallery, and all its pictures."""
    pictures = {
        f"mirror/static.dw.com/image/8000000{n}_303.jpg": jpeg(640, 400, seed=n)
        for n in (1, 2, 3)
    }
    articles = {
        f"articles/dw/{1009 - n}.md": story(
            n, f"2024-06-1{n}T08:00:00Z", f"港口纪事{n}", body=TEXT + GALLERY
        )
        for n in (1, 2)
    }
    return fill(tmp_path / "archive", articles | pictures)


def options(archive: Path) -> list[str]:
    mirror = ["--image-mirror", str(archive / "mirror"), "--offline"]
    cache = ["--cache-dir", str(archive / "cache")]
    return ["--archive", str(archive), "--order", "oldest", *mirror, *cache]


def test_an_epub_shows_the_gallery_once_and_says_so(
    archive: Path, run_cli: RunCli
) -> None:
    out, report = archive / "b.epub", archive / "r.json"
    done = run_cli("epub", *options(archive), "-o", str(out), "--report", str(report))
    assert done.exit_code == 0
    book = read_book(out)
    first, second = book.chapters
    assert (first.count(CAPTION), second.count(CAPTION)) == (1, 0)
    assert '<a href="a-1.xhtml">港口纪事1</a>' in second
    assert (
        sum(name.endswith(".jpg") and "cover" not in name for name in book.names) == 3
    )
    assert "1 gallery not repeated, because the book shows it in another place" in (
        done.err
    )
    left_out = {
        one["id"]: one["left_out"] for one in json.loads(report.read_text())["articles"]
    }
    assert left_out == {
        "a-1": [],
        "a-2": [{"rule": "shared-gallery", "what": "相关图集：港口的灯 → a-1"}],
    }


def test_galleries_every_repeats_it(archive: Path, run_cli: RunCli) -> None:
    out = archive / "b.epub"
    every = ["--galleries", "every"]
    done = run_cli("epub", *options(archive), *every, "-o", str(out))
    assert done.exit_code == 0
    assert [chapter.count(CAPTION) for chapter in read_book(out).chapters] == [1, 1]
    assert "not repeated" not in done.err


def test_a_book_without_pictures_has_the_words_once(
    archive: Path, run_cli: RunCli
) -> None:
    out = archive / "b.epub"
    none = ["--images", "none"]
    assert run_cli("epub", *options(archive), *none, "-o", str(out)).exit_code == 0
    assert [chapter.count(CAPTION) for chapter in read_book(out).chapters] == [1, 0]


@pytest.mark.slow
@pytest.mark.pango
def test_a_pdf_names_the_page_of_the_article_with_the_gallery(
    archive: Path, run_cli: RunCli
) -> None:
    out = archive / "b.pdf"
    done = run_cli("pdf", *options(archive), "-o", str(out))
    assert done.exit_code == 0
    pdf = Pdf(out.read_bytes())
    assert pdf.text.count("第2盏灯") == 1
    page = pdf.places()["a-1"] + 1
    assert f"这组图片（3张）见：港口纪事1→{page}" in pdf.text.replace(" ", "")
