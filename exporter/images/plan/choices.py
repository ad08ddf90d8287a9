"""Images with several addresses: these are tried in order until one shows something.

An article may name one image several times: as a placeholder and the image that a
script would put there, in sizes for several screens, or with two spellings of one
address.  Only the files themselves show which of them is the image.  Keys of images
(``ImageRef.key``) and a function that gets addresses enter; an outcome for each key
leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from exporter.model import Image, MissingImage, SpacerImage, split_key

ImageOutcome: TypeAlias = Image | MissingImage | SpacerImage
# Gets images: takes addresses with their articles, returns an outcome for each.
GatherImages: TypeAlias = Callable[[Mapping[str, str]], Mapping[str, ImageOutcome]]

# A smaller image with other addresses is only a placeholder for the image, or a link.
_STAND_IN_PX = 120


def choose_images(
    wanted: Mapping[str, str], gather: GatherImages
) -> dict[str, ImageOutcome]:
    """Return the outcome for each key in ``wanted``, whose values are articles.

    The first address that gives a large enough image settles a key.  If none does,
    the largest image that came counts.  A placeholder must not hide that an image is
    missing: a spacer from any address but the first does not count as an image.
    """
    best: dict[str, ImageOutcome] = {}
    left = {key: split_key(key) for key in wanted}
    while left:
        asked: dict[str, str] = {}
        for key, addresses in left.items():
            asked.setdefault(addresses[0], wanted[key])
        found = gather(asked)
        rest: dict[str, tuple[str, ...]] = {}
        for key, addresses in left.items():
            outcome = _better(best.get(key), found[addresses[0]])
            best[key] = outcome
            if addresses[1:] and not _settles(outcome):
                rest[key] = addresses[1:]
        left = rest
    return {key: best[key] for key in wanted}


def _settles(outcome: ImageOutcome) -> bool:
    if not isinstance(outcome, Image):
        return False
    return max(outcome.width_px, outcome.height_px) >= _STAND_IN_PX


def _better(known: ImageOutcome | None, new: ImageOutcome) -> ImageOutcome:
    """Return the better of two outcomes for one image.

    If both failed, the first address's reason is kept: it says more than "the
    placeholder is empty".
    """
    if known is None:
        return new
    if isinstance(new, Image):
        if not isinstance(known, Image):
            return new
        larger = new.width_px * new.height_px > known.width_px * known.height_px
        return new if larger else known
    if isinstance(known, SpacerImage) and isinstance(new, MissingImage):
        return new
    return known
