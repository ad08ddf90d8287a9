"""A book of many pictures from a server that misbehaves, made by the command line.

What is served enters; what came of every picture leaves: in the book, in the
report, at the server.
"""

import json
import math
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

from exporter.images.options import ImageOptions
from tests.support.archives import article, fill
from tests.support.books import unpack
from tests.support.commandline import CliResult, run_in_process
from tests.support.faults import Fault, bad_faults, harmless_faults, sound
from tests.support.image_server import ImageServer
from tests.support.images import jpeg

_PER_ARTICLE = 20
# Limits short enough for a test; all others are the program's own.
HURRY: Mapping[str, Any] = {
    "total_seconds": 2.0,
    "head_seconds": 1.5,
    "trickle_seconds": 1.0,
    "read_seconds": 1.0,
    "connect_seconds": 2.0,
    "retries": 1,
    "backoff_seconds": 0.02,
}


@dataclass(frozen=True, slots=True)
class Served:
    """A picture of the book: its address, its fault, its bytes."""

    url: str
    path: str
    fault: Fault
    image: bytes


@dataclass(frozen=True)
class FaultBook:
    """The result of the run.

    ``asked`` counts the requests of each path at the server.
    """

    result: CliResult
    served: Sequence[Served]
    report: Mapping[str, Any]
    book: bytes
    asked: Mapping[str, int]
    seconds: float
    options: ImageOptions

    @cached_property
    def entries(self) -> Mapping[str, bytes]:
        """Return the files in the book."""
        return unpack(self.book)

    @cached_property
    def images(self) -> set[bytes]:
        """Return the pictures in the book, the cover left out."""
        return {d for n, d in self.entries.items() if n.endswith(".jpg")}

    @cached_property
    def placeholders(self) -> Mapping[str, str]:
        """Return the words in the frame of each lost picture, by its caption."""
        text = "".join(
            data.decode()
            for name, data in sorted(self.entries.items())
            if name.endswith(".xhtml")
        )
        found = {}
        for figure in re.findall(r"<figure\b.*?</figure>", text, re.DOTALL):
            caption = re.search(r"图(\d+)号", figure)
            if caption and "<img" not in figure:
                found[caption[1]] = figure
        return found

    @property
    def limit_seconds(self) -> float:
        """Return how many seconds the limits of the run allow for the pictures.

        All wait for one host's slots, each for all its tries and the waits between.
        """
        options = self.options
        waits = sum(
            1.5 * options.backoff_seconds * 2**n for n in range(options.retries)
        )
        each: float = (options.retries + 1) * options.total_seconds + waits
        slots = min(options.concurrency, options.concurrency_per_host)
        return math.ceil(len(self.served) / slots) * each


def make_fault_book(
    folder: Path, *, images: int = 200, bad: int = 66, limits: Mapping[str, Any]
) -> FaultBook:
    """Make the EPUB of an archive in ``folder`` whose ``bad`` pictures fail.

    Faults take turns, spread over the book; ``limits`` are set over the program's.
    """
    made: list[ImageOptions] = []

    def hurry(**options: Any) -> ImageOptions:
        made.append(ImageOptions(**{**options, **limits}))
        return made[-1]

    likely = ImageOptions(mode="fetch", mirror=None, store_dir=folder, **limits)
    with ImageServer() as server:
        served = _serve(server, _mix(likely, images=images, bad=bad))
        fill(folder, _archive(served))
        arguments = ["epub", "--allow-host", "127.0.0.1", "-o", "book.epub", "-q"]
        arguments += ["--report", "report.json", "--cache-dir", str(folder / "cache")]
        started = time.monotonic()
        with mock.patch("exporter.cli.images.ImageOptions", hurry):
            result = run_in_process(arguments, stdin="", cwd=folder, env={})
        seconds = time.monotonic() - started
        asked = Counter(exchange.path.partition("?")[0] for exchange in server.asked)
    report = json.loads((folder / "report.json").read_text("utf-8"))
    book = (folder / "book.epub").read_bytes()
    return FaultBook(result, served, report, book, asked, seconds, made[0])


def _mix(options: ImageOptions, *, images: int, bad: int) -> list[Fault | None]:
    """Return the fault of each picture; None for a harmless fault, or none."""
    faults = bad_faults(options)
    mixed: list[Fault | None] = [None] * images
    for turn in range(bad):
        mixed[turn * images // bad] = faults[turn % len(faults)]
    return mixed


def _serve(server: ImageServer, mixed: Sequence[Fault | None]) -> list[Served]:
    served = []
    survived = 0
    for number, fault in enumerate(mixed):
        image = jpeg(64 + number % 7, 48, seed=number)
        if fault is None:
            harmless = (*harmless_faults(image), *[sound(image)] * 4)
            fault = harmless[survived % len(harmless)]
            survived += 1
        path = f"/{number}.jpg"
        served.append(Served(fault.place(server, path), path, fault, image))
    return served


def _archive(served: Sequence[Served]) -> dict[str, bytes]:
    files = {}
    for start in range(0, len(served), _PER_ARTICLE):
        figures = "".join(
            f'<img src="{one.url}" width="100%"><div><small>图{number}号</small></div>'
            f"<p>第{number}段。</p>"
            for number, one in enumerate(served[start : start + _PER_ARTICLE], start)
        )
        url = f"https://www.dw.com/zh/a-{90_000_000 + start}"
        files[f"articles/dw/{1_000_000 - start}.md"] = article(
            1_718_714_822_000 - start, url=url, body=f"<p>前言。</p>{figures}"
        )
    return files
