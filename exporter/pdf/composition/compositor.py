"""Lines composed, one at a time as WeasyPrint asks for them.

WeasyPrint comes with a line box, the width there is and the place to go on
from; it gets a ``ComposedLine``, which hands out a piece for every text box.
The lines of a paragraph are found together and kept with it, for pages are
often laid out more than once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from exporter.pdf.composition.breaks import FORBIDDEN
from exporter.pdf.composition.classes import classify, has_chinese
from exporter.pdf.composition.faces import Faces
from exporter.pdf.composition.layout import ComposedLayout
from exporter.pdf.composition.lines import Line, LineBreaker, Measure
from exporter.pdf.composition.paragraph import Leaf, Measured, Paragraph, collect
from exporter.pdf.composition.spacing import (
    AUTO,
    INSIDE,
    NATURAL,
    Adjustment,
    Counted,
    expand_line,
    reduce_line,
)

_NOTHING = 0.01  # of a pixel
# What WeasyPrint's split_inline_level returns: a box, where to go on, whether a
# line break of the text was met, first and last letter, widths of floats.  Our
# breaks are chosen, so it need not look at the letters for one of its own.
Placed = tuple[Any, Any, bool, None, None, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one text box has on one line; widths and heights in pixels."""

    leaf: Leaf
    text: str
    kinds: bytes
    advance: float
    trim: float
    lead: float
    lead_kind: int
    height: float
    baseline: float

    @property
    def counted(self) -> Counted:
        """Return how often each kind of gap occurs, and its scale."""
        counts = Counter(self.kinds)
        if self.lead_kind:
            counts[self.lead_kind] += 1
        return self.leaf.scale, counts

    def layout(self, faces: Faces, max_width: float) -> ComposedLayout:
        """Return the piece as WeasyPrint's text boxes hold it."""
        return ComposedLayout(
            faces,
            self.leaf.box.style,
            self.text,
            self.kinds,
            self.counted,
            self.advance,
            trim=self.trim,
            lead=self.lead,
            lead_kind=self.lead_kind,
            max_width=max_width,
        )


@dataclass(frozen=True, slots=True)
class ComposedLine:
    """A line whose break is chosen; ``pieces`` go by the identity of their box."""

    paragraph: Paragraph
    line: Line
    width: float
    pieces: dict[int, Piece]
    adjustment: Adjustment
    faces: Faces

    def place(self, box: Any, position_x: float) -> Placed:
        """Return the part of text box ``box`` that stands on this line."""
        leaf = self.paragraph.leaf_of[id(box)]
        resume = self.line.resume
        no_floats = {"left": 0.0, "right": 0.0}
        if leaf.text and resume <= leaf.start:
            return None, {0: None}, False, None, None, no_floats
        piece = self.pieces.get(id(box))
        placed = None if piece is None else self._new_box(piece, position_x)
        is_last = resume <= leaf.end and resume < len(self.paragraph.text)
        stop = None
        if leaf.text and is_last:
            stop = {len(leaf.text[: resume - leaf.start].encode()): None}
        preserved = (
            leaf.start < resume <= leaf.end and self.paragraph.text[resume - 1] == "\n"
        )
        return placed, stop, preserved, None, None, no_floats

    def _new_box(self, piece: Piece, position_x: float) -> Any:
        """Return a text box as ``split_text_box`` makes them."""
        leaf = piece.leaf
        box = leaf.box.copy_with_text(piece.text)
        layout = piece.layout(self.faces, self.width)
        box.pango_layout = layout
        box.position_x = position_x
        box.width = layout.adjust(self.adjustment)
        box.height = piece.height
        half_leading = (leaf.line_height - piece.height) / 2
        box.margin_top = box.margin_bottom = half_leading
        box.baseline = piece.baseline + half_leading
        return box


class Compositor:
    """Composes the lines of any number of documents, one after another."""

    def __init__(self) -> None:
        """Start without any knowledge of fonts."""
        self._faces = Faces()

    def compose(
        self,
        context: Any,
        line_box: Any,
        width: float,
        skip_stack: Any,
        containing_block: Any,
    ) -> ComposedLine | None:
        """Return the line that begins at ``skip_stack``, ``width`` pixels wide.

        None for a line that WeasyPrint has to set by itself.
        """
        paragraph = self._paragraph(context, line_box, containing_block)
        if not paragraph.composable:
            return None
        start = paragraph.place_of(line_box, skip_stack)
        if start >= len(paragraph.text) or any(f >= start for f in paragraph.floats):
            return None
        style = line_box.style
        measure = Measure(
            first=width,
            width=width + line_box.text_indent,
            indent=line_box.text_indent,
            em=style["font_size"],
            justified=style["text_align_all"] == "justify",
        )
        line = paragraph.lines.get((start, measure))
        if line is None:
            self._break(paragraph, start, measure)
            line = paragraph.lines.get((start, measure))
            if line is not None and not context.excluded_shapes:
                paragraph.forget()
        return line

    def widths(
        self, context: Any, line_box: Any, skip_stack: Any, *, minimum: bool
    ) -> Iterator[float] | None:
        """Return the widths of the lines of ``line_box``, broken only where needed.

        With ``minimum``, they are broken wherever they may be.  None for a line
        box that WeasyPrint has to measure by itself.
        """
        paragraph = self._paragraph(context, line_box, None)
        measured = paragraph.measured(self._faces)
        if measured is None or paragraph.floats or paragraph.atoms:
            return None
        start = paragraph.place_of(line_box, skip_stack)
        indent = 0.0 if start else _fixed_indent(line_box.style)
        return _segments(paragraph, measured, start, indent, minimum=minimum)

    def _paragraph(
        self, context: Any, line_box: Any, containing_block: Any
    ) -> Paragraph:
        """Return the paragraph of ``line_box``, kept with it while it is the same."""
        known: Paragraph | None = getattr(line_box, "composition", None)
        if known is not None and known.still_fits(line_box, containing_block):
            return known
        paragraph = collect(context, line_box, containing_block)
        line_box.composition = paragraph
        return paragraph

    def _break(self, paragraph: Paragraph, start: int, measure: Measure) -> None:
        """Find the lines from ``start`` on and keep them with the paragraph."""
        measured = paragraph.measured(self._faces)
        if measured is None:
            return
        later = Measure(
            first=measure.width,
            width=measure.width,
            indent=0.0,
            em=measure.em,
            justified=measure.justified,
        )
        key = (start, measure)
        for line in LineBreaker(paragraph.text, measured, measure).break_from(start):
            pieces = _cut(paragraph, measured, line)
            adjustment = NATURAL
            if line.excess:
                parts = [piece.counted for piece in pieces.values()]
                adjustment = reduce_line(parts, line.excess)
            paragraph.lines[key] = ComposedLine(
                paragraph, line, key[1].first, pieces, adjustment, self._faces
            )
            key = (line.resume, later)


def is_chinese(line: Any) -> bool:
    """Tell whether any text in ``line``, as laid out, has Chinese in it."""
    if isinstance(line, boxes.TextBox):
        return isinstance(line.pango_layout, ComposedLayout) or has_chinese(
            classify(line.text)
        )
    if isinstance(line, (boxes.LineBox, boxes.InlineBox)):
        return any(is_chinese(child) for child in line.children)
    return False


def fill_line(line: Any, missing: float) -> None:
    """Widen the gaps of a composed ``line`` by ``missing`` pixels in all.

    A line that was reduced to fit lacks no more than a rounding error.
    """
    if missing < _NOTHING:
        return
    adjustment = expand_line([p.counted for p in _layouts(line)], missing)
    if adjustment is not None:
        _adjust(line, adjustment, 0.0)


def _layouts(box: Any) -> Iterator[ComposedLayout]:
    if isinstance(box, boxes.TextBox):
        if isinstance(box.pango_layout, ComposedLayout):
            yield box.pango_layout
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _layouts(child)


def _adjust(box: Any, adjustment: Adjustment, shift: float) -> float:
    """Adjust the pieces in ``box``, move it, and return what the next moves by."""
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        if isinstance(box.pango_layout, ComposedLayout):
            width = box.pango_layout.adjust(adjustment)
            shift += width - box.width
            box.width = width
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x += shift
        before = shift
        for child in box.children:
            if child.is_in_normal_flow():
                shift = _adjust(child, adjustment, shift)
        box.width += shift - before
    else:
        box.translate(shift, 0)
    return shift


def _cut(paragraph: Paragraph, measured: Measured, line: Line) -> dict[int, Piece]:
    """Return the pieces that the text boxes have on ``line``, by their identity."""
    pieces: dict[int, Piece] = {}
    lead_kind = INSIDE
    for number, leaf in enumerate(paragraph.leaves):
        start = max(leaf.start, line.start)
        end = min(leaf.end, line.end)
        if start >= end:
            continue
        kinds = bytearray(measured.kinds[start:end])
        if end == line.end:
            kinds[-1] = INSIDE
        own_lead_kind, lead_kind = lead_kind, INSIDE
        if _belongs_to_next(paragraph, measured, number, kinds):
            kinds[-1], lead_kind = INSIDE, AUTO
        pieces[id(leaf.box)] = _piece(
            leaf, measured, line, start, end, bytes(kinds), own_lead_kind
        )
    return pieces


def _piece(
    leaf: Leaf,
    measured: Measured,
    line: Line,
    start: int,
    end: int,
    kinds: bytes,
    lead_kind: int,
) -> Piece:
    sums = measured.advance_sums
    lead = 0.0
    if start == line.start and not line.indented:
        lead -= measured.starts.get(start, 0.0)
    height, baseline = leaf.height_of(start - leaf.start, end - leaf.start)
    return Piece(
        leaf=leaf,
        text=leaf.text[start - leaf.start : end - leaf.start],
        kinds=kinds,
        advance=sums[end] - sums[start],
        trim=measured.ends.get(end - 1, 0.0) if end == line.end else 0.0,
        lead=lead,
        lead_kind=lead_kind,
        height=height,
        baseline=baseline,
    )


def _belongs_to_next(
    paragraph: Paragraph, measured: Measured, number: int, kinds: bytearray
) -> bool:
    """Tell whether the gap after a text box is better kept in the next one.

    The gap between a Latin link and the Han after it shall not be part of the
    link.
    """
    if kinds[-1] != AUTO or number + 1 >= len(paragraph.leaves):
        return False
    leaf, following = paragraph.leaves[number : number + 2]
    return (
        following.start == leaf.end < following.end
        and measured.classes[leaf.end] == "H"
        and following.scale.em == leaf.scale.em
    )


def _fixed_indent(style: Any) -> float:
    """Return the text indent in pixels, 0 for one relative to a width unknown."""
    indent = style["text_indent"]
    return float(indent.value) if getattr(indent, "unit", "%") == "px" else 0.0


def _segments(
    paragraph: Paragraph,
    measured: Measured,
    start: int,
    indent: float,
    *,
    minimum: bool,
) -> Iterator[float]:
    breaker = LineBreaker(
        paragraph.text, measured, Measure(0.0, 0.0, indent, 0.0, justified=False)
    )
    places = [
        place
        for place in range(start + 1, len(paragraph.text) + 1)
        if place == len(paragraph.text)
        or paragraph.text[place - 1] == "\n"
        or (minimum and measured.codes[place] > FORBIDDEN)
    ]
    for place in places:
        yield breaker.natural_width(start, place, indented=indent > 0) + indent
        start, indent = place, 0.0
