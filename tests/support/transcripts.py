"""Transcripts of a terminal in a document: read, run again, and compared.

A transcript is a code block of the language ``console``.  A line after ``$ `` is a
command for bash; a line after ``> `` continues it.  The lines below are what it prints,
standard error included, and ``[exit code 3]`` after them if that is not 0.  In printed
lines ``…`` stands for any text, and a line that is only ``…`` for any number of lines.

All transcripts below one heading (``## …``) run in the same folder, one after another.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TIMEOUT_SECONDS = 300
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANY = "…"


@dataclass(frozen=True, slots=True)
class TranscriptCommand:
    """A command of a transcript and the lines that it should print."""

    command: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The commands below one heading of a document."""

    title: str
    commands: tuple[TranscriptCommand, ...]


def read_recipes(document: str) -> list[Recipe]:
    """Return the recipes in ``document``: its headings that have transcripts."""
    sections = re.split(r"^## (.+)\n", document, flags=re.MULTILINE)[1:]
    recipes = []
    for title, text in zip(sections[::2], sections[1::2], strict=True):
        blocks = _BLOCK.findall(text)
        commands = tuple(c for block in blocks for c in _read_commands(block))
        if commands:
            recipes.append(Recipe(title.strip(), commands))
    return recipes


def run_command(command: str, *, cwd: Path, env: Mapping[str, str]) -> tuple[str, ...]:
    """Run ``command`` in bash; return the lines printed, and the exit code if not 0."""
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        env=env,
        timeout=_TIMEOUT_SECONDS,
    )
    lines = [line.rstrip() for line in run.stdout.decode("utf-8").splitlines()]
    if run.returncode:
        lines.append(f"[exit code {run.returncode}]")
    return tuple(lines)


def matches(printed: Sequence[str], expected: Sequence[str]) -> bool:
    """Return whether the lines ``printed`` are those ``expected``."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == _ANY else _line_pattern(line) for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def _line_pattern(line: str) -> str:
    return ".*?".join(re.escape(part) for part in line.split(_ANY)) + r"\n"


def _read_commands(block: str) -> Iterator[TranscriptCommand]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        first, *others = (line.rstrip() for line in part.rstrip("\n").split("\n"))
        command = [first]
        while others and others[0].startswith("> "):
            command.append(others.pop(0).removeprefix("> "))
        yield TranscriptCommand("\n".join(command), tuple(others))
