"""The blank of full-width marks, and how much of it may be removed.

A full-width mark fills a square, with its ink in one half or in the middle.  Where
marks meet, and at the edges of a line, the blank is removed (CLREQ, punctuation width
adjustment).  Its size depends on the face, on the region of the face and on the
language.  So it is always measured from the glyph's ink: a Traditional full stop in the
middle of its square keeps its blank, and a narrow quote of a Latin face has none.

OpenType has features for this, chws and halt.  But few fonts have the first, both
change with the shaping of the text around, and both ignore where a line ends.
"""

import re
from collections.abc import Mapping
from operator import add
from typing import NamedTuple

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
from exporter.text import CLOSING_CORNERS

MARKS = re.compile("[OCPTM]")
# Marks of Latin text; a Chinese face draws some of them a full em wide.
LATIN_MARKS = "JY"
MEASURED = re.compile(f"[OCPTM{LATIN_MARKS}]")
_EDGE_TRIM = 0.5  # em: a mark has half a square at the edges of a line
_ENOUGH = 0.45  # em of blank: enough to halve a mark
_SOME = 0.25
_MOST_IN_PAIR = 0.5  # two marks of 2 em are set in 1.5 em
_LEAST_BETWEEN_INKS = 0.03
# The ink of a corner bracket is low on its near side, so it fits under ？ and 。.
_LEAST_BEFORE_CORNER = -0.05
_CORNERS = CLOSING_CORNERS
# “, and “。 where a closing quote is meant: their inks are high and low and do not
# meet.
_ROOM_BESIDE_LOW_MARK = 0.4
_HIGH_AND_LOW = frozenset(quote + mark for quote in "“‘" for mark in "，。、．")
# The blank in em that a full-width mark of Latin text keeps on either side.
_BESIDE_LATIN_MARK = 0.07
_WIDE = "HWXOCPTMEI"


class Blank(NamedTuple):
    """The blank left and right of a mark's ink, in em; none if it is narrow."""

    left: float
    right: float


NO_BLANK = Blank(0.0, 0.0)
Blanks = Mapping[int, Blank]

# The kind of gap after a mark: for a mark with half a square of blank there, and for
# one with less.
_AFTER = {
    "C": (BRACKET, PLAIN),
    "P": (PAUSE, MIDDLE_PAUSE),
    "T": (STOP, MIDDLE_STOP),
    "M": (POINT, POINT),
}
_BEFORE = {
    "O": (BRACKET, PLAIN),
    "P": (PLAIN, MIDDLE_PAUSE),
    "T": (PLAIN, MIDDLE_STOP),
    "M": (POINT, POINT),
}
_AUTO_SPACES = re.compile("(?<=[LNRY])S(?=H)|(?<=H)S(?=[LNFJ])")
# If ！ and ？ stand in the middle of their square and a closing mark follows, they move
# close to both neighbours, as if they had half a square; in em, between inks.
_TALL = "！？"
_BEFORE_TALL = 0.17
_AFTER_TALL, _LEAST_AFTER_TALL = 0.1, 0.36
_WORD_JOINER = "\u2060"


def gap_kinds(text: str, classes: str, blanks: Blanks) -> bytearray:
    """Return the kind of the gap after each character of ``text``.

    ``blanks`` are the measured blanks of the marks, by place.
    """
    follows = f"{classes[1:]}B"
    bases = _bases(text, classes)
    kinds = bytearray(map(_PLAIN_KINDS.__getitem__, map(add, bases, follows)))
    for place, blank in blanks.items():
        if place:
            before = blanks.get(place - 1)
            if before is None:
                _set_before(kinds, classes, place, blank=blank)
            else:
                pair = text[place - 1 : place + 1]
                kinds[place - 1] = _pair_kind(pair, before, blank)
        if place + 1 < len(classes) and place + 1 not in blanks:
            _set_after(kinds, classes, place, blank=blank)
    for place in blanks:
        if place and text[place] in _TALL and kinds[place - 1] == MIDDLE_STOP:
            following = classes[place + 1 : place + 2]
            if following == "C" and blanks[place].right >= _SOME:
                kinds[place - 1] = _tightened(blanks[place].left - _BEFORE_TALL)
    for found in _AUTO_SPACES.finditer(classes):
        kinds[found.start()] = AUTO_SPACE
    return kinds


def _bases(text: str, classes: str) -> str:
    """Return ``classes`` with combining marks in the class of their letter.

    An accent must not hide that a Latin letter stands beside Han.  A word joiner may,
    as before the number of a note.
    """
    if "Z" not in classes:
        return classes
    bases = list(classes)
    for place in range(1, len(bases)):
        if bases[place] == "Z" and text[place] != _WORD_JOINER:
            bases[place] = bases[place - 1]
    return "".join(bases)


def narrow(blank: Blank) -> Blank:
    """Return what a mark of Latin text loses on either side, in em."""
    return Blank(
        max(0.0, blank.left - _BESIDE_LATIN_MARK) if blank.left > _SOME else 0.0,
        max(0.0, blank.right - _BESIDE_LATIN_MARK) if blank.right > _SOME else 0.0,
    )


def start_trim(mark_class: str, blank: Blank) -> float:
    """Return how far a mark moves out of the line it starts, in em."""
    return _EDGE_TRIM if mark_class == "O" and blank.left >= _ENOUGH else 0.0


def end_trim(mark_class: str, blank: Blank) -> float:
    """Return how much of its blank a mark loses at the line end, in em."""
    return _EDGE_TRIM if mark_class in "CPT" and blank.right >= _ENOUGH else 0.0


def _set_before(kinds: bytearray, classes: str, place: int, *, blank: Blank) -> None:
    """Set the gap before a mark, unless it follows another mark."""
    mark = classes[place]
    if kinds[place - 1] == PLAIN and mark in _BEFORE:
        kinds[place - 1] = _graded(_BEFORE[mark], blank.left)


def _set_after(kinds: bytearray, classes: str, place: int, *, blank: Blank) -> None:
    """Set the gap after a mark, unless another mark follows it."""
    mark = classes[place]
    if kinds[place] == PLAIN and mark in _AFTER:
        kinds[place] = _graded(_AFTER[mark], blank.right)


def _graded(kinds: tuple[int, int], blank: float) -> int:
    """Return the first kind if the mark has half a square of blank, else the second."""
    if blank >= _ENOUGH:
        return kinds[0]
    return kinds[1] if blank >= _SOME else PLAIN


def _pair_kind(pair: str, first: Blank, second: Blank) -> int:
    """Return the kind of the gap between two marks."""
    if pair in _HIGH_AND_LOW and first.left >= _ENOUGH <= second.right:
        return _tightened(_ROOM_BESIDE_LOW_MARK)
    room = first.right + second.left
    if pair[0] in _TALL and min(first) >= _SOME and second.left < _SOME:
        least = _LEAST_BEFORE_CORNER if pair[1] in _CORNERS else _LEAST_BETWEEN_INKS
        room = max(room - _AFTER_TALL, min(room - least, _LEAST_AFTER_TALL))
        return _tightened(min(_MOST_IN_PAIR, room))
    least = _LEAST_BEFORE_CORNER if pair[1] in _CORNERS else _LEAST_BETWEEN_INKS
    return _tightened(min(_MOST_IN_PAIR, room - least))


def _tightened(room: float) -> int:
    """Return the kind that removes ``room`` em, or as much of it as a kind can."""
    steps = min(PAIR_STEPS, int(room / PAIR_STEP + 1e-6))
    return PAIR + steps if steps > 0 else PLAIN


def _plain_kind(first: str, second: str) -> int:
    """Return the kind of the gap between two classes, before marks are measured."""
    pair = first + second
    if second == "Z":
        return INSIDE
    if first == "S":
        return WORD
    if first in "KB" or second in "SKB" or pair == "EE":
        return FIXED
    if (first == "H" and second in "LNFJ") or (first in "LNRY" and second == "H"):
        return AUTO
    if pair in ("HU", "VH"):
        return OUTSIDE
    return PLAIN if first in _WIDE or second in _WIDE else FIXED


_LETTERS = "HWXOCPTMEKLNFRUVASIZBJY"
_PLAIN_KINDS = {a + b: _plain_kind(a, b) for a in _LETTERS for b in _LETTERS}
