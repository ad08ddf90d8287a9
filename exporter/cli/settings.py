"""The configuration as the command line uses and shows it."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import Any

import typer

from exporter.cli.arguments import defaults_of
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    ListArguments,
    PictureArguments,
    RunArguments,
)
from exporter.config import FILE_NAME, Setting, read_config, resolve_settings

_COMMANDS: dict[str, tuple[type, ...]] = {
    "epub": (ChoosingOptions, BookArguments, PictureArguments, RunArguments),
    "list": (ChoosingOptions, ListArguments),
}


def default_map() -> dict[str, dict[str, Any]]:
    """Return, for each command, the defaults that configuration files set.

    Raises ConfigError for a file that cannot be used.
    """
    settings = _settings_of_files()
    if not settings:
        return {}
    return {
        command: {
            name: settings[name].value
            for name in defaults_of(*groups)
            if name in settings
        }
        for command, groups in _COMMANDS.items()
    }


def show_settings() -> None:
    """Print every option with its value and where the value comes from."""
    resolved = resolve_settings(_known(), _settings_of_files(), os.environ)
    width = max(map(len, resolved))
    for name, setting in resolved.items():
        key = name.replace("_", "-").ljust(width)
        typer.echo(f"{key}  {_shown(setting.value)}  ({setting.origin})")


def cache_folder(given: Path | None) -> Path:
    """Return the folder kept between runs: ``given``, else the user's own."""
    if given is not None:
        return given.expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("dwexport", appauthor=False)


def _known() -> dict[str, object]:
    groups = dict.fromkeys(g for groups in _COMMANDS.values() for g in groups)
    return defaults_of(*groups)


def _settings_of_files() -> dict[str, Setting]:
    files = [_user_folder() / FILE_NAME, Path.cwd() / FILE_NAME]
    if not any(file.exists() for file in files):
        return {}
    return read_config(files, _known())


def _user_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("dwexport", appauthor=False)


def _shown(value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    if value in (None, "", []):
        return "-"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
