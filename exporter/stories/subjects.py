"""Subjects: what an article is about, as the terms that it has in common with others.

An article's terms are the topics that its outlet gives it, and the words of its title
that its text repeats.  Chinese has no spaces, so a word is here any run of characters
that comes again: 国安法 in the title, and ten times in the text.  Terms are folded
(``fold_text``), so both scripts of Chinese and all outlets have the same ones.  Titles
and texts are not, because folding all of a text takes four times as long as the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from exporter.model import Article, iter_texts, plain_text
from exporter.text import BASIC_HAN, fold_name, fold_text

_TITLE_CHARACTERS = 120
# News says at its beginning what it is about.
_TEXT_CHARACTERS = 4_000
_LEAST_REPEATS = 3
_LONGEST_TERM = 8
_MOST_TERMS = 24
_MOST_TOPICS = 12
# A part of a longer term is a term only if it is also found without it, this often.
_INDEPENDENT = 1.3
# 德语媒体：…, 【异闻观止】…: the name of a column, not of a subject.
_COLUMN = re.compile(r"^(?:【[^】]*】|\[[^\]]*\]|[^：:|｜]{1,6}[：:|｜])")
_RUN = re.compile(rf"[{BASIC_HAN}]+|[a-z][a-z0-9]{{2,}}")
# No word begins or ends with one of these: particles, numbers, units of time.  They are
# in the form that ``fold_text`` gives them.
_NO_BEGINNING = frozenset(
    fold_text(
        "的了是在和与及或而就都也还又不没被把将对为给于从到向这那其之者们个已会可能我你您他她它"
        "一二三四五六七八九十百千万亿两几第年月日"
    )
)
_NO_END = _NO_BEGINNING | frozenset(fold_text("上下中后前时"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about.

    ``title`` is folded, without its marks and the name of a column.  ``terms`` say of
    each term whether it is a topic of the outlet's.
    """

    title: str
    terms: Mapping[str, bool]


def read_subject(article: Article) -> Subject:
    """Return what ``article`` is about."""
    title = _COLUMN.sub("", article.header.title[:_TITLE_CHARACTERS].lower())
    text = _beginning(article).lower()
    terms = dict.fromkeys(map(fold_text, _repeated_words(title, text)), False)
    topics = filter(None, map(fold_name, article.topics[:_MOST_TOPICS]))
    return Subject(fold_name(title), terms | dict.fromkeys(topics, True))


def _beginning(article: Article) -> str:
    parts: list[str] = []
    left = _TEXT_CHARACTERS
    for text in iter_texts(article.blocks):
        parts.append(plain_text(text)[:left])
        left -= len(parts[-1])
        if left <= 0:
            break
    return "\n".join(parts)


def _repeated_words(title: str, text: str) -> list[str]:
    """Return the words of ``title`` that ``text`` repeats, the longest first."""
    counts: dict[str, int] = {}
    for run in _RUN.findall(title):
        counts.update(_count_latin(run, text) if run.isascii() else _grow(run, text))
    kept: list[str] = []
    for word in sorted(filter(_may_be_word, counts), key=len, reverse=True):
        inside = [counts[longer] for longer in kept if word in longer]
        if not inside or counts[word] > max(inside) * _INDEPENDENT:
            kept.append(word)
    return kept[:_MOST_TERMS]


def _count_latin(word: str, text: str) -> dict[str, int]:
    count = text.count(word)
    return {word: count} if count >= _LEAST_REPEATS else {}


def _grow(run: str, text: str) -> dict[str, int]:
    """Return each part of ``run`` that ``text`` repeats, with how often it does.

    A longer part is repeated only if both parts of it that are shorter by one character
    are.  So few parts need counting.
    """
    found: dict[str, int] = {}
    starts = set(range(len(run)))
    for length in range(2, _LONGEST_TERM + 1):
        starts = {
            start
            for start in range(len(run) - length + 1)
            if start in starts
            and (start + 1 in starts or length == 2)
            and _count(run[start : start + length], text, found) >= _LEAST_REPEATS
        }
        if not starts:
            break
    return {part: count for part, count in found.items() if count >= _LEAST_REPEATS}


def _count(part: str, text: str, found: dict[str, int]) -> int:
    if part not in found:
        found[part] = text.count(part)
    return found[part]


def _may_be_word(part: str) -> bool:
    word = fold_text(part)
    return word[0] not in _NO_BEGINNING and word[-1] not in _NO_END
