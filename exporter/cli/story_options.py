"""The options for what several articles of a book share.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from typing import Annotated

import typer

from exporter.alternatives import Galleries
from exporter.cli.arguments import option


@dataclass(frozen=True)
class StoryOptions:
    """What is done with what several articles share."""

    galleries: Annotated[
        Galleries,
        typer.Option(
            help="A gallery that stands in several articles is shown once, where it "
            "comes first, and the others name that article; or every time.",
        ),
    ] = option("once")
