"""Writes inlines as XHTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from typing import Any

from exporter.model import (
    Abbreviation,
    Anchor,
    Break,
    Code,
    Deleted,
    Emphasis,
    Foreign,
    Formula,
    Hidden,
    Image,
    Inline,
    InlineImage,
    Inlines,
    Link,
    QuoteMark,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
    Topic,
    child_inlines,
    plain_text,
    with_child_inlines,
)
from exporter.words import wording_for
from exporter.xhtml.formulas import write_mathml
from exporter.xhtml.medium import E_READER
from exporter.xhtml.quote_marks import quote_mark
from exporter.xhtml.writer import (
    Pen,
    class_attribute,
    escape_text,
    lang_attributes,
    narrow_marks,
    split_at_narrow_marks,
)

WriteLink = Callable[[Link, str, Pen], str]

# An address in running text.  E-readers do not break it, and so stretch the line before
# it or leave it half empty.  On paper the compositor breaks it.
_LONG_ADDRESS = re.compile(r"((?:https?://|www\.)[!-'*-;=?-~]{16,})")
_SIMPLE_TAGS = {Subscript: "sub", Superscript: "sup", Deleted: "del"}
_TEXT_PX = 16
_IMAGE_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}


class _NarrowMark(Text):
    """A mark beside Latin words, which the other characters of its line showed."""

    __slots__ = ()


def write_inlines(inlines: Inlines, pen: Pen, write_link: WriteLink) -> str:
    """Return ``inlines``, which are one line, as XHTML; ``write_link`` writes links."""
    if pen.narrows:
        marks = narrow_marks("".join(map(_text_of, inlines)))
        if marks:
            inlines = _part_marks(inlines, 0, marks)
    return _write_all(inlines, pen, write_link)


def _text_of(inline: Inline) -> str:
    """Return the text of ``inline`` in which narrow marks are found."""
    children = child_inlines(inline)
    return "".join(map(_text_of, children)) if children else plain_text((inline,))


def _part_marks(inlines: Inlines, start: int, marks: Set[int]) -> Inlines:
    """Return ``inlines``, which begin at ``start`` of a line, split at ``marks``."""
    out: list[Inline] = []
    for inline in inlines:
        end = start + len(_text_of(inline))
        if not any(start <= mark < end for mark in marks):
            out.append(inline)
        elif isinstance(inline, Text):
            out += (
                _NarrowMark(part) if is_mark else Text(part)
                for part, is_mark in split_at_narrow_marks(inline.text, start, marks)
            )
        elif children := child_inlines(inline):
            out.append(with_child_inlines(inline, _part_marks(children, start, marks)))
        else:
            out.append(inline)
        start = end
    return tuple(out)


def _write_all(inlines: Inlines, pen: Pen, write_link: WriteLink) -> str:
    return "".join(_write(inline, pen, write_link) for inline in inlines)


def image_name(image: Image) -> str:
    """Return the file name of ``image`` in the book: a hash of its bytes."""
    return f"{image.sha256[:20]}.{_IMAGE_SUFFIXES[image.media_type]}"


def write_address(url: str, pen: Pen) -> str:
    """Return ``url`` as a link to itself, in readable form."""
    return E_READER.write_address(url, pen)


def _write(inline: Inline, pen: Pen, write_link: WriteLink) -> str:
    if isinstance(inline, _NarrowMark) and pen.narrows:
        return pen.write_mark(inline.text)
    if isinstance(inline, Text):
        return _text(inline, pen)
    write = _WRITERS.get(type(inline), _mark)
    return write(inline, pen, write_link)


def _text(text: Text, pen: Pen) -> str:
    if pen.on_paper or pen.family == "mono":
        return pen.write_words(text.text)
    parts = _LONG_ADDRESS.split(text.text)
    return "".join(
        f'<span class="address">{pen.write_words(part)}</span>'
        if number % 2
        else pen.write_words(part)
        for number, part in enumerate(parts)
    )


def _break(_inline: Break, _pen: Pen, _write_link: WriteLink) -> str:
    return "<br/>"


def _quote_mark(mark: QuoteMark, pen: Pen, _write_link: WriteLink) -> str:
    return pen.write(quote_mark(mark, pen.foreign or pen.lang))


def _anchor(anchor: Anchor, _pen: Pen, _write_link: WriteLink) -> str:
    return f'<span id="{escape_text(anchor.name)}"></span>'


def _code(code: Code, pen: Pen, _write_link: WriteLink) -> str:
    attributes = class_attribute(pen.own_class)
    return f"<code{attributes}>{pen.mono().write(code.text)}</code>"


def _hidden(hidden: Hidden, _pen: Pen, _write_link: WriteLink) -> str:
    return f'<span class="off-screen">{escape_text(hidden.text)}</span>'


def _foreign(words: Foreign, pen: Pen, write_link: WriteLink) -> str:
    attributes = lang_attributes(words.lang, words.direction)
    pen = pen.in_direction(words.direction)
    inner = _write_all(words.children, pen, write_link)
    return f"<span{attributes}>{inner}</span>" if attributes else inner


def _link(link: Link, pen: Pen, write_link: WriteLink) -> str:
    return write_link(link, _write_all(link.children, pen, write_link), pen)


def _abbreviation(short: Abbreviation, pen: Pen, write_link: WriteLink) -> str:
    """Return a short form; on paper without its title, which nobody could open."""
    inner = _write_all(short.children, pen, write_link)
    if pen.on_paper:
        return inner
    return f'<abbr title="{escape_text(short.title)}">{inner}</abbr>'


def _formula(formula: Formula, pen: Pen, write_link: WriteLink) -> str:
    if not pen.on_paper:
        return write_mathml(formula, pen)
    inner = _write_all(formula.children, pen, write_link)
    shown = ' class="formula display"' if formula.is_display else ' class="formula"'
    return f"<span{shown}>{inner}</span>"


def _ruby(ruby: Ruby, pen: Pen, write_link: WriteLink) -> str:
    """Return characters and their reading, in brackets for readers without ruby.

    The elements ``rb`` and ``rtc`` are not used: the HTML standard dropped them.
    """
    base = _write_all(ruby.children, pen, write_link)
    before, after = pen.write("（"), pen.write("）")
    reading = f"<rt>{pen.write(ruby.reading)}</rt>"
    return f"<ruby>{base}<rp>{before}</rp>{reading}<rp>{after}</rp></ruby>"


def _image(inline: InlineImage, pen: Pen, _write_link: WriteLink) -> str:
    """Return a small image, as high as it would be beside text of 16 px."""
    if inline.image is None:
        return ""
    height_em = round(inline.image.height_px / _TEXT_PX, 2)
    alt = escape_text(" ".join(inline.ref.alt.split()))
    alt = alt or wording_for(pen.lang).image_alt
    return (
        f'<img class="inline" src="../images/{image_name(inline.image)}" '
        f'style="height: {height_em:g}em" alt="{alt}"/>'
    )


def _mark(
    inline: Strong | Emphasis | Topic | Subscript | Superscript | Deleted,
    pen: Pen,
    write_link: WriteLink,
) -> str:
    if isinstance(inline, Strong):
        tag, attributes, pen = "strong", "", pen.bold()
    elif isinstance(inline, Emphasis):
        # Han is never slanted.  Emphasis is sans in serif text, and bold in sans text
        # (base.css).
        tag, attributes = "em", class_attribute(pen.own_class)
        pen = pen.sans() if pen.family == "serif" else pen.bold()
    elif isinstance(inline, Topic):
        tag, attributes = "span", class_attribute("topic")
    else:
        tag, attributes = _SIMPLE_TAGS[type(inline)], ""
    inner = _write_all(inline.children, pen, write_link)
    return f"<{tag}{attributes}>{inner}</{tag}>"


_WRITERS: dict[type[Any], Callable[[Any, Pen, WriteLink], str]] = {
    Break: _break,
    QuoteMark: _quote_mark,
    Anchor: _anchor,
    Formula: _formula,
    Abbreviation: _abbreviation,
    Ruby: _ruby,
    Code: _code,
    InlineImage: _image,
    Hidden: _hidden,
    Foreign: _foreign,
    Link: _link,
}
