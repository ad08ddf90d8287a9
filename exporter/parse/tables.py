"""The structure of an HTML table, which may be broken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4.element import PageElement, Tag

from exporter.model import Inline, Paragraph, Strong, TableCell, Text

_SPAN_MAX = 100
_NO_ROWS = ("caption", "colgroup", "col")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """The cells of a row, and whether it is in ``thead``."""

    cells: tuple[PageElement, ...]
    in_head: bool


def rows_of(table: Tag) -> list[SourceRow]:
    """Return the rows of ``table``, the head first, without those of inner tables.

    Content between rows or cells, where none is allowed, counts as a row or a cell, so
    that no words are lost.  ``tfoot`` may stand before the rows (HTML 4.01, 11.2.3) and
    is moved to their end.
    """
    groups: dict[str, list[SourceRow]] = {"thead": [], "": [], "tfoot": []}
    for row, group in _rows(table, ""):
        cells = tuple(_cells(row))
        groups[group].append(SourceRow(cells, group == "thead"))
    return [row for rows in groups.values() for row in rows]


def count_head_rows(rows: Sequence[tuple[tuple[TableCell, ...], bool]]) -> int:
    """Return how many of ``rows`` are head rows; each comes with "is in thead".

    Without a ``thead``, rows with only header cells are head rows, or a first row that
    is all bold.  A table with only head rows counts as having none.
    """
    count = 0
    for cells, in_head in rows:
        if not (in_head or all(cell.header for cell in cells)):
            break
        count += 1
    if not count and len(rows) > 1 and _is_bold(rows[0][0]):
        count = 0 if any(_is_bold(cells) for cells, _ in rows[1:]) else 1
    reach = max(
        (n + cell.rowspan for n in range(count) for cell in rows[n][0]), default=0
    )
    count = max(count, min(reach, len(rows)))
    return count if count < len(rows) else 0


def _is_bold(cells: Sequence[TableCell]) -> bool:
    blocks = [block for cell in cells for block in cell.blocks]
    return (
        len(cells) > 1
        and all(
            isinstance(block, Paragraph) and all(map(_is_strong, block.inlines))
            for block in blocks
        )
        and all(cell.blocks for cell in cells)
    )


def _is_strong(part: Inline) -> bool:
    """Return whether ``part`` is bold or empty."""
    return isinstance(part, Strong) or (
        isinstance(part, Text) and not part.text.strip()
    )


def is_cell(node: PageElement) -> bool:
    """Return whether ``node`` is a cell, not content between cells."""
    return isinstance(node, Tag) and node.name in ("td", "th")


def span_of(cell: Tag, name: str) -> int:
    """Return how many columns or rows ``cell`` spans, 1 to 100."""
    return read_number(cell.get(name), low=1, high=_SPAN_MAX, default=1)


def read_number(value: object, *, low: int, high: int, default: int) -> int:
    """Return the whole number in an attribute, limited to ``low`` to ``high``."""
    text = str(value or "").strip()
    if not re.fullmatch("[0-9]{1,9}", text):
        return default
    return min(max(int(text), low), high)


def _rows(parent: Tag, group: str) -> Iterator[tuple[PageElement, str]]:
    """Yield each row with its group: "thead", "tfoot", else ""."""
    for child in parent.children:
        if isinstance(child, Tag):
            if child.name in ("thead", "tbody", "tfoot"):
                inner = "" if child.name == "tbody" else child.name
                yield from _rows(child, inner or group)
            elif child.name not in _NO_ROWS:
                yield child, group
        elif str(child).strip():
            yield child, group


def _cells(row: PageElement) -> list[PageElement]:
    if not (isinstance(row, Tag) and row.name == "tr"):
        return [row]
    return [c for c in row.children if isinstance(c, Tag) or str(c).strip()]
