"""Progress for people: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from exporter.cli.console import is_terminal, say
from exporter.cli.language import in_user_language
from exporter.journal import Progress, SilentProgress
from exporter.words import Message

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_WORDS = {
    "archive": Message("Searching the archive"),
    "history": Message("Comparing with earlier runs"),
    "articles": Message("Reading articles"),
    "images": Message("Getting pictures"),
    "larger": Message("Getting larger pictures"),
    "chapters": Message("Writing chapters"),
    "pages": Message("Setting pages"),
}
_LINE_SECONDS = 5.0


def make_progress(*, quiet: bool) -> Progress:
    """Return the progress that suits standard error and the user's wish."""
    if quiet:
        return SilentProgress()
    if is_terminal(sys.stderr):
        return BarProgress()
    return LineProgress(time.monotonic)


class BarProgress:
    """A bar for each stage, on a terminal; it disappears when the stage ends."""

    def __init__(self) -> None:
        """Begin without a bar."""
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def start(self, stage: str, total: int) -> None:
        """Show the stage's bar."""
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as RichProgress

        self.finish()
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task(
            in_user_language(_WORDS.get(stage, stage)), total=total
        )

    def advance(self, steps: int = 1) -> None:
        """Move the bar."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, steps)

    def note(self, message: str) -> None:
        """Print the message above the bar."""
        from rich.markup import escape

        if self._bar is None:
            say(message)
        else:
            self._bar.console.print(escape(in_user_language(message)), highlight=False)

    def finish(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None


class LineProgress:
    """A line at intervals, for logs: at most one in five seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Keep ``clock``, which returns seconds."""
        self._clock = clock
        self._stage = ""
        self._total = self._done = 0
        self._spoken = 0.0

    def start(self, stage: str, total: int) -> None:
        """Begin a stage; for a short one nothing is printed."""
        self._stage, self._total, self._done = stage, total, 0
        self._spoken = self._clock()

    def advance(self, steps: int = 1) -> None:
        """Count the steps, and print a line if it is time."""
        self._done += steps
        now = self._clock()
        if now - self._spoken >= _LINE_SECONDS:
            self._spoken = now
            words = _WORDS.get(self._stage, self._stage)
            say(
                Message(
                    "{words}: {done:,} of {total:,}",
                    words=words,
                    done=self._done,
                    total=self._total,
                )
            )

    def note(self, message: str) -> None:
        """Print the message."""
        say(message)

    def finish(self) -> None:
        """End the stage."""
