"""Stories: what several articles of one book share.

Articles enter, in the order of the book.  ``tell_once`` leaves out those that tell the
same as another one, or only names both in the journal.  A gallery that stands in
several articles leaves in one of them (``share_galleries``).  ``find_related`` returns
for each article others that are about the same.

Twins are found by their words, in one script, numbers apart, without pictures and
captions:

    numbers       numbers and dates, taken out of a text
    fingerprints  what is compared of an article
    candidates    which articles share enough words to be compared
    likeness      whether two of them tell one story
    twins         pairs of all articles, and which of both is preferred
    dedupe        articles left out, or only named
"""

from exporter.stories.dedupe import choose_tellers, tell_once
from exporter.stories.fingerprints import Fingerprint, take_fingerprint
from exporter.stories.galleries import SHARED_RULE, share_galleries
from exporter.stories.related import find_related
from exporter.stories.twins import find_twins

__all__ = [
    "SHARED_RULE",
    "Fingerprint",
    "choose_tellers",
    "find_related",
    "find_twins",
    "share_galleries",
    "take_fingerprint",
    "tell_once",
]
