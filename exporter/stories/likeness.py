"""Likeness: whether two articles tell one story, and how much of their words agree.

The words of both are aligned.  Numbers are only marks in them.  What counts:

- how much of the shorter text is in the longer, in how many places, so that a copied
  passage is no copied story
- for short texts their titles, because a short text can be a sentence that many have
- whether numbers at the same places are the same
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from rapidfuzz.distance import LCSseq

from exporter.stories.candidates import read_shingles
from exporter.stories.fingerprints import Fingerprint
from exporter.stories.numbers import MARK, ComparedText, names_time

# A common piece counts from this length on: single characters agree by chance.
_PIECE = 2
# Numbers are at the same place if the words around them are the same.
_PLACE = 4
# A text is looked at in windows of so many characters.  A window is shared if this part
# of its characters is.
_WINDOW = 40
_SHARED = 0.5
# The parts of the shorter and of the longer text that one story shares, at least.
_OF_SHORTER = 0.64
_OF_LONGER = 0.36
_SAME_TITLE = 0.8
# The same if only a number differs in the titles, such as that of an issue.
_OF_SHORTER_NEXT_ISSUE = 0.8
# From this part of shared shingles on, paragraphs may only be in another order.
_MOVED = 0.5
# Up to this length the title counts as a part of the text.  Still shorter texts can be
# a sentence that stands below many videos, so their titles must be alike, too.
_SHORT = 150
_OF_SHORT = 0.7
_ONE_SENTENCE = 60
_ALIKE_TITLE = 0.4
_LEAST = 12
# ---- Numbers that differ
_SAME_ISSUE = timedelta(hours=18)  # later, a changed date is another day's news
_MANY_CHANGED = 0.3
_DENSE = 0.06  # numbers for each character: a table
_SPARSE = 0.015
_FEW_NUMBERS = 2
_BRIEF = 120  # a number that changes in so short a text is its news


@dataclass(frozen=True, slots=True)
class Changes:
    """How the numbers of two aligned texts differ.

    ``places`` counts the numbers at the same places, ``changed`` those that differ,
    ``distinct`` the different changes among them.  ``times`` says whether a changed
    number names a time.
    """

    places: int = 0
    changed: int = 0
    distinct: int = 0
    times: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles compared: parts of their words, between 0 and 1.

    ``alike`` is the part of both texts that is the same.  ``of_shorter`` and
    ``of_longer`` are the parts of each text's windows that are shared.
    """

    alike: float
    of_shorter: float
    of_longer: float
    title_alike: float
    changes: Changes
    title_changes: Changes
    is_one_story: bool = False


def compare(one: Fingerprint, other: Fingerprint, *, shared: float = 1.0) -> Comparison:
    """Compare two articles, and tell whether they are one story.

    ``shared`` is about the part of shingles that they share.  If it is small, no time
    is spent on paragraphs in another order.
    """
    shorter, longer = sorted((one, other), key=lambda f: len(f.body.text))
    found = _measure(shorter, longer, may_be_moved=shared >= _MOVED)
    is_one_story = _share_words(one, other, found) and not _is_news_of_numbers(
        one, other, found
    )
    return replace(found, is_one_story=is_one_story)


def _measure(
    shorter: Fingerprint, longer: Fingerprint, *, may_be_moved: bool
) -> Comparison:
    title = _align(shorter.title, longer.title)
    body = _align(shorter.body, longer.body)
    alike = body.alike()
    of_shorter, of_longer = body.coverage()
    changes = body.find_changes()
    moved = 0.0
    if may_be_moved and of_shorter < _OF_SHORTER_NEXT_ISSUE:
        moved = _share_shingles(shorter.body.text, longer.body.text)
    if moved > of_shorter:
        # Paragraphs are in another order, which no alignment shows.
        ratio = len(shorter.body.text) / len(longer.body.text)
        of_shorter, of_longer = moved, max(of_longer, moved * ratio)
        alike = max(alike, min(of_shorter, of_longer))
        changes = _compare_by_neighbours(shorter.body, longer.body)
    return Comparison(
        alike=alike,
        of_shorter=of_shorter,
        of_longer=of_longer,
        title_alike=title.alike(),
        changes=changes,
        title_changes=title.find_changes(),
    )


def _share_words(one: Fingerprint, other: Fingerprint, found: Comparison) -> bool:
    lengths = sorted((len(one.body.text), len(other.body.text)))
    if one.is_captions != other.is_captions or lengths[0] < _LEAST:
        return False
    if one.is_captions and found.title_alike < _SAME_TITLE:
        return False
    if lengths[0] < _ONE_SENTENCE and found.title_alike < _ALIKE_TITLE:
        return False
    if lengths[0] < _SHORT:
        titles = min(len(one.title.text), len(other.title.text))
        whole = found.alike * lengths[0] + found.title_alike * titles
        if whole < _OF_SHORT * (lengths[0] + titles):
            return False
    is_next_issue = found.title_changes.changed and found.title_alike >= _SAME_TITLE
    wanted = _OF_SHORTER_NEXT_ISSUE if is_next_issue else _OF_SHORTER
    return found.of_shorter >= wanted and found.of_longer >= _OF_LONGER


def _is_news_of_numbers(
    one: Fingerprint, other: Fingerprint, found: Comparison
) -> bool:
    """Return whether the numbers that differ are what both articles tell."""
    length = min(len(one.body.text), len(other.body.text))
    body, title = found.changes, found.title_changes
    is_later = abs(one.header.published - other.header.published) > _SAME_ISSUE
    # The table or column of another day.  But if it has all the same numbers, its title
    # was mended.
    is_other_day = title.times and found.title_alike >= _SAME_TITLE
    if is_other_day and (body.changed or (is_later and body.places < _FEW_NUMBERS)):
        return True
    if not body.changed:
        return bool(title.changed) and length < _BRIEF
    share = body.changed / body.places
    density = body.places / length
    if density >= _DENSE and is_later:
        return True  # a table of another day, of which little has moved
    if body.distinct == 1:
        return length < _BRIEF or (
            is_later and share >= _MANY_CHANGED and (body.times or length < 2 * _BRIEF)
        )
    if share >= _MANY_CHANGED:
        is_corrected = body.distinct == 2 and density < _SPARSE and not body.times
        return is_later or not is_corrected
    if density >= _DENSE:
        return body.distinct > 2 or body.times
    return body.times and bool(title.changed) and is_later


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts with their common pieces: start in each, and length."""

    one: ComparedText
    other: ComparedText
    pieces: Sequence[tuple[int, int, int]]

    def alike(self) -> float:
        """Return the part of both texts that is in common pieces."""
        whole = len(self.one.text) + len(self.other.text)
        return 2 * sum(length for _, _, length in self.pieces) / whole if whole else 0.0

    def coverage(self) -> tuple[float, float]:
        """Return the parts of the windows of both texts that are shared."""
        return (
            _cover(len(self.one.text), ((p[0], p[2]) for p in self.pieces)),
            _cover(len(self.other.text), ((p[1], p[2]) for p in self.pieces)),
        )

    def find_changes(self) -> Changes:
        """Compare the numbers at the same places of both texts."""
        places = 0
        changed: list[tuple[str, str]] = []
        for mine, theirs in self._placed_numbers():
            places += 1
            if mine != theirs:
                changed.append((mine, theirs))
        # A number that only stands elsewhere is not another number.
        lost = Counter(self.one.numbers)
        lost.subtract(self.other.numbers)
        changed = [(a, b) for a, b in changed if lost[a] > 0 or lost[b] < 0]
        return _sum_up(places, changed)

    def _placed_numbers(self) -> Iterator[tuple[str, str]]:
        counts = [0, 0]
        reached = [0, 0]
        texts = (self.one.text, self.other.text)
        for piece in self.pieces:
            length = piece[2]
            for side in (0, 1):
                counts[side] += texts[side].count(MARK, reached[side], piece[side])
                reached[side] = piece[side] + length
            inside = texts[0].count(MARK, piece[0], piece[0] + length)
            if length >= _PLACE:
                for n in range(inside):
                    yield (
                        self.one.numbers[counts[0] + n],
                        self.other.numbers[counts[1] + n],
                    )
            counts[0] += inside
            counts[1] += inside


def _align(one: ComparedText, other: ComparedText) -> Alignment:
    if one.text == other.text:
        pieces = [(0, 0, len(one.text))]
    else:
        pieces = [
            (block.a, block.b, block.size)
            for block in LCSseq.opcodes(one.text, other.text).as_matching_blocks()
            if block.size >= _PIECE
        ]
    return Alignment(one, other, pieces)


def _cover(length: int, pieces: Iterator[tuple[int, int]]) -> float:
    """Return the part of the windows of a text of ``length`` that ``pieces`` share."""
    if not length:
        return 0.0
    shared = bytearray(length)
    for start, size in pieces:
        shared[start : start + size] = b"\1" * size
    starts = range(0, length, _WINDOW)
    weights = 0
    for start in starts:
        window = shared[start : start + _WINDOW]
        if sum(window) >= _SHARED * len(window):
            weights += len(window)
    return weights / length


def _share_shingles(one: str, other: str) -> float:
    """Return the part of the shingles of the text with fewer that the other has."""
    mine, theirs = read_shingles(one), read_shingles(other)
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer else 0.0


def _compare_by_neighbours(one: ComparedText, other: ComparedText) -> Changes:
    """Compare the numbers that have the same words on both sides, wherever they are."""
    mine, theirs = _number_places(one), _number_places(other)
    places = 0
    changed: list[tuple[str, str]] = []
    for words in mine.keys() & theirs.keys():
        places += min(mine[words].total(), theirs[words].total())
        lost, new = mine[words] - theirs[words], theirs[words] - mine[words]
        changed += zip(sorted(lost.elements()), sorted(new.elements()), strict=False)
    return _sum_up(places, changed)


def _number_places(words: ComparedText) -> dict[str, Counter[str]]:
    """Return the numbers of ``words`` by the characters before and behind them."""
    found: dict[str, Counter[str]] = {}
    text, at = words.text, -1
    for number in words.numbers:
        at = text.index(MARK, at + 1)
        around = text[max(0, at - _PLACE) : at] + text[at : at + _PLACE]
        found.setdefault(around, Counter())[number] += 1
    return found


def _sum_up(places: int, changed: Sequence[tuple[str, str]]) -> Changes:
    return Changes(
        places,
        len(changed),
        len(set(changed)),
        any(names_time(a) and names_time(b) for a, b in changed),
    )
