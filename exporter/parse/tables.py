"""The shape of an HTML table, broken as it may be."""

import re
from collections.abc import Iterator

from bs4.element import PageElement, Tag

_SPAN_MAX = 100
_NO_ROWS = ("caption", "colgroup", "col")


def grid_of(table: Tag) -> list[list[PageElement]]:
    """Return the cells of ``table`` by row, its own and not of tables inside.

    What stands between rows or cells, where nothing should, counts as a row or
    a cell of its own: words are never lost.
    """
    return [_cells(row) for row in _rows(table)]


def is_cell(node: PageElement) -> bool:
    """Tell whether ``node`` is a cell, not something between cells."""
    return isinstance(node, Tag) and node.name in ("td", "th")


def span_of(cell: Tag, name: str) -> int:
    """Return how many columns or rows ``cell`` spans, 1 to 100."""
    return read_number(cell.get(name), low=1, high=_SPAN_MAX, default=1)


def read_number(value: object, *, low: int, high: int, default: int) -> int:
    """Return the whole number an attribute holds, between ``low`` and ``high``."""
    text = str(value or "").strip()
    if not re.fullmatch("[0-9]{1,9}", text):
        return default
    return min(max(int(text), low), high)


def _rows(table: Tag) -> Iterator[PageElement]:
    for child in table.children:
        if isinstance(child, Tag):
            if child.name in ("thead", "tbody", "tfoot"):
                yield from _rows(child)
            elif child.name not in _NO_ROWS:
                yield child
        elif str(child).strip():
            yield child


def _cells(row: PageElement) -> list[PageElement]:
    if not (isinstance(row, Tag) and row.name == "tr"):
        return [row]
    return [c for c in row.children if isinstance(c, Tag) or str(c).strip()]
