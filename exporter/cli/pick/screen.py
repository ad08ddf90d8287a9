"""The screen: list, filter, preview and status; keys become changes of the state."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual import events, work
from textual.app import App, ComposeResult
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from exporter.alternatives import BookKind
from exporter.cli.language import in_user_language
from exporter.cli.pick import words
from exporter.cli.pick.dialogs import (
    Answer,
    ask_format,
    ask_leave,
    ask_name,
    show_keys,
)
from exporter.cli.pick.listing import ArticleList, FilterLine, is_typed
from exporter.cli.pick.preview import ArticleTexts
from exporter.cli.pick.state import PickState
from exporter.cli.picks import LAST
from exporter.cli.widths import wrap_columns
from exporter.errors import EXIT_FAILED, ExportError
from exporter.model import ArticleHeader
from exporter.search import Facts
from exporter.words import Message, join

LEAVING_SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)
]
# An article is read for the preview when the cursor has stood still for this long.
_PREVIEW_SECONDS = 0.06
# Of more marked articles the length is not counted: each has to be read.
_COUNTED = 500
_WIDE, _HIGH = 100, 20
# How long the screen may take to be left after its terminal has gone.
_HANG_UP_SECONDS = 1.0
_STYLES = """
Screen { background: ansi_default; color: ansi_default; layout: vertical; }
#title { height: 1; text-style: reverse; }
#filter-row { height: 1; layout: horizontal; }
#filter-row Static { width: auto; }
#filter-row Input { width: 1fr; }
Input, Input:focus { background: ansi_default; color: ansi_default; }
Input > .input--cursor { text-style: reverse; background: ansi_default;
    color: ansi_default; }
Input > .input--placeholder { text-style: dim; color: ansi_default; }
Input > .input--selection { text-style: reverse; background: ansi_default;
    color: ansi_default; }
#body { height: 1fr; layout: vertical; }
#list { height: 1fr; background: ansi_default; scrollbar-size: 0 0; }
#preview { height: 1fr; border-top: ascii ansi_default; padding: 0 1;
    background: ansi_default; scrollbar-size: 0 0; }
.wide #body { layout: horizontal; }
.wide #list { width: 11fr; height: 100%; }
.wide #preview { width: 9fr; height: 100%; border-top: none;
    border-left: ascii ansi_default; }
.closed #preview { display: none; }
#preview Static { background: ansi_default; }
#status { height: 1; text-style: bold; }
#hints { height: 1; text-style: reverse; }
Question { align: center middle; background: ansi_default; }
.dialog { width: 76; max-width: 100%; height: auto; border: ascii ansi_default;
    padding: 0 1; background: ansi_default; }
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the screen was left: for a book of a kind, or for nothing."""

    kind: BookKind | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says of the pick and its book.

    ``save`` remembers the state under a name; it raises ExportError.
    """

    save: Callable[[str, PickState], None]
    name: str = ""
    title: str = ""
    kind: BookKind | None = None
    notice: str = ""


class PickScreen(Screen[None]):
    """The only screen, below its questions."""

    AUTO_FOCUS = "#list"

    def __init__(self, state: PickState, texts: ArticleTexts, wishes: Wishes) -> None:
        """Show ``state``; texts of articles come from ``texts``."""
        super().__init__()
        self._state = state
        self._texts = texts
        self._wishes = wishes
        self._pick_name = wishes.name
        self._facts: dict[ArticleHeader, Facts | None] = {}
        self._wants_preview: bool | None = None  # None: where there is room
        self._note = wishes.notice
        self._lines: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(id="title", markup=False)
        with Container(id="filter-row"):
            yield Static(in_user_language(Message("Filter: ")), markup=False)
            yield FilterLine(self.press)
        with Container(id="body"):
            yield ArticleList(self._state, self.press)
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="text", markup=False)
        yield Static(id="status", markup=False)
        yield Static(id="hints", markup=False)

    def on_mount(self) -> None:
        """Begin in the list."""
        self._show(self._wishes.notice)
        self._fold_rows()

    def keep_marks(self) -> None:
        """Remember marks that have no name yet."""
        if self._state.is_changed and self._state.marks:
            self._wishes.save(LAST, self._state)

    def on_resize(self, event: events.Resize) -> None:
        """Put the preview beside the list, below it, or nowhere."""
        self.set_class(event.size.width >= _WIDE, "wide")
        self._place_preview()
        self._show_hints()
        self.call_after_refresh(self._wrap_text)

    @property
    def _list(self) -> ArticleList:
        return self.query_one(ArticleList)

    @property
    def _filter(self) -> FilterLine:
        return self.query_one(FilterLine)

    # ------------------------------------------------------------- keys

    def press(self, key: str, character: str | None) -> bool:
        """Do what a key asks for; return False if it asks for nothing.

        Everything is done at once, so that keys typed fast take effect in their order.
        """
        if self.app.screen is not self:
            return True  # it was typed before a question appeared
        command = _COMMANDS.get(key)
        if command is not None:
            command(self)
        elif character and is_typed(character):
            self.type_letters(character)
        else:
            return False
        return True

    def type_letters(self, text: str) -> None:
        """Add letters to the filter."""
        self._set_filter(self._state.words + text)

    def _mark(self) -> None:
        """Mark the article, or take its mark away."""
        self._state.toggle()
        self._show()

    def _mark_shown(self) -> None:
        """Mark all articles shown, or none of them."""
        self._state.toggle_shown()
        self._show()

    def _switch(self) -> None:
        """Show the marked articles, or all."""
        self._list.focus()
        self._state.show("marked" if self._state.view == "all" else "all")
        self._show()

    def _set_filter(self, words: str) -> None:
        self._state.filter(words)
        self._filter.value = words
        self._show()

    def _go(self, steps: int) -> None:
        self._state.go(steps)
        self._show()

    def _page(self, pages: int) -> None:
        self._go(pages * max(self._list.size.height - 1, 1))

    def _type_words(self) -> None:
        """Go to the filter line."""
        self._filter.focus()
        self._filter.cursor_position = len(self._state.words)

    def _erase(self) -> None:
        """Take the last letter of the filter away."""
        self._set_filter(self._state.words[:-1])

    def _clear(self) -> None:
        """Empty the filter."""
        self._set_filter("")

    def _step_back(self) -> None:
        """Clear the filter, else show all articles."""
        if self._state.words:
            self._set_filter("")
        elif self._state.view == "marked":
            self._switch()

    def _move(self, steps: int) -> None:
        """Move a marked article up or down."""
        if self._state.view == "all":
            self._show(words.ORDER_IS_OF_MARKED)
        elif self._state.move(steps):
            self._show()
        else:
            self._show(words.GROUP_ENDS)

    def _regroup(self) -> None:
        """Group by the next of: nothing, day, month, outlet."""
        self._state.regroup()
        self._show()

    def _fold_preview(self) -> None:
        """Show or hide the preview."""
        self._wants_preview = self.has_class("closed")
        self._place_preview()
        self.call_after_refresh(self._wrap_text)
        self.call_after_refresh(self._list.show_state)

    def _turn(self, pages: int) -> None:
        """Turn the pages of the preview."""
        preview = self.query_one("#preview")
        step = pages * max(preview.size.height - 1, 1)
        preview.scroll_relative(y=step, animate=False)

    def _show_keys(self) -> None:
        """Show the keys."""
        self.app.push_screen(show_keys(words.KEYS))

    def _make(self) -> None:
        """Ask which book is made, and leave for that."""
        if not any(row.header is not None for row in self._state.marks):
            self._show(words.NOTHING_MARKED)
            return

        def leave(answer: tuple[Answer, str] | None) -> None:
            if answer is not None and answer[0] in ("epub", "pdf"):
                kind: BookKind = "epub" if answer[0] == "epub" else "pdf"
                self.app.exit(Outcome(kind, answer[1]))

        wishes = self._wishes
        marked = words.word_marked(tuple(self._state.marks), self._facts.get)
        self.app.push_screen(ask_format(marked, wishes.title, wishes.kind), leave)

    def _remember(self) -> None:
        """Remember the pick under a name."""
        self._ask_name()

    def _leave(self) -> None:
        """Leave; ask first if marks would be lost."""
        if not self._state.is_changed:
            self.app.exit(Outcome())
            return

        def decide(answer: tuple[Answer, str] | None) -> None:
            chosen = answer[0] if answer else "stay"
            if chosen == "discard":
                self.app.exit(Outcome())
            elif chosen == "save":
                self._ask_name(then_leave=True)

        marked = words.word_marked(tuple(self._state.marks), self._facts.get)
        self.app.push_screen(ask_leave(marked), decide)

    def _ask_name(self, why: str = "", *, then_leave: bool = False) -> None:
        def save(answer: tuple[Answer, str] | None) -> None:
            if answer is None or answer[0] != "save" or not answer[1]:
                return
            try:
                self._wishes.save(answer[1], self._state)
            except ExportError as error:
                self._ask_name(error.message, then_leave=then_leave)
                return
            self._pick_name = answer[1]
            self._state.note_saved()
            if then_leave:
                self.app.exit(Outcome())
            else:
                self._show(Message("remembered as {name}", name=answer[1]))

        self.app.push_screen(ask_name(self._pick_name, why=why), save)

    # ------------------------------------------------------- from the parts

    def on_input_changed(self) -> None:
        """Filter the list while its line is edited."""
        typed = self._filter.value  # the event may tell of an older value
        if typed != self._state.words:
            self._state.filter(typed)
            self._show()

    def on_descendant_focus(self) -> None:
        """Tell the keys of the part that has the focus."""
        self._show_hints()

    def on_article_list_moved(self) -> None:
        """Show the article under the cursor, if it is known at once, else soon."""
        self._show_status()
        row = self._state.current
        header = row.header if row is not None else None
        known = self._texts.find(header) if header is not None else None
        lines: tuple[str, ...] = known.lines if known else ()
        if row is not None and not lines:
            lines = (row.title,)
            if row.header is None:
                lines += ("", in_user_language(Message("it no longer exists")))
        self._show_text(lines)
        if header is not None and known is None and not self.has_class("closed"):
            self._read_current(header)

    # ------------------------------------------------------------ threads

    @work(thread=True, group="folding")
    def _fold_rows(self) -> None:
        """Prepare the filter, so that its first letter is as quick as the others."""
        worker = get_current_worker()
        for row in self._state.rows:
            if worker.is_cancelled:
                return
            row.folded  # noqa: B018 - it is kept when it is first asked for

    @work(thread=True, exclusive=True, group="preview")
    def _read_current(self, header: ArticleHeader) -> None:
        """Read the article; if the cursor moves on before, that is not needed."""
        worker = get_current_worker()
        worker.cancelled_event.wait(_PREVIEW_SECONDS)
        if worker.is_cancelled:
            return
        text = self._texts.read(header)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_text, text.lines)

    @work(thread=True, exclusive=True, group="facts")
    def _count_marked(self, headers: tuple[ArticleHeader, ...]) -> None:
        """Read what is marked, to tell its length."""
        worker = get_current_worker()
        for header in headers:
            if worker.is_cancelled:
                return
            self._facts[header] = self._texts.read(header).facts
        self.app.call_from_thread(self._show_status)

    # ------------------------------------------------------------ drawing

    def _place_preview(self) -> None:
        """Close the preview where a short screen has no room, or the user wants it."""
        width, height = self.app.size
        is_open = self._wants_preview
        if is_open is None:
            is_open = width >= _WIDE or height >= _HIGH
        self.set_class(not is_open, "closed")

    def _show(self, note: str = "") -> None:
        """Draw everything that follows from the state; ``note`` tells of a key."""
        self._list.show_state()
        self._note = note
        self._show_status()
        self._show_hints()
        marked = [row.header for row in self._state.marks if row.header is not None]
        unknown = tuple(h for h in marked if h not in self._facts)
        if unknown and len(marked) <= _COUNTED:
            self._count_marked(unknown)

    def _show_status(self) -> None:
        title = words.word_title(self._state, self._pick_name)
        self._put("title", title)
        status = words.word_status(self._state, self._facts.get)
        self._put("status", join("  -- ", filter(None, (status, self._note))))

    def _show_hints(self) -> None:
        hints: tuple[Message, ...] = words.HINTS
        if self._state.view == "marked":
            hints = words.MARKED_HINTS
        if self._filter.has_focus:
            hints = words.TYPING_HINTS
        said = [in_user_language(hint) for hint in hints]
        while cell_len("  ".join(said)) > self.app.size.width and len(said) > 1:
            said.pop()
        self._put("hints", "  ".join(said))

    def _show_text(self, lines: tuple[str, ...]) -> None:
        self._lines = lines
        self._wrap_text()
        self.query_one("#preview").scroll_home(animate=False)

    def _wrap_text(self) -> None:
        """Break the lines of the preview; no mark of Chinese begins one."""
        width = self.query_one("#preview").content_size.width or self.app.size.width
        broken = [part for line in self._lines for part in wrap_columns(line, width)]
        self._put("text", "\n".join(broken))

    def _put(self, place: str, text: str) -> None:
        said = in_user_language(text)
        if place in ("title", "hints"):  # reversed over the whole width
            said = set_cell_size(said, self.app.size.width)
        self.query_one(f"#{place}", Static).update(said)


_COMMANDS: Mapping[str, Callable[[PickScreen], None]] = {
    "up": lambda screen: screen._go(-1),
    "down": lambda screen: screen._go(1),
    "pageup": lambda screen: screen._page(-1),
    "pagedown": lambda screen: screen._page(1),
    "home": lambda screen: screen._go(-len(screen._state.lines)),
    "end": lambda screen: screen._go(len(screen._state.lines)),
    "left": lambda screen: screen._turn(-1),
    "right": lambda screen: screen._turn(1),
    "space": PickScreen._mark,
    "asterisk": PickScreen._mark_shown,
    "enter": PickScreen._make,
    "tab": PickScreen._switch,
    "slash": PickScreen._type_words,
    "escape": PickScreen._step_back,
    "backspace": PickScreen._erase,
    "ctrl+u": PickScreen._clear,
    **dict.fromkeys(
        ("less_than_sign", "alt+up", "shift+up", "ctrl+up"),
        lambda screen: screen._move(-1),
    ),
    **dict.fromkeys(
        ("greater_than_sign", "alt+down", "shift+down", "ctrl+down"),
        lambda screen: screen._move(1),
    ),
    "ctrl+g": PickScreen._regroup,
    "ctrl+p": PickScreen._fold_preview,
    "ctrl+o": PickScreen._remember,
    "question_mark": PickScreen._show_keys,
    **dict.fromkeys(("ctrl+x", "ctrl+c", "ctrl+q"), PickScreen._leave),
    "ctrl+z": lambda screen: screen.app.action_suspend_process(),
}


class PickApp(App[Outcome], inherit_bindings=False):
    """The program while the screen is open; ``run`` returns how it was left."""

    CSS = _STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, state: PickState, texts: ArticleTexts, wishes: Wishes) -> None:
        """Take what ``PickScreen`` takes."""
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self._first = PickScreen(state, texts, wishes)

    def get_default_screen(self) -> Screen[None]:
        """Return the screen below all others."""
        return self._first

    def on_mount(self) -> None:
        """Leave the screen, so that the terminal is restored, when told to end."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in LEAVING_SIGNALS:
                loop.add_signal_handler(number, self.exit)
            signal.signal(signal.SIGHUP, lambda *_: self._hang_up(loop))

    def _hang_up(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave; if the screen cannot be left in time, end without it.

        Textual's writer stops when the terminal is gone.  Then drawing waits for ever,
        and no other handler is called.
        """
        if sys.platform != "win32":
            signal.signal(signal.SIGALRM, lambda *_: self._end_at_once())
            signal.setitimer(signal.ITIMER_REAL, _HANG_UP_SECONDS)
        loop.call_soon_threadsafe(self.exit)

    def _end_at_once(self) -> None:
        self._first.keep_marks()
        os._exit(EXIT_FAILED)
