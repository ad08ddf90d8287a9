"""PDF: the same book laid out on pages.

A ``Book`` written as XHTML for paper (``document``, ``medium``), its pictures
and fonts enter; a PDF leaves (``press``).  WeasyPrint lays the pages out
(``engine``), with Chinese line composition (``composition``).

Only ``options`` and ``paper`` are imported here, for they are needed long before
anything is laid out; what loads WeasyPrint is imported from its own module.
"""

from exporter.pdf.options import Layout, PdfOptions, Variant
from exporter.pdf.paper import LEADING_EM, default_font_pt, plan_page, read_paper

__all__ = [
    "LEADING_EM",
    "Layout",
    "PdfOptions",
    "Variant",
    "default_font_pt",
    "plan_page",
    "read_paper",
]
