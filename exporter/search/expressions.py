"""What a text must hold: words, and how they are combined.

An expression is a tree of frozen values.  An index may translate it into a query of its
own; ``holds_in`` says for one text what the answer must be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias


class Pattern(Protocol):
    """A regular expression; no index can answer it, so texts are looked at."""

    def holds_in(self, text: str) -> bool:
        """Return whether the folded ``text`` has a match."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase, folded and not empty: a part of a line of the text."""

    text: str

    def holds_in(self, text: str) -> bool:
        """Return whether the folded ``text`` holds it."""
        return self.text in text


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of an expression."""

    part: Expression

    def holds_in(self, text: str) -> bool:
        """Return whether the folded ``text`` does not hold the part."""
        return not self.part.holds_in(text)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several expressions that all must hold; if there are none, it holds."""

    parts: tuple[Expression, ...]

    def holds_in(self, text: str) -> bool:
        """Return whether the folded ``text`` holds every part."""
        return all(part.holds_in(text) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Several expressions of which one must hold; if there are none, it does not."""

    parts: tuple[Expression, ...]

    def holds_in(self, text: str) -> bool:
        """Return whether the folded ``text`` holds one of the parts."""
        return any(part.holds_in(text) for part in self.parts)


Expression: TypeAlias = Word | Not | AllOf | AnyOf | Pattern
