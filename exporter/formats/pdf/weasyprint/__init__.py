"""WeasyPrint, and everything of ours that works inside it.

Only this package imports WeasyPrint and pydyf.  HTML, styles and the files of a book
enter (``Press``), a PDF leaves:

    loader        WeasyPrint loaded, or what to install said
    engine        what it may fetch, what it lays out, what it writes
    listener      what it logs
    bounds        what lies off a page
    corrections   what of WeasyPrint, pydyf and Pillow is changed meanwhile
    colours       greys and black for printers
    to_unicode, actual_text   what copied text says
    composition   lines of Chinese

WeasyPrint takes 0.8 s to load, and fails where Pango is missing.  So ``import`` of
this package loads nothing; the names that need WeasyPrint load it when they are first
asked for, and raise PdfError where that cannot be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporter.formats.pdf.weasyprint.composition import HYPHEN
from exporter.formats.pdf.weasyprint.loader import load_engine

if TYPE_CHECKING:
    from exporter.formats.pdf.weasyprint.bounds import Overrun
    from exporter.formats.pdf.weasyprint.engine import Press, Styles, View

__all__ = ["HYPHEN", "Overrun", "Press", "Styles", "View", "load_engine"]


def __getattr__(name: str) -> Any:
    """Return what is named in ``__all__`` from the engine, loading it.

    Raises PdfError where WeasyPrint cannot be used, AttributeError for other names.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(load_engine(), name)
