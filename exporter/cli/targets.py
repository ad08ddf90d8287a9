"""Where a book or a report may go: never over something else.

A forgotten name after ``-o`` makes the shell put the first article there; a
device or a pipe cannot be replaced as a file is.  All that is refused before
any long work.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from exporter.errors import EpubError, ExportError, UsageError
from exporter.output import check_output

_REPORT_START = b'{\n "dwexport"'
_START_BYTES = 100


@dataclass(frozen=True, slots=True)
class BookKind:
    """A kind of book: the command that makes it, and how to know its files."""

    command: str
    name: str
    sign: bytes


# The media type stands in plain sight (EPUB 3.3, 4.2.3), as does %PDF.
EPUB = BookKind("epub", "EPUB", b"mimetypeapplication/epub+zip")
PDF = BookKind("pdf", "PDF", b"%PDF-")


def check_book(path: str, kind: BookKind) -> None:
    """Refuse a target that is no place for a book of that kind.

    Raises UsageError for a folder, a device and a file of another kind,
    EpubError for a folder that is not there or not writable.
    """
    _refuse_special(path)
    start = _start_of(path)
    if start and kind.sign not in start:
        raise _would_be_lost(path, f"no {kind.name}")
    check_output(real_path(path))


def check_current_folder() -> None:
    """Refuse to begin where a book named after its contents could not be written.

    Raises EpubError.
    """
    try:
        with tempfile.TemporaryFile(dir=os.curdir):
            pass
    except OSError as error:
        raise EpubError(
            f"cannot write to the current folder: {error.strerror}",
            hint="name a file elsewhere with -o",
        ) from error


def check_report(path: str) -> None:
    """Refuse a target that is no place for a report, as ``check_book`` does."""
    _refuse_special(path)
    start = _start_of(path)
    if start and not start.startswith(_REPORT_START):
        raise _would_be_lost(path, "no report of dwexport")
    try:
        check_output(real_path(path))
    except ExportError as error:
        folder = os.path.isdir(path)  # noqa: PTH112
        raise ExportError(
            f"{path} is a folder, and the report is a file"
            if folder
            else error.message,
            hint="--report wants a file, in a folder that is there",
            exit_code=error.exit_code,
        ) from error


def real_path(path: str) -> Path:
    """Return where ``path`` leads: a link is kept, and what it leads to replaced."""
    return Path(os.path.realpath(path) if os.path.islink(path) else path)  # noqa: PTH114


def _refuse_special(path: str) -> None:
    """Raise UsageError for what is neither a file nor, as yet, nothing."""
    if path.endswith(os.sep) and not os.path.isdir(path):  # noqa: PTH112
        raise UsageError(f"there is no folder {path}", hint="create it, or name a file")
    if not os.path.exists(path) or os.path.isdir(path):  # noqa: PTH110, PTH112
        return  # check_output tells what is wrong with it, if anything is
    if not os.path.isfile(path):  # noqa: PTH113
        raise UsageError(
            f"{path} is a device or a pipe, and no file",
            hint="write the book to standard output, with -o -, and send that there",
        )


def _start_of(path: str) -> bytes:
    """Return the first bytes of a file, none where there is no file."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(_START_BYTES)
    except OSError:
        return b""  # check_output tells what is wrong with it


def _would_be_lost(path: str, what: str) -> UsageError:
    return UsageError(
        f"{path} exists and is {what}: it would be lost",
        hint="name another file, or move this one away",
    )
