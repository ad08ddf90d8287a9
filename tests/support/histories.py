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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.commandline import ROOT
from tests.support.news import PLAIN, read_book

_OPERATIONS = ("fsync", "replace", "unlink")


@dataclass(frozen=True, slots=True)
class KilledRun:
    """What there was after a run was killed, and after the next.

    ``titles`` are those of the books of the killed run, which may have got their names
    later; ``next_titles`` those of the next run's book.
    """

    operation: int
    killed: bool
    titles: list[str]
    next_code: int
    next_titles: list[str]


def kill_at_operations(folder: Path, *arguments: str) -> list[KilledRun]:
    """Kill runs of ``dwexport epub ARGUMENTS`` in ``folder`` at every operation."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.histories", str(folder), *arguments],
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


def titles_in(paths: Iterator[Path]) -> list[str]:
    """Return the titles of the articles in the books at ``paths``."""
    return sorted(title for path in paths for title in read_book(path).headlines)


def _main(folder: Path, arguments: list[str]) -> list[dict[str, Any]]:
    load_all()
    rows: list[dict[str, Any]] = []
    killed = True
    while killed:
        place = folder / f"run-{len(rows)}"
        place.mkdir()
        book = [*arguments, "-o", f"{place}/book.epub"]
        killed = _run(folder, place, book, kill_at=len(rows)) == -signal.SIGKILL
        code = _run(folder, place, [*arguments, "-o", f"{place}/next.epub"])
        rows.append(
            {
                "operation": len(rows),
                "killed": killed,
                "titles": titles_in(place.glob("book*.epub")),
                "next_code": code,
                "next_titles": titles_in(place.glob("next*.epub")),
            }
        )
    return rows


def _run(
    folder: Path, place: Path, arguments: list[str], *, kill_at: int | None = None
) -> int:
    """Run ``epub`` in a process of its own, and return its exit code.

    With ``kill_at`` it is killed, unless it ends before that moment.
    """
    process = os.fork()
    if process == 0:
        from exporter.cli import main

        os.chdir(folder)
        os.dup2(os.open(place / "output", os.O_CREAT | os.O_WRONLY), 1)
        os.dup2(1, 2)
        if kill_at is not None:
            _arm(kill_at)
        state = (
            "--state-dir",
            str(place / "state"),
            "--cache-dir",
            str(place / "cache"),
        )
        os._exit(main(["epub", *PLAIN, *state, *arguments]))
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
    sys.stdout.write(json.dumps(_main(Path(sys.argv[1]), sys.argv[2:])))
