"""``dwexport authors``: the authors of the articles chosen, with counts."""

from __future__ import annotations

from exporter.cli.command import Command
from exporter.cli.history_options import HistoryOptions
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import ChoosingOptions, CountArguments
from exporter.words import Message, count

_EPILOG = """\
Examples:

\b
  dwexport authors --source dw
  dwexport authors --since 2024 --json
"""


def _run(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    counting: CountArguments,
) -> int:
    """List the authors of the articles chosen, the most frequent first.

    `--author NAME` takes any of them.
    """
    from functools import partial

    from exporter.cli.counts import print_counts, tally_names

    tally = partial(tally_names, lambda facts: facts.authors)
    return print_counts(choosing, matching, history, counting, tally, _number_of)


def _number_of(number: int) -> Message:
    return count("1 author", "{number:,} authors", number)


COMMAND = Command(
    "authors",
    _run,
    (ChoosingOptions, MatchingOptions, HistoryOptions, CountArguments),
    _EPILOG,
)
