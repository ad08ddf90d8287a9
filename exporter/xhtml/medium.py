"""The medium a document is written for: what e-readers and paper want differently.

The writers ask a ``Medium`` where they differ; all else they share.  This module
holds the e-reader's answers; those of paper are ``exporter.formats.pdf``'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Protocol

from exporter.model import Chapter, Link
from exporter.urls import readable_url
from exporter.xhtml.columns import TableRoom
from exporter.xhtml.writer import Pen, escape_text, shorten

# A telephone 360 px wide: 340 px of text, and tables in 0.85 of 16 px (base.css).
_TELEPHONE = TableRoom(width_em=25.0, least_size=0.85, size_em=0.85)
# Servers refuse longer addresses, and one of them could fill a file.
_LINK_CHARACTERS = 8_000
# What tells a reader that a link opens a footnote, or closes it (EPUB 3.3 SSV).
_ROLES = {
    "": "",
    "call": ' epub:type="noteref" role="doc-noteref"',
    "back": ' role="doc-backlink"',
}
ADDRESS_CHARACTERS = 2_000


class Medium(Protocol):
    """What the same words become; each method returns XHTML, or a reference.

    ``on_paper`` tells that nothing is drawn but what is written: the markers of
    lists are text, a formula is a line of it, a line of code an element.
    ``table_room`` is the room of a table, ``nested_room`` of one in another block;
    ``caption_letters`` is how long a caption may be beside others, in a gallery.
    """

    on_paper: bool
    table_room: TableRoom
    nested_room: TableRoom
    caption_letters: float

    def chapter_href(self, chapter: Chapter) -> str:
        """Return what a link to ``chapter`` names."""

    def write_title(self, title: str, pen: Pen) -> str:
        """Return a headline, of the book or of an article."""

    def write_link(
        self, link: Link, inner: str, chapter: Chapter | None, pen: Pen
    ) -> str:
        """Return ``link`` around ``inner``; it leads to ``chapter``, if to one."""

    def write_page_number(self, chapter: Chapter, pen: Pen) -> str:
        """Return what says on which page ``chapter`` begins."""

    def write_address(self, url: str, pen: Pen) -> str:
        """Return the address of an article's page as a link to it."""

    def write_code(self, url: str, lines: Sequence[str], pen: Pen) -> str:
        """Return ``lines``, beside what opens ``url`` where links do not work."""

    def write_notes(self, pen: Pen) -> str:
        """Return what the links of an article leave for its end."""


class EReader:
    """A device that follows links and knows no pages."""

    on_paper = False
    table_room = nested_room = _TELEPHONE
    caption_letters = inf

    def chapter_href(self, chapter: Chapter) -> str:
        """Return the chapter's file: Kobo would turn a fragment into a pop-up."""
        return chapter.file_name

    def write_title(self, title: str, pen: Pen) -> str:
        """Return the title as it is."""
        return pen.write(title)

    def write_link(
        self, link: Link, inner: str, chapter: Chapter | None, pen: Pen
    ) -> str:
        """Return a link to the chapter, within it, or out of the book."""
        del pen
        href = self.chapter_href(chapter) if chapter else link.url
        return write_anchor(href, inner, attributes=_ROLES[link.role])

    def write_page_number(self, chapter: Chapter, pen: Pen) -> str:
        """Return nothing: pages differ from device to device."""
        del chapter, pen
        return ""

    def write_address(self, url: str, pen: Pen) -> str:
        """Return the whole address: it can be looked at before it is followed."""
        shown = pen.write(shorten(readable_url(url), ADDRESS_CHARACTERS))
        return write_anchor(url, shown)

    def write_code(self, url: str, lines: Sequence[str], pen: Pen) -> str:
        """Return the lines alone: the address is a link."""
        del url, pen
        return "\n".join(lines)

    def write_notes(self, pen: Pen) -> str:
        """Return nothing: links are followed where they stand."""
        del pen
        return ""


E_READER = EReader()


def write_anchor(href: str, inner: str, *, attributes: str = "") -> str:
    """Return a link around ``inner``, which stays alone where ``href`` is no use."""
    if not href or len(href) > _LINK_CHARACTERS:
        return inner
    return f'<a href="{escape_text(href)}"{attributes}>{inner}</a>'
