"""Verse: lines that end where their author ended them.

Most lines that end with ``<br>`` are no verse: sentences, credits, typed lists.  Verse
is recognised by its lines: several short ones that are not all sentences, labels or
items, or lines with different indents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from exporter.model import Paragraph, Strong, Verse, VerseLine, plain_text
from exporter.parse.labels import CREDIT_LABEL
from exporter.parse.paragraphs import runs_of
from exporter.parse.runs import BREAK, Run, join_text, nest, tidy
from exporter.text import CLOSING_QUOTES, SENTENCE_STOPS, VERSE_HAN

_LEAST_LINES = 3
_LONGEST_MEDIAN = 20
# A line of free verse may be long, but most lines of prose are long.
_LONG = 26
_MOST_LONG_SHARE = 0.25
_WIDTHS = {"\u3000": 1.0, "\u2003": 1.0, "\u2002": 0.5, "\xa0": 0.5, " ": 0.25}
_INDENT = re.compile("[\u3000\u2000-\u200a\xa0 ]*")
# Spaces other than U+3000 that HTML keeps at the start of a line.
_TYPED_INDENT = re.compile("[ \t\r\n]*([\xa0\u2000-\u200a][\xa0\u2000-\u200a\u3000 ]*)")
_SPACES = re.compile("[\xa0\u2000-\u200a ]+")
_KEPT = tuple("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a")
# The beginnings of lines of lists, credits, dialogues and tables of facts.
_NO_VERSE = re.compile(
    rf"(?:{CREDIT_LABEL}|主持人?|嘉[宾賓]|[制製]作|[监監][制製]|[导導]演)\s*[：:/／ ]"
    r"|第[\d一二三四五六七八九十百]+[章节節条條回集期]|[^：:，。]{1,8}[：:]|https?:|www\.|[@#©→]"
    r"|[•·●○▪■□◆◇►▶★☆※☑☐✓✔*-]|[（(]?(?:\d+|[一二三四五六七八九十]{1,3})\s*[.、．)）]"
    r"|\d+[年月日:：/-]|[①-⑳]|[点點][击擊]|.*(?:报道|報道|報導|摄影|攝影|供图|供圖)$"
    # A line of a dialogue.
    r"|“[^”]*”$|「[^」]*」$"
)
_MOST_ODD_SHARE = 0.4
# Prices, results, measures: lines of facts have figures.
_FIGURES = re.compile(r"\d")
_MOST_FIGURES_SHARE = 0.5
# Two words: a person and a role, a thing and its value.
_PAIR = re.compile(r"([^ ，。：]+) ([^ ，。：]+)")
_MOST_PAIRS_SHARE = 0.7
# A first line that announces a list.
_LIST_TITLE = re.compile(
    r"[：:]$|^(?:相[关關]|延伸|推[荐薦])(?:[阅閱]读|[阅閱]讀|报道|報[导導道]|新[闻聞]|[链鏈鍊]接)$"
)
# A letter or a statement ends with its author and the date.
_DATE = re.compile(r"(?:\d{4}|[〇零一二三四五六七八九]{4})\s*[年./-].*")
_SIGNATURE_LINES = 4
# Lines that outlets add are read by ``furniture``, which needs paragraphs.
_NEVER_VERSE = re.compile(r"©|版[权權]|feedx\.|https?://|Permalink", re.IGNORECASE)
_WIDE_GAP = re.compile("(?:\n[ \u3000\xa0]*){3}")
_MOST_SENTENCES_SHARE = 0.5
_PROSE_END = re.compile(rf"[{SENTENCE_STOPS}；.!?;][{CLOSING_QUOTES}）)]*$")
_HAN = re.compile(f"[{VERSE_HAN}]")


def keep_indent(source: str, text: str) -> str:
    """Return ``text``, the words of a line, with the indent that ``source`` has."""
    indent = _TYPED_INDENT.match(source)
    return f"{indent.group(1)}{text.lstrip(' ')}" if indent else text


def without_indents(line: Sequence[Run]) -> list[Run]:
    """Return ``line`` with one space for each indent kept by ``keep_indent``."""
    return [
        Run(_SPACES.sub(" ", run.text), run.marks) if run.text[:1] in _KEPT else run
        for run in line
    ]


def read_verse(line: Sequence[Run]) -> Verse | None:
    """Return a closed line of runs, with its indents, as verse; None for prose."""
    lines = _split(line)
    texts = [plain_text(part.inlines) for part in lines]
    if len(lines) < 2:
        return None
    is_spaced = _has_wide_gap(line) or 2 < len(lines) > _count_stanzas(lines)
    if _is_verse(lines, texts) or (is_spaced and _are_bare(lines, texts)):
        return Verse(tuple(lines))
    return None


def read_stanza(block: Paragraph) -> Verse | None:
    """Return a paragraph of bare lines as verse; alone it need not be verse."""
    lines = _split(runs_of(block.inlines))
    texts = [plain_text(part.inlines) for part in lines]
    if block.role != "text" or len(lines) < 2 or not _are_bare(lines, texts):
        return None
    return Verse(tuple(lines))


def continue_verse(block: Paragraph) -> Verse | None:
    """Return a paragraph of short lines beside verse as verse, None for others."""
    lines = _split(runs_of(block.inlines))
    texts = [plain_text(part.inlines) for part in lines]
    short = all(len(text) <= _LONGEST_MEDIAN for text in texts)
    if len(lines) < 2 or not short or any(map(_NO_VERSE.match, texts)):
        return None
    return Verse(tuple(lines))


def _count_stanzas(lines: Sequence[VerseLine]) -> int:
    return 1 + sum(line.opens_stanza for line in lines)


def _has_wide_gap(line: Sequence[Run]) -> bool:
    """Return whether two or more blank lines follow each other between words."""
    text = join_text(line).strip(" \u3000\xa0\n")
    return _WIDE_GAP.search(text) is not None


def _are_bare(lines: Sequence[VerseLine], texts: Sequence[str]) -> bool:
    """Return whether lines are short words without marks, figures or markup.

    If the lines stand in groups with gaps between them, the gaps are intended.
    """
    return all(
        0 < len(text) <= _LONGEST_MEDIAN
        and _HAN.search(text)
        and not _NO_VERSE.match(text)
        and not _NEVER_VERSE.search(text)
        and not _FIGURES.search(text)
        and not _PROSE_END.search(text)
        and not _is_bold(line)
        for line, text in zip(lines, texts, strict=True)
    ) and not _are_facts(texts)


def _is_verse(lines: Sequence[VerseLine], texts: Sequence[str]) -> bool:
    lengths = [len(text) for text in texts]
    long = sum(length > _LONG for length in lengths)
    odd = sum(_NO_VERSE.match(text) is not None for text in texts)
    if (
        median(lengths) > _LONGEST_MEDIAN
        or long > _MOST_LONG_SHARE * len(lines)
        or odd > _MOST_ODD_SHARE * len(lines)
        or not any(map(_HAN.search, texts))
        or any(map(_NEVER_VERSE.search, texts))
        or any(len(line.inlines) == 1 and _is_bold(line) for line in lines)
    ):
        return False
    indents = {part.indent for part in lines}
    sentences = sum(_PROSE_END.search(text) is not None for text in texts)
    are_sentences = sentences > _MOST_SENTENCES_SHARE * len(lines)
    if len(indents) > 1 and (indents != {0, 2} or not (long or are_sentences)):
        return True  # prose has indents of 0 and 2, too
    if min(indents) >= 2 or are_sentences or _are_facts(texts):
        return False
    stanzas = _count_stanzas(lines)
    least = _LEAST_LINES if stanzas == 1 else _LEAST_LINES + 1
    return len(lines) >= max(least, 2 * stanzas)


def _are_facts(texts: Sequence[str]) -> bool:
    """Return whether all lines together look like a list or a signature.

    In a list of pairs the two parts differ in length; in verse the two halves of a line
    are equally long.
    """
    if _LIST_TITLE.search(texts[0]):
        return True
    if len(texts) <= _SIGNATURE_LINES and _DATE.fullmatch(texts[-1]):
        return True
    figures = sum(_FIGURES.search(text) is not None for text in texts)
    pairs = [pair for text in texts if (pair := _PAIR.fullmatch(text))]
    uneven = sum(len(pair[1]) != len(pair[2]) for pair in pairs)
    return figures > _MOST_FIGURES_SHARE * len(
        texts
    ) or uneven > _MOST_PAIRS_SHARE * len(texts)


def _is_bold(line: VerseLine) -> bool:
    """Return whether a line looks like a title or a lead above the others."""
    return isinstance(line.inlines[0], Strong)


def _split(runs: Sequence[Run]) -> list[VerseLine]:
    """Return the lines of ``runs`` with their indents; blank lines become gaps."""
    out: list[VerseLine] = []
    open_line: list[Run] = []
    gap = False
    for run in (*runs, Run(BREAK)):
        if run.text != BREAK:
            open_line.append(run)
            continue
        text = join_text(open_line)
        lead = _INDENT.match(text)
        parts = tidy(without_indents(open_line))
        if parts:
            spaces = lead.group().strip(" ") if lead else ""
            indent = sum(_WIDTHS.get(space, 0.25) for space in spaces)
            is_stanza = gap and bool(out)
            out.append(VerseLine(nest(parts), int(indent + 0.5), is_stanza))
        gap = not parts
        open_line = []
    return out
