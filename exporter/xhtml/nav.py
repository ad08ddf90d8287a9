"""Writes the navigation document of the EPUB: contents and landmarks.

It has two levels: sections, and in them titles with their date.  The NCX for
old readers uses the same tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from exporter.dates import local_time, short_date
from exporter.model import Book, Chapter
from exporter.words import wording_for
from exporter.xhtml import front
from exporter.xhtml.chapter import LABEL_CHARACTERS
from exporter.xhtml.writer import escape_text, lang_attributes, shorten, write_phrases

NAV_NAME = "nav.xhtml"


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry of the contents: its label, the file ``name``, the label's ``lang``."""

    label: str
    name: str
    lang: str
    children: tuple[NavEntry, ...] = ()


def nav_tree(book: Book, timezone: tzinfo) -> tuple[NavEntry, ...]:
    """Return the tree of contents: at most two levels, links to whole files."""
    words = wording_for(book.lang)
    entries = [NavEntry(words.contents, front.CONTENTS_NAME, book.lang)]
    for section in book.sections:
        with_year = section.kind != "date" and book.spans_years
        leaves = tuple(_leaf(c, timezone, with_year) for c in section.chapters)
        if section.title:
            first = section.chapters[0].file_name
            entries.append(NavEntry(section.title, first, book.lang, leaves))
        else:
            entries.extend(leaves)
    entries.append(NavEntry(words.copyright_page, front.COPYRIGHT_NAME, book.lang))
    return tuple(entries)


def write_nav(book: Book, tree: Sequence[NavEntry]) -> str:
    """Return nav.xhtml: toc, and landmarks with toc and bodymatter."""
    words = wording_for(book.lang)
    first = book.chapters[0].file_name
    landmarks = (
        ("cover", front.COVER_NAME, words.cover),
        ("toc", front.CONTENTS_NAME, words.contents),
        ("bodymatter", first, words.start),
        ("copyright-page", front.COPYRIGHT_NAME, words.copyright_page),
    )
    points = "\n".join(
        f'<li><a epub:type="{kind}" href="text/{name}">{escape_text(label)}</a></li>'
        for kind, name, label in landmarks
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"{lang_attributes(book.lang)}>\n'
        f"<head>\n<title>{escape_text(shorten(book.title, LABEL_CHARACTERS))}</title>\n"
        '<link rel="stylesheet" type="text/css" href="styles/book.css"/>\n</head>\n'
        f'<body>\n<nav epub:type="toc" role="doc-toc" id="toc">\n'
        f"<h1>{escape_text(words.contents)}</h1>\n{_list(tree, book.lang)}\n</nav>\n"
        f'<nav epub:type="landmarks" id="landmarks" hidden="hidden">\n'
        f"<h2>{escape_text(words.landmarks)}</h2>\n<ol>\n{points}\n</ol>\n</nav>\n"
        "</body>\n</html>\n"
    )


def chapter_label(
    chapter: Chapter, timezone: tzinfo, *, with_year: bool = False
) -> str:
    """Return the label of ``chapter`` in the contents: its day and its title."""
    header = chapter.article.header
    day = short_date(local_time(header.published, timezone), with_year=with_year)
    return f"{day} {shorten(header.title, LABEL_CHARACTERS)}"


def _leaf(chapter: Chapter, timezone: tzinfo, with_year: bool) -> NavEntry:
    label = chapter_label(chapter, timezone, with_year=with_year)
    return NavEntry(label, chapter.file_name, chapter.article.lang)


def _list(entries: Sequence[NavEntry], lang: str) -> str:
    items: list[str] = []
    for entry in entries:
        own = "" if entry.lang == lang else lang_attributes(entry.lang)
        inner = f"\n{_list(entry.children, lang)}\n" if entry.children else ""
        items.append(
            f'<li><a href="text/{entry.name}"{own}>{write_phrases(entry.label)}</a>'
            f"{inner}</li>"
        )
    return "<ol>\n" + "\n".join(items) + "\n</ol>"
