"""What the blocks of one article are written with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from exporter.model import Image, MissingImage, SpacerImage
from exporter.xhtml.inlines import WriteLink
from exporter.xhtml.writer import Pen, lang_attributes

ImageMap: TypeAlias = Mapping[str, Image | MissingImage | SpacerImage]
WriteCode: TypeAlias = Callable[[str, Sequence[str], Pen], str]


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What the blocks of one article are written with.

    ``images`` is None when the book leaves pictures out.  ``marks_lists`` tells
    that the markers of lists are to be written as text.
    """

    images: ImageMap | None
    write_link: WriteLink
    write_code: WriteCode
    marks_lists: bool = False


def mark_own_words(pen: Pen, lang: str) -> str:
    """Return what marks the book's own words in a block in ``lang`` as Chinese."""
    return lang_attributes(pen.lang) if lang and not lang.startswith("zh") else ""
