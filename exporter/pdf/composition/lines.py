"""Which of the permitted breaks make the best lines.

A measured paragraph, a start and a width enter; ``Line``s leave.  Lines are
first filled one by one.  Only where that leaves a line loose, an address cut or
a last line too short are all breaks weighed together, so that several lines
share what one cannot bear (the idea of Knuth and Plass, Software: Practice and
Experience 11, 1981, with the few best paths kept).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from exporter.pdf.composition.breaks import (
    AFTER_SEPARATOR,
    FORBIDDEN,
    INSIDE_ADDRESS,
    emergency_place,
)
from exporter.pdf.composition.paragraph import Measured
from exporter.pdf.composition.spacing import share_out

# Costs: 1 is a line nobody notices, 10 one that a reader's eye stops at.
_UNNOTICED = 0.3
_GOOD = 2.0
_LOOSE_AT = 0.04  # em of spread that cost 1
_TOO_LOOSE = 0.1  # em: the eye sees letter-spacing
_TOO_LOOSE_COST = 30.0
_RELIEVED_COST = 10.0
_REDUCTION_COST = (0.4, 3.0)
_RAGGED_COST = 4.0
_OVERFULL_COST = 10_000.0
_SHORT_LAST_LINE_COST = 60.0
_BREAK_COSTS = {AFTER_SEPARATOR: 2.5, INSIDE_ADDRESS: 8.0, FORBIDDEN: 500.0}
# CLREQ 3.4.4: one character, or one with its marks, makes no line.
_LEAST_LAST_LINE = 2.0
_PATHS = 8
_TRIED_BREAKS = 5
_PIXEL_FRACTION = 0.01


@dataclass(frozen=True, slots=True)
class Line:
    """A line from place ``start`` to ``end``; the next begins at ``resume``.

    ``end`` leaves out the spaces the line ends with; ``indented`` tells that it
    is the first of an indented paragraph, whose opening mark stays whole.
    ``excess`` is how many pixels it must shrink by.
    """

    start: int
    end: int
    resume: int
    indented: bool
    excess: float
    cost: float


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths lines have, in pixels, and how they are filled."""

    first: float
    width: float
    indent: float
    em: float
    justified: bool


class LineBreaker:
    """Breaks one paragraph; ``measure`` is that of the line at hand."""

    def __init__(self, text: str, measured: Measured, measure: Measure) -> None:
        """Break ``text``, measured as ``measured``, by ``measure``."""
        self._text, self._of, self._measure = text, measured, measure
        codes = measured.codes
        self._places = [p for p, code in enumerate(codes) if code > FORBIDDEN]
        self._forced = [p + 1 for p, char in enumerate(text) if char == "\n"]

    def break_from(self, start: int) -> list[Line]:
        """Return the lines from place ``start`` to the end of the paragraph."""
        lines = self._fill(start)
        if len(lines) < 2 or all(line.cost <= _GOOD for line in lines):
            return lines
        return self._weigh(start) or lines

    def _fill(self, start: int) -> list[Line]:
        lines: list[Line] = []
        end = len(self._text)
        while start < end or not lines:
            line = self._choose(start, first=not lines)
            lines.append(line)
            start = line.resume
        return lines

    def _choose(self, start: int, *, first: bool) -> Line:
        """Return the best line from ``start``, whatever follows."""
        best: Line | None = None
        for line in self._candidates(start, first=first):
            if line.cost <= _UNNOTICED:
                return line
            if best is None or line.cost < best.cost:
                best = line
        assert best is not None, "there is always a candidate"  # noqa: S101
        return best

    def _weigh(self, start: int) -> list[Line]:
        """Return the lines of the cheapest path to the end."""
        end = len(self._text)
        paths: dict[int, tuple[float, list[Line]]] = {start: (0.0, [])}
        best: tuple[float, list[Line]] | None = None
        while paths:
            longer: dict[int, tuple[float, list[Line]]] = {}
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

    def _candidates(self, start: int, *, first: bool) -> Iterator[Line]:
        """Yield the lines worth considering, the longest first."""
        limit = self._limit(start)
        width = self._measure.first if first else self._measure.width
        indented = first and self._measure.indent > 0
        sums = self._of.sums
        target = sums[start] + width + 1.5 * self._measure.em
        place = bisect_right(sums, target)
        slack = (
            self._of.reducible[min(place, len(sums) - 1)] - self._of.reducible[start]
        )
        place = bisect_right(sums, target + slack) if self._measure.justified else place
        index = bisect_right(self._places, min(limit, place)) - 1
        found = 0
        while index >= 0 and self._places[index] > start:
            line = self._evaluate(start, self._places[index], width, indented=indented)
            index -= 1
            if line is None:
                continue
            yield line
            found += 1
            if found == _TRIED_BREAKS or line.cost > _TOO_LOOSE_COST:
                return
        if not found:
            yield self._emergency(start, limit, width, indented=indented)

    def _limit(self, start: int) -> int:
        """Return the place of the next forced break, or the end."""
        index = bisect_right(self._forced, start)
        return self._forced[index] if index < len(self._forced) else len(self._text)

    def natural_width(self, start: int, end: int, *, indented: bool) -> float:
        """Return the width from ``start`` to ``end``, alone on a line, in pixels."""
        of = self._of
        if end <= start:
            return 0.0
        width = of.sums[end] - of.sums[start] - of.gaps[end - 1]
        width -= of.ends.get(end - 1, 0.0)
        return width if indented else width - of.starts.get(start, 0.0)

    def _evaluate(
        self, start: int, resume: int, width: float, *, indented: bool
    ) -> Line | None:
        """Return the line up to ``resume``; None if it does not fit."""
        of = self._of
        end = resume
        while end > start and of.classes[end - 1] in "SIB":
            end -= 1
        spare = width - self.natural_width(start, end, indented=indented)
        cost = _BREAK_COSTS.get(of.codes[resume], 0.0)
        excess = 0.0
        last = resume == len(self._text) or self._text[resume - 1] == "\n"
        if spare < -_PIXEL_FRACTION:
            room = of.reducible[end - 1] - of.reducible[start] if end > start else 0.0
            if not self._measure.justified or -spare > room:
                return None
            excess = -spare
            fixed, growing = _REDUCTION_COST
            cost += fixed + growing * (excess / room) ** 2
        elif not last:
            cost += self._looseness(start, end, spare)
        if last and self._is_short(start, end):
            cost += _SHORT_LAST_LINE_COST
        return Line(start, end, resume, indented, excess, cost)

    def _looseness(self, start: int, end: int, spare: float) -> float:
        """Return the cost of filling, or not filling, ``spare`` pixels."""
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
            spread, _relief = share_out(spare, gaps, of.relief[stop] - of.relief[start])
            cost += _TOO_LOOSE_COST if spread > _TOO_LOOSE else _RELIEVED_COST
        return cost

    def _is_short(self, start: int, end: int) -> bool:
        """Tell whether a last line holds less than two characters and marks."""
        if not start or self._text[start - 1] == "\n":
            return False
        of = self._of
        ems = self._measure.em
        marks = sum(of.classes.count(mark, start, end) for mark in "OCPT")
        width = of.sums[end] - of.sums[start] if end > start else 0.0
        return width - marks * ems < (_LEAST_LAST_LINE - 0.1) * ems

    def _emergency(
        self, start: int, limit: int, width: float, *, indented: bool
    ) -> Line:
        """Return a line cut where nothing allows it, as full as it can be."""
        of = self._of
        fitting = bisect_right(of.sums, of.sums[start] + width + _PIXEL_FRACTION) - 1
        fitting = min(max(fitting, start), limit - 1)
        resume = min(emergency_place(self._text, of.codes, start, fitting), limit)
        line = self._evaluate(start, resume, width, indented=indented)
        if line is not None:
            return line
        end = len(self._text[:resume].rstrip())
        return Line(start, max(end, start), resume, indented, 0.0, _OVERFULL_COST)
