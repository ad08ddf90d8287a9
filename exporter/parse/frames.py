"""Each outlet's way to mark up pictures, turned into one.

After these clean-ups every picture with words of its own is

    <dwx-figure>
      <img …><dwx-caption>…</dwx-caption><dwx-credit>…</dwx-credit>
    </dwx-figure>

with a player in the place of some pictures; a series of them is a
``<dwx-gallery>`` with an optional ``<dwx-caption>``, and BBC's own player is
``<dwx-media data-url data-poster>``.  ``<dwx-hidden>`` holds what the outlet
keeps out of sight.  What is not recognised stays as it is and is read as
ordinary text: nothing is lost, only less well placed.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from exporter.model import LeftOut
from exporter.parse import elements
from exporter.parse.pictures import classes_of
from exporter.parse.tree import find_around

FIGURE, CAPTION, CREDIT = "dwx-figure", "dwx-caption", "dwx-credit"
GALLERY, MEDIA, HIDDEN = "dwx-gallery", "dwx-media", "dwx-hidden"
SHOWN = ("img", *elements.EMBEDS, *elements.PLAYERS)

# The label of a picture's source, for screen readers.  A mark, a name or nothing
# follows it: 图片来源不明 begins a sentence.
_SOURCE_LABEL = re.compile(
    r"\s*(?:Image (?:source|copyright)|[图圖][像片](?:[来來]源|版[权權]))"
    r"\s*(?:[，,：:／/|©]|[A-Za-z]|$)"
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[-_])(?:off-?screen|visually-?hidden(?:-text)?|sr-only|screen-?reader-text)$",
    re.IGNORECASE,
)
_CAPTION_CHARACTERS = 1_000
_RFA_CLASS = re.compile("^image-(?:inline|left|right)$")
_CONTAINER_CLASS = re.compile("^(?:contentImage|wp-caption|gallery-item)$")
_CREDIT_CLASS = re.compile(r"(?:^|[-_])(?:credit|copyright)$", re.IGNORECASE)


def frame_galleries(soup: BeautifulSoup) -> None:
    """Frame ``<div><img><b>heading</b>：text</div>``×n (Deutsche Welle).

    In the middle of an article the series follows ``<h3>相关图集：…</h3>``;
    articles that are nothing but a gallery have ``<img><br><b>`` and no h3.
    """
    for image in soup.find_all("img"):
        first = image.parent
        if first is None or first.parent is None or not _is_gallery_item(first):
            continue  # no gallery, or taken with the items before it
        items = [first, *_following(first, _is_gallery_item)]
        gallery = soup.new_tag(GALLERY)
        title = _previous_tag(first)
        first.insert_before(gallery)
        if title is not None and title.name == "h3":
            title.name = CAPTION
            gallery.append(title.extract())
        for item in items:
            figure = soup.new_tag(FIGURE)
            gallery.append(figure)
            _settle_gallery_text(soup, item)
            _fill_figure(soup, figure, item.find("img"), [item], [])


def frame_bbc_players(soup: BeautifulSoup) -> None:
    """Frame BBC's video player: address and title lie in ``data-playable``."""
    for player in soup.find_all(lambda tag: tag.has_attr("data-playable")):
        outer = player.find_parent(class_="media-with-caption") or player
        if outer.parent is None:
            continue  # taken with the player before it
        media = soup.new_tag(MEDIA)
        media["data-url"] = _playable_url(str(player["data-playable"]))
        poster = outer.find("img")
        if poster is not None:
            media["data-poster"] = str(poster.get("src") or "")
            poster.extract()
        outer.insert_before(media)
        messages = outer.find_all(class_=re.compile("placeholder__caption"))
        media.append(_gather(soup, CAPTION, [*messages, outer]))


def hide_caption_labels(soup: BeautifulSoup, label_pattern: str) -> None:
    """Put out of sight the labels with which the article's outlet begins captions.

    ``图像加注文字，`` and the like are for screen readers; where their markup went
    lost, only the words tell.  A label counts only at the beginning of a caption,
    because 说明文字 can begin a sentence of the text.
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
    """Put out of sight what its class makes for screen readers only.

    BBC's ``span.off-screen`` until 2020, later ``visually-hidden-text``; others
    say ``sr-only`` or ``screen-reader-text``.
    """
    for tag in soup.find_all(class_=_HIDDEN_CLASS):
        is_source = _SOURCE_LABEL.match(tag.get_text()) is not None
        if not is_source and tag.find(SHOWN) is None:
            hidden = soup.new_tag(HIDDEN)
            hidden.extend(list(tag.children))
            tag.append(hidden)


def frame_bbc_figures(soup: BeautifulSoup) -> None:
    """Frame BBC's ``div.media-landscape`` (also -portrait, has/no-caption).

    Until 2020: the credit is ``span.off-screen`` 图片版权 and
    ``span.story-image-copyright``, in one holder with the picture.
    """
    for holder in soup.find_all(class_="image-and-copyright-container"):
        outer = holder.find_parent("div") or holder
        images = outer.find_all("img")
        if len(images) != 1 or outer.parent is None:
            continue
        for line_break in holder.find_all("br"):
            line_break.extract()
        figure = soup.new_tag(FIGURE)
        outer.insert_before(figure)
        captions = outer.find_all("figcaption")
        _fill_figure(soup, figure, images[0], captions, [holder])
        _drop_if_empty(outer)


def frame_rfa_figures(soup: BeautifulSoup) -> None:
    """Frame Radio Free Asia's ``div.image-inline`` and drop its zoom icon.

    Older articles have ``<dl class="image-right captioned">`` (Plone).
    """
    for icon in soup.find_all("img", src=re.compile("icon-zoom")):
        holder = icon.find_parent(id="zoomattribute") or icon
        if not holder.get_text().strip():
            holder.extract()
    for outer in soup.find_all(("div", "dl"), class_=_RFA_CLASS):
        _frame_container(soup, outer, outer.find_all(class_="image-caption"))


def frame_captioned_containers(soup: BeautifulSoup) -> None:
    """Frame Voice of America's ``contentImage`` and WordPress's ``wp-caption``."""
    for outer in soup.find_all(class_=_CONTAINER_CLASS):
        captions = outer.find_all(class_=re.compile("imageCaption|caption-text"))
        _frame_container(soup, outer, captions or outer.find_all("small")[-1:])


def frame_figures(soup: BeautifulSoup) -> None:
    """Frame ``<figure>`` (all since 2020); Reuters puts ``figcaption`` behind it."""
    for figure in soup.find_all("figure"):
        captions: list[Tag] = list(figure.find_all("figcaption"))
        following = _next_tag(figure)
        if not captions and following is not None and following.name == "figcaption":
            captions = [following]
        _frame_container(soup, figure, captions)


def frame_small_captions(soup: BeautifulSoup) -> None:
    """Frame ``<img><div><small>caption</small></div>``.

    Deutsche Welle, the New York Times and Voice of America, at top level.
    """
    for image in soup.find_all("img"):
        if image.parent is None or find_around(image, FIGURE, GALLERY):
            continue
        caption = _next_tag(image)
        if caption is None or not _is_small_caption(caption):
            continue
        figure = soup.new_tag(FIGURE)
        image.insert_before(figure)
        _fill_figure(soup, figure, image, [caption], [])


# A clean-up changes the soup, and returns what it left out of the article.
CleanUp: TypeAlias = Callable[[BeautifulSoup], Iterable[LeftOut] | None]
# Each with what an article must hold, in lower case, for it to have work.
FRAMES: tuple[tuple[str, CleanUp], ...] = (
    (r"off-?screen|hidden|sr-only|screen-?reader", hide_unseen_classes),
    ("<img", frame_galleries),
    ("data-playable", frame_bbc_players),
    ("image-and-copyright-container", frame_bbc_figures),
    (r"icon-zoom|image-(?:inline|left|right)", frame_rfa_figures),
    (r"contentimage|wp-caption|gallery-item", frame_captioned_containers),
    ("<figure", frame_figures),
    ("<small", frame_small_captions),
)


# ------------------------------------------------------------- recognising


def _begins_caption(text: NavigableString) -> bool:
    """Tell whether ``text`` is the first of a caption."""
    holder = text.find_parent(_is_caption)
    first = holder.find(string=lambda s: bool(s.strip())) if holder else None
    return first is text


def _is_caption(tag: Tag) -> bool:
    return tag.name == "figcaption" or any("caption" in c for c in classes_of(tag))


def _is_gallery_item(tag: Tag) -> bool:
    """``<div>`` whose first thing is a picture and whose next is bold."""
    if tag.name != "div" or tag.find(("div", "p")) is not None:
        return False
    seen_image = False
    for child in tag.children:
        if isinstance(child, NavigableString):
            if child.strip():
                return False
        elif isinstance(child, Tag):
            if not seen_image:
                if child.name != "img":
                    return False
                seen_image = True
            elif child.name == "br":
                continue
            else:
                return child.name in ("b", "strong")
    return False


def _is_small_caption(tag: Tag) -> bool:
    if tag.name != "div":
        return False
    children = [c for c in tag.children if isinstance(c, Tag) or str(c).strip()]
    return len(children) == 1 and getattr(children[0], "name", "") == "small"


def _previous_tag(tag: Tag) -> Tag | None:
    return _skip_blank(tag.previous_siblings)


def _next_tag(tag: Tag) -> Tag | None:
    return _skip_blank(tag.next_siblings)


def _skip_blank(siblings: Iterable[PageElement]) -> Tag | None:
    for sibling in siblings:
        if isinstance(sibling, Tag):
            return sibling
        if str(sibling).strip():
            return None
    return None


def _following(tag: Tag, wanted: Callable[[Tag], bool]) -> list[Tag]:
    out: list[Tag] = []
    current = _next_tag(tag)
    while current is not None and wanted(current):
        out.append(current)
        current = _next_tag(current)
    return out


# ---------------------------------------------------------------- building


def _frame_container(soup: BeautifulSoup, outer: Tag, captions: Sequence[Tag]) -> None:
    """Frame the one picture or player of ``outer`` with its words.

    Where an end tag is missing the article lies in the caption: no frame then.
    """
    shown = outer.find_all(SHOWN)
    if len(shown) != 1 or outer.find_parent(FIGURE) or outer.find("table"):
        return
    if outer.parent is None:
        return  # taken with the one before it
    if any(len(caption.get_text()) > _CAPTION_CHARACTERS for caption in captions):
        return
    figure = soup.new_tag(FIGURE)
    outer.insert_before(figure)
    _fill_figure(soup, figure, shown[0], captions, _find_credits(outer))
    _drop_if_empty(outer)


def _find_credits(outer: Tag) -> list[Tag]:
    """Return the outermost elements of ``outer`` that name a picture's source."""
    found: dict[int, Tag] = {}
    for tag in outer.find_all(True):
        if _is_credit(tag) and not any(id(parent) in found for parent in tag.parents):
            found[id(tag)] = tag
    return list(found.values())


def _is_credit(tag: Tag) -> bool:
    if tag.name == "figcaption" or tag.find((*SHOWN, "figcaption")):
        return False
    if tag.name == "cite":  # the New York Times; a title is followed by words
        return not any(str(sibling).strip() for sibling in tag.next_siblings)
    return (
        any(map(_CREDIT_CLASS.search, classes_of(tag)))
        or _SOURCE_LABEL.match(tag.get_text()) is not None
    )


def _fill_figure(
    soup: BeautifulSoup,
    figure: Tag,
    shown: Tag | None,
    captions: Sequence[Tag],
    credits: Sequence[Tag],
) -> None:
    if shown is not None:
        figure.append(shown.extract())
    # The credit first: it may lie inside the caption.
    credit = _gather(soup, CREDIT, credits)
    figure.extend([_gather(soup, CAPTION, captions), credit])


def _gather(soup: BeautifulSoup, name: str, sources: Sequence[Tag]) -> Tag:
    """Return an element ``name`` with what ``sources`` held, which go."""
    part = soup.new_tag(name)
    for number, source in enumerate(sources):
        if number:
            part.append(soup.new_tag("br"))
        part.extend([child.extract() for child in list(source.children)])
        source.extract()
    return part


def _drop_if_empty(outer: Tag) -> None:
    """Drop a container whose frame took everything; the rest stays behind it."""
    if not outer.get_text().strip() and outer.find(SHOWN) is None:
        outer.extract()


def _settle_gallery_text(soup: BeautifulSoup, item: Tag) -> None:
    """Drop the line break, hide the colon, where they join nothing to nothing."""
    image = item.find("img")
    following = _next_tag(image) if image is not None else None
    if following is not None and following.name == "br":
        following.extract()
    heading = item.find(("b", "strong"))
    text = heading.next_sibling if heading is not None else None
    if heading is None or not isinstance(text, NavigableString):
        return
    before, colon, words = text.partition("：")
    is_last = text.next_sibling is None and not words.strip()
    joins = heading.get_text().strip() and not is_last
    if colon and not before.strip() and not joins:
        hidden = soup.new_tag(HIDDEN)
        hidden.string = colon
        text.insert_before(hidden)
        text.replace_with(NavigableString(words))


def _playable_url(data: str) -> str:
    try:
        settings = json.loads(data)["settings"]
        return str(settings["externalEmbedUrl"])
    except (ValueError, KeyError, TypeError):
        return ""
