"""The rules of the architecture: data flows one way, each library has its users."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commandline import ROOT
from tests.support.imports import read_sources, read_statements

PACKAGE = ROOT / "exporter"
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
SOURCES = read_sources(PACKAGE)


def section(heading: str) -> str:
    """Return what docs/architecture.md says under ``heading``."""
    return ARCHITECTURE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def listed_rooms() -> dict[str, list[str]]:
    """Return the list in docs/architecture.md, in its order, by the package it is of.

    "" is ``exporter`` itself; the rooms of a package stand below it, further in:
    ``{"": ["formats"], "formats": ["epub", "pdf"], "formats.pdf": ["paper"]}``.
    """
    rooms: dict[str, list[str]] = {"": []}
    around: list[str] = []
    listed = section("The rooms").split("```")[1]
    for indent, name in re.findall(r"^((?: {4})+)(\w+) +\S", listed, re.MULTILINE):
        around[len(indent) // 4 - 1 :] = [name]
        rooms.setdefault(".".join(around[:-1]), []).append(name)
    return rooms


# Each imports only from itself and from those before it.
ROOMS = listed_rooms()
ORDER = ROOMS[""]
STAGES = ORDER[ORDER.index("archive") : ORDER.index("output") + 1]
# The only users of each library that is not Python's own, by path in ``exporter``.
SOLE_USERS = {
    "bs4": {"parse"},
    "httpx": {"images"},
    "httpcore": {"images"},
    "anyio": {"images"},
    "ebooklib": {"formats.epub"},
    "lxml": {"formats.epub"},
    "typer": {"cli"},
    "rich": {"cli"},
    "textual": {"cli.pick"},
    "platformdirs": {"caches"},
    "portalocker": {"locks"},
    "PIL": {"images", "cover", "formats.pdf.weasyprint"},
    "uharfbuzz": {"fonts"},
    "re2": {"search"},
    "tzlocal": {"selection"},
    "opencc": {"conversion"},
    "weasyprint": {"formats.pdf.weasyprint"},
    "resvg_py": {"images"},
    "pydyf": {"formats.pdf.weasyprint"},
    "pyphen": {"formats.pdf.weasyprint"},
    "tinycss2": {"formats.pdf"},
    "segno": {"formats.pdf"},
    "rapidfuzz": {"stories"},
}
# Modules that take long to load, and are loaded only where they are needed.
HEAVY = {
    *("bs4", "httpx", "PIL", "lxml", "uharfbuzz", "ebooklib", "rich", "sqlite3"),
    *("opencc", "asyncio", "textual", "weasyprint", "re2", "rapidfuzz"),
}


def unit_of(path: Path) -> str:
    """Return the module or package directly in ``exporter`` that holds ``path``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    """Return the name of the module at ``path``, without ``exporter``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def is_inside(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


def sources() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


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


@pytest.mark.parametrize("package", ROOMS)
def test_list_of_rooms_equals_the_modules_of_each_package(package: str) -> None:
    folder = PACKAGE / package.replace(".", "/")
    found = {
        path.relative_to(folder).parts[0].removesuffix(".py")
        for path in folder.rglob("*.py")
    }
    assert sorted(ROOMS[package]) == sorted(found - {"__init__"})


def test_route_in_the_architecture_names_only_existing_rooms() -> None:
    route = re.search(r"^ {4}cli → .*\n {8}→ .*$", ARCHITECTURE, re.MULTILINE)
    assert route is not None
    assert set(re.findall(r"\w+", route[0])) <= set(ORDER)


def test_traveller_in_the_architecture_enters_every_stage_in_order() -> None:
    entered = re.findall(
        r"^\d+\. \*\*`(\w+)`\*\*", section("The traveller"), re.MULTILINE
    )
    assert entered == ["cli", *STAGES]


@pytest.mark.parametrize(
    ("package", "room"), [(p, room) for p, rooms in ROOMS.items() for room in rooms]
)
def test_no_room_imports_a_later_room(package: str, room: str) -> None:
    around = f"exporter.{package}" if package else "exporter"
    later = ROOMS[package][ROOMS[package].index(room) + 1 :]
    wrong = [
        str(one)
        for one in SOURCES.imports()
        if is_inside(one.importer, f"{around}.{room}")
        if any(is_inside(one.imported, f"{around}.{other}") for other in later)
    ]
    assert wrong == []


def test_no_import_reaches_inside_a_package_from_outside() -> None:
    assert [str(one) for one in SOURCES.past_the_door()] == []


def test_every_name_imported_from_a_package_is_in_its_all() -> None:
    unnamed = [
        f"{one} without {one.name} in __all__"
        for one in SOURCES.imports()
        if one.imported in SOURCES.packages - {"exporter"}
        and not is_inside(one.importer, one.imported)
        and one.imported.split(".")[-1] != one.name  # the package as such
        and one.name not in SOURCES.public_names(one.imported)
    ]
    assert unnamed == []


def defined_types(path: Path) -> Iterator[str]:
    """Yield the names of classes and of aliases of types that a module defines."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) in (
            "TypeAlias",
            "typing.TypeAlias",
        ):
            yield ast.unparse(node.target)
        elif isinstance(node, ast.Assign):
            # An alias without annotation is recognised by a name like that of a class.
            name = ast.unparse(node.targets[0])
            if re.fullmatch(r"_?[A-Z][A-Za-z]*[a-z][A-Za-z]*", name):
                yield name


def test_every_type_has_a_name_of_its_own() -> None:
    homes: dict[str, list[str]] = {}
    for path in sources():
        for name in defined_types(path):
            home = str(path.relative_to(ROOT))
            homes.setdefault(name.lstrip("_"), []).append(home)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_classes_and_type_aliases_of_a_module_are_found(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "class A:\n    class Inner: ...\nLine: TypeAlias = int\n"
        "Pair = tuple[int, int]\nLIMIT = 3\nlimit = 4\n",
        "utf-8",
    )
    assert sorted(defined_types(path)) == ["A", "Inner", "Line", "Pair"]


def test_modules_import_each_other_in_no_circle() -> None:
    assert SOURCES.circles() == []


def test_import_circles_and_imports_past_an_init_are_found(tmp_path: Path) -> None:
    for name, text in {
        "house/__init__.py": "from house.hall import door\n",
        "house/hall.py": "def door() -> None:\n    from house import kitchen\n",
        "house/kitchen/__init__.py": "from house.kitchen.stove import heat\n",
        "house/kitchen/stove.py": "from house.hall import door\nheat = 1\n",
        "house/cellar.py": "from house.kitchen.stove import heat\nimport house\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = read_sources(tmp_path / "house")
    assert found.circles() == [["house.hall", "house.kitchen", "house.kitchen.stove"]]
    assert [str(one) for one in found.past_the_door()] == [
        "house.cellar:1 imports house.kitchen.stove"
    ]


@pytest.mark.parametrize("name", ["model", "words/message", "caches", "words/codes"])
def test_lowest_rooms_import_nothing_of_ours(name: str) -> None:
    """``model`` may import ``words``: why an image is missing, and the scripts."""
    full = f"exporter.{name.replace('/', '.')}"
    ours = {
        one.imported
        for one in SOURCES.imports()
        if is_inside(one.importer, full) and not is_inside(one.imported, full)
    }
    allowed = {"exporter.words"} if name == "model" else set()
    assert ours == allowed


def test_no_private_name_of_a_library_is_imported() -> None:
    private = [
        f"{path.relative_to(ROOT)}:{line} imports {module} {name}".rstrip()
        for path in sources()
        for line, module, name in read_statements(path)
        if module.partition(".")[0] not in sys.stdlib_module_names | {"exporter"}
        if re.search(r"(^|\.)_", f"{module}.{name}")
    ]
    assert private == []


def test_libraries_are_imported_only_by_their_listed_users() -> None:
    strangers = []
    for path in sources():
        for line, name, _ in read_statements(path):
            library = name.partition(".")[0]
            if library in sys.stdlib_module_names or library == "exporter":
                continue
            users = SOLE_USERS.get(library, set())
            if not any(is_inside(name_of(path), user) for user in users):
                strangers.append(f"{path.relative_to(ROOT)}:{line} imports {library}")
    assert strangers == []


def test_ruff_bans_the_same_imports() -> None:
    import tomllib

    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]
    banned = set(lint["lint"]["flake8-tidy-imports"]["banned-api"])
    assert banned <= set(SOLE_USERS)
    freed = {
        Path(pattern).parts[1].removesuffix(".py")
        for pattern, rules in lint["lint"]["per-file-ignores"].items()
        if pattern.startswith("exporter/") and "TID251" in rules
    }
    users = {
        user.partition(".")[0] for library in banned for user in SOLE_USERS[library]
    }
    assert freed == users


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if unit_of(path) != "cli"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]
    assert printing == []


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["epub", "--help"]])
def test_help_loads_no_heavy_modules(args: list[str], tmp_path: Path) -> None:
    loaded = modules_loaded(*args, cwd=tmp_path)
    assert "exporter.cli.app" in loaded
    assert loaded & {*HEAVY, "exporter.model", "exporter.formats"} == set()


def test_list_command_loads_no_modules_for_books() -> None:
    loaded = modules_loaded("list", "--limit", "1", cwd=ROOT / "samples")
    assert "exporter.archive" in loaded
    assert loaded & (HEAVY - {"sqlite3"}) == set()


def test_literal_types_of_several_values_are_defined_once() -> None:
    places: dict[tuple[str, ...], list[str]] = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
                values = tuple(sorted(ast.unparse(node.slice).strip("()").split(", ")))
                places.setdefault(values, []).append(str(path.relative_to(ROOT)))
    assert len(places) > 15
    assert {v: p for v, p in places.items() if len(v) > 1 and len(p) > 1} == {}
