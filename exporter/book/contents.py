"""The contents of a book: chapters in dated sections, notices, the identifier."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from exporter.book.grouping import Arrangement, make_sections
from exporter.book.titles import (
    BookOptions,
    clean_line,
    days_spanned,
    default_title,
    majority_lang,
    outlet_names,
    outlet_shares,
    with_clean_title,
)
from exporter.language import detect_script
from exporter.model import (
    Article,
    ArticleHeader,
    Book,
    Chapter,
    Elsewhere,
    Notice,
    Outlet,
)
from exporter.outlets import article_id, outlet_for, url_host

_CHAPTER_STEM_CHARACTERS = 80
_AS_SELECTED = Arrangement()

Found = TypeVar("Found")


def assemble_book(
    articles: Sequence[Article],
    options: BookOptions,
    arranged: Arrangement = _AS_SELECTED,
) -> Book:
    """Return the book of ``articles``, at least one, in the given order.

    ``arranged`` says into which sections they are put.  As selected, there are sections
    if the articles are in the order of their dates: months if the book spans several
    months, days if it spans several days of one month.
    """
    articles = [with_clean_title(article) for article in articles]
    chapters = _chapters(articles)
    first, last = days_spanned(articles, options.timezone)
    lang = options.lang or majority_lang(articles)
    title = clean_line(options.title) or default_title(articles, options.timezone)
    modified = max(a.header.published for a in articles)
    return Book(
        title=title,
        lang=lang,
        identifier=_identifier(articles, title, options),
        modified=modified,
        days=(first, last),
        sections=make_sections(chapters, options, arranged, lang),
        shares=outlet_shares(articles),
        notices=_notices(articles, options.lang),
        feeds=tuple(dict.fromkeys(feed for a in articles for feed in a.feeds)),
        series=_series(articles, title, options),
        series_position=_series_position(first, last, options),
        volume=options.volume,
        volumes=options.volumes,
        converted=sum(article.converted for article in articles),
    )


def chapter_finder(book: Book) -> Callable[[str], Chapter | None]:
    """Return a function that finds the chapter to which an address leads."""
    return _finder((c.article.header, c) for c in book.chapters)


def volume_finder(books: Iterable[Book]) -> Callable[[str], Elsewhere | None]:
    """Return a function that finds in which of ``books`` an article is."""
    return _finder(
        (c.article.header, Elsewhere(book.volume, c.article.header.title))
        for book in books
        for c in book.chapters
    )


def _finder(
    goals: Iterable[tuple[ArticleHeader, Found]],
) -> Callable[[str], Found | None]:
    """Return a function that finds the first of ``goals`` to which an address leads."""
    by_id: dict[str, Found] = {}
    outlets: dict[str, dict[Outlet, None]] = {}
    for header, goal in goals:
        by_id.setdefault(header.id, goal)
        outlets.setdefault(_site(header.url), {})[header.outlet] = None

    def find(url: str) -> Found | None:
        # Articles of Deutsche Welle have addresses at several hosts, also of its API.
        for outlet in (*outlets.get(_site(url), ()), outlet_for(url, "")):
            goal = by_id.get(article_id(url, outlet))
            if goal is not None:
                return goal
        return None

    return find


def _site(url: str) -> str:
    return url_host(url).removeprefix("www.")


def _chapters(articles: Iterable[Article]) -> list[Chapter]:
    """Give every article a different file name."""
    taken: dict[str, int] = {}
    out: list[Chapter] = []
    for article in articles:
        # The end of an identifier distinguishes it from the others.
        stem = re.sub(r"[^a-z0-9-]", "-", article.header.id)
        stem = stem[-_CHAPTER_STEM_CHARACTERS:]
        number = taken[stem] = taken.get(stem, 0) + 1
        name = f"{stem}.xhtml" if number == 1 else f"{stem}-edition{number}.xhtml"
        out.append(Chapter(article, name))
    return out


def _series(articles: Sequence[Article], title: str, options: BookOptions) -> str:
    """Return the title that all volumes share, else the outlets."""
    if options.volumes > 1:
        return clean_line(options.series) or title
    return outlet_names(articles)


def _series_position(first: date, last: date, options: BookOptions) -> str:
    """Return a volume's number, else year.month(day), which sorts monthly books."""
    if options.volumes > 1:
        return str(options.volume)
    day = f"{first.day:02d}" if first == last else ""
    return f"{first.year}.{first.month:02d}{day}"


def notice_year(text: str, default: int) -> int:
    """Return the year that a notice names, ``default`` if it names none."""
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return int(found.group()) if found else default


def _notices(articles: Iterable[Article], book_lang: str) -> tuple[Notice, ...]:
    """Return the outlets' notices, each wording once per outlet and year.

    ``book_lang`` is the language of a book that was converted, else "".
    """
    seen: dict[tuple[str, int, str], Notice] = {}
    for article in articles:
        for text in article.notices:
            outlet = article.header.outlet
            year = notice_year(text, article.header.published.year)
            key = (outlet.code, year, re.sub(r"[\s。]", "", text))
            own = "zh-Hant" if detect_script(text) == "hant" else "zh-Hans"
            lang = book_lang or own
            seen.setdefault(key, Notice(outlet, year, text, lang))
    return tuple(sorted(seen.values(), key=lambda n: (n.outlet.code, n.year, n.text)))


def _identifier(articles: Iterable[Article], title: str, options: BookOptions) -> str:
    """Return a URN that changes if, and only if, the contents change."""
    digest = hashlib.sha256()
    for part in (title, str(options.volume), str(options.volumes)):
        digest.update(part.encode("utf-8", "replace") + b"\0")
    if options.lang:
        digest.update(options.lang.encode() + b"\0")
    for article in articles:
        header = article.header
        line = f"{header.id}\t{header.published.isoformat()}\t{header.title}\t"
        digest.update(f"{line}{article.digest}\n".encode("utf-8", "replace"))
    return uuid.uuid5(uuid.NAMESPACE_URL, digest.hexdigest()).urn
