"""Turning dataclasses of options into typer commands.

Options live in frozen dataclasses, one per concern, and are shared between
commands.  ``takes`` gives a command the options of several of them; the
command itself gets the dataclasses.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from typing import Any, cast

import typer

from exporter.config import variable_name


def takes(*groups: type) -> Callable[[Callable[..., int]], Callable[..., None]]:
    """Give a command the options of ``groups``; it gets one value of each.

    The command returns its exit code.
    """

    def decorate(command: Callable[..., int]) -> Callable[..., None]:
        def run(**values: Any) -> None:
            arguments = [
                group(**{field.name: values[field.name] for field in _fields(group)})
                for group in groups
            ]
            raise typer.Exit(command(*arguments))

        parameters = [p for group in groups for p in _parameters(group)]
        run.__name__ = command.__name__
        run.__doc__ = command.__doc__
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        return run

    return decorate


def defaults_of(*groups: type) -> dict[str, object]:
    """Return the options of ``groups`` that a configuration may set."""
    return {
        field.name: _default(field)
        for group in groups
        for field in _fields(group)
        if field.metadata.get("config", True)
    }


def option(default: object, *, config: bool = True) -> Any:
    """Return a field of an options dataclass, with its default.

    With ``config`` false neither a file nor a variable can set it.
    """
    if isinstance(default, list):
        return dataclasses.field(
            default_factory=default.copy, metadata={"config": config}
        )
    return dataclasses.field(default=default, metadata={"config": config})


def _fields(group: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(group)


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return cast(object, field.default)
    assert field.default_factory is not dataclasses.MISSING  # noqa: S101
    return cast(object, field.default_factory())


def _parameters(group: type) -> list[inspect.Parameter]:
    hints = inspect.get_annotations(group, eval_str=True)
    out: list[inspect.Parameter] = []
    for field in _fields(group):
        hint = hints[field.name]
        info = hint.__metadata__[0]
        if field.metadata.get("config", True):
            info.envvar = variable_name(field.name)
            info.show_envvar = False
        out.append(
            inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=_default(field),
                annotation=hint,
            )
        )
    return out
