"""The options that shape a book: its script.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from typing import Annotated

import typer

from exporter.alternatives import BookScript
from exporter.cli.arguments import option


@dataclass(frozen=True)
class ShapeOptions:
    """How the articles chosen become a book."""

    script: Annotated[
        BookScript,
        typer.Option(
            help="The script of the whole book: as archived (keep), Simplified (hans), "
            "Traditional (hant), with the characters and words of Taiwan (tw), or with "
            "the characters of Hong Kong (hk). It does not change which articles are "
            "chosen, nor the --title.",
        ),
    ] = option("keep")
