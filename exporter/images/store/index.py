"""The store's index: an sqlite file that describes each blob.

This module changes only rows, never blobs.  The file is opened in WAL mode: other runs
can read while one writes, and if a process is killed, the last complete transaction
remains.
"""

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporter.words import Reason

_BUSY_SECONDS = 10.0
# The user_version of a file whose tables are complete.
_LAID_OUT = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS blobs (
    sha256 TEXT PRIMARY KEY, kind TEXT NOT NULL, width_px INTEGER NOT NULL,
    height_px INTEGER NOT NULL, size_bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    name TEXT PRIMARY KEY, stamp TEXT NOT NULL, sha256 TEXT NOT NULL,
    final_url TEXT NOT NULL, stored_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS variants (
    source TEXT NOT NULL, recipe TEXT NOT NULL, result TEXT NOT NULL,
    PRIMARY KEY (source, recipe)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pieces (
    source TEXT NOT NULL, recipe TEXT NOT NULL, number INTEGER NOT NULL,
    result TEXT NOT NULL, PRIMARY KEY (source, recipe, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    name TEXT PRIMARY KEY, reason TEXT NOT NULL, failed_at REAL NOT NULL
) WITHOUT ROWID;
"""
_FIND = """
SELECT s.name, s.stamp,
       b.sha256, b.kind, b.width_px, b.height_px, b.size_bytes,
       r.sha256, r.kind, r.width_px, r.height_px, r.size_bytes
FROM json_each(?) AS asked
JOIN sources AS s ON s.name = asked.value
JOIN blobs AS b ON b.sha256 = s.sha256
LEFT JOIN variants AS v ON v.source = s.sha256 AND v.recipe = ?
LEFT JOIN blobs AS r ON r.sha256 = v.result
"""
_FIND_PIECES = """
SELECT s.name, b.sha256, b.kind, b.width_px, b.height_px, b.size_bytes
FROM json_each(?) AS asked
JOIN sources AS s ON s.name = asked.value
JOIN pieces AS p ON p.source = s.sha256 AND p.recipe = ?
JOIN blobs AS b ON b.sha256 = p.result
ORDER BY s.name, p.number
"""
_FIND_FAILURES = """
SELECT f.name, f.reason FROM json_each(?) AS asked
JOIN failures AS f ON f.name = asked.value WHERE f.failed_at > ?
"""
_DESCRIBE = """
SELECT b.sha256, b.kind, b.width_px, b.height_px, b.size_bytes,
       s.final_url, s.stored_at
FROM sources AS s JOIN blobs AS b ON b.sha256 = s.sha256 WHERE s.name = ?
"""
_COUNT = "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM failures)"
# A body may be missing without harm if its result is there.
_KEEP_ONLY = """
DELETE FROM variants WHERE result NOT IN present OR EXISTS (
    SELECT 1 FROM pieces WHERE pieces.source = variants.source
    AND pieces.recipe = variants.recipe AND pieces.result NOT IN present);
DELETE FROM pieces WHERE NOT EXISTS (
    SELECT 1 FROM variants WHERE pieces.source = variants.source
    AND pieces.recipe = variants.recipe);
DELETE FROM sources WHERE sha256 NOT IN present
    AND sha256 NOT IN (SELECT source FROM variants);
DELETE FROM blobs WHERE sha256 NOT IN present
    AND sha256 NOT IN (SELECT source FROM variants)
"""


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored body: its hash in hex, its kind, pixels and bytes."""

    sha256: str
    kind: str
    width_px: int
    height_px: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a body came from.

    ``name`` is an address, or a file of a mirror.  ``stamp`` changes when that file
    changes; it is "" for an address.
    """

    name: str
    stamp: str = ""
    final_url: str = ""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """What the index knows of a source: its blob, and the blob made from it.

    ``more`` are the further pieces of an image that was cut.
    """

    stamp: str
    source: Blob
    result: Blob | None
    more: tuple[Blob, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What the index knows of one address: its body, where it came from, and when."""

    blob: Blob
    final_url: str
    stored_at: float


class Index:
    """The rows; every method raises sqlite3.Error if the file cannot be used."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``; make it if there is none."""
        self._database = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None
        )
        try:
            _enter_wal_mode(self._database)
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._lay_out()
        except sqlite3.Error:
            self._database.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def find(self, names: Iterable[str], recipe: str) -> dict[str, KnownSource]:
        """Return what is known of each of ``names``, in two queries."""
        asked = json.dumps(list(names)), recipe
        pieces: dict[str, tuple[Blob, ...]] = {}
        for name, *blob in self._database.execute(_FIND_PIECES, asked):
            pieces[name] = (*pieces.get(name, ()), Blob(*blob))
        rows = self._database.execute(_FIND, asked)
        return {
            row[0]: KnownSource(
                row[1],
                Blob(*row[2:7]),
                Blob(*row[7:]) if row[7] is not None else None,
                pieces.get(row[0], ()),
            )
            for row in rows
        }

    def find_failures(self, names: Iterable[str], *, since: float) -> dict[str, Reason]:
        """Return the reason of each of ``names`` that failed after ``since``."""
        asked = json.dumps(list(names))
        found: dict[str, Reason] = {}
        for name, kept in self._database.execute(_FIND_FAILURES, (asked, since)):
            # A reason from another release may be unreadable; then ask again.
            with contextlib.suppress(ValueError, RecursionError):
                found[name] = Reason.unpack(json.loads(kept))
        return found

    def add_image(
        self, original: Blob, *, recipe: str, result: Blob, more: Sequence[Blob] = ()
    ) -> None:
        """Record that ``recipe`` made ``result``, and ``more``, from ``original``."""
        blobs = [
            (b.sha256, b.kind, b.width_px, b.height_px, b.size_bytes)
            for b in (original, result, *more)
        ]
        variant = (original.sha256, recipe, result.sha256)
        pieces = [(*variant[:2], n, piece.sha256) for n, piece in enumerate(more, 2)]
        with self._transaction() as database:
            database.executemany(
                "INSERT OR REPLACE INTO blobs VALUES (?, ?, ?, ?, ?)", blobs
            )
            database.execute(
                "INSERT OR REPLACE INTO variants VALUES (?, ?, ?)", variant
            )
            database.executemany(
                "INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?)", pieces
            )

    def add_source(self, source: Source, original: Blob, *, now: float) -> None:
        """Record that ``source`` gave ``original``; forget its failure."""
        row = (source.name, source.stamp, original.sha256, source.final_url, now)
        with self._transaction() as database:
            database.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)", row
            )
            database.execute("DELETE FROM failures WHERE name = ?", (source.name,))

    def add_failure(self, name: str, reason: Reason, *, now: float) -> None:
        """Record that ``name`` failed for good."""
        with self._transaction() as database:
            database.execute(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?)",
                (name, json.dumps(reason.pack()), now),
            )

    def describe(self, name: str) -> SourceRecord | None:
        """Return everything known of the source ``name``, None if it is unknown."""
        row = self._database.execute(_DESCRIBE, (name,)).fetchone()
        return SourceRecord(Blob(*row[:5]), row[5], row[6]) if row else None

    def count(self) -> tuple[int, int]:
        """Return how many sources are known, and how many failures."""
        row: tuple[int, int] = self._database.execute(_COUNT).fetchone()
        return row

    def keep_only(self, present: Iterable[str]) -> None:
        """Forget every source whose body and results are all gone.

        ``present`` are the hashes of the blobs that are left.
        """
        with self._transaction() as database:
            database.execute("CREATE TEMP TABLE present (sha256 TEXT PRIMARY KEY)")
            database.executemany(
                "INSERT OR IGNORE INTO present VALUES (?)", ((one,) for one in present)
            )
            for statement in _KEEP_ONLY.split(";"):
                database.execute(statement)
            database.execute("DROP TABLE present")

    def _lay_out(self) -> None:
        if self._database.execute("PRAGMA user_version").fetchone() == (_LAID_OUT,):
            return
        with self._transaction() as database:
            for statement in _SCHEMA.split(";"):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {_LAID_OUT}")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:  # sqlite may have rolled back already
                self._database.execute("ROLLBACK")
            raise


def _enter_wal_mode(database: sqlite3.Connection) -> None:
    """Switch to WAL; wait for others that open the same new file.

    We wait ourselves, because sqlite answers "locked" at once to this statement.
    """
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
