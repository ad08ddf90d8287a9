"""Every walk over the model meets all kinds of blocks and inlines."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args

import pytest

from exporter.language.tags import tag_language
from exporter.model import (
    Anchor,
    Block,
    Foreign,
    Inline,
    InlineImage,
    count_characters,
    iter_blocks,
    iter_inlines,
    plain_text,
    texts_of,
)
from exporter.xhtml.halves import halve_block
from tests.support.books import article, every_block


def reachable(value: Any) -> set[type]:
    """Return the types of everything that ``value`` holds, at any depth."""
    if isinstance(value, tuple):
        return set().union(*map(reachable, value))
    if not is_dataclass(value) or isinstance(value, type):
        return set()
    parts = (getattr(value, field.name) for field in fields(value))
    return {type(value)}.union(*map(reachable, parts))


def test_the_walk_meets_every_kind_of_block() -> None:
    met = {type(block) for block in iter_blocks(every_block())}
    assert met == set(get_args(Block))


def test_the_walk_meets_every_kind_of_inline() -> None:
    met = {
        type(inline)
        for block in iter_blocks(every_block())
        for line in texts_of(block)
        for inline in iter_inlines(line)
    }
    # Words in other scripts and pictures in a line are in other test books.
    assert met >= set(get_args(Inline)) - {InlineImage, Foreign}
    assert met == reachable(every_block()) & set(get_args(Inline))


@pytest.mark.parametrize("block", every_block(), ids=lambda block: type(block).__name__)
def test_every_kind_of_block_is_tagged_counted_and_cut(block: Block) -> None:
    (tagged,) = tag_language(article(block)).blocks
    assert type(tagged) is type(block)
    assert count_characters(block) >= 0
    halves = halve_block(block)
    assert halves is None or len(halves) == 2


def test_every_kind_of_inline_has_children_or_text_or_is_empty() -> None:
    for kind in get_args(Inline):
        assert (
            hasattr(kind, "children") or hasattr(kind, "text") or kind.__slots__ == ()
        )
    assert plain_text((Anchor("x"),)) == ""
