"""Where a Latin word may be hyphenated at the end of a line.

A text enters, its words leave; a word and a language enter, places inside the word
leave.  The patterns are those of pyphen (Liang's, as TeX and LibreOffice use them).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import pyphen

HYPHEN = "-"

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
# What joins a word to another: addresses, compounds, figures and short forms are whole.
_JOINTS = r"@./\\:#&=~+\-’'"
_PARTS = rf"\d_{_LETTERS}\u0100-\u024f\u0300-\u036f"
_WORD = re.compile(
    rf"(?<![{_PARTS}{_JOINTS}])[{_LETTERS}]{{6,}}(?![{_PARTS}]|[{_JOINTS}][!-~{_PARTS}])"
)
_GERMAN = re.compile("[äöüÄÖÜß]")
_NOT_GERMAN = re.compile("[^A-Za-zäöüÄÖÜß]")
# Letters that stay before and after the hyphen, at least.
_BEFORE, _AFTER = 2, 3
# The language of words in Chinese text of which nothing tells another.
_USUAL = "en_US"


def find_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of ``text`` that hyphens may be set in, and where they begin.

    Those with capitals inside are short forms or made of several (AstraZeneca): no
    hyphen is set in them.
    """
    for found in _WORD.finditer(text):
        if found[0][1:].islower():
            yield found.start(), found[0]


def is_name(word: str) -> bool:
    """Tell whether ``word`` has a capital, as names have: better left whole."""
    return word != word.lower()


@lru_cache(maxsize=4096)
def hyphenate(word: str, lang: str) -> tuple[int, ...]:
    """Return the places of ``word``, in ``lang``, where a hyphen may be set.

    ``lang`` is a BCP 47 tag.  One of Chinese says nothing of Latin words: those with
    umlauts are German, others with letters that English has not are left whole, the
    rest counts as English.
    """
    language = _language_of(word, lang)
    if language is None:
        return ()
    dictionary = pyphen.Pyphen(lang=language, left=_BEFORE, right=_AFTER)
    return tuple(dictionary.positions(word))


def _language_of(word: str, lang: str) -> str | None:
    """Return the language of ``word`` as pyphen calls it, None where nobody knows."""
    if lang.partition("-")[0].lower() not in ("", "zh") and lang != "en":
        known: str | None = pyphen.language_fallback(lang.replace("-", "_"))
        return known
    if _GERMAN.search(word):
        return None if _NOT_GERMAN.search(word) else "de_DE"
    return _USUAL if word.isascii() else None
