"""The class of each character, by which lines are composed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.formats.pdf.weasyprint.composition.classes import (
    CLOSING,
    DASHES,
    INTERPUNCTS,
    NO_LINE_END,
    NO_LINE_START,
    OPENING,
    STOPS,
    classify,
    has_chinese,
    is_composable,
)
from exporter.text.cjk import PAUSES

# The marks of CLREQ and GB/T 15834, written out again to be compared.
MAY_NOT_START = "，、；：。．！？‼⁇⁈⁉”’）〕］｝》〉」』】〗〞〟·・‧–—～~),.:;!?]}%‰℃°"
MAY_NOT_END = "“‘（〔［｛《〈「『【〖〝([{€$£¥￥"


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        # ideographs and characters written among them
        ("汉々〇〆", "HHHH"),
        ("𠀀㐀豈", "HHH"),
        ("かナㄅー", "HHHH"),
        # other wide characters
        ("한Ａ５", "WWW"),
        ("①→■", "WWW"),
        ("\ufffc", "X"),
        # letters and digits of other scripts, with their combining signs
        ("aÄжΩ", "LLLL"),
        ("7٧७", "NNN"),
        ("e\u0301", "LZ"),
        ("का", "LL"),
        # characters without a width of their own
        ("字\ufe00字\U000e0100", "HZHZ"),
        ("❤\ufe0f☎\ufe0e", "AZWZ"),
        ("a\u00adb\u200bc\u2060d", "LZLZLZL"),
        # spaces
        (" \u00a0", "SS"),
        ("\u3000\n", "IB"),
        # ASCII marks
        ("([{)]}", "UUUVVV"),
        (".,:;!?\"'", "AAAAAAAA"),
        ("-/~–", "KKKK"),
    ],
)
def test_each_character_has_the_class_of_its_kind(text: str, classes: str) -> None:
    assert classify(text) == classes


@pytest.mark.parametrize(
    ("marks", "letter"),
    [
        (OPENING, "O"),
        (CLOSING, "C"),
        (PAUSES, "P"),
        (STOPS, "T"),
        (INTERPUNCTS, "M"),
        (DASHES, "E"),
    ],
)
def test_each_mark_has_the_class_of_its_kind(marks: str, letter: str) -> None:
    assert classify(marks) == letter * len(marks)


def test_emoji_is_wide_and_its_modifiers_have_no_width_of_their_own() -> None:
    assert classify("😀") == "W"
    assert classify("👩\u200d🚀") == "WZW"
    assert classify("👍🏽") == "WW"


def test_superior_figures_do_not_have_the_class_of_digits() -> None:
    """So the number of a note stands close to the word before it."""
    assert classify("汉¹²³⁰⁹") == "HAAAAA"


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("€5 $5 ¥5 £5", "FNSFNSFNSFN"),
        ("#tag @user", "FLLLSFLLLL"),
        ("汉$汉", "HAH"),
        ("5$", "NA"),
        ("$", "A"),
        ("$$5", "AFN"),
        ("5% 5‰ 5°", "NRSNRSNR"),
        ("a%", "LR"),
        ("汉%", "HA"),
        ("%5", "AN"),
        ("5°C", "NRL"),
        ("5%%", "NRR"),
        ("% 5", "ASN"),
    ],
)
def test_sign_counts_as_part_of_a_number_only_when_adjacent(
    text: str, classes: str
) -> None:
    assert classify(text) == classes


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("5+", "NR"),
        ("汉+5", "HFN"),
        ("C++语言", "LRRHH"),
        ("5%+", "NRR"),
        ("a+b", "LRL"),
        ("汉+汉", "HAH"),
        ("++5", "AFN"),
        ("+a", "AL"),
        ("a + b", "LSASL"),
    ],
)
def test_plus_sign_belongs_to_the_number_on_either_side(
    text: str, classes: str
) -> None:
    assert classify(text) == classes


@given(st.text())
def test_every_character_has_exactly_one_class(text: str) -> None:
    classes = classify(text)
    assert len(classes) == len(text)
    assert set(classes) <= set("HWXOCPTMEKLNFRUVASIZB")


@given(st.text(), st.text())
def test_classes_after_a_line_feed_do_not_depend_on_the_text_before_it(
    before: str, after: str
) -> None:
    assert classify(f"{before}\n{after}") == f"{classify(before)}B{classify(after)}"


def test_every_mark_that_may_not_start_or_end_a_line_is_listed() -> None:
    assert set(MAY_NOT_START) - set(NO_LINE_START) == set()
    assert set(MAY_NOT_END) - set(NO_LINE_END) == set()
    assert set(NO_LINE_START) & set(NO_LINE_END) == set()


@pytest.mark.parametrize(
    "text",
    [
        "שלום",
        "مرحبا",
        "一\u202b二",
        "一\u2067二",
        "一\u200f二",
        "\ufeb0",
        "\U00010900",
        "\U0001e900",
        "一\t二",
        "一\r\n二",
        "\x85",
        "一\u2028二",
        "一\u2029二",
    ],
)
def test_text_with_right_to_left_or_control_characters_is_not_composed(
    text: str,
) -> None:
    assert not is_composable(text)


@pytest.mark.parametrize(
    "text", ["", "一二\n三", "abc – ж", "😀\ufe0f", "a\u00adb", "한", "ไทย", "\ufeff"]
)
def test_left_to_right_text_is_composed(text: str) -> None:
    assert is_composable(text)


@pytest.mark.parametrize("text", ["a汉", "한", "，", "。", "\u3000", "😀"])
def test_text_with_a_wide_character_or_mark_counts_as_chinese(text: str) -> None:
    assert has_chinese(classify(text))


@pytest.mark.parametrize(
    "text", ["", "abc, 123 (d)\n", "été", "$5 – 6%", "¹²", "“It’s…” · a"]
)
def test_text_without_wide_characters_does_not_count_as_chinese(text: str) -> None:
    assert not has_chinese(classify(text))
