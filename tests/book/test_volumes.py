"""Volumes hold every article once and in order, and none is larger than the limit."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from exporter.book.volumes import FONT_BYTES, plan_volumes
from exporter.model import (
    Article,
    Figure,
    Image,
    ImageMap,
    ImageRef,
    MissingImage,
    SpacerImage,
)
from tests.support.books import article, articles_on, paragraph
from tests.support.reasons import GONE

MB = 1_000_000


def image(name: str, size_bytes: int) -> Image:
    return Image(Path(name), name * 8, "image/jpeg", 800, 600, size_bytes)


def with_images(number: int, *urls: str) -> Article:
    return article(*(Figure(ImageRef(url)) for url in urls), number=number)


def sizes(groups: list[tuple[Article, ...]]) -> list[int]:
    return [len(group) for group in groups]


def image_bytes(group: tuple[Article, ...], images: ImageMap) -> int:
    """Return the bytes of the pictures of a volume, each content once."""
    shown = {
        block.image.url
        for one in group
        for block in one.blocks
        if isinstance(block, Figure)
    }
    found = {images[url] for url in shown if url in images}
    return sum(i.size_bytes for i in found if isinstance(i, Image))


def one_each(count: int, size_bytes: int) -> tuple[list[Article], dict[str, Image]]:
    urls = [f"https://x.test/{number}" for number in range(count)]
    articles = [with_images(number, url) for number, url in enumerate(urls)]
    return articles, {url: image(url, size_bytes) for url in urls}


def test_small_selection_is_one_volume() -> None:
    articles = articles_on("2024-06-18", "2024-06-19")
    groups = plan_volumes(articles, {}, max_bytes=50 * MB, with_fonts=True)
    assert groups == [tuple(articles)]


def test_volumes_are_of_about_equal_size() -> None:
    articles, images = one_each(100, MB)
    groups = plan_volumes(articles, images, max_bytes=50 * MB, with_fonts=False)
    assert len(groups) == 3
    assert max(sizes(groups)) - min(sizes(groups)) < 3
    assert [one for group in groups for one in group] == articles


def test_fonts_count_toward_the_size_of_a_volume() -> None:
    articles, images = one_each(45, MB)
    plans = [
        plan_volumes(articles, images, max_bytes=50 * MB, with_fonts=with_fonts)
        for with_fonts in (False, True)
    ]
    assert [len(plan) for plan in plans] == [1, 2]
    assert FONT_BYTES < 50 * MB


def test_image_shared_by_all_counts_once_in_each_volume() -> None:
    shared = "https://x.test/shared"
    images: dict[str, Image] = {shared: image("shared", 10 * MB)}
    articles = []
    for number in range(20):
        url = f"https://x.test/{number}"
        images[url] = image(url, MB)
        articles.append(with_images(number, shared, url))
    one = plan_volumes(articles, images, max_bytes=32 * MB, with_fonts=False)
    assert sizes(one) == [20]
    groups = plan_volumes(articles, images, max_bytes=16 * MB, with_fonts=False)
    assert len(groups) >= 4
    assert all(image_bytes(group, images) <= 16 * MB for group in groups)


def test_missing_and_spacer_images_count_no_bytes() -> None:
    urls = ("https://x.test/1", "https://x.test/2", "https://x.test/3")
    images: ImageMap = {
        urls[0]: MissingImage(urls[0], GONE),
        urls[1]: SpacerImage(urls[1]),
    }
    articles = [with_images(number, *urls) for number in range(9)]
    groups = plan_volumes(articles, images, max_bytes=MB, with_fonts=False)
    assert sizes(groups) == [9]


def test_giant_article_is_a_volume_of_its_own() -> None:
    articles, images = one_each(5, MB)
    url = next(iter(articles[2].blocks)).image.url  # type: ignore[union-attr]
    images[url] = replace(images[url], size_bytes=90 * MB)
    groups = plan_volumes(articles, images, max_bytes=50 * MB, with_fonts=False)
    assert sizes(groups) == [2, 1, 2]


def test_long_texts_count_toward_the_size_of_a_volume() -> None:
    articles = [article(paragraph("灯" * 4 * MB), number=n) for n in range(3)]
    groups = plan_volumes(articles, {}, max_bytes=10 * MB, with_fonts=False)
    assert sizes(groups) == [1, 1, 1]


def test_limit_smaller_than_the_fonts_still_makes_volumes() -> None:
    articles, images = one_each(10, MB)
    groups = plan_volumes(articles, images, max_bytes=MB, with_fonts=True)
    assert sizes(groups) == [1] * 10


@given(
    st.lists(st.lists(st.integers(0, 11), max_size=4), min_size=1, max_size=30),
    st.lists(st.integers(1, 6 * MB), min_size=12, max_size=12),
    st.integers(1, 40),
)
def test_any_selection_is_split_whole_in_order_and_within_the_limit(
    shown: list[list[int]], weights: list[int], megabytes: int
) -> None:
    urls = [f"https://x.test/{number}" for number in range(12)]
    images = {u: image(u, w) for u, w in zip(urls, weights, strict=True)}
    articles = [
        with_images(number, *(urls[one] for one in some))
        for number, some in enumerate(shown)
    ]
    max_bytes = megabytes * MB
    groups = plan_volumes(articles, images, max_bytes=max_bytes, with_fonts=False)
    assert [one for group in groups for one in group] == articles
    assert all(groups)
    for group in groups:
        assert len(group) == 1 or image_bytes(group, images) <= max_bytes
    # Filling each volume to the limit would not give fewer volumes.
    assert len(groups) <= len(_fill(articles, images, max_bytes))


def _fill(
    articles: list[Article], images: ImageMap, max_bytes: int
) -> list[tuple[Article, ...]]:
    # What is left for pictures after plan_volumes keeps room for cover and text.
    budget = max(max_bytes - 500_000, max_bytes // 10) - 7_000 * len(articles)
    groups: list[tuple[Article, ...]] = [()]
    for one in articles:
        longer = (*groups[-1], one)
        if groups[-1] and image_bytes(longer, images) > budget:
            groups.append((one,))
        else:
            groups[-1] = longer
    return groups
