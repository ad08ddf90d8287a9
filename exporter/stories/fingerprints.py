"""The fingerprint of an article: what is compared to find out who tells the same story.

An ``Article`` enters.  Its fingerprint holds none of its blocks, so that the
fingerprints of a whole archive fit into memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.model import (
    Article,
    ArticleHeader,
    Block,
    Blocks,
    CodeBlock,
    Embed,
    Figure,
    Gallery,
    Media,
    Paragraph,
    child_blocks,
    count_characters,
    image_refs,
    iter_texts,
    plain_text,
    texts_of,
)
from exporter.stories.numbers import ComparedText, take_numbers

# Longer texts are compared by their beginnings: a comparison takes time and memory in
# proportion to the product of both lengths.
_COMPARED = 12_000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared of an article.

    ``body`` is its text without pictures, their captions and players.  If it has no
    other text, ``body`` has the captions, and ``is_captions`` is set.  ``characters``
    and ``pictures`` are those of the whole article.
    """

    header: ArticleHeader
    lang: str
    title: ComparedText
    body: ComparedText
    is_captions: bool
    characters: int
    pictures: int


def take_fingerprint(article: Article) -> Fingerprint:
    """Return the fingerprint of ``article``, whose language must be tagged."""
    told = "\n".join(_told_lines(article.blocks))
    body = take_numbers(told[:_COMPARED])
    is_captions = not body.text
    if is_captions:
        shown = "\n".join(map(plain_text, iter_texts(article.blocks)))
        body = take_numbers(shown[:_COMPARED])
    return Fingerprint(
        header=article.header,
        lang=article.lang,
        title=take_numbers(article.header.title),
        body=body,
        is_captions=is_captions,
        characters=sum(map(count_characters, article.blocks)),
        pictures=sum(1 for _ in image_refs(article)),
    )


def _told_lines(blocks: Blocks) -> Iterator[str]:
    """Yield the lines of ``blocks`` that tell the story, in reading order."""
    for block in blocks:
        if _is_beside_the_story(block):
            continue
        if isinstance(block, CodeBlock):
            yield block.text
        for inlines in texts_of(block):
            yield plain_text(inlines)
        yield from _told_lines(child_blocks(block))


def _is_beside_the_story(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.role == "credit"
    return isinstance(block, Figure | Gallery | Media | Embed)
