"""A command of the command line: its name, its options, what it does."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    ``run`` gets one value of each of ``groups``, the dataclasses of its options, and
    returns the exit code.  Its docstring is the first part of the help, ``epilog`` is
    the last.  A command that ``mends`` runs even if the configuration is invalid.
    """

    name: str
    run: Callable[..., int]
    groups: tuple[type, ...]
    epilog: str = ""
    mends: bool = False

    @property
    def description(self) -> str:
        """Return the first part of the help."""
        return inspect.cleandoc(self.run.__doc__ or "")
