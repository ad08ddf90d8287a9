"""Leaves out what a browser would not show, and reports it.

An element is hidden by its own attributes (``hidden``, ``display:none``), or because
browsers show no element of its kind (``<template>``).  But scripts later show much that
is hidden at first: lazy galleries, "read more", a body that fades in.  A book has no
scripts, so such content must be shown.  An element counts as content if it holds an
image or a player, if it is long, or if something opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from exporter.model import LeftOut
from exporter.parse import elements
from exporter.parse.images import classes_of

# Elements that browsers do not show.
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
# A style of a child that cancels the hiding style of its parent.
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
            tag.unwrap()  # a book runs no scripts, so this is for its readers
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
    # bs4's get_text leaves out the words of a <template>.
    return " ".join(" ".join(map(str, _strings(tag))).split())


def _strings(tag: Tag) -> Iterator[str]:
    for node in tag.descendants:
        if not isinstance(node, Tag) and type(node).__name__ in _TEXT_KINDS:
            yield str(node)


_TEXT_KINDS = ("NavigableString", "TemplateString", "RubyTextString")


def _is_alternative(noscript: Tag) -> bool:
    """Return whether ``noscript`` holds words meant for readers without scripts."""
    words = _words(noscript)
    return bool(words) and not _NEEDS_SCRIPTS.search(words)


def _is_hidden(tag: Tag) -> bool:
    """Return whether ``tag`` itself says that it is not shown.

    ``aria-hidden`` does not count: it is for screen readers only.  Neither does a
    closed ``<details>``: browsers show its title.
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
    """Return whether something opens ``tag``, or its class says that it opens."""
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
