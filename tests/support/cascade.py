"""A small CSS cascade: the styles that the book's stylesheets give a document.

The input is the files in ``styles/``, the output the style of every element.  It
knows the selectors and values the house uses, and refuses all others, so that
a rule it would misjudge fails the tests instead of passing them by.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from exporter.fonts import css_family
from exporter.fonts.selection import STYLES
from exporter.formats.stylesheets import EPUB_STYLES, load_styles
from exporter.model import FontStyle

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:\.[a-z][a-z0-9-]*)*)")
# An attribute selector is as specific as a class.
_LEFTWARD = "dir-rtl"
_INHERITED = ("font-family", "font-weight", "font-style", "display-none")
_FAMILIES = {
    css_family(style): (style.script, style.family)
    for style in STYLES
    if style.weight == 400
}


@dataclass(frozen=True, slots=True)
class Compound:
    """An element name, "" for any, and the classes it must have."""

    name: str
    classes: frozenset[str]

    def matches(self, name: str, classes: frozenset[str]) -> bool:
        """Tell whether an element of that name and those classes is meant."""
        return self.name in ("", name) and self.classes <= classes


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector, its compounds outermost first, and its declarations."""

    compounds: tuple[Compound, ...]
    declarations: tuple[tuple[str, str], ...]
    order: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """Return the specificity (Selectors 3, section 9), then the order."""
        classes = sum(len(compound.classes) for compound in self.compounds)
        names = sum(bool(compound.name) for compound in self.compounds)
        return classes, names, self.order


@cache
def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of a stylesheet; anything but plain rules raises."""
    bare = _COMMENT.sub("", text)
    assert not _RULE.sub("", bare).strip(), _RULE.sub("", bare).strip()
    rules: list[Rule] = []
    for found in _RULE.finditer(bare):
        declarations = tuple(_read_declarations(found.group(2)))
        for selector in found.group(1).split(","):
            compounds = tuple(map(_read_compound, selector.split()))
            assert compounds, f"a rule without a selector: {found.group()}"
            rules.append(Rule(compounds, declarations, len(rules)))
    return tuple(rules)


@cache
def book_rules() -> tuple[Rule, ...]:
    """Return the rules of a book's stylesheets, those of its fonts left out."""
    return read_rules(load_styles(EPUB_STYLES))


def visible_text(root: etree._Element) -> dict[FontStyle, set[str]]:
    """Return the characters that each font style sets in a document's body.

    White space is left out, and so is what the stylesheet does not display.
    """
    out: dict[FontStyle, set[str]] = defaultdict(set)
    for element, text in _texts(root):
        style = computed_style(element)
        if "display-none" not in style:
            out[_font_style(style)].update("".join(text.split()))
    return {style: characters for style, characters in out.items() if characters}


def computed_style(element: etree._Element) -> Mapping[str, str]:
    """Return the declarations that hold for ``element``, inherited ones too.

    ``display-none`` stands for an ancestor that is not displayed.
    """
    path = tuple(
        (etree.QName(one).localname, _classes_of(one))
        for one in (*reversed(list(element.iterancestors())), element)
    )
    return _style_of(path)


def _classes_of(element: etree._Element) -> frozenset[str]:
    """Return the classes of ``element``; its direction counts as one."""
    classes = (element.get("class") or "").split()
    return frozenset([*classes, _LEFTWARD] if element.get("dir") == "rtl" else classes)


Path = tuple[tuple[str, frozenset[str]], ...]


@cache
def _style_of(path: Path) -> Mapping[str, str]:
    above = _style_of(path[:-1]) if len(path) > 1 else {}
    style = {name: value for name, value in above.items() if name in _INHERITED}
    rules = sorted(
        (rule for rule in book_rules() if _matches(rule.compounds, path)),
        key=lambda rule: rule.rank,
    )
    around = style.get("font-family", "")
    for rule in rules:
        style.update(rule.declarations)
    if style.get("font-family", "").startswith("dwx-latin-"):
        style["around"] = around
    if style.get("display") == "none":
        style["display-none"] = "yes"
    return style


def _matches(compounds: Sequence[Compound], path: Path) -> bool:
    if not compounds[-1].matches(*path[-1]):
        return False
    rest = iter(reversed(path[:-1]))
    return all(
        any(compound.matches(*step) for step in rest)
        for compound in reversed(compounds[:-1])
    )


def _font_style(style: Mapping[str, str]) -> FontStyle:
    families = style.get("font-family", "(none)")
    first = style.get("around", families).split(",")[0].strip()
    assert first in _FAMILIES, f"text in {first}, which is no face of the book"
    script, family = _FAMILIES[first]
    weight = style.get("font-weight", "400")
    assert weight in ("400", "700"), weight
    assert style.get("font-style", "normal") == "normal"
    narrow = "around" in style
    if narrow:
        # The marks are set in the face of the words around them.
        assert families.startswith(f"dwx-latin-{family},"), (families, first)
    return FontStyle(script, family, 700 if weight == "700" else 400, narrow=narrow)


def _texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    body = next(root.iter("{http://www.w3.org/1999/xhtml}body"))
    for element in body.iter():
        if element.text:
            yield element, element.text
        if element.tail and element is not body:
            parent = element.getparent()
            assert parent is not None
            yield parent, element.tail


def _read_declarations(text: str) -> Iterator[tuple[str, str]]:
    for declaration in filter(str.strip, text.split(";")):
        name, colon, value = declaration.partition(":")
        assert colon, f"no declaration: {declaration}"
        yield name.strip(), " ".join(value.split())


def _read_compound(text: str) -> Compound:
    found = _COMPOUND.fullmatch(text.replace('[dir="rtl"]', f".{_LEFTWARD}"))
    assert found, f"a selector that this cascade does not know: {text}"
    return Compound(found[1] or "", frozenset(found[2].split(".")[1:]))
