"""Blocks to XHTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exporter.model import (
    Block,
    Blocks,
    Embed,
    Figure,
    Gallery,
    Heading,
    Image,
    ImageRef,
    ListBlock,
    Media,
    MissingImage,
    Paragraph,
    Quote,
    Rule,
    SpacerImage,
    Table,
    TableCell,
    plain_text,
)
from exporter.wording import reason_text, wording_for
from exporter.xhtml.inlines import WriteLink, write_address, write_inlines
from exporter.xhtml.writer import Pen, class_attribute, escape_text, lang_attributes

ImageMap = Mapping[str, Image | MissingImage | SpacerImage]
WriteCode = Callable[[str, Sequence[str], Pen], str]

# Marks whose ink sits in the right half of their em: a paragraph they open
# needs half an em less indent to look indented by two (CLREQ 3.1.6).
_OPENING = tuple("“‘（〔［｛《〈「『【〖")
# Widths on a page of 600 px of text; narrower pictures are not blown up.
_WIDTH_STEPS = ((560, "w100"), (400, "w75"), (260, "w50"), (0, "w33"))
_PORTRAIT_RATIO = 1.15
_ALT_CHARACTERS = 300
_IMAGE_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What the blocks of one article are written with.

    ``images`` is None when the book leaves pictures out.
    """

    images: ImageMap | None
    write_link: WriteLink
    write_code: WriteCode


def image_name(image: Image) -> str:
    """Return the file name of ``image`` in the book: a hash of its bytes."""
    return f"{image.sha256[:20]}.{_IMAGE_SUFFIXES[image.media_type]}"


def write_block(block: Block, pen: Pen, context: BlockContext) -> str:
    """Return ``block`` as XHTML, "" when nothing of it is to be shown."""
    lang = getattr(block, "lang", "")
    pen = pen.in_lang(lang)
    return _WRITERS[type(block)](block, pen, context)


def write_blocks(blocks: Blocks, pen: Pen, context: BlockContext) -> str:
    """Return ``blocks`` as XHTML, one after another."""
    return "\n".join(filter(None, (write_block(b, pen, context) for b in blocks)))


# ------------------------------------------------------------------- text


def _paragraph(block: Paragraph, pen: Pen, context: BlockContext) -> str:
    if block.role == "lead":
        pen = pen.bold()
    elif block.role == "credit":
        pen = pen.sans()
    role = "" if block.role == "text" else block.role
    text = plain_text(block.inlines)
    opens = "opens" if not role and text.startswith(_OPENING) else ""
    own = pen.own_class if block.role == "credit" else ""
    attributes = class_attribute(role, opens, own, lang=block.lang)
    inner = write_inlines(block.inlines, pen, context.write_link)
    return f"<p{attributes}{lang_attributes(block.lang)}>{inner}</p>"


def _heading(block: Heading, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute(pen.own_class, lang=block.lang)
    attributes += lang_attributes(block.lang)
    inner = write_inlines(block.inlines, pen.title(), context.write_link)
    return f"<h{block.level}{attributes}>{inner}</h{block.level}>"


def _list(block: ListBlock, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute(lang=block.lang) + lang_attributes(block.lang)
    tag = "ol" if block.ordered else "ul"
    if block.ordered and block.start != 1:
        attributes += f' start="{block.start}"'
    pen.note("-0123456789." if block.ordered else "•")
    items = "\n".join(f"<li>{_flow(item, pen, context)}</li>" for item in block.items)
    return f"<{tag}{attributes}>\n{items}\n</{tag}>"


def _quote(block: Quote, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute(lang=block.lang) + lang_attributes(block.lang)
    inner = write_blocks(block.blocks, pen, context)
    return f"<blockquote{attributes}>\n{inner}\n</blockquote>"


def _rule(block: Rule, pen: Pen, context: BlockContext) -> str:
    del block, pen, context
    return "<hr/>"


def _table(block: Table, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute(lang=block.lang) + lang_attributes(block.lang)
    caption = ""
    if block.caption:
        words = write_inlines(block.caption, pen.sans(), context.write_link)
        caption = f"<caption{class_attribute(pen.own_class)}>{words}</caption>\n"
    rows = "\n".join(
        "<tr>" + "".join(_cells(row, pen, context)) + "</tr>" for row in block.rows
    )
    return f"<table{attributes}>\n{caption}<tbody>\n{rows}\n</tbody>\n</table>"


def _cells(row: Sequence[TableCell], pen: Pen, context: BlockContext) -> Iterator[str]:
    """Yield the cells of ``row``; beside others, a header heads the row."""
    scope = "col" if all(cell.header for cell in row) else "row"
    for cell in row:
        yield _cell(cell, pen, context, scope=scope)


def _cell(cell: TableCell, pen: Pen, context: BlockContext, *, scope: str) -> str:
    tag = "th" if cell.header else "td"
    pen = pen.title() if cell.header else pen.sans()
    attributes = class_attribute(pen.own_class)
    attributes += f' scope="{scope}"' if cell.header else ""
    attributes += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{attributes}>{_flow(cell.blocks, pen, context)}</{tag}>"


def _flow(blocks: Blocks, pen: Pen, context: BlockContext) -> str:
    """Return ``blocks``; a single plain paragraph without its own element."""
    if len(blocks) == 1:
        only = blocks[0]
        if isinstance(only, Paragraph) and only.role == "text" and not only.lang:
            return write_inlines(only.inlines, pen, context.write_link)
    return write_blocks(blocks, pen, context)


# --------------------------------------------------------------- pictures


def _figure(block: Figure, pen: Pen, context: BlockContext) -> str:
    alt = block.image.alt or plain_text(block.caption)
    picture = _picture(block.image, alt, pen, context, lang=block.lang)
    caption = _caption(block, pen, context)
    if picture is None and not caption:
        return ""
    if picture is None:
        mark = wording_for(pen.lang).image_left_out
        caption = pen.sans().write(mark) + caption
    if caption:
        own = class_attribute(pen.own_class)
        caption = f"<figcaption{own}>{caption}</figcaption>"
    attributes = class_attribute("image", lang=block.lang)
    inner = "\n".join(filter(None, (picture, caption)))
    return f"<figure{attributes}{lang_attributes(block.lang)}>\n{inner}\n</figure>"


def _caption(block: Figure, pen: Pen, context: BlockContext) -> str:
    pen = pen.sans()
    parts: list[str] = []
    if block.caption:
        parts.append(write_inlines(block.caption, pen, context.write_link))
    if block.credit:
        credit = write_inlines(block.credit, pen, context.write_link)
        parts.append(f'<span class="credit">{credit}</span>')
    return " ".join(parts)


def _picture(
    ref: ImageRef, alt: str, pen: Pen, context: BlockContext, *, lang: str
) -> str | None:
    """Return the picture or its placeholder, None where neither is to show."""
    if context.images is None:
        return None
    words = wording_for(pen.lang)
    if not ref.url:
        return _placeholder(MissingImage("", words.image_lost_address), lang, pen)
    image = context.images.get(ref.url)
    if image is None or isinstance(image, SpacerImage):
        return None
    if isinstance(image, MissingImage):
        return _placeholder(image, lang, pen)
    alt = escape_text(" ".join(alt.split())[:_ALT_CHARACTERS]) or words.image_alt
    return (
        f'<img class="{_width_class(image)}" src="../images/{image_name(image)}" '
        f'alt="{alt}"/>'
    )


def _width_class(image: Image) -> str:
    width = image.width_px
    name = next(name for least, name in _WIDTH_STEPS if width >= least)
    if image.height_px > image.width_px * _PORTRAIT_RATIO and name == "w100":
        return "w75"
    return name


def _placeholder(image: MissingImage, lang: str, pen: Pen) -> str:
    """Return the frame that stands for a picture that could not be had.

    ``lang`` is the language of the block it stands in.
    """
    pen = pen.sans()
    label = wording_for(pen.lang).image_missing
    lines = [f'<p class="label">{pen.bold().write(label)}</p>']
    lines.append(f"<p>{pen.write(reason_text(image.reason, pen.lang))}</p>")
    if image.url.startswith(("http://", "https://")):
        lines.append(f'<p class="url">{write_address(image.url, pen)}</p>')
    attributes = class_attribute("missing", pen.own_class) + _our_language(pen, lang)
    return f"<div{attributes}>\n{chr(10).join(lines)}\n</div>"


def _our_language(pen: Pen, lang: str) -> str:
    """Return what marks the book's own words in a block in ``lang`` as Chinese."""
    return lang_attributes(pen.lang) if lang and not lang.startswith("zh") else ""


def _gallery(block: Gallery, pen: Pen, context: BlockContext) -> str:
    attributes = class_attribute("gallery", lang=block.lang)
    title = ""
    if block.title:
        words = write_inlines(block.title, pen.title(), context.write_link)
        own = class_attribute("gallery-title", pen.own_class)
        title = f"<h2{own}>{words}</h2>\n"
    attributes += lang_attributes(block.lang)
    figures = write_blocks(block.figures, pen, context)
    return f"<section{attributes}>\n{title}{figures}\n</section>"


# ------------------------------------------------------------------ media


def _media(block: Media, pen: Pen, context: BlockContext) -> str:
    words = wording_for(pen.lang)
    label = words.video if block.kind == "video" else words.audio
    poster = None
    if block.poster is not None:
        alt = plain_text(block.caption) or label
        poster = _picture(block.poster, alt, pen, context, lang=block.lang)
    return _player(block, label, poster, pen, context)


def _embed(block: Embed, pen: Pen, context: BlockContext) -> str:
    words = wording_for(pen.lang)
    label = f"{words.embed} · {block.provider}"
    if block.provider in ("YouTube", "Vimeo"):
        label = f"{words.video} · {block.provider}"
    return _player(block, label, None, pen, context)


def _player(
    block: Media | Embed,
    label: str,
    poster: str | None,
    pen: Pen,
    context: BlockContext,
) -> str:
    """Return the block that stands for what paper and e-readers cannot play."""
    pen = pen.sans()
    ours = _our_language(pen, block.lang)
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
    return f"<div{attributes}{lang_attributes(block.lang)}>\n{inner}\n</div>"


_WRITERS: dict[type[Any], Callable[[Any, Pen, BlockContext], str]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    ListBlock: _list,
    Quote: _quote,
    Rule: _rule,
    Table: _table,
    Figure: _figure,
    Gallery: _gallery,
    Media: _media,
    Embed: _embed,
}
