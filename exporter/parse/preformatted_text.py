"""Text in which every space counts: ``pre`` and similar elements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple, TypeAlias

from bs4.element import NavigableString, Tag

from exporter.model import CodeBlock, CodeLink
from exporter.parse.runs import Mark, Run, add_mark, clean_typed_text
from exporter.text import HAN

_TAB_COLUMNS = 8
_LINE_ENDS = re.compile(r"\r\n?|\n")
# Columns separated by spaces, lines drawn with signs, ends of statements.
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\S|[─-╿]|[{};]\s*$|^\s*(?:#|//)", re.MULTILINE)
_LEAST_HAN_SHARE = 0.5


class TypedPiece(NamedTuple):
    """A part of a line, and its link, "" for none."""

    text: str
    url: str = ""


TypedLine: TypeAlias = list[TypedPiece]
UrlOf: TypeAlias = Callable[[Tag], str]


def read_lines(tag: Tag, url_of: UrlOf) -> list[TypedLine]:
    """Return the lines of ``tag`` as typed, without blank lines at both ends.

    Tabs become spaces up to the next multiple of 8 columns.  ``xmp`` shows its tags as
    text.  ``url_of`` reads the address of a link.
    """
    if tag.name == "xmp":
        pieces: Iterator[TypedPiece] = iter(
            (TypedPiece(unescape(tag.decode_contents())),)
        )
    else:
        pieces = _read_pieces(tag, url_of, "")
    lines: list[TypedLine] = [[]]
    for text, url in pieces:
        first, *others = _LINE_ENDS.split(text)
        lines[-1].append(TypedPiece(first, url))
        lines += ([TypedPiece(other, url)] for other in others)
    lines = list(map(_clean, lines))
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def is_writing(lines: list[TypedLine]) -> bool:
    """Return whether ``lines`` are Chinese prose or verse, not code or a table."""
    text = "\n".join(map(_text_of, lines))
    signs = sum(not character.isspace() for character in text)
    is_chinese = len(re.findall(f"[{HAN}]", text)) >= _LEAST_HAN_SHARE * signs
    return is_chinese and not _COLUMNS.search(text)


def indented_runs(line: TypedLine, marks: tuple[Mark, ...]) -> Iterator[Run]:
    """Yield ``line`` as runs under ``marks``, including the blanks at its start."""
    is_start = True
    for text, url in line:
        words = text.lstrip(" ") if is_start else text
        indent = "\xa0" * (len(text) - len(words))
        is_start = is_start and not words
        yield Run(indent + words, add_mark(marks, Mark("link", url)) if url else marks)


def join_code(lines: list[TypedLine]) -> CodeBlock:
    """Return ``lines`` as a block of code."""
    links: list[CodeLink] = []
    start = 0
    for line in lines:
        for text, url in line:
            if url and text.strip() and not url.startswith("#"):
                links.append(CodeLink(start, start + len(text), url))
            start += len(text)
        start += 1
    return CodeBlock("\n".join(map(_text_of, lines)), links=tuple(links))


def _read_pieces(tag: Tag, url_of: UrlOf, url: str) -> Iterator[TypedPiece]:
    for node in tag.children:
        if isinstance(node, NavigableString):
            yield TypedPiece(str(node), url)
        elif isinstance(node, Tag):
            if node.name == "br":
                yield TypedPiece("\n", url)
            inner = url_of(node) if node.name == "a" else ""
            yield from _read_pieces(node, url_of, inner or url)


def _text_of(line: TypedLine) -> str:
    return "".join(piece.text for piece in line)


def _clean(line: TypedLine) -> TypedLine:
    """Return ``line`` with spaces instead of tabs and no blanks at its end."""
    if len(line) == 1 or not any(piece.url for piece in line):
        line = [TypedPiece(_text_of(line), line[0].url)]
    cleaned: TypedLine = []
    column = 0
    for text, url in line:
        text, column = _expand_tabs(text, column)
        cleaned.append(TypedPiece(clean_typed_text(text), url))
    while cleaned:
        text, url = cleaned.pop()
        if text.rstrip():
            return [*cleaned, TypedPiece(text.rstrip(), url)]
    return []


def _expand_tabs(text: str, column: int) -> tuple[str, int]:
    """Return ``text`` with spaces instead of tabs, and the column after it.

    ``text`` begins at ``column``.  An ideograph takes two columns.
    """
    out: list[str] = []
    for character in text:
        if character == "\t":
            count = _TAB_COLUMNS - column % _TAB_COLUMNS
            out.append(" " * count)
            column += count
        else:
            out.append(character)
            column += _columns_of(character)
    return "".join(out), column


def _columns_of(character: str) -> int:
    """Return how many columns ``character`` takes."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
