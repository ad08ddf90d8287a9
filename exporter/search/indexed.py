"""The scan with an index, which reads only the articles that the index does not know.

The answer is that of the plain scan.  Articles are known by place, time and size of
their files.  If the index is missing, locked, read-only, full or damaged, it is done
without or made anew, and a note says so where that costs time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from exporter.journal import Journal
from exporter.model import Article, ArticleHeader, Location
from exporter.search.bounds import bound
from exporter.search.expressions import Expression
from exporter.search.facts import Facts, facts_of, searchable_text
from exporter.search.fingerprint import take_fingerprint
from exporter.search.index import (
    FAILURES,
    SearchIndex,
    StoredAs,
    pack_text,
    unpack_text,
)
from exporter.search.places import Place, places_of
from exporter.words import Message, word_foreign

_NAME = "index-{}.sqlite"
_OTHERS = "index-*.sqlite*"
_ARTICLES_PER_COMMIT = 1000
# Codes of SQLite that say nothing about the contents of the file.
_HARMLESS = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_BUSY = Message("another run is writing it")

# What a worker makes of an article: its facts and its packed text.
Described: TypeAlias = tuple[Location, Facts, bytes]


def scan_indexed(
    headers: Sequence[ArticleHeader],
    journal: Journal,
    *,
    text: Expression | None = None,
    folder: Path,
) -> dict[Location, Facts]:
    """Return the facts of those of ``headers`` whose text satisfies ``text``.

    As ``exporter.search.find_facts``.  ``folder`` holds the index.
    """
    keeper = _Keeper(folder, journal)
    try:
        found, known = keeper.recall(places_of(headers), text)
        missing = [h for h in headers if h.location not in known]
        if missing:
            found |= keeper.read(missing, text)
    finally:
        keeper.close()
    return {h.location: found[h.location] for h in headers if h.location in found}


class _Keeper:
    """Asks the index and keeps it up.  After a failure it does without."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        self._folder = folder
        self._path = folder / _NAME.format(take_fingerprint())
        self._journal = journal
        self._rows: dict[tuple[bytes, bytes], dict[bytes, StoredAs]] = {}
        self._index: SearchIndex | None = None
        self._writes = True
        self._open()

    def close(self) -> None:
        """Close the index."""
        if self._index:
            self._index.close()

    def recall(
        self, places: Mapping[Place, ArticleHeader], text: Expression | None
    ) -> tuple[dict[Location, Facts], set[Location]]:
        """Return the facts of what the index finds, and all articles that it knows."""
        if self._index is None or not self._index.is_open:
            return {}, set()
        try:
            holds = self._index.begin_reading()
            numbers = self._look_up(self._index, places) if holds else {}
            found = _choose(self._index, frozenset(numbers), text) if numbers else ()
            facts = self._index.facts_of(found) if found else {}
            self._index.commit()
        except FAILURES as error:
            self._give_up(error)
            return {}, set()
        return {numbers[n]: f for n, f in facts.items()}, set(numbers.values())

    def read(
        self, headers: Sequence[ArticleHeader], text: Expression | None
    ) -> dict[Location, Facts]:
        """Read the articles of ``headers`` and write them into the index."""
        # They load the parser, which a question that the index answers does not need.
        from exporter.readers import read_in_turn
        from exporter.search.scan import keep_unreadable, scan_facts

        places = {h.location: (place, h) for place, h in places_of(headers).items()}
        if not places or not self._begin():
            return scan_facts(headers, self._journal, text=text)
        found: dict[Location, Facts] = {}
        reading = Journal(progress=self._journal.progress)
        written = 0
        try:
            for location, facts, packed in read_in_turn(headers, _describe, reading):
                if text is None or text.holds_in(unpack_text(packed)):
                    found[location] = facts
                if location in places:
                    self._write(*places[location], facts, packed)
                    written += 1
                    if written % _ARTICLES_PER_COMMIT == 0:
                        self._commit_and_go_on()
            self._forget_gone(h for _, h in places.values())
        finally:  # also what was read before Ctrl-C
            self._commit()
        keep_unreadable(reading, self._journal)
        return found

    def _open(self) -> None:
        try:
            self._index = SearchIndex(self._path)
        except FAILURES as error:
            self._give_up(error)

    def _look_up(
        self, index: SearchIndex, places: Mapping[Place, ArticleHeader]
    ) -> dict[int, Location]:
        """Return the articles that are known and unchanged, by their numbers."""
        numbers: dict[int, Location] = {}
        key: tuple[bytes, bytes] | None = None
        rows: Mapping[bytes, StoredAs] = {}
        for place, header in places.items():
            if place[:2] != key:
                key = place[:2]
                if key not in self._rows:
                    self._rows[key] = index.rows_in(*key)
                rows = self._rows[key]
            row = rows.get(place.name)
            if row is not None and row[:2] == header.stamp:
                numbers[row[2]] = header.location
        return numbers

    def _begin(self) -> bool:
        """Begin to write; return whether that is possible."""
        if self._index is None:
            return False
        try:
            if not self._index.is_open:
                self._remove_others()
            self._index.begin_writing()
        except FAILURES as error:
            self._give_up(error)
            return False
        return True

    def _write(
        self, place: Place, header: ArticleHeader, facts: Facts, packed: bytes
    ) -> None:
        if self._index is None or header.stamp is None:
            return
        try:
            self._index.write(place, header.stamp, facts, packed)
        except FAILURES as error:
            self._give_up(error)

    def _commit(self) -> None:
        if self._index is None:
            return
        try:
            self._index.commit()
        except FAILURES as error:
            self._give_up(error)

    def _commit_and_go_on(self) -> None:
        self._commit()
        self._begin()

    def _forget_gone(self, headers: Iterable[ArticleHeader]) -> None:
        """Remove what the folders of ``headers`` do not hold any more."""
        if self._index is None:
            return
        stamps = {place[:2]: h.stamp for place, h in places_of(headers).items()}
        try:
            for key, rows in self._rows.items():
                if key in stamps:
                    gone = _find_gone(key, rows, stamps[key])
                    self._index.forget(gone)
        except FAILURES as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Do without the index; a damaged one is removed, so that it is made anew."""
        self.close()
        self._index = None
        code = getattr(error, "sqlite_errorcode", None)
        reason: str = word_foreign(str(error))
        if code is not None and code & 0xFF == sqlite3.SQLITE_BUSY:
            reason = _BUSY
        harmless = isinstance(error, OSError) or (
            code is not None and code & 0xFF in _HARMLESS
        )
        if not harmless:
            _remove(self._path)
        self._journal.progress.note(
            Message(
                "the search index {path} cannot be used ({reason}): the articles are "
                "read instead, which takes longer",
                path=Location(os.fspath(self._path)).display,
                reason=reason,
            )
        )

    def _remove_others(self) -> None:
        """Remove the indexes of other versions of the program."""
        for path in self._folder.glob(_OTHERS):
            if not path.name.startswith(self._path.name):
                path.unlink(missing_ok=True)


def _describe(article: Article) -> Described:
    packed = pack_text(searchable_text(article))
    return article.header.location, facts_of(article), packed


def _choose(
    index: SearchIndex, every: frozenset[int], text: Expression | None
) -> Iterable[int]:
    """Return those of the articles ``every`` whose text satisfies ``text``."""
    if text is None:
        return every
    bounds = bound(text, every, index.find_word)
    doubtful = bounds.possibly - bounds.surely
    return bounds.surely | {n for n, t in index.texts_of(doubtful) if text.holds_in(t)}


def _find_gone(
    key: tuple[bytes, bytes],
    rows: Mapping[bytes, StoredAs],
    stamp: tuple[int, int] | None,
) -> Iterator[int]:
    """Yield the known articles that a folder or .zip does not hold any more.

    A .zip that has another stamp holds nothing of what was known of it.
    """
    folder = Path(os.fsdecode(key[0]))
    if folder.is_dir():
        names = {os.fsencode(path.name) for path in folder.iterdir()}
        yield from (row[2] for name, row in rows.items() if name not in names)
    else:
        yield from (row[2] for row in rows.values() if row[:2] != stamp)


def _remove(path: Path) -> None:
    """Remove a damaged index.

    What SQLite keeps beside it goes first, so that no other index takes it for its own.
    """
    for name in (f"{path.name}-journal", path.name):
        try:
            path.with_name(name).unlink(missing_ok=True)
        except OSError:
            return
