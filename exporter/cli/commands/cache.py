"""``dwexport cache``: shows, shrinks or empties the cache between runs."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.caches import digests_file, index_file, search_folder, store_folder
from exporter.cli.command import Command
from exporter.cli.console import put_lines, put_text, say
from exporter.cli.image_options import CacheArguments
from exporter.errors import EXIT_COMPLETE, EXIT_FAILED, ExportError, UsageError
from exporter.sizes import read_size, show_size
from exporter.words import Message, count, join

if TYPE_CHECKING:
    from exporter.images import Removed, StoredImage, StoreState

_EPILOG = """\
Examples:

\b
  dwexport cache info
  dwexport cache info https://static.dw.com/image/69399723_303.jpg
  dwexport cache prune --max-cache 2GB
  dwexport cache clear
"""


def _run(cache: CacheArguments) -> int:
    """Show, shrink or empty the cache of pictures."""
    from exporter.images import find_stored_image, prune_store, read_state

    max_bytes = read_size(cache.max_cache, "--max-cache")
    folder = store_folder(cache.cache_dir)
    if cache.addresses and cache.action != "info":
        raise UsageError(
            Message("cache {action} takes no addresses", action=cache.action),
            hint=Message("dwexport cache info ADDRESS tells of single pictures"),
        )
    if cache.addresses:
        found = {a: find_stored_image(folder, a) for a in cache.addresses}
        return _show_images(found, as_json=cache.as_json)
    if cache.action == "info":
        index_bytes = sum(_search_files(cache.cache_dir).values())
        state = read_state(folder)
        _show_state(state, folder, max_bytes, index_bytes, as_json=cache.as_json)
        return EXIT_COMPLETE
    if cache.action == "prune":
        removed = prune_store(folder, max_bytes=max_bytes)
    else:
        removed = _clear(cache.cache_dir)
    if removed.busy:
        raise ExportError(
            Message("another run is using the pictures: nothing was removed"),
            hint=Message("try again when it has ended"),
        )
    _show_removed(removed, as_json=cache.as_json)
    return EXIT_COMPLETE


def _clear(cache_dir: Path | None) -> Removed:
    """Remove the pictures and what is known of archives, unless a run uses them."""
    from exporter.images import clear_store, remove_file

    removed = clear_store(store_folder(cache_dir))
    if not removed.busy:
        for known in (index_file(cache_dir), digests_file(cache_dir)):
            for path in known.parent.glob(f"{known.name}*"):
                remove_file(str(path))
        for path, size_bytes in _search_files(cache_dir).items():
            remove_file(str(path))
            files, total = removed.files + 1, removed.size_bytes + size_bytes
            removed = replace(removed, files=files, size_bytes=total)
    return removed


def _search_files(cache_dir: Path | None) -> dict[Path, int]:
    """Return the files of the search index with their sizes in bytes.

    What SQLite keeps beside the index comes first, because it must be removed first.
    """
    sizes = {}
    for path in sorted(search_folder(cache_dir).glob("*.sqlite*"), reverse=True):
        with contextlib.suppress(OSError):  # another run has removed it
            sizes[path] = path.stat().st_size
    return sizes


def _show_state(
    state: StoreState,
    folder: Path,
    max_bytes: int | None,
    index_bytes: int,
    *,
    as_json: bool,
) -> None:
    if as_json:
        extra = {"max_bytes": max_bytes, "search_index_bytes": index_bytes}
        _put_json(asdict(state) | extra)
        return
    limit = Message("no limit")
    if max_bytes is not None:
        limit = Message("a limit of {size}", size=show_size(max_bytes))
    lines: list[str] = [
        str(folder),
        Message(
            "{addresses} known, {failures:,} failed lately",
            addresses=count("1 address", "{number:,} addresses", state.pictures),
            failures=state.failures,
        ),
        Message(
            "{files}, {size}; {limit}",
            files=_count_files(state.files),
            size=show_size(state.size_bytes),
            limit=limit,
        ),
    ]
    if state.used_at is not None:
        lines.append(Message("unused longest: since {day}", day=_day(state.used_at)))
    if index_bytes:
        lines.append(Message("search index: {size}", size=show_size(index_bytes)))
    put_lines(lines)


def _show_images(found: Mapping[str, StoredImage | None], *, as_json: bool) -> int:
    if as_json:
        _put_json([_as_json(image) if image else None for image in found.values()])
    else:
        put_lines([join("\n\n", map(_in_words, filter(None, found.values())))])
    lost = [address for address, image in found.items() if image is None]
    for address in lost:
        say(Message("{address}: not in the cache", address=address))
    return EXIT_FAILED if lost else EXIT_COMPLETE


def _in_words(image: StoredImage) -> str:
    lines = [
        image.url,
        Message(
            "  {kind}, {width} × {height} pixels",
            kind=image.kind,
            width=image.width_px,
            height=image.height_px,
        ),
        Message(
            "  got {day} from {source}",
            day=_day(image.stored_at),
            source=image.final_url or Message("a mirror"),
        ),
        Message(
            "  {size:,} bytes, sha256 {digest}",
            size=image.size_bytes,
            digest=image.sha256,
        ),
        f"  {image.path}",
    ]
    return join("\n", lines)


def _as_json(image: StoredImage) -> dict[str, Any]:
    stored = datetime.fromtimestamp(image.stored_at, UTC)
    return asdict(image) | {"stored_at": stored.isoformat(timespec="seconds")}


def _show_removed(removed: Removed, *, as_json: bool) -> None:
    if as_json:
        _put_json({"files": removed.files, "size_bytes": removed.size_bytes})
    else:
        say(
            Message(
                "{files} removed, {size}",
                files=_count_files(removed.files),
                size=show_size(removed.size_bytes),
            )
        )


def _count_files(number: int) -> Message:
    return count("1 file", "{number:,} files", number)


def _put_json(value: object) -> None:
    put_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


COMMAND = Command("cache", _run, (CacheArguments,), _EPILOG)
