"""What a format of books is to the rest of the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, ClassVar, Protocol

from exporter.journal import Journal
from exporter.model import Book, ImageMap


@dataclass(frozen=True, slots=True)
class Volume:
    """One file's worth of a selection: its book, and the images at hand.

    ``images`` is None where the book leaves images out.  Dates are shown in
    ``timezone``; fonts are looked for in ``font_dir`` first.
    """

    book: Book
    images: ImageMap | None
    timezone: tzinfo
    font_dir: Path | None = None


class Format(Protocol):
    """A format, with everything that a user can set about it.

    ``name`` is for people, ``suffix`` ends the names of its files, ``sign`` stands in
    their first 100 bytes.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]
    sign: ClassVar[bytes]

    @property
    def is_grey(self) -> bool:
        """Tell whether images are wanted without their colours."""

    @property
    def max_bytes(self) -> int | None:
        """Return the size that a volume should not pass, None for no limit."""

    @property
    def embeds_fonts(self) -> bool:
        """Tell whether fonts add to the size of a volume."""

    def image_box(self) -> tuple[int, int]:
        """Return the width and height in pixels that an image can use at most."""

    def check(self) -> None:
        """Refuse what makes no sense, before any long work.  Raises ExportError."""

    def load(self) -> None:
        """Load what the format needs.  Raises ExportError for what is missing."""

    def write(self, volume: Volume, target: BinaryIO, journal: Journal) -> None:
        """Write ``volume`` to ``target``, a stream that can seek.

        Raises FontError when no face can set Chinese, and ExportError of another
        kind when the file cannot be made.
        """
