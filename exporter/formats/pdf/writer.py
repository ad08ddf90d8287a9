"""From a volume to a PDF: first XHTML, then its fonts, then the press."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from exporter.book import chapter_finder
from exporter.fonts import find_faces
from exporter.formats.material import (
    all_pieces,
    cut_fonts,
    draw_book_cover,
    face_notes,
    image_addresses,
    used_images,
)
from exporter.formats.pdf.document import (
    Manuscript,
    write_back,
    write_chapters,
    write_front,
)
from exporter.formats.pdf.medium import Print
from exporter.formats.pdf.options import PdfOptions
from exporter.formats.pdf.press import ADDED_SIGNS, MISSING_SIGN, PdfParts, write_pdf
from exporter.formats.protocol import Volume
from exporter.journal import Journal
from exporter.words import Message, is_hong_kong
from exporter.xhtml import COVER_IMAGE_NAME, ChapterOptions, Usage, image_name


def write_volume(
    volume: Volume, options: PdfOptions, target: BinaryIO, journal: Journal
) -> None:
    """Render ``volume`` and write it to ``target``; see ``PdfFormat.write``."""
    book = volume.book
    usage: Usage = {}
    faces = find_faces(volume.font_dir, hong_kong=is_hong_kong(book.lang))
    medium = Print(options.page)
    shared = ChapterOptions(
        volume.images,
        chapter_finder(book),
        volume.timezone,
        medium,
        volume.find_elsewhere,
        related=book.related,
    )
    chapters = write_chapters(book, options, shared, usage, journal)
    front = write_front(book, options, medium, usage, volume.timezone)
    notes = face_notes(volume, usage, faces)
    back = write_back(book, options, volume.timezone, notes, usage)
    for characters in usage.values():
        characters.update(ADDED_SIGNS)
    subsets = cut_fonts(
        usage, faces, journal, instead=Message("set {sign} for it", sign=MISSING_SIGN)
    )
    images = used_images(volume)
    files: dict[str, bytes | Path] = {
        f"images/{image_name(i)}": i.path for i in all_pieces(images)
    }
    if options.layout == "book":
        cover = draw_book_cover(book, faces, images, grey=options.grey)
        files[f"images/{COVER_IMAGE_NAME}"] = cover
    files |= {f"codes/{code.name}": code.png for code in medium.codes.values()}
    parts = PdfParts(
        manuscript=Manuscript(front, chapters, back),
        fonts=subsets.files,
        files=files,
        addresses=image_addresses(volume),
        missing=subsets.missing,
    )
    write_pdf(book, parts, options, target, journal)
