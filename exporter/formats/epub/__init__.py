"""EPUB: a book for e-readers, one file in a zip container."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from exporter.alternatives import Embedding
from exporter.formats.protocol import Volume
from exporter.formats.screens import read_screen
from exporter.journal import Journal

__all__ = ["EpubFormat"]

SEND_TO_KINDLE_BYTES = 50_000_000
"""The largest file that Amazon takes by mail (docs/typesetting.md, Size of files)."""


@dataclass(frozen=True, slots=True)
class EpubFormat:
    """How an EPUB is made.

    ``max_bytes`` None means one file of any size.  ``device`` is a screen that
    ``formats.screens`` knows.  ``is_grey`` removes the colours of images and cover.
    ``fonts`` "none" embeds no fonts.
    """

    # The container begins with the uncompressed media type (EPUB 3.3, 4.2.3).
    name: ClassVar[str] = "EPUB"
    suffix: ClassVar[str] = "epub"
    sign: ClassVar[bytes] = b"mimetypeapplication/epub+zip"

    max_bytes: int | None = SEND_TO_KINDLE_BYTES
    device: str = "any"
    is_grey: bool = False
    fonts: Embedding = "embed"

    @property
    def embeds_fonts(self) -> bool:
        """Return whether fonts add to the size of a volume."""
        return self.fonts == "embed"

    @property
    def related_articles(self) -> int:
        """Return 3: they are one touch away."""
        return 3

    def image_box(self) -> tuple[int, int]:
        """Return the pixels of the device's screen."""
        return read_screen(self.device)

    def check(self) -> None:
        """Refuse a screen that does not exist.  Raises UsageError."""
        read_screen(self.device)

    def load(self) -> None:
        """Load the writer."""
        import exporter.formats.epub.writer  # noqa: F401

    def write(self, volume: Volume, target: BinaryIO, journal: Journal) -> None:
        """Write ``volume`` to ``target``.

        Raises FontError if no face has Chinese, and OutputError if the package cannot
        be written.
        """
        from exporter.formats.epub.writer import write_volume

        write_volume(
            volume,
            target,
            journal,
            is_grey=self.is_grey,
            embeds_fonts=self.embeds_fonts,
        )
