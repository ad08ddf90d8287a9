"""``dwexport topics``, ``authors`` and ``sources``: names to choose by, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from exporter.cli.choice import read_choice
from exporter.cli.console import put_json, put_text, say
from exporter.cli.history_options import HistoryOptions
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import ChoosingOptions, CountArguments
from exporter.cli.progress import make_progress
from exporter.cli.summary import print_problems
from exporter.errors import EXIT_COMPLETE, EXIT_WITH_PROBLEMS, ExportError
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location
from exporter.search import Facts, NameCounts, find_facts
from exporter.selection import Choice, choose_articles
from exporter.words import Message, count_articles

Row = tuple[dict[str, str], int]


def print_counts(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    counting: CountArguments,
    tally: Callable[[Choice, Journal], list[Row]],
    number_of: Callable[[int], Message],
) -> int:
    """Print the rows of ``tally`` for the articles chosen; return the exit code.

    A row holds what names one thing and its number of articles.  ``number_of`` says how
    many rows there are.  Raises the ExportError that ended the choice.
    """
    journal = Journal(progress=make_progress(quiet=False))
    try:
        rows = tally(
            read_choice(choosing, matching, history, now=datetime.now(UTC)), journal
        )
    except ExportError:
        print_problems(journal.problems)
        raise
    finally:
        journal.progress.finish()
    if counting.json:
        put_json([{**names, "articles": number} for names, number in rows])
    else:
        _print_table(rows)
    say(
        Message(
            "{names} in {articles}",
            names=number_of(len(rows)),
            articles=count_articles(len(journal.headers)),
        )
    )
    print_problems(journal.problems)
    return EXIT_WITH_PROBLEMS if journal.problems else EXIT_COMPLETE


def tally_names(
    names_of: Callable[[Facts], tuple[str, ...]], choice: Choice, journal: Journal
) -> list[Row]:
    """Return the names in the bodies of the articles, the most frequent first."""
    headers = choose_articles(choice, journal).headers
    facts: Mapping[Location, Facts] = find_facts(
        headers, journal, cache_dir=choice.cache_dir
    )
    counts = NameCounts(names_of(one) for one in facts.values())
    return [({"name": name}, number) for name, number in counts.most_frequent()]


def tally_sources(choice: Choice, journal: Journal) -> list[Row]:
    """Return the outlets of the articles chosen, those with most articles first."""
    headers: Sequence[ArticleHeader] = choose_articles(choice, journal).headers
    counts = Counter((h.outlet.code, h.outlet.name) for h in headers)
    return [
        ({"outlet": code, "name": name}, number)
        for (code, name), number in sorted(
            counts.items(), key=lambda item: (-item[1], item[0])
        )
    ]


def _print_table(rows: Sequence[Row]) -> None:
    width = max((len(f"{number:,}") for _, number in rows), default=0)
    lines = [
        f"{number:>{width},}  {'  '.join(dict.fromkeys(names.values()))}\n"
        for names, number in rows
    ]
    put_text("".join(lines))
