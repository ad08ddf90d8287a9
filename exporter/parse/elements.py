"""What the allow-list knows of HTML's elements.

An element in none of these tables, and without a reader of its own in
``exporter.parse.walker``, gives up its markup and keeps its words.
"""

# Elements whose tags mark words, and what they mean.
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

# Elements that stand on lines of their own.
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
