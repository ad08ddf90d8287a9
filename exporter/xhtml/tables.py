"""Writes tables as XHTML: as a table if there is room, else row by row.

A table that is too wide for its medium is set smaller, within limits.  If it is still
too wide, it is folded into records: each row becomes a few lines, and each line names
the head of its column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeAlias

from exporter.model import Blocks, Table, TableCell
from exporter.xhtml.columns import (
    PlacedCell,
    cell_text,
    count_lines,
    find_number_columns,
    has_long_word,
    is_number,
    measure_table,
    place_cells,
)
from exporter.xhtml.context import BlockContext, plain_paragraph
from exporter.xhtml.inlines import write_inlines
from exporter.xhtml.writer import Pen, class_attribute, lang_attributes

# Writes the content of a cell.
WriteFlow: TypeAlias = Callable[[Blocks, Pen, BlockContext], str]
_WriteCell: TypeAlias = Callable[[Blocks, Pen], str]

# A table of at most so many lines is kept on one page.
_SHORT_LINES = 8
# Joins the heads of a column that has several.
_HEAD_JOINT = " · "


def write_table(
    block: Table, pen: Pen, context: BlockContext, write_flow: WriteFlow
) -> str:
    """Return ``block`` as XHTML; ``write_flow`` writes the content of its cells."""
    room = context.table_room
    size = room.width_em / max(measure_table(block), 1.0)
    if size < room.least_size:

        def write_value(blocks: Blocks, pen: Pen) -> str:
            return write_flow(blocks, pen, context)

        return _write_records(block, pen, context, write_value)

    def write_cell(blocks: Blocks, pen: Pen) -> str:
        return write_flow(blocks, pen, context.in_cell())

    short = "short" if count_lines(block, room.width_em) <= _SHORT_LINES else ""
    attributes = class_attribute(short, lang=block.lang) + lang_attributes(
        block.lang, block.direction
    )
    if size < 1:
        attributes += f' style="font-size: {size * room.size_em:.3f}em"'
    caption = ""
    if block.caption:
        words = write_inlines(block.caption, pen.sans(), context.write_link)
        caption = f"<caption{class_attribute(pen.own_class)}>{words}</caption>\n"
    numbers = find_number_columns(block)
    rows = [
        "<tr>" + "".join(_cells(row, pen, write_cell, numbers)) + "</tr>"
        for row in place_cells(block.rows)
    ]
    head, body = rows[: block.head_rows], rows[block.head_rows :]
    parts = [_group("thead", head)] if head else []
    parts.append(_group("tbody", body))
    return f"<table{attributes}>\n{caption}{chr(10).join(parts)}\n</table>"


def _group(tag: str, rows: Sequence[str]) -> str:
    inner = "\n".join(rows)
    return f"<{tag}>\n{inner}\n</{tag}>"


def _cells(
    row: Sequence[PlacedCell], pen: Pen, write: _WriteCell, numbers: Collection[int]
) -> Iterator[str]:
    """Yield the cells of ``row``; a header beside other cells heads the row."""
    scope = "col" if all(placed.cell.header for placed in row) else "row"
    for placed in row:
        cell = placed.cell
        aligned = placed.column in numbers and cell.colspan == 1
        name = "number" if aligned and (cell.header or is_number(cell)) else ""
        yield _cell(cell, pen, write, scope=scope, name=name)


def _cell(
    cell: TableCell, pen: Pen, write: _WriteCell, *, scope: str, name: str
) -> str:
    tag = "th" if cell.header else "td"
    pen = pen.title() if cell.header else pen.sans()
    breaks = "breaks" if has_long_word(cell.blocks) else ""
    attributes = class_attribute(name, breaks, pen.own_class)
    attributes += f' scope="{scope}"' if cell.header else ""
    attributes += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{attributes}>{write(cell.blocks, pen)}</{tag}>"


# ----------------------------------------------------------------- records


def _write_records(
    block: Table, pen: Pen, context: BlockContext, write: _WriteCell
) -> str:
    attributes = class_attribute("records", pen.own_class, lang=block.lang)
    attributes += lang_attributes(block.lang, block.direction)
    parts: list[str] = []
    if block.caption:
        words = write_inlines(block.caption, pen.sans(), context.write_link)
        parts.append(f'<p class="caption">{words}</p>')
    placed = place_cells(block.rows)
    heads = _heads(placed[: block.head_rows])
    reaching: dict[int, tuple[PlacedCell, int]] = {}
    for row in placed[block.head_rows :]:
        again = [above for above, _ in reaching.values()]
        fields = "\n".join(
            _field(p, heads, pen, write) if p in row else _field_again(p, heads, pen)
            for p in sorted((*again, *row), key=lambda p: p.column)
        )
        reaching = {n: (p, left - 1) for n, (p, left) in reaching.items() if left > 1}
        for p in row:
            if p.cell.rowspan > 1:
                reaching[p.column] = (p, p.cell.rowspan - 1)
        parts.append(f'<div class="record">\n{fields}\n</div>')
    inner = "\n".join(parts)
    return f"<div{attributes}>\n{inner}\n</div>"


def _heads(rows: Sequence[Sequence[PlacedCell]]) -> dict[int, str]:
    """Return the heads of each column, joined."""
    heads: dict[int, list[str]] = {}
    for row in rows:
        for placed in row:
            words = cell_text(placed.cell)
            for column in range(placed.column, placed.column + placed.cell.colspan):
                heads.setdefault(column, []).append(words)
    return {n: _HEAD_JOINT.join(filter(None, words)) for n, words in heads.items()}


def _field_again(placed: PlacedCell, heads: dict[int, str], pen: Pen) -> str:
    """Return the text of a cell that spans from a row above into this row."""
    head = heads.get(placed.column, "")
    label = f"<b>{pen.title().write(f'{head}：')}</b>" if head else ""
    return f"<p>{label}{pen.sans().write(cell_text(placed.cell))}</p>"


def _field(
    placed: PlacedCell, heads: dict[int, str], pen: Pen, write: _WriteCell
) -> str:
    """Return one value with the head of its column; a header cell in its own face."""
    cell = placed.cell
    head = heads.get(placed.column, "")
    label = f"<b>{pen.title().write(f'{head}：')}</b>" if head else ""
    inner = write(cell.blocks, pen.title() if cell.header else pen.sans())
    if cell.blocks and plain_paragraph(cell.blocks) is None:
        own = f"<p>{label}</p>\n" if label else ""
        return f'{own}<div class="value">\n{inner}\n</div>'
    if cell.header and inner:
        inner = f"<b>{inner}</b>"
    return f"<p>{label}{inner}</p>" if label or inner else ""
