"""Parsing: from an article's archived HTML to the block model.

An ``ArticleHeader`` and the HTML after it enter.  An ``Article`` leaves.  Parsing goes
by an allow-list: known blocks and inlines pass; any other element loses its markup,
never its words.  Only this package imports bs4.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from exporter.model import Article, ArticleHeader, LeftOut
from exporter.outlets import profile_of
from exporter.parse.byline import take_byline, take_own_name
from exporter.parse.cleanups import clean_up, take_feed_advert
from exporter.parse.figure_markup import hide_caption_labels
from exporter.parse.finish import finish_blocks
from exporter.parse.furniture import take_furniture, take_title_ending
from exporter.parse.markup import mend_markup
from exporter.parse.notes import settle_places
from exporter.parse.places import mark_places
from exporter.parse.runs import clean_text, drop_illegal_characters
from exporter.parse.tree import read_tree
from exporter.parse.walker import Walker

__all__ = ["clean_text", "parse_article"]


def parse_article(header: ArticleHeader, body_html: str) -> Article:
    """Return the article of ``header`` read from ``body_html``.

    Accepts any HTML, also broken HTML.  The lines that the outlet adds to every
    article are taken out of the blocks: copyright sentences become ``notices``, the
    others are named in ``left_out``.  ``lang`` is set later, by ``exporter.language``.
    """
    profile = profile_of(header.outlet)
    title, left_out = take_title_ending(header.title, profile.furniture)
    soup = read_tree(mend_markup(drop_illegal_characters(body_html)))
    if profile.caption_label:
        hide_caption_labels(soup, profile.caption_label)
    left_out += clean_up(soup, body_html)
    feeds = take_feed_advert(soup, body_html)
    if feeds:
        left_out.append(LeftOut("feed-advert", " ".join(feeds)))
    byline, own_names = take_own_name(take_byline(soup, profile.clock), header.outlet)
    left_out += own_names
    if byline.dateline and byline.day:
        left_out.append(LeftOut("second-date", byline.dateline))
    has_places = mark_places(soup, body_html, header.url)
    walker = Walker(header.url, topics=[], left_out=left_out)
    walker.walk(soup)
    found, taken = take_furniture(walker.finish(), profile.furniture)
    blocks = finish_blocks(found, wraps_lines=profile.wraps_lines)
    digest = hashlib.sha256(body_html.encode("utf-8", "replace")).hexdigest()
    if has_places:
        blocks = settle_places(blocks, digest)
    return Article(
        header=replace(header, title=title),
        byline=byline,
        blocks=tuple(blocks),
        topics=tuple(dict.fromkeys((*walker.topics, *taken.topics))),
        notices=tuple(dict.fromkeys(taken.notices)),
        feeds=feeds,
        digest=digest,
        left_out=(*left_out, *taken.left_out),
    )
