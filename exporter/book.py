"""The book: articles in reading order become chapters under dated sections.

In: tagged articles, ordered.  Out: a ``Book``, complete but for its assets.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import groupby

from exporter.dates import (
    date_text,
    day_text,
    local_time,
    month_text,
    period_text,
    range_text,
)
from exporter.language import detect_script
from exporter.model import (
    Article,
    Book,
    Chapter,
    Notice,
    Outlet,
    OutletShare,
    Section,
)
from exporter.outlets import article_id, outlet_for, url_host
from exporter.parse import clean_text
from exporter.wording import script_of, wording_for

_NAMED_OUTLETS = 3
_FILE_NAME_BYTES = 120
# Separators, what Windows forbids, and what cannot be seen or turns text around.
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\xad\u061c\u200b-\u200f\u2028-\u202e'
    r"\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]+"
)
# Devices that Windows finds under these names in every folder.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)", re.IGNORECASE)
_CHAPTER_STEM_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class BookOptions:
    """How a book is named and dated; ``title`` "" means: from the selection."""

    timezone: tzinfo
    title: str = ""
    volume: int = 1
    volumes: int = 1


def assemble_book(articles: Sequence[Article], options: BookOptions) -> Book:
    """Return the book of ``articles``, at least one, in the order given.

    Sections follow the dates when the order does: months when the book spans
    several, days when it spans several of one month.
    """
    articles = [_with_clean_title(article) for article in articles]
    chapters = _chapters(articles)
    first, last = _span(articles, options.timezone)
    lang = majority_lang(articles)
    title = _clean(options.title) or default_title(articles, options.timezone)
    modified = max(a.header.published for a in articles)
    return Book(
        title=title,
        lang=lang,
        identifier=_identifier(articles, title, options),
        modified=modified,
        days=(first, last),
        sections=_sections(chapters, options.timezone),
        shares=_shares(articles),
        notices=_notices(articles),
        feeds=tuple(dict.fromkeys(feed for a in articles for feed in a.feeds)),
        series=title if options.volumes > 1 else outlet_names(articles),
        series_position=_series_position(first, last, options),
        volume=options.volume,
        volumes=options.volumes,
    )


def majority_lang(articles: Iterable[Article]) -> str:
    """Return the tag of the script most articles are written in."""
    langs = [script_of(article.lang) for article in articles]
    return "zh-Hant" if langs.count("hant") * 2 > len(langs) else "zh-Hans"


def default_title(articles: Sequence[Article], timezone: tzinfo) -> str:
    """Return a title from the selection: outlets, then the period."""
    if len(articles) == 1:
        return _with_clean_title(articles[0]).header.title
    return f"{outlet_names(articles)} {period_text(*_span(articles, timezone))}"


def outlet_names(articles: Sequence[Article]) -> str:
    """Return the outlets' names in one line, the largest share first."""
    lang = majority_lang(articles)
    words = wording_for(lang)
    names = [outlet_name(s.outlet, lang) for s in _shares(articles)]
    if len(names) <= _NAMED_OUTLETS:
        return words.separator.join(names)
    return words.outlets_and_more.format(first=names[0], count=len(names))


def default_file_stem(articles: Sequence[Article], options: BookOptions) -> str:
    """Return a file name without ending, from the title or the selection.

    It holds no separator, no control character and at most 120 bytes, so that
    it cannot leave its folder and every file system takes it.
    """
    titles = [options.title, *(a.header.title for a in articles if len(articles) == 1)]
    for stem in map(_safe_stem, titles):
        if stem:
            return stem
    codes = [share.outlet.code for share in _shares(articles)]
    who = _safe_stem("+".join(codes)) if len(codes) <= _NAMED_OUTLETS else "news"
    first, last = _span(articles, options.timezone)
    days = [f"{d.year:04d}-{d.month:02d}" for d in (first, last)]
    if first == last:
        days = [f"{days[0]}-{first.day:02d}"]
    return f"{who}-{'--'.join(dict.fromkeys(days))}"


def outlet_name(outlet: Outlet, lang: str) -> str:
    """Return the outlet's name in the script of ``lang``.

    Outlets not known by their address are called after a folder, whose name
    may hold anything.
    """
    name = outlet.name_hant if script_of(lang) == "hant" else outlet.name
    return _clean(name) or outlet.code


def describe_book(book: Book) -> str:
    """Return what a book holds in one line: outlets, range, number of articles."""
    words = wording_for(book.lang)
    names = [outlet_name(share.outlet, book.lang) for share in book.shares]
    count = words.articles.format(count=len(book.chapters))
    return "，".join((words.separator.join(names), range_text(*book.days), count))


def chapter_finder(book: Book) -> Callable[[str], Chapter | None]:
    """Return a function that finds the chapter an address leads to."""
    by_id: dict[str, Chapter] = {}
    outlets: dict[str, dict[Outlet, None]] = {}
    for chapter in book.chapters:
        header = chapter.article.header
        by_id.setdefault(header.id, chapter)
        outlets.setdefault(_site(header.url), {})[header.outlet] = None

    def find(url: str) -> Chapter | None:
        # Deutsche Welle's articles are at several hosts, its API's among them.
        for outlet in (*outlets.get(_site(url), ()), outlet_for(url, "")):
            chapter = by_id.get(article_id(url, outlet))
            if chapter is not None:
                return chapter
        return None

    return find


def _site(url: str) -> str:
    return url_host(url).removeprefix("www.")


def _clean(text: str) -> str:
    """Return ``text`` on one line, without what no document can hold."""
    return " ".join(clean_text(text).split())


def _with_clean_title(article: Article) -> Article:
    """Return ``article`` with a title that shows: navigation needs one."""
    header = article.header
    title = _clean(header.title) or header.id
    if title == header.title:
        return article
    return replace(article, header=replace(header, title=title))


def _safe_stem(text: str) -> str:
    """Return ``text`` as a file name without ending, "" if nothing is left."""
    stem = " ".join(_UNSAFE.sub(" ", text).split())
    # A name that begins with a dash is taken for an option, with a dot hidden.
    stem = stem.lstrip(" .-")
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    cut = stem.encode("utf-8")[:_FILE_NAME_BYTES]
    return cut.decode("utf-8", "ignore").rstrip(" .")


def _chapters(articles: Iterable[Article]) -> list[Chapter]:
    """Give every article a file name of its own."""
    taken: dict[str, int] = {}
    out: list[Chapter] = []
    for article in articles:
        # The end of an identifier tells it from the others.
        stem = re.sub(r"[^a-z0-9-]", "-", article.header.id)
        stem = stem[-_CHAPTER_STEM_CHARACTERS:]
        number = taken[stem] = taken.get(stem, 0) + 1
        name = f"{stem}.xhtml" if number == 1 else f"{stem}-edition{number}.xhtml"
        out.append(Chapter(article, name))
    return out


def _day(article: Article, timezone: tzinfo) -> datetime:
    return local_time(article.header.published, timezone)


def _span(articles: Iterable[Article], timezone: tzinfo) -> tuple[date, date]:
    days = [_day(article, timezone).date() for article in articles]
    return min(days), max(days)


def _sections(chapters: Sequence[Chapter], timezone: tzinfo) -> tuple[Section, ...]:
    days = [_day(chapter.article, timezone) for chapter in chapters]
    dates = [day.date() for day in days]
    if len(set(dates)) == 1 or not _is_ordered(dates):
        return (Section("", tuple(chapters)),)
    pairs = list(zip(days, chapters, strict=True))
    months = {(day.year, day.month) for day in days}
    if len(months) == 1:
        return tuple(
            Section(title, group) for title, group in _by_day(pairs, date_text)
        )
    out: list[Section] = []
    for _, members in groupby(pairs, key=lambda p: (p[0].year, p[0].month)):
        group = list(members)
        title = month_text(group[0][0])
        out.append(Section(title, tuple(c for _, c in group), _by_day(group, day_text)))
    return tuple(out)


def _by_day(
    pairs: Iterable[tuple[datetime, Chapter]], name_day: Callable[[datetime], str]
) -> tuple[tuple[str, tuple[Chapter, ...]], ...]:
    out: list[tuple[str, tuple[Chapter, ...]]] = []
    for _, members in groupby(pairs, key=lambda p: p[0].date()):
        group = list(members)
        out.append((name_day(group[0][0]), tuple(c for _, c in group)))
    return tuple(out)


def _series_position(first: date, last: date, options: BookOptions) -> str:
    """Return a volume's number, else year.month(day): monthly books then sort."""
    if options.volumes > 1:
        return str(options.volume)
    day = f"{first.day:02d}" if first == last else ""
    return f"{first.year}.{first.month:02d}{day}"


def _is_ordered(dates: Sequence[date]) -> bool:
    return list(dates) in (sorted(dates), sorted(dates, reverse=True))


def _shares(articles: Iterable[Article]) -> tuple[OutletShare, ...]:
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


def notice_year(text: str, default: int) -> int:
    """Return the year a notice speaks for, ``default`` where it names none."""
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return int(found.group()) if found else default


def _notices(articles: Iterable[Article]) -> tuple[Notice, ...]:
    """Return the outlets' notices, each wording once per outlet and year."""
    seen: dict[tuple[str, int, str], Notice] = {}
    for article in articles:
        for text in article.notices:
            outlet = article.header.outlet
            year = notice_year(text, article.header.published.year)
            key = (outlet.code, year, re.sub(r"[\s。]", "", text))
            lang = "zh-Hant" if detect_script(text) == "hant" else "zh-Hans"
            seen.setdefault(key, Notice(outlet, year, text, lang))
    return tuple(sorted(seen.values(), key=lambda n: (n.outlet.code, n.year, n.text)))


def _identifier(articles: Iterable[Article], title: str, options: BookOptions) -> str:
    """Return a URN that changes with the contents and with nothing else."""
    digest = hashlib.sha256()
    for part in (title, str(options.volume), str(options.volumes)):
        digest.update(part.encode("utf-8", "replace") + b"\0")
    for article in articles:
        header = article.header
        line = f"{header.id}\t{header.published.isoformat()}\t{header.title}\t"
        digest.update(f"{line}{article.digest}\n".encode("utf-8", "replace"))
    return uuid.uuid5(uuid.NAMESPACE_URL, digest.hexdigest()).urn
