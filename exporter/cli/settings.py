"""The configuration as the command line uses and shows it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from exporter.caches import config_folder
from exporter.cli.arguments import defaults_of, known_options
from exporter.cli.command import Command
from exporter.cli.console import put_lines
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    EpubArguments,
    LanguageArguments,
    ListArguments,
    PdfArguments,
    RunArguments,
)
from exporter.cli.picture_options import (
    CacheArguments,
    FetchArguments,
    PictureArguments,
)
from exporter.config import FILE_NAME, Known, Setting, key_of, read_settings
from exporter.words import Message

# Every group of options that a command has, in the order in which they are shown.  The
# table of commands is not used for this, because one command shows these settings.
OPTION_GROUPS: tuple[type, ...] = (
    ChoosingOptions,
    BookArguments,
    EpubArguments,
    PictureArguments,
    FetchArguments,
    RunArguments,
    PdfArguments,
    CacheArguments,
    ListArguments,
    LanguageArguments,
)
# Options with which an archive's own configuration could reach a private network.
_GUARDED = frozenset({"allow_host"})


def configurable_options() -> dict[str, Known]:
    """Return the options that files and variables can set."""
    return {
        name: replace(option, guarded=name in _GUARDED)
        for name, option in known_options(*OPTION_GROUPS).items()
    }


def read_configuration() -> dict[str, Setting]:
    """Return the settings of files and variables.

    Raises ConfigError for invalid ones.
    """
    *own, folder = _files()
    return read_settings(
        configurable_options(), files=own, folder_file=folder, environ=os.environ
    )


def default_map(commands: Iterable[Command]) -> dict[str, dict[str, Any]]:
    """Return, for each of ``commands``, the defaults that the configuration sets.

    Raises ConfigError.
    """
    settings = read_configuration()
    return {
        command.name: {
            name: settings[name].value
            for name in known_options(*command.groups)
            if name in settings
        }
        for command in commands
    }


def show_settings() -> None:
    """Print every option with its value and where it comes from, as TOML."""
    settings = read_configuration()
    lines: list[str] = [Message("# Later wins: these files, the environment, flags.")]
    for file in _files():
        read = Message("read") if file.exists() else Message("not there")
        lines.append(Message("#   {file}: {read}", file=file, read=read))
    defaults: dict[str, Any] = defaults_of(*OPTION_GROUPS)
    for name in configurable_options():
        setting = settings.get(name, Setting(defaults[name], Message("default")))
        if setting.value in (None, "", []):
            lines.append(Message("# {name} is not set", name=key_of(name)))
        else:
            value = json.dumps(setting.value, ensure_ascii=False)
            values = {"value": value, "origin": setting.origin}
            lines.append(
                Message("{key} = {value}  # {origin}", key=key_of(name), **values)
            )
    put_lines(lines)


def _files() -> list[Path]:
    """Return the configuration files, also missing ones; the last one wins."""
    # A relative path, because the current folder may be gone and have no name.
    return [config_folder() / FILE_NAME, Path(FILE_NAME)]
