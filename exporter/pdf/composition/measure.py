"""What Pango makes of a text: how wide, how high, and where the ink is.

A style and a text enter, a ``Shape`` leaves.  The text is shaped once and in
one line, whatever the number of lines it will fill; WeasyPrint's own way shapes
four lines to find the end of the first, for every line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.text.ffi import FROM_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, get_log_attrs

from exporter.pdf.composition.edges import MARKS, NO_BLANK, Blank

# PangoGlyphInfo as words: glyph, width, x offset, y offset, attributes.
GLYPH_WORDS = 5
WIDTH_WORD, OFFSET_WORD = 1, 2
# A mark as wide as this, in em, is a full-width one.
_FULL_WIDTH = 0.95


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font: where it starts, its height in pixels."""

    start: int
    ascent: float
    height: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A text as shaped.

    ``advances`` are pixels, one for each character; ``joined`` the places of
    characters that form one sign with the next; ``blanks`` those of the marks.
    """

    advances: list[float]
    joined: list[int]
    blanks: dict[int, Blank]
    runs: tuple[Run, ...]


class Inks:
    """The blanks of marks, by face: measured once for a document."""

    def __init__(self) -> None:
        """Start with none; the fonts of a document hold their own."""
        self._known: WeakKeyDictionary[Any, dict[Any, Blank]] = WeakKeyDictionary()

    def of(self, style: Any) -> dict[Any, Blank]:
        """Return the blanks known of the fonts ``style`` may use."""
        return self._known.setdefault(style.font_config, {})


def break_attributes(text: str, lang: str | None) -> list[int]:
    """Return Pango's log attributes of ``text``, each as one word of bits."""
    attributes = get_log_attrs(text, lang)
    words: list[int] = memoryview(ffi.buffer(attributes)).cast("I").tolist()
    return words


def shape(style: Any, text: str, classes: str, inks: Inks) -> Shape | None:
    """Shape ``text`` in one line; None where it does not run left to right."""
    line, _layout = _shape_line(style, text)
    reader = _Reader(style, text, classes, inks.of(style))
    run = line.runs[0]
    while run != ffi.NULL:
        if run.data.item.analysis.level % 2:
            return None
        reader.read(run.data)
        run = run.next
    return reader.result()


def glyph_words(glyphs: Any) -> memoryview:
    """Return the glyphs of a PangoGlyphString as one writable row of integers."""
    size = ffi.sizeof("PangoGlyphInfo") * glyphs.num_glyphs
    return memoryview(ffi.buffer(glyphs.glyphs, size)).cast("i")


def clusters_of(glyphs: Any) -> list[int]:
    """Return the byte each glyph begins at, counted from its item's start."""
    size = ffi.sizeof("gint") * glyphs.num_glyphs
    found: list[int] = memoryview(ffi.buffer(glyphs.log_clusters, size)).cast("i").tolist()
    return found


def _shape_line(style: Any, text: str) -> tuple[Any, Layout]:
    """Return the only line of ``text``, and the layout that owns it."""
    layout = Layout(style)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    pointer, _bytes = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout.layout, pointer, -1)
    return pango.pango_layout_get_line_readonly(layout.layout, 0), layout


class _Reader:
    """Collects what the runs of one line tell."""

    def __init__(
        self, style: Any, text: str, classes: str, known: dict[Any, Blank]
    ) -> None:
        self._text, self._classes, self._known = text, classes, known
        self._em = style["font_size"]
        self._face = (
            tuple(style["font_family"]),
            style["font_weight"],
            style["font_style"],
            style["lang"],
            style["font_feature_settings"],
        )
        self._advances: list[float] = []
        self._joined: list[int] = []
        self._blanks: dict[int, Blank] = {}
        self._runs: list[Run] = []
        self._font: Any = None
        self._rectangles = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")

    def result(self) -> Shape:
        """Return the shape of everything read."""
        missing = len(self._text) - len(self._advances)
        return Shape(
            self._advances + [0.0] * missing,
            self._joined,
            self._blanks,
            tuple(self._runs),
        )

    def read(self, item: Any) -> None:
        """Add a run, a PangoGlyphItem."""
        start = len(self._advances)
        count = item.item.num_chars
        words = glyph_words(item.glyphs)
        widths = [width * FROM_UNITS for width in words[WIDTH_WORD::GLYPH_WORDS]]
        glyphs = words[0::GLYPH_WORDS].tolist()
        clusters = clusters_of(item.glyphs)
        if len(set(clusters)) == len(clusters) == count:
            self._advances += widths
        else:
            glyphs = self._read_clusters(start, count, clusters, widths, glyphs)
        font = item.item.analysis.font
        if font != self._font and glyphs:
            self._font = font
            self._note_height(start, font, glyphs[0])
        for found in MARKS.finditer(self._classes, start, start + count):
            place = found.start()
            self._note_blank(place, font, glyphs[place - start])

    def _read_clusters(
        self,
        start: int,
        count: int,
        clusters: list[int],
        widths: list[float],
        glyphs: list[int],
    ) -> list[int]:
        """Add a run whose glyphs and characters are not one to one.

        Return a glyph for each character.
        """
        text = self._text[start : start + count]
        place_of, offset = {}, 0
        for place, char in enumerate(text):
            place_of[offset] = place
            offset += len(char.encode())
        advances = [0.0] * count
        drawn = [0] * count
        heads = sorted({place_of[cluster] for cluster in clusters})
        for cluster, width, glyph in zip(clusters, widths, glyphs, strict=True):
            advances[place_of[cluster]] += width
            drawn[place_of[cluster]] = glyph
        # A sign of several characters ends with the last of them.
        for head, following in zip(heads, [*heads[1:], count], strict=True):
            last = following - 1
            if last > head:
                self._joined += range(start + head, start + last)
                advances[last], advances[head] = advances[head], 0.0
        self._advances += advances
        return drawn

    def _note_height(self, start: int, font: Any, glyph: int) -> None:
        ink, logical = self._rectangles
        pango.pango_font_get_glyph_extents(font, glyph, ink, logical)
        self._runs.append(
            Run(start, -logical.y * FROM_UNITS, logical.height * FROM_UNITS)
        )

    def _note_blank(self, place: int, font: Any, glyph: int) -> None:
        key = (self._text[place], self._face)
        blank = self._known.get(key)
        if blank is None:
            blank = self._known[key] = self._measure_blank(place, font, glyph)
        self._blanks[place] = blank

    def _measure_blank(self, place: int, font: Any, glyph: int) -> Blank:
        advance = self._advances[place]
        if not self._em or advance < _FULL_WIDTH * self._em:
            return NO_BLANK
        ink, logical = self._rectangles
        pango.pango_font_get_glyph_extents(font, glyph, ink, logical)
        right = advance - (ink.x + ink.width) * FROM_UNITS
        return Blank(ink.x * FROM_UNITS / self._em, right / self._em)
