"""Cutting pictures that no page can show whole at a readable size.

A long strip of text and drawings, fitted to a page, is a thread.  It is cut
into pieces that follow each other: a tall picture from the top, a wide one from
the left.  Cuts lie in quiet rows, between lines of lettering, where there are
any near; elsewhere the pieces overlap a little, so that nothing is lost.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from exporter.images.decode.recipe import Recipe

# Pictures of telephones' screens, the tallest that are whole pages, are 1 : 2.2.
_TALL_RATIO = 2.3
_WIDE_RATIO = 8.0
# Lettering of 12 px, the smallest that web pages have, in 6 pt.
_NEEDED_PT_PER_PX = 0.5
# A wide picture may be shown at this part of what it needs: its lettering is
# larger, and few have any.
_WIDE_ALLOWANCE = 1.5
# Lower ones are lines and ornaments.
_LEAST_STRIP_PX = 100
_PT_PER_PX = 72 / 300  # of a recipe's box: paper and e-ink have 300 dots an inch
# The sides of a piece to each other: four fill a page of A4, and leave little.
_PIECE_RATIO = 0.5
_STRIP_RATIO = 5.0
# No piece is higher than this part of a page, for it may become somewhat longer;
# the last may be longer by so many pieces.
_PAGE_PART, _LAST_ALLOWANCE = 0.72, 0.25
# Rows are quiet whose levels differ by no more; coding leaves that much noise.
_QUIET_LEVELS = 12
# Where a cut may lie, as parts of a piece before and behind the even place.
_BEFORE, _BEHIND = 0.3, 0.15
_OVERLAP = 0.04

Direction = Literal["down", "right"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CutPlan:
    """Which way the pieces follow, and about how long each is.

    The length is ``ratio`` of the other side, but no more than ``most_px``.
    """

    direction: Direction
    ratio: float
    most_px: int


def plan_cut(width_px: int, height_px: int, recipe: Recipe) -> CutPlan | None:
    """Return how to cut a picture of that size, None where it can stay whole.

    What decides is the width it would have on the page of ``recipe``, against
    what its lettering needs.
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


def cut_image(picture: Image.Image, plan: CutPlan) -> list[Image.Image]:
    """Return the pieces of ``picture`` in order; they show all of it."""
    if plan.direction == "down":
        spans = _find_spans(picture.convert("L"), plan)
        return [picture.crop((0, a, picture.width, b)) for a, b in spans]
    lying = picture.convert("L").transpose(Image.Transpose.TRANSPOSE)
    spans = _find_spans(lying, plan)
    return [picture.crop((a, 0, b, picture.height)) for a, b in spans]


def _find_spans(grey: Image.Image, plan: CutPlan) -> list[Span]:
    """Return the rows of each piece, from the first to behind the last."""
    piece_px = max(min(round(grey.width * plan.ratio), plan.most_px), 1)
    spans: list[Span] = []
    start = seen = 0  # what the next piece begins with, and what was shown
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
        # Of one band the extrema are two numbers; the stubs know of more bands.
        low, high = grey.crop((0, row, grey.width, row + 1)).getextrema()
        return float(high) - float(low) <= _QUIET_LEVELS  # type: ignore[arg-type]

    return is_quiet


def _quiet_row(
    is_quiet: Callable[[int], bool], low: int, high: int, even: int
) -> int | None:
    """Return the middle of the quiet rows that are most, and nearest to ``even``."""
    runs: list[Span] = []
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
