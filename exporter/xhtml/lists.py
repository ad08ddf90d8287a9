"""Lists to XHTML, with the numbers their articles show.

E-readers draw the markers that all of them know; other ones are written as
text.  On paper every number is given: WeasyPrint does not count by itself from
anything but 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from exporter.counters import BULLETS, format_marker
from exporter.model import Blocks, ListBlock
from exporter.xhtml.context import BlockContext
from exporter.xhtml.writer import Pen, class_attribute, escape_text, lang_attributes

# Writes what stands in an item, behind its marker.
WriteItem: TypeAlias = Callable[[Blocks, Pen, str], str]

# Styles that e-readers have drawn since EPUB 2 (CSS 2.1, 12.5.1), and what HTML
# calls them.
_DRAWN = {
    "": "",
    "decimal": "",
    "decimal-leading-zero": "",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
# What the indent of a list on paper holds (print-base.css), in em.
_INDENT_EM = 2


def write_list(
    block: ListBlock, pen: Pen, context: BlockContext, write_item: WriteItem
) -> str:
    """Return ``block``; ``write_item`` writes what stands in its items."""
    numbered = block.ordered and block.style != "none"
    as_text = numbered and block.style not in _DRAWN and not context.numbers_lists
    names = ("marked",) if as_text else (block.style,)
    attributes = class_attribute(*names, lang=block.lang) + lang_attributes(block.lang)
    if numbered:
        pen.note("-0123456789")
    elif not block.ordered:
        pen.note(BULLETS.get(block.style, ""))
    if numbered and not as_text:
        attributes += _type_attribute(block, context) + _start(block, context)
    items = "\n".join(
        _items(block, pen, context, write_item, numbered=numbered, as_text=as_text)
    )
    tag = "ol" if block.ordered else "ul"
    return f"<{tag}{attributes}>\n{items}\n</{tag}>"


def _items(
    block: ListBlock,
    pen: Pen,
    context: BlockContext,
    write_item: WriteItem,
    *,
    numbered: bool,
    as_text: bool,
) -> Iterator[str]:
    expected = block.number(0) if block.items else 1
    for index, item in enumerate(block.items):
        number = block.number(index)
        marker, attributes = "", ""
        if number is None:
            attributes = class_attribute("unmarked")
        elif numbered:
            text = format_marker(block.style, number)
            pen.note(text)
            if as_text:
                marker = f'<span class="marker">{escape_text(text)}</span>'
            elif context.numbers_lists:
                attributes = f" style=\"list-style-type: '{text}'\""
            elif number != expected:
                attributes = f' value="{number}"'
        if number is not None:
            expected = number + 1
        yield f"<li{attributes}>{write_item(item, pen, marker)}</li>"


def _type_attribute(block: ListBlock, context: BlockContext) -> str:
    """Return what readers without the stylesheet's classes go by."""
    kind = "" if context.numbers_lists else _DRAWN[block.style]
    return f' type="{kind}"' if kind else ""


def _start(block: ListBlock, context: BlockContext) -> str:
    """Return where the numbers begin, or how much room long ones take on paper."""
    numbers = [block.number(index) for index in range(len(block.items))]
    if context.numbers_lists:
        markers = (format_marker(block.style, n) for n in numbers if n is not None)
        longest = max(map(_width_em, markers), default=0)
        return f' style="padding-left: {longest:g}em"' if longest > _INDENT_EM else ""
    first = numbers[0] if numbers else 1
    return f' start="{first}"' if first is not None and first != 1 else ""


def _width_em(marker: str) -> float:
    """Return about how wide a marker is, in em, with the space behind it."""
    return sum(0.6 if c < "\u0250" else 1 for c in marker)
