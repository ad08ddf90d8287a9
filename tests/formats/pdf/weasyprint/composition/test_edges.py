"""The blank of marks, and what kind of gap stands between characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.formats.pdf.weasyprint.composition.classes import classify
from exporter.formats.pdf.weasyprint.composition.edges import (
    MARKS,
    NO_BLANK,
    Blank,
    end_trim,
    gap_kinds,
    narrow,
    start_trim,
)
from exporter.formats.pdf.weasyprint.composition.spacing import (
    AUTO,
    AUTO_SPACE,
    BRACKET,
    FIXED,
    INSIDE,
    MIDDLE_PAUSE,
    MIDDLE_STOP,
    OUTSIDE,
    PAIR,
    PAIR_STEP,
    PAIR_STEPS,
    PAUSE,
    PLAIN,
    POINT,
    STOP,
    WORD,
)

# Where the ink of full-width marks lies: left, right, or centred.
LEFT, RIGHT, AMID = Blank(0.05, 0.6), Blank(0.6, 0.05), Blank(0.36, 0.36)
SIMPLIFIED = {"O": RIGHT, "C": LEFT, "P": LEFT, "T": LEFT, "M": AMID}
TRADITIONAL = {**SIMPLIFIED, "P": AMID, "T": AMID}


def kinds_of(text: str, blanks: dict[str, Blank]) -> list[int]:
    """Return the kinds of the gaps inside ``text``; ``blanks`` are given by class."""
    classes = classify(text)
    by_place = {
        place: blanks.get(letter, NO_BLANK)
        for place, letter in enumerate(classes)
        if MARKS.match(letter)
    }
    return list(gap_kinds(text, classes, by_place))[:-1]


def taken(pair: str, first: Blank, second: Blank) -> float:
    """Return how many em the gap between two marks loses."""
    (kind, _end) = gap_kinds(pair, classify(pair), {0: first, 1: second})
    return (kind - PAIR) * PAIR_STEP if kind >= PAIR else 0.0


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("汉字", [PLAIN]),
        ("ab", [FIXED]),
        ("12", [FIXED]),
        # Han beside letters and digits, and the signs that belong to these
        ("汉a字", [AUTO, AUTO]),
        ("汉1字", [AUTO, AUTO]),
        ("汉$5字", [AUTO, FIXED, AUTO]),
        ("汉5%字", [AUTO, FIXED, AUTO]),
        ("汉#a字", [AUTO, FIXED, AUTO]),
        # the same with U+0020 between them, which replaces the gap
        ("汉 a 字", [FIXED, AUTO_SPACE, FIXED, AUTO_SPACE]),
        ("汉\u00a01\u00a0字", [FIXED, AUTO_SPACE, FIXED, AUTO_SPACE]),
        ("汉 $5% 字", [FIXED, AUTO_SPACE, FIXED, FIXED, FIXED, AUTO_SPACE]),
        # other spaces are between words
        ("a b", [FIXED, WORD]),
        ("汉 字", [FIXED, WORD]),
        ("한 a", [FIXED, WORD]),
        ("汉  a", [FIXED, WORD, WORD]),
        ("汉 (a", [FIXED, WORD, FIXED]),
        # no gap beside other wide characters, marks, raised figures or lone signs
        ("한a", [PLAIN]),
        ("汉²", [PLAIN]),
        ("汉%", [PLAIN]),
        ("汉　a", [PLAIN, PLAIN]),
        ("汉\ufffca", [PLAIN, PLAIN]),
        # narrow brackets
        ("汉(a)字", [OUTSIDE, FIXED, FIXED, OUTSIDE]),
        ("汉[字]", [OUTSIDE, PLAIN, PLAIN]),
        # connectors, solidi and dashes stay close
        ("汉–字", [FIXED, FIXED]),
        ("汉／字", [FIXED, FIXED]),
        ("汉——字", [PLAIN, FIXED, PLAIN]),
        ("汉……字", [PLAIN, FIXED, PLAIN]),
        # characters without width, and those after a line feed
        ("字\ufe00字", [INSIDE, PLAIN]),
        ("a\u0301b", [INSIDE, FIXED]),
        ("字\n字", [FIXED, FIXED]),
    ],
)
def test_each_pair_of_characters_has_its_kind_of_gap(
    text: str, kinds: list[int]
) -> None:
    assert kinds_of(text, {}) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("汉，字", [PLAIN, PAUSE]),
        ("汉。字", [PLAIN, STOP]),
        ("汉（字）字", [BRACKET, PLAIN, PLAIN, BRACKET]),
        ("汉·字", [POINT, POINT]),
        ("a，b", [PLAIN, PAUSE]),
        ("a“汉", [BRACKET, PLAIN]),
        ("汉，——", [PLAIN, PAUSE, FIXED]),
        # a word space after a mark belongs to the words
        ("汉， a", [PLAIN, FIXED, WORD]),
        ("a “汉", [FIXED, WORD, PLAIN]),
    ],
)
def test_gap_beside_a_mark_with_blank_on_one_side_has_its_kind(
    text: str, kinds: list[int]
) -> None:
    assert kinds_of(text, SIMPLIFIED) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("汉，字", [MIDDLE_PAUSE, MIDDLE_PAUSE]),
        ("汉。字", [MIDDLE_STOP, MIDDLE_STOP]),
        ("汉「字」字", [BRACKET, PLAIN, PLAIN, BRACKET]),
        ("a，b", [MIDDLE_PAUSE, MIDDLE_PAUSE]),
    ],
)
def test_gap_beside_a_mark_centred_in_its_square_has_its_kind(
    text: str, kinds: list[int]
) -> None:
    assert kinds_of(text, TRADITIONAL) == kinds


@pytest.mark.parametrize("text", ["汉，字", "汉。字", "汉“字", "汉”字", "汉·字"])
def test_gap_beside_a_narrow_mark_cannot_be_reduced(text: str) -> None:
    """Quotes and interpuncts of Latin faces are narrow: they have no blank."""
    assert kinds_of(text, {}) == [PLAIN, PLAIN]


def test_mark_with_less_than_a_quarter_em_of_blank_gives_none() -> None:
    ample, some, little = Blank(0, 0.45), Blank(0, 0.25), Blank(0, 0.24)
    assert kinds_of("，字", {"P": ample}) == [PAUSE]
    assert kinds_of("，字", {"P": some}) == [MIDDLE_PAUSE]
    assert kinds_of("，字", {"P": little}) == [PLAIN]
    assert kinds_of("”字", {"C": some}) == [PLAIN]
    assert kinds_of("字，", {"P": RIGHT}) == [PLAIN]
    assert kinds_of("·字", {"M": some}) == [POINT]


# -------------------------------------------------------------- marks in a row


@pytest.mark.parametrize(
    ("pair", "first", "second"),
    [
        ("。”", LEFT, LEFT),
        ("，“", LEFT, RIGHT),
        ("））", LEFT, LEFT),
        ("（（", RIGHT, RIGHT),
    ],
)
def test_pair_of_marks_is_one_and_a_half_em_wide(
    pair: str, first: Blank, second: Blank
) -> None:
    assert taken(pair, first, second) == pytest.approx(0.5)


def test_marks_in_a_row_keep_a_gap_between_their_inks() -> None:
    narrower = Blank(0.1, 0.25)
    assert taken("：”", narrower, LEFT) == pytest.approx(0.26)  # of .27
    assert taken("（）", RIGHT, LEFT) == pytest.approx(0.06)  # of .07
    assert taken("！？", AMID, AMID) == pytest.approx(0.5)
    assert taken("“”", Blank(0.6, 0.01), Blank(0.01, 0.6)) == 0


def test_corner_bracket_after_a_centred_mark_loses_more_than_a_round_one() -> None:
    assert taken("。」", AMID, Blank(0, 0.6)) == pytest.approx(0.4)  # of .41
    assert taken("。）", AMID, Blank(0, 0.6)) == pytest.approx(0.32)  # of .33


# Ink of Traditional faces, in em.
EXCLAMATION, QUESTION = Blank(0.44, 0.44), Blank(0.26, 0.28)


@pytest.mark.parametrize("closing", list("」』）》”"))
@pytest.mark.parametrize(("mark", "blank"), [("！", EXCLAMATION), ("？", QUESTION)])
def test_a_traditional_stop_before_a_closing_mark_is_close_on_both_sides(
    mark: str, blank: Blank, closing: str
) -> None:
    kinds = kinds_of(f"好{mark}{closing}", {"T": blank, "C": LEFT})
    before, after = (
        side - (kind - PAIR) * PAIR_STEP
        for side, kind in zip((blank.left, blank.right + 0.05), kinds, strict=True)
    )
    assert 0.16 < before < 0.2
    assert -0.06 < after < 0.13


def test_traditional_stop_before_han_keeps_its_full_width() -> None:
    assert kinds_of("好！好", {"T": EXCLAMATION}) == [MIDDLE_STOP, MIDDLE_STOP]


def test_pair_with_a_centred_mark_loses_only_what_its_ink_leaves() -> None:
    """A Traditional 。」 has less blank than a Simplified 。”."""
    assert taken("。」", AMID, LEFT) == pytest.approx(0.46)
    assert taken("，「", AMID, RIGHT) == pytest.approx(0.5)


def test_high_quote_and_low_mark_do_not_overlap() -> None:
    """Such a pair occurs where an opening quote was typed instead of a closing one."""
    for mark in "，。、．":
        assert taken(f"“{mark}", RIGHT, LEFT) == pytest.approx(0.4)
    assert taken("“：", RIGHT, LEFT) == pytest.approx(0.06)
    assert taken("“，", RIGHT, AMID) == pytest.approx(0.38)


def test_narrow_marks_in_a_row_lose_no_width() -> None:
    assert kinds_of("”，", {}) == [PLAIN]
    assert kinds_of("“”", {}) == [PLAIN]


@given(
    st.text("“”‘’，。、？！（）《》「」·", min_size=2, max_size=2),
    *[st.tuples(*[st.floats(0, 0.9)] * 2).map(lambda sides: Blank(*sides))] * 2,
)
def test_pair_of_marks_loses_at_most_half_an_em(
    pair: str, first: Blank, second: Blank
) -> None:
    least = min(0.5, max(first.right + second.left + 0.05, 0.0))
    if first.left >= 0.45 <= second.right:
        least = 0.5
    assert 0 <= taken(pair, first, second) <= least + 1e-6
    assert PAIR_STEP * PAIR_STEPS >= 0.5


# ------------------------------------------------------- marks of Latin text


@pytest.mark.parametrize(
    "text", ["don’t", "5’s", "rock’n", "the ’80s", "N’ Roses", "a ‘b’ c", "l’Été"]
)
def test_marks_inside_a_latin_word_have_fixed_gaps(text: str) -> None:
    assert all(kind in (FIXED, WORD) for kind in kinds_of(text, SIMPLIFIED))


@pytest.mark.parametrize(
    ("text", "place"), [("汉’80s", 0), ("Jones’汉", 5), ("汉„a“", 0), ("„a“汉", 2)]
)
def test_gap_between_latin_mark_and_han_equals_that_of_a_letter(
    text: str, place: int
) -> None:
    assert kinds_of(text, SIMPLIFIED)[place] == AUTO


@pytest.mark.parametrize("text", ["汉’汉", "汉‘a’汉", "a”汉", "汉’，"])
def test_curly_quotes_in_chinese_are_treated_as_chinese_marks(text: str) -> None:
    places = [n for n, char in enumerate(text[:-1]) if char in "’”"]
    kinds = kinds_of(text, SIMPLIFIED)
    assert all(kinds[n] in (BRACKET, PAIR + 25) for n in places)


@pytest.mark.parametrize(
    ("blank", "expected"),
    [
        (Blank(0.06, 0.72), Blank(0, 0.65)),
        (Blank(0.77, 0.09), Blank(0.70, 0)),
        (Blank(0.08, 0.2), NO_BLANK),
        (NO_BLANK, NO_BLANK),
    ],
)
def test_full_width_latin_mark_keeps_the_blank_of_a_narrow_one(
    blank: Blank, expected: Blank
) -> None:
    assert narrow(blank) == pytest.approx(expected)


@pytest.mark.parametrize("sign", ["\u0301", "\ufe0f", "\u200d"])
def test_combining_sign_does_not_remove_the_gap_beside_han(sign: str) -> None:
    assert kinds_of(f"e{sign}汉", {}) == [INSIDE, AUTO]
    assert kinds_of(f"汉{sign}e", {}) == [INSIDE, AUTO]


def test_the_number_of_a_note_stands_close_to_han() -> None:
    assert kinds_of("汉\u2060¹汉", {})[1] == FIXED


# ------------------------------------------------------------ edges of a line


@pytest.mark.parametrize(
    ("letter", "blank", "trim"),
    [
        ("O", RIGHT, 0.5),
        ("O", Blank(0.45, 0.1), 0.5),
        ("O", Blank(0.44, 0.1), 0.0),
        ("O", NO_BLANK, 0.0),
        ("C", RIGHT, 0.0),
        ("P", AMID, 0.0),
        ("T", RIGHT, 0.0),
        ("M", RIGHT, 0.0),
    ],
)
def test_opening_mark_at_the_line_start_moves_left_by_its_blank(
    letter: str, blank: Blank, trim: float
) -> None:
    assert start_trim(letter, blank) == trim


@pytest.mark.parametrize(
    ("letter", "blank", "trim"),
    [
        ("C", LEFT, 0.5),
        ("P", LEFT, 0.5),
        ("T", LEFT, 0.5),
        ("T", Blank(0.1, 0.45), 0.5),
        ("T", AMID, 0.0),
        ("P", AMID, 0.0),
        ("C", NO_BLANK, 0.0),
        ("O", LEFT, 0.0),
        ("M", LEFT, 0.0),
    ],
)
def test_mark_at_the_line_end_loses_half_an_em(
    letter: str, blank: Blank, trim: float
) -> None:
    assert end_trim(letter, blank) == trim


@given(st.text(), st.sampled_from([SIMPLIFIED, TRADITIONAL, {}]))
def test_every_gap_of_any_text_has_a_kind(text: str, blanks: dict[str, Blank]) -> None:
    kinds = kinds_of(text, blanks)
    assert len(kinds) == max(len(text) - 1, 0)
    assert all(0 <= kind <= PAIR + PAIR_STEPS for kind in kinds)
