"""Pango's measures of a text: how wide, how high, and where the ink is.

A face and a text enter, a ``Shape`` leaves.  The text is shaped once, in one line,
however many lines it will fill.  WeasyPrint's own way shapes four lines for every line,
to find the end of the first one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import get_log_attrs

from exporter.formats.pdf.weasyprint.composition.edges import MEASURED, NO_BLANK, Blank
from exporter.formats.pdf.weasyprint.composition.faces import PangoFace

# PangoGlyphInfo as words: glyph, width, x offset, y offset, attributes.
GLYPH_WORDS = 5
WIDTH_WORD, OFFSET_WORD = 1, 2
# A mark at least this wide, in em, is full-width.
_FULL_WIDTH = 0.95


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """A stretch of text in one font: where it starts, its heights in pixels."""

    start: int
    ascent: float
    height: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A shaped text.

    ``advances`` are in pixels, one for each character.  ``joined`` are the places of
    characters that form one sign with the next.  ``blanks`` are those of the marks.
    """

    advances: list[float]
    joined: list[int]
    blanks: dict[int, Blank]
    runs: tuple[ShapedRun, ...]


def break_attributes(text: str, lang: str | None) -> bytes:
    """Return the first eight bits of Pango's log attributes as a byte.

    There is a byte for each place of ``text``, including its end.
    """
    attributes = memoryview(ffi.buffer(get_log_attrs(text, lang)))
    return bytes(attributes[:: ffi.sizeof("PangoLogAttr")])


def shape_text(
    face: PangoFace, text: str, *, classes: str, em: float, leftward: bool = False
) -> Shape | None:
    """Shape ``text`` in one line; None if it does not run from left to right.

    ``em`` is the font size in pixels.  Text with ``leftward`` may run to the left.
    """
    reader = _RunReader(face, text, classes=classes, em=em)
    items = list(runs_of(face.set_text(text)))
    if leftward:
        items.sort(key=lambda item: int(item.item.offset))
    offset = 0
    for item in items:
        if (runs_leftward(item) and not leftward) or item.item.offset != offset:
            return None
        offset += item.item.length
        reader.read(item)
    return reader.result()


def width_of(face: PangoFace, text: str) -> float:
    """Return the width of ``text`` in ``face``, in pixels; the width is kept."""
    width = face.widths.get(text)
    if width is None:
        runs = runs_of(face.set_text(text))
        width = FROM_UNITS * sum(
            sum(glyph_words(run.glyphs)[WIDTH_WORD::GLYPH_WORDS]) for run in runs
        )
        face.widths[text] = width
    return width


def runs_leftward(item: Any) -> bool:
    """Return whether a run, a PangoGlyphItem, goes from right to left.

    WeasyPrint declares Pango's bytes as words, so only the last bit is reliable.
    """
    return bool(item.item.analysis.level % 2)


def runs_of(line: Any) -> Iterator[Any]:
    """Yield the runs of a PangoLayoutLine, each a PangoGlyphItem."""
    run = line.runs
    while run != ffi.NULL:
        yield run.data
        run = run.next


def glyph_words(glyphs: Any) -> memoryview:
    """Return the glyphs of a PangoGlyphString as one writable series of integers."""
    size = ffi.sizeof("PangoGlyphInfo") * glyphs.num_glyphs
    return memoryview(ffi.buffer(glyphs.glyphs, size)).cast("i")


def clusters_of(glyphs: Any) -> list[int]:
    """Return the byte at which each glyph begins, counted from its item's start."""
    size = ffi.sizeof("gint") * glyphs.num_glyphs
    clusters = memoryview(ffi.buffer(glyphs.log_clusters, size)).cast("i")
    return clusters.tolist()


def is_one_to_one(clusters: Sequence[int], characters: int) -> bool:
    """Return whether every character has one glyph and every glyph one character."""
    return len(set(clusters)) == len(clusters) == characters


class _RunReader:
    """Collects the measures of the runs of one line."""

    def __init__(self, face: PangoFace, text: str, *, classes: str, em: float) -> None:
        self._face, self._em = face, em
        self._text, self._classes = text, classes
        self._advances: list[float] = []
        self._joined: list[int] = []
        self._blanks: dict[int, Blank] = {}
        self._runs: list[ShapedRun] = []
        self._font: Any = None
        self._rectangles = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")

    def result(self) -> Shape:
        """Return the shape of everything read."""
        missing = len(self._text) - len(self._advances)
        return Shape(
            advances=self._advances + [0.0] * missing,
            joined=self._joined,
            blanks=self._blanks,
            runs=tuple(self._runs),
        )

    def read(self, item: Any) -> None:
        """Add a run, a PangoGlyphItem."""
        start = len(self._advances)
        count = item.item.num_chars
        words = glyph_words(item.glyphs)
        widths = [width * FROM_UNITS for width in words[WIDTH_WORD::GLYPH_WORDS]]
        glyphs = words[0::GLYPH_WORDS].tolist()
        clusters = clusters_of(item.glyphs)
        if runs_leftward(item):  # glyphs come in the order in which they are drawn
            for row in (widths, glyphs, clusters):
                row.reverse()
        if is_one_to_one(clusters, count):
            self._advances += widths
        else:
            glyphs = self._read_signs(
                self._text[start : start + count],
                list(zip(clusters, widths, glyphs, strict=True)),
            )
        font = item.item.analysis.font
        if font != self._font and glyphs:
            self._font = font
            self._note_height(start, font, glyph=glyphs[0])
        for found in MEASURED.finditer(self._classes, start, start + count):
            place = found.start()
            self._note_blank(place, font, glyph=glyphs[place - start])

    def _read_signs(
        self, text: str, drawn: Sequence[tuple[int, float, int]]
    ) -> list[int]:
        """Add a run whose glyphs and characters are not one to one.

        ``drawn`` are its clusters, widths and glyphs.  Return a glyph for each
        character.
        """
        start = len(self._advances)
        place_of, offset = {}, 0
        for place, char in enumerate(text):
            place_of[offset] = place
            offset += len(char.encode())
        advances = [0.0] * len(text)
        glyphs = [0] * len(text)
        for cluster, width, glyph in drawn:
            advances[place_of[cluster]] += width
            glyphs[place_of[cluster]] = glyph
        # A sign of several characters ends with the last of them.
        heads = sorted({place_of[cluster] for cluster, _width, _glyph in drawn})
        for head, following in zip(heads, [*heads[1:], len(text)], strict=True):
            last = following - 1
            if last > head:
                self._joined += range(start + head, start + last)
                advances[last], advances[head] = advances[head], 0.0
        self._advances += advances
        return glyphs

    def _note_height(self, start: int, font: Any, *, glyph: int) -> None:
        ink, logical = self._rectangles
        pango.pango_font_get_glyph_extents(font, glyph, ink, logical)
        self._runs.append(
            ShapedRun(start, -logical.y * FROM_UNITS, logical.height * FROM_UNITS)
        )

    def _note_blank(self, place: int, font: Any, *, glyph: int) -> None:
        mark = self._text[place]
        blank = self._face.blanks.get(mark)
        if blank is None:
            blank = self._measure_blank(self._advances[place], font, glyph=glyph)
            self._face.blanks[mark] = blank
        self._blanks[place] = blank

    def _measure_blank(self, advance: float, font: Any, *, glyph: int) -> Blank:
        if not self._em or advance < _FULL_WIDTH * self._em:
            return NO_BLANK
        ink, logical = self._rectangles
        pango.pango_font_get_glyph_extents(font, glyph, ink, logical)
        right = advance - (ink.x + ink.width) * FROM_UNITS
        return Blank(ink.x * FROM_UNITS / self._em, right / self._em)
