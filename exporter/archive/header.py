"""The header of an archived article: its grammar, and what it says.

Bytes or text of an article enter, a ``Head`` leaves.  Two forms were seen in
the wild; both end with a rule of three or more dashes:

    <!--1718714822000-->            epoch milliseconds, UTC
    [title](url)
    ------

    [title](url)
    ------
    日期：Fri, 19 Jun 2020 09:51:53 +0000

A title may hold line breaks and brackets, an address may hold spaces.
"""

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

from exporter.invisibles import drop_invisibles
from exporter.urls import clean_url

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_MS = -62_135_596_800_000  # 0001-01-01T00:00:00.000Z
LAST_MS = 253_402_300_799_999  # 9999-12-31T23:59:59.999Z
_MILLISECOND = timedelta(milliseconds=1)
_HEAD_CHARS = 100_000  # titles of 5,000 characters were seen
_BYLINE_CHARS = 600  # the longest byline observed has 90

_BLANK = re.compile(r"[\ufeff\s]*")
_COMMENT = re.compile(r"<!--\s*([^<>]{0,200}?)\s*-->\s*")
_RULE = re.compile(r"\)[^\S\r\n]*[\r\n]\s*-{3,}[^\S\r\n]*")
_DATE_LINE = re.compile(r"\s*日期\s*[：:]([^\r\n<]*)")
_BYLINE = re.compile(
    rf"\s*<(div|p)\b[^>]*>(.{{0,{_BYLINE_CHARS}}}?)</\1>", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_ISO_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_RFC_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, *)?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{5,8}"
    r"(?: *(?:[A-Z]{1,5}\b|[+-][0-9]{4}))?"
)
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_PLAIN_URL = re.compile(
    r"https?://(?!.*xn--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{1,63}"
    r"(?:/(?:[A-Za-z0-9/:@!$'()*+,;=._~-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:\?[A-Za-z0-9=_-]+)?"
)
# Control characters and what XML forbids; tab and line breaks are white space and
# fold to a space.
_UNPRINTABLE = dict.fromkeys(
    (
        *(c for c in range(0xA0) if not 0x20 <= c < 0x7F and not chr(c).isspace()),
        *map(ord, "\ufffe\uffff"),
    )
)
_ARTICLE_NUMBER = re.compile(r"a-[0-9]+")
_UNTITLED = "无题"


@dataclass(frozen=True, slots=True)
class Head:
    """What a header says.

    ``published_ms`` is in epoch milliseconds, None where no usable date was
    found; ``refused`` is the number in the comment when no calendar has that
    instant, else "".  ``body_start`` is where the body begins in the text.
    """

    title: str
    url: str
    published_ms: int | None
    refused: str
    body_start: int


def parse_head(text: str) -> Head | None:
    """Read the header that ``text`` starts with; None where there is none.

    ``text`` is an article, or as much of it as holds the header and byline.
    """
    blank = _BLANK.match(text)
    start = blank.end() if blank else 0
    comment = _COMMENT.match(text, start)
    stated = comment.group(1) if comment else ""
    start = comment.end() if comment else start
    if not text.startswith("[", start):
        return None
    for rule in _RULE.finditer(text, start, start + _HEAD_CHARS):
        link = text.rfind("](", start, rule.start())
        if link < 0:
            continue  # dashes inside the title
        url = text[link + 2 : rule.start()]
        if "<" in url:
            return None  # a link of the body: the header's own was cut off
        return _head(text, (stated, text[start + 1 : link], url), rule.end())
    return None


def usable_epoch(number: str) -> int | None:
    """Return ``number`` as epoch milliseconds, None if no calendar has them."""
    if len(number.lstrip("-0")) > 15:
        return None
    milliseconds = int(number)
    return milliseconds if FIRST_MS <= milliseconds <= LAST_MS else None


def instant(milliseconds: int) -> datetime:
    """Return epoch ``milliseconds`` (years 1 to 9999) as a time in UTC."""
    return EPOCH + milliseconds * _MILLISECOND


def clean_title(text: str, url: str) -> str:
    """Return ``text`` on one line: white space folded, entities resolved.

    An empty title is replaced by the last telling part of ``url``.
    """
    return _one_line(text) or _one_line(_last_part(url)) or _UNTITLED


def header_url(text: str) -> str:
    """Return the address in ``text`` fit for a link, "" if it is no web page."""
    if _PLAIN_URL.fullmatch(text):  # nearly always, and parsing takes long
        return text
    url = clean_url(text.strip().replace("&amp;", "&"))
    return url if url.startswith("http") else ""


def _head(text: str, parts: tuple[str, str, str], end: int) -> Head:
    """Put the parts of a header together with the date that follows it."""
    stated, title, url = parts
    date_line = _DATE_LINE.match(text, end)
    body_start = date_line.end() if date_line else end
    numeric = re.fullmatch(r"-?[0-9]+", stated) is not None
    published_ms = usable_epoch(stated) if numeric else None
    refused = stated if numeric and published_ms is None else ""
    if published_ms is None and date_line:
        published_ms = _read_date(date_line.group(1))
    if published_ms is None:
        byline = _BYLINE.match(text, body_start)
        if byline:
            published_ms = _read_date(_TAG.sub(" ", byline.group(2)))
    url = header_url(url)
    return Head(clean_title(title, url), url, published_ms, refused, body_start)


def _read_date(text: str) -> int | None:
    """Return the first ISO 8601 or RFC 2822 date in ``text`` in epoch ms.

    A date without a zone is taken to be in UTC.
    """
    iso = _ISO_DATE.search(text)
    rfc = _RFC_DATE.search(text)
    try:
        if iso:
            found = datetime.fromisoformat(iso.group())
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


def _one_line(text: str) -> str:
    if text.isprintable() and "&" not in text:  # no white space but the space
        return " ".join(drop_invisibles(text).split())
    unescaped = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    shown = drop_invisibles(unescaped).translate(_UNPRINTABLE)
    return " ".join(shown.split())


def _last_part(url: str) -> str:
    path = re.sub(r"^[a-z]+://|[?#].*$", "", url, flags=re.IGNORECASE)
    parts = [p for p in path.split("/") if p and not _ARTICLE_NUMBER.fullmatch(p)]
    return unquote(parts[-1]) if parts else ""
