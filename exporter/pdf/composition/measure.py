"""The measures of a paragraph: how wide everything is, and where it may break.

A ``Paragraph`` enters, its ``Measured`` leaves, and stays with it until its
lines are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from exporter.pdf.composition.breaks import INSEPARABLE, find_breaks
from exporter.pdf.composition.classes import classify, classify_isolate, has_chinese
from exporter.pdf.composition.edges import Blank, end_trim, gap_kinds, start_trim
from exporter.pdf.composition.faces import Faces
from exporter.pdf.composition.paragraph import Leaf, Measured, Paragraph
from exporter.pdf.composition.shaping import Shape, break_attributes, shape_text
from exporter.pdf.composition.spacing import INSIDE, make_scale

_make_scale = lru_cache(maxsize=256)(make_scale)


def measure(paragraph: Paragraph, faces: Faces) -> Measured | None:
    """Return the measures of ``paragraph``, None where it cannot be composed.

    It cannot where it has no Chinese in it or does not run left to right.
    """
    if paragraph.measured is None and paragraph.composable:
        classes = _classify(paragraph)
        if has_chinese(classes):
            paragraph.measured = _Measuring(paragraph, classes).run(faces)
        paragraph.composable = paragraph.measured is not None
    return paragraph.measured


def _classify(paragraph: Paragraph) -> str:
    """Return the classes of the text; raised letters stand close to Han."""
    classes = classify(paragraph.text)
    for leaf in paragraph.leaves:
        if leaf.raised:
            part = classes[leaf.start : leaf.end]
            for letter in "LNFR":
                part = part.replace(letter, "A")
            classes = classes[: leaf.start] + part + classes[leaf.end :]
    for isolate in paragraph.isolates:
        part = classify_isolate(classes[isolate.start : isolate.stop])
        classes = classes[: isolate.start] + part + classes[isolate.stop :]
    return classes


class _Measuring:
    """Measures one paragraph."""

    def __init__(self, paragraph: Paragraph, classes: str) -> None:
        self._paragraph, self._classes = paragraph, classes
        # A line feed takes no room, but something has to be shaped.
        self._text = paragraph.text.replace("\n", " ")
        self._advances = [0.0] * len(self._text)
        self._blanks: dict[int, Blank] = {}
        self._joined: list[int] = []

    def run(self, faces: Faces) -> Measured | None:
        """Return the measures, None where text does not run left to right."""
        for leaf in self._paragraph.leaves:
            part = slice(leaf.start, leaf.end)
            style = leaf.box.style
            face = faces.of(style)
            shape = shape_text(
                face,
                self._text[part],
                classes=self._classes[part],
                em=style["font_size"],
                leftward=leaf.leftward,
            )
            if shape is None:
                return None
            leaf.line_height = face.line_height(style)
            self._add(leaf, shape)
        kinds, codes = self._gaps_and_breaks()
        for place, letter in enumerate(self._classes):
            if letter == "B":
                self._advances[place], kinds[place] = 0.0, INSIDE
        return self._sum_up(bytes(kinds), bytes(codes))

    def _add(self, leaf: Leaf, shape: Shape) -> None:
        start = leaf.start
        style = leaf.box.style
        letter = style["letter_spacing"]
        space = leaf.text.find(" ")
        leaf.scale = _make_scale(
            style["font_size"],
            space=0.0 if space < 0 else shape.advances[space],
            # Joined letters come apart for nothing.
            letter=0.0 if letter == "normal" or leaf.leftward else letter,
            word=style["word_spacing"],
        )
        leaf.runs = shape.runs
        self._advances[start : leaf.end] = shape.advances
        self._blanks.update((start + n, blank) for n, blank in shape.blanks.items())
        self._joined += (start + place for place in shape.joined)

    def _gaps_and_breaks(self) -> tuple[bytearray, bytearray]:
        paragraph = self._paragraph
        kinds = gap_kinds(self._text, self._classes, self._blanks)
        codes = find_breaks(
            paragraph.text,
            self._classes,
            attributes=break_attributes(paragraph.text, paragraph.lang),
            fixed=paragraph.fixed,
            isolates=paragraph.isolates,
        )
        for place in self._unled_ends():
            kinds[place] = INSIDE
        for place in self._joined:
            kinds[place] = INSIDE
            codes[place + 1] = INSEPARABLE
        return kinds, codes

    def _unled_ends(self) -> Iterator[int]:
        """Yield the last places of isolates whose gap no text box after them takes.

        That gap stands right of the isolate, and its last character left.
        """
        leaves = self._paragraph.leaves
        for leaf, following in pairwise([*leaves, None]):
            if leaf and leaf.text and self._paragraph.ends_isolate(leaf.end):
                is_led = (
                    following is not None
                    and following.start == leaf.end < following.end
                    and following.scale.em == leaf.scale.em
                )
                if not is_led:
                    yield leaf.end - 1

    def _sum_up(self, kinds: bytes, codes: bytes) -> Measured:
        gaps = self._look_up(kinds, "natural")
        natural = [a + b for a, b in zip(self._advances, gaps, strict=True)]
        for place, width in self._paragraph.decoration.items():
            natural[place] += width
        return Measured(
            classes=self._classes,
            kinds=kinds,
            codes=codes,
            gaps=gaps,
            sums=_running(natural),
            advance_sums=_running(self._advances),
            reducible=_running(self._look_up(kinds, "reduction")),
            stretchy=_running(self._look_up(kinds, "expansion")),
            spreading=_running(self._look_up(kinds, "spreading")),
            relief=_running(self._look_up(kinds, "relief")),
            starts=self._trims(start_trim),
            ends=self._trims(end_trim),
        )

    def _look_up(self, kinds: bytes, table: str) -> list[float]:
        """Return what a table of the scales says of every gap."""
        values = [0.0] * len(kinds)
        for leaf in self._paragraph.leaves:
            widths = getattr(leaf.scale, table)
            part = slice(leaf.start, leaf.end)
            values[part] = [widths[kind] for kind in kinds[part]]
        return values

    def _trims(self, trim: Callable[[str, Blank], float]) -> dict[int, float]:
        """Return what marks lose at an edge of the line, in pixels, by place."""
        if not self._blanks:
            return {}
        return {
            place: trim(self._classes[place], self._blanks[place]) * leaf.scale.em
            for leaf in self._paragraph.leaves
            for place in range(leaf.start, leaf.end)
            if place in self._blanks
        }


def _running(values: list[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))
