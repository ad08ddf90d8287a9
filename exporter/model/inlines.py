"""Inlines: the parts of a line of a block."""

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
    """Words of strong importance, set in a bold face."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised words, set in another face, because Han is never slanted."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``url`` is absolute and http(s) or mailto.

    For a link inside the article it is ``#`` and the name of an ``Anchor``.  ``role``
    marks a link that calls a footnote, or leads back from one.
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
    """A short form; ``title`` is the long form that the outlet gives."""

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
    """Words that their author struck out, which has a meaning."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language, or another direction, than those around them.

    ``lang`` is a BCP 47 tag or "".  With a ``direction`` the words are ordered
    separately and act in their line like one character (an isolate of UAX 9).
    """

    children: tuple[Inline, ...]
    lang: str = ""
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that the outlet itself hides, kept for completeness.

    Examples are labels for screen readers (``Image caption``) and marks that replace
    markup (``**``).  They are in the book's text but not shown on its pages.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Characters to be set as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class InlineImage:
    """An image inside a line of text.

    ``image`` is what is shown in the line, once the image is known.  It is None for a
    large image, which becomes a figure beside the paragraph.
    """

    ref: ImageRef
    image: Image | None = None

    @property
    def children(self) -> Inlines:
        """Return the inlines in it: none."""
        return ()


@dataclass(frozen=True, slots=True)
class Ruby:
    """Characters with their reading (注音) above or after them."""

    children: tuple[Inline, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """A quotation mark that an element implies, in the language around it.

    ``depth`` is 0 for the outermost quotation.  ``lang`` is a BCP 47 tag if the element
    names one.
    """

    opens: bool
    depth: int = 0
    lang: str = ""

    @property
    def text(self) -> str:
        """Return the mark of Simplified Chinese, which is that of English, too."""
        return ("“‘" if self.opens else "”’")[self.depth % 2]

    @property
    def children(self) -> Inlines:
        """Return the inlines in it: none."""
        return ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place to which links of the article lead; ``name`` is unique in it."""

    name: str

    @property
    def children(self) -> Inlines:
        """Return the inlines in it: none."""
        return ()


@dataclass(frozen=True, slots=True)
class MathElement:
    """An element of MathML Core; the parser lets only harmless ones pass."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[MathElement | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, as MathML and as a line of text with the same meaning.

    ``children`` is that line.  ``alt`` is the same without raised and lowered
    characters.  ``is_display`` says that the formula stands alone.
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
    """Return the inlines in ``inline``, () for a kind that holds none."""
    return getattr(inline, "children", ())


def with_child_inlines(inline: Inline, children: Inlines) -> Inline:
    """Return ``inline``, of a kind that holds inlines, with ``children`` instead."""
    return cast(Inline, replace(cast(Any, inline), children=children))


def iter_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Yield ``inlines`` and every inline nested in them, in reading order."""
    for inline in inlines:
        yield inline
        if children := child_inlines(inline):
            yield from iter_inlines(children)


def plain_text(inlines: Inlines) -> str:
    """Return the words of ``inlines`` that a reader sees, without markup.

    Readings above characters are left out, so that a search finds the word.
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
    """Return about how many characters ``inline`` takes, at least one."""
    if isinstance(inline, Text | Code | Hidden):
        return len(inline.text) or 1
    if isinstance(inline, Break | QuoteMark | Anchor):
        return 1
    length = sum(map(inline_length, inline.children)) or 1
    return length + len(inline.reading) if isinstance(inline, Ruby) else length
