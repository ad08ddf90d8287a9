"""``dwexport epub``."""

from __future__ import annotations

from exporter.cli.command import Command
from exporter.cli.history_options import HistoryOptions
from exporter.cli.image_options import FetchArguments, ImageArguments
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    EpubArguments,
    RunArguments,
)
from exporter.cli.shape_options import ShapeOptions
from exporter.cli.story_options import DedupeOptions, StoryOptions

_EPILOG = """\
Examples:

\b
  One month, and nothing else:
    dwexport epub --since 2024-06 --until 2024-06
  The last two weeks of two outlets:
    dwexport epub --last 2w --source dw --source bbc
  These files and folders:
    dwexport epub 1026101.md more/ -o reader.epub
  What a filter chose:
    dwexport list --json | jq -r '.[].id' | dwexport epub --from -
  For an e-ink screen of 7 inches:
    dwexport epub --last 1m --device 7in --gray
  Small, and without the network:
    dwexport epub --since 2024-06 --offline --images none

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""


def _run(
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    book: BookArguments,
    shape: ShapeOptions,
    epub: EpubArguments,
    images: ImageArguments,
    fetch: FetchArguments,
    dedupe: DedupeOptions,
    stories: StoryOptions,
    run: RunArguments,
) -> int:
    """Make an EPUB of the articles chosen, for any e-reader."""
    from exporter.cli.books import run_export
    from exporter.cli.formats import read_epub_format

    return run_export(
        read_epub_format(epub),
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
    "epub",
    _run,
    (
        ChoosingOptions,
        MatchingOptions,
        HistoryOptions,
        BookArguments,
        ShapeOptions,
        EpubArguments,
        ImageArguments,
        FetchArguments,
        DedupeOptions,
        StoryOptions,
        RunArguments,
    ),
    _EPILOG,
)
