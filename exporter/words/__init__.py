"""Words for people, in English and both kinds of Chinese.

A ``Message`` is made in English and translated where it is read: these are the words of
the command line.  A ``Reason`` is a code with parameters (``codes``).  ``reasons`` and
``book`` hold words that appear in books, each one in all languages, side by side.
"""

from exporter.words.book import (
    Wording,
    is_hong_kong,
    reason_text,
    script_name,
    script_of,
    wording_for,
)
from exporter.words.codes import Reason, ReasonCode
from exporter.words.foreign import word_foreign, word_os_error
from exporter.words.languages import Script, WordLanguage
from exporter.words.message import (
    Message,
    count,
    count_articles,
    join,
    translate,
)
from exporter.words.reasons import REASON_WORDS, word_reason
from exporter.words.rules import word_rule

__all__ = [
    "REASON_WORDS",
    "Message",
    "Reason",
    "ReasonCode",
    "Script",
    "WordLanguage",
    "Wording",
    "count",
    "count_articles",
    "is_hong_kong",
    "join",
    "reason_text",
    "script_name",
    "script_of",
    "translate",
    "word_foreign",
    "word_os_error",
    "word_reason",
    "word_rule",
    "wording_for",
]
