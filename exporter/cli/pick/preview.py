"""The preview: an article as plain text, for a narrow window.

An ``ArticleHeader`` enters, paragraphs of text leave; the window breaks their lines.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from exporter.archive import ArticleReader
from exporter.cli.language import in_user_language
from exporter.cli.pick.rows import show_text
from exporter.dates import local_time
from exporter.journal import Journal
from exporter.language import tag_language
from exporter.model import (
    Article,
    ArticleHeader,
    Block,
    CodeBlock,
    Embed,
    Figure,
    Heading,
    Media,
    Paragraph,
    Rule,
    Table,
    TableCell,
    VerseLine,
    child_blocks,
    plain_text,
    texts_of,
)
from exporter.parse import parse_article
from exporter.search import Facts, facts_of
from exporter.words import Message

_KEPT = 64


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text of an article, a line for each paragraph; ``facts`` None if unread."""

    lines: tuple[str, ...]
    facts: Facts | None = None


class ArticleTexts:
    """Reads the text of articles and keeps that of the last ones.

    ``find`` answers at once; ``read`` may take some time, so call it in a thread.
    """

    def __init__(self, zone: tzinfo) -> None:
        """Show times in ``zone``."""
        self._zone = zone
        self._kept: OrderedDict[ArticleHeader, ArticleText] = OrderedDict()

    def find(self, header: ArticleHeader) -> ArticleText | None:
        """Return the text if it is kept."""
        return self._kept.get(header)

    def read(self, header: ArticleHeader) -> ArticleText:
        """Read the text; a file that cannot be read gives a text that says why."""
        text = read_article_text(header, self._zone)
        self._kept[header] = text
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return text


def read_article_text(header: ArticleHeader, zone: tzinfo) -> ArticleText:
    """Return the text of the article of ``header``, with times in ``zone``."""
    journal = Journal()
    with ArticleReader(journal) as reader:
        body = reader.read_body(header)
    if body is None:
        why = journal.problems[0].what
        return ArticleText((show_text(header.title), "", in_user_language(why)))
    article = tag_language(parse_article(header, body))
    lines = [*_head(article, zone), *_body(article.blocks)]
    return ArticleText(tuple(lines), facts_of(article))


def _head(article: Article, zone: tzinfo) -> Iterator[str]:
    header, byline = article.header, article.byline
    yield show_text(header.title)
    names = [name for name in (*byline.authors, byline.note) if name]
    if names:
        yield show_text(" ".join(names))
    moment = local_time(byline.written or header.published, zone)
    minute = moment.replace(tzinfo=None).isoformat(" ", "minutes")
    yield show_text(f"{header.outlet.name}  {minute}  {header.id}")
    if article.topics:
        yield show_text(" / ".join(article.topics))
    yield ""


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield a line for each text; an empty line before each block."""
    for block in blocks:
        yield from (shown for line in _lines_of(block) if (shown := show_text(line)))
        if not isinstance(block, VerseLine):
            yield ""


def _lines_of(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | VerseLine() | Heading():
            mark = "# " if isinstance(block, Heading) else ""
            yield f"{mark}{plain_text(block.inlines)}"
        case Figure():
            parts = map(plain_text, (block.caption, block.credit))
            words = " ".join(part for part in parts if part) or block.image.alt
            yield _bracketed(Message("picture"), words)
        case Media():
            kind = Message("video") if block.kind == "video" else Message("sound")
            yield _bracketed(kind, plain_text(block.caption))
        case Embed():
            yield _bracketed(block.provider, plain_text(block.caption) or block.url)
        case CodeBlock():
            yield from block.text.splitlines()
        case Rule():
            yield "* * *"
        case Table():
            yield plain_text(block.caption)
            yield from map(_text_of_row, block.rows)
        case _:  # they hold others: lists, quotes, galleries
            yield from map(plain_text, texts_of(block))
            yield from filter(None, _body(child_blocks(block)))


def _text_of_row(row: tuple[TableCell, ...]) -> str:
    return " | ".join(" ".join(filter(None, _body(cell.blocks))) for cell in row)


def _bracketed(kind: str, words: str) -> str:
    said = in_user_language(kind)
    return f"[{said}: {words}]" if words else f"[{said}]"
