"""How a title breaks into lines, by the rules of Chinese composition.

Nothing here draws.  A string and a way to measure it enter; pieces that never break,
and the lines made of them, leave.  The rules are those of W3C, Requirements for Chinese
Text Layout (CLREQ), 3.1; which of the allowed breaks is best, is our own judgement.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf, log
from typing import Protocol

from exporter.text import (
    CLOSING_MARKS,
    DRAWN_AS_HAN,
    OPENING_MARKS,
    PAUSES,
    SENTENCE_STOPS,
    right_to_left_runs,
)

_OPENING = frozenset(f"{OPENING_MARKS}〝([{{")
_CLOSING = frozenset(f"{CLOSING_MARKS}〞)]}}")
_STOPS = frozenset(f"{PAUSES}{SENTENCE_STOPS}")
_NO_LINE_START = _CLOSING | _STOPS | frozenset(".．‼⁇⁈⁉·・•‧–—～…,:;!?%‰℃°％／/｜|")
_NO_LINE_END = _OPENING | frozenset("€$£¥￥#＃")
_UNITS = frozenset("年月日号號时時点點分秒岁歲届屆次万萬亿億元％%‰℃°")
_NATURAL_ENDS = _CLOSING | _STOPS | frozenset("—…·｜|!?:;,")
_LEANS_BACK = frozenset("的了着過过吗嗎呢们們之")  # never good at a line's start
_JOINS = frozenset("与與和及或並并在")  # good at a line's start
_LATIN = "A-Za-z0-9\u00c0-\u024f\u0370-\u04ff"
_TOKEN = re.compile(
    rf"—+|…+|[{_LATIN}]+(?:[.,:'’&@+#°%/_-]*[{_LATIN}]+)*%?|\s+|.", re.DOTALL
)
_LEFTWARD = re.compile(r"\s+|\S+")
_WORD = re.compile(f"[{_LATIN}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_HAN = re.compile(f"[{DRAWN_AS_HAN}]")
_HAN_LATIN_EM = 0.13  # CLREQ 3.2.2: an eighth to a quarter of an em
_SPACE_EM = 0.34  # at least: a word space is too thin between Han characters
_WIDEST_WORD_EM = 16.0

# The costs of breaks and lines.  A line also costs the square of its empty width.
_PLAIN, _FAIR, _POOR, _INSIDE_BRACKETS = 0.3, 0.14, 0.6, 0.15
_SLACK, _LAST_SLACK = 0.6, 0.1
_LONE_CHAR, _SHORT_LAST = 4.0, 0.2
_SMALLER = 0.6  # for each e-fold of the size
_SIZE_STEP = 0.94
_PIECES_AT_MOST = 400


@dataclass(frozen=True, slots=True)
class TitlePiece:
    """A part of a line that never breaks, in ems of the title's size.

    ``gap_em`` is the space before it on its line: between Han and Latin, or negative
    where marks move closer.  Pieces of a right-to-left run are ``leftward``, in the
    order in which they are read.
    """

    text: str
    width_em: float
    gap_em: float = 0.0
    leftward: bool = False


TitleLine = tuple[TitlePiece, ...]


class Ruler(Protocol):
    """Measures a face; all results are in ems."""

    def width_em(self, text: str) -> float:
        """Return the advance of ``text``."""

    def ink_em(self, char: str) -> tuple[float, float]:
        """Return where the ink of ``char`` begins and ends in its advance."""


@dataclass(frozen=True, slots=True)
class TitleBox:
    """The room for a title: pixels, sizes from ``largest`` to ``smallest``."""

    width_px: int
    height_px: int
    largest_px: int
    smallest_px: int
    leading: float


@dataclass(frozen=True, slots=True)
class TitleLines:
    """A title as it is set: its lines and the size of their characters."""

    lines: tuple[TitleLine, ...]
    size_px: int


def line_width_em(pieces: Sequence[TitlePiece]) -> float:
    """Return the width of ``pieces`` set on one line."""
    return sum(p.width_em + p.gap_em for p in pieces) - sum(
        p.gap_em for p in pieces[:1]
    )


def cut_pieces(text: str, ruler: Ruler) -> list[TitlePiece]:
    """Return ``text`` cut at every place where a line may break.

    A run of white space counts as one space.
    """
    pieces: list[TitlePiece] = []
    before = ""
    for token, leftward in _tokens(text.strip()):
        if token.isspace():
            space = max(ruler.width_em(" "), _SPACE_EM)
            pieces.append(TitlePiece(" ", space, leftward=leftward))
            before = ""
            continue
        whole = leftward or ruler.width_em(token) <= _WIDEST_WORD_EM
        for part in [token] if whole else list(token):
            gap = _gap_em(before, part, ruler) if before else 0.0
            pieces.append(TitlePiece(part, ruler.width_em(part), gap, leftward))
            before = part
    return pieces


def order_line(pieces: Sequence[TitlePiece]) -> list[TitlePiece]:
    """Return the ``pieces`` of a line as they stand from left to right."""
    ordered: list[TitlePiece] = []
    for leftward, group in groupby(pieces, key=lambda piece: piece.leftward):
        members = list(group)
        if leftward:
            # The gap between two pieces now stands to the left of the second.
            gaps = [piece.gap_em for piece in members]
            members = [
                replace(piece, gap_em=gap)
                for piece, gap in zip(members[::-1], gaps, strict=True)
            ]
        ordered += members
    return ordered


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of ``text``, and whether each runs from right to left."""
    place = 0
    for start, end in [*right_to_left_runs(text), (len(text), len(text))]:
        yield from ((token, False) for token in _TOKEN.findall(text[place:start]))
        yield from ((token, True) for token in _LEFTWARD.findall(text[start:end]))
        place = end


def _gap_em(before: str, after: str, ruler: Ruler) -> float:
    """Return the space between two pieces; full-width marks move closer.

    Which half of a mark is blank depends on the region, so its ink is measured.
    """
    one, two = before[-1], after[0]
    marks = _OPENING | _CLOSING | _STOPS
    if one in marks and two in marks and ruler.width_em(one) > 0.8:
        blank_after = one not in _OPENING and ruler.ink_em(one)[1] < 0.6
        blank_before = two in _OPENING and ruler.ink_em(two)[0] > 0.4
        return -0.5 if blank_after or blank_before else 0.0
    touch = (_HAN.match(one) and _WORD.match(two)) or (
        _WORD.match(one) and _HAN.match(two)
    )
    return _HAN_LATIN_EM if touch else 0.0


def break_costs(pieces: Sequence[TitlePiece]) -> list[float]:
    """Return what it costs to open a line with each piece; inf: forbidden."""
    costs, depth, before, spaced = [inf], 0, "", False
    for number, piece in enumerate(pieces):
        if number:
            cost = _break_cost(before, piece.text)
            if spaced and cost < inf:  # fair between Latin words, good elsewhere
                cost = _FAIR if _is_latin(before, piece.text) else 0.0
            costs.append(cost + _INSIDE_BRACKETS * (depth > 0))
        depth += piece.text in _OPENING
        depth = max(0, depth - (piece.text in _CLOSING))
        spaced = piece.text == " "
        before = before if spaced else piece.text
    return costs


def _is_latin(before: str, after: str) -> bool:
    return bool(_WORD.match(before[-1]) and _WORD.match(after[0]))


def _break_cost(before: str, after: str) -> float:
    one, two = before[-1], after[0]
    if two in _NO_LINE_START or one in _NO_LINE_END:
        return inf
    if (one.isdigit() and two in _UNITS) or (one == "第" and two.isdigit()):
        return inf
    if two in _LEANS_BACK or (one in "年月" and two.isdigit()):
        return _POOR
    if one in _NATURAL_ENDS:
        return 0.05 if one == "、" else 0.0
    fair = two in _JOINS or one == "的" or two in _OPENING
    if fair or bool(_WORD.match(one)) != bool(_WORD.match(two)):
        return _FAIR
    return _PLAIN


def set_title(pieces: Sequence[TitlePiece], box: TitleBox) -> TitleLines:
    """Break ``pieces`` at the size that suits ``box`` best.

    A title too long for the smallest size is cut and ends with an ellipsis.
    """
    pieces = pieces[:_PIECES_AT_MOST]
    if not pieces:
        return TitleLines((), box.largest_px)
    best: tuple[float, TitleLines] | None = None
    size = box.largest_px
    while size >= box.smallest_px:
        found = _break_lines(pieces, box, size)
        if found is not None:
            cost = found[0] + _SMALLER * log(box.largest_px / size)
            if best is None or cost < best[0]:
                best = cost, TitleLines(found[1], size)
        size = int(size * _SIZE_STEP)
    return best[1] if best else _cut_title(pieces, box)


def _cut_title(pieces: Sequence[TitlePiece], box: TitleBox) -> TitleLines:
    low, high = 0, len(pieces)
    best: tuple[TitleLine, ...] = ()
    while low < high:
        middle = (low + high + 1) // 2
        kept = list(pieces[:middle])
        while kept and kept[-1].text in _NATURAL_ENDS | _NO_LINE_END | {" "}:
            kept.pop()
        found = _break_lines([*kept, TitlePiece("…", 1.0)], box, box.smallest_px)
        if found is None:
            high = middle - 1
        else:
            low, best = middle, found[1]
    return TitleLines(best, box.smallest_px)


def _break_lines(
    pieces: Sequence[TitlePiece], box: TitleBox, size: int
) -> tuple[float, tuple[TitleLine, ...]] | None:
    """Return the cost and the lines of the best way to break ``pieces``.

    None if they do not fit ``box`` at ``size``.
    """
    width = box.width_px / size
    most = int(box.height_px / (size * box.leading))
    if sum(p.width_em + min(p.gap_em, 0.0) for p in pieces) > width * most:
        return None
    costs = [*break_costs(pieces), 0.0]
    # steps[n][i]: cost and start of the last of the cheapest n lines before i
    steps: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    ways: list[tuple[float, int]] = []
    while len(steps) <= most and len(ways) < 2:
        ends: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in steps[-1].items():
            for end, line_cost in _possible_lines(pieces, costs, start, width):
                if end not in ends or cost + line_cost < ends[end][0]:
                    ends[end] = cost + line_cost, start
        steps.append(ends)
        if len(pieces) in ends:
            ways.append((ends[len(pieces)][0], len(steps) - 1))
    if not ways:
        return None
    cost, count = min(ways)
    lines: list[TitleLine] = []
    end = len(pieces)
    for number in range(count, 0, -1):
        start = steps[number][end][1]
        spaces = pieces[end - 1].text == " "
        lines.append(tuple(pieces[start : end - spaces]))
        end = start
    return cost, tuple(reversed(lines))


def _possible_lines(
    pieces: Sequence[TitlePiece], costs: Sequence[float], start: int, width: float
) -> list[tuple[int, float]]:
    """Return where a line from piece ``start`` may end, and the cost of each end."""
    found: list[tuple[int, float]] = []
    used = -pieces[start].gap_em if start < len(pieces) else 0.0
    for end in range(start + 1, len(pieces) + 1):
        piece = pieces[end - 1]
        used += piece.width_em + piece.gap_em
        if piece.text == " ":
            continue
        if used > width:
            break
        after = end
        if end < len(pieces) and pieces[end].text == " ":
            after += 1
        if after == len(pieces):
            found.append((after, _last_cost(pieces[start:end], used / width, start)))
        elif costs[after] < inf:
            found.append((after, costs[after] + _SLACK * (1 - used / width) ** 2))
    return found


def _last_cost(line: Sequence[TitlePiece], filled: float, start: int) -> float:
    if start == 0:
        return 0.0
    letters = [p.text for p in line if p.text not in _NATURAL_ENDS]
    if len("".join(letters)) <= 1:
        return _LONE_CHAR
    return _LAST_SLACK * (1 - filled) ** 2 + _SHORT_LAST * (filled < 0.3)


def fit_line(text: str, width_px: float, measure: Callable[[str], float]) -> str:
    """Return ``text``, cut to ``width_px`` with an ellipsis if it is longer."""
    if measure(text) <= width_px:
        return text
    kept = text[:200]
    while kept and measure(f"{kept}…") > width_px:
        kept = kept[:-1].rstrip(" ，、·：；—-")
    return f"{kept}…" if kept else ""
