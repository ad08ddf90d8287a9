"""``<q>``: whether it needs quotation marks, and which."""

from __future__ import annotations

from bs4.element import NavigableString, PageElement, Tag

from exporter.model import QuoteMark
from exporter.text import CLOSING_QUOTES, OPENING_QUOTES

_OPENING = f"{OPENING_QUOTES}《〈\"'„‚«‹＂"
_CLOSING = f"{CLOSING_QUOTES}》〉\"'“‘»›＂"


def read_quote_marks(tag: Tag) -> tuple[QuoteMark, QuoteMark] | None:
    """Return the marks around ``tag``, None if its author typed them."""
    words = tag.get_text().strip()
    if not words or (words[0] in _OPENING and words[-1] in _CLOSING and words[1:]):
        return None
    before = _text(tag.previous_sibling).rstrip()[-1:]
    after = _text(tag.next_sibling).lstrip()[:1]
    if before and before in _OPENING and after and after in _CLOSING:
        return None
    around = [tag, *(parent for parent in tag.parents if parent.name == "q")]
    depth = len(around) - 1
    langs = (str(q.get("lang") or q.get("xml:lang") or "") for q in around)
    lang = next(filter(None, langs), "")
    return QuoteMark(True, depth, lang), QuoteMark(False, depth, lang)


def _text(node: PageElement | None) -> str:
    return str(node) if isinstance(node, NavigableString) else ""
