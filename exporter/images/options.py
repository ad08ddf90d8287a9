"""What a user or a test can set about images."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from exporter.alternatives import HostChoice, ImageQuality
from exporter.caches import store_folder
from exporter.images.decode import Recipe

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class ImageOptions:
    """Where images come from and how much effort is made for one.

    ``mirror`` is a folder laid out host/path; ``store_dir`` is the folder of the store
    that all runs share.  ``allow_hosts`` are hosts that may lie in a private network.
    ``host`` says whether a resizing proxy may be asked, must be, or must not.

    ``connect_seconds`` and ``read_seconds`` limit one step of a request,
    ``head_seconds`` everything before the body, and ``total_seconds`` one request with
    its redirects.  A body that arrives with less than ``least_rate`` bytes a second is
    given up after ``trickle_seconds`` (``pace``).  ``wait_seconds`` is the longest wait
    that a server may ask for with Retry-After.  A host that has answered nobody for
    ``patience_seconds`` is given up for the run.  After ``run_seconds`` everything
    still under way is given up.  ``retry_failed`` also asks for images that failed
    for good less than ``remember_seconds`` ago.

    ``grey`` removes the colours.  Images larger than ``max_width_px`` by
    ``max_height_px`` are made smaller.  ``quality`` "print" looks for larger forms
    than the archived ones.  The store is cut back to ``max_store_bytes`` after the run.
    """

    mode: Literal["fetch", "offline", "none"] = "fetch"
    mirror: Path | None = None
    store_dir: Path = field(default_factory=store_folder)
    max_bytes: int = 25 * MB
    max_pixels: int = 50_000_000
    max_width_px: int = 1600
    max_height_px: int = 1600
    concurrency: int = 8
    concurrency_per_host: int = 6
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    head_seconds: float = 20.0
    total_seconds: float = 300.0
    trickle_seconds: float = 12.0
    least_rate: float = 1000.0
    retries: int = 2
    backoff_seconds: float = 1.0
    wait_seconds: float = 60.0
    patience_seconds: float = 60.0
    run_seconds: float | None = None
    max_redirects: int = 5
    decode_seconds: float = 20.0
    remember_seconds: float = 86_400.0
    retry_failed: bool = False
    allow_hosts: frozenset[str] = frozenset()
    host: HostChoice = "auto"
    grey: bool = False
    max_store_bytes: int | None = None
    quality: ImageQuality = "archive"

    @property
    def recipe(self) -> Recipe:
        """Return what images are to become."""
        return Recipe(self.max_width_px, self.max_height_px, self.max_pixels, self.grey)


async def _sleep(seconds: float) -> None:
    import asyncio  # here, so that a run without downloads does not load it

    await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, in seconds since the epoch, and how to let it pass."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = _sleep


SYSTEM_CLOCK = Clock()
