"""Inlines: what a line of a block is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, cast

from exporter.model.images import Image, ImageRef
from exporter.model.script import Direction


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


def child_inlines(inline: Inline) -> Inlines:
    """Return what ``inline`` holds, nothing for a kind that holds no inlines."""
    return getattr(inline, "children", ())


def with_child_inlines(inline: Inline, children: Inlines) -> Inline:
    """Return ``inline``, of a kind that holds inlines, with ``children`` in it."""
    return cast(Inline, replace(cast(Any, inline), children=children))


def iter_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Yield ``inlines`` and every inline nested in them, in reading order."""
    for inline in inlines:
        yield inline
        if children := child_inlines(inline):
            yield from iter_inlines(children)


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


def inline_length(inline: Inline) -> int:
    """Return about how many characters ``inline`` takes: at least one."""
    if isinstance(inline, Text | Code | Hidden):
        return len(inline.text) or 1
    if isinstance(inline, Break | QuoteMark | Anchor):
        return 1
    length = sum(map(inline_length, inline.children)) or 1
    return length + len(inline.reading) if isinstance(inline, Ruby) else length
