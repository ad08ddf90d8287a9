"""A scan with an index finds the same articles and opens fewer files."""

import logging
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporter.archive import folder as folder_module
from exporter.model import Problem
from tests.support.archives import (
    DAMAGED,
    JUNE,
    article,
    fill,
    numbered,
    scan,
)


def test_a_scan_with_an_index_equals_the_first_scan(tmp_path: Path) -> None:
    files = {f"articles/dw/{name}": data for name, (data, _) in DAMAGED.items()}
    files["1000300.md"] = article("99999999999999999")  # an article with a problem
    fill(tmp_path / "a", {**files, **numbered(20)})
    index_path = tmp_path / "cache" / "index.sqlite"
    window = {"since": datetime(1970, 1, 9, tzinfo=UTC), "until": JUNE}
    for bounds in ({}, window):
        results = []
        for index in (None, index_path, index_path):
            problems: list[Problem] = []
            found = scan(tmp_path / "a", problems, index_path=index, **bounds)
            results.append((found, problems))
        assert results[0][1]
        assert results[0] == results[1] == results[2]


def test_unchanged_files_in_the_index_are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a", {**numbered(3), "articles/1.jpg": b"\xff"})
    index_path = tmp_path / "index.sqlite"
    cold = scan(tmp_path / "a", index_path=index_path)

    opened: list[bytes] = []
    read_head = folder_module._read_head

    def watch(path: bytes) -> bytes:
        opened.append(path)
        return read_head(path)

    monkeypatch.setattr(folder_module, "_read_head", watch)
    assert scan(tmp_path / "a", index_path=index_path) == cold
    assert opened == []

    changed = tmp_path / "a/articles/dw/1000100.md"
    changed.write_bytes(article(title="改了", url="https://www.dw.com/zh/a-0"))
    (tmp_path / "a/articles/dw/1000099.md").unlink()
    found = scan(tmp_path / "a", index_path=index_path)
    assert opened == [os.fsencode(changed)]
    assert {h.id: h.title for h in found.headers} == {"a-0": "改了", "a-2": "一个标题"}
    opened.clear()
    assert scan(tmp_path / "a", index_path=index_path) == found
    assert opened == []


def test_two_archives_in_one_index_are_kept_apart(tmp_path: Path) -> None:
    index_path = tmp_path / "index.sqlite"
    for name, count in (("a", 2), ("b", 3)):
        scan(fill(tmp_path / name, numbered(count)), index_path=index_path)
    assert scan(tmp_path / "a", index_path=index_path).looked_at == 2
    assert scan(tmp_path / "b", index_path=index_path).looked_at == 3


def _write_junk(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _change_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()


def _drop_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE files")
    connection.close()


def _spoil_dates(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE files SET published_ms = 1 << 60")
    connection.close()


@pytest.mark.parametrize(
    "spoil",
    [_write_junk, _truncate, _empty, _change_version, _drop_table, _spoil_dates],
)
def test_a_broken_index_is_replaced_by_a_new_one(
    tmp_path: Path,
    spoil: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(tmp_path / "a", numbered(100))
    index_path = tmp_path / "index.sqlite"
    cold = scan(tmp_path / "a", index_path=index_path)
    spoil(index_path)
    assert scan(tmp_path / "a", index_path=index_path) == cold

    def refuse(path: bytes) -> bytes:
        raise AssertionError(f"opened {path!r}")

    monkeypatch.setattr(folder_module, "_read_head", refuse)
    assert scan(tmp_path / "a", index_path=index_path) == cold


@pytest.mark.slow
def test_a_scan_works_with_an_index_that_cannot_be_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fill(tmp_path / "a", numbered(3))
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    locked = tmp_path / "locked.sqlite"
    scan(tmp_path / "a", index_path=locked)
    fill(tmp_path / "a", {"articles/dw/1000300.md": article()})
    with sqlite3.connect(locked) as connection, caplog.at_level(logging.DEBUG):
        connection.execute("BEGIN EXCLUSIVE")
        for index_path in (tmp_path / "folder", tmp_path / "file/x.sqlite", locked):
            caplog.clear()
            assert scan(tmp_path / "a", index_path=index_path).looked_at == 4
            assert f"{index_path} not written" in caplog.text
    connection.close()
