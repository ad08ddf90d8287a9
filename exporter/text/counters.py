"""Numbers of list items as words: the counter styles of CSS.

CSS Counter Styles Level 3 defines which style writes which numbers, and the mark
between the number and its item.  If a style is unknown here, or cannot write a number,
the number is written in figures.
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_MAX = 3999
_CHINESE_MAX = 9999
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_LATIN = "abcdefghijklmnopqrstuvwxyz"

BULLETS = {"": "•", "disc": "•", "circle": "◦", "square": "▪"}


def is_counter(style: str) -> bool:
    """Return whether ``style`` writes numbers."""
    return style in _STYLES


def format_counter(style: str, number: int) -> str:
    """Return ``number`` written in ``style``, a keyword of CSS."""
    write = _STYLES.get(style)
    return (write(number) if write else "") or str(number)


def format_marker(style: str, number: int) -> str:
    """Return the marker of an item: its number, and the mark after it."""
    return f"{format_counter(style, number)}{_suffix(style)}"


def _suffix(style: str) -> str:
    if style in _WITH_COMMA:
        return "、"
    return " " if style.startswith("circled") else ". "


def _alphabetic(letters: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        out = ""
        while number > 0:
            number, rest = divmod(number - 1, len(letters))
            out = letters[rest] + out
        return out

    return write


def _fixed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else ""


def _upper(write: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: write(number).upper()


def _roman(number: int) -> str:
    if not 1 <= number <= _ROMAN_MAX:
        return ""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _leading_zero(number: int) -> str:
    return f"{'-' if number < 0 else ''}{abs(number):02d}"


def _digits(figures: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", figures)
    return lambda number: str(number).translate(table)


def _chinese(
    figures: str, units: str, minus: str, *, formal: bool
) -> Callable[[int], str]:
    """Return a function that writes Chinese numbers (CSS Counter Styles 3, 7.2)."""

    def write(number: int) -> str:
        if abs(number) > _CHINESE_MAX:
            return ""
        digits = str(abs(number))
        out = ""
        for place, digit in enumerate(digits):
            power = len(digits) - 1 - place
            if digit != "0":
                out += figures[int(digit)] + (units[power - 1] if power else "")
            elif not out.endswith(figures[0]):
                out += figures[0]
        out = out.rstrip(figures[0]) or figures[0]
        if not formal and 10 <= abs(number) <= 19:
            out = out[1:]
        return (minus if number < 0 else "") + out

    return write


_PLAIN, _FORMAL_HANS, _FORMAL_HANT = (
    "零一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "零壹貳參肆伍陸柒捌玖",
)
_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lower-alpha": _alphabetic(_LATIN),
    "upper-alpha": _upper(_alphabetic(_LATIN)),
    "lower-roman": _roman,
    "upper-roman": _upper(_roman),
    "lower-greek": _alphabetic(_GREEK),
    "decimal-leading-zero": _leading_zero,
    "cjk-decimal": _digits("〇一二三四五六七八九"),
    "simp-chinese-informal": _chinese(_PLAIN, "十百千", "负", formal=False),
    "trad-chinese-informal": _chinese(_PLAIN, "十百千", "負", formal=False),
    "simp-chinese-formal": _chinese(_FORMAL_HANS, "拾佰仟", "负", formal=True),
    "trad-chinese-formal": _chinese(_FORMAL_HANT, "拾佰仟", "負", formal=True),
    "japanese-informal": _chinese(_PLAIN, "十百千", "マイナス", formal=False),
    "cjk-heavenly-stem": _fixed(_STEMS),
    "cjk-earthly-branch": _fixed(_BRANCHES),
    "circled-decimal": _fixed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
}
_WITH_COMMA = frozenset(
    style for style in _STYLES if style.startswith(("cjk-", "simp-", "trad-"))
) | {"japanese-informal"}
