"""``dwexport pick``: a full-screen list to pick articles from."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.cli.command import Command
from exporter.cli.console import is_terminal, put_lines, say
from exporter.cli.history_options import HistoryOptions
from exporter.cli.image_options import FetchArguments, ImageArguments
from exporter.cli.matching_options import MatchingOptions
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    EpubArguments,
    PdfArguments,
    RunArguments,
)
from exporter.cli.pick_options import PickArguments
from exporter.cli.shape_options import ShapeOptions
from exporter.cli.story_options import DedupeOptions, StoryOptions
from exporter.errors import EXIT_COMPLETE, UsageError
from exporter.words import Message, count_articles

if TYPE_CHECKING:
    from exporter.alternatives import BookKind
    from exporter.formats import Format

_EPILOG = """\
Examples:

\b
  Mark articles of the last week; Enter makes the book:
    dwexport pick --last 7d
  The same, to go on with another day:
    dwexport pick --last 7d --name weekly
  A book of what is remembered, without the screen:
    dwexport epub --pick weekly
  What is remembered:
    dwexport pick --list

\b
Keys: letters filter the list, / opens the filter line for several words;
Space marks, * all shown; Tab shows what is marked, < and > move it;
Ctrl+G groups, Ctrl+P preview, Ctrl+O remembers, Enter makes the book,
Ctrl+X leaves, ? shows all keys.
"""


def _run(
    picking: PickArguments,
    choosing: ChoosingOptions,
    matching: MatchingOptions,
    history: HistoryOptions,
    book: BookArguments,
    shape: ShapeOptions,
    epub: EpubArguments,
    pdf: PdfArguments,
    images: ImageArguments,
    fetch: FetchArguments,
    dedupe: DedupeOptions,
    stories: StoryOptions,
    run: RunArguments,
) -> int:
    """Pick articles from a full-screen list, and make a book of them.

    It works over ssh, without a mouse. What is marked can be remembered under a name.
    """
    from exporter.cli.picks import (
        LAST,
        Pick,
        check_name,
        delete_pick,
        is_pick,
        load_pick,
        pick_group,
    )

    if picking.show_list:
        return _show_picks(choosing, history)
    if picking.delete:
        delete_pick(picking.delete, history.state_dir)
        say(Message("{name} is forgotten", name=picking.delete))
        return EXIT_COMPLETE
    _check_terminal()
    choosing, name = _split_name(choosing, picking.name, history.state_dir)
    pick = Pick(name, group=pick_group(shape.group))
    if name:
        check_name(name)
        if is_pick(name, history.state_dir):
            pick = load_pick(name, history.state_dir)

    from exporter.cli.books import check_options, run_export
    from exporter.cli.choice import read_choice
    from exporter.cli.formats import read_epub_format, read_pdf_format
    from exporter.cli.pick import pick_articles
    from exporter.cli.progress import make_progress
    from exporter.cli.summary import print_problems
    from exporter.journal import Journal

    kind = picking.kind or _kind_of(book.output)
    formats: dict[BookKind, Format] = {
        "epub": read_epub_format(epub),
        "pdf": read_pdf_format(pdf),
    }
    check_options(formats[kind] if kind else None, book, fetch, run)
    journal = Journal(progress=make_progress(quiet=run.quiet))
    choice = read_choice(choosing, matching, history, now=datetime.now(UTC))
    picked = pick_articles(
        choice,
        pick,
        journal,
        title=book.title,
        kind=kind,
        dedupe=dedupe.dedupe,
        state_dir=history.state_dir,
    )
    if picked.is_kept:
        say(Message("what was marked is remembered: --pick {name}", name=LAST))
    if picked.kind is None:
        print_problems(journal.problems)
        return EXIT_COMPLETE
    return run_export(
        formats[picked.kind],
        _only_wanted(choosing),
        MatchingOptions(),
        history,
        replace(book, title=picked.title),
        shape if picked.group == "none" else replace(shape, group=picked.group),
        images,
        fetch,
        DedupeOptions(),
        stories,
        run,
        wanted=picked.wanted,
    )


def _only_wanted(choosing: ChoosingOptions) -> ChoosingOptions:
    """Return the options without those that chose what the list showed."""
    return replace(
        choosing,
        from_file="",
        pick="",
        since="",
        until="",
        last="",
        source=[],
        limit=None,
        order="given",
        editions="all",
    )


def _check_terminal() -> None:
    """Raise UsageError unless keys and screen are those of a terminal.

    The screen is drawn on standard error, so that standard output can be captured: it
    names the book.
    """
    if not is_terminal(sys.stdin) or not is_terminal(sys.stderr):
        raise UsageError(
            Message("pick needs a terminal for its list and its keys"),
            hint=Message("dwexport list, and dwexport epub --from or --pick"),
        )


def _split_name(
    choosing: ChoosingOptions, name: str, state_dir: Path | None
) -> tuple[ChoosingOptions, str]:
    """Return the options and the name of the pick.

    A single argument that is no path, but the name of a remembered pick, names that.
    """
    from exporter.cli.picks import is_pick

    paths = choosing.paths or []
    if name or len(paths) != 1 or os.path.lexists(paths[0]):
        return choosing, name
    given = str(paths[0])
    if not is_pick(given, state_dir):
        return choosing, name
    return replace(choosing, paths=None), given


def _kind_of(output: str) -> BookKind | None:
    """Return the kind of book that the name after -o asks for, None if it is open."""
    suffix = os.path.splitext(output)[1].lower()  # noqa: PTH122 - as typed
    kinds: dict[str, BookKind] = {".epub": "epub", ".pdf": "pdf"}
    return kinds.get(suffix)


def _show_picks(choosing: ChoosingOptions, history: HistoryOptions) -> int:
    """Print the names of what is remembered, with counts and times."""
    from exporter.cli.picks import list_picks
    from exporter.cli.widths import columns_of
    from exporter.dates import local_time
    from exporter.selection import read_zone

    picks = list_picks(history.state_dir)
    zone = read_zone(choosing.tz or None)
    widest = max((columns_of(pick.name) for pick in picks), default=0)
    lines = []
    for pick in picks:
        saved = local_time(pick.saved or datetime.now(UTC), zone)
        lines.append(
            Message(
                "{name}  {time}  {articles}",
                name=pick.name + " " * (widest - columns_of(pick.name)),
                time=saved.replace(tzinfo=None).isoformat(" ", "minutes"),
                articles=count_articles(len(pick.entries)),
            )
        )
    put_lines(lines)
    if not picks:
        say(Message("nothing is remembered; Ctrl+O in dwexport pick does that"))
    return EXIT_COMPLETE


COMMAND = Command(
    "pick",
    _run,
    (
        PickArguments,
        ChoosingOptions,
        MatchingOptions,
        HistoryOptions,
        BookArguments,
        ShapeOptions,
        EpubArguments,
        PdfArguments,
        ImageArguments,
        FetchArguments,
        DedupeOptions,
        StoryOptions,
        RunArguments,
    ),
    _EPILOG,
)
