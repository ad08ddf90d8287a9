"""Footnotes, and all links inside an article.

Word, WordPress and Wikipedia write notes in the same way: a small link, often ``[1]``,
leads to a later item or paragraph, which leads back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from exporter.model import (
    Anchor,
    Block,
    Blocks,
    Footnote,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Superscript,
    Text,
    child_inlines,
    iter_inlines,
    iter_texts,
    map_texts,
    plain_text,
    with_child_inlines,
)
from exporter.text import format_marker

Change: TypeAlias = Callable[[Inlines], Inlines]

# [1] (2) 注3 ① * † iv, but nothing that could be a title in a list of contents.
_CALL = re.compile(
    r"[\[［(（〔【]?\s*(?:[注註]释?|note)?\s*(?:\d{1,3}|[ivx]{1,5}|[a-z]|[*†‡§¶]{1,3}"
    r"|[①-⑳㉑-㉟]|[一二三四五六七八九十]{1,3})\s*[\]］)）〕】]?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\[［(（〔【].*[\]］)）〕】]|[*†‡§¶①-⑳㉑-㉟]+|[注註].*")
_BACK = "↑"


def settle_places(blocks: Sequence[Block], digest: str) -> list[Block]:
    """Return ``blocks`` with working links inside the article.

    Every place gets a name made of ``digest``, which no other article of a book has.
    Notes become ``Footnote``s.  Of a link without a target only the words are kept.
    """
    return _Settler(blocks, digest).settle()


class _Settler:
    def __init__(self, blocks: Sequence[Block], digest: str) -> None:
        self._blocks = blocks
        self._prefix = f"n{digest[:10]}"
        self._homes = {
            inline.name: number
            for number, block in enumerate(blocks)
            for inline in _all_inlines(block)
            if isinstance(inline, Anchor)
        }
        self._names = {
            name: f"{self._prefix}-{number}"
            for number, name in enumerate(self._homes, 1)
        }
        self._called = self._find_called()
        self._noted: set[str] = set()
        self._calls_seen: set[str] = set()

    def settle(self) -> list[Block]:
        """Return the new blocks; notes are ``Footnote``s."""
        parts = [self._split_notes(block) for block in self._blocks]
        return [
            self._settle_note(part)
            if isinstance(part, Footnote)
            else map_texts(part, self._rewrite)
            for blocks in parts
            for part in blocks
        ]

    def _find_called(self) -> set[str]:
        """Return the places that calls of notes lead to, further down."""
        return {
            inline.url[1:]
            for number, block in enumerate(self._blocks)
            for inline, is_raised in _links(block)
            if self._homes.get(inline.url[1:], -1) > number
            and _is_call(plain_text(inline.children), is_raised=is_raised)
        }

    def _split_notes(self, block: Block) -> list[Block]:
        """Return ``block`` as the notes that it consists of, else unchanged."""
        if isinstance(block, Paragraph):
            called = self._called_in((block,))
            return [self._note(called, "", (block,))] if called else [block]
        if not isinstance(block, ListBlock):
            return [block]
        places = [self._called_in(item) for item in block.items]
        if not places or not all(places):
            return [block]
        return [
            self._note(called, _label(block, number), block.items[number])
            for number, called in enumerate(places)
        ]

    def _called_in(self, blocks: Blocks) -> list[str]:
        """Return the places in ``blocks`` that note calls lead to."""
        return [
            inline.name
            for block in blocks
            for inline in _all_inlines(block)
            if isinstance(inline, Anchor) and inline.name in self._called
        ]

    def _note(self, called: Sequence[str], label: str, blocks: Blocks) -> Footnote:
        for name in called:  # all names of a note lead to one place
            self._names[name] = self._names[called[0]]
        self._noted.update(called)
        return Footnote(called[0], label, blocks)

    def _settle_note(self, note: Footnote) -> Footnote:
        name = self._names[note.name]
        own = f"#{name}-call"
        has_back = False

        def rewrite(inlines: Inlines) -> Inlines:
            nonlocal has_back
            out: list[Inline] = []
            for inline in inlines:
                if isinstance(inline, Anchor):
                    if self._names[inline.name] != name:
                        out.append(Anchor(self._names[inline.name]))
                elif isinstance(inline, Link) and inline.url.startswith("#"):
                    has_back = True
                    known = self._names.get(inline.url[1:])
                    url = f"#{known}" if known else own
                    out.append(Link(url, rewrite(inline.children), "back"))
                else:
                    out.append(_changed_inside(inline, rewrite))
            return tuple(out)

        blocks = tuple(map_texts(block, rewrite) for block in note.blocks)
        last = blocks[-1]
        if not has_back and isinstance(last, Paragraph):
            back = (Text(" "), Link(own, (Text(_BACK),), "back"))
            blocks = (*blocks[:-1], replace(last, inlines=last.inlines + back))
        return replace(note, name=name, blocks=blocks)

    def _rewrite(self, inlines: Inlines) -> Inlines:
        out: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, Anchor):
                out.append(Anchor(self._names[inline.name]))
            elif isinstance(inline, Link) and inline.url.startswith("#"):
                out += self._rewrite_link(inline)
            else:
                out.append(_changed_inside(inline, self._rewrite))
        return tuple(out)

    def _rewrite_link(self, link: Link) -> Inlines:
        target = link.url[1:]
        name = self._names.get(target)
        children = self._rewrite(link.children)
        if name is None:
            return children
        if target not in self._noted:
            return (Link(f"#{name}", children),)
        call = Link(f"#{name}", children, "call")
        if name in self._calls_seen:
            return (call,)
        self._calls_seen.add(name)
        return (Anchor(f"{name}-call"), call)


def _label(block: ListBlock, item: int) -> str:
    number = block.number(item)
    if not block.ordered or block.style == "none" or number is None:
        return ""
    return format_marker(block.style, number)


def _is_call(words: str, *, is_raised: bool) -> bool:
    words = words.strip()
    shown = is_raised or _BRACKETED.fullmatch(words) is not None
    return shown and _CALL.fullmatch(words) is not None


def _links(block: Block) -> Iterator[tuple[Link, bool]]:
    """Yield the links of ``block``, and whether each is, or holds, a superscript."""
    for text in iter_texts((block,)):
        yield from _links_in(text, is_raised=False)


def _links_in(inlines: Inlines, *, is_raised: bool) -> Iterator[tuple[Link, bool]]:
    for inline in inlines:
        raised = is_raised or isinstance(inline, Superscript)
        children = child_inlines(inline)
        if isinstance(inline, Link):
            inner = any(isinstance(child, Superscript) for child in children)
            yield inline, raised or inner
        yield from _links_in(children, is_raised=raised)


def _all_inlines(block: Block) -> Iterator[Inline]:
    return chain.from_iterable(map(iter_inlines, iter_texts((block,))))


def _changed_inside(inline: Inline, change: Change) -> Inline:
    """Return ``inline`` with ``change`` applied to its content."""
    children = child_inlines(inline)
    return with_child_inlines(inline, change(children)) if children else inline
