"""Repairs broken markup that would swallow words, before the tree is built.

HTML enters and leaves.  Browsers and the parser of the tree drop the text of a CDATA
section, and the rest of an article after a comment, an attribute or an element that
never ends.  The author wanted these words to be read, so they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CDATA = "<![CDATA["
_CDATA_END = "]]>"
_COMMENT = re.compile(r"<!--(?!-?>)")
_COMMENT_END = re.compile(r"--!?>")
# Code of a server program that is in the archive instead of its output.
_INSTRUCTION = re.compile(r"<\?[^<]{0,2000}?\?>")
# A correct tag: its quotes are in pairs.  The limits keep hostile input cheap.
_TAG = re.compile(
    r"""<(?=[a-zA-Z/])(?:[^<>"']|"[^"]{0,20000}+"|'[^']{0,20000}+'){0,4000}+>"""
)
_TAG_START = re.compile("<(?=[a-zA-Z])")
# 甲<b 之间: a letter after < makes a tag of it and of the words after it.
_LESS_THAN = re.compile(r"""<(?=[a-zA-Z][^<>"']{0,2000}(?:<|\Z))""")
_UP_TO_ANGLE = re.compile("[^<>]*")
# Elements whose content is no markup: if their end is missing, they hold the rest.
_RAW = ("title", "textarea", "xmp", "noframes", "noembed", "iframe", "plaintext")
_CODE = ("script", "style")
_RAW_TAG = re.compile(rf"</?({'|'.join((*_RAW, *_CODE))})(?=[\s/>])", re.IGNORECASE)
_TEXT_BEGINS = re.compile(
    r"</?(?:p|div|span|a|img|br|h[1-6]|ul|ol|li|table|figure|blockquote|section|article)"
    r"(?=[\s/>])",
    re.IGNORECASE,
)


def mend_markup(html: str) -> str:
    """Return ``html`` without the faults that would swallow words."""
    if "<![" in html or _CDATA_END in html:
        html = _open_cdata(html)
    if "<?" in html:
        html = _INSTRUCTION.sub("", html)
    if "<!--" in html:
        html = _end_comment(html)
    html = _LESS_THAN.sub(_escape_less_than, html)
    html = _end_attribute(html)
    return _end_raw_elements(html)


def _open_cdata(html: str) -> str:
    """Drop the marks of CDATA sections; their content is ordinary HTML.

    A ``]]>`` that ends no section is dropped, too, unless brackets are open in its text
    (``a[b[0]]>1``).
    """
    out: list[str] = []
    is_open = False
    for part in re.split(r"(<!\[CDATA\[|\]\]>)", html):
        if part == _CDATA:
            is_open = True
        elif part == _CDATA_END:
            if not is_open and _has_open_brackets(out[-1] if out else ""):
                out.append(part)
            is_open = False
        else:
            out.append(part)
    return "".join(out)


def _has_open_brackets(text: str) -> bool:
    line = text[max(text.rfind("<"), text.rfind(">")) + 1 :]
    return line.count("[") - line.count("]") >= len("]]")


def _end_comment(html: str) -> str:
    """Drop the start of a comment that never ends."""
    at = 0
    while (begin := _COMMENT.search(html, at)) is not None:
        end = _COMMENT_END.search(html, begin.end())
        if end is None:
            return html[: begin.start()] + html[begin.end() :]
        at = end.end()
    return html


def _escape_less_than(found: re.Match[str]) -> str:
    """Return ``&lt;`` if words would be lost as attributes, else ``<``."""
    following = _UP_TO_ANGLE.match(found.string, found.end())
    return "<" if following is None or following.group().isascii() else "&lt;"


def _end_attribute(html: str) -> str:
    """End the quotes of an attribute that would reach the end of the article."""
    at = 0
    while (start := _TAG_START.search(html, at)) is not None:
        tag = _TAG.match(html, start.start())
        if tag is not None:
            at = tag.end()
            continue
        at = start.end()
        close = html.find(">", at)
        if close < 0:
            break
        for quote in "\"'":
            if html.count(quote, at, close) % 2 and html.find(quote, close) < 0:
                html = f"{html[:close]}{quote}{html[close:]}"
                break
    return html


def _end_raw_elements(html: str) -> str:
    """End ``<textarea>``, ``<title>`` and the like if their end is missing.

    Each ends at once; a script or a style ends where the next text begins.
    """
    for start, name in sorted(_unended(html), reverse=True):
        close = html.find(">", start) + 1
        if not close:
            continue
        if name in _CODE:
            text = _TEXT_BEGINS.search(html, close)
            if text is None:
                continue
            close = text.start()
        if name == "plaintext":  # HTML has no end tag for it
            html = html[:start] + html[close:]
        else:
            html = f"{html[:close]}</{name}>{html[close:]}"
    return html


def _unended(html: str) -> Iterator[tuple[int, str]]:
    """Yield where each element without an end begins, and its name."""
    begun: dict[str, int] = {}
    for found in _RAW_TAG.finditer(html):
        name = found.group(1).lower()
        if html[found.start() + 1] == "/":
            begun.pop(name, None)
        else:
            begun.setdefault(name, found.start())
    yield from ((start, name) for name, start in begun.items())
