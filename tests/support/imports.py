"""The imports of the modules of ``exporter``, read from their source.

Every import counts: at the top, inside a function, under ``TYPE_CHECKING``.  Only
``exporter.__version__`` does not, for the front door imports everything.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Import:
    """A line of ``importer`` that takes ``name`` from the module ``imported``.

    For ``from exporter.fonts import Face`` the module is ``exporter.fonts``, for
    ``from exporter.fonts import faces`` it is ``exporter.fonts.faces``.
    """

    importer: str
    line: int
    imported: str
    name: str

    def __str__(self) -> str:
        """Return the import in words."""
        return f"{self.importer}:{self.line} imports {self.imported}"


@dataclass(frozen=True, slots=True)
class Sources:
    """The modules of a package by full name, each with its file."""

    files: Mapping[str, Path]

    @property
    def packages(self) -> set[str]:
        """Return the modules that are packages."""
        return {m for m, path in self.files.items() if path.name == "__init__.py"}

    def imports(self) -> list[Import]:
        """Return every import of one of these modules by another."""
        return [
            Import(module, line, imported, name)
            for module, path in self.files.items()
            for line, source, name in read_statements(path)
            if (imported := self._module_of(source, name)) not in ("", module)
        ]

    def public_names(self, module: str) -> set[str]:
        """Return what is in the ``__all__`` of ``module``; nothing without one."""
        for node in ast.parse(self.files[module].read_text("utf-8")).body:
            if (
                isinstance(node, ast.Assign)
                and ast.unparse(node.targets[0]) == "__all__"
            ):
                return set(ast.literal_eval(node.value))
        return set()

    def past_the_door(self) -> list[Import]:
        """Return the imports that reach into a package from outside it.

        ``exporter.fonts.faces`` is inside ``exporter.fonts``; who is not takes what the
        package's ``__init__`` names.
        """
        return [one for one in self.imports() if self._reaches_inside(one)]

    def circles(self) -> list[list[str]]:
        """Return the groups of modules that import each other, directly or not."""
        later: dict[str, set[str]] = {module: set() for module in self.files}
        for one in self.imports():
            later[one.importer].add(one.imported)
        reached = {module: _reach(module, later) for module in later}
        groups = {
            frozenset(m for m in reached[module] if module in reached[m])
            for module in later
            if module in reached[module]
        }
        return sorted(sorted(group) for group in groups)

    def _module_of(self, source: str, name: str) -> str:
        """Return which of the modules is imported, "" for none or the version."""
        if name == "__version__":
            return ""
        full = f"{source}.{name}" if name else source
        if full in self.files:
            return full
        return source if source in self.files else ""

    def _reaches_inside(self, one: Import) -> bool:
        parts = one.imported.split(".")
        # The first part is the whole program: nothing here is outside of it.
        around = (".".join(parts[:end]) for end in range(2, len(parts)))
        return any(
            package in self.packages
            and not f"{one.importer}.".startswith(f"{package}.")
            for package in around
        )


def read_sources(package: Path) -> Sources:
    """Return the modules of the package in the folder ``package``."""
    files = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        files[".".join(part for part in parts if part != "__init__")] = path
    return Sources(files)


@cache
def read_statements(path: Path) -> tuple[tuple[int, str, str], ...]:
    """Return the line, the module and the name ("" for all of it) of each import."""
    return tuple(_statements(path))


def _statements(path: Path) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                yield node.lineno, node.module or "", alias.name


def _reach(start: str, later: Mapping[str, set[str]]) -> set[str]:
    """Return every module that ``start`` reaches by imports; itself too in a circle."""
    reached: set[str] = set()
    pending = list(later[start])
    while pending:
        module = pending.pop()
        if module not in reached:
            reached.add(module)
            pending += later[module]
    return reached
