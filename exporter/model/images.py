"""Images: as an article names them, and as a book holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from exporter.reasons import Reason


@dataclass(frozen=True, slots=True)
class ImageRef:
    """An image as an article names it.

    ``url`` is the archived address, absolute; "" where the archive lost it, and a
    ``data:`` address where the article holds the image itself.  ``others`` are
    addresses to try in turn where that one shows nothing.  ``alt`` is the archive's
    alternative text, if any.
    """

    url: str
    alt: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what tells the image from others: all its addresses."""
        return (
            _KEY_SEPARATOR.join((self.url, *self.others)) if self.others else self.url
        )


# Addresses hold no line breaks (exporter.urls).
_KEY_SEPARATOR = "\n"


def split_key(key: str) -> tuple[str, ...]:
    """Return the addresses of the image with ``key``, in the order to try them."""
    return tuple(key.split(_KEY_SEPARATOR))


@dataclass(frozen=True, slots=True)
class Image:
    """An image that can be embedded as it is.

    ``path`` is a JPEG or PNG file in the store, ``sha256`` of its bytes in
    hex, sizes in pixels and bytes.  Where a picture was cut it is the first
    piece, and ``more`` are the others, in the order they follow each other.
    """

    path: Path
    sha256: str
    media_type: str
    width_px: int
    height_px: int
    size_bytes: int
    more: tuple[Image, ...] = ()

    @property
    def pieces(self) -> tuple[Image, ...]:
        """Return the images that show all of the picture: itself, where it is whole."""
        return (self, *self.more)


@dataclass(frozen=True, slots=True)
class MissingImage:
    """An image that could not be had, and why."""

    url: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class SpacerImage:
    """An image without content (a tracking pixel, white space): not shown.

    ``tracker`` tells one by which a service counts readers: it is not asked for.
    """

    url: str
    tracker: bool = False


# What became of each image, by ``ImageRef.key``.
ImageMap: TypeAlias = Mapping[str, Image | MissingImage | SpacerImage]
