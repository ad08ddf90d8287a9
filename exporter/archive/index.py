"""The results of earlier scans, kept in an SQLite file in the user's cache.

The index only saves time.  A missing, locked, read-only or damaged file, or one of
another program, is treated like an empty index.  A record is used only while its file
has the same time and size.
"""

import logging
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from exporter import __version__
from exporter.archive.moments import FIRST_MS, LAST_MS
from exporter.archive.record import Record
from exporter.caches import open_database, write_database
from exporter.words import Message

_LOG = logging.getLogger(__name__)
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
_DELETE = "DELETE FROM files WHERE root = ? AND path = ?"
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
            with closing(open_database(self._path)) as connection:
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

        def write(connection: sqlite3.Connection) -> None:
            if not _is_current(connection):
                connection.execute("DROP TABLE IF EXISTS files")
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.executemany(_DELETE, lost)
            connection.executemany(_INSERT, rows)

        write_database(self._path, write)


def _columns(record: Record) -> Iterator[object]:
    """Yield what is kept of a record, its messages with the values they hold."""
    for value in record[:-1]:
        yield value.pack() if isinstance(value, Message) else value


def _is_current(connection: sqlite3.Connection) -> bool:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version == _VERSION)
