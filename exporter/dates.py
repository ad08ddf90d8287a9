"""Dates in a book: in a time zone, and as Chinese writes them."""

from datetime import UTC, date, datetime, tzinfo

_WEEKDAYS = "一二三四五六日"


def local_time(instant: datetime, zone: tzinfo) -> datetime:
    """Return ``instant`` (aware) in the local time of ``zone``.

    It stays in UTC if ``zone`` would put it before the first or after the last day of
    the calendar.
    """
    try:
        return instant.astimezone(zone)
    except (OverflowError, ValueError):
        return instant.astimezone(UTC)


def date_text(day: date) -> str:
    """Return a date as Chinese writes it: 2024年6月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date, *, with_year: bool) -> str:
    """Return a date with its year or without: 6月18日."""
    return date_text(day) if with_year else f"{day.month}月{day.day}日"


def day_text(day: date) -> str:
    """Return a date whose year is shown nearby: 6月18日 星期二."""
    return f"{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def time_text(moment: datetime) -> str:
    """Return a date and time of day: 2024年6月18日 14:37."""
    return f"{date_text(moment)} {moment.hour:02d}:{moment.minute:02d}"


def month_text(day: date) -> str:
    """Return a month: 2024年6月."""
    return f"{day.year}年{day.month}月"


def week_text(day: date) -> str:
    """Return the week of ``day`` by ISO 8601: 2024年第25周."""
    year, week, _ = day.isocalendar()
    return f"{year}年第{week}周"


def week_days_text(day: date) -> str:
    """Return the first and the last day of the week of ``day``: 6月17日—23日."""
    first = max(day.toordinal() - day.weekday(), date.min.toordinal())
    monday = date.fromordinal(first)
    sunday = date.fromordinal(min(first + 6, date.max.toordinal()))
    end = "" if monday.month == sunday.month else f"{sunday.month}月"
    return f"{monday.month}月{monday.day}日—{end}{sunday.day}日"


def range_text(first: date, last: date) -> str:
    """Return a range of days without repeated parts: 2024年6月1日—30日."""
    if first == last:
        return date_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{date_text(first)}—{last.day}日"
    if first.year == last.year:
        return f"{date_text(first)}—{last.month}月{last.day}日"
    return f"{date_text(first)}—{date_text(last)}"


def period_text(first: date, last: date) -> str:
    """Return the months of a range, for a title: 2024年6月—7月."""
    if first == last:
        return date_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return month_text(first)
    if first.year == last.year:
        return f"{month_text(first)}—{last.month}月"
    return f"{month_text(first)}—{month_text(last)}"
