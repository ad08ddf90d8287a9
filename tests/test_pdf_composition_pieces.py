"""A line cut into the pieces of its text boxes, and how a piece is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.pdf.composition import chinese_composition
from exporter.pdf.composition.spacing import (
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
from tests.prints import pango_trouble
from tests.test_pdf_composition_shaping import lay_out, style_of

if TYPE_CHECKING or not pango_trouble():
    from weasyprint.formatting_structure import boxes
    from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

    from exporter.pdf.composition.faces import Faces
    from exporter.pdf.composition.layout import ComposedLayout, Setting
    from exporter.pdf.composition.lines import Line, LineBreaker, Measure
    from exporter.pdf.composition.measure import measure
    from exporter.pdf.composition.paragraph import Measured, Paragraph, collect
    from exporter.pdf.composition.pieces import ComposedLine, cut_line
    from exporter.pdf.composition.shaping import (
        GLYPH_WORDS,
        WIDTH_WORD,
        glyph_words,
        runs_of,
    )

pytestmark = pytest.mark.pango

EM = 20.0


def read_paragraph(inner: str) -> tuple[Paragraph, Measured]:
    """Return a paragraph that WeasyPrint laid out in one line, and its measures."""
    page = lay_out(f"<p style='white-space: pre-wrap'>{inner}</p>")
    (line,) = [b for b in page.descendants() if isinstance(b, boxes.LineBox)]
    paragraph = collect(None, line, None)
    measured = measure(paragraph, Faces())
    assert measured is not None
    return paragraph, measured


def cut(
    inner: str,
    start: int = 0,
    end: int | None = None,
    *,
    resume: int | None = None,
    indented: bool = False,
    excess: float = 0.0,
    later_indent: float = 0.0,
) -> ComposedLine:
    """Return the line from place ``start`` to ``end`` of a paragraph.

    A # in it is where a line feed stood.
    """
    paragraph, measured = read_paragraph(inner)
    paragraph.text = paragraph.text.replace("#", "\n")
    end = len(paragraph.text) if end is None else end
    resume = end if resume is None else resume
    return cut_line(
        paragraph,
        Line(start, end, resume, indented, excess, 0.0),
        measured=measured,
        measure=Measure(400.0, 400.0, 0.0, later_indent, EM, justified=True),
        faces=Faces(),
    )


def settings_of(line: ComposedLine) -> list[Setting]:
    return [piece.setting for piece in line.pieces.values()]


def placed(line: ComposedLine) -> list[tuple[Any, ...]]:
    """Return what each text box of the paragraph is told."""
    return [line.place(leaf.box, 0.0) for leaf in line.paragraph.leaves]


# -------------------------------------------------------------------- pieces


def test_a_line_is_cut_into_what_its_text_boxes_have_on_it() -> None:
    line = cut("一二<b>三四</b>五六", 1, 5)
    assert [s.text for s in settings_of(line)] == ["二", "三四", "五"]
    assert [list(s.kinds) for s in settings_of(line)] == [
        [PLAIN],
        [PLAIN, PLAIN],
        [INSIDE],
    ]
    assert [s.advance for s in settings_of(line)] == pytest.approx([EM, 2 * EM, EM])
    assert line.width == 400.0
    assert line.adjustment is NATURAL


def test_a_mark_moves_out_of_the_line_it_starts() -> None:
    assert settings_of(cut("“一”", 0, 2))[0].lead == -0.5 * EM
    assert settings_of(cut("一“一”", 0, 3))[0].lead == 0
    # but not where the paragraph begins with an indent
    assert settings_of(cut("“一”", 0, 2, indented=True))[0].lead == 0
    # and not again in the next piece
    assert [s.lead for s in settings_of(cut("“<b>“一</b>"))] == [-0.5 * EM, 0]


def test_a_mark_loses_half_its_square_at_the_line_end() -> None:
    assert settings_of(cut("一，二", 0, 2))[0].trim == 0.5 * EM
    assert settings_of(cut("一，二"))[0].trim == 0
    assert [s.trim for s in settings_of(cut("一，<b>二。</b>"))] == [0, 0.5 * EM]


def test_a_line_after_a_forced_break_is_indented() -> None:
    for inner, lead in [("一#二<b>三</b>", 30.0), ("一#“二<b>三</b>", 20.0)]:
        line = cut(inner, 2, later_indent=30.0)
        assert [s.lead for s in settings_of(line)] == [lead, 0]
        drawn = [box.width for box, *_ in placed(line) if box]
        assert drawn[0] == pytest.approx(
            lead + EM * line.paragraph.text.count("“") + EM
        )
    assert settings_of(cut("一，二", 2, later_indent=30.0))[0].lead == 0


def test_the_gap_between_a_latin_link_and_han_is_no_part_of_the_link() -> None:
    before, link, after = settings_of(cut("汉<a class=latin>ab</a>字"))
    assert (before.kinds[-1], before.lead_kind) == (AUTO, INSIDE)
    assert (link.kinds[-1], link.lead_kind) == (INSIDE, INSIDE)
    assert (after.kinds[-1], after.lead_kind) == (INSIDE, AUTO)
    scale, counts = after.counted()
    assert (scale.em, counts[AUTO]) == (EM, 1)


@pytest.mark.parametrize(
    "inner",
    [
        "<b>ab</b><span style='font-size: 15px'>字字</span>",  # measured otherwise
        "字<b>ab</b>",  # nothing follows
        "<b>字</b>ab",  # the gap is in the Han already
    ],
)
def test_other_gaps_stay_where_they_are(inner: str) -> None:
    assert all(s.lead_kind == INSIDE for s in settings_of(cut(inner)))


def test_no_gap_is_left_at_the_end_of_a_line() -> None:
    line = cut("汉<b>ab</b>字", 0, 3)
    assert [s.kinds[-1] for s in settings_of(line)] == [AUTO, INSIDE]


def test_pieces_are_as_wide_as_the_line() -> None:
    inner = "“汉a字，”<b>他 say <i class=latin>“yes”</i></b>——（好）。"
    paragraph, measured = read_paragraph(inner)
    breaker = LineBreaker(
        paragraph.text,
        measured,
        measure=Measure(400.0, 400.0, 0.0, 0.0, EM, justified=True),
    )
    for start, end in [(0, 5), (0, len(paragraph.text)), (3, 12), (5, 20)]:
        line = cut(inner, start, end)
        widths = [
            ComposedLayout(s, style_of(), faces=line.faces, max_width=0).adjust(NATURAL)
            for s in settings_of(line)
        ]
        natural = breaker.natural_width(start, end, indented=False)
        assert sum(widths) == pytest.approx(natural)


def test_a_line_that_is_too_wide_is_reduced() -> None:
    line = cut("一，二<b>三，四</b>五，六", excess=12.0)
    assert line.adjustment.shares[PAUSE] == pytest.approx(-0.4)
    natural = sum(box.width for box, *_ in placed(cut("一，二<b>三，四</b>五，六")))
    assert sum(box.width for box, *_ in placed(line)) == pytest.approx(natural - 12)


# ------------------------------------------------- what WeasyPrint is answered


def test_a_text_box_that_ends_with_the_line() -> None:
    line = cut("一二<b>三</b>")
    for box, stop, fed, first, last, floats in placed(line):
        assert (stop, fed, first, last) == (None, False, None, None)
        assert floats == {"left": 0, "right": 0}
        assert box.pango_layout.text == box.text
    assert [box.text for box, *_ in placed(line)] == ["一二", "三"]


def test_a_text_box_that_is_cut_goes_on_at_a_byte() -> None:
    (first, second) = placed(cut("一é二<b>三四</b>", 0, 2))
    assert first[0].text == "一é"
    assert first[1] == {len("一é".encode()): None}
    assert second[:2] == (None, {0: None})


def test_a_line_that_ends_between_two_text_boxes() -> None:
    first, second = placed(cut("一二<b>三</b>", 0, 2))
    assert first[1] == {6: None}
    assert second[:2] == (None, {0: None})


def test_a_text_box_that_is_done_before_the_line_ends() -> None:
    first, second = placed(cut("一二<b>三四</b>", 0, 3))
    assert (first[0].text, first[1]) == ("一二", None)
    assert (second[0].text, second[1]) == ("三", {3: None})


def test_a_line_that_goes_on_from_within_a_text_box() -> None:
    line = cut("一二三<b>四</b>", 2)
    assert [box.text for box, *_ in placed(line)] == ["三", "四"]
    assert placed(cut("一二三", 1, 2))[0][1] == {6: None}


def test_a_line_that_ends_with_a_line_feed() -> None:
    first, second = placed(cut("一#<b>二</b>", 0, 1, resume=2))
    assert (first[0].text, first[1], first[2]) == ("一", {4: None}, True)
    assert (second[0], second[2]) == (None, False)
    first, second = placed(cut("一<b>#二</b>", 0, 1, resume=2))
    assert (first[0].text, first[1], first[2]) == ("一", None, False)
    assert second[:3] == (None, {1: None}, True)


def test_spaces_at_the_line_end_are_in_no_box() -> None:
    first, second = placed(cut("一二<b> </b>三", 0, 2, resume=3))[:2]
    assert first[0].text == "一二"
    assert second[:2] == (None, {1: None})


def test_a_line_of_nothing_has_no_boxes() -> None:
    line = cut("一#　#二", 2, 2, resume=4)
    assert line.pieces == {}
    assert placed(line)[0][:3] == (None, {8: None}, True)


def test_a_box_stands_where_it_is_placed() -> None:
    line = cut("<span class=high>汉a</span>")
    (leaf,) = line.paragraph.leaves
    box = line.place(leaf.box, 33.0)[0]
    assert box.position_x == 33
    (setting,) = settings_of(line)
    assert box.width == pytest.approx(setting.advance + 0.25 * EM)
    height, baseline = leaf.height_of(0, 2)
    half_leading = (40 - height) / 2
    assert box.height == height
    assert box.margin_top == box.margin_bottom == pytest.approx(half_leading)
    assert box.baseline == pytest.approx(baseline + half_leading)
    assert leaf.box is not box
    assert leaf.box.text == "汉a"


def test_a_box_is_as_high_as_the_fonts_it_uses() -> None:
    paragraph, _measured = read_paragraph("汉汉aa汉汉")
    (leaf,) = paragraph.leaves
    han, letters = leaf.height_of(0, 2), leaf.height_of(2, 4)
    assert han != letters
    assert leaf.height_of(4, 6) == leaf.height_of(0, 1) == han
    both = leaf.height_of(1, 3)
    assert both[1] == max(han[1], letters[1])
    (piece,) = cut("汉汉aa汉汉", 2, 4).pieces.values()
    assert (piece.height, piece.baseline) == letters
    assert both[0] - both[1] == max(han[0] - han[1], letters[0] - letters[1])


def test_a_reduced_line_is_not_filled_from_its_natural_width() -> None:
    """WeasyPrint keeps the padding of a box that ends with the line for the next."""
    inner = "一，二，三，四，五<b style='padding-right: 3px'>六七八</b>九十"
    with chinese_composition():
        page = lay_out(f"<p style='width: 231px; text-align: justify'>{inner}</p>")
    first = next(b for b in page.descendants() if isinstance(b, boxes.LineBox))
    texts = [b for b in first.descendants() if isinstance(b, boxes.TextBox)]
    assert "".join(box.text for box in texts) == "一，二，三，四，五六七八"
    assert texts[0].pango_layout.reduced_by() > 0
    assert texts[-1].position_x + texts[-1].width == pytest.approx(231)


def test_a_column_of_nothing_but_spaces_has_a_width() -> None:
    """WeasyPrint asks for the narrowest and the widest a column can be."""
    cells = "<td style='padding: 0'>\u3000<td style='padding: 0'>汉 字\u3000"
    with chinese_composition():
        page = lay_out(f"<table style='border-spacing: 0'>{cells}</table>")
    widths = [b.width for b in page.descendants() if isinstance(b, boxes.TableCellBox)]
    assert widths[0] == pytest.approx(EM)
    assert 3 * EM < widths[1] < 3.5 * EM


# ------------------------------------------------------------------- drawing


def setting_of(text: str, kinds: list[int], **more: Any) -> Setting:
    """Return a setting of plain text that has been measured."""
    paragraph, measured = read_paragraph(text)
    made = Setting(
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

    def __init__(self, setting: Setting, adjustment: Adjustment = NATURAL) -> None:
        self.layout = ComposedLayout(
            setting, style_of(), faces=Faces(), max_width=400.0
        )
        self.width = self.layout.adjust(adjustment)
        self.layout.setup(style_of())
        self.layout.set_text(setting.text)
        self.starts: list[float] = []
        self.rests: list[float] = []
        self.end = 0.0
        self._line, _index = self.layout.get_first_line()
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


def test_gaps_stand_between_the_glyphs() -> None:
    drawn = Drawn(setting_of("汉字a汉", [PLAIN, AUTO, AUTO, INSIDE]))
    letter = drawn.end - 3.5 * EM
    assert drawn.starts == pytest.approx(
        [0, EM, 2.25 * EM, 2.5 * EM + letter], abs=THOUSANDTH
    )
    assert drawn.end == pytest.approx(drawn.width, abs=THOUSANDTH)


def test_an_adjusted_line_is_drawn_as_wide_as_it_is_said_to_be() -> None:
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


def test_what_the_last_mark_loses_is_not_drawn() -> None:
    drawn = Drawn(setting_of("汉，", [PLAIN, INSIDE], trim=0.5 * EM))
    assert drawn.width == pytest.approx(1.5 * EM)
    assert drawn.end == pytest.approx(2 * EM)


def test_a_piece_begins_out_of_the_line_or_in_it() -> None:
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


def test_the_gap_after_a_ligature_comes_after_it() -> None:
    drawn = Drawn(
        setting_of("一——二", [PLAIN, INSIDE, PLAIN, INSIDE]), Adjustment(spread=0.1)
    )
    assert drawn.starts == pytest.approx([0, 1.1 * EM, 3.2 * EM], abs=THOUSANDTH)


def test_the_gap_after_a_sign_of_several_glyphs_comes_after_the_last() -> None:
    drawn = Drawn(
        setting_of("字กำ字", [PLAIN, PLAIN, PLAIN, INSIDE]), Adjustment(spread=0.1)
    )
    assert len(drawn.starts) == 5
    plain = Drawn(setting_of("字กำ字", [INSIDE] * 4))
    moved = [a - b for a, b in zip(drawn.starts, plain.starts, strict=True)]
    assert moved == pytest.approx([0, 2, 4, 4, 6], abs=2 * THOUSANDTH)


def test_text_shaped_otherwise_than_when_measured_is_evened_out() -> None:
    kinds = [PLAIN, FIXED, PAIR, PLAIN, INSIDE]
    setting = setting_of("一二三四五", kinds, advance=5.2 * EM)
    drawn = Drawn(setting)
    assert drawn.width == pytest.approx(5.2 * EM)
    assert drawn.starts == pytest.approx(
        [0, 1.1 * EM, 2.1 * EM, 3.1 * EM, 4.2 * EM], abs=THOUSANDTH
    )


def test_rounding_is_not_evened_out() -> None:
    setting = setting_of("一二", [PLAIN, INSIDE])
    plain = Drawn(setting).widths()
    assert Drawn(replace(setting, advance=setting.advance + 0.001)).widths() == plain
    assert Drawn(replace(setting, advance=setting.advance + 1)).widths() != plain


def test_nothing_is_written_where_there_are_no_gaps() -> None:
    drawn = Drawn(setting_of("一a二", [FIXED, FIXED, INSIDE]))
    face = Faces().of(style_of())
    assert drawn.widths() == widths_of(face.set_text("一a二"))


@pytest.mark.parametrize("unit", ["汉", "汉a字bé，", "汉AVAToYe", "汉re"])
@pytest.mark.parametrize("spread", [0.0333, 0.01234567])
def test_ten_thousand_glyphs_do_not_drift(unit: str, spread: float) -> None:
    one = setting_of(unit, [])
    times = 10_000 // len(unit)
    text = unit * times
    advance = _advance_of(text)
    kinds = bytes(FIXED if char.isascii() else PLAIN for char in text)
    setting = replace(one, text=text, kinds=kinds, advance=advance)
    drawn = Drawn(setting, Adjustment(spread=spread))
    assert len(drawn.starts) == len(text)
    assert drawn.end == pytest.approx(drawn.width, abs=THOUSANDTH)
    # nor do they on the way there
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
def test_kernings_are_whole_thousandths(text: str, spread: float, lead: float) -> None:
    """WeasyPrint cuts them down toward zero: a trace too large is right."""
    kinds = bytes([PLAIN]) * len(text)
    setting = Setting(
        text=text,
        kinds=kinds,
        scale=make_scale(EM),
        advance=_advance_of(text),
        trim=0.0,
        lead=lead * EM,
        lead_kind=INSIDE,
    )
    drawn = Drawn(setting, Adjustment(spread=spread))
    assert drawn.end == pytest.approx(drawn.width, abs=1.1 * THOUSANDTH)


def _advance_of(text: str) -> float:
    face = Faces().of(style_of())
    return sum(widths_of(face.set_text(text))) * float(FROM_UNITS)


def test_a_text_is_spaced_once_however_often_it_is_asked_for() -> None:
    drawn = Drawn(setting_of("汉a", [AUTO, INSIDE]))
    before = drawn.widths()
    drawn.layout.get_first_line()
    assert drawn.widths() == before
    drawn.layout.set_text("汉a")
    line, index = drawn.layout.get_first_line()
    assert widths_of(line) == before
    assert index is None


def test_another_text_goes_without_our_gaps() -> None:
    """WeasyPrint sets one with an ellipsis where a box is cut off."""
    faces = Faces()
    face = faces.of(style_of())
    layout = ComposedLayout(
        setting_of("汉a", [AUTO, INSIDE]), style_of(), faces=faces, max_width=400.0
    )
    layout.setup(style_of())
    assert layout.layout is face.layout
    layout.set_text("汉a…")
    line, _index = layout.get_first_line()
    assert widths_of(line)[0] == EM * TO_UNITS
    assert layout.text == "汉a…"
    # Its layout has been changed, and is shared no longer.
    assert faces.of(style_of()) is not face


def test_a_piece_knows_where_lines_are_drawn_under_it() -> None:
    setting = setting_of("汉", [INSIDE])
    lined = ComposedLayout(
        setting, style_of("class=line"), faces=Faces(), max_width=400.0
    )
    assert lined.underline_thickness > 0
    plain = ComposedLayout(setting, style_of(), faces=Faces(), max_width=400.0)
    assert not hasattr(plain, "underline_thickness")
