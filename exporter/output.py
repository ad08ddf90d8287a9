"""Where books and reports are written; a file is written completely or not at all.

No other file is overwritten: if the name after ``-o`` is forgotten, the shell puts the
first article there.  Devices and pipes are refused, too, because they cannot be
replaced as a file can.  All this is checked before any long work.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from exporter.errors import ExportError, OutputError, UsageError
from exporter.words import Message, word_os_error

# The name of the file while a book is being written.
_PREFIX, _SUFFIX = ".dwexport-", ".part"
_LEFTOVER_SECONDS = 86_400.0
_REPORT_START = b'{\n "dwexport"'
_START_BYTES = 100
_CHUNK_BYTES = 2**20
_REMEDIES = {
    errno.ENOSPC: Message("free some space, or write elsewhere with -o"),
    errno.EFBIG: Message(
        "the book is larger than files may be there: choose another with -o"
    ),
    errno.EDQUOT: Message("your disk quota is used up: free some space, or use -o"),
    errno.EACCES: Message("choose a folder you may write to with -o"),
    errno.EPERM: Message("choose a folder you may write to with -o"),
    errno.EROFS: Message("the disk is read-only: choose another folder with -o"),
    errno.ENAMETOOLONG: Message("choose a shorter name with -o"),
    errno.ENOENT: Message("create the folder first, or choose another with -o"),
    errno.ENOTDIR: Message("part of the path is a file: choose another path with -o"),
}


class Sink(Protocol):
    """A stream that a finished book is sent to, such as standard output."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes of the book."""


class FileKind(Protocol):
    """A kind of book, as far as files matter: its name, and how its files begin."""

    @property
    def name(self) -> str:
        """Return what people call it."""

    @property
    def sign(self) -> bytes:
        """Return bytes that are among the first 100 bytes of every such file."""


Target: TypeAlias = Path | Sink
"""Where a book goes."""


def check_output(path: Path) -> None:
    """Refuse a target that cannot be written, before any long work.

    Raises UsageError for a folder, and OutputError for a name that is too long or a
    parent folder that is missing or not writable.
    """
    try:
        if _is_folder(path):
            raise UsageError(
                Message("{path} is a folder, and the book is a file", path=path),
                hint=Message(
                    "name a file in it, such as -o {path}", path=path / "book.epub"
                ),
            )
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise _write_error(path, error) from error


class Outputs:
    """The files of a run, each under a temporary name beside its own until the end.

    ``open`` them one by one, ``complete`` them all, then ``publish`` them all.  So a
    name always stands for the old file or the complete new one.  Made by
    ``open_outputs``.
    """

    def __init__(self) -> None:
        """Begin without files."""
        self.current: Path | None = None  # the file that an OSError is about
        self._files: list[tuple[BinaryIO, Path, Path]] = []
        self._sent: list[tuple[BinaryIO, Sink]] = []

    def open(self, target: Target) -> BinaryIO:
        """Return a stream whose contents ``publish`` makes those of ``target``."""
        if not isinstance(target, Path):
            self.current = None
            stream = _temporary_file()
            self._sent.append((stream, target))
            return stream
        path = self.current = real_path(os.fspath(target))
        _sweep(path.parent)
        descriptor, name = tempfile.mkstemp(
            prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent
        )
        stream = os.fdopen(descriptor, "w+b")
        self._files.append((stream, Path(name), path))
        return stream

    def complete(self) -> list[tuple[Path, Path]]:
        """Wait until the disk has all files.

        Returns the temporary name of each file that will get a name, and this name.
        """
        for stream, temporary, path in self._files:
            self.current = path
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            _give_usual_mode(temporary)
        return [(temporary, path) for _, temporary, path in self._files]

    def publish(self) -> None:
        """Give all files their names, and send the others where they go."""
        for _, temporary, path in self._files:
            self.current = path
            temporary.replace(path)
        self.current = None
        for stream, sink in self._sent:
            stream.seek(0)
            while chunk := stream.read(_CHUNK_BYTES):
                sink.write(chunk)

    def discard(self) -> None:
        """Remove what has no name."""
        for stream, temporary, _ in self._files:
            with contextlib.suppress(OSError):  # what it buffers is not wanted
                stream.close()
            temporary.unlink(missing_ok=True)
        for stream, _ in self._sent:
            stream.close()


@contextlib.contextmanager
def open_outputs() -> Iterator[Outputs]:
    """Yield the files of a run; those that have no name at the end are removed.

    Raises OutputError if the disk is full or a folder cannot be written.
    """
    outputs = Outputs()
    try:
        yield outputs
    except OSError as error:
        if outputs.current is None:
            raise
        raise _write_error(outputs.current, error) from error
    finally:
        outputs.discard()


@contextlib.contextmanager
def atomic_output(path: Path) -> Iterator[BinaryIO]:
    """Yield a stream; its contents become ``path`` if the block ends without error.

    Raises OutputError as ``open_outputs`` does.
    """
    with open_outputs() as outputs:
        yield outputs.open(path)
        outputs.complete()
        outputs.publish()


def _temporary_file() -> BinaryIO:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise OutputError(
            Message("cannot write a temporary file: {why}", why=word_os_error(error)),
            hint=Message(
                "make room there, or name another folder in the variable TMPDIR"
            ),
        ) from error


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` completely or not at all."""
    with atomic_output(path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


def make_folder(folder: Path, hint: str) -> None:
    """Make ``folder`` if it is missing.  Raises OutputError, with ``hint``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            Message(
                "{folder} cannot be made: {why}",
                folder=folder,
                why=word_os_error(error),
            ),
            hint=hint,
        ) from error


def name_file(name: str) -> str:
    """Return the file name ``name`` in the form that this system's functions take.

    If the locale lacks some of its characters, they are written as UTF-8.
    """
    if can_write(name):
        return name
    return os.fsdecode(name.encode("utf-8", "surrogateescape"))


def can_write(text: str) -> bool:
    """Return whether a file may be named ``text`` in the locale of this process."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True


def check_target(target: Target | None, kind: FileKind) -> None:
    """Refuse a target where no book can be written; None is the current folder.

    Raises UsageError or OutputError.
    """
    if isinstance(target, Path):
        check_book(os.fspath(target), kind)
    elif target is None:
        check_current_folder()


def label_path(path: Path, label: str) -> Path:
    """Return the path of the volume ``label``: ``book-2024-06.epub``, or ``path``."""
    return path.with_name(f"{path.stem}-{label}{path.suffix}") if label else path


def check_book(path: str, kind: FileKind) -> None:
    """Refuse a target where no book of that kind can be written.

    Raises UsageError for a folder, a device and a file of another kind, and OutputError
    for a folder that is missing or not writable.
    """
    _refuse_special(path)
    start = _start_of(path)
    if start and kind.sign not in start:
        raise _would_be_lost(path, Message("no {name}", name=kind.name))
    check_output(real_path(path))


def check_current_folder() -> None:
    """Refuse to begin if no book can be written to the current folder.

    Raises OutputError.
    """
    try:
        with tempfile.TemporaryFile(dir=os.curdir):
            pass
    except OSError as error:
        raise OutputError(
            Message(
                "cannot write to the current folder: {why}",
                why=word_os_error(error),
            ),
            hint=Message("name a file elsewhere with -o"),
        ) from error


def check_report(path: str) -> None:
    """Refuse a target where no report can be written, as ``check_book`` does."""
    _refuse_special(path)
    start = _start_of(path)
    if start and not start.startswith(_REPORT_START):
        raise _would_be_lost(path, Message("no report of dwexport"))
    try:
        check_output(real_path(path))
    except ExportError as error:
        folder = os.path.isdir(path)  # noqa: PTH112
        raise ExportError(
            (
                Message("{path} is a folder, and the report is a file", path=path)
                if folder
                else error.message
            ),
            hint=Message("--report wants a file, in a folder that is there"),
            exit_code=error.exit_code,
        ) from error


def real_path(path: str) -> Path:
    """Return ``path``, or if it is a link its target, so that the link is kept."""
    return Path(os.path.realpath(path) if os.path.islink(path) else path)  # noqa: PTH114


def _is_folder(path: Path) -> bool:
    """Return whether ``path`` is a folder; unlike ``is_dir`` it hides no OSError."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return False


def _sweep(folder: Path) -> None:
    """Remove half-written files of runs that were killed a day ago or earlier."""
    before = time.time() - _LEFTOVER_SECONDS
    with contextlib.suppress(OSError):
        for leftover in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            if leftover.lstat().st_mtime < before:
                leftover.unlink()


def _give_usual_mode(path: Path) -> None:
    """Make ``path`` as readable as other new files; mkstemp makes private files."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _write_error(path: Path, error: OSError) -> ExportError:
    remedy = _REMEDIES.get(error.errno or 0, Message("choose another place with -o"))
    reason = word_os_error(error)
    return OutputError(
        Message("cannot write {path}: {reason}", path=path, reason=reason), hint=remedy
    )


def _refuse_special(path: str) -> None:
    """Raise UsageError for a path that exists but is no file and no folder."""
    if path.endswith(os.sep) and not os.path.isdir(path):  # noqa: PTH112
        raise UsageError(
            Message("there is no folder {path}", path=path),
            hint=Message("create it, or name a file"),
        )
    if not os.path.exists(path) or os.path.isdir(path):  # noqa: PTH110, PTH112
        return  # check_output reports other faults
    if not os.path.isfile(path):  # noqa: PTH113
        raise UsageError(
            Message("{path} is a device or a pipe, and no file", path=path),
            hint=Message(
                "write the book to standard output, with -o -, and send that there"
            ),
        )


def _start_of(path: str) -> bytes:
    """Return the first bytes of a file, none if there is no file."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(_START_BYTES)
    except OSError:
        return b""  # check_output reports the fault


def _would_be_lost(path: str, what: str) -> UsageError:
    return UsageError(
        Message("{path} exists and is {what}: it would be lost", path=path, what=what),
        hint=Message("name another file, or move this one away"),
    )
