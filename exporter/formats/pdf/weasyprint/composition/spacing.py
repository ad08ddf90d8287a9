"""How far characters stand apart, and how that changes to fill a line.

Every character has a *kind*, a small number for the gap after it (``edges.gap_kinds``).
A ``Scale`` gives the width of each kind in one size and face.  An ``Adjustment`` says
how far the kinds of one line change.  Together they make a table of widths by kind.
The order in which kinds change is that of CLREQ, procedures for inter-character spacing
reduction and expansion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TypeAlias

# Inside one sign, and after the last character of a line: no gap.
INSIDE = 0
# Between letters, around connectors and solidi: never changes.
FIXED = 1
# Between ideographs, and everywhere else: only grows.
PLAIN = 2
# Between Han and Latin or digits; the second if a U+0020 stands there.
AUTO, AUTO_SPACE = 3, 4
# A U+0020 between words.
WORD = 5
# Blank that is part of a mark: at an interpunct, outside a bracket, after a pause or a
# stop; MIDDLE: after marks in the middle of their square.
POINT, BRACKET, PAUSE, MIDDLE_PAUSE, STOP, MIDDLE_STOP = range(6, 12)
# Between Han and the outside of a narrow bracket.
OUTSIDE = 12
# Two marks in a row: PAIR + n removes n steps, whatever the line; a step is in em.
PAIR = 13
PAIR_STEP = 0.02
PAIR_STEPS = 35
_KINDS = PAIR + PAIR_STEPS + 1

_HALF, _QUARTER = 0.5, 0.25
# CLREQ: a quarter of an em, at least an eighth, at most a third in the usual styles.  A
# word space might grow to half an em.  But the gaps beside it stop at a third, so it
# does, too: otherwise one hole would take what the whole line can share.
_AUTO_NATURAL, _AUTO_LEAST, _AUTO_MOST = 0.25, 0.125, 1 / 3
_WORD_LEAST, _WORD_MOST = 0.25, 1 / 3
_REDUCED: dict[int, float] = {
    AUTO: _AUTO_NATURAL - _AUTO_LEAST,
    AUTO_SPACE: _AUTO_NATURAL - _AUTO_LEAST,
    POINT: _QUARTER,
    BRACKET: _HALF,
    PAUSE: _HALF,
    MIDDLE_PAUSE: _QUARTER,
    STOP: _HALF,
    MIDDLE_STOP: _QUARTER,
}
_REDUCTION_ORDER = (
    (WORD,),
    (POINT,),
    (BRACKET,),
    (PAUSE, MIDDLE_PAUSE),
    (AUTO, AUTO_SPACE),
    (STOP, MIDDLE_STOP),
)
_EXPANSION_ORDER = ((WORD,), (AUTO, AUTO_SPACE))
# Before ideographs drift apart visibly, existing gaps take more than their limits: in
# em, in addition.  CLREQ has no rule for such loose lines.
_EVEN_SPREAD = 0.09
_RELIEF: dict[int, float] = {
    WORD: 0.5,
    AUTO: 0.25,
    AUTO_SPACE: 0.25,
    OUTSIDE: 0.25,
    POINT: 0.25,
    **dict.fromkeys((MIDDLE_PAUSE, MIDDLE_STOP), 0.2),
    **dict.fromkeys((BRACKET, PAUSE, STOP), 0.5),
}
# Text that would need wider gaps than this is left ragged.
_MOST_SPREAD = 0.5


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How a line differs from its natural widths.

    ``shares`` gives for each kind the used share of its range: from -1, the smallest,
    to 1, the largest before other kinds must grow.  ``spread``, in em, is added to
    every gap that may grow.  ``relief`` is the share of what some gaps take in addition
    in a line that would be too loose.
    """

    shares: Mapping[int, float] = field(default_factory=dict)
    spread: float = 0.0
    relief: float = 0.0


NATURAL = Adjustment()


@dataclass(frozen=True, slots=True)
class Scale:
    """The widths of the gaps of each kind in one face, in pixels.

    ``natural`` is their own width.  ``reduction`` is how much smaller they can be,
    ``expansion`` how much larger at first, ``spreading`` what an em of spread adds, and
    ``relief`` what they take in a loose line.
    """

    em: float
    natural: tuple[float, ...]
    reduction: tuple[float, ...]
    expansion: tuple[float, ...]
    spreading: tuple[float, ...]
    relief: tuple[float, ...]

    def widths(self, adjustment: Adjustment) -> Sequence[float]:
        """Return the width of each kind of gap in a line with that adjustment."""
        if adjustment is NATURAL:
            return self.natural
        widths = list(self.natural)
        for kind, share in adjustment.shares.items():
            room = self.expansion if share > 0 else self.reduction
            widths[kind] += share * room[kind]
        if adjustment.spread:
            spread = adjustment.spread * self.em
            widths[PLAIN:PAIR] = [gap + spread for gap in widths[PLAIN:PAIR]]
        if adjustment.relief:
            for kind in _RELIEF:
                widths[kind] += adjustment.relief * self.relief[kind]
        return widths


def make_scale(
    em: float, *, space: float = 0.0, letter: float = 0.0, word: float = 0.0
) -> Scale:
    """Return the scale of a face; all values are in pixels.

    ``em`` is the size.  ``space`` is the width of U+0020 itself.  ``letter`` and
    ``word`` are the style's own letter and word spacing.
    """
    natural = [0.0] * _KINDS
    natural[AUTO] = _AUTO_NATURAL * em
    natural[AUTO_SPACE] = _AUTO_NATURAL * em - space
    natural[WORD] = word
    natural[PAIR:] = [-step * PAIR_STEP * em for step in range(PAIR_STEPS + 1)]
    natural[FIXED:] = [gap + letter for gap in natural[FIXED:]]
    reduction = [_REDUCED.get(kind, 0.0) * em for kind in range(_KINDS)]
    reduction[WORD] = max(0.0, space - _WORD_LEAST * em)
    expansion = [0.0] * _KINDS
    expansion[AUTO] = expansion[AUTO_SPACE] = (_AUTO_MOST - _AUTO_NATURAL) * em
    expansion[WORD] = max(0.0, _WORD_MOST * em - space)
    return Scale(
        em=em,
        natural=tuple(natural),
        reduction=tuple(reduction),
        expansion=tuple(expansion),
        spreading=tuple(em if PLAIN <= kind < PAIR else 0.0 for kind in range(_KINDS)),
        relief=tuple(_RELIEF.get(kind, 0.0) * em for kind in range(_KINDS)),
    )


# A scale, and how often each kind occurs in a stretch of text with it.
Counted: TypeAlias = tuple[Scale, Mapping[int, int]]


def reduce_line(parts: Sequence[Counted], excess: float) -> Adjustment:
    """Return the adjustment that takes ``excess`` pixels off a line.

    Every kind, in order, gives half of what it can before any kind gives all: one comma
    that is squeezed to its limit is more visible than several that are squeezed a
    little.  If the gaps cannot give enough, the rest remains.
    """
    shares: dict[int, float] = {}
    for limit in (0.5, 1.0):
        for kinds in _REDUCTION_ORDER:
            room = _room(parts, kinds, "reduction")
            if room <= 0 or excess <= 0:
                continue
            given = -shares.get(kinds[0], 0.0)
            share = min(limit - given, excess / room)
            shares.update(dict.fromkeys(kinds, -given - share))
            excess -= share * room
    return Adjustment(shares)


def expand_line(parts: Sequence[Counted], missing: float) -> Adjustment | None:
    """Return the adjustment that adds ``missing`` pixels to a line.

    None for a line that has too few gaps to be filled well.
    """
    shares: dict[int, float] = {}
    for kinds in _EXPANSION_ORDER:
        room = _room(parts, kinds, "expansion")
        if room > 0:
            share = min(1.0, missing / room)
            shares.update(dict.fromkeys(kinds, share))
            missing -= share * room
    gaps = sum(
        count * scale.spreading[kind]
        for scale, counts in parts
        for kind, count in counts.items()
    )
    room = _room(parts, tuple(_RELIEF), "relief")
    spread, relief = share_out(missing, gaps=gaps, relief=room)
    return None if spread > _MOST_SPREAD else Adjustment(shares, spread, relief)


def share_out(missing: float, *, gaps: float, relief: float) -> tuple[float, float]:
    """Return the spread in em, and the share of relief, that add ``missing`` pixels.

    ``gaps`` is what an em of spread adds, ``relief`` the whole relief, in pixels.
    """
    if missing <= 0:
        return 0.0, 0.0
    spread = missing / gaps if gaps > 0 else inf
    if spread <= _EVEN_SPREAD or gaps <= 0 or relief <= 0:
        return spread, 0.0
    missing -= _EVEN_SPREAD * gaps
    share = min(1.0, missing / relief)
    missing -= share * relief
    return _EVEN_SPREAD + (missing / gaps if missing > 0 else 0.0), share


def _room(parts: Iterable[Counted], kinds: Sequence[int], way: str) -> float:
    """Return how many pixels ``kinds`` give in ``way``, a table of the scales."""
    return float(
        sum(
            counts[kind] * getattr(scale, way)[kind]
            for scale, counts in parts
            for kind in kinds
            if kind in counts
        )
    )
