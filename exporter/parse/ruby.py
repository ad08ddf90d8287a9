"""Ruby: which characters have which reading.

There are four forms: ``<ruby>漢<rt>…</rt>字<rt>…</rt></ruby>``, bases in ``rb`` before
all their readings, a second reading in ``rtc``, and ruby inside ruby.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4.element import NavigableString, PageElement, Tag

from exporter.parse.runs import clean_text

# Longer text is no reading, but an element whose end tag is missing.
MAX_CHARACTERS = 40


@dataclass
class RubyPart:
    """Nodes with their readings, the innermost first; there may be no reading."""

    nodes: list[PageElement]
    readings: list[str]


@dataclass
class _RubyGroup:
    bases: list[list[PageElement]] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    is_open: bool = False


def split_ruby(ruby: Tag) -> Iterator[RubyPart]:
    """Yield the parts of ``ruby`` in order, without brackets for old browsers."""
    group = _RubyGroup()
    for child in _siblings(ruby):
        name = child.name if isinstance(child, Tag) else ""
        if isinstance(child, Tag) and name == "rt":
            group.readings.append(_words(child))
        elif isinstance(child, Tag) and name == "rtc":
            inner = child.find_all("rt", recursive=False)
            group.second += map(_words, inner or [child])
        elif name != "rp":
            blank = isinstance(child, NavigableString) and not str(child).strip()
            if blank and not group.is_open:
                continue
            if group.readings or group.second:
                yield from _parts(group)
                group = _RubyGroup()
            _add_base(group, child)
    yield from _parts(group)


def _siblings(parent: Tag) -> Iterator[PageElement]:
    """Yield the children of ``parent``; nested parts of ruby become siblings.

    HTML 4.5.10 allows leaving out the end tags of ``rt`` and ``rp``, but the parser
    does not support that and nests what follows.
    """
    for child in parent.children:
        yield child
        if isinstance(child, Tag) and child.name in ("rt", "rp"):
            yield from (c for c in _siblings(child) if _is_part(c))


def _is_part(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in ("rt", "rp", "rtc")


def _add_base(group: _RubyGroup, node: PageElement) -> None:
    is_base = isinstance(node, Tag) and node.name == "rb"
    if is_base or not group.is_open:
        group.bases.append([])
    group.bases[-1].append(node)
    group.is_open = not is_base


def _parts(group: _RubyGroup) -> Iterator[RubyPart]:
    count = len(group.bases)
    if not count:
        return
    second = [" ".join(group.second)] if group.second else []
    if len(group.readings) == count and len(group.second) in (0, count):
        for number, nodes in enumerate(group.bases):
            readings = [group.readings[number], *group.second[number : number + 1]]
            yield RubyPart(nodes, readings)
    else:
        reading = [" ".join(group.readings)] if group.readings else []
        nodes = [node for base in group.bases for node in base]
        yield RubyPart(nodes, reading + second)


def _words(tag: Tag) -> str:
    kept = (node for node in tag.children if not _is_part(node))
    parts = (n.get_text() if isinstance(n, Tag) else str(n) for n in kept)
    return clean_text("".join(parts)).strip()
