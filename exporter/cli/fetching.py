"""What the command line says of pictures, in the words of the stage that gets them."""

from __future__ import annotations

from pathlib import Path

from exporter.cli.options import FetchArguments
from exporter.cli.settings import cache_folder
from exporter.images import ImageOptions

_STORE_NAME = "images"


def store_folder(cache_dir: Path | None) -> Path:
    """Return the folder of the picture store."""
    return cache_folder(cache_dir) / _STORE_NAME


def fetch_options(fetch: FetchArguments, cache_dir: Path | None) -> ImageOptions:
    """Return where pictures come from and how far to go for one."""
    minutes = fetch.image_minutes
    return ImageOptions(
        mode="offline" if fetch.offline else "fetch",
        mirror=fetch.image_mirror,
        store_dir=store_folder(cache_dir),
        retry_failed=fetch.retry_failed,
        allow_hosts=frozenset(fetch.allow_host),
        host=fetch.image_host.value,
        run_seconds=None if minutes is None else 60.0 * minutes,
    )
