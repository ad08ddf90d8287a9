"""Reads the bodies of articles, from folders and .zips."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING

from exporter.archive.encodings import Decoded
from exporter.archive.folder import read_bytes, why
from exporter.archive.record import MAX_BYTES, NO_BODY, TOO_LARGE, Parts, split_article
from exporter.errors import InputError
from exporter.journal import Journal
from exporter.model import ArticleHeader, Problem
from exporter.words import Message, count, word_foreign

if TYPE_CHECKING:
    from exporter.archive.zip_file import ZipArchive


class ArticleReader:
    """Reads articles' bodies; as a context manager it keeps the .zips open.

    Problems with a body are recorded in the journal.
    """

    def __init__(self, journal: Journal) -> None:
        """Begin without open files."""
        self._journal = journal
        self._zips: dict[str, ZipArchive] = {}
        self._open = ExitStack()

    def __enter__(self) -> ArticleReader:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the .zips."""
        self._zips.clear()
        self._open.close()

    def read_body(self, header: ArticleHeader) -> str | None:
        """Return the HTML after the header's rule and date line.

        An article that cannot be read gives None and a Problem ``article-unreadable``.
        A damaged one gives its text and a Problem ``article-damaged``: bad bytes are
        counted and shown as U+FFFD, or it holds both sides of an unfinished merge.  One
        that is not in UTF-8 gives its text and a Problem ``article-encoding``.
        """
        parts = self._split(header)
        if isinstance(parts, str):
            self._add(header, "article-unreadable", parts, Message("left out"))
            return None
        self._report_encoding(header, parts.decoded)
        if "<<<<<<<" in parts.body:
            self._report_conflict(header, parts.body)
        return parts.body

    def read_bytes(self, header: ArticleHeader) -> bytes | None:
        """Return the whole file of an article, None if it cannot be read."""
        data = self._read(header)
        return data if isinstance(data, bytes) else None

    def _split(self, header: ArticleHeader) -> Parts | str:
        """Return the parts of an article, or the reason why there are none."""
        data = self._read(header)
        if isinstance(data, str):
            return data
        if len(data) > MAX_BYTES:
            return TOO_LARGE
        parts = split_article(data)
        return NO_BODY if isinstance(parts, Parts) and not parts.body else parts

    def _read(self, header: ArticleHeader) -> bytes | str:
        """Return the bytes of an article, or the reason why there are none."""
        location = header.location
        if not location.member:
            try:
                return read_bytes(location.path)
            except OSError as error:
                return Message("it cannot be read: {why}", why=why(error))
        from exporter.archive.zip_file import READ_ERRORS, ZipArchive

        try:
            if location.path not in self._zips:
                archive = self._open.enter_context(ZipArchive(location.path))
                self._zips[location.path] = archive
            return self._zips[location.path].read_bytes(location.member)
        except InputError as error:  # the whole .zip is gone or broken by now
            return error.message
        except READ_ERRORS as error:
            return Message("it cannot be unpacked: {error}", error=word_foreign(error))
        except KeyError:
            return Message("it is no longer in the .zip")

    def _report_encoding(self, header: ArticleHeader, decoded: Decoded) -> None:
        if decoded.encoding != "UTF-8":
            plain = Message("plain UTF-8") if "UTF-8" in decoded.encoding else "UTF-8"
            what = Message(
                "it is in {encoding}, not in {plain}",
                encoding=decoded.encoding,
                plain=plain,
            )
            self._add(header, "article-encoding", what, Message("read as such"))
        if decoded.bad_bytes:
            what = count(
                "1 of its bytes is no text",
                "{number:,} of its bytes are no text",
                decoded.bad_bytes,
            )
            done = Message("each gap is marked {mark}", mark="\ufffd")
            self._add(header, "article-damaged", what, done)

    def _report_conflict(self, header: ArticleHeader, body: str) -> None:
        from exporter.archive.damage import has_conflict  # rarely needed

        if has_conflict(body):
            what = Message(
                "it holds the marks of a Git merge that was not finished (<<<<<<<)"
            )
            self._add(header, "article-damaged", what, Message("both sides are kept"))

    def _add(self, header: ArticleHeader, code: str, what: str, done: str) -> None:
        where = header.location.display
        self._journal.add(
            Problem(code, where, what, done, article=header.id, url=header.url)
        )
