"""The commands, as typer has them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import typer

from exporter import __version__
from exporter.cli.arguments import takes
from exporter.cli.commands import COMMANDS
from exporter.cli.console import put_text
from exporter.cli.settings import default_map, read_configuration

_HELP_OPTIONS = ("-h", "--help")

# \b keeps a paragraph as it is; a line has 78 columns, two of them indent.
_EPILOG = """\
Examples:

\b
  dwexport epub --archive ~/news --since 2024-06
  dwexport epub --last 7d --source dw -o week.epub
  dwexport list --since 2024-06 | fzf -m | dwexport epub --from -
  dwexport images --since 2024-06
  dwexport pdf --last 7d --layout book --paper a5
  dwexport epub --archive samples --image-mirror samples/images --offline

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""
app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": list(_HELP_OPTIONS)},
    help="Turn an archive of Chinese-language news articles into books.",
    epilog=_EPILOG,
)


def configured(arguments: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the defaults of each command that the configuration sets.

    Help and completion do without: they must work while it is broken.
    Raises ConfigError.
    """
    if "_DWEXPORT_COMPLETE" in os.environ or not set(_HELP_OPTIONS).isdisjoint(
        arguments
    ):
        return {}
    return default_map(COMMANDS)


def _show_version(wanted: bool) -> None:
    if wanted:
        put_text(f"dwexport {__version__}\n")
        raise typer.Exit


@app.callback()
def _common(
    version: bool = typer.Option(
        False,
        "--version",
        callback=_show_version,
        is_eager=True,
        help="Show the version and exit.",
    ),
) -> None:
    """Take the options that belong to no command."""
    del version


for _command in COMMANDS:
    app.command(_command.name, epilog=_command.epilog or None)(
        takes(*_command.groups, configured=read_configuration)(_command.run)
    )
