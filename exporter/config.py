"""The configuration: values for options that are not given on the command line.

The later source wins: the user's ``dwexport.toml``, the project's (in the current
folder), the profile that the command line names, ``DWEXPORT_*`` variables, flags.  A
profile is a table ``[profile.NAME]`` in either file.  Keys are the options' long names;
``image-mirror`` and ``image_mirror`` are the same.  ``Known`` describes the options and
enters.  Checked values leave, each with its origin.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeGuard

from exporter.errors import ConfigError
from exporter.words import Message, join, word_foreign, word_os_error

FILE_NAME = "dwexport.toml"
VARIABLE_PREFIX = "DWEXPORT_"
PROFILES_KEY = "profile"

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
    could do harm, so the file in the current folder may not set it.  ``rivals`` are
    options that exclude this one.  A profile may set it if ``in_profiles``.  The texts
    of a list stand in a variable one a line if ``in_lines``, else between spaces or
    commas.
    """

    kind: ValueKind
    choices: tuple[str, ...] = ()
    guarded: bool = False
    rivals: tuple[str, ...] = ()
    in_profiles: bool = True
    in_lines: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, its origin in words for people, and the profile that it is from."""

    value: Value
    origin: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class _ConfigurationFile:
    """A configuration file: its own options, and its profiles by name."""

    file: Path
    options: Mapping[str, Any]
    profiles: Mapping[str, Mapping[str, Any]]
    is_in_current_folder: bool


def read_settings(
    known: Mapping[str, Known],
    *,
    files: Sequence[Path],
    environ: Mapping[str, str],
    folder_file: Path | None = None,
    profile: str = "",
) -> dict[str, Setting]:
    """Return the values that files, the profile and ``environ`` set.

    Later ones win: ``files``, ``folder_file``, the profile named ``profile`` in these
    files in the same order, variables.  A value also removes earlier values of its
    rivals.  ``folder_file`` lies in the current folder, which may be a clone of
    somebody else's archive, so it may not set guarded options.  Files that do not exist
    are skipped, and so are empty variables, because an empty variable counts as unset,
    as in a shell.  Raises ConfigError for a file that is not TOML, for an unknown
    option or one that the file may not set, for a value that is blank or invalid, also
    in a profile that is not used, and for a profile that no file has.
    """
    documents = [_read_document(file, is_in_current_folder=False) for file in files]
    if folder_file is not None:
        documents.append(_read_document(folder_file, is_in_current_folder=True))
    layers = [_settings_in(one, one.options, known) for one in documents]
    chosen: list[dict[str, Setting]] = []
    names: dict[str, None] = {}
    for document in documents:
        for name, options in document.profiles.items():
            names[name] = None
            found = _settings_in(document, options, known, profile=name)
            if name == profile:
                chosen.append(found)
    if profile and not chosen:
        raise _unknown_profile(profile, list(names))
    return _merge(known, [*layers, *chosen, _settings_of_variables(known, environ)])


def _merge(
    known: Mapping[str, Known], layers: Iterable[Mapping[str, Setting]]
) -> dict[str, Setting]:
    """Return the settings of ``layers``; a later one also removes its rivals."""
    merged: dict[str, Setting] = {}
    for layer in layers:
        for name in list(merged):
            if not layer.keys().isdisjoint(known[name].rivals):
                del merged[name]
        merged.update(layer)
    return merged


def _unknown_profile(name: str, names: Sequence[str]) -> ConfigError:
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    if near:
        hint = Message("did you mean {name}?", name=near[0])
    elif names:
        hint = Message("there are: {names}", names=join(Message(", "), names))
    else:
        hint = Message(
            "write its options under [profile.{name}] in dwexport.toml "
            "(dwexport config path names the files)",
            name=name,
        )
    return ConfigError(Message("there is no profile {name!r}", name=name), hint=hint)


def _settings_of_variables(
    known: Mapping[str, Known], environ: Mapping[str, str]
) -> dict[str, Setting]:
    settings = {}
    for name, option in known.items():
        variable = variable_name(name)
        given = environ.get(variable)
        if not given:
            continue
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
    document: _ConfigurationFile,
    options: Mapping[str, Any],
    known: Mapping[str, Known],
    *,
    profile: str = "",
) -> dict[str, Setting]:
    """Return the settings among ``options``: the document's own, or a profile's."""
    place: str = str(document.file)
    if profile:
        place = Message("{file}, profile {name}", file=document.file, name=profile)
    settings = {}
    for key, given in options.items():
        name = key.replace("-", "_")
        if name not in known or (profile and not known[name].in_profiles):
            raise _unknown_key(place, key, known, in_profile=bool(profile))
        if _is_blank(given):
            raise ConfigError(
                Message("{file}: {key} is empty", file=place, key=key),
                hint=Message("write a value, or take the line out"),
            )
        if known[name].guarded and document.is_in_current_folder:
            raise _guarded_key(document.file, name)
        value = _checked_value(place, key, given, known[name], document.file.parent)
        settings[name] = Setting(value, place, profile)
    return settings


def _checked_value(
    place: str, key: str, given: object, option: Known, folder: Path
) -> Value:
    value = _value_in_file(given, option, folder)
    if _fits(value, option):
        return value
    example = _EXAMPLES[option.kind]
    raise ConfigError(
        Message(
            "{file}: {key} wants {option}, not {given!r}",
            file=place,
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


def _unknown_key(
    place: str, key: str, known: Mapping[str, Known], *, in_profile: bool
) -> ConfigError:
    names = [n for n, option in known.items() if option.in_profiles or not in_profile]
    if not in_profile:
        names.append(PROFILES_KEY)
    return ConfigError(
        Message("{file}: {key!r} is nothing that can be set here", file=place, key=key),
        hint=_hint_for_unknown(key.replace("-", "_"), names),
    )


def _guarded_key(file: Path, name: str) -> ConfigError:
    return ConfigError(
        Message(
            "{folder_file}: {name} cannot be set by a folder",
            folder_file=file,
            name=key_of(name),
        ),
        hint=Message(
            "give --{name}, or set it in your own "
            "configuration (dwexport config names its file)",
            name=key_of(name),
        ),
    )


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


def _read_document(file: Path, *, is_in_current_folder: bool) -> _ConfigurationFile:
    options = _read_file(file)
    profiles = options.pop(PROFILES_KEY, {})
    if not isinstance(profiles, dict) or not all(
        isinstance(profile, dict) for profile in profiles.values()
    ):
        raise ConfigError(
            Message("{file}: profile is no table of options", file=file),
            hint=Message("a profile begins with a line like: [profile.weekly]"),
        )
    return _ConfigurationFile(file, options, profiles, is_in_current_folder)


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
    if option.kind == "list" and option.in_lines:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if option.kind == "list":
        return re.split(r"[\s,]+", text.strip(" \t\r\n,"))
    if option.kind == "path":
        return os.path.expanduser(text)  # noqa: PTH111 - leaves ~nobody alone
    return text


def _fits(value: Value | None, option: Known) -> TypeGuard[Value]:
    return value is not None and (not option.choices or value in option.choices)


def _wants(option: Known) -> str:
    return join(Message(" or "), option.choices) or _WANTS[option.kind]
