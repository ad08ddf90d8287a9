"""The store: every image once, shared by all runs.

    blobs/ab/<sha256>.jpg   the bytes, as they came or as they were converted
    index-1.sqlite3         what each blob is and from which address it came
    tmp/                    files that are being written
    lock                    held by each run that uses the store

A blob is written under ``tmp``, moved into place as a whole, and then recorded.  So a
process killed at any moment leaves either the whole image or a file that nobody reads.
Nothing is synced to the disk.  After a power failure a blob may be too short; a blob of
the wrong size counts as missing and is fetched again.  The modification time of a blob
is the time of its last use (``upkeep`` removes the oldest).
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

from exporter.errors import ImageError
from exporter.images.decode import ImageShape, Prepared, Recipe
from exporter.images.store.index import Blob, Index, KnownSource, Source
from exporter.images.store.lock import hold_store
from exporter.journal import Journal
from exporter.model import Image, Problem, SpacerImage
from exporter.words import Message, Reason, word_foreign, word_os_error

Asset: TypeAlias = Image | SpacerImage
T = TypeVar("T")

INDEX_NAME = "index-1.sqlite3"  # the number is the schema's
_MEDIA_TYPES = {"jpeg": "image/jpeg", "png": "image/png"}
_LEFTOVER_SECONDS = 86_400.0
# The time of a blob's last use is kept to within this.
_USE_SECONDS = 3600.0


def blob_path(folder: Path, blob: Blob) -> str:
    """Return where the store in ``folder`` keeps ``blob``."""
    suffix = "jpg" if blob.kind == "jpeg" else blob.kind
    return f"{folder}/blobs/{blob.sha256[:2]}/{blob.sha256}.{suffix}"


@dataclass(slots=True)
class Findings:
    """What the store has of the sources asked for.

    ``assets`` can be embedded.  ``originals`` are there, but not yet in the form that
    the recipe asks for.
    """

    assets: dict[str, Asset] = field(default_factory=dict)
    originals: dict[str, Blob] = field(default_factory=dict)


class Store:
    """The images in ``folder``; use it in a ``with`` block.

    If the index fails, this run remembers nothing, but the book is made all the same.
    The failure becomes a Problem, and a damaged index is moved aside.
    """

    def __init__(
        self, folder: Path, journal: Journal, *, now: Callable[[], float]
    ) -> None:
        """Open the store; make it if there is none.

        Raises ImageError if the folder cannot be used.
        """
        self._folder = folder
        self._journal = journal
        self._now = now
        self._index: Index | None = None
        self._held = contextlib.ExitStack()
        self._held.enter_context(hold_store(folder))
        try:
            for name in ("blobs", "tmp"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            self._check_writable()
            self._index = self._open_index()
        except (OSError, sqlite3.Error) as error:
            self._held.close()
            raise self._unusable(error) from error
        self._sweep()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the index."""
        if self._index:
            self._index.close()
        self._held.close()

    def find(self, stamps: Mapping[str, str], recipe: Recipe) -> Findings:
        """Return what the store has of the sources named in ``stamps``.

        A source counts as missing if its stamp has changed, or if its file is gone or
        has the wrong size.
        """
        nothing: dict[str, KnownSource] = {}
        known = self._ask(lambda index: index.find(stamps, recipe.name), nothing)
        findings = Findings()
        for name, entry in known.items():
            if entry.stamp != stamps[name]:
                continue
            if entry.result and all(map(self._holds, (entry.result, *entry.more))):
                findings.assets[name] = self._asset(entry.result, name, entry.more)
            elif self._holds(entry.source):
                findings.originals[name] = entry.source
        return findings

    def find_failures(
        self, names: Iterable[str], *, within_seconds: float
    ) -> dict[str, Reason]:
        """Return the reasons of those ``names`` that failed for good not long ago."""
        since = self._now() - within_seconds
        nothing: dict[str, Reason] = {}
        return self._ask(lambda index: index.find_failures(names, since=since), nothing)

    def read(self, blob: Blob) -> bytes:
        """Return the bytes of ``blob``; raises OSError if it is gone."""
        return Path(self._blob_path(blob)).read_bytes()

    def discard(self, blob: Blob) -> None:
        """Remove ``blob``, which proved to be damaged."""
        with contextlib.suppress(OSError):
            Path(self._blob_path(blob)).unlink()

    def keep(
        self,
        data: bytes,
        prepared: Prepared,
        *,
        recipe: Recipe,
        source: Source | None = None,
    ) -> Asset:
        """Store the image ``data`` and what it became; return the latter.

        ``source`` is where the image came from, None if it is already in the store.
        Raises ImageError if the disk is full or cannot be written.
        """
        entire = prepared.entire and source is not None
        original = self._put(prepared.data if entire else data, prepared.source)
        result = original
        if prepared.data and not entire:
            result = self._put(prepared.data, prepared.result)
        more = [self._put(piece, shape) for shape, piece in prepared.more]
        self._tell(
            lambda index: index.add_image(
                original, recipe=recipe.name, result=result, more=more
            )
        )
        if source:
            now = self._now()
            self._tell(lambda index: index.add_source(source, original, now=now))
        return self._asset(result, source.name if source else "", more)

    def keep_failure(self, name: str, reason: Reason) -> None:
        """Remember that ``name`` failed for good, and why."""
        now = self._now()
        self._tell(lambda index: index.add_failure(name, reason, now=now))

    # ------------------------------------------------------------- blobs

    def _put(self, data: bytes, shape: ImageShape) -> Blob:
        digest = hashlib.sha256(data).hexdigest()
        blob = Blob(digest, shape.kind, shape.width_px, shape.height_px, len(data))
        if not self._holds(blob):
            try:
                self._write(data, self._blob_path(blob))
            except OSError as error:
                raise self._unusable(error) from error
        return blob

    def _write(self, data: bytes, path: str) -> None:
        handle, incoming = tempfile.mkstemp(dir=self._folder / "tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(path).parent.mkdir(exist_ok=True)
            os.replace(incoming, path)  # noqa: PTH105 (a str on a hot path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(incoming).unlink()
            raise

    def _holds(self, blob: Blob) -> bool:
        path = self._blob_path(blob)
        try:
            status = os.stat(path)  # noqa: PTH116 (a str on a hot path)
        except OSError:
            return False
        if status.st_size != blob.size_bytes:
            return False
        if abs(time.time() - status.st_mtime) > _USE_SECONDS:
            with contextlib.suppress(OSError):
                os.utime(path)
        return True

    def _blob_path(self, blob: Blob) -> str:
        return blob_path(self._folder, blob)

    def _asset(self, blob: Blob, name: str, more: Iterable[Blob] = ()) -> Asset:
        if ImageShape(blob.kind, blob.width_px, blob.height_px).is_spacer:
            return SpacerImage(name)
        image = self._image(blob)
        pieces = tuple(map(self._image, more))
        return replace(image, more=pieces) if pieces else image

    def _image(self, blob: Blob) -> Image:
        return Image(
            path=Path(self._blob_path(blob)),
            sha256=blob.sha256,
            media_type=_MEDIA_TYPES[blob.kind],
            width_px=blob.width_px,
            height_px=blob.height_px,
            size_bytes=blob.size_bytes,
        )

    def _check_writable(self) -> None:
        with tempfile.TemporaryFile(dir=self._folder / "tmp"):
            pass

    def _sweep(self) -> None:
        """Remove files that killed runs left half-written long ago."""
        before = time.time() - _LEFTOVER_SECONDS
        with contextlib.suppress(OSError):
            for path in (self._folder / "tmp").iterdir():
                if path.stat().st_mtime < before:
                    path.unlink()

    # ------------------------------------------------------------- index

    def _open_index(self) -> Index:
        path = self._folder / INDEX_NAME
        try:
            return Index(path)
        except sqlite3.OperationalError:  # locked or read-only, but not damaged
            raise
        except sqlite3.DatabaseError as error:
            self._set_aside(error)
            return Index(path)

    def _ask(self, question: Callable[[Index], T], default: T) -> T:
        """Return the index's answer, ``default`` if it fails."""
        if self._index is None:
            return default
        try:
            return question(self._index)
        except sqlite3.Error as error:
            self._lose_index(error)
            return default

    def _tell(self, statement: Callable[[Index], None]) -> None:
        self._ask(statement, None)

    def _lose_index(self, error: sqlite3.Error) -> None:
        """Go on without the index; if it was damaged, the next run makes a new one."""
        if self._index:
            self._index.close()
            self._index = None
        if isinstance(error, sqlite3.OperationalError):
            what = Message(
                "the picture store cannot remember anything: {error}",
                error=word_foreign(error),
            )
            done = Message("the pictures are in this book; they may be fetched again")
            self._journal.add(Problem("image-store", str(self._folder), what, done))
        else:
            self._set_aside(error)

    def _set_aside(self, error: sqlite3.Error) -> None:
        # Move the log first: sqlite deletes a log that lies beside an empty index.
        for suffix in ("-wal", "-shm", ""):
            path = self._folder / f"{INDEX_NAME}{suffix}"
            with contextlib.suppress(FileNotFoundError):
                path.replace(self._folder / f"damaged-{INDEX_NAME}{suffix}")
        what = Message(
            "the index of the picture store is damaged: {error}",
            error=word_foreign(error),
        )
        done = Message("it was set aside; pictures are fetched again")
        self._journal.add(Problem("image-store", str(self._folder), what, done))

    def _unusable(self, error: OSError | sqlite3.Error) -> ImageError:
        why = (
            word_os_error(error) if isinstance(error, OSError) else word_foreign(error)
        )
        return ImageError(
            Message(
                "the picture store {folder} cannot be used: {why}",
                folder=self._folder,
                why=why,
            ),
            hint=Message("make room there, or name another folder with --cache-dir"),
        )
