"""The header of an archived article: its grammar, and what it says.

Bytes or text of an article enter, a ``Head`` leaves.  Two forms were seen in
the wild; both end with a rule of three or more dashes:

    <!--1718714822000-->            epoch milliseconds, UTC
    [title](url)
    ------

    [title](url)
    ------
    日期：Fri, 19 Jun 2020 09:51:53 +0000

A title may hold line breaks and brackets, an address may hold spaces.  Variants by
people and other programs are also read: YAML front matter or a heading before the
header, a heading's # before the link, another rule or none, an address in <> or
followed by a title, a time in seconds.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from exporter.archive.moments import read_date, weigh_moments
from exporter.text import drop_invisibles, ordinary_letters
from exporter.urls import clean_url
from exporter.words import Message

NO_HEADER = Message("it does not begin with the header of an archived article")
_HEAD_CHARS = 100_000  # titles of 5,000 characters were seen
_BYLINE_CHARS = 600  # the longest byline observed has 90

_BLANK = re.compile(r"[\ufeff\s]*")
_COMMENT = re.compile(r"<!--\s*([^<>]{0,200}?)\s*-->\s*")
_RULE = re.compile(r"\)[^\S\r\n]*[\r\n]\s*(?:-{3,}|\*{3,}|_{3,}|={3,})[^\S\r\n]*")
_NO_RULE = re.compile(r"\)[^\S\r\n]*[\r\n]\s*(?=<[a-zA-Z])")
_FRONT_MATTER = re.compile(
    r"---[^\S\r\n]*[\r\n].{0,5000}?[\r\n]---[^\S\r\n]*[\r\n]\s*", re.DOTALL
)
_HEADINGS = re.compile(r"(?:#{1,6}(?:[^\S\r\n]+(?!\[)[^\r\n]*)?[\r\n]\s*)+")
_HEADING_MARK = re.compile(r"#{1,6}[^\S\r\n]+(?=\[)")
# The quotation mark that closes a link's title, and the one that opens it.
_QUOTES = {'"': '"', "'": "'", "”": "“"}
_DATE_LINE = re.compile(r"\s*日期\s*[：:]([^\r\n<]*)")
_BYLINE = re.compile(
    rf"\s*<(div|p)\b[^>]*>(.{{0,{_BYLINE_CHARS}}}?)</\1>", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
# Tags in a title, and characters that Markdown is told to take as they are.
_TITLE_TAG = re.compile(
    r"</?(?:a|b|big|br|code|em|font|i|mark|p|s|small|span|strong|sub|sup|u)\b"
    r"[^<>]{0,200}>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
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
_MARKUP = frozenset("&<\\")
_ARTICLE_NUMBER = re.compile(r"a-[0-9]+")
_UNTITLED = "无题"


@dataclass(frozen=True, slots=True)
class Head:
    """The contents of a header.

    ``published_ms`` is in epoch milliseconds, None if there is no usable date.
    ``refused`` is the number in the comment if it cannot be right, else "".  ``odd``
    says what is unusual about the header, "" for nothing.  ``body_start`` is where the
    body begins in the text.
    """

    title: str
    url: str
    published_ms: int | None
    refused: str
    odd: str
    body_start: int


def parse_head(text: str) -> Head | None:
    """Read the header at the start of ``text``; None if there is none.

    ``text`` is an article, or its beginning with the header and the byline.
    """
    start = _skip(_BLANK, text, 0)
    start = _skip(_FRONT_MATTER, text, start)
    begin = _skip(_HEADINGS, text, start)
    odd = Message("a heading stands before its header") if begin > start else ""
    comment = _COMMENT.match(text, begin)
    stated = comment.group(1) if comment else ""
    start = comment.end() if comment else begin
    begin = _skip(_HEADING_MARK, text, _skip(_HEADINGS, text, start))
    if begin > start:
        odd = odd or Message("its title is a heading")
    if not text.startswith("[", begin):
        return None
    found = _find_link(text, begin)
    if found is None and comment:
        found = _find_link(text, begin, rule=_NO_RULE)
    if found is None:
        return None
    title, url, end, rule = found
    if not odd and not rule.endswith("-"):
        odd = (
            Message("its header ends with another rule")
            if rule
            else Message("its header has no rule")
        )
    return _head(text, (stated, title, url), end, odd)


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return where ``pattern`` ends if it is at ``start``, else ``start``."""
    found = pattern.match(text, start)
    return found.end() if found else start


def _find_link(
    text: str, start: int, rule: re.Pattern[str] = _RULE
) -> tuple[str, str, int, str] | None:
    """Return title, address, where the header ends, and its rule; None for none."""
    for found in rule.finditer(text, start, start + _HEAD_CHARS):
        link = text.rfind("](", start, found.start())
        if link < 0:
            continue  # dashes inside the title
        url = _without_title(text[link + 2 : found.start()].strip())
        if url.startswith("<") and url.endswith(">"):
            url = url[1:-1]
        if "<" in url:
            return None  # a link of the body: the header's own was cut off
        return text[start + 1 : link], url, found.end(), found[0].strip(" \t)\r\n")
    return None


def clean_title(text: str, url: str) -> str:
    """Return ``text`` on one line: white space folded, entities resolved.

    An empty title is replaced by the last telling part of ``url``.
    """
    return _one_line(text) or _one_line(_last_part(url)) or _UNTITLED


def header_url(text: str) -> str:
    """Return the address in ``text`` in a form for links, "" if it is no web page."""
    if _PLAIN_URL.fullmatch(text):  # the usual case; parsing takes long
        return text
    url = clean_url(text.strip().replace("&amp;", "&"))
    return url if url.startswith("http") else ""


def _without_title(url: str) -> str:
    """Return ``url`` without the title in quotes that Markdown allows after it."""
    if url[-1:] in _QUOTES:
        before = url[: url.rfind(_QUOTES[url[-1]], 0, -1)]
        if before != url[:-1] and before[-1:].isspace():
            return before.rstrip()
    return url


def _head(text: str, parts: tuple[str, str, str], end: int, odd: str) -> Head:
    """Put the parts of a header together with the date that follows it."""
    stated, title, url = parts
    date_line = _DATE_LINE.match(text, end)
    body_start = date_line.end() if date_line else end
    written = read_date(date_line.group(1)) if date_line else None
    if written is None:
        byline = _BYLINE.match(text, body_start)
        if byline:
            written = read_date(_TAG.sub(" ", byline.group(2)))
    moment = weigh_moments(stated, written)
    url = header_url(url)
    title = clean_title(title, url)
    return Head(title, url, moment.milliseconds, moment.refused, odd, body_start)


def _one_line(text: str) -> str:
    if text.isprintable() and _MARKUP.isdisjoint(text):  # no white space but spaces
        return " ".join(ordinary_letters(drop_invisibles(text)).split())
    text = _ESCAPED.sub(r"\1", _TITLE_TAG.sub("", text))
    unescaped = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    letters = ordinary_letters(drop_invisibles(unescaped))
    shown = letters.translate(_UNPRINTABLE)
    return " ".join(shown.split())


def _last_part(url: str) -> str:
    path = re.sub(r"^[a-z]+://|[?#].*$", "", url, flags=re.IGNORECASE)
    parts = [p for p in path.split("/") if p and not _ARTICLE_NUMBER.fullmatch(p)]
    return unquote(parts[-1]) if parts else ""
