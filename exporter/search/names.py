"""Names of authors and topics: counted, merged, and the nearest of them.

Two ways to write a name (``exporter.text.fold_name``) are one name.  It is shown in the
way that is most frequent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from exporter.text import fold_name

_NEAREST = 3
_MIN_LIKENESS = 0.5


class NameCounts:
    """How many articles have each name."""

    def __init__(self, names_of_articles: Iterable[tuple[str, ...]]) -> None:
        """Count the names of articles; a name counts once for an article."""
        self._shapes: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._keys: dict[str, str] = {}
        for names in names_of_articles:
            self._shapes.update(names)
            self._counts.update({self.key_of(name) for name in names})

    def __contains__(self, name: str) -> bool:
        """Return whether an article has ``name``, in any way to write it."""
        return fold_name(name) in self._counts

    def key_of(self, name: str) -> str:
        """Return the folded ``name``, folding each name once."""
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = fold_name(name)
        return key

    def most_frequent(self) -> list[tuple[str, int]]:
        """Return each name with its number of articles, the most frequent first."""
        shown = self._shown()
        pairs = [(shown[key], number) for key, number in self._counts.items()]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def nearest(self, name: str) -> list[str]:
        """Return the names that are most like ``name``: that hold it, then alike."""
        from difflib import get_close_matches

        key = fold_name(name)
        holding = [k for k, _ in self._counts.most_common() if key in k]
        alike = get_close_matches(key, self._counts, n=_NEAREST, cutoff=_MIN_LIKENESS)
        shown = self._shown()
        return [shown[k] for k in dict.fromkeys([*alike, *holding])][:_NEAREST]

    def _shown(self) -> dict[str, str]:
        """Return the most frequent way to write each name, by its key."""
        shown: dict[str, str] = {}
        for name, _ in sorted(self._shapes.items(), key=lambda i: (-i[1], i[0])):
            shown.setdefault(self.key_of(name), name)
        return shown
