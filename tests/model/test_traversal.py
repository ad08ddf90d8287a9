"""The traversal of blocks knows every kind, and every text and block in each.

Blocks are built from the annotations of their fields, so a new kind or a new
field is tested here without a change.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import count
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from exporter.model import (
    Block,
    Figure,
    Footnote,
    Gallery,
    ImageRef,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    Verse,
    child_blocks,
    child_series,
    iter_blocks,
    iter_texts,
    map_child_series,
    map_texts,
    texts_of,
    with_child_series,
    with_texts,
)

KINDS = get_args(Block)


@dataclass
class Builder:
    """Builds a value for an annotation; notes the texts and blocks built on the way."""

    numbers: Iterator[int] = field(default_factory=count)
    texts: list[Inlines] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def build(self, hint: Any) -> Any:
        """Return a value of the type ``hint``; tuples of any length get two values."""
        if hint == Inlines:
            number = next(self.numbers)
            text: Inlines = (Text(f"a{number}"), Strong((Text(f"b{number}"),)))
            self.texts.append(text)
            return text
        if hint == Block:
            hint = Paragraph
        if is_dataclass(hint):
            hints = get_type_hints(hint)
            parts = {f.name: self.build(hints[f.name]) for f in fields(hint)}
            made: Any = hint(**parts)  # type: ignore[operator]
            if hint in KINDS:
                self.blocks.append(made)
            return made
        parts_hint = get_args(hint)
        if get_origin(hint) is tuple:
            if parts_hint[-1] is Ellipsis:
                parts_hint = (parts_hint[0],) * 2
            return tuple(map(self.build, parts_hint))
        if get_origin(hint) is Literal:
            return parts_hint[0]
        if isinstance(hint, UnionType):
            return self.build(next(h for h in parts_hint if h is not NoneType))
        return hint()  # str, int, bool


@dataclass(frozen=True)
class Built:
    """A block, with all that was built in it."""

    block: Block
    texts: list[Inlines]
    inside: list[Block]


def build(kind: type) -> Built:
    builder = Builder()
    block = builder.build(kind)
    return Built(block, builder.texts, builder.blocks[:-1])


def add_mark(text: Inlines) -> Inlines:
    return (*text, Text("!"))


def drop_mark(text: Inlines) -> Inlines:
    assert text[-1] == Text("!")
    return text[:-1]


every_kind = pytest.mark.parametrize(
    "built", [build(kind) for kind in KINDS], ids=[kind.__name__ for kind in KINDS]
)


@every_kind
def test_the_series_of_a_block_are_all_blocks_in_it(built: Built) -> None:
    assert list(child_blocks(built.block)) == built.inside
    assert list(iter_blocks((built.block,))) == [built.block, *built.inside]


@every_kind
def test_a_block_with_its_own_series_put_back_is_the_same(built: Built) -> None:
    series = child_series(built.block)
    assert with_child_series(built.block, series) == built.block
    assert map_child_series(built.block, lambda one: one) == built.block


@every_kind
def test_a_block_with_other_series_holds_those(built: Built) -> None:
    shorter = tuple(series[1:] for series in child_series(built.block))
    assert child_series(with_child_series(built.block, shorter)) == shorter


@every_kind
def test_a_block_with_its_own_texts_put_back_is_the_same(built: Built) -> None:
    assert with_texts(built.block, texts_of(built.block)) == built.block


@every_kind
def test_every_text_is_met_once(built: Built) -> None:
    assert sorted(iter_texts((built.block,)), key=str) == sorted(built.texts, key=str)


@every_kind
def test_every_text_is_changed_once_and_nothing_else(built: Built) -> None:
    changed = map_texts(built.block, add_mark)
    expected = map(add_mark, iter_texts((built.block,)))
    assert list(iter_texts((changed,))) == list(expected)
    assert map_texts(changed, drop_mark) == built.block


@pytest.mark.parametrize(
    ("kind", "count_of_series"), [(Quote, 1), (Footnote, 1), (ListBlock, 2), (Table, 4)]
)
def test_items_and_cells_are_series_of_their_own(
    kind: type, count_of_series: int
) -> None:
    series = child_series(build(kind).block)
    assert [len(one) for one in series] == [2] * count_of_series


@pytest.mark.parametrize("block", [Gallery((), ()), Verse(())])
def test_a_gallery_of_paragraphs_and_a_verse_of_figures_are_refused(
    block: Block,
) -> None:
    strangers = (Paragraph(()), Figure(ImageRef("")))
    with pytest.raises(TypeError, match="all of these must be"):
        with_child_series(block, (strangers,))


def test_a_kind_that_the_traversal_does_not_know_is_an_error() -> None:
    @dataclass(frozen=True)
    class Sidebar:
        blocks: tuple[Block, ...] = ()

    for walk in (child_series, texts_of):
        with pytest.raises(AssertionError):
            walk(Sidebar())  # type: ignore[arg-type]
