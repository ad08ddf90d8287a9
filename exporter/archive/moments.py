"""When an article was published: numbers and dates as headers and bylines have them.

Text enters; epoch milliseconds leave, and whether they are plausible.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_MS = -62_135_596_800_000  # 0001-01-01T00:00:00.000Z
LAST_MS = 253_402_300_799_999  # 9999-12-31T23:59:59.999Z
# The years in which an article of the web can have been published.  They also tell in
# which unit a number is: at most one of the units below gives a time in these years.
_LIKELY_FIRST_MS = 631_152_000_000  # 1990-01-01
_LIKELY_LAST_MS = 2_524_608_000_000  # 2050-01-01
# Milliseconds, seconds, micro- and nanoseconds: times the first, by the second.
_UNITS = ((1, 1), (1000, 1), (1, 1000), (1, 1_000_000))
_USUAL_DIGITS = 13
_MILLISECOND = timedelta(milliseconds=1)
# Two dates of one article, the outlet's and the feed's, may differ by this, for example
# because of time zones.
_AGREE_MS = 2 * 86_400_000
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{0,40})?")
_ISO_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_RFC_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, *)?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{5,8}"
    r"(?: *(?:[A-Z]{1,5}\b|[+-][0-9]{4}))?"
)


class Moment(NamedTuple):
    """A time in epoch ``milliseconds``; None if no calendar has it.

    ``refused`` is the stated time if it cannot be right, else "".
    """

    milliseconds: int | None
    refused: str = ""


def likely_epoch(number: str) -> int | None:
    """Return ``number`` in epoch milliseconds, None if no unit gives a likely year.

    The units tried are milliseconds, seconds, micro- and nanoseconds.
    """
    if len(number) == _USUAL_DIGITS and number.isascii() and number.isdecimal():
        milliseconds = int(number)
        if _LIKELY_FIRST_MS <= milliseconds <= _LIKELY_LAST_MS:
            return milliseconds
    if not _NUMBER.fullmatch(number):
        return None
    whole, _, decimals = number.partition(".")
    digits, parts = int(whole + decimals), int("1" + "0" * len(decimals))
    for factor, divisor in _UNITS:
        milliseconds = digits * factor // (divisor * parts)
        if _LIKELY_FIRST_MS <= milliseconds <= _LIKELY_LAST_MS:
            return milliseconds
    return None


def usable_epoch(number: str) -> int | None:
    """Return ``number`` as epoch milliseconds, None if no calendar has them."""
    if len(number.partition(".")[0].lstrip("-0")) > 15:
        return None
    milliseconds = int(number.partition(".")[0])
    return milliseconds if FIRST_MS <= milliseconds <= LAST_MS else None


def weigh_moments(stated: str, other: int | None) -> Moment:
    """Return when an article was published, by its header and its text.

    ``stated`` is what the header's comment holds, ``other`` the time that a date
    line or a byline gives, None where there is none.  The time of the
    header is taken if its year is likely, or if the text gives the same time.
    """
    if not _NUMBER.fullmatch(stated):
        written = read_date(stated)
        return Moment(other if written is None else written)
    likely = likely_epoch(stated)
    if likely is not None:
        return Moment(likely)
    usable = usable_epoch(stated)
    if other is None:
        return Moment(usable, stated)
    if usable is not None and abs(usable - other) <= _AGREE_MS:
        return Moment(usable)
    return Moment(other, stated)


def instant(milliseconds: int) -> datetime:
    """Return epoch ``milliseconds`` (years 1 to 9999) as a time in UTC."""
    return EPOCH + milliseconds * _MILLISECOND


def read_date(text: str) -> int | None:
    """Return the first ISO 8601 or RFC 2822 date in ``text`` in epoch ms.

    A date without a zone is taken to be in UTC.
    """
    iso = _ISO_DATE.search(text)
    rfc = _RFC_DATE.search(text)
    try:
        if iso:
            date, _, time = iso.group().replace("T", " ").partition(" ")
            found = datetime.fromisoformat(f"{date} {time.replace(' ', '')}".strip())
        elif rfc:
            from email.utils import parsedate_to_datetime  # costs 20 ms, rarely needed

            found = parsedate_to_datetime(rfc.group())
        else:
            return None
    except (ValueError, OverflowError):
        return None  # 2024-13-45, or a zone of 99 hours
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    milliseconds = (aware - EPOCH) // _MILLISECOND
    return milliseconds if FIRST_MS <= milliseconds <= LAST_MS else None
