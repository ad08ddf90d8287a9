"""What copied text says of each glyph of a PDF (ISO 32000-1, 9.10.3, ToUnicode).

A glyph has one text in the whole file, and WeasyPrint keeps the first it meets: a
no-break space would make every space one, and a radical hide all ideographs that
look like it.  Here the most ordinary text wins, and no glyph is left without one,
for viewers put a box or a control character in its place.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.pdf.fonts import Font

from exporter.fonts import chars_by_glyph
from exporter.letters import ordinary_letters

# They choose how a character is drawn; copied they would hinder searches.
_PRESENTATIONS = str.maketrans("", "", "\ufe0e\ufe0f\u2060")


class GlyphTexts(dict[int, str]):
    """The text of each glyph; ``chars`` are those of the font's character map.

    ``in`` tells whether a glyph needs no other text: until then WeasyPrint offers
    the text of every place where the glyph stands.
    """

    def __init__(self, chars: Mapping[int, Sequence[str]]) -> None:
        """Begin without texts."""
        super().__init__()
        self._chars = chars
        self._settled: set[int] = set()
        self._waiting: list[int] = []

    def __contains__(self, glyph: object) -> bool:
        """Tell whether the text of ``glyph`` cannot become better."""
        return glyph in self._settled

    def __setitem__(self, glyph: int, text: str) -> None:
        """Keep ``text`` if it is more ordinary than what was known."""
        own = self._chars.get(glyph, ())
        if text and self._waiting:
            self._share_out(text, own)
        elif not text:
            self._waiting.append(glyph)
        best = _own_part(ordinary_letters(text.translate(_PRESENTATIONS)), own)
        known = self.get(glyph)
        if known is None or _strangeness(best) < _strangeness(known):
            super().__setitem__(glyph, best)
        if len(own) == 1 and best == own[0] and _stands_alone(best):
            self._settled.add(glyph)

    def _share_out(self, text: str, own: Sequence[str]) -> None:
        """Share ``text`` out to the glyphs that wait; ``own`` are the last one's.

        A tone of Thai above a vowel, say, is drawn by a glyph without a character.
        """
        parts = list(unicodedata.normalize("NFKD", text))
        drawn = [self._chars.get(glyph, ()) for glyph in self._waiting]
        for chars in (*drawn, own):
            taken = next((char for char in chars if char in parts), None)
            if taken is not None:
                parts.remove(taken)
        nameless = [
            g for g, chars in zip(self._waiting, drawn, strict=True) if not chars
        ]
        self._waiting = []
        if own and len(parts) == len(nameless):
            for glyph, part in zip(nameless, parts, strict=True):
                super().__setitem__(glyph, part)


def _stands_alone(char: str) -> bool:
    """Tell whether ``char`` is never drawn by several glyphs: no letter that joins."""
    return not "\u0300" <= char < "\u2000" and char != "\u25cc"


def _own_part(text: str, own: Sequence[str]) -> str:
    """Return what of ``text``, which several glyphs may draw, one glyph draws.

    WeasyPrint gives the last of these glyphs all of the text and the others none.
    """
    if text in own:
        return text
    parts = unicodedata.normalize("NFKD", text)
    for char in own:
        if not text or parts.endswith(unicodedata.normalize("NFKD", char)):
            return ordinary_letters(char)
    return text


def _strangeness(text: str) -> tuple[object, ...]:
    """Return how far ``text`` is from what people type, the least first."""
    plain = unicodedata.normalize("NFKC", text)
    return not text, _is_rare(text), plain != text, len(text), text


def _is_rare(text: str) -> bool:
    """Tell whether no common encoding has ``text``: of China, Taiwan or the West."""
    for encoding in ("gb2312", "big5", "cp1252"):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return False
    return True


@contextlib.contextmanager
def ordinary_texts() -> Iterator[None]:
    """Let the glyphs of PDFs have ordinary texts for as long as the context lasts."""
    original = Font.__init__

    def start(font: Any, *arguments: Any) -> None:
        original(font, *arguments)
        font.to_unicode = GlyphTexts(chars_by_glyph(font.file_content, font.index))

    Font.__init__ = start
    try:
        yield
    finally:
        Font.__init__ = original
