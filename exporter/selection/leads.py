"""The articles that a book begins with, as the user names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from exporter.errors import UsageError
from exporter.model import ArticleHeader, Location
from exporter.selection.names import ArticleFinder
from exporter.words import Message

_NEAREST = 3


def find_leads(
    headers: Sequence[ArticleHeader], entries: Iterable[str]
) -> tuple[Location, ...]:
    """Return where the articles are that ``entries`` name, in that order, once each.

    Entries are those of --from.  ``headers`` are the chosen articles.  Raises
    UsageError for an entry that names none of them.
    """
    wanted = [entry for entry in entries if entry.strip()]
    if not wanted:
        return ()
    finder = ArticleFinder(headers)
    found: dict[Location, None] = {}
    for entry in wanted:
        named = finder.find(entry)
        if not named:
            raise _not_chosen(entry, headers)
        found.update(dict.fromkeys(header.location for header in named))
    return tuple(found)


def _not_chosen(entry: str, headers: Sequence[ArticleHeader]) -> UsageError:
    message = Message(
        "--lead {entry}: none of the articles chosen has this id, address or path",
        entry=Location(entry.strip()).display,
    )
    ids = list(dict.fromkeys(header.id for header in headers))
    near = get_close_matches(entry.strip().lower(), ids, n=_NEAREST, cutoff=0.7)
    if near:
        names = " / ".join(near)
        return UsageError(message, hint=Message("did you mean {names}?", names=names))
    return UsageError(
        message,
        hint=Message(
            "choose it, too, or take one of the articles that dwexport list shows"
        ),
    )
