"""Words on the cover: how a title breaks into lines, what a date range says.

Nothing here draws.  A title and a way to measure it enter; lines and a size
leave, broken by the rules of Chinese composition (W3C, Requirements for Chinese
Text Layout, 3.1).
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from math import log

_NO_LINE_START = frozenset(
    "，、；：。．！？‼⁇⁈⁉”’）〕］｝》〉」』】〗〞·・•‧–—～…),.:;!?]}%‰℃°％／/｜|"
)
_NO_LINE_END = frozenset("“‘（〔［｛《〈「『【〖〝([{€$£¥￥#＃")
_UNITS = frozenset("年月日号號时時点點分秒岁歲届屆次万萬亿億元％%‰℃°")
_NATURAL_ENDS = frozenset("，。；：！？、…—·｜|」』》）”")
_LATIN = "A-Za-z0-9\u00c0-\u024f\u0370-\u04ff"
_TOKEN = re.compile(
    rf"—+|…+|[{_LATIN}]+(?:[.,:'’&@+#°%/_-]*[{_LATIN}]+)*%?|\s+|.", re.DOTALL
)
_WORD = re.compile(f"[{_LATIN}]")
_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_HAN_LATIN_EM = 0.18  # CLREQ 3.2.2: an eighth to a quarter of an em

# What a line costs: its squared slack, how rough its break is, how it ends.
_PLAIN_BREAK = 0.06
_LONE_CHAR = 4.0
_SHORT_LAST = 0.2
_SMALLER = 0.8  # for each e-fold of the size
_SIZE_STEP = 0.94
_TOKENS_AT_MOST = 400

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that never breaks, in ems of the title's size.

    ``gap_em`` is what comes between it and the piece before on its line: the
    space between Han and Latin, or, below zero, marks that close up.
    """

    text: str
    width_em: float
    gap_em: float = 0.0


@dataclass(frozen=True, slots=True)
class TitleBox:
    """The room for a title: pixels, sizes from ``largest`` to ``smallest``."""

    width_px: int
    height_px: int
    largest_px: int
    smallest_px: int
    leading: float = 1.26


@dataclass(frozen=True, slots=True)
class TitleLines:
    """A title as it is set: its lines and the size of its characters."""

    lines: tuple[tuple[Piece, ...], ...]
    size_px: int


def tokenize(text: str) -> list[str]:
    """Return ``text`` cut where a line could ever break, spaces as one."""
    return [" " if t.isspace() else t for t in _TOKEN.findall(text.strip())]


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end with ``before`` and the next open ``after``."""
    if after[0] in _NO_LINE_START or before[-1] in _NO_LINE_END:
        return False
    if before[-1].isdigit() and after[0] in _UNITS:
        return False
    return not (before == "第" and after[0].isdigit())


def han_latin_em(before: str, after: str) -> float:
    """Return the space set between Han and Latin that touch, in ems."""
    ends = (before[-1], after[0])
    pairs = (ends, ends[::-1])
    touch = any(_HAN.match(one) and _WORD.match(other) for one, other in pairs)
    return _HAN_LATIN_EM if touch else 0.0


def set_title(pieces: Sequence[Piece], box: TitleBox) -> TitleLines:
    """Break ``pieces`` at the size that suits ``box`` best.

    A title too long for the smallest size is cut and ends in an ellipsis, a
    piece of its own that is one em wide.
    """
    pieces = pieces[:_TOKENS_AT_MOST]
    best: tuple[float, TitleLines] | None = None
    size = float(box.largest_px)
    while size >= box.smallest_px and pieces:
        found = _break_lines(pieces, box, size)
        if found is not None:
            cost = found[0] + _SMALLER * log(box.largest_px / size)
            if best is None or cost < best[0]:
                best = cost, TitleLines(found[1], round(size))
        size *= _SIZE_STEP
    if best is not None:
        return best[1]
    return _cut_title(pieces, box) if pieces else TitleLines((), box.largest_px)


def _cut_title(pieces: Sequence[Piece], box: TitleBox) -> TitleLines:
    low, high = 0, len(pieces)
    best: tuple[tuple[Piece, ...], ...] = ()
    while low < high:
        middle = (low + high + 1) // 2
        kept = list(pieces[:middle])
        while kept and kept[-1].text in _NATURAL_ENDS | _NO_LINE_END | {" "}:
            kept.pop()
        found = _break_lines([*kept, Piece("…", 1.0)], box, box.smallest_px)
        if found is None:
            high = middle - 1
        else:
            low, best = middle, found[1]
    return TitleLines(best, box.smallest_px)


def _break_lines(
    pieces: Sequence[Piece], box: TitleBox, size: float
) -> tuple[float, tuple[tuple[Piece, ...], ...]] | None:
    """Return the cost and the lines of the best way to break ``pieces``.

    None when they do not fit ``box`` at ``size``.
    """
    width = box.width_px / size
    most = int(box.height_px / (size * box.leading))
    if sum(p.width_em + min(p.gap_em, 0) for p in pieces) > width * most:
        return None
    # steps[n][i]: cost and start of the last of the cheapest n lines before i
    steps: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    ways: list[tuple[float, int]] = []
    while len(steps) <= most and len(ways) < 2:
        ends: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in steps[-1].items():
            for end, line_cost in _possible_lines(pieces, start, width):
                if end not in ends or cost + line_cost < ends[end][0]:
                    ends[end] = cost + line_cost, start
        steps.append(ends)
        if len(pieces) in ends:
            ways.append((ends[len(pieces)][0], len(steps) - 1))
    if not ways:
        return None
    cost, count = min(ways)
    lines: list[tuple[Piece, ...]] = []
    end = len(pieces)
    for number in range(count, 0, -1):
        start = steps[number][end][1]
        lines.append(_strip_spaces(pieces[start:end]))
        end = start
    return cost, tuple(reversed(lines))


def _strip_spaces(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    texts = [piece.text == " " for piece in pieces]
    end = len(pieces) - texts[::-1].index(False) if False in texts else 0
    return tuple(pieces[:end])


def _possible_lines(
    pieces: Sequence[Piece], start: int, width: float
) -> list[tuple[int, float]]:
    """Return where a line from piece ``start`` may end, and what it costs."""
    found: list[tuple[int, float]] = []
    used = 0.0
    for end in range(start + 1, len(pieces) + 1):
        piece = pieces[end - 1]
        used += piece.width_em + (piece.gap_em if end > start + 1 else 0.0)
        if piece.text == " ":
            continue
        if used > width:
            break
        after = end
        while after < len(pieces) and pieces[after].text == " ":
            after += 1
        if after == len(pieces):
            found.append((after, _last_cost(pieces[start:end], used / width, start)))
        elif may_break(piece.text, pieces[end].text):
            natural = after > end or piece.text[-1] in _NATURAL_ENDS
            rough = 0.0 if natural else _PLAIN_BREAK
            found.append((after, (1 - used / width) ** 2 + rough))
    return found


def _last_cost(line: Sequence[Piece], filled: float, start: int) -> float:
    if start == 0:
        return 0.0
    letters = "".join(piece.text for piece in line).rstrip("".join(_NATURAL_ENDS))
    if len(letters) <= 1:
        return _LONE_CHAR
    return _SHORT_LAST if filled < 0.3 else 0.0


def fit_line(text: str, width_em: float, measure: Measure) -> str:
    """Return ``text``, cut to ``width_em`` with an ellipsis where it is longer."""
    if measure(text) <= width_em:
        return text
    kept = text[:200]
    while kept and measure(f"{kept}…") > width_em:
        kept = kept[:-1].rstrip(" ，、·：；—-")
    return f"{kept}…" if kept else ""


# ------------------------------------------------------------------- dates


@dataclass(frozen=True, slots=True)
class DatePart:
    """A year, a month of it or a day of that; 0 stands for the whole."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and the last date a book covers, as far as its range tells."""

    first: DatePart
    last: DatePart


_DATE = re.compile(r"(?:(\d{4})年?)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_DASH = re.compile(r"\s*(?:[—–~～至－-]|——)+\s*")


def read_date_range(text: str) -> DateSpan | None:
    """Return what ``text`` (2024年6月1日—30日) covers, None where it is no date.

    The end takes from the start what it leaves unsaid.
    """
    parts = _DASH.split(text.strip())
    matches = [_DATE.fullmatch(part) for part in parts]
    if len(parts) > 2 or not all(m and m.group() for m in matches):
        return None
    groups = [[int(n or 0) for n in m.groups()] for m in matches if m]
    first, last = groups[0], groups[-1]
    for place in (0, 1):
        if not last[place] and any(last[place + 1 :]):
            last[place] = first[place]
    span = DateSpan(DatePart(*first), DatePart(*last))
    return span if _is_real(span.first) and _is_real(span.last) else None


def _is_real(part: DatePart) -> bool:
    if not MINYEAR <= part.year <= MAXYEAR or part.month > 12:
        return False
    if not part.month:
        return not part.day
    return part.day <= calendar.monthrange(part.year, part.month)[1]


def weekday(part: DatePart) -> str:
    """Return the day of the week of a whole date, in Chinese: 星期二."""
    number = date(part.year, part.month, part.day).weekday()
    return "星期" + "一二三四五六日"[number]
