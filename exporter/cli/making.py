"""Making the books once their articles are being read.

Loading the later stages takes as long as reading a hundred articles, so
``exporter.cli.export`` imports this module only when the reading has begun.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from exporter.book import BookOptions, default_file_stem
from exporter.build import (
    BuildOptions,
    PlannedBook,
    name_unseen_images,
    plan_books,
    print_book,
    write_book,
)
from exporter.cli.choosing import Chosen
from exporter.cli.console import ReaderGoneError, put
from exporter.cli.export import Job
from exporter.cli.fetching import fetch_options, keep_limit
from exporter.cli.options import FontMode
from exporter.cli.picture_options import ImageMode
from exporter.cli.summary import STDOUT, MadeBook, Outcome, strict_error
from exporter.cli.targets import BookKind, check_book, real_path
from exporter.cli.utf8 import name_file
from exporter.errors import EpubError, InputError
from exporter.images import ImageOptions, hold_store
from exporter.model import Article, Image, LeftOut, Location, Problem, image_refs
from exporter.output import atomic_output
from exporter.progress import Progress
from exporter.reading import Reading
from exporter.screens import printed_pixels, read_screen
from exporter.xhtml import ImageMap

_CHUNK_BYTES = 2**20


if TYPE_CHECKING:
    from exporter.pdf.options import PdfOptions


@dataclass(frozen=True, slots=True)
class Making:
    """How books are made and where they go; ``pdf`` is set for a PDF."""

    options: BuildOptions
    output: str
    kind: BookKind
    pdf: PdfOptions | None = None


def build_options(
    job: Job, chosen: Chosen, pdf: PdfOptions | None, max_bytes: int | None
) -> BuildOptions:
    """Return what the command line asks for, in the words of the stages."""
    embedded = job.epub is None or job.epub.fonts is FontMode.EMBED
    return BuildOptions(
        timezone=chosen.timezone,
        title=job.book.title,
        images=_image_options(job, pdf),
        grey=_is_grey(job),
        fonts="embed" if embedded else "none",
        font_dir=job.pictures.font_dir,
        max_bytes=None if job.book.output == STDOUT else max_bytes,
    )


def make_books(
    reading: Reading,
    making: Making,
    outcome: Outcome,
    progress: Progress,
    *,
    strict: bool,
) -> list[MadeBook]:
    """Make the book of the articles being read, or its volumes.

    ``outcome`` takes the problems, and what was left out of the articles.
    Raises InputError when none of the articles can be read.
    """
    if making.pdf:
        from exporter.pdf.press import load_engine

        load_engine()  # what is missing is told before pictures are fetched
    problems = outcome.problems
    articles = reading.finish(problems, progress)
    if not articles:
        raise _nothing_readable(problems)
    with _store_held(making.options.images, progress):
        planned = plan_books(articles, making.options, problems, progress)
        outcome.left_out = _collect_left_out(articles, planned[0].images)
        paths = _paths(articles, planned, making)
        return _write_all(planned, paths, making, problems, progress, strict=strict)


def _collect_left_out(
    articles: Sequence[Article], images: ImageMap | None
) -> dict[Location, tuple[LeftOut, ...]]:
    """Return what was left out of the articles, and of their pictures."""
    found = {
        a.header.location: (*a.left_out, *name_unseen_images(a, images))
        for a in articles
    }
    return {location: left_out for location, left_out in found.items() if left_out}


@contextlib.contextmanager
def _store_held(images: ImageOptions | None, progress: Progress) -> Iterator[None]:
    """Keep the store's pictures until the book is written, and its limit then."""
    if images is None:
        yield
        return
    try:
        with hold_store(images.store_dir):
            yield
    finally:
        keep_limit(images, progress)


def _is_grey(job: Job) -> bool:
    kind = job.pdf or job.epub
    return kind is not None and not kind.color


def _image_options(job: Job, pdf: PdfOptions | None) -> ImageOptions | None:
    if job.pictures.images is ImageMode.NONE:
        return None
    options = fetch_options(job.fetch, job.choosing.cache_dir)
    box = (
        _page_pixels(pdf)
        if pdf
        else read_screen(job.epub.device if job.epub else "any")
    )
    return replace(
        options, grey=_is_grey(job), max_width_px=box[0], max_height_px=box[1]
    )


def _page_pixels(pdf: PdfOptions) -> tuple[int, int]:
    from exporter.pdf.paper import LEADING_EM

    page = pdf.page
    height_pt = page.lines * page.font_pt * LEADING_EM
    return printed_pixels(page.measure_em * page.font_pt, height_pt)


def _nothing_readable(problems: Sequence[Problem]) -> InputError:
    first = problems[0]
    return InputError(
        "none of the articles chosen can be read; the first: "
        f"{first.where}: {first.what}",
        hint="get the archive again, or choose others",
    )


def _paths(
    articles: Sequence[Article],
    planned: Sequence[PlannedBook],
    making: Making,
) -> list[str]:
    """Return where each volume goes."""
    if making.output == STDOUT:
        return [STDOUT]
    if making.output:
        target = Path(making.output)
    else:
        named = BookOptions(making.options.timezone, making.options.title)
        stem = default_file_stem(articles, named)
        target = Path(name_file(f"{stem}.{making.kind.command}"))
    if len(planned) == 1:
        paths = [target]
    else:
        paths = [
            target.with_name(f"{target.stem}-{number}{target.suffix}")
            for number in range(1, len(planned) + 1)
        ]
    names = [str(path) for path in paths]
    for name in names:
        check_book(name, making.kind)
    return names


def _write_all(
    planned: Sequence[PlannedBook],
    paths: Sequence[str],
    making: Making,
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
            if making.pdf:
                print_book(book, making.options, making.pdf, stream, problems, progress)
            else:
                write_book(book, making.options, stream, problems, progress)
            made.append(_made(book, path, stream.seek(0, os.SEEK_END)))
        if strict and problems:
            raise strict_error(
                problems,
                "nothing was written",
                hint="leave --strict out to get the book with its problems named",
            )
    return made


@contextlib.contextmanager
def _open_target(path: str) -> Iterator[BinaryIO]:
    """Yield the stream of a file, or of standard output, delivered when done."""
    if path != STDOUT:
        with atomic_output(real_path(path)) as stream:
            yield stream
        return
    with _temporary_file() as stream:
        yield stream
        stream.seek(0)
        try:
            while chunk := stream.read(_CHUNK_BYTES):
                put(chunk)
        except ReaderGoneError as error:
            raise EpubError(
                "whoever read the book from standard output went away before its end",
                hint="write it to a file with -o FILE",
            ) from error


def _temporary_file() -> BinaryIO:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise EpubError(
            f"cannot write a temporary file: {error.strerror}",
            hint="make room there, or name another folder in the variable TMPDIR",
        ) from error


def _made(planned: PlannedBook, path: str, size_bytes: int) -> MadeBook:
    images = planned.images or {}
    refs = (r for c in planned.book.chapters for r in image_refs(c.article))
    shown = (images.get(ref.key) for ref in refs)
    pictures = {image.sha256 for image in shown if isinstance(image, Image)}
    return MadeBook(
        path, planned.book.title, len(planned.book.chapters), len(pictures), size_bytes
    )
