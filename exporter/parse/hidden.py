"""What a browser would not show: left out, and told.

An element is hidden by what it says of itself (``hidden``, ``display:none``), or
because browsers show none of its kind (``<template>``).  Much that is hidden when
a page arrives is shown by a script later: lazy galleries, "read more", a body that
fades in.  A book has no scripts, so that is content.  What is content decides by
the thing: a picture or a player in it, its length, something that opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from exporter.model import LeftOut
from exporter.parse import elements
from exporter.parse.pictures import classes_of

# Elements of which browsers show nothing, and what a book does with their words.
_NO_PART_OF_A_PAGE = ("template", "title", "datalist", "noscript")
_SHOWN = ("img", *elements.EMBEDS, *elements.PLAYERS)
_ZERO = r"0+(?:\.0+)?(?:px|r?em|pt|%)?"
_OFF_PAGE = r"-\s*(?:[5-9]\d\d|\d{4,})(?:\.\d+)?(?:px|r?em|pt|%)"
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    rf"|(?:font-size|opacity)\s*:\s*{_ZERO}|(?:left|text-indent)\s*:\s*{_OFF_PAGE}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,][^)]*\)|mso-hide\s*:\s*all)"
    r"\s*(?:[;!]|$)",
    re.IGNORECASE,
)
# Undoes in a child what its parent's style does.
_SHOWING_STYLE = re.compile(
    r"visibility\s*:\s*visible|font-size\s*:\s*(?!0+(?:px|r?em|pt|%)?\s*(?:;|$))",
    re.IGNORECASE,
)
_OPENED_LATER = re.compile(
    r"collaps|accordion|spoiler|toggle|expand|read-?more|more-?(?:text|content)"
    r"|show-?more|tab-?pane|slide|lazy|fade",
    re.IGNORECASE,
)
_CONTENT_CHARACTERS = 200
_NEEDS_SCRIPTS = re.compile(
    r"java\s?script|脚本|腳本|浏览器|瀏覽器|browser", re.IGNORECASE
)


def leave_out_hidden(soup: BeautifulSoup) -> list[LeftOut]:
    """Drop what browsers do not show; return its words."""
    left_out: list[LeftOut] = []
    for tag in soup.find_all(_NO_PART_OF_A_PAGE):
        if tag.parent is None or tag.find_parent("svg") is not None:
            continue
        if tag.name == "noscript" and _is_alternative(tag):
            tag.unwrap()  # a book is a reader without scripts
        else:
            _drop(tag, f"{tag.name}-element", left_out)
    hidden = [tag for tag in soup.find_all(_is_hidden) if not _is_content(tag, soup)]
    for tag in hidden:
        if not tag.decomposed:
            _drop(tag, "hidden-element", left_out)
    return left_out


def _drop(tag: Tag, rule: str, left_out: list[LeftOut]) -> None:
    words = _words(tag)
    if words:
        left_out.append(LeftOut(rule, words))
    tag.decompose()


def _words(tag: Tag) -> str:
    # Words of a <template> are no "text" to bs4's get_text.
    return " ".join(" ".join(map(str, _strings(tag))).split())


def _strings(tag: Tag) -> Iterator[str]:
    for node in tag.descendants:
        if not isinstance(node, Tag) and type(node).__name__ in _TEXT_KINDS:
            yield str(node)


_TEXT_KINDS = ("NavigableString", "TemplateString", "RubyTextString")


def _is_alternative(noscript: Tag) -> bool:
    """Tell whether ``noscript`` holds words meant for a reader without scripts."""
    words = _words(noscript)
    return bool(words) and not _NEEDS_SCRIPTS.search(words)


def _is_hidden(tag: Tag) -> bool:
    """Tell whether ``tag`` itself says that it is not to be seen.

    ``aria-hidden`` speaks to screen readers only; ``<details>`` shows its title.
    """
    if tag.has_attr("hidden"):
        return str(tag["hidden"]).lower() != "until-found"
    if tag.name == "dialog":
        return not tag.has_attr("open")
    return bool(_HIDING_STYLE.search(str(tag.get("style") or "")))


def _is_content(tag: Tag, soup: BeautifulSoup) -> bool:
    if tag.name in ("html", "body") or tag.name in _SHOWN or tag.find(_SHOWN):
        return True
    if any(
        _SHOWING_STYLE.search(str(t.get("style") or "")) for t in tag.find_all(True)
    ):
        return True
    words = _words(tag)
    if len(words) >= _CONTENT_CHARACTERS or _is_opened_later(tag, soup):
        return True
    return words == _words(soup)


def _is_opened_later(tag: Tag, soup: BeautifulSoup) -> bool:
    """Tell whether something in the article opens ``tag``, or its class says so."""
    if any(map(_OPENED_LATER.search, classes_of(tag))):
        return True
    name = str(tag.get("id") or "")
    if not name:
        return False
    return any(
        soup.find(True, attrs={attribute: value}) is not None
        for attribute in ("href", "aria-controls", "data-target", "data-bs-target")
        for value in (name, f"#{name}")
    )
