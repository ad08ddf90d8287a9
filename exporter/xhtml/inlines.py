"""Inlines to XHTML."""

from __future__ import annotations

from collections.abc import Callable

from exporter.model import (
    Break,
    Chapter,
    Code,
    Deleted,
    Emphasis,
    Hidden,
    Inline,
    Inlines,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
    Topic,
)
from exporter.urls import readable_url
from exporter.xhtml.writer import Pen, class_attribute, escape_text, shorten

FindChapter = Callable[[str], Chapter | None]

_SIMPLE_TAGS = {Subscript: "sub", Superscript: "sup", Deleted: "del"}
# Servers refuse longer addresses, and one of them could fill a file.
_LINK_CHARACTERS = 8_000
_ADDRESS_CHARACTERS = 2_000


def write_inlines(inlines: Inlines, pen: Pen, find_chapter: FindChapter) -> str:
    """Return ``inlines`` as XHTML; links to a chapter of the book stay inside.

    They lead to the chapter's file, not to a fragment, which Kobo would turn
    into a pop-up.
    """
    return "".join(_write(inline, pen, find_chapter) for inline in inlines)


def write_address(url: str, pen: Pen) -> str:
    """Return ``url`` as a link to itself, shown as people read it."""
    shown = pen.write(shorten(readable_url(url), _ADDRESS_CHARACTERS))
    return _anchor(url, shown)


def _write(inline: Inline, pen: Pen, find_chapter: FindChapter) -> str:
    if isinstance(inline, Text):
        return pen.write(inline.text)
    if isinstance(inline, Break):
        return "<br/>"
    if isinstance(inline, Code):
        attributes = class_attribute(pen.own_class)
        return f"<code{attributes}>{pen.sans().write(inline.text)}</code>"
    if isinstance(inline, Hidden):
        return f'<span class="off-screen">{escape_text(inline.text)}</span>'
    if isinstance(inline, Link):
        return _link(inline, pen, find_chapter)
    return _mark(inline, pen, find_chapter)


def _mark(
    inline: Strong | Emphasis | Topic | Subscript | Superscript | Deleted,
    pen: Pen,
    find_chapter: FindChapter,
) -> str:
    if isinstance(inline, Strong):
        tag, attributes, pen = "strong", "", pen.bold()
    elif isinstance(inline, Emphasis):
        # Han is never slanted: in serif text the sans face stresses, in sans
        # text the weight does (base.css).
        tag, attributes = "em", class_attribute(pen.own_class)
        pen = pen.sans() if pen.family == "serif" else pen.bold()
    elif isinstance(inline, Topic):
        tag, attributes = "span", class_attribute("topic")
    else:
        tag, attributes = _SIMPLE_TAGS[type(inline)], ""
    inner = write_inlines(inline.children, pen, find_chapter)
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _link(link: Link, pen: Pen, find_chapter: FindChapter) -> str:
    inner = write_inlines(link.children, pen, find_chapter)
    chapter = find_chapter(link.url)
    return _anchor(chapter.file_name if chapter else link.url, inner)


def _anchor(href: str, inner: str) -> str:
    """Return a link around ``inner``, which stays alone where ``href`` is no use."""
    if not href or len(href) > _LINK_CHARACTERS:
        return inner
    return f'<a href="{escape_text(href)}">{inner}</a>'
