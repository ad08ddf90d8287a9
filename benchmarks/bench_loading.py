"""How much CPU time WeasyPrint takes to load, with and without a search for libraries.

    python benchmarks/bench_loading.py [--runs 11]

Both are timed alternately, each in a new process.  Its child processes count, too.
Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys

_SEARCHING = "import exporter.formats.pdf.weasyprint.engine"
_NAMING = "from exporter.formats.pdf.weasyprint import load_engine; load_engine()"


def measure(program: str) -> float:
    """Return the CPU seconds of a new Python that runs ``program``."""
    started = subprocess.Popen([sys.executable, "-c", program])
    _pid, status, usage = os.wait4(started.pid, 0)
    if status:
        raise SystemExit(f"failed: {program}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    found = [(measure(_SEARCHING), measure(_NAMING)) for _ in range(options.runs + 1)]
    searching, naming = (
        statistics.median(column) for column in zip(*found[1:], strict=True)
    )
    print(
        f"CPU seconds with a search {searching:.2f}, without {naming:.2f}: "
        f"{naming / searching:.2f}"
    )


if __name__ == "__main__":
    main()
