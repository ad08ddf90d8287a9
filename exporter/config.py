"""The configuration: what stands in for options that are not given.

Later wins: the user's ``dwexport.toml``, the project's (in the current
folder), ``DWEXPORT_*`` variables, flags.  Keys are the options' long names;
``image-mirror`` and ``image_mirror`` are the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporter.errors import ConfigError

FILE_NAME = "dwexport.toml"
VARIABLE_PREFIX = "DWEXPORT_"
# Paths in a file are relative to the file.
_PATHS = frozenset(("archive", "image_mirror", "font_dir", "cache_dir"))
_SCALARS = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and where it came from, in words for people."""

    value: Any
    origin: str


def read_config(
    files: Sequence[Path], known: Mapping[str, object]
) -> dict[str, Setting]:
    """Return the settings of ``files``, which come lowest first.

    ``known`` holds every option's name and default.  Files that do not exist
    are passed over.  Raises ConfigError for one that is no TOML, names an
    unknown option, or gives a table where a value belongs.
    """
    settings: dict[str, Setting] = {}
    for file in files:
        for key, value in _read_file(file).items():
            name = key.replace("-", "_")
            if name not in known:
                raise ConfigError(
                    f"{file}: there is no option called {key!r}",
                    hint="known are: " + ", ".join(sorted(map(_as_key, known))),
                )
            settings[name] = Setting(_checked(file, name, value), str(file))
    return settings


def resolve_settings(
    known: Mapping[str, object],
    from_files: Mapping[str, Setting],
    environ: Mapping[str, str],
) -> dict[str, Setting]:
    """Return every known option with its value and where that came from."""
    out: dict[str, Setting] = {}
    for name, default in known.items():
        variable = variable_name(name)
        if environ.get(variable):
            out[name] = Setting(environ[variable], f"variable {variable}")
        else:
            out[name] = from_files.get(name, Setting(default, "default"))
    return out


def variable_name(name: str) -> str:
    """Return the environment variable of an option: ``DWEXPORT_IMAGE_MIRROR``."""
    return VARIABLE_PREFIX + name.upper()


def _as_key(name: str) -> str:
    return name.replace("_", "-")


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{file} cannot be read: {error}", hint="correct it, or move it away"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{file} is not valid TOML: {error}",
            hint='lines look like: archive = "/home/me/news"',
        ) from error


def _checked(file: Path, name: str, value: Any) -> Any:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(v, _SCALARS) for v in values):
        raise ConfigError(
            f"{file}: {_as_key(name)} wants a plain value, not {value!r}",
            hint="see `dwexport config`",
        )
    if name in _PATHS and isinstance(value, str):
        return str(file.parent / Path(value).expanduser())
    return value
