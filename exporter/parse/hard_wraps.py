"""Joins paragraphs that a wire's terminal cut into lines.

An agency's market reports have lines of about 92 columns (an ideograph takes two),
each in a ``<p>`` of its own, cut in the middle of words.  Only articles of an outlet
that does so are looked at, and only those are joined whose lines show it: most lines
that end inside a sentence have the same width; the lines hold marks as sentences do;
and they do not all begin alike, as in a timetable or a table of results.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from exporter.model import Block, Figure, Inlines, Paragraph, Text, plain_text

# The ends of sentences, labels and addresses; a cut line ends otherwise.
_FINISHED = re.compile(r"""[。！？!?.”"」』】）):：；;…*～~]$|[\w-]\.[\w-]+/\S*$""")
_LEAST_LINES = 4
_LEAST_SHARE = 2 / 3
_SHORTEST_COLUMNS = 60
_TOLERANCE_COLUMNS = 6
_WIDE = "WFA"
_SENTENCE_MARK = re.compile("[，。；！？：、,;]")
_BEGINNING_CHARACTERS = 3
_MOST_ALIKE = 1 / 3
# The second half of a sentence never begins so: a point of a list.
_BEGINS_ANEW = re.compile(r"\s*[*•●■◆▲►]")
# A cut is between two words or inside one; the letters on both sides tell which.
_WORD_BEGINS = re.compile(r"[A-Z0-9]")
_WORD_ENDS = re.compile(r"[A-Za-z]{2}$|[A-Za-z][0-9]$")


def join_wrapped(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with cut lines joined; a figure between two follows."""
    columns = _find_width(blocks)
    out: list[Block] = []
    if columns is None:
        return list(blocks)
    waiting: list[Block] = []
    open_line: Paragraph | None = None
    for block in blocks:
        if open_line is not None and isinstance(block, Figure):
            waiting.append(block)
            continue
        cut = isinstance(block, Paragraph) and _is_cut(block, columns)
        if open_line is not None:
            if isinstance(block, Paragraph) and _goes_on(block, open_line):
                block = replace(
                    open_line, inlines=_join(open_line.inlines, block.inlines)
                )
            else:
                out += [open_line, *waiting]
                waiting = []
            open_line = None
        if cut and isinstance(block, Paragraph):
            open_line = block
            continue
        out += [block, *waiting]
        waiting = []
    return [*out, *([open_line] if open_line else []), *waiting]


def _goes_on(block: Paragraph, before: Paragraph) -> bool:
    """Return whether ``block`` can be the rest of a line that was cut."""
    is_new = _BEGINS_ANEW.match(plain_text(block.inlines)) is not None
    return block.role == before.role and not is_new


def _find_width(blocks: Sequence[Block]) -> float | None:
    """Return how many columns the lines have, None if the article is not cut."""
    texts = [b for b in blocks if isinstance(b, Paragraph) and b.role == "text"]
    long = [b for b in texts if _unfinished_columns(b) >= _SHORTEST_COLUMNS]
    widths = [_unfinished_columns(b) for b in long]
    if len(long) < _LEAST_LINES or not _is_running_text(long):
        return None
    columns = median(widths)
    near = sum(abs(width - columns) <= _TOLERANCE_COLUMNS for width in widths)
    return columns if near >= _LEAST_SHARE * len(widths) else None


def _is_running_text(lines: Sequence[Paragraph]) -> bool:
    """Return whether ``lines`` read like pieces of sentences, not like a list."""
    words = {plain_text(line.inlines).strip() for line in lines}
    marked = sum(_SENTENCE_MARK.search(text) is not None for text in words)
    # 6月10日, 6月11日, …: all digits count as equal.
    beginnings = Counter(
        re.sub(r"\d+", "0", text)[:_BEGINNING_CHARACTERS] for text in words
    )
    alike = beginnings.most_common(1)[0][1]
    return marked >= len(words) / 2 and alike <= max(1, len(words) * _MOST_ALIKE)


def _is_cut(block: Paragraph, columns: float) -> bool:
    width = _unfinished_columns(block)
    return width > 0 and abs(width - columns) <= _TOLERANCE_COLUMNS


def _unfinished_columns(block: Paragraph) -> int:
    """Return the columns of a line that ends inside a sentence, else 0."""
    text = plain_text(block.inlines).strip()
    if _FINISHED.search(text):
        return 0
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def _join(first: Inlines, second: Inlines) -> Inlines:
    """Return two lines as one; a space is added only between two words."""
    before, after = plain_text(first).rstrip(), plain_text(second).lstrip()
    apart = _WORD_ENDS.search(before) and _WORD_BEGINS.match(after)
    return (*first, Text(" "), *second) if apart else (*first, *second)
