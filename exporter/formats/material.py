"""What every format takes from a volume: its images, its fonts and its cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from exporter.cover import CoverSpec, DateSpan, choose_cover_image, draw_cover
from exporter.fonts import (
    FaceSet,
    Subsets,
    describe_faces,
    glyph_problem,
    plan_fonts,
    subset_fonts,
)
from exporter.formats.protocol import Volume
from exporter.journal import Journal
from exporter.model import Book, Image, image_refs, split_key
from exporter.urls import shorten_data_url
from exporter.xhtml import (
    FaceNote,
    Usage,
    cover_outlets,
    image_name,
    write_copyright_page,
)


def used_images(volume: Volume) -> list[Image]:
    """Return the images that the book shows, in order, each content once."""
    if volume.images is None:
        return []
    seen: dict[str, Image] = {}
    for chapter in volume.book.chapters:
        for ref in image_refs(chapter.article):
            image = volume.images.get(ref.key)
            if isinstance(image, Image):
                seen.setdefault(image_name(image), image)
    return list(seen.values())


def all_pieces(images: Iterable[Image]) -> list[Image]:
    """Return ``images`` with all pieces of those that were cut, each piece once."""
    pieces = (piece for image in images for piece in image.pieces)
    return list({image_name(piece): piece for piece in pieces}.values())


def image_addresses(volume: Volume) -> dict[str, str]:
    """Return the addresses of the images, by their names in the book."""
    return {
        f"images/{image_name(piece)}": shorten_data_url(split_key(key)[0])
        for key, image in (volume.images or {}).items()
        if isinstance(image, Image)
        for piece in image.pieces
    }


def cut_fonts(
    usage: Usage, faces: FaceSet, journal: Journal, *, instead: str = ""
) -> Subsets:
    """Cut the fonts; ``instead`` says what replaces characters that no font has."""
    subsets = subset_fonts(usage, faces)
    missing = glyph_problem(subsets.missing)
    if missing and instead:
        missing = replace(missing, done=instead)
    # Volumes share their faces, so they have the same problems with them.
    journal.add_new(
        (*faces.problems, *subsets.problems, *((missing,) if missing else ()))
    )
    return subsets


def face_notes(volume: Volume, usage: Usage, faces: FaceSet) -> list[FaceNote]:
    """Return a note for each face in use, including those of the copyright page."""
    total: Usage = {style: set(characters) for style, characters in usage.items()}
    write_copyright_page(volume.book, volume.timezone, [], total)
    return [
        FaceNote(f"{c.family} {c.version}".strip(), c.licence, c.licence_url)
        for c in describe_faces(plan_fonts(total, faces).faces)
    ]


def draw_book_cover(
    book: Book, faces: FaceSet, images: Sequence[Image], *, grey: bool
) -> bytes:
    """Return the cover of ``book`` as a JPEG, with the best of ``images``."""
    spec = CoverSpec(
        title=book.title,
        span=DateSpan(*book.days),
        outlets=cover_outlets(book),
        article_count=len(book.chapters),
        lang=book.lang,
        volume=book.volume,
        volumes=book.volumes,
        is_grey=grey,
    )
    whole = [image for image in images if not image.more]
    return draw_cover(spec, faces, choose_cover_image(whole))
