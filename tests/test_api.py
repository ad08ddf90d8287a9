"""The library: public names are documented, typed, loaded late, and work."""

import multiprocessing
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import exporter
from tests.support.books import unpack
from tests.support.commandline import ROOT

API = (ROOT / "docs/api.md").read_text("utf-8")


def test_the_documentation_names_what_is_public_and_nothing_else() -> None:
    imported = re.search(r"from exporter import (.+)", API)
    described = set(re.findall(r"`(\w+)[`(]", API.partition("## The walk")[2]))
    public = set(exporter.__all__)
    assert imported is not None
    assert set(imported[1].split(", ")) <= public
    assert public <= described
    types = set(re.findall(r"`([A-Z]\w+)[`(]", API)) - {"None"}
    assert types <= public


@pytest.mark.parametrize("name", exporter.__all__)
def test_every_public_name_exists_and_has_a_docstring(name: str) -> None:
    value = getattr(exporter, name)
    if callable(value):
        assert value.__doc__


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        exporter.nonsense  # noqa: B018 - read for its error


def test_the_package_is_typed() -> None:
    assert (ROOT / "exporter/py.typed").exists()
    assert set(exporter.__all__) <= set(dir(exporter))


def test_importing_the_package_loads_no_stage() -> None:
    code = "import exporter, sys; print([m for m in sys.modules if 'exporter.' in m])"
    done = run_python("-c", code, cwd=ROOT)
    assert done == "[]\n"


@pytest.mark.slow
def test_the_first_example_makes_a_book_as_it_is_printed(tmp_path: Path) -> None:
    program = re.search(r"```python\n(.*?)```", API, re.DOTALL)
    assert program is not None
    (tmp_path / "samples").symlink_to(ROOT / "samples", target_is_directory=True)
    (tmp_path / "program.py").write_text(program[1], "utf-8")
    out = run_python("program.py", cwd=tmp_path)
    said = re.match(r"harbour\.epub: (\d+) articles, (\d+) pictures\n", out)
    assert said is not None
    entries = unpack((tmp_path / "harbour.epub").read_bytes())
    chapters = [name for name in entries if re.search(r"text/.*-[^/]*\d", name)]
    assert int(said[1]) > 10
    assert len(chapters) >= int(said[1])
    images = [name for name in entries if name.startswith("EPUB/images/")]
    assert len(images) == int(said[2]) + 1  # one picture and the cover


_POOL = """
import multiprocessing
from pathlib import Path
from exporter import Choice, EpubFormat, Request, export_book

def make_book(name):
    choice, plain = Choice(archive=Path("samples")), EpubFormat(fonts="none")
    export_book(Request(choice=choice, output=Path(name), format=plain, images=None))
    return name

if __name__ == "__main__":
    context = multiprocessing.get_context(METHOD)
    with context.Pool(1) as pool:
        print(pool.map(make_book, ["b.epub"]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_worker_of_a_pool_makes_a_book(tmp_path: Path, method: str) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples", target_is_directory=True)
    program = _POOL.replace("METHOD", repr(method))
    (tmp_path / "program.py").write_text(program, "utf-8")
    assert run_python("program.py", cwd=tmp_path) == "['b.epub']\n"
    assert (tmp_path / "b.epub").stat().st_size > 0


def run_python(*args: str, cwd: Path) -> str:
    """Return the output of a Python process."""
    done = subprocess.run(
        [sys.executable, *args],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cwd)},
        timeout=120,
    )
    return done.stdout
