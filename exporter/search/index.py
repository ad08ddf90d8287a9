"""The search index: facts and folded texts of articles, in an SQLite file.

Words are found by FTS5 with its trigram tokenizer.  FTS5 keeps only which trigrams are
in which article (``detail=none``, no contents): the text itself is kept compressed
beside it, because a word of more than three characters must be looked up in it.

The index only saves time.  All methods raise ``FAILURES``; the caller then goes on
without the index.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from exporter.search.bounds import EXACT_CHARACTERS
from exporter.search.facts import Facts
from exporter.search.places import Place

# What SQLite raises, and what contents that are not ours raise when they are read.
FAILURES = (sqlite3.Error, OSError, zlib.error, ValueError, TypeError)
_LOCK_SECONDS = 2.0  # reading and committing take less
_CACHE_KB = 64_000  # all pages that a transaction of the writer changes
_SCHEMA = (
    """CREATE TABLE folders (
        id INTEGER PRIMARY KEY,
        path BLOB NOT NULL,
        called BLOB NOT NULL,
        UNIQUE (path, called)
    )""",
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        folder INTEGER NOT NULL,
        name BLOB NOT NULL,
        mtime_ns INTEGER NOT NULL,
        size_bytes INTEGER NOT NULL,
        script TEXT NOT NULL,
        characters INTEGER NOT NULL,
        pictures INTEGER NOT NULL,
        names TEXT NOT NULL,
        UNIQUE (folder, name)
    )""",
    "CREATE TABLE texts (id INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
    """CREATE VIRTUAL TABLE trigrams USING fts5(
        text, content='', columnsize=0, detail=none,
        tokenize='trigram case_sensitive 1'
    )""",
    # Writing adds many segments of trigrams.  Merging 64 at once costs half as much as
    # FTS5's own way, which merges 4 at once; questions take a little longer.
    "INSERT INTO trigrams(trigrams, rank) VALUES ('automerge', 0)",
    "INSERT INTO trigrams(trigrams, rank) VALUES ('crisismerge', 64)",
)
_TERMS = "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, trigrams, instance)"
_AFTER_ALL = "\U0010ffff"  # no character comes after it
# A text ends with these, so that every two characters begin a trigram.
_PADDING = "\n\n"
_MAX_TRIGRAMS = 30  # of a phrase; all would only narrow down what is looked at anyway

# mtime_ns and size_bytes of the file, then the number of the article
StoredAs: TypeAlias = tuple[int, int, int]


class SearchIndex:
    """An open index.  It is made when something is first written into it."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path`` if there is one."""
        self._path = path
        self._connection: sqlite3.Connection | None = None
        if path.exists():
            self._connect()

    @property
    def is_open(self) -> bool:
        """Return whether there is an index."""
        return self._connection is not None

    def close(self) -> None:
        """Close the file; what is not committed is forgotten."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def begin_reading(self) -> bool:
        """See the same state of the index until ``commit``; return whether it has any.

        It has none if the first run that wrote it was killed.
        """
        self._execute("BEGIN")
        return self._has_tables()

    def begin_writing(self) -> None:
        """Keep other writers out until ``commit``.  Makes the index if need be."""
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._connect()
        self._execute("BEGIN IMMEDIATE")
        if not self._has_tables():
            for statement in _SCHEMA:
                self._execute(statement)

    def commit(self) -> None:
        """End what was begun and keep what was written."""
        self._execute("COMMIT")

    def rows_in(self, folder: bytes, called: bytes) -> dict[bytes, StoredAs]:
        """Return what is known of the articles in a folder, by name."""
        rows = self._execute(
            "SELECT name, mtime_ns, size_bytes, articles.id "
            "FROM articles JOIN folders ON folder = folders.id "
            "WHERE path = ? AND called = ?",
            (folder, called),
        )
        return {row[0]: row[1:] for row in rows}

    def find_word(self, word: str) -> set[int]:
        """Return the articles that hold ``word``, of two characters or more.

        If it has more than three, the others of the articles do not hold it, and these
        possibly do.
        """
        if len(word) < EXACT_CHARACTERS:
            rows = self._execute(
                "SELECT DISTINCT doc FROM terms WHERE term >= ? AND term <= ?",
                (word, word + _AFTER_ALL),
            )
        else:
            starts = range(len(word) - EXACT_CHARACTERS + 1)
            parts = {word[at : at + EXACT_CHARACTERS] for at in starts}
            query = " AND ".join(map(_quote, sorted(parts)[:_MAX_TRIGRAMS]))
            rows = self._execute(
                "SELECT rowid FROM trigrams WHERE trigrams MATCH ?", (query,)
            )
        return {row[0] for row in rows}

    def texts_of(self, articles: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Yield the numbers of ``articles`` with their folded texts."""
        rows = self._execute(
            "SELECT id, packed FROM texts WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(articles)),),
        )
        return ((number, unpack_text(packed)) for number, packed in rows)

    def facts_of(self, articles: Iterable[int]) -> dict[int, Facts]:
        """Return the facts of ``articles`` by number."""
        rows = self._execute(
            "SELECT id, script, characters, pictures, names FROM articles "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(articles)),),
        )
        return {row[0]: _read_facts(*row[1:]) for row in rows}

    def write(
        self, place: Place, stamp: tuple[int, int], facts: Facts, packed: bytes
    ) -> None:
        """Write an article with its packed text, in place of what was known of it."""
        text = unpack_text(packed)
        folder = self._write_folder(place)
        known = self._execute(
            "SELECT id FROM articles WHERE folder = ? AND name = ?",
            (folder, place.name),
        ).fetchone()
        if known:
            self.forget(known)
        names = json.dumps([facts.authors, facts.topics], ensure_ascii=False)
        row = (facts.script, facts.characters, facts.pictures, names)
        number = self._execute(
            "INSERT INTO articles VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            (folder, place.name, *stamp, *row),
        ).lastrowid
        self._execute("INSERT INTO texts VALUES (?, ?)", (number, packed))
        self._execute(
            "INSERT INTO trigrams(rowid, text) VALUES (?, ?)",
            (number, _indexed_form(text)),
        )

    def forget(self, articles: Iterable[int]) -> None:
        """Remove ``articles``, which are in the index."""
        # FTS5 keeps no texts, so it must be told which trigrams to remove.
        for number, text in list(self.texts_of(articles)):
            self._execute(
                "INSERT INTO trigrams(trigrams, rowid, text) VALUES ('delete', ?, ?)",
                (number, _indexed_form(text)),
            )
            self._execute("DELETE FROM texts WHERE id = ?", (number,))
            self._execute("DELETE FROM articles WHERE id = ?", (number,))

    def _has_tables(self) -> bool:
        (tables,) = self._execute("SELECT count(*) FROM sqlite_master").fetchone()
        return bool(tables)

    def _write_folder(self, place: Place) -> int:
        """Return the number of the place's folder."""
        key = (place.folder, place.called)
        self._execute("INSERT OR IGNORE INTO folders VALUES (NULL, ?, ?)", key)
        (number,) = self._execute(
            "SELECT id FROM folders WHERE path = ? AND called = ?", key
        ).fetchone()
        return int(number)

    def _connect(self) -> None:
        self._connection = sqlite3.connect(
            self._path, timeout=_LOCK_SECONDS, isolation_level=None
        )
        self._execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        # A power cut may cost the last articles, but never leaves wrong answers.
        self._execute("PRAGMA synchronous = NORMAL")
        self._execute(_TERMS)

    def _execute(self, statement: str, values: Iterable[object] = ()) -> sqlite3.Cursor:
        if self._connection is None:
            raise sqlite3.ProgrammingError("there is no index")
        return self._connection.execute(statement, tuple(values))


def pack_text(text: str) -> bytes:
    """Return a folded text in the form in which it is kept."""
    # Level 1 makes Chinese text as small as level 9 does, in a third of the time.
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpack_text(packed: bytes) -> str:
    """Return the text that was packed.  Raises zlib.error or ValueError."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _indexed_form(text: str) -> str:
    """Return ``text`` as SQLite can take it: without NUL, at which it would stop."""
    plain = text.replace("\0", "\ufffd") + _PADDING
    return plain.encode("utf-8", "replace").decode("utf-8")


def _quote(trigram: str) -> str:
    doubled = trigram.replace('"', '""')
    return f'"{doubled}"'


def _read_facts(script: str, characters: int, pictures: int, names: str) -> Facts:
    """Return the facts in a row.  Raises ValueError for what is no row of ours."""
    authors, topics = json.loads(names)
    if script == "hant":
        return Facts(tuple(authors), tuple(topics), "hant", characters, pictures)
    return Facts(tuple(authors), tuple(topics), "hans", characters, pictures)
