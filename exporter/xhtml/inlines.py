"""Inlines to XHTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

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
from exporter.xhtml.writer import Pen

FindChapter = Callable[[str], Chapter | None]

_SIMPLE_TAGS = {Subscript: "sub", Superscript: "sup", Deleted: "del"}


def write_inlines(inlines: Inlines, pen: Pen, find_chapter: FindChapter) -> str:
    """Return ``inlines`` as XHTML; links to a chapter of the book stay inside.

    They lead to the chapter's file, not to a fragment, which Kobo would turn
    into a pop-up.
    """
    return "".join(_write(inline, pen, find_chapter) for inline in inlines)


def _write(inline: Inline, pen: Pen, find_chapter: FindChapter) -> str:
    if isinstance(inline, Text):
        return pen.write(inline.text)
    if isinstance(inline, Break):
        return "<br/>"
    if isinstance(inline, Code):
        return f"<code>{pen.sans().write(inline.text)}</code>"
    if isinstance(inline, Hidden):
        return f'<span class="off-screen">{escape(inline.text)}</span>'
    if isinstance(inline, Strong):
        return _element("strong", inline.children, pen.bold(), find_chapter)
    if isinstance(inline, Emphasis):
        # Han is never slanted: in serif text the sans face stresses, in sans
        # text the weight does (base.css).
        stressed = pen.sans() if pen.family == "serif" else pen.bold()
        return _element("em", inline.children, stressed, find_chapter)
    if isinstance(inline, Topic):
        inner = write_inlines(inline.children, pen, find_chapter)
        return f'<span class="topic">{inner}</span>'
    if isinstance(inline, Link):
        return _link(inline, pen, find_chapter)
    return _element(_SIMPLE_TAGS[type(inline)], inline.children, pen, find_chapter)


def _element(
    tag: str, children: Inlines, pen: Pen, find_chapter: FindChapter
) -> str:
    return f"<{tag}>{write_inlines(children, pen, find_chapter)}</{tag}>"


def _link(link: Link, pen: Pen, find_chapter: FindChapter) -> str:
    inner = write_inlines(link.children, pen, find_chapter)
    chapter = find_chapter(link.url)
    href = chapter.file_name if chapter else link.url
    return f'<a href="{escape(href)}">{inner}</a>'
