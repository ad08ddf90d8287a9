"""The store is pruned to its limit, and pictures in use are not removed."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.errors import ImageError
from exporter.images import ImageOptions, hold_store
from exporter.images.decode.conversion import prepare_image
from exporter.images.decode.recipe import Prepared, Recipe
from exporter.images.store.index import Index, Source
from exporter.images.store.store import INDEX_NAME, Store
from exporter.images.store.upkeep import (
    Removed,
    StoreState,
    clear_store,
    find_stored_image,
    prune_store,
    read_state,
)
from exporter.images.supply import gather_images
from exporter.journal import Journal
from exporter.model import Image
from tests.support.image_server import ImageServer, body
from tests.support.images import draw_photo, encode, jpeg

RECIPE = Recipe(max_width_px=200, max_height_px=200, max_pixels=1_000_000)
HOUR = 3600.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the path of a store that does not exist yet."""
    return tmp_path / "images"


def fill_store(folder: Path, *files: bytes) -> list[Image]:
    """Store the pictures; the first one is the longest unused."""
    images: list[Image] = []
    with Store(folder, Journal(), now=lambda: 1_700_000_000.0) as store:
        for number, data in enumerate(files):
            prepared = prepare_image(data, RECIPE)
            assert isinstance(prepared, Prepared)
            url = f"https://a.example/{number}.jpg"
            source = Source(url, final_url=f"{url}?final")
            asset = store.keep(data, prepared, recipe=RECIPE, source=source)
            assert isinstance(asset, Image)
            images.append(asset)
            hours = len(files) - number
            for path in (folder / "blobs").rglob("*.*"):
                if path.stat().st_mtime > time.time() - 0.5 * HOUR:
                    os.utime(path, (time.time() - hours * HOUR,) * 2)
    return images


def found(folder: Path, number: int) -> bool:
    """Tell whether a run would find picture ``number`` in the store."""
    name = f"https://a.example/{number}.jpg"
    with Store(folder, Journal(), now=lambda: 0.0) as store:
        return name in store.find({name: ""}, RECIPE).assets


def draw_images(count: int) -> list[bytes]:
    """Return pictures that differ."""
    return [jpeg(seed=number) for number in range(count)]


def test_the_state_of_a_store_counts_images_files_and_bytes(folder: Path) -> None:
    assert read_state(folder) == StoreState(folder)
    images = fill_store(folder, *draw_images(3))
    state = read_state(folder)
    assert (state.pictures, state.files, state.failures) == (3, 3, 0)
    assert state.size_bytes == sum(image.size_bytes for image in images)
    assert state.used_at == pytest.approx(time.time() - 3 * HOUR, abs=60)


def test_a_stored_image_is_described_by_its_address(folder: Path) -> None:
    (image,) = fill_store(folder, jpeg())
    stored = find_stored_image(folder, "https://a.example/0.jpg#part")
    assert stored is not None
    assert stored.final_url == "https://a.example/0.jpg?final"
    assert stored.stored_at == 1_700_000_000.0
    assert (stored.kind, stored.width_px, stored.height_px) == ("jpeg", 64, 48)
    assert (stored.sha256, stored.path) == (image.sha256, image.path)
    assert stored.size_bytes == len(jpeg())
    assert find_stored_image(folder, "https://a.example/1.jpg") is None
    assert find_stored_image(folder, "javascript:1") is None


def test_pruning_removes_the_longest_unused_down_to_the_limit(folder: Path) -> None:
    images = fill_store(folder, *draw_images(6))
    limit = sum(image.size_bytes for image in images[4:])
    removed = prune_store(folder, max_bytes=limit)
    assert removed.files == 4
    assert removed.size_bytes == sum(image.size_bytes for image in images[:4])
    assert [found(folder, number) for number in range(6)] == [False] * 4 + [True] * 2
    state = read_state(folder)
    assert (state.pictures, state.files, state.size_bytes) == (2, 2, limit)
    assert prune_store(folder, max_bytes=limit) == Removed()


def test_pruning_without_a_limit_removes_nothing(folder: Path) -> None:
    fill_store(folder, *draw_images(3))
    assert prune_store(folder, max_bytes=None) == Removed()
    assert read_state(folder).files == 3


def test_an_image_that_was_found_counts_as_used(folder: Path) -> None:
    images = fill_store(folder, *draw_images(3))
    assert found(folder, 0)
    prune_store(folder, max_bytes=images[0].size_bytes)
    assert [found(folder, number) for number in range(3)] == [True, False, False]


def test_an_old_original_is_pruned_and_its_converted_image_kept(folder: Path) -> None:
    webp = encode(draw_photo(), "WEBP")
    (image,) = fill_store(folder, webp)
    (original,) = (folder / "blobs").rglob("*.webp")
    os.utime(original, (0, 0))
    prune_store(folder, max_bytes=image.size_bytes)
    assert not original.exists()
    assert found(folder, 0)


def test_files_without_an_index_are_pruned(folder: Path) -> None:
    fill_store(folder, *draw_images(3))
    (folder / INDEX_NAME).unlink()
    assert prune_store(folder, max_bytes=0).files == 3
    assert read_state(folder).files == 0


def test_a_store_with_a_damaged_index_is_counted_and_pruned(folder: Path) -> None:
    fill_store(folder, *draw_images(3))
    (folder / INDEX_NAME).write_bytes(b"no database" * 999)
    assert read_state(folder).files == 3
    assert find_stored_image(folder, "https://a.example/0.jpg") is None
    assert prune_store(folder, max_bytes=0).files == 3


def test_pruning_removes_half_written_files(folder: Path) -> None:
    fill_store(folder, jpeg())
    (folder / "tmp" / "half").write_bytes(b"half")
    prune_store(folder, max_bytes=None)
    assert list((folder / "tmp").iterdir()) == []


def test_clearing_removes_every_file_but_the_lock(folder: Path) -> None:
    fill_store(folder, *draw_images(3))
    (folder / f"damaged-{INDEX_NAME}").write_bytes(b"")
    assert clear_store(folder).files == 3
    assert [p.name for p in folder.rglob("*") if p.is_file()] == ["lock"]
    assert fill_store(folder, jpeg())
    assert found(folder, 0)


def test_upkeep_of_a_store_that_is_not_there_does_nothing(folder: Path) -> None:
    assert prune_store(folder, max_bytes=0) == clear_store(folder) == Removed()
    assert not folder.exists()


def test_nothing_is_removed_while_a_run_holds_the_store(folder: Path) -> None:
    fill_store(folder, *draw_images(3))
    with hold_store(folder):
        assert prune_store(folder, max_bytes=0) == Removed(busy=True)
        assert clear_store(folder) == Removed(busy=True)
    with Store(folder, Journal(), now=lambda: 0.0):
        assert prune_store(folder, max_bytes=0) == Removed(busy=True)
    assert read_state(folder).files == 3


def test_where_no_lock_works_only_old_files_are_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = fill_store(folder, *draw_images(3))
    os.utime(images[0].path, (0, 0))
    (folder / "tmp" / "half").write_bytes(b"half")
    monkeypatch.setattr("exporter.images.store.lock.lock_alone", lambda file: "unknown")
    assert prune_store(folder, max_bytes=0).files == 1
    assert [image.path.exists() for image in images] == [False, True, True]
    assert (folder / "tmp" / "half").exists()


def test_a_file_that_cannot_be_removed_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_store(folder, jpeg())

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        with pytest.raises(ImageError, match="cannot be removed: Permission denied"):
            prune_store(folder, max_bytes=0)


def test_the_index_drops_only_images_without_a_file(tmp_path: Path) -> None:
    (image,) = fill_store(tmp_path, jpeg())
    index = Index(tmp_path / INDEX_NAME)
    index.keep_only([image.sha256])
    assert index.count() == (1, 0)
    index.keep_only([])
    assert index.count() == (0, 0)
    index.close()


@pytest.fixture
def server() -> Iterator[ImageServer]:
    """Give a running server."""
    with ImageServer() as running:
        yield running


@pytest.mark.slow
def test_a_run_keeps_its_images_while_a_cleaner_prunes(
    folder: Path, server: ImageServer
) -> None:
    """A run that holds the store finds all its pictures while a cleaner prunes to 0."""
    wanted = [(server.on(f"/{n}", body(jpeg(seed=n))), "a") for n in range(12)]
    options = ImageOptions("fetch", None, folder, allow_hosts=frozenset({"127.0.0.1"}))
    over = threading.Event()
    cleanings: list[Removed] = []

    def clean() -> None:
        while not over.wait(0.001):
            cleanings.append(prune_store(folder, max_bytes=0))

    cleaner = threading.Thread(target=clean)
    cleaner.start()
    try:
        for _ in range(4):
            with hold_store(folder):
                gathered = gather_images(wanted, options=options, journal=Journal())
                for number, outcome in enumerate(gathered.outcomes.values()):
                    assert isinstance(outcome, Image), outcome
                    assert outcome.path.read_bytes() == jpeg(seed=number)
    finally:
        over.set()
        cleaner.join()
    assert any(cleaning.busy for cleaning in cleanings)
    prune_store(folder, max_bytes=0)
    assert read_state(folder).files == 0
