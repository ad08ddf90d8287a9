"""The document for WeasyPrint: one HTML file made of the same XHTML as an EPUB.

``exporter.xhtml`` writes the pieces.  Here they get their order, their names in the
contents and the outline, and the metadata of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import groupby

from exporter import __version__
from exporter.book import describe_book, outlet_name
from exporter.dates import date_text, local_time, range_text
from exporter.formats.pdf.indexes import write_indexes
from exporter.formats.pdf.medium import (
    CONTENTS_ID,
    COPYRIGHT_ID,
    INDEX_ID,
    START_ID,
    Print,
    anchor_of,
    page_link,
)
from exporter.formats.pdf.options import PdfOptions
from exporter.formats.pdf.paper import HEAD_PT
from exporter.journal import Journal
from exporter.model import Book, Chapter, Section
from exporter.text import mark_runs
from exporter.words import wording_for
from exporter.xhtml import (
    ChapterOptions,
    FaceNote,
    Piece,
    Usage,
    chapter_label,
    class_attribute,
    contents_pieces,
    copyright_section,
    cover_section,
    escape_text,
    join_pieces,
    lang_attributes,
    shorten,
    start_pen,
    title_section,
    write_parts,
)

# With so few articles the first one begins on the same page, below the contents.
_SHORT_CONTENTS = 8
_KEYWORDS = 20
_AUTHORS = 5
# The room in a running head for the date, the number and the space between them.
_HEAD_REST_EM, _HEAD_LEAST = 14, 8


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A book's XHTML in three parts: before, with and after the chapters.

    ``chapters`` has one piece for each chapter, so that chapters can be laid out
    separately.
    """

    front: str
    chapters: tuple[str, ...]
    back: str


def write_chapters(
    book: Book,
    options: PdfOptions,
    chapter_options: ChapterOptions,
    usage: Usage,
    journal: Journal,
) -> tuple[str, ...]:
    """Return each chapter as XHTML; its characters are added to ``usage``."""
    journal.progress.start("chapters", len(book.chapters))
    head_pen = start_pen(usage, book.lang, on_paper=True).sans()
    head_pen.note(f"{book.title}{range_text(*book.days)}0123456789/ivxlcdm")
    written: list[str] = []
    for section, chapter in _by_section(book):
        parts = write_parts(chapter, chapter_options, usage)
        head = _running_head(chapter, options, chapter_options.timezone)
        head_pen.note("".join(head.values()))
        head = {name: mark_runs(text) for name, text in head.items()}
        label = chapter_label(
            chapter,
            chapter_options.timezone,
            with_year=section.kind != "date" and book.spans_years,
        )
        data = _data_attributes({"label": label, **head})
        lang = chapter.article.lang
        inner = "\n".join((parts.header, *_text_runs(parts.blocks), parts.footer))
        written.append(
            f'<article{class_attribute("chapter", lang=lang)} id="{anchor_of(chapter)}"'
            f"{lang_attributes(lang)}{data}>\n{inner}\n</article>"
        )
        journal.progress.advance()
    journal.progress.finish()
    return tuple(written)


def _by_section(book: Book) -> Iterator[tuple[Section, Chapter]]:
    """Yield each chapter of ``book`` in order, with its section."""
    for section in book.sections:
        yield from ((section, chapter) for chapter in section.chapters)


def write_front(
    book: Book, options: PdfOptions, medium: Print, usage: Usage, timezone: tzinfo
) -> str:
    """Return the part before the articles: cover, title, contents."""
    own = f"{class_attribute('front', lang=book.lang)}{lang_attributes(book.lang)}"
    if options.layout == "briefing":
        if len(book.chapters) == 1:
            return ""  # the article's header already shows everything
        title = f'<div class="masthead">\n{title_section(book, usage, medium)}\n</div>'
        contents = _write_contents(book, options, medium, usage, timezone)
        return f"<div{own}>\n{title}\n{contents}\n</div>"
    cover = f'<div class="cover">\n{cover_section(book)}\n</div>'
    title = f'<div class="title-page">\n{title_section(book, usage, medium)}\n</div>'
    contents = _write_contents(book, options, medium, usage, timezone)
    return f"<div{own}>\n{cover}\n{title}\n{contents}\n</div>"


def write_back(
    book: Book,
    options: PdfOptions,
    timezone: tzinfo,
    faces: Sequence[FaceNote],
    usage: Usage,
) -> str:
    """Return the part after the articles: the copyright page.

    An index is laid out later, when the page numbers are known.  Until then an empty
    page keeps its place and its number.
    """
    words = wording_for(book.lang)
    section = copyright_section(book, timezone, faces, usage, on_paper=True)
    if options.index:
        write_indexes(book, {}, usage)  # for its characters
    own = f"{class_attribute('back', lang=book.lang)}{lang_attributes(book.lang)}"
    label = f'id="{COPYRIGHT_ID}" data-label="{words.copyright_page}"'
    page = f"<div{own} {label}>\n{section}\n</div>"
    place = f'\n<div class="index" id="{INDEX_ID}"></div>' if options.index else ""
    return page + place


def write_html(
    book: Book, options: PdfOptions, parts: Manuscript, *, plain: bool
) -> str:
    """Return the document of ``parts``; see ``wrap_html``."""
    body = [parts.front, f'<main class="body" id="{START_ID}">']
    chapters = iter(parts.chapters)
    for section in book.sections:
        inner = "\n".join(next(chapters) for _ in section.chapters)
        label = f' data-label="{escape_text(section.title)}"' if section.title else ""
        body.append(f'<div class="part"{label}>\n{inner}\n</div>')
    body += ["</main>", parts.back]
    return wrap_html(book, options, "\n".join(body), plain=plain)


def wrap_html(book: Book, options: PdfOptions, body: str, *, plain: bool) -> str:
    """Return a whole HTML document around ``body``, with the book's metadata.

    ``plain`` text is not justified, because the compositor is not available.
    """
    names = ["print", options.layout, f"columns-{options.page.columns}"]
    names += ["wide"] if options.page.is_wide else []
    names += ["long"] if options.page.is_long else []
    names += ["screen"] if options.page.paper.is_screen else []
    names += ["short"] if len(book.chapters) <= _SHORT_CONTENTS else []
    names += ["grey"] if options.grey else []
    names += ["archive"] if options.variant == "pdf/a-3u" else []
    names += ["plain"] if plain else []
    head = "\n".join(_head_lines(book))
    title = shorten(book.title, _head_characters(options))
    dates = range_text(*book.days) if options.page.is_long else ""
    attributes = _data_attributes({"title": title, "range": dates})
    return (
        f"<!DOCTYPE html>\n<html{lang_attributes(book.lang)}>\n"
        f"<head>\n{head}\n</head>\n"
        f'<body class="{" ".join(names)}"{attributes}>\n{body}\n</body>\n'
        "</html>\n"
    )


def _head_lines(book: Book) -> list[str]:
    """Return title and metadata in the form that WeasyPrint reads (its html.py)."""
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
    """Return the topics that most articles have, the most frequent first."""
    counts: dict[str, int] = {wording_for(book.lang).news: len(book.chapters) + 1}
    for chapter in book.chapters:
        for topic in chapter.article.topics:
            name = topic.replace(",", "，")
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])[:_KEYWORDS]


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _text_runs(blocks: Sequence[Piece]) -> Iterator[str]:
    """Yield pieces for columns joined in boxes, and wide pieces by themselves.

    column-span is not used: WeasyPrint 70 makes errors with it at page breaks.
    """
    for is_wide, run in groupby(blocks, key=lambda piece: piece.is_wide):
        inner = join_pieces(run)
        yield inner if is_wide else f'<div class="text">\n{inner}\n</div>'


def _running_head(
    chapter: Chapter, options: PdfOptions, zone: tzinfo
) -> dict[str, str]:
    """Return the title and the day above the pages of ``chapter``."""
    header = chapter.article.header
    return {
        "head": shorten(header.title, _head_characters(options)),
        "day": date_text(local_time(header.published, zone)),
    }


def _head_characters(options: PdfOptions) -> int:
    """Return how many characters of a title fit beside a date and a number."""
    page = options.page
    line_em = page.measure_em * page.font_pt / HEAD_PT
    return max(int(line_em - _HEAD_REST_EM), _HEAD_LEAST)


def _data_attributes(data: Mapping[str, str]) -> str:
    """Return ``data`` as attributes, for text that the stylesheet writes."""
    return "".join(f' data-{k}="{escape_text(v)}"' for k, v in data.items())


def _write_contents(
    book: Book, options: PdfOptions, medium: Print, usage: Usage, timezone: tzinfo
) -> str:
    words = wording_for(book.lang)
    pen = start_pen(usage, book.lang, on_paper=True)
    pieces = contents_pieces(book, usage, medium, timezone)
    ends = [(COPYRIGHT_ID, words.copyright_page)]
    if options.index:
        ends.append((INDEX_ID, words.index))
    entries = "\n".join(
        f'<li><a href="#{place}">{pen.write(title)}</a> {page_link(f"#{place}")}</li>'
        for place, title in ends
    )
    inner = join_pieces(pieces)
    return (
        f'<section class="contents{_headings(book)}" id="{CONTENTS_ID}" role="doc-toc" '
        f'data-label="{words.contents}">\n{inner}\n'
        f'<ul class="entries ends">\n{entries}\n</ul>\n</section>'
    )


def _headings(book: Book) -> str:
    """Return a class for the headings of the contents, "" for months or weeks.

    Days stand beside their entries, the names of outlets and topics above them.
    """
    if any(section.kind in ("outlet", "topic") for section in book.sections):
        return " by-name"
    return "" if any(section.days for section in book.sections) else " by-day"
