"""Writes XHTML, and records which characters each style sets.

A ``Pen`` writes text in one style and notes the characters in ``usage``.  The fonts are
later cut to these characters.  So a pen must use the styles that ``styles/base.css``
gives to the same elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from html import escape

from exporter.model import Direction, FontFamily, FontStyle, FontWeight, Script
from exporter.text import (
    CURLY_QUOTES,
    find_latin_marks,
    has_right_to_left,
    isolated_runs,
    language_of_run,
    split_sequences,
)
from exporter.words import script_of

XHTML_MEDIA_TYPE = "application/xhtml+xml"
STYLESHEET = "../styles/book.css"

Usage = dict[FontStyle, set[str]]

# Characters that a document cannot hold (XML 1.0 section 2.2), lone surrogates, which
# cannot be encoded, and the zero-width characters that KOReader draws as spaces
# (docs/typesetting.md, Characters).
_UNSETTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u200b\u2060\ufeff]"
)
# Marks that Chinese faces draw a full em wide, also in Latin text.
_SQUARE_MARK = re.compile(f"[{CURLY_QUOTES}]")
_TAGS: dict[Script, str] = {"hans": "zh-Hans", "hant": "zh-Hant"}


@dataclass(frozen=True, slots=True)
class Document:
    """One XHTML file of the book; ``name`` has no folder.

    ``label`` is its title in a table of contents, "" for a file that only continues
    the one before it.
    """

    name: str
    label: str
    lang: str
    content: str


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes escaped text in one style and notes its characters.

    ``apart``: the text is in another script than its document, so every element that
    changes the face must name its script.  ``direction`` is that of the element around
    the text.  ``foreign`` is the tag of a language that is not Chinese.  ``on_paper``:
    nothing is drawn by the device, such as formulas.  ``tag`` is the BCP 47 tag of the
    text if it names a region, too.
    """

    usage: Usage = field(repr=False)
    script: Script = "hans"
    family: FontFamily = "serif"
    weight: FontWeight = 400
    apart: bool = False
    direction: Direction = "ltr"
    foreign: str = ""
    on_paper: bool = False
    tag: str = ""

    @property
    def lang(self) -> str:
        """Return the language tag of the book's own words in this script."""
        return self.tag or _TAGS[self.script]

    @property
    def own_class(self) -> str:
        """Return the class that an element needs to change the face, "" for none."""
        return self.script if self.apart else ""

    def write(self, text: str) -> str:
        """Return ``text``, which is a whole line, escaped for element content."""
        if not self.narrows:
            return self.write_words(text)
        return "".join(
            self.write_mark(part) if is_mark else self.write_words(part)
            for part, is_mark in split_at_narrow_marks(text, 0, narrow_marks(text))
        )

    @property
    def narrows(self) -> bool:
        """Return whether marks of Latin words need a face of their own.

        Not on paper: the compositor narrows the glyphs there.
        """
        return not self.on_paper and self.family != "mono"

    def write_mark(self, mark: str) -> str:
        """Return a quotation mark or an apostrophe of Latin words in a narrow face.

        Its element has the class of its family, so readers ask that face first.
        """
        style = FontStyle(self.script, self.family, self.weight, narrow=True)
        self.usage.setdefault(style, set()).add(mark)
        names = class_attribute("latin-sans" if self.family == "sans" else "latin")
        return f"<span{names}>{mark}</span>"

    def write_words(self, text: str) -> str:
        """Return ``text`` of a line whose narrow marks were already split off.

        In a line from left to right, words from right to left get an element.
        """
        if self.direction == "rtl" or not has_right_to_left(text):
            return self.write_plain(text)
        text = _UNSETTABLE.sub("", text)
        self.note(text)
        return write_phrases(text)

    def write_plain(self, text: str) -> str:
        """Return ``text`` escaped, without elements: MathML allows none of XHTML."""
        text = _UNSETTABLE.sub("", text)
        self.note(text)
        return escape(text)

    def note(self, characters: str) -> None:
        """Note ``characters`` that readers draw themselves, such as bullets.

        A sequence of emoji is noted as one sign.
        """
        style = FontStyle(self.script, self.family, self.weight)
        rest, sequences = split_sequences(characters)
        self.usage.setdefault(style, set()).update(rest, sequences)

    def sans(self) -> Pen:
        """Return the pen for captions, dates and the like."""
        return replace(self, family="sans")

    def mono(self) -> Pen:
        """Return the pen for code, whose letters have one width."""
        return replace(self, family="mono")

    def bold(self) -> Pen:
        """Return the pen for bold words of the same face."""
        return replace(self, weight=700)

    def title(self) -> Pen:
        """Return the pen for headings: bold sans (黑体)."""
        return replace(self, family="sans", weight=700)

    def in_direction(self, direction: Direction) -> Pen:
        """Return the pen for text that runs in ``direction``; "" changes nothing."""
        return replace(self, direction=direction) if direction else self

    def in_lang(self, lang: str) -> Pen:
        """Return the pen for text in ``lang``; a foreign language keeps the script."""
        if not lang:
            return self
        if not lang.startswith("zh"):
            return replace(self, foreign=lang)
        pen = replace(self, foreign="") if self.foreign else self
        script = script_of(lang)
        return (
            pen
            if script == pen.script
            else replace(pen, script=script, apart=True, tag="")
        )


def narrow_marks(text: str) -> Set[int]:
    """Return the places of the marks in ``text`` that must be narrow."""
    if not _SQUARE_MARK.search(text):
        return frozenset()
    return {
        place for place in find_latin_marks(text) if _SQUARE_MARK.match(text, place)
    }


def split_at_narrow_marks(
    text: str, start: int, marks: Set[int]
) -> Iterator[tuple[str, bool]]:
    """Yield the parts of ``text``, which begins at ``start`` of its line.

    With each part comes whether it is one of ``marks``, which are places in the line.
    """
    begin = 0
    for place in sorted(mark - start for mark in marks):
        if begin <= place < len(text):
            if place > begin:
                yield text[begin:place], False
            yield text[place], True
            begin = place + 1
    if begin < len(text) or not text:
        yield text[begin:], False


def write_phrases(text: str) -> str:
    """Return ``text`` escaped; words from right to left get their own elements."""
    return "".join(_phrases(_UNSETTABLE.sub("", text)))


def _phrases(text: str) -> Iterator[str]:
    place = 0
    for start, end in isolated_runs(text):
        lang = lang_attributes(language_of_run(text[start:end]), "rtl")
        yield f"{escape(text[place:start])}<span{lang}>{escape(text[start:end])}</span>"
        place = end
    yield escape(text[place:])


def start_pen(usage: Usage, lang: str, *, on_paper: bool = False) -> Pen:
    """Return the pen for the text of a document in ``lang``."""
    return Pen(usage, script_of(lang), on_paper=on_paper, tag=lang)


def escape_text(text: str) -> str:
    """Return ``text`` escaped, for places where its characters need no font."""
    return escape(_UNSETTABLE.sub("", text))


def lang_attributes(lang: str, direction: Direction = "") -> str:
    """Return the attributes that say an element's language and direction."""
    quoted = escape_text(lang)
    attributes = f' lang="{quoted}" xml:lang="{quoted}"' if lang else ""
    return f'{attributes} dir="{direction}"' if direction else attributes


def class_attribute(*names: str, lang: str = "") -> str:
    """Return a class attribute; for Chinese it includes the class of the script.

    Old readers do not support ``:lang()``, so the face depends on a class.
    """
    if lang.startswith("zh"):
        names = (*names, script_of(lang))
    kept = dict.fromkeys(name for name in names if name)
    return f' class="{" ".join(kept)}"' if kept else ""


def page(
    title: str,
    body: str,
    *,
    lang: str,
    body_class: str = "",
    body_type: str = "",
) -> str:
    """Return a whole XHTML document around ``body``.

    ``body_type`` is an ``epub:type`` (EPUB 3 Structural Semantics).
    """
    attributes = class_attribute(body_class, lang=lang)
    if body_type:
        attributes += f' epub:type="{body_type}"'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        "<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"{lang_attributes(lang)}>\n'
        f"<head>\n<title>{escape_text(title)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{STYLESHEET}"/>\n'
        f"</head>\n<body{attributes}>\n{body}\n</body>\n</html>\n"
    )


def shorten(text: str, characters: int) -> str:
    """Return ``text`` cut to ``characters`` at most, with an ellipsis if cut."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
