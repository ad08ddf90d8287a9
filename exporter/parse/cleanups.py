"""Clean-ups of archived HTML before it is read, in one list.

Each changes the soup of one article in place.  The order matters: what is dropped
first need not be understood by later ones.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from exporter.model import LeftOut
from exporter.outlets import Registry, known_outlets
from exporter.parse.drawings import replace_drawings
from exporter.parse.embeds import make_embeds_iframes, open_inner_pages
from exporter.parse.figure_markup import CleanUp, list_figure_clean_ups
from exporter.parse.images import (
    fill_image_addresses,
    list_decorations,
    make_img_elements,
    restore_noscript_images,
    spell_out_smileys,
)
from exporter.parse.maths import keep_one_formula
from exporter.parse.visibility import leave_out_hidden

# Real articles nest at most 20 deep; a deeper page is broken or hostile.
MAX_DEPTH = 60
_FEED_ADVERT = "获取更多RSS"
_FEED_ADDRESS = re.compile(r"https?://feedx\.[a-z]{2,12}(?![a-z])")
_AFTER_FEED_ADVERT = re.compile(
    r"\s*[：:]?(?:\s|(?:https?://)?feedx\.[a-z]{2,12}(?![a-z])/?)*"
)
_FEED_FOLLOWS = re.compile(r"\s*[：:]?\s*(?:https?://)?feedx\.")
_INVISIBLE = ("script", "style", "noscript", "template", "head", "title")
_BLOCKS = ("p", "div", "li", "td", "section", "article", "body", "blockquote")


def drop_invisible(soup: BeautifulSoup) -> None:
    """Drop scripts, styles and comments.  Seen: everywhere."""
    for tag in soup.find_all(_INVISIBLE):
        tag.decompose()
    for node in soup.find_all(string=lambda s: isinstance(s, PreformattedString)):
        node.extract()


def flatten_deep_nesting(soup: BeautifulSoup) -> None:
    """Unwrap elements nested deeper than ``MAX_DEPTH``, keeping their words.

    Elements without children (an image, a line break) stay.  An empty paragraph
    marks where a block began and where it ended.
    """
    depths: dict[int, int] = {}
    deepest: list[Tag] = []
    for tag in soup.find_all(True):
        depth = depths.get(id(tag.parent), 0) + 1
        depths[id(tag)] = depth
        if depth == MAX_DEPTH:
            deepest.append(tag)
    for tag in deepest:
        parts = list(_unwrap_all(soup, tag))
        tag.clear()
        tag.extend(parts)


def take_feed_advert(soup: BeautifulSoup, html: str) -> tuple[str, ...]:
    """Drop ``<br><hr><div>获取更多RSS：…feedx.net…</div>``, return its addresses.

    Seen at the end of every sixth article of one outlet, and of those of every other
    outlet.  The archived feed added it.  Its addresses tell where the archive comes
    from, so the copyright page names them once.
    """
    feeds: list[str] = []
    if _FEED_ADVERT not in html:
        return ()
    for text in soup.find_all(string=re.compile(_FEED_ADVERT)):
        if text.parent is None:
            continue  # already dropped together with the advert before it
        block = text.find_parent(_BLOCKS)
        around = block.get_text(" ") if block is not None else str(text)
        if not _FEED_FOLLOWS.match(around.partition(_FEED_ADVERT)[2]):
            continue  # the words are part of a sentence
        feeds += _FEED_ADDRESS.findall(around.partition(_FEED_ADVERT)[2])
        if block is None or block.name == "body" or not _is_feed_advert(block):
            _drop_to_end_of_siblings(text)
            continue
        _drop_rule_before(block)
        block.decompose()
    return tuple(dict.fromkeys(feeds))


def drop_repeated_embeds(soup: BeautifulSoup) -> None:
    """Drop WordPress's iframe beside a quotation with the same words and a link."""
    if soup.find("blockquote", class_="wp-embedded-content"):
        for iframe in soup.find_all("iframe", class_="wp-embedded-content"):
            iframe.decompose()


# Elements and attributes, besides <img>, that show images.
_IMAGE_MARKS = r"<(?:amp-|image|picture|object|embed|input)|background|data-bg"
_MAY_HIDE = (
    r"hidden|<(?:template|title|datalist|noscript|dialog)"
    r"|display|visibility|font-size|opacity|text-indent|left\s*:|clip\s*:|mso-"
)


@cache
def list_clean_ups(outlets: Registry) -> tuple[tuple[re.Pattern[str], CleanUp], ...]:
    """Return all clean-ups in their order, each with what it needs to have work.

    That is a pattern for the article's HTML in lower case.  Most articles need few
    clean-ups, and searching for a word costs less than walking a tree.
    """
    marked: tuple[tuple[str, CleanUp], ...] = (
        ("srcdoc", open_inner_pages),
        ("<(?:m:|mml:)?math", keep_one_formula),
        (
            r"<(?:lite-|amp-|area|iframe)|fb-|embed|youtube|instagram",
            make_embeds_iframes,
        ),
        ("<svg", replace_drawings),
        (_IMAGE_MARKS, make_img_elements),
        *list_decorations(outlets),
        ("<noscript", restore_noscript_images),
        (_MAY_HIDE, leave_out_hidden),
        (r"<(?:script|style|noscript|template|head|title|/?[^a-z/])", drop_invisible),
        ("", flatten_deep_nesting),
        (
            r"<(?:img|ima|figure|amp-|picture|svg|object|embed|input)|background|data-bg",
            fill_image_addresses,
        ),
        (r"smiley|emoji|emoticon|/expression/", spell_out_smileys),
        ("wp-embedded-content", drop_repeated_embeds),
        *list_figure_clean_ups(outlets),
    )
    return tuple((re.compile(mark), function) for mark, function in marked)


def clean_up(soup: BeautifulSoup, html: str) -> list[LeftOut]:
    """Apply to ``soup`` the clean-ups that ``html`` needs; ``soup`` was made of it.

    Returns what they left out, in the order of ``list_clean_ups``.
    """
    lowered = html.lower()
    if "srcdoc" in lowered:  # an attribute holds a page with escaped markup
        lowered += unescape(lowered)
    left_out: list[LeftOut] = []
    for mark, function in list_clean_ups(known_outlets()):
        if mark.search(lowered):
            left_out += function(soup) or ()
    return left_out


def _unwrap_all(soup: BeautifulSoup, tag: Tag) -> Iterator[PageElement]:
    """Yield the content of ``tag`` without the elements around it.

    It keeps a stack of its own, because Python's stack ends before 5,000 levels.
    """
    open_tags: list[tuple[Iterator[PageElement], bool]] = [(tag.children, False)]
    while open_tags:
        children, is_block = open_tags[-1]
        child = next(children, None)
        if child is None:
            open_tags.pop()
        elif isinstance(child, Tag) and child.find(True) is not None:
            is_block = child.name in _BLOCKS
            open_tags.append((child.children, is_block))
        else:
            yield child
            continue
        if is_block:
            yield soup.new_tag("p")


def _is_feed_advert(block: Tag) -> bool:
    before, _, after = block.get_text(" ").partition(_FEED_ADVERT)
    is_whole = not before.strip() and _AFTER_FEED_ADVERT.fullmatch(after) is not None
    return is_whole and not block.find("img")


def _drop_rule_before(block: Tag) -> None:
    previous = block.previous_sibling
    while previous is not None and (
        (isinstance(previous, Tag) and previous.name in ("hr", "br"))
        or (isinstance(previous, NavigableString) and not previous.strip())
    ):
        before = previous.previous_sibling
        previous.extract()
        previous = before


def _drop_to_end_of_siblings(text: NavigableString) -> None:
    """Drop an advert that is in one block with words of the article."""
    following: list[PageElement] = []
    for sibling in text.next_siblings:
        words = sibling.get_text() if isinstance(sibling, Tag) else str(sibling)
        is_image = isinstance(sibling, Tag) and (sibling.name == "img")
        if is_image or not _AFTER_FEED_ADVERT.fullmatch(words):
            break
        following.append(sibling)
    for sibling in following:
        sibling.extract()
    before, _, after = str(text).partition(_FEED_ADVERT)
    rest = _AFTER_FEED_ADVERT.sub("", after, count=1)
    text.replace_with(NavigableString(before + rest))
