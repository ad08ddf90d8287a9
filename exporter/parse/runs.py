"""Inline content as runs: text with the marks that apply to it.

While an article is read, inline content is a flat list of ``Run``.  So white space,
stray spaces and copyright sentences can be handled across markup
(``<strong>6</strong><strong>月</strong>``, ``<b>法国 </b>：``).  Then the runs become
the nested inlines of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count, groupby
from typing import NamedTuple

from exporter.model import (
    Abbreviation,
    Anchor,
    Break,
    Code,
    Deleted,
    Direction,
    Emphasis,
    Foreign,
    Hidden,
    ImageRef,
    Inline,
    InlineImage,
    Inlines,
    Link,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
    Topic,
)
from exporter.text import (
    FULL_WIDTH_MARKS,
    HAN,
    SHARED_WITH_LATIN,
    drop_invisibles,
    ordinary_letters,
    stray_joiners,
)

BREAK = "\n"
# The text of a run that holds an image (U+FFFC OBJECT REPLACEMENT CHARACTER).
OBJECT = "\ufffc"
# Marks over plain characters: no other markup applies inside them.
_AS_TYPED = ("code", "hidden", "object")
_SERIALS = count(1)


class Mark(NamedTuple):
    """Markup over a run.

    ``value`` is the address of a link, the name of an anchor, the reading of a ruby,
    the long form of an abbreviation, or the inline itself of an ``object``.  ``lang``
    and ``direction`` are those of foreign words.  ``image`` is set for an object that
    is an image.  ``serial`` distinguishes two equal marks that follow each other.
    """

    kind: str
    value: str | Inline = ""
    lang: str = ""
    direction: Direction = ""
    image: ImageRef | None = None
    serial: int = 0


class Run(NamedTuple):
    """Text under marks, the outermost first; a ``\\n`` alone is a line break."""

    text: str
    marks: tuple[Mark, ...] = ()


_WRAPPERS: dict[
    str, type[Strong | Emphasis | Topic | Subscript | Superscript | Deleted]
]
_WRAPPERS = {
    "strong": Strong,
    "emphasis": Emphasis,
    "topic": Topic,
    "sub": Subscript,
    "sup": Superscript,
    "deleted": Deleted,
}

_SPACES = re.compile(
    "[ \t\r\n\f\v\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+"
)
_SPACE = re.compile(_SPACES.pattern.removesuffix("+"))
_XML_ILLEGAL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)

# A space beside a full-width mark is a typing error.  A line could break at it, so that
# the mark would begin a line (docs/typesetting.md, Line start and line end).  Quotes,
# dashes and ellipses also belong to Latin text.  Beside them a space is certainly an
# error only if the neighbour on its other side is Chinese.
_FULL, _SHARED = FULL_WIDTH_MARKS, SHARED_WITH_LATIN
_CJK = HAN + _FULL
STRAY_SPACE = re.compile(
    f"(?<=[{_FULL}]) +| +(?=[{_FULL}])"
    f"|(?<=[{_CJK}]) +(?=[{_SHARED}])|(?<=[{_SHARED}]) +(?=[{_CJK}])"
)
_MORE_SPACES = re.compile("(?<= ) +")
_SPACES_AT_BREAK = re.compile("[ \u3000]+(?=\n)|(?<=\n)[ \u3000]+")
_IDEOGRAPHIC_EDGE = " \u3000"
_INDENT = "\u3000\u3000"


def drop_illegal_characters(text: str) -> str:
    """Return ``text`` without the characters that XML 1.0 section 2.2 forbids.

    Vertical tabs and form feeds stay here: HTML counts them as white space, and
    ``clean_text`` turns them into spaces.
    """
    return _XML_ILLEGAL.sub("", text)


def clean_text(text: str, *, is_part: bool = False) -> str:
    """Return ``text`` with single spaces and without invisible characters.

    Ideographic spaces (U+3000) inside the text are the author's and stay.  If the text
    ``is_part`` of a line, ``tidy`` decides about joiners at its ends.
    """
    text = ordinary_letters(drop_invisibles(text, is_part=is_part))
    return drop_illegal_characters(_SPACES.sub(" ", text))


def clean_typed_text(text: str) -> str:
    """Return ``text`` without invisible characters, with every space kept."""
    text = ordinary_letters(drop_invisibles(text, is_part=True))
    return drop_illegal_characters(_SPACE.sub(" ", text))


def add_mark(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Return ``marks`` with ``mark``: at most one link, each other mark once.

    An inner link replaces an outer one.  Marks over plain characters stay last.
    """
    if mark.kind == "link":
        marks = tuple(m for m in marks if m.kind != "link")
    if mark in marks:
        return marks
    bare = [m for m in (*marks, mark) if m.kind in _AS_TYPED]
    return (*(m for m in (*marks, mark) if m.kind not in _AS_TYPED), *bare[:1])


def single_mark(kind: str, value: str | Inline) -> Mark:
    """Return a mark that differs from every other mark."""
    return Mark(kind, value, serial=next(_SERIALS))


def object_run(inline: Inline, text: str, marks: tuple[Mark, ...] = ()) -> Run:
    """Return ``inline`` as a run with ``text`` for rules that look at text."""
    return Run(text, (*marks, single_mark("object", inline)))


def break_under(marks: tuple[Mark, ...]) -> Run:
    """Return the line break of a ``br`` under ``marks``."""
    return Run(BREAK, tuple(m for m in marks if m.kind not in _AS_TYPED))


def image_run(ref: ImageRef, marks: tuple[Mark, ...]) -> Run:
    """Return the run of an image under ``marks``."""
    kept = (m for m in marks if m.kind not in _AS_TYPED)
    return Run(OBJECT, (*kept, Mark("image", image=ref)))


def image_of(run: Run) -> ImageRef | None:
    """Return the image in ``run``, None for text."""
    return run.marks[-1].image if run.marks else None


def join_text(runs: Iterable[Run]) -> str:
    """Return the joined text of ``runs``."""
    return "".join(run.text for run in runs)


def cut(runs: Sequence[Run], spans: Iterable[tuple[int, int]]) -> list[Run]:
    """Return ``runs`` without the given spans of their joined text."""
    gone = sorted(spans)
    if not gone:
        return list(runs)
    out: list[Run] = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        kept, at = [], start
        for first, last in gone:
            if last <= at or first >= end:
                continue
            kept.append(run.text[at - start : max(first, at) - start])
            at = min(last, end)
        kept.append(run.text[at - start :])
        text = "".join(kept)
        if text:
            out.append(Run(text, run.marks))
        start = end
    return out


def tidy(runs: Sequence[Run]) -> list[Run]:
    """Return ``runs`` merged, trimmed and without stray spaces.

    Line breaks at both ends and spaces around a break are dropped.  Neighbouring spaces
    of two runs become one.  Code is not changed.
    """
    merged = _merge(runs)
    text = "".join(_in_spaces(run) for run in merged)
    if not text.strip(_IDEOGRAPHIC_EDGE + BREAK):
        return []
    spans = stray_joiners(join_text(merged))
    if " " in text:
        spans += [m.span() for m in _MORE_SPACES.finditer(text)]
        spans += [m.span() for m in STRAY_SPACE.finditer(text)]
    if BREAK in text:
        spans += [m.span() for m in _SPACES_AT_BREAK.finditer(text)]
    body = text.strip(_IDEOGRAPHIC_EDGE + BREAK)
    lead = text.index(body)
    if lead:
        spans.append((0, lead))
    if lead + len(body) < len(text):
        spans.append((lead + len(body), len(text)))
    return _merge(cut(merged, spans)) if spans else merged


def split_at_blank_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Split ``runs`` where two or more line breaks follow each other.

    Some outlets write paragraphs as ``<br><br>``.  A single break
    before two ideographic spaces begins a paragraph, too: they are an indent that was
    typed by hand.
    """
    pieces: list[list[Run]] = [[]]
    breaks = 0
    for run in runs:
        if run.text == BREAK:
            breaks += 1
        elif run.text.strip(_IDEOGRAPHIC_EDGE):
            if breaks > 1 or (breaks and run.text.lstrip(" ").startswith(_INDENT)):
                pieces.append([])
            elif breaks == 1:
                pieces[-1].append(Run(BREAK))
            breaks = 0
            pieces[-1].append(run)
        elif not breaks:
            pieces[-1].append(run)
    return [piece for piece in pieces if piece]


def nest(runs: Sequence[Run], depth: int = 0) -> Inlines:
    """Return the inlines of ``runs``; the outermost mark becomes the outermost one."""
    out: list[Inline] = []
    for mark, group in groupby(runs, key=lambda r: r.marks[depth : depth + 1]):
        members = list(group)
        if not mark:
            out.extend(_leaf(run.text) for run in members)
        elif mark[0].image is not None:
            out += [InlineImage(mark[0].image)] * len(join_text(members))
        elif mark[0].kind == "anchor":
            out += (Anchor(str(mark[0].value)), *nest(members, depth + 1))
        else:
            out.append(_wrap(mark[0], members, depth))
    return tuple(out)


def _leaf(text: str) -> Inline:
    return Break() if text == BREAK else Text(text)


def _wrap(mark: Mark, runs: Sequence[Run], depth: int) -> Inline:
    if mark.kind == "code":
        return Code(join_text(runs))
    if mark.kind == "hidden":
        return Hidden(join_text(runs).strip())
    if mark.kind == "object" and not isinstance(mark.value, str):
        return mark.value
    children = nest(runs, depth + 1)
    if mark.kind == "link":
        return Link(str(mark.value), children)
    if mark.kind == "abbreviation":
        return Abbreviation(children, str(mark.value))
    if mark.kind == "ruby":
        return Ruby(children, str(mark.value))
    if mark.kind == "foreign":
        return Foreign(children, mark.lang, mark.direction)
    return _WRAPPERS[mark.kind](children)


def _in_spaces(run: Run) -> str:
    """Return the text of ``run`` with code masked, because all its spaces count."""
    is_code = any(mark.kind == "code" for mark in run.marks)
    return "x" * len(run.text) if is_code and run.text.strip() else run.text


def _merge(runs: Iterable[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if run.text == BREAK:
            out.append(Run(BREAK, run.marks))
        elif out and out[-1].text != BREAK and out[-1].marks == run.marks:
            out[-1] = Run(out[-1].text + run.text, run.marks)
        else:
            out.append(run)
    return out
