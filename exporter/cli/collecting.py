"""``dwexport images``: the pictures of a selection, got for books made later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from exporter.cli.choosing import choose_articles
from exporter.cli.console import say
from exporter.cli.fetching import fetch_options, keep_limit
from exporter.cli.options import ChoosingOptions, RunArguments
from exporter.cli.picture_options import FetchArguments
from exporter.cli.progress import make_progress
from exporter.cli.summary import (
    Outcome,
    count,
    print_problems,
    strict_error,
    where_all_are,
    write_report,
)
from exporter.cli.targets import check_report
from exporter.errors import EXIT_COMPLETE, EXIT_WITH_PROBLEMS, ExportError
from exporter.images import Gathered, ImageOptions, gather_images, hold_store
from exporter.model import ArticleHeader, Image, Problem, image_refs, split_key
from exporter.progress import Progress
from exporter.reading import start_reading
from exporter.urls import shorten_data_url

_MB = 1_000_000
# An archive of 20,000 articles need not be in memory for its pictures.
_ARTICLES_AT_ONCE = 1_000
_LEFT_OUT = "a book has a placeholder in its place"


def collect_images(
    choosing: ChoosingOptions, fetch: FetchArguments, run: RunArguments
) -> int:
    """Get the pictures of the articles chosen; return the exit code.

    The report is written whatever becomes of them, for it tells why.
    """
    if run.report is not None:
        check_report(str(run.report))
    options = fetch_options(fetch, choosing.cache_dir)
    outcome = Outcome()
    progress = make_progress(quiet=run.quiet)
    try:
        gathered = _collect(choosing, options, outcome, progress)
        if run.strict and outcome.problems:
            raise strict_error(
                outcome.problems,
                "what could be got is kept",
                hint="--report FILE lists what is missing, and why",
            )
    except ExportError:
        progress.finish()
        print_problems(outcome.problems, more=where_all_are(run.report))
        _report(run, outcome)
        raise
    finally:
        progress.finish()
        keep_limit(options, progress)
    if not run.quiet:
        _print_counts(gathered)
    print_problems(outcome.problems, more=where_all_are(run.report))
    _report(run, outcome)
    return EXIT_WITH_PROBLEMS if outcome.problems else EXIT_COMPLETE


def _collect(
    choosing: ChoosingOptions,
    options: ImageOptions,
    outcome: Outcome,
    progress: Progress,
) -> Gathered:
    """Walk from the options to the pictures; ``outcome`` takes what comes of it."""
    chosen = choose_articles(
        choosing, now=datetime.now(UTC), problems=outcome.problems, progress=progress
    )
    headers = chosen.selected.headers
    outcome.headers = headers
    outcome.superseded = chosen.selected.superseded
    wanted = _read_wanted(headers, outcome.problems, progress)
    with hold_store(options.store_dir):
        gathered = gather_images(
            wanted,
            options=options,
            problems=outcome.problems,
            progress=progress,
            pages={header.id: header.url for header in headers},
        )
        outcome.pictures = _describe(gathered)
    outcome.problems[:] = [
        replace(problem, done=_LEFT_OUT) if problem.code == "image-missing" else problem
        for problem in outcome.problems
    ]
    return gathered


def _read_wanted(
    headers: Sequence[ArticleHeader], problems: list[Problem], progress: Progress
) -> list[tuple[str, str]]:
    """Return every picture's address with its article, those without left out."""
    wanted: list[tuple[str, str]] = []
    for start in range(0, len(headers), _ARTICLES_AT_ONCE):
        part = headers[start : start + _ARTICLES_AT_ONCE]
        for article in start_reading(part).finish(problems, progress):
            refs = image_refs(article)
            wanted += [(ref.key, article.header.id) for ref in refs if ref.url]
    return wanted


def _print_counts(gathered: Gathered) -> None:
    ways = [
        f"{gathered.network:,} downloaded ({gathered.network_bytes / _MB:.1f} MB)",
        f"{gathered.store:,} there already",
        f"{gathered.mirror:,} in the mirror",
        f"{gathered.article:,} in the articles themselves",
        f"{gathered.missing:,} missing",
    ]
    shown = [way for way in ways if not way.startswith("0 ")]
    total = count(len(gathered.outcomes), "picture")
    say(f"{total}: {', '.join(shown)}" if shown else total)
    if gathered.enlarged:
        say(f"  {gathered.enlarged:,} in a larger form than the archived one")


def _describe(gathered: Gathered) -> dict[str, Any]:
    """Return what a report tells of the pictures."""
    images = [
        {
            "url": shorten_data_url(split_key(key)[0]),
            "file": str(image.path),
            "media_type": image.media_type,
            "width_px": image.width_px,
            "height_px": image.height_px,
            "size_bytes": image.size_bytes,
            "sha256": image.sha256,
        }
        for key, image in gathered.outcomes.items()
        if isinstance(image, Image)
    ]
    return {
        "wanted": len(gathered.outcomes),
        "downloaded": gathered.network,
        "downloaded_bytes": gathered.network_bytes,
        "there_already": gathered.store,
        "in_the_mirror": gathered.mirror,
        "in_the_articles": gathered.article,
        "missing": gathered.missing,
        "enlarged": gathered.enlarged,
        "images": images,
    }


def _report(run: RunArguments, outcome: Outcome) -> None:
    if run.report is not None:
        write_report(run.report, outcome)
