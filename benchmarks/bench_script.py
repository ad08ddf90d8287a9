"""Measure what ``--script`` costs, as a share of the same book without it.

    python benchmarks/bench_script.py ARCHIVE MIRROR [--articles 500] [--runs 7]

It makes an EPUB, and a PDF of a tenth of the articles, with each script in turn, so
that a noisy machine disturbs all alike.  User and system time of all processes are
counted.  A first run fills the store and is not counted.  It prints the medians and
their ratios to the book whose scripts are kept.  Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

_SCRIPTS = ("keep", "hant", "tw", "hans")


def count_seconds(arguments: list[str], folder: Path) -> float:
    """Run dwexport with ``arguments``; return the seconds of CPU time it takes."""
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "exporter", *arguments],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)],
    )
    _, status, usage = os.wait4(process, 0)
    os.close(log)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit((folder / "log").read_text("utf-8"))
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the CPU time with each script, and its ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("mirror", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        common = [
            *("--offline", "-q", "--tz", "UTC", "--editions", "all"),
            *("--archive", str(options.archive), "--cache-dir", str(folder / "cache")),
            *("--image-mirror", str(options.mirror)),
        ]
        for command, articles in (
            ("epub", options.articles),
            ("pdf", max(options.articles // 10, 1)),
        ):
            book = [command, *common, "--limit", str(articles)]
            book += ["-o", str(folder / f"book.{command}")]
            count_seconds(book, folder)
            times: dict[str, list[float]] = {script: [] for script in _SCRIPTS}
            for _ in range(options.runs):
                for script, seconds in times.items():
                    seconds.append(count_seconds([*book, "--script", script], folder))
            medians = {script: statistics.median(s) for script, s in times.items()}
            print(f"{command}, at most {articles} articles")
            for script, median in medians.items():
                print(f"  {script}: {median:.2f} s, {median / medians['keep']:.3f}")


if __name__ == "__main__":
    main()
