"""Marks words that run from right to left in a line from left to right.

The inlines of a block enter.  They leave with every run of Arabic, Hebrew and similar
scripts in a ``Foreign``.  A reader then orders the run by itself, a compositor moves it
as a whole, and a voice reads it in its language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exporter.model import (
    Break,
    Foreign,
    Inline,
    Inlines,
    Text,
    child_inlines,
    plain_text,
    with_child_inlines,
)
from exporter.text import (
    direction_of,
    has_right_to_left,
    language_of_run,
    right_to_left_runs,
)

# Replaces an isolate in the text: a neutral character (UAX 9, X5a and X6a).
_OBJECT = "\ufffc"
# Replaces what is no text, such as code; it runs from left to right.
_LEFT_TO_RIGHT = "x"


def mark_phrases(inlines: Inlines) -> Inlines:
    """Return ``inlines`` of a left-to-right block with its right-to-left runs marked.

    A mark lies inside links and other markup that hold all of a run, else around them.
    Markup that holds a part of a run is cut in two.
    """
    if not has_right_to_left(plain_text(inlines)):
        return inlines
    marked = tuple(_settle(inline) for inline in inlines)
    text = "".join(map(_text_of, marked))
    for start, end in reversed(right_to_left_runs(text)):
        marked = _wrap(marked, start, end, lang="")
    return marked


def _settle(inline: Inline) -> Inline:
    """Return ``inline`` with its isolates marked: each one is a text of its own."""
    children = child_inlines(inline)
    if not children:
        return inline
    if not isinstance(inline, Foreign) or not inline.direction:
        return with_child_inlines(inline, tuple(map(_settle, children)))
    text = plain_text(children)
    direction = inline.direction
    if direction == "ltr":
        return replace(inline, children=mark_phrases(children))
    lang = inline.lang or language_of_run(text)
    if direction_of(text) != "rtl":
        # For example Chinese that a template marks as Arabic.
        return replace(
            inline, lang="", direction="ltr", children=mark_phrases(children)
        )
    return replace(inline, lang=lang)


def _text_of(inline: Inline) -> str:
    """Return the text that the bidirectional algorithm sees for ``inline``."""
    if isinstance(inline, Text):
        return inline.text
    if isinstance(inline, Break):
        return "\n"
    if isinstance(inline, Foreign) and inline.direction:
        return _OBJECT
    if not hasattr(inline, "children"):
        return _LEFT_TO_RIGHT
    return "".join(map(_text_of, child_inlines(inline)))


def _wrap(inlines: Inlines, start: int, end: int, *, lang: str) -> Inlines:
    """Return ``inlines`` with the text from ``start`` to ``end`` marked."""
    out: list[Inline] = []
    held: list[Inline] = []
    place = 0
    for inline in inlines:
        length = len(_text_of(inline))
        first, last = max(start - place, 0), min(end - place, length)
        place += length
        if first >= last:
            out.append(inline)
        elif not isinstance(inline, Text) and place >= end and place - length <= start:
            out.append(_wrap_inside(inline, first, last, lang=lang))
        else:
            before, rest = _cut(inline, first)
            inside, after = _cut(rest[0], last - first) if rest else ((), ())
            held += inside
            out += before
            if place >= end:
                out.append(_foreign(held, lang))
            out += after
    return tuple(out)


def _wrap_inside(inline: Inline, start: int, end: int, *, lang: str) -> Inline:
    """Return ``inline``, which holds all of a run, with the run marked inside it."""
    if isinstance(inline, Foreign):
        lang = inline.lang or lang
        if not start and end == len(_text_of(inline)):
            found = lang or language_of_run(plain_text(inline.children))
            return replace(inline, lang=found, direction="rtl")
    return with_child_inlines(
        inline, _wrap(child_inlines(inline), start, end, lang=lang)
    )


def _cut(inline: Inline, at: int) -> tuple[Inlines, Inlines]:
    """Return ``inline`` in two parts, each of which may be empty."""
    length = len(_text_of(inline))
    if at <= 0:
        return (), (inline,)
    if at >= length:
        return (inline,), ()
    if isinstance(inline, Text):
        return (Text(inline.text[:at]),), (Text(inline.text[at:]),)
    before: list[Inline] = []
    after: list[Inline] = []
    place = 0
    for child in child_inlines(inline):
        one, two = _cut(child, at - place)
        before += one
        after += two
        place += len(_text_of(child))
    first, second = (
        (with_child_inlines(inline, tuple(part)),) if part else ()
        for part in (before, after)
    )
    return first, second


def _foreign(inlines: Sequence[Inline], lang: str) -> Foreign:
    children = tuple(inlines)
    return Foreign(children, lang or language_of_run(plain_text(children)), "rtl")
