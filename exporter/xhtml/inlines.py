"""Inlines to XHTML."""

from __future__ import annotations

from collections.abc import Callable

from exporter.model import (
    Break,
    Code,
    Deleted,
    Emphasis,
    Foreign,
    Hidden,
    Image,
    Inline,
    InlineImage,
    Inlines,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
    Topic,
)
from exporter.urls import readable_url
from exporter.xhtml.medium import write_anchor
from exporter.xhtml.writer import (
    Pen,
    class_attribute,
    escape_text,
    lang_attributes,
    shorten,
)

WriteLink = Callable[[Link, str, Pen], str]

_SIMPLE_TAGS = {Subscript: "sub", Superscript: "sup", Deleted: "del"}
_TEXT_PX = 16
_IMAGE_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}
_ADDRESS_CHARACTERS = 2_000


def write_inlines(inlines: Inlines, pen: Pen, write_link: WriteLink) -> str:
    """Return ``inlines`` as XHTML; ``write_link`` makes links of their words."""
    return "".join(_write(inline, pen, write_link) for inline in inlines)


def image_name(image: Image) -> str:
    """Return the file name of ``image`` in the book: a hash of its bytes."""
    return f"{image.sha256[:20]}.{_IMAGE_SUFFIXES[image.media_type]}"


def write_address(url: str, pen: Pen) -> str:
    """Return ``url`` as a link to itself, shown as people read it."""
    shown = pen.write(shorten(readable_url(url), _ADDRESS_CHARACTERS))
    return write_anchor(url, shown)


def _write(inline: Inline, pen: Pen, write_link: WriteLink) -> str:
    if isinstance(inline, Text):
        return pen.write(inline.text)
    if isinstance(inline, Break):
        return "<br/>"
    if isinstance(inline, Code):
        attributes = class_attribute(pen.own_class)
        return f"<code{attributes}>{pen.mono().write(inline.text)}</code>"
    if isinstance(inline, InlineImage):
        return _write_image(inline)
    if isinstance(inline, Hidden):
        return f'<span class="off-screen">{escape_text(inline.text)}</span>'
    if isinstance(inline, Foreign):
        attributes = lang_attributes(inline.lang, inline.direction)
        pen = pen.in_direction(inline.direction)
        inner = write_inlines(inline.children, pen, write_link)
        return f"<span{attributes}>{inner}</span>" if attributes else inner
    if isinstance(inline, Link):
        inner = write_inlines(inline.children, pen, write_link)
        return write_link(inline, inner, pen)
    return _mark(inline, pen, write_link)


def _write_image(inline: InlineImage) -> str:
    """Return a small image, as high in the line as it is beside text of 16 px."""
    if inline.image is None:
        return ""
    height_em = round(inline.image.height_px / _TEXT_PX, 2)
    alt = escape_text(" ".join(inline.ref.alt.split()))
    return (
        f'<img class="inline" src="../images/{image_name(inline.image)}" '
        f'style="height: {height_em:g}em" alt="{alt}"/>'
    )


def _mark(
    inline: Strong | Emphasis | Topic | Subscript | Superscript | Deleted,
    pen: Pen,
    write_link: WriteLink,
) -> str:
    if isinstance(inline, Strong):
        tag, attributes, pen = "strong", "", pen.bold()
    elif isinstance(inline, Emphasis):
        # Han is never slanted: in serif text the sans face stresses, in sans
        # text the weight does (base.css).
        tag, attributes = "em", class_attribute(pen.own_class)
        pen = pen.sans() if pen.family == "serif" else pen.bold()
    elif isinstance(inline, Topic):
        tag, attributes = "span", class_attribute("topic")
    else:
        tag, attributes = _SIMPLE_TAGS[type(inline)], ""
    inner = write_inlines(inline.children, pen, write_link)
    return f"<{tag}{attributes}>{inner}</{tag}>"
