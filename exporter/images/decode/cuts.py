"""Cuts images that no page can show whole at a readable size.

A long strip of text and drawings, fitted to a page, would be too narrow to read.  It is
cut into consecutive pieces: a tall image from the top, a wide one from the left.  A cut
lies in quiet rows, between lines of lettering, where there are any near.  Elsewhere
the pieces overlap a little, so that nothing is lost.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from exporter.images.decode.recipe import Recipe

# The tallest images that are whole pages are screenshots of telephones, 1 : 2.2.
_TALL_RATIO = 2.3
_WIDE_RATIO = 8.0
# The smallest lettering on web pages has 12 px; it needs 6 pt on paper.
_NEEDED_PT_PER_PX = 0.5
# A wide image may be this many times smaller than that: its lettering is larger, and
# few wide images have any.
_WIDE_ALLOWANCE = 1.5
# Wide images that are lower than this are lines and ornaments.
_LEAST_STRIP_PX = 100
_PT_PER_PX = 72 / 300  # a recipe counts 300 dots an inch, as paper and e-ink have
# The length of a piece by its other side; four pieces fill a page of A4.
_PIECE_RATIO = 0.5
_STRIP_RATIO = 5.0
# A piece is at most this part of a page high, because it may become somewhat longer.
# The last piece may be longer by this share of a piece.
_PAGE_PART, _LAST_ALLOWANCE = 0.72, 0.25
# A row is quiet if its levels differ by no more than this, the noise of JPEG coding.
_QUIET_LEVELS = 12
# How far from its even place a cut may lie, before and behind, as parts of a piece.
_BEFORE, _BEHIND = 0.3, 0.15
_OVERLAP = 0.04

CutDirection = Literal["down", "right"]
PixelSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CutPlan:
    """In which direction the pieces follow each other, and how long each is.

    A piece is about ``ratio`` times the other side long, and at most ``most_px``.
    """

    direction: CutDirection
    ratio: float
    most_px: int


def plan_cut(width_px: int, height_px: int, recipe: Recipe) -> CutPlan | None:
    """Return how to cut an image of that size, None if it stays whole.

    It is cut if its width on the page of ``recipe`` is less than its lettering needs.
    """
    if min(width_px, height_px) < 1:
        return None
    page_pt = recipe.max_width_px * _PT_PER_PX
    page_height_pt = recipe.max_height_px * _PT_PER_PX
    needed_pt = width_px * _NEEDED_PT_PER_PX
    if height_px > width_px * _TALL_RATIO:
        fitted_pt = page_height_pt * width_px / height_px
        if fitted_pt < min(needed_pt, page_pt):
            return CutPlan("down", _PIECE_RATIO, int(recipe.max_height_px * _PAGE_PART))
    if width_px > height_px * _WIDE_RATIO and height_px >= _LEAST_STRIP_PX:
        most_px = page_pt * _WIDE_ALLOWANCE / _NEEDED_PT_PER_PX
        if width_px > most_px:
            return CutPlan("right", _STRIP_RATIO, int(most_px))
    return None


def cut_image(image: Image.Image, plan: CutPlan) -> list[Image.Image]:
    """Return the pieces of ``image`` in order; together they show all of it."""
    if plan.direction == "down":
        spans = _find_spans(image.convert("L"), plan)
        return [image.crop((0, a, image.width, b)) for a, b in spans]
    lying = image.convert("L").transpose(Image.Transpose.TRANSPOSE)
    spans = _find_spans(lying, plan)
    return [image.crop((a, 0, b, image.height)) for a, b in spans]


def _find_spans(grey: Image.Image, plan: CutPlan) -> list[PixelSpan]:
    """Return the rows of each piece as (first, last + 1)."""
    piece_px = max(min(round(grey.width * plan.ratio), plan.most_px), 1)
    spans: list[PixelSpan] = []
    start = seen = 0  # the row where the next piece begins; the rows shown so far
    while True:
        rest = grey.height - seen
        count = math.ceil(rest / piece_px - _LAST_ALLOWANCE)
        if count <= 1:
            return [*spans, (start, grey.height)]
        even = seen + rest // count
        low = max(even - round(piece_px * _BEFORE), seen + 1)
        high = min(even + round(piece_px * _BEHIND), grey.height - 1)
        quiet = _quiet_row(_is_quiet(grey), low, high, even)
        end = even if quiet is None else quiet
        spans.append((start, end))
        seen = end
        overlap = round(piece_px * _OVERLAP) if quiet is None else 0
        start = end - overlap


def _is_quiet(grey: Image.Image) -> Callable[[int], bool]:
    def is_quiet(row: int) -> bool:
        # One band has two extrema as numbers; the stubs allow for more bands.
        low, high = grey.crop((0, row, grey.width, row + 1)).getextrema()
        return float(high) - float(low) <= _QUIET_LEVELS  # type: ignore[arg-type]

    return is_quiet


def _quiet_row(
    is_quiet: Callable[[int], bool], low: int, high: int, even: int
) -> int | None:
    """Return the middle of the largest group of quiet rows, the nearest to ``even``."""
    runs: list[PixelSpan] = []
    start: int | None = None
    for row in range(low, high + 1):
        if row < high and is_quiet(row):
            start = row if start is None else start
        elif start is not None:
            runs.append((start, row))
            start = None
    if not runs:
        return None
    widest = max(end - begin for begin, end in runs)
    wide = [(begin + end) // 2 for begin, end in runs if 2 * (end - begin) >= widest]
    return min(wide, key=lambda row: abs(row - even))
