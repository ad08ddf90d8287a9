"""Parsing: from an article's archived HTML to the block model.

In: an ``ArticleHeader`` and the HTML behind it.  Out: an ``Article``.  The
rule of the house is an allow-list: known blocks and inlines pass, everything
else gives up its markup, never its words.  Only this package knows bs4.
"""

from __future__ import annotations

import hashlib

from exporter.model import Article, ArticleHeader, LeftOut
from exporter.parse.byline import take_byline
from exporter.parse.cleanups import clean_up, take_feed_advert
from exporter.parse.finish import finish_blocks
from exporter.parse.runs import drop_illegal_characters
from exporter.parse.tree import read_tree
from exporter.parse.walker import Walker

__all__ = ["parse_article"]


def parse_article(header: ArticleHeader, body_html: str) -> Article:
    """Return the article of ``header`` read from ``body_html``.

    Accepts any HTML, broken as it may be.  Copyright sentences leave the
    blocks and become ``notices``; ``lang`` is left to ``exporter.language``.
    """
    soup = read_tree(drop_illegal_characters(body_html))
    left_out: list[LeftOut] = list(clean_up(soup, body_html))
    feeds = take_feed_advert(soup, body_html)
    byline = take_byline(soup)
    notices: list[str] = []
    walker = Walker(header.url, notices, topics=[], left_out=left_out)
    walker.walk(soup)
    return Article(
        header=header,
        byline=byline,
        blocks=tuple(finish_blocks(walker.finish())),
        topics=tuple(walker.topics),
        notices=tuple(dict.fromkeys(notices)),
        feeds=feeds,
        digest=hashlib.sha256(body_html.encode("utf-8", "replace")).hexdigest(),
        left_out=tuple(left_out),
    )
