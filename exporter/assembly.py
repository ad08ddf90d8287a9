"""The assembly: from articles to the volumes of a book, with their images."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from exporter.alternatives import BookScript
from exporter.book import (
    BookOptions,
    VolumePart,
    assemble_book,
    default_file_stem,
    default_title,
    file_stem_of_outlets,
    name_volume,
    plan_volumes,
    relate_chapters,
    split_articles,
    volume_finder,
)
from exporter.formats import Volume
from exporter.images import (
    ImageOptions,
    fetch_images,
    hold_store,
    keep_limit,
    name_any_size,
)
from exporter.journal import Journal, MadeBook, Twin
from exporter.model import (
    Article,
    Image,
    ImageMap,
    LeftOut,
    Location,
    Problem,
    SpacerImage,
    all_image_refs,
    image_refs,
)
from exporter.output import Target, label_path, name_file
from exporter.request import Request
from exporter.stories import share_galleries
from exporter.words import Message


def convert_script(
    articles: Sequence[Article], script: BookScript, journal: Journal
) -> list[Article]:
    """Return ``articles`` in ``script``; the journal tells how many have changed."""
    if script == "keep":
        return list(articles)
    # A book whose scripts are kept does not wait for this to be loaded.
    from exporter.conversion import convert_articles

    converted = convert_articles(articles, script)
    journal.converted = sum(article.converted for article in converted)
    return converted


def _book_lang(script: BookScript) -> str:
    """Return the language of a book in ``script``, "" if most articles decide."""
    if script == "keep":
        return ""
    from exporter.conversion import target_lang

    return target_lang(script)


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


def note_left_out(volumes: Sequence[Volume], journal: Journal) -> None:
    """Name in the journal what is left out of the articles on purpose.

    Images that show nothing are part of that.
    """
    for volume in volumes:
        for article in (chapter.article for chapter in volume.book.chapters):
            unseen = _name_unseen_images(article, volume.images)
            left_out = (*article.left_out, *unseen)
            if left_out:
                journal.left_out[article.header.location] = left_out


def make_volumes(
    articles: Sequence[Article],
    images: ImageMap | None,
    request: Request,
    leads: Sequence[Location] = (),
) -> list[Volume]:
    """Return the book of ``articles``, in the volumes asked for.

    A volume that would be too large becomes several.  ``leads`` come first.  Galleries
    are shared inside a volume, because a reader may have no other.
    """
    timezone = request.choice.timezone
    shape = request.shape
    max_bytes = request.max_bytes

    def fill(group: Sequence[Article]) -> list[tuple[Article, ...]]:
        if max_bytes is None:
            return [tuple(group)]
        return plan_volumes(
            group,
            images or {},
            max_bytes=max_bytes,
            with_fonts=request.book_format.embeds_fonts,
        )

    parts = split_articles(articles, shape, leads=leads, zone=timezone, fill=fill)
    title = request.title
    if not title and len(parts) > 1:
        title = default_title(articles, timezone)
    books = [
        assemble_book(
            settle_galleries(part.articles, images, request),
            BookOptions(
                timezone,
                _title_of(part, title, request),
                series=title,
                volume=number,
                volumes=len(parts),
                lang=_book_lang(request.script),
            ),
            part.arranged,
        )
        for number, part in enumerate(parts, 1)
    ]
    find_elsewhere = volume_finder(books) if shape.split and len(books) > 1 else None
    return [
        Volume(book, images, timezone, request.font_dir, part.label, find_elsewhere)
        for book, part in zip(books, parts, strict=True)
    ]


def _title_of(part: VolumePart, title: str, request: Request) -> str:
    """Return the title of the volume ``part``; ``title`` is that of all volumes."""
    split = request.shape.split
    if split is None or not part.name:
        return title
    return name_volume(part, request.title, split.kind, request.choice.timezone)


def relate_articles(
    volumes: Sequence[Volume], request: Request, twins: Sequence[Twin] = ()
) -> list[Volume]:
    """Return ``volumes``; their articles name others that are about the same.

    ``twins`` are not named, because they tell the same.
    """
    return [
        replace(volume, book=relate_chapters(volume.book, limit, twins))
        for volume in volumes
        for limit in (request.related_limit(len(volume.book.chapters)),)
    ]


def name_targets(
    articles: Sequence[Article], volumes: Sequence[Volume], request: Request
) -> list[Target]:
    """Return the target of each of ``volumes``; a stream takes only one."""
    if request.output is not None and not isinstance(request.output, Path):
        return [request.output]
    path = request.output or _default_path(articles, request)
    return [label_path(path, volume.label) for volume in volumes]


def _default_path(articles: Sequence[Article], request: Request) -> Path:
    """Return a path from the title or the selection, before a volume's label."""
    split = request.shape.split
    options = BookOptions(request.choice.timezone, request.title)
    stem = default_file_stem(articles, options)
    if split and split.kind in ("month", "week") and not request.title:
        stem = file_stem_of_outlets(articles)  # the label is the time
    return Path(name_file(f"{stem}.{request.book_format.suffix}"))


def report_shape(
    articles: Sequence[Article],
    request: Request,
    leads: Sequence[Location],
    journal: Journal,
) -> None:
    """Name in the journal what the shape asks for and the articles do not have."""
    found = {article.header.location for article in articles}
    journal.add(
        *(
            Problem(
                "lead-left-out",
                location.display,
                Message("the article that should come first is not in the book"),
                Message("the book begins with another"),
            )
            for location in leads
            if location not in found
        )
    )
    if request.shape.group == "topic" and not any(a.topics for a in articles):
        journal.add(
            Problem(
                "no-topics",
                "--group topic",
                Message("no article of the book has a topic"),
                Message("the book has no sections"),
            )
        )


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
