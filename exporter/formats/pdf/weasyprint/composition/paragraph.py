"""A paragraph for the compositor: one text, its widths, its breaks.

WeasyPrint keeps a paragraph as a line box that holds a tree of inline boxes.
``collect`` walks that tree once and joins its text boxes, so that spacing and breaks
are found across ``<strong>``, ``<a>`` and ``<span>``.  It rejects paragraphs that
cannot be composed, and WeasyPrint sets these itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import atomic_box
from weasyprint.layout.percent import resolve_percentages

from exporter.formats.pdf.weasyprint.composition.classes import (
    classify,
    has_chinese,
    is_composable,
)
from exporter.formats.pdf.weasyprint.composition.shaping import ShapedRun
from exporter.formats.pdf.weasyprint.composition.spacing import Scale, make_scale

# The used values of an anonymous box, after they were computed once.
_USED_VALUES: dict[str, Any] = {}
_NO_SCALE = make_scale(0.0)
# WeasyPrint's box for <br>, of which there may be thousands.
_LINE_FEED_BOX = "br::before"
_WRAPPING = ("normal", "pre-line", "pre-wrap")


@dataclass(slots=True)
class Leaf:
    """A text box of the paragraph, from place ``start`` of its text on.

    ``text`` is the box's own text; ``leftward`` says that it runs from right to left.
    ``shift`` is positive if the text is raised, negative if it is lowered.  ``scale``,
    ``runs`` and ``line_height`` are set by measuring.
    """

    box: Any
    text: str
    start: int
    shift: float
    leftward: bool = False
    scale: Scale = _NO_SCALE
    runs: tuple[ShapedRun, ...] = ()
    line_height: float = 0.0

    @property
    def end(self) -> int:
        """Return the place after the last character."""
        return self.start + len(self.text)

    def height_of(self, start: int, end: int) -> tuple[float, float]:
        """Return height and baseline of a part of the leaf, in pixels.

        ``start`` and ``end`` count from the leaf's own start.
        """
        first = bisect_right(self.runs, start, key=lambda run: run.start) - 1
        stop = bisect_left(self.runs, end, key=lambda run: run.start)
        used = self.runs[max(first, 0) : max(stop, first + 1, 1)]
        ascent = max((run.ascent for run in used), default=0.0)
        descent = max((run.height - run.ascent for run in used), default=0.0)
        return ascent + descent, ascent


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of all places of a paragraph; widths in pixels.

    ``sums`` holds, for every place, the width of everything before it with natural
    gaps; ``advance_sums`` the same without gaps.  ``reducible``, ``stretchy``,
    ``spreading`` and ``relief`` are such sums, too: how far the gaps may shrink, how
    far they may grow at first, what an em of spread adds to them, and their share in
    relief.  ``codes`` are those of ``breaks.find_breaks``.  ``starts`` and ``ends`` are
    what marks lose at the edges of a line.  ``narrowed`` is what was taken, after a
    place, from the width with which characters are drawn.  ``hyphens`` gives the width
    of the hyphen of a line that ends at a place.
    """

    classes: str
    kinds: bytes
    codes: bytes
    gaps: list[float]
    sums: list[float]
    advance_sums: list[float]
    reducible: list[float]
    stretchy: list[float]
    spreading: list[float]
    relief: list[float]
    starts: dict[int, float]
    ends: dict[int, float]
    narrowed: dict[int, float] = field(default_factory=dict)
    hyphens: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class ParagraphText:
    """The content of one line box.

    ``children`` are the boxes of which it was made.  ``nested`` are the pseudo-elements
    among them with their own children: WeasyPrint replaces these when a page number in
    them becomes known.  Places count the characters of ``text``.  ``first_place`` gives
    where each box begins, by identity.  ``decoration`` gives how many pixels margins,
    borders, paddings and images add to a character.  ``fixed`` are ranges in which no
    line may end, ``isolates`` run from right to left, ``atoms`` and ``floats`` are the
    places of those.  ``containing_width`` is None while it is unknown.  ``indent`` is
    that of the first line, ``later_indent`` that of lines after a forced break, in
    pixels.

    ``measured`` is set by ``measure``, ``lines`` by the compositor.
    """

    children: Any
    lang: str | None
    containing_width: float | None
    text: str = ""
    nested: list[tuple[Any, Any]] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    leaf_of: dict[int, Leaf] = field(default_factory=dict)
    first_place: dict[int, int] = field(default_factory=dict)
    decoration: dict[int, float] = field(default_factory=dict)
    fixed: list[range] = field(default_factory=list)
    isolates: list[range] = field(default_factory=list)
    atoms: list[int] = field(default_factory=list)
    floats: list[int] = field(default_factory=list)
    justified: bool = False
    composable: bool = True
    indent: float = 0.0
    later_indent: float = 0.0
    measured: Measured | None = None
    lines: dict[Any, Any] = field(default_factory=dict)

    def still_fits(self, line_box: Any, containing_block: Any) -> bool:
        """Return whether the paragraph is what ``line_box`` holds now.

        A containing block of another width may change the margins in the line.
        """
        if self.children is not line_box.children:
            return False
        if any(box.children is not children for box, children in self.nested):
            return False
        # ::first-letter takes a letter out of the first text box.
        if self.leaves and self.leaves[0].box.text is not self.leaves[0].text:
            return False
        if containing_block is None or self.containing_width == containing_block.width:
            return True
        return self.composable and not (self.decoration or self.atoms)

    def add_isolate(self, places: range) -> None:
        """Note that ``places`` run from right to left; they replace isolates inside."""
        while self.isolates and self.isolates[-1].start >= places.start:
            self.isolates.pop()
        if places:
            self.isolates.append(places)

    def ends_isolate(self, place: int) -> bool:
        """Return whether an isolate ends before ``place``."""
        return any(isolate.stop == place for isolate in self.isolates)

    def begins_line(self, place: int) -> bool:
        """Return whether a line must begin at ``place``."""
        return place > 0 and self.text[place - 1] == "\n"

    def leaves_between(self, start: int, end: int) -> Iterator[tuple[int, Leaf]]:
        """Yield the leaves that have text between two places, with their numbers.

        A line that holds only a space yields none.
        """
        first = max(
            bisect_right(self.leaves, start, key=lambda leaf: leaf.start) - 1, 0
        )
        for number in range(first, len(self.leaves)):
            leaf = self.leaves[number]
            if start >= end or leaf.start >= end:
                return
            if leaf.text and leaf.end > start:
                yield number, leaf

    def place_of(self, line_box: Any, skip_stack: Any) -> int:
        """Return the place to which WeasyPrint's ``skip_stack`` points."""
        box = line_box
        while skip_stack:
            ((index, skip_stack),) = skip_stack.items()
            leaf = self.leaf_of.get(id(box))
            if leaf is not None:
                return leaf.start + len(leaf.text.encode()[:index].decode())
            if index >= len(box.children):
                return len(self.text)
            box = box.children[index]
        return self.first_place.get(id(box), 0)


class _UnfitError(Exception):
    """The tree holds something that the compositor does not set."""


def collect(context: Any, line_box: Any, containing_block: Any) -> ParagraphText:
    """Return the paragraph of ``line_box``, composable or not.

    ``containing_block`` is None while only widths are asked for; then percentages count
    as 0.
    """
    paragraph = ParagraphText(
        children=line_box.children,
        lang=line_box.style["lang"],
        containing_width=None if containing_block is None else containing_block.width,
        justified=line_box.style["text_align_all"] == "justify"
        and line_box.style["white_space"] == "normal",
    )
    paragraph.first_place[id(line_box)] = 0
    walker = _BoxWalker(context, containing_block, paragraph)
    try:
        # In preformatted lines every character has its column, so nothing may move.
        is_typed = line_box.style["white_space"] == "pre-wrap"
        if is_typed or line_box.style["direction"] != "ltr":
            raise _UnfitError
        walker.walk(line_box, shift=0.0)
        walker.measure_atoms()
    except _UnfitError:
        paragraph.composable = False
    return paragraph


class _BoxWalker:
    """Walks the boxes of a line box and records what they hold."""

    def __init__(
        self, context: Any, containing_block: Any, paragraph: ParagraphText
    ) -> None:
        self._context = context
        self._containing_block = (
            (0, 0) if containing_block is None else containing_block
        )
        self._paragraph = paragraph
        self._atoms: list[Any] = []

    def walk(self, parent: Any, *, shift: float) -> None:
        """Record the children of ``parent``; raise _UnfitError for unsupported ones."""
        paragraph = self._paragraph
        for child in parent.children:
            place = len(paragraph.text)
            paragraph.first_place[id(child)] = place
            if not child.is_in_normal_flow():
                if child.is_floated():
                    paragraph.floats.append(place)
                continue
            if isinstance(child, boxes.TextBox):
                self._add_text(child, shift=shift)
            elif isinstance(child, boxes.InlineBox):
                self._add_inline(child, shift=shift)
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                self._add_atom(child)
            else:
                raise _UnfitError

    def _add_text(self, box: Any, *, shift: float) -> None:
        paragraph = self._paragraph
        style, text = box.style, box.text
        leftward = style["direction"] == "rtl"
        if not style["font_size"] or not is_composable(text, leftward=leftward):
            raise _UnfitError
        _resolve_text_box(box, self._containing_block)
        leaf = Leaf(box, text, len(paragraph.text), shift, leftward)
        if style["white_space"] not in _WRAPPING:
            paragraph.fixed.append(range(leaf.start + 1, leaf.end))
        paragraph.leaves.append(leaf)
        paragraph.leaf_of[id(box)] = leaf
        paragraph.text += text

    def _add_inline(self, box: Any, *, shift: float) -> None:
        paragraph = self._paragraph
        if "::" in box.element_tag and box.element_tag != _LINE_FEED_BOX:
            paragraph.nested.append((box, box.children))
        resolve_percentages(box, self._containing_block)
        left = _width_of_side(box, "left")
        right = _width_of_side(box, "right")
        if (left or right) and box.style["box_decoration_break"] == "clone":
            raise _UnfitError
        start = len(paragraph.text)
        self.walk(box, shift=shift or _shift_of(box.style["vertical_align"]))
        end = len(paragraph.text)
        if box.style["direction"] == "rtl":
            paragraph.add_isolate(range(start, end))
        if box.is_leader:
            paragraph.fixed.append(range(start + 1, end + 1))
        if (left or right) and start == end:
            raise _UnfitError
        if left:
            paragraph.decoration[start] = paragraph.decoration.get(start, 0) + left
        if right:
            paragraph.decoration[end - 1] = paragraph.decoration.get(end - 1, 0) + right

    def _add_atom(self, box: Any) -> None:
        paragraph = self._paragraph
        if not all(child.is_in_normal_flow() for child in box.descendants()):
            raise _UnfitError
        self._atoms.append(box)
        paragraph.atoms.append(len(paragraph.text))
        paragraph.text += "\ufffc"

    def measure_atoms(self) -> None:
        """Measure the images and inline blocks in a line with Chinese.

        For this they are laid out once more.  A line that holds nothing else, such as a
        gallery, is left to WeasyPrint.
        """
        paragraph = self._paragraph
        if not paragraph.atoms:
            return
        if paragraph.containing_width is None or not has_chinese(
            classify(paragraph.text)
        ):
            raise _UnfitError
        for place, box in zip(paragraph.atoms, self._atoms, strict=True):
            resolve_percentages(box, self._containing_block)
            laid_out = atomic_box(
                self._context, box, 0, None, self._containing_block, [], []
            )
            paragraph.decoration[place] = laid_out.margin_width()


def _resolve_text_box(box: Any, containing_block: Any) -> None:
    """Set the used values of a text box, which are the same for all text boxes.

    Text boxes are anonymous: they have no margins, borders or widths.
    """
    if _USED_VALUES and isinstance(box.style, AnonymousStyle):
        box.__dict__.update(_USED_VALUES)
        return
    before = set(box.__dict__)
    resolve_percentages(box, containing_block)
    if isinstance(box.style, AnonymousStyle):
        _USED_VALUES.update(
            (name, value) for name, value in box.__dict__.items() if name not in before
        )


def _shift_of(vertical_align: Any) -> float:
    """Return how far text stands above the line, as note marks do.

    WeasyPrint computes ``super`` and ``sub`` to lengths.
    """
    return float(vertical_align) if isinstance(vertical_align, int | float) else 0.0


def _width_of_side(box: Any, side: str) -> float:
    """Return what an inline box adds on one side; an auto margin counts as 0."""
    margin = getattr(box, f"margin_{side}")
    return float(
        (0 if margin == "auto" else margin)
        + getattr(box, f"padding_{side}")
        + getattr(box, f"border_{side}_width")
    )
