"""The assembly: from articles to the volumes of a book, with their images."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from exporter.alternatives import BookScript
from exporter.book import (
    BookOptions,
    assemble_book,
    default_file_stem,
    default_title,
    plan_volumes,
)
from exporter.conversion import convert_articles, target_lang
from exporter.formats import Volume
from exporter.images import (
    ImageOptions,
    fetch_images,
    hold_store,
    keep_limit,
    name_any_size,
)
from exporter.journal import Journal, MadeBook
from exporter.model import (
    Article,
    Image,
    ImageMap,
    LeftOut,
    Problem,
    SpacerImage,
    all_image_refs,
    image_refs,
)
from exporter.output import Target, name_file, number_paths
from exporter.request import Request
from exporter.stories import share_galleries
from exporter.words import Message


def convert_script(
    articles: Sequence[Article], script: BookScript, journal: Journal
) -> list[Article]:
    """Return ``articles`` in ``script``; the journal tells how many have changed."""
    converted = convert_articles(articles, script)
    if script != "keep":
        journal.converted = sum(article.converted for article in converted)
    return converted


@contextlib.contextmanager
def hold_images(images: ImageOptions | None, journal: Journal) -> Iterator[None]:
    """Keep the store's images until the book is written, then apply its limit."""
    if images is None:
        yield
        return
    try:
        with hold_store(images.store_dir):
            yield
    finally:
        keep_limit(images, journal)


def find_images(
    articles: Sequence[Article], options: ImageOptions | None, journal: Journal
) -> ImageMap | None:
    """Return the images of ``articles``, None if the book leaves images out.

    Images without an address are named in the journal.
    """
    if options is None:
        return None
    images = fetch_images(
        [(r.key, a.header.id) for a in articles for r in image_refs(a)],
        options=options,
        journal=journal,
        pages={a.header.id: a.header.url for a in articles},
    )
    for article in articles:
        journal.add(*_lost_addresses(article))
    return images


def settle_galleries(
    articles: Sequence[Article], images: ImageMap | None, request: Request
) -> list[Article]:
    """Return ``articles`` with the galleries that the book shows in each of them."""
    if request.galleries == "every":
        return list(articles)
    return share_galleries(articles, images, name_any_size)


def note_left_out(
    articles: Sequence[Article], images: ImageMap | None, journal: Journal
) -> None:
    """Name in the journal what is left out of ``articles`` on purpose.

    Images that show nothing are part of that.
    """
    for article in articles:
        left_out = (*article.left_out, *_name_unseen_images(article, images))
        if left_out:
            journal.left_out[article.header.location] = left_out


def make_volumes(
    articles: Sequence[Article], images: ImageMap | None, request: Request
) -> list[Volume]:
    """Return the book of ``articles``, as several volumes if it would be too large."""
    timezone = request.choice.timezone
    groups = [tuple(articles)]
    if request.max_bytes is not None:
        groups = plan_volumes(
            articles,
            images or {},
            max_bytes=request.max_bytes,
            with_fonts=request.book_format.embeds_fonts,
        )
    count = len(groups)
    title = request.title or (default_title(articles, timezone) if count > 1 else "")
    lang = target_lang(request.script)
    return [
        Volume(
            assemble_book(group, BookOptions(timezone, title, number, count, lang)),
            images,
            timezone,
            request.font_dir,
        )
        for number, group in enumerate(groups, 1)
    ]


def name_targets(
    articles: Sequence[Article], count: int, request: Request
) -> list[Target]:
    """Return the target of each of ``count`` volumes; a stream takes only one."""
    if request.output is not None and not isinstance(request.output, Path):
        return [request.output]
    path = request.output
    if path is None:
        options = BookOptions(request.choice.timezone, request.title)
        stem = default_file_stem(articles, options)
        path = Path(name_file(f"{stem}.{request.book_format.suffix}"))
    return list(number_paths(path, count))


def describe_volume(volume: Volume, target: Target, size_bytes: int) -> MadeBook:
    """Return what is reported about ``volume`` when it is written."""
    images = volume.images or {}
    chapters = volume.book.chapters
    refs = (ref for chapter in chapters for ref in image_refs(chapter.article))
    shown = (images.get(ref.key) for ref in refs)
    digests = {image.sha256 for image in shown if isinstance(image, Image)}
    path = str(target) if isinstance(target, Path) else "-"
    return MadeBook(path, volume.book.title, len(chapters), len(digests), size_bytes)


def _name_unseen_images(
    article: Article, images: ImageMap | None
) -> tuple[LeftOut, ...]:
    """Return the images of ``article`` that no book has, because they show nothing."""
    found = [(images or {}).get(ref.key) for ref in image_refs(article)]
    return tuple(
        LeftOut("tracker" if image.tracker else "blank-picture", image.url)
        for image in found
        if isinstance(image, SpacerImage)
    )


def _lost_addresses(article: Article) -> list[Problem]:
    """Return a Problem for every image whose address the archive lost."""
    return [
        Problem(
            "image-without-address",
            article.header.location.display,
            Message("the archive holds no address for a picture"),
            Message("a frame stands in its place"),
            article=article.header.id,
        )
        for ref in all_image_refs(article)
        if not ref.url
    ]
