"""What ``dwexport history`` does: lists, shows, undoes, forgets and repairs."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exporter.errors import InputError, OutputError, UsageError
from exporter.history.memory import hold_name, settle
from exporter.history.names import SinceLast, list_histories, unknown_name
from exporter.history.runs import (
    DamagedError,
    History,
    PastRun,
    read_history,
    write_history,
)
from exporter.words import Message, word_os_error


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its history, or with what is wrong with that."""

    name: str
    history: History | None
    fault: InputError | None = None


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mended history, and the copy of the damaged one."""

    history: History
    copy: Path


def list_names(state_dir: Path | None) -> list[Named]:
    """Return all names with their histories."""
    found = []
    for path in list_histories(state_dir):
        try:
            history = read_history(path)
        except InputError as error:
            found.append(Named(path.stem, None, error))
        else:
            if history is not None:
                found.append(Named(history.name, history))
    return found


def read_name(since_last: SinceLast) -> History:
    """Return the history of a name.

    Raises UsageError if it has none, and InputError if it is damaged.
    """
    history = read_history(since_last.path)
    if history is None:
        raise unknown_name(since_last.name, since_last.state_dir)
    return history


def undo_run(since_last: SinceLast) -> PastRun:
    """Take back the last run under a name, and return it.

    Raises UsageError if there is none, and ExportError if the name is in use.
    """
    read_name(since_last)
    with hold_name(since_last):
        history = settle(since_last.path, read_name(since_last))
        if not history.runs:
            raise UsageError(
                Message("no run under {name} is left to undo", name=since_last.name),
                hint=Message("dwexport history lists the names and their runs"),
            )
        write_history(since_last.path, history.without_last())
    return history.runs[-1]


def forget_name(since_last: SinceLast) -> None:
    """Remove the history of a name, also a damaged one.

    Raises UsageError if it has none, and ExportError if the name is in use.
    """
    if not since_last.path.exists():
        raise unknown_name(since_last.name, since_last.state_dir)
    with hold_name(since_last):
        with contextlib.suppress(InputError):  # damaged: nothing to settle
            settle(since_last.path, read_name(since_last))
        try:
            since_last.path.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(since_last.path, error) from error


def repair_name(since_last: SinceLast) -> Repaired | None:
    """Keep of a damaged history the runs that can be read; None if it is whole.

    The damaged file is kept beside it.  Raises UsageError if there is none.
    """
    path = since_last.path
    with hold_name(since_last):
        try:
            read_name(since_last)
        except DamagedError as error:
            copy = _copy_name(path)
            try:
                copy.write_bytes(path.read_bytes())
            except OSError as fault:
                raise _cannot_write(copy, fault) from fault
            write_history(path, error.rest)
            return Repaired(error.rest, copy)
    return None


def _copy_name(path: Path) -> Path:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return path.with_suffix(f".damaged-{now}-{os.getpid()}")


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        Message("cannot write {path}: {why}", path=path, why=word_os_error(error)),
        hint=Message("free some space, or name another folder with --state-dir"),
    )
