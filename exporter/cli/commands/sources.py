"""``dwexport sources``: the outlets of the articles chosen, with counts."""

from __future__ import annotations

from exporter.cli.command import Command
from exporter.cli.history_options import HistoryOptions
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import ChoosingOptions, CountArguments
from exporter.words import Message, count

_EPILOG = """\
Examples:

\b
  dwexport sources
  dwexport sources --match 台湾 --json
"""


def _run(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    counting: CountArguments,
) -> int:
    """List the outlets of the articles chosen, those with most articles first.

    `--source OUTLET` takes the code or the name of any of them.
    """
    from exporter.cli.counts import print_counts, tally_sources

    return print_counts(
        choosing, matching, history, counting, tally_sources, _number_of
    )


def _number_of(number: int) -> Message:
    return count("1 outlet", "{number:,} outlets", number)


COMMAND = Command(
    "sources",
    _run,
    (ChoosingOptions, MatchingOptions, HistoryOptions, CountArguments),
    _EPILOG,
)
