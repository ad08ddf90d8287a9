"""Turns dataclasses of options into typer commands.

Options are fields of frozen dataclasses, one for each subject, which commands share.
``make_callback`` gives a command the options of several of them; the command itself
gets the dataclasses.  An option is written only as a field: its flag, its key in a
file, its variable and its place in the help follow from it.
"""

from __future__ import annotations

import dataclasses
import inspect
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import typer
from typer.models import ArgumentInfo, OptionInfo

from exporter.cli.console import say
from exporter.cli.help import translated_hint
from exporter.config import Known, Setting, ValueKind, key_of
from exporter.errors import UsageError
from exporter.words import Message

_KINDS: Mapping[str, ValueKind] = {
    "str": "text",
    "int": "number",
    "bool": "switch",
    "Path": "path",
}


def make_callback(
    run: Callable[..., int | None],
    groups: Sequence[type],
    settings: Mapping[str, Setting],
    *,
    eager: Sequence[type] = (),
) -> Callable[..., None]:
    """Return what typer calls: a function with the options of ``groups``.

    ``run`` gets one value of each group and returns its exit code, or None if the
    command line goes on.  ``settings`` are the options set by the configuration, so
    that a UsageError can say where one of them comes from.  The options of the groups
    ``eager`` have callbacks of their own; ``run`` does not get them.
    """

    def callback(context: typer.Context, **values: Any) -> None:
        flags = {name for name in values if _is_flag(context, name)}
        values = _expanded(values)
        for message in name_contradictions(groups, values, settings, flags):
            say(message)
        values = _without_rivals(groups, values, flags)
        arguments = [
            group(**{field.name: values[field.name] for field in _fields(group)})
            for group in groups
        ]
        try:
            exit_code = run(*arguments)
        except UsageError as error:
            raise _with_origins(error, settings, flags) from error
        if exit_code is not None:
            raise typer.Exit(exit_code)

    context = inspect.Parameter(
        "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    # Groups may share an option, such as --gray of both formats; the first explains it.
    asked = (*groups, *eager)
    shared = [p for group in reversed(asked) for p in reversed(_parameters(group))]
    named = {p.name: p for p in shared}
    parameters = [context, *(named[name] for name in _names(asked))]
    callback.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    callback.__annotations__ = {p.name: p.annotation for p in parameters}
    return callback


def _names(groups: Sequence[type]) -> list[str]:
    """Return the names of the options of ``groups``, once each, in their order."""
    return list(dict.fromkeys(f.name for group in groups for f in _fields(group)))


def known_options(*groups: type) -> dict[str, Known]:
    """Return the options of ``groups`` that a configuration may set."""
    return {
        field.name: replace(
            _known(hint),
            guarded=field.metadata["guarded"],
            rivals=field.metadata["rivals"],
            in_profiles=field.metadata["in_profiles"],
            in_lines=field.metadata["lines"],
        )
        for group in groups
        for field, hint in _hinted_fields(group)
        if field.metadata["config"]
    }


def helps_of(group: type) -> list[str]:
    """Return the help of each option of ``group``."""
    notes = (note for _, hint in _hinted_fields(group) for note in get_args(hint)[1:])
    return [n.help or "" for n in notes if isinstance(n, OptionInfo | ArgumentInfo)]


def described_options(group: type) -> list[tuple[str, str, str]]:
    """Return name, placeholder and help of each option that a configuration may set."""
    described = []
    for field, hint in _hinted_fields(group):
        notes = (note for note in get_args(hint)[1:] if isinstance(note, OptionInfo))
        for note in notes if field.metadata["config"] else ():
            described.append((field.name, note.metavar or "", note.help or ""))
    return described


def name_contradictions(
    groups: Sequence[type],
    values: Mapping[str, Any],
    settings: Mapping[str, Setting],
    flags: set[str],
) -> list[str]:
    """Return a sentence for each option of a profile that a flag overrules."""
    sentences: list[str] = []
    for field in (f for group in groups for f in _fields(group)):
        setting = settings.get(field.name)
        if setting is None or not setting.profile:
            continue
        rivals = [name for name in field.metadata["rivals"] if name in flags]
        given = values[field.name]
        if field.name in flags and _as_text(given) != _as_text(setting.value):
            flag = field.name
        elif field.name not in flags and rivals:
            flag = rivals[0]
        else:
            continue
        sentences.append(
            Message(
                "profile {profile} sets {key} to {value}; that is ignored, because "
                "--{flag} is given",
                profile=setting.profile,
                key=key_of(field.name),
                value=_as_text(setting.value),
                flag=key_of(flag),
            )
        )
    return sentences


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def defaults_of(*groups: type) -> dict[str, Any]:
    """Return the defaults of the options of ``groups``."""
    return {f.name: _default(f) for group in groups for f in _fields(group)}


def option(
    default: object,
    *,
    config: bool = True,
    guarded: bool = False,
    rivals: tuple[str, ...] = (),
    in_profiles: bool = True,
    lines: bool = False,
) -> Any:
    """Return a field of an options dataclass, with its default.

    With ``config`` false neither a file nor a variable can set it.  The file in the
    current folder cannot set a ``guarded`` one (``Known``).  If a flag that is one of
    ``rivals`` is given, the configuration's value for this option is ignored.  A
    profile may set it if ``in_profiles``.  With ``lines`` a variable has the texts of a
    list one a line, because they may hold spaces and commas.
    """
    metadata = {
        "config": config,
        "guarded": guarded,
        "rivals": rivals,
        "in_profiles": in_profiles,
        "lines": lines,
    }
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
            annotation=translated_hint(hint),
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
    groups: Sequence[type], values: Mapping[str, Any], flags: set[str]
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
    """Return ``error`` with a hint that says where configured options come from."""
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
