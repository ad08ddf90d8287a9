"""What the archive says about language and direction, in ``lang`` and ``dir``.

An element enters, a ``Claim`` leaves.  Claims often come from a template, not from the
author.  So ``exporter.language`` believes them only if the text supports them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bs4.element import Tag

from exporter.model import Block, Direction, Rule
from exporter.parse.runs import Mark
from exporter.text import direction_of, has_right_to_left, is_right_to_left

# The part of BCP 47 (RFC 5646, section 2.1) that is in use: fa, ug-Arab, de-CH-1901.
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_NAMED_ANEW = {"iw": "he", "ji": "yi"}


class Claim(NamedTuple):
    """What an element claims about its content; "" for no claim."""

    lang: str
    direction: Direction

    @property
    def mark(self) -> Mark:
        """Return the claim as a mark over words."""
        return Mark("foreign", "", self.lang, self.direction)


def read_claim(tag: Tag) -> Claim | None:
    """Return what ``tag`` claims, None if it claims nothing useful."""
    if not tag.attrs and tag.name != "bdi":
        return None
    lang = str(tag.get("lang") or tag.get("xml:lang") or "").strip().replace("_", "-")
    lang = _NAMED_ANEW.get(lang, lang) if _TAG.fullmatch(lang) else ""
    direction = _read_direction(tag)
    return Claim(lang, direction) if lang or direction else None


def read_phrase_claim(tag: Tag) -> Claim | None:
    """Return what ``tag`` claims about words in a line that has right-to-left words.

    None for others: word processors put a ``lang`` around every number in Chinese
    text, which means nothing.
    """
    claim = read_claim(tag)
    if claim is None or not has_right_to_left(tag.get_text()):
        return None
    lang = claim.lang if is_right_to_left(claim.lang) else ""
    return Claim(lang, claim.direction) if lang or claim.direction else None


def with_claim(blocks: Sequence[Block], tag: Tag) -> list[Block]:
    """Return ``blocks`` with the claims of ``tag``, unless they have claims already."""
    claim = read_claim(tag)
    if claim is None:
        return list(blocks)
    return [
        block
        if isinstance(block, Rule)
        else replace(
            block,
            lang=block.lang or claim.lang,
            direction=block.direction or claim.direction,
        )
        for block in blocks
    ]


def _read_direction(tag: Tag) -> Direction:
    value = str(tag.get("dir") or "").strip().lower()
    if value == "rtl":
        return "rtl"
    if value == "ltr":
        return "ltr"
    is_automatic = value == "auto" or tag.name == "bdi"
    return direction_of(tag.get_text()) if is_automatic else ""
