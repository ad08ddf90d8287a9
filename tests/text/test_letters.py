"""Letters that are variants of ordinary letters become the ordinary ones."""

import pytest

from exporter.text.letters import ordinary_letters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\u2f42\u4ef6", "文件"),
        ("\u2ed3江", "长江"),
        ("\uf9dc\u4e2d", "隆中"),
        ("o\ufb03ce \ufb01le", "office file"),
        ("\ufeb3\ufefc\ufee1", "سلام"),
        ("\ufb2a\ufb3c", "ש\u05c1ל\u05bc"),
    ],
)
def test_radicals_ligatures_and_presentation_forms_become_ordinary_letters(
    typed: str, meant: str
) -> None:
    assert ordinary_letters(typed) == meant


@pytest.mark.parametrize("text", ["abc", "ＡＢ，①²½…℃㎡", "\u2eae\u2f00"[:1], "\ufe76"])
def test_a_letter_that_means_more_than_the_ordinary_one_stays(text: str) -> None:
    assert ordinary_letters(text) == text
