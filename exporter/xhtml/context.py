"""What the blocks of one article are written with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TypeAlias

from exporter.model import Blocks, ImageMap, Paragraph
from exporter.xhtml.columns import UNBOUNDED, TableRoom
from exporter.xhtml.inlines import WriteLink
from exporter.xhtml.writer import Pen, lang_attributes

WriteCode: TypeAlias = Callable[[str, Sequence[str], Pen], str]


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What the blocks of one article are written with.

    ``images`` is None when the book leaves pictures out.  ``on_paper`` tells
    that nothing is drawn but what is written.  ``table_room`` is there
    for a table that stands here, ``nested_room`` for one inside other blocks;
    ``caption_letters`` is how long a caption may be in a row of a gallery.
    """

    images: ImageMap | None
    write_link: WriteLink
    write_code: WriteCode
    on_paper: bool = False
    table_room: TableRoom = UNBOUNDED
    nested_room: TableRoom = UNBOUNDED
    caption_letters: float = inf

    def indented(self, indent_em: float) -> BlockContext:
        """Return the context of blocks inside a block that indents them."""
        room = self.nested_room.narrower(indent_em)
        return replace(self, table_room=room, nested_room=room)

    def in_cell(self) -> BlockContext:
        """Return the context of blocks in a cell: their table was measured whole."""
        return replace(self, table_room=UNBOUNDED, nested_room=UNBOUNDED)


def mark_own_words(pen: Pen, lang: str) -> str:
    """Return what marks the book's own words in a block in ``lang`` as Chinese."""
    return lang_attributes(pen.lang) if lang and not lang.startswith("zh") else ""


def marker_pen(blocks: Blocks, pen: Pen) -> Pen:
    """Return the pen of a marker that stands at the start of ``blocks``.

    In a paragraph it is set as the paragraph is.
    """
    first = blocks[0] if blocks else None
    return paragraph_pen(first, pen) if isinstance(first, Paragraph) else pen


def paragraph_pen(block: Paragraph, pen: Pen) -> Pen:
    """Return the pen that writes ``block`` inside a block that ``pen`` writes."""
    pen = pen.in_lang(block.lang)
    if block.role in ("lead", "term"):
        return pen.bold()
    return pen.sans() if block.role == "credit" else pen


def plain_paragraph(blocks: Blocks) -> Paragraph | None:
    """Return the only block, where that is a paragraph that needs no element."""
    only = blocks[0] if len(blocks) == 1 else None
    plain = isinstance(only, Paragraph) and only.role == "text"
    if isinstance(only, Paragraph) and plain and not (only.lang or only.direction):
        return only
    return None
