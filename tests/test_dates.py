"""Dates are written in Chinese, for any year."""

from datetime import UTC, datetime

import pytest

from exporter.dates import (
    date_text,
    day_text,
    month_text,
    period_text,
    range_text,
    time_text,
)

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_date_is_written_as_day_month_and_time_in_chinese() -> None:
    moment = day("2024-06-08T04:07:59")
    assert date_text(moment) == "2024年6月8日"
    assert day_text(moment) == "6月8日 星期六"
    assert time_text(moment) == "2024年6月8日 04:07"
    assert month_text(moment) == "2024年6月"


def test_dates_at_the_ends_of_the_calendar_are_written() -> None:
    assert date_text(FIRST) == "1年1月1日"
    assert time_text(LAST) == "9999年12月31日 23:59"
    assert day_text(FIRST) == "1月1日 星期一"
    assert range_text(FIRST, LAST) == "1年1月1日—9999年12月31日"
    assert period_text(FIRST, LAST) == "1年1月—9999年12月"


@pytest.mark.parametrize(
    ("first", "last", "days", "months"),
    [
        ("2024-06-18", "2024-06-18T23:00", "2024年6月18日", "2024年6月18日"),
        ("2024-06-01", "2024-06-30", "2024年6月1日—30日", "2024年6月"),
        ("2024-06-01", "2024-07-02", "2024年6月1日—7月2日", "2024年6月—7月"),
        (
            "2023-12-31",
            "2024-01-01",
            "2023年12月31日—2024年1月1日",
            "2023年12月—2024年1月",
        ),
    ],
)
def test_a_range_of_dates_repeats_no_year_or_month(
    first: str, last: str, days: str, months: str
) -> None:
    assert range_text(day(first).date(), day(last).date()) == days
    assert period_text(day(first).date(), day(last).date()) == months
