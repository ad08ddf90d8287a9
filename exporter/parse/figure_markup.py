"""Turns each outlet's markup of images and players into one.

The profiles of outlets describe their markup; ``exporter.parse.figures`` makes the
common one.  Markup that is not recognised stays and is read as ordinary text: no words
are lost, but they are placed less well.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from exporter.model import LeftOut
from exporter.outlets import (
    FigureMarkup,
    PlayerMarkup,
    Registry,
    Selector,
)
from exporter.parse.figures import (
    CAPTION,
    FIGURE,
    GALLERY,
    HIDDEN,
    MEDIA,
    SHOWN,
    drop_if_empty,
    fill_figure,
    gather,
    is_source_label,
    mark_up_container,
    next_tag,
)
from exporter.parse.galleries import mark_up_galleries
from exporter.parse.images import classes_of
from exporter.parse.tree import find_around

_HIDDEN_CLASS = re.compile(
    r"(?:^|[-_])(?:off-?screen|visually-?hidden(?:-text)?|sr-only|screen-?reader-text)$",
    re.IGNORECASE,
)
# WordPress's markup of an image with a caption, on any site.
_WORDPRESS = FigureMarkup(
    mark="wp-caption|gallery-item",
    holder=Selector(classed="^(?:wp-caption|gallery-item)$"),
    captions=(Selector(classed="caption-text"), Selector(("small",), is_last=True)),
)


def mark_up_players(soup: BeautifulSoup, markup: PlayerMarkup) -> None:
    """Mark up the players whose video is named in JSON, as ``markup`` says."""
    for player in soup.find_all(lambda tag: tag.has_attr(markup.attribute)):
        outer = player.find_parent(class_=markup.around) or player
        if outer.parent is None:
            continue  # already taken together with the player before it
        media = soup.new_tag(MEDIA)
        media["data-url"] = _playable_url(str(player[markup.attribute]), markup)
        poster = outer.find("img")
        if poster is not None:
            media["data-poster"] = str(poster.get("src") or "")
            poster.extract()
        outer.insert_before(media)
        messages = outer.find_all(class_=re.compile(markup.messages))
        media.append(gather(soup, CAPTION, [*messages, outer]))


def hide_caption_labels(soup: BeautifulSoup, label_pattern: str) -> None:
    """Hide the labels with which the article's outlet begins captions.

    ``图像加注文字，`` and similar labels are for screen readers.  If their markup is
    lost, only the words show that they are labels.  A label counts only at the
    beginning of a caption, because 说明文字 can begin a sentence of the text.
    """
    fitting = re.compile(rf"^\s*(?:{label_pattern})\s*(?:[，,：:]\s*|$)")
    for text in soup.find_all(string=fitting):
        if not _begins_caption(text):
            continue
        label = soup.new_tag(HIDDEN)
        rest = fitting.sub("", text)
        label.string = text.removesuffix(rest)
        text.insert_before(label)
        text.replace_with(NavigableString(rest))


def hide_unseen_classes(soup: BeautifulSoup) -> None:
    """Hide elements whose class says that they are for screen readers only.

    The classes are ``off-screen``, ``visually-hidden-text``, ``sr-only`` and
    ``screen-reader-text``.
    """
    for tag in soup.find_all(class_=_HIDDEN_CLASS):
        is_source = is_source_label(tag)
        if not is_source and tag.find(SHOWN) is None:
            hidden = soup.new_tag(HIDDEN)
            hidden.extend(list(tag.children))
            tag.append(hidden)


def mark_up_figures(soup: BeautifulSoup, markup: FigureMarkup) -> None:
    """Mark up the images that have the markup ``markup``; drop their icons."""
    if markup.icon:
        _drop_icons(soup, markup)
    for holder in _select(soup, markup.holder):
        if markup.around:
            _mark_up_holder(soup, holder, markup)
        else:
            mark_up_container(soup, holder, _find_captions(holder, markup))


def mark_up_html_figures(soup: BeautifulSoup) -> None:
    """Mark up each ``<figure>``; a ``figcaption`` may follow it."""
    for figure in soup.find_all("figure"):
        captions: list[Tag] = list(figure.find_all("figcaption"))
        following = next_tag(figure)
        if not captions and following is not None and following.name == "figcaption":
            captions = [following]
        mark_up_container(soup, figure, captions)


def mark_up_small_captions(soup: BeautifulSoup) -> None:
    """Mark up ``<img><div><small>caption</small></div>`` as a figure.

    Several outlets write this outside any other element.
    """
    for image in soup.find_all("img"):
        if image.parent is None or find_around(image, FIGURE, GALLERY):
            continue
        caption = next_tag(image)
        if caption is None or not _is_small_caption(caption):
            continue
        figure = soup.new_tag(FIGURE)
        image.insert_before(figure)
        fill_figure(soup, figure, image, [caption], [])


# A clean-up changes the soup, and returns what it left out of the article.
CleanUp: TypeAlias = Callable[[BeautifulSoup], Iterable[LeftOut] | None]


def list_figure_clean_ups(outlets: Registry) -> Iterator[tuple[str, CleanUp]]:
    """Yield each clean-up with a pattern for the articles, in lower case, that need it.

    The order matters: what one clean-up has marked up is not changed by the next.
    """
    yield r"off-?screen|hidden|sr-only|screen-?reader", hide_unseen_classes
    for profile in outlets.profiles:
        for series in profile.galleries:
            yield series.mark, partial(mark_up_galleries, markup=series)
    for profile in outlets.profiles:
        for player in profile.players:
            yield player.attribute.lower(), partial(mark_up_players, markup=player)
    for figure in (*_figures_of(outlets), _WORDPRESS):
        yield figure.mark, partial(mark_up_figures, markup=figure)
    yield "<figure", mark_up_html_figures
    yield "<small", mark_up_small_captions


def _figures_of(outlets: Registry) -> Iterator[FigureMarkup]:
    for profile in outlets.profiles:
        yield from profile.figures


# ------------------------------------------------------------- recognising


def _begins_caption(text: NavigableString) -> bool:
    """Return whether ``text`` is the first text of a caption."""
    holder = text.find_parent(_is_caption)
    first = holder.find(string=lambda s: bool(s.strip())) if holder else None
    return first is text


def _is_caption(tag: Tag) -> bool:
    return tag.name == "figcaption" or any("caption" in c for c in classes_of(tag))


def _is_small_caption(tag: Tag) -> bool:
    if tag.name != "div":
        return False
    children = [c for c in tag.children if isinstance(c, Tag) or str(c).strip()]
    return len(children) == 1 and getattr(children[0], "name", "") == "small"


def _drop_icons(soup: BeautifulSoup, markup: FigureMarkup) -> None:
    for icon in soup.find_all("img", src=re.compile(markup.icon)):
        holder = icon.find_parent(id=markup.icon_holder) or icon
        if not holder.get_text().strip():
            holder.extract()


def _mark_up_holder(soup: BeautifulSoup, holder: Tag, markup: FigureMarkup) -> None:
    """Mark up the one image of ``holder``; the rest of the holder is its credit."""
    outer = holder.find_parent(markup.around) or holder
    images = outer.find_all("img")
    if len(images) != 1 or outer.parent is None:
        return
    for line_break in holder.find_all("br"):
        line_break.extract()
    figure = soup.new_tag(FIGURE)
    outer.insert_before(figure)
    fill_figure(soup, figure, images[0], _find_captions(outer, markup), [holder])
    drop_if_empty(outer)


def _select(around: BeautifulSoup | Tag, selector: Selector) -> list[Tag]:
    """Return the elements in ``around`` that ``selector`` means, in their order."""
    names = selector.names or True
    if selector.classed:
        found = list(around.find_all(names, class_=re.compile(selector.classed)))
    else:
        found = list(around.find_all(names))
    return found[-1:] if selector.is_last else found


def _find_captions(outer: Tag, markup: FigureMarkup) -> list[Tag]:
    """Return the elements found by the first selector that finds any caption."""
    for selector in markup.captions:
        found = _select(outer, selector)
        if found:
            return found
    return []


def _playable_url(data: str, markup: PlayerMarkup) -> str:
    """Return the address that the JSON ``data`` of a player names, "" for none."""
    try:
        value = json.loads(data)
        for key in markup.address_keys:
            value = value[key]
        return str(value)
    except (ValueError, KeyError, TypeError):
        return ""
