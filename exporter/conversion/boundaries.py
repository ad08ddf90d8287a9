"""Marks the ends of words that OpenCC would cut in two.

OpenCC reads from left to right and always takes the longest word that it knows.  So it
finds 国历 in 美国历史 and writes 國曆史 instead of 國歷史.  Marks around 历史 prevent
that.  Its own default for 里 is 裡 (inside), which is wrong in names.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from exporter.text import BASIC_HAN

_TABLE_PATH = Path(__file__).parent / "data" / "boundaries.txt"
# Both are set apart before a text comes here (``lines``), so no text holds them.
_BOUNDARY = "\x1f"
_NAME_PART = "\x1e"
# 里 in a foreign name: at its start, beside its dot, or after a character that stands
# for a sound and hardly ever for a thing that has an inside.
_IN_NAME = re.compile(
    rf"(?<![{BASIC_HAN}])里(?![面头边外间])|里(?=[·•])"
    r"|(?<=[穆艾雅埃奥瓦弗莫罗鲁玛迈梅佩皮萨菲尼普乔切塞什泰维威扎朱兹])里(?![面头边])"
)


def mark_boundaries(text: str) -> str:
    """Return Simplified ``text`` with marks that keep words whole in OpenCC."""
    if "里" in text:
        text = _IN_NAME.sub(_NAME_PART, text)
    return _table().sub(rf"{_BOUNDARY}\g<0>{_BOUNDARY}", text)


def drop_boundaries(text: str) -> str:
    """Return converted ``text`` without the marks."""
    return text.replace(_BOUNDARY, "").replace(_NAME_PART, "里")


@cache
def _table() -> re.Pattern[str]:
    """Return a pattern for the words of the table, the longest first.

    Some are only there because they overlap another word and come first in a text:
    控制造成 is 控制 and 造成, and does not hold 制造.
    """
    words = _TABLE_PATH.read_text(encoding="utf-8").split("\n")
    listed = {word for word in words if word and not word.startswith("#")}
    longest_first = sorted(sorted(listed), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
