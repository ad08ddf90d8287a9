"""An archive that is a folder: walks it and reads its files.

Paths are bytes here, because a file name need not be text.  Symbolic links to files are
followed.  Links to folders are not, so that a walk always ends.
"""

import os
import stat
from collections.abc import Collection
from typing import NamedTuple

from exporter.archive.index import KnownRow
from exporter.archive.record import (
    HEAD_BYTES,
    MAX_BYTES,
    Record,
    has_article_name,
    is_markdown,
    read_record,
    unreadable,
)
from exporter.journal import Journal
from exporter.model import Location, Problem
from exporter.words import Message, word_foreign

_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # the flag of Windows


class Entry(NamedTuple):
    """A file of an archive, before its contents are known.

    ``path`` is a file system path, or a member's name.  ``mtime_ns`` and ``size_bytes``
    show whether the file has changed since an earlier scan; for members they are those
    of the .zip.  ``folder`` is the name of the file's folder.
    """

    path: bytes
    mtime_ns: int
    size_bytes: int
    folder: str


_FOLDER = Message("it is a folder")
_FOLDER_LINK = Message("it is a link to a folder")


class FolderArchive:
    """A folder of articles: its ``articles/`` if it has one, else all of it."""

    def __init__(self, path: str) -> None:
        """Keep ``path`` as the user gave it; locations begin with it."""
        inside = os.path.join(path, "articles")  # noqa: PTH118 - bytes follow
        self.root = os.fsencode(inside if os.path.isdir(inside) else path)  # noqa: PTH112
        self.key = os.path.realpath(self.root)
        self.prefix = len(os.path.join(self.root, b""))  # noqa: PTH118

    def entries(self, known: Collection[KnownRow], journal: Journal) -> list[Entry]:
        """List all files; every one is looked up, whatever is ``known``."""
        del known  # a folder's own time does not change with its files' contents
        found: list[Entry] = []
        pending = [self.root]
        while pending:
            folder = pending.pop()
            try:
                _list_folder(folder, found, pending, journal)
            except OSError as error:
                journal.add(_folder_problem(folder, error))
        return found

    def read(self, entry: Entry) -> Record:
        """Return what the file at ``entry`` is."""
        return read_file(entry)

    def location(self, entry: Entry) -> Location:
        """Return the location of ``entry``."""
        return Location(os.fsdecode(entry.path))


def read_file(entry: Entry) -> Record:
    """Return what a file is, judged by its first bytes."""
    try:
        return read_record(
            _read_head(entry.path),
            lambda: read_bytes(entry.path),
            size_bytes=entry.size_bytes,
            name=entry.path,
            folder=entry.folder,
        )
    except OSError as error:
        return _no_access(entry.path, error)


def read_bytes(path: bytes | str) -> bytes:
    """Return the bytes of a file, at most one more than an article may have.

    Raises OSError.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - the path may be bytes
        return file.read(MAX_BYTES + 1)


def file_entry(path: str) -> Entry:
    """Return the entry of the single file at ``path``.

    Raises OSError, also for a device or a pipe.
    """
    found = os.stat(path)  # noqa: PTH116 - the path need not be text
    if not stat.S_ISREG(found.st_mode):
        raise OSError(Message("it is no regular file"))
    raw = os.fsencode(path)
    return Entry(raw, found.st_mtime_ns, found.st_size, Location(path).folder)


def why(error: OSError) -> str:
    """Return the message of ``error`` in words for people."""
    return word_foreign((error.strerror or str(error) or type(error).__name__).lower())


def _read_head(path: bytes) -> bytes:
    # Making Python's file objects takes longer than this read.
    descriptor = os.open(path, _READ_ONLY)
    try:
        return os.read(descriptor, HEAD_BYTES)
    finally:
        os.close(descriptor)


def _list_folder(
    folder: bytes, found: list[Entry], pending: list[bytes], journal: Journal
) -> None:
    name = os.fsdecode(os.path.basename(folder))  # noqa: PTH119 - bytes
    with os.scandir(folder) as listing:
        for item in listing:
            try:
                if item.is_dir(follow_symlinks=False):
                    if not item.name.startswith(b"."):
                        pending.append(item.path)
                    if has_article_name(item.name):
                        journal.add(_no_file(item.path, _FOLDER))
                elif item.is_file() or is_markdown(item.name):
                    status = item.stat()
                    if stat.S_ISREG(status.st_mode):
                        found.append(
                            Entry(item.path, status.st_mtime_ns, status.st_size, name)
                        )
                    elif has_article_name(item.name):
                        what = (
                            _FOLDER_LINK if item.is_dir() else Message("it is no file")
                        )
                        journal.add(_no_file(item.path, what))
            except OSError as error:  # for example a broken link
                record = _no_access(item.path, error)
                if record.code:
                    where = Location(os.fsdecode(item.path)).display
                    journal.add(Problem(record.code, where, record.what, record.done))


def _no_access(path: bytes, error: OSError) -> Record:
    if is_markdown(path):
        what = Message("it cannot be read: {why}", why=why(error))
        return unreadable(what, lasting=False)
    return Record(lasting=False)


def _no_file(path: bytes, what: str) -> Problem:
    """Return the Problem for a non-file that has the name of an article."""
    where = Location(os.fsdecode(path)).display
    done = Message("left out")
    if what is _FOLDER:
        done = Message("what it holds is read")
    return Problem(
        "article-unreadable", where, Message("{what}, not an article", what=what), done
    )


def _folder_problem(folder: bytes, error: OSError) -> Problem:
    where = Location(os.fsdecode(folder)).display
    what = Message("the folder cannot be listed: {why}", why=why(error))
    return Problem("folder-unreadable", where, what, Message("left out"))
