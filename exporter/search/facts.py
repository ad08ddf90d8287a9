"""What a search knows of an article: facts to choose by, and its folded text.

A parsed ``Article`` enters; ``Facts`` and a text leave, both small enough to be sent
from a worker or kept in an index.
"""

from __future__ import annotations

from dataclasses import dataclass

from exporter.model import (
    Article,
    CodeBlock,
    Script,
    count_characters,
    image_refs,
    iter_blocks,
    plain_text,
    texts_of,
)
from exporter.text import fold_text

# Adults read about 450 characters of Chinese prose a minute.
_CHARACTERS_A_MINUTE = 450


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be chosen, counted and listed of an article without its text.

    ``authors`` and ``topics`` are as the article has them.  ``characters`` are those of
    its blocks, without the title.  ``pictures`` is the number of different images that
    have an address.
    """

    authors: tuple[str, ...]
    topics: tuple[str, ...]
    script: Script
    characters: int
    pictures: int

    @property
    def minutes(self) -> int:
        """Return the time it takes to read the article, in minutes."""
        return minutes_of(self.characters)


def minutes_of(characters: int) -> int:
    """Return how many minutes it takes to read ``characters``, rounded up."""
    return -(-characters // _CHARACTERS_A_MINUTE)


def facts_of(article: Article) -> Facts:
    """Return the facts of ``article``."""
    return Facts(
        authors=article.byline.authors,
        topics=article.topics,
        script="hant" if article.lang == "zh-Hant" else "hans",
        characters=sum(map(count_characters, article.blocks)),
        pictures=len({ref.key for ref in image_refs(article)}),
    )


def searchable_text(article: Article) -> str:
    """Return the folded words of ``article``: a line for its title and for each text.

    Texts are what the traversal of blocks calls so: paragraphs, headings, captions,
    credits.  No phrase is found across two of them, because a folded text holds no line
    break.
    """
    texts = [article.header.title]
    for block in iter_blocks(article.blocks):
        if isinstance(block, CodeBlock):
            texts.append(block.text)
        else:
            texts += map(plain_text, texts_of(block))
    return "\n".join(filter(None, map(fold_text, texts)))
