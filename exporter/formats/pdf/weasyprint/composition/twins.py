"""Letters whose advance includes the white space after them.

A program that extracts text compares where the advance of a glyph ends with where the
next glyph begins.  So a letter before white space that is no space is drawn from a twin
of its font, in which the same outlines have a wider advance.  The widths in the PDF are
those in the twin's own file, as PDF/UA requires (ISO 14289-1, 7.21.5).

Each line has gaps of its own, and each twin is a font file.  So advances grow only by
steps, and a small move adds the rest.
"""

from __future__ import annotations

from hashlib import md5
from typing import Any

from weasyprint.pdf.fonts import Font

from exporter.errors import FontError
from exporter.fonts import cut_wider

# In thousandths of an em.  At most half a step is left of a gap, which no program reads
# as a space.
_STEP = 150
_MOST_STEPS = 4


class WideFont(Font):  # type: ignore[misc]
    """The twin of a font: the outlines of some of its glyphs with wider advances.

    Its glyphs have the same numbers as in the font, and are added when they are drawn
    (``add_glyph``).
    """

    def __init__(self, font: Font, widening: int) -> None:
        """Begin as the twin of ``font``, without glyphs.

        ``widening`` is how much wider the advances are, in thousandths of an em.
        """
        self.__dict__.update(font.__dict__)
        about = f"{font.hash} {widening}".encode()
        digest = md5(about, usedforsecurity=False).digest()
        self.hash = "".join(chr(65 + byte % 26) for byte in digest[:6])
        self.name = b"/" + self.hash.encode() + font.name[1 + len(font.hash) :]
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}
        self.missing: dict[int, int] = {}
        self._origin = font
        self._widening = widening

    def add_glyph(self, glyph: int) -> bool:
        """Make ``glyph`` ready to be drawn; return False if its width is unknown."""
        if glyph in self.widths:
            return True
        if glyph not in self._origin.widths or glyph >= self.glyph_count:
            return False
        self.widths[glyph] = self._origin.widths[glyph] + self._widening
        self.to_unicode[glyph] = self._origin.to_unicode[glyph]
        return True

    def clean(self, to_unicode: Any, hinting: Any) -> None:
        """Cut the font file to its glyphs, and widen them.

        If that fails, it is cut like other fonts.  Then the advances in the file differ
        from those in the PDF, which readers ignore.
        """
        try:
            self.file_content: bytes = cut_wider(
                self.file_content, self.index, set(self.to_unicode), self._widening
            )
        except FontError:
            super().clean(to_unicode, hinting)
        # A better text may have been found meanwhile.
        texts = self._origin.to_unicode
        self.to_unicode = {glyph: texts[glyph] for glyph in self.to_unicode}


def widening_of(gap: float) -> int:
    """Return by how much an advance before ``gap`` grows, in thousandths of an em.

    0 if the gap is less than half a step, or wider than typesetting makes it.
    """
    steps = round(gap / _STEP)
    return steps * _STEP if steps <= _MOST_STEPS else 0


def find_twin(font: Font, widening: int, fonts: dict[Any, Font]) -> WideFont | None:
    """Return the twin of ``font`` among the ``fonts`` of a document; make it if needed.

    None if the font cannot have one: its glyphs are images, or its outlines are fixed
    only when it is written.
    """
    key = (WideFont, font.hash, widening)
    twin = fonts.get(key)
    if twin is None:
        is_special = font.bitmap or font.png or font.svg or font.colr
        if is_special or "fvar" in font.tables:
            return None
        twin = fonts[key] = WideFont(font, widening)
    return twin
