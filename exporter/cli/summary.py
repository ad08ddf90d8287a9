"""What a person reads when a run is over, and what the report file says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from exporter import __version__
from exporter.cli.console import say
from exporter.errors import ExportError
from exporter.model import ArticleHeader, LeftOut, Location, Problem
from exporter.output import write_text

STDOUT = "-"
_SHOWN_KINDS = 12
_SHOWN_EXAMPLES = 3
_SHOWN_EDITIONS = 5
_SHOWN_RULES = 5
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class MadeBook:
    """A finished book: its file ("-" for standard output) and what it holds."""

    path: str
    title: str
    articles: int
    images: int
    size_bytes: int


@dataclass(slots=True)
class Outcome:
    """What a run has come to; it is filled in as the run goes on.

    ``superseded`` pairs each edition left out with the one kept; ``left_out``
    is what is no part of an article, by where the article lies; ``pictures``
    is set where they alone are wanted.
    """

    books: Sequence[MadeBook] = ()
    headers: Sequence[ArticleHeader] = ()
    superseded: Sequence[tuple[ArticleHeader, ArticleHeader]] = ()
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[Location, tuple[LeftOut, ...]] = field(default_factory=dict)
    pictures: Mapping[str, object] | None = None


def print_summary(outcome: Outcome) -> None:
    """Say what was made and what was left out."""
    for book in outcome.books:
        counts = f"{count(book.articles, 'article')}, {count(book.images, 'picture')}"
        say(f"{book.title}: {counts}, {book.size_bytes / _MB:.1f} MB")
    if len(outcome.books) > 1:
        say("  in several volumes: --max-size none makes one file of them")
    _print_superseded(outcome.superseded)
    _print_left_out(outcome)


def print_problems(problems: Sequence[Problem], *, more: str = "") -> None:
    """Print the problems, those alike together, with the first of each.

    ``more`` says where the others are, if not all are shown.
    """
    if not problems:
        return
    say(f"{count(len(problems), 'problem')}:")
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, problem.what), []).append(problem)
    shown = 0
    for group in list(alike.values())[:_SHOWN_KINDS]:
        first = group[0]
        if len(group) > 1:
            say(f"  {len(group)} times: {first.what}; {first.done}")
        for problem in group[:_SHOWN_EXAMPLES]:
            article = f" [{problem.article}]" if problem.article else ""
            text = f": {first.what}; {first.done}" if len(group) == 1 else ""
            indent = "  " if len(group) == 1 else "    "
            say(f"{indent}{problem.where}{article}{text}")
            shown += 1
    if shown < len(problems):
        left = len(problems) - shown
        say(f"  and {left} more" + (f": {more}" if more else ""))


def where_all_are(report: Path | None) -> str:
    """Return where all problems are told, for a summary that shows only some."""
    return f"all are in {report}" if report else "--report FILE lists them all"


def write_report(path: Path, outcome: Outcome) -> None:
    """Write everything the summary knows to ``path`` as JSON."""
    report: dict[str, object] = {
        "dwexport": __version__,
        "books": [asdict(book) for book in outcome.books],
        "articles": [
            {
                "id": h.id,
                "path": h.location.display,
                "title": h.title,
                "url": h.url,
                "left_out": [asdict(x) for x in outcome.left_out.get(h.location, ())],
            }
            for h in outcome.headers
        ],
        "left_out": _count_left_out(outcome),
        "superseded": [
            {"id": old.id, "path": old.location.display, "kept": new.location.display}
            for old, new in outcome.superseded
        ],
        "problems": [asdict(problem) for problem in outcome.problems],
    }
    if outcome.pictures is not None:
        report["pictures"] = outcome.pictures
    write_text(path, json.dumps(report, ensure_ascii=False, indent=1) + "\n")


def _print_superseded(
    superseded: Sequence[tuple[ArticleHeader, ArticleHeader]],
) -> None:
    if not superseded:
        return
    say(
        f"{count(len(superseded), 'older edition')} left out, the newest kept "
        "(--editions all keeps every one):"
    )
    for old, new in superseded[:_SHOWN_EDITIONS]:
        say(f"  {old.id}: {old.location.display} gave way to {new.location.display}")
    if len(superseded) > _SHOWN_EDITIONS:
        say(f"  and {len(superseded) - _SHOWN_EDITIONS} more")


def _print_left_out(outcome: Outcome) -> None:
    """Say on one line, by rule, how much was no part of an article."""
    counts = list(_count_left_out(outcome).items())
    if not counts:
        return
    kinds = [f"{rule.replace('-', ' ')} {n:,}" for rule, n in counts[:_SHOWN_RULES]]
    if len(counts) > _SHOWN_RULES:
        kinds.append(f"of other kinds {sum(n for _, n in counts[_SHOWN_RULES:]):,}")
    say(f"left out, as no part of the articles: {', '.join(kinds)}")


def _count_left_out(outcome: Outcome) -> dict[str, int]:
    """Return how often each rule left something out, the most frequent first."""
    rules = Counter(x.rule for found in outcome.left_out.values() for x in found)
    return dict(sorted(rules.items(), key=lambda item: (-item[1], item[0])))


def strict_error(
    problems: Sequence[Problem], instead: str, *, hint: str
) -> ExportError:
    """Return the error that --strict makes of problems."""
    number = count(len(problems), "problem")
    return ExportError(f"{number}, and --strict was given: {instead}", hint=hint)


def count(number: int, thing: str) -> str:
    """Return ``1 article``, ``2 articles``, ``2 addresses``."""
    ending = "es" if thing.endswith("s") else "s"
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}{ending}"
