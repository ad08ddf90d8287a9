"""The request: what is wanted, in the terms of the stages that do the work.

The command line makes a request from its options; a script makes one itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from exporter.alternatives import BookScript, Dedupe, Galleries
from exporter.book import BookShape
from exporter.formats import FORMATS, EpubFormat, Format
from exporter.images import ImageOptions
from exporter.model import Script
from exporter.output import Sink
from exporter.selection import Choice

# Related articles are not named in a book of fewer articles unless asked for.
_SMALL_BOOK = 10


@dataclass(frozen=True, slots=True)
class Request:
    """A book: which articles, in which format, written where.

    ``output`` is a file or a stream; None means a file in the current folder, named
    after the contents.  ``format`` None follows the suffix of ``output``, and is EPUB
    if that is unknown.  ``title`` "" is made from the selection.  ``shape`` is the
    order of the book, and its volumes.  ``images`` None leaves images out; the needs of
    the format are added later.  ``font_dir`` is searched for fonts first.  ``dedupe``
    says which articles are left out because another one tells their story.  ``script``
    is that of all words of the book but ``title``; with ``keep`` each article stays as
    it is archived.  A gallery of several articles is shown once, or in ``every`` one of
    them.  ``related`` is how many others are named at the end of an article; None
    leaves that to the format.  With ``strict`` nothing is written if there is a
    problem.
    """

    choice: Choice = field(default_factory=Choice)
    output: Path | Sink | None = None
    format: Format | None = None
    title: str = ""
    shape: BookShape = field(default_factory=BookShape)
    images: ImageOptions | None = field(default_factory=ImageOptions)
    font_dir: Path | None = None
    dedupe: Dedupe = "none"
    script: BookScript = "keep"
    galleries: Galleries = "once"
    related: int | None = None
    strict: bool = False

    @property
    def book_format(self) -> Format:
        """Return the format of the book."""
        if self.format is not None:
            return self.format
        suffix = self.output.suffix if isinstance(self.output, Path) else ""
        return FORMATS.get(suffix.removeprefix(".").lower(), EpubFormat)()

    def related_limit(self, articles: int) -> int:
        """Return how many related articles are named in a book of ``articles``.

        The contents of a small book show everything.
        """
        if self.related is not None:
            return self.related
        return self.book_format.related_articles if articles >= _SMALL_BOOK else 0

    @property
    def preferred_script(self) -> Script | None:
        """Return the script that the reader reads, None if the request does not say."""
        if self.script == "keep":
            return None
        return "hans" if self.script == "hans" else "hant"

    @property
    def max_bytes(self) -> int | None:
        """Return the size that no file should exceed, None for a stream or no limit."""
        limits = [self.book_format.max_bytes if self.into_files else None]
        split = self.shape.split
        limits += [split.most] if split and split.kind == "bytes" else []
        return min((limit for limit in limits if limit is not None), default=None)

    @property
    def into_files(self) -> bool:
        """Return whether the book may have several volumes; a stream takes one."""
        return self.output is None or isinstance(self.output, Path)

    @property
    def image_options(self) -> ImageOptions | None:
        """Return the options for the images, None if the book leaves images out."""
        if self.images is None:
            return None
        book_format = self.book_format
        width_px, height_px = book_format.image_box()
        return replace(
            self.images,
            grey=book_format.is_grey,
            max_width_px=width_px,
            max_height_px=height_px,
        )
