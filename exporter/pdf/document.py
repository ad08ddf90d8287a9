"""The document WeasyPrint is given: one HTML file, made of the same XHTML.

The pieces are ``exporter.xhtml``'s; here they get their places, the names that
the contents and the outline call them by, and the metadata of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from exporter import __version__
from exporter.book import describe_book, outlet_name
from exporter.model import Book, Chapter
from exporter.pdf.indexes import write_indexes
from exporter.pdf.medium import (
    CONTENTS_ID,
    COPYRIGHT_ID,
    INDEX_ID,
    START_ID,
    Print,
    anchor_of,
)
from exporter.pdf.options import PdfOptions
from exporter.periods import local_time
from exporter.progress import Progress
from exporter.wording import date_text, script_of, wording_for
from exporter.xhtml import (
    LABEL_CHARACTERS,
    ChapterOptions,
    FaceNote,
    Usage,
    chapter_label,
    class_attribute,
    contents_pieces,
    copyright_section,
    cover_section,
    escape_text,
    lang_attributes,
    shorten,
    start_pen,
    title_section,
    write_pieces,
)

# With so few articles the first begins under the contents, on the same page.
_SHORT_CONTENTS = 8
_HEAD_CHARACTERS = 30
_KEYWORDS = 20
_AUTHORS = 5
# Running heads are set in 8 points, and share their line with a date or title.
_HEAD_PT, _HEAD_SHARE = 8, 0.62


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A book's XHTML in its three parts, before and behind the chapters.

    ``chapters`` is one piece for each chapter, so that they can be laid out
    apart from each other.
    """

    front: str
    chapters: tuple[str, ...]
    back: str


def write_chapters(
    book: Book,
    options: PdfOptions,
    chapter_options: ChapterOptions,
    usage: Usage,
    progress: Progress,
) -> tuple[str, ...]:
    """Return each chapter as XHTML; the characters set are added to ``usage``."""
    progress.start("chapters", len(book.chapters))
    zone = chapter_options.timezone
    written: list[str] = []
    for chapter in book.chapters:
        pieces = "\n".join(write_pieces(chapter, chapter_options, usage))
        attributes = _chapter_attributes(chapter, options, zone, usage)
        written.append(f"<article{attributes}>\n{pieces}\n</article>")
        progress.advance()
    progress.finish()
    return tuple(written)


def write_front(book: Book, options: PdfOptions, medium: Print, usage: Usage) -> str:
    """Return what stands before the articles: cover, title, contents."""
    own = f"{class_attribute('front', lang=book.lang)}{lang_attributes(book.lang)}"
    if options.layout == "briefing":
        if len(book.chapters) == 1:
            return ""  # the article's header says it all
        title = f'<div class="masthead">\n{title_section(book, usage, medium)}\n</div>'
        contents = _write_contents(book, options, medium, usage)
        return f"<div{own}>\n{title}\n{contents}\n</div>"
    cover = f'<div class="cover">\n{cover_section(book)}\n</div>'
    title = f'<div class="title-page">\n{title_section(book, usage, medium)}\n</div>'
    contents = _write_contents(book, options, medium, usage)
    return f"<div{own}>\n{cover}\n{title}\n{contents}\n</div>"


def write_back(
    book: Book,
    options: PdfOptions,
    timezone: tzinfo,
    faces: Sequence[FaceNote],
    usage: Usage,
) -> str:
    """Return what stands behind the articles: the copyright-notice page.

    An index is laid out later, when the pages are known; an empty page keeps
    its place and its number.
    """
    words = wording_for(book.lang)
    section = copyright_section(book, timezone, faces, usage)
    if options.index:
        write_indexes(book, {}, usage)  # for its characters
    own = f"{class_attribute('back', lang=book.lang)}{lang_attributes(book.lang)}"
    label = f'id="{COPYRIGHT_ID}" data-label="{words.copyright_page}"'
    place = f'\n<div class="index-place" id="{INDEX_ID}"></div>' if options.index else ""
    return f"<div{own} {label}>\n{section}\n</div>{place}"


def write_html(
    book: Book, options: PdfOptions, parts: Manuscript, *, plain: bool
) -> str:
    """Return the document of ``parts``; see ``wrap_html``."""
    body = [parts.front]
    chapters = iter(parts.chapters)
    for section in book.sections:
        inner = "\n".join(next(chapters) for _ in section.chapters)
        label = f' data-label="{escape_text(section.title)}"' if section.title else ""
        body.append(f'<div class="part"{label}>\n{inner}\n</div>')
    body[1:] = [f'<main class="body" id="{START_ID}">', *body[1:], "</main>", parts.back]
    return wrap_html(book, options, "\n".join(body), plain=plain)


def wrap_html(book: Book, options: PdfOptions, body: str, *, plain: bool) -> str:
    """Return a whole HTML document around ``body``, with the book's metadata.

    ``plain`` text is not justified: nobody composes its lines.
    """
    names = [options.layout, f"columns-{options.page.columns}"]
    names += ["screen"] if options.page.paper.is_screen else []
    names += ["short"] if len(book.chapters) <= _SHORT_CONTENTS else []
    names += ["grey"] if options.grey else []
    names += ["plain"] if plain else []
    head = "\n".join(_head_lines(book))
    data = {"title": shorten(book.title, _HEAD_CHARACTERS), "range": book.date_range}
    attributes = "".join(f' data-{k}="{escape_text(v)}"' for k, v in data.items())
    return (
        f"<!DOCTYPE html>\n<html{lang_attributes(book.lang)}>\n<head>\n{head}\n</head>\n"
        f'<body class="{" ".join(names)}"{attributes}>\n{body}\n</body>\n'
        "</html>\n"
    )


def _head_lines(book: Book) -> list[str]:
    """Return title and metadata as WeasyPrint reads them (its html.py)."""
    moment = _iso(book.modified)
    meta = [
        *(("author", outlet_name(s.outlet, book.lang)) for s in book.shares[:_AUTHORS]),
        ("description", describe_book(book)),
        ("keywords", ",".join(_keywords(book))),
        ("generator", f"dwexport {__version__}"),
        ("dcterms.created", moment),
        ("dcterms.modified", moment),
    ]
    return [
        '<meta charset="utf-8">',
        f"<title>{escape_text(book.title)}</title>",
        *(f'<meta name="{name}" content="{escape_text(text)}">' for name, text in meta),
    ]


def _keywords(book: Book) -> list[str]:
    """Return the topics most articles have, the commonest first."""
    counts: dict[str, int] = {wording_for(book.lang).news: len(book.chapters) + 1}
    for chapter in book.chapters:
        for topic in chapter.article.topics:
            name = topic.replace(",", "，")
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])[:_KEYWORDS]


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _chapter_attributes(
    chapter: Chapter, options: PdfOptions, zone: tzinfo, usage: Usage
) -> str:
    """Return identity, language, outline label and running head of a chapter."""
    article = chapter.article
    page = options.page
    head_em = int(page.measure_em * page.font_pt / _HEAD_PT * _HEAD_SHARE)
    head = shorten(article.header.title, max(head_em, 8))
    day = date_text(local_time(article.header.published, zone))
    start_pen(usage, article.lang).sans().note(head + day)
    data = {"label": chapter_label(chapter, zone), "head": head, "day": day}
    return (
        f'{class_attribute("chapter", lang=article.lang)} id="{anchor_of(chapter)}"'
        f"{lang_attributes(article.lang)}"
        + "".join(f' data-{k}="{escape_text(v)}"' for k, v in data.items())
    )


def _write_contents(
    book: Book, options: PdfOptions, medium: Print, usage: Usage
) -> str:
    words = wording_for(book.lang)
    pen = start_pen(usage, book.lang)
    pieces = contents_pieces(book, usage, medium)
    ends = [(COPYRIGHT_ID, words.copyright_page)]
    if options.index:
        ends.append((INDEX_ID, words.index))
    entries = "\n".join(
        f'<li><a href="#{place}">{pen.write(title)}</a> '
        f'<a class="page" href="#{place}"></a></li>'
        for place, title in ends
    )
    inner = "\n".join(pieces)
    return (
        f'<section class="contents" id="{CONTENTS_ID}" role="doc-toc" '
        f'data-label="{words.contents}">\n{inner}\n'
        f'<ul class="entries ends">\n{entries}\n</ul>\n</section>'
    )
