"""Demands: what a choice asks of articles that only their bodies can answer.

Headers and ``Demands`` enter; the headers of articles that meet them leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporter.errors import UsageError
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location, Script
from exporter.search.expressions import Expression
from exporter.search.facts import Facts
from exporter.search.find import find_facts
from exporter.search.names import NameCounts
from exporter.text import fold_name
from exporter.words import Message, join


@dataclass(frozen=True, slots=True)
class Demands:
    """What the bodies of the chosen articles must be like.

    ``text`` must hold in the searchable text.  ``authors`` and ``topics`` are names as
    typed: an article needs one of each that is given, and none that is excluded.
    ``has_pictures`` None does not care.
    """

    text: Expression | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    exclude_authors: tuple[str, ...] = ()
    exclude_topics: tuple[str, ...] = ()
    script: Script | None = None
    exclude_script: Script | None = None
    min_characters: int | None = None
    max_characters: int | None = None
    has_pictures: bool | None = None

    def names(self) -> tuple[tuple[str, ...], ...]:
        """Return the names given for --author, --topic, and their exclusions."""
        return self.authors, self.topics, self.exclude_authors, self.exclude_topics


NO_DEMANDS = Demands()


def find_demanded(
    headers: Sequence[ArticleHeader],
    demands: Demands,
    journal: Journal,
    *,
    find_others: Callable[[], Sequence[ArticleHeader]],
    checks_exclusions: bool = True,
    cache_dir: Path | None = None,
) -> list[ArticleHeader]:
    """Return those of ``headers`` whose articles meet ``demands``.

    Raises UsageError for an author or topic that no article of the whole archive has;
    of those to be excluded only with ``checks_exclusions``.  ``find_others`` returns
    the headers of the archive; it is called only if a name is missing in the articles
    found.
    """
    found = find_facts(headers, journal, text=demands.text, cache_dir=cache_dir)

    def read_others() -> Iterable[Facts]:
        others = [h for h in find_others() if h.location not in found]
        reading = Journal(progress=journal.progress)
        return find_facts(others, reading, cache_dir=cache_dir).values()

    asked = demands.names() if checks_exclusions else demands.names()[:2]
    _check_names(asked, found, read_others)
    meets = _make_test(demands)
    return [h for h in headers if h.location in found and meets(found[h.location])]


_WANTING = (
    (Message("--author {name!r}: no article is by that author"), "authors"),
    (Message("--topic {name!r}: no article has that topic"), "topics"),
    (Message("--exclude-author {name!r}: no article is by that author"), "authors"),
    (Message("--exclude-topic {name!r}: no article has that topic"), "topics"),
)
_LISTS = {"authors": "dwexport authors", "topics": "dwexport topics"}


def _check_names(
    asked: Iterable[tuple[str, ...]],
    found: dict[Location, Facts],
    read_others: Callable[[], Iterable[Facts]],
) -> None:
    """Raise UsageError for the first name in ``asked`` that no article has."""
    others: list[Facts] | None = None
    for names, (message, kind) in zip(asked, _WANTING, strict=False):
        if not names:
            continue
        known = NameCounts(getattr(facts, kind) for facts in found.values())
        if all(name in known for name in names):
            continue
        if others is None:
            others = list(read_others())
        facts = [*found.values(), *others]
        known = NameCounts(getattr(one, kind) for one in facts)
        for name in names:
            if name not in known:
                raise _unknown(message, name, known.nearest(name), _LISTS[kind])


def _unknown(
    message: Message, name: str, nearest: Sequence[str], command: str
) -> UsageError:
    return UsageError(
        Message(message.template, name=name),
        hint=name_nearest(nearest, Message("`{command}` lists them", command=command)),
    )


def name_nearest(nearest: Sequence[str], otherwise: str) -> str:
    """Return a hint that offers the ``nearest`` names, ``otherwise`` without any."""
    if not nearest:
        return otherwise
    return Message("did you mean {name}?", name=join(Message(" or "), nearest))


def _make_test(demands: Demands) -> Callable[[Facts], bool]:
    """Return what says whether facts meet ``demands``; the text has been looked at."""
    keys: dict[str, str] = {}

    def fold_all(names: Iterable[str]) -> set[str]:
        for name in names:
            if name not in keys:
                keys[name] = fold_name(name)
        return {keys[name] for name in names}

    authors, topics, no_authors, no_topics = map(fold_all, demands.names())

    def meets(facts: Facts) -> bool:
        by, about = fold_all(facts.authors), fold_all(facts.topics)
        return (
            (not authors or not authors.isdisjoint(by))
            and (not topics or not topics.isdisjoint(about))
            and no_authors.isdisjoint(by)
            and no_topics.isdisjoint(about)
            and demands.script in (None, facts.script)
            and demands.exclude_script != facts.script
            and facts.characters >= (demands.min_characters or 0)
            and (
                demands.max_characters is None
                or facts.characters <= demands.max_characters
            )
            and demands.has_pictures in (None, facts.pictures > 0)
        )

    return meets
