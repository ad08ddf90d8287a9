"""``dwexport config``."""

from __future__ import annotations

from exporter.cli.command import Command
from exporter.errors import EXIT_COMPLETE


def make_command(groups: tuple[type, ...]) -> Command:
    """Return the command, which shows the options of ``groups``."""

    def run() -> int:
        """Show what dwexport.toml and the environment set.

        As TOML: every option that can be set, its value, and where that comes
        from. Later wins: the user's dwexport.toml, the one in the current folder,
        DWEXPORT_* variables, flags.
        """
        from exporter.cli.settings import show_settings

        show_settings(groups)
        return EXIT_COMPLETE

    return Command("config", run, ())
