"""The options about picks.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from typing import Annotated

import typer

from exporter.alternatives import BookKind
from exporter.cli.arguments import option


@dataclass(frozen=True)
class PickArguments:
    """Which pick is opened, and what becomes of it."""

    name: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Begin with what is remembered under NAME; Ctrl+O remembers it again.",
            show_default=False,
        ),
    ] = option("", config=False)
    kind: Annotated[
        BookKind | None,
        typer.Option(
            "--format",
            help="What Enter makes. Default: the list asks.",
            show_default=False,
        ),
    ] = option(None, config=False)
    show_list: Annotated[
        bool,
        typer.Option("--list", help="Print what is remembered: name, time, articles."),
    ] = option(False, config=False)
    delete: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Forget what is remembered under NAME.",
            show_default=False,
        ),
    ] = option("", config=False)
