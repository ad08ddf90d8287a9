"""The one way to the facts of articles, for all that choose, list or count by them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exporter.caches import search_folder
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location
from exporter.search.expressions import Expression
from exporter.search.facts import Facts


def find_facts(
    headers: Sequence[ArticleHeader],
    journal: Journal,
    *,
    text: Expression | None = None,
    cache_dir: Path | None = None,
) -> dict[Location, Facts]:
    """Return the facts of those of ``headers`` whose folded text satisfies ``text``.

    They are in the order of ``headers``; None asks for all.  Articles that cannot be
    read are missing, and each becomes a Problem ``article-unreadable``; no other
    Problem is recorded.  Reading is shown as progress.  ``cache_dir`` keeps the index
    between runs; None means the user's own cache folder.
    """
    from exporter.search.indexed import scan_indexed  # loads SQLite

    return scan_indexed(headers, journal, text=text, folder=search_folder(cache_dir))
