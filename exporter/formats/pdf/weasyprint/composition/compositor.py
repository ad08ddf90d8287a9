"""Composes lines, one at a time, as WeasyPrint asks for them.

WeasyPrint passes a line box, the width available and the place where the line begins.
It gets a ``ComposedLine``, which gives out a piece for every text box.  The lines of a
paragraph are found together and kept with it, because pages are often laid out more
than once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from weasyprint.formatting_structure import boxes

from exporter.formats.pdf.weasyprint.composition.breaks import FORBIDDEN
from exporter.formats.pdf.weasyprint.composition.classes import classify, has_chinese
from exporter.formats.pdf.weasyprint.composition.drawn_piece import DrawnPiece
from exporter.formats.pdf.weasyprint.composition.faces import Faces
from exporter.formats.pdf.weasyprint.composition.lines import (
    LineBreaker,
    Measure,
    are_good,
)
from exporter.formats.pdf.weasyprint.composition.measure import add_hyphens, measure
from exporter.formats.pdf.weasyprint.composition.paragraph import (
    Measured,
    ParagraphText,
    collect,
)
from exporter.formats.pdf.weasyprint.composition.pieces import ComposedLine, cut_line
from exporter.formats.pdf.weasyprint.composition.spacing import (
    Adjustment,
    expand_line,
    reduce_line,
)

_NOTHING = 0.01  # of a pixel


class Compositor:
    """Composes the lines of any number of documents, one after another."""

    def __init__(self) -> None:
        """Begin without known fonts."""
        self._faces = Faces()

    def compose(
        self,
        context: Any,
        line_box: Any,
        skip_stack: Any,
        containing_block: Any,
        *,
        width: float,
    ) -> ComposedLine | None:
        """Return the line that begins at ``skip_stack``, ``width`` pixels wide.

        None for a line that WeasyPrint must set itself.
        """
        paragraph = _paragraph(context, line_box, containing_block)
        if not paragraph.composable:
            return None
        start = paragraph.place_of(line_box, skip_stack)
        if start >= len(paragraph.text) or any(f >= start for f in paragraph.floats):
            return None
        if not start and line_box.text_indent != paragraph.indent:
            paragraph.indent = line_box.text_indent
            paragraph.later_indent = _later_indent(paragraph, self._faces)
        lines = Measure(
            first=width,
            width=width + line_box.text_indent,
            indent=line_box.text_indent,
            later_indent=paragraph.later_indent,
            em=line_box.style["font_size"],
            justified=line_box.style["text_align_all"] == "justify",
        )
        if (start, lines) not in paragraph.lines:
            self._break(paragraph, start, lines)
            if not context.excluded_shapes:  # beside floats every line is different
                paragraph.measured = None
        line: ComposedLine | None = paragraph.lines.get((start, lines))
        return line

    def widths(
        self, context: Any, line_box: Any, *, skip_stack: Any, minimum: bool
    ) -> Iterator[float] | None:
        """Return the widths of the lines of ``line_box``, broken only at forced breaks.

        With ``minimum`` they are broken at every place that allows it.  None for a line
        box that WeasyPrint must measure itself.
        """
        paragraph = _paragraph(context, line_box, None)
        measured = measure(paragraph, self._faces)
        if measured is None or paragraph.floats or paragraph.atoms:
            return None
        start = paragraph.place_of(line_box, skip_stack)
        if start >= len(paragraph.text):
            return None
        indent = 0.0 if start else _fixed_indent(line_box.style)
        parts = _parts(paragraph.text, measured, start=start, minimum=minimum)
        return _widths(
            LineBreaker(paragraph.text, measured, measure=_ANY), parts, indent
        )

    def _break(self, paragraph: ParagraphText, start: int, lines: Measure) -> None:
        """Find the lines from ``start`` on and keep them with the paragraph."""
        measured = measure(paragraph, self._faces)
        if measured is None:
            return
        found = LineBreaker(paragraph.text, measured, measure=lines).break_from(start)
        if lines.justified and not (measured.hyphens or are_good(found)):
            measured = add_hyphens(paragraph, measured, self._faces)
            if measured.hyphens:
                paragraph.measured = measured
                breaker = LineBreaker(paragraph.text, measured, measure=lines)
                found = breaker.break_from(start)
        for line in found:
            paragraph.lines[start, lines] = cut_line(
                paragraph,
                line,
                measured=measured,
                measure=lines,
                faces=self._faces,
            )
            start, lines = line.resume, replace(lines, first=lines.width, indent=0.0)


# For widths, which are asked for before there is a measure.
_ANY = Measure(0.0, 0.0, 0.0, 0.0, 0.0, justified=False)


def is_chinese(line: Any) -> bool:
    """Return whether any text in ``line``, as laid out, has Chinese."""
    if isinstance(line, boxes.TextBox):
        return has_chinese(classify(line.text))
    if isinstance(line, boxes.LineBox | boxes.InlineBox):
        return any(is_chinese(child) for child in line.children)
    return False


def fill_line(line: Any, missing: float) -> None:
    """Widen the gaps of a composed ``line`` by ``missing`` pixels in all.

    A line that was reduced to fit may lack a rounding error, or the padding of an
    inline box that ends with it, because WeasyPrint moves that padding to the next
    line.
    """
    if missing < _NOTHING:
        return
    pieces = list(_drawn_pieces(line))
    parts = [piece.counted for piece in pieces]
    missing -= sum(piece.reduced_by() for piece in pieces)
    adjustment = (
        expand_line(parts, missing) if missing > 0 else reduce_line(parts, -missing)
    )
    if adjustment is not None:
        _adjust(line, adjustment, 0.0)


def _paragraph(context: Any, line_box: Any, containing_block: Any) -> ParagraphText:
    """Return the paragraph of ``line_box``; it is kept while the box is the same."""
    known: ParagraphText | None = getattr(line_box, "paragraph", None)
    if known is not None and known.still_fits(line_box, containing_block):
        return known
    line_box.paragraph = collect(context, line_box, containing_block)
    found: ParagraphText = line_box.paragraph
    return found


def _drawn_pieces(box: Any) -> Iterator[DrawnPiece]:
    if isinstance(box, boxes.TextBox):
        yield box.pango_layout
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _drawn_pieces(child)


def _adjust(box: Any, adjustment: Adjustment, shift: float) -> float:
    """Adjust the pieces in ``box`` and move it; return the shift of the next box."""
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        width = box.pango_layout.adjust(adjustment)
        shift += width - box.width
        box.width = width
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += shift
        before = shift
        leftward = box.style["direction"] == "rtl"
        for child in box.children[::-1] if leftward else box.children:
            if child.is_in_normal_flow():
                shift = _adjust(child, adjustment, shift)
        box.width += shift - before
    else:
        box.translate(shift, 0)
    return shift


def _later_indent(paragraph: ParagraphText, faces: Faces) -> float:
    """Return the indent of lines after a forced break, in pixels.

    In Chinese such a line begins like a paragraph.  If the paragraph opens with a mark,
    its indent was made smaller by the blank of the mark.  Other lines drop that blank
    anyway, so their indent is corrected.
    """
    measured = measure(paragraph, faces) if paragraph.indent > 0 else None
    return paragraph.indent + measured.starts.get(0, 0.0) if measured else 0.0


def _fixed_indent(style: Any) -> float:
    """Return the text indent in pixels, 0 if it is relative to an unknown width."""
    indent = style["text_indent"]
    return float(indent.value) if getattr(indent, "unit", "%") == "px" else 0.0


def _parts(
    text: str, measured: Measured, *, start: int, minimum: bool
) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each stretch of text without a break.

    For the maximum WeasyPrint itself removes the spaces at the end.
    """
    for place in range(start + 1, len(text) + 1):
        if (
            place == len(text)
            or text[place - 1] == "\n"
            or (
                minimum
                and measured.codes[place] > FORBIDDEN
                and place not in measured.hyphens
            )
        ):
            end = place
            trimmed = minimum or place < len(text)
            while trimmed and end > start and measured.classes[end - 1] in "SIB":
                end -= 1
            yield start, end
            start = place


def _widths(
    breaker: LineBreaker, parts: Iterator[tuple[int, int]], indent: float
) -> Iterator[float]:
    """Yield the width of each part, the first with ``indent``."""
    for start, end in parts:
        yield breaker.natural_width(start, end, indented=indent > 0) + indent
        indent = 0.0
