"""Which files one run of the program enters, and how often it goes from one to another.

    python -m checks.walk [--checkout FOLDER] [--files] ARGUMENT…
    python -m checks.walk epub samples/articles/dw/1025986.md --images none -o x.epub

The arguments are those of dwexport; paths count from the current folder.
``--checkout`` names another checkout with its own ``.venv``, so that two forms of the
program can be compared.  A file is entered when one of its functions is called; a step
is a call from one file of ``exporter`` to another one.  A room is a module or a package
right below ``exporter/``.  Only the first process is looked at.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parents[1]
# Runs in the other checkout.  What is loaded at a start, such as a class, is no call.
_WALKER = """
import json, sys, threading
root, out, *arguments = sys.argv[1:]
files, steps, names = [], set(), {}
def file_of(code):
    if code not in names:
        inside = code.co_filename.startswith(root) and not code.co_name.startswith("<")
        names[code] = code.co_filename[len(root):] if inside else ""
    return names[code]
def look(frame, event, argument):
    if event != "call" or not (entered := file_of(frame.f_code)):
        return
    if entered not in files:
        files.append(entered)
    caller = frame.f_back
    while caller and not file_of(caller.f_code):
        caller = caller.f_back
    if caller and file_of(caller.f_code) != entered:
        steps.add((file_of(caller.f_code), entered))
sys.argv = ["dwexport", *arguments]
from exporter.cli import main
sys.setprofile(look)
try:
    main()
except SystemExit:
    pass
finally:
    sys.setprofile(None)
    json.dump([files, sorted(steps)], open(out, "w"))
"""


@dataclass(frozen=True, slots=True)
class Walk:
    """The files of ``exporter`` that a run enters, in order, and the steps between."""

    files: tuple[str, ...]
    steps: frozenset[tuple[str, str]]

    def describe(self) -> str:
        """Return the walk in two lines of figures: by file, and by room."""
        ways = {(_room_of(a), _room_of(b)) for a, b in self.steps}
        rooms = {_room_of(file) for file in self.files}
        return (
            f"{len(self.files)} files, {_count_ways(self.steps)}\n"
            f"{len(rooms)} rooms, {_count_ways(ways)}"
        )


def _room_of(file: str) -> str:
    return file.partition("/")[0].removesuffix(".py")


def _count_ways(ways: Set[tuple[str, str]]) -> str:
    several = {(a, b) for a, b in ways if a != b}
    both = sum((b, a) in several for a, b in several) // 2
    return f"{len(several)} ways from one to another, {both} in both directions"


def take_walk(arguments: list[str], out: Path, checkout: Path = _HERE) -> Walk:
    """Run dwexport in ``checkout`` with ``arguments``; return where it went.

    ``out`` is a file to use meanwhile.  Raises CalledProcessError if Python fails.
    """
    python = sys.executable if checkout == _HERE else checkout / ".venv/bin/python"
    root = f"{checkout / 'exporter'}/"
    subprocess.run(
        [str(python), "-c", _WALKER, root, str(out), *arguments],
        check=True,
        env={"PYTHONPATH": str(checkout), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    files, steps = json.loads(out.read_text("utf-8"))
    return Walk(tuple(files), frozenset((a, b) for a, b in steps))


def main() -> None:
    """Print the walk."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkout", type=Path, default=_HERE)
    parser.add_argument("--files", action="store_true", help="name them, in order")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        walk = take_walk(
            options.arguments, Path(folder, "walk.json"), options.checkout.resolve()
        )
    print(walk.describe())
    if options.files:
        print("\n".join(walk.files))


if __name__ == "__main__":
    main()
