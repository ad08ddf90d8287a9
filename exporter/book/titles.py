"""The names of a book, of its files and of the outlets in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from exporter.dates import local_time, period_text, range_text
from exporter.model import Article, Book, Outlet, OutletShare
from exporter.parse import clean_text
from exporter.words import script_of, wording_for

_NAMED_OUTLETS = 3
_FILE_NAME_BYTES = 120
# Separators, characters that Windows forbids, invisible ones, and direction marks.
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\xad\u061c\u200b-\u200f\u2028-\u202e'
    r"\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]+"
)
# Windows finds devices under these names in every folder.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BookOptions:
    """How a book is named and dated; ``title`` "" means that it is made here.

    ``series`` is the title of all ``volumes`` together, "" if each has the same.
    ``lang`` is the BCP 47 tag of a book that was converted, "" for the script of most
    articles.
    """

    timezone: tzinfo
    title: str = ""
    series: str = ""
    volume: int = 1
    volumes: int = 1
    lang: str = ""


def majority_lang(articles: Iterable[Article]) -> str:
    """Return the tag of the script most articles are written in."""
    langs = [script_of(article.lang) for article in articles]
    return "zh-Hant" if langs.count("hant") * 2 > len(langs) else "zh-Hans"


def default_title(articles: Sequence[Article], timezone: tzinfo) -> str:
    """Return a title from the selection: outlets, then the period."""
    if len(articles) == 1:
        return with_clean_title(articles[0]).header.title
    return f"{outlet_names(articles)} {period_text(*days_spanned(articles, timezone))}"


def outlet_names(articles: Sequence[Article]) -> str:
    """Return the outlets' names in one line, the largest share first."""
    lang = majority_lang(articles)
    words = wording_for(lang)
    names = [outlet_name(s.outlet, lang) for s in outlet_shares(articles)]
    if len(names) <= _NAMED_OUTLETS:
        return words.separator.join(names)
    return words.outlets_and_more.format(first=names[0], count=len(names))


def default_file_stem(articles: Sequence[Article], options: BookOptions) -> str:
    """Return a file name without suffix, from the title or the selection.

    It holds no separator, no control character and at most 120 bytes.  So it cannot
    lead out of its folder, and every file system accepts it.
    """
    titles = [options.title, *(a.header.title for a in articles if len(articles) == 1)]
    for stem in map(safe_stem, titles):
        if stem:
            return stem
    who = file_stem_of_outlets(articles)
    first, last = days_spanned(articles, options.timezone)
    days = [f"{d.year:04d}-{d.month:02d}" for d in (first, last)]
    if first == last:
        days = [f"{days[0]}-{first.day:02d}"]
    return f"{who}-{'--'.join(dict.fromkeys(days))}"


def file_stem_of_outlets(articles: Iterable[Article]) -> str:
    """Return the codes of the outlets as a file name, ``news`` if they are many."""
    codes = [share.outlet.code for share in outlet_shares(articles)]
    return safe_stem("+".join(codes)) if len(codes) <= _NAMED_OUTLETS else "news"


def outlet_name(outlet: Outlet, lang: str) -> str:
    """Return the outlet's name in the script of ``lang``.

    The name of an outlet with an unknown address is that of a folder, which may hold
    any characters.
    """
    name = outlet.name_hant if script_of(lang) == "hant" else outlet.name
    return clean_line(name) or outlet.code


def describe_book(book: Book) -> str:
    """Return the contents of a book in one line: outlets, range, number of articles."""
    words = wording_for(book.lang)
    names = [outlet_name(share.outlet, book.lang) for share in book.shares]
    count = words.articles.format(count=len(book.chapters))
    return "，".join((words.separator.join(names), range_text(*book.days), count))


def outlet_shares(articles: Iterable[Article]) -> tuple[OutletShare, ...]:
    """Return the outlets' shares, the largest first."""
    by_outlet: dict[Outlet, list[datetime]] = {}
    for article in articles:
        published = article.header.published
        by_outlet.setdefault(article.header.outlet, []).append(published)
    shares = [
        OutletShare(outlet, len(times), min(times), max(times))
        for outlet, times in by_outlet.items()
    ]
    return tuple(sorted(shares, key=lambda s: (-s.articles, s.outlet.code)))


def local_day(article: Article, timezone: tzinfo) -> datetime:
    """Return when ``article`` was published, in ``timezone``."""
    return local_time(article.header.published, timezone)


def days_spanned(articles: Iterable[Article], timezone: tzinfo) -> tuple[date, date]:
    """Return the first and the last day of ``articles``, at least one."""
    days = [local_day(article, timezone).date() for article in articles]
    return min(days), max(days)


def with_clean_title(article: Article) -> Article:
    """Return ``article`` with a visible title, because navigation needs one."""
    header = article.header
    title = clean_line(header.title) or header.id
    if title == header.title:
        return article
    return replace(article, header=replace(header, title=title))


def clean_line(text: str) -> str:
    """Return ``text`` on one line, without characters that no document can hold."""
    return " ".join(clean_text(text).split())


def safe_stem(text: str) -> str:
    """Return ``text`` as a file name without suffix, "" if nothing is left."""
    stem = " ".join(_UNSAFE.sub(" ", text).split())
    # A name that begins with a dash looks like an option; with a dot it is hidden.
    stem = stem.lstrip(" .-")
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    cut = stem.encode("utf-8")[:_FILE_NAME_BYTES]
    return cut.decode("utf-8", "ignore").rstrip(" .")
