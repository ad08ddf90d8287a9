"""Measure the CPU time of this checkout as a share of that of another checkout.

    python benchmarks/bench_against.py OTHER ARCHIVE MIRROR [--articles 30] [--runs 7]

``OTHER`` is the folder of another checkout of dwexport, with its own ``.venv``.  Both
make the same book at the same time on the same core, so everything that slows the
machine slows both alike.  The ratios of two runs then differ by about a hundredth;
with commands one after the other they differ by a tenth.  User and system time of the
whole process tree are counted.  A first run of each fills its store and its bytecode
cache and is not counted.  Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from together import MeasuredCommand, run_together

_HERE = Path(__file__).resolve().parents[1]
_PARSE = """
from pathlib import Path
import sys
from exporter.archive import ArticleReader, scan_archive
from exporter.language import tag_language
from exporter.parse import parse_article
try:
    from exporter.journal import Journal
    journal = Journal()
    scan = scan_archive(Path(sys.argv[1]), index_path=None, journal=journal)
    reader = ArticleReader(journal)
except ImportError:  # a checkout from before there were journals
    from exporter.progress import SilentProgress
    scan = scan_archive(
        Path(sys.argv[1]), index_path=None, problems=[], progress=SilentProgress()
    )
    reader = ArticleReader([])
with reader:
    bodies = [(header, reader.read_body(header)) for header in scan.headers]
for _ in range(10):
    for header, body in bodies:
        if body is not None:
            tag_language(parse_article(header, body))
"""


def commands(archive: Path, mirror: Path, articles: int) -> dict[str, list[str]]:
    """Return the commands to measure: arguments of Python, by name."""
    common = [
        *("-q", "--offline", "--archive", str(archive), "--tz", "UTC"),
        *("--image-mirror", str(mirror), "-o"),
    ]
    epub = ["epub", "--editions", "all", "--max-size", "none", *common, "book.epub"]
    pdf = ["pdf", "--limit", str(articles), *common, "book.pdf"]
    return {
        f"PDF, {articles} articles": ["-m", "exporter", *pdf],
        "EPUB, whole archive": ["-m", "exporter", *epub],
        "parsing, 10 times": ["-c", _PARSE, str(archive)],
    }


def run_in_each(
    checkouts: list[Path], arguments: list[str], folder: Path, core: int
) -> list[float]:
    """Run the same command in each checkout at once; return the CPU seconds."""
    commands: dict[str, MeasuredCommand] = {}
    for checkout in checkouts:
        work = folder / str(checkouts.index(checkout))
        work.mkdir(exist_ok=True)
        environ = os.environ | {
            "PYTHONPATH": str(checkout),
            "PYTHONPYCACHEPREFIX": str(work / "bytecode"),
            "DWEXPORT_CACHE_DIR": str(work / "cache"),
            "SOURCE_DATE_EPOCH": "1718714822",
        }
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        python = str(checkout / ".venv/bin/python")
        commands[str(checkout)] = MeasuredCommand([python, *arguments], work, environ)
    seconds = run_together(commands, core)
    return [seconds[str(checkout)] for checkout in checkouts]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("archive", type=Path)
    parser.add_argument("mirror", type=Path)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--core", type=int, default=0)
    options = parser.parse_args()
    checkouts = [_HERE, options.other.resolve()]
    archive, mirror = options.archive.resolve(), options.mirror.resolve()
    print(f"CPU seconds here and in {options.other}, and their ratio (least, most)")
    with tempfile.TemporaryDirectory() as name:
        for what, arguments in commands(archive, mirror, options.articles).items():
            run_in_each(checkouts, arguments, Path(name), options.core)
            found = [
                run_in_each(checkouts, arguments, Path(name), options.core)
                for _ in range(options.runs)
            ]
            ours, theirs = (
                statistics.median(column) for column in zip(*found, strict=True)
            )
            ratios = [one / other for one, other in found]
            ratio = statistics.median(ratios)
            print(
                f"  {what:22} {ours:6.2f} s {theirs:6.2f} s  "
                f"{ratio:5.3f} ({min(ratios):.3f}, {max(ratios):.3f})"
            )


if __name__ == "__main__":
    main()
