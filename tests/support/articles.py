"""Articles for tests, parsed from a piece of HTML."""

import re
from datetime import UTC, datetime

from exporter.model import (
    Article,
    ArticleHeader,
    Block,
    Break,
    Code,
    CodeBlock,
    Figure,
    Gallery,
    Heading,
    Hidden,
    Inline,
    InlineImage,
    Inlines,
    Link,
    ListBlock,
    Location,
    Paragraph,
    Quote,
    Ruby,
    Table,
    Text,
    iter_blocks,
    iter_inlines,
    texts_of,
)
from exporter.outlets import article_id, outlet_for
from exporter.parse import parse_article
from exporter.urls import clean_url

# Characters that XML 1.0 does not allow (section 2.2) or no e-book should have.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u200b\ufeff]"
)

DW_URL = "https://www.dw.com/zh/a-90000001"


def parse(body_html: str, *, url: str = DW_URL, title: str = "灯塔") -> Article:
    """Return the article with ``body_html`` found at ``url``."""
    outlet = outlet_for(url, "folder")
    header = ArticleHeader(
        id=article_id(url, outlet),
        location=Location("articles/folder/1.md"),
        title=title,
        url=url,
        outlet=outlet,
        published=datetime(2024, 6, 18, tzinfo=UTC),
    )
    return parse_article(header, body_html)


def all_words(article: Article) -> str:
    """Return every word of ``article``'s blocks, hidden ones too, in order.

    A line of its own for every line of the article.
    """
    return "\n".join(
        "".join(map(_own_text, iter_inlines(line)))
        for block in iter_blocks(article.blocks)
        for line in (*filter(None, texts_of(block)), *_code_of(block))
    )


def _code_of(block: Block) -> list[Inlines]:
    return [(Text(block.text),)] if isinstance(block, CodeBlock) else []


def _own_text(inline: Inline) -> str:
    if isinstance(inline, Text | Code | Hidden):
        return inline.text
    if isinstance(inline, Ruby):
        return inline.reading
    return "\n" if isinstance(inline, Break) else ""


def check_article(article: Article) -> None:
    """Assert the properties of an article that every later stage relies on."""
    words = all_words(article) + "".join((*article.topics, *article.notices))
    assert not _UNWANTED.search(words)
    levels = {b.level for b in article.blocks if isinstance(b, Heading)}
    assert levels == set(range(2, 2 + len(levels)))
    for block in iter_blocks(article.blocks):
        _check_holder(block)
        for inlines in filter(None, texts_of(block)):
            _check_line(inlines)
    assert not any(
        isinstance(inner, Heading)
        for block in article.blocks
        for inner in list(iter_blocks((block,)))[1:]
    )


def _check_holder(block: object) -> None:
    if isinstance(block, Paragraph | Heading):
        assert block.inlines
    elif isinstance(block, ListBlock):
        assert block.items
        assert all(block.items)
    elif isinstance(block, Quote):
        assert block.blocks
    elif isinstance(block, Gallery):
        assert block.figures
    elif isinstance(block, Table):
        assert max(map(len, block.rows)) > 1
        cells = [cell for row in block.rows for cell in row]
        assert all(1 <= n <= 100 for c in cells for n in (c.colspan, c.rowspan))
    elif isinstance(block, Figure):
        _check_image_address(block.image.url)


def _check_image_address(url: str) -> None:
    """Assert that a picture has a web address, a data address, or an empty one."""
    assert url == clean_url(url) or url.startswith("data:")


def _check_line(inlines: Inlines) -> None:
    for inline in iter_inlines(inlines):
        if isinstance(inline, Text):
            assert inline.text
            assert "\n" not in inline.text
        elif isinstance(inline, Link):
            assert inline.url
            assert inline.url.startswith("#") or inline.url == clean_url(inline.url)
            assert not any(isinstance(i, Link) for i in iter_inlines(inline.children))
        elif not isinstance(inline, Break | InlineImage):
            assert getattr(inline, "children", True)
    assert not isinstance(inlines[0], Break)
    assert not isinstance(inlines[-1], Break)
