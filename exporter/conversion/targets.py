"""What a book can be converted to.

The forms of characters are those of OpenCC's configurations:

    hans  tw2s: reads the forms of Taiwan and Hong Kong, too (看著 becomes 看着)
    hant  s2t, t2tw: the forms that most papers print (為, 裡, 眾), not OpenCC's
          own (爲, 裏, 衆), which few readers know
    tw    the same, and the words of Taiwan in ``data/taiwan.txt``
    hk    s2t, t2hk: the forms of Hong Kong (裏, 説, 台)

The two steps give what s2tw and s2hk give, in half the time.

Text that is Traditional already stays as it is for ``hant``.  For ``tw`` and ``hk``
only the forms of the other region are replaced.
"""

from __future__ import annotations

from dataclasses import dataclass

from exporter.alternatives import BookScript
from exporter.model import Script
from exporter.words import script_of


@dataclass(frozen=True, slots=True)
class ScriptTarget:
    """A script to convert to.

    ``lang`` is its BCP 47 tag.  ``from_other`` names the configurations of OpenCC for
    text in the other script, ``from_same`` those for text in this script; they are
    applied one after another.  ``taiwan_words`` asks for words of Taiwan.
    """

    lang: str
    from_other: tuple[str, ...]
    from_same: tuple[str, ...] = ()
    taiwan_words: bool = False

    @property
    def script(self) -> Script:
        """Return the script itself, without its region."""
        return script_of(self.lang)


TARGETS: dict[BookScript, ScriptTarget] = {
    "hans": ScriptTarget("zh-Hans", ("tw2s",)),
    "hant": ScriptTarget("zh-Hant", ("s2t", "t2tw")),
    "tw": ScriptTarget(
        "zh-Hant-TW", ("s2t", "t2tw"), ("hk2t", "t2tw"), taiwan_words=True
    ),
    "hk": ScriptTarget("zh-Hant-HK", ("s2t", "t2hk"), ("tw2t", "t2hk")),
}


def target_lang(script: BookScript) -> str:
    """Return the BCP 47 tag of a book in ``script``, not ``keep``."""
    return TARGETS[script].lang
