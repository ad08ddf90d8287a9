"""Columns of a terminal: how many a text takes, and where its lines end.

A Han character takes two columns, and a line may end after it.  typer, in contrast,
counts characters and ends lines only at blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# A word of Latin letters, or one other character, with the blanks after it.  Marks that
# never begin a line stay with the character before them.
_PIECE = re.compile(
    r"(?:[\x21-\x7e\u00a1-\u02ff…]+|[^\s])[，。、；：？！）》」』”’…]*\s*"
)


def columns_of(text: str) -> int:
    """Return how many columns ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap_columns(text: str, width: int) -> list[str]:
    """Return ``text``, one paragraph, in lines of at most ``width`` columns."""
    return list(_lines(" ".join(text.split()), width)) or [""]


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(text):
        if line and columns_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()
