"""From the options about pictures to the options of the stage ``images``."""

from __future__ import annotations

from pathlib import Path

from exporter.caches import store_folder
from exporter.cli.image_options import FetchArguments
from exporter.images import ImageOptions
from exporter.sizes import read_size

_SECONDS = 60.0  # of a minute


def read_image_options(fetch: FetchArguments, cache_dir: Path | None) -> ImageOptions:
    """Return where pictures come from and how much effort is made for one.

    Raises UsageError for an invalid size.
    """
    minutes = fetch.image_minutes
    return ImageOptions(
        mode="offline" if fetch.offline else "fetch",
        mirror=fetch.image_mirror,
        store_dir=store_folder(cache_dir),
        retry_failed=fetch.retry_failed,
        allow_hosts=frozenset(fetch.allow_host),
        host=fetch.image_host,
        quality=fetch.image_quality,
        run_seconds=None if minutes is None else _SECONDS * minutes,
        max_store_bytes=read_size(fetch.max_cache, "--max-cache"),
    )
