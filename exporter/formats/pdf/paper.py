"""Paper, and where the text stands on it.

The value of --paper enters.  The measures of a page leave, and the CSS that gives them
to WeasyPrint.  The text block is a whole number of ems wide and of lines high.  CLREQ
(section 2.2) describes this way to plan a page: from its characters outwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.errors import UsageError
from exporter.words import Message, join

# The distance between two base lines, in ems of the text.  The stylesheets rely on it
# (1.7rem is a line).  CLREQ asks for 1.5 to 2.
LEADING_EM = 1.7
COLUMN_GAP_EM = 2
# The size of running heads and page numbers.
HEAD_PT = 8
# The size of text in tables, in ems of the text (print-base.css), and its lower limit.
TABLE_SIZE_EM = 0.82
LEAST_TABLE_PT = 6.5
_PT_PER_MM = 72 / 25.4
_MM_PER_UNIT = {"": 1.0, "mm": 1.0, "cm": 10.0, "in": 25.4}
_SIZES_MM: dict[str, tuple[float, float]] = {
    "a4": (210, 297),
    "letter": (215.9, 279.4),
    "a5": (148, 210),
    "b5": (176, 250),
    # A screen of 6 inches and 3:4, the most common e-reader.
    "6in": (90, 120),
}
_SIZE = re.compile(
    r"([0-9]{1,4}(?:\.[0-9]{1,3})?) *[x×*] *([0-9]{1,4}(?:\.[0-9]{1,3})?)"
    r" *(mm|cm|in)?",
    re.IGNORECASE,
)
_HINT = Message(
    "--paper {sizes}, or a size such as 170x240mm or 6x9in",
    sizes=join(Message(", "), _SIZES_MM),
)
_SMALLEST_MM, _LARGEST_MM = 50, 1200
# A page narrower than this is a screen, not a sheet, and gets narrow margins.
_SCREEN_WIDTH_MM = 120
# 五号 is the usual size in Chinese books and reports; small pages have smaller text.
_DEFAULT_PT, _SMALL_PT, _SMALL_WIDTH_MM = 10.5, 9.5, 160
_SIZES_PT = (6.0, 24.0)
# An eye loses the line if it is longer than this.
_LONGEST_EM = {"briefing": 42, "book": 38}
_LONGEST_COLUMN_EM = 24
_SHORTEST_EM = 10
_LONG_EM, _WIDE_PT = 32, 380
# Lines that an image as high as the page leaves for its caption.
_CAPTION_LINES = 4
# The part of the inner margin that is hidden in the binding.
_BINDING_MM = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet held upright."""

    width_mm: float
    height_mm: float

    @property
    def is_screen(self) -> bool:
        """Return whether this is the screen of an e-reader, not a sheet."""
        return self.width_mm < _SCREEN_WIDTH_MM


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The measures of a page: margins in pt, the text in ems and lines.

    ``inner_pt`` is the margin at the fold of a book, or the left margin of loose
    sheets.  ``column_em`` is the length of a line.
    """

    paper: Paper
    font_pt: float
    columns: int
    column_em: int
    lines: int
    top_pt: float
    bottom_pt: float
    inner_pt: float
    outer_pt: float

    @property
    def is_wide(self) -> bool:
        """Return whether three images fit beside each other."""
        return self.measure_em * self.font_pt >= _WIDE_PT

    @property
    def is_long(self) -> bool:
        """Return whether a line has room for a date beside a title."""
        return self.measure_em >= _LONG_EM

    @property
    def measure_em(self) -> int:
        """Return the width of the text block in ems."""
        return self.columns * self.column_em + (self.columns - 1) * COLUMN_GAP_EM


def read_paper(text: str) -> Paper:
    """Return the paper that ``text`` names: a name, or WxH with mm, cm or in.

    Raises UsageError.
    """
    name = text.strip().lower()
    if name in _SIZES_MM:
        return Paper(*_SIZES_MM[name])
    found = _SIZE.fullmatch(name)
    if not found:
        raise UsageError(Message("--paper {text!r} is no paper", text=text), hint=_HINT)
    unit = _MM_PER_UNIT[(found[3] or "").lower()]
    width, height = float(found[1]) * unit, float(found[2]) * unit
    if not all(_SMALLEST_MM <= side <= _LARGEST_MM for side in (width, height)):
        raise UsageError(
            Message("--paper {text!r} is no paper that text fits on", text=text),
            hint=Message(
                "sides of {smallest_mm} to {largest_mm} mm; {hint}",
                smallest_mm=_SMALLEST_MM,
                largest_mm=_LARGEST_MM,
                hint=_HINT,
            ),
        )
    return Paper(width, height)


def default_font_pt(paper: Paper) -> float:
    """Return the size of text that suits ``paper``, in points."""
    if paper.is_screen or paper.width_mm >= _SMALL_WIDTH_MM:
        return _DEFAULT_PT
    return _SMALL_PT


def plan_page(
    paper: Paper, *, layout: str, font_pt: float, columns: int = 1
) -> PagePlan:
    """Return the measures of a page of ``layout`` ("briefing" or "book").

    Raises UsageError if the paper is too narrow for text of that size.
    """
    if not _SIZES_PT[0] <= font_pt <= _SIZES_PT[1]:
        raise UsageError(
            Message("--font-size {font_pt:g} is no size for text", font_pt=font_pt),
            hint=Message(
                "{least:g} to {most:g} points", least=_SIZES_PT[0], most=_SIZES_PT[1]
            ),
        )
    width_pt = paper.width_mm * _PT_PER_MM
    column_em = _choose_column_em(
        paper, longest_em=_LONGEST_EM[layout], font_pt=font_pt, columns=columns
    )
    top_mm, bottom_mm = _head_and_foot_mm(paper)
    height_pt = paper.height_mm * _PT_PER_MM
    line_pt = font_pt * LEADING_EM
    inner_height_pt = height_pt - (top_mm + bottom_mm) * _PT_PER_MM
    lines = max(int(inner_height_pt / line_pt), 1)
    left_over_pt = inner_height_pt - lines * line_pt
    plan = PagePlan(paper, font_pt, columns, column_em, lines, 0, 0, 0, 0)
    sides_pt = width_pt - plan.measure_em * font_pt
    binding_pt = _BINDING_MM * _PT_PER_MM if layout == "book" else 0
    binding_pt = min(binding_pt, sides_pt / 4) * (not paper.is_screen)
    return PagePlan(
        paper=paper,
        font_pt=font_pt,
        columns=columns,
        column_em=column_em,
        lines=lines,
        top_pt=top_mm * _PT_PER_MM + left_over_pt / 2,
        bottom_pt=bottom_mm * _PT_PER_MM + left_over_pt / 2,
        inner_pt=(sides_pt + binding_pt) / 2,
        outer_pt=(sides_pt - binding_pt) / 2,
    )


def _choose_column_em(
    paper: Paper, *, longest_em: int, font_pt: float, columns: int
) -> int:
    """Return the length of a line in ems, at most ``longest_em``.

    Raises UsageError if it is too short to read.
    """
    side_mm = paper.width_mm * (0.045 if paper.is_screen else 0.1)
    width_pt = paper.width_mm * _PT_PER_MM
    fitting_em = (width_pt - 2 * side_mm * _PT_PER_MM) / font_pt
    if columns > 1:
        fitting_em = (fitting_em - (columns - 1) * COLUMN_GAP_EM) / columns
        longest_em = _LONGEST_COLUMN_EM
    column_em = min(int(fitting_em), longest_em)
    if column_em < _SHORTEST_EM:
        raise UsageError(
            Message("lines of {max} characters are too short", max=max(column_em, 0)),
            hint=Message("larger --paper, a smaller --font-size, or --columns 1"),
        )
    return column_em


def page_css(plan: PagePlan, head_family: str) -> str:
    """Return the rules that give pages and text their measures.

    ``head_family`` holds the CSS families of running heads and page numbers.
    """
    paper = plan.paper
    vertical = f"{plan.top_pt:.3f}pt", f"{plan.bottom_pt:.3f}pt"
    inner, outer = f"{plan.inner_pt:.3f}pt", f"{plan.outer_pt:.3f}pt"
    top, bottom = vertical
    highest_em = max(plan.lines - _CAPTION_LINES, 1) * LEADING_EM
    return (
        f"@page {{ size: {paper.width_mm:g}mm {paper.height_mm:g}mm;"
        f" margin: {top} {outer} {bottom} {inner};"
        f" font: {HEAD_PT}pt {head_family} }}\n"
        f"@page :left {{ margin: {top} {inner} {bottom} {outer} }}\n"
        f"html {{ font-size: {plan.font_pt:g}pt }}\n"
        f"body {{ line-height: {LEADING_EM:g} }}\n"
        f"figure img, div.media img {{ max-height: {highest_em:g}rem }}\n"
        f".cover img {{ width: {paper.width_mm:g}mm; height: {paper.height_mm:g}mm }}\n"
    )


def _head_and_foot_mm(paper: Paper) -> tuple[float, float]:
    """Return the least margins above and below the text, in mm."""
    if paper.is_screen:
        return 7.5, 7.5
    return paper.height_mm * 0.085, paper.height_mm * 0.08
