"""The one way to the facts of articles, for all that choose, list or count by them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exporter.journal import Journal
from exporter.model import ArticleHeader, Location
from exporter.search.expressions import Expression
from exporter.search.facts import Facts


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
    from exporter.search.scan import scan_facts  # loads the parser

    return scan_facts(headers, journal, text=text)
