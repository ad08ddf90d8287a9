"""Which breaks make the best lines.

No font is used: a full-width character is ten pixels wide, a narrow one five, a
space three.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.formats.pdf.weasyprint.composition.breaks import (
    FORBIDDEN,
    INSEPARABLE,
    find_breaks,
)
from exporter.formats.pdf.weasyprint.composition.classes import classify
from exporter.formats.pdf.weasyprint.composition.edges import (
    Blank,
    end_trim,
    gap_kinds,
    start_trim,
)
from exporter.formats.pdf.weasyprint.composition.spacing import make_scale, reduce_line
from tests.support.prints import pango_trouble

if TYPE_CHECKING or not pango_trouble():
    from exporter.formats.pdf.weasyprint.composition.lines import (
        FilledLine,
        LineBreaker,
        Measure,
    )
    from exporter.formats.pdf.weasyprint.composition.paragraph import Measured
    from exporter.formats.pdf.weasyprint.composition.shaping import break_attributes

pytestmark = pytest.mark.pango

EM = 10.0
SCALE = make_scale(EM, space=3.0)
_WIDTHS = {**dict.fromkeys("HWXOCPTMEI", EM), "S": 3.0, "Z": 0.0, "B": 0.0}
_LEFT, _RIGHT, _AMID = Blank(0.05, 0.6), Blank(0.6, 0.05), Blank(0.35, 0.35)
_BLANKS = {"O": _RIGHT, "C": _LEFT, "P": _LEFT, "T": _LEFT, "M": _AMID}
NOTHING = 0.01


def measure_text(
    text: str,
    *,
    fixed: tuple[range, ...] = (),
    wider: dict[int, float] | None = None,
    sealed: range = range(0),
    hyphens: dict[int, bool] | None = None,
) -> Measured:
    """Return the measures of ``text``.

    ``wider`` characters measure so many pixels more; no break at all is in
    the places of ``sealed``.  A hyphen, of three pixels, may be set at the places of
    ``hyphens``, which tell whether it is in a name.
    """
    classes = classify(text)
    blanks = {n: _BLANKS[c] for n, c in enumerate(classes) if c in _BLANKS}
    kinds = gap_kinds(text, classes, blanks)
    for place, letter in enumerate(classes):
        if letter == "B":
            kinds[place] = 0
    codes = find_breaks(
        text,
        classes,
        attributes=break_attributes(text, "zh-Hans"),
        fixed=fixed,
        hyphens=hyphens or {},
    )
    for place in sealed:
        codes[place] = INSEPARABLE
    advances = [_WIDTHS.get(letter, EM / 2) for letter in classes]
    for place, more in (wider or {}).items():
        advances[place] += more

    def running(values: list[float]) -> list[float]:
        return list(accumulate(values, initial=0.0))

    def look_up(table: tuple[float, ...]) -> list[float]:
        return running([table[kind] for kind in kinds])

    gaps = [SCALE.natural[kind] for kind in kinds]
    return Measured(
        classes=classes,
        kinds=bytes(kinds),
        codes=bytes(codes),
        gaps=gaps,
        sums=running([a + b for a, b in zip(advances, gaps, strict=True)]),
        advance_sums=running(advances),
        reducible=look_up(SCALE.reduction),
        stretchy=look_up(SCALE.expansion),
        spreading=look_up(SCALE.spreading),
        relief=look_up(SCALE.relief),
        starts={n: start_trim(classes[n], b) * EM for n, b in blanks.items()},
        ends={n: end_trim(classes[n], b) * EM for n, b in blanks.items()},
        hyphens=dict.fromkeys(hyphens or (), 3.0),
    )


def measure_of(
    ems: float, *, indent: float = 0.0, later: float = 0.0, justified: bool = True
) -> Measure:
    """Return a measure so many em wide; indents are in em, too."""
    return Measure(
        first=(ems - indent) * EM,
        width=ems * EM,
        indent=indent * EM,
        later_indent=later * EM,
        em=EM,
        justified=justified,
    )


def break_text(
    text: str,
    measure: Measure | float,
    *,
    start: int = 0,
    measured: Measured | None = None,
) -> list[FilledLine]:
    if isinstance(measure, int | float):
        measure = measure_of(measure)
    measured = measured or measure_text(text)
    return LineBreaker(text, measured, measure=measure).break_from(start)


def show(text: str, lines: list[FilledLine]) -> list[str]:
    """Return what stands on each line."""
    return [text[line.start : line.end] for line in lines]


# ------------------------------------------------------------- filling lines


def test_each_line_is_filled_with_what_fits() -> None:
    text = "一二三四五六七八九十甲乙丙"
    assert show(text, break_text(text, 5)) == ["一二三四五", "六七八九十", "甲乙丙"]
    assert all(line.cost == 0 for line in break_text(text, 5))
    assert show(text, break_text(text, 5, start=3)) == ["四五六七八", "九十甲乙丙"]


def test_mark_at_the_line_end_counts_half_its_width() -> None:
    text = "一二三四，五六七八九"
    assert show(text, break_text(text, 4.5)) == ["一二三四，", "五六七八", "九"]


def test_opening_mark_at_the_line_start_counts_half_its_width() -> None:
    text = "一二三四五“六七八九”十甲乙"
    for justified in (True, False):
        lines = break_text(text, measure_of(5, justified=justified))
        assert show(text, lines) == ["一二三四五", "“六七八九”", "十甲乙"]


def test_spaces_around_a_break_are_on_neither_line() -> None:
    text = "一二三四 五六七八 "
    lines = break_text(text, 4)
    assert show(text, lines) == ["一二三四", "五六七八"]
    assert [(line.end, line.resume) for line in lines] == [(4, 5), (9, 10)]


@pytest.mark.parametrize("space", [" ", "\u3000"])
def test_several_spaces_end_only_one_line(space: str) -> None:
    text = f"汉字汉{space * 40}字  A"
    lines = break_text(text, 3)
    assert [(line.start, line.end, line.resume) for line in lines] == [
        (0, 3, 43),
        (43, 47, 47),
    ]


def test_a_line_feed_ends_a_line() -> None:
    text = "一二\n三四五六七\n\n八"
    lines = break_text(text, 5)
    assert show(text, lines) == ["一二", "三四五六七", "", "八"]
    assert all(line.cost == 0 for line in lines)


def test_text_of_spaces_alone_is_one_empty_line() -> None:
    (line,) = break_text("\u3000 ", 5)
    assert (line.start, line.end, line.resume) == (0, 0, 2)


def test_natural_width_leaves_out_the_blank_of_adjacent_marks_and_at_line_ends() -> (
    None
):
    text = "“汉a字。”"
    breaker = LineBreaker(text, measure_text(text), measure=measure_of(9))
    # 。 and ” together, and ” once more at the end, lose half an em each
    assert breaker.natural_width(1, 6, indented=False) == 10 + 5 + 10 + 5 + 15 - 5
    assert breaker.natural_width(1, 3, indented=False) == 17.5
    # “ only where it does not begin an indented paragraph
    assert breaker.natural_width(0, 2, indented=False) == 15
    assert breaker.natural_width(0, 2, indented=True) == 20
    assert breaker.natural_width(2, 2, indented=False) == 0


# ------------------------------------------------------------------- indents


def test_indented_first_line_has_less_room() -> None:
    text = "一二三四五六七八九十甲乙"
    lines = break_text(text, measure_of(5, indent=2))
    assert show(text, lines) == ["一二三", "四五六七八", "九十甲乙"]
    assert [line.indented for line in lines] == [True, False, False]


def test_opening_mark_of_an_indented_line_keeps_its_full_width() -> None:
    text = "“一二三四五六七八九"
    lines = break_text(text, measure_of(5, indent=1.5))
    assert show(text, lines)[0] == "“一二"
    lines = break_text(text, measure_of(4.5))
    assert show(text, lines)[0] == "“一二三四"


def test_a_line_after_a_forced_break_is_indented_too() -> None:
    text = "一二三四五\n六七八九十甲乙丙"
    lines = break_text(text, measure_of(5, indent=2, later=2))
    assert show(text, lines) == ["一二三", "四五", "六七八", "九十甲乙丙"]
    assert [line.indented for line in lines] == [True, False, False, False]
    # also if the text is continued after it
    lines = break_text(text, measure_of(5, later=2), start=6)
    assert show(text, lines) == ["六七八", "九十甲乙丙"]


# --------------------------------------------------------- reduction, looseness


def test_gaps_are_reduced_where_a_line_would_be_loose() -> None:
    text = "一，二，三，四，五六七八九十甲乙丙丁戊己庚辛"
    (first, *_) = lines = break_text(text, 9.5)
    assert show(text, lines)[0] == "一，二，三，四，五六"
    assert first.excess == pytest.approx(5.0)
    assert first.cost == pytest.approx(0.5 + 8 * (5 / 20) ** 2)


def test_slightly_loose_line_is_preferred_to_one_too_tight() -> None:
    text = "一二三四，五六七八九十甲乙丙丁戊己庚辛壬癸"
    (first, *_) = lines = break_text(text, 9.5)
    assert show(text, lines)[0] == "一二三四，五六七八"
    assert first.excess == 0


def test_gaps_beside_latin_grow_at_no_cost() -> None:
    """So a line is filled by growing them before another is reduced."""
    text = "汉a字b汉c字d汉e字f一二三四五六七八九"
    (first, *_) = lines = break_text(text, 14.6)
    assert show(text, lines)[0] == "汉a字b汉c字d汉e字f一二"
    assert first.cost == 0


def test_long_word_fits_after_many_marks_are_reduced() -> None:
    text = f"{'一，' * 12}abcdef二三四五"
    (first, *_) = lines = break_text(text, 24.8)
    assert show(text, lines)[0] == f"{'一，' * 12}abcdef"
    assert first.excess == pytest.approx(22.0)


def test_the_cost_of_a_line_grows_with_its_widest_gaps() -> None:
    """A gap of .04 em costs 1; a gap of .1 em or more costs far more."""
    text = f"一二三四五六七八九十甲{'x' * 22}"
    assert break_text(text, 11.4)[0].cost == pytest.approx(1.0)
    text = f"一二三四五{'x' * 14}"
    assert break_text(text, 6.0)[0].cost == pytest.approx((0.25 / 0.04) ** 2 + 30)
    # less if there are gaps that can take more unnoticed
    text = f"一，二三四五{'x' * 14}"
    assert break_text(text, 6.9)[0].cost == pytest.approx((0.18 / 0.04) ** 2 + 10)


def test_line_is_reduced_only_as_far_as_its_gaps_allow() -> None:
    text = "一，二三四五六。"
    (line,) = break_text(text, 7.0)
    assert line.excess == pytest.approx(5.0)
    assert len(break_text(text, 6.9)) == 2


def test_last_line_has_more_than_one_character() -> None:
    text = "一" * 41
    assert show(text, break_text(text, 20))[-1] == "一一"
    text = "一" * 40 + "。"
    assert show(text, break_text(text, 20))[-1] == "一一。"


def test_last_line_of_one_character_is_accepted_where_nothing_else_fits() -> None:
    assert show("一二三四五\n六", break_text("一二三四五\n六", 5))[-1] == "六"
    assert show("六", break_text("六", 5)) == ["六"]
    # unless nothing else fits
    assert show("一二三", break_text("一二三", 1)) == ["一", "二", "三"]


def test_looseness_of_one_line_is_shared_among_several() -> None:
    """Filled line by line, the third line would end nine tenths of an em early."""
    text = f"{'一' * 20}{'二' * 17}，xxx{'三' * 17}{'y' * 12}{'四' * 18}"
    lines = break_text(text, 20)
    assert [line.end for line in lines] == [19, 38, 58, 83, 88]
    assert max(line.cost for line in lines) < 5


def test_first_line_that_is_good_enough_is_not_changed_for_later_ones() -> None:
    """If the first line is good enough, later lines do not change it."""
    text = "一" * 60 + "二二二"
    assert [line.end for line in break_text(text, 20)] == [20, 40, 60, 63]


def test_an_address_is_cut_after_a_separator_even_if_more_would_fit() -> None:
    text = "见https://example.org/aaaaaa/bbbbbbbbbb后文"
    lines = break_text(text, measure_of(13, justified=False))
    assert show(text, lines)[0] == "见https://example.org/"
    assert lines[0].cost > 2.5


def test_ragged_lines_are_filled_without_reduction_or_cost() -> None:
    text = "一，二，三，四，五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯"
    lines = break_text(text, measure_of(9.5, justified=False))
    assert show(text, lines)[0] == "一，二，三，四，五"
    assert all(line.excess == 0 for line in lines)
    assert all(line.cost < 1 for line in lines)


# ------------------------------------------------------------ emergency cuts


def test_word_longer_than_a_line_is_cut_at_the_line_end() -> None:
    text = "字" + "x" * 23
    lines = break_text(text, 5)
    assert show(text, lines) == ["字", "x" * 10, "x" * 10, "xxx"]


def test_sign_wider_than_a_line_stands_alone_and_overflows() -> None:
    text = "一二\ufffc三四"
    lines = break_text(text, 5, measured=measure_text(text, wider={2: 60.0}))
    assert show(text, lines) == ["一二", "\ufffc", "三四"]
    text = "一" + "e" + "\u0301" * 30
    wide = dict.fromkeys(range(2, 32), 5.0)
    lines = break_text(text, 5, measured=measure_text(text, wider=wide))
    assert show(text, lines) == ["一", text[1:]]
    assert lines[1].excess == 0


def test_fixed_range_stays_whole_where_it_fits_on_a_line() -> None:
    text = "一二三四五六七八"
    measured = measure_text(text, fixed=(range(3, 8),))
    assert show(text, break_text(text, 6, measured=measured)) == [
        "一二",
        "三四五六七八",
    ]
    lines = break_text(text, 4, measured=measured)
    assert show(text, lines) == ["一二", "三四五六", "七八"]


def test_mark_cut_off_from_the_next_one_keeps_its_full_width() -> None:
    text = "““““““"
    lines = break_text(text, measure_of(3, indent=2, justified=False))
    assert show(text, lines) == ["“", "“““““"]
    assert all(line.cost < 1_000 for line in lines)


def test_emergency_cut_does_not_pass_a_line_feed() -> None:
    text = "xxxxxxxxxxxx\n一"
    assert show(text, break_text(text, 5)) == ["xxxxxxxxxx", "xx", "一"]


def test_line_of_no_width_still_takes_a_character() -> None:
    text = "一“二”，24年"
    lines = break_text(text, 0.0)
    assert lines[-1].resume == len(text)
    assert all(line.resume > line.start for line in lines)


# ---------------------------------------------------------------- properties

_WORDS = ["汉", "汉字", "汉字汉字汉字", "第", "年", "a", "abcdefg", "a" * 25, "12", "3"]
_TEXTS = st.lists(
    st.sampled_from([*_WORDS, *"，。：”“’‘）（》《！…—·/% \n", " " * 9]),
    min_size=1,
    max_size=60,
).map("".join)
_MEASURES = st.builds(
    measure_of,
    st.floats(3, 30),
    indent=st.sampled_from([0.0, 1.5, 2.0]),
    later=st.sampled_from([0.0, 2.0]),
    justified=st.booleans(),
)


def room_of(measure: Measure, text: str, line: FilledLine, *, first: bool) -> float:
    """Return how many pixels a line may fill."""
    width = measure.first if first else measure.width
    forced = line.start and text[line.start - 1] == "\n"
    return width - measure.later_indent if forced else width


@given(_TEXTS, _MEASURES)
def test_lines_of_any_text_cover_it_without_loss(text: str, measure: Measure) -> None:
    lines = break_text(text, measure)
    assert lines[0].start == 0
    assert lines[-1].resume == len(text)
    for line, following in pairwise(lines):
        assert line.resume == following.start
    for line in lines:
        assert line.start <= line.end <= line.resume
        assert line.start < line.resume
        assert not text[line.end : line.resume].strip()
        assert "\n" not in text[line.start : line.resume - 1]


@given(_TEXTS, _MEASURES)
def test_lines_end_at_allowed_breaks_unless_no_other_fits(
    text: str, measure: Measure
) -> None:
    measured = measure_text(text)
    breaker = LineBreaker(text, measured, measure=measure)
    for number, line in enumerate(breaker.break_from(0)):
        assert measured.codes[line.resume] != INSEPARABLE
        if measured.codes[line.resume] > FORBIDDEN:
            continue
        room = room_of(measure, text, line, first=not number)
        for place in range(line.start + 1, len(text) + 1):
            if measured.codes[place] > FORBIDDEN:
                end = line.start + len(text[line.start : place].rstrip())
                width = breaker.natural_width(line.start, end, indented=line.indented)
                if measure.justified and end > line.start:
                    width -= (
                        measured.reducible[end - 1] - measured.reducible[line.start]
                    )
                assert width > room + NOTHING
            if text[place - 1] == "\n":
                break


@pytest.mark.slow
@given(_TEXTS, _MEASURES)
def test_lines_are_no_wider_than_the_measure_unless_a_single_sign_is(
    text: str, measure: Measure
) -> None:
    measured = measure_text(text)
    breaker = LineBreaker(text, measured, measure=measure)
    for number, line in enumerate(breaker.break_from(0)):
        room = room_of(measure, text, line, first=not number)
        width = breaker.natural_width(line.start, line.end, indented=line.indented)
        if line.excess:
            assert measure.justified
            inside = measured.kinds[line.start : line.end - 1]
            counts = {kind: inside.count(kind) for kind in set(inside)}
            adjusted = SCALE.widths(reduce_line([(SCALE, counts)], line.excess))
            width += sum(
                count * (adjusted[kind] - SCALE.natural[kind])
                for kind, count in counts.items()
            )
        inner = measured.codes[line.start + 1 : line.resume]
        assert width <= room + NOTHING or all(code == INSEPARABLE for code in inner)


# --------------------------------------------------------------- hyphenation


def test_word_is_hyphenated_where_its_line_would_be_loose() -> None:
    text = "一二三四五六七八representation九十"
    measured = measure_text(text, hyphens={11: False, 14: False, 17: False})
    assert show(text, break_text(text, 10, measured=measured)) == [
        "一二三四五六七八rep",
        "resentation九十",
    ]


def test_word_is_not_hyphenated_where_its_line_is_good() -> None:
    text = "一二三四五六七八九十representation"
    measured = measure_text(text, hyphens={13: False, 16: False})
    lines = break_text(text, 10.3, measured=measured)
    assert show(text, lines) == ["一二三四五六七八九十", "representation"]


def test_name_is_not_hyphenated_where_its_line_is_a_little_loose() -> None:
    """A slightly loose line is preferred to a hyphenated name."""
    text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午representation未申"
    word, name = (
        show(text, break_text(text, 29.1, measured=measure_text(text, hyphens=hyphens)))
        for hyphens in ({30: False}, {30: True})
    )
    assert word[0].endswith("rep")
    assert name[0].endswith("午")


def test_width_of_the_hyphen_counts_on_its_line() -> None:
    text = "一二三四五六七八representation九十"
    measured = measure_text(text, hyphens={11: False, 14: False})
    for tenths in range(95, 125):
        line, *_ = break_text(text, tenths / 10, measured=measured)
        if line.resume in measured.hyphens:
            width = measured.sums[line.end] - measured.sums[line.start]
            gap = measured.gaps[line.end - 1]
            assert width - gap + 3.0 <= tenths + line.excess + NOTHING


def test_ragged_text_is_not_hyphenated() -> None:
    text = "一二三四五六七八representation九十"
    measured = measure_text(text, hyphens={11: False, 14: False})
    measure = measure_of(10, justified=False)
    lines = break_text(text, measure, measured=measured)
    assert show(text, lines)[0] == "一二三四五六七八"
