"""The press: a manuscript, its styles and files become a PDF.

Articles are laid out first.  After that the pages on which they begin are known, and
the indexes are laid out and replace the empty page kept for them.  Everything is
written at the end, to a stream that the caller discards if this raises.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from exporter.fonts import (
    css_family,
    font_face_css,
    name_helpers,
    number_by_place,
    other_family,
    stack,
)
from exporter.formats.pdf.document import Manuscript, wrap_html, write_html
from exporter.formats.pdf.indexes import write_indexes
from exporter.formats.pdf.medium import INDEX_ID, START_ID, anchor_of
from exporter.formats.pdf.options import PdfOptions
from exporter.formats.pdf.paper import page_css
from exporter.formats.pdf.weasyprint import HYPHEN, Overrun, Pages, Press, Styles, View
from exporter.formats.stylesheets import load_styles
from exporter.journal import Journal
from exporter.model import Book, FontFile, FontStyle, Problem
from exporter.text import ask_for_text, replace_sequences
from exporter.words import Message, script_of

# What printers set for a missing character (GETA MARK).
MISSING_SIGN = "〓"
# Signs that typesetting may add to a text, in any of its faces.
ADDED_SIGNS = (MISSING_SIGN, HYPHEN)
_STYLES = ("base.css", "fonts.css", "print-base.css")
_IMAGE, _WORDS = Message("the picture"), Message("the words")
_TAG = re.compile(r"<[^>]*>")
_IMAGE_LINES = 8


@dataclass(frozen=True, slots=True)
class PdfParts:
    """The parts from which a PDF is made.

    ``files`` are named as in the book (``images/x.jpg``, ``codes/y.png``).
    ``addresses`` maps images to their addresses.  ``missing`` are the characters that
    no font has.
    """

    manuscript: Manuscript
    fonts: Sequence[FontFile]
    files: Mapping[str, bytes | Path] = field(repr=False)
    addresses: Mapping[str, str]
    missing: Collection[str] = ()


def write_pdf(
    book: Book,
    parts: PdfParts,
    options: PdfOptions,
    target: BinaryIO,
    journal: Journal,
) -> None:
    """Lay out ``book`` and write it to ``target`` as a PDF.

    Raises PdfError for a stylesheet with which WeasyPrint fails.  WeasyPrint's warnings
    become Problems.
    """
    fonts = {f"fonts/{f.name}": number_by_place(f.data) for f in parts.fonts}
    files = {**parts.files, **fonts}
    styles = Styles(_our_css(book, parts, options), options.user_css)
    press = Press(files, styles, journal, grey=options.grey)
    with _dated(book), press:
        press.name_files(parts.addresses)
        html = write_html(book, options, parts.manuscript, plain=not press.composes)
        expected = _expected_pages(html, options)
        pages = press.lay_out(_sign_missing(html, parts.missing), pages=expected)
        anchors = pages.find_anchors()
        front_pages = anchors.get(START_ID, 0) if options.layout == "book" else 0
        if options.index:
            numbers = {name: n + 1 - front_pages for name, n in anchors.items()}
            pages.replace_last(_lay_out_indexes(book, parts, options, press, numbers))
        journal.problems += _overrun_problems(book, pages.find_overruns())
        pages.write(
            target,
            identifier=book.identifier,
            variant=None if options.variant == "none" else options.variant,
            view=View(front_pages, two_sided=options.layout == "book"),
        )
    what = Message("it sets what our fonts lack")
    journal.problems += [
        Problem("font-foreign", name, what, Message("embedded it too"))
        for name in pages.foreign_fonts()
    ]


def _lay_out_indexes(
    book: Book,
    parts: PdfParts,
    options: PdfOptions,
    press: Press,
    numbers: Mapping[str, int],
) -> Pages:
    """Return the pages of the indexes; ``numbers`` are those of the anchors' pages."""
    inner = write_indexes(book, numbers, {})
    html = wrap_html(book, options, inner, plain=not press.composes)
    signed = _sign_missing(html, parts.missing)
    return press.lay_out(signed, pages=1, first_page=numbers[INDEX_ID])


def _sign_missing(html: str, missing: Collection[str]) -> str:
    """Return ``html`` with 〓 for each character or sequence that no font has."""
    chars = (char for char in missing if len(char) == 1)
    signs = str.maketrans(dict.fromkeys(chars, MISSING_SIGN))
    signed = replace_sequences(html, MISSING_SIGN).translate(signs)
    return ask_for_text(signed)


def _overrun_problems(book: Book, overruns: Sequence[Overrun]) -> list[Problem]:
    """Return a Problem for each article of which something lies outside its page."""
    articles = {anchor_of(chapter): chapter.article for chapter in book.chapters}
    by_anchor: dict[str, list[Overrun]] = {}
    for overrun in overruns:
        by_anchor.setdefault(overrun.anchor, []).append(overrun)
    problems: list[Problem] = []
    for anchor, found in by_anchor.items():
        worst = max(found, key=lambda overrun: overrun.by_pt)
        what = Message(
            "{thing} “{words}” on page {page} of the file reach {by_pt:.0f} pt beyond"
            " the room for text",
            thing=_IMAGE if worst.is_image else _WORDS,
            words=worst.words,
            page=worst.page + 1,
            by_pt=worst.by_pt,
        )
        if len(found) > 1:
            what = Message(
                "{what}, and {number} more places", what=what, number=len(found) - 1
            )
        article = articles.get(anchor)
        where = article.header.location.display if article else book.title
        known = article.header.id if article else ""
        done = Message("it is printed as it lies")
        problems.append(Problem("page-overrun", where, what, done, known))
    return problems


def _expected_pages(html: str, options: PdfOptions) -> int:
    """Return about how many pages ``html`` will take, for the progress shown."""
    page = options.page
    lines = len(_TAG.sub("", html)) / page.column_em
    lines += html.count("<img") * _IMAGE_LINES
    return int(lines / (page.lines * page.columns)) + 1


def _our_css(book: Book, parts: PdfParts, options: PdfOptions) -> str:
    style = FontStyle(script_of(book.lang), "sans", 400)
    families = [css_family(s) for s in stack(style)] + [other_family(style)]
    sheets = (
        load_styles((*_STYLES, f"print-{options.layout}.css")),
        page_css(options.page, ", ".join(families)),
    )
    named = (name_helpers(sheet, parts.fonts) for sheet in sheets)
    return "\n".join((font_face_css(parts.fonts, "../fonts/"), *named))


@contextlib.contextmanager
def _dated(book: Book) -> Iterator[None]:
    """Make the libraries use the book's date, not today's, in what they write.

    A date that the user has set stays (reproducible-builds.org, 2017).
    """
    name = "SOURCE_DATE_EPOCH"
    if name in os.environ:
        yield
        return
    os.environ[name] = str(max(int(book.modified.timestamp()), 0))
    try:
        yield
    finally:
        del os.environ[name]
