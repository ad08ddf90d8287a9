"""From the options of a command to the choice of articles."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.alternatives import Editions, Order
from exporter.cli.console import is_terminal, say
from exporter.cli.history_options import HistoryOptions
from exporter.cli.matching import add_matching
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import ChoosingOptions
from exporter.errors import InputError, UsageError
from exporter.selection import Choice, Selection, read_period, read_wanted, read_zone
from exporter.words import Message, word_os_error

if TYPE_CHECKING:
    from exporter.history import SinceLast

STANDARD_INPUT = "-"


def read_choice(
    options: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    *,
    now: datetime,
    wanted: tuple[str, ...] | None = None,
) -> Choice:
    """Return the choice that the options ask for.

    --last counts back from ``now`` (aware).  ``wanted`` names articles in place of
    --from and --pick.  Raises UsageError for invalid options, and InputError for a list
    that cannot be read.
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
        wanted=_wanted(options, history) if wanted is None else wanted,
    )
    return Choice(
        archive=options.archive,
        paths=tuple(options.paths or ()),
        selection=add_matching(selection, matching),
        timezone=timezone,
        cache_dir=options.cache_dir,
        since_last=_since_last(history),
    )


def _since_last(history: HistoryOptions) -> SinceLast | None:
    if not history.since_last:
        return None
    from exporter.history import SinceLast  # rarely needed

    return SinceLast(history.since_last, history.state_dir)


def _only_files(options: ChoosingOptions) -> bool:
    """Return whether the user named articles one by one."""
    return bool(options.paths) and all(
        os.path.isfile(path) and path.suffix.lower() != ".zip"  # noqa: PTH113 - never raises
        for path in options.paths or []
    )


def _order(options: ChoosingOptions) -> Order | None:
    if options.order is not None:
        return options.order
    return "given" if _only_files(options) else None


def _editions(options: ChoosingOptions) -> Editions:
    """Return which editions to keep; a file that was named itself is always wanted."""
    if options.editions is not None:
        return options.editions
    return "all" if _only_files(options) else "newest"


def _wanted(
    options: ChoosingOptions, history: HistoryOptions
) -> tuple[str, ...] | None:
    """Return the entries of --from or --pick, None if neither is given."""
    if options.from_file and options.pick:
        raise UsageError(
            Message("--from and --pick exclude each other"), hint=Message("use one")
        )
    if options.pick:
        from exporter.cli.picks import load_pick  # rarely needed

        return load_pick(options.pick, history.state_dir).entries
    return _read_list(options.from_file) if options.from_file else None


def _read_list(name: str) -> tuple[str, ...]:
    """Return the entries of the list in the file ``name``, or in a pipe."""
    try:
        if name != STANDARD_INPUT:
            path = os.path.expanduser(name)  # noqa: PTH111 - leaves ~nobody alone
            return read_wanted(Path(path).read_bytes())
        if sys.stdin is None:
            raise InputError(
                Message("standard input is closed"),
                hint=Message("name a file with --from FILE"),
            )
        if is_terminal(sys.stdin):
            say(
                Message(
                    "Type or paste paths, urls or ids, one a line; Ctrl-D ends them."
                )
            )
        return read_wanted(sys.stdin.buffer.read())
    except OSError as error:
        raise InputError(
            Message(
                "the list {name} cannot be read: {why}",
                name=name,
                why=word_os_error(error),
            ),
            hint=Message(
                "--from wants a file with paths, urls or ids, or - for a pipe"
            ),
        ) from error
