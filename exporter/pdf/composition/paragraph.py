"""A paragraph as the compositor sees it: one text, its widths, its breaks.

WeasyPrint keeps a paragraph as a line box that holds a tree of inline boxes.
``collect`` walks that tree once and joins its text boxes, so that spacing and
breaks are found across ``<strong>``, ``<a>`` and ``<span>`` alike; what it
cannot compose it declines, and WeasyPrint sets it by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import atomic_box
from weasyprint.layout.percent import resolve_percentages

from exporter.pdf.composition.breaks import INSEPARABLE, find_breaks
from exporter.pdf.composition.classes import classify, has_chinese, is_composable
from exporter.pdf.composition.edges import Blank, end_trim, gap_kinds, start_trim
from exporter.pdf.composition.faces import Faces
from exporter.pdf.composition.measure import (
    Run,
    Shape,
    break_attributes,
    shape,
)
from exporter.pdf.composition.spacing import INSIDE, Scale

# The used values of an anonymous box, once they have been resolved.
_USED_VALUES: dict[str, Any] = {}
_WRAPPING = ("normal", "pre-line")
_COLLAPSING = (*_WRAPPING, "nowrap")


@dataclass(slots=True)
class Leaf:
    """A text box of the paragraph, from place ``start`` of its text on.

    ``text`` is the box's own text; ``scale``, ``runs`` and ``line_height`` come
    with measuring.
    """

    box: Any
    text: str
    start: int
    raised: bool
    scale: Scale = field(default_factory=lambda: Scale(0.0, 0.0))
    runs: tuple[Run, ...] = ()
    line_height: float = 0.0

    @property
    def end(self) -> int:
        """Return the place after the last character."""
        return self.start + len(self.text)

    def height_of(self, start: int, end: int) -> tuple[float, float]:
        """Return height and baseline of a part of the leaf, in pixels.

        ``start`` and ``end`` count from the leaf's own start.
        """
        used = list(self.runs)
        while len(used) > 1 and used[-1].start >= end:
            used.pop()
        while len(used) > 1 and used[1].start <= start:
            del used[0]
        ascent = max((run.ascent for run in used), default=0.0)
        descent = max((run.height - run.ascent for run in used), default=0.0)
        return ascent + descent, ascent


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything known of the places of a paragraph; widths in pixels.

    ``sums`` holds, for every place, the width of all before it with natural
    gaps; ``advance_sums`` the same without gaps.  ``reducible``, ``stretchy``,
    ``spreading`` and ``relief`` add up in the same way how far the gaps may
    shrink, may grow at first, what they gain from an em of spread, and their
    share in relief.  ``codes`` are those of ``breaks.find_breaks``; ``starts``
    and ``ends`` what marks lose at an edge.
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


@dataclass(slots=True)
class Paragraph:
    """The content of one line box; ``None`` as ``leaves`` if not composable."""

    children: Any
    text: str = ""
    leaves: list[Leaf] = field(default_factory=list)
    leaf_of: dict[int, Leaf] = field(default_factory=dict)
    first_place: dict[int, int] = field(default_factory=dict)
    decoration: dict[int, float] = field(default_factory=dict)
    fixed: list[range] = field(default_factory=list)
    atoms: list[int] = field(default_factory=list)
    floats: list[int] = field(default_factory=list)
    lang: str | None = None
    composable: bool = True
    containing_width: float | None = None
    lines: dict[Any, Any] = field(default_factory=dict)
    _measured: Measured | None = None

    def measured(self, faces: Faces) -> Measured | None:
        """Return the measures, taken at the first call; None if it cannot be."""
        if self._measured is None and self.composable:
            self._measured = _measure(self, faces)
            self.composable = self._measured is not None
        return self._measured

    def still_fits(self, line_box: Any, containing_block: Any) -> bool:
        """Tell whether the paragraph is what ``line_box`` holds now.

        A containing block of another width may have other margins in the line.
        """
        if self.children is not line_box.children:
            return False
        if any(leaf.box.text is not leaf.text for leaf in self.leaves):
            return False
        if containing_block is None or self.containing_width == containing_block.width:
            return True
        return self.composable and not (self.decoration or self.atoms)

    def forget(self) -> None:
        """Drop the measures: they weigh more than the text."""
        self._measured = None

    def place_of(self, line_box: Any, skip_stack: Any) -> int:
        """Return the place where WeasyPrint's ``skip_stack`` points to."""
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
    """The tree holds something the compositor does not set."""


def collect(context: Any, line_box: Any, containing_block: Any) -> Paragraph:
    """Return the paragraph of ``line_box``, composable or not.

    Without a ``containing_block``, as long as widths are only being asked for,
    percentages count for nothing.
    """
    paragraph = Paragraph(line_box.children, lang=line_box.style["lang"])
    if containing_block is not None:
        paragraph.containing_width = containing_block.width
    paragraph.first_place[id(line_box)] = 0
    walker = _Walker(context, containing_block, paragraph)
    try:
        if line_box.style["direction"] != "ltr":
            raise _UnfitError
        walker.walk(line_box, raised=False)
    except _UnfitError:
        paragraph.composable = False
    return paragraph


class _Walker:
    """Walks the boxes of a line box and notes what they hold."""

    def __init__(
        self, context: Any, containing_block: Any, paragraph: Paragraph
    ) -> None:
        self._context = context
        self._containing_block = (
            (0, 0) if containing_block is None else containing_block
        )
        self._paragraph = paragraph

    def walk(self, parent: Any, *, raised: bool) -> None:
        """Note the children of ``parent``; raise _UnfitError for what cannot be set."""
        paragraph = self._paragraph
        for child in parent.children:
            place = len(paragraph.text)
            paragraph.first_place[id(child)] = place
            if not child.is_in_normal_flow():
                if child.is_floated():
                    paragraph.floats.append(place)
                continue
            if isinstance(child, boxes.TextBox):
                self._add_text(child, raised=raised)
            elif isinstance(child, boxes.InlineBox):
                self._add_inline(child, raised=raised)
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                self._add_atom(child)
            else:
                raise _UnfitError

    def _add_text(self, box: Any, *, raised: bool) -> None:
        paragraph = self._paragraph
        style, text = box.style, box.text
        white_space = style["white_space"]
        if (
            style["direction"] != "ltr"
            or not style["font_size"]
            or white_space not in _COLLAPSING
            or not is_composable(text)
        ):
            raise _UnfitError
        _resolve_text_box(box, self._containing_block)
        leaf = Leaf(box, text, len(paragraph.text), raised)
        if white_space not in _WRAPPING:
            paragraph.fixed.append(range(leaf.start + 1, leaf.end))
        paragraph.leaves.append(leaf)
        paragraph.leaf_of[id(box)] = leaf
        paragraph.text += text

    def _add_inline(self, box: Any, *, raised: bool) -> None:
        paragraph = self._paragraph
        resolve_percentages(box, self._containing_block)
        left = _width_of_side(box, "left")
        right = _width_of_side(box, "right")
        if (left or right) and box.style["box_decoration_break"] == "clone":
            raise _UnfitError
        start = len(paragraph.text)
        raised = raised or box.style["vertical_align"] != "baseline"
        self.walk(box, raised=raised)
        end = len(paragraph.text)
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
        if paragraph.containing_width is None or not all(
            child.is_in_normal_flow() for child in box.descendants()
        ):
            raise _UnfitError
        resolve_percentages(box, self._containing_block)
        laid_out = atomic_box(
            self._context, box, 0, None, self._containing_block, [], []
        )
        place = len(paragraph.text)
        paragraph.atoms.append(place)
        paragraph.decoration[place] = laid_out.margin_width()
        paragraph.text += "\ufffc"


def _resolve_text_box(box: Any, containing_block: Any) -> None:
    """Set the used values of a text box, which are the same for all of them.

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


def _width_of_side(box: Any, side: str) -> float:
    """Return what an inline box adds on one side; auto margins are nothing."""
    margin = getattr(box, f"margin_{side}")
    return float(
        (0 if margin == "auto" else margin)
        + getattr(box, f"padding_{side}")
        + getattr(box, f"border_{side}_width")
    )


@lru_cache(maxsize=256)
def _scale(em: float, space: float, letter: float, word: float) -> Scale:
    return Scale(em, space, letter, word)


def _measure(paragraph: Paragraph, faces: Faces) -> Measured | None:
    classes = _classify(paragraph)
    if not has_chinese(classes):
        return None
    text = paragraph.text.replace("\n", " ")
    advances = [0.0] * len(text)
    blanks: dict[int, Blank] = {}
    joined: list[int] = []
    for leaf in paragraph.leaves:
        part = slice(leaf.start, leaf.end)
        style = leaf.box.style
        face = faces.of(style)
        found = shape(face, style["font_size"], text[part], classes[part])
        if found is None:
            return None
        _dress(leaf, found)
        leaf.line_height = face.line_height(style)
        advances[part] = found.advances
        blanks.update((leaf.start + place, b) for place, b in found.blanks.items())
        joined += (leaf.start + place for place in found.joined)
    kinds = gap_kinds(text, classes, blanks)
    attributes = break_attributes(paragraph.text, paragraph.lang)
    codes = find_breaks(paragraph.text, classes, attributes, fixed=paragraph.fixed)
    for place in joined:
        kinds[place] = INSIDE
        codes[place + 1] = INSEPARABLE
    for place in range(len(text)):
        if classes[place] == "B":
            advances[place], kinds[place] = 0.0, INSIDE
    return _sum_up(paragraph, classes, bytes(kinds), bytes(codes), advances, blanks)


def _classify(paragraph: Paragraph) -> str:
    """Return the classes of the text; raised letters stand close to Han."""
    classes = classify(paragraph.text)
    for leaf in paragraph.leaves:
        if leaf.raised:
            part = classes[leaf.start : leaf.end]
            for letter in "LNFR":
                part = part.replace(letter, "A")
            classes = classes[: leaf.start] + part + classes[leaf.end :]
    return classes


def _dress(leaf: Leaf, found: Shape) -> None:
    """Give ``leaf`` what its style and its shape say."""
    style = leaf.box.style
    letter, word = style["letter_spacing"], style["word_spacing"]
    space = leaf.text.find(" ")
    leaf.scale = _scale(
        style["font_size"],
        0.0 if space < 0 else found.advances[space],
        0.0 if letter == "normal" else letter,
        word,
    )
    leaf.runs = found.runs


def _sum_up(
    paragraph: Paragraph,
    classes: str,
    kinds: bytes,
    codes: bytes,
    advances: list[float],
    blanks: dict[int, Blank],
) -> Measured:
    gaps = _by_leaf(paragraph, kinds, "natural")
    natural = [a + b for a, b in zip(advances, gaps, strict=True)]
    for place, width in paragraph.decoration.items():
        natural[place] += width
    return Measured(
        classes=classes,
        kinds=kinds,
        codes=codes,
        gaps=gaps,
        sums=_running(natural),
        advance_sums=_running(advances),
        reducible=_running(_by_leaf(paragraph, kinds, "reduction")),
        stretchy=_running(_by_leaf(paragraph, kinds, "expansion")),
        spreading=_running(_by_leaf(paragraph, kinds, "spreading")),
        relief=_running(_by_leaf(paragraph, kinds, "relief")),
        starts=_trims(paragraph, classes, blanks, start_trim),
        ends=_trims(paragraph, classes, blanks, end_trim),
    )


def _running(values: list[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _by_leaf(paragraph: Paragraph, kinds: bytes, table: str) -> list[float]:
    """Return what a table of the scales says of every gap."""
    values = [0.0] * len(kinds)
    for leaf in paragraph.leaves:
        widths = getattr(leaf.scale, table)
        part = slice(leaf.start, leaf.end)
        values[part] = [widths[kind] for kind in kinds[part]]
    return values


def _trims(
    paragraph: Paragraph,
    classes: str,
    blanks: dict[int, Blank],
    trim: Callable[[str, Blank], float],
) -> dict[int, float]:
    """Return what marks lose at an edge of the line, in pixels, by place."""
    found = {}
    for leaf in paragraph.leaves:
        for place in range(leaf.start, leaf.end) if blanks else ():
            if place in blanks:
                found[place] = trim(classes[place], blanks[place]) * leaf.scale.em
    return found
