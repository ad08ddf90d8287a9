"""Paper as a medium: a link becomes a number or a QR code.

A link to a page outside keeps its words and gets a small number; the addresses stand at
the end of the article.  A link to another article of the book shows its page.  The
address of the article, and that of a video or recording, is also a QR code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from exporter.formats.pdf.codes import QrCode, make_code
from exporter.formats.pdf.paper import (
    LEADING_EM,
    LEAST_TABLE_PT,
    TABLE_SIZE_EM,
    PagePlan,
)
from exporter.model import Chapter, Elsewhere, Link, plain_text
from exporter.outlets import short_address
from exporter.text import has_right_to_left
from exporter.urls import readable_url
from exporter.words import wording_for
from exporter.xhtml import (
    UNBOUNDED,
    Pen,
    TableRoom,
    escape_text,
    name_elsewhere,
    shorten,
    write_anchor,
)

# Places in the document, besides those of the chapters.
START_ID = "start"
CONTENTS_ID = "contents"
COPYRIGHT_ID = "copyright"
INDEX_ID = "index"
# The space beside a code must be at least four modules (ISO/IEC 18004, 6.3.8).  The
# stylesheet gives it 2 mm; the rest is for the space between the two inline blocks.
_CODE_MARGIN_MM = 2.2
# Galleries as in print-base.css: the width of an image, and the size and the leading
# of captions in rem.
_SHARE_OF_TWO, _SHARE_OF_THREE = 0.488, 0.318
_CAPTION_SIZE, _CAPTION_LEADING = 0.8, 1.2
# Nobody types longer addresses; the link in the file still works.
_NOTE_CHARACTERS = 240
_PHRASE_END = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_PHRASE_CHARACTERS = 4  # a shorter part is a label, not half of a headline
_SUPERIOR_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCHEME_ENDS = ("https://", "http://", "mailto:", "www.")


def anchor_of(chapter: Chapter) -> str:
    """Return the identifier of ``chapter`` in the document."""
    return chapter.file_name.removesuffix(".xhtml")


def page_link(href: str) -> str:
    """Return a link; the stylesheet writes its text, a leader and the page.

    The text belongs to an element inside the link, because WeasyPrint makes a second
    link of text that it writes for a link.
    """
    return f'<a class="page" href="{href}"><span data-href="{href}"></span></a>'


class Print:
    """A ``Medium`` that keeps the notes of the article being written.

    ``codes`` are the codes written so far, by their file name in the book.
    """

    on_paper = True

    def __init__(self, page: PagePlan | None = None) -> None:
        """Begin before the first article; ``page`` gives the room on a page."""
        self.table_room = self.nested_room = UNBOUNDED
        self.caption_letters = inf
        if page is not None:
            self.table_room = _table_room(page, page.measure_em)
            self.nested_room = _table_room(page, page.column_em)
            self.caption_letters = _caption_letters(page)
        self.codes: dict[str, QrCode] = {}
        self._notes: dict[str, int] = {}
        self._volumes: dict[str, Elsewhere] = {}

    def chapter_href(self, chapter: Chapter) -> str:
        """Return the chapter's place in the one document."""
        return f"#{anchor_of(chapter)}"

    def write_title(self, title: str, pen: Pen) -> str:
        """Return the title in phrases, at whose ends its lines break first.

        In a Chinese headline a space separates two phrases.  A title with words from
        right to left is not split, because its parts would be in the wrong order.
        """
        phrases = [] if has_right_to_left(title) else _PHRASE_END.split(title)
        if len(phrases) < 2 or min(map(len, phrases)) < _PHRASE_CHARACTERS:
            return pen.write(title)
        return " ".join(
            f'<span class="phrase">{pen.write(phrase)}</span>' for phrase in phrases
        )

    def write_link(
        self, link: Link, inner: str, goal: Chapter | Elsewhere | None, pen: Pen
    ) -> str:
        """Return a link followed by the chapter's page or a note's number."""
        if isinstance(goal, Chapter):
            href = self.chapter_href(goal)
            pen.note("→0123456789")
            place = f'<span class="place" data-href="{href}"></span>'
            return f'<a href="{href}">{inner}{place}</a>'
        anchor = write_anchor(link.url, inner)
        if link.url.startswith("#"):
            return anchor
        words = plain_text(link.children)
        if anchor == inner or not words.strip():
            return anchor
        if goal is not None:
            self._volumes[link.url] = goal
        elif _shows(words, link.url):
            return anchor
        number = self._notes.setdefault(link.url, len(self._notes) + 1)
        call = f'<span class="call">{pen.write(_raised(number))}</span>'
        return write_anchor(link.url, inner + call)

    def write_page_number(self, chapter: Chapter, pen: Pen) -> str:
        """Return a link; the stylesheet writes its text, a leader and a number."""
        pen.note(".0123456789")
        return f"\u00a0{page_link(self.chapter_href(chapter))}"

    def write_address(self, url: str, pen: Pen) -> str:
        """Return ``url`` as a link, in the shortest form that opens the same page."""
        return write_anchor(url, pen.write(_shown(url)))

    def write_code(self, url: str, lines: Sequence[str], pen: Pen) -> str:
        """Return ``lines`` with the QR code of ``url`` beside them."""
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
        """Return the addresses of the article's links; begin anew for the next one."""
        items = []
        for url, number in self._notes.items():
            address = self.write_address(url, pen)
            if url in self._volumes:
                words = name_elsewhere(self._volumes[url], pen.lang)
                address = f"{pen.write(f'{words}：')}{address}"
            label = f'<span class="number">{pen.write(str(number))}</span>'
            items.append(f"<li><p>{label} {address}</p></li>")
        self._notes, self._volumes = {}, {}
        return '<ol class="notes">\n' + "\n".join(items) + "\n</ol>" if items else ""


def _table_room(page: PagePlan, measure_em: int) -> TableRoom:
    usual_pt = page.font_pt * TABLE_SIZE_EM
    least = min(LEAST_TABLE_PT / usual_pt, 1.0)
    return TableRoom(measure_em / TABLE_SIZE_EM, least, TABLE_SIZE_EM)


def _caption_letters(page: PagePlan) -> float:
    """Return how many Chinese letters fit under an image in a row of a gallery.

    A row does not break between pages, and the image may take half of a page.
    """
    share = _SHARE_OF_THREE if page.is_wide else _SHARE_OF_TWO
    width_em = page.column_em * share / _CAPTION_SIZE
    return width_em * (page.lines * LEADING_EM / 2 / _CAPTION_LEADING)


def _raised(number: int) -> str:
    """Return ``number`` in superior figures, which were designed to be small.

    Figures of the text made smaller would look thin and make the line higher.
    """
    return str(number).translate(_SUPERIOR_FIGURES)


def _shown(url: str) -> str:
    """Return ``url`` as a person would read it out or type it."""
    short = short_address(url)
    if short:
        return short.removeprefix("https://").removeprefix("www.")
    return shorten(readable_url(url).removeprefix("mailto:"), _NOTE_CHARACTERS)


def _shows(words: str, url: str) -> bool:
    """Return whether the words of a link already are its address."""
    return _bare(words) in (_bare(url), _bare(readable_url(url)))


def _bare(address: str) -> str:
    text = "".join(address.split())
    for start in _SCHEME_ENDS:
        text = text.removeprefix(start)
    return text.rstrip("/").lower()
