"""Turns WeasyPrint's log into Problems and progress.

Log records enter, Problems leave.  An unexpected warning is a mistake of ours, and is
shown as one.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from exporter.errors import PdfError
from exporter.journal import Journal
from exporter.model import Problem
from exporter.words import Message, word_foreign

_IMAGE_FAILED = re.compile(r"Failed to load image at '([^']*)': (?:\w+: )?(.*)")
_PAGE_BEGUN = re.compile(r"Step 5 - Creating layout - Page (\d+)$")


class Listener(logging.Handler):
    """Turns WeasyPrint's log into Problems and progress.

    ``addresses`` maps the files that WeasyPrint names to their addresses.
    ``stylesheet`` names the user's file while it is being read.  ``understands`` is
    False if this release of WeasyPrint may use other words than those known here.
    """

    def __init__(self, journal: Journal) -> None:
        """Keep the journal to write into."""
        super().__init__(logging.INFO)
        self.addresses: Mapping[str, str] = {}
        self.stylesheet = ""
        self.understands = True
        self._journal = journal
        self._page = self._expected = 0

    def expect(self, pages: int) -> None:
        """Begin to count the pages of a document."""
        self._page, self._expected = 0, pages

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Handle the records of WeasyPrint and of fontTools, which it uses."""
        loggers = [logging.getLogger(n) for n in ("weasyprint", "fontTools")]
        before = [(logger.level, logger.propagate) for logger in loggers]
        for logger, level in zip(loggers, (logging.INFO, logging.WARNING), strict=True):
            logger.addHandler(self)
            logger.setLevel(level)
            logger.propagate = False
        try:
            yield
        finally:
            for logger, (level, propagate) in zip(loggers, before, strict=True):
                logger.removeHandler(self)
                logger.setLevel(level)
                logger.propagate = propagate

    def emit(self, record: logging.LogRecord) -> None:
        """Handle one record."""
        message = record.getMessage()
        if record.levelno < logging.WARNING:
            begun = self.understands and _PAGE_BEGUN.match(message)
            # Pages are laid out more than once, and there may be more than expected.
            if begun and self._page < int(begun[1]) <= self._expected:
                self._page = int(begun[1])
                self._journal.progress.advance()
            return
        problem = self._problem(message)
        self._journal.add_new([problem])

    def _problem(self, message: str) -> Problem:
        failed = self.understands and _IMAGE_FAILED.match(message)
        if failed:
            address = self.addresses.get(unquote(failed[1]), failed[1])
            return Problem(
                "image-unreadable",
                address,
                Message(
                    "the picture cannot be read any more: {failed}",
                    failed=word_foreign(failed[2]),
                ),
                Message("its description stands in its place"),
                url=address,
            )
        if message.startswith("Font-face") and not self.stylesheet:
            raise PdfError(
                Message(
                    "a font cannot be loaded: {message}", message=word_foreign(message)
                ),
                hint=Message("name other fonts with --font-dir"),
            )
        message = word_foreign(message)
        if self.stylesheet:
            done = Message("the other rules count")
            return Problem("stylesheet-ignored", self.stylesheet, message, done)
        return Problem(
            "print-warning", "WeasyPrint", message, Message("went on without it")
        )
