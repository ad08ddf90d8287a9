"""Gets every image of a book: from the mirror, the store, the network.

Addresses as archived enter.  For each one an ``Image``, a ``SpacerImage`` or a
``MissingImage`` leaves, and a Problem for each that is missing.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from exporter.errors import ImageError
from exporter.images.decode import Workers, worker_count
from exporter.images.options import SYSTEM_CLOCK, Clock, ImageOptions
from exporter.images.plan import ImageOutcome, choose_images, enlarge_images
from exporter.images.round import MISSING_CODE, Gathered, Means, Round
from exporter.images.store import Store
from exporter.journal import Journal, Progress
from exporter.model import MissingImage, Problem
from exporter.words import Message

_STAGE = "images"
_LARGER_STAGE = "larger"


def fetch_images(
    wanted: Sequence[tuple[str, str]],
    *,
    options: ImageOptions,
    journal: Journal,
    clock: Clock = SYSTEM_CLOCK,
    pages: Mapping[str, str] | None = None,
) -> dict[str, ImageOutcome]:
    """Return only the outcomes of ``gather_images``."""
    return gather_images(
        wanted,
        options=options,
        journal=journal,
        clock=clock,
        pages=pages,
    ).outcomes


def gather_images(
    wanted: Sequence[tuple[str, str]],
    *,
    options: ImageOptions,
    journal: Journal,
    clock: Clock = SYSTEM_CLOCK,
    pages: Mapping[str, str] | None = None,
) -> Gathered:
    """Get the images ``wanted``: pairs of a key (``ImageRef.key``) and an article.

    The key of an image with one address is that address as archived.

    The mirror is looked at first, then the store, then, unless ``options.mode`` is
    "offline", the network.  Each key is asked for once and is in the result, in the
    order of ``wanted``.  ``pages`` are the addresses of the articles; they are told
    to servers that otherwise refuse an image.

    A store that cannot be used is replaced by a temporary one for this book.  Raises
    ImageError for a mirror that is no folder, an invalid proxy, and a full disk.
    """
    articles: dict[str, str] = {}
    for url, article in wanted:
        articles.setdefault(url, article)
    progress = journal.progress
    progress.start(_STAGE, len(articles))
    try:
        store = _open_store(options.store_dir, journal, clock=clock)
        workers = Workers(count=worker_count(), seconds=options.decode_seconds)
        with store, workers:
            means = Means(options, store, workers, clock, progress.note, pages or {})
            gathered = _gather_all(articles, means, journal)
            if options.quality == "print":
                progress.finish()
                _enlarge(gathered, articles, means, progress)
            return gathered
    finally:
        progress.finish()


def _gather_all(articles: dict[str, str], means: Means, journal: Journal) -> Gathered:
    """Get all images; those with several addresses in as many rounds as needed.

    An image is missing when none of its addresses gave one.  The Problem then gives
    the reason for the first address.
    """
    if not articles:  # the options are checked all the same
        return Round({}, means, journal).run()
    progress = journal.progress
    total = Gathered()
    missing: dict[str, Problem] = {}
    rounds = 0

    def gather(asked: Mapping[str, str]) -> dict[str, ImageOutcome]:
        nonlocal rounds
        if rounds:
            progress.finish()
            progress.start(_STAGE, len(asked))
        rounds += 1
        found = Journal(progress=progress)
        more = Round(dict(asked), means, found, counted=total).run()
        for problem in found.problems:
            if problem.code == MISSING_CODE:
                missing[problem.url] = problem
            else:
                journal.add(problem)
        return more.outcomes

    total.outcomes = choose_images(articles, gather)
    for key, outcome in total.outcomes.items():
        if isinstance(outcome, MissingImage):
            problem = missing[outcome.url]
            journal.add(replace(problem, article=articles[key]))
    return total


def _enlarge(
    gathered: Gathered, articles: dict[str, str], means: Means, progress: Progress
) -> None:
    """Put larger forms into ``gathered`` where there are any.

    A missing larger form is no Problem, because the archived form is there.
    """
    progress.start(_LARGER_STAGE, 0)

    def gather(wanted: Mapping[str, str]) -> dict[str, ImageOutcome]:
        progress.start(_LARGER_STAGE, len(wanted))
        more = Round(dict(wanted), means, Journal(progress=progress)).run()
        gathered.network_bytes += more.network_bytes
        return more.outcomes

    larger = enlarge_images(gathered.outcomes, articles, gather)
    gathered.enlarged = len(larger)
    gathered.outcomes.update(larger)


def _open_store(folder: Path, journal: Journal, *, clock: Clock) -> Store:
    try:
        return Store(folder, journal, now=clock.now)
    except ImageError as error:
        # The book can still be made; only its downloads are not kept.
        temporary = tempfile.mkdtemp(prefix="dwexport-")
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        done = Message("a temporary store was used for this book")
        journal.add(Problem("image-store", str(folder), error.message, done))
        return Store(Path(temporary), journal, now=clock.now)
