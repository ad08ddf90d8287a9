"""How the program hangs together: its rooms, and which imports which.

    python -m checks.rooms [CHECKOUT] [--arrows]

A room is a module or a package right below ``exporter/``.  An arrow goes from a room
to one that it imports; ``exporter/__init__.py``, the public door, is no room.  Told as
well are the circles of modules, the imports that go past a package's ``__init__``, and
the lines of Python.  ``CHECKOUT`` is another checkout of dwexport.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from tests.support.imports import Sources, read_sources

_HERE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class House:
    """The rooms of a checkout, and the arrows between them."""

    rooms: frozenset[str]
    arrows: frozenset[tuple[str, str]]
    sources: Sources

    def describe(self) -> str:
        """Return the house in one line of figures."""
        lines = sum(
            len(path.read_text("utf-8").splitlines())
            for path in self.sources.files.values()
        )
        return (
            f"{len(self.rooms)} rooms, {len(self.arrows)} arrows, "
            f"{len(self.sources.circles())} circles of modules, "
            f"{len(self.sources.past_the_door())} imports past a door, "
            f"{len(self.sources.files)} files, {lines} lines"
        )


def read_house(checkout: Path) -> House:
    """Return the house in ``checkout``, from the imports in its sources."""
    sources = read_sources(checkout / "exporter")
    room = {module: _room_of(module) for module in sources.files}
    pairs = {(room[one.importer], room[one.imported]) for one in sources.imports()}
    return House(
        rooms=frozenset(filter(None, room.values())),
        arrows=frozenset((a, b) for a, b in pairs if a and b and a != b),
        sources=sources,
    )


def _room_of(module: str) -> str:
    """Return the room of a module, "" for the public door."""
    return module.partition(".")[2].partition(".")[0]


def main() -> None:
    """Print the house."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkout", type=Path, nargs="?", default=_HERE)
    parser.add_argument("--arrows", action="store_true", help="name them all")
    options = parser.parse_args()
    house = read_house(options.checkout)
    print(house.describe())
    for circle in house.sources.circles():
        print("circle:", ", ".join(circle))
    if options.arrows:
        for importer, imported in sorted(house.arrows):
            print(importer, "→", imported)


if __name__ == "__main__":
    main()
