"""Regular expressions, matched by RE2 on folded text.

RE2 takes time in proportion to the text, whatever the expression.  The literal
characters of an expression are folded as texts are, so an expression in one script
matches both.  Capitals do not count.  A line of the text is a title or a paragraph:
``^`` and ``$`` are its ends, and ``.`` does not leave it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from exporter.errors import UsageError
from exporter.text import fold_text
from exporter.words import Message, word_foreign

# RE2 counts an expression's size in instructions, and its time for an article is at
# worst their number times the length of the text.  With more of them an article would
# take longer than to parse it.
_MAX_INSTRUCTIONS = 3_000
_MAX_BYTES = 4_000_000
# What stays as it is: escapes, and classes with a name or a code.
_ESCAPE = re.compile(r"\\(?:[pPx]\{[^}]*\}|x[0-9A-Fa-f]{2}|.)|\[:\^?\w+:\]", re.DOTALL)
_LITERAL_TEXT = re.compile(r"\\Q(.*?)(?:\\E|$)", re.DOTALL)
_GROUP_START = re.compile(r"\(\?(?:P?<\w*>|[a-zA-Z-]*[:)])")
_RANGE = re.compile(r"[^\]\\]-[^\]\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RegularExpression:
    """An expression that RE2 can match; two are equal if their texts are."""

    text: str
    _compiled: _Searcher = field(compare=False, repr=False)

    def holds_in(self, text: str) -> bool:
        """Return whether the folded ``text`` has a match."""
        return self._compiled.search(text) is not None


class _Searcher(Protocol):
    """What RE2 makes of an expression."""

    def search(self, text: str) -> object: ...


def compile_pattern(text: str, flag: str) -> RegularExpression:
    """Return the regular expression ``text``, which the option ``flag`` has.

    Raises UsageError if it does not compile or is too large.
    """
    _compile(text, text, flag)  # so that an error is about what was typed
    return RegularExpression(text, _compile(fold_pattern(text), text, flag))


def fold_pattern(pattern: str) -> str:
    """Return ``pattern`` with its literal characters folded.

    The ends of ranges stay, because folded characters need not be in the same order.
    """
    folded: list[str] = []
    place, in_class = 0, False
    while place < len(pattern):
        kept = _kept_at(pattern, place, in_class=in_class)
        if kept:
            folded.append(kept)
            place += len(kept)
            continue
        literal = None if in_class else _LITERAL_TEXT.match(pattern, place)
        if literal:
            folded.append("".join(_fold_literal(c, False) for c in literal[1]))
            place = literal.end()
            continue
        character = pattern[place]
        if character == "[" and not in_class:
            in_class = True
            # A ] at once after the opening is a member.
            opening = re.compile(r"\[\^?\]?").match(pattern, place)
            folded.append(opening[0] if opening else character)
            place += len(folded[-1])
            continue
        if character == "]":
            in_class = False
        folded.append(
            character if character.isascii() else _fold_literal(character, in_class)
        )
        place += 1
    return "".join(folded)


def _kept_at(pattern: str, place: int, *, in_class: bool) -> str:
    """Return what stands at ``place`` and is no literal character, "" if it is one."""
    if not in_class and pattern.startswith(r"\Q", place):
        return ""
    kinds = (_ESCAPE, _RANGE) if in_class else (_ESCAPE, _GROUP_START)
    for kind in kinds:
        found = kind.match(pattern, place)
        if found and (in_class or not found[0].startswith("[")):
            return found[0]
    return ""


def _fold_literal(character: str, in_class: bool) -> str:
    """Return what matches the folded form of ``character``."""
    form = fold_text(character)
    if len(form) == 1:
        return re.escape(form)
    # White space and what is dropped has an empty form, a ligature a long one.
    if in_class or not form:
        return character
    return f"(?:{re.escape(form)})"


@lru_cache(maxsize=64)
def _compile(pattern: str, typed: str, flag: str) -> _Searcher:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    options.max_mem = _MAX_BYTES
    try:
        # RE2 has this flag only inside an expression.
        compiled = re2.compile(f"(?m){pattern}", options=options)
    except (re2.error, UnicodeError) as error:
        why = error.args[0] if error.args else ""
        words = why.decode("utf-8", "replace") if isinstance(why, bytes) else str(error)
        if "pattern too large" in words:
            raise _too_large(flag, typed) from error
        raise UsageError(
            Message(
                "{flag} {pattern!r} is no regular expression: {why}",
                flag=flag,
                pattern=typed,
                why=word_foreign(words.replace("(?m)", "")),
            ),
            hint=Message(
                "write it as RE2 wants it; look-around and \\1 do not exist there"
            ),
        ) from error
    if compiled.programsize > _MAX_INSTRUCTIONS:
        raise _too_large(flag, typed)
    searcher: _Searcher = compiled
    return searcher


def _too_large(flag: str, typed: str) -> UsageError:
    return UsageError(
        Message(
            "{flag} {pattern!r} is too large: it would take too long",
            flag=flag,
            pattern=typed,
        ),
        hint=Message(
            "repeat less often: {few} instead of {many}",
            few=".{0,100}",
            many=".{0,1000}",
        ),
    )
