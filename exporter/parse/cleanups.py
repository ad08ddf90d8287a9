"""Clean-ups of archived HTML before it is read: one visible list.

Each takes the soup of one article and changes it in place.  Order matters:
what is dropped first need not be understood later.
"""

import re
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from exporter.parse.frames import FRAMES

# No real article nests deeper than 20; beyond this a page is broken or hostile.
MAX_DEPTH = 60
_FEED_ADVERT = "获取更多RSS"
_FEED_HOST = re.compile(r"feedx\.(?:net|run|xyz|fun|best)")
_FEED_ADDRESS = re.compile(r"https?://feedx\.(?:net|run|xyz|fun|best)")
_FEED_ADVERT_CHARACTERS = 300
_DW_PROMOTION = re.compile(r"DW中文有\s*Instagram.*?(?:报道|報導|報道)。?", re.DOTALL)
_PLAYER_FALLBACK = re.compile(
    r"To view this video please enable JavaScript.*?HTML5 video", re.DOTALL
)
_INVISIBLE = ("script", "style", "noscript", "template", "head", "title")
_BLOCKS = ("p", "div", "li", "td", "section", "article", "body", "blockquote")


def drop_invisible(soup: BeautifulSoup) -> None:
    """Drop scripts, styles and comments.  Seen: everywhere."""
    for tag in soup.find_all(_INVISIBLE):
        tag.decompose()
    for node in soup.find_all(string=lambda s: isinstance(s, PreformattedString)):
        node.extract()


def flatten_deep_nesting(soup: BeautifulSoup) -> None:
    """Unwrap elements nested deeper than ``MAX_DEPTH``, keeping their words."""
    depths: dict[int, int] = {}
    deep: list[Tag] = []
    for tag in soup.find_all(True):
        parent = tag.parent
        depth = depths.get(id(parent), 0) + 1
        depths[id(tag)] = depth
        if depth > MAX_DEPTH:
            deep.append(tag)
    for tag in reversed(deep):
        tag.unwrap()


def take_feed_advert(soup: BeautifulSoup) -> tuple[str, ...]:
    """Drop ``<br><hr><div>获取更多RSS：…feedx.net…</div>``, return its addresses.

    Seen at the end of 79 of 457 Deutsche Welle articles, and of every other
    outlet's: the feed that was archived put it there.  Its addresses tell
    where the archive comes from, so the copyright page names them once.
    """
    feeds: list[str] = []
    for text in soup.find_all(string=re.compile(_FEED_ADVERT)):
        block = text.find_parent(_BLOCKS)
        around = block.get_text(" ") if block is not None else str(text)
        feeds += _FEED_ADDRESS.findall(around)
        if block is None or block.name == "body" or not _is_feed_advert(block):
            _drop_to_end_of_siblings(text)
            continue
        _drop_rule_before(block)
        block.decompose()
    return tuple(dict.fromkeys(feeds))


def drop_dw_promotion(soup: BeautifulSoup) -> None:
    """Drop Deutsche Welle's ``DW中文有Instagram！…报道。`` (seen in 2020–2024)."""
    for text in soup.find_all(string=re.compile(r"DW中文有\s*Instagram")):
        whole = text.find_parent(("em", "i", "strong", "b", "p", "div")) or text
        words = whole.get_text() if isinstance(whole, Tag) else str(whole)
        if isinstance(whole, Tag) and _DW_PROMOTION.fullmatch(words.strip()):
            whole.decompose()
        else:
            text.replace_with(NavigableString(_DW_PROMOTION.sub("", str(text))))


def drop_player_fallback(soup: BeautifulSoup) -> None:
    """Drop the English sentence that a missing video player leaves."""
    for text in soup.find_all(string=re.compile("enable JavaScript")):
        block = text.find_parent(("p", "div"))
        if block and _PLAYER_FALLBACK.fullmatch(block.get_text().strip()):
            block.decompose()
        elif _PLAYER_FALLBACK.search(str(text)):
            text.replace_with(NavigableString(_PLAYER_FALLBACK.sub("", str(text))))


def spell_out_smileys(soup: BeautifulSoup) -> None:
    """Replace WordPress's pictures of emoji by the emoji (China Digital Times)."""
    for image in soup.find_all("img", class_=re.compile(r"wp-smiley|\bemoji\b")):
        image.replace_with(NavigableString(str(image.get("alt") or "")))


def drop_repeated_embeds(soup: BeautifulSoup) -> None:
    """Drop WordPress's frame beside the quotation it repeats (same, with a link)."""
    if soup.find("blockquote", class_="wp-embedded-content"):
        for frame in soup.find_all("iframe", class_="wp-embedded-content"):
            frame.decompose()


CLEANUPS: tuple[Callable[[BeautifulSoup], None], ...] = (
    drop_invisible,
    flatten_deep_nesting,
    drop_dw_promotion,
    drop_player_fallback,
    spell_out_smileys,
    drop_repeated_embeds,
    *FRAMES,
)


def _is_feed_advert(block: Tag) -> bool:
    words = block.get_text()
    return (
        len(words) <= _FEED_ADVERT_CHARACTERS
        and words.strip().startswith(_FEED_ADVERT)
        and not block.find("img")
    )


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
    """Drop an advert that shares its block with words of the article."""
    following: list[PageElement] = []
    for sibling in text.next_siblings:
        words = sibling.get_text() if isinstance(sibling, Tag) else str(sibling)
        if words.strip() and not _FEED_HOST.search(words):
            break
        following.append(sibling)
    for sibling in following:
        sibling.extract()
    kept = str(text).split(_FEED_ADVERT, 1)[0]
    rest = _FEED_HOST.split(str(text).split(_FEED_ADVERT, 1)[1])
    text.replace_with(NavigableString(kept + (rest[-1] if len(rest) > 1 else "")))
