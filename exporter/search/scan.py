"""The plain scan: the facts of articles, read from the articles themselves."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.journal import Journal
from exporter.model import Article, ArticleHeader, Location
from exporter.readers import read_each
from exporter.search.expressions import Expression
from exporter.search.facts import Facts, facts_of, searchable_text

_UNREADABLE = "article-unreadable"


def scan_facts(
    headers: Sequence[ArticleHeader],
    journal: Journal,
    *,
    text: Expression | None = None,
) -> dict[Location, Facts]:
    """Return the facts of those of ``headers`` whose text satisfies ``text``.

    As ``exporter.search.find_facts``.
    """

    def describe(article: Article) -> tuple[Location, Facts] | None:
        if text is None or text.holds_in(searchable_text(article)):
            return article.header.location, facts_of(article)
        return None

    reading = Journal(progress=journal.progress)
    found = read_each(headers, describe, reading)
    keep_unreadable(reading, journal)
    return dict(filter(None, found))


def keep_unreadable(reading: Journal, journal: Journal) -> None:
    """Add the problems of ``reading`` with articles that cannot be read.

    The others belong to articles that can be read.  If one of these is chosen, it is
    read again for the book, and then they are recorded.
    """
    journal.add_new(p for p in reading.problems if p.code == _UNREADABLE)
