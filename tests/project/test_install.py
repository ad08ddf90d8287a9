"""The wheel works as a user installs it: alone, from the runtime lock.

The wheel is built, installed into a new virtual environment without the dev
extra, and asked for a book of the samples.  The locks are checked here too.
"""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from exporter import __version__
from tests.support.commandline import ROOT

pytestmark = pytest.mark.slow

LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
_TIMEOUT_SECONDS = 600
# Messages of pip when it can reach no index.
_UNREACHABLE = re.compile(
    r"Failed to establish a new connection|NewConnectionError|NameResolutionError"
    r"|ConnectTimeoutError|ReadTimeoutError|Max retries exceeded|ProxyError"
    r"|Temporary failure in name resolution|connection broken by",
)


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment with the wheel in it, and where to run it."""

    bin: Path
    folder: Path
    environ: Mapping[str, str]

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment."""
        name, *args = map(str, command)
        return run([self.bin / name, *args], cwd=self.folder, environ=self.environ)


def run(
    command: list[str | Path], *, cwd: Path, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        timeout=_TIMEOUT_SECONDS,
    )


def pip(*args: str | Path, environ: Mapping[str, str]) -> None:
    """Run pip as the user has it set up; skip when it can reach no index."""
    options = ["--disable-pip-version-check", "--no-input"]
    done = run(
        [sys.executable, "-m", "pip", *options, *args], cwd=ROOT, environ=environ
    )
    if done.returncode != 0 and _UNREACHABLE.search(done.stdout + done.stderr):
        pytest.skip(f"pip can reach no index: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(
    tmp_path_factory: pytest.TempPathFactory, user_environ: Mapping[str, str]
) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip(
        *("wheel", "--no-deps", "--no-build-isolation", "--no-index"),
        *("--wheel-dir", folder, ROOT),
        environ=user_environ,
    )
    (path,) = folder.glob("dwexport-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(
    wheel: Path,
    tmp_path_factory: pytest.TempPathFactory,
    user_environ: Mapping[str, str],
) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    venv = folder / "venv"
    made = run(
        [sys.executable, "-m", "venv", "--without-pip", venv],
        cwd=folder,
        environ=user_environ,
    )
    assert made.returncode == 0, made.stderr
    python = venv / "bin" / "python"
    into = ("--python", python, "install")
    lock = ROOT / "requirements.lock"
    pip(*into, "--require-hashes", "-r", lock, environ=user_environ)
    pip(*into, "--no-deps", "--no-index", wheel, environ=user_environ)
    # An empty home, and no path to this project.
    environ = {"PATH": user_environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return Installed(bin=venv / "bin", folder=folder, environ=environ)


def test_wheel_has_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    info = f"dwexport-{__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"exporter", info}
    shipped = {p.relative_to(ROOT).as_posix() for p in (ROOT / "styles").rglob("*.css")}
    assert shipped
    assert {f"exporter/{name}" for name in shipped} <= set(names)
    assert "exporter/py.typed" in names
    assert f"{info}/licenses/LICENSE" in names
    assert not [name for name in names if "__pycache__" in name]


def test_installed_command_prints_its_version(installed: Installed) -> None:
    done = installed.run("dwexport", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == f"dwexport {__version__}"


def test_installed_command_prints_its_help(installed: Installed) -> None:
    done = installed.run("dwexport", "--help")
    assert done.returncode == 0, done.stderr
    assert "epub" in done.stdout


def test_installation_has_no_development_packages(installed: Installed) -> None:
    done = installed.run("python", "-c", "import pytest")
    assert "ModuleNotFoundError" in done.stderr
    found = installed.run("python", "-c", "import exporter; print(exporter.__file__)")
    assert Path(found.stdout.strip()).is_relative_to(installed.folder)


def test_installed_command_makes_the_book_of_the_samples(installed: Installed) -> None:
    samples = ROOT / "samples"
    book = installed.folder / "book.epub"
    done = installed.run(
        *("dwexport", "epub", "--archive", samples, "--since", "2024-05"),
        *("--image-mirror", samples / "images", "--offline", "-o", book),
    )
    # 3: one picture of the samples is missing on purpose.
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    with zipfile.ZipFile(book) as archive:
        assert archive.testzip() is None
        suffixes = [Path(name).suffix for name in archive.namelist()]
    assert suffixes.count(".xhtml") >= 30
    assert ".css" in suffixes
    assert {".otf", ".ttf"} & set(suffixes)
    assert {".jpg", ".png"} & set(suffixes)


# ------------------------------------------------------------------ the locks


def read_lock(name: str) -> dict[str, str]:
    """Return the version of every package that a lock pins."""
    text = (ROOT / name).read_text("utf-8")
    pins = r"^([a-z0-9-]+)(?:\[[a-z0-9, ]+\])?==(\S+)"
    return dict(re.findall(pins, text, re.MULTILINE))


def wanted(*, lock: str) -> list[Requirement]:
    """Return the requirements in pyproject.toml that ``lock`` must pin."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime = project["project"]["dependencies"]
    build = project["dependency-groups"]["build"]
    dev = project["project"]["optional-dependencies"]["dev"]
    lists = {
        "requirements.lock": runtime,
        "requirements-build.lock": build + project["build-system"]["requires"],
        "requirements-dev.lock": runtime + build + dev,
    }
    return [Requirement(line) for line in lists[lock]]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_every_requirement_of_the_project(lock: str) -> None:
    pins = read_lock(lock)
    stale = [
        str(requirement)
        for requirement in wanted(lock=lock)
        if pins.get(canonicalize_name(requirement.name), "")
        not in requirement.specifier
    ]
    assert not stale, f"run make lock: {lock} lacks {stale}"


def test_every_lock_is_part_of_the_development_lock() -> None:
    dev = read_lock("requirements-dev.lock")
    for lock in LOCKS:
        assert read_lock(lock).items() <= dev.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_have_hashes_and_name_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=sha256:)", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]
