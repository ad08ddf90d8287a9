"""The memory of a run: what it told is remembered when its files have their names.

A book has several files at times, and a run may be killed at any moment.  So first the
history gets the run as *pending*, with the files' names and temporary names.  Then the
files get their names, and then the run is no longer pending.  The next run finds one of
three states, and settles it:

- no file has its name: the run is forgotten, so its articles come again;
- some have: the others get theirs, too, and the run counts;
- all have: the run counts.

If the others are gone by then, the run is forgotten: better told twice than never.
A book that went to a stream is remembered when the stream has taken all of it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from exporter.errors import ExportError, OutputError
from exporter.history.digests import digest_articles
from exporter.history.names import SinceLast
from exporter.history.recall import milliseconds
from exporter.history.runs import (
    Edition,
    History,
    PastRun,
    RunFile,
    read_history,
    sync_folder,
    write_history,
)
from exporter.journal import Journal
from exporter.locks import lock_alone
from exporter.model import ArticleHeader
from exporter.words import Message, join, word_os_error

# Processes of a run that was killed end a moment after it.
_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.05


class Memory:
    """The memory of the current run under a name; it holds the name's lock."""

    def __init__(
        self, since_last: SinceLast, cache_dir: Path | None, journal: Journal
    ) -> None:
        """Settle a run that was stopped, and say so through the journal."""
        self._cache_dir = cache_dir
        self._told: tuple[ArticleHeader, ...] = ()
        self._path = since_last.path
        self._journal = journal
        self._completed: tuple[RunFile, ...] = ()
        history = read_history(self._path) or History(since_last.name)
        stopped = history.pending
        self._history = settle(self._path, history)
        if stopped is not None and len(self._history.runs) == len(history.runs):
            self._completed = stopped.files
        if stopped is not None:
            journal.progress.note(self._tell_settled())

    def check_targets(self, paths: Sequence[Path]) -> None:
        """Refuse to replace a file that was completed just now, and that nobody saw.

        Raises OutputError.
        """
        completed = {file.path for file in self._completed}
        for path in paths:
            if os.path.realpath(path) in completed:
                raise OutputError(
                    Message(
                        "{path} holds what the last run told, which was stopped: it "
                        "would be lost",
                        path=path,
                    ),
                    hint=Message("move it away or look at it, then begin again"),
                )

    def _tell_settled(self) -> str:
        if not self._completed:
            return Message(
                "the last run under {name} was stopped before its files had their "
                "names: its articles come again",
                name=self._history.name,
            )
        return Message(
            "the last run under {name} was stopped; its files are complete: {files}",
            name=self._history.name,
            files=join(Message(", "), [file.shown for file in self._completed]),
        )

    def note_told(self, headers: Sequence[ArticleHeader]) -> None:
        """Note what ``remember`` keeps: the articles told, and those that gave way."""
        self._told = tuple(headers)

    @contextlib.contextmanager
    def remember(
        self,
        files: Sequence[tuple[Path, Path]],
    ) -> Iterator[None]:
        """Remember the articles of a book if the block gives its files their names.

        ``files`` are pairs of a file's temporary name and its own; none if the block
        sends the book to a stream.  Raises OutputError.
        """
        told = self._told
        digests = digest_articles(
            told, cache_dir=self._cache_dir, journal=self._journal
        )
        run = PastRun(
            at=datetime.now(UTC).replace(microsecond=0),
            articles=len({header.id for header in told}),
            told=tuple(
                sorted(
                    {Edition(h.id, milliseconds(h), digests[h.location]) for h in told}
                )
            ),
            files=tuple(_describe_file(*names) for names in files),
            pending=bool(files),
        )
        if files:
            write_history(self._path, self._history.with_run(run))
        try:
            yield
        except BaseException:
            if files:
                settle(self._path, self._history.with_run(run))
            raise
        for folder in {path.parent for _, path in files}:
            sync_folder(folder)
        write_history(self._path, self._history.with_run(replace(run, pending=False)))
        if self._journal.since_last is not None:
            self._journal.since_last.remembered = run.articles


@contextlib.contextmanager
def hold_memory(
    since_last: SinceLast, cache_dir: Path | None, journal: Journal
) -> Iterator[Memory]:
    """Yield the memory of a run; no other run may use the name meanwhile.

    Raises ExportError if one does, and InputError for a damaged history.
    """
    with hold_name(since_last):
        yield Memory(since_last, cache_dir, journal)


@contextlib.contextmanager
def hold_name(since_last: SinceLast) -> Iterator[None]:
    """Keep other runs from using a name while the block runs.

    Raises ExportError at once if one uses it.  The lock of a killed run has ended.
    """
    path = since_last.path.with_suffix(".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise OutputError(
            Message("cannot write {path}: {why}", path=path, why=word_os_error(error)),
            hint=Message("name a folder you may write to with --state-dir"),
        ) from error
    with file:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while lock_alone(file) == "taken":
            if time.monotonic() > deadline:
                raise ExportError(
                    Message(
                        "another run with --since-last {name} is under way",
                        name=since_last.name,
                    ),
                    hint=Message("wait for its end, or take another name"),
                )
            time.sleep(_PAUSE_SECONDS)
        yield


def _describe_file(temporary: Path, path: Path) -> RunFile:
    found = temporary.stat()
    return RunFile(
        os.path.realpath(path),
        os.path.realpath(temporary),
        found.st_size,
        found.st_mtime_ns,
    )


def settle(path: Path, history: History) -> History:
    """Return ``history`` without a pending run: it counts now, or it is forgotten.

    See the module's words.  Raises OutputError if the history cannot be written.
    """
    run = history.pending
    if run is None:
        return history
    settled = history.without_last()
    if any(file.has_its_name for file in run.files) and _give_names(run.files):
        settled = settled.with_run(replace(run, pending=False))
    write_history(path, settled)
    for file in run.files:  # of a run that is forgotten
        if file.waits:
            with contextlib.suppress(OSError):
                os.unlink(file.temporary)  # noqa: PTH108 - the path need not be text
    return settled


def _give_names(files: Sequence[RunFile]) -> bool:
    """Give each file its name; return whether all have theirs now."""
    for file in files:
        if not file.has_its_name:
            if not file.waits:
                return False
            try:
                os.replace(file.temporary, file.path)  # noqa: PTH105
            except OSError:
                return False
        sync_folder(os.path.dirname(file.path))  # noqa: PTH120
    return True
