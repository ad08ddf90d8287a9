"""Which of the possible breaks make the best lines.

A measured paragraph, a start and a width enter; ``FilledLine``s leave.  First, lines
are filled one by one.  If that leaves a loose line, a cut address or a last line that
is too short, all breaks are compared together, so that several lines share the space
that would be too much for one.  That is the idea of Knuth and Plass (Software: Practice
and Experience 11, 1981), with only the few best paths kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporter.formats.pdf.weasyprint.composition.breaks import (
    AFTER_SEPARATOR,
    FORBIDDEN,
    IN_NAME,
    IN_WORD,
    INSIDE_ADDRESS,
    INSIDE_ISOLATE,
    emergency_place,
)
from exporter.formats.pdf.weasyprint.composition.paragraph import Measured
from exporter.formats.pdf.weasyprint.composition.spacing import share_out

# Costs: nobody notices a line that costs 1; a reader's eye stops at one that costs 10.
_UNNOTICED = 0.3
_GOOD = 2.0
_LOOSE_AT = 0.04  # em of spread that cost 1
_TOO_LOOSE = 0.1  # em: the eye sees letter-spacing
_TOO_LOOSE_COST = 30.0
_RELIEVED_COST = 10.0
# The cost of a line that is reduced at all, and of one that is reduced to its limit.
_REDUCED_COST, _TIGHT_COST = 0.5, 8.0
_RAGGED_COST = 4.0
_OVERFULL_COST = 10_000.0
_SHORT_LAST_LINE_COST = 60.0
# Right-to-left text in Chinese moves to the next line as a whole if the line before it
# then has a spread of at most about a third of an em; a wider spread is worse.
_BREAK_COSTS = {
    AFTER_SEPARATOR: 2.5,
    IN_WORD: 3.0,
    INSIDE_ADDRESS: 8.0,
    IN_NAME: 12.0,
    INSIDE_ISOLATE: 90.0,
    FORBIDDEN: 500.0,
}
# CLREQ, widows and orphans: one character, or one with its mark, is not a line.
_LEAST_LAST_LINE = 1.9  # em without marks
_PATHS = 8
_TRIED_BREAKS = 5
_NOTHING = 0.01  # of a pixel


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line from place ``start`` to ``end``; the next begins at ``resume``.

    ``end`` excludes the spaces at the end of the line.  ``indented`` says that it is
    the first line of an indented paragraph, whose opening mark keeps its blank.
    ``excess`` is the number of pixels by which the line must shrink.
    """

    start: int
    end: int
    resume: int
    indented: bool
    excess: float
    cost: float


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths of lines, in pixels, and how lines are filled.

    ``first`` is the width of the current line, ``width`` that of later lines.
    ``indent`` is the indent of the current line (``first`` is without it), and
    ``later_indent`` that of lines after a forced break.
    """

    first: float
    width: float
    indent: float
    later_indent: float
    em: float
    justified: bool


def are_good(lines: Sequence[FilledLine]) -> bool:
    """Return whether none of ``lines`` could be much better."""
    return all(line.cost <= _GOOD for line in lines)


class LineBreaker:
    """Breaks one paragraph."""

    def __init__(self, text: str, measured: Measured, *, measure: Measure) -> None:
        """Keep the paragraph's text and measures, and the widths of its lines."""
        self._text, self._of, self._measure = text, measured, measure
        self._places = [
            place
            for place, code in enumerate(measured.codes)
            if code > FORBIDDEN and (measure.justified or place not in measured.hyphens)
        ]
        self._forced = [place + 1 for place, char in enumerate(text) if char == "\n"]

    def break_from(self, start: int) -> list[FilledLine]:
        """Return the lines from place ``start`` to the end of the paragraph."""
        lines = self._fill(start)
        if len(lines) < 2 or are_good(lines):
            return lines
        return self._weigh(start) or lines

    def natural_width(self, start: int, end: int, *, indented: bool) -> float:
        """Return the width from ``start`` to ``end``, alone on a line, in pixels."""
        of = self._of
        if end <= start:
            return 0.0
        width = of.sums[end] - of.sums[start] - of.gaps[end - 1]
        width -= of.ends.get(end - 1, 0.0)
        return width if indented else width - of.starts.get(start, 0.0)

    def _fill(self, start: int) -> list[FilledLine]:
        """Return the lines when they are filled one by one."""
        lines: list[FilledLine] = []
        while start < len(self._text):
            line = self._choose(start, first=not lines)
            lines.append(line)
            start = line.resume
        return lines

    def _choose(self, start: int, *, first: bool) -> FilledLine:
        """Return the best line from ``start``, regardless of later lines."""
        candidates = self._candidates(start, first=first)
        best = next(candidates)
        while best.cost > _UNNOTICED:
            line = next(candidates, None)
            if line is None:
                break
            if line.cost < best.cost:
                best = line
        return best

    def _weigh(self, start: int) -> list[FilledLine]:
        """Return the lines of the path to the end with the least cost."""
        end = len(self._text)
        paths: dict[int, tuple[float, list[FilledLine]]] = {start: (0.0, [])}
        best: tuple[float, list[FilledLine]] | None = None
        while paths:
            longer: dict[int, tuple[float, list[FilledLine]]] = {}
            for place, (cost, lines) in paths.items():
                for line in self._candidates(place, first=not lines):
                    total = cost + line.cost
                    if line.resume >= end:
                        if best is None or total < best[0]:
                            best = total, [*lines, line]
                    elif line.resume not in longer or total < longer[line.resume][0]:
                        longer[line.resume] = total, [*lines, line]
            cheapest = sorted(longer.items(), key=lambda path: path[1][0])[:_PATHS]
            paths = {
                place: path
                for place, path in cheapest
                if best is None or path[0] < best[0]
            }
        return best[1] if best else []

    def _candidates(self, start: int, *, first: bool) -> Iterator[FilledLine]:
        """Yield the lines worth considering, the longest first; at least one."""
        limit = self._limit(start)
        width = self._measure.first if first else self._measure.width
        if start and self._text[start - 1] == "\n":
            width -= self._measure.later_indent
        indented = first and self._measure.indent > 0
        index = bisect_right(self._places, min(limit, self._farthest(start, width)))
        found, any_line = 0, False
        for place in reversed(self._places[:index]):
            if place <= start:
                break
            line = self._evaluate(start, place, width=width, indented=indented)
            if line is None:
                continue
            yield line
            any_line = True
            if self._of.codes[place] == INSIDE_ISOLATE:
                continue  # a break before the isolate is better
            found += place not in self._of.hyphens
            if found == _TRIED_BREAKS or line.cost > _TOO_LOOSE_COST:
                return
        if not any_line:
            yield self._cut(start, limit, width=width, indented=indented)

    def _limit(self, start: int) -> int:
        """Return the place of the next forced break, or the end."""
        index = bisect_right(self._forced, start)
        return self._forced[index] if index < len(self._forced) else len(self._text)

    def _farthest(self, start: int, width: float) -> int:
        """Return a place that no line from ``start`` can reach beyond."""
        sums, reducible = self._of.sums, self._of.reducible
        # Marks lose up to half an em at either end.
        target = sums[start] + width + 1.5 * self._measure.em
        place = bisect_right(sums, target)
        if self._measure.justified:
            room = reducible[min(place, len(sums) - 1)] - reducible[start]
            place = bisect_right(sums, target + room)
        # All spaces of a series hang at the end of the line.
        classes = self._of.classes
        while place < len(classes) and not classes[place - 1 : place + 1].strip("SI"):
            place += 1
        return place

    def _evaluate(
        self, start: int, resume: int, *, width: float, indented: bool
    ) -> FilledLine | None:
        """Return the line up to ``resume``; None if it does not fit."""
        of = self._of
        end = resume
        while end > start and of.classes[end - 1] in "SIB":
            end -= 1
        spare = width - self.natural_width(start, end, indented=indented)
        spare -= of.hyphens.get(resume, 0.0)
        cost = _BREAK_COSTS.get(of.codes[resume], 0.0)
        excess = 0.0
        last = resume == len(self._text) or self._text[resume - 1] == "\n"
        if spare < -_NOTHING:
            excess = -spare
            room = of.reducible[end - 1] - of.reducible[start] if end > start else 0.0
            if not self._measure.justified or excess > room:
                return None
            cost += _REDUCED_COST + _TIGHT_COST * (excess / room) ** 2
        elif not last:
            cost += self._looseness(start, end, spare=spare)
        if last and self._is_short(start, end):
            cost += _SHORT_LAST_LINE_COST
        return FilledLine(start, end, resume, indented, excess, cost)

    def _looseness(self, start: int, end: int, *, spare: float) -> float:
        """Return the cost of ``spare`` pixels, whether they are filled or not."""
        of = self._of
        if not self._measure.justified:
            return _RAGGED_COST * (spare / max(self._measure.width, 1.0)) ** 2
        stop = max(end - 1, start)
        spare -= of.stretchy[stop] - of.stretchy[start]
        if spare <= 0:
            return 0.0
        gaps = of.spreading[stop] - of.spreading[start]
        even = spare / gaps if gaps > 0 else 1.0
        cost = (even / _LOOSE_AT) ** 2
        if even > _TOO_LOOSE:
            relief = of.relief[stop] - of.relief[start]
            spread, _share = share_out(spare, gaps=gaps, relief=relief)
            cost += _TOO_LOOSE_COST if spread > _TOO_LOOSE else _RELIEVED_COST
        return cost

    def _is_short(self, start: int, end: int) -> bool:
        """Return whether a last line is too short."""
        if not start or self._text[start - 1] == "\n":
            return False
        of = self._of
        marks = sum(of.classes.count(mark, start, end) for mark in "OCPT")
        width = of.sums[end] - of.sums[start] - marks * self._measure.em
        return width < _LEAST_LAST_LINE * self._measure.em

    def _cut(
        self, start: int, limit: int, *, width: float, indented: bool
    ) -> FilledLine:
        """Return a line cut where nothing allows it, as full as possible."""
        of = self._of
        fitting = bisect_right(of.sums, of.sums[start] + width + _NOTHING) - 1
        last = min(max(fitting, start), limit - 1)
        while True:
            place = emergency_place(self._text, of.codes, start=start, last=last)
            resume = min(place, limit)
            # WeasyPrint continues after the spaces.
            while resume < limit and of.classes[resume] == "S":
                resume += 1
            line = self._evaluate(start, resume, width=width, indented=indented)
            if line is not None:
                return line
            if place > last:
                return FilledLine(start, place, resume, indented, 0.0, _OVERFULL_COST)
            # A mark that is cut off from the next one has its whole square.
            last = place - 1
