"""A run that was stopped while its files got their names is settled by the next."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporter.errors import OutputError
from exporter.history.memory import Memory, settle
from exporter.history.names import SinceLast
from exporter.history.runs import (
    Edition,
    History,
    PastRun,
    RunFile,
    read_history,
    write_history,
)
from exporter.journal import Journal

_NOW = datetime(2024, 7, 1, tzinfo=UTC)
_FIRST = PastRun(_NOW, 1, (Edition("a-1", 1, "aa"),))


def pending_run(folder: Path, *, named: int, waiting: int) -> PastRun:
    """Return a run of three files: ``named`` have their names, the rest may be gone."""
    files = []
    for number in range(3):
        temporary, path = folder / f".part-{number}", folder / f"book-{number}.epub"
        temporary.write_bytes(b"book" * (number + 1))
        found = temporary.stat()
        files.append(
            RunFile(str(path), str(temporary), found.st_size, found.st_mtime_ns)
        )
        if number < named:
            temporary.rename(path)
        elif number >= named + waiting:
            temporary.unlink()
    return PastRun(_NOW, 1, (Edition("a-2", 2, "bb"),), tuple(files), pending=True)


@pytest.mark.parametrize(
    ("named", "waiting", "counts"),
    [(0, 3, False), (1, 2, True), (3, 0, True), (0, 0, False), (1, 1, False)],
)
def test_a_stopped_run_counts_if_all_its_files_can_have_their_names(
    tmp_path: Path, named: int, waiting: int, counts: bool
) -> None:
    run = pending_run(tmp_path, named=named, waiting=waiting)
    path = tmp_path / "weekly.jsonl"
    write_history(path, History("weekly", (_FIRST, run)))
    history = read_history(path)
    assert history is not None
    assert history.pending == run
    settled = settle(path, history)
    assert settled == read_history(path)
    assert (len(settled.runs), settled.pending) == (1 + counts, None)
    assert [Path(file.path).exists() for file in run.files].count(True) == (
        3 if counts else named + (waiting if named else 0)
    )
    assert not list(tmp_path.glob(".part-*"))


def test_another_file_under_the_name_is_not_taken_for_the_book(tmp_path: Path) -> None:
    run = pending_run(tmp_path, named=0, waiting=0)
    for file in run.files:
        Path(file.path).write_bytes(b"older")
    path = tmp_path / "weekly.jsonl"
    settled = settle(path, History("weekly", (run,)))
    assert settled.runs == ()
    assert {Path(file.path).read_bytes() for file in run.files} == {b"older"}


def test_a_file_that_was_completed_just_now_is_not_replaced(tmp_path: Path) -> None:
    since_last = SinceLast("weekly", tmp_path / "state")
    run = pending_run(tmp_path, named=1, waiting=2)
    write_history(since_last.path, History("weekly", (run,)))
    memory = Memory(since_last, None, Journal())
    memory.check_targets([tmp_path / "other.epub"])
    with pytest.raises(OutputError, match="which was stopped: it would be lost"):
        memory.check_targets([Path(run.files[2].path)])
    Memory(since_last, None, Journal()).check_targets([Path(run.files[2].path)])


def test_paths_that_are_no_text_come_back_unchanged(tmp_path: Path) -> None:
    file = RunFile("/tmp/\udcff书.epub", "/tmp/\udcfe", 1, 2)
    run = PastRun(_NOW, 1, (Edition("a-1", 1, ""),), (file,))
    path = tmp_path / "weekly.jsonl"
    write_history(path, History("weekly", (run,)))
    assert read_history(path) == History("weekly", (run,))
    assert "书" in path.read_text("utf-8", "replace")  # for people
