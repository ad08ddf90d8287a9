"""How the items of an HTML list are marked: style and numbers.

The numbers that a browser would show are worked out here for all readers: old ones do
not support ``reversed`` and most styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from bs4.element import Tag

from exporter.model import Blocks, ListBlock, Paragraph, plain_text
from exporter.parse.elements import LISTS
from exporter.text import BULLETS, is_counter

# The blocks of an item and its element; None for content between items.
Item: TypeAlias = tuple[Blocks, Tag | None]

# The attribute ``type`` of lists (HTML 4.2.5 and 16.3).
_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "disc": "disc",
    "circle": "circle",
    "square": "square",
    "none": "none",
}
_BY_DEPTH = ("", "circle", "square")
_STYLE = re.compile(
    r"(?:^|[;\s])list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE | re.DOTALL
)
_KEYWORD = re.compile(r"(?<![\w.(/-])[a-z]+(?:-[a-z]+)*(?![\w(.-])", re.IGNORECASE)
_ALIASES = {
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
    "cjk-ideographic": "trad-chinese-informal",
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
# A larger number is a mistake, or an attempt to break the page.
_MAX_NUMBER = 10_000_000
# Bullets that people type before an item, and the boxes of checklists.
_TYPED_BULLET = re.compile("[•·●○◦▪■□◆◇►▶☑☒☐✓✔]")
# Numbers that people type, but not the start of "3.5" or "2020".
_TYPED_NUMBER = re.compile(r"[（(]?([0-9]{1,4})(?:[、．)）]|\.(?![0-9]))")


def make_list(tag: Tag, items: Sequence[Item]) -> ListBlock:
    """Return the list ``tag`` with ``items``, marked as a browser would mark it."""
    ordered = tag.name == "ol"
    blocks = tuple(blocks for blocks, _ in items)
    style = _read_style(tag, ordered=ordered)
    if style in BULLETS or is_counter(style):  # the style counts more than the element
        ordered = is_counter(style) or (ordered and not style)
    numbers: tuple[int | None, ...] = ()
    if ordered and style != "none":
        elements = tag.find_all("li", recursive=False)
        by_element = dict(zip(map(id, elements), _count(tag, elements), strict=True))
        numbers = tuple(by_element.get(id(element)) for _, element in items)
    if numbers == tuple(range(1, len(items) + 1)):
        numbers = ()
    return _drop_doubled(ListBlock(blocks, ordered, style, numbers))


def _read_style(tag: Tag, *, ordered: bool) -> str:
    """Return the style of a list in the terms of ``ListBlock``.

    A style attribute counts before ``type``.  Bullets without either depend on how
    deep the list is nested, as in browsers.
    """
    kind = str(tag.get("type") or "").strip()
    style = _css_style(tag)
    if style is None:
        style = _TYPES.get(kind, _TYPES.get(kind.lower()))
    if style is None and not ordered:
        depth = sum(1 for parent in tag.parents if parent.name in LISTS)
        style = _BY_DEPTH[min(depth, len(_BY_DEPTH) - 1)]
    items = tag.find_all("li", recursive=False)
    if items and all(_css_style(item) == "none" for item in items):
        style = "none"
    return style or ""


def _count(tag: Tag, items: Sequence[Tag]) -> Iterator[int]:
    """Yield the number that a browser shows before each of ``items`` of an ``ol``.

    HTML standard, 4.4.5: the first number is ``start``, or the number of items if the
    list is ``reversed``; each further one is one more, or one less; ``value`` sets a
    new number.
    """
    step = -1 if tag.has_attr("reversed") else 1
    number = _read_number(tag.get("start"))
    if number is None:
        number = len(items) if step < 0 else 1
    for item in items:
        value = _read_number(item.get("value"))
        number = number if value is None else value
        yield number
        number += step


def _drop_doubled(block: ListBlock) -> ListBlock:
    """Return ``block`` without marks if each item has its mark typed by hand."""
    texts = [_first_words(item) for item in block.items]
    if not block.ordered:
        doubled = all(map(_TYPED_BULLET.match, texts))
    else:
        doubled = len(texts) > 1 and all(
            _has_number(text, block.number(index)) for index, text in enumerate(texts)
        )
    return replace(block, style="none") if doubled else block


def _first_words(item: Blocks) -> str:
    first = item[0]
    return plain_text(first.inlines) if isinstance(first, Paragraph) else ""


def _has_number(text: str, number: int | None) -> bool:
    """Return whether ``text`` begins with ``number`` as typed: ``3.``, ``3、``."""
    typed = _TYPED_NUMBER.match(text)
    return typed is not None and int(typed[1]) == number


def _css_style(tag: Tag) -> str | None:
    """Return the list style in a style attribute, None if it names none."""
    found = _STYLE.search(str(tag.get("style") or ""))
    if found is None:
        return None
    words: list[str] = _KEYWORD.findall(found.group(1).lower())
    for style in (_ALIASES.get(word, word) for word in words):
        if style in BULLETS or style == "none" or is_counter(style):
            return style
    return None


def _read_number(value: object) -> int | None:
    text = str(value if value is not None else "").strip()
    if not _NUMBER.fullmatch(text):
        return None
    return min(max(int(text), -_MAX_NUMBER), _MAX_NUMBER)
