"""Figures in one markup: an image or a player with its caption and its credit.

Every image that has words becomes

    <dwx-figure>
      <img …><dwx-caption>…</dwx-caption><dwx-credit>…</dwx-credit>
    </dwx-figure>

Some figures have a player instead of the image.  A series of figures is a
``<dwx-gallery>`` with an optional ``<dwx-caption>``.  A player whose address an
attribute names is a ``<dwx-media data-url data-poster>``.  ``<dwx-hidden>`` holds what
the outlet hides.
"""

import re
from collections.abc import Iterable, Sequence

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from exporter.parse import elements
from exporter.parse.images import classes_of

FIGURE, CAPTION, CREDIT = "dwx-figure", "dwx-caption", "dwx-credit"
GALLERY, MEDIA, HIDDEN = "dwx-gallery", "dwx-media", "dwx-hidden"
SHOWN = ("img", *elements.EMBEDS, *elements.PLAYERS)

# The label of an image's source, for screen readers.  It is a label only if a mark, a
# name or nothing follows it: 图片来源不明 begins a sentence.
_SOURCE_LABEL = re.compile(
    r"\s*(?:Image (?:source|copyright)|[图圖][像片](?:[来來]源|版[权權]))"
    r"\s*(?:[，,：:／/|©]|[A-Za-z]|$)"
)
_CAPTION_CHARACTERS = 1_000
_CREDIT_CLASS = re.compile(r"(?:^|[-_])(?:credit|copyright)$", re.IGNORECASE)


def mark_up_container(soup: BeautifulSoup, outer: Tag, captions: Sequence[Tag]) -> None:
    """Mark up the one image or player of ``outer``, with its words, as a figure.

    If an end tag is missing, the caption holds the article; then nothing is marked up.
    """
    shown = outer.find_all(SHOWN)
    if len(shown) != 1 or outer.find_parent(FIGURE) or outer.find("table"):
        return
    if outer.parent is None:
        return  # already taken together with the one before it
    if any(len(caption.get_text()) > _CAPTION_CHARACTERS for caption in captions):
        return
    figure = soup.new_tag(FIGURE)
    outer.insert_before(figure)
    fill_figure(soup, figure, shown[0], captions, _find_credits(outer))
    drop_if_empty(outer)


def _find_credits(outer: Tag) -> list[Tag]:
    """Return the outermost elements of ``outer`` that name an image's source."""
    found: dict[int, Tag] = {}
    for tag in outer.find_all(True):
        if _is_credit(tag) and not any(id(parent) in found for parent in tag.parents):
            found[id(tag)] = tag
    return list(found.values())


def _is_credit(tag: Tag) -> bool:
    if tag.name == "figcaption" or tag.find((*SHOWN, "figcaption")):
        return False
    if tag.name == "cite":  # words follow a title, but not a name
        return not any(str(sibling).strip() for sibling in tag.next_siblings)
    return any(map(_CREDIT_CLASS.search, classes_of(tag))) or is_source_label(tag)


def fill_figure(
    soup: BeautifulSoup,
    figure: Tag,
    shown: Tag | None,
    captions: Sequence[Tag],
    credits: Sequence[Tag],
) -> None:
    """Move ``shown`` and its words into ``figure``."""
    if shown is not None:
        figure.append(shown.extract())
        # The credit first, because it may be inside the caption.
    credit = gather(soup, CREDIT, credits)
    figure.extend([gather(soup, CAPTION, captions), credit])


def gather(soup: BeautifulSoup, name: str, sources: Sequence[Tag]) -> Tag:
    """Return an element ``name`` with the content of ``sources``, which are removed."""
    part = soup.new_tag(name)
    for number, source in enumerate(sources):
        if number:
            part.append(soup.new_tag("br"))
        part.extend([child.extract() for child in list(source.children)])
        source.extract()
    return part


def drop_if_empty(outer: Tag) -> None:
    """Drop a container whose content the figure took; other content stays after it."""
    if not outer.get_text().strip() and outer.find(SHOWN) is None:
        outer.extract()


def is_source_label(tag: Tag) -> bool:
    """Return whether ``tag`` begins with the label of an image's source."""
    return _SOURCE_LABEL.match(tag.get_text()) is not None


def previous_tag(tag: Tag) -> Tag | None:
    """Return the element before ``tag``, None if words stand between."""
    return _skip_blank(tag.previous_siblings)


def next_tag(tag: Tag) -> Tag | None:
    """Return the element after ``tag``, None if words stand between."""
    return _skip_blank(tag.next_siblings)


def _skip_blank(siblings: Iterable[PageElement]) -> Tag | None:
    for sibling in siblings:
        if isinstance(sibling, Tag):
            return sibling
        if str(sibling).strip():
            return None
    return None
