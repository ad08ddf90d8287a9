"""Labels at the beginning of a line: of questions, of credits, of records.

A bold line is a subheading unless its label shows that it is something else.
"""

from __future__ import annotations

import re
from functools import cache

from exporter.outlets import Registry, known_outlets

# 记者：林一舟 责编：周晚 · 译者/和舟 · 编译 刘方；审校 何舟
CREDIT_LABEL = (
    "记者|記者|责编|責編|网编|網編|编译|編譯|审校|審校|译者|譯者|翻译|翻譯|撰稿|作者"
    "|编辑|編輯|采访|採訪"
)
_RECORD_LABELS = (
    "来源|來源",
    "[轉转]自",
    "原?[标標][题題]",
    "原[题題]",
    "[发發]表[日时時][期间間]",
    "版[权權][说說]明",
)
_INTERVIEWERS = "记者|記者|主持人|[问問答]|Q|A"


def is_question(text: str) -> bool:
    """Return whether ``text`` is an interviewer's question or the answer to one.

    It begins with 记者：, 问：, or the name that an outlet uses in interviews.
    """
    return _question_pattern(known_outlets()).match(text) is not None


def is_no_title(text: str) -> bool:
    """Return whether ``text`` is no title, although it is bold.

    It says who wrote the article, is a line of its record, an address, or a row of
    asterisks or strokes.
    """
    return _no_title_pattern(known_outlets()).fullmatch(text) is not None


@cache
def _question_pattern(outlets: Registry) -> re.Pattern[str]:
    names = [n for profile in outlets.profiles for n in profile.interviewer_names]
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))}|{_INTERVIEWERS})\s*[：:]")


@cache
def _no_title_pattern(outlets: Registry) -> re.Pattern[str]:
    labels = [n for profile in outlets.profiles for n in profile.record_labels]
    label = "|".join((CREDIT_LABEL, *_RECORD_LABELS, *labels))
    return re.compile(
        rf"(?:{label})\s*[：:/／].*|https?://\S+|www\.\S+|[\W_]+", re.IGNORECASE
    )
