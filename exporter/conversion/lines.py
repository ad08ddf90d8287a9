"""Converts a string: which parts are in which script, and what is left alone.

OpenCC reads a string as words: 头发 becomes 頭髮, but 发展 becomes 發展.  It does not
know which script a string is in.  Text that is already Traditional would be spoilt
(皇后 is right in both scripts, but OpenCC may take 后 for a Simplified 後).  So each
sentence is converted by its own evidence, and by that of its block if it has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from exporter.conversion.boundaries import drop_boundaries, mark_boundaries
from exporter.conversion.taiwan import find_taiwan_words
from exporter.conversion.targets import ScriptTarget
from exporter.language import is_japanese, only_in_script
from exporter.model import Script
from exporter.text import HAN, KANA_LETTERS

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA_LETTERS}]")
# Addresses; NUL and lone surrogates, which OpenCC cannot read; the marks of boundaries.
# Han belongs to an address only after a mark that joins its parts, because Chinese has
# no spaces.
_KEPT = re.compile(
    rf"(?i:https?://|www\.)[!-~]+(?:(?<=[/=_#?&-])[{HAN}]+[!-~]*)*"
    "|[\0\x1e\x1f\ud800-\udfff]+"
)
# Sentences and quotations, with the mark that ends them.
_SENTENCE = re.compile(r"[^。！？；!?;\n“”‘’「」『』《》〈〉（）]*(?:\W|$)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a string, before and after."""

    before: str
    after: str


class LineConverter:
    """Converts strings to one target; ``changed`` says whether one became another."""

    def __init__(self, target: ScriptTarget) -> None:
        """Prepare the conversion to ``target``; OpenCC is loaded when it is needed."""
        self.target = target
        self.changed = False
        self._script = target.script
        self._other: Script = "hant" if target.script == "hans" else "hans"

    def convert(self, text: str, around: Script) -> str:
        """Return ``text``, of a block in the script ``around``, converted."""
        if self.target.taiwan_words:
            return "".join(stretch.after for stretch in self.split(text, around))
        return self._convert_characters(text, around)

    def split(
        self, text: str, around: Script, *, keep_length: bool = False
    ) -> list[Stretch]:
        """Return ``text`` in stretches, each with its conversion.

        Only a word that is replaced by another word may change its length, and it is a
        stretch of its own.  With ``keep_length`` no word is replaced.
        """
        after = self._convert_characters(text, around)
        # The configurations used here keep the length.  Should OpenCC change one,
        # marks inside the text stay about where they were.
        if keep_length or not self.target.taiwan_words or len(after) != len(text):
            return [Stretch(text, after)]
        stretches = _replace_words(text, after)
        self.changed = self.changed or len(stretches) > 1
        return stretches

    def _convert_characters(self, text: str, around: Script) -> str:
        """Return ``text`` with other characters, but the same words."""
        if not _HAN.search(text):
            return text
        after = "".join(
            part if is_kept else self._convert_part(part, around)
            for part, is_kept in _set_apart(text, _KEPT)
        )
        self.changed = self.changed or after != text
        return after

    def _convert_part(self, text: str, around: Script) -> str:
        """Return ``text``, which holds no address, converted."""
        has_kana = bool(_KANA.search(text))
        has_own = not _evidence(self._script).isdisjoint(text)
        has_other = not _evidence(self._other).isdisjoint(text)
        if not has_kana and not (has_own and has_other):
            script = self._other if has_other else self._script if has_own else around
            return self._convert_plain(text, script)
        return "".join(
            self._convert_sentence(found.group(), around)
            for found in _SENTENCE.finditer(text)
        )

    def _convert_sentence(self, text: str, around: Script) -> str:
        """Return a sentence converted; one in Japanese is left alone.

        If most of its evidence is for the target's script, only those of its parts are
        converted that show the other script.
        """
        if is_japanese(text):
            return text
        own = sum(map(_evidence(self._script).__contains__, text))
        other = sum(map(_evidence(self._other).__contains__, text))
        if own <= other:
            return self._convert_plain(text, self._other if other else around)
        if not other:
            return self._convert_plain(text, self._script)
        shows_other = _evidence(self._other)
        return "".join(
            self._convert_plain(part, self._script if is_own else self._other)
            if is_own or not shows_other.isdisjoint(part)
            else part
            for part, is_own in _runs(text, _evidence(self._script))
        )

    def _convert_plain(self, text: str, script: Script) -> str:
        """Return ``text``, all of it in ``script``, converted."""
        same = script == self._script
        names = self.target.from_same if same else self.target.from_other
        marks = not same and script == "hans"
        if marks:
            text = mark_boundaries(text)
        for name in names:
            text = _opencc(name)(text)
        return drop_boundaries(text) if marks else text


def _replace_words(before: str, after: str) -> list[Stretch]:
    """Return ``before`` and its conversion in stretches, with words of Taiwan."""
    stretches: list[Stretch] = []
    place = 0
    for start, end, word in find_taiwan_words(after):
        stretches.append(Stretch(before[place:start], after[place:start]))
        stretches.append(Stretch(before[start:end], word))
        place = end
    stretches.append(Stretch(before[place:], after[place:]))
    return stretches


def cut_stretches(stretches: Sequence[Stretch], lengths: Sequence[int]) -> list[str]:
    """Return the converted text in as many parts as there are ``lengths``.

    These are the lengths of the parts before the conversion.  A word that got longer or
    shorter, and that markup cuts, is cut in the same proportion.
    """
    before = [0]
    after = [0]
    for stretch in stretches:
        before.append(before[-1] + len(stretch.before))
        after.append(after[-1] + len(stretch.after))
    text = "".join(stretch.after for stretch in stretches)
    parts: list[str] = []
    number = start = place = 0
    for length in lengths:
        place += length
        while number < len(stretches) - 1 and before[number + 1] <= place:
            number += 1
        end = after[number] + _share(stretches[number], place - before[number])
        parts.append(text[start:end])
        start = end
    return parts


def _share(stretch: Stretch, length: int) -> int:
    """Return how much of ``after`` belongs to the first ``length`` characters."""
    if len(stretch.before) == len(stretch.after):
        return length
    return round(length * len(stretch.after) / len(stretch.before))


def _set_apart(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of ``text`` in order, and whether each is a match."""
    place = 0
    for found in pattern.finditer(text):
        if found.start() > place:
            yield text[place : found.start()], False
        yield found.group(), True
        place = found.end()
    if place < len(text):
        yield text[place:], False


def _runs(text: str, chars: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield the runs of ``text``, and whether each is of ``chars`` or of others."""
    for is_inside, run in groupby(text, chars.__contains__):
        yield "".join(run), is_inside


@cache
def _evidence(script: Script) -> frozenset[str]:
    """Return the characters that only ``script`` uses."""
    return frozenset(only_in_script(script))


@cache
def _opencc(name: str) -> Callable[[str], str]:
    """Return the conversion ``name`` of OpenCC.

    Its dictionaries for characters that hardly any font has are left out.
    """
    import opencc  # only a book that is converted needs it

    convert: Callable[[str], str] = opencc.OpenCC(
        name, include_tofu_risk_dictionaries=False
    ).convert
    return convert
