"""What is drawn between letters, or at the end of a line, and is no text.

Whoever takes the text out of a PDF reads a space where glyphs stand apart: Poppler
from a tenth of an em on, PDFium from half a space, MuPDF from 0.15 em (their sources;
measured).  A gap beside Latin is wider.  So it is filled with the glyph of the
space, in a span that says that this and the letter before it are that letter alone
(ISO 32000-1, 14.9.4, ActualText).  Poppler and PDFium, and with it browsers, read the
span; MuPDF reads the letters as they stand.

A hyphen that only the end of a line asks for is drawn in such a span too, with the
letter before it, so that a word is copied as it was written.

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
from exporter.pdf.composition.hyphenation import HYPHEN
from exporter.pdf.composition.shaping import glyph_words, runs_of

# In thousandths of an em; Poppler's limit, less what rounding may add.
_LEAST_GAP = 80
_WIDE = re.compile(rb">-?(?:[89]\d|\d{3})")
# What a mark drawn in a square loses at least where it belongs to Latin text; Poppler
# takes glyphs that lie over each other for parts of two lines.
_LEAST_CUT = 300
_CUT_AFTER, _CUT_BEFORE = tuple("’”"), tuple("‘“")
_SHOWN = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_ENDING = re.compile(rb"(.*?)(-?[\d.]+(?:e-?\d+)?)?", re.DOTALL)
_PART = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+(?:e-?\d+)?)")

# Two of them in a row are close too, and are read as they stand.
_CHINESE_MARKS = frozenset(OPENING + CLOSING + PAUSES + STOPS)

# A glyph, in the hexadecimal figures of its number, and its width in thousandths of
# an em.
Glyph = tuple[bytes, float]


class TextMender:
    """Mends the text boxes of any number of documents."""

    def __init__(self) -> None:
        """Start without any knowledge of fonts."""
        self._spaces: WeakKeyDictionary[Any, Glyph] = WeakKeyDictionary()

    def add_hyphen(self, stream: Any, start: int, face: Face) -> None:
        """Draw a hyphen after a text box, the operators of ``stream`` from ``start``.

        The text box is set in ``face`` and ends with a letter.  Where no font has a
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
                b"/%b %b Tf" % (str(font.hash).encode(), named[2]),
                _show([b"<" + hyphen + b">"]),
            ),
        ]

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

    def _space_of(self, font: Any, stream: Any, face: Face) -> Glyph | None:
        """Return the space of ``font``, None where ``face`` has none in it."""
        if font not in self._spaces:
            found = _find_glyph(" ", stream, face)
            if found is None or found[0] is not font:
                return None
            self._spaces[font] = found[1]
        return self._spaces[font]


def _find_glyph(char: str, stream: Any, face: Face) -> tuple[Any, Glyph] | None:
    """Return the glyph ``face`` has for ``char``, and the font of ``stream`` it is in.

    None where no font has it.
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


def _bytes(operator: Any) -> bytes:
    return operator if isinstance(operator, bytes) else str(operator).encode()


def _filled(
    shown: bytes, to_unicode: Mapping[int, str], space: Glyph
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
            yield _show(plain)
            plain = []
        text, drawn, used = found
        yield from _read_as(text, _show([drawn]))
        index += used
    if plain:
        yield _show(plain)


def _show(parts: Sequence[bytes]) -> bytes:
    return b"[" + b" ".join(parts) + b"] TJ"


def _read_as(text: str, *operators: bytes) -> Iterator[bytes]:
    """Yield ``operators`` in a span that says that they show ``text``."""
    read = text.encode("utf-16-be").hex()
    yield f"/Span <</ActualText <feff{read}>>> BDC".encode()
    yield from operators
    yield b"EMC"


def _fill_at(
    index: int, parts: Sequence[bytes], texts: Sequence[str], space: Glyph
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
    """Return the text of the first glyph of ``part``, "" for a move."""
    return to_unicode.get(int(part[1:5], 16), "") if _is_glyph(part) else ""


def _is_glyph(part: bytes) -> bool:
    return part[:1] == b"<"


def _split(shown: bytes) -> Iterator[bytes]:
    """Yield the glyphs and the moves of an array, one by one.

    Glyphs that have one on either side are yielded together: no gap touches them.
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
