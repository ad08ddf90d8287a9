"""How a piece of a line is drawn: gaps written into Pango's glyphs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporter.formats.pdf.weasyprint.composition.spacing import (
    AUTO,
    FIXED,
    INSIDE,
    NATURAL,
    PAIR,
    PAUSE,
    PLAIN,
    Adjustment,
    make_scale,
)
from tests.support.composition import EM, read_paragraph, style_of
from tests.support.prints import pango_trouble

if TYPE_CHECKING or not pango_trouble():
    from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

    from exporter.formats.pdf.weasyprint.composition.drawn_piece import (
        DrawnPiece,
        PieceSetting,
    )
    from exporter.formats.pdf.weasyprint.composition.faces import Faces
    from exporter.formats.pdf.weasyprint.composition.shaping import (
        GLYPH_WORDS,
        WIDTH_WORD,
        glyph_words,
        runs_of,
    )

pytestmark = pytest.mark.pango


def setting_of(text: str, kinds: list[int], **more: Any) -> PieceSetting:
    """Return a setting of plain text that has been measured."""
    paragraph, measured = read_paragraph(text)
    made = PieceSetting(
        text=text,
        kinds=bytes(kinds),
        scale=make_scale(EM),
        advance=measured.advance_sums[-1],
        trim=0.0,
        lead=0.0,
        lead_kind=INSIDE,
    )
    assert paragraph.text == text
    return replace(made, **more)


def widths_of(line: Any) -> list[int]:
    """Return the widths of all glyphs of a PangoLayoutLine, in its units."""
    rows = [glyph_words(item.glyphs) for item in runs_of(line)]
    return [width for row in rows for width in row[WIDTH_WORD::GLYPH_WORDS]]


class Drawn:
    """What WeasyPrint's draw_first_line makes of a piece.

    ``starts`` are where the glyphs stand, ``end`` is where the next would, in
    pixels; ``rests`` how far each of its kernings is from a whole thousandth,
    which it cuts off.
    """

    def __init__(self, setting: PieceSetting, adjustment: Adjustment = NATURAL) -> None:
        self.piece = DrawnPiece(setting, style_of(), faces=Faces(), max_width=400.0)
        self.width = self.piece.adjust(adjustment)
        self.piece.setup(style_of())
        self.piece.set_text(setting.text)
        self.starts: list[float] = []
        self.rests: list[float] = []
        self.end = 0.0
        self._line, _index = self.piece.get_first_line()
        for item in runs_of(self._line):
            self._draw(item)

    def widths(self) -> list[int]:
        return widths_of(self._line)

    def _draw(self, item: Any) -> None:
        ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
        words = glyph_words(item.glyphs).tolist()
        for at in range(0, len(words), GLYPH_WORDS):
            glyph, width, shift = words[at : at + 3]
            pango.pango_font_get_glyph_extents(
                item.item.analysis.font, glyph, ink, logical
            )
            own = round(logical.width * 1000 * FROM_UNITS / EM)
            offset = shift / EM
            kerning = own + offset - width * 1000 * FROM_UNITS / EM
            self.rests.append(kerning - round(kerning))
            self.starts.append(self.end + offset * EM / 1000)
            self.end += (offset + own - int(kerning)) * EM / 1000


THOUSANDTH = EM / 1000


def test_gaps_are_drawn_between_the_glyphs() -> None:
    drawn = Drawn(setting_of("汉字a汉", [PLAIN, AUTO, AUTO, INSIDE]))
    letter = drawn.end - 3.5 * EM
    assert drawn.starts == pytest.approx(
        [0, EM, 2.25 * EM, 2.5 * EM + letter], abs=THOUSANDTH
    )
    assert drawn.end == pytest.approx(drawn.width, abs=THOUSANDTH)


def test_adjusted_line_is_drawn_with_its_stated_width() -> None:
    setting = setting_of("汉，字a汉", [PLAIN, PAUSE, AUTO, AUTO, INSIDE])
    natural = Drawn(setting).width
    for adjustment, more in [
        (Adjustment({PAUSE: -0.5}), -0.25),
        (Adjustment({AUTO: 1.0}, spread=0.03), 2 / 12 + 0.12),
        (Adjustment(spread=0.09, relief=0.5), 4 * 0.09 + 0.25 + 2 * 0.125),
    ]:
        drawn = Drawn(setting, adjustment)
        assert drawn.width == pytest.approx(natural + more * EM)
        assert drawn.end == pytest.approx(drawn.width, abs=THOUSANDTH)


def test_blank_trimmed_from_the_last_mark_is_left_out_of_the_width() -> None:
    drawn = Drawn(setting_of("汉，", [PLAIN, INSIDE], trim=0.5 * EM))
    assert drawn.width == pytest.approx(1.5 * EM)
    assert drawn.end == pytest.approx(2 * EM)


def test_piece_starts_at_its_lead_and_half_its_first_gap() -> None:
    for lead, lead_kind, moved in [
        (-0.5 * EM, INSIDE, -0.5 * EM),
        (1.5 * EM, INSIDE, 1.5 * EM),
        (0.0, AUTO, 0.25 * EM),
        (-0.25 * EM, AUTO, 0.0),
    ]:
        drawn = Drawn(
            setting_of("“汉", [PLAIN, INSIDE], lead=lead, lead_kind=lead_kind)
        )
        assert drawn.starts == pytest.approx([moved, moved + EM], abs=THOUSANDTH)
        assert drawn.end == pytest.approx(drawn.width, abs=THOUSANDTH)


def test_gap_after_a_ligature_is_drawn_after_it() -> None:
    drawn = Drawn(
        setting_of("一——二", [PLAIN, INSIDE, PLAIN, INSIDE]), Adjustment(spread=0.1)
    )
    assert drawn.starts == pytest.approx([0, 1.1 * EM, 3.2 * EM], abs=THOUSANDTH)


def test_gap_after_a_sign_of_several_glyphs_is_drawn_after_the_last() -> None:
    drawn = Drawn(
        setting_of("字กำ字", [PLAIN, PLAIN, PLAIN, INSIDE]), Adjustment(spread=0.1)
    )
    assert len(drawn.starts) == 5
    plain = Drawn(setting_of("字กำ字", [INSIDE] * 4))
    moved = [a - b for a, b in zip(drawn.starts, plain.starts, strict=True)]
    assert moved == pytest.approx([0, 2, 4, 4, 6], abs=2 * THOUSANDTH)


def test_text_shaped_unlike_when_measured_is_drawn_at_the_measured_width() -> None:
    kinds = [PLAIN, FIXED, PAIR, PLAIN, INSIDE]
    setting = setting_of("一二三四五", kinds, advance=5.2 * EM)
    drawn = Drawn(setting)
    assert drawn.width == pytest.approx(5.2 * EM)
    assert drawn.starts == pytest.approx(
        [0, 1.1 * EM, 2.1 * EM, 3.1 * EM, 4.2 * EM], abs=THOUSANDTH
    )


def test_rounding_differences_are_not_corrected() -> None:
    setting = setting_of("一二", [PLAIN, INSIDE])
    plain = Drawn(setting).widths()
    assert Drawn(replace(setting, advance=setting.advance + 0.001)).widths() == plain
    assert Drawn(replace(setting, advance=setting.advance + 1)).widths() != plain


def test_glyphs_are_unchanged_where_there_are_no_gaps() -> None:
    drawn = Drawn(setting_of("一a二", [FIXED, FIXED, INSIDE]))
    face = Faces().of(style_of())
    assert drawn.widths() == widths_of(face.set_text("一a二"))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["汉", "汉a字bé，", "汉AVAToYe", "汉re"])
@pytest.mark.parametrize("spread", [0.0333, 0.01234567])
def test_positions_of_ten_thousand_glyphs_do_not_drift(
    unit: str, spread: float
) -> None:
    one = setting_of(unit, [])
    times = 10_000 // len(unit)
    text = unit * times
    advance = _advance_of(text)
    kinds = bytes(FIXED if char.isascii() else PLAIN for char in text)
    setting = replace(one, text=text, kinds=kinds, advance=advance)
    drawn = Drawn(setting, Adjustment(spread=spread))
    assert len(drawn.starts) == len(text)
    assert drawn.end == pytest.approx(drawn.width, abs=THOUSANDTH)
    # the positions in between do not drift either
    repeated = advance / times + kinds[: len(unit)].count(PLAIN) * spread * EM
    off = [
        abs(start - drawn.starts[0] - number * repeated)
        for number, start in enumerate(drawn.starts[:: len(unit)])
    ]
    assert max(off) < 1.1 * THOUSANDTH


@given(
    st.text(alphabet="汉字，。（）abé1 ", min_size=1, max_size=30).filter(
        lambda text: text.strip() == text
    ),
    st.floats(-0.05, 0.4),
    st.floats(-0.6, 2.0),
)
@example(text="baba", spread=0.0, lead=0.0)
def test_kernings_are_whole_thousandths(text: str, spread: float, lead: float) -> None:
    """WeasyPrint rounds them toward zero, so each is set a trace too large.

    A piece without gaps is drawn as it was shaped.  Then each of its glyphs is up to
    half a thousandth off, because a PDF has widths in whole thousandths.
    """
    kinds = bytes([PLAIN]) * len(text)
    setting = PieceSetting(
        text=text,
        kinds=kinds,
        scale=make_scale(EM),
        advance=_advance_of(text),
        trim=0.0,
        lead=lead * EM,
        lead_kind=INSIDE,
    )
    drawn = Drawn(setting, Adjustment(spread=spread))
    most = 1.1 if spread or lead else max(1.1, 0.5 * len(text))
    assert drawn.end == pytest.approx(drawn.width, abs=most * THOUSANDTH)


def _advance_of(text: str) -> float:
    face = Faces().of(style_of())
    return sum(widths_of(face.set_text(text))) * float(FROM_UNITS)


def test_gaps_are_written_once_though_a_line_is_drawn_twice() -> None:
    drawn = Drawn(setting_of("汉a", [AUTO, INSIDE]))
    before = drawn.widths()
    drawn.piece.get_first_line()
    assert drawn.widths() == before
    drawn.piece.set_text("汉a")
    line, index = drawn.piece.get_first_line()
    assert widths_of(line) == before
    assert index is None


def test_layout_with_a_changed_text_gets_no_gaps() -> None:
    """WeasyPrint sets another text, with an ellipsis, where a box is cut off."""
    faces = Faces()
    face = faces.of(style_of())
    piece = DrawnPiece(
        setting_of("汉a", [AUTO, INSIDE]), style_of(), faces=faces, max_width=400.0
    )
    piece.setup(style_of())
    assert piece.layout is face.pango_layout
    piece.set_text("汉a…")
    line, _index = piece.get_first_line()
    assert widths_of(line)[0] == EM * TO_UNITS
    assert piece.text == "汉a…"
    # Its PangoLayout was changed, so it is no longer shared.
    assert faces.of(style_of()) is not face


def test_underline_of_a_piece_is_at_the_position_of_its_face() -> None:
    setting = setting_of("汉", [INSIDE])
    lined = DrawnPiece(setting, style_of("class=line"), faces=Faces(), max_width=400.0)
    assert lined.underline_thickness > 0
    plain = DrawnPiece(setting, style_of(), faces=Faces(), max_width=400.0)
    assert not hasattr(plain, "underline_thickness")
