"""A piece of a line, and how it is drawn.

When WeasyPrint draws a text box, it asks its ``pango_layout`` for glyphs.  A
``DrawnPiece`` gives it Pango's glyphs with our gaps between them.  The gaps are
written into the shaped glyphs.  Letter-spacing attributes are not used: Pango halves
and drops them at every edge, they outlive their text, and they split the text into
items, so that ligatures such as —— fall apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from exporter.formats.pdf.weasyprint.composition.faces import Faces, PangoFace
from exporter.formats.pdf.weasyprint.composition.shaping import (
    GLYPH_WORDS,
    OFFSET_WORD,
    WIDTH_WORD,
    clusters_of,
    glyph_words,
    is_one_to_one,
    runs_leftward,
    runs_of,
)
from exporter.formats.pdf.weasyprint.composition.spacing import (
    INSIDE,
    NATURAL,
    PAIR,
    PLAIN,
    Adjustment,
    Counted,
    Scale,
)

_NEARLY = 0.02  # of a thousandth: the error of rounding to Pango units


@dataclass(frozen=True, slots=True)
class PieceSetting:
    """The part of a text box on one line, and its measures in pixels.

    ``kinds`` are the kinds of the gaps after each character of ``text``.  ``advance``
    is the width without gaps.  ``trim`` is what the last character loses of it at the
    line end.  ``lead`` is the space before the first character, negative if a mark
    moves out of the line; ``lead_kind`` is a gap there.  ``narrowed`` maps characters
    to what was taken from the width that Pango gives them.  ``tail_kind`` is the gap to
    the next text box, if that box has it.  ``is_hyphenated`` says that a hyphen
    follows, in room that ``trim`` leaves for it.
    """

    text: str
    kinds: bytes
    scale: Scale
    advance: float
    trim: float
    lead: float
    lead_kind: int
    narrowed: Mapping[int, float] = field(default_factory=dict)
    tail_kind: int = INSIDE
    is_hyphenated: bool = False

    def counted(self) -> Counted:
        """Return how often each kind of gap occurs."""
        counts = Counter(self.kinds)
        if self.lead_kind:
            counts[self.lead_kind] += 1
        return self.scale, counts


class DrawnPiece(Layout):  # type: ignore[misc]
    """A piece of a line, which WeasyPrint draws in place of its own ``Layout``."""

    def __init__(
        self, setting: PieceSetting, style: Any, *, faces: Faces, max_width: float
    ) -> None:
        """Keep what drawing needs; Pango is asked only when the piece is drawn."""
        self.text = setting.text
        self.max_width = max_width
        self.justification_spacing = 0
        self.first_line_direction = 0
        self.counted = setting.counted()
        self._setting = setting
        self._faces = faces
        self._adjustment = NATURAL
        self._is_spaced = True
        # Drawing asks for these before it calls ``setup``.
        self.__dict__.update(faces.of(style).decoration(style))

    def adjust(self, adjustment: Adjustment) -> float:
        """Set the gaps by ``adjustment`` and return the width in pixels."""
        self._adjustment = adjustment
        setting = self._setting
        return setting.advance - setting.trim + setting.lead + self._gaps(adjustment)

    def reduced_by(self) -> float:
        """Return by how many pixels the piece is narrower than its natural width."""
        return self._gaps(NATURAL) - self._gaps(self._adjustment)

    def _gaps(self, adjustment: Adjustment) -> float:
        scale, counts = self.counted
        widths = scale.widths(adjustment)
        return sum(count * widths[kind] for kind, count in counts.items())

    @property
    def face(self) -> PangoFace:
        """Return the face of the piece."""
        return self._faces.of(self.style)

    @property
    def is_hyphenated(self) -> bool:
        """Return whether a hyphen follows the piece."""
        return self._setting.is_hyphenated

    @property
    def tail(self) -> float:
        """Return the gap with which the next text box begins, in em."""
        scale = self._setting.scale
        return scale.widths(self._adjustment)[self._setting.tail_kind] / scale.em

    def setup(self, style: Any) -> None:
        """Use Pango's shared objects for ``style``."""
        face = self._faces.of(style)
        self.style, self.language = style, face.language
        self.layout = face.pango_layout
        self.first_line_direction = 0

    def set_text(self, text: str, justify: bool = False) -> None:
        """Set ``text``; a text that is not the piece's own gets no gaps."""
        self._is_spaced = text != self._setting.text
        if self._is_spaced:
            self._faces.drop(self.style)
            super().set_text(text, justify)
            return
        self.text = text
        PangoFace(self.layout, self.language).set_text(text)

    def get_first_line(self) -> tuple[Any, int | None]:
        """Return Pango's first line with our gaps in it."""
        line, index = super().get_first_line()
        if not self._is_spaced:
            self._is_spaced = True
            self._space(line)
        return line, index

    def _space(self, line: Any) -> None:
        setting = self._setting
        widths = setting.scale.widths(self._adjustment)
        runs = [(item, glyph_words(item.glyphs)) for item in runs_of(line)]
        shaped = sum(sum(words[WIDTH_WORD::GLYPH_WORDS]) for _item, words in runs)
        gaps = [widths[kind] for kind in setting.kinds]
        drawn = setting.advance + sum(setting.narrowed.values())
        _even_out(gaps, setting.kinds, missing=drawn - shaped * FROM_UNITS)
        for place, lost in setting.narrowed.items():
            gaps[place] -= lost
        lead = setting.lead + (widths[setting.lead_kind] if setting.lead_kind else 0.0)
        if not (lead or any(gaps)):
            return
        pen = _GapPen(int(setting.scale.em * TO_UNITS))
        places = _places_of([item for item, _words in runs])
        for (item, words), place in zip(runs, places, strict=True):
            following = place + item.item.num_chars
            own: Sequence[float] = gaps[place:following]
            clusters = clusters_of(item.glyphs)
            if not is_one_to_one(clusters, following - place):
                own = _gaps_of_glyphs(setting.text[place:following], own, clusters)
            elif runs_leftward(item):
                own = own[::-1]
            if lead:
                pen.move(words, lead)
                lead = 0.0
            pen.write(words, own, font=item.item.analysis.font)


def _places_of(items: Sequence[Any]) -> list[int]:
    """Return where in the text each run begins, in the order of drawing."""
    place_of, place = {}, 0
    for item in sorted(items, key=lambda item: int(item.item.offset)):
        place_of[item.item.offset] = place
        place += item.item.num_chars
    return [place_of[item.item.offset] for item in items]


def _even_out(gaps: list[float], kinds: bytes, *, missing: float) -> None:
    """Change ``gaps`` so that the text keeps its measured width.

    A text may be shaped differently at the start of a line than in the middle of its
    paragraph: for example a bracket may be kerned with the letter after it.
    """
    if abs(missing) * TO_UNITS <= len(gaps):
        return
    changing = [place for place, kind in enumerate(kinds) if PLAIN <= kind < PAIR]
    for place in changing:
        gaps[place] += missing / len(changing)


def _gaps_of_glyphs(
    text: str, gaps: Sequence[float], clusters: Sequence[int]
) -> list[float]:
    """Return the gap after each glyph where glyphs and characters differ in number.

    The gaps of the characters that form one sign go after its last glyph.
    """
    heads = sorted(set(clusters))
    gap_of = dict.fromkeys(heads, 0.0)
    offset, index = 0, 0
    for char, gap in zip(text, gaps, strict=True):
        while index + 1 < len(heads) and heads[index + 1] <= offset:
            index += 1
        gap_of[heads[index]] += gap
        offset += len(char.encode())
    following = [*clusters[1:], -1]
    return [
        gap_of[cluster] if cluster != after else 0.0
        for cluster, after in zip(clusters, following, strict=True)
    ]


class _GapPen:
    """Writes gaps into glyphs in whole thousandths of an em.

    WeasyPrint writes into the PDF how much a glyph's width differs from the font's, cut
    off to whole thousandths.  That would shorten a line by half a point.  So the gaps
    are whole thousandths, minimally too large, and each remainder is carried over to
    the next glyph.
    """

    def __init__(self, units_per_em: int) -> None:
        self._thousandth = units_per_em / 1000
        self._ideal = 0.0
        self._drawn = 0
        self._moved = 0
        self._font: Any = None
        self._own_widths: dict[int, int] = {}
        self._rectangles = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")

    def move(self, words: memoryview, distance: float) -> None:
        """Move the first glyph, and all after it, by ``distance`` pixels."""
        moved = round(distance * TO_UNITS / self._thousandth)
        # draw_first_line divides the offset by the font size in pixels and takes the
        # result as thousandths of an em.
        size = self._thousandth * 1000 / TO_UNITS
        words[OFFSET_WORD] += round(moved * size)
        words[WIDTH_WORD] += round(moved * self._thousandth)
        self._moved = moved

    def write(self, words: memoryview, gaps: Sequence[float], *, font: Any) -> None:
        """Widen each glyph of ``words`` by its gap, in pixels."""
        thousandth, ideal, drawn = self._thousandth, self._ideal, self._drawn
        per_pixel = TO_UNITS / thousandth
        moved, self._moved = self._moved, 0
        for index, gap in enumerate(gaps):
            at = index * GLYPH_WORDS + WIDTH_WORD
            width = words[at]
            natural = width / thousandth
            ideal += natural + gap * per_pixel
            step = round(ideal) - drawn
            drawn += step
            own = round(natural) - moved
            if own != 1000:
                own = self._own_width(words[at - WIDTH_WORD], font)
            unkerned, moved = own + moved, 0
            if step == unkerned and -_NEARLY < step - natural < _NEARLY:
                continue
            exact = step * thousandth
            words[at] = ceil(exact) if step >= unkerned else floor(exact)
        self._ideal, self._drawn = ideal, drawn

    def _own_width(self, glyph: int, font: Any) -> int:
        """Return the width of ``glyph`` in the font, in thousandths."""
        if font != self._font:
            self._font, self._own_widths = font, {}
        width = self._own_widths.get(glyph)
        if width is None:
            ink, logical = self._rectangles
            pango.pango_font_get_glyph_extents(font, glyph, ink, logical)
            width = self._own_widths[glyph] = round(logical.width / self._thousandth)
        return width
