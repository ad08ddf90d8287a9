"""The journal of a run: how far it is, what went wrong, what was made.

One journal passes through all stages of a run.  A stage writes into it and never reads
it.  The caller reads it when the run is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from exporter.model import ArticleHeader, LeftOut, Location, Problem


class Progress(Protocol):
    """A watcher of long work; ``exporter.cli`` implements it for people."""

    def start(self, stage: str, total: int) -> None:
        """Begin the stage ``stage``, which has ``total`` steps."""

    def advance(self, steps: int = 1) -> None:
        """Record that ``steps`` more steps of the current stage are done."""

    def note(self, message: str) -> None:
        """Tell why the stage waits or uses another way; this is no problem."""

    def finish(self) -> None:
        """End the current stage."""


class SilentProgress:
    """Progress that nobody watches."""

    def start(self, stage: str, total: int) -> None:
        """Ignore the start."""

    def advance(self, steps: int = 1) -> None:
        """Ignore the step."""

    def note(self, message: str) -> None:
        """Ignore the message."""

    def finish(self) -> None:
        """Ignore the end."""


@dataclass(frozen=True, slots=True)
class MadeBook:
    """A finished book: its file ("-" for a stream) and what it holds."""

    path: str
    title: str
    articles: int
    images: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Twin:
    """An article that tells the same story as another one, which is preferred to it.

    ``alike`` is the part of both texts that is the same, between 0 and 1.
    """

    header: ArticleHeader
    preferred: ArticleHeader
    alike: float

    @property
    def percent(self) -> int:
        """Return ``alike`` in percent; it is 100 only for equal texts."""
        return int(100 * self.alike)


@dataclass(slots=True)
class NameUse:
    """How a run uses the name that was given with --since-last.

    ``last_run`` is None if no run used the name before; then ``others`` are the names
    that are known, those like it first.  ``told_before`` counts the articles that were
    left out because an earlier run told them, ``changed`` those that were told in
    another edition.  ``remembered`` is the number of articles that the next run will
    leave out because of this one.
    """

    name: str
    last_run: datetime | None = None
    others: tuple[str, ...] = ()
    told_before: int = 0
    changed: int = 0
    remembered: int = 0


@dataclass(slots=True)
class Journal:
    """The results of a run so far.

    ``headers`` are the selected articles.  ``superseded`` pairs each edition that was
    left out with the one that is kept.  ``twins`` are articles that stay beside another
    one with their story, ``deduped`` those that were left out for it.  ``left_out``
    holds what does not belong to an article, by the article's location.  ``converted``
    is how many articles have other characters than in the archive, None if each keeps
    its script.  ``books`` are the books written.  ``images`` is set if only images were
    asked for, ``since_last`` if a name was given.
    """

    progress: Progress = field(default_factory=SilentProgress)
    problems: list[Problem] = field(default_factory=list)
    headers: Sequence[ArticleHeader] = ()
    superseded: Sequence[tuple[ArticleHeader, ArticleHeader]] = ()
    twins: Sequence[Twin] = ()
    deduped: Sequence[Twin] = ()
    left_out: dict[Location, tuple[LeftOut, ...]] = field(default_factory=dict)
    converted: int | None = None
    books: list[MadeBook] = field(default_factory=list)
    images: Mapping[str, object] | None = None
    since_last: NameUse | None = None

    def add(self, *problems: Problem) -> None:
        """Record ``problems``."""
        self.problems += problems

    def add_new(self, problems: Iterable[Problem]) -> None:
        """Record those of ``problems`` that are not recorded yet."""
        self.problems += [p for p in problems if p not in self.problems]
