"""Candidates: which articles share so many words that they must be compared.

Comparing each with each would take hours for an archive.  So each article is looked up
by its *shingles*, all series of four characters in its title and body.  Articles that
share no shingle never meet.

A shingle is a number: the four characters in UTF-16, read as one.  No hash is needed,
and so the result is exact and the same in every run.

MinHash would only estimate what is counted here.  It takes as long
(``benchmarks/bench_twins.py --datasketch``), and where a third of the characters was
changed one by one, it either lets pairs pass or proposes hundreds of times as many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_CHARACTERS = 4
_BYTES_EACH = 2  # in UTF-16
# Of a long text every fourth shingle is kept, chosen by its value: so two texts keep
# the same ones.  Short texts keep all, because few would say too little.  A text
# between the limits is looked up among both.
_SHORT = 300
_LONG = 1_000
_ONE_IN = 4
_PRIME = 65_521  # mixes the bits of a shingle
# A candidate shares this part of the shingles of the one that has fewer.  If 30 of 100
# characters differ, one by one, 24 of 100 shingles stay; if 50 of 100 do, 6.
_SHARED = 0.15
_FEWEST = 2
# Of the articles that have a shingle only the last ones are remembered.  What all have
# (the words of a daily table, the sentence at the end of each article) would else make
# everyone meet everyone.
_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Shingles:
    """The shingles by which a text is looked up; None on a shelf where it is not."""

    among_short: set[int] | None
    among_long: set[int] | None


def choose_shingles(text: str) -> Shingles:
    """Return the shingles by which ``text`` is looked up."""
    shingles = read_shingles(text)
    few = {s for s in shingles if s % _PRIME % _ONE_IN == 0}
    return Shingles(
        shingles if len(text) < _LONG else None, few if len(text) >= _SHORT else None
    )


class Shelves:
    """The articles met so far, by number, to look up those like another."""

    def __init__(self) -> None:
        """Begin with none."""
        self._short = _Shelf()
        self._long = _Shelf()

    def find_alike(self, shingles: Shingles) -> dict[int, float]:
        """Return the numbers of texts that share many of ``shingles``.

        With each goes the part that is shared, of the text that has fewer shingles.
        """
        found: dict[int, float] = {}
        if shingles.among_short is not None:
            found.update(self._short.find(shingles.among_short))
        if shingles.among_long is not None:
            found.update(self._long.find(shingles.among_long))
        return found

    def add(self, number: int, shingles: Shingles) -> None:
        """Remember the text that has ``shingles`` under ``number``."""
        if shingles.among_short is not None:
            self._short.add(number, shingles.among_short)
        if shingles.among_long is not None:
            self._long.add(number, shingles.among_long)


@dataclass(slots=True)
class _Shelf:
    """Articles by their shingles, of short texts or of long ones."""

    places: dict[int, int | list[int]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)

    def add(self, number: int, shingles: set[int]) -> None:
        self.sizes[number] = len(shingles)
        places = self.places
        for shingle in shingles:
            there = places.setdefault(shingle, number)
            if there == number:
                continue
            if isinstance(there, int):
                places[shingle] = [there, number]
                continue
            there.append(number)
            if len(there) > _REMEMBERED:
                del there[0]

    def find(self, shingles: set[int]) -> Iterator[tuple[int, float]]:
        """Yield those that share enough of ``shingles``, the most alike first."""
        met: list[int] = []
        for there in map(self.places.get, shingles):
            if isinstance(there, int):
                met.append(there)
            elif there is not None:
                met += there
        for number, shared in Counter(met).most_common(_REMEMBERED):
            fewer = min(len(shingles), self.sizes[number])
            if shared >= max(_FEWEST, _SHARED * fewer):
                yield number, shared / fewer


def read_shingles(text: str) -> set[int]:
    """Return the shingles of ``text``; one shorter than a shingle has none."""
    packed = text.encode("utf-16-le", "surrogatepass")
    shingles: set[int] = set()
    size = _CHARACTERS * _BYTES_EACH
    for start in range(0, size, _BYTES_EACH):
        whole = (len(packed) - start) // size * size
        if whole > 0:
            shingles.update(memoryview(packed[start : start + whole]).cast("Q"))
    return shingles
