"""Each outlet's way to mark up pictures, turned into one.

After these clean-ups every picture with words of its own is

    <dwx-figure><img …><dwx-caption>…</dwx-caption><dwx-credit>…</dwx-credit></dwx-figure>

a series of them is a ``<dwx-gallery>`` with an optional ``<dwx-caption>``, and
a player is ``<dwx-media data-kind data-url>``.  What is not recognised stays
as it is and is read as ordinary text: nothing is lost, only less well placed.
"""

import json
import re
from collections.abc import Callable, Iterable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

FIGURE, CAPTION, CREDIT = "dwx-figure", "dwx-caption", "dwx-credit"
GALLERY, MEDIA, HIDDEN = "dwx-gallery", "dwx-media", "dwx-hidden"

_GALLERY_TITLE = re.compile(r"^\s*(?:相关图集|相關圖集|图集|圖集)")
_CAPTION_LABEL = re.compile(
    r"^\s*(?:Image caption|图像加注文字|圖像加註文字)[，,：:]?\s*$"
)
_INLINE_WRAPPERS = ("a", "span", "b", "strong", "em", "i", "font")


def frame_galleries(soup: BeautifulSoup) -> None:
    """Frame ``<div><img><b>heading</b>：text</div>``×n (Deutsche Welle).

    In the middle of an article the series follows ``<h3>相关图集：…</h3>``;
    articles that are nothing but a gallery have ``<img><br><b>`` and no h3.
    """
    for first in soup.find_all(_is_gallery_item):
        if first.parent is None or first.parent.name == GALLERY:
            continue
        items = [first, *_following(first, _is_gallery_item)]
        gallery = soup.new_tag(GALLERY)
        title = _previous_tag(first)
        first.insert_before(gallery)
        if title is not None and title.name == "h3":
            title.name = CAPTION
            gallery.append(title.extract())
        for item in items:
            image = item.find("img")
            if image is None:
                continue
            _drop_break_after(image)
            _build_figure(soup, gallery, image.extract(), item, ())
            item.extract()


def frame_bbc_players(soup: BeautifulSoup) -> None:
    """Frame BBC's video player: address and title lie in ``data-playable``."""
    for player in soup.find_all(attrs={"data-playable": True}):
        outer = player.find_parent(class_="media-with-caption") or player
        media = soup.new_tag(MEDIA)
        media["data-kind"] = "video"
        media["data-url"] = _playable_url(str(player["data-playable"]))
        poster = outer.find("img")
        if poster is not None:
            media["data-poster"] = str(poster.get("src") or "")
            poster.extract()
        caption = soup.new_tag(CAPTION)
        for part in list(outer.find_all(class_=re.compile("placeholder__caption"))):
            caption.extend([*_take_children(part), soup.new_tag("br")])
        caption.extend(_take_children(outer))
        media.append(caption)
        outer.replace_with(media)


def frame_bbc_figures(soup: BeautifulSoup) -> None:
    """Frame BBC's ``div.media-landscape`` (also -portrait, has/no-caption).

    The credit is ``span.off-screen`` 图片版权 + ``span.story-image-copyright``;
    the caption begins with an off-screen label that stays out of sight.
    """
    for label in soup.find_all(class_="off-screen"):
        if _CAPTION_LABEL.match(label.get_text()):
            label.name = HIDDEN
    for holder in soup.find_all(class_="image-and-copyright-container"):
        outer = holder.find_parent("div") or holder
        image = holder.find("img")
        if image is None or len(outer.find_all("img")) > 1:
            continue
        figure = soup.new_tag(FIGURE)
        outer.insert_before(figure)
        for line_break in holder.find_all("br"):
            line_break.extract()
        _fill_figure(
            soup, figure, image.extract(), outer.find_all("figcaption"), [holder]
        )
        _keep_the_rest(figure, outer)


def frame_rfa_figures(soup: BeautifulSoup) -> None:
    """Frame Radio Free Asia's ``div.image-inline`` and drop its zoom icon."""
    for icon in soup.find_all("img", src=re.compile("icon-zoom")):
        holder = icon.find_parent(id="zoomattribute") or icon
        if not holder.get_text().strip():
            holder.extract()
    for outer in soup.find_all("div", class_="image-inline"):
        _frame_container(soup, outer, outer.find_all(class_="image-caption"))


def frame_captioned_containers(soup: BeautifulSoup) -> None:
    """Frame Voice of America's ``contentImage`` and WordPress's ``wp-caption``."""
    for outer in soup.find_all(class_=re.compile(r"^(?:contentImage|wp-caption)$")):
        captions = outer.find_all(class_=re.compile("imageCaption|caption-text"))
        _frame_container(soup, outer, captions or outer.find_all("small")[-1:])


def frame_figures(soup: BeautifulSoup) -> None:
    """Frame ``<figure>``; Reuters puts the ``figcaption`` behind it."""
    for figure in soup.find_all("figure"):
        images = figure.find_all("img")
        if len(images) != 1:
            continue
        captions = figure.find_all("figcaption")
        following = _next_tag(figure)
        if not captions and following is not None and following.name == "figcaption":
            captions = [following]
        _frame_container(soup, figure, captions)


def frame_small_captions(soup: BeautifulSoup) -> None:
    """Frame ``<img><div><small>caption</small></div>``.

    Deutsche Welle, the New York Times and Voice of America, at top level.
    """
    for image in soup.find_all("img"):
        if image.parent is None or image.find_parent((FIGURE, GALLERY)):
            continue
        caption = _next_tag(image)
        if caption is None or not _is_small_caption(caption):
            continue
        figure = soup.new_tag(FIGURE)
        image.insert_before(figure)
        _fill_figure(soup, figure, image.extract(), [caption], ())


FRAMES: tuple[Callable[[BeautifulSoup], None], ...] = (
    frame_galleries,
    frame_bbc_players,
    frame_bbc_figures,
    frame_rfa_figures,
    frame_captioned_containers,
    frame_figures,
    frame_small_captions,
)


# ------------------------------------------------------------- recognising


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


def _frame_container(soup: BeautifulSoup, outer: Tag, captions: list[Tag]) -> None:
    image = outer.find("img")
    if image is None or outer.find_parent(FIGURE) or len(outer.find_all("img")) > 1:
        return
    figure = soup.new_tag(FIGURE)
    outer.insert_before(figure)
    _fill_figure(soup, figure, image.extract(), captions, ())
    _keep_the_rest(figure, outer)


def _build_figure(
    soup: BeautifulSoup, parent: Tag, image: Tag, caption: Tag, credits: Iterable[Tag]
) -> None:
    figure = soup.new_tag(FIGURE)
    parent.append(figure)
    _fill_figure(soup, figure, image, [caption], credits)


def _fill_figure(
    soup: BeautifulSoup,
    figure: Tag,
    image: Tag,
    captions: Iterable[Tag],
    credits: Iterable[Tag],
) -> None:
    figure.append(image)
    for name, sources in ((CAPTION, captions), (CREDIT, credits)):
        part = soup.new_tag(name)
        for source in sources:
            part.extend(_take_children(source))
            source.extract()
        if part.get_text().strip():
            figure.append(part)


def _keep_the_rest(figure: Tag, outer: Tag) -> None:
    """Leave what the frame did not take where it stood, behind the figure."""
    if outer.get_text().strip() or outer.find(("img", "iframe", "video")):
        return
    outer.extract()


def _take_children(tag: Tag) -> list[PageElement]:
    return [child.extract() for child in list(tag.children)]


def _drop_break_after(image: Tag) -> None:
    following = _next_tag(image)
    if following is not None and following.name == "br":
        following.extract()


def _playable_url(data: str) -> str:
    try:
        settings = json.loads(data)["settings"]
        return str(settings["externalEmbedUrl"])
    except (ValueError, KeyError, TypeError):
        return ""
