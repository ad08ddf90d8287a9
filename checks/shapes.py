"""Compares the letters of a finished book with the faces from which they were cut.

    python -m checks.shapes BOOK.pdf BOOK.epub … [--font-dir FOLDER] [--show 10]

A book can hold the right text and draw the wrong letters.  For every glyph that a PDF
draws, and every character in a font of an EPUB, the outline in the embedded font is
compared with that of the character in the face from which it was cut: with its own
glyph there, or with one that the face's own rules (GSUB) make of it.

  compared   glyphs whose outlines were compared
  wrong      glyphs of another shape, or no glyph where there should be one
  left       glyphs that could not be compared, and why

The faces are found as the program finds them.  A fallback font does not say which face
it is from.  Then the best match among the known faces is taken, so that letters of a
second face among those of a first are wrong.

This module uses no code that makes books, except the search for faces.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

import pypdf
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from exporter.fonts import FaceSet, find_faces
from exporter.fonts.faces import Face, open_face
from exporter.fonts.fallback import Wanted, candidate_faces
from exporter.model import FontStyle

Outline = tuple[str, tuple[float, ...]]

_OWN = re.compile(r"dwx-(serif|sans|mono)-(hans|hant)")
_NARROW = re.compile(r"dwx-latin-(serif|sans)")
_HELPER = re.compile(r"dwx-other-(serif|sans|mono)(?:-\d+)?")
# In em.  Pinning a variable font rounds each point twice.
_TOLERANCE = 0.003
# The operators that draw text and set the font in WeasyPrint's content streams.
_SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf|(?<!<)<([0-9A-Fa-f]+)>(?!>)")
_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_RANGED = re.compile(rb"<([0-9a-f]{4})> (\d+)\n?")
_FACE_RULE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
_FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = (
    "NFC",
    "NFD",
    "NFKC",
    "NFKD",
)
# Decompositions that shapers make but Unicode does not (HarfBuzz, Thai shaper).
_SHAPER_PARTS = {"\u0e33": "\u0e4d\u0e32", "\u0eb3": "\u0ecd\u0eb2"}


class _Pen:
    """Records an outline as letters and numbers."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.numbers: list[float] = []

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self._add("Z")

    def _add(self, step: str, *points: tuple[float, float]) -> None:
        self.steps.append(step)
        for point in points:
            self.numbers += point


@dataclass(frozen=True)
class Outlines:
    """The glyphs of a font file or a face, drawn at a size of one em."""

    font: Any
    known: dict[int, Outline] = field(default_factory=dict)
    reached: dict[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of_file(cls, data: bytes) -> Outlines:
        """Return the outlines of a font file."""
        return cls(hb.Font(hb.Face(data)))

    @classmethod
    def of_face(cls, face: Face) -> Outlines:
        """Return the outlines of a face, pinned as the program pins it."""
        font = hb.Font(open_face(face.path, face.index))
        if face.axes:
            font.set_variations(dict(face.axes))
        return cls(font)

    def draw(self, glyph: int) -> Outline:
        """Return the outline of ``glyph``, an empty one if there is no such glyph."""
        if glyph not in self.known:
            pen = _Pen()
            self.font.draw_glyph_with_pen(glyph, pen)
            upem = self.font.face.upem
            numbers = tuple(number / upem for number in pen.numbers)
            self.known[glyph] = "".join(pen.steps), numbers
        return self.known[glyph]

    def find(self, char: str) -> int | None:
        """Return the glyph of ``char`` in the character map."""
        glyph: int | None = self.font.get_nominal_glyph(ord(char))
        return glyph

    def reachable(self, text: str) -> frozenset[int]:
        """Return the glyphs that the face's rules may make of ``text``."""
        if text not in self.reached:
            self.reached[text] = frozenset(self._close(text))
        return self.reached[text]

    def _close(self, text: str) -> set[int]:
        parts = "".join(_SHAPER_PARTS.get(char, char) for char in text)
        chars = {c for f in _FORMS for c in unicodedata.normalize(f, text + parts)}
        request = hb.SubsetInput()
        request.layout_feature_tag_set.add(int.from_bytes(b"pwid", "big"))
        request.unicode_set.update([ord(c) for c in {*chars, *text, *parts}])
        plan = hb.SubsetPlan(self.font.face, request)
        found = set(plan.old_to_new_glyph_mapping)
        # A ligature of a face may have its own character, such as ﬁ.
        found |= {g for c in _written_as(text) if (g := self.find(c)) is not None}
        return found


@dataclass(frozen=True)
class Embedded:
    """A font of a book: the text of each glyph, as the book states it.

    ``texts`` maps glyphs to a letter, to the letters of a ligature, or to "" if the
    book states nothing.
    """

    family: str
    weight: int
    data: bytes
    texts: Mapping[int, str]

    @cached_property
    def outlines(self) -> Outlines:
        """Return the outlines of the font."""
        return Outlines.of_file(self.data)

    @property
    def name(self) -> str:
        """Return a name for messages."""
        return f"{self.family} {self.weight}"


@dataclass
class Verdict:
    """The results for the glyphs of one font."""

    font: str
    source: str = ""
    compared: int = 0
    wrong: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def check_book(path: Path, font_dir: Path | None = None) -> list[Verdict]:
    """Return a verdict on every font of the PDF or EPUB at ``path``."""
    data = path.read_bytes()
    faces = find_faces(font_dir)
    fonts = read_pdf(data) if data[:4] == b"%PDF" else read_epub(data)
    return [check_font(font, faces) for font in fonts]


def check_font(font: Embedded, faces: FaceSet) -> Verdict:
    """Return the verdict on ``font``, cut from one of ``faces`` or their helpers."""
    sources = list(_sources(font, faces))
    if not sources:
        left = [f"{len(font.texts)} glyphs: not a font of ours"]
        return Verdict(font.name, left=left)
    verdicts = (_compare(font, face) for face in sources)
    return min(verdicts, key=lambda verdict: len(verdict.wrong))


def _sources(font: Embedded, faces: FaceSet) -> Iterator[Face]:
    """Yield the faces from which the program may have cut ``font``."""
    bold = 700 if font.weight >= 600 else 400
    if own := _OWN.fullmatch(font.family):
        yield faces.face(FontStyle(own[2], own[1], bold))  # type: ignore[arg-type]
    elif narrow := _NARROW.fullmatch(font.family):
        for script in ("hans", "hant"):
            yield faces.face(FontStyle(script, narrow[1], bold))  # type: ignore[arg-type]
    elif helper := _HELPER.fullmatch(font.family):
        beside = faces.face(FontStyle("hans", helper[1], bold))  # type: ignore[arg-type]
        wanted = Wanted(beside.design, bold, helper[1] == "mono")
        chars = frozenset("".join(font.texts.values()))
        yield from candidate_faces(chars, wanted, own=faces.own)


def _compare(font: Embedded, face: Face) -> Verdict:
    comparison = _Comparison(font, Outlines.of_face(face))
    verdict = Verdict(font.name, f"{face.family} ({face.path.name})")
    for glyph, text in sorted(font.texts.items()):
        if not text and not font.outlines.draw(glyph)[0]:
            verdict.left.append(f"glyph {glyph}: without text and without ink")
            continue
        verdict.compared += 1
        if glyph == 0 or glyph >= font.outlines.font.face.glyph_count:
            verdict.wrong.append(f"{_describe(text)}: no glyph draws it")
        elif not comparison.is_right(glyph):
            verdict.wrong.append(f"{_describe(text)}: another shape (glyph {glyph})")
    return verdict


@dataclass(frozen=True)
class _Comparison:
    """A font of a book and the face from which it may have been cut."""

    font: Embedded
    source: Outlines

    @cached_property
    def scale(self) -> float:
        """Return how much larger the font is than its source."""
        return _scale(self.font, self.source)

    def is_right(self, glyph: int) -> bool:
        """Return whether the source draws the text of ``glyph``, or a part, like it.

        With two neighbouring letters, such as lam and alef, a rule may change both.  A
        glyph that other letters cannot cause counts for either of the two.
        """
        text, drawn = self.font.texts[glyph], self.font.outlines.draw(glyph)
        own = self.source.find(text) if len(text) == 1 else None
        if own is not None and self._agrees(drawn, {own}):
            return True
        if text and self._agrees(drawn, self.source.reachable(text)):
            return True
        return self._agrees(drawn, self._beside_others(text) if text else self._all)

    def _agrees(self, drawn: Outline, glyphs: Iterable[int]) -> bool:
        drawings = map(self.source.draw, glyphs)
        return any(_agree(drawn, drawing, self.scale) for drawing in drawings)

    @cached_property
    def _all(self) -> frozenset[int]:
        """Return the glyphs of the alphabets of which the font has letters.

        A glyph without a text may be part of any letter.
        """
        blocks = {ord(char) >> 7 for char in "".join(self.font.texts.values())}
        codes = self.source.font.face.unicodes
        return self.source.reachable("".join(chr(c) for c in codes if c >> 7 in blocks))

    @cached_property
    def _marks(self) -> str:
        """Return the marks of the alphabets; they may have merged with a letter."""
        blocks = {ord(char) >> 7 for char in "".join(self.font.texts.values())}
        codes = (c for c in self.source.font.face.unicodes if c >> 7 in blocks)
        return "".join(c for c in map(chr, codes) if unicodedata.category(c)[0] == "M")

    def _beside_others(self, text: str) -> frozenset[int]:
        """Return the glyphs that ``text`` may get beside other letters.

        Glyphs that come only from letters outside ``text`` are left out.
        """
        texts = set(self.font.texts.values()) - {""}
        others = (other for other in texts if not set(other) & set(text))
        together = self.source.reachable("".join(texts) + self._marks)
        return together.difference(*map(self.source.reachable, others))


def _agree(one: Outline, other: Outline, scale: float) -> bool:
    """Return whether ``one`` is ``other`` made ``scale`` times as large."""
    return one[0] == other[0] and all(
        abs(a - b * scale) <= _TOLERANCE for a, b in zip(one[1], other[1], strict=True)
    )


def _scale(font: Embedded, source: Outlines) -> float:
    """Return how much larger the font is than its source.

    A font is enlarged by changing only the size of its em, so the sizes of em give the
    ratio.  If the letters give another one (the most frequent ratio), the letters
    count.
    """
    by_em: float = source.font.face.upem / font.outlines.font.face.upem
    ratios: dict[float, int] = defaultdict(int)
    for glyph, text in font.texts.items():
        own = source.find(text) if len(text) == 1 else None
        if own is not None:
            one, other = font.outlines.draw(glyph), source.draw(own)
            if one[0] and one[0] == other[0]:
                ratio = max(map(abs, one[1])) / max(map(abs, other[1]))
                ratios[round(ratio, 2)] += 1
    about = max(ratios, key=lambda ratio: ratios[ratio], default=by_em)
    return by_em if abs(about / by_em - 1) < 0.02 else about


def _describe(text: str) -> str:
    codes = " ".join(f"U+{ord(char):04X}" for char in text)
    return f"{text} {codes}" if text else "a glyph without text"


def _written_as(text: str) -> Iterator[str]:
    """Yield the characters that Unicode treats as another form of ``text``."""
    yield from _COMPATIBLE.get(text, ())


def _compatible() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code in (*range(0xA0, 0xD800), *range(0xF900, 0x10000)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            found[plain].append(chr(code))
    return found


_COMPATIBLE = _compatible()


# ------------------------------------------------------------------------- PDF


def read_pdf(data: bytes) -> list[Embedded]:
    """Return the fonts of a PDF with the glyphs that its pages draw."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    fonts: dict[str, Any] = {}
    used: dict[str, set[int]] = defaultdict(set)
    for resources, content in _contents(reader):
        fonts |= {
            str(name)[1:]: font.get_object()
            for name, font in resources.get("/Font", {}).items()
        }
        name = ""
        for found in _SHOWN.finditer(content):
            if found[1]:
                name = found[1].decode()
            else:
                used[name].update(_codes(found[2]))
    return [_read_font(fonts[name], codes) for name, codes in used.items()]


def _contents(reader: pypdf.PdfReader) -> Iterator[tuple[Any, bytes]]:
    """Yield the resources and the bytes of every content stream."""
    for page in reader.pages:
        content = page.get_contents()
        resources: Any = page.get("/Resources", {})
        if content is not None:
            yield resources.get_object(), content.get_data()
        yield from _forms(resources.get_object(), set())


def _forms(resources: Any, seen: set[int]) -> Iterator[tuple[Any, bytes]]:
    objects = resources.get("/XObject", {})
    for found in objects.get_object().values() if objects else ():
        form = found.get_object()
        if form.get("/Subtype") != "/Form" or id(form) in seen:
            continue
        seen.add(id(form))
        own = form.get("/Resources", {}).get_object()
        yield own, form.get_data()
        yield from _forms(own, seen)


def _codes(shown: bytes) -> Iterator[int]:
    for place in range(0, len(shown), 4):
        yield int(shown[place : place + 4], 16)


def _read_font(font: Any, codes: set[int]) -> Embedded:
    """Return a composite font (ISO 32000-1, 9.7), with glyphs found as viewers do."""
    base = str(font["/BaseFont"]).partition("+")[2]
    family, _, style = base.rpartition("-")
    bold = style == "Bold"
    descendant = font["/DescendantFonts"][0].get_object()
    descriptor = descendant["/FontDescriptor"].get_object()
    file = descriptor.get("/FontFile2") or descriptor.get("/FontFile3")
    data = file.get_object().get_data() if file is not None else b""
    texts = _read_texts(font)
    cids = _read_encoding(font)
    glyphs = _glyphs_by_cid(data)
    found: dict[int, str] = {}
    for code in sorted(codes):
        cid = cids.get(code, code)
        glyph = glyphs.get(cid, cid) if glyphs else cid
        found[glyph] = max(found.get(glyph, ""), texts.get(code, ""), key=len)
    return Embedded(family if bold else base, 700 if bold else 400, data, found)


def _read_texts(font: Any) -> dict[int, str]:
    cmap = font["/ToUnicode"].get_object().get_data()
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in _MAPPED.findall(cmap.partition(b"endcodespacerange")[2])
    }


def _read_encoding(font: Any) -> dict[int, int]:
    """Return the CID of each code, {} if they are equal."""
    encoding = font["/Encoding"].get_object()
    if encoding == "/Identity-H":
        return {}
    ranges = encoding.get_data().partition(b"endcodespacerange")[2]
    return {int(code, 16): int(cid) for code, cid in _RANGED.findall(ranges)}


def _glyphs_by_cid(data: bytes) -> dict[int, int]:
    """Return the glyph of each CID by the charset, {} if they are equal."""
    if data[:4] != b"OTTO":
        return {}
    table = TTFont(io.BytesIO(data))["CFF "].cff
    if not hasattr(table.topDictIndex[0], "ROS"):
        return {}
    names = table.topDictIndex[0].charset
    cids = [0 if name == ".notdef" else int(name[3:]) for name in names]
    return {cid: glyph for glyph, cid in enumerate(cids)}


# ------------------------------------------------------------------------ EPUB


def read_epub(data: bytes) -> list[Embedded]:
    """Return the fonts of an EPUB with the characters of their character maps."""
    found: list[Embedded] = []
    with ZipFile(io.BytesIO(data)) as book:
        names = {name.rpartition("/")[2]: name for name in book.namelist()}
        for sheet in (name for name in names if name.endswith(".css")):
            for rule in _FACE_RULE.findall(book.read(names[sheet]).decode()):
                file = re.search(r"url\(\"?.*?([^/)\"]+)\"?\)", rule)
                family = re.search(r"font-family:\s*\"?([^;\"]+)", rule)
                weight = re.search(r"font-weight:\s*(\d+)", rule)
                assert file, rule
                assert family, rule
                font = book.read(names[file[1]])
                texts = _read_character_map(font)
                heavy = int(weight[1]) if weight else 400
                found += (Embedded(family[1], heavy, font, t) for t in texts)
    return found


def _read_character_map(data: bytes) -> list[dict[int, str]]:
    """Return maps of glyphs to characters; glyphs may have several characters."""
    font = hb.Font(hb.Face(data))
    layers: list[dict[int, str]] = [{}]
    for code in sorted(font.face.unicodes):
        glyph = font.get_nominal_glyph(code)
        layer = next((one for one in layers if glyph not in one), None)
        if layer is None:
            layer = {}
            layers.append(layer)
        layer[glyph] = chr(code)
    return layers


# ---------------------------------------------------------------- command line


def print_verdicts(verdicts: Iterable[Verdict], show: int) -> int:
    """Print the verdicts and return how many glyphs are wrong."""
    wrong = compared = 0
    for verdict in verdicts:
        wrong, compared = wrong + len(verdict.wrong), compared + verdict.compared
        counts = f"{verdict.compared:6} compared {len(verdict.wrong):4} wrong"
        print(
            f"  {verdict.font:28} {counts} {len(verdict.left):4} left  {verdict.source}"
        )
        for case in verdict.wrong[:show]:
            print(f"    wrong: {case}")
        for case in verdict.left[:show]:
            print(f"    left: {case}")
    print(f"  in all {compared} compared, {wrong} wrong")
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a verdict on every font of the books; return 1 if glyphs are wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("books", type=Path, nargs="+")
    parser.add_argument("--font-dir", type=Path)
    parser.add_argument("--show", type=int, default=10, metavar="N")
    options = parser.parse_args(arguments)
    wrong = 0
    for path in options.books:
        print(path)
        wrong += print_verdicts(check_book(path, options.font_dir), options.show)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
