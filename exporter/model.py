"""The one model: what an article is, what a book is.

EPUB and print are two renderings of these dataclasses.  Everything here is
frozen; a stage that changes something makes a copy.  This module imports
nothing of ours but ``reasons``, which imports nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from exporter.reasons import Reason

Script: TypeAlias = Literal["hans", "hant"]
# Which way text runs; "" for the way of what is around it.
Direction: TypeAlias = Literal["", "ltr", "rtl"]

# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of strong importance, set in a real bold."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words, set in another face: Han is never slanted."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``url`` is absolute and http(s) or mailto.

    One inside the article is ``#`` and the name of an ``Anchor``; ``role``
    tells that it calls a footnote, or leads back from one.
    """

    url: str
    children: tuple[Inline, ...]
    role: Literal["", "call", "back"] = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A keyword of the article, marked up by its outlet (AUTO_TOPIC)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form; ``title`` is what it stands for, as its outlet has it."""

    children: tuple[Inline, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a block."""


@dataclass(frozen=True, slots=True)
class Subscript:
    """Characters below the line."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Characters above the line."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words struck out by their author: the stroke carries meaning."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language, or another direction, than those around them.

    ``lang`` is a BCP 47 tag or "".  With a ``direction`` the words are ordered by
    themselves and stand in their line like one character (an isolate of UAX 9).
    """

    children: tuple[Inline, ...]
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words the outlet itself keeps out of sight, kept for completeness.

    Labels for screen readers (``Image caption``) and marks that stand for
    markup (``**``).  They are in the book's text and not on its pages.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Characters to be set as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class InlineImage:
    """An image inside of a line of text.

    ``image`` is what is shown in the line: known once the image is there, None for
    one that is large, and becomes a figure beside the paragraph.
    """

    ref: ImageRef
    image: Image | None = None

    @property
    def children(self) -> Inlines:
        """Return the inlines that it holds: none."""
        return ()


@dataclass(frozen=True, slots=True)
class Ruby:
    """Characters with their reading (注音) above or behind them."""

    children: tuple[Inline, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """A quotation mark that an element stands for, in the language around it.

    ``depth`` is 0 for the outermost quotation; ``lang`` is a BCP 47 tag where
    the element names one.
    """

    opens: bool
    depth: int = 0
    lang: str = ""

    @property
    def text(self) -> str:
        """Return the mark that Simplified Chinese and English share."""
        return ("“‘" if self.opens else "”’")[self.depth % 2]

    @property
    def children(self) -> Inlines:
        """Return the inlines that it holds: none."""
        return ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links of the article lead to; ``name`` is its own in it."""

    name: str

    @property
    def children(self) -> Inlines:
        """Return the inlines that it holds: none."""
        return ()


@dataclass(frozen=True, slots=True)
class MathElement:
    """An element of MathML Core; its parser lets only harmless ones pass."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[MathElement | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, as MathML and as a line of text that reads the same.

    ``children`` is that line, ``alt`` the same without raised and lowered
    characters; ``is_display`` tells that it stands alone.
    """

    mathml: MathElement
    children: tuple[Inline, ...]
    is_display: bool = False
    alt: str = ""


Inline: TypeAlias = (
    Text
    | Strong
    | Emphasis
    | Link
    | Topic
    | Abbreviation
    | Break
    | Subscript
    | Superscript
    | Deleted
    | Foreign
    | Hidden
    | Code
    | InlineImage
    | Ruby
    | QuoteMark
    | Anchor
    | Formula
)
Inlines: TypeAlias = tuple[Inline, ...]

# ----------------------------------------------------------------- blocks
# ``lang`` is a BCP 47 tag set by exporter.language; "" until then, and "" for
# a block in its article's own language.  ``direction`` is set there too.  Until then
# both are what the archive claims.


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``role`` tells lead and credit apart.

    A ``term`` is explained, or summed up, by the paragraphs behind it.
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
class ImageRef:
    """An image as an article names it.

    ``url`` is the archived address, absolute; "" where the archive lost it, and a
    ``data:`` address where the article holds the image itself.  ``others`` are
    addresses to try in turn where that one shows nothing.  ``alt`` is the archive's
    alternative text, if any.
    """

    url: str
    alt: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what tells the image from others: all its addresses."""
        return (
            _KEY_SEPARATOR.join((self.url, *self.others)) if self.others else self.url
        )


# Addresses hold no line breaks (exporter.urls).
_KEY_SEPARATOR = "\n"


def split_key(key: str) -> tuple[str, ...]:
    """Return the addresses of the image with ``key``, in the order to try them."""
    return tuple(key.split(_KEY_SEPARATOR))


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
class ListBlock:
    """A list; each item is a series of blocks.

    ``style`` is a keyword of CSS Counter Styles 3 (``lower-roman``,
    ``circle``, ``none``), "" for the usual one: figures where ``ordered``,
    else bullets.  ``numbers`` has the number of each item, None for one
    without; empty, they count from 1.
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
    """The characters ``start`` to ``end`` of lines of code, which lead to ``url``."""

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
    """A note of the article; ``label`` is its number, "" where it says it itself.

    ``name`` is that of the place its calls lead to.
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
    """A table of rows of cells, of which the first ``head_rows`` head columns."""

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

# ---------------------------------------------------------------- articles


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher.

    ``code`` is a short ASCII name (``dw``), ``name`` the Chinese one for
    people, ``home_url`` where its readers start ("" for an unknown outlet).
    """

    code: str
    name: str
    name_hant: str
    home_url: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where an article lies: a file, or a member of a .zip.

    ``path`` is a file system path as ``os.fsdecode`` gives it: it may hold
    line breaks and lone surrogates, so show it through ``display`` only.
    ``folder`` is the name of the folder the article lies in.
    """

    path: str
    member: str = ""

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds the article."""
        parts = (self.member or self.path).replace("\\", "/").split("/")
        return parts[-2] if len(parts) > 1 else ""

    @property
    def display(self) -> str:
        """Return the location on one line, fit for a terminal or a report."""
        text = f"{self.path}!{self.member}" if self.member else self.path
        return "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode()
            for c in text.encode("utf-8", "backslashreplace").decode()
        )


@dataclass(frozen=True, slots=True)
class ArticleHeader:
    """What can be known of an article without parsing its body.

    ``id`` names the article across editions and files: ``a-69399723`` for
    Deutsche Welle, ``<outlet code>-<12 hex digits of its url>`` elsewhere.
    ``published`` is aware, in UTC, from the header.
    """

    id: str
    location: Location
    title: str
    url: str
    outlet: Outlet
    published: datetime


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article and when, as the outlet says.

    ``note`` is the kind of work (综合报道, 摘编 …); ``written`` is aware and in
    UTC, and known where the outlet gave a zone or its clock is known; ``day`` is
    the day that it named; ``dateline`` is a date without a zone, in the outlet's
    own words.
    """

    authors: tuple[str, ...] = ()
    note: str = ""
    written: datetime | None = None
    dateline: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of an article's file that is no part of the article.

    ``rule`` is the stable kebab-case name of the rule that left it out
    (``nyt-subscription-line``); ``what`` is the words, or the address of a
    picture.  Nothing went wrong: the report tells it, the exit code does not.
    """

    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed article.

    ``notices`` are the copyright sentences taken out of its blocks;
    ``topics`` its keywords, in order, once each; ``feeds`` the addresses of
    the feed that archived it, where it says so; ``digest`` is the SHA-256 of
    the archived body, in hex; ``lang`` is set by ``exporter.language``;
    ``left_out`` is what its clean-up left out on purpose, in order.
    """

    header: ArticleHeader
    byline: Byline
    blocks: Blocks
    topics: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    digest: str = ""
    lang: str = "zh-Hans"
    left_out: tuple[LeftOut, ...] = ()


# -------------------------------------------------------------------- book


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article's place in the book; ``file_name`` is free of a folder."""

    article: Article
    file_name: str


@dataclass(frozen=True, slots=True)
class Section:
    """A group of chapters under a date: a month, or a day.

    ``title`` is a date in Chinese (2024年6月); ``days`` splits the same
    chapters by day, ``(title, chapters)`` each, and is empty where the
    section is a day itself.
    """

    title: str
    chapters: tuple[Chapter, ...]
    days: tuple[tuple[str, tuple[Chapter, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A copyright sentence, with the outlet and the year it speaks for."""

    outlet: Outlet
    year: int
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class OutletShare:
    """How much of the book one outlet wrote; ``first`` and ``last`` are UTC."""

    outlet: Outlet
    articles: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Book:
    """A book ready to be rendered.

    ``sections`` hold every chapter once, in reading order; a book of one day
    has one section with an empty title.  ``identifier`` is a URN made from
    the contents; ``modified`` is the time of the newest article, in UTC, so
    that the same articles give the same bytes.  ``days`` are the first and the last
    day of its articles.  ``series_position`` is a decimal (a volume's number, or
    year.month), ``volume`` counts from 1 when a book is too large for one file.
    """

    title: str
    lang: str
    identifier: str
    modified: datetime
    days: tuple[date, date]
    sections: tuple[Section, ...]
    shares: tuple[OutletShare, ...]
    notices: tuple[Notice, ...]
    feeds: tuple[str, ...]
    series: str
    series_position: str
    volume: int = 1
    volumes: int = 1

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return all chapters in reading order."""
        return tuple(c for section in self.sections for c in section.chapters)


# ------------------------------------------------------------------ assets


@dataclass(frozen=True, slots=True)
class Image:
    """An image that can be embedded as it is.

    ``path`` is a JPEG or PNG file in the store, ``sha256`` of its bytes in
    hex, sizes in pixels and bytes.  Where a picture was cut it is the first
    piece, and ``more`` are the others, in the order they follow each other.
    """

    path: Path
    sha256: str
    media_type: str
    width_px: int
    height_px: int
    size_bytes: int
    more: tuple[Image, ...] = ()

    @property
    def pieces(self) -> tuple[Image, ...]:
        """Return the images that show all of the picture: itself, where it is whole."""
        return (self, *self.more)


@dataclass(frozen=True, slots=True)
class MissingImage:
    """An image that could not be had, and why."""

    url: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class SpacerImage:
    """An image without content (a tracking pixel, white space): not shown.

    ``tracker`` tells one by which a service counts readers: it is not asked for.
    """

    url: str
    tracker: bool = False


@dataclass(frozen=True, slots=True)
class FontStyle:
    """What the stylesheet can ask for: one face per script, family, weight.

    ``narrow`` is for quotation marks and apostrophes of Latin words, which a
    Chinese face draws in a square.
    """

    script: Script
    family: Literal["serif", "sans", "mono"]
    weight: Literal[400, 700]
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class FontFile:
    """A subset font to embed; ``name`` is its file name in the book.

    ``family`` is the CSS family it makes part of, "" for that of its style.
    """

    style: FontStyle
    name: str
    media_type: str
    data: bytes = field(repr=False)
    family: str = ""


# ---------------------------------------------------------------- problems


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong while the work went on.

    ``code`` is a stable kebab-case name (``image-missing``); ``where`` names
    the article, file or address; ``what`` says what happened; ``done`` says
    what was done instead.
    """

    code: str
    where: str
    what: str
    done: str
    article: str = ""
    url: str = ""


def iter_blocks(blocks: Blocks) -> Iterator[Block]:
    """Yield ``blocks`` and every block nested in them, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Quote | Footnote):
            yield from iter_blocks(block.blocks)
        elif isinstance(block, Verse):
            yield from block.lines
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from iter_blocks(item)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from iter_blocks(cell.blocks)
        elif isinstance(block, Gallery):
            yield from block.figures


def image_refs(article: Article) -> Iterator[ImageRef]:
    """Yield every image of ``article`` that has an address, in order."""
    return (ref for ref in all_image_refs(article) if ref.url)


def all_image_refs(article: Article) -> Iterator[ImageRef]:
    """Yield every image of ``article``, in order, those without an address too."""
    for block in iter_blocks(article.blocks):
        if isinstance(block, Figure):
            yield block.image
        elif isinstance(block, Paragraph | Heading | VerseLine):
            yield from _inline_refs(block.inlines)
        elif isinstance(block, Media) and block.poster:
            yield block.poster


def _inline_refs(inlines: Inlines) -> Iterator[ImageRef]:
    for inline in inlines:
        if isinstance(inline, InlineImage):
            yield inline.ref
        elif not isinstance(inline, Text | Code | Hidden | Break):
            yield from _inline_refs(inline.children)


def children_of(inline: Inline) -> Inlines:
    """Return what ``inline`` holds, nothing for a kind that holds no inlines."""
    return getattr(inline, "children", ())


def with_children(inline: Inline, children: Inlines) -> Inline:
    """Return ``inline``, of a kind that holds inlines, with ``children`` in it."""
    return cast(Inline, replace(cast(Any, inline), children=children))


def plain_text(inlines: Inlines) -> str:
    """Return the words of ``inlines`` that a reader sees, without markup.

    Readings above characters are left out: a search for the word finds it.
    """
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text | Code | QuoteMark):
            parts.append(inline.text)
        elif isinstance(inline, Break):
            parts.append("\n")
        elif isinstance(inline, Formula):
            parts.append(inline.alt)
        elif not isinstance(inline, Hidden | Anchor):
            parts.append(plain_text(inline.children))
    return "".join(parts)
