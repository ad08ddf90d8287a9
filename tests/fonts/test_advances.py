"""A font cut to a few glyphs keeps their outlines, and every advance is widened."""

import io
import struct
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from exporter.errors import FontError
from exporter.fonts import advances, cut_wider, find_faces, number_by_place
from exporter.fonts import subset_fonts as cut_fonts
from exporter.fonts.cff import widen_charstrings
from exporter.fonts.sfnt import read_tables
from exporter.model import FontStyle

_ADVANCES = {".notdef": 500, "A": 600, "B": 250, "C": 1000}


def draw(pen: Any, width: int) -> Any:
    """Return ``pen`` after it has drawn a triangle."""
    pen.moveTo((10, 0))
    pen.lineTo((width - 10, 0))
    pen.lineTo((width // 2, 700))
    pen.closePath()
    return pen


def build(*, cff: bool, private: dict[str, Any] | None = None) -> bytes:
    """Return a font of three letters."""
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(list(_ADVANCES))
    builder.setupCharacterMap({ord(name): name for name in "ABC"})
    if cff:
        nominal = (private or {}).get("nominalWidthX", 0)
        strings = {
            name: draw(T2CharStringPen(width - nominal, None), width).getCharString()
            for name, width in _ADVANCES.items()
        }
        builder.setupCFF("Three", {}, strings, private or {})
    else:
        builder.setupGlyf(
            {n: draw(TTGlyphPen(None), w).glyph() for n, w in _ADVANCES.items()}
        )
    builder.setupHorizontalMetrics({n: (w, 10) for n, w in _ADVANCES.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Three", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def noto() -> bytes:
    """Return a CID-keyed font as it is embedded."""
    faces = find_faces(None)
    style = FontStyle("hans", "serif", 400)
    if faces.face(style).family != "Noto Serif CJK SC":
        pytest.skip("fonts-noto-cjk is not installed")
    (file,) = cut_fonts({style: "望津的渡轮，在雾里慢慢靠岸（ABC）"}, faces).files
    return number_by_place(file.data)


def describe(data: bytes, glyph: int) -> tuple[Any, int, int | None]:
    """Return a glyph's outline, its advance, and the advance in its CFF outline."""
    font = TTFont(io.BytesIO(data))
    name = font.getGlyphOrder()[glyph]
    glyphs = font.getGlyphSet()
    pen = RecordingPen()
    glyphs[name].draw(pen)
    inner = None
    if "CFF " in font:
        outline = font["CFF "].cff.topDictIndex[0].CharStrings[name]
        outline.draw(RecordingPen())
        inner = outline.width
    return pen.value, font["hmtx"][name][0], inner


@pytest.mark.parametrize(
    ("make", "glyphs"),
    [
        (lambda: build(cff=False), {1, 3}),
        (lambda: build(cff=True), {1, 3}),
        (
            lambda: build(cff=True, private={"defaultWidthX": 0, "nominalWidthX": 700}),
            {2},
        ),
        (noto, {3, 8, 9, 20}),
    ],
    ids=["TrueType", "CFF", "CFF with other widths", "CID-keyed"],
)
@pytest.mark.parametrize("widening", [150, 600])
def test_widened_glyphs_keep_their_numbers_and_outlines(
    make: Any, glyphs: set[int], widening: int
) -> None:
    before = make()
    after = cut_wider(before, 0, glyphs, widening)
    for glyph in glyphs:
        outline, advance, inner = describe(before, glyph)
        assert describe(after, glyph) == (
            outline,
            advance + widening,
            None if inner is None else advance + widening,
        )


def test_only_the_glyphs_asked_for_keep_an_outline() -> None:
    cut = cut_wider(build(cff=True), 0, {1, 3}, 150)
    assert describe(cut, 2)[0] in ([], [("endPath", ())])


def test_widening_is_measured_in_thousandths_of_the_em_of_the_font() -> None:
    font = TTFont(io.BytesIO(build(cff=False)))
    font["head"].unitsPerEm = 2000
    stream = io.BytesIO()
    font.save(stream)
    assert describe(cut_wider(stream.getvalue(), 0, {1}, 150), 1)[1] == 600 + 300


def test_damaged_font_raises_a_font_error() -> None:
    with pytest.raises(FontError, match="cannot be widened"):
        cut_wider(build(cff=True)[:300], 0, {1}, 150)


def test_outlines_with_subroutines_are_refused() -> None:
    """Their offset is counted from the Private DICT, which moves."""
    font = TTFont(io.BytesIO(build(cff=True)))
    top = font["CFF "].cff.topDictIndex[0]
    from fontTools.cffLib import SubrsIndex

    top.Private.Subrs = SubrsIndex()
    top.Private.Subrs.append(top.CharStrings["A"])
    stream = io.BytesIO()
    font.save(stream)
    with pytest.raises(ValueError, match=r"subroutines|shorter"):
        widen_charstrings(read_tables(stream.getvalue())[b"CFF "], 100)


def test_advance_is_never_widened_beyond_65535() -> None:
    cut = advances._widen(build(cff=False), 65_000)
    metrics = read_tables(cut)[b"hmtx"]
    assert struct.unpack_from(">H", metrics, 0) == (65_500,)
    assert struct.unpack_from(">H", metrics, 4 * 3) == (65_535,)
