"""Direction: which parts of a line run from right to left, and in what language."""

import ctypes
import ctypes.util
import random

import pytest

from exporter.text.directions import (
    direction_of,
    is_right_to_left,
    language_of_run,
    mark_runs,
    right_to_left_runs,
)

# Without Chinese marks and Han, for which the book has rules of its own, and without
# combining marks, which older releases of FriBidi get wrong after brackets.
_CHARACTERS = "éßab אבגרשمرحباه12٣٤۵ .,:;%$+-/()“”[]{}،؟!¥€#"
_LEFT_TO_RIGHT = 0x110  # FRIBIDI_PAR_LTR


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("灯塔", []),
        ("灯 مرحبا 塔", ["مرحبا"]),
        ("他说“مرحبا بكم”。", ["مرحبا بكم"]),
        ("《ألف ليلة وليلة》", ["ألف ليلة وليلة"]),
        ("灯（شارع 5）塔", ["شارع 5"]),
        ("灯 يونيو 2024 塔", ["يونيو 2024"]),
        ("灯 יוני 15% 塔", ["יוני 15%"]),
        ("灯 15% من السكان", ["من السكان"]),
        ("灯 ١٨ يونيو، 2024。", ["١٨ يونيو، 2024"]),
        ("مرحبا (بكم) 灯", ["مرحبا (بكم)"]),
        ("مرحبا (灯) بكم", ["مرحبا", "بكم"]),
        ("مرحبا\nبكم", ["مرحبا", "بكم"]),
        ("שלום、שלום，שלום", ["שלום", "שלום", "שלום"]),
        ("שלום。2024年", ["שלום"]),
        ("שלום 2024年", ["שלום"]),
        ("مرحبا ٢٠٢٤年", ["مرحبا ٢٠٢٤"]),
        ("灯 مرحبا ABC بكم", ["مرحبا", "بكم"]),
    ],
)
def test_a_run_includes_its_numbers_and_marks(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in right_to_left_runs(text)] == runs


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("灯塔 Leuchtturm", "灯塔 Leuchtturm"),
        ("سلام、مرحبا：灯塔的守望者", "⟨سلام⟩、⟨مرحبا⟩：灯塔的守望者"),
        ("《القدس》灯塔", "《⟨القدس⟩》灯塔"),
        ("مرحبا بكم، 2024", "⟨مرحبا بكم، 2024⟩"),
    ],
)
def test_runs_in_plain_text_are_marked_by_characters(text: str, marked: str) -> None:
    assert mark_runs(text) == marked.translate({0x27E8: 0x2067, 0x27E9: 0x2069})


def test_runs_are_the_parts_with_fribidi_levels_above_zero() -> None:
    name = ctypes.util.find_library("fribidi")
    if name is None:
        pytest.skip("FriBidi is not installed; Pango brings it along")
    fribidi = ctypes.CDLL(name)
    chance = random.Random(20)
    for _ in range(4_000):
        text = "".join(chance.choices(_CHARACTERS, k=chance.randint(1, 16)))
        levels = _levels(fribidi, text)
        inside = [False] * len(text)
        for start, end in right_to_left_runs(text):
            inside[start:end] = [True] * (end - start)
        assert inside == [level > 0 for level in levels], ascii(text)


def _levels(fribidi: ctypes.CDLL, text: str) -> list[int]:
    array, count = ctypes.c_uint32 * len(text), len(text)
    chars, types, brackets = array(*map(ord, text)), array(), array()
    fribidi.fribidi_get_bidi_types(chars, count, types)
    fribidi.fribidi_get_bracket_types(chars, count, types, brackets)
    base, levels = ctypes.c_uint32(_LEFT_TO_RIGHT), (ctypes.c_int8 * count)()
    fribidi.fribidi_get_par_embedding_levels_ex(
        types, brackets, count, ctypes.byref(base), levels
    )
    return list(levels)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("灯塔", "ltr"),
        ("2024!", ""),
        ("", ""),
        ("مرحبا بكم!", "rtl"),
        ("DW: مرحبا بكم في المدينة", "rtl"),
        ("مرحبا 是阿拉伯语的问候。", "ltr"),
        ("שלום עולם（灯）", "rtl"),
        ("灯塔说“مرحبا بكم في المدينة القديمة”。", "ltr"),
    ],
)
def test_a_text_has_the_direction_of_most_of_its_letters(
    text: str, direction: str
) -> None:
    assert direction_of(text) == direction


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("مرحبا", "ar"),
        ("می‌خواهم", "fa"),
        ("قەشقەر شەھىرى", "ug"),
        ("يېڭى", "ug"),
        ("هەولێر", "ckb"),
        ("کوردەکە", "ckb"),
        ("لاہور", "ur"),
        ("ښار", "ps"),
        ("שלום", "he"),
        ("ייִדיש װעלט", "yi"),
        ("ދިވެހި", "dv"),
        ("灯塔", ""),
    ],
)
def test_letters_tell_the_language_of_a_run(text: str, lang: str) -> None:
    assert language_of_run(text) == lang


@pytest.mark.parametrize(
    ("lang", "is_right"),
    [
        *(("ar", True), ("fa-IR", True), ("uz-Arab", True), ("uz", False)),
        *(("he", True), ("ug-Latn", False), ("zh-Hans", False), ("", False)),
    ],
)
def test_a_tag_of_a_language_from_right_to_left_is_known(
    lang: str, is_right: bool
) -> None:
    assert is_right_to_left(lang) == is_right
