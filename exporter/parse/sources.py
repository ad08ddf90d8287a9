"""The addresses that an image's element names, in the order to try them.

An archived ``<img>`` names a placeholder that a script would replace, the image that
would replace it, and sizes for several screens.  The address that a browser would show
in the end comes first.  Which address really leads to an image is found out later
(``exporter.images``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from bs4.element import Tag

from exporter.parse.tree import find_around

# Seen in archives, the most reliable first; a script copies them into src.
LAZY_ATTRIBUTES = (
    *("data-src", "data-original", "data-lazy-src", "data-lazyload", "data-lazy"),
    *("data-actualsrc", "data-hi-res-src", "data-original-src", "data-echo"),
    *("data-ks-lazyload", "data-image", "data-img", "data-url", "data-bg"),
)
# Holds what a clean-up found elsewhere for an image: in <noscript>, around it.
FOUND = "data-dwx-found"
_STAND_IN_NAME = re.compile(
    r"(?:lazy|loading|loader|spinner|blank|spacer|empty|placeholder|default|dummy"
    r"|transparent|pixel|1x1|gr[ae]y|white|fallback)[\w.-]*\.\w{3,4}(?:[?#].*)?$",
    re.IGNORECASE,
)
_IMAGE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg)(?:[?#!@:][^\s]*)?$", re.IGNORECASE
)
_INNER_ADDRESS = re.compile(
    r"(?:https?:)?\\?/\\?/[^\s\"'<>|,]+?\.(?:jpe?g|png|gif|webp|avif)(?:\?[^\s\"'<>|]*)?"
    r"(?=[\s\"'<>|,]|$)",
    re.IGNORECASE,
)
_STYLE_ADDRESS = re.compile(
    r"background(?:-image)?\s*:[^;]*?url\(\s*(['\"]?)(.+?)\1\s*\)", re.IGNORECASE
)
_DESCRIPTOR = re.compile(r"\s*(?:(\d+(?:\.\d+)?)([wxh])[^,]*)?(?:,|$)", re.IGNORECASE)
_UNDECODABLE = re.compile(r"image/(?:jxl|heic|heif|vnd)", re.IGNORECASE)
# WordPress's name for an image that it made smaller or cropped: harbour-223x300.jpg
_SCALED_NAME = re.compile(r"-(\d{2,4})x\d{2,4}(?=\.\w{3,4}(?:[?#].*)?$)")
# More addresses would only mean more requests for an image that is lost.
_MOST_ADDRESSES = 6
_SIZES = 2


def list_addresses(image: Tag) -> list[str]:
    """Return the addresses that ``image``, an ``<img>``, names, the best first."""
    src = _attribute(image, "src")
    named = [name for name in LAZY_ATTRIBUTES if name in image.attrs]
    lazy = [value for name in named if (value := _attribute(image, name))]
    lazy = [value for value in lazy if _is_address(value)]
    lazy_sets = [
        address
        for name in image.attrs
        if name.startswith("data-") and "srcset" in name
        for address in read_srcset(_attribute(image, name))
    ]
    sets = read_srcset(_attribute(image, "srcset"))
    picture = find_around(image, "picture")
    if picture is not None:
        sets += _read_sources(picture.find_all("source"))
    found = _attribute(image, FOUND).split()
    others = [*_other_addresses(image), *_linked(image)]
    if lazy or lazy_sets or is_stand_in(image):
        order = [*lazy, *lazy_sets, *found, *sets, src, *others]
    else:
        order = [*_unscaled(src, (*sets, *others)), src, *sets, *found, *others]
    order = [address for address in order if address]
    # A data: address beside other addresses is a placeholder.
    order.sort(key=lambda address: address[:5].lower() == "data:")
    return list(dict.fromkeys(order))[:_MOST_ADDRESSES]


def is_stand_in(image: Tag) -> bool:
    """Return whether ``image`` seems to show a placeholder until a script runs."""
    src = _attribute(image, "src")
    if not src or src[:5].lower() == "data:" or _STAND_IN_NAME.search(src):
        return True
    return "lazy" in " ".join(image.get_attribute_list("class")).lower()


def read_srcset(text: str) -> list[str]:
    """Return the addresses in ``text``, the largest first, at most two.

    HTML Standard, 4.8.4.3.10: an address may hold commas; one that ends with a comma
    has no descriptor.
    """
    candidates: list[tuple[float, str]] = []
    at = 0
    while found := re.compile(r"[\s,]*([^\s]+)").match(text, at):
        address, at = found[1], found.end()
        # Some are written without spaces: "a.jpg,https://…".
        parts = re.split(r",(?=(?:https?:)?//)", address)
        candidates += ((1.0, part) for part in parts[:-1])
        address = parts[-1]
        size = 1.0
        if address.endswith(","):
            address = address.rstrip(",")
        elif descriptor := _DESCRIPTOR.match(text, at):
            at = descriptor.end()
            size = float(descriptor[1] or 1)
        else:  # an unknown kind of descriptor
            at = len(text) if "," not in text[at:] else text.index(",", at) + 1
        candidates.append((size, address))
    candidates.sort(key=lambda candidate: -candidate[0])
    return [address for _, address in candidates if _is_address(address)][:_SIZES]


def read_background(tag: Tag) -> str:
    """Return the address of the background image of ``tag``, "" for none."""
    found = _STYLE_ADDRESS.search(_attribute(tag, "style"))
    if found:
        return found[2].strip()
    names = ("data-bg", "data-background", "data-background-image", "data-bgset")
    for name in names:
        value = _attribute(tag, name)
        inner = re.match(r"url\(\s*(['\"]?)(.+?)\1\s*\)", value)
        value = inner[2] if inner else value
        if _IMAGE_NAME.search(value):
            return value
    return ""


def names_image(address: str) -> bool:
    """Return whether ``address`` ends like the file of an image."""
    return _IMAGE_NAME.search(address.strip()) is not None


def _read_sources(sources: Iterable[Tag]) -> list[str]:
    """Return the addresses in ``<source>`` elements, undecodable formats last."""
    found: list[tuple[bool, str]] = []
    for source in sources:
        last = _UNDECODABLE.match(_attribute(source, "type")) is not None
        for name in ("srcset", "data-srcset", "src", "data-src"):
            found += ((last, a) for a in read_srcset(_attribute(source, name)))
    return [address for _, address in sorted(found, key=lambda pair: pair[0])]


def _other_addresses(image: Tag) -> Iterator[str]:
    """Yield image addresses in attributes of other names, as JSON or plain."""
    for name in image.attrs:
        if not name.startswith("data-") or name in (*LAZY_ATTRIBUTES, FOUND):
            continue
        value = _attribute(image, name)
        if "srcset" in name:
            continue
        if names_image(value) and not re.search(r"[\s\"{]", value):
            yield value
        else:
            for inner in _INNER_ADDRESS.findall(value):
                yield inner.replace("\\/", "/")


def _linked(image: Tag) -> Iterator[str]:
    """Yield the address that a click on ``image`` would show; it is larger."""
    link = find_around(image, "a")
    if link is not None and names_image(address := _attribute(link, "href")):
        yield address


def _unscaled(src: str, others: Iterable[str]) -> list[str]:
    """Return those of ``others`` of which ``src`` is a smaller form, by its name.

    A browser would show none of them as small as this: a thumbnail links to its larger
    image, and ``srcset`` has forms that fill the page.
    """
    scaled = _SCALED_NAME.search(src)
    if scaled is None:
        return []
    name = _SCALED_NAME.sub("", src)
    return [
        other
        for other in others
        if _SCALED_NAME.sub("", other) == name and _width_in(other) > int(scaled[1])
    ]


def _width_in(address: str) -> float:
    """Return the width in the name of an image, infinity if there is none."""
    scaled = _SCALED_NAME.search(address)
    return float(scaled[1]) if scaled else math.inf


def _is_address(value: str) -> bool:
    return ("/" in value or "." in value) and value[0] not in "{[#"


def _attribute(tag: Tag, name: str) -> str:
    return str(tag.get(name) or "").strip()
