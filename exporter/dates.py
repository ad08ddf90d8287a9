"""Dates in a book: on the clocks of a zone, and as Chinese writes them."""

from datetime import UTC, date, datetime, tzinfo

_WEEKDAYS = "一二三四五六日"


def local_time(instant: datetime, zone: tzinfo) -> datetime:
    """Return ``instant`` (aware) on the clocks of ``zone``.

    In the first and last hours of the calendar, where that day does not exist
    in ``zone``, it stays in UTC.
    """
    try:
        return instant.astimezone(zone)
    except (OverflowError, ValueError):
        return instant.astimezone(UTC)


def date_text(day: date) -> str:
    """Return a date as Chinese writes it: 2024年6月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_text(day: date) -> str:
    """Return a day within a month that is named nearby: 6月18日 星期二."""
    return f"{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def time_text(moment: datetime) -> str:
    """Return a date and time of day: 2024年6月18日 14:37."""
    return f"{date_text(moment)} {moment.hour:02d}:{moment.minute:02d}"


def month_text(day: date) -> str:
    """Return a month: 2024年6月."""
    return f"{day.year}年{day.month}月"


def range_text(first: date, last: date) -> str:
    """Return a range of days, saying nothing twice: 2024年6月1日—30日."""
    if first == last:
        return date_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{date_text(first)}—{last.day}日"
    if first.year == last.year:
        return f"{date_text(first)}—{last.month}月{last.day}日"
    return f"{date_text(first)}—{date_text(last)}"


def period_text(first: date, last: date) -> str:
    """Return the months a range touches, for a title: 2024年6月—7月."""
    if first == last:
        return date_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return month_text(first)
    if first.year == last.year:
        return f"{month_text(first)}—{last.month}月"
    return f"{month_text(first)}—{month_text(last)}"
