"""PDF: the same book laid out on pages.

A ``Book`` written as XHTML for paper (``document``, ``medium``), its pictures
and fonts enter; a PDF leaves.  WeasyPrint lays the pages out (``engine``), with
Chinese line composition (``composition``); it is loaded when a PDF is made.
"""

from exporter.pdf.document import (
    Manuscript,
    write_back,
    write_chapters,
    write_front,
)
from exporter.pdf.medium import Print
from exporter.pdf.options import Layout, PdfOptions, Variant
from exporter.pdf.paper import PagePlan, Paper, default_font_pt, plan_page, read_paper
from exporter.pdf.press import MISSING_SIGN, PdfParts, write_pdf
from exporter.pdf.stylesheet import read_user_css

__all__ = [
    "MISSING_SIGN",
    "Layout",
    "Manuscript",
    "PagePlan",
    "Paper",
    "PdfOptions",
    "PdfParts",
    "Print",
    "Variant",
    "default_font_pt",
    "plan_page",
    "read_paper",
    "read_user_css",
    "write_back",
    "write_chapters",
    "write_front",
    "write_pdf",
]
