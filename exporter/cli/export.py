"""``dwexport epub``: choose, build, write, and say how it went."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from exporter.book import BookOptions, default_file_stem
from exporter.build import (
    BuildOptions,
    PlannedBook,
    plan_books,
    read_articles,
    write_book,
)
from exporter.cli.choosing import choose_articles
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    FontMode,
    ImageMode,
    PictureArguments,
    RunArguments,
)
from exporter.cli.progress import make_progress
from exporter.cli.settings import cache_folder
from exporter.cli.summary import MadeBook, print_summary, say, write_report
from exporter.errors import (
    EXIT_COMPLETE,
    EXIT_WITH_PROBLEMS,
    ExportError,
    InputError,
    UsageError,
)
from exporter.images import ImageOptions
from exporter.model import Article, Image, Problem
from exporter.output import atomic_output, check_output
from exporter.progress import Progress

STDOUT = "-"
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(kb?|mb?|gb?|)", re.IGNORECASE)
_SIZE_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def export_epub(
    choosing: ChoosingOptions,
    book: BookArguments,
    pictures: PictureArguments,
    run: RunArguments,
) -> int:
    """Make the book or its volumes; return the exit code."""
    max_bytes = read_size(book.max_size)
    for path in (run.report, Path(book.output) if _is_file(book.output) else None):
        if path is not None:
            check_output(path)
    if book.output == STDOUT and sys.stdout.isatty():
        raise UsageError(
            "a book is no text: it would garble the terminal",
            hint="dwexport epub … -o - > book.epub",
        )
    problems: list[Problem] = []
    progress = make_progress(quiet=run.quiet)
    try:
        chosen = choose_articles(choosing, problems, progress)
        options = BuildOptions(
            timezone=chosen.timezone,
            title=book.title,
            images=_image_options(choosing, pictures),
            fonts="embed" if pictures.fonts is FontMode.EMBED else "none",
            font_dir=pictures.font_dir,
            max_bytes=None if book.output == STDOUT else max_bytes,
        )
        articles = read_articles(chosen.selected.headers, problems, progress)
        if not articles:
            raise _nothing_readable(problems)
        planned = plan_books(articles, options, problems, progress)
        paths = _paths(articles, planned, book, options)
        made = _write_all(planned, paths, options, problems, progress, strict=run.strict)
    finally:
        progress.finish()
    superseded = chosen.selected.superseded
    print_summary(made, superseded, problems, quiet=run.quiet)
    if run.report is not None:
        write_report(run.report, made, chosen.selected.headers, superseded, problems)
    for one in made:
        if one.path != STDOUT:
            print(one.path)  # noqa: T201 - for the program that called
    return EXIT_WITH_PROBLEMS if problems else EXIT_COMPLETE


def read_size(text: str) -> int | None:
    """Return a size in bytes, None for ``none``.  Raises UsageError."""
    if text.strip().lower() == "none":
        return None
    found = _SIZE.fullmatch(text.strip())
    size = float(found.group(1)) * _SIZE_UNITS[found.group(2)[:1].lower()] if found else 0
    if size < 1:
        raise UsageError(f"{text!r} is no size", hint="--max-size 50MB, 1GB or none")
    return int(size)


def _is_file(output: str) -> bool:
    return output not in ("", STDOUT)


def _image_options(
    choosing: ChoosingOptions, pictures: PictureArguments
) -> ImageOptions | None:
    if pictures.images is ImageMode.NONE:
        return None
    return ImageOptions(
        mode="offline" if pictures.offline else "fetch",
        mirror=pictures.image_mirror,
        store_dir=cache_folder(choosing.cache_dir) / "images",
        retry_failed=pictures.retry_failed,
        allow_hosts=frozenset(pictures.allow_host),
    )


def _nothing_readable(problems: Sequence[Problem]) -> InputError:
    first = problems[0]
    return InputError(
        f"none of the articles chosen can be read; the first: {first.where}: {first.what}",
        hint="get the archive again, or choose others",
    )


def _paths(
    articles: Sequence[Article],
    planned: Sequence[PlannedBook],
    book: BookArguments,
    options: BuildOptions,
) -> list[str]:
    """Return where each volume goes."""
    if book.output == STDOUT:
        return [STDOUT]
    if book.output:
        target = Path(book.output)
    else:
        named = BookOptions(options.timezone, options.title)
        target = Path(f"{default_file_stem(articles, named)}.epub")
    if len(planned) == 1:
        paths = [target]
    else:
        paths = [
            target.with_name(f"{target.stem}-{number}{target.suffix}")
            for number in range(1, len(planned) + 1)
        ]
    for path in paths:
        check_output(path)
    return [str(path) for path in paths]


def _write_all(
    planned: Sequence[PlannedBook],
    paths: Sequence[str],
    options: BuildOptions,
    problems: list[Problem],
    progress: Progress,
    *,
    strict: bool,
) -> list[MadeBook]:
    """Write every volume; all of them take their names at the end, or none."""
    made: list[MadeBook] = []
    with contextlib.ExitStack() as targets:
        for book, path in zip(planned, paths, strict=True):
            stream = targets.enter_context(_open_target(path))
            write_book(book, options, stream, problems, progress)
            made.append(_made(book, path, stream.seek(0, os.SEEK_END)))
        if strict and problems:
            raise _strict_error(problems)
    return made


@contextlib.contextmanager
def _open_target(path: str) -> Iterator[BinaryIO]:
    """Yield the stream of a file, or of standard output, delivered when done."""
    if path != STDOUT:
        with atomic_output(Path(path)) as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as stream:
        yield stream
        stream.seek(0)
        shutil.copyfileobj(stream, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _made(planned: PlannedBook, path: str, size_bytes: int) -> MadeBook:
    book = planned.book
    images = sum(isinstance(i, Image) for i in (planned.images or {}).values())
    return MadeBook(path, book.title, len(book.chapters), images, size_bytes)


def _strict_error(problems: Sequence[Problem]) -> ExportError:
    for problem in problems:
        say(f"  {problem.where}: {problem.what}")
    return ExportError(
        f"{len(problems)} problems, and --strict was given: nothing was written",
        hint="leave --strict out to get the book with its problems named",
    )
