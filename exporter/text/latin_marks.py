"""Which quotation marks and apostrophes belong to Latin text.

Chinese and Latin text share ‘ ’ “ ”.  Chinese faces draw them a full em wide, which
splits a Latin word.  A text enters; the places of marks in Latin text leave, each with
the side of its word.  The text on both sides of a mark decides; for a pair of quotes
the text inside decides as well: a Latin title in a Chinese sentence has Chinese quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exporter.text.cjk import BESIDE_CHINESE_QUOTES, CURLY_QUOTES

# "opens": the word is after the mark; "closes": it is before it.  An apostrophe inside
# a word counts as closing.
Side = Literal["opens", "closes"]

_MARK = re.compile(f"[{CURLY_QUOTES}„‚«»‹›]")
_CHINESE = re.compile(f"[{BESIDE_CHINESE_QUOTES}]")
# Characters to skip when looking for the text beside a mark.
_BETWEEN = re.compile(rf"[\s!-/:-@\[-`{{-~{CURLY_QUOTES}„‚«»‹›…—–]")
# The marks that can end a quotation, by the mark that begins it: first for English and
# Chinese, then for German, French and neighbouring languages.
_CLOSING = {"“": "”", "‘": "’"}
_LATIN_CLOSING = {"„": "“”", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹"}
# Longer quotations in one paragraph, or more deeply nested ones, are not expected.
_LONGEST = 1_000
_DEEPEST = 6


def find_latin_marks(text: str) -> dict[int, Side]:
    """Return the marks of ``text`` that belong to Latin words: place and side."""
    if not _MARK.search(text):
        return {}
    found: dict[int, Side] = {}
    is_latin = not _CHINESE.search(text) and any(map(_is_latin, text))
    for start in range(0, len(text), _LONGEST * 50):
        part = text[start : start + _LONGEST * 50]
        reader = _QuotationReader(part)
        reader.read(0, len(part), is_latin=is_latin, depth=0)
        found.update((start + place, side) for place, side in reader.found.items())
    return found


def _is_latin(char: str) -> bool:
    return char.isalnum() and not _CHINESE.match(char)


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """The text on one side of a mark; ``is_spaced``: a space lies between them."""

    kind: Literal["latin", "chinese", "edge"]
    is_spaced: bool = False


class _QuotationReader:
    """Reads one text, quotation by quotation."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.found: dict[int, Side] = {}

    def read(self, start: int, end: int, *, is_latin: bool, depth: int) -> None:
        """Read from ``start`` to ``end``; ``is_latin`` is about the text around it."""
        place = start
        while place < end:
            mark = _MARK.search(self._text, place, end)
            if mark is None:
                return
            place = mark.start()
            closing = self._closing_of(place, start, end) if depth < _DEEPEST else None
            if closing is None:
                self._read_alone(place, start, end, is_latin=is_latin)
                place += 1
                continue
            inside = self._is_latin_pair(place, closing, start, end, is_latin=is_latin)
            if inside:
                self.found[place], self.found[closing] = "opens", "closes"
            has_chinese = _CHINESE.search(self._text, place, closing)
            latin = inside or not has_chinese
            self.read(place + 1, closing, is_latin=latin, depth=depth + 1)
            place = closing + 1

    def _at(self, place: int) -> str:
        return self._text[place : place + 1] if place >= 0 else ""

    def _closing_of(self, place: int, start: int, end: int) -> int | None:
        """Return where the quotation that begins at ``place`` ends, None if nowhere."""
        mark = self._text[place]
        end = min(end, place + _LONGEST)
        if mark == "‘":
            return self._single_closing(place, start, end)
        if mark in _CLOSING:
            ends = _CLOSING[mark]
        elif mark in "»›" and not _is_latin(self._at(place + 1)):
            return None
        else:
            ends = _LATIN_CLOSING.get(mark, "")
        for other in range(place + 1, end):
            if self._text[other] in ends:
                return other
            if self._text[other] == mark:
                return None
        return None

    def _single_closing(self, place: int, start: int, end: int) -> int | None:
        """Return the ’ that ends a quotation in single quotes.

        In Chinese text it is the one followed by Chinese; earlier ones may be
        apostrophes.
        """
        before = self._neighbour(range(place - 1, start - 1, -1))
        candidates = list(self._single_candidates(place, end))
        if before.kind == "chinese":
            for other in candidates:
                after = self._text[other + 1 : other + 2]
                if not after or after == "”" or _CHINESE.match(after):
                    return other
        return candidates[0] if candidates else None

    def _single_candidates(self, place: int, end: int) -> Iterator[int]:
        for other in range(place + 1, end):
            char = self._text[other]
            if char == "‘":
                return
            if char == "’" and other > place + 1 and not self._at(other - 1).isspace():
                after = self._at(other + 1)
                if not (_is_latin(self._at(other - 1)) and _is_latin(after)):
                    yield other

    def _neighbour(self, places: range) -> _Neighbour:
        """Return the kind of the first letter at one of ``places``."""
        spaced = False
        for place in places:
            char = self._text[place]
            if char.isspace():
                spaced = True
            if _CHINESE.match(char):
                return _Neighbour("chinese", spaced)
            if not _BETWEEN.match(char):
                return _Neighbour("latin", spaced)
        return _Neighbour("edge", spaced)

    def _is_latin_pair(
        self, place: int, closing: int, start: int, end: int, *, is_latin: bool
    ) -> bool:
        """Return whether a pair of quotes belongs to the Latin text around it."""
        if _CHINESE.search(self._text, place, closing):
            return False
        if self._text[place] in _LATIN_CLOSING:
            return True
        sides = (
            self._neighbour(range(place - 1, start - 1, -1)),
            self._neighbour(range(closing + 1, end)),
        )
        kinds = {side.kind for side in sides}
        if "chinese" not in kinds:
            return is_latin or "latin" in kinds
        # English has a space before a quotation; Chinese has none.
        return self._text[place] == "‘" and any(
            side.kind == "latin" and side.is_spaced for side in sides
        )

    def _read_alone(self, place: int, start: int, end: int, *, is_latin: bool) -> None:
        """Read a mark that is not one of a pair."""
        mark = self._text[place]
        before, after = self._at(place - 1), self._at(place + 1)
        if mark in "‘’":
            goes_on = bool(after) and _is_latin(after)
            if before and _is_latin(before) and (mark == "’" or goes_on):
                self.found[place] = "closes"
            elif goes_on:
                self.found[place] = "opens"
        elif mark in "„‚":
            self.found[place] = "opens"
        elif mark in "“”":
            left = self._neighbour(range(place - 1, start - 1, -1)).kind
            right = self._neighbour(range(place + 1, end)).kind
            if is_latin and "chinese" not in (left, right):
                opens = bool(after) and _is_latin(after)
                self.found[place] = "opens" if opens else "closes"
