"""Lines that an outlet adds to its articles, as data: their wording and their place.

``exporter.parse.furniture`` finds them and takes them out.  Patterns are regular
expressions as text; they are compiled when an article of the outlet is read.
"""

import re
from typing import NamedTuple

from exporter.model import Outlet

# The parts of a copyright line besides names: signs, years, the usual words.
_SIGN = r"(?:©|[(（][cC][)）]|[cC]opyright|COPYRIGHT|版[权權])"
# One of these is in every such line, in this spelling.
_SIGNS = ("©", "(c", "(C", "（c", "（C", "opyright", "COPYRIGHT", "版权", "版權")
_RESERVED = (
    r"版[权權]所有|版[权權]|不得[转轉][载載]|未[经經][许許]可不得[转轉][载載]"
    r"|[Aa]ll [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED"
)
_YEARS = r"(?:19|20)\d\d年?"


class LineRule(NamedTuple):
    """A line that an outlet adds, by its wording.

    ``name`` begins with the outlet's code; the report uses it.  ``pattern`` is a
    regular expression for the whole line.  The text of its group ``notice`` goes to the
    copyright page; the names in its group ``topics`` become topics of the article.
    ``example`` is such a line: the tests try every rule on its example, in each place
    where the rule applies.

    A line with ``is_sentence`` may also be the last sentence of a longer line.
    ``lines_after`` is how many lines of the article may follow a closing line.  A line
    with ``stays`` is part of the article; other closing lines may stand before it.
    ``signs`` are short texts, one of which is in every such line.  They are looked for
    first, because that takes less time.
    """

    name: str
    pattern: str
    example: str
    is_sentence: bool = False
    lines_after: int = 0
    stays: bool = False
    signs: tuple[str, ...] = ()


class Furniture(NamedTuple):
    """The lines that an outlet adds to its articles, by their place.

    ``closing`` lines stand at the end of an article, ``opening`` lines at its
    beginning, ``players`` lines beside a video or in its caption.  ``controls`` are the
    words of the page's buttons and players; they stand anywhere, each on a line of its
    own.  ``title_ending`` is what the outlet adds to every title.
    """

    closing: tuple[LineRule, ...] = ()
    opening: tuple[LineRule, ...] = ()
    players: tuple[LineRule, ...] = ()
    controls: tuple[LineRule, ...] = ()
    title_ending: LineRule | None = None


def copyright_line(outlet: Outlet, *other_names: str) -> LineRule:
    """Return the closing rule for a line that only says whose the article is.

    Such a line begins with ©, (c), Copyright or 版权所有.  It holds only years, the
    usual words, and a name: that of ``outlet``, or one of ``other_names``.  A sentence
    about copyright has other words, so the rule does not match it.
    """
    names = (outlet.name, outlet.name_hant, *other_names)
    name = "|".join(map(re.escape, dict.fromkeys(names)))
    # The alternatives begin differently and are never empty, so matching takes linear
    # time.
    part = rf"(?:{name}|{_SIGN}|{_RESERVED}|{_YEARS}|[ ,，.。:：!！|、–—-])"
    line = rf"(?={_SIGN})(?=.{{0,100}}?(?:{name}))(?i:{part}{{1,40}})"
    return LineRule(
        f"{outlet.code}-copyright-line",
        f"(?P<notice>{line})",
        example=f"© 2024 {outlet.name}",
        signs=_SIGNS,
    )
