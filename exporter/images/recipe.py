"""What a picture is to become, and what became of it.

Shared by the process that wants a picture and the one that decodes it, so it
imports no decoder.
"""

from dataclasses import dataclass

# Raised when the same source and the same recipe give another result.
_VERSION = 1
SPACER_SIDE_PX = 2


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a picture is to become: RGB or grey, upright, opaque, not larger.

    With ``grey`` there is no colour left in it.
    """

    max_side_px: int
    max_pixels: int
    grey: bool = False

    @property
    def name(self) -> str:
        """Return the name under which a store keeps the results."""
        return f"{'grey' if self.grey else 'book'}-{self.max_side_px}-{_VERSION}"


@dataclass(frozen=True, slots=True)
class Shape:
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

    ``data`` is the result, b"" where the source passes as it is.
    """

    source: Shape
    result: Shape
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a body makes no picture, in words for the reader.

    ``lasting`` says that the same body will come again.
    """

    reason: str
    lasting: bool = True
