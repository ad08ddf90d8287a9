"""Fonts: the styles that the stylesheet uses, and the font files for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from exporter.model.script import Script

FontFamily: TypeAlias = Literal["serif", "sans", "mono"]
FontWeight: TypeAlias = Literal[400, 700]


@dataclass(frozen=True, slots=True)
class FontStyle:
    """A style that the stylesheet can use: one face per script, family, weight.

    ``narrow`` is for quotation marks and apostrophes of Latin words, which a Chinese
    face draws a full em wide.
    """

    script: Script
    family: FontFamily
    weight: FontWeight
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class FontFile:
    """A subset font to embed; ``name`` is its file name in the book.

    ``family`` is the CSS family to which it belongs, "" for that of its style.
    """

    style: FontStyle
    name: str
    media_type: str
    data: bytes = field(repr=False)
    family: str = ""
