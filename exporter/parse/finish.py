"""The last step of parsing: looks at all blocks of an article together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exporter.model import (
    Block,
    Heading,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Rule,
    Strong,
    Text,
    Verse,
    plain_text,
)
from exporter.parse.hard_wraps import join_wrapped
from exporter.parse.labels import CREDIT_LABEL, is_question
from exporter.parse.paragraphs import BOLD_LINE_LEVEL
from exporter.parse.sections import head_numbered_sections
from exporter.parse.verse import continue_verse, read_stanza

_LOWEST_LEVEL = 4
_LEAD_CHARACTERS = 40
_CREDIT_CHARACTERS = 70
# A wire report names up to two dozen translators and editors: 甲/乙/丙；审校 丁/戊
_NAMES_CHARACTERS = 200
_LEAST_STROKES = 3
_CREDIT_PARAGRAPHS = 3
# A name holds no stroke.  Otherwise a line of strokes could be cut into names in more
# ways than can ever be tried.
# 林一舟/周晚（例通社） · 记者：… 责编：… · 译者/和舟 · 编译 刘方；审校 何舟
_CREDIT = re.compile(
    rf"^[（(]?(?:{CREDIT_LABEL})[：:/／\s]"
    r"|责编[：: ]|責編[：: ]|^[（(]?[^。]{0,30}(?:责编邮箱|責編郵箱)"
    r"|^(?=\S\S)[^\s/／、]{1,12}(?:\s?[/／、]+\s?[^\s/／、]{1,12})*[/／、]*"
    r"\s*[（(][^（）()]{2,30}"
    r"(?:社|报道|報道|报导|報導|综合|綜合|编译|編譯|网|網|等)[^（）()]{0,6}[）)]$"
)


def finish_blocks(blocks: Sequence[Block], *, wraps_lines: bool) -> list[Block]:
    """Return ``blocks`` without stray rules, with lead and credits marked.

    ``wraps_lines`` says that the outlet may have cut its lines.
    """
    out = _tuck_in_hidden(blocks)
    out = _join_lists(_trim_rules(join_wrapped(out) if wraps_lines else out))
    out = _settle_headings(head_numbered_sections(_join_verse(out)))
    _end_leads(out)
    _mark_lead(out)
    _mark_credits(out)
    return out


def _tuck_in_hidden(blocks: Sequence[Block]) -> list[Block]:
    """Move hidden paragraphs into a visible one, so that they leave no empty line."""
    out: list[Block] = []
    waiting: Inlines = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            before = out[-1] if out else None
            if plain_text(block.inlines):
                if waiting:
                    block = replace(block, inlines=waiting + block.inlines)
                waiting = ()
            elif isinstance(before, Paragraph):
                out[-1] = replace(before, inlines=before.inlines + block.inlines)
                continue
            else:
                waiting += block.inlines
                continue
        out.append(block)
    return [*out, Paragraph(waiting)] if waiting else out


def _trim_rules(blocks: Sequence[Block]) -> list[Block]:
    """Drop rules at both ends and repeated ones."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Rule) and (not out or isinstance(out[-1], Rule)):
            continue
        out.append(block)
    while out and isinstance(out[-1], Rule):
        out.pop()
    return out


def _join_lists(blocks: Sequence[Block]) -> list[Block]:
    """Join neighbouring bullet lists: some outlets write a list for each item."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if (
            isinstance(block, ListBlock)
            and isinstance(before, ListBlock)
            and not (block.ordered or before.ordered)
            and block.style == before.style
        ):
            out[-1] = replace(before, items=before.items + block.items)
        else:
            out.append(block)
    return out


def _join_verse(blocks: Sequence[Block]) -> list[Block]:
    """Turn short lines beside verse into verse: some stanzas are separate paragraphs.

    Two neighbouring paragraphs of bare lines are stanzas, too.
    """
    stanzas = [read_stanza(b) if isinstance(b, Paragraph) else None for b in blocks]
    out: list[Block] = [
        stanza
        if stanza and any(stanzas[max(n - 1, 0) : n] + stanzas[n + 1 : n + 2])
        else block
        for n, (block, stanza) in enumerate(zip(blocks, stanzas, strict=True))
    ]
    for number, block in enumerate(out):
        around = out[max(number - 1, 0) : number] + out[number + 1 : number + 2]
        if isinstance(block, Paragraph) and any(isinstance(b, Verse) for b in around):
            out[number] = continue_verse(block) or block
    return out


def _settle_headings(blocks: list[Block]) -> list[Block]:
    """Make levels start at 2 without gaps; headings at the end become paragraphs.

    Bold lines at the very end of an article are a signature or links of the outlet, not
    headings.  If the first heading is an element, bold lines rank below the elements.
    If the first one is a bold line, they rank with the highest, because some of them
    head sections of their own.
    """
    _end_headings(blocks)
    found = [b.level for b in blocks if isinstance(b, Heading)]
    ranks = {level: 2 + rank for rank, level in enumerate(sorted(set(found)))}
    if found and found[0] == BOLD_LINE_LEVEL:
        ranks[BOLD_LINE_LEVEL] = 2
    wanted = {level: min(rank, _LOWEST_LEVEL) for level, rank in ranks.items()}
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and wanted[block.level] != block.level:
            block = replace(block, level=wanted[block.level])
        out.append(block)
    return out


def _end_headings(blocks: list[Block]) -> None:
    """Make bold paragraphs of the last headings if no text follows them.

    A heading that is a link becomes a paragraph, too, if it stands among the links to
    other articles at the end.
    """
    among_links = False
    for number in range(len(blocks) - 1, -1, -1):
        last = blocks[number]
        if not isinstance(last, Heading | Paragraph):
            return
        is_link = _is_link(last.inlines)
        if isinstance(last, Heading) and (is_link or not among_links):
            blocks[number] = Paragraph((Strong(last.inlines),))
        elif not is_link:
            return
        among_links = among_links or is_link


def _is_link(inlines: Inlines) -> bool:
    """Return whether a line consists only of links."""
    words = [i for i in inlines if not isinstance(i, Text) or i.text.strip()]
    return bool(words) and all(isinstance(i, Link) for i in words)


def _mark_lead(blocks: list[Block]) -> None:
    """Mark a first paragraph that is completely bold as the lead."""
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        only = block.inlines[0] if len(block.inlines) == 1 else None
        text = plain_text((only,)) if isinstance(only, Strong) else ""
        if (
            isinstance(only, Strong)
            and len(text) >= _LEAD_CHARACTERS
            and not is_question(text)
        ):
            blocks[number] = replace(block, inlines=only.children, role="lead")
        return


def _end_leads(blocks: list[Block]) -> None:
    """Turn leads after the first text into text: some outlets mark both alike.

    A short line before a lead (a name, a place) does not count as text.
    """
    has_begun = False
    for number, block in enumerate(blocks):
        if isinstance(block, Heading | ListBlock):
            has_begun = True
        elif isinstance(block, Paragraph) and block.role != "lead":
            has_begun = has_begun or len(plain_text(block.inlines)) >= _LEAD_CHARACTERS
        elif isinstance(block, Paragraph) and has_begun:
            blocks[number] = replace(block, role="text")


def _mark_credits(blocks: list[Block]) -> None:
    """Mark short last paragraphs that name reporters, editors or agencies."""
    for number in range(
        len(blocks) - 1, max(len(blocks) - 1 - _CREDIT_PARAGRAPHS, 0), -1
    ):
        block = blocks[number]
        if not isinstance(block, Paragraph) or block.role != "text":
            continue
        text = plain_text(block.inlines).strip()
        if text.endswith(("。", "？", "！")):
            continue
        if len(text) <= _most_characters(text) and _CREDIT.search(text):
            blocks[number] = replace(block, role="credit")


def _most_characters(text: str) -> int:
    """Return how many characters a credit may have: more for a list of names."""
    is_list = len(re.findall("[/／、]", text)) >= _LEAST_STROKES
    has_sentence = re.search("[。！？，“]", text) is not None
    return _NAMES_CHARACTERS if is_list and not has_sentence else _CREDIT_CHARACTERS
