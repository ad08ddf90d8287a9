"""PDF: the same book laid out on pages, for printers and for screens.

A ``Volume`` enters, a file leaves.  ``PdfFormat`` holds what a user can set:

    paper, options   the sheet and the room for text on it; the options of print
    codes, medium    QR codes; what paper shows instead of links
    indexes, document   XHTML joined into one HTML file
    stylesheet       the user's own stylesheet
    weasyprint       lays out the HTML and writes the file
    press            which parts are laid out, and in which order
    writer           from the volume to the press, including the fonts

Only ``options`` and ``paper`` are imported here, because they are needed long before
anything is laid out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

from exporter.alternatives import Layout, Variant
from exporter.errors import UsageError
from exporter.formats.pdf.options import PdfOptions
from exporter.formats.pdf.paper import (
    LEADING_EM,
    default_font_pt,
    plan_page,
    read_paper,
)
from exporter.formats.protocol import Volume
from exporter.formats.screens import printed_pixels
from exporter.journal import Journal
from exporter.words import Message

__all__ = ["PdfFormat", "layout_releases"]


def layout_releases() -> tuple[str, tuple[int, ...]]:
    """Return the releases of WeasyPrint and Pango.  Raises PdfError."""
    from importlib.metadata import version

    from exporter.formats.pdf.weasyprint import load_engine

    return version("weasyprint"), load_engine().pango_version()


@dataclass(frozen=True, slots=True)
class PdfFormat:
    """How a PDF is made.

    ``paper`` is a sheet that the module ``paper`` knows.  ``font_pt`` None takes the
    size that suits the paper.  ``css`` names a stylesheet that comes after ours.
    ``index`` adds indexes of authors, topics and outlets.
    """

    name: ClassVar[str] = "PDF"
    suffix: ClassVar[str] = "pdf"
    sign: ClassVar[bytes] = b"%PDF-"

    layout: Layout = "briefing"
    paper: str = "a4"
    font_pt: float | None = None
    columns: int = 1
    is_grey: bool = False
    css: Path | None = None
    index: bool = False
    variant: Variant = "pdf/ua-1"

    @property
    def max_bytes(self) -> int | None:
        """Return None: pages are printed, or read on a computer."""
        return None

    @property
    def embeds_fonts(self) -> bool:
        """Return True: paper has no fonts of its own."""
        return True

    @property
    def related_articles(self) -> int:
        """Return 3 in a book, none in a briefing, which is read from end to end."""
        return 3 if self.layout == "book" else 0

    def options(self) -> PdfOptions:
        """Return the options for the stages of print.

        Raises UsageError for an invalid option, and PdfError for a stylesheet that
        cannot be used.
        """
        from exporter.formats.pdf.stylesheet import read_user_css

        if self.columns > 1 and self.layout == "book":
            raise UsageError(
                Message("--columns {columns} is for briefings", columns=self.columns),
                hint=Message("leave out --columns, or --layout book"),
            )
        paper = read_paper(self.paper)
        page = plan_page(
            paper,
            layout=self.layout,
            font_pt=default_font_pt(paper) if self.font_pt is None else self.font_pt,
            columns=self.columns,
        )
        return PdfOptions(
            layout=self.layout,
            page=page,
            grey=self.is_grey,
            user_css=read_user_css(self.css) if self.css else None,
            index=self.index,
            variant=self.variant,
        )

    def image_box(self) -> tuple[int, int]:
        """Return the pixels that the text block can show in print."""
        page = self.options().page
        height_pt = page.lines * page.font_pt * LEADING_EM
        return printed_pixels(page.measure_em * page.font_pt, height_pt)

    def check(self) -> None:
        """Refuse invalid options, before any long work; see ``options``."""
        self.options()

    def load(self) -> None:
        """Load WeasyPrint, before images are fetched.  Raises PdfError."""
        from exporter.formats.pdf.weasyprint import load_engine

        load_engine()

    def write(self, volume: Volume, target: BinaryIO, journal: Journal) -> None:
        """Write ``volume`` to ``target``.

        Raises FontError if no face has Chinese, and PdfError if WeasyPrint cannot be
        used.
        """
        from exporter.formats.pdf.writer import write_volume

        write_volume(volume, self.options(), target, journal)
