"""The border to WeasyPrint: what it may fetch, what it says, what it lays out.

This is the only module that imports it, and is itself imported when a PDF is
made: loading takes 0.8 s.  A document, its styles and its files enter; laid
out pages, and at last the bytes of a PDF, leave.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from exporter.formats.pdf.weasyprint import composition
from exporter.formats.pdf.weasyprint.actual_text import spelled_letters
from exporter.formats.pdf.weasyprint.bounds import Overrun, find_overruns
from exporter.formats.pdf.weasyprint.colours import printers_colours
from exporter.formats.pdf.weasyprint.corrections import (
    mark_margins,
    mended,
    scope_headers,
)
from exporter.formats.pdf.weasyprint.listener import Listener
from exporter.formats.pdf.weasyprint.to_unicode import ordinary_texts
from exporter.journal import Journal
from exporter.model import Problem
from exporter.words import Message

File = bytes | Path

# Never asked for: the fetcher answers for it.  A scheme of our own would not
# do, for relative addresses are joined only to those Python knows.
_ORIGIN = "https://book.invalid/"
_TEXT_BASE = f"{_ORIGIN}text/"
_STYLES_BASE = f"{_ORIGIN}styles/"
# What paper shows; more is weight (and WeasyPrint keeps what is below).
_MOST_DPI = 300


def pango_version() -> tuple[int, int, int]:
    """Return the version of the Pango that was loaded."""
    version = int(pango.pango_version())
    return version // 10_000, version // 100 % 100, version % 100


@dataclass(frozen=True, slots=True)
class Styles:
    """Our stylesheet, and the user's."""

    ours: str
    users: UserCss | None = None


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Hands out the files of one book, and nothing else in the world.

    ``files`` are named as in the book: ``images/x.jpg``, ``fonts/y.otf``.
    """

    def __init__(self, files: Mapping[str, File]) -> None:
        """Take the files."""
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a file of the book; data: addresses hold their own.

        Raises ValueError for everything else, and OSError for a file that has
        gone; WeasyPrint logs either.
        """
        del headers  # nobody is asked
        if url.lower().startswith("data:"):
            return super().fetch(url)
        name = _file_name(url)
        if name not in self._files:
            raise ValueError("nothing is fetched for print")
        file = self._files[name]
        if isinstance(file, Path):
            # By its file: address WeasyPrint knows that it need not keep a copy.
            return URLFetcherResponse(file.as_uri(), file.open("rb"))
        return URLFetcherResponse(url, file)


def _file_name(url: str) -> str:
    """Return the name of the book's file at ``url``, "" outside the book."""
    return unquote(url.removeprefix(_ORIGIN)) if url.startswith(_ORIGIN) else ""


class Press:
    """WeasyPrint, set up for one book; use it in a ``with`` block.

    With ``grey`` no page has a colour.  ``composes`` tells that Chinese line
    composition is at work.
    """

    def __init__(
        self,
        files: Mapping[str, File],
        styles: Styles,
        journal: Journal,
        *,
        grey: bool = False,
    ) -> None:
        """Take what the pages need; nothing is done yet."""
        self._grey = grey
        self._fetcher = Fetcher(files)
        self._styles = styles
        self._journal = journal
        self._listener = Listener(journal)
        self._fonts: FontConfiguration | None = None
        self._open = contextlib.ExitStack()
        self.composes = False

    def __enter__(self) -> Self:
        """Start to listen and to compose, and mend what needs it."""
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._listener.listening())
            stack.enter_context(mended())
            stack.enter_context(ordinary_texts())
            stack.enter_context(spelled_letters())
            stack.enter_context(printers_colours(grey=self._grey))
            self.composes = _start_composition(stack, self._journal)
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave WeasyPrint as it was."""
        self._open.__exit__(kind, error, trace)

    def name_files(self, addresses: Mapping[str, str]) -> None:
        """Tell where files came from, for Problems to name them so."""
        self._listener.addresses = {
            f"{_ORIGIN}{name}": address for name, address in addresses.items()
        }

    def lay_out(self, html: str, *, pages: int, first_page: int = 1) -> Pages:
        """Return the pages of ``html``, about ``pages``, counted from ``first_page``.

        Pages laid out apart may be joined later; they share their fonts.
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
        return Pages(document)

    def _render(self, html: str, sheets: Sequence[CSS]) -> Document:
        """Return the document laid out.

        Raises PdfError for a rule of the user's that WeasyPrint does not survive,
        such as, in release 70, a ``::first-letter`` that floats.
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

    def __init__(self, document: Document) -> None:
        """Take WeasyPrint's document."""
        self._document = document
        for page in document.pages:
            page.links = list(_outermost(page.links))
            mark_margins(page)

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document.pages)

    def find_anchors(self) -> dict[str, int]:
        """Return the place, from 0, of the page on which each anchor stands."""
        found: dict[str, int] = {}
        for place, page in enumerate(self._document.pages):
            for name in page.anchors:
                found.setdefault(name, place)
        return found

    def find_overruns(self) -> list[Overrun]:
        """Return what lies outside the room it has on its page."""
        return list(find_overruns(self._document.pages))

    def replace_last(self, other: Pages) -> None:
        """Put the pages of ``other`` in the place of the last one."""
        self._document.pages[-1:] = other._document.pages

    def write(
        self, target: BinaryIO, *, identifier: str, variant: str | None, view: View
    ) -> None:
        """Write the pages to ``target`` as a PDF."""

        def finish(document: Document, pdf: pydyf.PDF) -> None:
            del document
            _add_view(pdf, view)
            scope_headers(pdf)

        self._document.write_pdf(
            target,
            finisher=finish,
            # PDF/A wants one; it makes pydyf hold the whole file in memory.
            pdf_identifier=identifier.encode() if variant == _PDF_A else None,
            pdf_variant=variant,
            **_OPTIONS,
        )

    def foreign_fonts(self) -> list[str]:
        """Return the fonts that Pango took where ours have no glyph, once written."""
        families = {font.family for font in self._document.fonts.values()}
        return sorted(f for f in families if not f.startswith(_OUR_FAMILIES))


def _outermost(links: Iterable[Any]) -> Iterator[Any]:
    """Yield the links that lie in no other: WeasyPrint makes one of every box."""
    inside: set[int] = set()
    for link in links:
        box = link[3]
        if id(box) not in inside:
            inside.update(map(id, box.descendants()))
            yield link


@dataclass(frozen=True, slots=True)
class View:
    """How a reader should show the pages.

    ``front_pages`` are numbered in Roman figures before page 1; ``two_sided``
    pages lie beside each other, odd ones to the right.
    """

    front_pages: int = 0
    two_sided: bool = False


def _add_view(pdf: pydyf.PDF, view: View) -> None:
    """Add page labels (ISO 32000-1, 12.4.2) and how the file opens (7.7.2)."""
    labels: list[Any] = []
    if view.front_pages:
        labels += [0, pydyf.Dictionary({"S": "/r"})]
    labels += [view.front_pages, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})
    pdf.catalog["PageMode"] = "/UseOutlines"
    pdf.catalog["PageLayout"] = "/TwoPageRight" if view.two_sided else "/SinglePage"


def _start_composition(stack: contextlib.ExitStack, journal: Journal) -> bool:
    """Begin Chinese line composition, where this installation allows it.

    Without it text is set left-aligned rather than badly justified.
    """
    reason = composition.check_support()
    if reason is not None:
        what = Message(
            "Chinese line composition cannot be had: {reason}", reason=reason
        )
        done = Message("the text is set left-aligned")
        journal.add(Problem("composition-unsupported", "WeasyPrint", what, done))
        return False
    stack.enter_context(composition.chinese_composition())
    return True
