"""Typer's parser in the user's language.

Typer takes some of its words from gettext.  Others it has in English only: the line of
usage, the help of its own options, and its errors.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from exporter.cli.console import say
from exporter.cli.help import OPTION_COLUMNS, wrapped_help
from exporter.cli.language import in_user_language, spoken_language
from exporter.words import Message, word_foreign

_USAGE = Message("Usage: ")


class SpokenCommand(TyperCommand):
    """A command with help in the current language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, those of typer's own explained too."""
        return _explain(super().get_params(ctx))


class SpokenProgram(TyperGroup):
    """The program, with help in the current language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, those of typer's own explained too."""
        return _explain(super().get_params(ctx))


def run_app(app: typer.Typer, **options: Any) -> int:
    """Run the command line and return its exit code.

    Errors of typer are shown as typer shows them, but in the current language.
    """
    try:
        done = app(standalone_mode=False, **options)
    except typer.TyperException as error:
        _tell_refusal(error)
        return error.exit_code
    return done if isinstance(done, int) else 0


def _tell_refusal(error: Any) -> None:
    """Print the line of usage, how to get help, and then what is wrong."""
    context = getattr(error, "ctx", None)
    if context is not None and error.message == context.get_help():
        say_lines(error.message)  # no arguments: the help is the answer
        return
    if context is not None:
        say_lines(context.get_usage())
        if context.command.get_help_option(context) is not None:
            say(
                Message(
                    "Try '{command} {option}' for help.",
                    command=context.command_path,
                    option=context.help_option_names[0],
                )
            )
        say("")
    say(Message("Error: {message}", message=word_foreign(error.format_message())))


def say_lines(text: str) -> None:
    """Print several lines for people."""
    for line in text.rstrip("\n").split("\n"):
        say(line)


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, in_user_language(_USAGE))


def _explain(params: list[Any]) -> list[Any]:
    """Return ``params``, with typer's own help in the current language."""
    if spoken_language() != "en":
        for param in params:
            known = word_foreign(param.help or "")
            if isinstance(known, Message):
                words = in_user_language(known)
                param.help = wrapped_help(words, indent=OPTION_COLUMNS)
    return params
