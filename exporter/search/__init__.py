"""Search: what is known of articles besides their headers, and which to find by it.

Headers enter, facts of the articles leave, or the headers of those that meet
``Demands``.  All comparison is done on folded text (``exporter.text.fold_text``), so
Simplified and Traditional find each other.

    facts        what is known of one article, and its folded text
    expressions  what a text must hold
    words        an expression from what a user types
    patterns     regular expressions
    scan         facts from the articles themselves
    places       what the index knows an article by
    bounds       which articles an expression finds, as far as the index can tell
    index        facts and texts in an SQLite file
    fingerprint  what makes an index useless for another version of the program
    indexed      facts from the index, and from articles that changed
    find         the one way to facts
    names        names of authors and topics
    demands      which articles are wanted

``find_facts`` is the one way in.  Its answers are those of the plain scan.
"""

from exporter.search.demands import NO_DEMANDS, Demands, find_demanded, name_nearest
from exporter.search.expressions import AllOf, AnyOf, Expression, Not, Pattern, Word
from exporter.search.facts import Facts, facts_of, minutes_of, searchable_text
from exporter.search.find import find_facts
from exporter.search.names import NameCounts
from exporter.search.patterns import compile_pattern
from exporter.search.words import parse_words

__all__ = [
    "NO_DEMANDS",
    "AllOf",
    "AnyOf",
    "Demands",
    "Expression",
    "Facts",
    "NameCounts",
    "Not",
    "Pattern",
    "Word",
    "compile_pattern",
    "facts_of",
    "find_demanded",
    "find_facts",
    "minutes_of",
    "name_nearest",
    "parse_words",
    "searchable_text",
]
