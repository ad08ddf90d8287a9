"""``dwexport cache``: what is kept between runs, and how much of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exporter.cli.choosing import INDEX_NAME
from exporter.cli.console import put_text, say
from exporter.cli.fetching import store_folder
from exporter.cli.picture_options import CacheAction, CacheArguments
from exporter.cli.settings import cache_folder
from exporter.cli.sizes import read_size, show_size
from exporter.cli.summary import count
from exporter.errors import EXIT_COMPLETE, EXIT_FAILED, ExportError, UsageError
from exporter.images.upkeep import (
    Removed,
    StoredPicture,
    clear_store,
    find_picture,
    prune_store,
    read_state,
    remove_file,
)


def look_after_cache(cache: CacheArguments) -> int:
    """Do what ``cache`` asks for; return the exit code."""
    max_bytes = read_size(cache.max_cache, "--max-cache")
    folder = store_folder(cache.cache_dir)
    if cache.addresses and cache.action is not CacheAction.INFO:
        raise UsageError(
            f"cache {cache.action.value} takes no addresses",
            hint="dwexport cache info ADDRESS tells of single pictures",
        )
    if cache.addresses:
        return _show_pictures(folder, cache.addresses, as_json=cache.as_json)
    if cache.action is CacheAction.INFO:
        _show_state(folder, max_bytes, as_json=cache.as_json)
        return EXIT_COMPLETE
    if cache.action is CacheAction.PRUNE:
        removed = prune_store(folder, max_bytes=max_bytes)
    else:
        removed = clear_store(folder)
        if not removed.busy:
            for path in cache_folder(cache.cache_dir).glob(f"{INDEX_NAME}*"):
                remove_file(str(path))
    if removed.busy:
        raise ExportError(
            "another run is using the pictures: nothing was removed",
            hint="try again when it has ended",
        )
    _show_removed(removed, as_json=cache.as_json)
    return EXIT_COMPLETE


def _show_state(folder: Path, max_bytes: int | None, *, as_json: bool) -> None:
    state = read_state(folder)
    if as_json:
        _put_json(asdict(state) | {"max_bytes": max_bytes})
        return
    limit = "no limit" if max_bytes is None else f"a limit of {show_size(max_bytes)}"
    lines = [
        str(folder),
        f"{count(state.pictures, 'address')} known, {state.failures:,} failed lately",
        f"{count(state.files, 'file')}, {show_size(state.size_bytes)}; {limit}",
    ]
    if state.used_at is not None:
        lines.append(f"unused longest: since {_day(state.used_at)}")
    put_text("\n".join(lines) + "\n")


def _show_pictures(folder: Path, addresses: list[str], *, as_json: bool) -> int:
    found = {address: find_picture(folder, address) for address in addresses}
    if as_json:
        _put_json(
            [_as_json(picture) if picture else None for picture in found.values()]
        )
    else:
        known = [_in_words(picture) for picture in found.values() if picture]
        put_text("\n".join(known))
    lost = [address for address, picture in found.items() if picture is None]
    for address in lost:
        say(f"{address}: not in the cache")
    return EXIT_FAILED if lost else EXIT_COMPLETE


def _in_words(picture: StoredPicture) -> str:
    lines = [
        picture.url,
        f"  {picture.kind}, {picture.width_px} × {picture.height_px} pixels",
        f"  got {_day(picture.stored_at)} from {picture.final_url or 'a mirror'}",
        f"  {picture.size_bytes:,} bytes, sha256 {picture.sha256}",
        f"  {picture.path}",
    ]
    return "\n".join(lines) + "\n"


def _as_json(picture: StoredPicture) -> dict[str, Any]:
    stored = datetime.fromtimestamp(picture.stored_at, UTC)
    return asdict(picture) | {"stored_at": stored.isoformat(timespec="seconds")}


def _show_removed(removed: Removed, *, as_json: bool) -> None:
    if as_json:
        _put_json({"files": removed.files, "size_bytes": removed.size_bytes})
    else:
        say(f"{count(removed.files, 'file')} removed, {show_size(removed.size_bytes)}")


def _put_json(value: object) -> None:
    put_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
