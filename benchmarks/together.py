"""Commands that run at once on one core, so that they can be compared.

Everything that slows the machine slows all of them alike.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class MeasuredCommand:
    """A command; None means this process's folder and environment."""

    arguments: Sequence[str]
    folder: Path | None = None
    environ: Mapping[str, str] | None = None


def run_together(
    commands: Mapping[str, MeasuredCommand], core: int
) -> dict[str, float]:
    """Run ``commands`` at once on ``core``; return the CPU seconds of each by name.

    User and system time of a command and its children are counted.  Ends the program if
    a command fails; exit code 3 is a book with problems.
    """
    names: dict[int, str] = {}
    for name, command in commands.items():
        started = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=command.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.sched_setaffinity(started.pid, {core})
        names[started.pid] = name
    seconds: dict[str, float] = {}
    while names:
        pid, status, usage = os.wait4(-1, 0)
        name = names.pop(pid)
        if os.waitstatus_to_exitcode(status) not in (0, 3):
            arguments = " ".join(commands[name].arguments)
            raise SystemExit(f"{name} failed: {arguments[:200]}")
        seconds[name] = usage.ru_utime + usage.ru_stime
    return seconds
