"""Collecting: gets the images of chosen articles for books that are made later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exporter.alternatives import Dedupe
from exporter.errors import strict_error
from exporter.images import (
    Gathered,
    ImageOptions,
    gather_images,
    hold_store,
    keep_limit,
)
from exporter.journal import Journal
from exporter.model import ArticleHeader, Image, image_refs, split_key
from exporter.readers import read_articles
from exporter.selection import Choice, choose_articles
from exporter.stories import choose_tellers
from exporter.urls import shorten_data_url
from exporter.words import Message

# Not all of 20,000 articles need to be in memory to find their images.
_ARTICLES_AT_ONCE = 1_000
_LEFT_OUT = Message("a book has a placeholder in its place")


def collect_images(
    choice: Choice,
    options: ImageOptions,
    journal: Journal,
    *,
    dedupe: Dedupe = "none",
    strict: bool = False,
) -> Gathered:
    """Get the images of the chosen articles into the store; return how that went.

    ``dedupe`` leaves out the articles that it leaves out of a book.  With ``strict``
    any problem raises ExportError after everything was tried.  Raises ExportError also
    if the archive or the store cannot be used.
    """
    try:
        headers: Sequence[ArticleHeader] = choose_articles(choice, journal).headers
        if dedupe != "none":
            headers = choose_tellers(headers, dedupe, journal)
        wanted = _read_wanted(headers, journal)
        with hold_store(options.store_dir):
            gathered = gather_images(
                wanted,
                options=options,
                journal=journal,
                pages={header.id: header.url for header in headers},
            )
            journal.images = _describe(gathered)
        journal.problems[:] = [
            replace(p, done=_LEFT_OUT) if p.code == "image-missing" else p
            for p in journal.problems
        ]
        if strict and journal.problems:
            raise strict_error(
                len(journal.problems),
                Message("what could be got is kept"),
                hint=Message("--report FILE lists what is missing, and why"),
            )
        return gathered
    finally:
        journal.progress.finish()
        keep_limit(options, journal)


def _read_wanted(
    headers: Sequence[ArticleHeader], journal: Journal
) -> list[tuple[str, str]]:
    """Return the address of each image with its article; leave out empty addresses."""
    wanted: list[tuple[str, str]] = []
    for start in range(0, len(headers), _ARTICLES_AT_ONCE):
        part = headers[start : start + _ARTICLES_AT_ONCE]
        for article in read_articles(part, journal):
            refs = image_refs(article)
            wanted += [(ref.key, article.header.id) for ref in refs if ref.url]
    return wanted


def _describe(gathered: Gathered) -> dict[str, Any]:
    """Return what a report says about the images."""
    images = [
        {
            "url": shorten_data_url(split_key(key)[0]),
            "file": str(image.path),
            "media_type": image.media_type,
            "width_px": image.width_px,
            "height_px": image.height_px,
            "size_bytes": image.size_bytes,
            "sha256": image.sha256,
        }
        for key, image in gathered.outcomes.items()
        if isinstance(image, Image)
    ]
    return {
        "wanted": len(gathered.outcomes),
        "downloaded": gathered.network,
        "downloaded_bytes": gathered.network_bytes,
        "there_already": gathered.store,
        "in_the_mirror": gathered.mirror,
        "in_the_articles": gathered.article,
        "missing": gathered.missing,
        "enlarged": gathered.enlarged,
        "images": images,
    }
