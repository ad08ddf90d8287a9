"""The commands, one module each.

To add one, write a module with a ``Command`` here and add it to the table.  Import the
stages inside its function, so that ``--help`` does not wait for them.
"""

from exporter.cli.command import Command
from exporter.cli.commands import (
    authors,
    cache,
    config,
    doctor,
    epub,
    history,
    images,
    list,
    pdf,
    pick,
    sources,
    topics,
)
from exporter.cli.doctor_options import DoctorArguments
from exporter.cli.options import ConfigArguments, ProgramArguments

__all__ = ["COMMANDS", "OPTION_GROUPS"]

_WORKING: tuple[Command, ...] = (
    epub.COMMAND,
    pdf.COMMAND,
    images.COMMAND,
    cache.COMMAND,
    list.COMMAND,
    topics.COMMAND,
    authors.COMMAND,
    sources.COMMAND,
    history.COMMAND,
    pick.COMMAND,
)
# Every group of options, in the order in which ``dwexport config`` shows them.
OPTION_GROUPS: tuple[type, ...] = (
    *dict.fromkeys(group for command in _WORKING for group in command.groups),
    DoctorArguments,
    ConfigArguments,
    ProgramArguments,
)
COMMANDS: tuple[Command, ...] = (
    *_WORKING,
    doctor.make_command(OPTION_GROUPS),
    config.make_command(OPTION_GROUPS),
)
