"""Series of images, each with a heading and a text: galleries."""

from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from exporter.outlets import GalleryMarkup
from exporter.parse.figures import (
    CAPTION,
    FIGURE,
    GALLERY,
    HIDDEN,
    fill_figure,
    next_tag,
    previous_tag,
)


def mark_up_galleries(soup: BeautifulSoup, markup: GalleryMarkup) -> None:
    """Mark up as a gallery each series of images that ``markup`` describes."""

    def is_item(tag: Tag) -> bool:
        return _is_gallery_item(tag, markup)

    for image in soup.find_all("img"):
        first = image.parent
        if first is None or first.parent is None or not is_item(first):
            continue  # no gallery, or already taken together with the items before it
        items = [first, *_following(first, is_item)]
        gallery = soup.new_tag(GALLERY)
        title = previous_tag(first)
        first.insert_before(gallery)
        if title is not None and title.name == markup.title:
            title.name = CAPTION
            gallery.append(title.extract())
        for item in items:
            figure = soup.new_tag(FIGURE)
            gallery.append(figure)
            _settle_gallery_text(soup, item, markup)
            fill_figure(soup, figure, item.find("img"), [item], [])


def _is_gallery_item(tag: Tag, markup: GalleryMarkup) -> bool:
    """Return whether ``tag`` begins with an image followed by a heading."""
    if tag.name != markup.item or tag.find((markup.item, "p")) is not None:
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
                return child.name in markup.headings
    return False


def _following(tag: Tag, wanted: Callable[[Tag], bool]) -> list[Tag]:
    out: list[Tag] = []
    current = next_tag(tag)
    while current is not None and wanted(current):
        out.append(current)
        current = next_tag(current)
    return out


def _settle_gallery_text(soup: BeautifulSoup, item: Tag, markup: GalleryMarkup) -> None:
    """Drop a line break after the image; hide a colon without heading or text."""
    image = item.find("img")
    following = next_tag(image) if image is not None else None
    if following is not None and following.name == "br":
        following.extract()
    heading = item.find(markup.headings)
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
