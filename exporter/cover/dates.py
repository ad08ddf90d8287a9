"""The dates of a book as a cover shows them: as a large date or as a calendar."""

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and the last day of a book."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Return whether the span is one day."""
        return self.first == self.last

    @property
    def in_month(self) -> bool:
        """Return whether the span lies within one month."""
        first, last = self.first, self.last
        return (first.year, first.month) == (last.year, last.month)

    @property
    def in_year(self) -> bool:
        """Return whether the span lies within one year."""
        return self.first.year == self.last.year


@dataclass(frozen=True, slots=True)
class Hero:
    """A date set large: the small words above and below the large lines."""

    above: str
    lines: tuple[str, ...]
    below: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A calendar: its ``head``, its rows of cells, and which cells are marked."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chosen: frozenset[str]

    @property
    def is_full(self) -> bool:
        """Return whether every cell is marked, so that marks say nothing."""
        return all(cell in self.chosen for row in self.rows for cell in row if cell)


def hero_of(span: DateSpan) -> Hero:
    """Return the words of ``span`` set large: its day, month, year or years."""
    first, last = span.first, span.last
    if span.is_day:
        above = f"{first.year}年{first.month}月"
        weekday = "星期" + "一二三四五六日"[first.weekday()]
        return Hero(above, (f"{first.day}",), weekday)
    if span.in_month:
        full = month_grid(span).is_full
        days = "" if full else f"{first.day}—{last.day}日"
        return Hero(f"{first.year}年", (f"{first.month}月",), days)
    if span.in_year:
        return Hero("", (f"{first.year}",), f"{first.month}—{last.month}月")
    return Hero("", (_year_words(first), _year_words(last)), "")


def _year_words(day: date) -> str:
    return f"{day.year}.{day.month}"


def month_grid(span: DateSpan) -> Grid:
    """Return the calendar of the month ``span`` lies in, weeks from Monday."""
    first = span.first
    weeks = calendar.monthcalendar(first.year, first.month)
    days = range(first.day, span.last.day + 1)
    return Grid(
        head=tuple("一二三四五六日"),
        rows=tuple(tuple(str(day or "") for day in week) for week in weeks),
        chosen=frozenset(map(str, days)),
    )


def year_grid(span: DateSpan) -> Grid:
    """Return the twelve months of the year ``span`` lies in."""
    months = range(span.first.month, span.last.month + 1)
    return Grid(
        head=(),
        rows=tuple(tuple(f"{m}月" for m in range(n, n + 3)) for n in (1, 4, 7, 10)),
        chosen=frozenset(f"{month}月" for month in months),
    )
