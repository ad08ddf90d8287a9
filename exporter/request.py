"""The request: what is asked for, in the words of the stages that do it.

The command line makes one of its options; a script writes one itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from exporter.formats import FORMATS, EpubFormat, Format
from exporter.images import ImageOptions
from exporter.output import Sink
from exporter.selection import Choice


@dataclass(frozen=True, slots=True)
class Request:
    """A book: which articles, in which format, and where it goes.

    ``output`` is a file or a stream; None names a file after the contents, in the
    current folder.  ``format`` None follows the suffix of ``output``, and is EPUB
    where that tells nothing.  ``title`` "" is made from the selection.  ``images``
    None leaves images out; what of them the format wants is added later.
    ``font_dir`` is searched for fonts first.  With ``strict`` nothing is written
    where there is a problem.
    """

    choice: Choice = field(default_factory=Choice)
    output: Path | Sink | None = None
    format: Format | None = None
    title: str = ""
    images: ImageOptions | None = field(default_factory=ImageOptions)
    font_dir: Path | None = None
    strict: bool = False

    @property
    def book_format(self) -> Format:
        """Return the format of the book."""
        if self.format is not None:
            return self.format
        suffix = self.output.suffix if isinstance(self.output, Path) else ""
        return FORMATS.get(suffix.removeprefix(".").lower(), EpubFormat)()

    @property
    def max_bytes(self) -> int | None:
        """Return the size that no file should pass; a stream takes one file."""
        into_files = self.output is None or isinstance(self.output, Path)
        return self.book_format.max_bytes if into_files else None

    @property
    def image_options(self) -> ImageOptions | None:
        """Return what the stage of images is told, None where there are none."""
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
