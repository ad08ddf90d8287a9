"""Where pictures are: lazy loading undone, smileys spelled out.

After these clean-ups every picture is an ``<img>`` whose ``src`` is the address
a browser would show in the end.
"""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from exporter.model import ImageRef
from exporter.parse.runs import clean_text
from exporter.urls import clean_url

_LAZY_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src")
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|tiff?)", re.IGNORECASE)
_SMILEY_CLASS = re.compile(r"^(?:wp-smiley|emoji|emoticon)$", re.IGNORECASE)
_SMILEY_ADDRESS = re.compile(r"/emojis?[/.]|/emoticons?/|/expression/|/smileys?/")
_SMILEY_CHARACTERS = 12


def restore_script_free_pictures(soup: BeautifulSoup) -> None:
    """Take a picture out of the ``<noscript>`` it waits in (BBC since 2020).

    Where the picture that a script would fill stands beside it, that one gets
    the address instead.
    """
    for holder in soup.find_all("noscript"):
        image = holder.find("img")
        if image is None or is_pixel(image):
            continue
        beside = _picture_in(holder.previous_siblings)
        beside = beside or _picture_in(holder.next_siblings)
        address = _address_of(beside) if beside is not None else ""
        if beside is not None and not _is_shown(address):
            beside["src"] = _address_of(image)
        elif address != _address_of(image):
            holder.insert_before(image.extract())


def fill_picture_addresses(soup: BeautifulSoup) -> None:
    """Give every ``<img>`` its final address; drop pixels that count readers.

    Seen: ``data-src``, ``srcset`` (China Digital Times), ``<picture>`` with
    ``<source>`` (RFI), ``<figure data-url>`` without a picture (FT).
    """
    for figure in soup.find_all("figure"):
        if figure.get("data-url") and figure.find("img") is None:
            figure.insert(0, soup.new_tag("img", src=str(figure["data-url"])))
    for image in soup.find_all("img"):
        address = _address_of(image)
        if is_pixel(image) and address == str(image.get("src") or "").strip():
            image.extract()
        else:
            image["src"] = address


def spell_out_smileys(soup: BeautifulSoup) -> None:
    """Replace pictures of emoji by the emoji (WordPress, Weibo, Facebook)."""
    for image in soup.find_all("img"):
        alt = str(image.get("alt") or "")
        is_smiley = any(_SMILEY_CLASS.match(name) for name in classes_of(image))
        if not is_smiley and 0 < len(alt) <= _SMILEY_CHARACTERS:
            is_smiley = bool(_SMILEY_ADDRESS.search(str(image.get("src") or "")))
        if is_smiley:
            image.replace_with(NavigableString(alt))


def image_ref(image: Tag, base_url: str) -> ImageRef | None:
    """Return the picture of ``image``, None for one without a picture.

    A file name is no alternative text.
    """
    address = str(image.get("src") or "")
    if address.startswith("data:"):
        # A stand-in that a script would have replaced, or an icon.
        return None
    alt = clean_text(str(image.get("alt") or image.get("aria-label") or "")).strip()
    if _FILE_NAME.fullmatch(alt):
        alt = ""
    return ImageRef(clean_url(address, base=base_url), alt)


def is_pixel(tag: Tag) -> bool:
    """Tell whether ``tag`` is made one pixel high or wide, or less: not seen."""
    sizes = (str(tag.get(name) or "").strip() for name in ("width", "height"))
    return any(size.removesuffix("px") in ("0", "1") for size in sizes)


def classes_of(tag: Tag) -> list[str]:
    """Return the class names of ``tag``."""
    value: object = tag.get("class")
    return [str(name) for name in value] if isinstance(value, list) else []


def _picture_in(siblings: Iterable[object]) -> Tag | None:
    """Return the picture that the first of ``siblings`` is, or only wraps."""
    for sibling in siblings:
        if isinstance(sibling, Tag):
            if sibling.name == "img":
                return sibling
            is_wrapper = sibling.name != "noscript" and not sibling.get_text().strip()
            return sibling.find("img") if is_wrapper else None
        if str(sibling).strip():
            return None
    return None


def _is_shown(address: str) -> bool:
    return bool(address) and not address.startswith("data:")


def _address_of(image: Tag) -> str:
    """Return the address a browser would show in the end, lazy loading done."""
    for name in _LAZY_ATTRIBUTES:
        address = str(image.get(name) or "").strip()
        if _is_shown(address):
            return address
    picture = image.find_parent("picture")
    sources = picture.find_all("source") if picture is not None else []
    for tag in (image, *sources):
        address = _widest(str(tag.get("srcset") or tag.get("data-srcset") or ""))
        if address:
            return address
    return str(image.get("src") or "").strip()


def _widest(srcset: str) -> str:
    """Return the address of the widest candidate in ``srcset``, "" for none."""
    widest, best = -1.0, ""
    for candidate in re.split(r",\s+", srcset.strip()):
        address, _, width = candidate.partition(" ")
        size = re.match(r"\s*\d+(?:\.\d+)?", width)
        rank = float(size.group()) if size else 0.0
        if _is_shown(address) and rank > widest:
            widest, best = rank, address
    return best
