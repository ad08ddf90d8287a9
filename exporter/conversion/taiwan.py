"""Words that Taiwan uses where the mainland uses others.

OpenCC has such words, too, but its table is made for the menus of programs.  In news it
turns 发表声明 (makes a statement) into 發表宣告, 支持 (support) into 支援 and 攻击对象
(target of an attack) into 攻擊物件.  So the words here are our own choice: names of
countries and people, and things that have one name on each side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_TABLE_PATH = Path(__file__).parent / "data" / "taiwan.txt"


def find_taiwan_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the word of Taiwan of each word to replace in ``text``.

    ``text`` is Traditional, in the forms of Taiwan.
    """
    words, pattern = _table()
    for found in pattern.finditer(text):
        word = words[found.group()]
        if word != found.group():
            yield found.start(), found.end(), word


@cache
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return each word of the table with its replacement, and a pattern for them all.

    A word without a replacement stands for itself.  It is in the table because it
    overlaps another one: 相信 is found first in 相信息影, so 信息 is not.
    """
    words: dict[str, str] = {}
    for line in _TABLE_PATH.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, replacement = line.partition(" ")
            words[word] = replacement or word
    longest_first = sorted(words, key=len, reverse=True)
    return words, re.compile("|".join(map(re.escape, longest_first)))
