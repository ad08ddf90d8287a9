"""Cutting blocks in two, for the few that are too large for one file.

Adobe's engine (RMSDK) refuses XHTML files over 300 KB; an article can be a
single line of 10 MB.  No character is lost: halves join to the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exporter.model import (
    Block,
    Code,
    Gallery,
    Hidden,
    Inline,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
    plain_text,
)

_SENTENCE_END = re.compile("[。！？][”’」』）]?|[.!?] ")
_SEARCH_CHARACTERS = 2_000


def halve_block(block: Block) -> tuple[Block, Block] | None:
    """Return ``block`` as two blocks of about half, None if it has no middle."""
    if isinstance(block, Paragraph):
        halves = _halve_inlines(block.inlines)
        if halves is None:
            return None
        return replace(block, inlines=halves[0]), replace(block, inlines=halves[1])
    if isinstance(block, Quote):
        return _halve_quote(block)
    if isinstance(block, ListBlock):
        return _halve_list(block)
    if isinstance(block, Table) and len(block.rows) > 1:
        middle = len(block.rows) // 2
        return (
            replace(block, rows=block.rows[:middle]),
            replace(block, rows=block.rows[middle:], caption=()),
        )
    if isinstance(block, Gallery) and len(block.figures) > 1:
        middle = len(block.figures) // 2
        return (
            replace(block, figures=block.figures[:middle]),
            replace(block, figures=block.figures[middle:], title=()),
        )
    return None


def _halve_quote(block: Quote) -> tuple[Block, Block] | None:
    halves = _halve_blocks(block.blocks)
    if halves is None:
        return None
    return replace(block, blocks=halves[0]), replace(block, blocks=halves[1])


def _halve_list(block: ListBlock) -> tuple[Block, Block] | None:
    items = block.items
    if len(items) > 1:
        middle = len(items) // 2
        first = replace(block, items=items[:middle])
        return first, replace(block, items=items[middle:], start=block.start + middle)
    halves = _halve_blocks(items[0])
    if halves is None:
        return None
    return replace(block, items=(halves[0],)), replace(block, items=(halves[1],))


def _halve_blocks(
    blocks: tuple[Block, ...],
) -> tuple[tuple[Block, ...], tuple[Block, ...]] | None:
    if len(blocks) > 1:
        middle = len(blocks) // 2
        return blocks[:middle], blocks[middle:]
    halves = halve_block(blocks[0]) if blocks else None
    return None if halves is None else ((halves[0],), (halves[1],))


def _halve_inlines(inlines: Inlines) -> tuple[Inlines, Inlines] | None:
    """Cut behind the sentence end nearest to the middle of the text."""
    lengths = [_length(inline) for inline in inlines]
    half, before = sum(lengths) // 2, 0
    for number, (inline, length) in enumerate(zip(inlines, lengths, strict=True)):
        if before + length <= half:
            before += length
            continue
        parts = _halve_inline(inline, half - before)
        if parts is not None:
            left, right = parts
            return (*inlines[:number], left), (right, *inlines[number + 1 :])
        cut = number if number else number + 1
        left_side, right_side = inlines[:cut], inlines[cut:]
        return (left_side, right_side) if right_side else None
    return None


def _halve_inline(inline: Inline, at: int) -> tuple[Inline, Inline] | None:
    if isinstance(inline, Text | Code):
        cut = _cut_point(inline.text, at)
        if not 0 < cut < len(inline.text):
            return None
        kind = type(inline)
        return kind(inline.text[:cut]), kind(inline.text[cut:])
    children: Sequence[Inline] = getattr(inline, "children", ())
    halves = _halve_inlines(tuple(children)) if children else None
    if halves is None or isinstance(inline, Hidden):
        return None
    return (
        replace(inline, children=halves[0]),  # type: ignore[call-arg]
        replace(inline, children=halves[1]),  # type: ignore[call-arg]
    )


def _cut_point(text: str, at: int) -> int:
    found = _SENTENCE_END.search(text, at, at + _SEARCH_CHARACTERS)
    return found.end() if found else max(at, 1)


def _length(inline: Inline) -> int:
    return len(plain_text((inline,))) or 1
