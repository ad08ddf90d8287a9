"""Writes lists as XHTML, with the numbers that the articles show.

E-readers draw the markers that all of them know; other markers are written as text.
On paper all markers are text: WeasyPrint counts only from 1, and it draws markers
after everything else on a page, so copied text would have them at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from exporter.model import Blocks, ListBlock
from exporter.text import BULLETS, format_marker
from exporter.xhtml.context import BlockContext, marker_pen
from exporter.xhtml.writer import Pen, class_attribute, lang_attributes

# Writes the content of an item, after its marker.
WriteItem: TypeAlias = Callable[[Blocks, Pen, str], str]

# The styles that e-readers have drawn since EPUB 2 (CSS 2.1, 12.5.1), and their
# names in HTML.
_DRAWN = {
    "": "",
    "decimal": "",
    "decimal-leading-zero": "",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
# Larger numbers, such as years, are wider than the space that base.css leaves.
_WIDE_NUMBER = 1000
# The width of a marker's box on paper (print-base.css).
_ROOM_EM = 2


def write_list(
    block: ListBlock,
    pen: Pen,
    context: BlockContext,
    write_item: WriteItem,
    *,
    name: str = "",
) -> str:
    """Return ``block`` as XHTML; ``write_item`` writes the content of its items.

    ``name`` is a further class of the list.
    """
    numbered = block.ordered and block.style != "none"
    as_text = block.style != "none" and (
        context.on_paper
        or (numbered and (block.style not in _DRAWN or _has_wide_numbers(block)))
    )
    marked = "marked" if as_text else block.style
    attributes = class_attribute(marked, name, lang=block.lang) + lang_attributes(
        block.lang, block.direction
    )
    if as_text:
        attributes += _room(block) if context.on_paper else ""
        items = _marked_items(block, pen, write_item)
    else:
        attributes += _numbering(block) if numbered else ""
        if numbered:
            pen.note("-0123456789.")
        else:
            _note_bullet(block.style, pen)
        items = _counted_items(block, pen, write_item, numbered=numbered)
    inner = "\n".join(items)
    tag = "ol" if block.ordered else "ul"
    return f"<{tag}{attributes}>\n{inner}\n</{tag}>"


def write_bullets(items: Sequence[str], pen: Pen) -> str:
    """Return a bulleted list of ``items``, which are XHTML."""
    if pen.on_paper:
        bullet = _bullet("", pen)
        lines = "\n".join(f"<li>{bullet}{item}</li>" for item in items)
        return f'<ul class="marked">\n{lines}\n</ul>'
    _note_bullet("", pen)
    return "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>"


def _bullet(style: str, pen: Pen) -> str:
    """Return a bullet as text, in a face that draws it large enough.

    In Noto Serif the bullet is a dot of a ninth of an em, in the bold monospaced face
    of a quarter.  Bold Sans draws it as large, but with the glyph of the middle dot,
    and in a PDF a glyph has only one text.
    """
    names = class_attribute("marker", "bullet", pen.own_class)
    return f"<span{names}>{pen.mono().bold().write(f'{BULLETS[style]} ')}</span>"


def _note_bullet(style: str, pen: Pen) -> None:
    """Note a bullet that the e-reader draws; in serif text it comes from Sans."""
    pen.sans().note(BULLETS.get(style, ""))


def _marked_items(block: ListBlock, pen: Pen, write_item: WriteItem) -> Iterator[str]:
    """Yield the items with their markers as text."""
    for text, item in zip(_markers(block), block.items, strict=True):
        at_start = marker_pen(item, pen)
        marker = f'<span class="marker">{at_start.write(text)}</span>'
        if text and not block.ordered:
            marker = _bullet(block.style, at_start)
        yield f"<li>{write_item(item, pen, marker)}</li>"


def _counted_items(
    block: ListBlock, pen: Pen, write_item: WriteItem, *, numbered: bool
) -> Iterator[str]:
    """Yield the items for readers that count; a value corrects a wrong number."""
    expected = block.number(0) if block.items else 1
    for index, item in enumerate(block.items):
        number = block.number(index)
        attributes = ""
        if number is None:
            attributes = class_attribute("unmarked")
        elif numbered and number != expected:
            attributes = f' value="{number}"'
        if number is not None:
            expected = number + 1
        yield f"<li{attributes}>{write_item(item, pen, '')}</li>"


def _numbering(block: ListBlock) -> str:
    """Return the attributes for the style of numbers and for the first number."""
    kind = _DRAWN[block.style]
    first = block.number(0) if block.items else 1
    start = "" if first in (None, 1) else f' start="{first}"'
    return f' type="{kind}"{start}' if kind else start


def _markers(block: ListBlock) -> Iterator[str]:
    """Yield the marker of each item, "" for none."""
    for number in map(block.number, range(len(block.items))):
        if number is None:
            yield ""
        elif block.ordered:
            yield format_marker(block.style, number)
        else:
            yield f"{BULLETS[block.style]} "


def _has_wide_numbers(block: ListBlock) -> bool:
    """Return whether e-readers would draw numbers beyond the edge of the screen."""
    numbers = (block.number(index) or 0 for index in range(len(block.items)))
    return any(abs(number) >= _WIDE_NUMBER for number in numbers)


def _room(block: ListBlock) -> str:
    """Return a style with the width of markers if they are wider than usual."""
    longest = max(map(_width_em, _markers(block)), default=0)
    return f' style="--marker: {longest:g}em"' if longest > _ROOM_EM else ""


def _width_em(marker: str) -> float:
    """Return the greatest width of a marker in em, including the space after it."""
    return sum(map(_character_em, marker))


def _character_em(character: str) -> float:
    if character >= "\u0250":
        return 1.0
    return 0.9 if character.isupper() or character in "mw" else 0.6
