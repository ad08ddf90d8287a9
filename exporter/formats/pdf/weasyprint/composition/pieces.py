"""A line cut into the pieces of its text boxes.

A ``FilledLine`` of a paragraph enters.  A ``ComposedLine`` leaves, which answers when
WeasyPrint asks for its boxes one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from exporter.formats.pdf.weasyprint.composition.drawn_piece import (
    DrawnPiece,
    PieceSetting,
)
from exporter.formats.pdf.weasyprint.composition.faces import Faces
from exporter.formats.pdf.weasyprint.composition.lines import FilledLine, Measure
from exporter.formats.pdf.weasyprint.composition.paragraph import (
    Leaf,
    Measured,
    ParagraphText,
)
from exporter.formats.pdf.weasyprint.composition.spacing import (
    AUTO,
    INSIDE,
    NATURAL,
    Adjustment,
    reduce_line,
)

# What WeasyPrint's split_inline_level returns: a box, where to continue, whether a line
# feed of the text was met, first and last letter, widths of floats.  The letters are
# None: WeasyPrint would use them to look for a break, but ours are already chosen.
Placed: TypeAlias = tuple[Any, Any, bool, None, None, dict[str, float]]


@dataclass(frozen=True, slots=True)
class LinePiece:
    """The part of one text box on one line; heights in pixels."""

    leaf: Leaf
    setting: PieceSetting
    height: float
    baseline: float


@dataclass(frozen=True, slots=True)
class ComposedLine:
    """A line whose break is chosen, ``width`` pixels wide.

    ``pieces`` are found by the identity of their boxes.
    """

    paragraph: ParagraphText
    line: FilledLine
    width: float
    pieces: dict[int, LinePiece]
    adjustment: Adjustment
    faces: Faces

    def place(self, box: Any, position_x: float) -> Placed:
        """Return the part of the text box ``box`` that is on this line."""
        text, resume = self.paragraph.text, self.line.resume
        leaf = self.paragraph.leaf_of[id(box)]
        no_floats = {"left": 0.0, "right": 0.0}
        if leaf.text and resume <= leaf.start:
            return None, {0: None}, False, None, None, no_floats
        piece = self.pieces.get(id(box))
        placed = None if piece is None else self._new_box(piece, position_x)
        stop = None
        if leaf.text and resume <= leaf.end and resume < len(text):
            stop = {len(leaf.text[: resume - leaf.start].encode()): None}
        fed = leaf.start < resume <= leaf.end and text[resume - 1] == "\n"
        return placed, stop, fed, None, None, no_floats

    def _new_box(self, piece: LinePiece, position_x: float) -> Any:
        """Return a text box like those that ``split_text_box`` makes."""
        leaf = piece.leaf
        box = leaf.box.copy_with_text(piece.setting.text)
        box.pango_layout = DrawnPiece(
            piece.setting, box.style, faces=self.faces, max_width=self.width
        )
        box.position_x = position_x
        box.width = box.pango_layout.adjust(self.adjustment)
        box.height = piece.height
        half_leading = (leaf.line_height - piece.height) / 2
        box.margin_top = box.margin_bottom = half_leading
        box.baseline = piece.baseline + half_leading
        return box


def cut_line(
    paragraph: ParagraphText,
    line: FilledLine,
    *,
    measured: Measured,
    measure: Measure,
    faces: Faces,
) -> ComposedLine:
    """Return ``line`` in pieces, reduced to its ``measure`` if necessary."""
    pieces: dict[int, LinePiece] = {}
    indent = measure.later_indent if paragraph.begins_line(line.start) else 0.0
    lead_kind = INSIDE
    hyphen = measured.hyphens.get(line.resume, 0.0)
    for number, leaf in paragraph.leaves_between(line.start, line.end):
        start, end = max(leaf.start, line.start), min(leaf.end, line.end)
        last_kind, tail_kind = INSIDE, INSIDE
        if end < line.end:
            last_kind, tail_kind = _share_gap(paragraph, measured, number, end)
        height, baseline = leaf.height_of(start - leaf.start, end - leaf.start)
        setting = PieceSetting(
            text=leaf.text[start - leaf.start : end - leaf.start],
            kinds=measured.kinds[start : end - 1] + bytes([last_kind]),
            scale=leaf.scale,
            advance=measured.advance_sums[end] - measured.advance_sums[start],
            trim=measured.ends.get(end - 1, 0.0) - hyphen if end == line.end else 0.0,
            lead=_lead(measured, line, place=start, indent=indent),
            lead_kind=lead_kind,
            narrowed=_narrowed(measured, start, end),
            tail_kind=tail_kind,
            is_hyphenated=hyphen > 0 and end == line.end,
        )
        pieces[id(leaf.box)] = LinePiece(leaf, setting, height, baseline)
        lead_kind = tail_kind
    adjustment = NATURAL
    if line.excess:
        parts = [piece.setting.counted() for piece in pieces.values()]
        adjustment = reduce_line(parts, line.excess)
    return ComposedLine(paragraph, line, measure.first, pieces, adjustment, faces)


def _share_gap(
    paragraph: ParagraphText, measured: Measured, number: int, end: int
) -> tuple[int, int]:
    """Return the kinds of the gap after a text box and of that before the next one.

    One of them is no gap.  The text box has this ``number``, and ends at ``end``.
    """
    kind = measured.kinds[end - 1]
    if paragraph.ends_isolate(end) or (
        kind == AUTO and _belongs_to_next(paragraph, measured, number=number)
    ):
        return INSIDE, kind
    return kind, INSIDE


def _narrowed(measured: Measured, start: int, end: int) -> dict[int, float]:
    """Return what is removed after characters, counted from ``start``."""
    return {
        place - start: lost
        for place, lost in measured.narrowed.items()
        if start <= place < end
    }


def _lead(measured: Measured, line: FilledLine, *, place: int, indent: float) -> float:
    """Return how far the piece from ``place`` on moves into, or out of, the line."""
    if place != line.start or line.indented:
        return 0.0
    return indent - measured.starts.get(place, 0.0)


def _belongs_to_next(
    paragraph: ParagraphText, measured: Measured, *, number: int
) -> bool:
    """Return whether the gap after a text box should belong to the next one.

    The gap between a Latin link and the Han after it should not belong to the link.
    """
    if number + 1 >= len(paragraph.leaves):
        return False
    leaf, following = paragraph.leaves[number : number + 2]
    return (
        following.start == leaf.end < following.end
        and measured.classes[leaf.end] == "H"
        and following.scale.em == leaf.scale.em
    )
