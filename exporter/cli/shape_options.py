"""The options that shape a book: its script, its order, its volumes.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from typing import Annotated

import typer

from exporter.alternatives import BookScript, Group
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

    group: Annotated[
        Group,
        typer.Option(
            help="The sections of the book. auto: months or days, if the articles are "
            "in the order of dates; topic: the most frequent topic of each article; "
            "none: no sections.",
        ),
    ] = option("auto")
    lead: Annotated[
        list[str],
        typer.Option(
            metavar="ID",
            help="Put this article first: an id, an address or a path. May be given "
            "several times.",
            show_default=False,
        ),
    ] = option([], config=False)
    split: Annotated[
        str,
        typer.Option(
            metavar="BY",
            help="Split the book into volumes: by month, week or outlet, after so many "
            "articles (50) or so many bytes (50MB). none: only what --max-size asks "
            "for.",
            show_default=False,
        ),
    ] = option("")
