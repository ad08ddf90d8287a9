"""Finds images: undoes lazy loading, writes smileys as characters.

After these clean-ups every image is an ``<img>``.  Its ``src`` is the address that a
browser would show in the end, as far as the HTML tells.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from exporter.model import ImageRef, LeftOut
from exporter.outlets import Registry
from exporter.parse.runs import clean_text, drop_illegal_characters
from exporter.parse.sources import (
    FOUND,
    LAZY_ATTRIBUTES,
    is_stand_in,
    list_addresses,
    names_image,
    read_background,
)
from exporter.urls import clean_url, shorten_data_url

# Holds the addresses to try after the one in src, one a line.
_OTHERS = "data-dwx-others"
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|tiff?)", re.IGNORECASE)
_SMILEY_CLASS = re.compile(r"^(?:wp-smiley|emoji|emoticon)$", re.IGNORECASE)
_SMILEY_ADDRESS = re.compile(r"/emojis?[/.]|/emoticons?/|/expression/|/smileys?/")
_SMILEY_CHARACTERS = 12
_EMOJI = re.compile("[\u200d\u2190-\u2bff\u3030-\u303d\ufe0f\U0001f000-\U0001faff]+")
# Few words inside an element that shows an image describe it; more are article text.
_FALLBACK_CHARACTERS = 200


def make_img_elements(soup: BeautifulSoup) -> Iterator[LeftOut]:
    """Make an ``<img>`` of every other element that shows an image.

    Seen: ``<amp-img>``, ``<picture>`` with only sources, ``<object>``, ``<embed>`` and
    ``<input>`` of an image, and background images of empty elements.  A background
    image behind words is decoration and is left out.
    """
    for tag in soup.find_all(("amp-img", "amp-anim", "image")):
        if tag.find_parent("svg") is None:
            address = str(tag.get("src") or tag.get("href") or tag.get("xlink:href"))
            image = soup.new_tag("img", src=address)
            image.attrs = tag.attrs | image.attrs
            tag.insert_before(image)
            if tag.get_text().strip():  # its end tag is missing, it holds the article
                tag.unwrap()
            else:
                tag.decompose()
    for tag in soup.find_all("picture"):
        if tag.find(("img", "amp-img")) is None:
            tag.append(soup.new_tag("img"))
    for tag in soup.find_all(("object", "embed", "input")):
        address = str(tag.get("data") or tag.get("src") or "")
        kind = str(tag.get("type") or "").lower()
        if kind.startswith("image") or (tag.name != "input" and names_image(address)):
            _make_image(soup, tag, address)
    yield from _show_backgrounds(soup)


def _show_backgrounds(soup: BeautifulSoup) -> Iterator[LeftOut]:
    """Put the background image of an empty element into the element."""
    for tag in soup.find_all(_has_background):
        address = read_background(tag)
        if tag.name == "img" or not address:
            continue
        beside = _image_beside(tag)
        if beside is not None:  # the background is a coarse copy shown while loading
            beside[FOUND] = f"{beside.get(FOUND) or ''} {address}"
        elif tag.find(True) is None and not tag.get_text().strip():
            tag.append(soup.new_tag("img", src=address))
        else:
            yield LeftOut("background-picture", shorten_data_url(address))


def _make_image(soup: BeautifulSoup, tag: Tag, address: str) -> None:
    """Replace ``tag`` by an image; the words in ``tag`` describe it."""
    words = clean_text(tag.get_text()).strip()
    is_alone = len(words) <= _FALLBACK_CHARACTERS and tag.find(("img", "p")) is None
    alt = str(tag.get("alt") or tag.get("title") or (words if is_alone else ""))
    tag.insert_before(soup.new_tag("img", src=address, alt=alt))
    if is_alone:
        tag.extract()
    else:  # the end tag is missing, so the element holds the article
        tag.unwrap()


def _image_beside(tag: Tag) -> Tag | None:
    """Return the image in the same figure or container as ``tag``, None for none."""
    holder = tag.find_parent("figure") or tag.parent
    if holder is None or (holder.name != "figure" and holder.get_text().strip()):
        return None
    return holder.find(("img", "amp-img"))


def _has_background(tag: Tag) -> bool:
    return "background" in str(tag.get("style") or "") or any(
        name.startswith(("data-bg", "data-background")) for name in tag.attrs
    )


def list_decorations(
    outlets: Registry,
) -> Iterator[tuple[str, Callable[[BeautifulSoup], Iterator[LeftOut]]]]:
    """Yield a clean-up for each outlet whose profile describes decorations.

    Each comes with a pattern for the articles that need it.
    """
    for profile in outlets.profiles:
        if profile.decoration_alt:
            yield (
                profile.decoration_alt,
                partial(leave_out_decorations, alt_pattern=profile.decoration_alt),
            )


def leave_out_decorations(soup: BeautifulSoup, alt_pattern: str) -> Iterator[LeftOut]:
    """Drop the images whose alternative text is ``alt_pattern`` and nothing else."""
    whole = re.compile(rf"^\s*(?:{alt_pattern})\s*$", re.IGNORECASE)
    for image in soup.find_all("img", alt=whole):
        yield LeftOut("presentational-picture", shorten_data_url(str(image.get("src"))))
        image.extract()


def restore_noscript_images(soup: BeautifulSoup) -> None:
    """Take an image out of its ``<noscript>``.

    If the image that a script would fill stands beside it, that one also gets the
    address; which of the two shows something is found out later.
    """
    for holder in soup.find_all("noscript"):
        images = holder.find_all("img")
        beside = _image_in(holder.previous_siblings)
        beside = beside or _image_in(holder.next_siblings)
        for image in images:
            waiting = list_addresses(image)
            shown = list_addresses(beside) if beside is not None else []
            image.extract()
            if beside is None or not (is_stand_in(beside) or set(waiting) & set(shown)):
                holder.insert_before(image)
                continue
            beside[FOUND] = " ".join(a for a in waiting if " " not in a)
            if not beside.get("alt") and image.get("alt"):
                beside["alt"] = image["alt"]
            beside = None  # the further images have no other form


def fill_image_addresses(soup: BeautifulSoup) -> None:
    """Set ``src`` of every ``<img>`` to the address to try first; keep the others.

    Seen: ``data-src``, ``srcset``, ``<picture>`` with ``<source>``, and
    ``<figure data-url>`` without an image.
    """
    for figure in soup.find_all("figure"):
        named = any(figure.get(name) for name in LAZY_ATTRIBUTES)
        if named and figure.find(("img", "video", "iframe", "audio")) is None:
            image = soup.new_tag("img")
            for name in LAZY_ATTRIBUTES:
                if figure.get(name):
                    image[name] = str(figure[name])
            figure.insert(0, image)
    for image in soup.find_all("img"):
        first, *others = list_addresses(image) or [""]
        image["src"] = first
        image[_OTHERS] = "\n".join(" ".join(other.split()) for other in others)


def spell_out_smileys(soup: BeautifulSoup) -> None:
    """Replace images of emoji by the emoji (WordPress, Weibo, Facebook).

    The alternative text must be only an emoji; other small images are shown.
    """
    for image in soup.find_all("img"):
        alt = str(image.get("alt") or "").strip()
        if alt and len(alt) <= _SMILEY_CHARACTERS and _EMOJI.fullmatch(alt):
            named = any(_SMILEY_CLASS.match(name) for name in classes_of(image))
            if named or _SMILEY_ADDRESS.search(str(image.get("src") or "")):
                image.replace_with(NavigableString(alt))


def image_ref(image: Tag, base_url: str) -> ImageRef:
    """Return the image of ``image``; its address is "" if it has none.

    A file name does not count as alternative text.
    """
    named = [str(image.get("src") or ""), *str(image.get(_OTHERS) or "").split("\n")]
    addresses = [_clean_image_url(each, base_url) for each in named if each]
    alt = clean_text(str(image.get("alt") or image.get("aria-label") or "")).strip()
    if _FILE_NAME.fullmatch(alt):
        alt = ""
    url, *others = list(dict.fromkeys(filter(None, addresses))) or [""]
    return ImageRef(url, alt, tuple(others))


def _clean_image_url(address: str, base_url: str) -> str:
    """Return ``address`` made absolute; a ``data:`` address stays as it is."""
    address = address.strip()
    if address[:5].lower() == "data:":
        return drop_illegal_characters(" ".join(address.split()))
    return clean_url(address, base=base_url)


def classes_of(tag: Tag) -> list[str]:
    """Return the class names of ``tag``."""
    value: object = tag.get("class")
    return [str(name) for name in value] if isinstance(value, list) else []


def _image_in(siblings: Iterable[object]) -> Tag | None:
    """Return the image that the first of ``siblings`` is, or contains alone."""
    for sibling in siblings:
        if isinstance(sibling, Tag):
            if sibling.name == "img":
                return sibling
            is_wrapper = sibling.name != "noscript" and not sibling.get_text().strip()
            return sibling.find("img") if is_wrapper else None
        if str(sibling).strip():
            return None
    return None
