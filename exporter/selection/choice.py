"""The choice: from an archive, or paths, to the articles selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.archive import Scan, find_archive, headers_of, scan_archive
from exporter.caches import index_file
from exporter.journal import Journal
from exporter.model import ArticleHeader
from exporter.search import NO_DEMANDS, find_demanded
from exporter.selection.criteria import Narrow, Selected, Selection, select

if TYPE_CHECKING:
    from exporter.history import Recall, SinceLast


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are wanted.

    ``paths`` are files, folders and .zips.  If there are none, ``archive`` is searched,
    by default the current folder.  Dates are in ``timezone``.  ``cache_dir`` keeps the
    archives' index between runs; None means the user's own cache folder.  With
    ``since_last`` only what no run told under its name is wanted.
    """

    archive: Path | None = None
    paths: tuple[Path, ...] = ()
    selection: Selection = field(default_factory=Selection)
    timezone: tzinfo = UTC
    cache_dir: Path | None = None
    since_last: SinceLast | None = None


def choose_articles(choice: Choice, journal: Journal) -> Selected:
    """Return the articles of ``choice`` in order, and record them in the journal.

    Raises InputError for an archive that cannot be read, UsageError for a source that
    the archive does not have, and NothingSelectedError if no article is left.  A
    damaged history is an InputError, too.
    """
    recall = _recall(choice, journal)
    scan = _scan(choice, journal)
    selected = select(
        scan,
        choice.selection,
        journal=journal,
        zone=choice.timezone,
        narrow=_narrowing(choice, journal),
        # Of a few files it is no mistake that they hold nothing of what is excluded.
        checks_exclusions=not choice.paths,
        recall=recall,
    )
    journal.headers = selected.headers
    journal.superseded = selected.superseded
    return selected


def _narrowing(choice: Choice, journal: Journal) -> Narrow | None:
    """Return what chooses by the articles' bodies, None if they do not matter."""
    demands = choice.selection.demands
    if demands == NO_DEMANDS:
        return None

    def find_others() -> Sequence[ArticleHeader]:
        whole = replace(choice, selection=Selection())
        return _scan(whole, Journal(progress=journal.progress)).headers

    def narrow(headers: list[ArticleHeader]) -> list[ArticleHeader]:
        return find_demanded(
            headers,
            demands,
            journal,
            find_others=find_others,
            checks_exclusions=not choice.paths,
            cache_dir=choice.cache_dir,
        )

    return narrow


def _recall(choice: Choice, journal: Journal) -> Recall | None:
    if choice.since_last is None:
        return None
    from exporter.history import Recall  # rarely needed

    return Recall(choice.since_last, choice.cache_dir, journal)


def _scan(choice: Choice, journal: Journal) -> Scan:
    selection = choice.selection
    # Scan all dates, so that "outside the period" differs from "does not exist".
    named = selection.names_articles
    since, until = (None, None) if named else (selection.since, selection.until)
    index = index_file(choice.cache_dir)
    if choice.paths:
        return headers_of(
            choice.paths, index_path=index, journal=journal, since=since, until=until
        )
    archive = find_archive(choice.archive, cwd=_current_folder())
    return scan_archive(
        archive, index_path=index, journal=journal, since=since, until=until
    )


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:  # it was removed, so its old name leads to nothing
        return Path()
