"""The language of --match: from what a user types to an expression.

    北约 峰会         both words
    "北约 峰会"       these words in a row; “…”, 「…」 and 『…』 are the same
    北约 OR 欧盟      one of the words on either side of OR (in capitals)
    -特朗普           not this word; also -"a phrase"

OR binds more closely than the space: ``a b OR c`` is a, and b or c.  A word is found
anywhere in a line, also in the middle of a longer word, because Chinese has no spaces.
"""

from __future__ import annotations

import re
import unicodedata

from exporter.errors import UsageError
from exporter.search.expressions import AllOf, AnyOf, Expression, Not, Word
from exporter.text import fold_text
from exporter.words import Message

_QUOTE_MARKS = dict.fromkeys(map(ord, "“”„‟「」『』〝〞〟"), '"')
# A minus counts only at the beginning of a word or before a phrase.
_TOKEN = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))|(?P<rest>\S)'
)
_OR = "OR"


def parse_words(text: str, flag: str) -> Expression:
    """Return the expression that ``text`` stands for.

    ``flag`` is the option that has it.  Raises UsageError for a text without words, a
    quotation mark that is not closed, and an OR or a minus without a word.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTE_MARKS)
    if plain.count('"') % 2:
        raise _refusal(flag, text, Message("a quotation mark is not closed"))
    groups: list[list[Expression]] = []
    is_joined = False  # the next word is joined to the last group by OR
    for token in _TOKEN.finditer(plain):
        if token["word"] == _OR and not token["minus"]:
            if is_joined or not groups:
                raise _refusal(flag, text, _NO_SIDES)
            is_joined = True
            continue
        operand = _read_operand(token, flag, text)
        if is_joined:
            groups[-1].append(operand)
        else:
            groups.append([operand])
        is_joined = False
    if is_joined:
        raise _refusal(flag, text, _NO_SIDES)
    if not groups:
        raise _refusal(flag, text, Message("there is no word in it"))
    parts = [AnyOf(tuple(g)) if len(g) > 1 else g[0] for g in groups]
    return AllOf(tuple(parts)) if len(parts) > 1 else parts[0]


_NO_SIDES = Message("OR must stand between two words")


def _read_operand(token: re.Match[str], flag: str, text: str) -> Expression:
    if token["rest"]:
        raise _refusal(flag, text, Message("a minus has no word after it"))
    folded = fold_text(token["word"] if token["phrase"] is None else token["phrase"])
    if not folded:
        raise _refusal(flag, text, Message("there is nothing between quotation marks"))
    if folded == "-" and token["phrase"] is None:
        raise _refusal(flag, text, Message("a minus has no word after it"))
    return Not(Word(folded)) if token["minus"] else Word(folded)


def _refusal(flag: str, text: str, why: str) -> UsageError:
    return UsageError(
        Message("{flag} {text!r}: {why}", flag=flag, text=text, why=why),
        hint=Message(
            "write it as in: {flag} '北约 峰会', '\"北约 峰会\"', '北约 OR 欧盟', "
            "'北约 -特朗普'",
            flag=flag,
        ),
    )
