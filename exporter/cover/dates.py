"""What a date range says, and how a cover says it large."""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

_DATE = re.compile(r"(?:(\d{4})年?)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_DASH = re.compile(r"\s*[—–~～至－-]+\s*")


@dataclass(frozen=True, slots=True)
class DatePart:
    """A year, a month of it or a day of that; 0 stands for the whole."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and the last date of a book, as far as its range tells."""

    first: DatePart
    last: DatePart

    @property
    def is_day(self) -> bool:
        """Tell whether the span is one day."""
        return bool(self.first.day) and self.first == self.last

    @property
    def in_month(self) -> bool:
        """Tell whether the span lies within one month."""
        first, last = self.first, self.last
        return bool(first.month) and (first.year, first.month) == (
            last.year,
            last.month,
        )

    @property
    def in_year(self) -> bool:
        """Tell whether the span lies within one year."""
        return self.first.year == self.last.year


@dataclass(frozen=True, slots=True)
class Hero:
    """A date set large: the small words above and below the large lines."""

    above: str
    lines: tuple[str, ...]
    below: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A calendar: an unmarked ``head``, rows of cells, those that are chosen."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chosen: frozenset[str]

    @property
    def is_full(self) -> bool:
        """Tell whether every cell is chosen, so that none stands out."""
        return all(cell in self.chosen for row in self.rows for cell in row if cell)


def read_date_range(text: str) -> DateSpan | None:
    """Return what ``text`` (2024年6月1日—30日) covers, None where it is no date.

    The end takes from the start what it leaves unsaid.
    """
    parts = _DASH.split(text.strip())
    matches = [_DATE.fullmatch(part) for part in parts]
    if len(parts) > 2 or not all(match and match.group() for match in matches):
        return None
    groups = [[int(n or 0) for n in match.groups()] for match in matches if match]
    first, last = groups[0], groups[-1]
    for place in (0, 1):
        if not last[place]:
            last[place] = first[place]
    span = DateSpan(DatePart(*first), DatePart(*last))
    return span if _is_real(span.first) and _is_real(span.last) else None


def _is_real(part: DatePart) -> bool:
    if not MINYEAR <= part.year <= MAXYEAR or part.month > 12:
        return False
    if not part.month:
        return not part.day
    return part.day <= calendar.monthrange(part.year, part.month)[1]


def hero_of(span: DateSpan) -> Hero:
    """Return the words of ``span`` set large: its day, month, year or years."""
    first, last = span.first, span.last
    if span.is_day:
        number = date(first.year, first.month, first.day).weekday()
        above = f"{first.year}年{first.month}月"
        return Hero(above, (f"{first.day}",), "星期" + "一二三四五六日"[number])
    if span.in_month:
        full = month_grid(span).is_full
        days = "" if full else f"{first.day}—{last.day}日"
        return Hero(f"{first.year}年", (f"{first.month}月",), days)
    if span.in_year:
        months = f"{first.month}—{last.month}月" if first.month else ""
        return Hero("", (f"{first.year}",), months)
    return Hero("", (_year_words(first), _year_words(last)), "")


def _year_words(part: DatePart) -> str:
    return f"{part.year}.{part.month}" if part.month else f"{part.year}"


def month_grid(span: DateSpan) -> Grid:
    """Return the calendar of the month ``span`` lies in, weeks from Monday."""
    first = span.first
    weeks = calendar.monthcalendar(first.year, first.month)
    days = range(first.day or 1, (span.last.day or 31) + 1)
    return Grid(
        head=tuple("一二三四五六日"),
        rows=tuple(tuple(str(day or "") for day in week) for week in weeks),
        chosen=frozenset(map(str, days)),
    )


def year_grid(span: DateSpan) -> Grid:
    """Return the twelve months of the year ``span`` lies in."""
    months = range(span.first.month or 1, (span.last.month or 12) + 1)
    return Grid(
        head=(),
        rows=tuple(tuple(f"{m}月" for m in range(n, n + 3)) for n in (1, 4, 7, 10)),
        chosen=frozenset(f"{month}月" for month in months),
    )
