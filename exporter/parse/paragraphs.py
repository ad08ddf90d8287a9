"""Makes paragraphs and headings of one closed line of runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from exporter.model import (
    Abbreviation,
    Anchor,
    Break,
    Code,
    Deleted,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Heading,
    Hidden,
    ImageRef,
    Inline,
    InlineImage,
    Inlines,
    Link,
    Paragraph,
    QuoteMark,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
    Topic,
    plain_text,
)
from exporter.parse.labels import is_no_title, is_question
from exporter.parse.runs import (
    BREAK,
    OBJECT,
    Mark,
    Run,
    image_of,
    image_run,
    join_text,
    nest,
    object_run,
    single_mark,
    split_at_blank_lines,
    tidy,
)
from exporter.text import (
    CLOSING_QUOTES,
    CORNER_QUOTES,
    CURLY_QUOTES,
    SENTENCE_STOPS,
)

Role: TypeAlias = Literal["text", "lead", "term"]
Wrapper: TypeAlias = (
    Strong
    | Emphasis
    | Link
    | Topic
    | Abbreviation
    | Subscript
    | Superscript
    | Deleted
    | Foreign
    | Ruby
)

# A bold paragraph up to this length is a subheading.  In the corpus the longest true
# subheading has 29 characters, the shortest bold lead 46.
_HEADING_CHARACTERS = 36
# The level of a subheading that is only a bold line.  It is below the levels of heading
# elements, which end at 4, until ``finish`` looks at the whole article.
BOLD_LINE_LEVEL = 5
_SENTENCE_END = re.compile(
    rf"(?:[。；，…：:;.,]|[{SENTENCE_STOPS}][{CLOSING_QUOTES}）])$"
)
# 档案 | 某人: neighbouring links, which some outlets set in bold.
_LINKS_APART = re.compile("[|｜]")
# The characters that may stand beside bold words without joining them to a sentence.
_QUOTES_ONLY = re.compile(rf"""[\s"'{CURLY_QUOTES}{CORNER_QUOTES}《》]*""")
_WIRE_HEADING = re.compile(r"^\*\*\s*([^*\n]{1,60}?)\s*\*\*$")
_KINDS = {
    Strong: "strong",
    Emphasis: "emphasis",
    Topic: "topic",
    Subscript: "sub",
    Superscript: "sup",
    Deleted: "deleted",
}


def read_paragraphs(line: Sequence[Run], *, role: Role) -> list[Paragraph]:
    """Return the paragraphs of ``line``, which is split at blank lines."""
    pieces = map(tidy, split_at_blank_lines(line))
    return [Paragraph(nest(runs), role=role) for runs in pieces if runs]


def split_at_images(line: Sequence[Run]) -> list[list[Run] | Figure]:
    """Return ``line`` in parts: figures, and the runs between them.

    An image on a line of its own becomes a figure; one in a sentence stays there.
    """
    if not any(run.text == OBJECT for run in line):
        return [list(line)]
    out: list[list[Run] | Figure] = []
    kept: list[Run] = []
    for part in _split_lines(line):
        images = [image for run in part if (image := image_of(run))]
        if images and not join_text(part).replace(OBJECT, "").strip(" \u3000\n"):
            out += [kept, *map(Figure, images)]
            kept = []
        else:
            kept += part
    return [*out, kept]


def _split_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the lines of ``runs``, each including the break at its end."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        lines[-1].append(run)
        if run.text == BREAK:
            lines.append([])
    return lines


def as_subheading(paragraph: Paragraph) -> Paragraph | Heading:
    """Return ``paragraph`` as a subheading if it looks like one, else unchanged.

    Subheadings come as ``<p><strong>…</strong></p>``, from news agencies as ``**…**``.
    They are short and do not end like a sentence.
    """
    if paragraph.role != "text":
        return paragraph
    return _read_heading(runs_of(paragraph.inlines)) or paragraph


def runs_of(inlines: Inlines, marks: tuple[Mark, ...] = ()) -> list[Run]:
    """Return nested ``inlines`` as the runs that they came from."""
    out: list[Run] = []
    anchors: tuple[Mark, ...] = ()
    for inline in inlines:
        if isinstance(inline, Anchor):
            anchors = (*anchors, single_mark("anchor", inline.name))
            continue
        runs = _runs_of_one(inline, marks)
        if anchors and runs:
            text, (first, at) = runs[0].text, (runs[0].marks, len(marks))
            runs[0] = Run(text, (*first[:at], *anchors, *first[at:]))
            anchors = ()
        out += runs
    return out


def _runs_of_one(inline: Inline, marks: tuple[Mark, ...]) -> list[Run]:
    if isinstance(inline, Text):
        return [Run(inline.text, marks)]
    if isinstance(inline, Break):
        return [Run(BREAK, marks)]
    if isinstance(inline, Code):
        return [Run(inline.text, (*marks, Mark("code")))]
    if isinstance(inline, Hidden):
        return [Run(inline.text, (*marks, Mark("hidden")))]
    if isinstance(inline, InlineImage):
        return [image_run(inline.ref, marks)]
    if isinstance(inline, Anchor | QuoteMark | Formula):
        return [object_run(inline, plain_text((inline,)), marks)]
    return runs_of(inline.children, (*marks, _mark_of(inline)))


def _mark_of(inline: Wrapper) -> Mark:
    if isinstance(inline, Link):
        return Mark("link", inline.url)
    if isinstance(inline, Foreign):
        return Mark("foreign", "", inline.lang, inline.direction)
    if isinstance(inline, Abbreviation):
        return Mark("abbreviation", inline.title)
    if isinstance(inline, Ruby):
        return single_mark("ruby", inline.reading)
    return Mark(_KINDS[type(inline)])


def join_lines(paragraphs: Sequence[Paragraph]) -> Inlines:
    """Return ``paragraphs`` as one line with breaks.

    A hidden label gets no line of its own.
    """
    runs: list[Run] = []
    has_words = False
    for paragraph in paragraphs:
        if has_words:
            runs.append(Run(BREAK))
        runs += runs_of(paragraph.inlines)
        has_words = has_words or bool(plain_text(paragraph.inlines))
    return nest(tidy(runs))


def take_images(inlines: Inlines) -> tuple[Inlines, list[ImageRef]]:
    """Return a caption's ``inlines`` without its images, and the images."""
    runs = runs_of(inlines)
    refs = [image for run in runs if (image := image_of(run))]
    if not refs:
        return inlines, []
    return nest(tidy([run for run in runs if image_of(run) is None])), refs


def without_strong(inlines: Inlines) -> Inlines:
    """Return a title's inlines without bold marks: a title is bold as a whole."""
    runs = [
        Run(run.text, tuple(m for m in run.marks if m.kind != "strong"))
        for run in runs_of(inlines)
    ]
    return nest(tidy(runs)) if join_text(runs).strip() else inlines


def _read_heading(runs: Sequence[Run]) -> Heading | None:
    text = join_text(runs).strip()
    wire = _WIRE_HEADING.match(text)
    if wire:
        stars = Hidden("**")
        return Heading((stars, Text(wire.group(1)), stars), level=BOLD_LINE_LEVEL)
    strong = Mark("strong")
    plain = join_text([run for run in runs if strong not in run.marks])
    if not _QUOTES_ONLY.fullmatch(plain) or text == plain.strip():
        return None
    if (
        BREAK in text
        or len(text) > _HEADING_CHARACTERS
        or _SENTENCE_END.search(text)
        or is_question(text)
        or is_no_title(text)
        or _has_links_apart(runs)
    ):
        return None
    title = [Run(r.text, tuple(m for m in r.marks if m != strong)) for r in runs]
    return Heading(nest(tidy(title)), level=BOLD_LINE_LEVEL)


def _has_links_apart(runs: Sequence[Run]) -> bool:
    """Return whether ``runs`` are links with strokes between them or a label's link."""
    is_linked = any(mark.kind == "link" for run in runs for mark in run.marks)
    plain = join_text([r for r in runs if all(m.kind != "link" for m in r.marks)])
    return is_linked and _LINKS_APART.search(plain) is not None
