"""The commands in the form that typer runs."""

import os
from collections.abc import Mapping, Sequence

import typer

from exporter.cli.arguments import make_callback
from exporter.cli.commands import COMMANDS, OPTION_GROUPS
from exporter.cli.help import wrapped_help
from exporter.cli.language import choose_language, look_up, speak
from exporter.cli.options import ConfigArguments, ProfileArguments, ProgramArguments
from exporter.cli.parser import SpokenCommand, SpokenProgram, run_app
from exporter.cli.settings import default_map, read_configuration
from exporter.config import Setting
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
  dwexport epub -p weekly
  dwexport epub --archive samples --image-mirror samples/images --offline

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""


def run(arguments: Sequence[str]) -> int:
    """Run the command line ``arguments`` and return its exit code.

    The configuration is read once.  It may set the language and the defaults of
    options, and errors about such an option name the file.  Help and completion do
    without it, because they must work while it is invalid.  Raises ExportError.
    """
    settings: dict[str, Setting] = {}
    fault: ConfigError | None = None
    try:
        settings = read_configuration(OPTION_GROUPS)
    except ConfigError as error:
        fault = error
    named = settings.get("ui_lang")
    speak(choose_language(arguments, os.environ, str(named.value) if named else ""))
    is_help = "_DWEXPORT_COMPLETE" in os.environ or not set(_HELP_OPTIONS).isdisjoint(
        arguments
    )
    mending = {command.name for command in COMMANDS if command.mends}
    if fault and not is_help and mending.isdisjoint(arguments):
        raise fault

    def use_profile(context: typer.Context, name: str) -> None:
        found = read_configuration(OPTION_GROUPS, profile=name)
        settings.clear()
        settings.update(found)
        defaults = default_map(COMMANDS, settings)
        is_program = context.parent is None
        context.default_map = (
            defaults if is_program else defaults.get(context.info_name or "")
        )

    return run_app(
        make_app(settings),
        args=arguments,
        prog_name="dwexport",
        default_map={} if is_help else default_map(COMMANDS, settings),
        obj=None if is_help else use_profile,
    )


def make_app(settings: Mapping[str, Setting]) -> typer.Typer:
    """Return the commands, with help in the current language.

    ``settings`` are the options that the configuration sets.
    """
    app = typer.Typer(
        cls=SpokenProgram,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": list(_HELP_OPTIONS)},
        help=look_up(HELP),
        epilog=look_up(EPILOG),
    )
    app.callback()(make_callback(_begin, (ProgramArguments,), settings))
    for command in COMMANDS:
        app.command(
            command.name,
            cls=SpokenCommand,
            help=wrapped_help(look_up(command.description)),
            epilog=look_up(command.epilog) or None,
        )(
            make_callback(
                command.run,
                command.groups,
                settings,
                eager=() if ConfigArguments in command.groups else (ProfileArguments,),
            )
        )
    return app


def _begin(program: ProgramArguments) -> None:
    """Go on to the command: the language was chosen before typer started."""
