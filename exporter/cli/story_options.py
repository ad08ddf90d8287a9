"""The options for what several articles share.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from typing import Annotated

import typer

from exporter.alternatives import Dedupe, Galleries
from exporter.cli.arguments import option


@dataclass(frozen=True)
class DedupeOptions:
    """How often a story is told; for every command that chooses articles."""

    dedupe: Annotated[
        Dedupe,
        typer.Option(
            help="None: keep every article; the summary names those that tell the "
            "same. Twins: leave out what the same outlet tells again, in the other "
            "script or under another id. Wire: also what another outlet tells in the "
            "same words.",
        ),
    ] = option("none")


@dataclass(frozen=True)
class StoryOptions:
    """What is done in a book with what several articles share."""

    galleries: Annotated[
        Galleries,
        typer.Option(
            help="A gallery that stands in several articles is shown once, where it "
            "comes first, and the others name that article; or every time.",
        ),
    ] = option("once")
    related: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            max=20,
            help="Name at the end of an article at most N others of the book that are "
            "about the same. Default: 3, but none in a briefing and in a book of fewer "
            "than ten articles.",
            show_default=False,
        ),
    ] = option(None)
