"""The byline: who wrote an article, and when, in whatever form its outlet has.

A byline is the first element of an article: a ``<div>`` with names, a date, or both,
on lines of their own.  The profiles in ``exporter.outlets`` have an example of each
form (``byline_example``).
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from exporter.model import Byline, LeftOut, Outlet
from exporter.outlets import is_name_of
from exporter.parse.runs import clean_text

_BYLINE_CHARACTERS = 120
_NAME_CHARACTERS = 40
_SENTENCE = re.compile("[。！？!?；…：“”「」『』《》]")
_BYLINE_MARKUP = frozenset(("i", "em", "b", "strong", "span", "a", "time", "br"))
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_WEEKDAY_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d[0-9A-Za-z:+() -]*"
)
_DATE_IN_WORDS = re.compile(
    r"(?:[发發]表[时時][间間]\s*[：:]\s*|更改[时時][间間]\s*[：:]\s*)?"
    r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[^，。；！？]{0,20}"
    r"|\d{1,2}/\d{1,2}/\d{4}(?:\s*-\s*\d\d:\d\d)?)"
)
_DAY = re.compile(
    r"(?P<y>\d{4})(?:-|\s*年\s*)(?P<m>\d{1,2})(?:-|\s*月\s*)(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})"
)
_DAY_AND_TIME = re.compile(r"^\S*?\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[T -]+(\d\d):(\d\d)")
_NOTE = re.compile(r"\s*[（(]([^（）()]{1,20})[）)]$")
_BARE_NOTE = re.compile(
    r"\s+((?:综合|綜合)(?:报道|報道|报导|報導|编译|編譯)|摘编|摘編|编译|編譯)$"
)


def take_byline(soup: BeautifulSoup, clock: str = "") -> Byline:
    """Take the byline at the head of ``soup`` out of it and return it.

    ``clock`` names the time zone of an outlet that writes dates without one.  An
    article without a byline gives an empty ``Byline`` and is not changed.
    """
    block = _first_block(soup)
    if block is None or block.name != "div":
        return Byline()
    if block.find(lambda tag: tag.name not in _BYLINE_MARKUP):
        return Byline()
    lines = _lines(block)
    if sum(map(len, lines)) > _BYLINE_CHARACTERS or not _is_byline(block, lines):
        return Byline()
    block.extract()
    return read_byline(lines, clock)


def _is_byline(block: Tag, lines: list[str]) -> bool:
    """Return whether ``lines`` are names and a date, not words of the text.

    A date as machines write it shows that the lines before it are a byline.  Without
    such a date, a lead or a quotation in the same markup must not count as names.
    """
    if not lines or any(map(_is_machine_date, lines)):
        return True
    names = [line for line in lines if not _is_date(line)]
    if any(_SENTENCE.search(name) for name in names):
        return False
    # <i>NAME<br></i> without a date is a byline, too.
    has_break = any(br.parent and br.parent.name == "i" for br in block.find_all("br"))
    is_named = has_break and len(names) == 1 and len(names[0]) <= _NAME_CHARACTERS
    return len(names) < len(lines) or is_named


def _is_machine_date(line: str) -> bool:
    return any(p.fullmatch(line) for p in (_ISO, _WEEKDAY_DATE))


def read_byline(lines: list[str], clock: str = "") -> Byline:
    """Return the byline in ``lines``: names, then a date.

    ``null`` replaces a missing half of a name; it is dropped.  Some outlets repeat
    names; each is kept once.  Dates without a zone are in the outlet's own
    time and are also kept in words.
    """
    instants: list[datetime] = []
    datelines: list[str] = []
    names: list[str] = []
    for line in lines:
        instant = _instant(line)
        if instant is not None:
            instants.append(instant)
        else:
            (datelines if _is_date(line) else names).append(line)
    joined = clean_text("、".join(names)).strip()
    note = ""
    found = _NOTE.search(joined) or _BARE_NOTE.search(joined)
    if found:
        note, joined = found.group(1).strip(), joined[: found.start()]
    return Byline(
        authors=_split_names(joined),
        note=note,
        written=instants[0] if instants else _on_clock(datelines, clock),
        dateline="" if instants else "，".join(datelines),
        day=None if instants else next(filter(None, map(_day, datelines)), None),
    )


def take_own_name(byline: Byline, outlet: Outlet) -> tuple[Byline, list[LeftOut]]:
    """Return ``byline`` without the outlet's own name, and what was left out.

    The book names the outlet anyway.
    """
    own = [name for name in byline.authors if is_name_of(outlet, name)]
    authors = tuple(name for name in byline.authors if name not in own)
    told = [LeftOut("outlet-as-author", name) for name in own]
    return replace(byline, authors=authors), told


def _first_block(soup: BeautifulSoup) -> Tag | None:
    for child in (soup.body or soup).children:
        if isinstance(child, Tag):
            return child
        if isinstance(child, NavigableString) and child.strip():
            return None
    return None


def _lines(block: Tag) -> list[str]:
    parts: list[str] = []
    for node in block.descendants:
        if isinstance(node, NavigableString):
            parts.append(clean_text(str(node)))
        elif isinstance(node, Tag) and node.name == "br":
            parts.append("\n")
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def _split_names(text: str) -> tuple[str, ...]:
    """Return the names in ``text``, each once."""
    names = (
        re.sub(r"\s+", " ", re.sub(r"(?i)\bnull\b", " ", name)).strip()
        for name in re.split(r"[,，、;；]", text)
    )
    return tuple(dict.fromkeys(filter(None, names)))


def _is_date(line: str) -> bool:
    return any(p.fullmatch(line) for p in (_ISO, _WEEKDAY_DATE, _DATE_IN_WORDS))


def _instant(line: str) -> datetime | None:
    """Return the instant that ``line`` names, None if it names no zone."""
    try:
        if _ISO.fullmatch(line):
            instant = datetime.fromisoformat(line.replace(" ", "T"))
        elif _WEEKDAY_DATE.fullmatch(line):
            instant = parsedate_to_datetime(line)
        else:
            return None
    except ValueError:
        return None
    if instant.tzinfo is None:
        return None
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return None


def _moment(line: str) -> datetime | None:
    """Return the date and time in ``line``, without a zone; None for a bare day."""
    found = _DAY_AND_TIME.search(line)
    if found is None:
        return None
    try:
        day = _day(line)
        clock_time = time(int(found.group(1)), int(found.group(2)))
    except ValueError:
        return None
    return datetime.combine(day, clock_time) if day else None


def _day(line: str) -> date | None:
    """Return the first day that ``line`` names."""
    found = _DAY.search(line)
    if found is None:
        return None
    parts = {k[0]: int(v) for k, v in found.groupdict().items() if v}
    try:
        return date(parts["y"], parts["m"], parts["d"])
    except ValueError:
        return None


def _on_clock(datelines: list[str], clock: str) -> datetime | None:
    """Return the instant that the first date names on ``clock``, if it is known."""
    moment = _moment(datelines[0]) if clock and datelines else None
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=ZoneInfo(clock)).astimezone(UTC)
    except (KeyError, OverflowError):  # the machine has no time zone data
        return None
