"""The text that readers copy for each glyph of a PDF (ISO 32000-1, 9.10.3, ToUnicode).

A glyph has one text in the whole file.  WeasyPrint keeps the first one that it meets: a
no-break space would turn every space into one, and a radical would replace all
ideographs that look like it.  Here the most ordinary text wins.  Every glyph gets a
text, because viewers show a box or a control character for a glyph without one.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.pdf import fonts

from exporter.fonts import chars_by_glyph
from exporter.formats.pdf.weasyprint.support import replaced
from exporter.text import ordinary_letters

# They only choose how a character is drawn; in copied text they would disturb searches.
_PRESENTATIONS = str.maketrans("", "", "\ufe0e\ufe0f\u2060")


class GlyphTexts(dict[int, str]):
    """The text of each glyph; ``chars`` are those of the font's character map.

    ``in`` says that a glyph needs no better text.  Until then WeasyPrint offers the
    text of every place where the glyph is used.
    """

    def __init__(self, chars: Mapping[int, Sequence[str]]) -> None:
        """Begin without texts."""
        super().__init__()
        self._chars = chars
        self._settled: set[int] = set()
        self._waiting: list[int] = []

    def __contains__(self, glyph: object) -> bool:
        """Return whether the text of ``glyph`` cannot become better."""
        return glyph in self._settled

    def __setitem__(self, glyph: int, text: str) -> None:
        """Keep ``text`` if it is more ordinary than the known one."""
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
        """Divide ``text`` among the waiting glyphs; ``own`` belongs to the last one.

        For example a Thai tone above a vowel is drawn by a glyph without a character.
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
    """Return whether ``char`` is always drawn by one glyph: it is no joining letter."""
    return not "\u0300" <= char < "\u2000" and char != "\u25cc"


def _own_part(text: str, own: Sequence[str]) -> str:
    """Return the part of ``text`` that one glyph draws, if several glyphs draw it.

    WeasyPrint gives the last of these glyphs all of the text, and the others none.
    """
    if text in own:
        return text
    parts = unicodedata.normalize("NFKD", text)
    for char in own:
        if not text or parts.endswith(unicodedata.normalize("NFKD", char)):
            return ordinary_letters(char)
    return text


def _strangeness(text: str) -> tuple[object, ...]:
    """Return a sort key: texts that people usually type come first."""
    plain = unicodedata.normalize("NFKC", text)
    return not text, _is_rare(text), plain != text, len(text), text


def _is_rare(text: str) -> bool:
    """Return whether no common encoding (of China, Taiwan, the West) has ``text``."""
    for encoding in ("gb2312", "big5", "cp1252"):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return False
    return True


@contextlib.contextmanager
def ordinary_texts() -> Iterator[None]:
    """Give the glyphs of PDFs ordinary texts while the context lasts."""
    original = fonts.Font.__init__

    def start(font: Any, *arguments: Any) -> None:
        original(font, *arguments)
        font.to_unicode = GlyphTexts(chars_by_glyph(font.file_content, font.index))

    with replaced(fonts.Font, "__init__", start):
        yield
