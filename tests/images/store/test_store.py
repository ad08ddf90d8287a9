"""The store returns each picture unchanged, or says that it no longer has it."""

import contextlib
import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exporter.errors import ImageError
from exporter.images.decode.conversion import prepare_image
from exporter.images.decode.recipe import Prepared, Recipe
from exporter.images.store.index import Index, Source
from exporter.images.store.store import Asset, Store
from exporter.journal import Journal
from exporter.model import Image, Problem, SpacerImage
from tests.support.commandline import ROOT
from tests.support.images import draw_photo, encode, jpeg
from tests.support.reasons import CUT_OFF, GONE

RECIPE = Recipe(max_width_px=200, max_height_px=200, max_pixels=1_000_000)
NAME = "https://a.example/x.jpg"
INDEX = "index-1.sqlite3"
DAY = 86_400.0


class FixedClock:
    """A clock that a test sets."""

    time = 1_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.time


@pytest.fixture
def clock() -> FixedClock:
    """Give a clock that a test sets."""
    return FixedClock()


@pytest.fixture
def problems() -> list[Problem]:
    """Give an empty list of problems."""
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the path of a store that does not exist yet."""
    return tmp_path / "cache" / "images"


@pytest.fixture
def opened(
    folder: Path, problems: list[Problem], clock: FixedClock
) -> Iterator[Callable[[], Store]]:
    """Give a function that opens the store again at each call."""
    stores: list[Store] = []

    def open_store() -> Store:
        stores.append(Store(folder, Journal(problems=problems), now=clock))
        return stores[-1].__enter__()

    yield open_store
    for store in stores:
        store.__exit__(None, None, None)


def keep(store: Store, data: bytes, name: str = NAME, stamp: str = "") -> Asset:
    """Put a picture into the store."""
    prepared = prepare_image(data, RECIPE)
    assert isinstance(prepared, Prepared)
    return store.keep(data, prepared, recipe=RECIPE, source=Source(name, stamp))


def kept(store: Store, data: bytes, name: str = NAME) -> Image:
    """Put a picture into the store that is no spacer."""
    asset = keep(store, data, name)
    assert isinstance(asset, Image)
    return asset


def find(store: Store, name: str = NAME, stamp: str = "") -> Asset | None:
    """Look one picture up."""
    return store.find({name: stamp}, RECIPE).assets.get(name)


def test_a_stored_image_is_found_unchanged(opened: Callable[[], Store]) -> None:
    data = jpeg()
    image = kept(opened(), data)
    assert image.path.read_bytes() == data
    digest = hashlib.sha256(data).hexdigest()
    assert image == Image(image.path, digest, "image/jpeg", 64, 48, len(data))
    assert find(opened()) == image


def test_a_converted_image_is_kept_with_its_original(
    opened: Callable[[], Store],
) -> None:
    data = encode(draw_photo(300, 200), "WEBP")
    store = opened()
    image = kept(store, data)
    assert (image.media_type, image.width_px, image.height_px) == (
        "image/jpeg",
        200,
        133,
    )
    other = Recipe(max_width_px=100, max_height_px=100, max_pixels=1_000_000)
    found = opened().find({NAME: ""}, other)
    assert not found.assets
    assert store.read(found.originals[NAME]) == data


def test_equal_images_at_two_addresses_are_one_file(
    opened: Callable[[], Store], folder: Path
) -> None:
    store = opened()
    first = kept(store, jpeg())
    second = kept(store, jpeg(), "https://b.example/y.jpg")
    assert first == second
    assert len([p for p in (folder / "blobs").rglob("*") if p.is_file()]) == 1


def test_an_original_that_differs_only_in_metadata_is_not_kept(
    opened: Callable[[], Store], folder: Path
) -> None:
    described = encode(draw_photo(), "JPEG", comment=b"by somebody")
    image = kept(opened(), described)
    assert [p for p in (folder / "blobs").rglob("*") if p.is_file()] == [image.path]
    assert b"somebody" not in image.path.read_bytes()
    assert find(opened()) == image


def test_an_original_with_metadata_kept_by_an_earlier_release_is_found(
    opened: Callable[[], Store],
) -> None:
    described = encode(draw_photo(), "JPEG", comment=b"by somebody")
    prepared = prepare_image(described, RECIPE)
    assert isinstance(prepared, Prepared)
    store = opened()
    # An earlier release kept metadata in the picture.
    old = replace(prepared, data=b"", entire=False)
    store.keep(described, old, recipe=RECIPE, source=Source(NAME))
    other = replace(RECIPE, max_width_px=150)
    assert store.find({NAME: ""}, other).originals
    again = store.keep(described, prepared, recipe=other)
    assert store.find({NAME: ""}, other).assets == {NAME: again}


def test_a_spacer_is_found_as_a_spacer(opened: Callable[[], Store]) -> None:
    assert keep(opened(), jpeg(1, 1)) == SpacerImage(NAME)
    assert find(opened()) == SpacerImage(NAME)


def test_a_mirror_file_with_a_changed_stamp_is_not_found(
    opened: Callable[[], Store],
) -> None:
    store = opened()
    keep(store, jpeg(), "file:/m/x.jpg", "1-100")
    assert find(store, "file:/m/x.jpg", "1-100")
    assert not find(store, "file:/m/x.jpg", "2-100")


def test_an_address_never_stored_is_not_found(opened: Callable[[], Store]) -> None:
    store = opened()
    keep(store, jpeg())
    found = store.find({"https://b.example/": ""}, RECIPE)
    assert not found.assets
    assert not found.originals


# ----------------------------------------------------------- damaged blobs


@pytest.mark.parametrize("damage", ["missing", "short", "empty"])
def test_a_damaged_image_is_not_found_and_can_be_stored_again(
    opened: Callable[[], Store], damage: str
) -> None:
    store = opened()
    image = kept(store, jpeg())
    if damage == "missing":
        image.path.unlink()
    else:
        data = b"" if damage == "empty" else jpeg()[:100]
        image.path.write_bytes(data)
    assert not find(store)
    assert kept(store, jpeg()).path.read_bytes() == jpeg()
    assert find(store) == image


def test_a_lost_result_is_made_again_from_the_original(
    opened: Callable[[], Store],
) -> None:
    store = opened()
    image = kept(store, jpeg(300, 200))
    image.path.unlink()
    found = store.find({NAME: ""}, RECIPE)
    assert not found.assets
    assert store.read(found.originals[NAME]) == jpeg(300, 200)


def test_a_half_written_file_is_not_found_as_an_image(
    opened: Callable[[], Store], folder: Path
) -> None:
    store = opened()
    (folder / "tmp" / "leftover").write_bytes(jpeg()[:50])
    assert not find(store)
    image = kept(store, jpeg())
    assert image.path.read_bytes() == jpeg()
    assert image.path.parent.parent == folder / "blobs"


def test_leftovers_of_two_days_are_removed_and_new_ones_kept(
    opened: Callable[[], Store], folder: Path
) -> None:
    opened()
    old, new = folder / "tmp" / "old", folder / "tmp" / "new"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 2 * DAY,) * 2)
    opened()
    assert not old.exists()
    assert new.exists()


def test_a_full_disk_is_an_error_and_leaves_no_file(
    opened: Callable[[], Store], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ImageError, match="No space left on device") as raised:
        keep(store, jpeg())
    assert "make room" in raised.value.hint
    assert list((folder / "tmp").iterdir()) == []
    assert not find(store)


# ---------------------------------------------------------------- failures


def test_a_failure_is_remembered_for_a_day(
    opened: Callable[[], Store], clock: FixedClock
) -> None:
    opened().keep_failure(NAME, GONE)
    clock.time += DAY - 1
    known = opened().find_failures([NAME, "other"], within_seconds=DAY)
    assert known == {NAME: GONE}
    clock.time += 2
    assert opened().find_failures([NAME], within_seconds=DAY) == {}


@pytest.mark.parametrize(
    "kept",
    [
        "the server answered 404 Not Found",  # as the first releases kept it
        '{"code": "eaten-by-the-dog", "params": {}}',
        '{"code": "status"}',
        '{"code": "status", "params": {"status": 404}}',
        "[" * 100_000,
        "404",
    ],
)
def test_a_stored_failure_that_cannot_be_read_is_ignored(
    opened: Callable[[], Store], folder: Path, kept: str
) -> None:
    """The picture is asked for again, since the server may have recovered."""
    opened().keep_failure(NAME, GONE)
    with contextlib.closing(sqlite3.connect(folder / INDEX)) as database, database:
        database.execute("UPDATE failures SET reason = ?", (kept,))
    store = opened()
    assert store.find_failures([NAME], within_seconds=DAY) == {}
    store.keep_failure(NAME, CUT_OFF)
    assert store.find_failures([NAME], within_seconds=DAY) == {NAME: CUT_OFF}


def test_a_stored_image_removes_the_failure_of_its_address(
    opened: Callable[[], Store],
) -> None:
    store = opened()
    store.keep_failure(NAME, GONE)
    keep(store, jpeg())
    assert store.find_failures([NAME], within_seconds=DAY) == {}


# ------------------------------------------------------- the index in trouble


@pytest.mark.parametrize("junk", [b"no database at all, not even close" * 99, None])
def test_a_damaged_index_is_set_aside_and_a_new_one_made(
    opened: Callable[[], Store],
    folder: Path,
    problems: list[Problem],
    junk: bytes | None,
) -> None:
    store = opened()
    keep(store, jpeg())
    store.__exit__(None, None, None)
    path = folder / INDEX
    if junk is None:  # the first 100 bytes are right, the rest is not
        path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8000)
    else:
        path.write_bytes(junk)
    again = opened()
    assert not find(again)
    assert keep(again, jpeg())
    assert [problem.code for problem in problems] == ["image-store"]
    assert "damaged" in problems[0].what
    assert (folder / f"damaged-{INDEX}").exists()
    if junk is not None:
        assert find(opened())


def test_a_locked_index_costs_no_image_and_is_one_problem(
    opened: Callable[[], Store],
    problems: list[Problem],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = opened()

    def fail(*args: object, **options: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(Index, "add_image", fail)
    assert kept(store, jpeg()).path.read_bytes() == jpeg()
    assert kept(store, jpeg(seed=2)).path.read_bytes() == jpeg(seed=2)
    assert not find(store)
    assert [problem.code for problem in problems] == ["image-store"]
    assert "database is locked" in problems[0].what


def test_a_file_in_place_of_the_store_folder_is_an_error(
    opened: Callable[[], Store], folder: Path
) -> None:
    folder.parent.mkdir()
    folder.write_text("")
    with pytest.raises(ImageError, match="cannot be used") as raised:
        opened()
    assert "--cache-dir" in raised.value.hint


def test_an_index_that_is_a_folder_is_an_error(
    opened: Callable[[], Store], folder: Path
) -> None:
    (folder / INDEX).mkdir(parents=True)
    with pytest.raises(ImageError, match="unable to open database file"):
        opened()


def test_a_row_that_cannot_be_written_leaves_the_other_rows(tmp_path: Path) -> None:
    index = Index(tmp_path / INDEX)
    index.add_failure("a", GONE, now=1.0)
    unfit: Any = object()
    with pytest.raises(sqlite3.Error):
        index.add_failure("b", GONE, now=unfit)
    index.add_failure("c", CUT_OFF, now=3.0)
    known = index.find_failures(["a", "b", "c"], since=0.0)
    index.close()
    assert known == {"a": GONE, "c": CUT_OFF}


def test_an_index_that_stays_locked_is_an_error(
    opened: Callable[[], Store], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.images.store.index._BUSY_SECONDS", 0.1)
    folder.mkdir(parents=True)
    other = sqlite3.connect(folder / INDEX, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ImageError, match="database is locked"):
        opened()
    other.close()


# ------------------------------------------------------ several runs at once

_WRITER = """
import sys
from pathlib import Path
from exporter.images.decode.conversion import prepare_image
from exporter.images.store.index import Source
from exporter.images.decode.recipe import Recipe
from exporter.images.store.store import Store
from exporter.journal import Journal
from tests.support.commandline import ROOT
from tests.support.images import jpeg
folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
recipe = Recipe(200, 200, 1_000_000)
journal = Journal()
with Store(folder, journal, now=lambda: 0.0) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(first, first + count):
        data = jpeg(20 + number % 50, 20, seed=number)
        prepared = prepare_image(data, recipe)
        source = Source(f"https://a.example/{number}")
        store.keep(data, prepared, recipe=recipe, source=source)
        print(number, flush=True)
print("problems", len(journal.problems))
"""


def _start_writer(folder: Path, first: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), str(first), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def _release(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    assert process.stdin
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.mark.slow
def test_two_writers_at_once_store_all_their_images(
    opened: Callable[[], Store], folder: Path, problems: list[Problem]
) -> None:
    # Both create the store, and half of their pictures are the same.
    ranges = [(0, 60), (30, 60)]
    writers = [_start_writer(folder, *numbers) for numbers in ranges]
    for writer in writers:
        _release(writer)
    for writer in writers:
        output, _ = writer.communicate()
        assert output.endswith("problems 0\n")
    store = opened()
    for number in range(90):
        found = find(store, f"https://a.example/{number}")
        assert isinstance(found, Image)
        data = found.path.read_bytes()
        assert hashlib.sha256(data).hexdigest() == found.sha256
    assert problems == []


@pytest.mark.slow
def test_a_killed_run_leaves_no_half_written_image(
    opened: Callable[[], Store], folder: Path, problems: list[Problem]
) -> None:
    first = 0
    for images in (
        1,
        2,
        3,
        5,
        8,
    ):  # killed after so many pictures, while it writes the next
        writer = _start_writer(folder, first, 1000)
        _release(writer)
        assert writer.stdout
        done = [int(writer.stdout.readline()) for _ in range(images)]
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        store = opened()
        for number in range(first, first + 1000):
            found = find(store, f"https://a.example/{number}")
            if found is None:
                assert number not in done
                continue
            assert isinstance(found, Image)
            data = found.path.read_bytes()
            assert hashlib.sha256(data).hexdigest() == found.sha256
        first += 1000
    assert problems == []
