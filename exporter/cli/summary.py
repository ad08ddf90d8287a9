"""What a person reads when a run is over, and what the report file says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from exporter import __version__
from exporter.cli.console import say
from exporter.journal import Journal
from exporter.model import ArticleHeader, Problem
from exporter.output import write_text

STDOUT = "-"
_SHOWN_KINDS = 12
_SHOWN_EXAMPLES = 3
_SHOWN_EDITIONS = 5
_SHOWN_RULES = 5
_MB = 1_000_000


def print_summary(journal: Journal) -> None:
    """Say what was made and what was left out."""
    for book in journal.books:
        counts = f"{count(book.articles, 'article')}, {count(book.images, 'picture')}"
        say(f"{book.title}: {counts}, {book.size_bytes / _MB:.1f} MB")
    if len(journal.books) > 1:
        say("  in several volumes: --max-size none makes one file of them")
    _print_superseded(journal.superseded)
    _print_left_out(journal)


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


def write_report(path: Path, journal: Journal) -> None:
    """Write everything the summary knows to ``path`` as JSON."""
    report: dict[str, object] = {
        "dwexport": __version__,
        "books": [asdict(book) for book in journal.books],
        "articles": [
            {
                "id": h.id,
                "path": h.location.display,
                "title": h.title,
                "url": h.url,
                "left_out": [asdict(x) for x in journal.left_out.get(h.location, ())],
            }
            for h in journal.headers
        ],
        "left_out": _count_left_out(journal),
        "superseded": [
            {"id": old.id, "path": old.location.display, "kept": new.location.display}
            for old, new in journal.superseded
        ],
        "problems": [asdict(problem) for problem in journal.problems],
    }
    if journal.images is not None:
        report["pictures"] = journal.images
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


def _print_left_out(journal: Journal) -> None:
    """Say on one line, by rule, how much was no part of an article."""
    counts = list(_count_left_out(journal).items())
    if not counts:
        return
    kinds = [f"{rule.replace('-', ' ')} {n:,}" for rule, n in counts[:_SHOWN_RULES]]
    if len(counts) > _SHOWN_RULES:
        kinds.append(f"of other kinds {sum(n for _, n in counts[_SHOWN_RULES:]):,}")
    say(f"left out, as no part of the articles: {', '.join(kinds)}")


def _count_left_out(journal: Journal) -> dict[str, int]:
    """Return how often each rule left something out, the most frequent first."""
    rules = Counter(x.rule for found in journal.left_out.values() for x in found)
    return dict(sorted(rules.items(), key=lambda item: (-item[1], item[0])))


def count(number: int, thing: str) -> str:
    """Return ``1 article``, ``2 articles``, ``2 addresses``."""
    ending = "es" if thing.endswith("s") else "s"
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}{ending}"
