"""``dwexport list``: lists the chosen articles as a table, JSON or paths."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporter.cli.command import Command
from exporter.cli.console import put, say
from exporter.cli.history_options import HistoryOptions
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import ChoosingOptions, ListArguments
from exporter.cli.story_options import DedupeOptions
from exporter.errors import EXIT_COMPLETE, EXIT_WITH_PROBLEMS, ExportError, UsageError
from exporter.words import Message

if TYPE_CHECKING:
    from exporter.alternatives import Dedupe
    from exporter.cli.listing import Listing
    from exporter.journal import Journal
    from exporter.model import ArticleHeader
    from exporter.selection import Choice

_EPILOG = """\
Examples:

\b
  dwexport list --last 7d
  dwexport list --since 2024-06 --source dw --json
  dwexport list --last 2d --twins
  dwexport list --match 朝鲜 --long --sort length
  dwexport list --since 2024-06 --paths -0 | xargs -0 grep -l 北约
"""


def _run(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    dedupe: DedupeOptions,
    form: ListArguments,
) -> int:
    """List the articles that the same options would put into a book.

    Each row begins with the article's id, so that rows can be filtered and
    handed to `dwexport epub --from -`.
    """
    from exporter.cli.choice import read_choice
    from exporter.cli.listing import print_json, print_table, sum_up
    from exporter.cli.summary import print_name_use, print_problems, print_twins
    from exporter.journal import Journal

    _check_forms(form)
    journal = Journal()
    try:
        choice = read_choice(choosing, matching, history, now=datetime.now(UTC))
        listing = _find_articles(choice, form, dedupe.dedupe, journal)
    except ExportError:
        journal.progress.finish()
        print_problems(journal.problems)
        raise
    journal.progress.finish()
    if form.json:
        print_json(listing)
    elif form.paths_only:
        _print_paths(listing.headers, null=form.null)
    else:
        print_table(listing)
    say(sum_up(listing))
    print_name_use(journal, choice.timezone)
    print_twins(replace(journal, twins=()))
    print_problems(journal.problems)
    return EXIT_WITH_PROBLEMS if journal.problems else EXIT_COMPLETE


def _check_forms(form: ListArguments) -> None:
    """Refuse forms that exclude each other."""
    if form.json and form.paths_only:
        raise UsageError(
            Message("--json and --paths exclude each other"), hint=Message("use one")
        )
    if form.null and not form.paths_only:
        raise UsageError(
            Message("--null goes with --paths"), hint=Message("add --paths")
        )


def _find_articles(
    choice: Choice, form: ListArguments, dedupe: Dedupe, journal: Journal
) -> Listing:
    """Return the articles chosen, sorted, with what the form shows of each.

    Progress is shown only if articles are read, because a list is quick without.
    """
    from exporter.cli.listing import Listing, needs_facts, sort_headers
    from exporter.cli.progress import make_progress
    from exporter.search import NO_DEMANDS, find_facts
    from exporter.selection import choose_articles

    wants_facts = form.long or needs_facts(form.sort)
    wants_twins = form.twins or dedupe != "none"
    if wants_facts or wants_twins or choice.selection.demands != NO_DEMANDS:
        journal.progress = make_progress(quiet=False)
    choose_articles(choice, journal)
    if wants_twins:
        _find_twins(dedupe, journal)
    facts = None
    if wants_facts:
        facts = find_facts(journal.headers, journal, cache_dir=choice.cache_dir)
    headers = journal.headers
    if form.sort is not None:
        headers = sort_headers(headers, form.sort, facts)
    return Listing(
        headers,
        choice.timezone,
        facts if form.long else None,
        {twin.header: twin for twin in journal.twins} if form.twins else None,
    )


def _find_twins(dedupe: Dedupe, journal: Journal) -> None:
    """Read the journal's articles; record their twins, or leave those out."""
    from exporter.stories import choose_tellers

    journal.headers = choose_tellers(journal.headers, dedupe, journal)


def _print_paths(headers: Sequence[ArticleHeader], *, null: bool) -> None:
    """Print paths; if NULs do not end them, line breaks in them are escaped."""
    for header in headers:
        location = header.location
        if null:
            member = f"!{location.member}" if location.member else ""
            put(os.fsencode(location.path + member) + b"\0")
        else:
            put(location.display.encode("utf-8", "backslashreplace") + b"\n")


COMMAND = Command(
    "list",
    _run,
    (ChoosingOptions, MatchingOptions, HistoryOptions, DedupeOptions, ListArguments),
    _EPILOG,
)
