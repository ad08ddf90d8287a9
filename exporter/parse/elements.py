"""The tables of HTML elements that are allowed.

An element that is in no table and has no reader of its own in
``exporter.parse.walker`` loses its markup and keeps its words.
"""

from functools import cache

from exporter.outlets import Registry

# Elements that mark words, and the marks.
MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "mark": "emphasis",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}

# Elements that begin and end lines of their own.
FLOW = frozenset(
    (
        *("address", "article", "aside", "body", "center", "details", "dialog"),
        *("div", "fieldset", "footer", "form", "header", "hgroup", "html", "legend"),
        *("main", "nav", "p", "search", "section", "summary", "textarea"),
        *("dd", "dl", "dt", "optgroup", "option", "select"),
        *("figcaption", "figure", "picture"),
        *("caption", "tbody", "td", "tfoot", "th", "thead", "tr"),
    )
)

# Elements without words.
EMPTY = frozenset(("area", "link", "meta", "param", "source", "track"))

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TYPED = ("pre", "xmp", "listing", "plaintext")
LISTS = ("ul", "ol", "menu", "dir")
EMBEDS = ("iframe", "embed", "object", "frame")
PLAYERS = ("video", "audio")


@cache
def lead_classes(outlets: Registry) -> frozenset[str]:
    """Return the classes of elements that hold a lead, at any outlet."""
    return frozenset(name for p in outlets.profiles for name in p.lead_classes)


@cache
def topic_marks(outlets: Registry) -> tuple[tuple[str, str], ...]:
    """Return the attributes, with their values, of a keyword's ``<span>``."""
    return tuple(mark for p in outlets.profiles for mark in p.topic_marks)
