"""What shared galleries and related articles cost, compared with a book without them.

    python benchmarks/bench_stories.py ARCHIVE [--limit 30] [--runs 11]

Both books are made alternately, each by a new process, without pictures.  CPU seconds
include child processes.  Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

_WITH: tuple[str, ...] = ()
_WITHOUT = ("--galleries", "every", "--related", "0")


def measure(archive: Path, folder: Path, limit: int, options: tuple[str, ...]) -> float:
    """Return the CPU seconds of an EPUB of ``limit`` articles made with ``options``."""
    command = [sys.executable, "-m", "exporter", "epub", "--archive", str(archive)]
    command += ["--images", "none", "--limit", str(limit), "-q", *options]
    command += ["-o", str(folder / "book.epub"), "--cache-dir", str(folder / "cache")]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(started.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--limit", type=int, default=30)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [
            [
                measure(options.archive, folder, options.limit, way)
                for way in (_WITHOUT, _WITH)
            ]
            for _ in range(options.runs + 1)
        ]
    pairs = found[1:]
    without, both = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"CPU seconds without {without:.2f}, with {both:.2f}: {ratio:.3f}")


if __name__ == "__main__":
    main()
