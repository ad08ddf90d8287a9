"""Writes lines of code as XHTML: each line is an element, with a hanging indent.

On paper a line that is too long is broken here, because all letters have one width.
Every part but the first begins with a drawn mark.  The mark is no text, so a
copied line has only its own characters.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

from exporter.model import CodeBlock, CodeLink, Link, Text
from exporter.xhtml.context import BlockContext
from exporter.xhtml.writer import Pen, class_attribute, lang_attributes

# The stylesheet has classes for indents up to the first; continued parts hang by more.
_MOST_INDENT_EM, _HANG_EM = 12, 2
# How print-base.css sets pre.code, in em of the text: its size, and the space left of
# it, including a rule of 1 pt beside small text.
_SIZE_EM, _LEFT_EM = 0.8, 0.84
_LEAST_COLUMNS = 12
# Where a line may end, the best first.  Only the last third of a line is searched.
_ENDS = (re.compile(r"\s"), re.compile(r"[,;:(){}\[\]=/&|+?.](?![,;:)}\].])"))
_SOUGHT_SHARE = 1 / 3
# The width of the number of a note behind a link.
_CALL_COLUMNS = 2


def write_code_block(block: CodeBlock, pen: Pen, context: BlockContext) -> str:
    """Return a block of code as XHTML."""
    own = class_attribute("code", pen.own_class, lang=block.lang)
    attributes = own + lang_attributes(block.lang)
    pen = pen.mono()
    write = _write_paper_line if context.on_paper else _write_line
    lines: list[str] = []
    start = 0
    for text in block.text.split("\n"):
        links = [k for k in block.links if start <= k.start < start + len(text)]
        lines.append(write(text, start, links, pen, context))
        start += len(text) + 1
    return (
        f"<pre{attributes}><code{class_attribute(pen.own_class)}>{''.join(lines)}"
        "</code></pre>"
    )


def break_line(line: str, columns: float, rest_columns: float) -> Iterator[str]:
    """Yield the parts of ``line``: at most ``columns`` wide, then ``rest_columns``.

    A part ends after a blank or else after a mark, if there is one near its end.
    """
    while line:
        end = _fitting(line, columns)
        if end < len(line):
            least = int(end * (1 - _SOUGHT_SHARE))
            for pattern in _ENDS:
                ends = [found.end() for found in pattern.finditer(line, least, end)]
                if ends:
                    end = ends[-1]
                    break
        yield line[:end]
        line, columns = line[end:], rest_columns


def _fitting(line: str, columns: float) -> int:
    """Return how many characters of ``line`` fit in ``columns``, at least one."""
    used = 0
    for place, character in enumerate(line):
        # Ambiguous characters count as wide, because some faces draw them so.
        used += 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if used > columns and place:
            return place
    return len(line)


def _count_columns(context: BlockContext) -> float:
    """Return how many letters of half an em fit into a line."""
    room = context.nested_room
    width_em = (room.width_em * room.size_em - _LEFT_EM) / _SIZE_EM
    return width_em if math.isinf(width_em) else max(int(2 * width_em), _LEAST_COLUMNS)


def _write_line(
    text: str, start: int, links: list[CodeLink], pen: Pen, context: BlockContext
) -> str:
    """Return the line ``text``, which begins at ``start`` of its block."""
    indent_em = _indent_em(text)
    indent = f"in{int(indent_em)}" if indent_em >= 1 else ""
    words = "".join(_write_part(text, start, links, pen, context))
    return f"<span{class_attribute('line', indent)}>{words}\n</span>"


def _write_paper_line(
    text: str, start: int, links: list[CodeLink], pen: Pen, context: BlockContext
) -> str:
    """Return the line ``text``, which begins at ``start`` of its block, in parts.

    Continued parts are indented two em more than the line.
    """
    if not text:
        return '<span class="line">&#160;\n</span>'
    hang_em = _indent_em(text) + _HANG_EM
    columns = _count_columns(context) - _CALL_COLUMNS * len(links)
    rest_columns = max(columns - 2 * hang_em, _LEAST_COLUMNS)
    out: list[str] = []
    for part in break_line(text, columns, rest_columns):
        words = "".join(_write_part(part, start, links, pen, context))
        start += len(part)
        if out:
            style = f"padding-left: {hang_em:g}em"
            turn = '<span class="turn"></span>'
            out.append(f'<span class="line turned" style="{style}">{turn}{words}')
        else:
            style = f"padding-left: {hang_em:g}em; text-indent: -{hang_em:g}em"
            out.append(f'<span class="line" style="{style}">{words}')
    return "</span>".join(out) + "\n</span>"


def _indent_em(line: str) -> float:
    """Return the indent of ``line`` in em; two blanks are one em."""
    blanks = len(line) - len(line.lstrip(" "))
    return min(blanks / 2, _MOST_INDENT_EM)


def _write_part(
    part: str, start: int, links: list[CodeLink], pen: Pen, context: BlockContext
) -> Iterator[str]:
    """Yield ``part``, which begins at ``start``, with the links that lie in it."""
    place = 0
    for link in links:
        first, last = (
            min(max(n - start, 0), len(part)) for n in (link.start, link.end)
        )
        if first >= last:
            continue
        words = part[first:last]
        yield pen.write(part[place:first])
        yield context.write_link(Link(link.url, (Text(words),)), pen.write(words), pen)
        place = last
    yield pen.write(part[place:])
