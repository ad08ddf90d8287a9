"""``dwexport history``: shows what earlier runs told, and takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from exporter.cli.command import Command
from exporter.cli.console import put_json, put_lines, say
from exporter.cli.history_options import HistoryArguments
from exporter.errors import EXIT_COMPLETE, EXIT_WITH_PROBLEMS, UsageError
from exporter.words import Message, count, count_articles, join

if TYPE_CHECKING:
    from exporter.history import Named, PastRun, SinceLast

_EPILOG = """\
Examples:

\b
  dwexport history
  dwexport history weekly
  dwexport history undo weekly
"""


def _run(history: HistoryArguments) -> int:
    """Show what runs with --since-last told, or take it back.

    Without a name: all names. A run that is undone is as if it had not been: the
    next one tells its articles again.
    """
    from exporter.history import SinceLast, list_names
    from exporter.selection import read_zone

    zone = read_zone(history.tz or None)
    verb, name = _read_words(history.words or [])
    if not name:
        return _show_names(list_names(history.state_dir), zone, history.as_json)
    since_last = SinceLast(name, history.state_dir)
    if verb:
        _change(verb, since_last, zone, as_json=history.as_json)
    else:
        _show_runs(since_last, zone, as_json=history.as_json)
    return EXIT_COMPLETE


def _read_words(words: Sequence[str]) -> tuple[str, str]:
    """Return the verb and the name, either may be "".  Raises UsageError."""
    from exporter.history import VERBS

    match words:
        case []:
            return "", ""
        case [verb] if verb in VERBS:
            raise UsageError(
                Message("history {verb} wants a name", verb=verb),
                hint=Message("dwexport history lists the names"),
            )
        case [name]:
            return "", name
        case [verb, name] if verb in VERBS:
            return verb, name
    raise UsageError(
        Message("history does not know {words!r}", words=" ".join(words)),
        hint=Message(
            "dwexport history, history NAME, or history undo, forget or repair NAME"
        ),
    )


def _change(verb: str, since_last: SinceLast, zone: tzinfo, *, as_json: bool) -> None:
    from exporter.history import forget_name, repair_name, undo_run

    name = since_last.name
    if verb == "undo":
        run = undo_run(since_last)
        say(
            Message(
                "the run of {time} under {name} is undone: {articles} will come again",
                time=_minute(run.at, zone),
                name=name,
                articles=count_articles(run.articles),
            )
        )
        if as_json:
            put_json(_as_json(run))
    elif verb == "forget":
        forget_name(since_last)
        say(Message("{name} is forgotten: the next run under it tells all", name=name))
    else:
        repaired = repair_name(since_last)
        if repaired is None:
            say(Message("the history of {name} is not damaged", name=name))
            return
        say(
            Message(
                "the history of {name} has {runs} now; the damaged one is kept as "
                "{copy}",
                name=name,
                runs=_count_runs(len(repaired.history.runs)),
                copy=repaired.copy,
            )
        )


def _show_names(names: Sequence[Named], zone: tzinfo, as_json: bool) -> int:
    """Print the names; return the exit code."""
    if as_json:
        put_json([_name_as_json(named) for named in names])
    elif not names:
        say(Message("nothing is remembered; --since-last NAME begins it"))
    else:
        put_lines([_name_in_words(named, zone) for named in names if named.history])
    faults = [named.fault for named in names if named.fault is not None]
    for fault in faults:
        say(Message("dwexport: {message}", message=fault.message))
        if fault.hint:
            say(Message("  try: {hint}", hint=fault.hint))
    return EXIT_WITH_PROBLEMS if faults else EXIT_COMPLETE


def _name_in_words(named: Named, zone: tzinfo) -> str:
    runs = named.history.runs if named.history else ()
    if not runs:
        return Message("{name}: no run", name=named.name)
    return Message(
        "{name}: {runs}, the last {time}, {articles} told",
        name=named.name,
        runs=_count_runs(len(runs)),
        time=_minute(runs[-1].at, zone),
        articles=count_articles(_count_told(runs)),
    )


def _name_as_json(named: Named) -> dict[str, Any]:
    runs = named.history.runs if named.history else ()
    return {
        "name": named.name,
        "damaged": named.fault is not None,
        "runs": len(runs),
        "last_run": runs[-1].at.isoformat() if runs else None,
        "articles": _count_told(runs),
    }


def _show_runs(since_last: SinceLast, zone: tzinfo, *, as_json: bool) -> None:
    from exporter.history import read_name

    runs = read_name(since_last).runs
    if as_json:
        put_json([_as_json(run) for run in runs])
        return
    if not runs:
        say(Message("{name}: no run", name=since_last.name))
    put_lines([_in_words(run, zone) for run in runs])


def _in_words(run: PastRun, zone: tzinfo) -> str:
    files = join(Message(", "), [file.shown for file in run.files])
    if not run.files:
        files = Message("standard output")
    line = Message(
        "{time}  {articles}  {files}",
        time=_minute(run.at, zone),
        articles=count_articles(run.articles),
        files=files,
    )
    if run.pending:
        return Message("{line}  (stopped; the next run settles it)", line=line)
    return line


def _as_json(run: PastRun) -> dict[str, Any]:
    return {
        "at": run.at.isoformat(),
        "pending": run.pending,
        "files": [file.shown for file in run.files],
        "articles": sorted({edition.id for edition in run.told}),
    }


def _count_told(runs: Sequence[PastRun]) -> int:
    return len({edition.id for run in runs for edition in run.told})


def _count_runs(number: int) -> Message:
    return count("1 run", "{number:,} runs", number)


def _minute(time: datetime, zone: tzinfo) -> str:
    from exporter.cli.summary import show_minute

    return show_minute(time, zone)


COMMAND = Command("history", _run, (HistoryArguments,), _EPILOG)
