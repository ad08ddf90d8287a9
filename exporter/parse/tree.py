"""The tree of an article's HTML, with a limit to its depth.

The time for work on a tree grows with the square of its depth.  One article can hold
hundreds of thousands of open tags, which would take hours.
"""

import warnings
from typing import Any

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.builder import LXMLTreeBuilder  # type: ignore[attr-defined]
from bs4.element import Tag

# Observed articles nest 9 deep; flatten_deep_nesting begins long before this depth.
_MAX_DEPTH = 300
# Elements that separate words, and elements without children, kept at any depth.
_PARTING = frozenset(("p", "div"))
_LEAVES = frozenset(
    ("img", "br", "hr", "source", "embed", "input", "script", "style", "textarea")
)


def read_tree(html: str) -> BeautifulSoup:
    """Return the tree of ``html``, which may be broken.

    Elements that are nested too deep lose their markup; their words stay.
    """
    with warnings.catch_warnings():
        # bs4 warns if a few words look like a file name, or <?xml …?> like XML.
        warnings.simplefilter("ignore", UnusualUsageWarning)
        return BeautifulSoup(html, builder=_ShallowBuilder)


def find_child(tag: Tag, *names: str) -> Tag | None:
    """Return the first child of ``tag`` that has one of ``names``, else None.

    bs4's own search makes a filter for each call, which takes ten times as long.
    """
    for child in tag.children:
        if isinstance(child, Tag) and child.name in names:
            return child
    return None


def find_around(tag: Tag, *names: str) -> Tag | None:
    """Return the innermost element around ``tag`` that has one of ``names``."""
    for parent in tag.parents:
        if parent.name in names:
            return parent
    return None


class _ShallowBuilder(LXMLTreeBuilder):  # type: ignore[misc]
    """Builds the tree from the events of lxml, whose starts and ends come in pairs."""

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        """Begin a tree."""
        super().initialize_soup(soup)
        self._kept: list[bool] = []
        self._depth = 0

    def start(self, tag: Any, attrib: Any, nsmap: Any = {}) -> None:  # noqa: B006
        """Open an element, if it is not nested too deep."""
        kept = self._depth < _MAX_DEPTH or tag in _LEAVES
        self._kept.append(kept)
        if kept:
            self._depth += 1
            super().start(tag, attrib, nsmap)
        elif tag in _PARTING:  # keep the words on its two sides apart
            super().start("p", {}, nsmap)
            super().end("p")

    def end(self, tag: Any) -> None:
        """Close an element, if it was opened."""
        if self._kept.pop():
            self._depth -= 1
            super().end(tag)
