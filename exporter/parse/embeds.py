"""Players and posts that scripts would build: they become iframes.

Seen: ``<iframe srcdoc>``, ``<lite-youtube>``, AMP's players, Facebook's and
Instagram's ``<div>``s, and pages in invisible iframes.  The content of an iframe that
holds its own content replaces the iframe.  An element that only names a page becomes
an ``<iframe>`` of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from exporter.model import LeftOut
from exporter.parse.images import classes_of
from exporter.parse.tree import read_tree
from exporter.urls import shorten_data_url

_YOUTUBE = "https://www.youtube.com/watch?v={}"
_VIMEO = "https://vimeo.com/{}"
# Elements by name: the attributes that name the video or post, and its address.
_NAMED: dict[str, tuple[tuple[str, ...], str]] = {
    "lite-youtube": (("videoid", "video-id", "data-videoid"), _YOUTUBE),
    "youtube-video": (("videoid", "video-id", "src"), _YOUTUBE),
    "amp-youtube": (("data-videoid",), _YOUTUBE),
    "lite-vimeo": (("videoid", "data-videoid"), _VIMEO),
    "amp-vimeo": (("data-videoid",), _VIMEO),
    "amp-twitter": (("data-tweetid",), "https://x.com/i/status/{}"),
    "amp-instagram": (("data-shortcode",), "https://www.instagram.com/p/{}/"),
    "amp-dailymotion": (
        ("data-videoid",),
        "https://www.dailymotion.com/video/{}",
    ),
    "amp-facebook": (("data-href",), "{}"),
    "amp-facebook-page": (("data-href",), "{}"),
    "amp-soundcloud": (("data-trackid",), "https://api.soundcloud.com/tracks/{}"),
    "amp-iframe": (("src",), "{}"),
}
_SAME_NAMED = {"amp-video": "video", "amp-audio": "audio"}
# Elements by class, of any name.
_CLASSED: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (re.compile(r"^fb-(?:video|post|comment-embed)$"), ("data-href",), "{}"),
    (re.compile(r"^instagram-media$"), ("data-instgrm-permalink",), "{}"),
    (re.compile(r"^tiktok-embed$"), ("cite",), "{}"),
    (
        re.compile(r"youtube", re.IGNORECASE),
        ("data-id", "data-embed", "data-videoid", "data-video-id", "data-youtube-id"),
        _YOUTUBE,
    ),
)
_ID = re.compile(r"[\w-]{2,40}")
_MOST_NESTED = 3
# At most so many characters of what is left out are reported.
_WORDS = 300


def open_inner_pages(soup: BeautifulSoup) -> Iterator[LeftOut]:
    """Replace every ``<iframe srcdoc>`` by its content."""
    for _ in range(_MOST_NESTED):
        iframes = soup.find_all("iframe", srcdoc=True)
        for iframe in iframes:
            page = read_tree(str(iframe["srcdoc"]))
            inner = page.body or page
            holder = soup.new_tag("div")
            holder.extend(list(inner.contents))
            iframe.replace_with(holder)
        if not iframes:
            return
    for iframe in soup.find_all("iframe", srcdoc=True):
        yield LeftOut("nested-frame", str(iframe["srcdoc"])[:_WORDS])
        iframe.decompose()


def make_embeds_iframes(soup: BeautifulSoup) -> Iterator[LeftOut]:
    """Make an ``<iframe>`` of every other element that names a video or a post.

    Its own words stay after it.  An iframe without height and width is left out: it
    only counts readers.
    """
    tags = soup.find_all(True)
    for tag in tags:
        if tag.name in _SAME_NAMED:
            tag.name = _SAME_NAMED[tag.name]
    for tag, address in [(tag, page) for tag in tags if (page := _page_of(tag))]:
        title = str(tag.get("title") or tag.get("playlabel") or "")
        iframe = soup.new_tag("iframe", src=address, title=title)
        if tag.name == "blockquote":  # it quotes the post; its words stay
            tag.insert_after(iframe)
        else:
            tag.insert_before(iframe)
            tag.unwrap()
    for tag in soup.find_all("area", href=True, alt=True):
        link = soup.new_tag("a", href=str(tag["href"]))
        link.string = str(tag["alt"])
        tag.insert_before(link)
        tag.unwrap()
    for tag in soup.find_all("iframe"):
        if _is_point(tag):
            address = str(tag.get("src") or tag.get("data-src") or "")
            yield LeftOut("counting-frame", shorten_data_url(address)[:_WORDS])
            tag.decompose()


def _page_of(tag: Tag) -> str:
    """Return the address of the page that ``tag`` embeds, "" for none."""
    named = _NAMED.get(tag.name)
    if named:
        return _fill(tag, *named)
    for name in classes_of(tag):
        for pattern, attributes, page in _CLASSED:
            if pattern.search(name) and (address := _fill(tag, attributes, page)):
                return address
    return ""


def _fill(tag: Tag, attributes: tuple[str, ...], page: str) -> str:
    values = (str(tag.get(name) or "").strip() for name in attributes)
    value = next(filter(None, values), "")
    if page == "{}" or "/" in value:
        return value
    return page.format(value) if _ID.fullmatch(value) else ""


def _is_point(tag: Tag) -> bool:
    """Return whether an iframe is at most a pixel wide and high, so nobody sees it."""
    sizes = [str(tag.get(name) or "").strip() for name in ("width", "height")]
    return all(size.removesuffix("px") in ("0", "1") for size in sizes)
