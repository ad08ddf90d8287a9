"""Writes the pages around the chapters: cover, title page, contents, copyright."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import groupby

from exporter import __version__
from exporter.book import outlet_name
from exporter.dates import local_time, range_text, short_date
from exporter.model import Article, Book, Chapter, Section
from exporter.urls import clean_url
from exporter.words import Wording, script_name, wording_for
from exporter.xhtml.chapter import LABEL_CHARACTERS, byline_text
from exporter.xhtml.inlines import write_address
from exporter.xhtml.lists import write_bullets
from exporter.xhtml.medium import E_READER, Medium
from exporter.xhtml.pieces import Piece, fill_files, join_headings, join_pieces
from exporter.xhtml.writer import (
    Document,
    Pen,
    Usage,
    class_attribute,
    escape_text,
    lang_attributes,
    page,
    shorten,
    start_pen,
)

COVER_NAME = "cover.xhtml"
TITLE_NAME = "title.xhtml"
CONTENTS_NAME = "contents.xhtml"
COPYRIGHT_NAME = "copyright.xhtml"
COVER_IMAGE_NAME = "cover.jpg"

_TITLE_CHARACTERS = 300
# A day with at most so many entries is kept on one page with its heading.
_SHORT_DAY = 6


@dataclass(frozen=True, slots=True)
class FaceNote:
    """A face used in the book: ``name`` with version, licence, its address."""

    name: str
    licence: str
    licence_url: str = ""


def write_cover_page(book: Book) -> Document:
    """Return the page that shows only the cover image."""
    words = wording_for(book.lang)
    body = cover_section(book)
    content = page(words.cover, body, lang=book.lang, body_class="cover-page")
    return Document(COVER_NAME, words.cover, book.lang, content)


def cover_section(book: Book) -> str:
    """Return the cover image as XHTML."""
    return (
        '<section epub:type="cover">\n'
        f'<img class="cover" role="doc-cover" src="../images/{COVER_IMAGE_NAME}" '
        f'alt="{escape_text(shorten(book.title, _TITLE_CHARACTERS))}"/>\n</section>'
    )


def write_title_page(book: Book, usage: Usage) -> Document:
    """Return the title page: title, range, outlets, number of articles."""
    words = wording_for(book.lang)
    content = page(
        words.title_page,
        title_section(book, usage, E_READER),
        lang=book.lang,
        body_class="title-page",
        body_type="frontmatter",
    )
    return Document(TITLE_NAME, words.title_page, book.lang, content)


def title_section(book: Book, usage: Usage, medium: Medium) -> str:
    """Return title, range, outlets and number of articles as XHTML."""
    words = wording_for(book.lang)
    pen = start_pen(usage, book.lang, on_paper=medium.on_paper)
    outlets = [outlet_name(share.outlet, book.lang) for share in book.shares]
    sans = pen.sans()
    title = medium.write_title(shorten(book.title, _TITLE_CHARACTERS), pen.title())
    lines = [
        f"<h1>{title}</h1>",
        f'<p class="range">{sans.write(range_text(*book.days))}</p>',
        f'<p class="outlets">{sans.write(words.separator.join(outlets))}</p>',
        f'<p class="count">{sans.write(_count(book, words))}</p>',
    ]
    if book.volumes > 1:
        text = words.volume.format(number=book.volume, count=book.volumes)
        lines.insert(1, f'<p class="volume">{sans.write(text)}</p>')
    return '<section epub:type="titlepage">\n' + "\n".join(lines) + "\n</section>"


def write_contents(book: Book, usage: Usage, timezone: tzinfo) -> list[Document]:
    """Return the contents pages: sections, their days, titles.

    A book whose contents would pass 260 KB (docs/typesetting.md, Size of files) gets
    several files.
    """
    words = wording_for(book.lang)
    pieces = contents_pieces(book, usage, E_READER, timezone)
    documents: list[Document] = []
    for number, file in enumerate(fill_files(join_headings(pieces)), 1):
        name = CONTENTS_NAME if number == 1 else f"contents-part{number}.xhtml"
        inner = join_pieces(file)
        body = f'<section class="contents" role="doc-toc">\n{inner}\n</section>'
        content = page(words.contents, body, lang=book.lang, body_type="frontmatter")
        label = words.contents if number == 1 else ""
        documents.append(Document(name, label, book.lang, content))
    return documents


def contents_pieces(
    book: Book, usage: Usage, medium: Medium, timezone: tzinfo
) -> list[Piece]:
    """Return the contents: each heading, list and short day is one piece."""
    pen = start_pen(usage, book.lang, on_paper=medium.on_paper)
    heading = f"<h1>{pen.title().write(wording_for(book.lang).contents)}</h1>"
    contents = _ContentsWriter(book, pen, medium, timezone)
    return [Piece(heading, is_heading=True), *contents.write_pieces()]


def write_copyright_page(
    book: Book, timezone: tzinfo, faces: Sequence[FaceNote], usage: Usage
) -> Document:
    """Return the page of copyright notices.

    It shows who wrote how many articles and when, the outlets' own notices by outlet
    and year, what the reader may do, the outlets' addresses, and the faces.
    """
    words = wording_for(book.lang)
    body = copyright_section(book, timezone, faces, usage)
    content = page(words.copyright_page, body, lang=book.lang, body_type="backmatter")
    return Document(COPYRIGHT_NAME, words.copyright_page, book.lang, content)


def copyright_section(
    book: Book,
    timezone: tzinfo,
    faces: Sequence[FaceNote],
    usage: Usage,
    *,
    on_paper: bool = False,
) -> str:
    """Return the content of ``write_copyright_page`` as XHTML."""
    words = wording_for(book.lang)
    pen = start_pen(usage, book.lang, on_paper=on_paper)
    parts = [
        f"<h1>{pen.title().write(words.copyright_page)}</h1>",
        *_intro_parts(book, words, pen),
        _h2(words.rights_holders, pen),
        _bullets(_share_lines(book, words, timezone), pen),
        _h2(words.rights_notices, pen),
        *_notice_parts(book, words, pen),
        _h2(words.rights_use, pen),
        f"<p>{pen.write(words.rights_use_text)}</p>",
    ]
    homes = [s.outlet.home_url for s in book.shares if s.outlet.home_url]
    if homes:
        parts += [_h2(words.rights_sources, pen), _links(homes, pen)]
    if book.feeds:
        parts += [_h2(words.rights_feeds, pen), _links(list(book.feeds), pen)]
    parts.append(_h2(words.rights_fonts, pen))
    if faces:
        parts.append(_face_list(faces, words, pen))
    else:
        parts.append(f"<p>{pen.write(words.rights_no_fonts)}</p>")
    made = words.rights_made.format(version=__version__)
    parts.append(f'<p class="made">{pen.sans().write(made)}</p>')
    inner = "\n".join(filter(None, parts))
    return f'<section epub:type="copyright-page" class="rights">\n{inner}\n</section>'


def cover_outlets(book: Book) -> tuple[str, ...]:
    """Return the outlets' names for the cover, the largest share first."""
    return tuple(outlet_name(share.outlet, book.lang) for share in book.shares)


# --------------------------------------------------------------- contents


@dataclass(frozen=True, slots=True)
class _ContentsWriter:
    """Writes the contents of ``book``, with dates in ``timezone``."""

    book: Book
    pen: Pen
    medium: Medium
    timezone: tzinfo

    def write_pieces(self) -> Iterator[Piece]:
        """Yield each heading, list and short day."""
        for section in self.book.sections:
            if section.title:
                yield Piece(_h2(section.title, self.pen), is_heading=True)
            days = section.days or (("", section.chapters),)
            for title, chapters in days:
                heading = f"<h3>{self.pen.title().write(title)}</h3>" if title else ""
                entries = list(self._write_entries(section, chapters))
                if heading and len(chapters) <= _SHORT_DAY:
                    yield Piece(f'<div class="day">\n{heading}\n{entries[0]}\n</div>')
                    continue
                if heading:
                    yield Piece(heading, is_heading=True)
                yield from map(Piece, entries)

    def _write_entries(
        self, section: Section, chapters: Sequence[Chapter]
    ) -> Iterator[str]:
        # Lists of at most 50 entries, so that a file can end between two of them.
        for _, group in groupby(enumerate(chapters), key=lambda pair: pair[0] // 50):
            entries = "\n".join(self._write_entry(section, c) for _, c in group)
            yield f'<ul class="entries">\n{entries}\n</ul>'

    def _write_entry(self, section: Section, chapter: Chapter) -> str:
        article = chapter.article
        own = self.pen.in_lang(article.lang)
        title = shorten(article.header.title, LABEL_CHARACTERS)
        differs = article.lang if own.script != self.pen.script else ""
        attributes = class_attribute(lang=differs) + lang_attributes(differs)
        href = self.medium.chapter_href(chapter)
        link = f'<a href="{href}"{attributes}>{own.write(title)}</a>'
        page_number = self.medium.write_page_number(chapter, own)
        notes = list(self._note(section, article))
        if not notes:
            return f"<li>{link}{page_number}</li>"
        words = own.sans().write(" · ".join(notes))
        attributes = class_attribute("who", lang=differs) + lang_attributes(differs)
        return f"<li>{link} <span{attributes}>{words}</span>{page_number}</li>"

    def _note(self, section: Section, article: Article) -> Iterator[str]:
        """Yield what the heading of ``section`` does not say: day, outlet, authors."""
        book, header = self.book, article.header
        if section.kind != "date" and book.days[0] != book.days[1]:
            day = local_time(header.published, self.timezone)
            yield short_date(day, with_year=book.spans_years)
        if len(book.shares) > 1 and section.kind != "outlet":
            yield outlet_name(header.outlet, article.lang)
        names = byline_text(article.byline)
        if names:
            yield shorten(names, 40)


# -------------------------------------------------------------- copyright


def _count(book: Book, words: Wording) -> str:
    return words.articles.format(count=sum(share.articles for share in book.shares))


def _share_lines(book: Book, words: Wording, timezone: tzinfo) -> list[str]:
    return [
        words.rights_share.format(
            outlet=outlet_name(share.outlet, book.lang),
            count=share.articles,
            range=range_text(
                local_time(share.first, timezone).date(),
                local_time(share.last, timezone).date(),
            ),
        )
        for share in book.shares
    ]


def _intro_parts(book: Book, words: Wording, pen: Pen) -> list[str]:
    """Return what the book is, and whether its text is still that of the outlets."""
    if not book.converted:
        return [f"<p>{pen.write(words.rights_intro)}</p>"]
    converted = words.rights_converted.format(
        count=book.converted, script=script_name(book.lang)
    )
    return [
        f"<p>{pen.write(words.rights_intro_converted)}</p>",
        f"<p>{pen.write(converted)}</p>",
    ]


def _notice_parts(book: Book, words: Wording, pen: Pen) -> list[str]:
    parts: list[str] = []
    for share in book.shares:
        name = outlet_name(share.outlet, book.lang)
        notices = [n for n in book.notices if n.outlet == share.outlet]
        parts.append(f"<h3>{pen.title().write(name)}</h3>")
        if not notices:
            parts.append(f"<p>{pen.write(words.rights_no_notice)}</p>")
        for notice in notices:
            own = pen.in_lang(notice.lang)
            differs = notice.lang if own.script != pen.script else ""
            attributes = class_attribute("notice", lang=differs)
            text = own.write(notice.text)
            year = own.sans().write(f"{notice.year}年")
            label = f"<span{class_attribute('year', own.own_class)}>{year}</span> "
            parts.append(f"<p{attributes}{lang_attributes(differs)}>{label}{text}</p>")
    return parts


def _face_list(faces: Sequence[FaceNote], words: Wording, pen: Pen) -> str:
    items: list[str] = []
    for face in faces:
        text = words.rights_font.format(family=face.name, licence=face.licence)
        line = pen.write(text if face.licence else face.name)
        url = clean_url(face.licence_url)
        if url:
            line += f" {write_address(url, pen)}"
        items.append(line)
    return write_bullets(items, pen)


def _h2(text: str, pen: Pen) -> str:
    return f"<h2>{pen.title().write(text)}</h2>"


def _bullets(lines: Sequence[str], pen: Pen) -> str:
    return write_bullets([pen.write(line) for line in lines], pen)


def _links(urls: Sequence[str], pen: Pen) -> str:
    return write_bullets([write_address(url, pen) for url in dict.fromkeys(urls)], pen)
