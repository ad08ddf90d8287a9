"""Bounds hold whatever a text holds, and are as narrow as the index allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.search import AllOf, AnyOf, Expression, Not, Word
from exporter.search.bounds import EXACT_CHARACTERS, bound

_LETTERS = "一二三"
_WORDS = st.text(_LETTERS, min_size=1, max_size=5).map(Word)
_EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    _WORDS,
    lambda parts: (
        parts.map(Not)
        | st.lists(parts, max_size=3).map(lambda p: AllOf(tuple(p)))
        | st.lists(parts, max_size=3).map(lambda p: AnyOf(tuple(p)))
    ),
    max_leaves=8,
)


def _find_parts(texts: list[str], word: str) -> set[int]:
    """Answer as the index does: for a long word those that hold all its parts."""
    size = min(len(word), EXACT_CHARACTERS)
    parts = [word[at : at + size] for at in range(len(word) - size + 1)]
    return {n for n, text in enumerate(texts) if all(part in text for part in parts)}


@given(st.lists(st.text(_LETTERS, max_size=12), max_size=6), _EXPRESSIONS)
def test_what_holds_an_expression_lies_between_its_bounds(
    texts: list[str], expression: Expression
) -> None:
    every = frozenset(range(len(texts)))
    bounds = bound(expression, every, lambda word: _find_parts(texts, word))
    truth = {n for n, text in enumerate(texts) if expression.holds_in(text)}
    assert bounds.surely <= truth <= bounds.possibly <= every


@pytest.mark.parametrize("word", ["北约", "德国人"])
def test_no_text_is_looked_at_for_words_of_two_and_three_characters(word: str) -> None:
    every = frozenset({1, 2, 3})
    for expression in (Word(word), Not(Word(word)), AnyOf((Word(word), Word("海港")))):
        bounds = bound(expression, every, lambda _: {2, 9})
        assert bounds.surely == bounds.possibly


@pytest.mark.parametrize(
    "word", ["约", "北\n", "北\0约", "北约\ufffd", "北\ud800约", "\uffff约"]
)
def test_all_texts_are_looked_at_for_what_the_index_cannot_tell(word: str) -> None:
    every = frozenset({1, 2, 3})
    bounds = bound(Word(word), every, lambda _: set())
    assert (bounds.surely, bounds.possibly) == (frozenset(), every)
