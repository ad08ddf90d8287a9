"""Where a book goes: a file written as a whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from exporter.errors import EpubError, ExportError, UsageError

# Of the file a book is while it is written.
_PREFIX, _SUFFIX = ".dwexport-", ".part"
_LEFTOVER_SECONDS = 86_400.0
_REMEDIES = {
    errno.ENOSPC: "free some space, or write elsewhere with -o",
    errno.EFBIG: "the book is larger than files may be there: choose another with -o",
    errno.EDQUOT: "your disk quota is used up: free some space, or use -o",
    errno.EACCES: "choose a folder you may write to with -o",
    errno.EPERM: "choose a folder you may write to with -o",
    errno.EROFS: "the disk is read-only: choose another folder with -o",
    errno.ENAMETOOLONG: "choose a shorter name with -o",
    errno.ENOENT: "create the folder first, or choose another with -o",
    errno.ENOTDIR: "part of the path is a file: choose another path with -o",
}


def check_output(path: Path) -> None:
    """Refuse early, before any long work, a target that cannot be written.

    Raises UsageError for a folder, EpubError for a name too long and for a
    parent folder that is not there or not writable.
    """
    try:
        if _is_folder(path):
            raise UsageError(
                f"{path} is a folder, and the book is a file",
                hint=f"name a file in it, such as -o {path / 'book.epub'}",
            )
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise _write_error(path, error) from error


@contextlib.contextmanager
def atomic_output(path: Path) -> Iterator[BinaryIO]:
    """Yield a stream whose contents become ``path`` when the block ends well.

    The bytes go to a temporary file beside ``path`` which then takes its
    place, so ``path`` is always the old file or the whole new one.  Raises
    EpubError when the disk is full or the folder cannot be written.
    """
    temporary: Path | None = None
    _sweep(path.parent)
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent
        )
        temporary = Path(name)
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _give_usual_mode(temporary)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise _write_error(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as a whole or not at all."""
    with atomic_output(path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


def _is_folder(path: Path) -> bool:
    """Tell whether ``path`` is a folder; unlike ``is_dir`` it hides no OSError."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return False


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed here left half-written, a day ago or more."""
    before = time.time() - _LEFTOVER_SECONDS
    with contextlib.suppress(OSError):
        for leftover in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            if leftover.lstat().st_mtime < before:
                leftover.unlink()


def _give_usual_mode(path: Path) -> None:
    """Make ``path`` as readable as any new file: mkstemp makes private ones."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _write_error(path: Path, error: OSError) -> ExportError:
    remedy = _REMEDIES.get(error.errno or 0, "choose another place with -o")
    reason = error.strerror or str(error)
    return EpubError(f"cannot write {path}: {reason}", hint=remedy)
