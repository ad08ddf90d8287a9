"""Tables to XHTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from exporter.model import Blocks, Table, TableCell
from exporter.xhtml.context import BlockContext
from exporter.xhtml.inlines import write_inlines
from exporter.xhtml.writer import Pen, class_attribute, lang_attributes

# Writes what stands in a cell.
WriteFlow: TypeAlias = Callable[[Blocks, Pen], str]


def write_table(
    block: Table, pen: Pen, context: BlockContext, write_flow: WriteFlow
) -> str:
    """Return ``block``; ``write_flow`` writes what stands in its cells."""
    attributes = class_attribute(lang=block.lang) + lang_attributes(
        block.lang, block.direction
    )
    caption = ""
    if block.caption:
        words = write_inlines(block.caption, pen.sans(), context.write_link)
        caption = f"<caption{class_attribute(pen.own_class)}>{words}</caption>\n"
    rows = "\n".join(
        "<tr>" + "".join(_cells(row, pen, write_flow)) + "</tr>" for row in block.rows
    )
    return f"<table{attributes}>\n{caption}<tbody>\n{rows}\n</tbody>\n</table>"


def _cells(row: Sequence[TableCell], pen: Pen, write_flow: WriteFlow) -> Iterator[str]:
    """Yield the cells of ``row``; beside others, a header heads the row."""
    scope = "col" if all(cell.header for cell in row) else "row"
    for cell in row:
        yield _cell(cell, pen, write_flow, scope=scope)


def _cell(cell: TableCell, pen: Pen, write_flow: WriteFlow, *, scope: str) -> str:
    tag = "th" if cell.header else "td"
    pen = pen.title() if cell.header else pen.sans()
    attributes = class_attribute(pen.own_class)
    attributes += f' scope="{scope}"' if cell.header else ""
    attributes += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{attributes}>{write_flow(cell.blocks, pen)}</{tag}>"
