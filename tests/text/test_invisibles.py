"""Invisible characters that choose the shape of a letter stay; others are removed."""

import pytest

from exporter.text.invisibles import drop_invisibles, stray_joiners

MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NOTHING = (
    "\u00ad\u034f\u17b4\u17b5\u200b\u2060\u2061\u2062\u2063\u2064\u2065\u206a\u206f"
    "\ufeff\ufff0\ufff9\ufffa\ufffb\ufffc\x80\x9f\U0001bca0\U0001d173\U000e0001"
    "\U000e0041\U000e0100\U000e01ef\ufe00\ufe0d\u115f\u1160\u180b\u180e\u180f"
)


@pytest.mark.parametrize("char", [*MARKS, *NOTHING, "\u200c", "\u200d", "\ufe0f"])
def test_an_invisible_character_in_chinese_is_removed(char: str) -> None:
    assert drop_invisibles(f"灯{char}塔") == "灯塔"
    assert drop_invisibles(f"{char}灯塔{char}") == "灯塔"


@pytest.mark.parametrize("char", MARKS)
def test_marks_of_direction_are_removed_from_right_to_left_text_too(char: str) -> None:
    assert drop_invisibles(f"مرحبا{char} بكم{char}") == "مرحبا بكم"


@pytest.mark.parametrize(
    "text",
    [
        "نمی\u200cدانم",
        "کتاب\u200cخانه\u200cها",
        "سال ۱۳۸۰ ه\u200d.ش",
        "ශ\u0dca\u200dරී",
        "അവന\u0d4d\u200d",
        "क\u094d\u200dष",
        "क\u094d\u200cष",
        "র\u200d\u09cdয",
        "👩\u200d🚒",
        "❤\ufe0f\u200d🔥",
        "👩🏽\u200d🔬",
        "1\ufe0f\u20e3",
        "☎\ufe0e",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "ᠠ\u180eᠡ",
        "\u115f\u1161",
    ],
)
def test_a_joiner_that_changes_the_shape_of_a_letter_stays(text: str) -> None:
    assert drop_invisibles(text) == text
    assert drop_invisibles(f"灯{text}塔") == f"灯{text}塔"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("می\u200c ", "می "),
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("می\u200f\u200cخواهم", "می\u200cخواهم"),
        ("Auf\u200clage", "Auflage"),
        ("a\u200d🚒", "a🚒"),
        ("🚒\u200da", "🚒a"),
        ("12\ufe0f", "12"),
        ("a\U000e0067\U000e007f", "a"),
        ("名\u3164字\uffa0\u2800", "名 字  "),
        ("\ufff9漢字\ufffaかんじ\ufffb", "漢字（かんじ）"),
    ],
)
def test_a_joiner_that_changes_no_letter_is_removed(text: str, cleaned: str) -> None:
    assert drop_invisibles(text) == cleaned


def test_a_joiner_at_either_end_of_a_part_of_a_text_stays() -> None:
    assert drop_invisibles("می\u200c", is_part=True) == "می\u200c"
    assert drop_invisibles("\u200cخواهم", is_part=True) == "\u200cخواهم"
    assert drop_invisibles("می\u200c") == "می"


def test_the_places_of_stray_joiners_are_found() -> None:
    assert stray_joiners("灯\u200d塔 می\u200cخ \u200c") == [(1, 2), (9, 10)]
