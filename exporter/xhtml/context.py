"""What the writers of one article's blocks share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TypeAlias

from exporter.model import Blocks, ImageMap, Paragraph, SharedGallery
from exporter.xhtml.columns import UNBOUNDED, TableRoom
from exporter.xhtml.inlines import WriteLink
from exporter.xhtml.writer import Pen, lang_attributes

WriteCode: TypeAlias = Callable[[str, Sequence[str], Pen], str]
# Writes where a gallery is shown.
WriteHome: TypeAlias = Callable[[SharedGallery, Pen], str]


def write_title_of_home(gallery: SharedGallery, pen: Pen) -> str:
    """Return the title of the article that shows ``gallery``, without a link."""
    return pen.write(gallery.home_title)


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What the writers of one article's blocks share.

    ``images`` is None if the book leaves images out.  ``on_paper``: nothing is drawn
    by the device, so markers and the like are written as text.  ``table_room`` is
    the room for a table here, ``nested_room`` for a table inside other blocks.
    ``caption_letters`` is the longest caption, in letters, in a row of a gallery.
    """

    images: ImageMap | None
    write_link: WriteLink
    write_code: WriteCode
    on_paper: bool = False
    table_room: TableRoom = UNBOUNDED
    nested_room: TableRoom = UNBOUNDED
    caption_letters: float = inf
    write_home: WriteHome = write_title_of_home

    def indented(self, indent_em: float) -> BlockContext:
        """Return the context for the blocks inside a block that indents them."""
        room = self.nested_room.narrower(indent_em)
        return replace(self, table_room=room, nested_room=room)

    def in_cell(self) -> BlockContext:
        """Return the context for a table cell; tables in it are already measured."""
        return replace(self, table_room=UNBOUNDED, nested_room=UNBOUNDED)


def mark_own_words(pen: Pen, lang: str) -> str:
    """Return attributes for the book's own words in a block in ``lang``: Chinese."""
    return lang_attributes(pen.lang) if lang and not lang.startswith("zh") else ""


def marker_pen(blocks: Blocks, pen: Pen) -> Pen:
    """Return the pen for a marker at the start of ``blocks``.

    If the first block is a paragraph, it is that paragraph's pen.
    """
    first = blocks[0] if blocks else None
    return paragraph_pen(first, pen) if isinstance(first, Paragraph) else pen


def paragraph_pen(block: Paragraph, pen: Pen) -> Pen:
    """Return the pen for the paragraph ``block`` in a block written with ``pen``."""
    pen = pen.in_lang(block.lang)
    if block.role in ("lead", "term"):
        return pen.bold()
    return pen.sans() if block.role == "credit" else pen


def plain_paragraph(blocks: Blocks) -> Paragraph | None:
    """Return the only block if it is a paragraph that needs no element, else None."""
    only = blocks[0] if len(blocks) == 1 else None
    plain = isinstance(only, Paragraph) and only.role == "text"
    if isinstance(only, Paragraph) and plain and not (only.lang or only.direction):
        return only
    return None
