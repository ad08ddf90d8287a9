"""The house keeps its shape: data walks one way, each library has one user."""

import ast
import graphlib
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commandline import ROOT

PACKAGE = ROOT / "exporter"

# Every module or package, each importing only from itself and those before it:
# what lies under all of them first, then the walk from an archive to a book.
ORDER = [
    *("errors", "caches", "sizes", "model", "journal", "counters", "outlets", "emoji"),
    *("invisibles", "letters", "directions", "urls", "reasons", "wording", "dates"),
    *("screens", "latin_marks"),
    *("archive", "parse", "phrases", "language", "reading", "selection"),
    *("book", "images", "fonts", "cover", "xhtml", "stylesheets", "volumes"),
    *("output", "pdf", "formats", "request", "assembly", "export", "collection"),
    *("config", "cli", "__main__"),
]
# Who alone imports a library that is not Python's own.
SOLE_USERS = {
    "bs4": {"parse"},
    "httpx": {"images"},
    "httpcore": {"images"},
    "anyio": {"images"},
    "ebooklib": {"formats"},
    "lxml": {"formats"},
    "typer": {"cli"},
    "rich": {"cli"},
    "platformdirs": {"caches"},
    "PIL": {"images", "cover"},
    "uharfbuzz": {"fonts"},
    "tzlocal": {"selection"},
    "weasyprint": {"pdf"},
    "resvg_py": {"images"},
    "pydyf": {"pdf"},
    "pyphen": {"pdf"},
    "tinycss2": {"pdf"},
    "segno": {"pdf"},
}
# The rooms of ``exporter.images``, in the same order.
IMAGES_ORDER = ["decode", "options", "plan", "store", "download", "supply"]
# What takes long to load, and is loaded only where it is needed.
HEAVY = {
    *("bs4", "httpx", "PIL", "lxml", "uharfbuzz", "ebooklib", "rich", "sqlite3"),
    *("asyncio", "weasyprint"),
}


def unit_of(path: Path) -> str:
    """Return the module or package directly in ``exporter`` that holds ``path``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything that a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def modules_loaded(*args: str, cwd: Path) -> set[str]:
    """Return the names of what ``dwexport ARGS`` has loaded when it ends."""
    script = (
        "import contextlib, json, sys\n"
        "from exporter.cli import main\n"
        "with contextlib.redirect_stdout(sys.stderr):\n"
        "    code = main(sys.argv[1:])\n"
        "assert code == 0, code\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *args],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_every_module_has_its_place() -> None:
    assert {unit_of(path) for path in sources()} <= set(ORDER)


@pytest.mark.parametrize("unit", ORDER)
def test_no_module_imports_a_later_stage(unit: str) -> None:
    allowed = set(ORDER[: ORDER.index(unit) + 1])
    later = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources()
        if unit_of(path) == unit
        for line, name in imports_of(path)
        if name.startswith("exporter.")
        and name != "exporter.__version__"
        and name.split(".")[1] not in allowed
    ]
    assert later == []


@pytest.mark.parametrize("name", ["model", "errors", "caches"])
def test_what_lies_under_all_imports_nothing_of_ours(name: str) -> None:
    imported = [module for _, module in imports_of(PACKAGE / f"{name}.py")]
    assert not [module for module in imported if module.startswith("exporter")]


def test_every_library_has_its_users() -> None:
    strangers = []
    for path in sources():
        for line, name in imports_of(path):
            library = name.partition(".")[0]
            if library in sys.stdlib_module_names or library == "exporter":
                continue
            if unit_of(path) not in SOLE_USERS.get(library, ()):
                strangers.append(f"{path.relative_to(ROOT)}:{line} imports {library}")
    assert strangers == []


def test_the_rules_of_ruff_say_the_same() -> None:
    import tomllib

    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]
    banned = set(lint["lint"]["flake8-tidy-imports"]["banned-api"])
    assert banned <= set(SOLE_USERS)
    freed = {
        Path(pattern).parts[1].removesuffix(".py")
        for pattern, rules in lint["lint"]["per-file-ignores"].items()
        if pattern.startswith("exporter/") and "TID251" in rules
    }
    users = {user for library in banned for user in SOLE_USERS[library]}
    assert freed == users


def test_nothing_but_the_command_line_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if unit_of(path) != "cli"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]
    assert printing == []


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["epub", "--help"]])
def test_help_waits_for_nothing_heavy(args: list[str], tmp_path: Path) -> None:
    loaded = modules_loaded(*args, cwd=tmp_path)
    assert "exporter.cli.app" in loaded
    assert loaded & HEAVY == set()


def test_a_list_waits_for_no_book() -> None:
    loaded = modules_loaded("list", "--limit", "1", cwd=ROOT / "samples")
    assert "exporter.archive" in loaded
    assert loaded & (HEAVY - {"sqlite3"}) == set()


def images_imports() -> Iterator[tuple[Path, int, list[str]]]:
    """Yield path, line and the parts of every name of ``exporter.images`` imported."""
    for path in sources():
        for line, name in imports_of(path):
            parts = name.split(".")
            if parts[:2] == ["exporter", "images"]:
                yield path, line, parts[2:]


def images_room_of(path: Path) -> str | None:
    """Return the room of ``exporter.images`` that holds ``path``, None for another."""
    parts = path.relative_to(PACKAGE).parts
    if parts[0] != "images" or parts[1] == "__init__.py":
        return None
    return parts[1].removesuffix(".py")


def test_images_has_these_rooms_and_no_other() -> None:
    found = {images_room_of(path) for path in sources()} - {None}
    assert found == set(IMAGES_ORDER)


def test_no_room_of_images_imports_a_later_one() -> None:
    later = [
        f"{path.relative_to(ROOT)}:{line} imports {parts[0]}"
        for path, line, parts in images_imports()
        if (room := images_room_of(path))
        and parts[0] not in IMAGES_ORDER[: IMAGES_ORDER.index(room) + 1]
    ]
    assert later == []


def test_nothing_imports_past_the_face_of_images_or_of_its_packages() -> None:
    """Other packages use ``images.__all__``; inside, each room uses another's."""
    past = []
    for path, line, parts in images_imports():
        room = images_room_of(path)
        inside = path.is_relative_to(PACKAGE / "images")
        face = ["exporter", "images"]
        if inside and parts[0] in IMAGES_ORDER:
            if parts[0] == room:
                continue
            face.append(parts.pop(0))
        named = importlib.import_module(".".join(face))
        exported = getattr(named, "__all__", dir(named))
        if len(parts) != 1 or parts[0] not in exported:
            past.append(f"{path.relative_to(ROOT)}:{line} imports {'.'.join(parts)}")
    assert past == []


def test_no_modules_of_images_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path, _, parts in images_imports():
        if (room := images_room_of(path)) and path.name != "__init__.py":
            inner = parts[1] if parts[0] == room and len(parts) > 2 else parts[0]
            graph.setdefault(path.stem, set()).add(inner)
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError
