"""``dwexport config``."""

from __future__ import annotations

from exporter.cli.command import Command
from exporter.cli.options import ConfigArguments
from exporter.errors import EXIT_COMPLETE

_EPILOG = """\
Examples:

\b
  dwexport config
  dwexport config show -p weekly
  dwexport config path
  dwexport config init
"""


def make_command(groups: tuple[type, ...]) -> Command:
    """Return the command, which shows the options of ``groups``."""

    def run(config: ConfigArguments) -> int:
        """Show what dwexport.toml and the environment set.

        As TOML: every option that can be set, its value, and where that comes
        from. Later wins: the user's dwexport.toml, the one in the current folder,
        the profile named with -p, DWEXPORT_* variables, flags.
        """
        from exporter.cli.config_file import write_first_file
        from exporter.cli.settings import show_paths, show_settings

        if config.action == "path":
            show_paths()
        elif config.action == "init":
            write_first_file(groups)
        else:
            show_settings(groups, config.profile)
        return EXIT_COMPLETE

    return Command("config", run, (ConfigArguments,), _EPILOG)
