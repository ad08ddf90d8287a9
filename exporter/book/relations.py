"""The relations between the chapters of a book: which are about the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exporter.book.contents import chapter_finder
from exporter.journal import Twin
from exporter.model import Book
from exporter.stories import find_related


def relate_chapters(book: Book, limit: int, twins: Iterable[Twin] = ()) -> Book:
    """Return ``book`` with at most ``limit`` related chapters for each chapter.

    Of ``twins`` none is related to the other.
    """
    if limit < 1:
        return book
    chapters = book.chapters
    numbers = {chapter.file_name: number for number, chapter in enumerate(chapters)}
    find_chapter = chapter_finder(book)

    def find_number(url: str) -> int | None:
        found = find_chapter(url)
        return None if found is None else numbers[found.file_name]

    articles = [chapter.article for chapter in chapters]
    related = find_related(articles, limit, find_number, twins)
    pairs = zip(chapters, related, strict=True)
    return replace(
        book,
        related={
            chapter.file_name: tuple(chapters[number] for number in others)
            for chapter, others in pairs
            if others
        },
    )
