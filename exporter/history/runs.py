"""The file of one history: the runs under a name, and what each of them told.

The file is text, one line for each run, the oldest first.  A line is JSON, a tab and
the CRC-32 of the JSON, so damage shows.  The first line tells how many runs follow.
The file is always replaced as a whole, so it is the old or the new one after a crash.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from exporter.errors import InputError, OutputError
from exporter.model import Location
from exporter.words import Message, word_os_error

_FORMAT = 1


class Edition(NamedTuple):
    """An edition of an article: its id, its time in the header, and its contents.

    ``digest`` is of the whole file; "" if it could not be read.
    """

    id: str
    published_ms: int
    digest: str


@dataclass(frozen=True, slots=True)
class RunFile:
    """A file of a run: its name, and the name it had until it was complete.

    Both are absolute.  Size and time tell whether a file is this one; they do not
    change when a file gets another name.
    """

    path: str
    temporary: str
    size_bytes: int
    mtime_ns: int

    @property
    def shown(self) -> str:
        """Return the path for people and JSON, on one line."""
        return Location(self.path).display

    @property
    def has_its_name(self) -> bool:
        """Return whether the file is there under its own name."""
        return self._is_at(self.path)

    @property
    def waits(self) -> bool:
        """Return whether the file is there under its temporary name."""
        return self._is_at(self.temporary)

    def _is_at(self, path: str) -> bool:
        try:
            found = os.stat(path)  # noqa: PTH116 - the path need not be text
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size_bytes, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run: when it was, and the editions it told.

    It is ``pending`` until all its files have their names.  Without ``files`` the book
    went to a stream.  ``articles`` is the number of articles told; ``told`` also has
    their editions that gave way.
    """

    at: datetime
    articles: int
    told: tuple[Edition, ...]
    files: tuple[RunFile, ...] = ()
    pending: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The runs under a name, the oldest first."""

    name: str
    runs: tuple[PastRun, ...] = ()

    @property
    def pending(self) -> PastRun | None:
        """Return the run that was stopped while its files got their names."""
        return self.runs[-1] if self.runs and self.runs[-1].pending else None

    @property
    def done(self) -> tuple[PastRun, ...]:
        """Return the runs whose files all have their names."""
        return tuple(run for run in self.runs if not run.pending)

    def with_run(self, run: PastRun) -> History:
        """Return the history with ``run`` at its end."""
        return replace(self, runs=(*self.runs, run))

    def without_last(self) -> History:
        """Return the history without its last run."""
        return replace(self, runs=self.runs[:-1])


class DamagedError(InputError):
    """A history that does not say what was told.

    ``rest`` holds the runs that can still be read.
    """

    def __init__(self, path: Path, what: str, rest: History) -> None:
        """Say what is damaged, and what can be done."""
        self.rest = rest
        super().__init__(
            Message("the history {path} is damaged: {what}", path=path, what=what),
            hint=Message(
                "dwexport history repair {name} keeps the runs that can be read; the "
                "articles of the others will come again",
                name=rest.name,
            ),
        )


def read_history(path: Path) -> History | None:
    """Return the history in ``path``, None if there is no such file.

    Raises DamagedError if any of it is lost, and InputError if it cannot be read.  An
    empty file is damaged: it must not mean that nothing was told.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(
            Message(
                "{path} cannot be read: {why}", path=path, why=word_os_error(error)
            ),
            hint=Message("move it away, or name another folder with --state-dir"),
        ) from error
    head, *lines = data.split(b"\n")[:-1] or [b""]
    first = _unseal(head)
    if first is not None and first.get("dwexport history", 0) > _FORMAT:
        raise InputError(
            Message("{path} was written by a newer dwexport", path=path),
            hint=Message("use that one, or name another folder with --state-dir"),
        )
    return _checked(path, first, [_read_run(line) for line in lines])


def write_history(path: Path, history: History) -> None:
    """Replace the file at ``path`` by ``history``, and wait until the disk has it.

    Raises OutputError; then the file is as it was.
    """
    first = {
        "dwexport history": _FORMAT,
        "name": history.name,
        "runs": len(history.runs),
    }
    lines = [_seal(first), *(_seal(_pack(run)) for run in history.runs)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        with temporary.open("wb") as file:
            file.write(b"".join(line + b"\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            Message("cannot write {path}: {why}", path=path, why=word_os_error(error)),
            hint=Message("free some space, or name another folder with --state-dir"),
        ) from error


def sync_folder(folder: Path | str) -> None:
    """Wait until the disk has the names in ``folder``, if the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _checked(
    path: Path, first: dict[str, Any] | None, runs: Sequence[PastRun | None]
) -> History:
    """Return the history if nothing of it is missing.  Raises DamagedError."""
    name = str(first["name"]) if first else path.stem
    rest = History(name, tuple(run for run in runs if run is not None))
    if first is None:
        raise DamagedError(path, Message("its first line cannot be read"), rest)
    if None in runs:
        what = Message("line {number} cannot be read", number=runs.index(None) + 2)
        raise DamagedError(path, what, rest)
    if len(runs) != first["runs"]:
        what = Message(
            "{found} of {number} runs are there",
            found=len(runs),
            number=first["runs"],
        )
        raise DamagedError(path, what, rest)
    return rest


def _seal(value: dict[str, Any]) -> bytes:
    """Return a line: JSON and its checksum.  Paths need not be text."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogateescape")
    return b"%s\t%08x" % (text, zlib.crc32(text))


def _unseal(line: bytes) -> dict[str, Any] | None:
    """Return what a line says, None if it is damaged."""
    text, _, check = line.rpartition(b"\t")
    if check != b"%08x" % zlib.crc32(text):
        return None
    value: dict[str, Any] = json.loads(text.decode("utf-8", "surrogateescape"))
    return value


def _pack(run: PastRun) -> dict[str, Any]:
    return {
        "at": run.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "state": "pending" if run.pending else "done",
        "articles": run.articles,
        "files": [[f.path, f.temporary, f.size_bytes, f.mtime_ns] for f in run.files],
        "told": run.told,
    }


def _read_run(line: bytes) -> PastRun | None:
    found = _unseal(line)
    if found is None:
        return None
    return PastRun(
        at=datetime.fromisoformat(found["at"]).astimezone(UTC),
        articles=found["articles"],
        told=tuple(Edition(*edition) for edition in found["told"]),
        files=tuple(RunFile(*file) for file in found["files"]),
        pending=found["state"] == "pending",
    )
