"""The text that readers copy for letters that join, stack or change places.

A text box enters that WeasyPrint draws.  Its glyphs leave; those of Arabic, of Indic
scripts and the like are marked with the letters that they stand for (ISO 32000-1,
14.9.4, ActualText).  A font's own table has one text for each glyph.  In these scripts
one glyph may draw the body of several letters, their dots, or a half of a vowel before
the consonant after which it is spoken.  From such a table readers make no real words.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pydyf
from weasyprint.draw import text as drawing
from weasyprint.text.ffi import pango

from exporter.formats.pdf.weasyprint.support import replaced

# A string of glyphs in hexadecimal, or the distance to the next one.
_PARTS = re.compile("<([0-9a-f]*)>|([^<>]+)")
_DIGITS_OF_GLYPH = 4
# Scripts with joining letters (Arabic, Syriac, Thaana, N'Ko, Mongolian), and scripts
# whose signs hold several letters: of India, Sri Lanka, Tibet, Burma, Thailand, Laos,
# Cambodia and Indonesia.
_SHAPED = re.compile(
    "[\u0608\u060b\u060d\u061b-\u065f\u066d-\u06ef\u06fa-\u08ff\u0900-\u109f"
    "\u1700-\u18af\u1a20-\u1aad\u1b00-\u1c4f\u1cd0-\u1cff\ua800-\ua8ff"
    "\ua930-\ua9df\uaa00-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010d00-\U00010d3f\U00011000-\U00011fff\U0001e900-\U0001e95f]"
)


class _GlyphText(NamedTuple):
    """A glyph: the number of its sign, counted from the left, and the sign's text."""

    sign: int
    text: str


@contextlib.contextmanager
def spelled_letters() -> Iterator[None]:
    """Mark joining letters with their text while the context lasts."""
    draw = drawing.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        if not _SHAPED.search(textbox.text):
            return draw(stream, textbox, *rest)
        speller = _Speller(stream, _glyphs_of(textbox.pango_layout))
        stream.show_text = speller.show_text
        try:
            return draw(stream, textbox, *rest)
        finally:
            del stream.show_text
            speller.close()

    with replaced(drawing, "draw_first_line", draw_first_line):
        yield


def _glyphs_of(pango_layout: Any) -> list[_GlyphText]:
    """Return the glyphs of a text box as they are drawn, from left to right."""
    line, _index = pango_layout.get_first_line()
    text = pango_layout.text.encode()
    found: list[_GlyphText] = []
    sign = 0
    run = line.runs
    while run:
        item, run = run.data, run.next
        count, length = item.glyphs.num_glyphs, item.item.length
        clusters = [item.glyphs.log_clusters[number] for number in range(count)]
        ends = dict(pairwise([*sorted(set(clusters)), length]))
        before = -1
        for number, start in enumerate(clusters):
            sign += start != before
            before = start
            if item.glyphs.glyphs[number].glyph == pango.PANGO_GLYPH_EMPTY:
                continue
            part = text[item.item.offset + start : item.item.offset + ends[start]]
            found.append(_GlyphText(sign, part.decode()))
    return found


class _Speller:
    """Replaces a stream's ``show_text`` while one text box is drawn."""

    def __init__(self, stream: Any, glyphs: list[_GlyphText]) -> None:
        self._stream = stream
        self._show = stream.show_text
        self._glyphs = iter(glyphs)
        self._sign = 0
        self._is_open = False

    def show_text(self, text: str) -> None:
        """Show ``text``, an array of glyphs and moves, sign by sign."""
        waiting = ""
        for digits, move in _PARTS.findall(text):
            waiting += f" {move} " if move else ""
            for place in range(0, len(digits), _DIGITS_OF_GLYPH):
                glyph = next(self._glyphs, None)
                if glyph is not None and glyph.sign != self._sign:
                    self._sign = glyph.sign
                    is_joined = _joins(glyph.text)
                    if waiting and (is_joined or self._is_open):
                        self._show(waiting)
                        waiting = ""
                    self.close()
                    if is_joined:
                        self._begin(glyph.text)
                waiting += f"<{digits[place : place + _DIGITS_OF_GLYPH]}>"
        if waiting:
            self._show(waiting)

    def close(self) -> None:
        """End the last sign."""
        if self._is_open:
            self._stream.end_marked_content()
        self._is_open = False

    def _begin(self, letters: str) -> None:
        properties = pydyf.Dictionary({"ActualText": pydyf.String(letters)})
        self._stream.begin_marked_content("Span", properties)
        self._is_open = True


def _joins(text: str) -> bool:
    """Return whether ``text`` has letters that are shaped together."""
    return bool(_SHAPED.search(text))
