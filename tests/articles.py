"""Articles for tests: what the parser makes of a piece of HTML."""

from collections.abc import Iterator
from datetime import UTC, datetime

from exporter.model import (
    Article,
    ArticleHeader,
    Block,
    Break,
    Code,
    Hidden,
    Inline,
    Inlines,
    Location,
    Text,
    iter_blocks,
)
from exporter.outlets import article_id, outlet_for
from exporter.parse import parse_article

DW_URL = "https://www.dw.com/zh/a-90000001"


def parse(body_html: str, *, url: str = DW_URL) -> Article:
    """Return the article with ``body_html`` found at ``url``."""
    outlet = outlet_for(url, "folder")
    header = ArticleHeader(
        id=article_id(url, outlet),
        location=Location("articles/folder/1.md"),
        title="灯塔",
        url=url,
        outlet=outlet,
        published=datetime(2024, 6, 18, tzinfo=UTC),
    )
    return parse_article(header, body_html)


def inlines_of(block: Block) -> list[Inlines]:
    """Return the lines of words that ``block`` itself holds, in reading order."""
    names = ("title", "inlines", "caption", "credit")
    return [part for name in names if (part := getattr(block, name, ()))]


def iter_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Yield ``inlines`` and every inline nested in them, in reading order."""
    for inline in inlines:
        yield inline
        yield from iter_inlines(getattr(inline, "children", ()))


def all_words(article: Article) -> str:
    """Return every word of ``article``'s blocks, hidden ones too, in order.

    A line of its own for every line of the article.
    """
    return "\n".join(
        "".join(map(_own_text, iter_inlines(line)))
        for block in iter_blocks(article.blocks)
        for line in inlines_of(block)
    )


def _own_text(inline: Inline) -> str:
    if isinstance(inline, Text | Code | Hidden):
        return inline.text
    return "\n" if isinstance(inline, Break) else ""
