"""Picks: lists of articles that are remembered under names.

A pick is a text file in the user's data folder.  Its lines are those that ``--from``
understands: the id of an article, and for people its date, outlet and title.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from exporter.alternatives import PickGroup
from exporter.caches import state_folder
from exporter.errors import InputError, UsageError
from exporter.output import make_folder, write_text
from exporter.selection import read_wanted
from exporter.words import Message, join, word_os_error

# What was marked when the screen was left without a name.
LAST = "last"
_FOLDER_NAME = "picks"
_SUFFIX = ".txt"
_NAME = re.compile(r"\w(?:[\w .+-]{0,58}[\w+-])?")
_GROUP = re.compile(rb"^# group: (\w+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pick:
    """A remembered pick.

    ``entries`` are lines that ``--from`` understands, in the order of the pick.
    ``saved`` is the time of its file, in UTC; None if it is not saved.
    """

    name: str
    entries: tuple[str, ...] = ()
    group: PickGroup = "none"
    saved: datetime | None = None


def check_name(name: str) -> None:
    """Raise UsageError if ``name`` cannot be the name of a pick."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            Message("a pick cannot be called {name!r}", name=name),
            hint=Message("take letters, digits and hyphens, at most 60"),
        )


def load_pick(name: str, state_dir: Path | None) -> Pick:
    """Return the pick that is remembered under ``name``.

    Raises UsageError if there is none, with the nearest names, and InputError if it
    cannot be read.
    """
    check_name(name)
    path = _path(name, state_dir)
    try:
        data = path.read_bytes()
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        raise _unknown(name, state_dir) from None
    except OSError as error:
        raise _unreadable(path, error) from error
    found = _GROUP.search(data)
    named = found[1].decode("ascii", "replace") if found else ""
    return Pick(path.stem, read_wanted(data), pick_group(named), saved)


def pick_group(name: str) -> PickGroup:
    """Return the grouping called ``name``, ``none`` where a pick has none such."""
    groups: tuple[PickGroup, ...] = get_args(PickGroup)
    return next((group for group in groups if group == name), "none")


def is_pick(name: str, state_dir: Path | None) -> bool:
    """Return whether a pick is remembered under ``name``."""
    return bool(_NAME.fullmatch(name)) and _stem(name) in _names(state_dir)


def save_pick(pick: Pick, state_dir: Path | None) -> None:
    """Write the pick completely or not at all, in place of an older one.

    Raises OutputError if it cannot be written.
    """
    path = _path(pick.name, state_dir)
    make_folder(path.parent, Message("name a folder you may write to with --state-dir"))
    head = f"# dwexport pick --name {pick.name}\n# group: {pick.group}\n"
    write_text(path, head + "".join(f"{entry}\n" for entry in pick.entries))


def delete_pick(name: str, state_dir: Path | None) -> None:
    """Forget the pick.  Raises UsageError if there is none, InputError if it stays."""
    check_name(name)
    path = _path(name, state_dir)
    try:
        path.unlink()
    except FileNotFoundError:
        raise _unknown(name, state_dir) from None
    except OSError as error:
        raise InputError(
            Message(
                "{path} cannot be removed: {why}", path=path, why=word_os_error(error)
            ),
            hint=Message("name another folder with --state-dir"),
        ) from error


def list_picks(state_dir: Path | None) -> list[Pick]:
    """Return all remembered picks, by name.  Raises InputError as ``load_pick``."""
    return [load_pick(name, state_dir) for name in _names(state_dir)]


def _path(name: str, state_dir: Path | None) -> Path:
    return state_folder(state_dir) / _FOLDER_NAME / f"{_stem(name)}{_SUFFIX}"


def _stem(name: str) -> str:
    """Return a name without its capitals, which not every disk tells apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _names(state_dir: Path | None) -> list[str]:
    folder = state_folder(state_dir) / _FOLDER_NAME
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unreadable(folder, error) from error
    return [p.stem for p in paths if p.suffix == _SUFFIX and _NAME.fullmatch(p.stem)]


def _unknown(name: str, state_dir: Path | None) -> UsageError:
    from difflib import get_close_matches

    names = _names(state_dir)
    near = get_close_matches(_stem(name), names, n=3, cutoff=0.5)
    hint = Message("dwexport pick --name {name} begins one", name=name)
    if names:
        ordered = near + [other for other in names if other not in near]
        hint = Message("there are: {names}", names=join(Message(", "), ordered))
    return UsageError(
        Message("no pick is remembered under {name!r}", name=name), hint=hint
    )


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        Message("{path} cannot be read: {why}", path=path, why=word_os_error(error)),
        hint=Message("name another folder with --state-dir"),
    )
