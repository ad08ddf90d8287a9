"""The session: from a choice of articles to the screen, and back to a pick."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from exporter.alternatives import BookKind, Dedupe, PickGroup
from exporter.cli.console import is_terminal
from exporter.cli.pick.preview import ArticleTexts
from exporter.cli.pick.rows import ArticleRow, make_lost_rows, make_rows
from exporter.cli.pick.screen import LEAVING_SIGNALS, PickApp, Wishes
from exporter.cli.pick.state import PickState
from exporter.cli.picks import LAST, Pick, check_name, save_pick
from exporter.errors import ExportError, NothingSelectedError
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location
from exporter.selection import Choice, Selection, choose_articles, find_wanted
from exporter.words import Message, count


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked for a book: its articles in order, its kind and title.

    ``wanted`` are lines that ``--from`` understands.  ``kind`` None: no book is wanted.
    ``is_kept`` tells whether marks without a name are remembered as ``LAST``.
    """

    kind: BookKind | None
    wanted: tuple[str, ...]
    title: str
    group: PickGroup
    is_kept: bool


def pick_articles(
    choice: Choice,
    pick: Pick,
    journal: Journal,
    *,
    title: str,
    kind: BookKind | None,
    dedupe: Dedupe,
    state_dir: Path | None,
) -> Picked:
    """Let the user pick among the articles of ``choice``, beginning with ``pick``.

    ``dedupe`` leaves articles out of the list that tell a story again.
    Marks that have no name when a book is wanted, or when the process is told to end,
    are remembered as ``LAST``.  Raises ExportError as ``choose_articles`` does, and
    KeyboardInterrupt if a signal ended the session.
    """
    state, lost = _begin_state(choice, pick, journal, dedupe)

    def save(name: str, state: PickState) -> None:
        check_name(name)
        entries = tuple(row.entry for row in state.picked)
        save_pick(Pick(name, entries, state.group), state_dir)

    journal.progress.finish()
    wishes = Wishes(save, pick.name, title, kind, _word_lost(lost))
    app = PickApp(state, ArticleTexts(choice.timezone), wishes)
    with _handlers_kept(), _standard_output_is_terminal():
        outcome = app.run()
    keep = state.is_changed and bool(state.marks)
    if keep and (outcome is None or outcome.kind is not None):
        save(LAST, state)
    if outcome is None and app.return_code:
        raise ExportError(
            Message("the list ended by a fault of its own"),
            hint=Message("dwexport pick --name last has what was marked"),
        )
    if outcome is None:
        raise KeyboardInterrupt
    # Paths, because an id would name all editions of an article.
    wanted = tuple(
        row.header.location.display if row.header else row.entry for row in state.picked
    )
    return Picked(outcome.kind, wanted, outcome.title, state.group, keep)


def _begin_state(
    choice: Choice, pick: Pick, journal: Journal, dedupe: Dedupe
) -> tuple[PickState, Sequence[str]]:
    """Return the state to begin with, and the entries of ``pick`` that are lost."""
    headers: Sequence[ArticleHeader] = choose_articles(choice, journal).headers
    if dedupe != "none":
        from exporter.stories import choose_tellers  # rarely needed

        headers = choose_tellers(headers, dedupe, journal)
    rows = make_rows(headers, choice.timezone)
    marked, lost = _find_marked(choice, pick, headers)
    known = {row.header: row for row in rows}
    outside = [header for header in marked if header not in known]
    known.update(
        zip(outside, make_rows(outside, choice.timezone), strict=True),
    )
    marks: list[ArticleRow] = [known[header] for header in marked]
    return PickState(
        rows, marked=[*marks, *make_lost_rows(lost)], group=pick.group
    ), lost


def _find_marked(
    choice: Choice, pick: Pick, headers: Sequence[ArticleHeader]
) -> tuple[list[ArticleHeader], list[str]]:
    """Return the articles of ``pick`` and the entries that name none.

    They may lie outside the selection.  Then the whole archive is searched for them.
    """
    found = Journal()
    marked = find_wanted(headers, pick.entries, journal=found)
    if not found.problems:
        return marked, []
    missing = _lost_entries(pick.entries, found)
    selection = Selection(wanted=tuple(missing))
    try:
        others = choose_articles(
            replace(choice, selection=selection, since_last=None), Journal()
        )
    except NothingSelectedError:
        return marked, missing
    found = Journal()
    everything = (*headers, *others.headers)
    marked = find_wanted(everything, pick.entries, journal=found)
    return marked, _lost_entries(pick.entries, found)


def _lost_entries(entries: Sequence[str], journal: Journal) -> list[str]:
    lost = {problem.where for problem in journal.problems}
    return [entry for entry in entries if Location(entry).display in lost]


def _word_lost(lost: Sequence[str]) -> Message:
    if not lost:
        return Message("")
    return count(
        "1 article of the pick no longer exists: Tab shows it",
        "{number:,} articles of the pick no longer exist: Tab shows them",
        len(lost),
    )


@contextmanager
def _handlers_kept() -> Iterator[None]:
    """Restore the handlers of signals, which the screen replaces."""
    before = {number: signal.getsignal(number) for number in LEAVING_SIGNALS}
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)  # the screen was left in time
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _standard_output_is_terminal() -> Iterator[None]:
    """Let standard output be the terminal while the screen is open.

    Textual draws on standard error, but asks standard output for the terminal's size.
    """
    if sys.stdout is None or is_terminal(sys.stdout):
        yield
        return
    sys.stdout.flush()
    number = sys.stdout.fileno()
    kept = os.dup(number)
    os.dup2(sys.stderr.fileno(), number)
    try:
        yield
    finally:
        os.dup2(kept, number)
        os.close(kept)
