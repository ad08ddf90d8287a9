"""Digests of articles, which show whether one has changed since it was told.

A digest does not depend on where the file is, when it was written, and on line ends,
which git may change.  Digests are kept in the cache by path, size and time, so that the
next run reads only changed files.  That file only saves time: whatever is wrong with
it, the articles are read again.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.archive import ArticleReader
from exporter.caches import digests_file
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location

if TYPE_CHECKING:
    import sqlite3

_LOG = logging.getLogger(__name__)
_DIGITS = 16  # 64 bits: enough to tell the editions of one article apart
_LOCK_SECONDS = 0.2
_MARK = b"\xef\xbb\xbf"
_CREATE = """
    CREATE TABLE IF NOT EXISTS digests (
        path BLOB NOT NULL,
        member BLOB NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (path, member)
    ) WITHOUT ROWID
"""
_SELECT = (
    "SELECT size_bytes, mtime_ns, digest FROM digests WHERE (path, member) = (?, ?)"
)
_INSERT = "INSERT OR REPLACE INTO digests VALUES (?, ?, ?, ?, ?)"


def digest_articles(
    headers: Sequence[ArticleHeader], *, cache_dir: Path | None, journal: Journal
) -> dict[Location, str]:
    """Return the digest of each article's file, "" if it cannot be read."""
    if not headers:
        return {}
    kept = _Kept(digests_file(cache_dir))
    found: dict[Location, str] = {}
    fresh: dict[Location, str] = {}
    stamps = _stamps(headers)
    known = kept.load(stamps)
    # The stage that reads the chosen articles reports what cannot be read.
    with ArticleReader(Journal()) as reader:
        journal.progress.start("history", len(headers))
        for header in headers:
            place = header.location
            if place in known:
                found[place] = known[place]
            else:
                data = reader.read_bytes(header)
                found[place] = "" if data is None else digest_of(data)
                fresh[place] = found[place]
            journal.progress.advance()
        journal.progress.finish()
    kept.store({place: digest for place, digest in fresh.items() if digest}, stamps)
    return found


def digest_of(data: bytes) -> str:
    """Return the digest of an article's file, the same for all kinds of line ends."""
    text = data.removeprefix(_MARK).replace(b"\r\n", b"\n").strip()
    return hashlib.sha256(text).hexdigest()[:_DIGITS]


def _stamps(headers: Sequence[ArticleHeader]) -> dict[Location, tuple[int, int]]:
    """Return size and time of the file of each article; none for a missing one."""
    zips: dict[str, tuple[int, int] | None] = {}
    stamps = {}
    for place in (header.location for header in headers):
        stamp = zips[place.path] if place.path in zips else _stamp(place.path)
        if place.member:
            zips[place.path] = stamp
        if stamp is not None:
            stamps[place] = stamp
    return stamps


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - the path need not be text
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


class _Kept:
    """The digests kept in the cache."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, stamps: Mapping[Location, tuple[int, int]]) -> dict[Location, str]:
        """Return the digests of files that have not changed since."""
        import sqlite3

        if not self._path.exists():
            return {}
        try:
            with closing(_connect(self._path)) as database:
                return dict(_matching(database, stamps))
        except (sqlite3.Error, OSError) as error:
            _LOG.debug("digests %s not used: %s", self._path, error)
            return {}

    def store(
        self,
        fresh: Mapping[Location, str],
        stamps: Mapping[Location, tuple[int, int]],
    ) -> None:
        """Keep the digests of ``fresh``."""
        import sqlite3

        rows = [
            (*_key(place), *stamps[place], digest)
            for place, digest in fresh.items()
            if place in stamps
        ]
        if not rows:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                _write(self._path, rows)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                _LOG.debug("digests %s damaged, made anew: %s", self._path, error)
                self._path.unlink()
                _write(self._path, rows)
        except (sqlite3.Error, OSError) as error:  # locked, read-only, disk full
            _LOG.debug("digests %s not written: %s", self._path, error)


def _matching(
    database: sqlite3.Connection, stamps: Mapping[Location, tuple[int, int]]
) -> Iterator[tuple[Location, str]]:
    for place, stamp in stamps.items():
        row = database.execute(_SELECT, _key(place)).fetchone()
        if row is not None and row[:2] == stamp:
            yield place, str(row[2])


def _key(place: Location) -> tuple[bytes, bytes]:
    """Return the absolute path, because the current folder may be another next time."""
    path = os.path.abspath(place.path)  # noqa: PTH100 - the path need not be text
    return os.fsencode(path), os.fsencode(place.member)


def _connect(path: Path) -> sqlite3.Connection:
    import sqlite3

    return sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None)


def _write(path: Path, rows: Sequence[tuple[object, ...]]) -> None:
    with closing(_connect(path)) as database:
        # Losing the cache in a power cut does no harm: do not wait for the disk.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN IMMEDIATE")
        database.execute(_CREATE)
        database.executemany(_INSERT, rows)
        database.execute("COMMIT")
