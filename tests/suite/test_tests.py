"""Rules for tests: each asserts something, and its file is in the right folder."""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.commandline import ROOT

# Functions that assert although they are not defined in tests/ or checks/.
_ASSERTING_CALLS = {
    *("pytest.raises", "pytest.fail"),
    # pytester's results, and hypothesis.
    *("assert_outcomes", "fnmatch_lines", "fnmatch_lines_random"),
    # A field of checks.fuzz.targets.Target: one of the functions check_* there.
    "check",
}
# Fixtures that are functions and assert.
_ASSERTING_FIXTURES = {"compare_golden"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_every_test_asserts() -> None:
    """A test that only calls something passes whatever the call returns.

    A test asserts by ``assert``, by ``pytest.raises``, or by a function of ``tests``
    or ``checks`` that does so.
    """
    assert _tests_without_assert(_read_functions(ROOT)) == []


def test_a_test_without_assert_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "helpers.py").write_text(
        "def assert_even(number): assert number % 2 == 0\n"
        "def assert_all(numbers): [assert_even(number) for number in numbers]\n"
        "def make(): return [2]\n",
        "utf-8",
    )
    (folder / "test_it.py").write_text(
        "import pytest\n"
        "from tests.helpers import assert_all as check_all, make\n"
        "def test_plain(): assert make()\n"
        "def test_by_helper(): check_all(make())\n"
        "def test_by_raises():\n    with pytest.raises(ValueError): make()\n"
        "def test_by_test(): test_plain()\n"
        "def test_golden(compare_golden): compare_golden(make())\n"
        "class TestIt:\n    def test_nothing_in_a_class(self): make()\n"
        "def test_nothing(): make()\n"
        "def test_namesake(): make().assert_all()\n",
        "utf-8",
    )
    assert sorted(_tests_without_assert(_read_functions(tmp_path))) == [
        "tests.test_it.test_namesake",
        "tests.test_it.test_nothing",
        "tests.test_it.test_nothing_in_a_class",
    ]


def test_every_folder_mirrors_the_program_or_is_named_in_the_readme() -> None:
    tests = ROOT / "tests"
    table = re.findall(r"^\| (.*?) \|", (tests / "README.md").read_text("utf-8"), re.M)
    named = set(re.findall(r"`(\w+)/`", " ".join(table)))
    folders = {path.parent.relative_to(tests) for path in tests.rglob("*.py")}
    strange = {
        str(folder)
        for folder in folders
        if not (ROOT / "exporter" / folder).is_dir() and folder.parts[0] not in named
    }
    assert strange == set()
    assert named == {part for part in named if (tests / part).is_dir()}


def test_every_test_file_above_the_folders_is_named_after_a_module() -> None:
    files = {path.stem for path in (ROOT / "tests").glob("test_*.py")}
    modules = {f"test_{path.stem}" for path in (ROOT / "exporter").glob("*.py")}
    assert files - modules == {"test_api"}  # of exporter/__init__.py


@dataclass(frozen=True, slots=True)
class _Use:
    """A function: its full name, whether it asserts itself, and what it calls."""

    full_name: str
    asserts: bool
    calls: frozenset[str]


def _read_functions(root: Path) -> list[_Use]:
    """Return the functions of ``tests`` and ``checks``; calls have full names."""
    return [
        _read_function(function, module, names)
        for folder in ("tests", "checks")
        for path in sorted((root / folder).rglob("*.py"))
        for module in [".".join(path.relative_to(root).with_suffix("").parts)]
        for tree in [ast.parse(path.read_text("utf-8"))]
        for names in [_names_of(module, tree)]
        for function in _functions(tree)
    ]


def _read_function(function: _Function, module: str, names: Mapping[str, str]) -> _Use:
    nodes = list(ast.walk(function))
    called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
    last_names = {name.rpartition(".")[2] for name in called}
    asserts = bool(
        any(isinstance(node, ast.Assert) for node in nodes)
        or called & _ASSERTING_FIXTURES
        or (called | last_names) & _ASSERTING_CALLS
    )
    calls = frozenset(names[name] for name in called if name in names)
    return _Use(f"{module}.{function.name}", asserts, calls)


def _tests_without_assert(functions: Sequence[_Use]) -> list[str]:
    asserting = {one.full_name for one in functions if one.asserts}
    while True:
        more = {one.full_name for one in functions if one.calls & asserting}
        if more <= asserting:
            break
        asserting |= more
    return [
        one.full_name
        for one in functions
        if one.full_name.rpartition(".")[2].startswith("test_")
        and one.full_name not in asserting
    ]


def _names_of(module: str, tree: ast.Module) -> dict[str, str]:
    """Return the full name of each function and import, by its name in the module."""
    names = {own.name: f"{module}.{own.name}" for own in _functions(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _functions(tree: ast.Module) -> list[_Function]:
    return [node for node in ast.walk(tree) if isinstance(node, _Function)]
