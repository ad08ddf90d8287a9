"""What is known of characters: which are which, and what becomes of some.

A text enters each of these, and knows nothing of articles, markup or fonts:

    cjk          ranges of East Asian characters, classes of marks
    counters     numbers of list items as words
    directions   which way text runs
    emoji        emoji of several characters
    folding      text in the form in which a search compares it
    invisibles   characters that nobody sees: which stay, which go
    latin_marks  quotation marks that belong to Latin text
    letters      letters that are typed for others
"""

from exporter.text.cjk import (
    BASIC_HAN,
    BREAKS_BEHIND,
    CLOSING_CORNERS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    CORNER_QUOTES,
    CURLY_QUOTES,
    DRAWN_AS_HAN,
    FULL_WIDTH_MARKS,
    HAN,
    HANGUL_JAMO,
    HANGUL_SYLLABLES,
    KANA_LETTERS,
    KANA_OR_HANGUL,
    LEGACY_HAN,
    OPENING_MARKS,
    OPENING_QUOTES,
    PAUSES,
    SENTENCE_STOPS,
    SHARED_WITH_LATIN,
    SPACED_FROM_LATIN,
    TELLS_ENCODING,
    VERSE_HAN,
)
from exporter.text.counters import (
    BULLETS,
    format_counter,
    format_marker,
    is_counter,
)
from exporter.text.directions import (
    direction_of,
    has_right_to_left,
    is_right_to_left,
    isolated_runs,
    language_of_run,
    mark_runs,
    right_to_left_runs,
)
from exporter.text.emoji import (
    ask_for_text,
    replace_sequences,
    sequences_in,
    split_sequences,
)
from exporter.text.folding import fold_name, fold_text
from exporter.text.invisibles import (
    ZERO_WIDTH_JOINER,
    ZERO_WIDTH_NON_JOINER,
    drop_invisibles,
    stray_joiners,
)
from exporter.text.latin_marks import (
    find_latin_marks,
)
from exporter.text.letters import (
    ordinary_letters,
)

__all__ = [
    "BASIC_HAN",
    "BREAKS_BEHIND",
    "BULLETS",
    "CLOSING_CORNERS",
    "CLOSING_MARKS",
    "CLOSING_QUOTES",
    "CORNER_QUOTES",
    "CURLY_QUOTES",
    "DRAWN_AS_HAN",
    "FULL_WIDTH_MARKS",
    "HAN",
    "HANGUL_JAMO",
    "HANGUL_SYLLABLES",
    "KANA_LETTERS",
    "KANA_OR_HANGUL",
    "LEGACY_HAN",
    "OPENING_MARKS",
    "OPENING_QUOTES",
    "PAUSES",
    "SENTENCE_STOPS",
    "SHARED_WITH_LATIN",
    "SPACED_FROM_LATIN",
    "TELLS_ENCODING",
    "VERSE_HAN",
    "ZERO_WIDTH_JOINER",
    "ZERO_WIDTH_NON_JOINER",
    "ask_for_text",
    "direction_of",
    "drop_invisibles",
    "find_latin_marks",
    "fold_name",
    "fold_text",
    "format_counter",
    "format_marker",
    "has_right_to_left",
    "is_counter",
    "is_right_to_left",
    "isolated_runs",
    "language_of_run",
    "mark_runs",
    "ordinary_letters",
    "replace_sequences",
    "right_to_left_runs",
    "sequences_in",
    "split_sequences",
    "stray_joiners",
]
