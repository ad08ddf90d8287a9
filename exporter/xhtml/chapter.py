"""Writes one article as XHTML: header, blocks, source; in one file or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from exporter.book import outlet_name
from exporter.dates import date_text, local_time, time_text
from exporter.model import (
    Article,
    Block,
    Byline,
    Chapter,
    Elsewhere,
    Hidden,
    ImageMap,
    Link,
    Paragraph,
    SharedGallery,
    Text,
    count_characters,
)
from exporter.urls import clean_url
from exporter.words import wording_for
from exporter.xhtml.blocks import is_wide, write_block
from exporter.xhtml.context import BlockContext
from exporter.xhtml.halves import halve_block
from exporter.xhtml.inlines import write_inlines
from exporter.xhtml.medium import E_READER, Medium
from exporter.xhtml.pieces import Piece, fill_files, join_pieces
from exporter.xhtml.placement import place_images
from exporter.xhtml.references import FindChapter, write_gallery_home, write_related
from exporter.xhtml.writer import (
    Document,
    Pen,
    Usage,
    class_attribute,
    escape_text,
    page,
    shorten,
    start_pen,
)

LABEL_CHARACTERS = 120
# A larger block is cut, so that files can be filled evenly.
_MAX_PIECE_BYTES = 120_000
_ONE_DAY = timedelta(days=1)
_TOPICS_CHARACTERS = 2_000
# A longer title is an article whose line breaks were lost.
_TITLE_CHARACTERS = 6_000

_LINK_INSIDE = re.compile(r'href="#([^"]+)"')

FindElsewhere = Callable[[str], Elsewhere | None]


@dataclass(frozen=True, slots=True)
class ChapterOptions:
    """What all chapters of a book share.

    ``find_elsewhere`` finds the volume of an article that is not in this one.
    ``related`` is that of the ``Book``.
    """

    images: ImageMap | None
    find_chapter: FindChapter
    timezone: tzinfo
    medium: Medium = E_READER
    find_elsewhere: FindElsewhere | None = None
    related: Mapping[str, Sequence[Chapter]] = field(default_factory=dict)

    def find_goal(self, url: str) -> Chapter | Elsewhere | None:
        """Return the article to which ``url`` leads, in this volume or another."""
        chapter = self.find_chapter(url)
        if chapter is None and self.find_elsewhere is not None:
            return self.find_elsewhere(url)
        return chapter


def write_chapter(
    chapter: Chapter, options: ChapterOptions, usage: Usage
) -> list[Document]:
    """Return ``chapter`` as one document, or as several of at most 260 KB.

    The characters that each style sets are added to ``usage``.
    """
    article = chapter.article
    pieces = write_parts(chapter, options, usage).pieces
    title = shorten(article.header.title, LABEL_CHARACTERS)
    documents: list[Document] = []
    files = fill_files(pieces)
    names = [_part_name(chapter, number) for number in range(1, len(files) + 1)]
    bodies = [join_pieces(file) for file in files]
    if len(files) > 1:
        homes = _homes_of_places(files, names)
        pairs = zip(bodies, names, strict=True)
        bodies = [_link_across(body, name, homes) for body, name in pairs]
    for number, (name, body) in enumerate(zip(names, bodies, strict=True), 1):
        if number > 1:
            body = f"{_write_continued(article, number, usage)}\n{body}"
        section = (
            '<section epub:type="chapter" role="doc-chapter" '
            f'aria-label="{escape_text(title)}">\n{body}\n</section>'
        )
        content = page(title, section, lang=article.lang, body_type="bodymatter")
        label = title if number == 1 else ""
        documents.append(Document(name, label, article.lang, content))
    return documents


def _part_name(chapter: Chapter, number: int) -> str:
    if number == 1:
        return chapter.file_name
    return chapter.file_name.replace(".xhtml", f"-part{number}.xhtml")


def _homes_of_places(
    files: Sequence[Sequence[Piece]], names: Sequence[str]
) -> dict[str, str]:
    """Return the name of the file in which each place is to which links may lead."""
    return {
        place: name
        for file, name in zip(files, names, strict=True)
        for piece in file
        for place in piece.find_places()
    }


def _link_across(body: str, name: str, homes: Mapping[str, str]) -> str:
    """Return ``body``, the file ``name``; links to other files get their names."""

    def link(found: re.Match[str]) -> str:
        home = homes.get(found.group(1), name)
        return found.group() if home == name else f'href="{home}#{found.group(1)}"'

    return _LINK_INSIDE.sub(link, body)


@dataclass(frozen=True, slots=True)
class ChapterParts:
    """A chapter: its header as XHTML, each block, its footer ("" if there is none)."""

    header: str
    blocks: tuple[Piece, ...]
    footer: str

    @property
    def pieces(self) -> list[Piece]:
        """Return all parts in order, without an empty footer."""
        footer = [Piece(self.footer)] if self.footer else []
        return [Piece(self.header), *self.blocks, *footer]


def write_parts(
    chapter: Chapter, options: ChapterOptions, usage: Usage
) -> ChapterParts:
    """Return the parts of ``chapter``; adds its characters to ``usage``."""
    article = chapter.article
    medium = options.medium
    pen = start_pen(usage, article.lang, on_paper=medium.on_paper)

    def write_link(link: Link, inner: str, pen: Pen) -> str:
        is_inside = link.url.startswith("#")
        goal = None if is_inside else options.find_goal(link.url)
        return medium.write_link(link, inner, goal, pen)

    def write_home(gallery: SharedGallery, pen: Pen) -> str:
        find_chapter = options.find_chapter
        return write_gallery_home(
            gallery, pen, chapter, find_chapter=find_chapter, medium=medium
        )

    context = BlockContext(
        options.images,
        write_link,
        medium.write_code,
        on_paper=medium.on_paper,
        table_room=medium.table_room,
        nested_room=medium.nested_room,
        caption_letters=medium.caption_letters,
        write_home=write_home,
    )
    blocks = place_images(
        (*_rest_of_title(article), *article.blocks), options.images, article.lang
    )
    header = _write_header(article, pen, options)
    pieces = tuple(_pieces(blocks, pen, context))
    return ChapterParts(header, pieces, _write_footer(chapter, pen, options))


def byline_text(byline: Byline) -> str:
    """Return the names in one line, with the kind of work in brackets."""
    names = "、".join(byline.authors)
    if not names:
        return byline.note
    return f"{names}（{byline.note}）" if byline.note else names


def _pieces(
    blocks: Sequence[Block], pen: Pen, context: BlockContext
) -> Iterator[Piece]:
    """Yield each block that shows anything, cut in halves if it is too large."""
    for block in blocks:
        # Count first: writing millions of characters and discarding them takes seconds.
        is_large = count_characters(block) > _MAX_PIECE_BYTES
        text = "" if is_large else write_block(block, pen, context)
        is_large = is_large or len(text.encode()) > _MAX_PIECE_BYTES
        halves = halve_block(block) if is_large else None
        if halves is not None:
            yield from _pieces(halves, pen, context)
            continue
        text = text or write_block(block, pen, context)
        if text:
            yield Piece(text, is_wide=is_wide(block, context), block=block)


def _rest_of_title(article: Article) -> Sequence[Block]:
    rest = article.header.title[_TITLE_CHARACTERS:]
    return [Paragraph((Text(rest),), "lead")] if rest else []


def _write_header(article: Article, pen: Pen, options: ChapterOptions) -> str:
    header, byline = article.header, article.byline
    words = header.title[:_TITLE_CHARACTERS]
    title = f"<h1>{options.medium.write_title(words, pen.title())}</h1>"
    pen = pen.sans()
    who = [outlet_name(header.outlet, article.lang), byline_text(byline)]
    names = pen.write(" · ".join(filter(None, who)))
    lines = [title, f'<p class="byline">{names}</p>']
    lines.append(f'<p class="dateline">{_write_date(article, options, pen)}</p>')
    return "<header>\n" + "\n".join(lines) + "\n</header>"


def _write_date(article: Article, options: ChapterOptions, pen: Pen) -> str:
    """Return the article's one date.

    The feed's time and the outlet's time differ by minutes or hours.  The feed's time
    is known for every article, and contents and sections use it, so it is shown.  If
    they differ by more than a day, the feed was late, and the outlet's is shown.  The
    outlet's words stay in the text but are not shown, so that a search finds them.
    """
    published, byline = article.header.published, article.byline
    words = ""
    if byline.dateline and not byline.day:  # we cannot read a day in it
        words = pen.write(f" · {byline.dateline}")
    elif byline.dateline:
        words = write_inlines((Hidden(byline.dateline),), pen, _no_link)
    if byline.written and abs(byline.written - published) > _ONE_DAY:
        return _time_element(byline.written, options.timezone, pen) + words
    shown = local_time(published, options.timezone).date()
    if not byline.written and byline.day and abs(byline.day - shown) > _ONE_DAY:
        day = pen.write(date_text(byline.day))
        return f'<time datetime="{byline.day.isoformat()}">{day}</time>{words}'
    return _time_element(published, options.timezone, pen) + words


def _no_link(_link: Link, inner: str, _pen: Pen) -> str:
    return inner


def _time_element(moment: datetime, timezone: tzinfo, pen: Pen) -> str:
    machine = moment.replace(tzinfo=None).isoformat(timespec="minutes") + "Z"
    shown = pen.write(time_text(local_time(moment, timezone)))
    return f'<time datetime="{machine}">{shown}</time>'


def _write_footer(chapter: Chapter, pen: Pen, options: ChapterOptions) -> str:
    article, medium = chapter.article, options.medium
    words = wording_for(article.lang)
    pen = pen.sans()
    lines: list[str] = []
    if article.topics:
        topics = shorten(words.separator.join(article.topics), _TOPICS_CHARACTERS)
        lines.append(f'<p class="topics">{pen.write(f"{words.topics}：{topics}")}</p>')
    inner = "\n".join(lines)
    url = clean_url(article.header.url)
    if url:
        label = pen.write(f"{words.source}：")
        lines.append(f'<p class="source">{label}{medium.write_address(url, pen)}</p>')
        inner = medium.write_code(url, lines, pen)
    others = options.related.get(chapter.file_name, ())
    related = write_related(
        chapter, others, pen, medium=medium, timezone=options.timezone
    )
    inner = "\n".join(filter(None, (inner, medium.write_notes(pen), related)))
    return f"<footer>\n{inner}\n</footer>" if inner else ""


def _write_continued(article: Article, number: int, usage: Usage) -> str:
    pen = start_pen(usage, article.lang)
    words = wording_for(article.lang)
    title = shorten(article.header.title, LABEL_CHARACTERS)
    text = pen.sans().write(f"{title}（{words.continued} {number}）")
    return f"<p{class_attribute('continued')}>{text}</p>"
