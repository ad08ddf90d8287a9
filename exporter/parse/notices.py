"""Sentences that an outlet adds to its articles.

Copyright sentences are found here and kept for the book's copyright page;
promotion and players' messages are found here and dropped.
"""

import re
from typing import NamedTuple


class FoundNotice(NamedTuple):
    """Where a copyright sentence lies in a paragraph's text.

    ``whole`` tells that it is to be taken out; a sentence inside a longer
    footer is only copied, for the footer would make no sense without it.
    """

    start: int
    end: int
    whole: bool


# © 2024年德国之声版权声明：本文所有内容受到著作权法保护，…并受到刑事追究。
# Plain or in <em>, split over two <em>, Simplified or Traditional.
_DW = re.compile(
    r"(?:©?\s*\d{4}\s*年?\s*)?德[国國]之[声聲]版[权權][声聲]明.{0,1000}?刑事追究\s*。?",
    re.DOTALL,
)
# 版权声明：本文版权归FT中文网所有，未经允许任何单位或个人不得转载，…侵权必究。
_RESERVED = re.compile(
    r"(?:版[权權][声聲]明\s*[：:]\s*)?(?:[本©][^。！？，\n]{0,20})?版[权權](?:归|歸|属于|屬於|所有)"
    r"[^。]{0,200}(?:必究|追究|转载|轉載)[^。]{0,20}。?"
)
# © 2020 AFP, ©2020 BBC. 版权所有: short, and nothing else in the paragraph.
_SHORT = re.compile(
    r"\s*(?:©|(?:\(c\)|copyright)\s*(?:©|\(c\)|\d{4})|版[权權]所有(?![者人权權]))"
    r"[^\n]{0,100}\s*",
    re.IGNORECASE,
)
# © someone for 中国数字时代, get_post_time('Y'). |Permalink |No comment …
_FOOTER = re.compile(r"^\s*©\s*([^|\n]{1,60}? for [^|,\n]{1,40})(?=[,|])")

_PROMOTIONS = (
    # DW中文有Instagram！欢迎搜寻dw.chinese，看更多深入浅出的图文与影音报道。
    re.compile(
        r"DW中文有\s*Instagram"
        r"(?:[^。©]{0,80}?(?:报道|报导|報道|報導)。?|[^。©]{0,80}(?:。|$|(?=©)))"
    ),
    # What a video player says where it cannot play (Deutsche Welle).
    re.compile(r"To view this video please enable JavaScript.{0,120}?HTML5 video"),
)


def find_notice(text: str) -> FoundNotice | None:
    """Return the copyright sentence in a paragraph's ``text``, if it has one."""
    found = _DW.search(text)
    if found:
        return FoundNotice(*found.span(), whole=True)
    found = _FOOTER.match(text)
    if found:
        return FoundNotice(found.start(), found.end(1), whole=False)
    found = _SHORT.fullmatch(text) or _RESERVED.fullmatch(text.strip("\n "))
    return FoundNotice(0, len(text), whole=True) if found else None


def find_promotions(text: str) -> list[tuple[int, int]]:
    """Return the spans of a paragraph's ``text`` that only advertise."""
    return [found.span() for p in _PROMOTIONS for found in p.finditer(text)]


def notice_year(text: str, default: int) -> int:
    """Return the year a notice speaks for, ``default`` where it names none."""
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return int(found.group()) if found else default
