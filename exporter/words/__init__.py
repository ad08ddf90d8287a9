"""Words for people: in English where they are made, in Chinese where they are read."""

from exporter.words.message import Message, count, join, translate
from exporter.words.reasons import REASON_WORDS, WordLanguage, word_reason

__all__ = [
    "REASON_WORDS",
    "Message",
    "WordLanguage",
    "count",
    "join",
    "translate",
    "word_reason",
]
