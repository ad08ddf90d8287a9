"""``dwexport epub`` and ``pdf``: choose, have it made, and say how it went."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporter.cli.choosing import choose_articles
from exporter.cli.console import ReaderGoneError, is_terminal, put
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    EpubArguments,
    PdfArguments,
    RunArguments,
)
from exporter.cli.picture_options import FetchArguments, PictureArguments
from exporter.cli.progress import make_progress
from exporter.cli.sizes import read_size
from exporter.cli.summary import (
    STDOUT,
    Outcome,
    print_problems,
    print_summary,
    where_all_are,
    write_report,
)
from exporter.cli.targets import (
    EPUB,
    PDF,
    BookKind,
    check_book,
    check_current_folder,
    check_report,
)
from exporter.errors import (
    EXIT_COMPLETE,
    EXIT_WITH_PROBLEMS,
    ExportError,
    UsageError,
)
from exporter.progress import Progress
from exporter.reading import start_reading
from exporter.screens import read_screen

if TYPE_CHECKING:
    from exporter.pdf.options import PdfOptions


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made, of what, and how; one of ``epub`` and ``pdf`` is set."""

    choosing: ChoosingOptions
    book: BookArguments
    pictures: PictureArguments
    fetch: FetchArguments
    run: RunArguments
    epub: EpubArguments | None = None
    pdf: PdfArguments | None = None

    @property
    def kind(self) -> BookKind:
        """Return the kind of book that is wanted."""
        return PDF if self.pdf else EPUB


def export_epub(
    choosing: ChoosingOptions,
    book: BookArguments,
    epub: EpubArguments,
    pictures: PictureArguments,
    fetch: FetchArguments,
    run: RunArguments,
) -> int:
    """Make the book or its volumes; return the exit code."""
    book = replace(book, output=os.path.expanduser(book.output))  # noqa: PTH111
    return _export(Job(choosing, book, pictures, fetch, run, epub=epub))


def export_pdf(
    choosing: ChoosingOptions,
    book: BookArguments,
    pdf: PdfArguments,
    pictures: PictureArguments,
    fetch: FetchArguments,
    run: RunArguments,
) -> int:
    """Make the book; return the exit code."""
    book = replace(book, output=os.path.expanduser(book.output))  # noqa: PTH111
    return _export(Job(choosing, book, pictures, fetch, run, pdf=pdf))


def _export(job: Job) -> int:
    """Have the job done, and tell how it went.

    The report is written whatever becomes of the book, for it tells why.
    """
    run = job.run
    _check_targets(job)
    outcome = Outcome()
    progress = make_progress(quiet=run.quiet)
    try:
        _make(job, outcome, progress)
    except ExportError:
        progress.finish()
        print_problems(outcome.problems, more=where_all_are(run.report))
        if run.report is not None:
            write_report(run.report, outcome)
        raise
    finally:
        progress.finish()
    if not run.quiet:
        print_summary(outcome)
    print_problems(outcome.problems, more=where_all_are(run.report))
    with contextlib.suppress(ReaderGoneError):  # the book is there all the same
        for made in outcome.books:
            if made.path != STDOUT:
                put(os.fsencode(made.path) + b"\n")
    if run.report is not None:
        write_report(run.report, outcome)
    return EXIT_WITH_PROBLEMS if outcome.problems else EXIT_COMPLETE


def _check_targets(job: Job) -> None:
    """Refuse, before any long work, targets that cannot or should not be written."""
    book, run = job.book, job.run
    if book.output == STDOUT:
        put(b"")  # raises where standard output is closed
        if is_terminal(sys.stdout):
            raise UsageError(
                "a book is no text for a terminal",
                hint=f"dwexport {job.kind.command} … -o - > book.{job.kind.command}",
            )
    elif book.output:
        check_book(book.output, job.kind)
    else:
        check_current_folder()
    if run.report is not None:
        check_report(str(run.report))
        if book.output and os.path.abspath(book.output) == os.path.abspath(run.report):  # noqa: PTH100
            raise UsageError(
                "-o and --report name the same file", hint="give each its own"
            )


def _make(job: Job, outcome: Outcome, progress: Progress) -> None:
    """Walk from the options to the books; ``outcome`` takes what comes of it."""
    max_bytes = read_size(job.epub.max_size) if job.epub else None
    _check_early(job)
    pdf = _read_pdf_options(job.pdf) if job.pdf else None
    chosen = choose_articles(
        job.choosing,
        now=datetime.now(UTC),
        problems=outcome.problems,
        progress=progress,
    )
    outcome.headers = chosen.selected.headers
    outcome.superseded = chosen.selected.superseded
    reading = start_reading(chosen.selected.headers)
    # The later stages are loaded while the articles are being read.
    from exporter.cli.making import Making, build_options, make_books

    options = build_options(job, chosen, pdf, max_bytes)
    making = Making(options, job.book.output, job.kind, pdf)
    outcome.books = make_books(
        reading, making, outcome, progress, strict=job.run.strict
    )


def _check_early(job: Job) -> None:
    """Refuse before any long work what cannot be read.  Raises UsageError."""
    read_size(job.fetch.max_cache, "--max-cache")
    if job.epub:
        read_screen(job.epub.device)


def _read_pdf_options(pdf: PdfArguments) -> PdfOptions:
    from exporter.cli.printing import read_pdf_options

    return read_pdf_options(pdf)
