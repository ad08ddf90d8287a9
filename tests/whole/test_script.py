"""Books in one script: both formats, from the command line to the reader."""

import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from checks.scripts import main as check_scripts
from tests.support.archives import article, fill
from tests.support.books import NOTICE
from tests.support.commandline import RunCli
from tests.support.news import PLAIN, read_book

_TRADITIONAL = "這裡的燈塔每天晚上都亮著，皇后說裡面沒有人。"
_CODE_AND_JAPANESE = (
    "<p><code>print('国')</code></p><p>わたしはその会議に行きません。国会</p>"
)
_FILES = {
    "articles/dw/1000001.md": article(
        title="灯塔里的头发",
        url="https://www.dw.com/zh/灯塔/a-1001",
        body="<div><i>张发<br>2024-06-18T12:37:07.167Z</i></div>"
        '<p>这是<b>头</b>发，见<a href="https://example.org/国家">国家网络</a>。</p>'
        '<div><img src="https://example.org/a.jpg" alt="国旗"><p>国旗</p></div>'
        f"{_CODE_AND_JAPANESE}<p>{NOTICE}</p>",
    ),
    "articles/dw/1000002.md": article(
        1_718_600_000_000,
        title="燈塔",
        url="https://www.dw.com/zh/a-1002",
        body=f"<p>{_TRADITIONAL}</p>",
    ),
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return fill(tmp_path / "news", _FILES)


def copyright_page(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        name = next(n for n in packed.namelist() if "copyright" in n)
        return re.sub(r"<[^>]+>", "", packed.read(name).decode())


def test_epub_is_in_one_script_and_says_so(news: Path, run_cli: RunCli) -> None:
    done = run_cli(
        *("epub", "--script", "tw", "--report", "r.json", "-o", "a.epub", *PLAIN),
        cwd=news,
    )
    assert done.exit_code == 0
    book = read_book(news / "a.epub")
    assert book.title == "德國之聲 2024年6月"
    assert book.headlines == ["燈塔裡的頭髮", "燈塔"]
    first, second = book.chapters
    assert "這是<strong>頭</strong>髮" in first
    assert ">國家網路</a>" in first
    assert 'href="https://example.org/%E5%9B%BD%E5%AE%B6"' in first
    assert "張發" in first
    assert "<code>print(&#x27;国&#x27;)</code>" in first.replace("'", "&#x27;")
    assert "わたしはその会議に行きません。国会" in first
    assert _TRADITIONAL in second
    assert "著作權法" in copyright_page(news / "a.epub")
    assert "有1篇文章由軟體（OpenCC）轉換" in copyright_page(news / "a.epub")
    assert "1 article was converted" in done.err
    assert json.loads((news / "r.json").read_text("utf-8"))["converted"] == 1
    assert check_scripts([str(news / "a.epub"), "--script", "tw"]) == 0


@pytest.mark.parametrize("script", ["hans", "hant", "hk"])
def test_other_scripts_leave_nothing_of_the_other(
    news: Path, run_cli: RunCli, script: str
) -> None:
    run_cli("epub", "--script", script, "-o", "a.epub", *PLAIN, cwd=news)
    assert check_scripts([str(news / "a.epub"), "--script", script]) == 0


def test_kept_scripts_are_not_in_one_script(news: Path, run_cli: RunCli) -> None:
    done = run_cli(*("epub", "--report", "r.json", "-o", "a.epub", *PLAIN), cwd=news)
    assert read_book(news / "a.epub").headlines == ["灯塔里的头发", "燈塔"]
    assert "OpenCC" not in copyright_page(news / "a.epub")
    assert "converted" not in done.err
    assert "converted" not in json.loads((news / "r.json").read_text("utf-8"))
    assert check_scripts([str(news / "a.epub"), "--script", "hant"]) == 1


def test_same_script_gives_the_same_bytes_and_another_another_book(
    news: Path, run_cli: RunCli
) -> None:
    names = ["one.epub", "two.epub", "three.epub"]
    for name, script in zip(names, ["hant", "hant", "tw"], strict=True):
        run_cli("epub", "--script", script, "-o", name, *PLAIN, cwd=news)
    one, two, three = ((news / name).read_bytes() for name in names)
    assert one == two
    assert identifier(news / names[0]) != identifier(news / names[2])
    assert one != three


def identifier(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        found = re.search(r"urn:uuid:[\w-]+", packed.read("EPUB/content.opf").decode())
    assert found
    return found.group()


def test_name_of_the_file_follows_the_script(news: Path, run_cli: RunCli) -> None:
    done = run_cli(
        "epub", "--script", "hant", *PLAIN, "articles/dw/1000001.md", cwd=news
    )
    assert done.out == "燈塔裡的頭髮.epub\n"


def test_given_title_stays_as_it_is_given(news: Path, run_cli: RunCli) -> None:
    run_cli(
        *("epub", "--script", "hant", "--title", "我的头发"),
        *("-o", "a.epub", *PLAIN),
        cwd=news,
    )
    assert read_book(news / "a.epub").title == "我的头发"


def test_script_chooses_the_same_articles(news: Path, run_cli: RunCli) -> None:
    for script in ("hans", "hant"):
        run_cli("epub", "--script", script, "-o", "a.epub", *PLAIN, cwd=news)
        assert len(read_book(news / "a.epub").headlines) == 2


def test_unknown_script_is_refused(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--script", "zh", cwd=news)
    assert done.exit_code == 2
    assert "--script" in done.err


@pytest.mark.pango
@pytest.mark.slow
def test_pdf_is_in_one_script(news: Path, run_cli: RunCli) -> None:
    # On paper nothing shows that code and Japanese are right as they are.
    first = news / "articles/dw/1000001.md"
    text = first.read_text("utf-8").replace(_CODE_AND_JAPANESE, "")
    first.write_text(text, encoding="utf-8")
    done = run_cli(
        *("pdf", "--script", "hant", "--images", "none", "-o", "a.pdf", "--index"),
        cwd=news,
    )
    assert done.exit_code == 0
    assert check_scripts([str(news / "a.pdf"), "--script", "hant"]) == 0
    document = pypdfium2.PdfDocument(news / "a.pdf")
    assert document.get_metadata_dict()["Title"] == "德國之聲 2024年6月"
    assert [entry.get_title() for entry in document.get_toc()][:3]
