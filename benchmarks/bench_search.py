#!/usr/bin/env python3
"""Measure searching in a large archive: how long an index takes, and what it saves.

usage: python benchmarks/bench_search.py ARCHIVE [--articles N]

ARCHIVE is a folder as ``make_news.py`` makes it.  Prints first how long it takes to
build the index of N articles (all), as a ratio to a plain scan of the same articles by
the same number of processes, and to reading their bytes; both in seconds of wall and of
processor, because other work on the machine spoils the first.  Then the index's size,
and how long whole ``dwexport list --match`` processes take with it, as ratios to
``dwexport list``.  The file system's own cache is warm.  Nothing is checked: run it by
hand.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_ROUNDS = 5
_QUESTIONS = {
    "no --match": [],
    "two characters, in every fifth article": ["--match", "北约"],
    "three characters, rare": ["--match", "守望者"],
    "five characters, rare": ["--match", "灯塔守望者"],
    "a phrase of four": ["--match", '"渡轮公司"'],
    "one without another": ["--match", "北约 -峰会"],
    "one or another": ["--match", "灯塔守望者 OR 渡轮公司"],
    "a regular expression": ["--regex", "渡轮.司"],
    "a single character": ["--match", "约"],
}
# Runs in a process of its own: argv is what to do, the archive, the cache, a number.
_STEP = """
import sys
from pathlib import Path
from exporter.archive import scan_archive
from exporter.caches import index_file, search_folder
from exporter.journal import Journal
from exporter.search import Word
from exporter.search.indexed import scan_indexed
from exporter.search.scan import scan_facts

step, archive, cache, limit = sys.argv[1], *map(Path, sys.argv[2:4]), int(sys.argv[4])
journal = Journal()
found = scan_archive(archive, index_path=index_file(cache), journal=journal)
headers = found.headers[:limit]
if step == "bytes":
    sum(len(Path(header.location.path).read_bytes()) for header in headers)
elif step == "plain":
    scan_facts(headers, journal, text=Word("北约"))
elif step == "build":
    scan_indexed(headers, journal, text=Word("北约"), folder=search_folder(cache))
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of wall and of processor, all processes together."""

    wall: float
    processor: float

    def __sub__(self, other: "Spent") -> "Spent":
        """Return the difference of both."""
        return Spent(self.wall - other.wall, self.processor - other.processor)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=sys.maxsize)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        measure_building(options.archive, cache, options.articles)
        measure_questions(options.archive, cache)


def measure_building(archive: Path, cache: Path, limit: int) -> None:
    """Print what building costs.  Scanning for headers is not counted."""

    def run(step: str) -> Spent:
        command = [sys.executable, "-c", _STEP, step, str(archive), str(cache)]
        return spend([*command, str(limit)])

    run("nothing")
    base = run("nothing")
    costs = {step: run(step) - base for step in ("bytes", "plain", "build")}
    for step, cost in costs.items():
        print(f"{cost.wall:8.1f} s, {cost.processor:8.1f} s of processor  {step}")
    for other in ("plain", "bytes"):
        walls = costs["build"].wall / max(costs[other].wall, 0.01)
        processors = costs["build"].processor / max(costs[other].processor, 0.01)
        print(f"{walls:8.2f}, {processors:.2f} of processor  build : {other}")
    index = sum(path.stat().st_size for path in (cache / "search").iterdir())
    size = sum(path.stat().st_size for path in archive.rglob("*.md"))
    print(f"{index / size:8.2f}  index : archive, of {index >> 20} and {size >> 20} MB")


def measure_questions(archive: Path, cache: Path) -> None:
    """Print how long the command takes that answers each question, by turns."""
    list_all = [sys.executable, "-m", "exporter", "list", "--limit", "20"]
    list_all += ["--archive", str(archive), "--cache-dir", str(cache), "--tz", "UTC"]
    spent: dict[str, list[Spent]] = {name: [] for name in _QUESTIONS}
    for _ in range(_ROUNDS):
        for name, asked in _QUESTIONS.items():
            spent[name].append(spend([*list_all, *asked]))
    bare = median(spent["no --match"], lambda s: s.processor)
    for name, several in spent.items():
        wall = median(several, lambda s: s.wall)
        processor = median(several, lambda s: s.processor)
        print(f"{wall:8.2f} s, {processor / bare:5.2f} of plain list  {name}")


def median(several: Sequence[Spent], key: Callable[[Spent], float]) -> float:
    """Return the median of one of the numbers."""
    return statistics.median(map(key, several))


def spend(command: Sequence[str]) -> Spent:
    """Run ``command`` and return what it took."""
    before, started = _processor_seconds(), time.perf_counter()
    subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall = time.perf_counter() - started
    return Spent(wall, _processor_seconds() - before)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
