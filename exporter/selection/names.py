"""The articles that a user names one by one, in a file or through a pipe.

An entry is a path, an address, an id (``a-69399723``), the number of an article whose
outlet numbers its articles, or a row of ``dwexport list``, which begins with the id.
Text enters, headers leave.  An entry that names nothing becomes a Problem
``not-found``.
"""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from exporter.archive import headers_of
from exporter.errors import InputError, UsageError
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location, Problem
from exporter.outlets import article_id, hash_in, ids_of_number, outlet_for
from exporter.search import name_nearest
from exporter.words import Message

_URL = re.compile(r"https?://\S", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_wanted(data: bytes) -> tuple[str, ...]:
    """Return the entries of a list from the bytes of a file or pipe."""
    if data.startswith(_UTF16_MARKS):  # written by PowerShell's >
        return parse_wanted(data.decode("utf-16", "replace"))
    return parse_wanted(os.fsdecode(data.removeprefix(b"\xef\xbb\xbf")))


def parse_wanted(text: str) -> tuple[str, ...]:
    """Return the entries in ``text``: lines, or NUL-separated if it holds a NUL.

    Blank lines and those that begin with # are left out.
    """
    if "\0" in text:
        return tuple(entry for entry in text.split("\0") if entry.strip())
    # Not str.splitlines: a file name may hold U+0085 or U+2028.
    lines = (line.strip(" \t\r") for line in re.split(r"\r?\n|\r", text))
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def find_wanted(
    headers: Sequence[ArticleHeader],
    wanted: Iterable[str],
    *,
    journal: Journal,
) -> list[ArticleHeader]:
    """Return the articles that the entries of ``wanted`` name, in that order.

    They are looked for among ``headers``, then as files.  Each article is returned
    once.  An id or address names all editions of an article.
    """
    finder = ArticleFinder(headers)
    found: dict[ArticleHeader, None] = {}
    for entry in wanted:
        named = finder.find(entry) or _read_outside(entry, journal)
        found.update(dict.fromkeys(named))
    return list(found)


def find_by_id(
    headers: Sequence[ArticleHeader],
    identifiers: Iterable[str],
    flag: str,
    *,
    must_exist: bool = True,
) -> set[ArticleHeader]:
    """Return the articles that ``identifiers`` name: ids, numbers or addresses.

    Raises UsageError, which names the option ``flag``, for one that names none, if it
    must exist.
    """
    finder = ArticleFinder(headers)
    found: set[ArticleHeader] = set()
    for identifier in identifiers:
        named = finder.find_identified(identifier)
        if not named and must_exist:
            from difflib import get_close_matches

            ids = {header.id for header in headers}
            raise UsageError(
                Message("{flag} {id!r}: no article has it", flag=flag, id=identifier),
                hint=name_nearest(
                    get_close_matches(identifier.lower(), ids),
                    Message("`dwexport list` begins each line with the id"),
                ),
            )
        found.update(named)
    return found


class ArticleFinder:
    """Finds articles by id, address or path."""

    def __init__(self, headers: Sequence[ArticleHeader]) -> None:
        """Prepare to find the articles of ``headers``."""
        self._by_id: dict[str, list[ArticleHeader]] = {}
        self._by_hash: dict[str, list[ArticleHeader]] = {}
        self._by_name: dict[str, list[ArticleHeader]] = {}
        for header in headers:
            self._by_id.setdefault(header.id, []).append(header)
            self._by_hash.setdefault(hash_in(header.id), []).append(header)
            for path in _paths(header):
                self._by_name.setdefault(_name_of(path), []).append(header)

    def find(self, entry: str) -> list[ArticleHeader]:
        """Return the articles that ``entry`` names; none, one or several."""
        return (
            self.find_identified(entry)
            or self._by_path(entry)
            or self._by_identifier(entry.split(maxsplit=1)[0])
        )

    def find_identified(self, entry: str) -> list[ArticleHeader]:
        """Return the articles whose id, number or address ``entry`` is."""
        text = entry.strip()
        is_number = text.isascii() and text.isdigit()
        names = ids_of_number(text) if is_number else (text,)
        return [header for name in names for header in self._by_identifier(name)]

    def _by_identifier(self, text: str) -> list[ArticleHeader]:
        if not _URL.match(text):
            return self._by_id.get(text.lower(), [])
        identifier = article_id(text, outlet_for(text, ""))
        if identifier in self._by_id:
            return self._by_id[identifier]
        # Ids of articles from an unknown host begin with the name of their folder.  An
        # address alone does not tell that name.
        hashed = hash_in(identifier)
        return self._by_hash.get(hashed, []) if hashed else []

    def _by_path(self, entry: str) -> list[ArticleHeader]:
        same_name = self._by_name.get(_name_of(entry), [])
        whole = os.path.abspath(entry)  # noqa: PTH100 - Path would not drop ".."
        exact = [h for h in same_name if whole in map(os.path.abspath, _paths(h))]
        if exact:
            return exact
        tail = "/" + entry.removeprefix("./")
        return [
            h for h in same_name if any(("/" + p).endswith(tail) for p in _paths(h))
        ]


def _paths(header: ArticleHeader) -> set[str]:
    """Return the names of the file of ``header``: as it is, and as it is shown."""
    location = header.location
    paths = {location.path}
    if location.member:
        paths = {location.member, f"{location.path}!{location.member}"}
    return paths | {Location(p).display for p in paths if not p.isprintable()}


def _name_of(path: str) -> str:
    return re.split(r"[/!]", path)[-1]


def _read_outside(entry: str, journal: Journal) -> Sequence[ArticleHeader]:
    """Return the articles in the file or folder ``entry``, if there is one."""
    path = Path(entry)
    what: str = Message("no article has this id or address, and no file this name")
    found = Journal()
    if os.path.lexists(path):
        try:
            headers = headers_of([path], index_path=None, journal=found).headers
        except InputError as error:  # a damaged .zip, an empty folder
            what = error.message
        else:
            # The scan of the archive has already reported its files.
            journal.add_new(found.problems)
            return headers
    journal.add(
        Problem("not-found", Location(entry).display, what, Message("left out"))
    )
    return ()
