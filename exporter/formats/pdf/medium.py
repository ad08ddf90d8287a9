"""Paper as a medium: what cannot be clicked is numbered, or scanned.

An outward link keeps its words and gets a small number; the addresses stand at
the end of the article.  A link to another article of the book says its page.
The address of the article, and of what would play, is also a QR code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from exporter.directions import has_right_to_left
from exporter.formats.pdf.codes import Code, make_code, short_address
from exporter.formats.pdf.paper import (
    LEADING_EM,
    LEAST_TABLE_PT,
    TABLE_SIZE_EM,
    PagePlan,
)
from exporter.model import Chapter, Link, plain_text
from exporter.urls import readable_url
from exporter.words import wording_for
from exporter.xhtml import UNBOUNDED, Pen, TableRoom, escape_text, shorten, write_anchor

# Places in the document, beside those of the chapters.
START_ID = "start"
CONTENTS_ID = "contents"
COPYRIGHT_ID = "copyright"
INDEX_ID = "index"
# White beside a code, at least four of its squares (ISO/IEC 18004, 6.3.8).  The
# stylesheet gives it 2 mm; the rest is for the space between the two.
_CODE_MARGIN_MM = 2.2
# Galleries as print-base.css has them: the width of a picture, and the size and
# the leading of captions in rem.
_SHARE_OF_TWO, _SHARE_OF_THREE = 0.488, 0.318
_CAPTION_SIZE, _CAPTION_LEADING = 0.8, 1.2
# Longer addresses are followed with a click, and typed by nobody.
_NOTE_CHARACTERS = 240
_PHRASE_END = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_PHRASE_CHARACTERS = 4  # shorter ones are a label, not half of a headline
_SUPERIOR_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCHEME_ENDS = ("https://", "http://", "mailto:", "www.")


def anchor_of(chapter: Chapter) -> str:
    """Return the identifier of ``chapter`` in the document."""
    return chapter.file_name.removesuffix(".xhtml")


def page_link(href: str) -> str:
    """Return a link whose words, a leader and the page, are the stylesheet's.

    They hang on an element inside the link: WeasyPrint makes a link of its own
    of what it writes for a link.
    """
    return f'<a class="page" href="{href}"><span data-href="{href}"></span></a>'


# Deutsche Welle finds an article by its number.
_KNOWN_SHORT = re.compile(r"https://www\.(dw\.com/zh/a-\d+)")


class Print:
    """A ``Medium``; it keeps the notes of the article that is being written.

    ``codes`` are those written so far, by their file name in the book.
    """

    on_paper = True

    def __init__(self, page: PagePlan | None = None) -> None:
        """Begin before the first article; ``page`` tells what room there is."""
        self.table_room = self.nested_room = UNBOUNDED
        self.caption_letters = inf
        if page is not None:
            self.table_room = _table_room(page, page.measure_em)
            self.nested_room = _table_room(page, page.column_em)
            self.caption_letters = _caption_letters(page)
        self.codes: dict[str, Code] = {}
        self._notes: dict[str, int] = {}

    def chapter_href(self, chapter: Chapter) -> str:
        """Return the chapter's place in the one document there is."""
        return f"#{anchor_of(chapter)}"

    def write_title(self, title: str, pen: Pen) -> str:
        """Return the title in phrases, between which its lines end first.

        In Chinese a space parts the halves of a headline.  Words that run from right
        to left stay in one piece, or they would be in the wrong order.
        """
        phrases = [] if has_right_to_left(title) else _PHRASE_END.split(title)
        if len(phrases) < 2 or min(map(len, phrases)) < _PHRASE_CHARACTERS:
            return pen.write(title)
        return " ".join(
            f'<span class="phrase">{pen.write(phrase)}</span>' for phrase in phrases
        )

    def write_link(
        self, link: Link, inner: str, chapter: Chapter | None, pen: Pen
    ) -> str:
        """Return a link that says the chapter's page, or a note's number."""
        if chapter is not None:
            href = self.chapter_href(chapter)
            pen.note("→0123456789")
            place = f'<span class="place" data-href="{href}"></span>'
            return f'<a href="{href}">{inner}{place}</a>'
        anchor = write_anchor(link.url, inner)
        if link.url.startswith("#"):
            return anchor
        words = plain_text(link.children)
        if anchor == inner or not words.strip() or _shows(words, link.url):
            return anchor
        number = self._notes.setdefault(link.url, len(self._notes) + 1)
        call = f'<span class="call">{pen.write(_raised(number))}</span>'
        return write_anchor(link.url, inner + call)

    def write_page_number(self, chapter: Chapter, pen: Pen) -> str:
        """Return a link whose text, leader and number, is the stylesheet's."""
        pen.note(".0123456789")
        return f"\u00a0{page_link(self.chapter_href(chapter))}"

    def write_address(self, url: str, pen: Pen) -> str:
        """Return ``url`` as a link, shown as short as it opens the same page."""
        return write_anchor(url, pen.write(_shown(url)))

    def write_code(self, url: str, lines: Sequence[str], pen: Pen) -> str:
        """Return ``lines``, and beside them the QR code of ``url``."""
        words = "\n".join(lines)
        code = make_code(url)
        if code is None:
            return words
        self.codes[code.name] = code
        alt = wording_for(pen.lang).code.format(address=readable_url(url))
        width_mm = code.side_mm + _CODE_MARGIN_MM
        return (
            '<div class="coded">\n'
            f'<div class="words" style="width: calc(100% - {width_mm:g}mm)">\n{words}\n'
            f'</div>\n<img class="code" src="../codes/{code.name}" '
            f'style="width: {code.side_mm:g}mm" alt="{escape_text(alt)}"/>\n</div>'
        )

    def write_notes(self, pen: Pen) -> str:
        """Return the addresses of the article's links, and begin the next one."""
        items = []
        for url, number in self._notes.items():
            address = self.write_address(url, pen)
            label = f'<span class="number">{pen.write(str(number))}</span>'
            items.append(f"<li><p>{label} {address}</p></li>")
        self._notes = {}
        return '<ol class="notes">\n' + "\n".join(items) + "\n</ol>" if items else ""


def _table_room(page: PagePlan, measure_em: int) -> TableRoom:
    usual_pt = page.font_pt * TABLE_SIZE_EM
    least = min(LEAST_TABLE_PT / usual_pt, 1.0)
    return TableRoom(measure_em / TABLE_SIZE_EM, least, TABLE_SIZE_EM)


def _caption_letters(page: PagePlan) -> float:
    """Return how many Chinese letters fit under a picture in a row of a gallery.

    The row does not break between pages, and half of a page is the picture's.
    """
    share = _SHARE_OF_THREE if page.is_wide else _SHARE_OF_TWO
    width_em = page.column_em * share / _CAPTION_SIZE
    return width_em * (page.lines * LEADING_EM / 2 / _CAPTION_LEADING)


def _raised(number: int) -> str:
    """Return ``number`` in superior figures, which were drawn to be small.

    Figures of the text made smaller are thin beside it, and need their own line.
    """
    return str(number).translate(_SUPERIOR_FIGURES)


def _shown(url: str) -> str:
    """Return ``url`` as a person would read it out, or type it in."""
    known = _KNOWN_SHORT.fullmatch(short_address(url))
    if known:
        return known[1]
    return shorten(readable_url(url).removeprefix("mailto:"), _NOTE_CHARACTERS)


def _shows(words: str, url: str) -> bool:
    """Tell whether the words of a link are its address already."""
    return _bare(words) in (_bare(url), _bare(readable_url(url)))


def _bare(address: str) -> str:
    text = "".join(address.split())
    for start in _SCHEME_ENDS:
        text = text.removeprefix(start)
    return text.rstrip("/").lower()
