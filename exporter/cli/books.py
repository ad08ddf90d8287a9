"""``dwexport epub`` and ``pdf``: from options to a request, and back to words."""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from exporter.book import BookShape, read_split
from exporter.cli.choice import read_choice
from exporter.cli.console import ReaderGoneError, is_terminal, put
from exporter.cli.history_options import HistoryOptions
from exporter.cli.image_options import FetchArguments, ImageArguments
from exporter.cli.images import read_image_options
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import BookArguments, ChoosingOptions, RunArguments
from exporter.cli.runs import run_with_journal
from exporter.cli.shape_options import ShapeOptions
from exporter.cli.story_options import DedupeOptions, StoryOptions
from exporter.cli.summary import STDOUT, print_summary
from exporter.errors import OutputError, UsageError
from exporter.export import export_book
from exporter.formats import Format
from exporter.journal import Journal
from exporter.output import Target, check_book, check_report, check_target
from exporter.request import Request
from exporter.words import Message


def run_export(
    book_format: Format,
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    book: BookArguments,
    shape: ShapeOptions,
    images: ImageArguments,
    fetch: FetchArguments,
    dedupe: DedupeOptions,
    stories: StoryOptions,
    run: RunArguments,
    *,
    wanted: tuple[str, ...] | None = None,
) -> int:
    """Make the book, or its volumes, and report the result; return the exit code.

    ``wanted`` names its articles in place of --from and --pick.
    """
    output = _read_output(book.output, book_format)
    _check_report(run.report, output)
    wanted_shape = BookShape(shape.group, tuple(shape.lead), read_split(shape.split))
    image_options = read_image_options(fetch, choosing.cache_dir)

    def make(journal: Journal) -> None:
        request = Request(
            choice=read_choice(
                choosing, matching, history, now=datetime.now(UTC), wanted=wanted
            ),
            output=output,
            format=book_format,
            title=book.title,
            shape=wanted_shape,
            images=image_options if images.images == "embed" else None,
            font_dir=images.font_dir,
            script=shape.script,
            dedupe=dedupe.dedupe,
            galleries=stories.galleries,
            related=stories.related,
            strict=run.strict,
        )
        export_book(request, journal)
        journal.progress.finish()
        if not run.quiet:
            print_summary(
                journal,
                request.choice.timezone,
                size_splits=request.shape.split is None,
            )

    return run_with_journal(make, run, announce=_print_paths)


def check_options(
    book_format: Format | None,
    book: BookArguments,
    fetch: FetchArguments,
    run: RunArguments,
) -> None:
    """Refuse, before any work, options that ``run_export`` would refuse.

    ``book_format`` None: which book is made is still open.
    """
    output = _read_output(book.output, book_format) if book_format else None
    _check_report(run.report, output)
    read_image_options(fetch, None)


class StandardOutput:
    """Standard output as a stream for a book."""

    def write(self, data: bytes, /) -> None:
        """Write ``data``.  Raises OutputError if the reader has gone."""
        try:
            put(data)
        except ReaderGoneError as error:
            raise OutputError(
                Message(
                    "whoever read the book from standard output went "
                    "away before its end"
                ),
                hint=Message("write it to a file with -o FILE"),
            ) from error


def _read_output(name: str, book_format: Format) -> Target | None:
    """Return where the book goes, None if its name is made from its contents.

    Raises UsageError for a terminal and for a target where no book can be written, and
    ExportError if standard output is closed.
    """
    if not name:
        check_target(None, book_format)
        return None
    if name != STDOUT:
        name = os.path.expanduser(name)  # noqa: PTH111 - leaves ~nobody alone
        check_book(name, book_format)  # as typed: a Path loses a / at its end
        return Path(name)
    put(b"")  # raises if standard output is closed
    if is_terminal(sys.stdout):
        suffix = book_format.suffix
        raise UsageError(
            Message("a book is no text for a terminal"),
            hint=Message("dwexport {suffix} … -o - > book.{suffix}", suffix=suffix),
        )
    return StandardOutput()


def _check_report(report: Path | None, output: Target | None) -> None:
    """Refuse, before any long work, a report that cannot or should not be written."""
    if report is None:
        return
    check_report(str(report))
    if isinstance(output, Path) and output.absolute() == report.absolute():
        raise UsageError(
            Message("-o and --report name the same file"),
            hint=Message("give each its own"),
        )


def _print_paths(journal: Journal) -> None:
    """Print the paths of the books made, for other programs."""
    with contextlib.suppress(ReaderGoneError):  # the books are already made
        for made in journal.books:
            if made.path != STDOUT:
                put(os.fsencode(made.path) + b"\n")
