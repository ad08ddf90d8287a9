"""Turns dataclasses of options into typer commands.

Options are fields of frozen dataclasses, one for each subject, which commands share.
``takes`` gives a command the options of several of them; the command itself gets the
dataclasses.
"""

from __future__ import annotations

import copy
import dataclasses
import functools
import inspect
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import typer
from typer.models import ArgumentInfo, OptionInfo

from exporter.cli.language import look_up, spoken_language
from exporter.cli.widths import columns_of, wrap_columns
from exporter.config import Kind, Known, Setting
from exporter.errors import UsageError
from exporter.words import Message

# The greatest width of a help text, and of its first column.
_HELP_COLUMNS, OPTION_COLUMNS = 80, 36
# The room for the default, which typer adds.
_DEFAULT_COLUMNS = 18

_KINDS: Mapping[str, Kind] = {
    "str": "text",
    "int": "number",
    "bool": "switch",
    "Path": "path",
}


def takes(
    *groups: type, configured: Callable[[], Mapping[str, Setting]]
) -> Callable[[Callable[..., int]], Callable[..., None]]:
    """Give a command the options of ``groups``; it gets one value of each.

    The command returns its exit code.  ``configured`` returns the options set by the
    configuration, so that a UsageError can say where one of them comes from.
    """

    def decorate(command: Callable[..., int]) -> Callable[..., None]:
        def run(context: typer.Context, **values: Any) -> None:
            flags = {name for name in values if _is_flag(context, name)}
            values = _without_rivals(groups, _expanded(values), flags)
            arguments = [
                group(**{field.name: values[field.name] for field in _fields(group)})
                for group in groups
            ]
            try:
                exit_code = command(*arguments)
            except UsageError as error:
                raise _with_origins(error, configured(), flags) from error
            raise typer.Exit(exit_code)

        context = inspect.Parameter(
            "context",
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            annotation=typer.Context,
        )
        parameters = [context, *(p for group in groups for p in _parameters(group))]
        run.__name__ = command.__name__
        run.__doc__ = command.__doc__
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        return run

    return decorate


def translated(command: Callable[..., None]) -> Callable[..., None]:
    """Return ``command`` with the help of its options in the current language."""
    signature = inspect.signature(command)
    parameters = [
        parameter.replace(
            annotation=_translated_hint(parameter.annotation),
            default=_translated_option(parameter.default),
        )
        for parameter in signature.parameters.values()
    ]

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        command(*arguments, **options)

    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def _translated_hint(hint: Any) -> Any:
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
    if ends and columns_of(paragraphs[-1][-1]) > width - _DEFAULT_COLUMNS:
        last = text.split("\n\n")[-1]
        paragraphs[-1] = wrap_columns(last, width - _DEFAULT_COLUMNS)
    return "\n\n".join("\n".join(("\b", *lines)) for lines in paragraphs)


def known_options(*groups: type) -> dict[str, Known]:
    """Return the options of ``groups`` that a configuration may set."""
    return {
        field.name: _known(hint)
        for group in groups
        for field, hint in _hinted_fields(group)
        if field.metadata["config"]
    }


def helps_of(group: type) -> list[str]:
    """Return the help of each option of ``group``."""
    notes = (note for _, hint in _hinted_fields(group) for note in get_args(hint)[1:])
    return [n.help or "" for n in notes if isinstance(n, OptionInfo | ArgumentInfo)]


def defaults_of(*groups: type) -> dict[str, Any]:
    """Return the defaults of the options of ``groups``."""
    return {f.name: _default(f) for group in groups for f in _fields(group)}


def option(
    default: object, *, config: bool = True, rivals: tuple[str, ...] = ()
) -> Any:
    """Return a field of an options dataclass, with its default.

    With ``config`` false neither a file nor a variable can set it.  If a flag that is
    one of ``rivals`` is given, the configuration's value for this option is ignored.
    """
    metadata = {"config": config, "rivals": rivals}
    if isinstance(default, list):
        return dataclasses.field(default_factory=default.copy, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def _fields(group: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(group)


def _hinted_fields(group: type) -> list[tuple[dataclasses.Field[Any], Any]]:
    hints = inspect.get_annotations(group, eval_str=True)
    return [(field, hints[field.name]) for field in _fields(group)]


def _known(hint: Any) -> Known:
    kind = get_args(hint)[0]  # Annotated[kind, …]
    if get_origin(kind) in (Union, UnionType):  # … | None
        kind = get_args(kind)[0]
    if get_origin(kind) is list:
        return Known("list")
    if get_origin(kind) is Literal:
        return Known("text", get_args(kind))
    return Known(_KINDS[kind.__name__])


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        made: object = field.default_factory()
        return made
    default: object = field.default
    return default


def _parameters(group: type) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_default(field),
            annotation=hint,
        )
        for field, hint in _hinted_fields(group)
    ]


def _expanded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` with ~ expanded; shells do not do so in --archive=~/news."""
    return {
        name: Path(os.path.expanduser(v)) if isinstance(v, Path) else v  # noqa: PTH111 - ~nobody is no error
        for name, v in values.items()
    }


def _is_flag(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _without_rivals(
    groups: tuple[type, ...], values: Mapping[str, Any], flags: set[str]
) -> dict[str, Any]:
    """Return ``values``, with the default for an option whose rival flag is given."""
    kept = dict(values)
    for field in (f for group in groups for f in _fields(group)):
        if field.name not in flags and not flags.isdisjoint(field.metadata["rivals"]):
            kept[field.name] = _default(field)
    return kept


def _with_origins(
    error: UsageError, configured: Mapping[str, Setting], flags: set[str]
) -> UsageError:
    """Return ``error`` with a hint where options come from that were not typed."""
    hint = error.hint
    for key in dict.fromkeys(re.findall(r"--([a-z][a-z-]*)", error.message)):
        name = key.replace("-", "_")
        if name in configured and name not in flags:
            hint = Message(
                "{hint}; --{key} is set by {origin}",
                hint=hint,
                key=key,
                origin=configured[name].origin,
            )
    return UsageError(error.message, hint=hint)
