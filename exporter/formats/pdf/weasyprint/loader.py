"""WeasyPrint loaded, or what to install said."""

from __future__ import annotations

import contextlib
import io
import warnings
from types import ModuleType

from exporter.errors import PdfError
from exporter.words import Message

_INSTALL_PANGO = (
    "Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0; macOS: brew install pango"
)
_OLDEST_PANGO = (1, 44, 0)  # WeasyPrint's own limit


def load_engine() -> ModuleType:
    """Return ``exporter.formats.pdf.weasyprint.engine``, and with it WeasyPrint.

    Raises PdfError with the remedy where a library it needs is not there.
    """
    chatter = io.StringIO()  # WeasyPrint explains itself on standard output
    try:
        with contextlib.redirect_stdout(chatter), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from exporter.formats.pdf.weasyprint import engine
    except OSError as error:
        reason = str(error).partition("\n")[0]
        raise PdfError(
            Message(
                "a library that lays out pages cannot be loaded: {reason}",
                reason=reason,
            ),
            hint=_INSTALL_PANGO,
        ) from error
    except ImportError as error:
        raise PdfError(
            Message("WeasyPrint cannot be loaded: {error}", error=error),
            hint=Message("install dwexport again"),
        ) from error
    if engine.pango_version() < _OLDEST_PANGO:
        found = ".".join(map(str, engine.pango_version()))
        needed = ".".join(map(str, _OLDEST_PANGO[:2]))
        raise PdfError(
            Message("Pango {found} is too old to lay out pages", found=found),
            hint=Message(
                "install Pango {needed} or newer ({install})",
                needed=needed,
                install=_INSTALL_PANGO,
            ),
        )
    return engine
