"""Search: what is known of articles besides their headers, and which to find by it.

Headers enter, facts of the articles leave, or only the facts of articles whose text
satisfies an ``Expression``.  All comparison is done on folded text
(``exporter.text.fold_text``), so Simplified and Traditional find each other.

    facts        what is known of one article, and its folded text
    expressions  what a text must hold
    scan         facts from the articles themselves

``find_facts`` is the one way in.  An index may answer in its place, with the same
answer as the plain scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exporter.journal import Journal
from exporter.model import ArticleHeader, Location
from exporter.search.expressions import AllOf, AnyOf, Expression, Not, Pattern, Word
from exporter.search.facts import Facts, facts_of, minutes_of, searchable_text
from exporter.search.scan import scan_facts

__all__ = [
    "AllOf",
    "AnyOf",
    "Expression",
    "Facts",
    "Not",
    "Pattern",
    "Word",
    "facts_of",
    "find_facts",
    "minutes_of",
    "searchable_text",
]


def find_facts(
    headers: Sequence[ArticleHeader],
    journal: Journal,
    *,
    text: Expression | None = None,
    cache_dir: Path | None = None,  # noqa: ARG001 - for the index
) -> dict[Location, Facts]:
    """Return the facts of those of ``headers`` whose folded text satisfies ``text``.

    They are in the order of ``headers``; None asks for all.  Articles that cannot be
    read are missing, and each becomes a Problem ``article-unreadable``; no other
    Problem is recorded.  Reading is shown as progress.  ``cache_dir`` is where an index
    may be kept between runs; None means the user's own cache folder.
    """
    return scan_facts(headers, journal, text=text)
