"""A line cut into the pieces of its text boxes, and how a piece is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from exporter.formats.pdf.weasyprint.composition import chinese_composition
from exporter.formats.pdf.weasyprint.composition.spacing import (
    AUTO,
    INSIDE,
    NATURAL,
    PAUSE,
    PLAIN,
)
from tests.support.composition import EM, lay_out, read_paragraph, style_of
from tests.support.prints import pango_trouble

if TYPE_CHECKING or not pango_trouble():
    from weasyprint.formatting_structure import boxes

    from exporter.formats.pdf.weasyprint.composition.drawn_piece import (
        DrawnPiece,
        PieceSetting,
    )
    from exporter.formats.pdf.weasyprint.composition.faces import Faces
    from exporter.formats.pdf.weasyprint.composition.lines import (
        FilledLine,
        LineBreaker,
        Measure,
    )
    from exporter.formats.pdf.weasyprint.composition.pieces import (
        ComposedLine,
        cut_line,
    )

pytestmark = pytest.mark.pango


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

    A # in ``inner`` stands for a line feed.
    """
    paragraph, measured = read_paragraph(inner)
    paragraph.text = paragraph.text.replace("#", "\n")
    end = len(paragraph.text) if end is None else end
    resume = end if resume is None else resume
    return cut_line(
        paragraph,
        FilledLine(start, end, resume, indented, excess, 0.0),
        measured=measured,
        measure=Measure(400.0, 400.0, 0.0, later_indent, EM, justified=True),
        faces=Faces(),
    )


def settings_of(line: ComposedLine) -> list[PieceSetting]:
    return [piece.setting for piece in line.pieces.values()]


def placed(line: ComposedLine) -> list[tuple[Any, ...]]:
    """Return what is passed to WeasyPrint for each text box of the paragraph."""
    return [line.place(leaf.box, 0.0) for leaf in line.paragraph.leaves]


# -------------------------------------------------------------------- pieces


def test_line_is_cut_into_a_piece_for_each_text_box() -> None:
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


def test_mark_at_the_line_start_moves_left_by_its_blank() -> None:
    assert settings_of(cut("“一”", 0, 2))[0].lead == -0.5 * EM
    assert settings_of(cut("一“一”", 0, 3))[0].lead == 0
    # but not where the paragraph begins with an indent
    assert settings_of(cut("“一”", 0, 2, indented=True))[0].lead == 0
    # and not again in the next piece
    assert [s.lead for s in settings_of(cut("“<b>“一</b>"))] == [-0.5 * EM, 0]


def test_mark_at_the_line_end_loses_half_an_em() -> None:
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


def test_gap_between_a_latin_link_and_han_is_outside_the_link() -> None:
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
def test_gaps_not_beside_a_link_stay_in_their_piece(inner: str) -> None:
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
            DrawnPiece(s, style_of(), faces=line.faces, max_width=0).adjust(NATURAL)
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


def test_text_box_that_ends_with_the_line_is_placed_whole() -> None:
    line = cut("一二<b>三</b>")
    for box, stop, fed, first, last, floats in placed(line):
        assert (stop, fed, first, last) == (None, False, None, None)
        assert floats == {"left": 0, "right": 0}
        assert box.pango_layout.text == box.text
    assert [box.text for box, *_ in placed(line)] == ["一二", "三"]


def test_text_box_cut_by_the_line_end_resumes_at_its_byte_offset() -> None:
    (first, second) = placed(cut("一é二<b>三四</b>", 0, 2))
    assert first[0].text == "一é"
    assert first[1] == {len("一é".encode()): None}
    assert second[:2] == (None, {0: None})


def test_line_that_ends_between_two_text_boxes_resumes_at_the_second() -> None:
    first, second = placed(cut("一二<b>三</b>", 0, 2))
    assert first[1] == {6: None}
    assert second[:2] == (None, {0: None})


def test_text_box_before_the_end_of_the_line_is_not_resumed() -> None:
    first, second = placed(cut("一二<b>三四</b>", 0, 3))
    assert (first[0].text, first[1]) == ("一二", None)
    assert (second[0].text, second[1]) == ("三", {3: None})


def test_line_that_starts_inside_a_text_box_has_only_the_rest_of_it() -> None:
    line = cut("一二三<b>四</b>", 2)
    assert [box.text for box, *_ in placed(line)] == ["三", "四"]
    assert placed(cut("一二三", 1, 2))[0][1] == {6: None}


def test_line_that_ends_with_a_line_feed_resumes_after_it() -> None:
    first, second = placed(cut("一#<b>二</b>", 0, 1, resume=2))
    assert (first[0].text, first[1], first[2]) == ("一", {4: None}, True)
    assert (second[0], second[2]) == (None, False)
    first, second = placed(cut("一<b>#二</b>", 0, 1, resume=2))
    assert (first[0].text, first[1], first[2]) == ("一", None, False)
    assert second[:3] == (None, {1: None}, True)


def test_spaces_at_the_line_end_belong_to_no_text_box() -> None:
    first, second = placed(cut("一二<b> </b>三", 0, 2, resume=3))[:2]
    assert first[0].text == "一二"
    assert second[:2] == (None, {1: None})


def test_empty_line_has_no_boxes() -> None:
    line = cut("一#　#二", 2, 2, resume=4)
    assert line.pieces == {}
    assert placed(line)[0][:3] == (None, {8: None}, True)


def test_placed_box_has_its_position_width_and_baseline() -> None:
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


def test_reduced_line_keeps_its_width_when_a_padded_box_ends_it() -> None:
    """If a box ends with the line, WeasyPrint keeps its padding for the next line."""
    inner = "一，二，三，四，五<b style='padding-right: 3px'>六七八</b>九十"
    with chinese_composition():
        page = lay_out(f"<p style='width: 231px; text-align: justify'>{inner}</p>")
    first = next(b for b in page.descendants() if isinstance(b, boxes.LineBox))
    texts = [b for b in first.descendants() if isinstance(b, boxes.TextBox)]
    assert "".join(box.text for box in texts) == "一，二，三，四，五六七八"
    assert texts[0].pango_layout.reduced_by() > 0
    assert texts[-1].position_x + texts[-1].width == pytest.approx(231)


def test_column_of_spaces_alone_has_a_width() -> None:
    """WeasyPrint asks for the smallest and the largest width of a column."""
    cells = "<td style='padding: 0'>\u3000<td style='padding: 0'>汉 字\u3000"
    with chinese_composition():
        page = lay_out(f"<table style='border-spacing: 0'>{cells}</table>")
    widths = [b.width for b in page.descendants() if isinstance(b, boxes.TableCellBox)]
    assert widths[0] == pytest.approx(EM)
    assert 3 * EM < widths[1] < 3.5 * EM
