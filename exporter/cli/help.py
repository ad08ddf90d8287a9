"""The help of options, in the current language and in lines that fit."""

from __future__ import annotations

import copy
import shutil
from typing import Annotated, Any, get_args, get_origin

from typer.models import ArgumentInfo, OptionInfo

from exporter.cli.language import look_up, spoken_language
from exporter.cli.widths import columns_of, wrap_columns

# The greatest width of a help text, and of its first column.
_HELP_COLUMNS, OPTION_COLUMNS = 80, 36
# The room for the default, which typer adds.
_DEFAULT_COLUMNS = 18


def translated_hint(hint: Any) -> Any:
    """Return ``Annotated[kind, option]`` with the option's help translated."""
    if get_origin(hint) is not Annotated:
        return hint
    kind, *notes = get_args(hint)
    return Annotated[(kind, *map(_translated_option, notes))]


def _translated_option(option: Any) -> Any:
    """Return an option or argument of typer with its help translated."""
    if not isinstance(option, OptionInfo | ArgumentInfo):
        return option
    made = copy.copy(option)
    made.help = wrapped_help(
        look_up(made.help or ""), indent=OPTION_COLUMNS, ends=bool(made.show_default)
    )
    return made


def wrapped_help(text: str, *, indent: int = 2, ends: bool = False) -> str:
    """Return a help text in lines that fit; typer would count Chinese wrongly.

    typer does not change a paragraph that begins with a backspace.  With ``ends`` the
    last line has room for what typer adds.
    """
    if text.isascii() or spoken_language() == "en":
        return text
    width = min(shutil.get_terminal_size().columns, _HELP_COLUMNS) - indent
    paragraphs = [wrap_columns(part, width) for part in text.split("\n\n")]
    last = paragraphs[-1][-1]
    if ends and columns_of(last) > width - _DEFAULT_COLUMNS:
        paragraphs[-1][-1:] = wrap_columns(last, width - _DEFAULT_COLUMNS)
    return "\n\n".join("\n".join(("\b", *lines)) for lines in paragraphs)
