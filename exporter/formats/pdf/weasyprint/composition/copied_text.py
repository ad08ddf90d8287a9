"""Keeps gaps and added hyphens out of the text that readers copy from a PDF.

Programs that extract text read a space where glyphs stand apart: Poppler from a tenth
of an em on, PDFium from half a space, MuPDF from 0.15 em (their sources; measured).  A
gap beside Latin is wider than that.  So the letter before the gap is drawn from a font
in which its advance includes the gap (``twins``).

Without such a font the gap is filled with the glyph of the space.  The letter and this
space are in a span that says that both are that letter alone (ISO 32000-1, 14.9.4,
ActualText).  Poppler and PDFium, and so browsers, read the span; MuPDF reads the
letters as they stand.

A hyphen that is added at the end of a line is also drawn in such a span, together with
the letter before it, so that a word is copied as it was written.

The operators that draw a text box enter, as they are in the stream, and are changed
there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from exporter.formats.pdf.weasyprint.composition.classes import (
    CLOSING,
    OPENING,
    STOPS,
)
from exporter.formats.pdf.weasyprint.composition.faces import PangoFace
from exporter.formats.pdf.weasyprint.composition.hyphenation import HYPHEN
from exporter.formats.pdf.weasyprint.composition.shaping import glyph_words, runs_of
from exporter.formats.pdf.weasyprint.composition.twins import find_twin, widening_of
from exporter.text import PAUSES

# In thousandths of an em: Poppler's limit, less what rounding may add.
_LEAST_GAP = 80
_WIDE = re.compile(rb">-?(?:[89]\d|\d{3})")
# The least that a full-width mark loses where it belongs to Latin text.  Poppler takes
# glyphs that overlap for parts of two lines.
_LEAST_CUT = 300
_CUT_AFTER, _CUT_BEFORE = tuple("’”"), tuple("‘“")
_SHOWN = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_ENDING = re.compile(rb"(.*?)(-?[\d.]+(?:e-?\d+)?)?", re.DOTALL)
_PART = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+(?:e-?\d+)?)")

# Two of these in a row are also close together, and are read correctly.
_CHINESE_MARKS = frozenset(OPENING + CLOSING + PAUSES + STOPS)

# A glyph: its number in hexadecimal, and its width in thousandths of an em.
Glyph = tuple[bytes, float]


@dataclass(frozen=True, slots=True)
class TextPen:
    """The pen for a text box: a font, the texts of its glyphs, and its space.

    ``choose_wide`` returns the operator that chooses a twin of the font, in which
    advances are wider by so many thousandths of an em, and makes a glyph ready in it.
    It returns None if there is no such twin.  ``choose`` is the operator that chooses
    the font itself again.
    """

    texts: Mapping[int, str]
    space: Glyph
    choose: bytes
    choose_wide: Callable[[int, int], bytes | None]


@dataclass(frozen=True, slots=True)
class Stroke:
    """How ``parts`` of an array are drawn, as glyphs and moves.

    ``twin`` is the operator that chooses the font with a wider glyph.  ``is_read`` says
    that a span states that the stroke is ``text``.
    """

    drawn: bytes
    text: str
    parts: int = 1
    twin: bytes = b""
    is_read: bool = False


class TextMender:
    """Corrects the text boxes of any number of documents."""

    def __init__(self) -> None:
        """Begin without known fonts."""
        self._spaces: WeakKeyDictionary[Any, Glyph] = WeakKeyDictionary()

    def add_hyphen(self, stream: Any, start: int, face: PangoFace) -> None:
        """Draw a hyphen after a text box, the operators of ``stream`` from ``start``.

        The text box is set in ``face`` and ends with a letter.  If no font has a
        hyphen, nothing is drawn.
        """
        operators = [_bytes(each) for each in stream.stream[start:]]
        last = _SHOWN.fullmatch(operators[-1])
        *_, named = [None, *filter(None, map(_FONT.fullmatch, operators))]
        found = _find_glyph(HYPHEN, stream, face)
        if last is None or named is None or found is None:
            return
        fonts = {font.hash: font for font in stream._fonts.values()}
        font, (hyphen, _width) = found
        parts = list(_split(last[1]))
        place = max(n for n, part in enumerate(parts) if _is_glyph(part))
        stream.stream[-1:] = [
            _show(parts[:place]),
            *_read_as(
                _text_of(parts[place], fonts[named[1].decode()].to_unicode),
                _show(parts[place:]),
                _choose(font, named[2]),
                _show([b"<" + hyphen + b">"]),
            ),
        ]

    def fill(self, stream: Any, start: int, face: PangoFace, *, tail: float) -> None:
        """Fill the gaps in the operators of ``stream`` from ``start`` on.

        They show one text box, which is set in ``face``.  ``tail`` is the gap to the
        next text box, in em, if neither box includes it.
        """
        operators = stream.stream
        if tail and (last := _SHOWN.fullmatch(_bytes(operators[-1]))):
            # If the array ends with a move, add to it: two numbers in a row are wrong.
            glyphs, move = _ENDING.fullmatch(last[1]).groups()  # type: ignore[union-attr]
            moved = float(move or 0) - round(tail * 1000)
            operators[-1] = b"[%b%g] TJ" % (glyphs, moved)
        if not any(_WIDE.search(_bytes(each)) for each in operators[start:]):
            return
        fonts = {font.hash: font for font in stream._fonts.values()}
        pen = None
        filled: list[Any] = []
        for operator in operators[start:]:
            data = _bytes(operator)
            named = _FONT.fullmatch(data)
            shown = _SHOWN.fullmatch(data)
            if named:
                pen = self._pen_of(fonts.get(named[1].decode()), named[2], stream, face)
            if shown and pen is not None and _WIDE.search(data):
                filled += _filled(shown[1], pen)
                continue
            filled.append(operator)
        operators[start:] = filled

    def _pen_of(
        self, font: Any, size: bytes, stream: Any, face: PangoFace
    ) -> TextPen | None:
        """Return the pen for ``font``, None if the space of ``face`` is not in it."""
        space = self._space_of(font, stream, face) if font is not None else None
        if space is None:
            return None

        def choose_wide(glyph: int, widening: int) -> bytes | None:
            twin = find_twin(font, widening, stream._fonts)
            is_ready = twin is not None and twin.add_glyph(glyph)
            return _choose(twin, size) if is_ready else None

        return TextPen(font.to_unicode, space, _choose(font, size), choose_wide)

    def _space_of(self, font: Any, stream: Any, face: PangoFace) -> Glyph | None:
        """Return the space of ``font``, None if the space of ``face`` is not in it."""
        if font not in self._spaces:
            found = _find_glyph(" ", stream, face)
            if found is None or found[0] is not font:
                return None
            self._spaces[font] = found[1]
        return self._spaces[font]


def _find_glyph(char: str, stream: Any, face: PangoFace) -> tuple[Any, Glyph] | None:
    """Return the glyph of ``face`` for ``char``, and the font of ``stream`` with it.

    None if no font has it.
    """
    run = next(runs_of(face.set_text(char)), None)
    if run is None:
        return None
    pango_font = run.item.analysis.font
    font, size = stream.add_font(pango_font)
    glyph = glyph_words(run.glyphs)[0]
    if font.bitmap or glyph >= pango.PANGO_GLYPH_EMPTY:  # or a glyph that is unknown
        return None
    if glyph not in font.widths:
        logical = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(pango_font, glyph, ffi.NULL, logical)
        font.widths[glyph] = round(logical.width * 1000 * FROM_UNITS / size)
    font.to_unicode.setdefault(glyph, char)
    return font, (f"{glyph:04x}".encode(), font.widths[glyph])


def _choose(font: Any, size: bytes) -> bytes:
    return b"/%b %b Tf" % (str(font.hash).encode(), size)


def _bytes(operator: Any) -> bytes:
    return operator if isinstance(operator, bytes) else str(operator).encode()


def _filled(shown: bytes, pen: TextPen) -> Iterator[bytes]:
    """Yield the operators that show ``shown`` with its gaps filled.

    A gap beside a space of the text needs no filling.  For a mark that lost the blank
    of its square, a space fills the place of the blank.
    """
    strokes = _strokes(list(_split(shown)), pen)
    for _kind, group in groupby(strokes, key=lambda s: (s.is_read, s.twin)):
        yield from _draw(list(group), pen)


def _draw(strokes: Sequence[Stroke], pen: TextPen) -> Iterator[bytes]:
    """Yield the operators that draw ``strokes``, which are all of one kind."""
    if strokes[0].is_read:
        for stroke in strokes:
            yield from _read_as(stroke.text, _show([stroke.drawn]))
        return
    shown = _show([stroke.drawn for stroke in strokes])
    twin = strokes[0].twin
    yield from (twin, shown, pen.choose) if twin else (shown,)


def _show(parts: Sequence[bytes]) -> bytes:
    return b"[" + b" ".join(parts) + b"] TJ"


def _read_as(text: str, *operators: bytes) -> Iterator[bytes]:
    """Yield ``operators`` in a span that says that they show ``text``."""
    read = text.encode("utf-16-be").hex()
    yield f"/Span <</ActualText <feff{read}>>> BDC".encode()
    yield from operators
    yield b"EMC"


def _strokes(parts: Sequence[bytes], pen: TextPen) -> Iterator[Stroke]:
    """Yield a stroke for each glyph, and each move, of ``parts``."""
    texts = [_text_of(part, pen.texts) for part in parts]
    index = 0
    while index < len(parts):
        stroke = _cut_mark(index, parts, texts, pen.space)
        stroke = stroke or _letter_before_gap(index, parts, texts, pen)
        yield stroke or Stroke(parts[index], texts[index])
        index += stroke.parts if stroke else 1


def _cut_mark(
    index: int, parts: Sequence[bytes], texts: Sequence[str], space: Glyph
) -> Stroke | None:
    """Return the mark at ``index`` if it lost the blank of its square, else None.

    If the blank was before the ink, the stroke begins with the move that removes it.
    """
    blank, width = space
    part, following = parts[index], parts[index + 1 : index + 2]
    if not following:
        return None
    after = "".join(texts[index + 1 : index + 3])[:1]
    if not _is_glyph(part):
        is_alone = index > 0 and texts[index - 1] not in _CHINESE_MARKS
        if is_alone and float(part) >= _LEAST_CUT and after in _CUT_BEFORE:
            drawn = b"<%b> %g %b" % (blank, float(part) + width, following[0])
            return Stroke(drawn, after, 2, is_read=True)
        return None
    if texts[index] not in _CUT_AFTER or _is_glyph(following[0]):
        return None
    if float(following[0]) < _LEAST_CUT or after in _CHINESE_MARKS:
        return None
    return _filled_stroke(part, texts[index], float(following[0]), space)


def _letter_before_gap(
    index: int, parts: Sequence[bytes], texts: Sequence[str], pen: TextPen
) -> Stroke | None:
    """Return the letter at ``index`` with the gap after it, None if there is no gap."""
    part, text = parts[index], texts[index]
    following = parts[index + 1 : index + 2]
    if not text.strip() or not following or _is_glyph(following[0]):
        return None
    move, after = float(following[0]), texts[index + 2 : index + 3]
    if -move < _LEAST_GAP or "".join(after)[:1].isspace():
        return None
    widening = widening_of(-move)
    twin = pen.choose_wide(int(part[1:-1], 16), widening) if widening else None
    if twin is None:
        return _filled_stroke(part, text, move, pen.space)
    return Stroke(b"%b %g" % (part, move + widening), text, 2, twin)


def _filled_stroke(part: bytes, text: str, move: float, space: Glyph) -> Stroke:
    blank, width = space
    return Stroke(b"%b %g <%b>" % (part, move + width, blank), text, 2, is_read=True)


def _text_of(part: bytes, to_unicode: Mapping[int, str]) -> str:
    """Return the text of the first glyph of ``part``, "" for a move."""
    return to_unicode.get(int(part[1:5], 16), "") if _is_glyph(part) else ""


def _is_glyph(part: bytes) -> bool:
    return part[:1] == b"<"


def _split(shown: bytes) -> Iterator[bytes]:
    """Yield the glyphs and the moves of an array, one by one.

    Glyphs between two glyphs are yielded together, because no gap touches them.
    """
    for glyphs, move in _PART.findall(shown):
        if move:
            yield move
        first, between, last = glyphs[:4], glyphs[4:-4], glyphs[4:][-4:]
        if first:
            yield b"<%b>" % first
        if between:
            digits = bytes.fromhex(between.decode()).hex(" ", 2)
            yield b"<%b>" % digits.replace(" ", "> <").encode()
        if last:
            yield b"<%b>" % last
