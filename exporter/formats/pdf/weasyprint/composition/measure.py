"""The measures of a paragraph: all widths, and where it may break.

A ``ParagraphText`` enters.  Its ``Measured`` leaves, and is kept with it until its
lines are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise

from exporter.formats.pdf.weasyprint.composition.breaks import (
    HYPHENATED,
    INSEPARABLE,
    find_breaks,
)
from exporter.formats.pdf.weasyprint.composition.classes import (
    classify,
    classify_isolate,
    has_chinese,
    is_latin,
)
from exporter.formats.pdf.weasyprint.composition.edges import (
    LATIN_MARKS,
    NO_BLANK,
    Blank,
    end_trim,
    gap_kinds,
    narrow,
    start_trim,
)
from exporter.formats.pdf.weasyprint.composition.faces import Faces
from exporter.formats.pdf.weasyprint.composition.hyphenation import (
    HYPHEN,
    find_words,
    hyphenate,
    is_name,
)
from exporter.formats.pdf.weasyprint.composition.paragraph import (
    Leaf,
    Measured,
    ParagraphText,
)
from exporter.formats.pdf.weasyprint.composition.shaping import (
    Shape,
    break_attributes,
    shape_text,
    width_of,
)
from exporter.formats.pdf.weasyprint.composition.spacing import INSIDE, make_scale

_make_scale = lru_cache(maxsize=256)(make_scale)


def measure(paragraph: ParagraphText, faces: Faces) -> Measured | None:
    """Return the measures of ``paragraph``, None if it cannot be composed.

    It can be composed if it runs from left to right and has Chinese, or is justified
    and all Latin.
    """
    if paragraph.measured is None and paragraph.composable:
        classes = _classify(paragraph)
        if has_chinese(classes) or (paragraph.justified and is_latin(paragraph.text)):
            paragraph.measured = _Measuring(paragraph, classes).run(faces)
        paragraph.composable = paragraph.measured is not None
    return paragraph.measured


def add_hyphens(paragraph: ParagraphText, measured: Measured, faces: Faces) -> Measured:
    """Return ``measured`` with the places where Latin words may be hyphenated.

    This is separate, because finding them takes a dictionary and most paragraphs need
    no hyphens.
    """
    widths: dict[int, float] = {}
    in_names: dict[int, bool] = {}
    for leaf, start, word in _words(paragraph, measured.classes):
        for place in hyphenate(word, leaf.box.style["lang"] or ""):
            widths[start + place] = width_of(faces.of(leaf.box.style), HYPHEN)
            in_names[start + place] = is_name(word)
    if not widths:
        return measured
    codes = _find_codes(paragraph, measured.classes, in_names)
    for place, code in enumerate(measured.codes):
        if code == INSEPARABLE:
            codes[place] = INSEPARABLE
    hyphens = {p: width for p, width in widths.items() if codes[p] in HYPHENATED}
    return replace(measured, codes=bytes(codes), hyphens=hyphens)


def _words(paragraph: ParagraphText, classes: str) -> Iterator[tuple[Leaf, int, str]]:
    """Yield the words that may be hyphenated, each with its text box and its place.

    A word that extends over several text boxes is not hyphenated.
    """
    if "L" not in classes:
        return
    leaves = iter(paragraph.leaves)
    leaf = next(leaves)
    for start, word in find_words(paragraph.text):
        while leaf.end <= start:
            leaf = next(leaves)
        is_whole = start + len(word) <= leaf.end
        is_plain = not leaf.shift and not leaf.leftward
        if is_whole and is_plain and leaf.box.style["hyphens"] != "none":
            yield leaf, start, word


def _find_codes(
    paragraph: ParagraphText, classes: str, hyphens: Mapping[int, bool]
) -> bytearray:
    """Return where ``paragraph`` may be broken, by ``breaks.find_breaks``."""
    return find_breaks(
        paragraph.text,
        classes,
        attributes=break_attributes(paragraph.text, paragraph.lang),
        fixed=[*paragraph.fixed, *_shifted_starts(paragraph, classes)],
        isolates=paragraph.isolates,
        hyphens=hyphens,
    )


def _shifted_starts(paragraph: ParagraphText, classes: str) -> Iterator[range]:
    """Yield the places beside raised and lowered text where no line may end.

    Such text belongs to the character before it, unless a letter follows, as in ¹⁴C.
    """
    for leaf in paragraph.leaves:
        before = classes[leaf.start - 1 : leaf.start]
        after = classes[leaf.end : leaf.end + 1]
        if leaf.shift and leaf.text and before not in "SIB":
            if before == "H" and after == "L":
                continue
            yield range(leaf.start, leaf.start + 1)


def _classify(paragraph: ParagraphText) -> str:
    """Return the classes of the text; raised letters get no gap beside Han."""
    classes = classify(paragraph.text)
    for leaf in paragraph.leaves:
        if leaf.shift > 0:
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

    def __init__(self, paragraph: ParagraphText, classes: str) -> None:
        self._paragraph, self._classes = paragraph, classes
        # A line feed takes no room, but something has to be shaped.
        self._text = paragraph.text.replace("\n", " ")
        self._advances = [0.0] * len(self._text)
        self._blanks: dict[int, Blank] = {}
        self._narrowed: dict[int, float] = {}
        self._narrow_starts: dict[int, float] = {}
        self._joined: list[int] = []

    def run(self, faces: Faces) -> Measured | None:
        """Return the measures, None if text does not run from left to right."""
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
        self._narrow_latin_marks()
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
            # Letters that join get no letter-spacing, which would separate them.
            letter=0.0 if letter == "normal" or leaf.leftward else letter,
            word=style["word_spacing"],
        )
        leaf.runs = shape.runs
        self._advances[start : leaf.end] = shape.advances
        self._blanks.update((start + n, blank) for n, blank in shape.blanks.items())
        self._joined += (start + place for place in shape.joined)

    def _narrow_latin_marks(self) -> None:
        """Remove from full-width marks of Latin text the blank of their square.

        Blank on the left is removed after the character before.
        """
        for leaf in self._paragraph.leaves:
            for place in range(leaf.start, leaf.end):
                if self._classes[place] not in LATIN_MARKS:
                    continue
                lost = narrow(self._blanks.pop(place, NO_BLANK))
                if self._is_doubled(place):
                    continue
                self._narrow_by(place, lost.right * leaf.scale.em)
                if lost.left:
                    self._narrow_starts[place] = lost.left * leaf.scale.em
                    self._narrow_by(place - 1, lost.left * leaf.scale.em)

    def _is_doubled(self, place: int) -> bool:
        """Return whether an equal mark stands beside the one at ``place``.

        Two equal marks that are close together are read from a PDF as one mark that
        was printed twice.
        """
        mark = self._text[place]
        return mark in (
            self._text[max(place - 1, 0) : place],
            self._text[place + 1 : place + 2],
        )

    def _narrow_by(self, place: int, pixels: float) -> None:
        if pixels and place >= 0:
            self._narrowed[place] = self._narrowed.get(place, 0.0) + pixels
            self._advances[place] -= pixels

    def _gaps_and_breaks(self) -> tuple[bytearray, bytearray]:
        paragraph = self._paragraph
        kinds = gap_kinds(self._text, self._classes, self._blanks)
        codes = _find_codes(paragraph, self._classes, {})
        for place in self._unled_ends():
            kinds[place] = INSIDE
        for place in self._joined:
            kinds[place] = INSIDE
            codes[place + 1] = INSEPARABLE
        return kinds, codes

    def _unled_ends(self) -> Iterator[int]:
        """Yield the last places of isolates whose gap the next text box does not have.

        That gap is at the right of the isolate, but its last character is at the left.
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
            starts=self._trims(start_trim) | self._narrow_starts,
            # The blank of a mark that begins the next line is not part of this line.
            ends=self._end_trims(),
            narrowed=self._narrowed,
        )

    def _end_trims(self) -> dict[int, float]:
        """Return what marks lose at the end of a line, in pixels, by place.

        The blank that the next line's first mark would lose is not part of this line.
        """
        trims = self._trims(end_trim)
        for place, lost in self._narrow_starts.items():
            trims[place - 1] = trims.get(place - 1, 0.0) - lost
        return trims

    def _look_up(self, kinds: bytes, table: str) -> list[float]:
        """Return the value of every gap in a table of the scales."""
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
