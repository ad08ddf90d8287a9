"""The state of the list: what is shown, what is marked, where the cursor is.

No screen is needed for any of this.  Keys become calls of these methods; what they
change is read from ``lines``, ``cursor`` and ``marks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from exporter.alternatives import PickGroup
from exporter.cli.pick.rows import ArticleRow
from exporter.text import fold_text

PickView: TypeAlias = Literal["all", "marked"]
_GROUPS: tuple[PickGroup, ...] = get_args(PickGroup)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A line that heads a group; ``articles`` is how many are shown below it."""

    title: str
    articles: int


ListLine: TypeAlias = ArticleRow | GroupLine


class PickState:
    """The rows of a selection, and what has been done with them."""

    def __init__(
        self,
        rows: Sequence[ArticleRow],
        *,
        marked: Iterable[ArticleRow] = (),
        group: PickGroup = "none",
    ) -> None:
        """Show ``rows``, with the rows ``marked`` in their order.

        A marked row need not be one of ``rows``: it may lie outside the selection.
        """
        self.rows = tuple(rows)
        self.marks: dict[ArticleRow, None] = dict.fromkeys(marked)
        self.group: PickGroup = group
        self.view: PickView = "all"
        self.words = ""
        self.lines: list[ListLine] = []
        self.shown = 0
        self.cursor = 0
        self._left: ArticleRow | None = (
            None  # where the cursor was before the list was empty
        )
        self._saved = self._snapshot()
        self._lay_out()

    @property
    def current(self) -> ArticleRow | None:
        """Return the row under the cursor, None if no row is shown."""
        line = self.lines[self.cursor] if self.lines else None
        return line if isinstance(line, ArticleRow) else None

    @property
    def place(self) -> int:
        """Return the number of the row under the cursor, from 1; 0 for none."""
        above = self.lines[: self.cursor + 1]
        return sum(isinstance(line, ArticleRow) for line in above)

    @property
    def is_changed(self) -> bool:
        """Return whether the pick differs from what was saved last."""
        return self._snapshot() != self._saved

    @property
    def picked(self) -> tuple[ArticleRow, ...]:
        """Return the marked rows in the order in which a book has them."""
        ordered = _group_rows(list(self.marks), self.group)
        return tuple(row for _, rows in ordered for row in rows)

    def note_saved(self) -> None:
        """Take the present pick as saved."""
        self._saved = self._snapshot()

    def filter(self, words: str) -> None:
        """Show the rows that hold all ``words``, however they are written."""
        self.words = words
        self._lay_out()

    def show(self, view: PickView) -> None:
        """Show all rows, or those that are marked, in their order."""
        self.view = view
        self._lay_out()

    def regroup(self) -> None:
        """Group by the next of: nothing, day, month, outlet."""
        self.group = _GROUPS[(_GROUPS.index(self.group) + 1) % len(_GROUPS)]
        self._lay_out()

    def go(self, steps: int) -> None:
        """Move the cursor by ``steps`` rows, as far as there are any."""
        if not self.lines:
            return
        wanted = min(max(self.cursor + steps, 0), len(self.lines) - 1)
        self.cursor = self._nearest_row(wanted, 1 if steps >= 0 else -1)

    def go_to(self, line: int) -> None:
        """Move the cursor to ``line``, or the first row below it."""
        self.go(line - self.cursor)

    def toggle(self) -> None:
        """Mark the row under the cursor, or take its mark away.

        A row that loses its mark stays in the list of marked ones until that is shown
        again, so that a slip can be undone.
        """
        row = self.current
        if row is not None:
            self._mark(row, marked=row not in self.marks)

    def toggle_shown(self) -> None:
        """Mark all rows shown; if all are marked, take their marks away."""
        rows = [line for line in self.lines if isinstance(line, ArticleRow)]
        marked = not all(row in self.marks for row in rows)
        for row in rows:
            self._mark(row, marked=marked)

    def move(self, steps: int) -> bool:
        """Move the marked row under the cursor one place up (-1) or down (1).

        Only the marked ones have an order of their own.  Return False where it cannot
        move: the list, or the row's group, ends there.
        """
        row, target = self.current, self.cursor + steps
        if self.view != "marked" or not 0 <= target < len(self.lines):
            return False
        other = self.lines[target]
        if row is None or not isinstance(other, ArticleRow):
            return False
        if row not in self.marks or other not in self.marks:
            return False
        self.lines[self.cursor], self.lines[target] = other, row
        swapped = {row: other, other: row}
        self.marks = {swapped.get(mark, mark): None for mark in self.marks}
        self.cursor = target
        return True

    def _mark(self, row: ArticleRow, *, marked: bool) -> None:
        if not marked:
            self.marks.pop(row, None)
        elif self.view == "all":
            self.marks.setdefault(row)
        elif row not in self.marks:  # its mark was taken away in this list
            self._put_back(row)

    def _put_back(self, row: ArticleRow) -> None:
        """Mark ``row`` behind the marked row above it in the list."""
        lines = self.lines[: self.lines.index(row)]
        above = [r for r in lines if isinstance(r, ArticleRow) and r in self.marks]
        order = list(self.marks)
        place = order.index(above[-1]) + 1 if above else 0
        self.marks = dict.fromkeys([*order[:place], row, *order[place:]])

    def _snapshot(self) -> tuple[tuple[ArticleRow, ...], PickGroup | None]:
        # The grouping of a list without marks is nobody's loss.
        return tuple(self.marks), self.group if self.marks else None

    def _lay_out(self) -> None:
        """Fill ``lines``; the cursor stays on its row if that is still shown."""
        self._left = before = self.current or self._left
        wanted = fold_text(self.words).split()
        rows = self.rows if self.view == "all" else tuple(self.marks)
        shown = [r for r in rows if all(word in r.folded for word in wanted)]
        self.shown = len(shown)
        self.lines = []
        for title, members in _group_rows(shown, self.group):
            if title:
                self.lines.append(GroupLine(title, len(members)))
            self.lines += members
        self.cursor = 0
        if self.lines:
            place = _place_of(before, self.lines)
            self.cursor = self._nearest_row(0, 1) if place is None else place

    def _nearest_row(self, line: int, step: int) -> int:
        """Return ``line`` or the nearest line with a row, first in direction ``step``.

        Below a heading there is always a row.
        """
        if isinstance(self.lines[line], ArticleRow):
            return line
        beyond = line + step
        return beyond if 0 <= beyond < len(self.lines) else line + 1


def _group_rows(
    rows: list[ArticleRow], group: PickGroup
) -> list[tuple[str, list[ArticleRow]]]:
    """Return the rows of each group, with its title, in the order of the book's.

    Outlets come by their number of articles, then by name; dates as their first row.
    """
    groups: dict[str, list[ArticleRow]] = {}
    for row in rows:
        groups.setdefault(row.group_title(group), []).append(row)
    if group == "outlet":
        return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return list(groups.items())


def _place_of(row: ArticleRow | None, lines: Sequence[ListLine]) -> int | None:
    for place, line in enumerate(lines):
        if line is row and row is not None:
            return place
    return None
