"""The results of earlier scans, kept in an SQLite file in the user's cache.

The index only saves time.  A missing, locked, read-only or damaged file, or one of
another program, is treated like an empty index.  A record is used only while its file
has the same time and size.
"""

import logging
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from exporter import __version__
from exporter.archive.moments import FIRST_MS, LAST_MS
from exporter.archive.record import Record
from exporter.words import Message

_LOG = logging.getLogger(__name__)
_LOCK_SECONDS = 0.2  # another export is writing: scan without the index
# Records may have another meaning in another version, so each version starts anew.
_VERSION = zlib.crc32(f"3 {__version__}".encode()) & 0x7FFF_FFFF
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS files (
        root BLOB NOT NULL,
        path BLOB NOT NULL,
        mtime_ns INTEGER NOT NULL,
        size_bytes INTEGER NOT NULL,
        is_article INTEGER NOT NULL,
        published_ms INTEGER,
        outlet_code TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        code TEXT NOT NULL,
        what TEXT NOT NULL,
        done TEXT NOT NULL,
        PRIMARY KEY (root, path)
    ) WITHOUT ROWID""",
    f"PRAGMA user_version = {_VERSION}",
)
_INSERT = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# Titles and addresses outside the period are not needed, so they are not read.  If a
# date is outside every calendar, the index is damaged and the file is read again.
_SELECT = """
    SELECT path, mtime_ns, size_bytes, is_article, published_ms, outlet_code,
        iif(w, title, ''), iif(w, url, ''), iif(w, code, ''), what, done
    FROM (
        SELECT *, published_ms IS NULL OR published_ms BETWEEN ? AND ? AS w
        FROM files WHERE root = ?
    )
    WHERE published_ms IS NULL OR published_ms BETWEEN ? AND ?
"""

# path, mtime_ns, size_bytes, then the fields of a Record but the last
KnownRow: TypeAlias = tuple[
    bytes, int, int, bool, int | None, str, str, str, str, str, str
]


class ScanIndex:
    """The records of earlier scans; ``path`` None means there is no index."""

    def __init__(self, path: Path | None) -> None:
        """Keep the path; the file is opened when it is needed."""
        self._path = path

    def load(
        self, root: bytes, *, first_ms: int, last_ms: int
    ) -> dict[bytes, KnownRow]:
        """Return what is known of the files below ``root``, by path.

        Outside ``first_ms`` to ``last_ms`` titles and problems are empty.
        """
        if self._path is None or not self._path.exists():
            return {}
        try:
            with closing(_connect(self._path)) as connection:
                if not _is_current(connection):
                    return {}
                rows = connection.execute(
                    _SELECT, (first_ms, last_ms, root, FIRST_MS, LAST_MS)
                )
                return {row[0]: row for row in rows}
        except (sqlite3.Error, OSError) as error:
            _LOG.debug("scan index %s not used: %s", self._path, error)
            return {}

    def store(
        self,
        root: bytes,
        fresh: Iterable[tuple[bytes, int, int, Record]],
        gone: Iterable[bytes],
    ) -> None:
        """Store the ``fresh`` records of files below ``root``, delete the ``gone``."""
        if self._path is None:
            return
        rows = [(root, p, m, s, *_columns(record)) for p, m, s, record in fresh]
        lost = [(root, p) for p in gone]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                _write(self._path, rows, lost)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                _LOG.debug("scan index %s damaged, made anew: %s", self._path, error)
                self._path.unlink()
                _write(self._path, rows, lost)
        except (sqlite3.Error, OSError) as error:  # locked, read-only, disk full
            _LOG.debug("scan index %s not written: %s", self._path, error)


def _columns(record: Record) -> Iterator[object]:
    """Yield what is kept of a record, its messages with the values they hold."""
    for value in record[:-1]:
        yield value.pack() if isinstance(value, Message) else value


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None)


def _is_current(connection: sqlite3.Connection) -> bool:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version == _VERSION)


def _write(
    path: Path, rows: Sequence[tuple[object, ...]], lost: Sequence[tuple[bytes, bytes]]
) -> None:
    with closing(_connect(path)) as connection:
        # Losing the cache in a power cut does no harm: do not wait for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        if not _is_current(connection):
            connection.execute("DROP TABLE IF EXISTS files")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.executemany("DELETE FROM files WHERE root = ? AND path = ?", lost)
        connection.executemany(_INSERT, rows)
        connection.execute("COMMIT")
