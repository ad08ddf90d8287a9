"""Loads WeasyPrint, or says what to install."""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import io
import sys
import warnings
from collections.abc import Iterator
from types import ModuleType

from exporter.errors import PdfError
from exporter.words import Message, word_foreign

_INSTALL_PANGO = Message(
    "Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0; macOS: brew install pango"
)
_ENGINE = "exporter.formats.pdf.weasyprint.engine"
_OLDEST_PANGO = (1, 44, 0)  # WeasyPrint's own limit


def load_engine() -> ModuleType:
    """Return ``exporter.formats.pdf.weasyprint.engine``, and with it WeasyPrint.

    Raises PdfError, with a remedy, if a library that it needs is missing.
    """
    chatter = io.StringIO()  # WeasyPrint prints advice on standard output
    try:
        with contextlib.redirect_stdout(chatter), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            engine = _import_engine()
    except OSError as error:
        reason = word_foreign(str(error).partition("\n")[0])
        raise PdfError(
            Message(
                "a library that lays out pages cannot be loaded: {reason}",
                reason=reason,
            ),
            hint=_INSTALL_PANGO,
        ) from error
    except ImportError as error:
        raise PdfError(
            Message("WeasyPrint cannot be loaded: {error}", error=word_foreign(error)),
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


def _import_engine() -> ModuleType:
    """Import the engine, on Linux without a search for libraries if that succeeds.

    WeasyPrint tries several names for each library, also those of Windows and macOS.
    When the loader of Linux does not know a name, cffi calls
    ``ctypes.util.find_library``, which starts ldconfig, a compiler and a linker.  These
    55 processes take nearly a third of the time that WeasyPrint needs to load
    (``benchmarks/bench_loading.py``).  All they can find is a name such as
    ``libpango-1.0.so.0``, and WeasyPrint tries those names itself.  If a library is not
    found without the search, the engine is imported again with it.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError), _searching_nothing():
            return importlib.import_module(_ENGINE)
    return importlib.import_module(_ENGINE)


@contextlib.contextmanager
def _searching_nothing() -> Iterator[None]:
    """Let ``ctypes.util.find_library`` find nothing for the time being."""

    def find_nothing(name: str) -> str | None:
        del name
        return None

    found = ctypes.util.find_library
    ctypes.util.find_library = find_nothing
    try:
        yield
    finally:
        ctypes.util.find_library = found
