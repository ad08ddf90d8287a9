"""A few processes that decode images, so that a bad image cannot harm the run.

An image may make its decoder crash, hang or use too much memory.  Then only that
process ends, and the next image gets a new one.  Processes start when the first
image comes, so a run that finds everything in the store starts none.
"""

import dataclasses
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from exporter.errors import ImageError
from exporter.images.decode.kinds import refuse_kind, sniff_kind
from exporter.images.decode.messages import MessageError, read_message, write_message
from exporter.images.decode.recipe import ImageShape, Prepared, Recipe, Unusable
from exporter.words import Message, Reason, word_foreign

K = TypeVar("K")

_MAX_WORKERS = 4
# How many images per process are loaded in advance.
_AHEAD = 4
# What 50 megapixels need at most: 200 MB as RGBA, the same again for a copy with
# premultiplied alpha, and the libraries.
_MEMORY_BYTES = 1_200_000_000
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from exporter.images.decode.worker import serve; serve(int(sys.argv[2]))"
)
_CRASHED = Unusable(Reason.of("crashed"))
_BOOK_KINDS = ("jpeg", "png")


def worker_count() -> int:
    """Return how many pictures to decode at once on this machine."""
    return max(1, min(_MAX_WORKERS, os.cpu_count() or 1))


class Workers:
    """A pool of decoding processes; use it in a ``with`` block.

    ``count`` threads may call ``prepare`` at once; further callers wait.  ``seconds``
    is the time limit for one image.
    """

    def __init__(
        self, *, count: int, seconds: float, memory_bytes: int = _MEMORY_BYTES
    ) -> None:
        """Keep the limits; the processes start later."""
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self.count = count
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(count):
            self._idle.put(None)  # permission to start one process

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes after the images that they are working on."""
        for _ in range(self.count):
            worker = self._idle.get()
            if worker:
                worker.stop()

    def prepare(self, data: bytes, recipe: Recipe) -> Prepared | Unusable:
        """Prepare one image as ``conversion.prepare_image`` does.

        An image that ends the decoder's process is Unusable like other bad images.
        """
        worker = self._idle.get()
        alive = False
        try:
            worker = worker or _Worker(self._memory_bytes)
            outcome = worker.prepare(data, recipe, seconds=self._seconds)
            alive = worker.alive
        finally:
            if worker and not alive:
                worker.stop()
            self._idle.put(worker if alive else None)
        return outcome

    def prepare_many(
        self, loads: Sequence[tuple[K, Callable[[], bytes]]], recipe: Recipe
    ) -> Iterator[tuple[K, bytes, Prepared | Unusable]]:
        """Load and prepare images with all processes at once; yield them in order.

        A load that raises OSError gives an Unusable.
        """
        if not loads:
            return
        from concurrent.futures import Future, ThreadPoolExecutor

        pending: deque[tuple[K, Future[tuple[bytes, Prepared | Unusable]]]] = deque()
        with ThreadPoolExecutor(self.count) as threads:
            for key, load in loads:
                pending.append((key, threads.submit(self._load, load, recipe)))
                if len(pending) >= _AHEAD * self.count:
                    key, done = pending.popleft()
                    yield key, *done.result()
            while pending:
                key, done = pending.popleft()
                yield key, *done.result()

    def _load(
        self, load: Callable[[], bytes], recipe: Recipe
    ) -> tuple[bytes, Prepared | Unusable]:
        try:
            data = load()
        except OSError as error:
            return b"", Unusable(Reason.of("file-unreadable", why=str(error.strerror)))
        refusal = refuse_kind(sniff_kind(data), code="no-image-in-file")
        return data, refusal or self.prepare(data, recipe)


class _Worker:
    """One decoding process and the pipes to it."""

    def __init__(self, memory_bytes: int) -> None:
        # -I -S: only the parent's own search path is used.  The new session keeps
        # Ctrl-C from the worker; the parent handles it and closes the pipe.
        command = [sys.executable, "-I", "-S", "-c", _BOOT]
        try:
            root = str(Path(__file__).resolve().parents[3])
            paths = [root, *(path or str(Path.cwd()) for path in sys.path)]
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter)
                [*command, json.dumps(paths), str(memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise ImageError(
                Message(
                    "no process to decode pictures could be started: {error}",
                    error=word_foreign(error),
                ),
                hint=Message("leave the pictures out with --images none"),
            ) from error
        self.alive = True

    def prepare(
        self, data: bytes, recipe: Recipe, *, seconds: float
    ) -> Prepared | Unusable:
        """Prepare one image.  Afterwards ``alive`` says whether another may follow."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._kill, [late])
        timer.start()
        try:
            return self._exchange(data, recipe)
        except (OSError, MessageError, LookupError, TypeError, ValueError):
            self.alive = False
            if late.is_set():
                return Unusable(Reason.of("too-slow-to-decode", seconds=f"{seconds:g}"))
            return _CRASHED
        finally:
            timer.cancel()

    def stop(self) -> None:
        """Kill the process and wait for its end."""
        self.alive = False
        self._process.kill()
        with self._process:  # closes the pipes and waits
            pass

    def _kill(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _exchange(self, data: bytes, recipe: Recipe) -> Prepared | Unusable:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:  # cannot happen: both were asked for
            raise MessageError("no pipes")
        write_message(stdin, dataclasses.asdict(recipe), data)
        header, result = read_message(stdout)
        if "reason" in header:
            reason = Reason.unpack(header["reason"])
            return Unusable(reason, lasting=bool(header["lasting"]))
        shapes = _read_shape(header["source"]), _read_shape(header["result"])
        result, more = _read_pieces(header["more"], result)
        entire = bool(header["entire"])
        prepared = Prepared(*shapes, result, entire=entire, more=more)
        _check_sense(prepared, data, recipe=recipe)
        return prepared


def _read_shape(values: list[Any]) -> ImageShape:
    kind, width_px, height_px = values
    return ImageShape(str(kind), int(width_px), int(height_px))


def _read_pieces(
    values: list[Any], data: bytes
) -> tuple[bytes, tuple[tuple[ImageShape, bytes], ...]]:
    """Return the first piece of ``data``, and the others with their shapes."""
    pieces: list[tuple[ImageShape, bytes]] = []
    end = len(data)
    for *shape, length in reversed(values):
        start = end - int(length)
        if not 0 <= start < end:
            raise ValueError("a piece is missing")
        pieces.append((_read_shape(shape), data[start:end]))
        end = start
    return data[:end], tuple(reversed(pieces))


def _check_sense(prepared: Prepared, data: bytes, *, recipe: Recipe) -> None:
    """Raise ValueError for an answer that a worker in our control would not give."""
    source, result = prepared.source, prepared.result
    if source.kind != sniff_kind(data) or (source != result and not prepared.data):
        raise ValueError("the source has another kind, or the result is missing")
    if prepared.entire and source != result:
        raise ValueError("the result differs from the source that it replaces")
    if result.is_spacer:
        return
    for shape, piece in prepared.more:
        _check_result(shape, piece, recipe=recipe)
    _check_result(result, prepared.data or data, recipe=recipe)


def _check_result(result: ImageShape, data: bytes, *, recipe: Recipe) -> None:
    if result.kind not in _BOOK_KINDS or sniff_kind(data) != result.kind:
        raise ValueError("the result is no JPEG or PNG")
    if not recipe.admits(result.width_px, result.height_px):
        raise ValueError("the result is too large")
