"""The configuration as the command line uses and shows it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from exporter.caches import config_folder
from exporter.cli.arguments import defaults_of, known_options
from exporter.cli.command import Command
from exporter.cli.console import put_lines, put_text, say
from exporter.config import FILE_NAME, Setting, key_of, read_settings, variable_name
from exporter.words import Message

_PROFILE_VARIABLE = variable_name("profile")


def read_configuration(
    groups: Iterable[type], *, profile: str = ""
) -> dict[str, Setting]:
    """Return those options of ``groups`` that files, ``profile`` or variables set.

    Without ``profile`` the variable DWEXPORT_PROFILE may name one.  Raises ConfigError
    for invalid ones, and for a profile that no file has.
    """
    *own, folder = configuration_files()
    return read_settings(
        known_options(*groups),
        files=own,
        folder_file=folder,
        environ=os.environ,
        profile=profile or os.environ.get(_PROFILE_VARIABLE, ""),
    )


def default_map(
    commands: Iterable[Command], settings: Mapping[str, Setting]
) -> dict[str, dict[str, Any]]:
    """Return, for each of ``commands``, the defaults that ``settings`` give it."""
    return {
        command.name: {
            name: settings[name].value
            for name in known_options(*command.groups)
            if name in settings
        }
        for command in commands
    }


def show_settings(groups: Sequence[type], profile: str) -> None:
    """Print every option with its value and where it comes from, as TOML."""
    settings = read_configuration(groups, profile=profile)
    lines: list[str] = [
        Message("# Later wins: these files, a profile, the environment, flags.")
    ]
    for file in configuration_files():
        read = Message("read") if file.exists() else Message("not there")
        lines.append(Message("#   {file}: {read}", file=file, read=read))
    defaults: dict[str, Any] = defaults_of(*groups)
    for name in known_options(*groups):
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


def show_paths() -> None:
    """Print the paths of the configuration files, and say which are missing."""
    files = configuration_files()
    put_text("".join(f"{file}\n" for file in files))
    for file in files:
        if not file.exists():
            say(Message("{file} is not there yet", file=file))


def configuration_files() -> list[Path]:
    """Return the configuration files, also missing ones; the last one wins."""
    # A relative path, because the current folder may be gone and have no name.
    return [config_folder() / FILE_NAME, Path(FILE_NAME)]
