"""Worker processes decode pictures: how they fail, and what they may not do."""

import io
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from exporter.errors import ImageError
from exporter.images.decode import worker, workers
from exporter.images.decode.messages import MessageError, read_message, write_message
from exporter.images.decode.recipe import ImageShape, Prepared, Recipe, Unusable
from exporter.images.decode.workers import Workers
from exporter.words.codes import Reason
from tests.support.commandline import ROOT
from tests.support.images import draw_photo, encode, jpeg

pytestmark = pytest.mark.slow

RECIPE = Recipe(max_width_px=200, max_height_px=200, max_pixels=50_000_000)
PASSED = Prepared(ImageShape("jpeg", 64, 48), ImageShape("jpeg", 64, 48))
CRASHED = Unusable(Reason.of("crashed"))


@pytest.fixture
def pool() -> Iterator[Workers]:
    """Give a pool of one process."""
    with Workers(count=1, seconds=20) as made:
        yield made


@pytest.fixture
def boot(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a function that replaces ``prepare_image`` inside the worker process."""

    def replace(body: str) -> None:
        monkeypatch.setattr(
            workers,
            "_BOOT",
            "import json, sys, os, time; sys.path[:] = json.loads(sys.argv[1])\n"
            "from exporter.images.decode import worker\n"
            "from exporter.images.decode.messages import *\n"
            f"def replacement(data, recipe):\n    {body}\n"
            "worker.prepare_image = replacement\n"
            "worker.serve(int(sys.argv[2]))",
        )

    return replace


def test_a_worker_returns_what_the_decoder_returns(pool: Workers) -> None:
    assert pool.prepare(jpeg(), RECIPE) == PASSED
    converted = pool.prepare(encode(draw_photo(300, 200), "PNG"), RECIPE)
    assert isinstance(converted, Prepared)
    assert converted.result == ImageShape("jpeg", 200, 133)
    assert converted.data.startswith(b"\xff\xd8")
    cut = pool.prepare(jpeg()[:200], RECIPE)
    assert cut == Unusable(Reason.of("cut-off"), lasting=False)
    words = pool.prepare(b"<html>", RECIPE)
    assert words == Unusable(
        Reason.of("no-image", what=Reason.of("kind-html")), lasting=False
    )


@pytest.mark.parametrize(
    "body",
    [
        "os.kill(os.getpid(), 11)",
        "os._exit(0)",
        "raise ZeroDivisionError",
        "os.write(1, b'nonsense' * 9); os._exit(0)",
    ],
)
def test_a_worker_that_crashes_is_replaced_for_the_next_image(
    pool: Workers,
    boot: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    body: str,
) -> None:
    boot(body)
    assert pool.prepare(jpeg(), RECIPE) == CRASHED
    monkeypatch.undo()
    assert pool.prepare(jpeg(), RECIPE) == PASSED


def test_a_worker_that_decodes_too_long_is_ended(
    boot: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    boot("time.sleep(600)")
    with Workers(count=1, seconds=0.3) as pool:
        outcome = pool.prepare(jpeg(), RECIPE)
        assert outcome == Unusable(Reason.of("too-slow-to-decode", seconds="0.3"))


def test_a_worker_that_takes_10_gb_of_memory_crashes(
    pool: Workers, boot: Callable[[str], None]
) -> None:
    boot(
        "from exporter.images.decode.recipe import Unusable;"
        "from exporter.words import Reason;"
        "taken = bytearray(10**10); return Unusable(Reason.of('damaged'))"
    )
    assert pool.prepare(jpeg(), RECIPE) == CRASHED


def test_a_worker_that_writes_a_file_crashes_and_writes_no_byte(
    pool: Workers, boot: Callable[[str], None], tmp_path: Path
) -> None:
    target = tmp_path / "stolen"
    boot(f"open({str(target)!r}, 'wb').write(b'x')")
    assert pool.prepare(jpeg(), RECIPE) == CRASHED
    assert not target.exists() or target.stat().st_size == 0


def test_a_worker_that_returns_a_script_as_image_counts_as_crashed(
    pool: Workers, boot: Callable[[str], None]
) -> None:
    boot(
        "from exporter.images.decode.recipe import Prepared, ImageShape;"
        "shapes = ImageShape('gif', 9, 9), ImageShape('jpeg', 9, 9);"
        "return Prepared(*shapes, b'<script>')"
    )
    assert pool.prepare(jpeg(), RECIPE) == CRASHED


@pytest.mark.parametrize("reason", ["'it is bad'", "{'code': 'made-up'}", "[[]]"])
def test_a_worker_that_returns_an_unknown_reason_counts_as_crashed(
    pool: Workers, boot: Callable[[str], None], reason: str
) -> None:
    boot(
        f"header = {{'reason': {reason}, 'lasting': False}};"
        "write_message(sys.stdout.buffer, header, b''); time.sleep(60)"
    )
    assert pool.prepare(jpeg(), RECIPE) == CRASHED


@pytest.mark.parametrize(
    ("source", "result"),
    [
        (("gif", 9, 9), ("gif", 9, 9)),
        (("gif", 9, 9), ("jpeg", 9, 9)),
        (("jpeg", 900, 9), ("jpeg", 900, 9)),
        (("png", 9, 9), ("png", 9, 9)),
        (("jpeg", 9, "x"), ("jpeg", 9, 9)),
    ],
)
def test_a_worker_that_returns_an_impossible_shape_counts_as_crashed(
    pool: Workers,
    boot: Callable[[str], None],
    source: tuple[str, object, object],
    result: tuple[str, object, object],
) -> None:
    boot(
        "from exporter.images.decode.recipe import Prepared, ImageShape;"
        f"return Prepared(ImageShape(*{source}), ImageShape(*{result}))"
    )
    assert pool.prepare(jpeg(), RECIPE) == CRASHED


def test_no_worker_is_started_when_there_is_no_image(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", fail)
    with Workers(count=2, seconds=1) as pool:
        assert list(pool.prepare_many([], RECIPE)) == []


def test_a_worker_that_cannot_be_started_is_an_error_with_a_hint(
    pool: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ImageError, match="no process to decode") as raised:
        pool.prepare(jpeg(), RECIPE)
    assert "--images none" in raised.value.hint


def test_many_images_are_returned_in_the_order_given() -> None:
    def load_missing() -> bytes:
        raise FileNotFoundError(2, "No such file")

    loads: list[tuple[int, Callable[[], bytes]]] = [
        (number, partial(jpeg, 20 + number, 20)) for number in range(30)
    ]
    loads[7] = (7, load_missing)
    loads[9] = (9, lambda: b"<html>")
    with Workers(count=2, seconds=20) as pool:
        results = list(pool.prepare_many(loads, RECIPE))
    assert [key for key, _, _ in results] == list(range(30))
    assert results[7][2] == Unusable(Reason.of("file-unreadable", why="No such file"))
    assert results[9][2] == Unusable(
        Reason.of("no-image-in-file", what=Reason.of("kind-html")), lasting=False
    )
    widths = [p.source.width_px for _, _, p in results if isinstance(p, Prepared)]
    assert widths == [20 + n for n in range(30) if n not in (7, 9)]


def test_six_threads_can_use_two_workers() -> None:
    outcomes: list[Prepared | Unusable] = []
    with Workers(count=2, seconds=20) as pool:
        threads = [
            threading.Thread(
                target=lambda: outcomes.append(pool.prepare(jpeg(), RECIPE))
            )
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert outcomes == [PASSED] * 6


def test_a_worker_ends_when_its_parent_is_killed() -> None:
    """A parent that is killed leaves no process behind."""
    script = (
        "from exporter.images.decode.workers import Workers;"
        "from exporter.images.decode.recipe import Recipe;"
        "pool = Workers(count=1, seconds=20); pool.prepare(b'', Recipe(9, 9, 9));"
        "print(pool._idle.get()._process.pid, flush=True);"
        "import time; time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        os.kill(child, 0)  # raises if there is no such process
        parent.kill()
        # The worker's pipes close with the parent, and the worker ends. It does not
        # hold the stdout of the parent.
        parent.wait()
    for _ in range(500):
        if not _is_running(child):
            return
        threading.Event().wait(0.02)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the process outlived its parent")


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # a zombie has ended, but no parent has read its exit code


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\x00" * 7,
        struct.pack(">Q", 10**12),
        struct.pack(">Q", 4) + b"{}",
        struct.pack(">Q", 2) + b"[]",
        struct.pack(">Q", 2) + b"{{" + struct.pack(">Q", 0),
        struct.pack(">Q", 2) + b"{}" + struct.pack(">Q", 9) + b"short",
    ],
)
def test_a_frame_that_cannot_be_read_is_a_message_error(junk: bytes) -> None:
    with pytest.raises(MessageError):
        read_message(io.BytesIO(junk))


def test_frames_are_read_as_they_were_written() -> None:
    stream = io.BytesIO()
    write_message(stream, {"名": [1, None]}, b"\x00\xff")
    write_message(stream, {}, b"")
    stream.seek(0)
    assert read_message(stream) == ({"名": [1, None]}, b"\x00\xff")
    assert read_message(stream) == ({}, b"")


class _Standard:
    """A stand-in for stdin or stdout."""

    def __init__(self, buffer: io.BytesIO) -> None:
        self.buffer = buffer


def test_a_worker_answers_each_request_until_its_input_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, answered = io.BytesIO(), io.BytesIO()
    header = {"max_width_px": 200, "max_height_px": 200, "max_pixels": 10_000}
    write_message(asked, header, jpeg())
    write_message(asked, header, jpeg(200, 200))
    asked.seek(0)
    monkeypatch.setattr(sys, "stdin", _Standard(asked))
    monkeypatch.setattr(sys, "stdout", _Standard(answered))
    monkeypatch.setattr(worker, "_limit_resources", lambda _: None)
    worker.serve(0)
    answered.seek(0)
    shape = ["jpeg", 64, 48]
    assert read_message(answered) == (
        {"source": shape, "result": shape, "entire": False, "more": []},
        b"",
    )
    refusal, _ = read_message(answered)
    assert refusal["reason"]["code"] == "too-many-pixels"
