"""Upkeep of the store: what is in it, and what is removed.

The files that were unused longest are removed first.  The time of a file's last use is
its modification time.  Nothing is removed while another run uses the store.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from exporter.errors import ExportError, ImageError
from exporter.images.options import ImageOptions
from exporter.images.plan import AddressError, image_key
from exporter.images.store.index import Index
from exporter.images.store.lock import clean_store
from exporter.images.store.store import INDEX_NAME, blob_path
from exporter.journal import Journal
from exporter.sizes import show_size
from exporter.words import Message, word_os_error

T = TypeVar("T")

# If it is unknown whether the store is in use, newer files than this are kept.
_SPARED_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class StoreState:
    """What is in a store: the addresses known, the files and their size.

    ``used_at`` is the time of last use of the file that was unused longest, in seconds
    since the epoch.  ``failures`` counts the addresses remembered to have failed.
    """

    folder: Path
    pictures: int = 0
    failures: int = 0
    files: int = 0
    size_bytes: int = 0
    used_at: float | None = None


@dataclass(frozen=True, slots=True)
class StoredImage:
    """What the store knows of one address; times are seconds since the epoch."""

    url: str
    final_url: str
    stored_at: float
    kind: str
    width_px: int
    height_px: int
    size_bytes: int
    sha256: str
    path: Path


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: nothing if ``busy``, because others use the store."""

    files: int = 0
    size_bytes: int = 0
    busy: bool = False


@dataclass(frozen=True, slots=True)
class _StoredFile:
    path: str
    size_bytes: int
    used_at: float


def read_state(folder: Path) -> StoreState:
    """Return what is in the store in ``folder``, which need not exist."""
    files = _list_files(folder)
    nothing = 0, 0
    images, failures = _ask_index(folder, lambda index: index.count(), nothing)
    return StoreState(
        folder,
        images,
        failures,
        len(files),
        sum(file.size_bytes for file in files),
        min((file.used_at for file in files), default=None),
    )


def find_stored_image(folder: Path, address: str) -> StoredImage | None:
    """Return what the store knows of ``address`` as archived, None for nothing."""
    try:
        key = image_key(address)
    except AddressError:
        return None
    record = _ask_index(folder, lambda index: index.describe(key), None)
    if record is None:
        return None
    blob = record.blob
    return StoredImage(
        address,
        record.final_url,
        record.stored_at,
        blob.kind,
        blob.width_px,
        blob.height_px,
        blob.size_bytes,
        blob.sha256,
        Path(blob_path(folder, blob)),
    )


def prune_store(folder: Path, *, max_bytes: int | None) -> Removed:
    """Remove what was unused longest until at most ``max_bytes`` are left.

    Half-written files are removed, too.  Raises ImageError for a file that cannot be
    removed.
    """
    if not folder.is_dir():
        return Removed()
    with clean_store(folder) as company:
        if company == "shared":
            return Removed(busy=True)
        spared_since = None
        if company == "unknown":
            spared_since = time.time() - _SPARED_SECONDS
        files = sorted(_list_files(folder), key=lambda file: file.used_at)
        if spared_since is None:
            _empty(folder / "tmp")
        left = sum(file.size_bytes for file in files)
        gone: list[_StoredFile] = []
        for file in files:
            if max_bytes is None or left <= max_bytes:
                break
            if spared_since is not None and file.used_at > spared_since:
                break
            remove_file(file.path)
            gone.append(file)
            left -= file.size_bytes
        if gone:
            _forget_lost(folder, files[len(gone) :])
        return Removed(len(gone), sum(file.size_bytes for file in gone))


def clear_store(folder: Path) -> Removed:
    """Remove everything.  Raises ImageError for a file that cannot be removed."""
    if not folder.is_dir():
        return Removed()
    with clean_store(folder) as company:
        if company == "shared":
            return Removed(busy=True)
        files = _list_files(folder)
        # The index first: files that are not in the index are not used.
        for path in sorted(folder.glob(f"*{INDEX_NAME}*"), reverse=True):
            remove_file(str(path))
        for file in files:
            remove_file(file.path)
        _empty(folder / "tmp")
        return Removed(len(files), sum(file.size_bytes for file in files))


def _list_files(folder: Path) -> list[_StoredFile]:
    files: list[_StoredFile] = []
    for path, _, names in os.walk(folder / "blobs"):
        for name in names:
            with contextlib.suppress(OSError):  # another run has removed it
                full = f"{path}/{name}"
                status = os.stat(full)  # noqa: PTH116 (one of many thousands)
                files.append(_StoredFile(full, status.st_size, status.st_mtime))
    return files


def _forget_lost(folder: Path, files: Iterable[_StoredFile]) -> None:
    """Remove the index's rows that have no file among ``files``."""
    names = [file.path.rpartition("/")[2] for file in files]
    present = [name.partition(".")[0] for name in names]
    _ask_index(folder, lambda index: index.keep_only(present), None)


def _ask_index(folder: Path, question: Callable[[Index], T], default: T) -> T:
    """Return the index's answer, ``default`` if the index is missing or damaged.

    The next run that uses a damaged index moves it aside.
    """
    if not (folder / INDEX_NAME).is_file():
        return default
    try:
        with contextlib.closing(Index(folder / INDEX_NAME)) as index:
            return question(index)
    except sqlite3.Error:
        return default


def remove_file(path: str) -> None:
    """Remove ``path`` if it exists.  Raises ImageError if it cannot be removed."""
    try:
        os.unlink(path)  # noqa: PTH108 (one of many thousands)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise ImageError(
            Message(
                "{path} cannot be removed: {why}",
                path=path,
                why=word_os_error(error),
            ),
            hint=Message("look who owns it, or name another folder with --cache-dir"),
        ) from error


def _empty(folder: Path) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        remove_file(str(path))


def keep_limit(options: ImageOptions, journal: Journal) -> None:
    """Cut the store back to its limit; if other runs use it, leave that to them.

    A failure is reported but does no harm: the book is already made.
    """
    limit = options.max_store_bytes
    if limit is None:
        return
    try:
        removed = prune_store(options.store_dir, max_bytes=limit)
    except ExportError as error:
        journal.progress.note(
            Message(
                "the cache of pictures could not be cut back: {message}",
                message=error.message,
            )
        )
        return
    if removed.files:
        size = show_size(removed.size_bytes)
        journal.progress.note(
            Message(
                "the cache keeps {limit} (--max-cache): {size} of pictures unused"
                " longest were removed",
                limit=show_size(limit),
                size=size,
            )
        )
