"""Volumes: a selection too large for one file becomes several books.

Amazon takes at most 50 MB by mail (TYPESETTING.md section 2).  Pictures make
up nearly all of a book, so the plan counts them exactly and everything else
by a cautious rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from exporter.model import Article, Image, image_refs
from exporter.xhtml import ImageMap

# Measured on the shared corpus: four fonts per script at 457 articles come to
# 9 MB, a text file deflates to under half, cover and package to under 0.5 MB.
FONT_BYTES = 10_000_000
_COVER_BYTES = 500_000
_TEXT_BYTES = 12_000


def plan_volumes(
    articles: Sequence[Article],
    images: ImageMap,
    *,
    max_bytes: int,
    with_fonts: bool,
) -> list[tuple[Article, ...]]:
    """Return ``articles`` in groups whose books stay under ``max_bytes``.

    The order is kept and the groups are of about equal size.  An article that
    is too large alone makes a volume of its own.
    """
    fixed = _COVER_BYTES + (FONT_BYTES if with_fonts else 0)
    budget = max(max_bytes - fixed, max_bytes // 10)
    total = sum(size for _, size in _sizes(articles, images))
    if total <= budget:
        return [tuple(articles)]
    # Even volumes read better than full ones and a scrap; where the articles'
    # sizes do not allow as many even ones, full ones do.
    even = _fill(articles, images, limit=total // -(-total // budget) + 1)
    full = _fill(articles, images, limit=budget)
    return min(even, full, key=len)


def _fill(
    articles: Sequence[Article], images: ImageMap, *, limit: int
) -> list[tuple[Article, ...]]:
    groups: list[list[Article]] = [[]]
    used = 0
    for article, size in _sizes(articles, images):
        if groups[-1] and used + size > limit:
            groups.append([])
            used = 0
        groups[-1].append(article)
        used += size
    return [tuple(group) for group in groups]


def _sizes(
    articles: Sequence[Article], images: ImageMap
) -> list[tuple[Article, int]]:
    """Return each article with its bytes; a picture counts where it comes first."""
    seen: set[str] = set()
    out: list[tuple[Article, int]] = []
    for article in articles:
        size = _TEXT_BYTES
        for ref in image_refs(article):
            image = images.get(ref.url)
            if isinstance(image, Image) and image.sha256 not in seen:
                seen.add(image.sha256)
                size += image.size_bytes
        out.append((article, size))
    return out
