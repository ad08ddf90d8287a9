"""Words that run from right to left in a line that does not, each named as such.

The inlines of a block enter; the same leave, with every run of Arabic, Hebrew or the
like under one ``Foreign``.  A reader then orders it by itself, a compositor moves it
as a whole, and a voice reads it in its language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exporter.directions import (
    direction_of,
    has_right_to_left,
    language_of_run,
    right_to_left_runs,
)
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

# What stands in a text for an isolate: a neutral character (UAX 9, X5a and X6a).
_OBJECT = "\ufffc"
# For something that is no text, such as code: it runs from left to right.
_LEFT_TO_RIGHT = "x"


def mark_phrases(inlines: Inlines) -> Inlines:
    """Return ``inlines`` of a block that runs from left to right with runs marked.

    Marks lie within links and other markup that holds all of a run, else around it;
    markup that holds a part of a run is cut in two.
    """
    if not has_right_to_left(plain_text(inlines)):
        return inlines
    marked = tuple(_settle(inline) for inline in inlines)
    text = "".join(map(_text_of, marked))
    for start, end in reversed(right_to_left_runs(text)):
        marked = _wrap(marked, start, end, lang="")
    return marked


def _settle(inline: Inline) -> Inline:
    """Return ``inline`` with isolates in it seen to: they are texts of their own."""
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
        # Chinese, say, that a template claims for Arabic.
        return replace(
            inline, lang="", direction="ltr", children=mark_phrases(children)
        )
    return replace(inline, lang=lang)


def _text_of(inline: Inline) -> str:
    """Return what ``inline`` is to the bidirectional algorithm."""
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
    """Return ``inline``, which holds all of a run, with the run marked in it."""
    if isinstance(inline, Foreign):
        lang = inline.lang or lang
        if not start and end == len(_text_of(inline)):
            found = lang or language_of_run(plain_text(inline.children))
            return replace(inline, lang=found, direction="rtl")
    return with_child_inlines(
        inline, _wrap(child_inlines(inline), start, end, lang=lang)
    )


def _cut(inline: Inline, at: int) -> tuple[Inlines, Inlines]:
    """Return ``inline`` in two parts, either of which may be nothing."""
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
