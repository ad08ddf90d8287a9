"""The commands in the form that typer runs."""

import os
from collections.abc import Iterable
from typing import Any

import typer

from exporter import __version__
from exporter.cli.arguments import takes, translated, wrapped_help
from exporter.cli.commands import COMMANDS
from exporter.cli.console import put_text
from exporter.cli.language import look_up
from exporter.cli.options import UiLang
from exporter.cli.parser import Command as CommandParser
from exporter.cli.parser import Group
from exporter.cli.settings import default_map, read_configuration
from exporter.errors import ConfigError

_HELP_OPTIONS = ("-h", "--help")

HELP = "Turn an archive of Chinese-language news articles into books."
# \b keeps the line breaks of a paragraph.  A line has 78 columns, two of them indent.
EPILOG = """\
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


def configured_language() -> str:
    """Return the language that the configuration names, "" if it is invalid."""
    try:
        setting = read_configuration().get("ui_lang")
    except ConfigError:
        return ""
    return str(setting.value) if setting else ""


def configured(arguments: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the defaults of each command that the configuration sets.

    Help and completion do not use it, because they must work while it is invalid.
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


def make_app() -> typer.Typer:
    """Return the commands with their help in the current language."""
    app = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": list(_HELP_OPTIONS)},
        help=look_up(HELP),
        epilog=look_up(EPILOG),
    )
    app.callback()(translated(_common))
    for command in COMMANDS:
        run = takes(*command.groups, configured=read_configuration)(command.run)
        app.command(
            command.name,
            cls=CommandParser,
            help=wrapped_help(look_up(command.description)),
            epilog=look_up(command.epilog) or None,
        )(translated(run))
    return app


def _common(
    version: bool = typer.Option(
        False,
        "--version",
        callback=_show_version,
        is_eager=True,
        help="Show the version and exit.",
    ),
    ui_lang: UiLang = None,
) -> None:
    """Take the options that belong to no command."""
    del version, ui_lang  # the language was chosen before typer started
