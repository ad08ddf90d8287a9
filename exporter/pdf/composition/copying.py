"""What is drawn between letters and is no text.

Whoever takes the text out of a PDF reads a space where glyphs stand apart: Poppler
from a tenth of an em on, PDFium from half a space, MuPDF from 0.15 em (their sources;
measured).  A gap beside Latin is wider.  So it is filled with the glyph of the
space, in a span that says that this and the letter before it are that letter alone
(ISO 32000-1, 14.9.4, ActualText).  Poppler and PDFium, and with it browsers, read the
span; MuPDF reads the letters as they stand.

What draws a text box enters as the operators it left in the stream, and is changed
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from exporter.pdf.composition.classes import CLOSING, OPENING, PAUSES, STOPS
from exporter.pdf.composition.faces import Face
from exporter.pdf.composition.shaping import glyph_words, runs_of

# In thousandths of an em; Poppler's limit, less what rounding may add.
_LEAST_GAP = 80
_WIDE = re.compile(rb">-?(?:[89]\d|\d{3})")
# What a mark drawn in a square loses at least where it belongs to Latin text; Poppler
# takes glyphs that lie over each other for parts of two lines.
_LEAST_CUT = 300
_CUT_AFTER, _CUT_BEFORE = tuple("’”"), tuple("‘“")
_SHOWN = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_FONT = re.compile(rb"/(\S+) \S+ Tf")
_ENDING = re.compile(rb"(.*?)(-?[\d.]+(?:e-?\d+)?)?", re.DOTALL)
_PART = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+(?:e-?\d+)?)")

# Two of them in a row are close too, and are read as they stand.
_CHINESE_MARKS = frozenset(OPENING + CLOSING + PAUSES + STOPS)

# The glyph of the space, in the hexadecimal figures of its number, and its width in
# thousandths of an em; None for a font that has not been asked.
Space = tuple[bytes, float]


class GapFiller:
    """Fills the gaps of the text boxes of any number of documents."""

    def __init__(self) -> None:
        """Start without any knowledge of fonts."""
        self._spaces: WeakKeyDictionary[Any, Space | None] = WeakKeyDictionary()

    def fill(self, stream: Any, start: int, face: Face, *, tail: float) -> None:
        """Fill the gaps in the operators of ``stream`` from ``start`` on.

        They show one text box, which is set in ``face``; ``tail`` is the gap to the
        next one where that is not a part of either, in em.
        """
        operators = stream.stream
        if tail and (last := _SHOWN.fullmatch(_bytes(operators[-1]))):
            # A move may stand there already: two in a row are no number.
            glyphs, move = _ENDING.fullmatch(last[1]).groups()  # type: ignore[union-attr]
            moved = float(move or 0) - round(tail * 1000)
            operators[-1] = b"[%b%g] TJ" % (glyphs, moved)
        if not any(_WIDE.search(_bytes(each)) for each in operators[start:]):
            return
        fonts = {font.hash: font for font in stream._fonts.values()}
        font = None
        filled: list[Any] = []
        for operator in operators[start:]:
            data = _bytes(operator)
            named = _FONT.fullmatch(data)
            shown = _SHOWN.fullmatch(data)
            if named:
                font = fonts.get(named[1].decode())
            if shown and font is not None and _WIDE.search(data):
                space = self._space_of(font, stream, face)
                if space is not None:
                    filled += _filled(shown[1], font.to_unicode, space)
                    continue
            filled.append(operator)
        operators[start:] = filled

    def _space_of(self, font: Any, stream: Any, face: Face) -> Space | None:
        """Return the space of ``font``, None where ``face`` has none in it."""
        if font not in self._spaces:
            run = next(runs_of(face.set_text(" ")), None)
            if run is None:
                return None
            pango_font = run.item.analysis.font
            owner, size = stream.add_font(pango_font)
            if owner is not font or font.bitmap:
                return None
            glyph = glyph_words(run.glyphs)[0]
            if glyph >= pango.PANGO_GLYPH_EMPTY:  # or a glyph that is unknown
                self._spaces[font] = None
                return None
            if glyph not in font.widths:
                logical = ffi.new("PangoRectangle *")
                pango.pango_font_get_glyph_extents(pango_font, glyph, ffi.NULL, logical)
                font.widths[glyph] = round(logical.width * 1000 * FROM_UNITS / size)
            font.to_unicode.setdefault(glyph, " ")
            self._spaces[font] = f"{glyph:04x}".encode(), font.widths[glyph]
        return self._spaces[font]


def _bytes(operator: Any) -> bytes:
    return operator if isinstance(operator, bytes) else str(operator).encode()


def _filled(
    shown: bytes, to_unicode: Mapping[int, str], space: Space
) -> Iterator[bytes]:
    """Yield the operators that show ``shown`` with its gaps filled.

    A gap beside a space of the text is one already.  A mark that has lost the blank
    of its square ends, or begins, where the space does.
    """
    parts = list(_split(shown))
    texts = [_text_of(part, to_unicode) for part in parts]
    plain: list[bytes] = []
    index = 0
    while index < len(parts):
        found = _fill_at(index, parts, texts, space)
        if found is None:
            plain.append(parts[index])
            index += 1
            continue
        if plain:
            yield b"[" + b" ".join(plain) + b"] TJ"
            plain = []
        text, drawn, used = found
        read = text.encode("utf-16-be").hex()
        yield f"/Span <</ActualText <feff{read}>>> BDC".encode()
        yield b"[" + drawn + b"] TJ"
        yield b"EMC"
        index += used
    if plain:
        yield b"[" + b" ".join(plain) + b"] TJ"


def _fill_at(
    index: int, parts: Sequence[bytes], texts: Sequence[str], space: Space
) -> tuple[str, bytes, int] | None:
    """Return what is to be read at ``index``, how it is drawn, and from how many parts.

    None where glyphs stand as anyone expects them.
    """
    blank, width = space
    part, following = parts[index], parts[index + 1 : index + 2]
    if not following:
        return None
    text, after = texts[index], "".join(texts[index + 1 : index + 3])
    if not text and not _is_glyph(part):
        is_alone = index > 0 and texts[index - 1] not in _CHINESE_MARKS
        if is_alone and float(part) >= _LEAST_CUT and after[:1] in _CUT_BEFORE:
            drawn = b"<%b> %g %b" % (blank, float(part) + width, following[0])
            return after[:1], drawn, 2
        return None
    if not text.strip() or _is_glyph(following[0]):
        return None
    move = float(following[0])
    is_gap = -move >= _LEAST_GAP and not after[:1].isspace()
    is_cut = move >= _LEAST_CUT and text in _CUT_AFTER
    if is_gap or (is_cut and after[:1] not in _CHINESE_MARKS):
        return text, b"%b %g <%b>" % (part, move + width, blank), 2
    return None


def _text_of(part: bytes, to_unicode: Mapping[int, str]) -> str:
    return to_unicode.get(int(part[1:-1], 16), "") if _is_glyph(part) else ""


def _is_glyph(part: bytes) -> bool:
    return part[:1] == b"<"


def _split(shown: bytes) -> Iterator[bytes]:
    """Yield the glyphs and the moves of an array, one by one."""
    for glyphs, move in _PART.findall(shown):
        if move:
            yield move
        for at in range(0, len(glyphs), 4):
            yield b"<" + glyphs[at : at + 4] + b">"
