"""``dwexport list``: the articles chosen, as a table, JSON or paths."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from exporter.cli.choosing import choose_articles
from exporter.cli.console import put, put_text
from exporter.cli.options import ChoosingOptions, ListArguments
from exporter.cli.summary import print_problems
from exporter.errors import EXIT_COMPLETE, EXIT_WITH_PROBLEMS, ExportError, UsageError
from exporter.model import ArticleHeader, Problem
from exporter.periods import local_time
from exporter.progress import SilentProgress

_ALIGNED = 3  # the columns before the title


def list_articles(choosing: ChoosingOptions, listing: ListArguments) -> int:
    """Print the articles chosen; return the exit code."""
    if listing.json and listing.paths_only:
        raise UsageError("--json and --paths exclude each other", hint="use one")
    if listing.null and not listing.paths_only:
        raise UsageError("--null goes with --paths", hint="add --paths")
    problems: list[Problem] = []
    try:
        chosen = choose_articles(
            choosing,
            now=datetime.now(UTC),
            problems=problems,
            progress=SilentProgress(),
        )
    except ExportError:
        print_problems(problems)
        raise
    headers = chosen.selected.headers
    if listing.json:
        _print_json(headers)
    elif listing.paths_only:
        _print_paths(headers, null=listing.null)
    else:
        _print_table(headers, chosen.timezone)
    print_problems(problems)
    return EXIT_WITH_PROBLEMS if problems else EXIT_COMPLETE


def _print_table(headers: Sequence[ArticleHeader], timezone: tzinfo) -> None:
    """Print id, time, outlet and title, one article a line."""
    rows = [
        (
            header.id,
            _minute(local_time(header.published, timezone)),
            header.outlet.name,
            header.title,
        )
        for header in headers
    ]
    widths = [max(_columns(row[n]) for row in rows) for n in range(_ALIGNED)]
    lines = []
    for row in rows:
        aligned = [_pad(row[n], widths[n]) for n in range(_ALIGNED)]
        lines.append("  ".join([*aligned, *row[_ALIGNED:]]) + "\n")
    put_text("".join(lines))


def _print_json(headers: Sequence[ArticleHeader]) -> None:
    rows = [
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
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    put((text + "\n").encode("utf-8", "backslashreplace"))


def _print_paths(headers: Sequence[ArticleHeader], *, null: bool) -> None:
    """Print paths; one with a line break is escaped unless NULs end them."""
    for header in headers:
        location = header.location
        if null:
            member = f"!{location.member}" if location.member else ""
            put(os.fsencode(location.path + member) + b"\0")
        else:
            put(location.display.encode("utf-8", "backslashreplace") + b"\n")


def _minute(time: datetime) -> str:
    """Return ``2024-06-18 14:30``; strftime knows no year 0001."""
    return time.replace(tzinfo=None).isoformat(" ", "minutes")


def _columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))
