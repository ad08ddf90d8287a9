"""The options about pictures and the cache that keeps them.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from exporter.alternatives import Embedding, HostChoice, ImageQuality
from exporter.cli.arguments import option
from exporter.cli.options import CacheDir

# Options that several commands have.
FontDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Look for fonts here first (OTF, TTF, TTC).",
        show_default=False,
    ),
]
MaxCache: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="SIZE",
        help="Keep no more pictures than this between runs; those unused longest go "
        "first. none: keep all.",
    ),
]
MAX_CACHE = "10GB"


@dataclass(frozen=True)
class ImageArguments:
    """Whether there are pictures, and where fonts are."""

    images: Annotated[
        Embedding,
        typer.Option(help="Embed pictures, or leave them out."),
    ] = option("embed")
    font_dir: FontDir = option(None)


@dataclass(frozen=True)
class FetchArguments:
    """Where pictures come from."""

    image_mirror: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Look for pictures here first: a folder laid out host/path.",
            show_default=False,
        ),
    ] = option(None)
    image_host: Annotated[
        HostChoice,
        typer.Option(
            help="Auto: the archived address, then the origin behind it. Proxy: only "
            "the resizing proxy, where the origin is blocked. Origin: no proxy.",
        ),
    ] = option("auto")
    image_quality: Annotated[
        ImageQuality,
        typer.Option(
            help="Archive: pictures as the archive names them. Print: in a larger form "
            "where their outlet has one, which takes longer.",
        ),
    ] = option("archive")
    image_minutes: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Ask for pictures no longer than N minutes; what is missing then is "
            "got by a later run.",
            show_default=False,
        ),
    ] = option(None)
    offline: Annotated[
        bool,
        typer.Option(
            "--offline/--no-offline",
            help="Use only pictures of the mirror and of earlier downloads.",
            show_default=False,
        ),
    ] = option(False)
    retry_failed: Annotated[
        bool,
        typer.Option(
            "--retry-failed/--no-retry-failed",
            help="Ask again for pictures that failed for good in the last day.",
            show_default=False,
        ),
    ] = option(False)
    allow_host: Annotated[
        list[str],
        typer.Option(
            metavar="HOST",
            help="A host that may lie in a private network. May be given several "
            "times.",
            show_default=False,
        ),
    ] = option([], guarded=True)
    max_cache: MaxCache = option(MAX_CACHE)


@dataclass(frozen=True)
class CacheArguments:
    """What is done with the cache."""

    action: Annotated[
        Literal["info", "prune", "clear"],
        typer.Argument(
            help="Info: what is there. Prune: remove what was unused longest, down to "
            "--max-cache. Clear: remove everything."
        ),
    ] = option("info", config=False)
    addresses: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ADDRESS",
            help="With info: what is known of these pictures.",
            show_default=False,
        ),
    ] = option(None, config=False)
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of words.")
    ] = option(False, config=False)
    cache_dir: CacheDir = option(None)
    max_cache: MaxCache = option(MAX_CACHE)
