"""A book is written whole or not at all, at whatever step the writing fails."""

import errno
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exporter.errors import EXIT_USAGE, ExportError, OutputError, UsageError
from exporter.output import atomic_output, check_output, write_text
from tests.support.commandline import ROOT

OLD = b"the old book"


def write_new(path: Path, data: bytes = b"the new book") -> None:
    with atomic_output(path) as stream:
        stream.write(data)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return the path of a book that is there already."""
    path = tmp_path / "book.epub"
    path.write_bytes(OLD)
    return path


# ---------------------------------------------------------------- when all is well


def test_a_new_file_replaces_the_old_one(target: Path) -> None:
    write_new(target)
    assert target.read_bytes() == b"the new book"
    assert left_in(target.parent) == ["book.epub"]


def test_the_stream_of_a_new_file_can_be_read_back(target: Path) -> None:
    with atomic_output(target) as stream:
        stream.write(b"the new book")
        assert target.read_bytes() == OLD
        stream.seek(4)
        assert stream.read(3) == b"new"


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0, 0o666)])
def test_the_permissions_of_a_book_follow_the_umask(
    mask: int, mode: int, tmp_path: Path
) -> None:
    before = os.umask(mask)
    try:
        write_new(tmp_path / "book.epub")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert (tmp_path / "book.epub").stat().st_mode & 0o777 == mode


def test_a_book_is_written_to_disk_before_it_replaces_the_old_one(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, bytes]] = []

    def sync(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_size, target.read_bytes()))

    monkeypatch.setattr(os, "fsync", sync)
    write_new(target)
    assert synced == [(len(b"the new book"), OLD)]


def test_leftovers_of_killed_runs_are_removed_after_a_day(target: Path) -> None:
    old, new = (target.with_name(f".dwexport-{n}.part") for n in ("old", "new"))
    others = target.with_name("kept.part")
    for path in (old, new, others):
        path.write_bytes(b"half")
    for path in (old, others):
        os.utime(path, (time.time() - 90_000,) * 2)
    with atomic_output(target) as stream:
        stream.write(b"whole")
    assert not old.exists()
    assert new.exists()
    assert others.exists()


def test_a_path_without_a_folder_is_written_in_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_output(Path("book.epub"))
    write_new(Path("book.epub"))
    assert left_in(tmp_path) == ["book.epub"]


def test_text_with_lone_surrogates_is_written(tmp_path: Path) -> None:
    write_text(tmp_path / "report.json", "灯塔 \ud800")
    assert (tmp_path / "report.json").read_text("utf-8") == "灯塔 \\ud800"


# ------------------------------------------------------------------ when it stops


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OutputError("no")])
def test_the_old_file_stays_when_writing_stops(
    error: type[BaseException] | BaseException, target: Path
) -> None:
    def stop() -> None:
        with atomic_output(target) as stream:
            stream.write(b"half a bo")
            raise error

    with pytest.raises(error if isinstance(error, type) else type(error)):
        stop()
    assert target.read_bytes() == OLD
    assert left_in(target.parent) == ["book.epub"]


@pytest.mark.parametrize("name", ["fsync", "chmod", "replace"])
def test_a_full_disk_found_at_the_last_step_is_an_error(
    name: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(OutputError, match=r"cannot write .*No space left") as caught:
        write_new(target)
    assert "free some space" in caught.value.hint
    assert target.read_bytes() == OLD
    assert left_in(target.parent) == ["book.epub"]


# Writes 1 MB to the book named by the first argument; prints the result on one line.
WRITER = """\
import sys
import time
from pathlib import Path
from exporter.errors import OutputError
from exporter.output import atomic_output
try:
    with atomic_output(Path(sys.argv[1])) as stream:
        for _ in range(1000):
            stream.write(bytes(1000))
except OutputError as error:
    print(error.message, "|", error.hint)
"""
LIMITED = """\
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
"""


def run_python(*args: str, prefix: tuple[str, ...] = ()) -> str:
    """Return what a Python process writes to stdout."""
    run = subprocess.run(
        [*prefix, sys.executable, *args],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return run.stdout


def test_a_file_over_the_size_limit_of_the_process_is_an_error(target: Path) -> None:
    said = run_python("-c", LIMITED + WRITER, str(target))
    assert "File too large" in said
    assert "-o" in said
    assert target.read_bytes() == OLD
    assert left_in(target.parent) == ["book.epub"]


def test_a_full_disk_keeps_the_old_book_and_is_told(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=100k tmpfs '{disk}'"
    alone = ("unshare", "--map-root-user", "--mount", "sh", "-c")
    if (
        shutil.which("unshare") is None
        or subprocess.run([*alone, mount], check=False, capture_output=True).returncode
    ):
        pytest.skip("this machine lets nobody make a small disk")
    command = f'{mount} && echo old > "{disk}/book.epub" && "$@"; ls -A "{disk}"'
    book = str(disk / "book.epub")
    said = run_python("-c", WRITER, book, prefix=(*alone, command, "sh"))
    message, names = said.splitlines()
    assert "No space left on device | free some space" in message
    assert names == "book.epub"


# ------------------------------------------------------ targets that are refused


def refused(path: Path) -> ExportError:
    """Return the error for ``path``, which the early and the late check both raise."""
    with pytest.raises((OutputError, UsageError)) as early:
        check_output(path)
    with pytest.raises(OutputError) as late:
        write_new(path)
    assert str(path) in early.value.message
    assert str(path) in late.value.message
    assert early.value.hint
    assert late.value.hint
    return early.value


def test_checking_a_writable_target_changes_nothing(target: Path) -> None:
    check_output(target)
    check_output(target.with_name("new.epub"))
    assert target.read_bytes() == OLD
    assert left_in(target.parent) == ["book.epub"]


def test_a_target_that_is_a_folder_is_an_error(tmp_path: Path) -> None:
    error = refused(tmp_path)
    assert error.exit_code == EXIT_USAGE
    assert str(tmp_path / "book.epub") in error.hint
    assert left_in(tmp_path) == []


def test_a_target_in_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    error = refused(tmp_path / "no" / "book.epub")
    assert "create the folder" in error.hint
    assert left_in(tmp_path) == []


def test_a_target_below_a_file_is_an_error(target: Path) -> None:
    assert "part of the path is a file" in refused(target / "book.epub").hint
    assert target.read_bytes() == OLD


def test_a_target_with_too_long_a_name_is_an_error(tmp_path: Path) -> None:
    assert "shorter" in refused(tmp_path / f"{'灯' * 200}.epub").hint
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("reason", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_target_in_a_read_only_folder_is_an_error(
    reason: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests may run as root, whom permissions do not stop.
    real_open = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, **options: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(reason, os.strerror(reason), path)
        return real_open(path, flags, mode, **options)

    monkeypatch.setattr(os, "open", refuse)
    assert os.strerror(reason) in refused(target).message
    assert target.read_bytes() == OLD
