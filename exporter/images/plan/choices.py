"""Pictures with several addresses: tried in order until one shows something.

An article names some of its pictures more than once: a placeholder and what a
script would put in its place, sizes for several screens, an address spelled twice.
Which of them is the picture, the pictures themselves tell.  Keys of pictures
(``ImageRef.key``) and a way to get addresses enter; an outcome for each key leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from exporter.model import Image, MissingImage, SpacerImage, split_key

ImageOutcome: TypeAlias = Image | MissingImage | SpacerImage
# Gets pictures: addresses with their articles enter, an outcome for each leaves.
GatherImages: TypeAlias = Callable[[Mapping[str, str]], Mapping[str, ImageOutcome]]

# Smaller ones stand in for a picture, or lead to it, where it has other addresses.
_STAND_IN_PX = 120


def choose_images(
    wanted: Mapping[str, str], gather: GatherImages
) -> dict[str, ImageOutcome]:
    """Return the outcome for each key in ``wanted``, whose values are articles.

    The first address that gives a picture of some size settles a key; where none
    does, the largest picture that came.  A stand-in does not replace a picture
    that is lost: one that came for another address than the first one is shown
    only if it is no spacer.
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
    """Return which of two outcomes for one picture counts.

    The reason why the first address gave nothing says more than that its
    placeholder is empty.
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
