"""What the command line says of pictures, in the words of the stage that gets them."""

from __future__ import annotations

from pathlib import Path

from exporter.cli.picture_options import FetchArguments
from exporter.cli.settings import cache_folder
from exporter.cli.sizes import read_size, show_size
from exporter.errors import ExportError
from exporter.images import ImageOptions
from exporter.images.upkeep import prune_store
from exporter.progress import Progress

_STORE_NAME = "images"
_SECONDS = 60.0  # of a minute


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
        quality=fetch.image_quality.value,
        run_seconds=None if minutes is None else _SECONDS * minutes,
        max_store_bytes=read_size(fetch.max_cache, "--max-cache"),
    )


def keep_limit(images: ImageOptions, progress: Progress) -> None:
    """Cut the store back to its limit; while others use it, they will.

    That it cannot be done is said, and harms nobody: the book is there.
    """
    limit = images.max_store_bytes
    if limit is None:
        return
    try:
        removed = prune_store(images.store_dir, max_bytes=limit)
    except ExportError as error:
        progress.note(f"the cache of pictures could not be cut back: {error.message}")
        return
    if removed.files:
        size = show_size(removed.size_bytes)
        progress.note(
            f"the cache keeps {show_size(limit)} (--max-cache): {size} of pictures"
            " unused longest were removed"
        )
