#!/usr/bin/env python3
"""Measure how long a scan of a large archive takes, cold and warm.

usage: python benchmarks/bench_list.py [--files N] [--keep DIR]

Writes an archive of N (20,000) files of about 10 KB into a temporary folder, or into
DIR to use it again.  Prints medians in seconds: first of ``scan_archive`` alone, then
of whole ``dwexport list`` processes; without an index and with one; for one month and
for everything.  The file system's own cache is warm.  Nothing is checked: run it by
hand.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from exporter.archive import scan_archive
from exporter.journal import Journal

FOLDERS = ("dw", "德国之声", "BBC", "法广", "纽约时报")
HOSTS = ("www.dw.com", "www.dw.com", "www.bbc.com", "www.rfi.fr", "cn.nytimes.com")
MONTH = (datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC))
ROUNDS = 5
PARAGRAPH = "<p>" + "这里是一段没有内容的正文，只为了让文件够长。" * 9 + "</p>"


def main() -> None:
    """Write the archive, measure, print."""
    parser = argparse.ArgumentParser(description="Measure scans of a large archive.")
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="where the archive is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        if not (folder / "archive").exists():
            write_archive(folder, options.files)
        measure_scans(folder)
        measure_processes(folder)


def write_archive(folder: Path, count: int) -> None:
    """Write ``count`` articles from 2020 to 2024 as a folder and as a .zip."""
    first = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    step = (int(MONTH[1].timestamp()) - first) // count
    with ZipFile(folder / "archive.zip", "w", ZIP_DEFLATED) as packed:
        for number in range(count):
            kind = number % len(FOLDERS)
            name = f"articles/{FOLDERS[kind]}/{1_100_000 - number}.md"
            text = (
                f"<!--{(first + number * step) * 1000}-->\n[第{number}篇文章的标题]"
                f"(https://{HOSTS[kind]}/zh/%E6%A0%87%E9%A2%98/a-{number})\n------\n\n"
                f"<div><i>某人<br>2024-06-18T12:37:07.167Z</i></div>{PARAGRAPH * 17}"
            )
            path = folder / "archive" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            packed.writestr(name, text)


def measure_scans(folder: Path) -> None:
    """Print how long ``scan_archive`` takes."""
    for archive in (folder / "archive", folder / "archive.zip"):
        index_path = folder / f"{archive.name}.sqlite"
        for label, period in (("month", MONTH), ("all", (None, None))):
            for state, index in (("no index", None), ("index", index_path)):
                run = partial(scan, archive, index, period)
                run()
                report(f"scan {archive.name}, {label}, {state}", run)


def scan(archive: Path, index_path: Path | None, period: tuple[Any, Any]) -> None:
    """Scan ``archive`` once."""
    scan_archive(
        archive,
        index_path=index_path,
        journal=Journal(),
        since=period[0],
        until=period[1],
    )


def measure_processes(folder: Path) -> None:
    """Print how long ``dwexport list`` takes as a process."""
    for label, dates in (("month", ["--since", "2024-06"]), ("all", [])):
        for state in ("new", "kept"):
            cache = folder / f"cache-{state}"
            options = ["--archive", folder / "archive", "--cache-dir", cache, *dates]
            run = partial(run_list, options, cache if state == "new" else None)
            run()
            report(f"dwexport list, {label}, {state} index", run)


def run_list(options: Sequence[object], stale_cache: Path | None) -> None:
    """Run ``dwexport list`` after removing the index in ``stale_cache``, if given."""
    if stale_cache:
        (stale_cache / "archive.sqlite").unlink(missing_ok=True)
    command = [sys.executable, "-m", "exporter", "list", "--tz", "UTC"]
    subprocess.run(
        [*command, *map(str, options)], check=True, stdout=subprocess.DEVNULL
    )


def report(label: str, run: Callable[[], None]) -> None:
    """Run ``run`` several times; print the median of the seconds it took."""
    seconds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    print(f"{statistics.median(seconds):6.3f} s  {label}")


if __name__ == "__main__":
    main()
