"""The traversal of blocks: what each kind holds, and how it is put back.

A block holds two things.  Its *texts* are lines of inlines that are its own words: a
paragraph's or heading's, a caption, a credit, the title of a gallery.  Its *child
series* are blocks in it, in series that stay apart when they are changed:

    Quote, Footnote   one series: the blocks
    ListBlock         a series for each item
    Table             a series for each cell, row by row
    Gallery           one series, only of figures
    Verse             one series, only of verse lines
    all others        none

These are no texts and no children: the characters of a ``CodeBlock``, the label of a
``Footnote``, and the images of a ``Figure`` or ``Media`` with their alternative text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar, assert_never

from exporter.model.articles import Article
from exporter.model.blocks import (
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
)
from exporter.model.images import ImageRef
from exporter.model.inlines import InlineImage, Inlines, inline_length, iter_inlines

_Kind = TypeVar("_Kind", bound=Block)


def child_series(block: Block) -> tuple[Blocks, ...]:
    """Return the series of blocks directly in ``block``, in reading order."""
    match block:
        case Paragraph() | Heading() | VerseLine() | Figure():
            return ()
        case Quote() | Footnote():
            return (block.blocks,)
        case ListBlock():
            return block.items
        case Table():
            return tuple(cell.blocks for row in block.rows for cell in row)
        case Gallery():
            return (block.figures,)
        case Verse():
            return (block.lines,)
        case CodeBlock() | Rule() | Media() | Embed() | SharedGallery():
            return ()
        case _:
            assert_never(block)


def with_child_series(block: Block, series: tuple[Blocks, ...]) -> Block:
    """Return ``block`` with each of its series replaced by that in ``series``.

    A series may be longer or shorter than before.  Raises TypeError if a gallery would
    hold anything but figures, or a verse anything but lines.
    """
    match block:
        case Quote() | Footnote():
            return replace(block, blocks=series[0])
        case ListBlock():
            return replace(block, items=series)
        case Table():
            left = iter(series)
            rows = (
                tuple(replace(cell, blocks=next(left)) for cell in row)
                for row in block.rows
            )
            return replace(block, rows=tuple(rows))
        case Gallery():
            return replace(block, figures=_all_of(Figure, series[0]))
        case Verse():
            return replace(block, lines=_all_of(VerseLine, series[0]))
        case _:
            return block


def map_child_series(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    """Return ``block`` with ``change`` applied to each series of its child blocks."""
    series = child_series(block)
    return with_child_series(block, tuple(map(change, series))) if series else block


def child_blocks(block: Block) -> Blocks:
    """Return the blocks directly in ``block``, of all series, in reading order."""
    series = child_series(block)
    return tuple(chain.from_iterable(series)) if series else ()


def iter_blocks(blocks: Blocks) -> Iterator[Block]:
    """Yield ``blocks`` and every block nested in them, in reading order."""
    for block in blocks:
        yield block
        for series in child_series(block):
            yield from iter_blocks(series)


def texts_of(block: Block) -> tuple[Inlines, ...]:
    """Return the texts of ``block`` itself, in reading order; some may be empty."""
    match block:
        case Paragraph() | Heading() | VerseLine():
            return (block.inlines,)
        case Figure():
            return (block.caption, block.credit)
        case Gallery() | SharedGallery():
            return (block.title,)
        case Table() | Media() | Embed():
            return (block.caption,)
        case Quote() | Footnote() | ListBlock() | Verse() | CodeBlock() | Rule():
            return ()
        case _:
            assert_never(block)


def with_texts(block: Block, texts: tuple[Inlines, ...]) -> Block:
    """Return ``block`` with each of its texts replaced by that in ``texts``."""
    match block:
        case Paragraph() | Heading() | VerseLine():
            return replace(block, inlines=texts[0])
        case Figure():
            return replace(block, caption=texts[0], credit=texts[1])
        case Gallery() | SharedGallery():
            return replace(block, title=texts[0])
        case Table() | Media() | Embed():
            return replace(block, caption=texts[0])
        case _:
            return block


def map_texts(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """Return ``block`` with ``change`` applied to its texts and to all texts in it.

    Each text is changed once, in reading order.
    """
    block = with_texts(block, tuple(map(change, texts_of(block))))
    return map_child_series(
        block, lambda series: tuple(map_texts(child, change) for child in series)
    )


def iter_texts(blocks: Blocks) -> Iterator[Inlines]:
    """Yield the texts of ``blocks`` and of every block in them, in reading order."""
    return chain.from_iterable(map(texts_of, iter_blocks(blocks)))


def count_characters(block: Block) -> int:
    """Return about how many characters ``block`` and all blocks in it hold."""
    parts = iter_blocks((block,))
    code = sum(len(part.text) for part in parts if isinstance(part, CodeBlock))
    texts = iter_texts((block,))
    return code + sum(inline_length(inline) for text in texts for inline in text)


def image_refs(article: Article) -> Iterator[ImageRef]:
    """Yield every image of ``article`` that has an address, in order."""
    return (ref for ref in all_image_refs(article) if ref.url)


def all_image_refs(article: Article) -> Iterator[ImageRef]:
    """Yield every image of ``article``, in order, those without an address too."""
    for block in iter_blocks(article.blocks):
        if isinstance(block, Figure):
            yield block.image
        elif isinstance(block, Paragraph | Heading | VerseLine):
            for inline in iter_inlines(block.inlines):
                if isinstance(inline, InlineImage):
                    yield inline.ref
        elif isinstance(block, Media) and block.poster:
            yield block.poster


def _all_of(kind: type[_Kind], blocks: Blocks) -> tuple[_Kind, ...]:
    kept = tuple(block for block in blocks if isinstance(block, kind))
    if len(kept) != len(blocks):
        raise TypeError(f"all of these must be {kind.__name__}: {blocks}")
    return kept
