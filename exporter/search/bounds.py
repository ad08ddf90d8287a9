"""Which articles an expression finds, as far as an index of words can tell.

An expression enters, and a function that asks the index.  ``Bounds`` leave: the
articles that certainly hold the expression, and those that possibly do.  Only the texts
of the articles between these bounds must be looked at.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from exporter.search.expressions import AllOf, AnyOf, Expression, Not, Word

EXACT_CHARACTERS = 3  # of a longer word the index knows only the parts
_SHORTEST = 2  # one character stands in so many words that the texts are read faster
# What no text of a line holds, and what SQLite's tokenizer takes for something else.
_ODD = re.compile("[\0\n\ufffd-\uffff\ud800-\udfff]")

FindWord = Callable[[str], set[int]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The articles that ``surely`` hold an expression, and those that ``possibly`` do.

    Articles are numbers.  The first are among the second.
    """

    surely: frozenset[int] | set[int]
    possibly: frozenset[int] | set[int]


def bound(expression: Expression, every: frozenset[int], find: FindWord) -> Bounds:
    """Return the bounds of ``expression`` among the articles ``every``.

    ``find`` returns the articles that hold a word of two or three characters, and those
    that possibly hold a longer one.
    """
    match expression:
        case Word(text=word):
            return _bound_word(word, every, find)
        case Not(part=part):
            inner = bound(part, every, find)
            return Bounds(every - inner.possibly, every - inner.surely)
        case AllOf(parts=parts):
            inners = [bound(part, every, find) for part in parts]
            return Bounds(
                every.intersection(*(inner.surely for inner in inners)),
                every.intersection(*(inner.possibly for inner in inners)),
            )
        case AnyOf(parts=parts):
            inners = [bound(part, every, find) for part in parts]
            return Bounds(
                set().union(*(inner.surely for inner in inners)),
                set().union(*(inner.possibly for inner in inners)),
            )
        case _:  # a regular expression
            return Bounds(frozenset(), every)


def _bound_word(word: str, every: frozenset[int], find: FindWord) -> Bounds:
    if len(word) < _SHORTEST or _ODD.search(word):
        return Bounds(frozenset(), every)
    found = every & find(word)
    return Bounds(found if len(word) <= EXACT_CHARACTERS else frozenset(), found)
