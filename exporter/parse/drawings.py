"""Drawings in an article: an inline SVG becomes images and words.

An ``<svg>`` element enters.  An ``<img>`` with the drawing as a ``data:`` address
leaves.  If the drawing only shows an embedded image, that image leaves instead, under
its own address.  The words of the drawing become a caption, for people who cannot see
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from bs4 import BeautifulSoup
from bs4.element import Tag

from exporter.model import LeftOut
from exporter.parse.figures import CAPTION, FIGURE
from exporter.parse.images import classes_of

_WORDS = ("title", "desc", "text", "foreignobject")
_SHAPES = (
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"),
    *("text", "foreignobject"),
)
_ICON_CLASS = re.compile(
    r"icon|logo|arrow|chevron|(?:^|[-_])(?:ico|btn)", re.IGNORECASE
)
_ICON_SIDE_PX = 64
_MOST_BYTES = 2_000_000
# SVG 2, appendices G and F: names with capitals, which HTML parsers write lower-case.
_NAMES = {
    name.lower(): name
    for name in (
        *("viewBox", "preserveAspectRatio", "gradientUnits", "gradientTransform"),
        *("patternUnits", "patternContentUnits", "patternTransform", "clipPathUnits"),
        *("maskUnits", "maskContentUnits", "markerWidth", "markerHeight", "refX"),
        *("refY", "markerUnits", "spreadMethod", "startOffset", "stdDeviation"),
        *("textLength", "lengthAdjust", "filterUnits", "primitiveUnits", "pathLength"),
        *("linearGradient", "radialGradient", "clipPath", "textPath", "foreignObject"),
        *("feGaussianBlur", "feOffset", "feBlend", "feColorMatrix", "feFlood"),
        *("feComposite", "feMerge", "feMergeNode", "feMorphology", "feDropShadow"),
        *("tableValues", "baseFrequency", "numOctaves", "baseProfile"),
    )
}


def replace_drawings(soup: BeautifulSoup) -> Iterator[LeftOut]:
    """Replace every ``<svg>`` by an image; icons are left out."""
    for svg in soup.find_all("svg"):
        if svg.parent is None or svg.find_parent("svg") is not None:
            continue
        words = [" ".join(tag.get_text(" ").split()) for tag in _outermost(svg)]
        words = list(dict.fromkeys(filter(None, words)))
        embedded = svg.find_all("image")
        drawn = svg.find(_SHAPES) is not None
        if not embedded and _is_icon(svg, words):
            yield LeftOut("icon", " ".join(words) or "svg")
            svg.replace_with(*_words_of(soup, words))
            continue
        addresses = [
            str(image.get("href") or image.get("xlink:href") or "")
            for image in embedded
        ]
        shows_only_images = (
            embedded and svg.find(("path", "polygon", "polyline")) is None
        )
        if drawn and not shows_only_images:
            addresses = [_data_address(svg)]
        title = svg.find("title")
        alt = str(svg.get("aria-label") or "") or (title.get_text() if title else "")
        images = [soup.new_tag("img", src=a, alt=alt) for a in addresses if a]
        if not images:
            yield LeftOut("empty-drawing", " ".join(words) or "svg")
        svg.replace_with(*_with_caption(soup, svg, images, words))


def _with_caption(
    soup: BeautifulSoup, svg: Tag, images: list[Tag], words: list[str]
) -> list[Tag]:
    """Return ``images`` with ``words`` as their caption, if they have no other."""
    if not words or len(images) != 1 or svg.find_parent(("figure", FIGURE)):
        return [*images, *_words_of(soup, words)]
    figure, caption = soup.new_tag(FIGURE), soup.new_tag(CAPTION)
    caption.string = "；".join(words)
    figure.extend([images[0], caption])
    return [figure]


def _words_of(soup: BeautifulSoup, words: list[str]) -> list[Tag]:
    if not words:
        return []
    span = soup.new_tag("span")
    span.string = "；".join(words)
    return [span]


def _outermost(svg: Tag) -> list[Tag]:
    found = svg.find_all(_WORDS)
    return [tag for tag in found if tag.find_parent(_WORDS) is None]


def _is_icon(svg: Tag, words: list[str]) -> bool:
    """Return whether ``svg`` is an icon: small, and marked as decoration."""
    if svg.find("text") is not None:
        return False
    box = re.findall(r"[\d.]+", str(svg.get("viewbox") or svg.get("viewBox") or ""))
    sides = [str(svg.get(name) or "") for name in ("width", "height")]
    sides = sides if any(sides) else box[2:4]
    numbers = [
        float(number[0])
        for side in sides
        if (number := re.match(r"\d+(?:\.\d+)?(?=(?:px)?$)", side))
    ]
    if numbers and max(numbers) > _ICON_SIDE_PX:
        return False
    marked = svg.get("aria-hidden") == "true" or svg.get("role") in ("presentation",)
    holder = svg.find_parent(("button", "nav"))
    named = any(_ICON_CLASS.search(name) for name in classes_of(svg))
    return bool(marked or named or holder) and not words


def _data_address(svg: Tag) -> str:
    """Return the drawing as an address, with names in the case that SVG requires."""
    for tag in (svg, *svg.find_all(True)):
        tag.name = _NAMES.get(tag.name, tag.name)
        tag.attrs = {_NAMES.get(name, name): v for name, v in tag.attrs.items()}
    for tag in svg.find_all(("script", "foreignObject")):
        tag.decompose()
    svg["xmlns"] = "http://www.w3.org/2000/svg"
    svg["xmlns:xlink"] = "http://www.w3.org/1999/xlink"
    text = svg.decode(formatter="minimal")
    if len(text) > _MOST_BYTES:
        return ""
    return "data:image/svg+xml," + quote(text, safe="/:;=(),.-_~!*")
