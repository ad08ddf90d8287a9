"""Related articles: those of a book that are about the same, and near in time.

The rarer a term (``subjects``) is in the book, the more it says.  Two articles are
related if they share a long term, or several short ones, that few articles have.

Everything is bounded for each article: its terms, the characters that are read, the
articles that are compared with it.  So ten times as many articles take ten times as
long.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log

from exporter.journal import Twin
from exporter.model import (
    Article,
    ArticleHeader,
    Link,
    Location,
    iter_inlines,
    iter_texts,
)
from exporter.stories.subjects import Subject, read_subject

# Older news is another story.  After a half-life a shared term is worth half.
_WINDOW = timedelta(days=30)
_HALF_LIFE = timedelta(days=15)
# A term of more articles than this share, and more than two, says nothing.
_COMMON_SHARE = 1 / 8
_COMMON_LEAST = 2
# A term is worth the logarithm of its rarity, but no more than this in a large book.
_MOST_WEIGHT = 3.5
# Many words of two characters are everyday ones, and only their company says something.
_SHORT_CHARACTERS = 2
_SHORT_FACTOR = 0.5
_LEAST_SCORE = 2.0
_LEAST_SCORE_OF_SHORT_TERMS = 3.0
# How many of the articles with a term are compared, the nearest in time.
_MOST_COMPARED = 60
# A title that contains another of at least this length tells the same story.
_SAME_TITLE_CHARACTERS = 8

FindArticle = Callable[[str], int | None]


@dataclass(slots=True)
class _TermShelf:
    """The articles with one term: their times, in order, and their numbers."""

    times: list[datetime] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def near(self, time: datetime) -> list[int]:
        """Return the numbers of the articles near ``time``."""
        first = bisect_left(self.times, time - _WINDOW)
        end = bisect_right(self.times, time + _WINDOW)
        place = bisect_left(self.times, time)
        first = max(first, place - _MOST_COMPARED // 2)
        end = min(end, place + _MOST_COMPARED // 2)
        return self.numbers[first:end]


def find_related(
    articles: Sequence[Article],
    limit: int,
    find_article: FindArticle,
    twins: Iterable[Twin] = (),
) -> list[tuple[int, ...]]:
    """Return for each of ``articles`` the numbers of those related, the best first.

    There are at most ``limit`` of them, of each story one.  Left out are articles that
    the text links to already, and those that tell the same: other editions, ``twins``
    and equal titles.  ``find_article`` returns the number of the article to which an
    address leads, None if it is not among ``articles``.
    """
    search = _RelatedSearch(articles, twins)
    related: list[tuple[int, ...]] = []
    for number, article in enumerate(articles):
        found = search.find_for(number)
        linked = _find_linked(article, find_article) if found else set()
        related.append(tuple(n for n in found if n not in linked)[:limit])
    return related


class _RelatedSearch:
    """What is known of all articles while each is looked at."""

    def __init__(self, articles: Sequence[Article], twins: Iterable[Twin]) -> None:
        self._headers = [article.header for article in articles]
        self._subjects = [read_subject(article) for article in articles]
        self._shelves = _shelve(self._headers, self._subjects)
        self._weights = _weigh(self._shelves, len(articles))
        tellers = {t.header.location: t.preferred.location for t in twins}
        self._stories = [tellers.get(h.location, h.location) for h in self._headers]

    def find_for(self, number: int) -> list[int]:
        """Return the numbers of the articles related to one, the best first."""
        subject, time = self._subjects[number], self._headers[number].published
        shared: dict[int, list[str]] = defaultdict(list)
        for term in subject.terms:
            if term in self._weights:
                for other in self._shelves[term].near(time):
                    shared[other].append(term)
        ranked: list[tuple[float, int]] = []
        for other, terms in shared.items():
            score = _score(terms, subject, self._subjects[other], self._weights)
            if score and not self._tell_the_same(number, other):
                halvings = abs(time - self._headers[other].published) / _HALF_LIFE
                ranked.append((-score * 0.5**halvings, other))
        best: dict[Location, int] = {}
        for _, other in sorted(ranked):
            best.setdefault(self._stories[other], other)
        return list(best.values())

    def _tell_the_same(self, one: int, other: int) -> bool:
        return (
            self._headers[one].id == self._headers[other].id
            or self._stories[one] == self._stories[other]
            or _is_same_title(self._subjects[one].title, self._subjects[other].title)
        )


def _shelve(
    headers: Sequence[ArticleHeader], subjects: Sequence[Subject]
) -> dict[str, _TermShelf]:
    shelves: dict[str, _TermShelf] = defaultdict(_TermShelf)
    times = [header.published for header in headers]
    for number in sorted(range(len(headers)), key=lambda n: (times[n], n)):
        for term in subjects[number].terms:
            shelves[term].times.append(times[number])
            shelves[term].numbers.append(number)
    return dict(shelves)


def _weigh(shelves: Mapping[str, _TermShelf], articles: int) -> dict[str, float]:
    """Return what each term is worth that several articles have, but not many."""
    most = max(articles * _COMMON_SHARE, _COMMON_LEAST)
    return {
        term: min(log(articles / len(shelf.numbers)), _MOST_WEIGHT)
        for term, shelf in shelves.items()
        if 2 <= len(shelf.numbers) <= most
    }


def _score(
    terms: Sequence[str], one: Subject, other: Subject, weights: Mapping[str, float]
) -> float:
    """Return how much the shared ``terms`` say, 0 if they do not say enough."""
    # 民主 in 民主派 says nothing more.
    whole = [t for t in terms if not any(t in u and t != u for u in terms)]
    long = [
        term
        for term in whole
        if len(term) > _SHORT_CHARACTERS or (one.terms[term] and other.terms[term])
    ]
    score = sum(
        weights[term] * (1 if term in long else _SHORT_FACTOR) for term in whole
    )
    least = _LEAST_SCORE if long else _LEAST_SCORE_OF_SHORT_TERMS
    enough = len(long) > 0 or len(whole) > 1
    return score if enough and score >= least else 0.0


def _is_same_title(title: str, other: str) -> bool:
    shorter, longer = sorted((title, other), key=len)
    if len(shorter) < _SAME_TITLE_CHARACTERS:
        return shorter == longer
    return shorter in longer


def _find_linked(article: Article, find_article: FindArticle) -> set[int]:
    """Return the numbers of the articles to which the text of ``article`` links."""
    found = (
        find_article(inline.url)
        for text in iter_texts(article.blocks)
        for inline in iter_inlines(text)
        if isinstance(inline, Link) and not inline.url.startswith("#")
    )
    return {number for number in found if number is not None}
