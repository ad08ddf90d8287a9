"""Numbers in a text: they are taken out of it, so that words and numbers compare apart.

Two days of the same table have the same words.  Only their numbers, dates and days of
the week say that they are two stories.  So a mark stands in the text for each number,
and the numbers are in a list beside it, in order.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from exporter.text import fold_text

MARK = "#"
# What is counted after a number that names a time or the number of an issue.
_UNITS_OF_TIME = fold_text("年月日号期周届时点")
_NUMERALS = fold_text("一二三四五六七八九十百千零〇两")
_DAYS_OF_THE_WEEK = fold_text("一二三四五六日天")
_COUNTED = fold_text("例宗人名死起家所次")
_BEFORE_A_DAY = "|".join(sorted({fold_text(x) for x in ("周", "星期", "礼拜", "週")}))
_NUMBER = re.compile(
    rf"(?P<digits>\d+(?:[.,:]\d+)*)"
    rf"|(?:{_BEFORE_A_DAY})(?P<weekday>[{_DAYS_OF_THE_WEEK}](?![{_COUNTED}]))"
    rf"|(?P<numerals>[{_NUMERALS}]{{2,}}|[{_NUMERALS}](?=[{_COUNTED}]))"
    rf"|[\W_]+"
)


class ComparedText(NamedTuple):
    """A text in the form in which texts are compared.

    ``text`` is folded and has no punctuation; ``MARK`` stands for each number.
    ``numbers`` are these, in order.  One that names a time ends with its unit
    (``18日``).
    """

    text: str
    numbers: tuple[str, ...]


def take_numbers(text: str) -> ComparedText:
    """Return ``text`` folded, its numbers apart."""
    folded = fold_text(text)
    numbers: list[str] = []

    def mark(found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind is None:
            return ""
        number = found[kind].replace(",", "")
        if kind == "weekday":
            numbers.append(number + "周")
            return found[0][:-1] + MARK
        unit = folded[found.end() : found.end() + 1]
        numbers.append(number + unit if unit and unit in _UNITS_OF_TIME else number)
        return MARK

    return ComparedText(_NUMBER.sub(mark, folded), tuple(numbers))


def names_time(number: str) -> bool:
    """Return whether ``number``, from ``ComparedText``, names a time."""
    return not number[-1].isdecimal() and number[-1] not in _NUMERALS
