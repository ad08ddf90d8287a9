"""Measures Chinese typesetting on a finished PDF, by the positions of its characters.

    python -m checks.typesetting BOOK.pdf [--show 10]

prints, for the lines of body text (those in the most frequent size of ideographs):

  edge       share of lines filled by a paragraph whose right end lies within
             0.1 pt of the column's; a mark at the end may hang half an em
  start, end lines that begin or end with a mark that is forbidden there
  split      numbers separated from digits or units, dashes and ellipses in halves
  loose      share of neighbouring ideographs more than 0.1 em apart
  autospace  share of ideographs beside Latin with at least an eighth of an em
  pairs      share of neighbouring full-width marks set in 1.6 em or less

and with --show the places that speak against each.  It does not depend on how the PDF
was made; columns are found by the white space between them.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

HAN = re.compile("[々〇㐀-鿿豈-﫿]")
CLOSING = "，。、；：！？”’）〕］｝》〉」』】〗"
OPENING = "“‘（〔［｛《〈「『【〖"
NO_START = f"{CLOSING}·‧・～–)]}},.;:!?%‰℃°"
NO_END = f"{OPENING}([{{€$£¥￥"
UNITS = "年月日时時%％‰℃°万亿萬億元"
_LATIN = re.compile("[A-Za-z0-9]")
_LEFTWARD = ("R", "AL", "AN")
_TURNED = str.maketrans("()[]“”‘’《》〈〉", ")(][”“’‘》《〉〈")
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
# A wider hole than this, in em, separates two columns, or a list marker and its text.
_COLUMN_GAP = 1.3
_LEADING = 2.4
# If fewer second parts begin at one place than this share of all rows, or than a third
# of all second parts, text stands beside text only by chance, as in a list.
_DOUBLE_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Char:
    """A character: the origin of its glyph and its size in points, y upwards."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of column ``column`` on page ``page``, both counted from 0."""

    page: int
    column: int
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def left(self) -> float:
        return self.chars[0].x

    @property
    def y(self) -> float:
        return self.chars[0].y

    def right(self, *, hanging: bool = False) -> float:
        """Return where the last character's square, or half of a mark's, ends."""
        last = self.chars[-1]
        half = hanging and last.text in CLOSING
        return last.x + last.size * (0.5 if half else 1.0)

    @property
    def ends_square(self) -> bool:
        """Return whether the last character fills a square."""
        last = self.chars[-1].text
        return bool(HAN.match(last)) or last in CLOSING


@dataclass
class Measures:
    """The counts; ``against`` holds the places that speak against each measure."""

    lines: int = 0
    good: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    against: defaultdict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def count(self, name: str, *, good: bool, what: str) -> None:
        """Count one case of ``name``."""
        self.all[name] += 1
        self.good[name] += good
        if not good:
            self.against[name].append(what)

    def share(self, name: str) -> float:
        """Return the share of good cases, 1 if there are none."""
        return self.good[name] / self.all[name] if self.all[name] else 1.0


def read_chars(data: bytes) -> list[list[Char]]:
    """Return the characters of each page that a PDF reader finds in ``data``."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return [list(_page_chars(page)) for page in document]
    finally:
        document.close()


def _page_chars(page: pypdfium2.PdfPage) -> Iterator[Char]:
    text = page.get_textpage()
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, index):
            continue
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text, index) * matrix.a
        if char not in _INVISIBLE:
            yield Char(char, x.value, y.value, round(size, 3))


def body_size(pages: Sequence[Sequence[Char]]) -> float:
    """Return the most frequent size of ideographs, in points."""
    sizes = Counter(c.size for page in pages for c in page if HAN.match(c.text))
    return sizes.most_common(1)[0][0]


def body_lines(
    pages: Sequence[Sequence[Char]], *, em: float = 0.0, least_han: int = 4
) -> list[Line]:
    """Return the lines of text of size ``em``, page by page, column by column.

    Without an ``em``, the lines of body text.
    """
    em = em or body_size(pages)
    rows: defaultdict[tuple[int, float], list[Char]] = defaultdict(list)
    for number, page in enumerate(pages):
        for char in page:
            if abs(char.size - em) < 0.3:
                rows[number, round(char.y, 1)].append(char)
    parts = {
        key: [p for p in _parts(row, em) if _count_han(p) >= least_han]
        for key, row in rows.items()
    }
    seconds = [part[0].x for row in parts.values() for part in row[1:]]
    middle = _usual(seconds) if seconds else 0.0
    together = sum(abs(x - middle) < 1 for x in seconds)
    is_double = together > max(_DOUBLE_SHARE * len(parts), len(seconds) / 3)
    middle = middle - em if is_double else math.inf
    lines = [
        Line(page, int(part[0].x > middle), tuple(part))
        for (page, _y), row in parts.items()
        for part in row
    ]
    return sorted(lines, key=lambda line: (line.page, line.column, -line.y))


def _count_han(part: Sequence[Char]) -> int:
    return sum(bool(HAN.match(char.text)) for char in part)


def _parts(row: Sequence[Char], em: float) -> Iterator[list[Char]]:
    """Cut a row at the white space between columns; spaces are dropped.

    Characters keep their order, because a mark may begin before the one it follows.
    Only a row with right-to-left text is sorted by position.
    """
    part: list[Char] = []
    if any(map(_runs_leftward, row)):
        row = list(_as_drawn(row))
    for char in row:
        if char.text.isspace():
            continue
        if part and not -em < char.x - part[-1].x < (1 + _COLUMN_GAP) * em:
            yield part
            part = []
        part.append(char)
    if part:
        yield part


def _runs_leftward(char: Char) -> bool:
    return unicodedata.bidirectional(char.text) in _LEFTWARD


def _as_drawn(row: Sequence[Char]) -> Iterator[Char]:
    """Yield ``row`` from left to right.

    PDFium reverses some brackets and quotes beside right-to-left text.
    """
    ends = Char(" ", 0.0, 0.0, 0.0)
    row = sorted(row, key=lambda char: char.x)
    for before, char, after in zip([ends, *row], row, [*row[1:], ends], strict=False):
        turned = _runs_leftward(after) and char.text in ")]”’》〉"
        turned = turned or (_runs_leftward(before) and char.text in "([“‘《〈")
        text = char.text.translate(_TURNED) if turned else char.text
        yield Char(text, char.x, char.y, char.size)


def measure(data: bytes) -> Measures:
    """Return the measures of the PDF ``data``."""
    pages = read_chars(data)
    em = body_size(pages)
    lines = body_lines(pages)
    found = Measures(lines=len(lines))
    columns = _columns_of(lines)
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        where = f"page {line.page + 1}: {line.text}"
        found.count("start", good=line.text[0] not in NO_START, what=where)
        found.count("end", good=line.text[-1] not in NO_END, what=where)
        column = columns.get((line.page % 2, line.column))
        if following and column and _goes_on(line, following, column[0], em):
            parted = _is_split(line.text[-1], following.text[0])
            found.count("split", good=not parted, what=f"{where}|{following.text}")
            ends = line.right(), line.right(hanging=True)
            if line.ends_square and column[1] - ends[0] < 3 * em:
                off = min(abs(end - column[1]) for end in ends)
                found.count("edge", good=off <= 0.1, what=f"{off:.2f} pt {where}")
        for one, other in pairwise(line.chars):
            _count_pair(found, one, other, em=em, where=where)
    return found


def _columns_of(
    lines: Sequence[Line],
) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the usual left and right of the columns, by page parity and column."""
    lefts: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    rights: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for line in lines:
        lefts[line.page % 2, line.column].append(line.left)
        if HAN.match(line.text[-1]):
            rights[line.page % 2, line.column].append(line.right())
    return {key: (_left_of(lefts[key]), _usual(rights[key])) for key in rights}


def _left_of(starts: Sequence[float]) -> float:
    """Return the leftmost of the usual places, because paragraphs are indented."""
    counts = Counter(round(start * 2) for start in starts)
    often = max(counts.values()) / 4
    first = min(place for place, count in counts.items() if count >= often)
    return median(start for start in starts if abs(start - first / 2) < 0.6)


def _usual(values: Sequence[float]) -> float:
    ((common, _count),) = Counter(round(v * 2) for v in values).most_common(1)
    return median(v for v in values if abs(v - common / 2) < 0.6)


def _goes_on(line: Line, following: Line, left: float, em: float) -> bool:
    """Return whether a paragraph continues: the next line begins at its left."""
    return (
        (line.page, line.column) == (following.page, following.column)
        and 0 < line.y - following.y < _LEADING * em
        and abs(following.left - left) < 0.6 * em
        and line.left < left + 2.6 * em
    )


def _is_split(last: str, first: str) -> bool:
    return (
        (last.isdigit() and (first.isdigit() or first in UNITS))
        or last + first == "——"
        or last + first == "……"
    )


def _count_pair(
    found: Measures, one: Char, other: Char, *, em: float, where: str
) -> None:
    gap = (other.x - one.x) / em - 1
    pair = one.text + other.text
    if all(map(HAN.match, pair)):
        found.count(
            "loose", good=round(gap, 2) <= 0.1, what=f"{pair} {gap:.2f} em {where}"
        )
    elif HAN.match(one.text) and _LATIN.match(other.text):
        found.count("autospace", good=gap >= 0.12, what=f"{pair} {gap:.2f} em {where}")
    elif all(char in CLOSING + OPENING for char in pair):
        found.count("pairs", good=gap <= -0.35, what=f"{pair} {gap:.2f} em {where}")


def main() -> None:
    """Print the measures of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    options = parser.parse_args()
    found = measure(options.pdf.read_bytes())
    print(f"{'lines':9} {found.lines}")
    for name in ("edge", "autospace", "pairs"):
        print(f"{name:9} {found.share(name):.4f} of {found.all[name]}")
    print(f"{'loose':9} {1 - found.share('loose'):.5f} of {found.all['loose']}")
    for name in ("start", "end", "split"):
        print(f"{name:9} {len(found.against[name])}")
    for name, cases in found.against.items():
        for case in cases[: options.show]:
            print(f"{name:9} {case}")


if __name__ == "__main__":
    main()
