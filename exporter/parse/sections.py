"""Numbers that stand alone between the sections of an essay become subheadings.

Essays separate their sections by 一, 二, 三 (also （一）, 1., 01, II), each in a
paragraph of its own without markup.  Without this such a paragraph looks like a stray
mark on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.model import Block, Heading, Paragraph, plain_text
from exporter.parse.paragraphs import BOLD_LINE_LEVEL
from exporter.text import format_counter

# 一 · 1 · 01 · I
_STYLES = (
    "simp-chinese-informal",
    "decimal",
    "decimal-leading-zero",
    "upper-roman",
)
_NUMBER = re.compile(
    r"[（(【\[]?\s*([一二三四五六七八九十\dIVX]{1,4})\s*[)）】\].．、]?"
)
_LEAST_SECTIONS = 2
# The longest paragraph of a section has at least so many characters.  A table that lost
# its columns has lone numbers, too, but only short paragraphs.
_LEAST_CHARACTERS = 40


def head_numbered_sections(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with section numbers as subheadings.

    They must count from 1 without a gap, and text must follow each of them.
    """
    numbers = {
        at: found[1]
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.role == "text"
        if (found := _NUMBER.fullmatch(plain_text(block.inlines).strip()))
    }
    if len(numbers) < _LEAST_SECTIONS:
        return list(blocks)
    for style in _STYLES:
        wanted = [format_counter(style, n + 1) for n in range(len(numbers))]
        if list(numbers.values()) == wanted and _have_text(blocks, [*numbers]):
            return [
                Heading(block.inlines, BOLD_LINE_LEVEL)
                if at in numbers and isinstance(block, Paragraph)
                else block
                for at, block in enumerate(blocks)
            ]
    return list(blocks)


def _have_text(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Return whether text follows each of ``places`` before the next one."""
    return all(
        any(
            isinstance(block, Paragraph)
            and len(plain_text(block.inlines)) >= _LEAST_CHARACTERS
            for block in blocks[start + 1 : end]
        )
        for start, end in zip(places, [*places[1:], len(blocks)], strict=True)
    )
