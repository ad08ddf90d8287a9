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
from typing import TYPE_CHECKING, TypeAlias

from exporter.archive import ArticleReader
from exporter.caches import digests_file, open_database, write_database
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location

if TYPE_CHECKING:
    import sqlite3

_LOG = logging.getLogger(__name__)
_DIGITS = 16  # 64 bits: enough to tell the editions of one article apart
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
    "SELECT mtime_ns, size_bytes, digest FROM digests WHERE (path, member) = (?, ?)"
)
_INSERT = (
    "INSERT OR REPLACE INTO digests (path, member, mtime_ns, size_bytes, digest) "
    "VALUES (?, ?, ?, ?, ?)"
)

# The time (ns) and the size (bytes) of files, as ``ArticleHeader.stamp`` has them.
Stamps: TypeAlias = Mapping[Location, tuple[int, int]]


def digest_articles(
    headers: Sequence[ArticleHeader], *, cache_dir: Path | None, journal: Journal
) -> dict[Location, str]:
    """Return the digest of each article's file, "" if it cannot be read."""
    if not headers:
        return {}
    kept = _Kept(digests_file(cache_dir))
    found: dict[Location, str] = {}
    fresh: dict[Location, str] = {}
    stamps = {h.location: h.stamp for h in headers if h.stamp is not None}
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


class _Kept:
    """The digests kept in the cache."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, stamps: Stamps) -> dict[Location, str]:
        """Return the digests of files that have not changed since."""
        import sqlite3

        if not self._path.exists():
            return {}
        try:
            with closing(open_database(self._path)) as database:
                return dict(_matching(database, stamps))
        except (sqlite3.Error, OSError) as error:
            _LOG.debug("digests %s not used: %s", self._path, error)
            return {}

    def store(self, fresh: Mapping[Location, str], stamps: Stamps) -> None:
        """Keep the digests of ``fresh``."""
        rows = [
            (*_key(place), *stamps[place], digest)
            for place, digest in fresh.items()
            if place in stamps
        ]
        if not rows:
            return

        def write(database: sqlite3.Connection) -> None:
            database.execute(_CREATE)
            database.executemany(_INSERT, rows)

        write_database(self._path, write)


def _matching(
    database: sqlite3.Connection, stamps: Stamps
) -> Iterator[tuple[Location, str]]:
    for place, stamp in stamps.items():
        row = database.execute(_SELECT, _key(place)).fetchone()
        if row is not None and row[:2] == stamp:
            yield place, str(row[2])


def _key(place: Location) -> tuple[bytes, bytes]:
    """Return the absolute path, because the current folder may be another next time."""
    path = os.path.abspath(place.path)  # noqa: PTH100 - the path need not be text
    return os.fsencode(path), os.fsencode(place.member)
