"""The options about what earlier runs told.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from exporter.cli.arguments import option

# An option that several commands have.
StateDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--state-dir",
        metavar="DIR",
        help="Where it is remembered what runs told, and what was picked. Default: "
        "the user's data folder.",
        show_default=False,
    ),
]


@dataclass(frozen=True)
class HistoryOptions:
    """What is wanted, by what earlier runs told."""

    since_last: Annotated[
        str,
        typer.Option(
            "--since-last",
            metavar="NAME",
            help="Only what came since the last run under NAME: new articles, and "
            "changed ones. Books are remembered when they are safely written; see "
            "`dwexport history`.",
            show_default=False,
        ),
    ] = option("")
    state_dir: StateDir = option(None, guarded=True)


@dataclass(frozen=True)
class HistoryArguments:
    """What is done with the memory of earlier runs."""

    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[undo|forget|repair] NAME",
            help="NAME alone shows the runs under it. undo takes back the last one; "
            "forget, all; repair mends a damaged history.",
            show_default=False,
        ),
    ] = option(None, config=False)
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of words.")
    ] = option(False, config=False)
    tz: Annotated[
        str,
        typer.Option(
            metavar="ZONE",
            help="The time zone of dates: Asia/Shanghai, +08:00, UTC. Default: the "
            "machine's.",
            show_default=False,
        ),
    ] = option("")
    state_dir: StateDir = option(None, guarded=True)
