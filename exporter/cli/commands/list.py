"""``dwexport list``: lists the chosen articles as a table, JSON or paths."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from exporter.cli.command import Command
from exporter.cli.console import put, put_text
from exporter.cli.history_options import HistoryOptions
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import ChoosingOptions, ListArguments
from exporter.cli.story_options import DedupeOptions
from exporter.cli.widths import columns_of
from exporter.dates import local_time
from exporter.errors import EXIT_COMPLETE, EXIT_WITH_PROBLEMS, ExportError, UsageError
from exporter.words import Message

if TYPE_CHECKING:
    from exporter.alternatives import Dedupe
    from exporter.journal import Journal, Twin
    from exporter.model import ArticleHeader

_EPILOG = """\
Examples:

\b
  dwexport list --last 7d
  dwexport list --since 2024-06 --source dw --json
  dwexport list --last 2d --twins
  dwexport list --since 2024-06 --paths -0 | xargs -0 grep -l 北约
"""


def _run(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    dedupe: DedupeOptions,
    listing: ListArguments,
) -> int:
    """List the articles that the same options would put into a book.

    Each row begins with the article's id, so that rows can be filtered and
    handed to `dwexport epub --from -`.
    """
    from exporter.cli.choice import read_choice
    from exporter.cli.summary import print_name_use, print_problems, print_twins
    from exporter.journal import Journal
    from exporter.selection import choose_articles

    if listing.json and listing.paths_only:
        raise UsageError(
            Message("--json and --paths exclude each other"), hint=Message("use one")
        )
    if listing.null and not listing.paths_only:
        raise UsageError(
            Message("--null goes with --paths"), hint=Message("add --paths")
        )
    journal = Journal()
    try:
        choice = read_choice(choosing, matching, history, now=datetime.now(UTC))
        choose_articles(choice, journal)
        if listing.twins or dedupe.dedupe != "none":
            _find_twins(dedupe.dedupe, journal)
    except ExportError:
        print_problems(journal.problems)
        raise
    headers = journal.headers
    twins = {twin.header: twin for twin in journal.twins} if listing.twins else None
    if listing.json:
        _print_json(headers, twins)
    elif listing.paths_only:
        _print_paths(headers, null=listing.null)
    else:
        _print_table(headers, choice.timezone, twins)
    print_name_use(journal, choice.timezone)
    print_twins(replace(journal, twins=()))
    print_problems(journal.problems)
    return EXIT_WITH_PROBLEMS if journal.problems else EXIT_COMPLETE


def _find_twins(dedupe: Dedupe, journal: Journal) -> None:
    """Read the journal's articles; record their twins, or leave those out."""
    from exporter.stories import choose_tellers

    journal.headers = choose_tellers(journal.headers, dedupe, journal)


def _print_table(
    headers: Sequence[ArticleHeader],
    timezone: tzinfo,
    twins: Mapping[ArticleHeader, Twin] | None,
) -> None:
    """Print id, time, outlet and title, one article a line.

    With ``twins`` the articles that tell the same come before the title.
    """
    rows = [
        (
            header.id,
            _minute(local_time(header.published, timezone)),
            header.outlet.name,
            *(() if twins is None else (_name_twin(twins.get(header)),)),
            header.title,
        )
        for header in headers
    ]
    if not rows:
        return
    columns = len(rows[0]) - 1
    widths = [max(columns_of(row[n]) for row in rows) for n in range(columns)]
    lines = []
    for row in rows:
        aligned = [_pad(row[n], widths[n]) for n in range(columns)]
        lines.append("  ".join([*aligned, row[-1]]) + "\n")
    put_text("".join(lines))


def _name_twin(twin: Twin | None) -> str:
    return f"= {twin.preferred.id} {twin.percent}%" if twin else ""


def _print_json(
    headers: Sequence[ArticleHeader], twins: Mapping[ArticleHeader, Twin] | None
) -> None:
    rows: list[dict[str, object]] = [
        {
            "id": header.id,
            "published": header.published.isoformat().replace("+00:00", "Z"),
            "outlet": header.outlet.code,
            "title": header.title,
            "url": header.url,
            "path": header.location.display,
        }
        for header in headers
    ]
    if twins is not None:
        for header, row in zip(headers, rows, strict=True):
            twin = twins.get(header)
            row["twin_of"] = twin and {
                "id": twin.preferred.id,
                "path": twin.preferred.location.display,
                "alike": round(twin.alike, 3),
            }
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    put((text + "\n").encode("utf-8", "backslashreplace"))


def _print_paths(headers: Sequence[ArticleHeader], *, null: bool) -> None:
    """Print paths; if NULs do not end them, line breaks in them are escaped."""
    for header in headers:
        location = header.location
        if null:
            member = f"!{location.member}" if location.member else ""
            put(os.fsencode(location.path + member) + b"\0")
        else:
            put(location.display.encode("utf-8", "backslashreplace") + b"\n")


def _minute(time: datetime) -> str:
    """Return ``2024-06-18 14:30``, without strftime, which fails for the year 0001."""
    return time.replace(tzinfo=None).isoformat(" ", "minutes")


def _pad(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


COMMAND = Command(
    "list",
    _run,
    (ChoosingOptions, MatchingOptions, HistoryOptions, DedupeOptions, ListArguments),
    _EPILOG,
)
