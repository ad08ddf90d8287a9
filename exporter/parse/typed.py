"""Text that counts on every space: ``pre`` and its relatives."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from bs4.element import NavigableString, Tag

from exporter.parse.runs import HAN, clean_typed_text

_TAB_COLUMNS = 8
_LINE_ENDS = re.compile(r"\r\n?|\n")
# Columns set apart by spaces, rules drawn with signs, the ends of statements.
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\S|[─-╿]|[{};]\s*$|^\s*(?:#|//)", re.MULTILINE)
_LEAST_HAN_SHARE = 0.5


def read_lines(tag: Tag) -> list[str]:
    """Return the lines of ``tag`` as typed, blank ones at either end left out.

    Tabs become spaces, to the next of every 8 columns; ``xmp`` shows its tags.
    """
    if tag.name == "xmp":
        text = unescape(tag.decode_contents())
    else:
        text = "".join(
            str(node) if isinstance(node, NavigableString) else "\n"
            for node in tag.descendants
            if isinstance(node, NavigableString) or getattr(node, "name", "") == "br"
        )
    lines = [_clean(line) for line in _LINE_ENDS.split(text)]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def is_writing(lines: list[str]) -> bool:
    """Tell whether ``lines`` are sentences or verse in Chinese, not code or a table."""
    text = "\n".join(lines)
    signs = sum(not character.isspace() for character in text)
    is_chinese = len(re.findall(f"[{HAN}]", text)) >= _LEAST_HAN_SHARE * signs
    return is_chinese and not _COLUMNS.search(text)


def _clean(line: str) -> str:
    if "\t" in line:
        line = _expand_tabs(line)
    return clean_typed_text(line).rstrip()


def _expand_tabs(line: str) -> str:
    """Return ``line`` with spaces for tabs; an ideograph takes two columns."""
    out: list[str] = []
    column = 0
    for character in line:
        if character == "\t":
            count = _TAB_COLUMNS - column % _TAB_COLUMNS
            out.append(" " * count)
            column += count
        else:
            out.append(character)
            column += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return "".join(out)
