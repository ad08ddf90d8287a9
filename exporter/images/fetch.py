"""Downloads pictures: candidates in order, retries, limits.

Wanted pictures enter; each leaves through ``deliver`` as soon as its fate is
known, so that a run stopped at any moment has kept what it got.  Imported
only when something is to be downloaded: httpx costs a tenth of a second.
"""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

import anyio
import httpcore
import httpx
import socksio

import exporter
from exporter.images.addresses import AddressError, clean_address
from exporter.images.answer import (
    BodyError,
    judge_status,
    read_body,
    redirect_target,
)
from exporter.images.guard import RefusedHostError
from exporter.images.hosts import Failure, Host, Hosts
from exporter.images.network import GuardedTransport
from exporter.images.options import Clock, ImageOptions
from exporter.images.recipe import Prepared, Recipe, Unusable
from exporter.images.workers import Workers

_HEADERS = {
    "User-Agent": f"dwexport/{exporter.__version__}",
    "Accept": "image/jpeg,image/png,image/webp;q=0.8,image/*;q=0.5",
    # A picture is packed already; what is packed again is a bomb or a blunder.
    "Accept-Encoding": "identity",
}
_TLS_FAULT = "certificate"
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to download: its name in the store and where it may be had."""

    key: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A picture that came: its bytes, what they are fit for, whence at last."""

    data: bytes
    prepared: Prepared
    final_url: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A picture that did not come, with the fate of each address tried."""

    failures: tuple[tuple[str, Failure], ...]


Deliver: TypeAlias = Callable[[Wanted, Download | Refusal], None]


def download_pictures(
    wanted: Sequence[Wanted],
    *,
    options: ImageOptions,
    workers: Workers,
    clock: Clock,
    deliver: Deliver,
) -> None:
    """Download ``wanted`` and call ``deliver`` once for each, as they come.

    Raises ImageError where the environment's proxy or certificates are wrong,
    and whatever ``deliver`` raises.
    """
    asyncio.run(
        _download_all(
            wanted, options=options, workers=workers, clock=clock, deliver=deliver
        )
    )
