"""Places in an article to which its own links lead.

They are marked in the HTML before it is read, because an ``id`` may stand on any
element and a ``name`` on ``a``.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import Tag

from exporter.outlets import article_number
from exporter.urls import clean_url

PLACE = "dwx-place"
# HTML that does not match this has no link into itself.
_LINK_INSIDE = re.compile(r"href\s*=[^>]*#", re.IGNORECASE)
# Elements whose words are inside other elements, and these elements.
_HOLDERS = ("table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "menu", "dl")
_HELD = ("caption", "td", "th", "li", "dt", "dd")
# Elements that are read as one piece.
_WHOLE = ("img", "br", "hr", "input", "video", "audio", "iframe", "pre", "math", "svg")


def name_inside(href: str, base_url: str) -> str:
    """Return the name of the place in this article that ``href`` leads to.

    Returns "" if it leads elsewhere.  Some archives make such links absolute.
    """
    address, _, fragment = href.strip().partition("#")
    if not fragment:
        return ""
    if address and _bare(address, base_url) != _bare(base_url, base_url):
        return ""
    return unquote(fragment)


def mark_places(soup: BeautifulSoup, html: str, base_url: str) -> bool:
    """Mark the places in ``soup`` to which links of the article lead.

    Returns whether there are any.  ``soup`` was made of ``html``.
    """
    if not _LINK_INSIDE.search(html):
        return False
    links = (str(tag["href"]) for tag in soup.find_all("a", href=True))
    wanted = {name for href in links if (name := name_inside(href, base_url))}
    if not wanted:
        return False
    for tag in soup.find_all(True):
        names = [tag.get("id"), tag.get("name") if tag.name == "a" else None]
        for name in map(str, filter(None, names)):
            if name in wanted:
                wanted.discard(name)
                _insert(soup.new_tag(PLACE, attrs={"data-name": name}), tag)
    return True


def _insert(place: Tag, tag: Tag) -> None:
    if tag.name in _HOLDERS:
        held = tag.find(_HELD)
        if held is not None:
            held.insert(0, place)
            return
    if tag.name in _HOLDERS or tag.name in _WHOLE or tag.name.startswith("dwx-"):
        tag.insert_before(place)
    else:
        tag.insert(0, place)


def _bare(url: str, base_url: str) -> str:
    """Return the part that all addresses of one page have in common."""
    cleaned = clean_url(url, base=base_url).partition("#")[0]
    number = article_number(cleaned, site=base_url)
    return number or cleaned.partition("://")[2].rstrip("/")
