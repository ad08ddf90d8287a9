"""Converts a line with markup in it.

The text of a line is converted as one string, as if it had no markup, because markup
may cut a word.  Each run of text then gets its part of the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporter.conversion.lines import LineConverter, cut_stretches
from exporter.model import (
    Abbreviation,
    Break,
    Code,
    Foreign,
    Formula,
    Hidden,
    Inline,
    InlineImage,
    Inlines,
    MathElement,
    QuoteMark,
    Ruby,
    Script,
    Text,
    child_inlines,
    iter_inlines,
    with_child_inlines,
)

# Replaces what is no Chinese text, such as code, so that no word reaches across it.
_OBJECT = "\ufffc"


def convert_inlines(inlines: Inlines, around: Script, line: LineConverter) -> Inlines:
    """Return ``inlines``, of a block in the script ``around``, converted.

    Characters with a reading above them keep their number, because each has its own
    reading.
    """
    if not inlines:
        return inlines
    if len(inlines) == 1 and isinstance(inlines[0], Text):  # most lines: no markup
        return (Text(line.convert(inlines[0].text, around)),)
    runs = [run for inline in inlines for run in _runs_of(inline)]
    has_ruby = any(isinstance(inline, Ruby) for inline in iter_inlines(inlines))
    stretches = line.split("".join(runs), around, keep_length=has_ruby)
    rebuilder = _Rebuilder(line, around, cut_stretches(stretches, list(map(len, runs))))
    return tuple(map(rebuilder.rebuild, inlines))


class _Rebuilder:
    """Puts converted runs back into inlines, in reading order."""

    def __init__(self, line: LineConverter, around: Script, runs: list[str]) -> None:
        self._line = line
        self._around = around
        self._runs = iter(runs)

    def rebuild(self, inline: Inline) -> Inline:
        """Return ``inline`` with the next runs."""
        if isinstance(inline, Text):
            return replace(inline, text=next(self._runs))
        if _is_apart(inline):
            next(self._runs)
            return self._convert_apart(inline)
        if isinstance(inline, Hidden):
            return replace(inline, text=self._convert(inline.text))
        if isinstance(inline, Abbreviation):
            inline = replace(inline, title=self._convert(inline.title))
        elif isinstance(inline, Ruby):
            inline = replace(inline, reading=self._convert(inline.reading))
        elif isinstance(inline, Foreign) and inline.lang:
            inline = replace(inline, lang=self._line.target.lang)
        children = child_inlines(inline)
        if not children:
            return inline
        return with_child_inlines(inline, tuple(map(self.rebuild, children)))

    def _convert_apart(self, inline: Inline) -> Inline:
        if isinstance(inline, InlineImage):
            ref = replace(inline.ref, alt=self._convert(inline.ref.alt))
            return replace(inline, ref=ref)
        if isinstance(inline, Formula):
            return replace(
                inline,
                mathml=self._convert_math(inline.mathml),
                children=convert_inlines(inline.children, self._around, self._line),
                alt=self._convert(inline.alt),
            )
        if isinstance(inline, QuoteMark) and inline.lang.startswith("zh"):
            return replace(inline, lang=self._line.target.lang)
        return inline

    def _convert_math(self, element: MathElement) -> MathElement:
        children = (
            self._convert(child)
            if isinstance(child, str)
            else self._convert_math(child)
            for child in element.children
        )
        return replace(element, children=tuple(children))

    def _convert(self, text: str) -> str:
        return self._line.convert(text, self._around)


def _runs_of(inline: Inline) -> Iterator[str]:
    """Yield the runs of ``inline`` that are converted together, in reading order."""
    if isinstance(inline, Text):
        yield inline.text
    elif _is_apart(inline):
        yield "\n" if isinstance(inline, Break) else _OBJECT
    elif not isinstance(inline, Hidden):
        for child in child_inlines(inline):
            yield from _runs_of(child)


def _is_apart(inline: Inline) -> bool:
    """Return whether words end at ``inline``, because it is no text of the line."""
    if isinstance(inline, Foreign):
        return bool(inline.lang) and not inline.lang.startswith("zh")
    return isinstance(inline, Break | Code | Formula | InlineImage | QuoteMark)
