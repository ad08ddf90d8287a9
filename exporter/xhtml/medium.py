"""The medium that a document is written for: where e-readers and paper differ.

The writers ask a ``Medium`` only where media differ.  This module holds the e-reader's
answers; the PDF format has those of paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Protocol

from exporter.model import Chapter, Elsewhere, Link
from exporter.urls import readable_url
from exporter.words import wording_for
from exporter.xhtml.columns import TableRoom
from exporter.xhtml.writer import Pen, escape_text, lang_attributes, shorten

# A telephone 360 px wide has 340 px of text; tables have 0.85 of 16 px (base.css).
_TELEPHONE = TableRoom(width_em=25.0, least_size=0.85, size_em=0.85)
# Servers refuse longer addresses, and a longer one could fill a whole file.
_LINK_CHARACTERS = 8_000
# The attributes for a link to a footnote, and for the link back (EPUB 3.3 SSV).
_ROLES = {
    "": "",
    "call": ' epub:type="noteref" role="doc-noteref"',
    "back": ' role="doc-backlink"',
}
ADDRESS_CHARACTERS = 2_000
# The words interrupt a sentence, so they show only as much as a reader needs to find
# the title in the contents of the other volume.
_ELSEWHERE_CHARACTERS = 24
_INNER_TITLE = str.maketrans("《》", "〈〉")


class Medium(Protocol):
    """What the same content becomes on a device or on paper.

    Each method returns XHTML, except ``chapter_href``.  ``on_paper``: nothing is drawn
    by the device, so markers of lists and formulas are text, and a line of code is an
    element.  ``table_room`` is the room for a table, ``nested_room`` for a table in
    another block.  ``caption_letters`` is the longest caption in a row of a gallery.
    """

    on_paper: bool
    table_room: TableRoom
    nested_room: TableRoom
    caption_letters: float

    def chapter_href(self, chapter: Chapter) -> str:
        """Return the address for a link to ``chapter``."""

    def write_title(self, title: str, pen: Pen) -> str:
        """Return the title of the book or of an article."""

    def write_link(
        self, link: Link, inner: str, goal: Chapter | Elsewhere | None, pen: Pen
    ) -> str:
        """Return ``link`` around ``inner``.

        It leads to ``goal`` if that is a chapter.  If its article is in another volume,
        words say so.
        """

    def write_page_number(self, chapter: Chapter, pen: Pen) -> str:
        """Return the page on which ``chapter`` begins."""

    def write_address(self, url: str, pen: Pen) -> str:
        """Return the address of an article's page as a link to it."""

    def write_code(self, url: str, lines: Sequence[str], pen: Pen) -> str:
        """Return ``lines`` and, where links do not work, a code that opens ``url``."""

    def write_notes(self, pen: Pen) -> str:
        """Return the notes that the links of an article left for its end."""


class EReader:
    """A device that follows links and has no fixed pages."""

    on_paper = False
    table_room = nested_room = _TELEPHONE
    caption_letters = inf

    def chapter_href(self, chapter: Chapter) -> str:
        """Return the chapter's file; with a fragment Kobo would show a pop-up."""
        return chapter.file_name

    def write_title(self, title: str, pen: Pen) -> str:
        """Return the title unchanged."""
        return pen.write(title)

    def write_link(
        self, link: Link, inner: str, goal: Chapter | Elsewhere | None, pen: Pen
    ) -> str:
        """Return a link to the chapter, within it, or out of the book."""
        if isinstance(goal, Elsewhere):
            lang = lang_attributes(pen.lang) if pen.foreign else ""
            words = pen.in_lang(pen.lang).write(f"〔{name_elsewhere(goal, pen.lang)}〕")
            words = f"<span{lang}>{words}</span>" if lang else words
            return write_anchor(link.url, inner) + words
        href = self.chapter_href(goal) if goal else link.url
        return write_anchor(href, inner, attributes=_ROLES[link.role])

    def write_page_number(self, chapter: Chapter, pen: Pen) -> str:
        """Return "": pages differ from device to device."""
        del chapter, pen
        return ""

    def write_address(self, url: str, pen: Pen) -> str:
        """Return the whole address as a link, so that it can be read before opening."""
        shown = pen.write(shorten(readable_url(url), ADDRESS_CHARACTERS))
        return write_anchor(url, shown)

    def write_code(self, url: str, lines: Sequence[str], pen: Pen) -> str:
        """Return only the lines: the address is a link."""
        del url, pen
        return "\n".join(lines)

    def write_notes(self, pen: Pen) -> str:
        """Return "": links are followed where they stand."""
        del pen
        return ""


E_READER = EReader()


def name_elsewhere(article: Elsewhere, lang: str) -> str:
    """Return in words in which volume ``article`` is: 见第2卷《…》."""
    # A title inside a title has single angle brackets (GB/T 15834, 4.15.3.4).
    title = shorten(article.title, _ELSEWHERE_CHARACTERS).translate(_INNER_TITLE)
    words = wording_for(lang).see_volume
    return words.format(number=article.volume, title=title)


def write_anchor(href: str, inner: str, *, attributes: str = "") -> str:
    """Return a link around ``inner``, or only ``inner`` if ``href`` is unusable."""
    if not href or len(href) > _LINK_CHARACTERS:
        return inner
    return f'<a href="{escape_text(href)}"{attributes}>{inner}</a>'
