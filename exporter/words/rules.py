"""The names, in words, of the rules by which parts of articles are left out.

The report gives the name of a rule (``nyt-subscription-line``).  The terminal shows it
with blanks for hyphens, and translated if it is in this table.
"""

from exporter.words.message import Message

RULES: tuple[Message, ...] = (
    # of every outlet
    Message("background picture"),
    Message("blank picture"),
    Message("counting frame"),
    Message("empty drawing"),
    Message("feed advert"),
    Message("hidden element"),
    Message("icon"),
    Message("nested frame"),
    Message("outlet as author"),
    Message("presentational picture"),
    Message("second date"),
    Message("tracker"),
    # of one
    Message("bbc embed control"),
    Message("bbc picture copyright line"),
    Message("bbc player message"),
    Message("bbc third party warning"),
    Message("cdt categories line"),
    Message("cdt feed line"),
    Message("cdt post line"),
    Message("cdt tags line"),
    Message("dw copyright notice"),
    Message("dw disclaimer"),
    Message("dw instagram advert"),
    Message("dw player message"),
    Message("dw statement"),
    Message("ft copyright notice"),
    Message("nyt briefing farewell"),
    Message("nyt english version line"),
    Message("nyt subscription line"),
    Message("reuters credits"),
    Message("reuters mail service line"),
    Message("reuters reading time"),
    Message("reuters slideshow label"),
    Message("reuters standards line"),
    Message("reuters terminal code line"),
    Message("rfi advert label"),
    Message("rfi app line"),
    Message("rfi name in title"),
    Message("rfi newsletter line"),
    Message("voa player line"),
    Message("voa playlist line"),
)


def word_rule(rule: str) -> str:
    """Return the name of a rule in words, as a Message if it is known."""
    words = rule.replace("-", " ")
    if words in RULES:
        return Message(words)
    if words.endswith(" element"):
        return Message("{tag} element", tag=words.removesuffix(" element"))
    if words.endswith(" copyright line"):
        outlet = words.removesuffix(" copyright line")
        return Message("{outlet} copyright line", outlet=outlet)
    return words
