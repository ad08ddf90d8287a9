"""Writes blocks as XHTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exporter.model import (
    Block,
    Blocks,
    CodeBlock,
    Embed,
    Figure,
    Footnote,
    Gallery,
    Heading,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    Rule,
    SharedGallery,
    Table,
    Verse,
    VerseLine,
    plain_text,
)
from exporter.text import OPENING_MARKS
from exporter.xhtml.code_lines import write_code_block
from exporter.xhtml.context import (
    BlockContext,
    marker_pen,
    paragraph_pen,
    plain_paragraph,
)
from exporter.xhtml.images import (
    is_cut,
    write_embed,
    write_figure,
    write_gallery,
    write_media,
    write_shared_gallery,
)
from exporter.xhtml.inlines import write_inlines
from exporter.xhtml.lists import write_list
from exporter.xhtml.tables import write_table
from exporter.xhtml.writer import Pen, class_attribute, escape_text, lang_attributes

_LIST_INDENT_EM, _QUOTE_INDENT_EM = 2.0, 2.28  # a quotation has a rule of 2 pt
# The stylesheet has classes for indents up to this one.
_MOST_INDENT_EM = 12
# The ink of these marks is in the right half of their em.  A paragraph that begins with
# one needs half an em less indent to look indented by two (CLREQ 3.1.6).
_OPENING = tuple(OPENING_MARKS)
# A short line that ends with one of these announces the next block; they share a page.
_ANNOUNCING = ("：", ":")
_ANNOUNCING_CHARACTERS = 40


def write_block(
    block: Block, pen: Pen, context: BlockContext, *, marker: str = ""
) -> str:
    """Return ``block`` as XHTML, "" if it shows nothing.

    ``marker`` is XHTML that begins a paragraph, and stands before any other block.
    """
    lang = getattr(block, "lang", "")
    pen = pen.in_lang(lang).in_direction(getattr(block, "direction", ""))
    if isinstance(block, Paragraph):
        return _paragraph(block, pen, context, marker=marker)
    written = _WRITERS[type(block)](block, pen, context)
    return marker + written if written else ""


def write_blocks(
    blocks: Blocks, pen: Pen, context: BlockContext, *, marker: str = ""
) -> str:
    """Return ``blocks`` as XHTML, one after another.

    ``marker`` is given to the first that shows anything.
    """
    written: list[str] = []
    for block in blocks:
        text = write_block(block, pen, context, marker=marker)
        if text:
            written.append(text)
            marker = ""
    return marker + "\n".join(written)


def write_flow(
    blocks: Blocks, pen: Pen, context: BlockContext, *, marker: str = ""
) -> str:
    """Return ``blocks`` as XHTML after ``marker``; see ``write_blocks``.

    A single plain paragraph gets no element.
    """
    only = plain_paragraph(blocks)
    if only is not None:
        return marker + write_inlines(only.inlines, pen, context.write_link)
    return write_blocks(blocks, pen, context, marker=marker)


def is_wide(block: Block, context: BlockContext) -> bool:
    """Return whether ``block`` is as wide as the page, also in columns."""
    if isinstance(block, Figure):
        return is_cut(block.image, context)
    return isinstance(block, Gallery | Table)


def _paragraph(
    block: Paragraph, pen: Pen, context: BlockContext, *, marker: str
) -> str:
    pen = paragraph_pen(block, pen)
    role = "" if block.role == "text" else block.role
    text = plain_text(block.inlines)
    opens = "opens" if not role and text.startswith(_OPENING) else ""
    announces = "announces" if _announces(text) else ""
    own = pen.own_class if block.role == "credit" else ""
    attributes = class_attribute(role, opens, announces, own, lang=block.lang)
    inner = write_inlines(block.inlines, pen, context.write_link)
    attributes += lang_attributes(block.lang, block.direction)
    return f"<p{attributes}>{marker}{inner}</p>"


def _announces(text: str) -> bool:
    return len(text) <= _ANNOUNCING_CHARACTERS and text.endswith(_ANNOUNCING)


def _heading(block: Heading, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute(pen.own_class, lang=block.lang)
    attributes += lang_attributes(block.lang, block.direction)
    inner = write_inlines(block.inlines, pen.title(), context.write_link)
    return f"<h{block.level}{attributes}>{inner}</h{block.level}>"


def _list(block: ListBlock, pen: Pen, context: BlockContext) -> str:
    inside = context.indented(_LIST_INDENT_EM)
    only = plain_paragraph(block.items[0]) if len(block.items) == 1 else None
    announces = only is not None and _announces(plain_text(only.inlines))

    def write_item(item: Blocks, pen: Pen, marker: str) -> str:
        return write_flow(item, pen, inside, marker=marker)

    name = "announces" if announces else ""
    return write_list(block, pen, context, write_item, name=name)


def _quote(block: Quote, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute(lang=block.lang) + lang_attributes(
        block.lang, block.direction
    )
    inner = write_blocks(block.blocks, pen, context.indented(_QUOTE_INDENT_EM))
    return f"<blockquote{attributes}>\n{inner}\n</blockquote>"


def _verse(block: Verse, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute("verse", lang=block.lang) + lang_attributes(block.lang)
    inner = write_blocks(block.lines, pen, context)
    return f"<div{attributes}>\n{inner}\n</div>"


def _verse_line(block: VerseLine, pen: Pen, context: BlockContext) -> str:
    indent = f"in{min(block.indent, _MOST_INDENT_EM)}" if block.indent > 0 else ""
    stanza = "stanza" if block.opens_stanza else ""
    attributes = class_attribute(indent, stanza, lang=block.lang)
    inner = write_inlines(block.inlines, pen, context.write_link)
    return f"<p{attributes}{lang_attributes(block.lang)}>{inner}</p>"


def _footnote(block: Footnote, pen: Pen, context: BlockContext) -> str:
    """Return a note in the form that readers can open in a window (EPUB 3.3 SSV)."""
    attributes = class_attribute("note", lang=block.lang) + lang_attributes(block.lang)
    kind = "" if context.on_paper else ' epub:type="footnote"'
    marker = ""
    if block.label:
        label = marker_pen(block.blocks, pen).write(block.label)
        marker = f'<span class="marker">{label}</span>'
    inner = write_blocks(block.blocks, pen, context, marker=marker)
    name = escape_text(block.name)
    opening = f'<aside{kind} role="doc-footnote" id="{name}"{attributes}>'
    return f"{opening}\n{inner}\n</aside>"


def _rule(block: Rule, pen: Pen, context: BlockContext) -> str:
    del block, pen, context
    return "<hr/>"


def _table(block: Table, pen: Pen, context: BlockContext) -> str:
    return write_table(block, pen, context, write_flow)


_WRITERS: dict[type[Any], Callable[[Any, Pen, BlockContext], str]] = {
    Heading: _heading,
    ListBlock: _list,
    Quote: _quote,
    CodeBlock: write_code_block,
    Verse: _verse,
    VerseLine: _verse_line,
    Footnote: _footnote,
    Rule: _rule,
    Table: _table,
    Figure: write_figure,
    Gallery: write_gallery,
    SharedGallery: write_shared_gallery,
    Media: write_media,
    Embed: write_embed,
}
