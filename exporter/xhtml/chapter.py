"""One article as XHTML: header, blocks, source; in one file or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape

from exporter.book import outlet_name
from exporter.model import Article, Block, Byline, Chapter
from exporter.periods import local_time
from exporter.urls import clean_url, readable_url
from exporter.wording import time_text, wording_for
from exporter.xhtml.blocks import BlockContext, ImageMap, write_block
from exporter.xhtml.halving import halve_block
from exporter.xhtml.inlines import FindChapter
from exporter.xhtml.writer import (
    Document,
    Pen,
    Usage,
    class_attribute,
    lang_attributes,
    page,
    shorten,
)

# TYPESETTING.md section 2: at most 260 KB a file (ADE); the rest is for the
# head, the header and the source.
MAX_BODY_BYTES = 230_000
LABEL_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class ChapterOptions:
    """What all chapters of a book share."""

    images: ImageMap | None
    find_chapter: FindChapter
    timezone: tzinfo


def write_chapter(
    chapter: Chapter, options: ChapterOptions, usage: Usage
) -> list[Document]:
    """Return ``chapter`` as one document, or as several of at most 260 KB.

    The characters every style sets are added to ``usage``.
    """
    article = chapter.article
    pen = Pen(usage).in_lang(article.lang)
    context = BlockContext(article.lang, options.images, options.find_chapter)
    header = _write_header(article, pen, options.timezone)
    bodies = _fill_files(list(_pieces(article.blocks, pen, context)))
    bodies[-1] += _write_footer(article, pen)
    title = shorten(article.header.title, LABEL_CHARACTERS)
    documents: list[Document] = []
    for number, body in enumerate(bodies, 1):
        if number == 1:
            name, head = chapter.file_name, header
        else:
            name = chapter.file_name.replace(".xhtml", f"-part{number}.xhtml")
            head = _write_continued(article, number, pen)
        section = (
            '<section epub:type="chapter" role="doc-chapter" '
            f'aria-label="{escape(title)}">\n{head}\n{body}\n</section>'
        )
        content = page(title, section, lang=article.lang, body_type="bodymatter")
        label = title if number == 1 else ""
        documents.append(Document(name, label, article.lang, content))
    return documents


def byline_text(byline: Byline) -> str:
    """Return the names in one line, with the kind of work in brackets."""
    names = "、".join(byline.authors)
    return f"{names}（{byline.note}）" if byline.note else names


def _pieces(
    blocks: Sequence[Block], pen: Pen, context: BlockContext
) -> Iterator[tuple[str, int]]:
    """Yield each block as XHTML with its size in bytes, cut where too large."""
    for block in blocks:
        text = write_block(block, pen, context)
        size = len(text.encode())
        halves = halve_block(block) if size > MAX_BODY_BYTES else None
        if halves is not None:
            yield from _pieces(halves, pen, context)
        elif text:
            yield text, size


def _fill_files(pieces: Sequence[tuple[str, int]]) -> list[str]:
    """Join ``pieces`` into bodies of at most ``MAX_BODY_BYTES``."""
    files: list[list[str]] = [[]]
    used = 0
    for text, size in pieces:
        if files[-1] and used + size > MAX_BODY_BYTES:
            files.append([])
            used = 0
        files[-1].append(text)
        used += size + 1
    return ["\n".join(file) for file in files]


def _write_header(article: Article, pen: Pen, timezone: tzinfo) -> str:
    header, byline = article.header, article.byline
    title = f"<h1>{pen.title().write(header.title)}</h1>"
    pen = pen.sans()
    who = [outlet_name(header.outlet, article.lang), byline_text(byline)]
    names = pen.write(" · ".join(filter(None, who)))
    lines = [title, f'<p class="byline">{names}</p>']
    moments = [_time_element(header.published, timezone, pen)]
    if byline.dateline:
        moments.append(pen.write(byline.dateline))
    separator = pen.write(" · ")
    lines.append(f'<p class="dateline">{separator.join(moments)}</p>')
    return "<header>\n" + "\n".join(lines) + "\n</header>"


def _time_element(moment: datetime, timezone: tzinfo, pen: Pen) -> str:
    machine = moment.replace(tzinfo=None).isoformat(timespec="minutes") + "Z"
    shown = pen.write(time_text(local_time(moment, timezone)))
    return f'<time datetime="{machine}">{shown}</time>'


def _write_footer(article: Article, pen: Pen) -> str:
    words = wording_for(article.lang)
    pen = pen.sans()
    lines: list[str] = []
    if article.topics:
        topics = words.separator.join(article.topics)
        lines.append(f'<p class="topics">{pen.write(f"{words.topics}：{topics}")}</p>')
    url = clean_url(article.header.url)
    if url:
        shown = pen.write(readable_url(url))
        label = pen.write(f"{words.source}：")
        lines.append(f'<p class="source">{label}<a href="{escape(url)}">{shown}</a></p>')
    else:
        text = pen.write(f"{words.source}：{article.header.url}")
        lines.append(f'<p class="source">{text}</p>')
    return "\n<footer>\n" + "\n".join(lines) + "\n</footer>"


def _write_continued(article: Article, number: int, pen: Pen) -> str:
    words = wording_for(article.lang)
    title = shorten(article.header.title, LABEL_CHARACTERS)
    text = pen.sans().write(f"{title}（{words.continued} {number}）")
    attributes = class_attribute("continued") + lang_attributes("")
    return f"<p{attributes}>{text}</p>"
