"""``dwexport pdf``."""

from __future__ import annotations

from exporter.cli.command import Command
from exporter.cli.history_options import HistoryOptions
from exporter.cli.image_options import FetchArguments, ImageArguments
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    PdfArguments,
    RunArguments,
)
from exporter.cli.shape_options import ShapeOptions
from exporter.cli.story_options import DedupeOptions, StoryOptions

_EPILOG = """\
Examples:

\b
  The last week as a briefing, on A4:
    dwexport pdf --last 7d -o week.pdf
  Two columns, for a printer without colours:
    dwexport pdf --last 7d --columns 2 --gray
  A book with indexes:
    dwexport pdf --since 2024-06 --until 2024-06 --layout book --index
  With larger pictures than the archive's, where there are any:
    dwexport pdf --last 7d --layout book --image-quality print
  For the screen of an e-reader:
    dwexport pdf --last 7d --layout book --paper 6in --font-size 11

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""


def _run(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    book: BookArguments,
    shape: ShapeOptions,
    pdf: PdfArguments,
    images: ImageArguments,
    fetch: FetchArguments,
    dedupe: DedupeOptions,
    stories: StoryOptions,
    run: RunArguments,
) -> int:
    """Make a PDF of the articles chosen, to print or to read page by page."""
    from exporter.cli.books import run_export
    from exporter.cli.formats import read_pdf_format

    return run_export(
        read_pdf_format(pdf),
        choosing,
        matching,
        history,
        book,
        shape,
        images,
        fetch,
        dedupe,
        stories,
        run,
    )


COMMAND = Command(
    "pdf",
    _run,
    (
        ChoosingOptions,
        MatchingOptions,
        HistoryOptions,
        BookArguments,
        ShapeOptions,
        PdfArguments,
        ImageArguments,
        FetchArguments,
        DedupeOptions,
        StoryOptions,
        RunArguments,
    ),
    _EPILOG,
)
