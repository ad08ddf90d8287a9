"""Blocks: the parts of an article's text, such as paragraphs.

``lang`` is a BCP 47 tag, "" for a block in its article's own language.
``exporter.language`` sets it and ``direction``.  Until then both are what the archive
claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from exporter.model.images import ImageRef
from exporter.model.inlines import Inlines
from exporter.model.script import Direction


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``role`` marks leads, credits and terms.

    A ``term`` is explained, or summed up, by the paragraphs after it.
    """

    inlines: Inlines
    role: Literal["text", "lead", "credit", "term"] = "text"
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading inside an article; ``level`` is 2 to 4."""

    inlines: Inlines
    level: int = 2
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image with its caption and credit, either of which may be empty."""

    image: ImageRef
    caption: Inlines = ()
    credit: Inlines = ()
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    """A series of figures under a common title, which may be empty."""

    title: Inlines
    figures: tuple[Figure, ...]
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class SharedGallery:
    """A gallery that the book shows in another place, named here only.

    ``title`` may be empty, as that of a ``Gallery``.  ``pictures`` is how many it has
    here.  ``home_url`` and ``home_title`` are those of the article that shows it, which
    may be this article.
    """

    title: Inlines
    pictures: int
    home_url: str
    home_title: str
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is a series of blocks.

    ``style`` is a keyword of CSS Counter Styles 3 (``lower-roman``, ``circle``,
    ``none``), "" for the default: figures if ``ordered``, else bullets.  ``numbers``
    has the number of each item, None for an item without; if it is empty, the items
    count from 1.
    """

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    style: str = ""
    numbers: tuple[int | None, ...] = ()
    lang: str = ""
    direction: Direction = ""

    def number(self, item: int) -> int | None:
        """Return the number of the item at index ``item``, None if it has none."""
        return self.numbers[item] if self.numbers else item + 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A link from the characters ``start`` to ``end`` of a code block to ``url``."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines set as typed, in letters of one width; ``links`` are in order."""

    text: str
    lang: str = ""
    direction: Direction = ""
    links: tuple[CodeLink, ...] = ()


@dataclass(frozen=True, slots=True)
class VerseLine:
    """A line of verse; ``indent`` is in em, ``opens_stanza`` leaves a gap above."""

    inlines: Inlines
    indent: int = 0
    opens_stanza: bool = False
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines that end where their author ended them."""

    lines: tuple[VerseLine, ...]
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note of the article; ``label`` is its number, "" if its text has it.

    ``name`` is the name of the place to which its calls lead.
    """

    name: str
    label: str
    blocks: tuple[Block, ...]
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; spans are at least 1."""

    blocks: tuple[Block, ...]
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of rows of cells; the first ``head_rows`` rows head the columns."""

    rows: tuple[tuple[TableCell, ...], ...]
    caption: Inlines = ()
    lang: str = ""
    direction: Direction = ""
    head_rows: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Media:
    """A video or sound recording that paper and e-readers cannot play."""

    kind: Literal["video", "audio"]
    url: str
    poster: ImageRef | None = None
    caption: Inlines = ()
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """A page of another site shown inside the article (a player, a post)."""

    url: str
    provider: str
    caption: Inlines = ()
    lang: str = ""
    direction: Direction = ""


Block: TypeAlias = (
    Paragraph
    | Heading
    | Figure
    | Gallery
    | SharedGallery
    | ListBlock
    | Quote
    | CodeBlock
    | Verse
    | VerseLine
    | Footnote
    | Table
    | Rule
    | Media
    | Embed
)
Blocks: TypeAlias = tuple[Block, ...]
