"""WeasyPrint, and all our code that works inside it.

Only this package imports WeasyPrint and pydyf.  HTML, styles and the files of a book
enter (``Press``), a PDF leaves:

    support       the private parts of both libraries that ours relies on
    process       settings of the whole process
    listener      what WeasyPrint logs
    bounds        what lies outside a page
    corrections   speed, links, running heads and header cells
    colours       greys and black for printers
    to_unicode, actual_text   the text that a reader copies
    composition   lines of Chinese
    engine        uses all these: HTML and files enter, pages and a PDF leave
    loader        loads the engine, or says what to install

WeasyPrint takes 0.8 s to load, and fails if Pango is missing.  So importing this
package loads nothing.  The names that need WeasyPrint load it when they are first used,
and raise PdfError if that is impossible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporter.formats.pdf.weasyprint.composition import HYPHEN
from exporter.formats.pdf.weasyprint.loader import load_engine

if TYPE_CHECKING:
    from exporter.formats.pdf.weasyprint.bounds import Overrun
    from exporter.formats.pdf.weasyprint.engine import Pages, Press, Styles, View

__all__ = ["HYPHEN", "Overrun", "Pages", "Press", "Styles", "View", "load_engine"]


def __getattr__(name: str) -> Any:
    """Return a name of ``__all__`` from the engine, which is loaded for it.

    Raises PdfError if WeasyPrint cannot be used, AttributeError for other names.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(load_engine(), name)
