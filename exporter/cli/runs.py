"""A run of a command: shows its progress, and reports its journal at the end."""

from __future__ import annotations

from collections.abc import Callable

from exporter.cli.options import RunArguments
from exporter.cli.progress import make_progress
from exporter.cli.summary import print_problems, where_all_are, write_report
from exporter.errors import EXIT_COMPLETE, EXIT_WITH_PROBLEMS, ExportError
from exporter.journal import Journal


def run_with_journal(
    work: Callable[[Journal], None],
    run: RunArguments,
    *,
    announce: Callable[[Journal], None] | None = None,
) -> int:
    """Do ``work``, report its problems, and return the exit code.

    ``announce`` tells other programs what was made.  The report is written even if the
    work fails, because it tells why.  Raises the ExportError that ended the work.
    """
    journal = Journal(progress=make_progress(quiet=run.quiet))
    try:
        work(journal)
    except ExportError:
        journal.progress.finish()
        _tell_problems(journal, run)
        _report(journal, run)
        raise
    finally:
        journal.progress.finish()
    _tell_problems(journal, run)
    if announce is not None:
        announce(journal)
    _report(journal, run)
    return EXIT_WITH_PROBLEMS if journal.problems else EXIT_COMPLETE


def _tell_problems(journal: Journal, run: RunArguments) -> None:
    print_problems(journal.problems, more=where_all_are(run.report))


def _report(journal: Journal, run: RunArguments) -> None:
    if run.report is not None:
        write_report(run.report, journal)
