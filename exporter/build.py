"""The whole walk, from an archive to a finished book.

    archive → parse → language → book → images → xhtml → fonts → epub | pdf

The first three are ``exporter.reading``, which works in processes of its own.
Fonts are cut after the XHTML is written, for only then is it known which
characters each style sets.  Nothing here prints: problems are collected, and
progress goes to whoever watches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from exporter.book import BookOptions, assemble_book, chapter_finder, default_title
from exporter.cover import CoverSpec, choose_cover_image, draw_cover
from exporter.epub import EpubParts, write_epub
from exporter.fonts import (
    FaceSet,
    Subsets,
    describe_faces,
    find_faces,
    font_face_css,
    glyph_problem,
    name_helpers,
    plan_fonts,
    subset_fonts,
)
from exporter.images import ImageOptions, fetch_images
from exporter.model import (
    Article,
    Book,
    Image,
    LeftOut,
    Problem,
    SpacerImage,
    all_image_refs,
    image_refs,
    split_key,
)
from exporter.progress import Progress
from exporter.stylesheets import EPUB_STYLES, load_styles
from exporter.urls import shorten_data_url
from exporter.volumes import plan_volumes
from exporter.xhtml import (
    COVER_IMAGE_NAME,
    ChapterOptions,
    Document,
    FaceNote,
    ImageMap,
    Usage,
    cover_outlets,
    image_name,
    nav_tree,
    write_chapter,
    write_contents,
    write_copyright_page,
    write_cover_page,
    write_nav,
    write_title_page,
)

if TYPE_CHECKING:
    from exporter.pdf.options import PdfOptions

_COVER_PX = 4_000  # more than a cover has


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a book is made of the chosen articles.

    ``images`` is None to leave pictures out; ``max_bytes`` None for one file
    whatever its size.  ``grey`` takes the colours out of an EPUB's cover, as
    ``images`` does out of its pictures.
    """

    timezone: tzinfo
    title: str = ""
    images: ImageOptions | None = None
    grey: bool = False
    fonts: Literal["embed", "none"] = "embed"
    font_dir: Path | None = None
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedBook:
    """A book with its pictures at hand, not yet rendered."""

    book: Book
    images: ImageMap | None


def plan_books(
    articles: Sequence[Article],
    options: BuildOptions,
    problems: list[Problem],
    progress: Progress,
) -> list[PlannedBook]:
    """Return the book of ``articles``, in volumes where it would be too large."""
    images: ImageMap | None = None
    if options.images is not None:
        wanted = [(r.key, a.header.id) for a in articles for r in image_refs(a)]
        images = fetch_images(
            wanted,
            options=options.images,
            problems=problems,
            progress=progress,
            pages={a.header.id: a.header.url for a in articles},
        )
        problems += _lost_addresses(articles)
    groups = [tuple(articles)]
    if options.max_bytes is not None:
        groups = plan_volumes(
            articles,
            images or {},
            max_bytes=options.max_bytes,
            with_fonts=options.fonts == "embed",
        )
    volumes = len(groups)
    title = options.title or (
        default_title(articles, options.timezone) if volumes > 1 else ""
    )
    return [
        PlannedBook(
            assemble_book(group, BookOptions(options.timezone, title, volume, volumes)),
            images,
        )
        for volume, group in enumerate(groups, 1)
    ]


def write_book(
    planned: PlannedBook,
    options: BuildOptions,
    target: BinaryIO,
    problems: list[Problem],
    progress: Progress,
) -> None:
    """Render ``planned`` and write it to ``target`` as an EPUB.

    Raises FontError when no face can set Chinese, EpubError when the package
    cannot be written.
    """
    book = planned.book
    progress.start("chapters", len(book.chapters))
    usage: Usage = {}
    faces = find_faces(options.font_dir)
    documents = _write_documents(planned, options, usage, progress)
    embedded = options.fonts == "embed"
    notes = _face_notes(book, options, usage, faces) if embedded else []
    documents.append(write_copyright_page(book, options.timezone, notes, usage))
    progress.finish()
    fonts = _cut_fonts(usage, faces, problems).files if embedded else ()
    images = _used_images(planned)
    cover = _draw_cover(book, faces, images)
    tree = nav_tree(book, options.timezone)
    parts = EpubParts(
        documents=documents,
        nav=write_nav(book, tree),
        tree=tree,
        stylesheet=font_face_css(fonts, "../fonts/")
        + name_helpers(load_styles(EPUB_STYLES), fonts),
        fonts=fonts,
        images=_all_pieces(images),
        cover=_to_grey(cover) if options.grey else cover,
    )
    write_epub(book, parts, target)


def print_book(
    planned: PlannedBook,
    options: BuildOptions,
    pdf: PdfOptions,
    target: BinaryIO,
    problems: list[Problem],
    progress: Progress,
) -> None:
    """Render ``planned`` and write it to ``target`` as a PDF.

    Raises FontError when no face can set Chinese, PdfError when WeasyPrint
    cannot be used.
    """
    # A book for e-readers should not wait for what only print needs.
    from exporter.pdf.document import (
        Manuscript,
        write_back,
        write_chapters,
        write_front,
    )
    from exporter.pdf.medium import Print
    from exporter.pdf.press import ADDED_SIGNS, MISSING_SIGN, PdfParts, write_pdf

    book = planned.book
    usage: Usage = {}
    faces = find_faces(options.font_dir)
    medium = Print(pdf.page)
    shared = ChapterOptions(
        planned.images, chapter_finder(book), options.timezone, medium
    )
    chapters = write_chapters(book, pdf, shared, usage, progress)
    front = write_front(book, pdf, medium, usage)
    notes = _face_notes(book, options, usage, faces)
    back = write_back(book, pdf, options.timezone, notes, usage)
    for characters in usage.values():
        characters.update(ADDED_SIGNS)
    subsets = _cut_fonts(usage, faces, problems, instead=f"set {MISSING_SIGN} for it")
    images = _used_images(planned)
    files: dict[str, bytes | Path] = {
        f"images/{image_name(i)}": i.path for i in _all_pieces(images)
    }
    if pdf.layout == "book":
        cover = _draw_cover(book, faces, images)
        files[f"images/{COVER_IMAGE_NAME}"] = _to_grey(cover) if pdf.grey else cover
    files |= {f"codes/{code.name}": code.png for code in medium.codes.values()}
    parts = PdfParts(
        manuscript=Manuscript(front, chapters, back),
        fonts=subsets.files,
        files=files,
        addresses=_image_addresses(planned),
        missing=subsets.missing,
    )
    write_pdf(book, parts, pdf, target, problems, progress)


def _write_documents(
    planned: PlannedBook, options: BuildOptions, usage: Usage, progress: Progress
) -> list[Document]:
    book = planned.book
    shared = ChapterOptions(planned.images, chapter_finder(book), options.timezone)
    chapters: list[Document] = []
    for chapter in book.chapters:
        chapters += write_chapter(chapter, shared, usage)
        progress.advance()
    return [
        write_cover_page(book),
        write_title_page(book, usage),
        *write_contents(book, usage),
        *chapters,
    ]


def _used_images(planned: PlannedBook) -> list[Image]:
    """Return the images the book shows, in order, each content once."""
    if planned.images is None:
        return []
    seen: dict[str, Image] = {}
    for chapter in planned.book.chapters:
        for ref in image_refs(chapter.article):
            image = planned.images.get(ref.key)
            if isinstance(image, Image):
                seen.setdefault(image_name(image), image)
    return list(seen.values())


def _all_pieces(images: Iterable[Image]) -> list[Image]:
    """Return ``images`` with all pieces of those that were cut, each once."""
    pieces = (piece for image in images for piece in image.pieces)
    return list({image_name(piece): piece for piece in pieces}.values())


def _image_addresses(planned: PlannedBook) -> dict[str, str]:
    """Return where the images came from, by their names in the book."""
    return {
        f"images/{image_name(piece)}": shorten_data_url(split_key(key)[0])
        for key, image in (planned.images or {}).items()
        if isinstance(image, Image)
        for piece in image.pieces
    }


def _cut_fonts(
    usage: Usage, faces: FaceSet, problems: list[Problem], *, instead: str = ""
) -> Subsets:
    """Cut the fonts; ``instead`` says what became of characters no font has."""
    subsets = subset_fonts(usage, faces)
    missing = glyph_problem(subsets.missing)
    if missing and instead:
        missing = replace(missing, done=instead)
    found = (*faces.problems, *subsets.problems, *((missing,) if missing else ()))
    # Volumes share their faces, and what is wrong with them.
    problems += [problem for problem in found if problem not in problems]
    return subsets


def _face_notes(
    book: Book, options: BuildOptions, usage: Usage, faces: FaceSet
) -> list[FaceNote]:
    """Return a note for each face in use, on the copyright page too."""
    total: Usage = {style: set(characters) for style, characters in usage.items()}
    write_copyright_page(book, options.timezone, [], total)
    return [
        FaceNote(f"{c.family} {c.version}".strip(), c.licence, c.licence_url)
        for c in describe_faces(plan_fonts(total, faces).faces)
    ]


def _draw_cover(book: Book, faces: FaceSet, images: Sequence[Image]) -> bytes:
    spec = CoverSpec(
        title=book.title,
        date_range=book.date_range,
        outlets=cover_outlets(book),
        article_count=len(book.chapters),
        lang=book.lang,
        volume=book.volume,
        volumes=book.volumes,
    )
    return draw_cover(
        spec, faces, choose_cover_image([image for image in images if not image.more])
    )


def _to_grey(picture: bytes) -> bytes:
    """Return ``picture``, one of ours, without its colours."""
    from exporter.images.convert import prepare_picture
    from exporter.images.recipe import Prepared, Recipe

    prepared = prepare_picture(
        picture, Recipe(_COVER_PX, _COVER_PX, _COVER_PX**2, grey=True)
    )
    return prepared.data if isinstance(prepared, Prepared) else picture


def name_unseen_images(
    article: Article, images: ImageMap | None
) -> tuple[LeftOut, ...]:
    """Return the pictures of ``article`` that are in no book: they show nothing."""
    found = [(images or {}).get(ref.key) for ref in image_refs(article)]
    return tuple(
        LeftOut("tracker" if image.tracker else "blank-picture", image.url)
        for image in found
        if isinstance(image, SpacerImage)
    )


def _lost_addresses(articles: Iterable[Article]) -> list[Problem]:
    """Return a Problem for every picture whose address the archive lost."""
    return [
        Problem(
            "image-without-address",
            article.header.location.display,
            "the archive holds no address for a picture",
            "a frame stands in its place",
            article=article.header.id,
        )
        for article in articles
        for ref in all_image_refs(article)
        if not ref.url
    ]
