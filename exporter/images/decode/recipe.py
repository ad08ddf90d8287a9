"""What a picture is to become, and what became of it.

Shared by the process that wants a picture and the one that decodes it, so it
imports no decoder.
"""

from dataclasses import dataclass

from exporter.reasons import Reason

# Raised when the same source and the same recipe give another result.
_VERSION = 3
SPACER_SIDE_PX = 2


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a picture is to become: RGB or grey, upright, opaque, not larger.

    ``max_pixels`` is what may be decoded; with ``grey`` no colour is left.
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
        """Return whether a picture of that size need not be made smaller."""
        return width_px <= self.max_width_px and height_px <= self.max_height_px


@dataclass(frozen=True, slots=True)
class ImageShape:
    """What a picture is: its kind ("jpeg", "webp" …) and its sides in pixels."""

    kind: str
    width_px: int
    height_px: int

    @property
    def is_spacer(self) -> bool:
        """Return whether there is nothing to see: a counter, white space."""
        return min(self.width_px, self.height_px) <= SPACER_SIDE_PX


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture that is whole: what it was, and what it became.

    ``data`` is the result, b"" where the source passes as it is.  With
    ``entire`` it is all of the picture, and the source need not be kept.  Where
    the picture was cut it is the first piece, and ``more`` are the others.
    """

    source: ImageShape
    result: ImageShape
    data: bytes = b""
    entire: bool = False
    more: tuple[tuple[ImageShape, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a body makes no picture.

    ``lasting`` says that the same body will come again.
    """

    reason: Reason
    lasting: bool = True
