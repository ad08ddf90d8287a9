"""A pen: sets lines of text and fills boxes on a canvas."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image as Pixels
from PIL import ImageDraw, ImageFont, features

from exporter.cover.text import TitlePiece, cut_pieces, line_width_em, order_line
from exporter.fonts import Face, FaceSet, helping_face, lacking
from exporter.model import FontStyle, Script
from exporter.text import (
    ZERO_WIDTH_JOINER,
    ZERO_WIDTH_NON_JOINER,
    has_right_to_left,
    right_to_left_runs,
)

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
Align = Literal["left", "middle", "right"]

PAPER: Colour = (248, 245, 238)
INK: Colour = (26, 26, 28)
_MEASURED_AT_PX = 200
_CHARS_AT_MOST = 600
_JOINERS = ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER


@dataclass(frozen=True, slots=True)
class Type:
    """How a line of text is set; ``size_px`` is one em."""

    style: FontStyle
    size_px: int
    fill: Colour = INK


@dataclass(frozen=True, slots=True)
class _FontRuler:
    """A ruler (``text.Ruler``) made of a font, and of another font for some texts."""

    font: ImageFont.FreeTypeFont
    font_of: Callable[[str], ImageFont.FreeTypeFont]

    def width_em(self, text: str) -> float:
        font = self.font_of(text)
        return font.getlength(text) / font.size

    def ink_em(self, char: str) -> tuple[float, float]:
        # getbbox gives the advance if the ink is narrower; only the mask gives the ink.
        mask, offset = self.font.getmask2(char, mode="L", anchor="ls")
        box = mask.getbbox() or (0, 0, 0, 0)
        size = self.font.size
        return (box[0] + offset[0]) / size, (box[2] + offset[0]) / size


class CoverPen:
    """Sets lines of text in one script's faces on a canvas."""

    def __init__(self, canvas: Pixels.Image, faces: FaceSet, script: Script) -> None:
        """Begin on ``canvas``; fonts are opened when they are needed."""
        self._draw = ImageDraw.Draw(canvas)
        self._faces = faces
        self._script = script
        self._fonts: dict[tuple[Face, int], ImageFont.FreeTypeFont] = {}
        self._helpers: dict[tuple[str, FontStyle], Face | None] = {}
        # Raqm kerns Latin; the basic layout of a Pillow without it does not.
        raqm = features.check("raqm")
        self._engine = ImageFont.Layout.RAQM if raqm else ImageFont.Layout.BASIC

    def serif(self, size_px: int, fill: Colour = INK) -> Type:
        """Return the bold serif at ``size_px``."""
        return Type(FontStyle(self._script, "serif", 700), size_px, fill)

    def sans(self, size_px: int, fill: Colour = INK) -> Type:
        """Return the regular sans at ``size_px``."""
        return Type(FontStyle(self._script, "sans", 400), size_px, fill)

    def bold_sans(self, size_px: int, fill: Colour = INK) -> Type:
        """Return the bold sans at ``size_px``."""
        return Type(FontStyle(self._script, "sans", 700), size_px, fill)

    def fill(self, box: Box, colour: Colour) -> None:
        """Fill ``box``, its right and lower edge excluded."""
        self._draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=colour)

    def pieces(self, text: str, style: FontStyle) -> list[TitlePiece]:
        """Return ``text`` as pieces for ``set_line``, without what has no glyph."""
        drawable = self._drawable(text[:_CHARS_AT_MOST], style)
        return cut_pieces(drawable, self._ruler(style, _MEASURED_AT_PX))

    def width(self, text: str, kind: Type) -> float:
        """Return the width of ``text`` in pixels."""
        return line_width_em(self.pieces(text, kind.style)) * kind.size_px

    def write(
        self, text: str, at: tuple[float, float], kind: Type, align: Align = "left"
    ) -> None:
        """Set ``text`` on the base line; ``at`` is its left, middle or right end."""
        pieces = self.pieces(text, kind.style)
        width = line_width_em(pieces) * kind.size_px
        if align == "left":
            self.set_line(pieces, at, kind)
        else:
            shift = width if align == "right" else width / 2
            self._set_from(pieces, (at[0] - shift, at[1]), kind)

    def set_line(
        self, pieces: Sequence[TitlePiece], at: tuple[float, float], kind: Type
    ) -> None:
        """Set ``pieces`` from ``at`` on, the first one's ink flush with it."""
        if not pieces:
            return
        first = order_line(pieces)[0]
        begin = 0.0
        if not first.leftward:
            ruler = self._ruler(kind.style, kind.size_px)
            begin = ruler.ink_em(first.text[0])[0] * kind.size_px
        self._set_from(pieces, (at[0] - begin, at[1]), kind)

    def _set_from(
        self, pieces: Sequence[TitlePiece], at: tuple[float, float], kind: Type
    ) -> None:
        x, y = at
        for number, piece in enumerate(order_line(pieces)):
            x += piece.gap_em * kind.size_px if number else 0
            font = self._font_of(piece.text, kind.style, kind.size_px)
            self._draw.text((x, y), piece.text, kind.fill, font, anchor="ls")
            x += piece.width_em * kind.size_px

    def _ruler(self, style: FontStyle, size_px: int) -> _FontRuler:
        font = self._font(self._faces.face(style), size_px)
        return _FontRuler(font, lambda text: self._font_of(text, style, size_px))

    def _font_of(
        self, text: str, style: FontStyle, size_px: int
    ) -> ImageFont.FreeTypeFont:
        """Return the font that sets ``text``: words from right to left have another."""
        face = self._helper(text, style) if has_right_to_left(text) else None
        return self._font(face or self._faces.face(style), size_px)

    def _helper(self, text: str, style: FontStyle) -> Face | None:
        """Return another face that draws ``text`` if that of ``style`` cannot."""
        key = text, style
        if key not in self._helpers:
            self._helpers[key] = helping_face(text, style, self._faces)
        return self._helpers[key]

    def _font(self, face: Face, size_px: int) -> ImageFont.FreeTypeFont:
        key = face, size_px
        if key not in self._fonts:
            font = ImageFont.truetype(
                str(face.path), size_px, index=face.index, layout_engine=self._engine
            )
            if face.axes:
                font.set_variation_by_axes(list(face.axes.values()))
            self._fonts[key] = font
        return self._fonts[key]

    def _drawable(self, text: str, style: FontStyle) -> str:
        """Return ``text`` without what the face cannot draw.

        An accented letter that is absent keeps its base letter.
        """
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        text = "".join(
            char
            for char in text
            if unicodedata.category(char)[0] != "C" or char in _JOINERS
        )
        face = self._faces.face(style)
        helped = self._helped_words(text, style)
        absent = {c for c in lacking(face, set(text)) if c not in helped}
        bases = {char: unicodedata.normalize("NFD", char)[0] for char in absent}
        gone = lacking(face, bases.values())
        bases = {char: "" if base in gone else base for char, base in bases.items()}
        kept = "".join(bases.get(char, char) for char in text)
        return " ".join(kept.split())

    def _helped_words(self, text: str, style: FontStyle) -> set[str]:
        """Return the characters of words from right to left that a face draws.

        Without Raqm their letters would not join and would be in the wrong order.
        """
        if self._engine != ImageFont.Layout.RAQM:
            return set()
        runs = (text[start:end].split() for start, end in right_to_left_runs(text))
        words = (word for run in runs for word in run if has_right_to_left(word))
        return set().union(*(word for word in words if self._helper(word, style)))
