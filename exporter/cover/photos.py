"""The photograph on a cover: choosing, loading, fitting."""

import warnings
from collections.abc import Iterable
from pathlib import Path

from PIL import Image as Pixels
from PIL import ImageOps, ImageStat

from exporter.cover.pen import PAPER, Box
from exporter.model import Image

_NARROWEST_PX, _LOWEST_PX = 400, 240
_ASPECTS = (0.5, 2.4)
_ENLARGED_AT_MOST = 1.8
_SHOWN_AT_LEAST = 0.66
_PROBE_PX = 96
_PLAIN_DEVIATION = 14.0
_PLAIN_SHARE = 0.7
# What Pillow raises for files that are no images or broken ones.
_BROKEN = (OSError, ValueError, SyntaxError, Pixels.DecompressionBombError)


def choose_cover_image(images: Iterable[Image]) -> Image | None:
    """Return the first of ``images`` that can stand on a cover.

    It is at least 400 pixels wide, no banner, no ribbon, not nearly of one colour (a
    logo, a blank), and can be decoded.
    """
    return next((image for image in images if _is_good(image)), None)


def _is_good(image: Image) -> bool:
    if image.width_px < _NARROWEST_PX or image.height_px < _LOWEST_PX:
        return False
    low, high = _ASPECTS
    if not low <= image.width_px / image.height_px <= high:
        return False
    photo = load_photo(image, 2 * _PROBE_PX)
    if photo is None:
        return False
    small = photo.convert("L").resize((_PROBE_PX, _PROBE_PX))
    counts = small.histogram()
    commonest = max(sum(counts[n : n + 8]) for n in range(0, 256, 8))
    varied = ImageStat.Stat(small).stddev[0] >= _PLAIN_DEVIATION
    return varied and commonest < _PLAIN_SHARE * _PROBE_PX**2


def load_photo(image: Image, width_px: int) -> Pixels.Image | None:
    """Return the pixels of ``image``, upright, in RGB; None if it is broken.

    A JPEG much wider than ``width_px`` is decoded at a smaller scale.
    """
    try:
        # Pillow warns of metadata that no cover shows.
        with warnings.catch_warnings(action="ignore"):
            return _decode(image.path, width_px)
    except _BROKEN:
        return None


def _decode(path: Path, width_px: int) -> Pixels.Image:
    with Pixels.open(path, formats=("JPEG", "PNG")) as file:
        file.draft("RGB", (width_px, width_px))
        upright = ImageOps.exif_transpose(file)
        if upright.mode in ("RGB", "L", "CMYK"):
            return upright.convert("RGB")
        ground = Pixels.new("RGBA", upright.size, (*PAPER, 255))
        ground.alpha_composite(upright.convert("RGBA"))
        return ground.convert("RGB")


def fills(photo: Pixels.Image, box: Box) -> bool:
    """Return whether ``photo`` can fill ``box`` without being coarse or losing much."""
    width, height = box[2] - box[0], box[3] - box[1]
    scale = max(width / photo.width, height / photo.height)
    shown = width * height / (photo.width * photo.height * scale**2)
    return scale <= _ENLARGED_AT_MOST and shown >= _SHOWN_AT_LEAST


def paste_photo(canvas: Pixels.Image, photo: Pixels.Image, box: Box) -> None:
    """Fill ``box`` with ``photo``, cut to its shape."""
    size = (box[2] - box[0], box[3] - box[1])
    # In news photographs the subject is more often above the middle than below.
    fitted = ImageOps.fit(photo, size, Pixels.Resampling.LANCZOS, centering=(0.5, 0.35))
    canvas.paste(fitted, box[:2])


def mount_box(photo: Pixels.Image, window: Box, margin_px: int) -> Box:
    """Return where ``photo`` stands whole at the right of ``window``.

    A photograph as tall as the window reaches the edge of the page; another keeps
    the margin.
    """
    height = window[3] - window[1]
    scale = min(720 / photo.width, height / photo.height, _ENLARGED_AT_MOST)
    width = max(1, round(photo.width * scale))
    tall = max(1, round(photo.height * scale))
    bleeds = tall > 0.92 * height
    right = window[2] if bleeds else window[2] - margin_px
    top = window[1] if bleeds else window[1] + (height - tall) // 2
    return right - width, top, right, window[3] if bleeds else top + tall
