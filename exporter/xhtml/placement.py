"""Decides where images inside a sentence are shown.

Blocks as parsed enter; the size of their ``InlineImage``s was unknown until now.  They
leave with small images in their line, and large ones as figures beside the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from exporter.model import (
    Block,
    Blocks,
    Break,
    Figure,
    Heading,
    Image,
    ImageMap,
    ImageRef,
    Inline,
    InlineImage,
    Inlines,
    MissingImage,
    Paragraph,
    SpacerImage,
    Text,
    Verse,
    child_inlines,
    iter_inlines,
    map_child_series,
    plain_text,
    with_child_inlines,
)
from exporter.text import BASIC_HAN, CLOSING_CORNERS, PAUSES, SENTENCE_STOPS
from exporter.words import wording_for

# The sign of a formula, a logo, a smiley: at most as high as four lines of text.
_LINE_HEIGHT_PX = 64
_LINE_WIDTH_PX = 560
_SENTENCE_ENDS = tuple(f"{SENTENCE_STOPS}!?…：:；;”{CLOSING_CORNERS}）")
# An image of unknown size counts as a figure only between two sentences.
_FULL_STOPS = tuple(f"{SENTENCE_STOPS}!?…”{CLOSING_CORNERS}")
_GOES_ON = tuple(f"{PAUSES}{SENTENCE_STOPS}）{CLOSING_CORNERS}”,.;:!?)")
_SIGN_CHARACTERS = 4
_HAN = re.compile(f"[{BASIC_HAN}]")
_SPACES = " \u3000"
_BRACKETS = ("[]", "［］", "〔〕", "()", "（）", "【】")


def place_images(blocks: Blocks, images: ImageMap | None, lang: str) -> Blocks:
    """Return ``blocks`` with each inline image where it is shown.

    ``images`` is None in a book without images.  ``lang`` is the article's language.
    """
    return tuple(
        placed
        for block in blocks
        for placed in _place(block, images, block_lang(lang, block))
    )


def block_lang(lang: str, block: Block) -> str:
    """Return the language of ``block`` in an article in ``lang``."""
    own = getattr(block, "lang", "")
    return own if own.startswith("zh") else lang


def _place(block: Block, images: ImageMap | None, lang: str) -> Iterator[Block]:
    if isinstance(block, Paragraph | Heading):
        yield from _place_line(block, images, lang)
    elif isinstance(block, Verse):
        yield from _place_verse(block, images, lang)
    else:
        yield map_child_series(block, lambda series: place_images(series, images, lang))


def _place_line(
    block: Paragraph | Heading, images: ImageMap | None, lang: str
) -> Iterator[Block]:
    """Yield the line with its small images, and the large ones beside it.

    A sentence is not split: a large image stands between two, or after its own.
    """
    if not has_images(block.inlines):
        yield block
        return
    line: list[Inline] = []
    waiting: list[ImageRef] = []
    for number, inline in enumerate(block.inlines):
        lost = _lost_image(inline, images) if isinstance(block, Paragraph) else None
        if lost and _is_between_sentences(line, block.inlines[number + 1 :]):
            waiting.append(lost)
            settled = None
        else:
            settled = _settle_within(inline, images, lang, waiting)
        if settled is not None:
            line.append(settled)
        words = plain_text(tuple(line)).rstrip()
        may_part = isinstance(block, Paragraph) and words.endswith(_SENTENCE_ENDS)
        if waiting and (not words or may_part):
            yield from _close(block, line, waiting)
            line, waiting = [], []
    yield from _close(block, line, waiting)


def _lost_image(inline: Inline, images: ImageMap | None) -> ImageRef | None:
    """Return the image, alone or in a link, that could not be had, else None.

    None also if its words show that it is a sign, such as a smiley or a formula.
    """
    while len(child_inlines(inline)) == 1:
        (inline,) = child_inlines(inline)
    if not isinstance(inline, InlineImage) or images is None:
        return None
    alt = inline.ref.alt.strip()
    if alt and (_is_bracketed(alt) or len(alt) <= _SIGN_CHARACTERS):
        return None
    if alt and not _HAN.search(alt):
        return None
    is_lost = isinstance(images.get(inline.ref.key), MissingImage)
    return inline.ref if is_lost else None


def _is_between_sentences(line: list[Inline], following: Inlines) -> bool:
    before = plain_text(tuple(line)).rstrip(_SPACES)
    after = plain_text(following).lstrip(_SPACES)
    return (not before or before.endswith(_FULL_STOPS)) and not after.startswith(
        _GOES_ON
    )


def _place_verse(block: Verse, images: ImageMap | None, lang: str) -> Iterator[Block]:
    """Yield the verse with its small images, and the large ones after it."""
    waiting: list[ImageRef] = []
    lines = tuple(
        replace(
            line,
            inlines=tuple(
                settled
                for inline in line.inlines
                if (settled := _settle_within(inline, images, lang, waiting))
                is not None
            ),
        )
        for line in block.lines
    )
    yield replace(block, lines=lines)
    yield from (Figure(ref) for ref in waiting)


def _close(
    block: Paragraph | Heading, line: list[Inline], waiting: list[ImageRef]
) -> Iterator[Block]:
    inlines = _trim(line)
    if plain_text(inlines).strip() or has_images(inlines):
        yield replace(block, inlines=inlines)
    yield from (Figure(ref) for ref in waiting)


def _trim(line: list[Inline]) -> Inlines:
    """Return ``line`` without the breaks and spaces that figures left at its ends."""
    inlines = list(line)
    for end in (0, -1):
        while inlines and (
            isinstance(inlines[end], Break) or not _strip(inlines[end], end)
        ):
            inlines.pop(end)
        if inlines:
            first = inlines[end]
            if isinstance(first, Text):
                inlines[end] = Text(_strip(first, end))
    return tuple(inlines)


def _strip(inline: Inline, end: int) -> str:
    """Return the text of ``inline`` stripped at one end; "." if it is no text."""
    if not isinstance(inline, Text):
        return "."
    return inline.text.rstrip(_SPACES) if end else inline.text.lstrip(_SPACES)


def _settle_within(
    inline: Inline, images: ImageMap | None, lang: str, waiting: list[ImageRef]
) -> Inline | None:
    """Return ``inline`` as it is in the line; add large images to ``waiting``."""
    if isinstance(inline, InlineImage):
        settled = _settle(inline, images, lang)
        if isinstance(settled, ImageRef):
            waiting.append(settled)
            return None
        return settled
    children = child_inlines(inline)
    if not has_images(children):
        return inline
    kept = (_settle_within(child, images, lang, waiting) for child in children)
    inner = tuple(child for child in kept if child is not None)
    return with_child_inlines(inline, inner) if inner else None


def has_images(inlines: Inlines) -> bool:
    """Return whether there is an image among ``inlines``."""
    return any(isinstance(inline, InlineImage) for inline in iter_inlines(inlines))


def _settle(
    inline: InlineImage, images: ImageMap | None, lang: str
) -> Inline | ImageRef | None:
    """Return what is shown in the line, or the image to show beside it."""
    image = images.get(inline.ref.key) if images is not None else None
    if isinstance(image, Image):
        if image.height_px <= _LINE_HEIGHT_PX and image.width_px <= _LINE_WIDTH_PX:
            return replace(inline, image=image)
        return inline.ref
    alt = " ".join(inline.ref.alt.split())
    if not alt:
        if isinstance(image, SpacerImage):
            return None
        return Text(wording_for(lang).image_left_out)
    return Text(alt if _is_bracketed(alt) else f"〔{alt}〕")


def _is_bracketed(alt: str) -> bool:
    return alt[0] + alt[-1] in _BRACKETS
