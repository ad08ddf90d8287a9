"""Histories of --since-last for tests: runs on an invented archive, kills included.

``kill_at_operations`` makes one run after another, each in a forked process that kills
itself with SIGKILL just before or after its next operation on a file, until one run
comes to its end.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.commandline import ROOT
from tests.support.news import PLAIN, read_book

_OPERATIONS = ("fsync", "replace", "unlink")


@dataclass(frozen=True, slots=True)
class KilledRun:
    """What there was after runs were killed, and after the next.

    ``operation`` is the moment at which the last of them was killed.  ``titles`` are
    those of the books of killed runs, which may have got their names later;
    ``next_titles`` those of the next run's book.
    """

    operation: int
    killed: bool
    titles: list[str]
    next_code: int
    next_titles: list[str]


def kill_at_operations(
    folder: Path, *arguments: str, first_at: int | None = None
) -> list[KilledRun]:
    """Kill runs of ``dwexport epub ARGUMENTS`` in ``folder`` at every operation.

    With ``first_at`` a run that was killed at this operation precedes each of them.
    """
    first = "" if first_at is None else str(first_at)
    command = [sys.executable, "-m", "tests.support.histories", str(folder), first]
    done = subprocess.run(
        [*command, *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
    )
    return [KilledRun(**row) for row in json.loads(done.stdout)]


def load_all() -> None:
    """Load what a run loads, so that forked processes need not."""
    from exporter.formats import EpubFormat

    EpubFormat().load()


def titles_in(paths: Iterable[Path]) -> list[str]:
    """Return the titles of the articles in the books at ``paths``."""
    return sorted(title for path in paths for title in read_book(path).headlines)


def _main(folder: Path, first: str, arguments: list[str]) -> list[dict[str, Any]]:
    load_all()
    rows: list[dict[str, Any]] = []
    killed = True
    while killed:
        place = folder / f"run-{first}-{len(rows)}"
        place.mkdir()
        if first:
            _run(place, [*arguments, "-o", "first.epub"], kill_at=int(first))
        code = _run(place, [*arguments, "-o", "book.epub"], kill_at=len(rows))
        killed = code == -signal.SIGKILL
        code = _run(place, [*arguments, "-o", "next.epub"])
        made = [*place.glob("first*.epub"), *place.glob("book*.epub")]
        rows.append(
            {
                "operation": len(rows),
                "killed": killed,
                "titles": titles_in(made),
                "next_code": code,
                "next_titles": titles_in(place.glob("next*.epub")),
            }
        )
    return rows


def _run(place: Path, arguments: list[str], *, kill_at: int | None = None) -> int:
    """Run ``epub`` in a process of its own and in ``place``; return its exit code.

    With ``kill_at`` it is killed, unless it ends before that moment.
    """
    process = os.fork()
    if process == 0:
        from exporter.cli import main

        os.chdir(place)
        os.dup2(os.open("output", os.O_CREAT | os.O_APPEND | os.O_WRONLY), 1)
        os.dup2(1, 2)
        if kill_at is not None:
            _arm(kill_at)
        folders = ("--archive", "..", "--state-dir", "state", "--cache-dir", "cache")
        os._exit(main(["epub", *PLAIN, *folders, *arguments]))
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


def _arm(kill_at: int) -> None:
    """Make this process kill itself at its ``kill_at``-th moment.

    Moments are those before and after each operation on a file.
    """
    moments = iter(range(1_000_000))

    def maybe_die() -> None:
        if next(moments) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrapped(operation: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            maybe_die()
            try:
                return operation(*args, **options)
            finally:
                maybe_die()

        return run

    for name in _OPERATIONS:
        setattr(os, name, wrapped(getattr(os, name)))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])))
