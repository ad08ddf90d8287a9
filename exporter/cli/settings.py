"""The configuration as the command line uses and shows it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from exporter.caches import config_folder
from exporter.cli.arguments import defaults_of, known_options
from exporter.cli.commands import COMMANDS
from exporter.cli.console import put_text
from exporter.config import FILE_NAME, Known, Setting, key_of, read_settings

# What would let an archive's own configuration reach into a private network.
_GUARDED = frozenset({"allow_host"})


def configurable_options() -> dict[str, Known]:
    """Return the options that files and variables can set."""
    return {
        name: replace(option, guarded=name in _GUARDED)
        for name, option in known_options(*_groups()).items()
    }


def read_configuration() -> dict[str, Setting]:
    """Return what files and variables set.

    Raises ConfigError for what cannot be used.
    """
    *own, folder = _files()
    return read_settings(
        configurable_options(), files=own, folder_file=folder, environ=os.environ
    )


def default_map() -> dict[str, dict[str, Any]]:
    """Return, for each command, the defaults that the configuration sets.

    Raises ConfigError.
    """
    settings = read_configuration()
    return {
        command.name: {
            name: settings[name].value
            for name in known_options(*command.groups)
            if name in settings
        }
        for command in COMMANDS
    }


def show_settings() -> None:
    """Print every option with its value and where it comes from, as TOML."""
    settings = read_configuration()
    lines = ["# Later wins: these files, the environment, flags."]
    for file in _files():
        lines.append(f"#   {file}: {'read' if file.exists() else 'not there'}")
    defaults: dict[str, Any] = defaults_of(*_groups())
    for name in configurable_options():
        setting = settings.get(name, Setting(defaults[name], "default"))
        if setting.value in (None, "", []):
            lines.append(f"# {key_of(name)} is not set")
        else:
            value = json.dumps(setting.value, ensure_ascii=False)
            lines.append(f"{key_of(name)} = {value}  # {setting.origin}")
    put_text("\n".join(lines) + "\n")


def _groups() -> tuple[type, ...]:
    return tuple(dict.fromkeys(g for command in COMMANDS for g in command.groups))


def _files() -> list[Path]:
    """Return the configuration files, there or not, lowest first."""
    # Relative: the current folder may be gone, and has no name then.
    return [config_folder() / FILE_NAME, Path(FILE_NAME)]
