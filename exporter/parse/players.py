"""Videos, sound and pages of other sites: what paper cannot show.

In: a player's element.  Out: a ``Media`` or ``Embed`` with the address that a
person would open instead.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from bs4.element import Tag

from exporter.model import Embed, ImageRef, Media
from exporter.outlets import url_host
from exporter.parse.pictures import is_pixel
from exporter.parse.runs import Run, clean_text, nest
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
    ("datawrapper.de", "Datawrapper"),
)


def read_frame(tag: Tag, base_url: str) -> Embed | None:
    """Return the page that an ``<iframe>``, ``<embed>`` or ``<object>`` shows.

    None where it has no address, or is a pixel that only counts readers.
    """
    address = tag.get("src") or tag.get("data-src") or tag.get("data") or ""
    url = _public_page(clean_url(str(address), base=base_url))
    if not url or is_pixel(tag):
        return None
    title = clean_text(str(tag.get("title") or "")).strip()
    return Embed(url, _provider(url), nest([Run(title)]) if title else ())


def read_player(tag: Tag, base_url: str) -> Media | None:
    """Return what a ``<video>`` or ``<audio>`` plays, None for an empty one."""
    source = tag.find("source")
    address = tag.get("src") or tag.get("data-src")
    if not address and source is not None:
        address = source.get("src") or source.get("data-src")
    url = clean_url(str(address or ""), base=base_url)
    poster_url = clean_url(str(tag.get("poster") or ""), base=base_url)
    if not (url or poster_url):
        return None
    poster = ImageRef(poster_url) if poster_url else None
    return Media("audio" if tag.name == "audio" else "video", url, poster)


def _provider(url: str) -> str:
    host = url_host(url)
    for suffix, name in _PROVIDERS:
        if host == suffix or host.endswith("." + suffix):
            return name
    return host.removeprefix("www.")


def _public_page(url: str) -> str:
    """Return the page a person would open instead of an embedding address."""
    parts = urlsplit(url)
    host = url_host(url)
    if host.endswith(("youtube.com", "youtube-nocookie.com")):
        video = re.match(r"/embed/([\w-]{6,})", parts.path)
        if video and video.group(1) != "videoseries":
            return f"https://www.youtube.com/watch?v={video.group(1)}"
    # The address of the post is a parameter of the frame.
    wanted = ""
    if host.endswith("facebook.com") and parts.path.startswith("/plugins/"):
        wanted = "href"
    elif host == "w.soundcloud.com":
        wanted = "url"
    return clean_url(parse_qs(parts.query).get(wanted, [""])[0]) or url
