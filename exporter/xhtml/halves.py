"""Cuts in two the few blocks that are too large for one file.

Adobe's engine (RMSDK) refuses XHTML files over 300 KB, and an article can be one line
of 10 MB.  No character is lost: the halves together are the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from exporter.model import (
    Anchor,
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    CodeLink,
    Embed,
    Figure,
    Footnote,
    Formula,
    Gallery,
    Heading,
    Hidden,
    Inline,
    InlineImage,
    Inlines,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    QuoteMark,
    Ruby,
    SharedGallery,
    Table,
    TableCell,
    Text,
    Verse,
    count_characters,
    inline_length,
    plain_text,
    with_child_inlines,
)
from exporter.text import CLOSING_QUOTES, PAUSES, SENTENCE_STOPS

Halves = tuple[Block, Block]

_SENTENCE_END = re.compile(f"[{SENTENCE_STOPS}][{CLOSING_QUOTES}）]?|[.!?] ")
_WORD_END = re.compile(f"[ {PAUSES},;]")
_SEARCH_CHARACTERS = 2_000
# The head of a table is repeated only if it is not longer than this.
_HEAD_CHARACTERS = 2_000


def halve_block(block: Block) -> Halves | None:
    """Return ``block`` as two halves of about equal size, None if impossible."""
    halve = _HALVERS.get(type(block))
    return halve(block) if halve else None


# ----------------------------------------------------------------- blocks


def _halve_paragraph(block: Paragraph) -> Halves | None:
    halves = _halve_inlines(block.inlines)
    if halves is None:
        return None
    return replace(block, inlines=halves[0]), replace(block, inlines=halves[1])


def _halve_heading(block: Heading) -> Halves | None:
    halves = _halve_inlines(block.inlines)
    if halves is None:
        return None
    return replace(block, inlines=halves[0]), Paragraph(halves[1], lang=block.lang)


def _halve_figure(block: Figure) -> tuple[Figure, Paragraph] | None:
    """Leave half of the words with the image; the other half follows it."""
    if block.caption and block.credit:
        rest = Paragraph(block.credit, lang=block.lang)
        return replace(block, credit=()), rest
    halves = _halve_inlines(block.caption or block.credit)
    if halves is None:
        return None
    kept = replace(block, caption=halves[0], credit=())
    return kept, Paragraph(halves[1], lang=block.lang)


def _halve_player(block: Media | Embed) -> Halves | None:
    halves = _halve_inlines(block.caption)
    if halves is None:
        return None
    return replace(block, caption=halves[0]), Paragraph(halves[1], lang=block.lang)


def _halve_gallery(block: Gallery) -> Halves | None:
    figures = block.figures
    if len(figures) > 1:
        middle = len(figures) // 2
        return (
            replace(block, figures=figures[:middle]),
            replace(block, figures=figures[middle:], title=()),
        )
    if block.title:
        return Heading(block.title, lang=block.lang), replace(block, title=())
    halves = _halve_figure(figures[0]) if figures else None
    if halves is None:
        return None
    return replace(block, figures=(halves[0],)), halves[1]


def _halve_shared_gallery(block: SharedGallery) -> Halves | None:
    if not block.title:
        return None
    return Heading(block.title, lang=block.lang), replace(block, title=())


def _halve_quote(block: Quote) -> Halves | None:
    halves = _halve_blocks(block.blocks)
    if halves is None:
        return None
    return replace(block, blocks=halves[0]), replace(block, blocks=halves[1])


def _halve_list(block: ListBlock) -> Halves | None:
    items = block.items
    if len(items) > 1:
        middle = len(items) // 2
        numbers = tuple(map(block.number, range(len(items))))
        return (
            replace(block, items=items[:middle], numbers=numbers[:middle]),
            replace(block, items=items[middle:], numbers=numbers[middle:]),
        )
    halves = _halve_blocks(items[0]) if items else None
    if halves is None:
        return None
    rest = replace(block, items=(halves[1],), numbers=(None,))
    return replace(block, items=(halves[0],)), rest


def _halve_code(block: CodeBlock) -> Halves | None:
    """Cut after the line end nearest to the middle; a single line at its middle."""
    middle = len(block.text) // 2
    cut = block.text.find("\n", middle) + 1 or block.text.rfind("\n", 0, middle) + 1
    cut = cut if 0 < cut < len(block.text) else middle
    if not cut:
        return None
    first, second = block.text[:cut].removesuffix("\n"), block.text[cut:]
    return (
        replace(block, text=first, links=_cut_links(block.links, 0, cut)),
        replace(
            block, text=second, links=_cut_links(block.links, cut, len(block.text))
        ),
    )


def _cut_links(
    links: tuple[CodeLink, ...], start: int, end: int
) -> tuple[CodeLink, ...]:
    """Return the ``links`` between ``start`` and ``end``, counted from ``start``."""
    return tuple(
        replace(
            link, start=max(link.start, start) - start, end=min(link.end, end) - start
        )
        for link in links
        if link.start < end and link.end > start
    )


def _halve_verse(block: Verse) -> Halves | None:
    lines = block.lines
    if len(lines) > 1:
        middle = len(lines) // 2
        return replace(block, lines=lines[:middle]), replace(
            block, lines=lines[middle:]
        )
    halves = _halve_inlines(lines[0].inlines) if lines else None
    if halves is None:
        return None
    first, second = (replace(lines[0], inlines=half) for half in halves)
    return replace(block, lines=(first,)), replace(block, lines=(second,))


def _halve_footnote(block: Footnote) -> Halves | None:
    """Leave half of the note with its number; the other half follows as a quote."""
    halves = _halve_blocks(block.blocks)
    if halves is None:
        return None
    return replace(block, blocks=halves[0]), Quote(halves[1], lang=block.lang)


def _halve_table(block: Table) -> Halves | None:
    """Cut between rows; the second half repeats the head rows as plain text."""
    rows, heads = block.rows, block.rows[: block.head_rows]
    count = len(rows) - len(heads)
    if count > 1:
        middle = len(heads) + count // 2
        is_long = count_characters(replace(block, rows=heads)) > _HEAD_CHARACTERS
        again = () if is_long else tuple(tuple(map(_words_alone, r)) for r in heads)
        return (
            replace(block, rows=rows[:middle]),
            replace(
                block,
                rows=(*again, *rows[middle:]),
                caption=(),
                head_rows=len(again),
            ),
        )
    if block.caption:
        return Paragraph(block.caption, lang=block.lang), replace(block, caption=())
    if heads:  # the head rows are the large part
        block = replace(block, head_rows=0)
        return _halve_table(block)
    halves = _halve_row(rows[0]) if rows else None
    if halves is None:
        return None
    return replace(block, rows=(halves[0],)), replace(block, rows=(halves[1],))


def _words_alone(cell: TableCell) -> TableCell:
    """Return ``cell`` without links, images and link targets."""
    words = (plain_text(getattr(block, "inlines", ())) for block in cell.blocks)
    text = " ".join(filter(None, words))
    return replace(cell, blocks=(Paragraph((Text(text),)),) if text else ())


def _halve_row(
    row: tuple[TableCell, ...],
) -> tuple[tuple[TableCell, ...], tuple[TableCell, ...]] | None:
    """Cut every cell in two, so that columns stay columns; else cut between cells."""
    upper: list[TableCell] = []
    lower: list[TableCell] = []
    is_cut = False
    for cell in row:
        halves = _halve_blocks(cell.blocks)
        first, second = halves or (cell.blocks, ())
        is_cut = is_cut or halves is not None
        upper.append(replace(cell, blocks=first))
        lower.append(replace(cell, blocks=second))
    if is_cut:
        return tuple(upper), tuple(lower)
    middle = len(row) // 2
    return (row[:middle], row[middle:]) if middle else None


def _halve_blocks(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    if len(blocks) > 1:
        middle = len(blocks) // 2
        return blocks[:middle], blocks[middle:]
    halves = halve_block(blocks[0]) if blocks else None
    return None if halves is None else ((halves[0],), (halves[1],))


_HALVERS: dict[type[Any], Callable[[Any], Halves | None]] = {
    Paragraph: _halve_paragraph,
    Heading: _halve_heading,
    Figure: _halve_figure,
    Media: _halve_player,
    Embed: _halve_player,
    Gallery: _halve_gallery,
    SharedGallery: _halve_shared_gallery,
    Quote: _halve_quote,
    ListBlock: _halve_list,
    CodeBlock: _halve_code,
    Verse: _halve_verse,
    Footnote: _halve_footnote,
    Table: _halve_table,
}

# ---------------------------------------------------------------- inlines


def _halve_inlines(inlines: Inlines) -> tuple[Inlines, Inlines] | None:
    """Cut after the sentence that ends nearest to the middle of the text."""
    lengths = [inline_length(inline) for inline in inlines]
    half, before = sum(lengths) // 2, 0
    for number, (inline, length) in enumerate(zip(inlines, lengths, strict=True)):
        if before + length <= half:
            before += length
            continue
        parts = _halve_inline(inline, half - before)
        if parts is not None:
            left, right = parts
            return (*inlines[:number], left), (right, *inlines[number + 1 :])
        cut = number or 1
        return (inlines[:cut], inlines[cut:]) if cut < len(inlines) else None
    return None


def _halve_inline(inline: Inline, at: int) -> tuple[Inline, Inline] | None:
    if isinstance(inline, Break | InlineImage | QuoteMark | Anchor | Formula | Ruby):
        return None
    if isinstance(inline, Text | Code | Hidden):
        cut = _cut_point(inline.text, at)
        if not 0 < cut < len(inline.text):
            return None
        return (
            replace(inline, text=inline.text[:cut]),
            replace(inline, text=inline.text[cut:]),
        )
    halves = _halve_inlines(inline.children)
    if halves is None:
        return None
    return with_child_inlines(inline, halves[0]), with_child_inlines(inline, halves[1])


def _cut_point(text: str, at: int) -> int:
    """Return where to cut ``text``: after a sentence, after a word, or at ``at``."""
    for end in (_SENTENCE_END, _WORD_END):
        found = end.search(text, at, at + _SEARCH_CHARACTERS)
        if found and found.end() < len(text):
            return found.end()
    return max(at, 1)
