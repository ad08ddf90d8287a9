"""The names of --since-last, and the files that keep what was told under them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from exporter.caches import state_folder
from exporter.errors import InputError, UsageError
from exporter.words import Message, join, word_os_error

# The words of ``dwexport history`` that come before a name.
VERBS = ("undo", "forget", "repair")
_FOLDER_NAME = "history"
_SUFFIX = ".jsonl"
_NAME = re.compile(r"\w(?:[\w .+-]{0,58}[\w+-])?")


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The name under which runs remember what they told.

    ``state_dir`` holds the histories; None means the user's own folder.  Raises
    UsageError for a name that cannot be one.
    """

    name: str
    state_dir: Path | None = None

    def __post_init__(self) -> None:
        """Refuse a name that is no name, before any work."""
        if not _NAME.fullmatch(self.name) or self.name in VERBS:
            raise UsageError(
                Message("--since-last {name!r} cannot be a name", name=self.name),
                hint=Message(
                    "take letters, digits and hyphens, at most 60: --since-last weekly"
                ),
            )

    @property
    def path(self) -> Path:
        """Return the file of this name's history, which need not exist."""
        return history_folder(self.state_dir) / f"{_file_stem(self.name)}{_SUFFIX}"


def history_folder(state_dir: Path | None) -> Path:
    """Return the folder of the histories."""
    return state_folder(state_dir) / _FOLDER_NAME


def list_histories(state_dir: Path | None) -> list[Path]:
    """Return the files of all histories, by name.

    Raises InputError if the folder cannot be read.
    """
    folder = history_folder(state_dir)
    try:
        return sorted(p for p in folder.iterdir() if p.suffix == _SUFFIX)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(
            Message(
                "{folder} cannot be read: {why}",
                folder=folder,
                why=word_os_error(error),
            ),
            hint=Message("name another folder with --state-dir"),
        ) from error


def known_names(state_dir: Path | None) -> list[str]:
    """Return the names that have a history, as their files are called."""
    return [path.stem for path in list_histories(state_dir)]


def nearest_first(name: str, known: Iterable[str]) -> list[str]:
    """Return the names of ``known``, those that look like ``name`` first."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(_file_stem(name), names, n=3, cutoff=0.6)
    return near + [other for other in names if other not in near]


def unknown_name(name: str, state_dir: Path | None) -> UsageError:
    """Return the error for a name that has no history."""
    names = nearest_first(name, known_names(state_dir))
    hint: str = Message("--since-last {name} begins one", name=name)
    if names:
        hint = Message("there are: {names}", names=join(Message(", "), names))
    return UsageError(
        Message("nothing is remembered under {name!r}", name=name), hint=hint
    )


def _file_stem(name: str) -> str:
    """Return a name without its capitals, which not every disk tells apart."""
    return unicodedata.normalize("NFC", name).casefold()
