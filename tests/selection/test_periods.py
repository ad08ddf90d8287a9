"""Dates, durations and zones typed by people are read."""

import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
import tzlocal.unix
from hypothesis import given
from hypothesis import strategies as st

from exporter.dates import local_time
from exporter.errors import EXIT_USAGE, UsageError
from exporter.selection import Period, read_period, read_zone

NOW = datetime(2024, 5, 31, 12, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
APIA = ZoneInfo("Pacific/Apia")


def period(
    since: str | None = None,
    until: str | None = None,
    last: str | None = None,
    zone: tzinfo = UTC,
) -> Period:
    return read_period(since=since, until=until, last=last, zone=zone, now=NOW)


def ends(text: str, zone: tzinfo) -> tuple[str, str]:
    """Return begin and end, in UTC, of the period written as ``text``."""
    found = period(text, text, zone=zone)
    assert found.since is not None
    assert found.until is not None
    return tuple(  # type: ignore[return-value]
        t.isoformat(timespec="seconds").removesuffix("+00:00")
        for t in (found.since, found.until)
    )


def test_without_since_and_until_both_ends_are_open() -> None:
    assert period() == Period(None, None)
    assert period(since="2024").until is None
    assert period(until="2024").since is None


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2024", "2024-01-01T00:00:00", "2025-01-01T00:00:00"),
        ("2024-06", "2024-06-01T00:00:00", "2024-07-01T00:00:00"),
        ("2024-02", "2024-02-01T00:00:00", "2024-03-01T00:00:00"),
        ("2024-12", "2024-12-01T00:00:00", "2025-01-01T00:00:00"),
        ("2024-02-29", "2024-02-29T00:00:00", "2024-03-01T00:00:00"),
        ("2024-6-8", "2024-06-08T00:00:00", "2024-06-09T00:00:00"),
        ("2024-06-18T14:30", "2024-06-18T14:30:00", "2024-06-18T14:31:00"),
        (" 2024-06-18 14:30 ", "2024-06-18T14:30:00", "2024-06-18T14:31:00"),
        ("2024-06-18 14:30:59", "2024-06-18T14:30:59", "2024-06-18T14:31:00"),
        ("2024-06-18T14:30Z", "2024-06-18T14:30:00", "2024-06-18T14:31:00"),
        ("2024-06-18T14:30:00+08:00", "2024-06-18T06:30:00", "2024-06-18T06:30:01"),
        ("2024-06-18 14:30 -0330", "2024-06-18T18:00:00", "2024-06-18T18:01:00"),
        ("0001", "0001-01-01T00:00:00", "0002-01-01T00:00:00"),
    ],
)
def test_a_date_typed_short_means_the_whole_year_month_day_or_minute(
    text: str, begin: str, end: str
) -> None:
    assert ends(text, UTC) == (begin, end)


@pytest.mark.parametrize(
    ("text", "zone", "begin", "end"),
    [
        ("2024", SHANGHAI, "2023-12-31T16:00:00", "2024-12-31T16:00:00"),
        # a zone in the date wins over --tz
        ("2024-06-18T14:30Z", SHANGHAI, "2024-06-18T14:30:00", "2024-06-18T14:31:00"),
        # days of 23 and 25 hours
        ("2024-03-31", BERLIN, "2024-03-30T23:00:00", "2024-03-31T22:00:00"),
        ("2024-10-27", BERLIN, "2024-10-26T22:00:00", "2024-10-27T23:00:00"),
        # midnight does not exist: the day begins at one
        ("2018-11-04", SAO_PAULO, "2018-11-04T03:00:00", "2018-11-05T02:00:00"),
        ("2018-11-03", SAO_PAULO, "2018-11-03T03:00:00", "2018-11-04T03:00:00"),
        # this hour comes twice: the period ends with the second
        ("2024-10-27 02:30", BERLIN, "2024-10-27T00:30:00", "2024-10-27T01:31:00"),
        # one whole day is missing from this month
        ("2011-12", APIA, "2011-12-01T10:00:00", "2011-12-31T10:00:00"),
    ],
)
def test_a_date_is_read_in_the_time_zone_given(
    text: str, zone: tzinfo, begin: str, end: str
) -> None:
    assert ends(text, zone) == (begin, end)


@pytest.mark.parametrize(
    "text", ["9999", "9999-12", "9999-12-31", "9999-12-31T23:59:59"]
)
@pytest.mark.parametrize("zone", [UTC, SHANGHAI, SAO_PAULO])
def test_until_the_last_moments_of_9999_reaches_the_end_of_the_calendar(
    text: str, zone: tzinfo
) -> None:
    found = period(until=text, zone=zone).until
    assert found == datetime.max.replace(tzinfo=UTC)


def test_since_year_1_reaches_the_beginning_of_the_calendar() -> None:
    found = period(since="0001", zone=SHANGHAI).since
    assert found == datetime.min.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "24",
        "0000",
        "10000",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-06-31",
        "2024/06/18",
        "2024年6月",
        "２０２４",
        "2024-06-18T",
        "2024-06-18T24:00",
        "2024-06-18T14",
        "2024-06-18T14:60",
        "2024-06-18T14:30+25:00",
        "2024-06-18T14:30+08:99",
        "2024-06-18T14:30 Asia/Shanghai",
        "2024-06Z",
        "1" * 5000,
    ],
)
@pytest.mark.parametrize("option", ["since", "until"])
def test_text_that_is_no_date_is_wrong_usage(option: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_period(**{option: text}, zone=UTC, now=NOW)
    assert caught.value.exit_code == EXIT_USAGE
    assert "2024-06-18T14:30" in caught.value.hint or "+08:00" in caught.value.hint


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024-06-19", "2024-06-18"),
        ("2024-06-19", "2024-05"),
        ("2024-06-18T14:30", "2024-06-18T14:29"),
        ("2024-06-18T14:31Z", "2024-06-18T14:30Z"),
    ],
)
def test_since_after_until_is_wrong_usage(since: str, until: str) -> None:
    with pytest.raises(UsageError, match=f"{since} lies after --until {until}"):
        period(since, until)
    assert period(until, since).since is not None


# ------------------------------------------------------------------------ last


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("36h", "2024-05-30T00:00:00"),
        ("7d", "2024-05-24T12:00:00"),
        ("2w", "2024-05-17T12:00:00"),
        ("3m", "2024-02-29T12:00:00"),
        ("1y", "2023-05-31T12:00:00"),
        (" 7 D ", "2024-05-24T12:00:00"),
        ("9999999d", "0001-01-01T00:00:00"),
        ("9999999y", "0001-01-01T00:00:00"),
    ],
)
def test_last_counts_back_from_now(text: str, begin: str) -> None:
    found = period(last=text)
    assert found.since == datetime.fromisoformat(begin).replace(tzinfo=UTC)
    assert found.until is None


def test_last_counts_days_on_the_calendar_of_the_zone() -> None:
    now = datetime(2024, 4, 1, 10, 0, tzinfo=UTC)  # the clocks went forward before
    days = read_period(last="2d", zone=BERLIN, now=now)
    hours = read_period(last="48h", zone=BERLIN, now=now)
    assert days.since == datetime(2024, 3, 30, 11, 0, tzinfo=UTC)
    assert hours.since == datetime(2024, 3, 30, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "7", "d", "0d", "-7d", "7 days", "1.5h", "9" * 99 + "d"]
)
def test_text_that_is_no_duration_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        period(last=text)
    assert "7d" in caught.value.hint


@pytest.mark.parametrize(("since", "until"), [("2024", None), (None, "2024")])
def test_last_together_with_since_or_until_is_wrong_usage(
    since: str | None, until: str | None
) -> None:
    with pytest.raises(UsageError, match="--last"):
        period(since, until, "7d")


# ----------------------------------------------------------------------- zones


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Asia/Shanghai", SHANGHAI),
        (" Europe/Berlin ", BERLIN),
        ("UTC", UTC),
        ("utc", UTC),
        ("+08:00", timezone(timedelta(hours=8))),
        ("-0330", timezone(-timedelta(hours=3, minutes=30))),
        ("+8", timezone(timedelta(hours=8))),
        ("UTC+8", timezone(timedelta(hours=8))),
    ],
)
def test_names_and_offsets_of_zones_are_read(name: str, zone: tzinfo) -> None:
    assert read_zone(name) == zone


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Asia",
        "Mars/Olympus",
        "../etc/passwd",
        "/etc/localtime",
        "x\0y",
        "\ud800",
        "中国",
        "+25:00",
        "+14:01",
        "+08:60",
        "a" * 5000,
    ],
)
def test_text_that_names_no_zone_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_zone(name)
    assert "Asia/Shanghai" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("asia/shanghai", "Asia/Shanghai"),
        ("Berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
    ],
)
def test_the_hint_for_a_misspelt_zone_names_the_right_one(
    name: str, meant: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_zone(name)
    assert f"did you mean {meant}" in caught.value.hint


@pytest.mark.parametrize(
    ("setting", "hours"),
    [("Asia/Tokyo", 9), ("Etc/GMT-3", 3), ("CST-8", 8), ("nonsense/x", 0)],
)
def test_the_zone_of_the_machine_is_taken_where_none_is_given(
    setting: str, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", setting)
        patched.setattr(tzlocal.unix, "_cache_tz", None)
        patched.setattr(tzlocal.unix, "_cache_tz_name", None)
        time.tzset()
        zone = read_zone(None)
    time.tzset()
    assert NOW.astimezone(zone).utcoffset() == timedelta(hours=hours)


ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12")


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(ZONES))
def test_local_time_is_the_same_instant(instant: datetime, name: str) -> None:
    assert local_time(instant, ZoneInfo(name)) == instant


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("extreme", [datetime.min, datetime.max])
def test_local_time_at_the_ends_of_the_calendar_stays_inside_it(
    extreme: datetime, name: str
) -> None:
    instant = extreme.replace(tzinfo=UTC)
    assert local_time(instant, ZoneInfo(name)).year in (1, 9999)


def test_local_time_is_on_the_clock_of_the_zone() -> None:
    assert local_time(NOW, SHANGHAI).isoformat() == "2024-05-31T20:00:00+08:00"
