"""The configuration: values for options that are not given on the command line.

The later source wins: the user's ``dwexport.toml``, the project's (in the current
folder), ``DWEXPORT_*`` variables, flags.  Keys are the options' long names;
``image-mirror`` and ``image_mirror`` are the same.  ``Known`` describes the options and
enters.  Checked values leave, each with its origin.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeGuard

from exporter.errors import ConfigError
from exporter.words import Message, join, word_foreign, word_os_error

FILE_NAME = "dwexport.toml"
VARIABLE_PREFIX = "DWEXPORT_"

ValueKind: TypeAlias = Literal["text", "number", "switch", "list", "path"]
Value: TypeAlias = str | int | bool | list[str]

_WANTS: Mapping[ValueKind, str] = {
    "text": Message("text in quotes"),
    "number": Message("a whole number"),
    "switch": Message("true or false"),
    "list": Message("a list of texts"),
    "path": Message("a path"),
}
_EXAMPLES: Mapping[ValueKind, str] = {
    "text": '"…"',
    "number": "10",
    "switch": "true",
    "list": '["…", "…"]',
    "path": '"/home/me/…"',
}
_NOT_UTF8 = Message("it is not in UTF-8")
_SWITCHES = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(
    ("0", "false", "no", "off"), False
)


@dataclass(frozen=True, slots=True)
class Known:
    """An option that a configuration may set.

    ``choices`` are the only texts allowed, if there are any.  A ``guarded`` option
    could do harm, so the file in the current folder may not set it.
    """

    kind: ValueKind
    choices: tuple[str, ...] = ()
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and its origin, in words for people."""

    value: Value
    origin: str


def read_settings(
    known: Mapping[str, Known],
    *,
    files: Sequence[Path],
    environ: Mapping[str, str],
    folder_file: Path | None = None,
) -> dict[str, Setting]:
    """Return the values that ``files``, ``folder_file`` and ``environ`` set.

    Later ones win.  ``folder_file`` lies in the current folder, which may be a clone of
    somebody else's archive, so it may not set guarded options.  Files that do not exist
    are skipped, and so are empty variables, because an empty variable counts as unset,
    as in a shell.  Raises ConfigError for a file that is not TOML, for an unknown
    option or one that the file may not set, and for a value that is blank or invalid.
    """
    settings = {
        name: setting for file in files for name, setting in _settings_in(file, known)
    }
    if folder_file is not None:
        for name, setting in _settings_in(folder_file, known):
            if known[name].guarded:
                raise ConfigError(
                    Message(
                        "{folder_file}: {name} cannot be set by a folder",
                        folder_file=folder_file,
                        name=key_of(name),
                    ),
                    hint=Message(
                        "give --{name}, or set it in your own "
                        "configuration (dwexport config names its file)",
                        name=key_of(name),
                    ),
                )
            settings[name] = setting
    for name, option in known.items():
        variable = variable_name(name)
        given = environ.get(variable)
        if given:
            value = _value_of_variable(given, option)
            origin = Message("the variable {variable}", variable=variable)
            if not _fits(value, option) or not given.strip():
                raise ConfigError(
                    Message(
                        "{origin} wants {option}, not {given!r}",
                        origin=origin,
                        option=_wants(option),
                        given=given,
                    ),
                    hint=Message("correct it, or unset it"),
                )
            settings[name] = Setting(value, origin)
    return settings


def variable_name(name: str) -> str:
    """Return the environment variable of an option: ``DWEXPORT_IMAGE_MIRROR``."""
    return VARIABLE_PREFIX + name.upper()


def key_of(name: str) -> str:
    """Return an option's name as files and flags have it: ``image-mirror``."""
    return name.replace("_", "-")


def _settings_in(
    file: Path, known: Mapping[str, Known]
) -> Iterator[tuple[str, Setting]]:
    for key, given in _read_file(file).items():
        name = key.replace("-", "_")
        if name not in known:
            raise ConfigError(
                Message(
                    "{file}: {key!r} is nothing that can be set here",
                    file=file,
                    key=key,
                ),
                hint=_hint_for_unknown(name, known),
            )
        option = known[name]
        if _is_blank(given):
            raise ConfigError(
                Message("{file}: {key} is empty", file=file, key=key),
                hint=Message("write a value, or take the line out"),
            )
        value = _value_in_file(given, option, file.parent)
        if not _fits(value, option):
            example = _EXAMPLES[option.kind]
            raise ConfigError(
                Message(
                    "{file}: {key} wants {option}, not {given!r}",
                    file=file,
                    key=key,
                    option=_wants(option),
                    given=str(given),
                ),
                hint=Message(
                    "write {key} = {value}",
                    key=key,
                    value=f'"{option.choices[0]}"' if option.choices else example,
                ),
            )
        yield name, Setting(value, str(file))


def _is_blank(given: object) -> bool:
    """Return whether a file gives a blank value, alone or in a list."""
    if isinstance(given, list):
        return any(map(_is_blank, given))
    return isinstance(given, str) and not given.strip()


def _hint_for_unknown(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    if near:
        return Message("did you mean {name}?", name=key_of(near[0]))
    return Message(
        "can be set: {names}", names=join(Message(", "), sorted(map(key_of, known)))
    )


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):  # for example with HOME=/dev/null
        return {}
    except (OSError, UnicodeDecodeError) as error:
        why = word_os_error(error) if isinstance(error, OSError) else _NOT_UTF8
        raise ConfigError(
            Message("{file} cannot be read: {why}", file=file, why=why),
            hint=Message("correct it, or move it away"),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            Message(
                "{file} is not valid TOML: {error}",
                file=file,
                error=word_foreign(error),
            ),
            hint=Message('lines look like: archive = "/home/me/news"'),
        ) from error


def _value_in_file(given: object, option: Known, folder: Path) -> Value | None:
    """Return the value in a file for an option, None if it cannot take it."""
    if option.kind == "switch":
        return given if isinstance(given, bool) else None
    if option.kind == "number":
        return None if isinstance(given, bool) or not isinstance(given, int) else given
    if option.kind == "list":
        values: list[Any] = given if isinstance(given, list) else [given]
        return values if all(isinstance(v, str) for v in values) else None
    if option.kind == "path":  # relative to the file
        if not isinstance(given, str):
            return None
        return os.path.join(folder, os.path.expanduser(given))  # noqa: PTH111, PTH118 - leaves ~nobody alone
    if isinstance(given, date):  # since = 2024-06-18; a datetime is a date too
        return given.isoformat()
    is_text = isinstance(given, str | int) and not isinstance(given, bool)
    return str(given) if is_text else None


def _value_of_variable(text: str, option: Known) -> Value | None:
    """Return the value in a variable for an option, None if it cannot take it."""
    if option.kind == "switch":
        return _SWITCHES.get(text.strip().lower())
    if option.kind == "number":
        return int(text) if re.fullmatch(r"\s*-?[0-9]{1,18}\s*", text) else None
    if option.kind == "list":
        return re.split(r"[\s,]+", text.strip(" \t\r\n,"))
    if option.kind == "path":
        return os.path.expanduser(text)  # noqa: PTH111 - leaves ~nobody alone
    return text


def _fits(value: Value | None, option: Known) -> TypeGuard[Value]:
    return value is not None and (not option.choices or value in option.choices)


def _wants(option: Known) -> str:
    return join(Message(" or "), option.choices) or _WANTS[option.kind]
