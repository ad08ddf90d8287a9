"""The source distribution, the wheel and the metadata are complete."""

import email
import email.policy
import re
import subprocess
import sys
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from exporter import __version__
from tests.support.commandline import ROOT

pytestmark = pytest.mark.slow

_TIMEOUT_SECONDS = 120
_NAMED_FILE = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")


def build(target: str, source: Path, folder: Path) -> Path:
    """Return the distribution that hatchling builds of ``source``."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=source,
        timeout=_TIMEOUT_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("dwexport-*")
    return path


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the source distribution unpacks to."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build("sdist", ROOT, folder / "dist")) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"dwexport-{__version__}"


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def metadata_of(wheel: Path) -> EmailMessage:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"dwexport-{__version__}.dist-info/METADATA")
    message = email.message_from_bytes(text, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


# ------------------------------------------------------------------- the sdist


@pytest.mark.slow
@pytest.mark.parametrize(
    "folder", ["checks", "exporter", "styles", "docs", "samples", "tests", "tools"]
)
def test_the_sdist_holds_each_folder_whole(unpacked: Path, folder: str) -> None:
    expected = files_below(ROOT / folder)
    assert expected
    assert files_below(unpacked / folder) == expected


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_the_sdist_holds_what_its_documents_link_to(unpacked: Path, name: str) -> None:
    linked = _NAMED_FILE.findall((unpacked / name).read_text("utf-8"))
    assert linked
    assert [link for link in linked if not (unpacked / link).exists()] == []


def test_sdist_has_the_makefile_and_locks_but_no_build_output(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir()}
    assert {"Makefile", "LICENSE", "CHANGELOG.md", "pyproject.toml"} <= names
    locks = {path.name for path in ROOT.glob("requirements*.lock")}
    assert locks <= names
    assert names & {".venv", "out", "build", "dist", ".git", ".cache"} == set()


def test_wheel_built_from_the_sdist_has_the_package_and_its_styles(
    unpacked: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(build("wheel", unpacked, tmp_path)) as archive:
        names = set(archive.namelist())
    assert {f"exporter/{name}" for name in files_below(ROOT / "exporter")} <= names
    styles = {f"exporter/styles/{path.name}" for path in (ROOT / "styles").iterdir()}
    assert styles <= names


# ------------------------------------------------------------- the index page


@pytest.fixture(scope="module")
def metadata(tmp_path_factory: pytest.TempPathFactory) -> EmailMessage:
    return metadata_of(build("wheel", ROOT, tmp_path_factory.mktemp("wheel")))


def test_metadata_has_author_licence_audience_and_status(
    metadata: EmailMessage,
) -> None:
    assert metadata["Author"] == "dwexport contributors"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Summary"]
    assert metadata["Keywords"]
    families = {line.partition(" ::")[0] for line in metadata.get_all("Classifier", [])}
    assert families >= {
        "Development Status",
        "Environment",
        "Intended Audience",
        "Natural Language",
        "Operating System",
        "Programming Language",
        "Topic",
        "Typing",
    }


def test_oldest_python_in_the_classifiers_equals_requires_python(
    metadata: EmailMessage,
) -> None:
    classifiers = "\n".join(metadata.get_all("Classifier", []))
    named = re.findall(r"Python :: (3\.\d+)$", classifiers, re.MULTILINE)
    assert metadata["Requires-Python"] == f">={named[0]}"


def test_readme_on_a_package_index_has_no_broken_links(
    metadata: EmailMessage,
) -> None:
    page = metadata.get_payload()
    assert isinstance(page, str)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert page.startswith("# dwexport\n\ndwexport turns")
    headings = re.compile(r"^#+ .+$", re.MULTILINE)
    assert headings.findall(page) == headings.findall(readme)
    assert _NAMED_FILE.findall(page) == []
    assert "docs/usage.md: every option" in page
