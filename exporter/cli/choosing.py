"""From the options to the articles chosen, for every command alike."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Literal

from exporter.archive import Scan, find_archive, headers_of, scan_archive
from exporter.cli.options import ChoosingOptions
from exporter.cli.settings import cache_folder
from exporter.model import Problem
from exporter.periods import Period, read_period, read_zone
from exporter.progress import Progress
from exporter.selection import Selected, Selection, select
from exporter.wanted import read_wanted

_INDEX_NAME = "archive.sqlite"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The articles chosen, the zone of their dates, and where they lie."""

    selected: Selected
    timezone: tzinfo
    archive: Path | None


def choose_articles(
    options: ChoosingOptions, problems: list[Problem], progress: Progress
) -> Chosen:
    """Return the articles that ``options`` ask for.

    Raises UsageError for options that make no sense, InputError for an
    archive that cannot be read, NothingSelectedError when nothing is left.
    """
    timezone = read_zone(options.tz or None)
    now = datetime.now(UTC)
    period = read_period(
        since=options.since or None,
        until=options.until or None,
        last=options.last or None,
        zone=timezone,
        now=now,
    )
    selection = Selection(
        since=period.since,
        until=period.until,
        sources=tuple(options.source),
        limit=options.limit,
        order=_order(options),
        editions=_editions(options),
        wanted=_wanted(options),
    )
    archive = None if options.paths else find_archive(_archive(options), cwd=Path.cwd())
    # An article outside the period is to be told from one that does not exist.
    scanned = period if selection.wanted is None else Period()
    scan = _scan(options, archive, scanned, problems, progress)
    selected = select(scan, selection, problems=problems, zone=timezone)
    return Chosen(selected, timezone, archive)


def _archive(options: ChoosingOptions) -> Path | None:
    return options.archive.expanduser() if options.archive else None


def _only_files(options: ChoosingOptions) -> bool:
    """Tell whether the user named articles one by one."""
    return bool(options.paths) and all(
        path.is_file() and path.suffix.lower() != ".zip" for path in options.paths or []
    )


def _order(options: ChoosingOptions) -> Literal["newest", "oldest", "given"] | None:
    if options.order is not None:
        return options.order.value
    return "given" if _only_files(options) else None


def _editions(options: ChoosingOptions) -> Literal["newest", "all"]:
    """Return which editions to keep: a file named by its name is wanted."""
    if options.editions is not None:
        return options.editions.value
    return "all" if _only_files(options) else "newest"


def _wanted(options: ChoosingOptions) -> tuple[str, ...] | None:
    if not options.from_file:
        return None
    return read_wanted(options.from_file, stdin=sys.stdin.buffer)


def _scan(
    options: ChoosingOptions,
    archive: Path | None,
    period: Period,
    problems: list[Problem],
    progress: Progress,
) -> Scan:
    index = cache_folder(options.cache_dir) / _INDEX_NAME
    if archive is None:
        return headers_of(
            options.paths or [],
            index_path=index,
            problems=problems,
            progress=progress,
            since=period.since,
            until=period.until,
        )
    return scan_archive(
        archive,
        index_path=index,
        problems=problems,
        progress=progress,
        since=period.since,
        until=period.until,
    )
