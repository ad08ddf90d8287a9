"""The commands, one module each.

To add one, write a module with a ``Command`` here and add it to the table.  Import the
stages inside its function, so that ``--help`` does not wait for them.
"""

from exporter.cli.command import Command
from exporter.cli.commands import cache, config, epub, images, list, pdf

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    epub.COMMAND,
    pdf.COMMAND,
    images.COMMAND,
    cache.COMMAND,
    list.COMMAND,
    config.COMMAND,
)
