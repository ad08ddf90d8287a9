"""``dwexport images``: gets the images of a selection for books made later."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporter.cli.command import Command
from exporter.cli.console import say
from exporter.cli.history_options import HistoryOptions
from exporter.cli.image_options import FetchArguments
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import ChoosingOptions, RunArguments
from exporter.cli.story_options import DedupeOptions
from exporter.words import Message, join

if TYPE_CHECKING:
    from exporter.images import Gathered

_MB = 1_000_000
_EPILOG = """\
Examples:

\b
  Get the pictures of a month, to make its book later without the network:
    dwexport images --since 2024-06 --until 2024-06
  Stop it any time, or after half an hour; it goes on where it was:
    dwexport images --image-minutes 30
  Where the origin is blocked; what is missing goes to a file:
    dwexport images --last 7d --image-host proxy --report missing.json

Exit codes: 0 all are there; 1 failed; 2 wrong usage; 3 some are missing.
"""


def _run(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    fetch: FetchArguments,
    dedupe: DedupeOptions,
    run: RunArguments,
) -> int:
    """Get the pictures of the articles chosen, for books made later.

    They are kept in the cache that all commands share.
    """
    from exporter.cli.choice import read_choice
    from exporter.cli.images import read_image_options
    from exporter.cli.runs import run_with_journal
    from exporter.cli.summary import print_name_use, print_twins
    from exporter.collection import collect_images
    from exporter.journal import Journal
    from exporter.output import check_report

    if run.report is not None:
        check_report(str(run.report))
    options = read_image_options(fetch, choosing.cache_dir)

    def collect(journal: Journal) -> None:
        choice = read_choice(choosing, matching, history, now=datetime.now(UTC))
        gathered = collect_images(
            choice, options, journal, dedupe=dedupe.dedupe, strict=run.strict
        )
        journal.progress.finish()
        if not run.quiet:
            _print_counts(gathered)
            print_name_use(journal, choice.timezone)
            print_twins(journal)

    return run_with_journal(collect, run)


def _print_counts(gathered: Gathered) -> None:
    from exporter.cli.summary import count_images

    ways: list[tuple[int, str]] = [
        (
            gathered.network,
            Message(
                "{number:,} downloaded ({size:.1f} MB)",
                number=gathered.network,
                size=gathered.network_bytes / _MB,
            ),
        ),
        (
            gathered.store,
            Message("{number:,} there already", number=gathered.store),
        ),
        (
            gathered.mirror,
            Message("{number:,} in the mirror", number=gathered.mirror),
        ),
        (
            gathered.article,
            Message("{number:,} in the articles themselves", number=gathered.article),
        ),
        (gathered.missing, Message("{number:,} missing", number=gathered.missing)),
    ]
    shown = [words for number, words in ways if number]
    total = count_images(len(gathered.outcomes))
    if shown:
        total = Message("{total}: {ways}", total=total, ways=join(Message(", "), shown))
    say(total)
    if gathered.enlarged:
        say(
            Message(
                "  {number:,} in a larger form than the archived one",
                number=gathered.enlarged,
            )
        )


COMMAND = Command(
    "images",
    _run,
    (
        ChoosingOptions,
        MatchingOptions,
        HistoryOptions,
        FetchArguments,
        DedupeOptions,
        RunArguments,
    ),
    _EPILOG,
)
