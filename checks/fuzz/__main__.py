"""Runs the fuzzers and prints the number of runs and the finds."""

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.fuzz.targets import TARGETS

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases"
EXTRA_PATH: list[str] = []  # for the engine, so that a test can insert a mistake
_WORK = ROOT / "build" / "fuzz"
_EXECUTIONS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_COVERAGE = re.compile(r"\bcov: (\d+) ft: \d+")
# The last frame of a traceback with its error; libFuzzer's own message.
_TOLD = re.compile(
    r"([\w.]+\.py\", line \d+), in \w+\n.*\n[ ^~]*\n?(\w+(?:Error|Exception).*)"
)
_STOPPED = re.compile(r"SUMMARY: libFuzzer: (.*)")
_SECONDS_PER_INPUT = 20
_MB_OF_MEMORY = 2_048


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a run of the fuzzer; ``find`` is the input that failed, if any."""

    executions: int
    branches: int
    find: str
    log: str


def is_installed() -> bool:
    """Return whether atheris is installed."""
    return importlib.util.find_spec("atheris") is not None


def fuzz(name: str, work: Path, *limits: str) -> Result:
    """Fuzz the target ``name``; its corpus and its finds go to ``work``.

    ``limits`` are libFuzzer's, such as ``-runs=1000``.
    """
    target = TARGETS[name]
    corpus, finds = work / "corpus", work / "finds"
    corpus.mkdir(parents=True, exist_ok=True)
    finds.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed[: target.max_bytes])
    command = [
        *(sys.executable, "-m", "checks.fuzz.engine", name, str(corpus)),
        *(str(folder) for folder in [CASES / name] if folder.is_dir()),
        *(f"-artifact_prefix={finds}/", "-print_final_stats=1"),
        *(f"-max_len={target.max_bytes}", f"-rss_limit_mb={_MB_OF_MEMORY}"),
        *(f"-timeout={_SECONDS_PER_INPUT}", *limits),
    ]
    # An empty folder: a list of articles may name files, and must find none.
    with tempfile.TemporaryDirectory() as nowhere:
        run = subprocess.run(
            command,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=nowhere,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([*EXTRA_PATH, str(ROOT)])},
        )
    return _read_log(run.stdout.decode("utf-8", "replace"), run.returncode)


def _read_log(log: str, exit_code: int) -> Result:
    executions = [int(number) for number in _EXECUTIONS.findall(log)]
    branches = [int(number) for number in _COVERAGE.findall(log)]
    find = ""
    if exit_code:
        told = _TOLD.search(log) or _STOPPED.search(log)
        find = " ".join(told.groups()) if told else f"it ended with {exit_code}"
    return Result(sum(executions), max(branches, default=0), find, log)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, and print a row for each target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument(
        "--runs", type=int, default=20_000, help="inputs for each target"
    )
    options = parser.parse_args(arguments)
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"there is no target {', '.join(unknown)}")
    if not is_installed():
        parser.error("atheris is not installed: it is to be had for Linux on x86-64")
    found = 0
    print(f"{'target':10} {'executions':>11} {'per second':>11} {'branches':>9}  find")
    for name in options.targets or TARGETS:
        work = _WORK / name
        start = time.monotonic()
        result = fuzz(name, work, f"-runs={options.runs}")
        (work / "log").write_text(result.log, encoding="utf-8")
        rate = result.executions / (time.monotonic() - start)
        print(
            f"{name:10} {result.executions:11,} {rate:11,.0f} {result.branches:9,}"
            f"  {result.find or '-'}",
            flush=True,
        )
        found += bool(result.find)
    if found:
        print(f"the inputs and logs are in {_WORK}/TARGET")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
