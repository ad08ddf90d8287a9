"""Reading: parses the chosen articles and tags their language, in several processes.

Headers enter; ``Article``s leave in the same order, or what a function makes of each.
Parsing is the longest stage of a book without downloads, and articles do not depend on
each other.  So worker processes share them while the caller does other work, such as
loading the later stages.  What a worker does not deliver is read again here: a worker
that dies costs time, but no article.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from exporter.archive import ArticleReader
from exporter.journal import Journal
from exporter.language import tag_language
from exporter.model import Article, ArticleHeader, Problem
from exporter.parse import parse_article
from exporter.words import Message

_BATCH = 8
# With fewer articles a worker costs more time than it saves (measured: 20 ms to start
# one, 3 ms to parse an article).
_ARTICLES_PER_WORKER = 20
_MAX_WORKERS = 4

Made = TypeVar("Made")


class Reading(Generic[Made]):
    """Articles that are being read; ``finish`` waits for what is made of each."""

    def __init__(
        self,
        headers: Sequence[ArticleHeader],
        workers: int,
        make: Callable[[Article], Made],
    ) -> None:
        """Start ``workers`` processes; with 0 everything is read in ``finish``."""
        self._make = make
        self._batches = [
            headers[start : start + _BATCH] for start in range(0, len(headers), _BATCH)
        ]
        self._count = len(headers)
        self._pipes: list[Connection | None] = []
        for number in range(workers):
            batches = self._batches[number::workers]
            self._pipes.append(_start_worker(batches, make, self._pipes))

    def finish(self, journal: Journal) -> list[Made]:
        """Return what was made, in order; unreadable articles become Problems."""
        return list(self.arrivals(journal))

    def arrivals(self, journal: Journal) -> Iterator[Made]:
        """Yield what was made, in order, as it arrives; otherwise as ``finish``."""
        progress = journal.progress
        progress.start("articles", self._count)
        with ArticleReader(journal) as reader:
            for number, batch in enumerate(self._batches):
                received = self._receive(number)
                if received is None:
                    yield from _read_batch(batch, self._make, reader, journal)
                else:
                    yield from received[0]
                    journal.problems += received[1]
                progress.advance(len(batch))
        progress.finish()

    def _receive(self, number: int) -> tuple[list[Made], list[Problem]] | None:
        """Return a batch from its worker, None if no worker delivers it."""
        if not self._pipes:
            return None
        place = number % len(self._pipes)
        pipe = self._pipes[place]
        if pipe is None:
            return None
        try:
            received: tuple[list[Made], list[Problem]] = pipe.recv()
        except (EOFError, OSError):
            self._pipes[place] = None
            return None
        return received


def start_reading(headers: Sequence[ArticleHeader]) -> Reading[Article]:
    """Begin to read the articles of ``headers`` and return at once."""
    return Reading(headers, _worker_count(len(headers)), _keep_whole)


def read_articles(headers: Sequence[ArticleHeader], journal: Journal) -> list[Article]:
    """Return the articles of ``headers`` in order, parsed and tagged.

    Those that cannot be read become Problems.
    """
    return start_reading(headers).finish(journal)


def read_each(
    headers: Sequence[ArticleHeader],
    make: Callable[[Article], Made],
    journal: Journal,
) -> list[Made]:
    """Return what ``make`` makes of each article of ``headers``, in order.

    It works where the article is read, so that only what it makes, which must be fit
    for pickling, passes from one process to another.  Articles that cannot be read
    become Problems and make nothing.
    """
    return list(read_in_turn(headers, make, journal))


def read_in_turn(
    headers: Sequence[ArticleHeader],
    make: Callable[[Article], Made],
    journal: Journal,
) -> Iterator[Made]:
    """Yield what ``make`` makes, as it arrives; otherwise as ``read_each``."""
    return Reading(headers, _worker_count(len(headers)), make).arrivals(journal)


def _keep_whole(article: Article) -> Article:
    return article


def _worker_count(articles: int) -> int:
    """Return how many processes save time; 0 where forking is not safe or allowed.

    A daemonic process, such as a worker of ``multiprocessing.Pool``, may start none.
    """
    if multiprocessing.current_process().daemon:
        return 0
    if sys.platform != "linux" or "fork" not in multiprocessing.get_all_start_methods():
        return 0
    workers = min(len(os.sched_getaffinity(0)), _MAX_WORKERS)
    workers = min(workers, articles // _ARTICLES_PER_WORKER)
    return workers if workers > 1 else 0


def _start_worker(
    batches: Sequence[Sequence[ArticleHeader]],
    make: Callable[[Article], Made],
    others: Sequence[Connection | None],
) -> Connection | None:
    """Start a process that reads ``batches``; return the connection to receive from.

    ``others`` are the connections to the workers already started.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    ends = [receiver, *(other for other in others if other)]
    arguments = (batches, make, sender, ends)
    process = context.Process(target=_work, args=arguments, daemon=True)
    try:
        process.start()
    except OSError:  # no more processes or memory: the caller reads alone
        receiver.close()
        return None
    finally:
        sender.close()
    return receiver


def _work(
    batches: Sequence[Sequence[ArticleHeader]],
    make: Callable[[Article], Made],
    sender: Connection,
    inherited: Sequence[Connection],
) -> None:
    """Read ``batches`` and send each one when it is done.

    Ctrl-C is handled by the parent.  When the parent has ended, sending fails and this
    process ends.  For that only the parent may hold the receiving connections, so those
    ``inherited`` at the fork are closed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for end in inherited:
        end.close()
    for batch in batches:
        journal = Journal()
        with ArticleReader(journal) as reader:
            made = list(_read_batch(batch, make, reader, journal))
        try:
            sender.send((made, journal.problems))
        except BrokenPipeError:
            return
    sender.close()


def _read_batch(
    batch: Sequence[ArticleHeader],
    make: Callable[[Article], Made],
    reader: ArticleReader,
    journal: Journal,
) -> Iterator[Made]:
    for header in batch:
        body = reader.read_body(header)
        if body is None:
            continue
        article = tag_language(parse_article(header, body))
        if not article.blocks:
            journal.add(_empty_article(header))
        yield make(article)


def _empty_article(header: ArticleHeader) -> Problem:
    return Problem(
        "article-empty",
        header.location.display,
        Message("it holds nothing that can be shown but its title"),
        Message("its title stands alone"),
        article=header.id,
        url=header.url,
    )
