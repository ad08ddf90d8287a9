"""Measure what ``--script`` costs, as a share of the same book without it.

    python benchmarks/bench_script.py ARCHIVE MIRROR [--articles 500] [--runs 7]

It makes an EPUB, and a PDF of a tenth of the articles.  The book in a script and the
book that keeps the scripts are made at the same time on the same core, so everything
that slows the machine slows both alike.  User and system time are counted.  A first run
fills the store and is not counted.  Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from together import MeasuredCommand, run_together


def make_books(
    commands: dict[str, list[str]], folder: Path, core: int
) -> dict[str, float]:
    """Run dwexport with the arguments of each command at once; return CPU seconds."""
    measured = {}
    for name, arguments in commands.items():
        output = str(folder / f"{name}.{arguments[0]}")
        measured[name] = MeasuredCommand(
            [sys.executable, "-m", "exporter", *arguments, "-o", output]
        )
    return run_together(measured, core)


def main() -> None:
    """Print the CPU time with each script and without, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("mirror", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--core", type=int, default=0)
    options = parser.parse_args()
    limits = {"epub": options.articles, "pdf": max(options.articles // 10, 1)}
    with tempfile.TemporaryDirectory() as name:
        common = [
            *("--offline", "-q", "--tz", "UTC", "--editions", "all"),
            *("--archive", str(options.archive), "--image-mirror", str(options.mirror)),
            *("--cache-dir", str(Path(name) / "cache")),
        ]
        for command, articles in limits.items():
            print(f"{command}, at most {articles} articles")
            keep = [command, *common, "--limit", str(articles)]
            make_books({"keep": keep}, Path(name), options.core)
            for script in ("hans", "hant", "tw", "hk"):
                both = {"keep": keep, script: [*keep, "--script", script]}
                found = [
                    make_books(both, Path(name), options.core)
                    for _ in range(options.runs)
                ]
                print(f"  {script:4} {describe(found, script)}")


def describe(found: list[dict[str, float]], script: str) -> str:
    """Return the medians and their ratio, with the least and the most, as text."""
    ratios = [run[script] / run["keep"] for run in found]
    ours = statistics.median(run[script] for run in found)
    keep = statistics.median(run["keep"] for run in found)
    return (
        f"{ours:6.2f} s, without {keep:6.2f} s: {statistics.median(ratios):5.3f}"
        f" ({min(ratios):.3f}, {max(ratios):.3f})"
    )


if __name__ == "__main__":
    main()
