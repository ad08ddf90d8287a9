"""Scanning an archive: which articles it holds, from their headers alone.

A folder, a .zip or single files enter; a ``Scan`` leaves.  Of each file only
the first few KB are read, and none that an index knows to be unchanged.
"""

import os
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from exporter.archive.finder import check_archive, looks_like_zip
from exporter.archive.folder import Entry, FolderArchive, file_entry, read_file, why
from exporter.archive.header import NO_HEADER
from exporter.archive.index import KnownRow, ScanIndex
from exporter.archive.moments import EPOCH, FIRST_MS, LAST_MS, instant
from exporter.archive.record import NOT_AN_ARTICLE, Record, make_header, make_problem
from exporter.errors import InputError
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location, Problem
from exporter.words import Message

_STAGE = "archive"
_STEP = 500  # files between two calls of progress
_MILLISECOND = timedelta(milliseconds=1)
_ARGUMENTS_HINT = Message("name article files, folders of them, or .zip archives")


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of a scan.

    ``headers`` are the articles in the period, ordered by location (files given one by
    one: as given).  The rest counts all articles: ``looked_at`` is their number;
    ``first`` and ``last`` are their dates in UTC, None if there is no article;
    ``sources`` is the number in each folder, by folder name and outlet code.
    """

    headers: tuple[ArticleHeader, ...]
    looked_at: int
    first: datetime | None
    last: datetime | None
    sources: Mapping[tuple[str, str], int] = field(default_factory=dict)


class _Archive(Protocol):
    """What a folder and a .zip have in common.

    ``key`` names the archive in the index; the paths of its entries begin
    with ``prefix`` bytes that the index does not keep.
    """

    key: bytes
    prefix: int

    def entries(self, known: Collection[KnownRow], journal: Journal) -> list[Entry]: ...

    def read(self, entry: Entry) -> Record: ...

    def location(self, entry: Entry) -> Location: ...


def scan_archive(
    path: Path,
    *,
    index_path: Path | None,
    journal: Journal,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Scan:
    """Find the articles in the folder or .zip at ``path``.

    ``since`` (inclusive) and ``until`` (exclusive) are aware.  Articles outside this
    period are only counted, and Problems with files known to lie outside it are not
    reported.  ``index_path`` names the file in the user's cache that makes the next
    scan faster.  Faults that show only in an article's body are left to the reader.
    Raises InputError if ``path`` is no archive.
    """
    check_archive(path)
    tally = _Tally(since, until)
    _scan_into(tally, path, ScanIndex(index_path), journal)
    found = tally.result()
    journal.add(*sorted(tally.journal.problems, key=lambda p: p.where))
    return found


def headers_of(
    paths: Sequence[Path],
    *,
    index_path: Path | None,
    journal: Journal,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Scan:
    """Find the articles at ``paths``: files, folders and .zips, each once.

    The order is that of ``paths``.  A file that is no article becomes a
    Problem ``not-an-article``.  Raises InputError for a path that does not
    exist and for a damaged .zip; otherwise as ``scan_archive``.
    """
    tally = _Tally(since, until)
    tally.seen = set()
    index = ScanIndex(index_path)
    for path in paths:
        if not os.path.lexists(path):
            where = Location(os.fspath(path)).display
            raise InputError(
                Message("{where} does not exist", where=where), hint=_ARGUMENTS_HINT
            )
        if path.is_dir() or looks_like_zip(path):
            check_archive(path)
            _scan_into(tally, path, index, journal)
        else:
            _read_single(tally, os.fspath(path))
    found = tally.result()
    journal.add(*tally.journal.problems)
    return found


class _Tally:
    """The results of a scan so far."""

    def __init__(self, since: datetime | None, until: datetime | None) -> None:
        self.first_ms, self.last_ms = FIRST_MS, LAST_MS
        if since is not None:  # rounded up, because it is inclusive
            self.first_ms = -((EPOCH - since) // _MILLISECOND)
        if until is not None:
            self.last_ms = (until - EPOCH - timedelta.resolution) // _MILLISECOND
        self.headers: list[ArticleHeader] = []
        self.journal = Journal()  # the problems met, not yet in order
        self.seen: set[tuple[str, str]] | None = None
        self._doubtful: list[tuple[Entry, Problem]] = []
        self._sources: Counter[tuple[str, str]] = Counter()
        self._oldest_ms, self._newest_ms = LAST_MS, FIRST_MS

    def add(self, record: Record, entry: Entry, archive: _Archive | None) -> None:
        """Count the file at ``entry``, and keep it if it lies in the period."""
        if not (record.is_article or record.code) or self._is_double(entry, archive):
            return
        published_ms = record.published_ms
        inside = published_ms is None or self.first_ms <= published_ms <= self.last_ms
        if record.is_article and published_ms is not None:
            self._sources[entry.folder, record.outlet_code] += 1
            self._oldest_ms = min(self._oldest_ms, published_ms)
            self._newest_ms = max(self._newest_ms, published_ms)
        if inside:
            location = _location(entry, archive)
            if record.is_article:
                stamp = (entry.mtime_ns, entry.size_bytes)
                self.headers.append(make_header(record, location, stamp))
            if record.code == NOT_AN_ARTICLE:
                self._doubtful.append((entry, make_problem(record, location)))
            elif record.code:
                self.journal.add(make_problem(record, location))

    def result(self) -> Scan:
        """Return the results.

        A file that does not look like an article is a problem only in a folder of
        articles, and these folders are known only after the whole scan.
        """
        folders = {folder for folder, _ in self._sources}
        self.journal.add(*(p for e, p in self._doubtful if e.folder in folders))
        self._doubtful.clear()
        looked_at = self._sources.total()
        return Scan(
            headers=tuple(self.headers),
            looked_at=looked_at,
            first=instant(self._oldest_ms) if looked_at else None,
            last=instant(self._newest_ms) if looked_at else None,
            sources=dict(self._sources),
        )

    def _is_double(self, entry: Entry, archive: _Archive | None) -> bool:
        if self.seen is None:
            return False
        location = _location(entry, archive)
        place = (os.path.abspath(location.path), location.member)  # noqa: PTH100
        known = place in self.seen
        self.seen.add(place)
        return known


def _location(entry: Entry, archive: _Archive | None) -> Location:
    return archive.location(entry) if archive else Location(os.fsdecode(entry.path))


def _scan_into(tally: _Tally, path: Path, index: ScanIndex, journal: Journal) -> None:
    """Add the folder or .zip at ``path`` to ``tally``, ordered by location."""
    before = len(tally.headers)
    if path.is_dir():
        _scan_entries(tally, FolderArchive(os.fspath(path)), index, journal)
    else:
        from exporter.archive.zip_file import ZipArchive  # needs zipfile: 20 ms

        with ZipArchive(os.fspath(path)) as archive:
            _scan_entries(tally, archive, index, journal)
    found = tally.headers[before:]
    found.sort(key=lambda h: (h.location.path, h.location.member))
    tally.headers[before:] = found


def _scan_entries(
    tally: _Tally, archive: _Archive, index: ScanIndex, journal: Journal
) -> None:
    known = index.load(archive.key, first_ms=tally.first_ms, last_ms=tally.last_ms)
    entries = archive.entries(known.values(), tally.journal)
    progress = journal.progress
    progress.start(_STAGE, len(entries))
    fresh: list[tuple[bytes, int, int, Record]] = []
    for number, entry in enumerate(entries, 1):
        place = entry.path[archive.prefix :]
        row = known.pop(place, None)
        if row is not None and row[1] == entry.mtime_ns and row[2] == entry.size_bytes:
            record = Record(*row[3:])
        else:
            record = archive.read(entry)
            if record.lasting:
                fresh.append((place, entry.mtime_ns, entry.size_bytes, record))
        tally.add(record, entry, archive)
        if number % _STEP == 0:
            progress.advance(_STEP)
    progress.advance(len(entries) % _STEP)
    progress.finish()
    if fresh or known:
        index.store(archive.key, fresh, known)


def _read_single(tally: _Tally, path: str) -> None:
    """Add the file at ``path`` to ``tally``, with a Problem if it is no article."""
    try:
        entry = file_entry(path)
    except OSError as error:
        what: str = Message("it cannot be read: {why}", why=why(error))
    else:
        record = read_file(entry)
        if record.code != NOT_AN_ARTICLE:
            tally.add(record, entry, None)
            if record.is_article or record.code:
                return
        what = record.what or NO_HEADER
    where = Location(path).display
    tally.journal.add(Problem(NOT_AN_ARTICLE, where, what, Message("left out")))
