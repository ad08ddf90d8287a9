"""Writes images, galleries and players as XHTML."""

from __future__ import annotations

import re

from exporter.model import (
    Embed,
    Figure,
    Gallery,
    Image,
    ImageRef,
    Media,
    MissingImage,
    SharedGallery,
    SpacerImage,
    plain_text,
)
from exporter.words import Reason, reason_text, wording_for
from exporter.xhtml.context import BlockContext, mark_own_words
from exporter.xhtml.inlines import image_name, write_address, write_inlines
from exporter.xhtml.writer import Pen, class_attribute, escape_text, lang_attributes

# Widths on a page of 600 px of text; narrower images are not enlarged to full width.
_WIDTH_STEPS = ((560, "w100"), (400, "w75"), (260, "w50"), (0, "w33"))
_PORTRAIT_RATIO = 1.15
# Taller than a photograph: a page of text, a chart, a screenshot of a telephone.
_TALL_RATIO = 1.6
_VIDEO_PROVIDERS = ("YouTube", "Vimeo", "哔哩哔哩", "优酷", "Dailymotion", "TikTok")
_ALT_CHARACTERS = 300
# 摄影：某甲, Photo: …: the credit has its own label, so ours is left out.
_OWN_LABEL = re.compile(
    r"\s*(?:(?:[摄攝]影|供?[图圖]|[Pp]hoto|[Cc]redit)[^：:]{0,8}[：:]"
    r"|[图圖][像片](?:[来來]源|版[权權]))"
)


def write_figure(block: Figure, pen: Pen, context: BlockContext) -> str:
    """Return the image with its caption, "" if there is neither.

    In a book without images a line with the words of the image replaces it.
    """
    alt = block.image.alt or plain_text(block.caption)
    image = _write_image(block.image, alt, pen, context, lang=block.lang)
    caption = _caption(block, pen, context)
    if image is None:
        words = caption or pen.sans().write(block.image.alt.strip())
        if context.images is not None and not caption:
            return ""
        caption = pen.sans().write(wording_for(pen.lang).image_left_out) + words
    if caption:
        own = class_attribute(pen.own_class)
        caption = f"<figcaption{own}>{caption}</figcaption>"
    names = ["image", *_pieces_class(block.image, context).split()]
    if len(plain_text((*block.caption, *block.credit))) > context.caption_letters:
        names.append("long")
    attributes = class_attribute(*names, lang=block.lang)
    inner = "\n".join(filter(None, (image, caption)))
    attributes += lang_attributes(block.lang, block.direction)
    return f"<figure{attributes}>\n{inner}\n</figure>"


def _caption(block: Figure, pen: Pen, context: BlockContext) -> str:
    pen = pen.sans()
    parts: list[str] = []
    if block.caption:
        parts.append(write_inlines(block.caption, pen, context.write_link))
    if block.credit:
        credit = write_inlines(block.credit, pen, context.write_link)
        if not _OWN_LABEL.match(plain_text(block.credit)):
            credit = pen.write(wording_for(pen.lang).credit) + credit
        parts.append(f'<span class="credit">{credit}</span>')
    return " ".join(parts)


def _write_image(
    ref: ImageRef, alt: str, pen: Pen, context: BlockContext, *, lang: str
) -> str | None:
    """Return the image or its placeholder, None if neither is shown."""
    if context.images is None:
        return None
    words = wording_for(pen.lang)
    if not ref.url:
        missing = MissingImage("", Reason.of("address-empty"))
        return _placeholder(missing, lang, pen, alt=ref.alt)
    image = context.images.get(ref.key)
    if image is None or isinstance(image, SpacerImage):
        return None
    if isinstance(image, MissingImage):
        return _placeholder(image, lang, pen, alt=ref.alt)
    alt = escape_text(" ".join(alt.split())[:_ALT_CHARACTERS]) or words.image_alt
    alts = [alt] + [
        words.image_goes_on.format(number=number, count=len(image.pieces))
        for number in range(2, len(image.pieces) + 1)
    ]
    name = _width_class(image) if not image.more else "piece"
    return "\n".join(
        f'<img class="{name}" src="../images/{image_name(piece)}" alt="{alt}"/>'
        for piece, alt in zip(image.pieces, alts, strict=True)
    )


def is_cut(ref: ImageRef, context: BlockContext) -> bool:
    """Return whether the image of ``ref`` was cut into several."""
    return _cut_image(ref, context) is not None


def _cut_image(ref: ImageRef, context: BlockContext) -> Image | None:
    image = (context.images or {}).get(ref.key)
    return image if isinstance(image, Image) and image.more else None


def _pieces_class(ref: ImageRef, context: BlockContext) -> str:
    """Return the class of a figure whose image was cut, "" for others."""
    image = _cut_image(ref, context)
    if image is None:
        return ""
    return "pieces strips" if image.width_px > image.height_px * 2 else "pieces"


def _width_class(image: Image) -> str:
    width = image.width_px
    name = next(name for least, name in _WIDTH_STEPS if width >= least)
    ratio = image.height_px / image.width_px
    if ratio > _PORTRAIT_RATIO and name == "w100":
        name = "w75"
    return f"{name} tall" if ratio > _TALL_RATIO else name


def _placeholder(image: MissingImage, lang: str, pen: Pen, *, alt: str) -> str:
    """Return the frame that replaces an image that could not be had.

    ``lang`` is the language of the block around it; ``alt`` describes the image.
    """
    pen = pen.sans()
    label = wording_for(pen.lang).image_missing
    lines = [f'<p class="label">{pen.bold().write(label)}</p>']
    lines.append(f"<p>{pen.write(reason_text(image.reason, pen.lang))}</p>")
    if alt.strip():
        what = wording_for(pen.lang).image_shows.format(alt=" ".join(alt.split()))
        lines.insert(1, f'<p class="alt">{pen.write(what)}</p>')
    if image.url.startswith(("http://", "https://")):
        lines.append(f'<p class="url">{write_address(image.url, pen)}</p>')
    attributes = class_attribute("missing", pen.own_class) + mark_own_words(pen, lang)
    return f"<div{attributes}>\n{chr(10).join(lines)}\n</div>"


def write_gallery(block: Gallery, pen: Pen, context: BlockContext) -> str:
    """Return the series of images under its title."""
    attributes = class_attribute("gallery", lang=block.lang)
    title = ""
    if block.title:
        words = write_inlines(block.title, pen.title(), context.write_link)
        own = class_attribute("gallery-title", pen.own_class)
        title = f"<h2{own}>{words}</h2>\n"
    attributes += lang_attributes(block.lang, block.direction)
    written = (write_figure(f, pen.in_lang(f.lang), context) for f in block.figures)
    figures = "\n".join(filter(None, written))
    return f"<section{attributes}>\n{title}{figures}\n</section>"


def write_shared_gallery(block: SharedGallery, pen: Pen, context: BlockContext) -> str:
    """Return the title of a gallery that another place shows, and a link to it."""
    pen = pen.sans()
    lines = []
    if block.title:
        title = write_inlines(block.title, pen.bold(), context.write_link)
        lines.append(f'<p class="label">{title}</p>')
    ours = mark_own_words(pen, block.lang)
    lines.append(f"<p{ours}>{context.write_home(block, pen)}</p>")
    attributes = class_attribute("reference", pen.own_class, lang=block.lang)
    attributes += lang_attributes(block.lang, block.direction)
    return f"<div{attributes}>\n{chr(10).join(lines)}\n</div>"


def write_media(block: Media, pen: Pen, context: BlockContext) -> str:
    """Return the block that replaces a video or a recording."""
    words = wording_for(pen.lang)
    label = words.video if block.kind == "video" else words.audio
    poster = None
    if block.poster is not None:
        alt = plain_text(block.caption) or label
        poster = _write_image(block.poster, alt, pen, context, lang=block.lang)
    return _player(block, label, poster, pen, context)


def write_embed(block: Embed, pen: Pen, context: BlockContext) -> str:
    """Return the block that replaces an embedded page of another site."""
    words = wording_for(pen.lang)
    label = f"{words.embed} · {block.provider}"
    if block.provider in _VIDEO_PROVIDERS:
        label = f"{words.video} · {block.provider}"
    return _player(block, label, None, pen, context)


def _player(
    block: Media | Embed,
    label: str,
    poster: str | None,
    pen: Pen,
    context: BlockContext,
) -> str:
    """Return the block that replaces what paper and e-readers cannot play."""
    pen = pen.sans()
    ours = mark_own_words(pen, block.lang)
    lines = [f'<p class="label"{ours}>{pen.bold().write(label)}</p>']
    if block.caption:
        inner = write_inlines(block.caption, pen, context.write_link)
        lines.append(f'<p class="media-caption">{inner}</p>')
    words = "\n".join(lines)
    if block.url:
        cannot_play = pen.write(wording_for(pen.lang).cannot_play)
        lines.append(f"<p{ours}>{cannot_play}</p>")
        lines.append(f'<p class="url">{write_address(block.url, pen)}</p>')
        words = context.write_code(block.url, lines, pen)
    inner = "\n".join(filter(None, (poster, words)))
    attributes = class_attribute("media", pen.own_class, lang=block.lang)
    attributes += lang_attributes(block.lang, block.direction)
    return f"<div{attributes}>\n{inner}\n</div>"
