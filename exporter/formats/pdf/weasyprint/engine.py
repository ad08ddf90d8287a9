"""WeasyPrint set up for a book: what it may fetch, lays out and writes.

This module is imported only when a PDF is made, because loading WeasyPrint takes 0.8 s.
A document, its styles and its files enter.  Laid out pages leave, and in the end the
bytes of a PDF.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import unquote

import pydyf
from weasyprint import CSS, HTML, Document
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exporter.errors import ExportError, PdfError
from exporter.formats.pdf.options import UserCss
from exporter.formats.pdf.weasyprint.actual_text import spelled_letters
from exporter.formats.pdf.weasyprint.bounds import Overrun, find_overruns
from exporter.formats.pdf.weasyprint.colours import printers_colours
from exporter.formats.pdf.weasyprint.composition import chinese_composition
from exporter.formats.pdf.weasyprint.corrections import (
    margin_artifacts,
    mark_margins,
    outermost_links,
    quick_writing,
    scope_headers,
)
from exporter.formats.pdf.weasyprint.listener import Listener
from exporter.formats.pdf.weasyprint.process import process_settings
from exporter.formats.pdf.weasyprint.support import (
    Part,
    absence_problem,
    check_support,
)
from exporter.formats.pdf.weasyprint.to_unicode import ordinary_texts
from exporter.journal import Journal
from exporter.words import Message

BookFile = bytes | Path

# No request is ever made to it: the fetcher answers.  A scheme of our own would not
# work, because relative addresses are joined only to schemes that Python knows.
_ORIGIN = "https://book.invalid/"
_TEXT_BASE = f"{_ORIGIN}text/"
_STYLES_BASE = f"{_ORIGIN}styles/"
# Paper shows no more (and WeasyPrint keeps images that have less).
_MOST_DPI = 300


def pango_version() -> tuple[int, int, int]:
    """Return the version of the Pango that was loaded."""
    version = int(pango.pango_version())
    return version // 10_000, version // 100 % 100, version % 100


@dataclass(frozen=True, slots=True)
class Styles:
    """Our stylesheet and the user's."""

    ours: str
    users: UserCss | None = None


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives out the files of one book, and nothing else.

    ``files`` are named as in the book: ``images/x.jpg``, ``fonts/y.otf``.
    """

    def __init__(self, files: Mapping[str, BookFile]) -> None:
        """Keep the files."""
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a file of the book, or the content of a data: address.

        Raises ValueError for everything else, and OSError for a file that is gone;
        WeasyPrint logs both.
        """
        del headers  # no request is made
        if url.lower().startswith("data:"):
            return super().fetch(url)
        name = _file_name(url)
        if name not in self._files:
            raise ValueError("nothing is fetched for print")
        file = self._files[name]
        if isinstance(file, Path):
            # A file: address tells WeasyPrint that it need not keep a copy.
            return URLFetcherResponse(file.as_uri(), file.open("rb"))
        return URLFetcherResponse(url, file)


def _file_name(url: str) -> str:
    """Return the name of the book's file at ``url``, "" if it is outside the book."""
    return unquote(url.removeprefix(_ORIGIN)) if url.startswith(_ORIGIN) else ""


class Press:
    """WeasyPrint, set up for one book; use it in a ``with`` block.

    With ``grey`` no page has a colour.  ``composes`` says whether Chinese line
    composition works.
    """

    def __init__(
        self,
        files: Mapping[str, BookFile],
        styles: Styles,
        journal: Journal,
        *,
        grey: bool = False,
    ) -> None:
        """Keep what the pages need; nothing is done yet."""
        self._grey = grey
        self._fetcher = Fetcher(files)
        self._styles = styles
        self._journal = journal
        self._listener = Listener(journal)
        self._fonts: FontConfiguration | None = None
        self._open = contextlib.ExitStack()
        self._lacking: Collection[Part] = ()
        self.composes = False

    def __enter__(self) -> Self:
        """Begin to listen, and make the changes to WeasyPrint.

        A part that this installation does not support is left out, with a Problem.
        """
        lacking = check_support()
        self._journal.add_new(absence_problem(*each) for each in lacking.items())
        self._listener.understands = Part.LOG not in lacking
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._listener.listening())
            stack.enter_context(process_settings())
            for part, change in self._changes().items():
                if part not in lacking:
                    stack.enter_context(change())
            self._open = stack.pop_all()
        self._lacking = lacking
        self.composes = Part.COMPOSITION not in lacking
        return self

    def _changes(self) -> dict[Part, Callable[[], AbstractContextManager[None]]]:
        """Return the changes that are made to WeasyPrint, each under its part."""
        return {
            Part.SPEED: quick_writing,
            Part.ARTIFACTS: margin_artifacts,
            Part.TO_UNICODE: ordinary_texts,
            Part.ACTUAL_TEXT: spelled_letters,
            Part.COLOURS: partial(printers_colours, grey=self._grey),
            Part.COMPOSITION: chinese_composition,
        }

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave WeasyPrint as it was."""
        self._open.__exit__(kind, error, trace)

    def name_files(self, addresses: Mapping[str, str]) -> None:
        """Keep the addresses of files, so that Problems can name them."""
        self._listener.addresses = {
            f"{_ORIGIN}{name}": address for name, address in addresses.items()
        }

    def lay_out(self, html: str, *, pages: int, first_page: int = 1) -> Pages:
        """Return the pages of ``html``, about ``pages``, counted from ``first_page``.

        Pages that are laid out separately may be joined later; they share their fonts.
        """
        self._journal.progress.start("pages", pages)
        self._listener.expect(pages)
        try:
            self._fonts = self._fonts or FontConfiguration()
            sheets = [self._read_css(self._styles.ours)]
            if self._styles.users:
                self._listener.stylesheet = str(self._styles.users.path)
                sheets.append(self._read_css(self._styles.users.text))
                self._listener.stylesheet = ""
            if first_page != 1:
                sheets.append(self._read_css(_first_page_css(first_page)))
            document = self._render(html, sheets)
        finally:
            self._journal.progress.finish()
        return Pages(document, self._lacking)

    def _render(self, html: str, sheets: Sequence[CSS]) -> Document:
        """Return the document laid out.

        Raises PdfError for a rule of the user's with which WeasyPrint fails, such as,
        in release 70, a ``::first-letter`` that floats.
        """
        source = HTML(string=html, base_url=_TEXT_BASE, url_fetcher=self._fetcher)
        try:
            return source.render(
                font_config=self._fonts, stylesheets=sheets, **_OPTIONS
            )
        except ExportError:
            raise
        except Exception as error:
            if self._styles.users is None:
                raise
            raise PdfError(
                Message(
                    "WeasyPrint cannot lay out pages with the stylesheet"
                    " {path}: {error}",
                    path=self._styles.users.path,
                    error=f"{type(error).__name__} {error}".rstrip(),
                ),
                hint=Message(
                    "leave its rules out one by one to find the one it cannot take"
                ),
            ) from error

    def _read_css(self, text: str) -> CSS:
        return CSS(
            string=text,
            base_url=_STYLES_BASE,
            url_fetcher=self._fetcher,
            font_config=self._fonts,
        )


_OUR_FAMILIES = "dwx-"
_PDF_A = "pdf/a-3u"
_OPTIONS: dict[str, Any] = {"dpi": _MOST_DPI, "pdf_tags": True}


def _first_page_css(number: int) -> str:
    side = "right" if number % 2 else "left"
    return (
        f"@page :first {{ counter-reset: page {number} }}"
        f"html {{ break-before: {side} }}"
    )


class Pages:
    """Pages laid out, ready to be joined with others and written."""

    def __init__(self, document: Document, lacking: Collection[Part] = ()) -> None:
        """Keep WeasyPrint's document; ``lacking`` parts are left out."""
        self._document = document
        self._lacking = lacking
        for page in document.pages:
            if Part.LINKS not in lacking:
                page.links = list(outermost_links(page.links))
            if Part.ARTIFACTS not in lacking:
                mark_margins(page)

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document.pages)

    def find_anchors(self) -> dict[str, int]:
        """Return the place, from 0, of the page on which each anchor is."""
        found: dict[str, int] = {}
        for place, page in enumerate(self._document.pages):
            for name in page.anchors:
                found.setdefault(name, place)
        return found

    def find_overruns(self) -> list[Overrun]:
        """Return what lies outside its room on its page."""
        if Part.BOUNDS in self._lacking:
            return []
        return list(find_overruns(self._document.pages))

    def replace_last(self, other: Pages) -> None:
        """Replace the last page by the pages of ``other``."""
        self._document.pages[-1:] = other._document.pages

    def write(
        self, target: BinaryIO, *, identifier: str, variant: str | None, view: View
    ) -> None:
        """Write the pages to ``target`` as a PDF."""

        def finish(document: Document, pdf: pydyf.PDF) -> None:
            del document
            _add_view(pdf, view)
            if Part.HEADERS not in self._lacking:
                scope_headers(pdf)

        self._document.write_pdf(
            target,
            finisher=finish,
            # PDF/A requires it, but it makes pydyf hold the whole file in memory.
            pdf_identifier=identifier.encode() if variant == _PDF_A else None,
            pdf_variant=variant,
            **_OPTIONS,
        )

    def foreign_fonts(self) -> list[str]:
        """Return the fonts that Pango used where ours lack a glyph; after writing."""
        if Part.FONTS in self._lacking:
            return []
        families = {font.family for font in self._document.fonts.values()}
        return sorted(f for f in families if not f.startswith(_OUR_FAMILIES))


@dataclass(frozen=True, slots=True)
class View:
    """How a reader program should show the pages.

    ``front_pages`` are numbered in Roman figures before page 1.  ``two_sided`` pages
    lie beside each other, odd ones at the right.
    """

    front_pages: int = 0
    two_sided: bool = False


def _add_view(pdf: pydyf.PDF, view: View) -> None:
    """Add page labels (ISO 32000-1, 12.4.2) and the way the file opens (7.7.2)."""
    labels: list[Any] = []
    if view.front_pages:
        labels += [0, pydyf.Dictionary({"S": "/r"})]
    labels += [view.front_pages, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})
    pdf.catalog["PageMode"] = "/UseOutlines"
    pdf.catalog["PageLayout"] = "/TwoPageRight" if view.two_sided else "/SinglePage"
