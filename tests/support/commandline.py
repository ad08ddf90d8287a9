"""Runs the command line as a user does, and keeps stdout and stderr apart.

Arguments go in, a CliResult comes out.  In this process it is fast, and counted by
coverage; in a process of its own it is the real thing: signals, buffers, pipes.
Tests get it as the fixture ``run_cli``.
"""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
_TIMEOUT_SECONDS = 300
# `python -m exporter`, off the network.
_START = """\
import runpy
from tests.support.network import block_network
block_network()
runpy.run_module("exporter", run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True, slots=True)
class CliResult:
    """The result of a run of the command line; ``out_bytes`` is stdout unchanged."""

    exit_code: int
    out_bytes: bytes
    err: str

    @property
    def out(self) -> str:
        """Return stdout as text."""
        return self.out_bytes.decode("utf-8")


class RunCli(Protocol):
    """Runs ``dwexport ARGS``; see the fixture ``run_cli``."""

    def __call__(
        self,
        *args: str | Path,
        stdin: str = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        own_process: bool = False,
    ) -> CliResult:
        """Run in folder ``cwd`` with ``env`` added to the environment."""


def run_in_process(
    args: list[str], *, stdin: str, cwd: Path, env: Mapping[str, str]
) -> CliResult:
    """Run ``exporter.cli.main`` here; any exception but SystemExit comes through."""
    # Imported here because typer reads the environment when it is imported.
    from exporter.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, env),
        mock.patch.object(sys, "stdin", typed),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            exit_code = main(args)
        except SystemExit as stop:
            exit_code = _exit_code(stop)
    return CliResult(exit_code, _written(out), _written(err).decode("utf-8"))


def run_in_own_process(
    args: list[str], *, stdin: str, cwd: Path, env: Mapping[str, str]
) -> CliResult:
    """Run ``python -m exporter`` in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", _START, *args],
        check=False,
        capture_output=True,
        input=stdin.encode(),
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        timeout=_TIMEOUT_SECONDS,
    )
    return CliResult(run.returncode, run.stdout, run.stderr.decode("utf-8"))


def start_in_own_process(
    args: list[str], *, cwd: Path, env: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """Start ``python -m exporter`` in a process of its own, and do not wait."""
    return subprocess.Popen(
        [sys.executable, "-c", _START, *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )


def _exit_code(stop: SystemExit) -> int:
    """Return the exit code that the interpreter would have."""
    if stop.code is None or isinstance(stop.code, int):
        return stop.code or 0
    sys.stderr.write(f"{stop.code}\n")
    return 1


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()
