"""The options of ``dwexport doctor``.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.arguments import option
from exporter.cli.image_options import MAX_CACHE, FontDir, MaxCache
from exporter.cli.options import CacheDir


@dataclass(frozen=True)
class DoctorArguments:
    """What is examined, and how the findings are printed."""

    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive",
            metavar="DIR",
            help="The archive that is examined. Default: as for a book.",
            show_default=False,
        ),
    ] = option(None)
    font_dir: FontDir = option(None)
    cache_dir: CacheDir = option(None)
    max_cache: MaxCache = option(MAX_CACHE)
    online: Annotated[
        bool,
        typer.Option(
            "--online",
            help="Connect to the proxy, or to an outlet if there is none.",
        ),
    ] = option(False, config=False)
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of words.")
    ] = option(False, config=False)
