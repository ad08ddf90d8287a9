"""Videos, sound and pages of other sites, which paper cannot show.

A player's element enters.  A ``Media`` or ``Embed`` leaves, with an address that a
person can open.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from bs4.element import Tag

from exporter.model import Embed, ImageRef, Media
from exporter.outlets import url_host
from exporter.parse.runs import Run, clean_text, nest
from exporter.parse.sources import list_addresses
from exporter.urls import clean_url

_PROVIDERS = (
    ("youtube.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("facebook.com", "Facebook"),
    ("twitter.com", "X (Twitter)"),
    ("x.com", "X (Twitter)"),
    ("instagram.com", "Instagram"),
    ("soundcloud.com", "SoundCloud"),
    ("vimeo.com", "Vimeo"),
    ("google.com", "Google"),
    ("bilibili.com", "哔哩哔哩"),
    ("youku.com", "优酷"),
    ("qq.com", "腾讯"),
    ("dailymotion.com", "Dailymotion"),
    ("tiktok.com", "TikTok"),
    ("spotify.com", "Spotify"),
    ("t.me", "Telegram"),
    ("datawrapper.de", "Datawrapper"),
)


_NO_PAGES = ("about:", "javascript:", "data:", "blob:")


def read_iframe(tag: Tag, base_url: str) -> Embed | None:
    """Return the page that an ``<iframe>``, ``<embed>`` or ``<object>`` shows.

    Returns None if it has no address.
    """
    url = _public_page(clean_url(_page_address(tag), base=base_url))
    if not url:
        return None
    title = clean_text(str(tag.get("title") or "")).strip()
    return Embed(url, _provider(url), nest([Run(title)]) if title else ())


def read_player(tag: Tag, base_url: str) -> Media | None:
    """Return what a ``<video>`` or ``<audio>`` plays, None for an empty one."""
    names = ("src", "data-src", "data-video-src", "data-url")
    found = [tag.get(name) for name in names]
    found += [s.get(name) for s in tag.find_all("source") for name in names]
    urls = (clean_url(str(address or ""), base=base_url) for address in found)
    url = next(filter(None, urls), "")
    posters = (tag.get(name) for name in ("poster", "data-poster", "data-thumb"))
    images = (clean_url(str(address or ""), base=base_url) for address in posters)
    poster_url = next(filter(None, images), "")
    inner = tag.find("img")
    if not poster_url and inner is not None:
        shown = (clean_url(a, base=base_url) for a in list_addresses(inner))
        poster_url = next(filter(None, shown), "")
    if not (url or poster_url):
        return None
    poster = ImageRef(poster_url) if poster_url else None
    return Media("audio" if tag.name == "audio" else "video", url, poster)


def _page_address(tag: Tag) -> str:
    """Return the address in ``tag``; for lazy iframes it is in other attributes."""
    for name in ("src", "data-src", "data-lazy-src", "data-original", "data", "href"):
        address = str(tag.get(name) or "").strip()
        if address and not address.lower().startswith(
            ("about:", "javascript:", "data:")
        ):
            return address
    movie = tag.find("param", attrs={"name": re.compile("^(?:movie|src|url)$", re.I)})
    return str(movie.get("value") or "") if movie is not None else ""


def _provider(url: str) -> str:
    host = url_host(url)
    for suffix, name in _PROVIDERS:
        if host == suffix or host.endswith("." + suffix):
            return name
    return host.removeprefix("www.")


# Where a person can watch what a player shows; the first group names the video.
_PUBLIC_PAGES = (
    (
        re.compile(
            r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{6,})"
        ),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (
        re.compile(r"https?://player\.bilibili\.com/.*[?&]bvid=(\w+)"),
        "https://www.bilibili.com/video/{}",
    ),
    (
        re.compile(r"https?://player\.bilibili\.com/.*[?&]aid=(\d+)"),
        "https://www.bilibili.com/video/av{}",
    ),
    (
        re.compile(r"https?://player\.youku\.com/embed/([\w=]+)"),
        "https://v.youku.com/v_show/id_{}.html",
    ),
    (
        re.compile(r"https?://v\.qq\.com/.*[?&]vid=(\w+)"),
        "https://v.qq.com/x/page/{}.html",
    ),
    (
        re.compile(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+)"),
        "https://www.dailymotion.com/video/{}",
    ),
    (
        re.compile(r"https?://platform\.twitter\.com/embed/.*[?&]id=(\d+)"),
        "https://x.com/i/status/{}",
    ),
)
# Iframes that have the address of the page as a parameter.
_PARAMETERS = (
    (re.compile(r"https?://(?:\w+\.)?facebook\.com/plugins/"), "href"),
    (re.compile(r"https?://w\.soundcloud\.com/"), "url"),
)


def _public_page(url: str) -> str:
    """Return the public page for an embedding address."""
    for pattern, page in _PUBLIC_PAGES:
        found = pattern.match(url)
        if found and found[1] != "videoseries":
            return page.format(found[1])
    for pattern, name in _PARAMETERS:
        if pattern.match(url):
            inner = parse_qs(urlsplit(url).query).get(name, [""])[0]
            return clean_url(inner) or url
    return url
