"""The list on the screen: draws only the lines that are visible.

So 26,000 articles cost no more than twenty.  Only bold, dim and reversed letters are
used, no colours: they look right, and have the terminal's full contrast, in any theme.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message as Event
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input

from exporter.cli.language import in_user_language
from exporter.cli.pick.rows import ArticleRow
from exporter.cli.pick.state import GroupLine, PickState
from exporter.words import Message

_PLAIN = Style()
_BOLD = Style(bold=True)
# From this width on, a row has its outlet; from the other one, its time of day.
_OUTLET_WIDTH, _TIME_WIDTH = 60, 100
_OUTLET_COLUMNS = 12
# The letters of a time: 06-18 of 2024-06-18 14:30, and 2024-06-18.
_SHORT_DAY, _DAY, _TIME = slice(5, 10), slice(0, 10), slice(0, 16)


# Does what a key asks for, given its name and its character; False: it asks nothing.
KeyHandler: TypeAlias = Callable[[str, str | None], bool]
# The keys that leave the filter line, and what they then do in the list.
_LEAVING_KEYS = {"enter": "", "escape": "", "down": "down", "up": "up"}
_LISTS_KEYS = (
    "tab",
    "ctrl+u",
    "ctrl+g",
    "ctrl+p",
    "ctrl+o",
    "ctrl+x",
    "ctrl+c",
    "ctrl+q",
)


class FilterLine(Input):
    """The line of the filter, in which a blank stands between words."""

    def __init__(self, press: KeyHandler) -> None:
        """Begin empty; keys that are no text are given to ``press``."""
        super().__init__(
            id="filter",
            compact=True,
            select_on_focus=False,
            placeholder=in_user_language(Message("type to find articles")),
        )
        self._press = press

    def on_key(self, event: events.Key) -> None:
        """Leave the line, or give the key to the screen."""
        if event.key in _LEAVING_KEYS:
            self.screen.query_one(ArticleList).focus()
            if then := _LEAVING_KEYS[event.key]:
                self._press(then, None)
        elif event.key in _LISTS_KEYS:
            self._press(event.key, None)
        else:
            return
        event.stop()
        event.prevent_default()


class ArticleList(ScrollView, can_focus=True):
    """The rows of a ``PickState``, with its cursor."""

    class Moved(Event):
        """The cursor is on another row."""

    def __init__(self, state: PickState, press: KeyHandler) -> None:
        """Show ``state``; keys are given to ``press``."""
        super().__init__(id="list")
        self.state = state
        self._press = press

    def show_state(self) -> None:
        """Draw the list anew, the cursor in view."""
        self.virtual_size = Size(self.size.width, len(self.state.lines))
        self.scroll_to_region(
            Region(
                0, self._first_line(), 1, 1 + self.state.cursor - self._first_line()
            ),
            animate=False,
            immediate=True,
            x_axis=False,
        )
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.show_state()

    def on_key(self, event: events.Key) -> None:
        """Give the key to the screen."""
        if self._press(event.key, event.character):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted as if it was typed."""
        for character in event.text:
            if is_typed(character):
                self._press(character, character)
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row, or on its sign mark it."""
        line = event.y + self.scroll_offset.y
        if line < len(self.state.lines):
            self.state.go_to(line)
            if event.x < len(sign_of(self.state, None)):
                self.state.toggle()
            self.show_state()

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of what is visible."""
        place = y + self.scroll_offset.y
        width = self.size.width
        lines = self.state.lines
        if not lines and y == 0:
            return _strip(in_user_language(self._why_empty()), width, _PLAIN)
        if place >= len(lines):
            return Strip.blank(width)
        line = lines[place]
        if isinstance(line, GroupLine):
            return _strip(f"-- {line.title} ({line.articles:,})", width, _BOLD)
        style = _BOLD if line in self.state.marks else _PLAIN
        if place == self.state.cursor:
            style += Style(reverse=True)
        return _strip(row_text(self.state, line, width), width, style)

    def _first_line(self) -> int:
        """Return the first line to show with the cursor: a heading above it, too."""
        above = self.state.cursor - 1
        lines = self.state.lines
        is_headed = above >= 0 and isinstance(lines[above], GroupLine)
        return above if is_headed else self.state.cursor

    def _why_empty(self) -> Message:
        if self.state.words:
            return Message("nothing fits the filter; Esc clears it")
        return Message("nothing is marked; Tab shows all articles, Space marks")


def is_typed(character: str) -> bool:
    """Return whether a key belongs to the filter: letters, digits, Chinese marks."""
    is_sign = character.isascii() and not character.isalnum() and character != "-"
    return character.isprintable() and not character.isspace() and not is_sign


def sign_of(state: PickState, row: ArticleRow | None) -> str:
    """Return the sign before a row: marked, lost or neither."""
    if row is None or row not in state.marks:
        return "[ ] "
    return "[x] " if row.header is not None else "[?] "


def row_text(state: PickState, row: ArticleRow, width: int) -> str:
    """Return the text of a row that has ``width`` columns."""
    sign = sign_of(state, row)
    if width >= _TIME_WIDTH:
        time = f"{row.time[_TIME]:<16}"
    elif width >= _OUTLET_WIDTH:
        time = f"{row.time[_DAY]:<10}"
    else:
        return f"{sign}{row.time[_SHORT_DAY]:<5} {row.title}"
    return f"{sign}{time}  {set_cell_size(row.outlet, _OUTLET_COLUMNS)}  {row.title}"


def _strip(text: str, width: int, style: Style) -> Strip:
    fitting = text if cell_len(text) == width else set_cell_size(text, width)
    return Strip([Segment(fitting, style)], width)
