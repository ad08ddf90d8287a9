"""MathML: which elements pass, and how a formula reads as a line of text.

The allow-list is the presentation elements of MathML Core.  Broken and other elements
lose their markup; their characters stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from exporter.model import (
    Formula,
    Inline,
    Inlines,
    MathElement,
    Subscript,
    Superscript,
    Text,
)
from exporter.parse.runs import clean_text

Node: TypeAlias = MathElement | str

# The names of the formula element; the prefix is what XML leaves of a namespace.
FORMULAS = ("math", "m:math", "mml:math")

_TOKENS = frozenset(("mi", "mn", "mo", "mtext", "ms", "mspace"))
# How many children an element must have to be valid.
_ARITY = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_LAYOUT = frozenset(
    (
        *("mrow", "msqrt", "mstyle", "mpadded", "mphantom", "merror", "menclose"),
        *("mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd"),
        *_ARITY,
    )
)
_TRUTH = re.compile("true|false")
_VARIANT = re.compile(
    "normal|bold|italic|bold-italic|double-struck|script|bold-script|fraktur"
    "|bold-fraktur|sans-serif|monospace"
)
_ALIGNS = re.compile("(?:left|center|right)(?: (?:left|center|right)){0,20}")
_SPAN = re.compile("[1-9][0-9]?")
# The attributes that change how a formula looks, with the values of MathML 3.
_ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    **{key: {"mathvariant": _VARIANT} for key in ("mi", "mn", "mtext", "ms")},
    "mo": {"mathvariant": _VARIANT, "stretchy": _TRUTH, "fence": _TRUTH},
    "mstyle": {"displaystyle": _TRUTH, "mathvariant": _VARIANT},
    "mfrac": {"linethickness": re.compile("0|thin|medium|thick")},
    "mover": {"accent": _TRUTH},
    "munder": {"accentunder": _TRUTH},
    "mtable": {"columnalign": _ALIGNS},
    "mtd": {"columnspan": _SPAN, "rowspan": _SPAN},
}
_DROPPED = frozenset(("annotation", "annotation-xml", "script", "style", "mglyph"))
_MARKS = ("none", "mprescripts")
_NO_GLYPH = re.compile("[\u2061-\u2064]")
_MAX_CHARACTERS = 4_000
# The elements around a formula that a program has also drawn in another way.
_DRAWN = re.compile(r"^(?:mwe-math-element|katex|MathJax|MathJax_Display|MathJax_SVG)$")

_MINUS = {"-": "−"}
_RAISED = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")
_RELATIONS = frozenset("=≠<>≤≥≈≡∼≅→⇒⇔←↔∈∉⊂⊆∝:±+−-×÷∪∩∧∨")
# Signs that do not bind to what follows as a letter does.
_LARGE = frozenset(("∑", "∏", "∫", "∮", "⋃", "⋂", "⋁", "⋀", "∐", "lim", "max", "min"))
_ACCENTS = {
    "¯": "\u0304",
    "‾": "\u0304",
    "_": "\u0304",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "˙": "\u0307",
    ".": "\u0307",
    "¨": "\u0308",
    "→": "\u20d7",
    "⃗": "\u20d7",
}


def keep_one_formula(soup: BeautifulSoup) -> None:
    """Keep only the MathML of a formula that a program drew in another way, too.

    MediaWiki adds an image; KaTeX and MathJax add HTML for display.
    """
    for math in soup.find_all(FORMULAS):
        around = None
        for parent in math.parents:
            classes = parent.get("class") or ()
            drawn = any(_DRAWN.match(name) for name in classes)
            if drawn or parent.name == "mjx-container":
                around = parent
        if around is not None and around.parent is not None:
            around.replace_with(math.extract())


def read_formula(math: Tag) -> Formula | str:
    """Return the formula of ``math``, or only its words if it is too large."""
    children = _children(math)
    line = tuple(_join(_row(children)))
    words = clean_text(math.get_text()).strip()
    if not line:
        return str(math.get("alttext") or "").strip()
    if len(words) > _MAX_CHARACTERS:
        return words
    alt = clean_text(str(math.get("alttext") or "")).strip() or _spoken(line)
    display = str(math.get("display") or "").lower() == "block"
    children = tuple(node for node in children if not _is_mark(node))
    return Formula(MathElement("math", (), children), line, display, alt)


# ------------------------------------------------------------ what passes


def _children(tag: Tag) -> tuple[Node, ...]:
    return tuple(node for child in tag.children for node in _read(child))


def _read(node: object) -> list[Node]:
    """Return ``node`` as elements that pass; words between them become ``mtext``."""
    if isinstance(node, NavigableString):
        words = clean_text(str(node)).strip()
        return [MathElement("mtext", (), (words,))] if words else []
    name = node.name.rpartition(":")[2] if isinstance(node, Tag) else ""
    if not isinstance(node, Tag) or name in _DROPPED:
        return []
    if name in _TOKENS:
        words = clean_text(node.get_text()).strip()
        text = (words,) if words else ()
        return [MathElement(name, _attributes(node, name), text)]
    if name in ("semantics", "maction"):
        first = node.find(True, recursive=False)
        return _read(first) if first is not None else list(_children(node))
    if name == "mfenced":
        return [MathElement("mrow", (), _fenced(node))]
    children = _children(node)
    if name not in _LAYOUT:
        return list(children)
    if name == "mtable":
        children = _rows(node)
    elif not _is_sound(name, children):
        name = "mrow"
    if name != "mmultiscripts":
        children = tuple(node for node in children if not _is_mark(node))
    return [MathElement(name, _attributes(node, name), children)]


def _is_sound(name: str, children: Sequence[Node]) -> bool:
    """Return whether an element has the children that it must have."""
    if name == "mmultiscripts":
        return _is_scripted(children)
    at_home = name not in ("mtr", "mtd")  # rows and cells are read by ``_rows``
    return at_home and len(children) == _ARITY.get(name, len(children))


def _is_scripted(children: Sequence[Node]) -> bool:
    """Return whether scripts come in pairs after a base, and in pairs before it."""
    names = [c.name if isinstance(c, MathElement) else "" for c in children]
    if not names or names[0] in _MARKS or names.count("mprescripts") > 1:
        return False
    at = names.index("mprescripts") if "mprescripts" in names else len(names)
    return at % 2 == 1 and (len(names) - min(at + 1, len(names))) % 2 == 0


def _is_mark(node: Node) -> bool:
    """Return whether ``node`` has a meaning only among the scripts of a base."""
    return isinstance(node, MathElement) and node.name in _MARKS


def _fenced(node: Tag) -> tuple[Node, ...]:
    """Return ``mfenced`` as the row that it abbreviates (MathML 3, 3.3.8)."""
    parts = _children(node)
    given = node.get("separators")
    separators = "".join(str("," if given is None else given).split())
    row: list[Node] = [_operator(str(node.get("open", "(")))]
    for number, part in enumerate(parts):
        if number and separators:
            row.append(_operator(separators[min(number, len(separators)) - 1]))
        row.append(part)
    return (*row, _operator(str(node.get("close", ")"))))


def _operator(sign: str) -> MathElement:
    return MathElement("mo", (), (clean_text(sign).strip()[:4],))


def _rows(table: Tag) -> tuple[Node, ...]:
    """Return the rows of ``table``; other elements count as rows or as cells."""
    rows: list[Node] = []
    for row in _tags(table):
        is_row = row.name.rpartition(":")[2] in ("mtr", "mlabeledtr")
        cells = tuple(_cell(cell) for cell in (_tags(row) if is_row else [row]))
        rows.append(MathElement("mtr", (), cells))
    return tuple(rows)


def _cell(tag: Tag) -> MathElement:
    is_cell = tag.name.rpartition(":")[2] == "mtd"
    children = _children(tag) if is_cell else tuple(_read(tag))
    kept = tuple(node for node in children if not _is_mark(node))
    return MathElement("mtd", _attributes(tag, "mtd") if is_cell else (), kept)


def _tags(parent: Tag) -> list[Tag]:
    return [child for child in parent.children if isinstance(child, Tag)]


def _attributes(tag: Tag, name: str) -> tuple[tuple[str, str], ...]:
    known = _ATTRIBUTES.get(name, {})
    return tuple(
        (attribute, value)
        for attribute, pattern in sorted(known.items())
        if pattern.fullmatch(value := str(tag.get(attribute) or ""))
    )


# ---------------------------------------------------------------- in a line


def _row(children: Sequence[Node]) -> list[Inline]:
    out: list[Inline] = []
    for number, child in enumerate(children):
        sign = _sign(child)
        if sign in _RELATIONS and number and not _is_operator(children[number - 1]):
            out.append(Text(f" {_MINUS.get(sign, sign)} "))
        elif sign == ",":
            out.append(Text(", "))
        else:
            out += _line(child)
    return out


def _line(node: Node) -> list[Inline]:
    if isinstance(node, str):
        return [Text(node)]
    write = _WRITERS.get(node.name)
    return write(node.children) if write else _row(node.children)


def _token(children: Sequence[Node]) -> list[Inline]:
    words = _NO_GLYPH.sub("", "".join(c for c in children if isinstance(c, str)))
    return [Text(words)] if words else []


def _operator_line(children: Sequence[Node]) -> list[Inline]:
    """Return an operator; a hyphen becomes a minus sign, after which no line ends."""
    words = "".join(child for child in children if isinstance(child, str))
    return _token((_MINUS.get(words, words),))


def _fraction(children: Sequence[Node]) -> list[Inline]:
    return [*_whole(children[0]), Text("/"), *_whole(children[1])]


def _root(children: Sequence[Node]) -> list[Inline]:
    inner = children[0] if len(children) == 1 else MathElement("mrow", (), (*children,))
    return [Text("√"), *_whole(inner)]


def _nth_root(children: Sequence[Node]) -> list[Inline]:
    return [*_raised(_line(children[1])), Text("√"), *_whole(children[0])]


def _power(children: Sequence[Node]) -> list[Inline]:
    return [*_whole(children[0]), *_raised(_line(children[1]))]


def _index(children: Sequence[Node]) -> list[Inline]:
    base = children[0]
    return [*_whole(base), *_lowered(_line(children[1])), *_gap_after(base)]


def _both(children: Sequence[Node]) -> list[Inline]:
    lower, upper = _lowered(_line(children[1])), _raised(_line(children[2]))
    return [*_whole(children[0]), *lower, *upper, *_gap_after(children[0])]


def _gap_after(base: Node) -> list[Inline]:
    words = _line(base)
    is_large = len(words) == 1 and getattr(words[0], "text", "") in _LARGE
    return [Text(" ")] if is_large else []


def _over(children: Sequence[Node]) -> list[Inline]:
    accent = _ACCENTS.get(_sign(children[1]))
    base = _line(children[0])
    if accent and len(base) == 1 and isinstance(base[0], Text):
        return [Text(base[0].text + accent)]
    return _power(children)


def _scripts(children: Sequence[Node]) -> list[Inline]:
    """Return a base with pairs of lower and upper scripts, some of them before it."""
    if not children:
        return []
    before: list[Inline] = []
    after: list[Inline] = []
    out, is_lower = after, True
    for child in children[1:]:
        if isinstance(child, MathElement) and child.name == "mprescripts":
            out, is_lower = before, True
            continue
        script = _line(child)
        out += _lowered(script) if is_lower else _raised(script)
        is_lower = not is_lower
    return [*before, *_whole(children[0]), *after]


def _table(children: Sequence[Node]) -> list[Inline]:
    out: list[Inline] = []
    for number, row in enumerate(children):
        out += [Text("; ")] if number else []
        cells = row.children if isinstance(row, MathElement) else (row,)
        for place, cell in enumerate(cells):
            out += [Text(", ")] if place else []
            out += _line(cell)
    return out


def _nothing(_children: Sequence[Node]) -> list[Inline]:
    return []


def _space(_children: Sequence[Node]) -> list[Inline]:
    return [Text(" ")]


_WRITERS: dict[str, Callable[[Sequence[Node]], list[Inline]]] = {
    **dict.fromkeys(("mi", "mn", "mtext", "ms"), _token),
    "mo": _operator_line,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "msup": _power,
    "msub": _index,
    "msubsup": _both,
    "munder": _index,
    "mover": _over,
    "munderover": _both,
    "mmultiscripts": _scripts,
    "mtable": _table,
    **dict.fromkeys(("mphantom", "none", "mprescripts"), _nothing),
}


def _whole(node: Node) -> list[Inline]:
    """Return ``node``, in brackets if only a part of it might seem to be meant."""
    line = _line(node)
    if _is_one(node) or len(line) == 0:
        return line
    return [Text("("), *line, Text(")")]


def _is_one(node: Node) -> bool:
    """Return whether a sign beside ``node`` clearly applies to all of it."""
    if isinstance(node, str) or node.name in _TOKENS:
        return True
    children = node.children
    if node.name in ("mrow", "mstyle", "mpadded"):
        if len(children) == 1:
            return _is_one(children[0])
        return len(children) > 1 and (_sign(children[0]), _sign(children[-1])) in (
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("|", "|"),
        )
    return node.name not in ("mfrac", "mtable")


def _raised(line: Sequence[Inline]) -> list[Inline]:
    if len(line) == 1 and isinstance(line[0], Text):
        raised = line[0].text.translate(_RAISED)
        if raised in ("′", "″", "‴", "'") or not re.search(r"[^¹²³⁴-⁹]", raised):
            return [Text(raised)]
    return [Superscript(tuple(line))] if line else []


def _lowered(line: Sequence[Inline]) -> list[Inline]:
    return [Subscript(tuple(line))] if line else []


def _sign(node: Node) -> str:
    """Return the characters of an operator, "" for other nodes."""
    if isinstance(node, MathElement) and node.name == "mo":
        return "".join(child for child in node.children if isinstance(child, str))
    return ""


def _is_operator(node: Node) -> bool:
    return _sign(node) not in ("", ")", "]", "}", "|", "!")


def _join(line: Sequence[Inline]) -> list[Inline]:
    """Return ``line`` with texts joined, single spaces, and no spaces at its ends."""
    out: list[Inline] = []
    for inline in line:
        if isinstance(inline, Superscript | Subscript):
            out.append(replace(inline, children=tuple(_join(inline.children))))
        elif not isinstance(inline, Text):
            out.append(inline)
        elif out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].text + inline.text)
        else:
            out.append(inline)
    texts = (Text(re.sub(" +", " ", i.text)) if isinstance(i, Text) else i for i in out)
    return [inline for inline in texts if not isinstance(inline, Text) or inline.text]


def _spoken(line: Inlines) -> str:
    """Return a line as people type it, without markup: x^(n+1), a_i."""
    parts: list[str] = []
    for inline in line:
        if isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, Superscript | Subscript):
            inner = _spoken(inline.children)
            sign = "^" if isinstance(inline, Superscript) else "_"
            parts.append(f"{sign}{inner}" if len(inner) == 1 else f"{sign}({inner})")
    return "".join(parts)
