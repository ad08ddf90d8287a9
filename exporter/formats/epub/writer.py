"""From a volume to an EPUB: first the documents, then fonts for their characters."""

from __future__ import annotations

from typing import BinaryIO

from exporter.book import chapter_finder
from exporter.fonts import find_faces, font_face_css, name_helpers
from exporter.formats.epub.package import EpubParts, write_epub
from exporter.formats.material import (
    all_pieces,
    cut_fonts,
    draw_book_cover,
    face_notes,
    used_images,
)
from exporter.formats.protocol import Volume
from exporter.formats.stylesheets import EPUB_STYLES, load_styles
from exporter.journal import Journal
from exporter.words import is_hong_kong
from exporter.xhtml import (
    ChapterOptions,
    Document,
    Usage,
    nav_tree,
    write_chapter,
    write_contents,
    write_copyright_page,
    write_cover_page,
    write_nav,
    write_title_page,
)


def write_volume(
    volume: Volume,
    target: BinaryIO,
    journal: Journal,
    *,
    is_grey: bool,
    embeds_fonts: bool,
) -> None:
    """Render ``volume`` and write it to ``target``; see ``EpubFormat.write``."""
    book = volume.book
    usage: Usage = {}
    faces = find_faces(volume.font_dir, hong_kong=is_hong_kong(book.lang))
    documents = _write_documents(volume, usage, journal)
    notes = face_notes(volume, usage, faces) if embeds_fonts else []
    documents.append(write_copyright_page(book, volume.timezone, notes, usage))
    journal.progress.finish()
    fonts = cut_fonts(usage, faces, journal).files if embeds_fonts else ()
    images = used_images(volume)
    tree = nav_tree(book, volume.timezone)
    parts = EpubParts(
        documents=documents,
        nav=write_nav(book, tree),
        tree=tree,
        stylesheet=font_face_css(fonts, "../fonts/")
        + name_helpers(load_styles(EPUB_STYLES), fonts),
        fonts=fonts,
        images=all_pieces(images),
        cover=draw_book_cover(book, faces, images, grey=is_grey),
    )
    write_epub(book, parts, target)


def _write_documents(volume: Volume, usage: Usage, journal: Journal) -> list[Document]:
    """Return the documents before the copyright page, in reading order."""
    book = volume.book
    journal.progress.start("chapters", len(book.chapters))
    shared = ChapterOptions(
        volume.images,
        chapter_finder(book),
        volume.timezone,
        find_elsewhere=volume.find_elsewhere,
        related=book.related,
    )
    chapters: list[Document] = []
    for chapter in book.chapters:
        chapters += write_chapter(chapter, shared, usage)
        journal.progress.advance()
    return [
        write_cover_page(book),
        write_title_page(book, usage),
        *write_contents(book, usage, volume.timezone),
        *chapters,
    ]
