"""The shape of a book: its sections, what comes first, how it is split into volumes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeAlias

from exporter.alternatives import Group
from exporter.errors import UsageError
from exporter.sizes import read_size
from exporter.words import Message

SplitKind: TypeAlias = Literal["month", "week", "outlet", "articles", "bytes"]

_KINDS: tuple[SplitKind, ...] = ("month", "week", "outlet")
_NUMBER = re.compile(r"[0-9]{1,9}")
_HINT = Message("write month, week, outlet, a number of articles (50) or a size (50MB)")


@dataclass(frozen=True, slots=True)
class Split:
    """How a book is split; ``most`` is the limit of articles or bytes, else 0."""

    kind: SplitKind
    most: int = 0


@dataclass(frozen=True, slots=True)
class BookShape:
    """The order of a book, and its volumes.

    ``group`` says by what articles are put into sections.  ``lead`` names articles that
    come first: ids, addresses, paths.  ``split`` None makes several volumes only if the
    format has a limit of size.
    """

    group: Group = "auto"
    lead: tuple[str, ...] = ()
    split: Split | None = None


def read_split(text: str) -> Split | None:
    """Return how ``text`` splits a book, None for "" and ``none``.

    Digits alone are a number of articles, digits with a unit a size.  Raises UsageError
    for other text.
    """
    asked = text.strip().lower()
    if asked in ("", "none"):
        return None
    for kind in _KINDS:
        if asked == kind:
            return Split(kind)
    if _NUMBER.fullmatch(asked):
        if not int(asked):
            raise UsageError(
                Message("--split {text} leaves no article in a volume", text=asked),
                hint=_HINT,
            )
        return Split("articles", int(asked))
    if not asked[0].isdigit():
        raise UsageError(
            Message("a book cannot be split by {text!r}", text=text.strip()),
            hint=_name_nearest(asked),
        )
    return Split("bytes", read_size(asked, "--split") or 0)


def _name_nearest(asked: str) -> str:
    near = get_close_matches(asked, _KINDS, n=1)
    if not near:
        return _HINT
    return Message("did you mean {name}? {hint}", name=near[0], hint=_HINT)
