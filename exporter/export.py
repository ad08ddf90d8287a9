"""The walk: all stages of the program in order, from an archive to finished books.

    choose → read → dedupe → convert → fetch images → order, split, share galleries
    → write

A ``Request`` says what is wanted.  A ``Journal`` records what happens.  Nothing here
prints.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.errors import ExportError, InputError, UsageError, strict_error
from exporter.journal import Journal
from exporter.model import Article, ArticleHeader, Problem
from exporter.output import Target, check_target, open_outputs
from exporter.readers import start_reading
from exporter.request import Request
from exporter.selection import Choice, choose_articles, find_leads
from exporter.words import Message

if TYPE_CHECKING:
    from exporter.formats import Volume
    from exporter.history import Memory


def export_book(request: Request, journal: Journal | None = None) -> Journal:
    """Make the requested book, or its volumes; return the journal.

    A failure of an article, an image or a font becomes a Problem in the journal, and
    the rest of the book is made.  Raises ExportError if no book can be made; then the
    journal shows how far the run came.
    """
    journal = Journal() if journal is None else journal
    request.book_format.check()
    check_target(request.output, request.book_format)
    _check_split(request)
    with _hold_memory(request.choice, journal) as memory:
        _walk(request, journal, memory)
    return journal


def _walk(request: Request, journal: Journal, memory: Memory | None) -> None:
    """Take the articles through all stages."""
    selected = choose_articles(request.choice, journal)
    leads = find_leads(selected.headers, request.shape.lead)
    reading = start_reading(selected.headers)
    # Loading the later stages takes as long as reading a hundred articles, so they are
    # loaded while worker processes read.
    from exporter import assembly
    from exporter.stories import tell_once

    request.book_format.load()
    articles = reading.finish(journal)
    if not articles:
        raise _nothing_readable(journal.problems)
    if memory is not None:  # also of twins that a later stage leaves out
        memory.note_told(_told(articles, journal))
    articles = tell_once(
        articles,
        request.dedupe,
        journal,
        script=request.preferred_script,
        wanted=leads,
    )
    articles = assembly.convert_script(articles, request.script, journal)
    assembly.report_shape(articles, request, leads, journal)
    with assembly.hold_images(request.images, journal):
        images = assembly.find_images(articles, request.image_options, journal)
        volumes = assembly.make_volumes(articles, images, request, leads)
        volumes = assembly.relate_articles(volumes, request, journal.twins)
        assembly.note_left_out(volumes, journal)
        targets = assembly.name_targets(articles, volumes, request)
        _write_volumes(volumes, targets, request, journal, memory)


def _hold_memory(
    choice: Choice, journal: Journal
) -> contextlib.AbstractContextManager[Memory | None]:
    """Keep the name of --since-last for this run; there may be none."""
    if choice.since_last is None:
        return contextlib.nullcontext()
    from exporter.history import hold_memory  # rarely needed

    return hold_memory(choice.since_last, choice.cache_dir, journal)


def _check_split(request: Request) -> None:
    """Refuse to split a book that is written to a stream.  Raises UsageError."""
    if request.shape.split and not request.into_files:
        raise UsageError(
            Message("--split makes several files, and standard output is one"),
            hint=Message("name a file with -o FILE, or leave out --split"),
        )


def _write_volumes(
    volumes: Sequence[Volume],
    targets: Sequence[Target],
    request: Request,
    journal: Journal,
    memory: Memory | None,
) -> None:
    """Write every volume; at the end all of them get their names, or none.

    What they tell is remembered together with that.
    """
    from exporter.assembly import describe_volume

    for target in targets:
        check_target(target, request.book_format)
    if memory is not None:
        memory.check_targets([t for t in targets if isinstance(t, Path)])
    made = []
    with open_outputs() as outputs:
        for volume, target in zip(volumes, targets, strict=True):
            stream = outputs.open(target)
            request.book_format.write(volume, stream, journal)
            size_bytes = stream.seek(0, os.SEEK_END)
            made.append(describe_volume(volume, target, size_bytes))
        if request.strict and journal.problems:
            raise strict_error(
                len(journal.problems),
                Message("nothing was written"),
                hint=Message(
                    "leave --strict out to get the book with its problems named"
                ),
            )
        files = outputs.complete()
        if memory is None:
            outputs.publish()
        else:
            with memory.remember(files):
                outputs.publish()
    journal.books += made


def _told(articles: Sequence[Article], journal: Journal) -> list[ArticleHeader]:
    """Return the headers of the articles, and those that gave way to one of them."""
    told = [article.header for article in articles]
    ids = {header.id for header in told}
    return [*told, *(old for old, new in journal.superseded if new.id in ids)]


def _nothing_readable(problems: Sequence[Problem]) -> ExportError:
    first = problems[0]
    return InputError(
        Message(
            "none of the articles chosen can be read; the first: {where}: {what}",
            where=first.where,
            what=first.what,
        ),
        hint=Message("get the archive again, or choose others"),
    )
