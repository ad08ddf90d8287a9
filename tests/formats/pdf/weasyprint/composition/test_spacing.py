"""How wide gaps are, and in what order they are reduced and expanded."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.formats.pdf.weasyprint.composition.spacing import (
    AUTO,
    AUTO_SPACE,
    BRACKET,
    FIXED,
    INSIDE,
    MIDDLE_PAUSE,
    MIDDLE_STOP,
    NATURAL,
    OUTSIDE,
    PAIR,
    PAIR_STEP,
    PAIR_STEPS,
    PAUSE,
    PLAIN,
    POINT,
    STOP,
    WORD,
    Adjustment,
    Counted,
    Scale,
    expand_line,
    make_scale,
    reduce_line,
    share_out,
)

EM = 12.0
# A face whose word space is wider than that of CLREQ, and one with a narrower one.
WIDE_SPACE = make_scale(EM, space=0.3 * EM)
NARROW_SPACE = make_scale(EM, space=0.2 * EM)
ALL_KINDS = range(PAIR + PAIR_STEPS + 1)


def total(parts: Sequence[Counted], adjustment: Adjustment) -> float:
    """Return the width of all gaps of a line so adjusted."""
    return sum(
        count * scale.widths(adjustment)[kind]
        for scale, counts in parts
        for kind, count in counts.items()
    )


def line(counts: Mapping[int, int], scale: Scale = WIDE_SPACE) -> list[Counted]:
    return [(scale, counts)]


def changes(counts: Mapping[int, int], adjustment: Adjustment) -> dict[int, float]:
    """Return how many em the gaps that change gain."""
    widths = WIDE_SPACE.widths(adjustment)
    gained = {kind: (widths[kind] - WIDE_SPACE.natural[kind]) / EM for kind in counts}
    return {kind: gain for kind, gain in gained.items() if abs(gain) > 1e-9}


# ------------------------------------------------------------ natural widths


def test_each_kind_of_gap_has_its_natural_width() -> None:
    widths = WIDE_SPACE.widths(NATURAL)
    assert widths[AUTO] == pytest.approx(0.25 * EM)
    for kind in (INSIDE, FIXED, PLAIN, WORD, *range(POINT, PAIR + 1)):
        assert widths[kind] == 0
    for step in range(PAIR_STEPS + 1):
        assert widths[PAIR + step] == pytest.approx(-step * PAIR_STEP * EM)


@pytest.mark.parametrize("scale", [WIDE_SPACE, NARROW_SPACE])
def test_a_space_between_han_and_latin_counts_as_the_gap(scale: Scale) -> None:
    space = 0.3 * EM if scale is WIDE_SPACE else 0.2 * EM
    assert space + scale.natural[AUTO_SPACE] == pytest.approx(scale.natural[AUTO])


def test_letter_spacing_of_the_style_is_added_to_natural_gaps() -> None:
    plain = make_scale(EM, space=3.0)
    spaced = make_scale(EM, space=3.0, letter=0.7, word=1.1)
    assert spaced.natural[INSIDE] == 0
    for kind in ALL_KINDS[FIXED:]:
        more = 1.8 if kind == WORD else 0.7
        assert spaced.natural[kind] - plain.natural[kind] == pytest.approx(more)
    assert spaced.reduction == plain.reduction
    assert spaced.expansion == plain.expansion


def test_each_kind_of_gap_shrinks_and_grows_to_its_own_limit() -> None:
    """CLREQ, procedures for inter-character spacing reduction and expansion."""
    scale = WIDE_SPACE
    reductions = {k: r / EM for k, r in enumerate(scale.reduction) if r}
    assert reductions == pytest.approx(
        {
            WORD: 0.05,
            AUTO: 0.125,
            AUTO_SPACE: 0.125,
            POINT: 0.25,
            BRACKET: 0.5,
            PAUSE: 0.5,
            MIDDLE_PAUSE: 0.25,
            STOP: 0.5,
            MIDDLE_STOP: 0.25,
        }
    )
    expansions = {k: e / EM for k, e in enumerate(scale.expansion) if e}
    assert expansions == pytest.approx(
        {WORD: 1 / 3 - 0.3, AUTO: 1 / 3 - 0.25, AUTO_SPACE: 1 / 3 - 0.25}
    )


def test_word_space_shrinks_only_as_far_as_its_face_leaves_room() -> None:
    assert NARROW_SPACE.reduction[WORD] == 0
    assert NARROW_SPACE.expansion[WORD] == pytest.approx((1 / 3 - 0.2) * EM)
    assert make_scale(EM, space=0.4 * EM).expansion[WORD] == 0


def test_gaps_between_and_beside_ideographs_can_spread() -> None:
    spreading = [kind for kind in ALL_KINDS if WIDE_SPACE.spreading[kind]]
    assert spreading == list(range(PLAIN, PAIR))
    assert WIDE_SPACE.spreading[PLAIN] == EM


# ----------------------------------------------------------------- reduction

FULL = {
    WORD: 1,
    POINT: 1,
    BRACKET: 1,
    PAUSE: 1,
    AUTO: 1,
    STOP: 1,
    PLAIN: 9,
    PAIR + 25: 1,
}
# In em, what each step of a reduction takes from FULL: each kind gives half, in turn.
STEPS = [
    (WORD, 0.025),
    (POINT, 0.125),
    (BRACKET, 0.25),
    (PAUSE, 0.25),
    (AUTO, 0.0625),
    (STOP, 0.25),
]


def reduced(counts: Mapping[int, int], excess: float) -> dict[int, float]:
    adjustment = reduce_line(line(counts), excess * EM)
    return changes(counts, adjustment)


@pytest.mark.parametrize("turn", range(2 * len(STEPS)))
def test_gaps_are_reduced_in_the_order_of_their_kinds(turn: int) -> None:
    """Each kind gives one half in the first round, the rest in the second.

    ``turn`` counts both rounds: kinds before it have given their step, and half
    the step of its own kind is taken.
    """
    taken = dict.fromkeys(dict(STEPS), 0.0)
    for kind, step in [*STEPS, *STEPS][:turn]:
        taken[kind] += step
    kind, step = STEPS[turn % len(STEPS)]
    taken[kind] += step / 2
    expected = {kind: -size for kind, size in taken.items() if size}
    assert reduced(FULL, sum(taken.values())) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({AUTO: 1, AUTO_SPACE: 3}, {AUTO: -0.05, AUTO_SPACE: -0.05}),
        # each by the same share of what it can give
        ({PAUSE: 1, MIDDLE_PAUSE: 2}, {PAUSE: -0.1, MIDDLE_PAUSE: -0.05}),
        ({STOP: 1, MIDDLE_STOP: 2}, {STOP: -0.1, MIDDLE_STOP: -0.05}),
    ],
)
def test_kinds_of_one_rank_are_reduced_together(
    counts: dict[int, int], expected: dict[int, float]
) -> None:
    assert reduced(counts, 0.2) == pytest.approx(expected)


def test_reduction_beyond_the_limits_leaves_the_line_too_wide() -> None:
    parts = line({PAUSE: 2, PLAIN: 5, PAIR + 10: 1, FIXED: 3, OUTSIDE: 1})
    adjustment = reduce_line(parts, 5 * EM)
    assert total(parts, NATURAL) - total(parts, adjustment) == pytest.approx(EM)
    assert reduce_line(line({PLAIN: 5}), 1.0) == NATURAL


def test_text_of_two_sizes_in_a_line_is_reduced_by_equal_shares() -> None:
    small = make_scale(EM / 2)
    parts = [(WIDE_SPACE, {PAUSE: 1}), (small, {PAUSE: 1})]
    adjustment = reduce_line(parts, 0.45 * EM)
    assert adjustment.shares[PAUSE] == pytest.approx(-0.6)
    assert total(parts, adjustment) == pytest.approx(-0.45 * EM)


# ----------------------------------------------------------------- expansion


def expanded(counts: Mapping[int, int], missing: float) -> dict[int, float] | None:
    adjustment = expand_line(line(counts), missing * EM)
    return None if adjustment is None else changes(counts, adjustment)


@pytest.mark.parametrize(
    ("counts", "missing", "expected"),
    [
        # word spaces, up to a third
        ({WORD: 2, AUTO: 2, PLAIN: 5}, 0.04, {WORD: 0.02}),
        ({WORD: 2, FIXED: 9}, 0.05, {WORD: 0.025}),
        # gaps beside Latin, up to a third
        (
            {WORD: 1, AUTO: 1, AUTO_SPACE: 1, PLAIN: 5},
            1 / 30 + 0.1,
            {WORD: 1 / 30, AUTO: 0.05, AUTO_SPACE: 0.05},
        ),
        # all but those inside words, dashes and pairs of marks
        (
            {
                AUTO: 3,
                PLAIN: 5,
                PAUSE: 1,
                OUTSIDE: 1,
                FIXED: 4,
                INSIDE: 1,
                PAIR + 25: 1,
            },
            0.25 + 0.3,
            {AUTO: 1 / 12 + 0.03, PLAIN: 0.03, PAUSE: 0.03, OUTSIDE: 0.03},
        ),
        # the other gaps take more before ideographs are spread; then all gaps grow
        ({PAUSE: 1, PLAIN: 9}, 0.9 + 0.2, {PAUSE: 0.29, PLAIN: 0.09}),
        ({PAUSE: 1, PLAIN: 9}, 0.9 + 0.5 + 0.1, {PAUSE: 0.6, PLAIN: 0.1}),
    ],
)
def test_gaps_are_expanded_in_the_order_of_their_kinds(
    counts: dict[int, int], missing: float, expected: dict[int, float]
) -> None:
    assert expanded(counts, missing) == pytest.approx(expected)


def test_gaps_grow_to_their_limits_before_ideographs_are_spread() -> None:
    relief = {k: r / EM for k, r in enumerate(WIDE_SPACE.relief) if r}
    assert relief == pytest.approx(
        {
            **dict.fromkeys((WORD, BRACKET, PAUSE, STOP), 0.5),
            **dict.fromkeys((AUTO, AUTO_SPACE, OUTSIDE, POINT), 0.25),
            **dict.fromkeys((MIDDLE_PAUSE, MIDDLE_STOP), 0.2),
        }
    )


def test_a_line_too_loose_is_not_filled() -> None:
    assert expanded({PLAIN: 10}, 5.0) is not None
    assert expanded({PLAIN: 10}, 5.01) is None
    assert expanded({FIXED: 10}, 0.01) is None
    assert expanded({}, 0.01) is None


@pytest.mark.parametrize(
    ("missing", "gaps", "relief", "expected"),
    [
        (0.0, 10.0, 5.0, (0.0, 0.0)),
        (-1.0, 10.0, 5.0, (0.0, 0.0)),
        # all gaps grow as long as it is not noticed
        (0.9, 10.0, 5.0, (0.09, 0.0)),
        # then the relief is used
        (1.9, 10.0, 5.0, (0.09, 0.2)),
        (5.9, 10.0, 5.0, (0.09, 1.0)),
        # then all gaps grow further
        (7.9, 10.0, 5.0, (0.29, 1.0)),
        # without relief
        (1.9, 10.0, 0.0, (0.19, 0.0)),
        (1.0, 0.0, 5.0, (float("inf"), 0.0)),
    ],
)
def test_missing_width_is_shared_among_gaps_and_relief(
    missing: float, gaps: float, relief: float, expected: tuple[float, float]
) -> None:
    assert share_out(missing, gaps=gaps, relief=relief) == pytest.approx(expected)


# ---------------------------------------------------------------- properties

_SCALES = st.builds(
    make_scale,
    st.floats(1, 40),
    space=st.floats(0, 15),
    letter=st.floats(-1, 3),
    word=st.floats(-1, 3),
)
_PARTS = st.lists(
    st.tuples(_SCALES, st.dictionaries(st.sampled_from(ALL_KINDS), st.integers(1, 60))),
    max_size=3,
)


@pytest.mark.slow
@given(_PARTS, st.floats(0, 500))
def test_reduction_equals_the_amount_asked_or_the_most_that_is_possible(
    parts: list[Counted], excess: float
) -> None:
    room = sum(
        n * scale.reduction[k] for scale, kinds in parts for k, n in kinds.items()
    )
    adjustment = reduce_line(parts, excess)
    taken = total(parts, NATURAL) - total(parts, adjustment)
    assert taken == pytest.approx(min(excess, room), abs=1e-6)
    assert all(-1 - 1e-9 <= share <= 0 for share in adjustment.shares.values())


@given(_PARTS, st.floats(0, 500))
def test_expansion_equals_the_amount_asked_or_is_refused(
    parts: list[Counted], missing: float
) -> None:
    adjustment = expand_line(parts, missing)
    if adjustment is not None:
        added = total(parts, adjustment) - total(parts, NATURAL)
        assert added == pytest.approx(missing, abs=1e-6)
        assert 0 <= adjustment.spread <= 0.5
        assert 0 <= adjustment.relief <= 1
        assert all(0 <= share <= 1 for share in adjustment.shares.values())


@given(st.floats(0.001, 500), st.floats(0.001, 500), st.floats(0, 500))
def test_shares_of_gaps_and_relief_add_up_to_the_missing_width(
    missing: float, gaps: float, relief: float
) -> None:
    spread, share = share_out(missing, gaps=gaps, relief=relief)
    assert spread * gaps + share * relief == pytest.approx(missing)
    assert spread <= 0.09 + 1e-9 or share in (0.0, 1.0)
