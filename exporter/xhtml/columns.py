"""The columns of a table: where its cells are, and how wide they have to be.

Widths are in ems of the table's text, estimated from the characters: a Chinese one
takes an em, a letter or digit about half an em.  An estimate is enough: it only decides
how a table is written, and WeasyPrint measures again.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exporter.model import (
    Blocks,
    Figure,
    Gallery,
    Heading,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    Table,
    TableCell,
    child_blocks,
    plain_text,
    texts_of,
)
from exporter.text import BREAKS_BEHIND

# The space between two columns.
_GAP_EM = 1.0
_LETTER_EM, _CAPITAL_EM = 0.56, 0.7
# Longer words are addresses, hashes and the like; they may be broken.
_LONGEST_WORD_EM = 8.0
_BROKEN_WORD_EM = 5.0
# A column has at least _LEAST_EM.  It is so wide that its text takes at most
# _MOST_LINES lines, but it need not be wider than _ROOMY_EM for that.
_LEAST_EM, _MOST_LINES, _ROOMY_EM = 2.0, 8, 12.0
_IMAGE_EM = 6.0
_NUMBERS_TO_OTHERS = 4
_LIST_INDENT_EM = 2.0
# Han, kana, hangul and full-width marks: a line may end after each.
_WORD = re.compile(rf"[^\s{BREAKS_BEHIND}]+")
# Compiled with the first table: that takes milliseconds, and most books have no table.
_NUMBER = (
    r"[(（]?[-+−–±~约]? ?[$€£¥￥]? ?"
    r"[0-9]+(?:[,，. \u00a0\u202f'’][0-9]+)*"
    r" ?(?:%|‰|％|°|℃|°C|[百千万萬亿億元人票席例岁歲倍]|个百分点|個百分點)*[)）]?"
)
_NO_VALUE = re.compile(r"[-–—−/.…]*|n/?a|无|無|不详|不詳", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableRoom:
    """How much room a medium has for a table.

    ``width_em`` is in ems of table text at its usual size, which is ``size_em`` of the
    surrounding text.  The table may be set at ``least_size`` times its usual size.
    """

    width_em: float
    least_size: float = 1.0
    size_em: float = 0.85

    def narrower(self, indent_em: float) -> TableRoom:
        """Return the room inside a block that indents by ``indent_em`` of the text."""
        indent_em /= self.size_em
        return replace(self, width_em=max(self.width_em - indent_em, 1.0))


UNBOUNDED = TableRoom(math.inf)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell and the column, from 0, in which it begins."""

    cell: TableCell
    column: int


def place_cells(rows: Sequence[Sequence[TableCell]]) -> list[list[PlacedCell]]:
    """Return the cells of each row with their columns, below spanning cells.

    Follows the table model of HTML (whatwg.org, 4.9.12).
    """
    placed: list[list[PlacedCell]] = []
    taken: dict[int, int] = {}  # column: the number of further rows that it is covered
    for row in rows:
        line: list[PlacedCell] = []
        covered = dict(taken)
        column = 0
        for cell in row:
            while covered.get(column, 0):
                column += 1
            line.append(PlacedCell(cell, column))
            for n in range(column, column + cell.colspan):
                taken[n] = max(cell.rowspan, covered.get(n, 0))
            column += cell.colspan
        taken = {n: rest - 1 for n, rest in taken.items() if rest > 1}
        placed.append(line)
    return placed


def measure_table(table: Table) -> float:
    """Return the least width of ``table`` in ems, including gaps between columns."""
    singles: dict[int, float] = {}
    spans: list[tuple[range, float]] = []
    for row in place_cells(table.rows):
        for placed in row:
            need = _GAP_EM + _measure_blocks(placed.cell.blocks)
            columns = range(placed.column, placed.column + placed.cell.colspan)
            if len(columns) == 1:
                singles[columns[0]] = max(singles.get(columns[0], 0.0), need)
            else:
                spans.append((columns, need))
    total = sum(singles.values())
    lacking = (
        need - sum(singles.get(n, 0) for n in columns) for columns, need in spans
    )
    return total + max((lack for lack in lacking if lack > 0), default=0.0)


def has_long_word(blocks: Blocks) -> bool:
    """Return whether ``blocks`` hold a word that a narrow column must break."""
    return any(
        text_width(word) > _LONGEST_WORD_EM
        for text in _texts(blocks)
        for word in _WORD.findall(text)
    )


def find_number_columns(table: Table) -> frozenset[int]:
    """Return the columns with two or more numbers and few other values."""
    numbers: dict[int, int] = {}
    others: dict[int, int] = {}
    for row in place_cells(table.rows)[table.head_rows :]:
        for placed in row:
            if placed.cell.colspan == 1 and is_number(placed.cell):
                has_value = not _NO_VALUE.fullmatch(cell_text(placed.cell))
                count = numbers.get(placed.column, 0) + has_value
                numbers[placed.column] = count
            else:
                others[placed.column] = others.get(placed.column, 0) + 1
    return frozenset(
        n
        for n, count in numbers.items()
        if count > 1 and count >= others.get(n, 0) * _NUMBERS_TO_OTHERS
    )


def is_number(cell: TableCell) -> bool:
    """Return whether ``cell`` holds a number, or a sign for "no value"."""
    text = cell_text(cell)
    return bool(re.fullmatch(_NUMBER, text) or _NO_VALUE.fullmatch(text))


def count_lines(table: Table, width_em: float) -> float:
    """Return about how many lines ``table`` takes at a width of ``width_em``."""
    lines = 0.0
    for row in table.rows:
        share_em = max(width_em / max(len(row), 1), _LEAST_EM)
        widths = (sum(map(text_width, _texts(cell.blocks))) for cell in row)
        lines += max((math.ceil(width / share_em) for width in widths), default=1) or 1
    return lines


def cell_text(cell: TableCell) -> str:
    """Return the text of ``cell`` as one line."""
    return " ".join(" ".join(_texts(cell.blocks)).split())


def text_width(text: str) -> float:
    """Return about how wide ``text`` is in one line, in ems."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return _CAPITAL_EM if character.isupper() else _LETTER_EM


def _measure_blocks(blocks: Blocks) -> float:
    return max(map(_measure_block, blocks), default=_LEAST_EM)


def _measure_block(block: object) -> float:
    match block:
        case Table():
            return measure_table(block)
        case Figure() | Gallery() | Media():
            return _IMAGE_EM
        case ListBlock():
            return _LIST_INDENT_EM + max(
                map(_measure_blocks, block.items), default=_LEAST_EM
            )
        case Quote():
            return _LIST_INDENT_EM + _measure_blocks(block.blocks)
        case Paragraph() | Heading():
            return _measure_text(plain_text(block.inlines))
        case _:
            return _LEAST_EM


def _measure_text(text: str) -> float:
    words = map(text_width, _WORD.findall(text))
    longest = max(
        (w if w <= _LONGEST_WORD_EM else _BROKEN_WORD_EM for w in words), default=0.0
    )
    area = min(text_width(text) / _MOST_LINES, _ROOMY_EM)
    return max(longest, area, _LEAST_EM)


def _texts(blocks: Blocks) -> Iterator[str]:
    """Yield the texts of ``blocks`` and of the blocks in them, without credits."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading | Figure | Media):
            yield plain_text(texts_of(block)[0])
        elif not isinstance(block, Gallery):
            yield from _texts(child_blocks(block))
