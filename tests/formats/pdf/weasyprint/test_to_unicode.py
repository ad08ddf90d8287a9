"""Text copied from a PDF has the characters people type, whatever glyphs draw it."""

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from checks.shapes import check_book
from tests.support.archives import article, fill
from tests.support.commandline import RunCli
from tests.support.prints import Pdf, pango_trouble

if not pango_trouble():
    from exporter.formats.pdf.weasyprint.to_unicode import GlyphTexts

pytestmark = [pytest.mark.slow, pytest.mark.pango]


def print_text(folder: Path, run_cli: RunCli, body: str) -> tuple[str, str]:
    """Return the text of a book as pypdf and as Chromium's viewer read it."""
    fill(folder, {"articles/dw/1.md": article(body=f"<p>{body}</p>")})
    run_cli("pdf", "-o", "b.pdf")
    data = (folder / "b.pdf").read_bytes()
    pages = list(pypdfium2.PdfDocument(data))
    viewed = "".join(page.get_textpage().get_text_range() for page in pages)
    return Pdf(data).text, viewed


def test_letters_drawn_with_radicals_or_ligatures_are_copied_as_letters(
    tmp_path: Path, run_cli: RunCli
) -> None:
    typed = "\u2f08\u2f42与o\ufb03ce。人文与 office。"
    for text in print_text(tmp_path, run_cli, typed):
        assert len(re.findall("人文", text)) == 2
        assert len(re.findall("office", text)) == 2


def test_glyph_shared_by_two_characters_is_copied_as_the_ordinary_one(
    tmp_path: Path, run_cli: RunCli
) -> None:
    typed = "a\u00a0b 与 c d；x\u2011y 与 x-y。"
    for text in print_text(tmp_path, run_cli, typed):
        assert "\u00a0" not in text
        assert "\u2011" not in text
        assert "x-y" in text


def test_glyphs_of_a_letter_in_several_parts_all_have_a_text(
    tmp_path: Path, run_cli: RunCli
) -> None:
    for text in print_text(tmp_path, run_cli, "泰文 น้ำ มา ทำ。"):
        assert not re.search("[\x00-\x08\ufffd\ufffe]", text)
        found = re.sub(r"\s", "", text)
        assert "มา" in found
        whole = unicodedata.normalize("NFKD", found)  # some split the vowel
        assert unicodedata.normalize("NFKD", "ทำ") in whole
        assert {"น", "\u0e49", "\u0e4d"} < set(whole)


def test_emoji_and_list_markers_are_set_in_fonts_of_the_book(
    tmp_path: Path, run_cli: RunCli
) -> None:
    nested = "<ul><li>灯" * 4 + "</li></ul>" * 4
    numbers = '<ol type="a"><li>甲<ol type="I"><li>乙</li></ol></li></ol>'
    text, _ = print_text(
        tmp_path, run_cli, f"😀⌚☀️✔️👍🏽👨‍👩‍👧🇨🇿7️⃣。</p>{nested}{numbers}<p>完"
    )
    # Markers that WeasyPrint draws itself would stand beside those of the book.
    assert [text.count(mark) for mark in "◦▪"] == [1, 2]
    verdicts = check_book(tmp_path / "b.pdf")
    assert all(verdict.font.startswith("dwx-") for verdict in verdicts)
    assert not [case for verdict in verdicts for case in verdict.wrong]


def test_text_of_a_glyph_does_not_depend_on_the_order_of_characters() -> None:
    texts = GlyphTexts({1: [" ", "\u00a0"], 2: ["文", "⽂"], 3: [], 4: ["า"]})
    texts[1], texts[2] = "\u00a0", "⽂"
    texts[1], texts[2] = " ", "文"
    texts[3], texts[4] = "", "\u0e49า"
    assert texts == {1: " ", 2: "文", 3: "\u0e49", 4: "า"}


def test_emoji_sequence_is_printed_as_one_sign(tmp_path: Path, run_cli: RunCli) -> None:
    for text in print_text(tmp_path, run_cli, "前👩🏽‍🚒中🇨🇿🇩🇪后7️⃣末。"):
        assert "前〓中〓〓后〓末。" in "".join(text.split())
