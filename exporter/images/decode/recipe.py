"""What an image is to become, and what it became.

The process that wants an image and the one that decodes it share these types, so
this module imports no decoder.
"""

from dataclasses import dataclass

from exporter.words import Reason

# Raise this when the same source and the same recipe give a different result.
_VERSION = 3
SPACER_SIDE_PX = 2


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an image is to become: RGB or grey, upright, opaque, within a size.

    ``max_pixels`` is the largest image that is decoded.  ``grey`` removes the colours.
    """

    max_width_px: int
    max_height_px: int
    max_pixels: int
    grey: bool = False

    @property
    def name(self) -> str:
        """Return the name under which a store keeps the results."""
        colour = "grey" if self.grey else "book"
        return f"{colour}-{self.max_width_px}x{self.max_height_px}-{_VERSION}"

    def admits(self, width_px: int, height_px: int) -> bool:
        """Return whether an image of that size may keep its size."""
        return width_px <= self.max_width_px and height_px <= self.max_height_px


@dataclass(frozen=True, slots=True)
class ImageShape:
    """The kind of an image ("jpeg", "webp" …) and its width and height in pixels."""

    kind: str
    width_px: int
    height_px: int

    @property
    def is_spacer(self) -> bool:
        """Return whether the image shows nothing: a counter, white space."""
        return min(self.width_px, self.height_px) <= SPACER_SIDE_PX


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image that was decoded completely: what it was, and what it became.

    ``data`` is the result, b"" if the source's bytes are used unchanged.  ``entire``
    says that ``data`` holds the whole image, so the source need not be kept.  Of an
    image that was cut, ``data`` is the first piece and ``more`` are the others.
    """

    source: ImageShape
    result: ImageShape
    data: bytes = b""
    entire: bool = False
    more: tuple[tuple[ImageShape, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a body gives no image.

    ``lasting`` says that asking again would bring the same body.
    """

    reason: Reason
    lasting: bool = True
