"""Dates and time zones as people type them.

The texts of --since, --until, --last and --tz enter; instants in UTC and zones leave.
Anything invalid is a UsageError that shows a valid example.
"""

import calendar
import logging
import re
import time
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from exporter.dates import local_time
from exporter.errors import UsageError
from exporter.words import Message, word_foreign

_LOG = logging.getLogger(__name__)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)
_DATE_HINT = Message(
    "write a year (2024), a month (2024-06), a day (2024-06-18) or a time "
    "(2024-06-18T14:30, also with a zone: 2024-06-18T14:30+08:00)"
)
_LAST_HINT = Message("write a number and a unit: 36h, 7d, 2w, 3m or 1y")
_ZONE_HINT = Message("write a zone's name (Asia/Shanghai), an offset (+08:00) or UTC")

_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2})"
    r"(?:[Tt ] *(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r" *(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_LAST = re.compile(r"([0-9]{1,7}) *([hdwmy])", re.IGNORECASE)
_OFFSET = re.compile(
    r"(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-5][0-9]))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period in UTC from ``since`` (included) to ``until`` (excluded).

    None leaves that end open.
    """

    since: datetime | None = None
    until: datetime | None = None


def read_period(
    *,
    since: str | None = None,
    until: str | None = None,
    last: str | None = None,
    zone: tzinfo,
    now: datetime,
) -> Period:
    """Return the period that the options --since, --until and --last name.

    ``until`` is included: a day to its end, a minute to its end.  Dates without a zone
    are in ``zone``.  ``last`` is counted back from ``now`` (aware), on the calendar of
    ``zone``; hours are counted exactly.  Raises UsageError for an invalid date, and for
    an end before the beginning.
    """
    if last is not None:
        if since is not None or until is not None:
            raise UsageError(
                Message("--last cannot go together with --since or --until"),
                hint=Message("leave out --last, or both others"),
            )
        return Period(since=_count_back(last, zone, now))
    start = _read_date(since, zone, "--since")[0] if since is not None else None
    end = _read_date(until, zone, "--until")[1] if until is not None else None
    if start is not None and end is not None and start >= end:
        raise UsageError(
            Message(
                "--since {since} lies after --until {until}", since=since, until=until
            ),
            hint=Message("swap the two"),
        )
    return Period(start, end)


def read_zone(name: str | None) -> tzinfo:
    """Return the time zone ``name``, the machine's own for None.

    Accepts IANA names, offsets such as +08:00, and UTC.  Raises UsageError.
    """
    if name is None:
        return _machine_zone()
    text = name.strip()
    if text.upper() in ("UTC", "Z", "GMT"):
        return UTC
    offset = _OFFSET.fullmatch(text)
    if offset:
        return _fixed_zone(offset, name)
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        # ZoneInfoNotFoundError is a KeyError; "Asia" is a folder, "../x" is refused.
        raise UsageError(
            Message("there is no time zone called {name!r}", name=name),
            hint=_zone_hint(text),
        ) from error


def _read_date(text: str, zone: tzinfo, option: str) -> tuple[datetime, datetime]:
    """Return the beginning and the end of the period that ``text`` names."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise UsageError(
            Message("{option} {text!r} is no date", option=option, text=text),
            hint=_DATE_HINT,
        )
    parts = {k: int(v) for k, v in match.groupdict().items() if v and k != "zone"}
    if match["zone"]:
        zone = _suffix_zone(match["zone"], text, option)
    try:
        begin = datetime(
            parts["year"],
            parts.get("month", 1),
            parts.get("day", 1),
            parts.get("hour", 0),
            parts.get("minute", 0),
            parts.get("second", 0),
        )
    except ValueError as error:
        raise UsageError(
            Message(
                "{option} {text!r} is no date: {error}",
                option=option,
                text=text,
                error=word_foreign(error),
            ),
            hint=_DATE_HINT,
        ) from error
    start = _instant(begin.replace(tzinfo=zone), beyond=_EARLIEST)
    try:
        end = _next(begin, parts)
    except (OverflowError, ValueError):  # the end of the year 9999
        return start, _LATEST
    # When a clock is set back, this time comes twice: take the later one.
    ends = (end.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return start, max(_instant(e, beyond=_LATEST) for e in ends)


def _next(begin: datetime, parts: dict[str, int]) -> datetime:
    """Return the beginning of the next year, month … after ``begin``."""
    if "second" in parts:
        return begin + timedelta(seconds=1)
    if "hour" in parts:
        return begin + timedelta(minutes=1)
    if "day" in parts:
        return begin + timedelta(days=1)
    if "month" in parts:
        return _add_months(begin, 1)
    return begin.replace(year=begin.year + 1)


def _instant(local: datetime, *, beyond: datetime) -> datetime:
    """Return ``local`` in UTC, ``beyond`` if that is outside the calendar."""
    try:
        return local.astimezone(UTC)
    except (OverflowError, ValueError):
        return beyond


def _count_back(text: str, zone: tzinfo, now: datetime) -> datetime:
    match = _LAST.fullmatch(text.strip())
    if not match or int(match[1]) == 0:
        raise UsageError(
            Message("--last {text!r} is no stretch of time", text=text), hint=_LAST_HINT
        )
    count, unit = int(match[1]), match[2].lower()
    here = local_time(now, zone)
    try:
        if unit == "h":
            return now.astimezone(UTC) - timedelta(hours=count)
        if unit in "dw":
            begin = here - timedelta(days=count * (7 if unit == "w" else 1))
        else:
            begin = _add_months(here, -count * (12 if unit == "y" else 1))
    except (OverflowError, ValueError):
        return _EARLIEST
    return _instant(begin, beyond=_EARLIEST)


def _add_months(begin: datetime, months: int) -> datetime:
    """Return the same day and time ``months`` later, or that month's last day.

    Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year}")
    days = calendar.monthrange(year, month + 1)[1]
    return begin.replace(year=year, month=month + 1, day=min(begin.day, days))


def _suffix_zone(suffix: str, text: str, option: str) -> tzinfo:
    if suffix in "Zz":
        return UTC
    offset = _OFFSET.fullmatch(suffix)
    if not offset:
        raise UsageError(
            Message("{option} {text!r} has no such zone", option=option, text=text),
            hint=_DATE_HINT,
        )
    return _fixed_zone(offset, text)


def _fixed_zone(offset: re.Match[str], name: str) -> tzinfo:
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    if minutes > 14 * 60:  # no place is further from Greenwich
        raise UsageError(
            Message("{name!r} is no time zone", name=name), hint=_ZONE_HINT
        )
    return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))


def _machine_zone() -> tzinfo:
    import tzlocal  # here: it takes 20 ms, which a named zone does not need

    with warnings.catch_warnings():
        # Without any setting tzlocal warns and uses UTC, which is right in containers.
        warnings.simplefilter("ignore")
        try:
            return tzlocal.get_localzone()
        except (KeyError, ValueError, OSError) as error:  # TZ=CST-8, TZ=nonsense
            _LOG.debug("the machine's zone has no name: %s", error)
    return timezone(timedelta(seconds=-time.timezone))


def _zone_hint(text: str) -> str:
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    names = {name.lower(): name for name in available_timezones()}
    near = [n for n in names if n.endswith("/" + text.lower())]
    near = near or get_close_matches(text.lower(), names, n=3, cutoff=0.7)
    if near:
        return Message(
            "{hint}; did you mean {names}?",
            hint=_ZONE_HINT,
            names=" / ".join(names[n] for n in near),
        )
    return _ZONE_HINT
