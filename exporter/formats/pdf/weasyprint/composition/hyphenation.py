"""Where a Latin word may be hyphenated at the end of a line.

A text enters, its words leave.  A word and a language enter, places inside the word
leave.  The patterns are those of pyphen (Liang's, as in TeX and LibreOffice).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyphen

HYPHEN = "-"

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
# Signs that join words: addresses, compounds, figures and short forms are not
# hyphenated.
_JOINTS = r"@./\\:#&=~+\-’'"
_PARTS = rf"\d_{_LETTERS}\u0100-\u024f\u0300-\u036f"
_WORD = re.compile(
    rf"(?<![{_PARTS}{_JOINTS}])[{_LETTERS}]{{6,}}(?![{_PARTS}]|[{_JOINTS}][!-~{_PARTS}])"
)
_GERMAN = re.compile("[äöüÄÖÜß]")
_NOT_GERMAN = re.compile("[^A-Za-zäöüÄÖÜß]")
# The least number of letters before and after the hyphen.
_BEFORE, _AFTER = 2, 3
# The language of words in Chinese text if nothing shows another one.
_USUAL = "en_US"
_NO_DIGITS = str.maketrans("", "", "0123456789")


def find_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of ``text`` that may be hyphenated, and where they begin.

    Words with capitals inside are abbreviations or compounds (AstraZeneca); they are
    not hyphenated.
    """
    for found in _WORD.finditer(text):
        if found[0][1:].islower():
            yield found.start(), found[0]


def is_name(word: str) -> bool:
    """Return whether ``word`` has a capital, as names have, which stay whole."""
    return word != word.lower()


@lru_cache(maxsize=4096)
def hyphenate(word: str, lang: str) -> tuple[int, ...]:
    """Return the places of ``word``, in ``lang``, where a hyphen may be set.

    ``lang`` is a BCP 47 tag.  A tag of Chinese does not tell the language of a Latin
    word.  Then words with umlauts count as German, words with other letters that
    English lacks are not hyphenated, and the rest count as English.
    """
    language = _language_of(word, lang)
    if language is None:
        return ()
    path = pyphen.LANGUAGES[language]
    if path not in pyphen.hdcache:
        pyphen.hdcache[path] = PatternFile(path)
    dictionary = pyphen.Pyphen(lang=language, left=_BEFORE, right=_AFTER)
    return tuple(dictionary.positions(word))


def _language_of(word: str, lang: str) -> str | None:
    """Return pyphen's name for the language of ``word``, None if it is unknown."""
    if lang.partition("-")[0].lower() not in ("", "zh") and lang != "en":
        known: str | None = pyphen.language_fallback(lang.replace("-", "_"))
        return known
    if _GERMAN.search(word):
        return None if _NOT_GERMAN.search(word) else "de_DE"
    return _USUAL if word.isascii() else None


class PatternFile(pyphen.HyphDict):  # type: ignore[misc]
    """The patterns of a language; each is parsed when a word needs it.

    pyphen parses all of them at once, which takes a fortieth of the time of a briefing.
    The words of a briefing need a few hundred.
    """

    def __init__(self, path: Path) -> None:
        """Sort the patterns in the file at ``path`` by their letters."""
        lines = path.read_text("utf-8", "replace").split("\n")
        if lines[0].strip().upper() != "UTF-8" or _has_special_patterns(lines):
            super().__init__(path)
            return
        patterns = (line.strip() for line in lines[1:])
        by_letters = {
            pattern.translate(_NO_DIGITS): pattern
            for pattern in patterns
            if pattern and not pattern.startswith(pyphen.ignored)
        }
        self.patterns = _Patterns(by_letters)
        self.maxlen = max(map(len, by_letters))
        self.cache: dict[str, Any] = {}


class _Patterns:
    """Patterns in the form that pyphen looks up: letters to an offset and values."""

    def __init__(self, by_letters: dict[str, str]) -> None:
        self._by_letters = by_letters

    def get(self, letters: str) -> tuple[int, tuple[int, ...]] | None:
        """Return the pattern with these ``letters``, None if there is none."""
        pattern = self._by_letters.get(letters)
        if pattern is None:
            return None
        values = [int(digit or "0") for digit, _ in pyphen.parse(pattern)]
        set_at = [place for place, value in enumerate(values) if value]
        if not set_at:
            return None
        first, last = set_at[0], set_at[-1]
        return first, tuple(values[first : last + 1])


def _has_special_patterns(lines: Sequence[str]) -> bool:
    """Return whether some patterns change letters, or are written as codes."""
    return any("^^" in line or ("/" in line and "=" in line) for line in lines)
