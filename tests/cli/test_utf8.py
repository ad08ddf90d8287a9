"""In a locale without Chinese a book is made, named in UTF-8, and nothing crashes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.cli import utf8
from exporter.output import name_file
from tests.support.archives import article, fill
from tests.support.books import unpack
from tests.support.commandline import ROOT

pytestmark = pytest.mark.slow

TITLE = "灯塔与书"
# Each is set in an environment without any variable of a locale.
ENVIRONMENTS = {
    "C": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX"},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii streams": {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii:strict"},
    "no locale": {},
    "isolated": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
    "ISO-8859-1": {"LC_ALL": "en_US.ISO-8859-1"},
    "GB18030": {"LC_ALL": "zh_CN.GB18030"},
}


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with two locales that are not UTF-8."""
    folder = tmp_path_factory.mktemp("locales")
    for name in ("en_US.ISO-8859-1", "zh_CN.GB18030"):
        language, _, charset = name.partition(".")
        if shutil.which("localedef"):
            subprocess.run(
                ["localedef", "-i", language, "-f", charset, folder / name],
                check=False,
                capture_output=True,
            )
    return folder


def run(
    name: str, locales: Path, folder: Path, *arguments: str
) -> subprocess.CompletedProcess[bytes]:
    settings = ENVIRONMENTS[name]
    wanted = settings.get("LC_ALL", "C")
    if "." in wanted and "UTF" not in wanted and not (locales / wanted).is_dir():
        pytest.skip(f"the locale {wanted} cannot be made here")
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("LC_", "LANG", "PYTHON"))
    }
    return subprocess.run(
        [sys.executable, "-m", "exporter", *arguments],
        env={**kept, **settings, "LOCPATH": str(locales), "PYTHONPATH": str(ROOT)},
        cwd=folder,
        check=False,
        capture_output=True,
    )


def has_no_trace(done: subprocess.CompletedProcess[bytes]) -> bool:
    return b"Traceback" not in done.stderr and b"Error" not in done.stderr


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_book_is_named_after_its_article_in_every_locale(
    tmp_path: Path, locales: Path, name: str
) -> None:
    fill(tmp_path, {"articles/dw/1000001.md": article(title=TITLE)})
    done = run(name, locales, tmp_path, "epub", "--images", "none")
    assert done.returncode == 0, done.stderr
    assert has_no_trace(done)
    encoding = "gb18030" if name == "GB18030" else "utf-8"
    book = os.fsencode(tmp_path) + b"/" + f"{TITLE}.epub".encode(encoding)
    assert done.stdout == os.path.basename(book) + b"\n"  # noqa: PTH119 - bytes
    assert os.path.isfile(book)  # noqa: PTH113 - bytes


@pytest.mark.parametrize("name", [n for n in ENVIRONMENTS if n != "GB18030"])
def test_arguments_are_read_as_utf8_in_every_locale(
    tmp_path: Path, locales: Path, name: str
) -> None:
    fill(tmp_path / "新闻", {"articles/某报/1000001.md": article(title="题", url="")})
    done = run(
        name,
        locales,
        tmp_path,
        *("epub", "--archive", "新闻", "--source", "某报", "--title", TITLE),
        *("-o", "书.epub", "--report", "报告.json", "--images", "none"),
    )
    assert done.returncode == 0, done.stderr
    assert has_no_trace(done)
    assert (tmp_path / "报告.json").is_file()
    package = unpack((tmp_path / "书.epub").read_bytes())["EPUB/content.opf"]
    assert TITLE in package.decode()
    assert "某报" in package.decode()


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_problems_lists_and_errors_are_written_in_every_locale(
    tmp_path: Path, locales: Path, name: str
) -> None:
    files = {
        "articles/dw/1000001.md": article(title=TITLE),
        "articles/dw/1000002_坏.md": b"",
    }
    fill(tmp_path, files)
    for arguments in (
        ("list",),
        ("list", "--json"),
        ("config",),
        ("epub", "--source", "没有"),
        ("epub", "--archive", "无"),
        ("epub", "--since", "昨天"),
    ):
        done = run(name, locales, tmp_path, *arguments)
        assert done.returncode in (0, 1, 2, 3)
        assert b"Traceback" not in done.stderr
        assert b"UnicodeEncodeError" not in done.stderr


def test_a_name_the_locale_lacks_is_written_as_utf8(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def encode(text: str) -> bytes:
        return text.encode("latin-1")

    monkeypatch.setattr(os, "fsencode", encode)
    monkeypatch.setattr(os, "fsdecode", lambda data: data.decode("latin-1"))
    assert encode(name_file(TITLE)) == TITLE.encode()
    assert name_file("Tür") == "Tür"


def test_a_process_whose_locale_is_utf8_is_not_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starts: list[tuple[object, ...]] = []
    monkeypatch.setattr(os, "execve", lambda *arguments: starts.append(arguments))
    utf8.start_again_in_utf8()
    assert starts == []
