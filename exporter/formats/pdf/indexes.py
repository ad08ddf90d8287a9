"""Indexes of authors, topics and outlets, with the first pages of their articles.

A book and the page of each chapter enter; XHTML leaves.  Names are in the order in
which readers of their script look them up: Simplified by sound, as GB 2312 lists its
common characters, Traditional by strokes, as Big5 lists its characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from exporter.book import outlet_name
from exporter.formats.pdf.medium import INDEX_ID, anchor_of
from exporter.model import Book, Chapter
from exporter.words import script_of, wording_for
from exporter.xhtml import (
    Pen,
    Usage,
    class_attribute,
    escape_text,
    lang_attributes,
    shorten,
    start_pen,
)

Entries = Mapping[str, Sequence[Chapter]]

_NAME_CHARACTERS = 40
# GB 2312 lists its 3,755 common characters by sound.  These are the first one of each
# initial, and the first one of level 2, which is sorted by radicals.
_INITIALS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST_OF_INITIAL = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_STARTS = [char.encode("gb2312") for char in _FIRST_OF_INITIAL]
_LEVEL_2 = "亍".encode("gb2312")


def write_indexes(book: Book, pages: Mapping[str, int], usage: Usage) -> str:
    """Return the indexes; ``pages`` maps the anchors of chapters to page numbers.

    An index without entries is left out.
    """
    words = wording_for(book.lang)
    pen = start_pen(usage, book.lang, on_paper=True)
    parts = [
        _write_index(title, entries, pages, pen)
        for title, entries in (
            (words.index_authors, _by_author(book)),
            (words.index_topics, _by_topic(book)),
            (words.index_outlets, _by_outlet(book)),
        )
        if entries
    ]
    own = f"{class_attribute('index', lang=book.lang)}{lang_attributes(book.lang)}"
    inner = "\n".join(parts)
    return f'<div{own} id="{INDEX_ID}" data-label="{words.index}">\n{inner}\n</div>'


def sort_key(name: str, lang: str) -> tuple[int, bytes, str]:
    """Return the sort key of ``name`` in an index: Latin first, then by its script.

    Names without an initial come last.
    """
    encoding = "big5" if script_of(lang) == "hant" else "gb18030"
    rank = 0 if name[:1].isascii() else 1 if initial_of(name, lang) else 2
    return (rank, name.casefold().encode(encoding, "replace"), name)


def initial_of(name: str, lang: str) -> str:
    """Return the letter under which ``name`` is listed, "" for none."""
    first = name[:1].upper()
    if first.isascii():
        return first if first.isalpha() or not first else "#"
    if script_of(lang) == "hant":
        return ""
    try:
        code = first.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not _STARTS[0] <= code < _LEVEL_2:
        return ""
    return _INITIALS[bisect_right(_STARTS, code) - 1]


def _write_index(
    title: str, entries: Entries, pages: Mapping[str, int], pen: Pen
) -> str:
    lang = pen.lang
    names = sorted(entries, key=lambda name: sort_key(name, lang))
    groups: list[str] = []
    for initial, members in groupby(names, key=lambda name: initial_of(name, lang)):
        if initial:
            groups.append(f"<h2>{pen.title().write(initial)}</h2>")
        items = "\n".join(_entry(name, entries[name], pages, pen) for name in members)
        groups.append(f'<ul class="names">\n{items}\n</ul>')
    heading = f"<h1>{pen.title().write(title)}</h1>"
    inner = "\n".join(groups)
    return f'<section>\n{heading}\n<div class="names">\n{inner}\n</div>\n</section>'


def _entry(
    name: str, chapters: Iterable[Chapter], pages: Mapping[str, int], pen: Pen
) -> str:
    first_on: dict[int, str] = {}
    for chapter in chapters:
        place = anchor_of(chapter)
        if place in pages:
            first_on.setdefault(pages[place], place)
    links = (
        f'<a href="#{escape_text(place)}">{pen.write(str(page))}</a>'
        for page, place in sorted(first_on.items())
    )
    numbers = pen.write(", ").join(links)
    text = pen.write(shorten(name, _NAME_CHARACTERS))
    return f'<li>{text} <span class="pages">{numbers}</span></li>'


def _by_author(book: Book) -> Entries:
    found: dict[str, list[Chapter]] = {}
    for chapter in book.chapters:
        for name in dict.fromkeys(chapter.article.byline.authors):
            found.setdefault(name, []).append(chapter)
    return found


def _by_topic(book: Book) -> Entries:
    found: dict[str, list[Chapter]] = {}
    for chapter in book.chapters:
        for topic in dict.fromkeys(chapter.article.topics):
            found.setdefault(topic, []).append(chapter)
    return found


def _by_outlet(book: Book) -> Entries:
    found: dict[str, list[Chapter]] = {}
    for chapter in book.chapters:
        name = outlet_name(chapter.article.header.outlet, book.lang)
        found.setdefault(name, []).append(chapter)
    return found
