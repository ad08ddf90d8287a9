"""Images: as an article names them, and as a book shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from exporter.words import Reason


@dataclass(frozen=True, slots=True)
class ImageRef:
    """An image as an article names it.

    ``url`` is the archived address, absolute.  It is "" if the archive lost it, and a
    ``data:`` address if the article holds the image itself.  ``others`` are addresses
    to try in turn if that one shows nothing.  ``alt`` is the archive's alternative
    text, if any.
    """

    url: str
    alt: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what identifies the image: all its addresses."""
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
    """An image that can be embedded without changes.

    ``path`` is a JPEG or PNG file in the store; ``sha256`` is that of its bytes, in
    hex; sizes are in pixels and bytes.  If the image was cut, this is the first piece,
    and ``more`` are the others in order.
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
        """Return the images that together show all of it, in order."""
        return (self, *self.more)


@dataclass(frozen=True, slots=True)
class MissingImage:
    """An image that could not be had, and why."""

    url: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class SpacerImage:
    """An image without content (a tracking pixel, white space); it is not shown.

    ``tracker``: a service counts readers with it, so it is not even asked for.
    """

    url: str
    tracker: bool = False


# The outcome for each image, by ``ImageRef.key``.
ImageMap: TypeAlias = Mapping[str, Image | MissingImage | SpacerImage]
