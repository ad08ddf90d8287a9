"""Questions that the screen asks, and its page of keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from exporter.alternatives import BookKind
from exporter.cli.language import in_user_language
from exporter.words import Message

Answer: TypeAlias = Literal["epub", "pdf", "save", "discard", "stay"]


class Question(ModalScreen[tuple[Answer, str]]):
    """A question that is answered with one key, and perhaps with a text.

    The answer is the key's, and the text as it then is.  Esc answers ``stay``.
    """

    def __init__(
        self,
        lines: tuple[str, ...],
        answers: Mapping[str, Answer],
        *,
        text: str | None = None,
        text_key: str = "",
    ) -> None:
        """Show ``lines``; ``answers`` are by key.

        If there is a ``text``, it can be changed after ``text_key``, or at once if
        that is "".
        """
        super().__init__()
        self._lines = lines
        self._answers = answers
        self._text = text
        self._text_key = text_key

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        with Vertical(classes="dialog"):
            yield from self._statics()
            if self._text is not None:
                yield Input(
                    self._text,
                    select_on_focus=False,
                    disabled=bool(self._text_key),
                    compact=True,
                )

    def on_mount(self) -> None:
        """Let the text be typed at once if no key is needed for that."""
        if self._text is not None and not self._text_key:
            self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        """Take the text: as the answer, or before the answer."""
        if self._text_key:
            self._leave_text()
        else:
            self._answer(self._answers["enter"])

    def on_key(self, event: events.Key) -> None:
        """Answer with the key, if it is an answer."""
        is_typing = self._text is not None and self.query_one(Input).has_focus
        if event.key in ("escape", "ctrl+c"):
            event.stop()
            if is_typing and self._text_key:
                self._leave_text()
            else:
                self._answer("stay")
        elif is_typing:
            return
        elif self._text_key and event.key.lower() == self._text_key:
            event.stop()
            event.prevent_default()
            self.query_one(Input).disabled = False
            self.query_one(Input).focus()
        elif (key := event.key.lower()) in self._answers:
            event.stop()
            self._answer(self._answers[key])

    def _leave_text(self) -> None:
        self.set_focus(None)
        self.query_one(Input).disabled = True

    def _answer(self, answer: Answer) -> None:
        text = "" if self._text is None else self.query_one(Input).value
        self.dismiss((answer, text.strip()))

    def _statics(self) -> Iterator[Static]:
        for line in self._lines:
            yield Static(in_user_language(line), markup=False)


def ask_format(marked: str, title: str, preferred: BookKind | None) -> Question:
    """Ask which book is made of what is marked, and how it is called."""
    answers: dict[str, Answer] = {"e": "epub", "p": "pdf"}
    enter = Message("E  make an EPUB")
    printed = Message("P  make a PDF")
    if preferred is not None:
        answers["enter"] = preferred
        if preferred == "epub":
            enter = Message("{words} (or Enter)", words=enter)
        else:
            printed = Message("{words} (or Enter)", words=printed)
    lines = (
        marked,
        "",
        enter,
        printed,
        Message("T  change the title; without one it is made from the articles:"),
    )
    return Question(lines, answers, text=title, text_key="t")


def ask_name(name: str, *, why: str = "") -> Question:
    """Ask under which name the pick is remembered; ``why`` the last one was refused."""
    lines = (
        why,
        Message("Remember this pick under a name (Enter; Esc goes back):"),
    )
    return Question(tuple(filter(None, lines)), {"enter": "save"}, text=name)


def ask_leave(marked: str) -> Question:
    """Ask what becomes of marks that are not remembered."""
    lines = (
        marked,
        Message("They are not remembered yet."),
        "",
        Message("S  remember them and leave"),
        Message("D  leave without them"),
        Message("Esc  stay"),
    )
    return Question(lines, {"s": "save", "d": "discard"})


def show_keys(keys: tuple[str, ...]) -> Question:
    """Show the keys; any of the usual ones leaves."""
    stay: dict[str, Answer] = dict.fromkeys(
        ("enter", "space", "question_mark", "q"), "stay"
    )
    return Question(keys, stay)
