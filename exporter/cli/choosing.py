"""From the options to the articles chosen, for every command alike."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Literal

from exporter.archive import Scan, find_archive, headers_of, scan_archive
from exporter.cli.console import is_terminal, say
from exporter.cli.options import ChoosingOptions
from exporter.cli.settings import cache_folder
from exporter.errors import InputError
from exporter.model import Problem
from exporter.periods import Period, read_period, read_zone
from exporter.progress import Progress
from exporter.selection import Selected, Selection, select
from exporter.wanted import read_wanted

STANDARD_INPUT = "-"
INDEX_NAME = "archive.sqlite"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The articles chosen, and the zone of their dates."""

    selected: Selected
    timezone: tzinfo


def choose_articles(
    options: ChoosingOptions,
    *,
    now: datetime,
    problems: list[Problem],
    progress: Progress,
) -> Chosen:
    """Return the articles that ``options`` ask for.

    ``now`` (aware) is what --last counts back from.  Raises UsageError for
    options that make no sense, InputError for an archive or a list that
    cannot be read, NothingSelectedError when nothing is left.
    """
    timezone = read_zone(options.tz or None)
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
        wanted=_wanted(options.from_file) if options.from_file else None,
    )
    # An article outside the period is to be told from one that does not exist.
    scanned = period if selection.wanted is None else Period()
    scan = _scan(options, scanned, problems, progress)
    selected = select(scan, selection, problems=problems, zone=timezone)
    return Chosen(selected, timezone)


def _only_files(options: ChoosingOptions) -> bool:
    """Tell whether the user named articles one by one."""
    return bool(options.paths) and all(
        os.path.isfile(path) and path.suffix.lower() != ".zip"  # noqa: PTH113 - never raises
        for path in options.paths or []
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


def _wanted(name: str) -> tuple[str, ...]:
    """Return the entries of the list in the file ``name``, or in a pipe."""
    try:
        if name != STANDARD_INPUT:
            path = os.path.expanduser(name)  # noqa: PTH111 - leaves ~nobody alone
            return read_wanted(Path(path).read_bytes())
        if sys.stdin is None:
            raise InputError(
                "standard input is closed", hint="name a file with --from FILE"
            )
        if is_terminal(sys.stdin):
            say("Type or paste paths, urls or ids, one a line; Ctrl-D ends them.")
        return read_wanted(sys.stdin.buffer.read())
    except OSError as error:
        raise InputError(
            f"the list {name} cannot be read: {error.strerror}",
            hint="--from wants a file with paths, urls or ids, or - for a pipe",
        ) from error


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:  # it was removed; nothing is found below its old name
        return Path()


def _scan(
    options: ChoosingOptions,
    period: Period,
    problems: list[Problem],
    progress: Progress,
) -> Scan:
    index = cache_folder(options.cache_dir) / INDEX_NAME
    if options.paths:
        return headers_of(
            options.paths,
            index_path=index,
            problems=problems,
            progress=progress,
            since=period.since,
            until=period.until,
        )
    return scan_archive(
        find_archive(options.archive, cwd=_current_folder()),
        index_path=index,
        problems=problems,
        progress=progress,
        since=period.since,
        until=period.until,
    )
