"""Books: articles as chapters under their dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from exporter.model.articles import Article, Outlet

SectionKind: TypeAlias = Literal["date", "outlet", "topic", "none"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article's place in the book; ``file_name`` has no folder."""

    article: Article
    file_name: str


@dataclass(frozen=True, slots=True)
class Section:
    """A group of chapters under a date, the name of an outlet, or a topic.

    ``kind`` says what the title is; a date is in Chinese (2024年6月).  Without a title
    "date" means that all chapters are of one day or in no order of dates, and "none"
    that they are in no group.  ``days`` splits the chapters of a month or a week by
    day, as ``(title, chapters)``; else it is empty.
    """

    title: str
    chapters: tuple[Chapter, ...]
    days: tuple[tuple[str, tuple[Chapter, ...]], ...] = ()
    kind: SectionKind = "date"


@dataclass(frozen=True, slots=True)
class Notice:
    """A copyright sentence, with its outlet and the year that it names."""

    outlet: Outlet
    year: int
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class OutletShare:
    """How much of the book is from one outlet; ``first`` and ``last`` are UTC."""

    outlet: Outlet
    articles: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An article that is in another volume: the volume's number, the title."""

    volume: int
    title: str


@dataclass(frozen=True, slots=True)
class Book:
    """A book ready to be rendered.

    ``sections`` hold every chapter once, in reading order; a book of one day has one
    section with an empty title.  ``identifier`` is a URN made from the contents.
    ``modified`` is the time of the newest article, in UTC, so that the same articles
    give the same bytes.  ``days`` are the first and the last day of its articles.
    ``series_position`` is a decimal number (a volume's number, or year.month).
    ``volume`` counts from 1 if a book is too large for one file.  ``converted`` is how
    many of its articles are no longer in the script of their outlet.  ``related`` are
    the chapters that are about the same as another, by that one's file name.
    """

    title: str
    lang: str
    identifier: str
    modified: datetime
    days: tuple[date, date]
    sections: tuple[Section, ...]
    shares: tuple[OutletShare, ...]
    notices: tuple[Notice, ...]
    feeds: tuple[str, ...]
    series: str
    series_position: str
    volume: int = 1
    volumes: int = 1
    converted: int = 0
    related: Mapping[str, tuple[Chapter, ...]] = field(default_factory=dict)

    @property
    def spans_years(self) -> bool:
        """Return whether a day without its year would be ambiguous."""
        return self.days[0].year != self.days[1].year

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return all chapters in reading order."""
        return tuple(c for section in self.sections for c in section.chapters)
