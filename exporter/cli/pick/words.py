"""The words of the screen's edges: what is shown, what is marked, which keys work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exporter.alternatives import PickGroup
from exporter.cli.pick.rows import ArticleRow
from exporter.cli.pick.state import PickState
from exporter.model import ArticleHeader
from exporter.search import Facts, minutes_of
from exporter.words import Message, count, count_articles, join

HINTS = (
    Message("Space mark"),
    Message("Enter book"),
    Message("Tab marked"),
    Message("? keys"),
    Message("Ctrl+X leave"),
    Message("/ filter line"),
    Message("Ctrl+O remember"),
    Message("Ctrl+G group"),
    Message("Ctrl+P preview"),
)
MARKED_HINTS = (
    Message("Space unmark"),
    Message("< > move"),
    Message("Enter book"),
    Message("Tab all"),
    Message("? keys"),
    Message("Ctrl+X leave"),
    Message("Ctrl+O remember"),
    Message("Ctrl+G group"),
)
TYPING_HINTS = (
    Message("Enter, Esc back to the list"),
    Message("blanks stand between words"),
    Message("Ctrl+U clear"),
)
KEYS = (
    Message("letters     filter the list at once"),
    Message("/           the filter line, for several words; Esc clears the filter"),
    Message("Space       mark, or take the mark away; * does so for all shown"),
    Message("Enter       make a book of what is marked"),
    Message("Tab         the marked articles in the book's order, or all"),
    Message("< >         move a marked article up or down, also Alt+arrow"),
    Message("Ctrl+G      group by day, month, outlet, or not"),
    Message("Ctrl+P      show or hide the preview"),
    Message("Left Right  turn the pages of the preview"),
    Message("Ctrl+O      remember the pick under a name"),
    Message("Ctrl+X      leave; also Ctrl+C"),
    Message("arrows, PgUp, PgDn, Home, End move the cursor"),
)
_GROUP_WORDS: dict[PickGroup, Message] = {
    "none": Message("not grouped"),
    "day": Message("by day"),
    "month": Message("by month"),
    "outlet": Message("by outlet"),
}
NOTHING_MARKED = Message("nothing is marked: Space marks an article")
GROUP_ENDS = Message("it cannot move further: its list or group ends here")
ORDER_IS_OF_MARKED = Message("only marked articles can be moved: Tab shows them")


def word_title(state: PickState, name: str) -> Message:
    """Return what the list is: of all articles or the marked ones, and the pick."""
    views: dict[str, Message] = {
        "all": count_articles(len(state.rows)),
        "marked": Message("marked articles"),
    }
    values = {"view": views[state.view], "group": _GROUP_WORDS[state.group]}
    if not name:
        return Message("dwexport pick: {view}, {group}", **values)
    star = "*" if state.is_changed else ""
    return Message(
        "dwexport pick {name}{star}: {view}, {group}", name=name, star=star, **values
    )


def word_status(
    state: PickState, find_facts: Callable[[ArticleHeader], Facts | None]
) -> str:
    """Return where the cursor is, and what is marked."""
    place = Message("{place:,} of {shown:,}", place=state.place, shown=state.shown)
    return join("  ", (place, word_marked(tuple(state.marks), find_facts)))


def word_marked(
    marks: Sequence[ArticleRow], find_facts: Callable[[ArticleHeader], Facts | None]
) -> Message:
    """Return how many articles are marked, and how long they are if that is known."""
    there = [row.header for row in marks if row.header is not None]
    words = count("1 marked", "{number:,} marked", len(marks))
    facts = [find_facts(header) for header in there]
    known = [fact.characters for fact in facts if fact is not None]
    if known and len(known) == len(there):
        characters = sum(known)
        words = Message(
            "{marked}: {characters:,} characters, {minutes:,} min",
            marked=words,
            characters=characters,
            minutes=minutes_of(characters),
        )
    if len(there) < len(marks):
        lost = count("1 lost", "{number:,} lost", len(marks) - len(there))
        words = Message("{words}, {lost}", words=words, lost=lost)
    return words
