"""Kills runs of the command line at some moment, and checks what they leave.

A run is killed with SIGKILL, as the kernel does when memory is short.  What must
hold afterwards: the book is the old one or the whole new one, whatever the store
gives out is the picture that the server has, no process lives on, and the next run
makes the book.
"""

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from exporter.images.decode.recipe import Recipe
from exporter.images.store.store import Store
from exporter.journal import Journal
from exporter.model import Image
from tests.support.archives import article, fill
from tests.support.commandline import start_in_own_process
from tests.support.image_server import ImageServer, body, late
from tests.support.images import draw_photo, encode, jpeg

_ARTICLES, _PER_ARTICLE = 48, 1
_MARK = "KILLED_RUN"
_RECIPE = Recipe(1600, 1600, max_pixels=50_000_000)
_GRACE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Trace:
    """The state that a killed run left.

    ``moment`` is the part of a whole run's time at which it was killed, ``target``
    "old", "new" or what is wrong with it; ``blobs`` counts the pictures in the
    store, ``leftovers`` half-written files in the store and beside the book.
    ``faults`` are all the ways in which it was not as it must be.
    """

    moment: float
    target: str
    ended: bool
    blobs: int
    leftovers: int
    faults: tuple[str, ...]


@dataclass
class Scene:
    """An archive, the server of its pictures, and the book a whole run makes."""

    folder: Path
    server: ImageServer
    latency_seconds: float
    old: bytes = b""
    new: bytes = b""
    seconds: float = 0.0
    images: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def prepare(
        cls, folder: Path, server: ImageServer, *, latency_seconds: float = 0.01
    ) -> Self:
        """Write the archive, and make its book: without pictures, and whole.

        With more latency a greater part of the runs is killed among the pictures.
        """
        scene = cls(folder, server, latency_seconds)
        scene._write_archive()
        scene.old = scene._make_book("--images", "none")
        scene.new = scene._make_book()
        started = time.monotonic()
        assert scene._make_book() == scene.new
        scene.seconds = time.monotonic() - started
        assert scene.old != scene.new
        return scene

    def kill_at(self, moment: float) -> Trace:
        """Kill a run at ``moment`` (0 to 1) of its time, and check what it left."""
        run = Run(self, f"run-{uuid.uuid4().hex}")
        process = run.start()
        try:
            process.wait(moment * self.seconds)
            ended = True
        except subprocess.TimeoutExpired:
            ended = False
        kill(process)
        return run.inspect(moment, ended=ended)

    def kill_while_writing(self) -> Trace:
        """Kill a run as soon as it has begun to write the book."""
        run = Run(self, f"run-{uuid.uuid4().hex}")
        process = run.start()
        while process.poll() is None and not list(run.folder.glob(".dwexport-*")):
            time.sleep(0.001)
        ended = process.poll() is not None
        kill(process)
        return run.inspect(1.0, ended=ended)

    def kill_while_reading(self) -> Trace:
        """Kill a run as soon as it has processes that read articles, if it does."""
        run = Run(self, f"run-{uuid.uuid4().hex}")
        process = run.start()
        while process.poll() is None and len(list(_processes_marked(run.name))) < 3:
            if list(run.store.glob("blobs/*/*")):
                break  # past that
        ended = process.poll() is not None
        kill(process)
        return run.inspect(0.0, ended=ended)

    def _write_archive(self) -> None:
        files = {}
        for number in range(_ARTICLES):
            figures = ""
            for place in range(_PER_ARTICLE):
                image = _image(number * _PER_ARTICLE + place)
                path = f"/{number}-{place}"
                url = self.server.on(path, late(self.latency_seconds, body(image)))
                self.images[url] = image
                figures += f'<img src="{url}"><div><small>图</small></div><p>文</p>'
            url = f"https://www.dw.com/zh/a-{90_000_000 + number}"
            words = f"<p>第{number}篇，{'灯塔亮着。' * 1_000}</p>"
            files[f"articles/dw/{1_000_000 + number}.md"] = article(
                1_718_714_822_000 + number, url=url, body=words + figures
            )
        fill(self.folder, files)

    def _make_book(self, *options: str) -> bytes:
        run = Run(self, f"whole-{uuid.uuid4().hex}")
        process = run.start(*options)
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
        return run.target.read_bytes()


@dataclass
class Run:
    """One run, with a store and a target of its own."""

    scene: Scene
    name: str

    @property
    def folder(self) -> Path:
        """Return the folder of the book, and of the cache."""
        return self.scene.folder / self.name

    @property
    def target(self) -> Path:
        """Return where the book goes."""
        return self.folder / "book.epub"

    @property
    def store(self) -> Path:
        """Return the folder of the store."""
        return self.folder / "cache" / "images"

    def start(self, *options: str) -> "subprocess.Popen[bytes]":
        """Start the command line; the old book is in place."""
        self.folder.mkdir(exist_ok=True)
        if not self.target.exists():
            self.target.write_bytes(self.scene.old)
        arguments = ["epub", "--allow-host", "127.0.0.1", "-q", "--fonts", "none"]
        arguments += ["-o", f"{self.name}/book.epub"]
        arguments += ["--cache-dir", str(self.folder / "cache")]
        return start_in_own_process(
            [*arguments, *options], cwd=self.scene.folder, env={_MARK: self.name}
        )

    def inspect(self, moment: float, *, ended: bool) -> Trace:
        """Check what is left, then make the book in a run that is not killed."""
        faults = [*self._survivors(), *self._store_faults()]
        data = self.target.read_bytes()
        target = {self.scene.old: "old", self.scene.new: "new"}.get(data, "broken")
        if target == "broken":
            faults.append("the book is neither the old nor the new one")
        blobs = len(list(self._blobs()))
        leftovers = len(list(self.folder.glob(".dwexport-*")))
        if self.store.exists():
            leftovers += len(list((self.store / "tmp").glob("*")))
        faults += self._next_run()
        return Trace(moment, target, ended, blobs, leftovers, tuple(faults))

    def _next_run(self) -> Iterator[str]:
        process = self.start()
        _, errors = process.communicate()
        if process.returncode != 0:
            yield f"the next run ended with {process.returncode}: {errors.decode()}"
        elif self.target.read_bytes() != self.scene.new:
            yield "the next run made another book"
        yield from self._store_faults()

    def _blobs(self) -> Iterator[Path]:
        return (p for p in (self.store / "blobs").rglob("*") if p.is_file())

    def _store_faults(self) -> Iterator[str]:
        """Yield the faults of the store that the next run would meet."""
        if not self.store.exists():
            return
        for path in self._blobs():
            if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
                yield f"{path.name} is not what its name says"
        for index in self.store.glob("index-*.sqlite3"):
            with closing(sqlite3.connect(index)) as database:
                (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                yield f"the index is damaged: {verdict}"
        yield from self._false_images()

    def _false_images(self) -> Iterator[str]:
        journal = Journal()
        images = self.scene.images
        with Store(self.store, journal, now=time.time) as store:
            found = store.find(dict.fromkeys(images, ""), _RECIPE)
            for url, asset in found.assets.items():
                if not isinstance(asset, Image):
                    yield f"{url} became a spacer"
                elif asset.sha256 not in _expected(images[url]):
                    yield f"{url} is another picture"
            for url, blob in found.originals.items():
                if store.read(blob) != images[url]:
                    yield f"{url} was not kept as it came"
        yield from (f"the store complains: {problem}" for problem in journal.problems)

    def _survivors(self) -> Iterator[str]:
        """Yield the processes of the run that are alive after it was killed."""
        deadline = time.monotonic() + _GRACE_SECONDS
        while alive := list(_processes_marked(self.name)):
            if time.monotonic() > deadline:
                yield f"{len(alive)} processes live on"
                for pid in alive:
                    os.kill(pid, signal.SIGKILL)
                return
            time.sleep(0.05)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill ``process`` and wait for its end, not for that of its pipes.

    A process that lives on would hold them open.
    """
    process.kill()
    with process:
        pass


def moments(count: int, *, seed: int) -> list[float]:
    """Return ``count`` random moments between 0 and 1, spread over all of it."""
    dice = random.Random(seed)
    return [(number + dice.random()) / count for number in range(count)]


def _image(number: int) -> bytes:
    """Return a picture: some pass as they are, some are converted."""
    if number % 3:
        return jpeg(640, 400, seed=number)
    return encode(draw_photo(640, 400, seed=number), "WEBP")


def _expected(image: bytes) -> Mapping[str, bytes]:
    """Return what may come of ``image``, by its hash."""
    from exporter.images.decode.conversion import prepare_image
    from exporter.images.decode.recipe import Prepared

    prepared = prepare_image(image, _RECIPE)
    assert isinstance(prepared, Prepared)
    made = prepared.data or image
    return {hashlib.sha256(made).hexdigest(): made}


def _processes_marked(name: str) -> Iterator[int]:
    """Yield the processes that inherited the mark; none where there is no /proc."""
    if sys.platform != "linux":
        return
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                environment = (entry / "environ").read_bytes()
            except OSError:  # gone, or another user's
                continue
            if f"{_MARK}={name}".encode() in environment:
                yield int(entry.name)
