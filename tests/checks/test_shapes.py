"""Letters of finished books match their fonts, and the check finds others."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checks.shapes import Verdict, check_book, main
from exporter.fonts import Subsets, subset_fonts
from exporter.fonts.sfnt import read_tables, write_tables
from exporter.formats import material
from tests.support.archives import article, fill
from tests.support.commandline import ROOT, RunCli
from tests.support.fonts import draw

pytestmark = pytest.mark.slow

SAMPLES = ROOT / "samples"
# Letters of a dozen alphabets: no Chinese font has them, and no single font has all.
ALPHABETS = (
    "捷克的 Čáslav 与波兰的 Źdźbło，土耳其的 İğdır；哈萨克文 Әліппе қоңыр，越南文 Nghệ"
    " thuật；泰文 น้ำตก ทำ คำ ฟ้า；阿拉伯文 سلامة لا كتاب；希伯来文 שָׁלוֹם；"
    "格鲁吉亚文 ანბანი；亚美尼亚文 Այբուբեն；音标 [ˈʃaʊɐ]；"
    "分解的 Dvořa\u0301k é e\u0301；印地文 हिन्दी क्षेत्रीय प्रधानमंत्री；孟加拉文 কোথায় ক্ষমতা"
    "；泰米尔文 கொழும்பு；马拉雅拉姆文 മുഖ്യമന്ത്രി；僧伽罗文 ශ්\u200dරී；缅甸文 ပြည်ထောင်စု。"
)


def write_articles(folder: Path, text: str) -> None:
    body = f"<p>{text}</p><p><strong>{text}</strong></p><p><code>{text}</code></p>"
    fill(folder, {"articles/dw/1.md": article(body=body)})


def wrong(verdicts: Iterable[Verdict]) -> list[str]:
    return [f"{v.font}: {case}" for v in verdicts for case in v.wrong]


@pytest.mark.pango
@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_letters_of_many_alphabets_in_a_book_match_their_fonts(
    tmp_path: Path, run_cli: RunCli, form: str
) -> None:
    write_articles(tmp_path, ALPHABETS)
    run_cli(form, "-o", f"b.{form}")
    verdicts = check_book(tmp_path / f"b.{form}")
    assert wrong(verdicts) == []
    assert [v for v in verdicts if v.left] == []
    helpers = {v.font for v in verdicts if v.font.startswith("dwx-other-serif")}
    assert len(helpers) >= 6
    assert all(verdict.compared for verdict in verdicts)


@pytest.mark.pango
def test_letters_drawn_from_another_file_of_the_same_name_are_found(
    tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers then draw letters of one file with the glyphs of the other."""

    def under_one_name(*arguments: Any) -> Subsets:
        subsets = subset_fonts(*arguments)
        files = (
            replace(file, family=file.family.rpartition("-")[0])
            for file in subsets.files
        )
        return replace(subsets, files=tuple(files))

    monkeypatch.setattr(material, "subset_fonts", under_one_name)
    write_articles(tmp_path, "捷克的 Čáslav，泰文 ฟ้าใส。")
    run_cli("pdf", "-o", "b.pdf")
    assert wrong(check_book(tmp_path / "b.pdf"))
    assert main([str(tmp_path / "b.pdf")]) == 1


def test_swapped_letters_in_an_epub_font_are_found(
    tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil_first(*arguments: Any) -> Subsets:
        subsets = subset_fonts(*arguments)
        first = next(file for file in subsets.files if file.family)
        tables = read_tables(first.data)
        draw("ฟาใส")(tables)
        spoilt = replace(first, data=write_tables(first.data[:4], tables))
        files = (spoilt if file is first else file for file in subsets.files)
        return replace(subsets, files=tuple(files))

    monkeypatch.setattr(material, "subset_fonts", spoil_first)
    write_articles(tmp_path, "泰文 ฟาใส。")
    run_cli("epub", "-o", "b.epub")
    assert len(wrong(check_book(tmp_path / "b.epub"))) >= 3


@pytest.mark.pango
@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_letters_of_the_samples_match_their_fonts(
    tmp_path: Path, run_cli: RunCli, form: str
) -> None:
    run_cli(form, "--archive", SAMPLES, "--offline", "-o", f"b.{form}")
    verdicts = check_book(tmp_path / f"b.{form}")
    assert wrong(verdicts) == []
    assert sum(verdict.compared for verdict in verdicts) > 1_000


@pytest.mark.pango
def test_letters_of_real_articles_match_their_fonts(
    tmp_path: Path, run_cli: RunCli, shared_corpus: Path
) -> None:
    run_cli(
        "pdf",
        "--archive",
        shared_corpus,
        "--offline",
        "--images",
        "none",
        "--limit",
        "60",
        "-o",
        "b.pdf",
    )
    assert wrong(check_book(tmp_path / "b.pdf")) == []
