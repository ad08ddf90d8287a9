"""Lines that an outlet adds to every article: found by outlet, place and wording.

The blocks of an article enter, and the ``Furniture`` in the profile of its outlet.  The
blocks leave without those lines, together with what was taken out.  A line is removed
only if three conditions hold: the rule is one of the article's own outlet, the line is
where that outlet puts it (at the end, at the beginning, beside a player), and the rule
matches the whole line.  So the same words stay in another outlet's article and in the
middle of a text.  Only the words of a page's buttons and players are removed
everywhere, because no person writes them as a line of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeAlias

from exporter.model import (
    Block,
    Embed,
    Figure,
    Gallery,
    Heading,
    Inlines,
    LeftOut,
    ListBlock,
    Media,
    Paragraph,
    Rule,
    plain_text,
)
from exporter.outlets import Furniture, LineRule
from exporter.parse.paragraphs import runs_of
from exporter.parse.runs import Mark, Run, cut, nest, tidy

# Blocks without words of the article's text: the closing line of an article may stand
# before its last picture.
_WORDLESS = (Figure, Gallery, Media, Embed, Rule)
_PLAYERS = (Media, Embed, Figure)
_OPENING_PARAGRAPHS = 2
# A heading of a word or two belongs to the text, even if a button has the same words.
_CONTROL_CHARACTERS = 4
# Replaces a hidden character: no rule matches it, so none removes it.
_HIDDEN = "\0"

Line: TypeAlias = Paragraph | Heading


@dataclass(slots=True)
class Taken:
    """What was taken out of an article, each list in reading order."""

    left_out: list[LeftOut] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


def take_furniture(
    blocks: Sequence[Block], furniture: Furniture
) -> tuple[list[Block], Taken]:
    """Return ``blocks`` without the outlet's lines, and what was taken out."""
    taken = Taken()
    out = _take_opening(blocks, furniture.opening, taken)
    out = _take_messages(out, furniture, taken)
    ending = Taken()
    out = _take_closing(out, furniture.closing, ending)
    taken.left_out += reversed(ending.left_out)
    taken.notices += reversed(ending.notices)
    taken.topics += reversed(ending.topics)
    return out, taken


def take_title_ending(title: str, furniture: Furniture) -> tuple[str, list[LeftOut]]:
    """Return ``title`` without the outlet's name, unless nothing would be left."""
    rule = furniture.title_ending
    found = re.search(rf"\s*(?:{rule.pattern})\s*\Z", title) if rule else None
    if rule is None or found is None or not title[: found.start()].strip():
        return title, []
    return title[: found.start()], [LeftOut(rule.name, found.group().strip())]


# ------------------------------------------------------------------ places


def _take_opening(
    blocks: Sequence[Block], rules: Sequence[LineRule], taken: Taken
) -> list[Block]:
    """Take out the lines at the start of the first paragraphs."""
    out: list[Block] = []
    seen = 0
    for block in blocks:
        if isinstance(block, Line) and rules and seen < _OPENING_PARAGRAPHS:
            seen += 1
            text = _shown_text(runs_of(block.inlines))
            for rule in rules:
                found = _find_opening(rule, text)
                if found:
                    _keep(rule, found, taken)
                    out += _without(block, [found.span("line")])
                    break
            else:
                out.append(block)
        else:
            out.append(block)
    return out


def _take_closing(
    blocks: Sequence[Block], rules: Sequence[LineRule], taken: Taken
) -> list[Block]:
    """Take out the lines at the end of the article, the last one first."""
    out = list(blocks)
    room = max((rule.lines_after for rule in rules), default=-1)
    after = 0
    at = len(out)
    while at > 0 and after <= room:
        at -= 1
        block = out[at]
        if isinstance(block, Line):
            spans, after = _closing_spans(block, rules, taken, after)
            if spans:
                out[at : at + 1] = _without(block, spans)
        elif not isinstance(block, _WORDLESS):
            break
    return out


def _closing_spans(
    block: Line, rules: Sequence[LineRule], taken: Taken, after: int
) -> tuple[list[tuple[int, int]], int]:
    """Return where closing lines are in ``block``.

    ``after`` is how many lines of the article follow the block.  The number of lines
    that follow the block's first line is returned, too.
    """
    text = _shown_text(runs_of(block.inlines))
    spans: list[tuple[int, int]] = []
    end = len(text)
    room = max(rule.lines_after for rule in rules)
    while text[:end].strip() and after <= room:
        for rule in rules:
            found = _find_closing(rule, text, end)
            if found and after <= rule.lines_after:
                if not rule.stays:
                    _keep(rule, found, taken)
                    spans.append(_with_its_break(text, *found.span("line")))
                end = found.start()
                break
        else:
            after += 1
            end = text[:end].rstrip().rfind("\n") + 1
    return spans, after


def _take_messages(
    blocks: Sequence[Block], furniture: Furniture, taken: Taken
) -> list[Block]:
    """Take out the words of controls, and those of a player beside or above it."""
    at_players = (*furniture.controls, *furniture.players)
    if not at_players:
        return list(blocks)
    out: list[Block] = []
    for number, block in enumerate(blocks):
        if isinstance(block, _PLAYERS):
            caption = _without_messages(block.caption, at_players, taken)
            is_whole = caption is block.caption
            out.append(block if is_whole else replace(block, caption=caption))
        elif isinstance(block, Line):
            is_at_player = _has_player_beside(blocks, number)
            fitting = at_players if is_at_player else furniture.controls
            if isinstance(block, Heading):
                is_short = len(plain_text(block.inlines)) < _CONTROL_CHARACTERS
                fitting = () if is_short else furniture.controls
            inlines = _without_messages(block.inlines, fitting, taken)
            if inlines is block.inlines:
                out.append(block)
            elif inlines:
                out.append(replace(block, inlines=inlines))
        elif isinstance(block, ListBlock) and not block.ordered:
            out += _without_buttons(block, furniture, taken)
        else:
            out.append(block)
    return out


def _without_buttons(
    block: ListBlock, furniture: Furniture, taken: Taken
) -> list[ListBlock]:
    """Return a bulleted list without items that are controls; [] if none is left."""
    furniture = Furniture(controls=furniture.controls)
    items = tuple(
        tuple(left)
        for item in block.items
        if (left := _take_messages(item, furniture, taken))
    )
    if len(items) == len(block.items):
        return [replace(block, items=items)]
    return [replace(block, items=items, numbers=())] if items else []


def _has_player_beside(blocks: Sequence[Block], number: int) -> bool:
    beside = (*blocks[max(number - 1, 0) : number], *blocks[number + 1 : number + 2])
    return any(isinstance(block, _PLAYERS) for block in beside)


def _without_messages(
    inlines: Inlines, rules: Sequence[LineRule], taken: Taken
) -> Inlines:
    runs = runs_of(inlines)
    spans: list[tuple[int, int]] = []
    start = 0
    text = _shown_text(runs)
    for line in text.split("\n"):
        end = start + len(line)
        for rule in rules:
            found = _find_opening(rule, line)
            if found:
                _keep(rule, found, taken)
                ends = (start + found.start("line"), start + found.end("line"))
                spans.append(_with_its_break(text, *ends))
                break
        start = end + 1
    return nest(tidy(cut(runs, spans))) if spans else inlines


# -------------------------------------------------------------- recognising
# Patterns are compiled when they are first needed.  Most books are of one outlet, and
# compiling the patterns of all outlets takes a fifth of the start-up time.


def _find_closing(rule: LineRule, text: str, end: int) -> re.Match[str] | None:
    """Return the match of the line that ends ``text`` up to ``end``, if any."""
    if rule.signs and not any(sign in text for sign in rule.signs):
        return None
    return _closing_of(rule.pattern, rule.is_sentence).search(text, 0, end)


def _find_opening(rule: LineRule, text: str) -> re.Match[str] | None:
    """Return the match of the line that begins ``text``, if any."""
    return _opening_of(rule.pattern).search(text)


@cache
def _closing_of(pattern: str, is_sentence: bool) -> re.Pattern[str]:
    before = "(?:\\A|\\n)"
    if is_sentence:
        before = f"(?:{before}|(?<=[。！？!?…”』」）)]))"
    return re.compile(rf"{before}{_line_of(pattern)}\s*\Z")


@cache
def _opening_of(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\A{_line_of(pattern)}(?:\n|\Z)")


def _line_of(pattern: str) -> str:
    return rf"[ \u3000{_HIDDEN}]*(?P<line>{pattern})[ \u3000{_HIDDEN}]*"


# ----------------------------------------------------------------- cutting


def _shown_text(runs: Sequence[Run]) -> str:
    """Return the text of ``runs`` with a mark for each hidden character."""
    return "".join(
        _HIDDEN * len(run.text) if Mark("hidden") in run.marks else run.text
        for run in runs
    )


def _keep(rule: LineRule, found: re.Match[str], taken: Taken) -> None:
    """Record what ``rule`` found: for the report, or to be shown elsewhere."""
    words = " ".join(found.group("line").split())
    parts = found.groupdict()
    notice = " ".join((parts.get("notice") or "").split())
    if notice:
        taken.notices.append(notice)
    taken.topics += _names_in(parts.get("topics") or "")
    if notice != words:
        taken.left_out.append(LeftOut(rule.name, words))


def _names_in(text: str) -> Iterable[str]:
    """Return the names in a list with commas, the last first (see ``Taken``)."""
    return reversed([name for part in text.split(",") if (name := part.strip(" ，"))])


def _with_its_break(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a line with one break beside it, so no empty line stays."""
    before, after = text[:start].rstrip(" \u3000"), text[end:].lstrip(" \u3000")
    if before.endswith("\n"):
        return len(before) - 1, end
    if not before and after.startswith("\n"):
        return start, len(text) - len(after) + 1
    return start, end


def _without(block: Line, spans: Sequence[tuple[int, int]]) -> list[Block]:
    """Return ``block`` without ``spans`` of its text, [] if nothing is left."""
    inlines = nest(tidy(cut(runs_of(block.inlines), spans)))
    return [replace(block, inlines=inlines)] if inlines else []
