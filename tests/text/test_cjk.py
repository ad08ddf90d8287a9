"""Ranges of East Asian characters and classes of marks are in one table."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from exporter.text import cjk
from tests.support.commandline import ROOT

# The ideographs of the first plane, in each way that source can write them.
_RANGE_IN_SOURCE = re.compile(
    r"\\u(?:2e80|2f00|3400|4e00|9fff|f900|ac00)|0x(?:2E80|3400|4E00|F900|20000|AC00)"
    "|[㐀一]-[\u4e00-\u9fff]",
    re.IGNORECASE,
)


def members(ranges: str) -> set[str]:
    pattern = re.compile(f"[{ranges}]")
    return {char for char in map(chr, range(0x110000)) if pattern.match(char)}


def modules() -> list[Path]:
    return [p for p in (ROOT / "exporter").rglob("*.py") if p.name != "cjk.py"]


def test_no_other_module_writes_a_range_of_east_asian_characters() -> None:
    writers = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in modules()
        if (found := _RANGE_IN_SOURCE.search(path.read_text("utf-8")))
    ]
    assert writers == []


@pytest.mark.parametrize(
    "text", ['"[\\u4e00-\\u9fff]"', "0x3400 <= code", "re.compile('[一-龥]')"]
)
def test_the_search_finds_a_range_written_in_source(text: str) -> None:
    assert _RANGE_IN_SOURCE.search(text)


@pytest.mark.parametrize(
    ("ranges", "name"),
    [
        (cjk.RADICALS, r"CJK RADICAL|KANGXI RADICAL"),
        (cjk.IDEOGRAPHIC_SIGNS, "IDEOGRAPHIC"),
        (cjk.HANGZHOU_NUMERALS, "HANGZHOU NUMERAL"),
        (cjk.KANA_LETTERS, "HIRAGANA LETTER|KATAKANA LETTER"),
        (cjk.BOPOMOFO, "BOPOMOFO LETTER"),
        (cjk.EXTENSION_A, "CJK UNIFIED IDEOGRAPH"),
        (cjk.UNIFIED, "CJK UNIFIED IDEOGRAPH"),
        (cjk.COMPATIBILITY, "CJK COMPATIBILITY IDEOGRAPH"),
        (cjk.SUPPLEMENTARY_PLANES, "CJK (?:UNIFIED|COMPATIBILITY) IDEOGRAPH"),
        (cjk.HANGUL_SYLLABLES, "HANGUL SYLLABLE"),
        (cjk.HANGUL_JAMO, "HANGUL"),
    ],
)
def test_a_range_holds_only_characters_of_its_name(ranges: str, name: str) -> None:
    names = {unicodedata.name(char, "") for char in members(ranges)} - {""}
    assert names
    assert [found for found in names if not re.match(name, found)] == []


@pytest.mark.slow
def test_each_wider_range_of_han_contains_the_narrower_ones() -> None:
    order = [
        members(ranges)
        for ranges in (
            cjk.LEGACY_HAN,
            cjk.BASIC_HAN,
            cjk.VERSE_HAN,
            cjk.IDEOGRAPHS,
            cjk.HAN,
            cjk.DRAWN_AS_HAN,
        )
    ]
    assert all(narrow < wide for narrow, wide in pairwise(order))


def test_each_opening_mark_has_its_closing_mark_at_the_same_place() -> None:
    for opening, closing in zip(cjk.OPENING_MARKS, cjk.CLOSING_MARKS, strict=True):
        assert unicodedata.category(opening) in ("Ps", "Pi")
        assert unicodedata.category(closing) in ("Pe", "Pf")
        assert ord(closing) - ord(opening) in (1, 2)
