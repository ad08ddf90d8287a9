"""The interface between a format of books and the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, ClassVar, Protocol

from exporter.journal import Journal
from exporter.model import Book, Elsewhere, ImageMap


@dataclass(frozen=True, slots=True)
class Volume:
    """The content of one file: its book, and the images for it.

    ``images`` is None if the book leaves images out.  Dates are shown in ``timezone``.
    Fonts are looked for in ``font_dir`` first.  ``label`` tells its file from those of
    other volumes, "" if it needs none.  ``find_elsewhere`` finds the volume that has
    the article of an address.
    """

    book: Book
    images: ImageMap | None
    timezone: tzinfo
    font_dir: Path | None = None
    label: str = ""
    find_elsewhere: Callable[[str], Elsewhere | None] | None = None


class Format(Protocol):
    """A format, with everything that a user can set about it.

    ``name`` is for people.  ``suffix`` is the suffix of its files.  ``sign`` is in
    their first 100 bytes.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]
    sign: ClassVar[bytes]

    @property
    def is_grey(self) -> bool:
        """Return whether images should have no colours."""

    @property
    def max_bytes(self) -> int | None:
        """Return the size that a volume should not exceed, None for no limit."""

    @property
    def embeds_fonts(self) -> bool:
        """Return whether fonts add to the size of a volume."""

    @property
    def related_articles(self) -> int:
        """Return how many related articles are named at an article's end by default."""

    def image_box(self) -> tuple[int, int]:
        """Return the largest useful width and height of an image, in pixels."""

    def check(self) -> None:
        """Refuse invalid options, before any long work.  Raises ExportError."""

    def load(self) -> None:
        """Load what the format needs.  Raises ExportError if something is missing."""

    def write(self, volume: Volume, target: BinaryIO, journal: Journal) -> None:
        """Write ``volume`` to ``target``, a stream that can seek.

        Raises FontError if no face has Chinese, and another ExportError if the file
        cannot be made.
        """
