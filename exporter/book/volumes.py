"""Volumes: a selection too large for one file becomes several books.

Amazon takes at most 50 MB by mail (docs/typesetting.md, Size of files).  Images make up
nearly all of a book, so the plan counts them exactly.  Everything else is estimated
generously.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exporter.model import (
    Article,
    Image,
    ImageMap,
    count_characters,
    image_refs,
)

# Measured on the shared corpus: four fonts per script at 457 articles have 9 MB; a text
# file deflates to less than half; cover and package have less than 0.5 MB.
FONT_BYTES = 10_000_000
_COVER_BYTES = 500_000
_ARTICLE_BYTES = 6_000
# A Han character takes three bytes, which deflate to less than two.
_CHARACTER_BYTES = 2


@dataclass(frozen=True, slots=True)
class _Sized:
    """An article, the bytes of its text, and the bytes of its images by content."""

    article: Article
    text_bytes: int
    image_bytes: dict[str, int]


def plan_volumes(
    articles: Sequence[Article],
    images: ImageMap,
    *,
    max_bytes: int,
    with_fonts: bool,
) -> list[tuple[Article, ...]]:
    """Return ``articles`` in groups whose books stay under ``max_bytes``.

    The order is kept, and the groups have about the same size.  An article that alone
    is too large makes a volume of its own.
    """
    fixed = _COVER_BYTES + (FONT_BYTES if with_fonts else 0)
    budget = max(max_bytes - fixed, max_bytes // 10)
    sized = [_measure(article, images) for article in articles]
    full = _fill(sized, budget)
    # Volumes of equal size are better than full ones and a small rest.  So find, to a
    # hundredth of a volume, the smallest limit that needs no more volumes.
    low, high = 0, budget
    while len(full) > 1 and high - low > budget // 100:
        middle = (low + high) // 2
        if len(_fill(sized, middle)) > len(full):
            low = middle + 1
        else:
            high = middle
    return [tuple(one.article for one in group) for group in _fill(sized, high)]


def _fill(sized: Iterable[_Sized], limit: int) -> list[list[_Sized]]:
    """Return ``sized`` in groups of at most ``limit`` bytes, or of one article.

    An image counts once in every group that shows it.
    """
    groups: list[list[_Sized]] = [[]]
    used = 0
    shown: set[str] = set()
    for one in sized:
        size = _size(one, shown)
        if groups[-1] and used + size > limit:
            groups.append([])
            used, shown = 0, set()
            size = _size(one, shown)
        groups[-1].append(one)
        used += size
        shown.update(one.image_bytes)
    return groups


def _size(one: _Sized, shown: set[str]) -> int:
    images = one.image_bytes.items()
    return one.text_bytes + sum(size for name, size in images if name not in shown)


def _measure(article: Article, images: ImageMap) -> _Sized:
    found = (images.get(ref.key) for ref in image_refs(article))
    pieces = (piece for i in found if isinstance(i, Image) for piece in i.pieces)
    image_bytes = {piece.sha256: piece.size_bytes for piece in pieces}
    characters = sum(map(count_characters, article.blocks))
    text_bytes = _ARTICLE_BYTES + _CHARACTER_BYTES * characters
    return _Sized(article, text_bytes, image_bytes)
