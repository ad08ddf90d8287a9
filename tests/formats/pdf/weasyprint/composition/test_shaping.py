"""Text shaped by Pango, faces shared by styles, and the measures of a paragraph."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.formats.pdf.weasyprint.composition.breaks import (
    FORBIDDEN,
    FREELY,
    INSEPARABLE,
)
from exporter.formats.pdf.weasyprint.composition.classes import classify
from exporter.formats.pdf.weasyprint.composition.edges import NO_BLANK, Blank
from exporter.formats.pdf.weasyprint.composition.spacing import (
    AUTO,
    AUTO_SPACE,
    INSIDE,
    PAIR,
    PAUSE,
    PLAIN,
)
from tests.support.composition import EM, style_of, text_boxes
from tests.support.prints import pango_trouble

if TYPE_CHECKING or not pango_trouble():
    from weasyprint import HTML
    from weasyprint.formatting_structure import boxes
    from weasyprint.text.fonts import FontConfiguration

    from exporter.formats.pdf.weasyprint.composition.faces import Faces
    from exporter.formats.pdf.weasyprint.composition.measure import measure
    from exporter.formats.pdf.weasyprint.composition.paragraph import (
        Leaf,
        Measured,
        ParagraphText,
    )
    from exporter.formats.pdf.weasyprint.composition.shaping import (
        GLYPH_WORDS,
        WIDTH_WORD,
        Shape,
        break_attributes,
        clusters_of,
        glyph_words,
        is_one_to_one,
        runs_of,
        shape_text,
    )

pytestmark = pytest.mark.pango

SIMPLIFIED, TRADITIONAL = "lang=zh-Hans", "lang=zh-Hant"


def shape(text: str, attributes: str = SIMPLIFIED) -> Shape | None:
    face = Faces().of(style_of(attributes))
    return shape_text(face, text, classes=classify(text), em=EM)


def shaped(text: str, attributes: str = SIMPLIFIED) -> Shape:
    found = shape(text, attributes)
    assert found is not None
    return found


# ------------------------------------------------------------------- shaping


def test_every_character_has_its_width() -> None:
    (box,) = text_boxes("<p>汉字 and 30%，好</p>")
    advances = shaped(box.text).advances
    assert len(advances) == len(box.text)
    assert sum(advances) == pytest.approx(box.width, abs=0.02)
    assert advances[:2] == advances[-2:] == [EM, EM]
    assert all(0 < advance < 0.95 * EM for advance in advances[2:-2])


def test_sign_of_several_characters_has_its_width_at_the_last_one() -> None:
    """The whole width belongs to the last character."""
    dashes = shaped("一——二")
    assert dashes.advances == [EM, 0, 2 * EM, EM]
    assert dashes.joined == [1]
    accent = shaped("ae\u0301b", "class=latin")
    assert accent.joined == [1]
    assert accent.advances[1] == 0 < accent.advances[2] < EM
    # the opposite: one Thai vowel is drawn as two glyphs
    vowel = shaped("字กำ字")
    assert vowel.joined == []
    assert vowel.advances[::3] == [EM, EM]
    assert 0 < vowel.advances[2] < EM


def test_glyphs_are_one_to_one_where_each_has_a_character_of_its_own() -> None:
    assert is_one_to_one([0, 3, 6], 3)
    assert not is_one_to_one([0, 3], 3)
    assert not is_one_to_one([0, 3, 3], 3)
    assert not is_one_to_one([0, 3, 3], 2)


def sides(blank: Blank) -> str:
    """Return where a mark has its blank."""
    left, right = (side >= 0.45 for side in blank)
    return {(1, 0): "left", (0, 1): "right", (0, 0): "both"}[left, right]


@pytest.mark.parametrize(
    ("attributes", "marks", "side"),
    [
        (SIMPLIFIED, "，。、；：”’）》", "right"),
        (SIMPLIFIED, "“‘（《", "left"),
        (SIMPLIFIED, "·", "both"),
        (TRADITIONAL, "，。、；：", "both"),
        (TRADITIONAL, "」』）》", "right"),
        (TRADITIONAL, "「『（《", "left"),
    ],
)
def test_blank_of_marks_follows_their_region(
    attributes: str, marks: str, side: str
) -> None:
    for mark in marks:
        blank = shaped(f"汉{mark}字", attributes).blanks[1]
        assert sides(blank) == side, mark
        assert 0.25 <= max(blank) < sum(blank) < 1, mark


def test_narrow_marks_have_no_blank() -> None:
    found = shaped("a“b”·", "lang=de class=latin")
    assert found.blanks == dict.fromkeys((1, 3, 4), NO_BLANK)


def test_the_blank_of_a_mark_is_measured_once() -> None:
    face = Faces().of(style_of())
    shape_text(face, "，", classes="P", em=EM)
    assert list(face.blanks) == ["，"]
    face.blanks["，"] = known = Blank(0.1, 0.2)
    found = shape_text(face, "汉，", classes="HP", em=EM)
    assert found is not None
    assert found.blanks == {1: known}


def test_each_font_in_a_text_has_a_run_of_its_own() -> None:
    runs = shaped("汉かab字").runs
    assert [run.start for run in runs] == [0, 2, 4]
    assert runs[0].height == runs[2].height != runs[1].height
    assert all(0 < run.ascent < run.height for run in runs)


def test_right_to_left_text_is_not_shaped() -> None:
    assert shape("汉שלום") is None
    assert shape("") == Shape([], [], {}, ())


def test_break_attributes_mark_words_and_grapheme_borders() -> None:
    attributes = break_attributes("汉e\u0301 字", "zh-Hans")
    assert len(attributes) == 6
    assert [place for place, bits in enumerate(attributes) if bits & 1] == [1, 4, 5]
    assert [p for p, bits in enumerate(attributes) if not bits & 16] == [2]


def test_glyphs_can_be_read_and_written() -> None:
    face = Faces().of(style_of())
    items = list(runs_of(face.set_text("汉a——")))
    assert [item.item.num_chars for item in items] == [1, 1, 2]
    words = glyph_words(items[0].glyphs)
    assert len(words) == GLYPH_WORDS
    words[WIDTH_WORD] = 7
    assert items[0].glyphs.glyphs[0].geometry.width == 7
    assert clusters_of(items[2].glyphs) == [0]


@given(st.text(alphabet="汉字，。“”——……·ab1é\u0301 \u00a0（《", max_size=40))
def test_any_text_has_one_measure_for_each_character(text: str) -> None:
    found = shaped(text)
    classes = classify(text)
    assert len(found.advances) == len(text)
    assert set(found.blanks) == {n for n, c in enumerate(classes) if c in "OCPTMJY"}
    assert all(0 <= place < len(text) - 1 for place in found.joined)


# --------------------------------------------------------------------- faces


def test_equal_styles_share_a_face() -> None:
    faces = Faces()
    one, other = style_of("id=one"), style_of("id=other")
    assert one is not other
    assert faces.of(one) is faces.of(other)
    assert faces.of(one) is not faces.of(style_of("class=latin"))
    assert faces.of(one) is not faces.of(style_of("style='font-size: 19px'"))
    assert faces.of(one) is not faces.of(style_of("lang=zh-HK"))
    assert faces.of(one) is not faces.of(style_of("style='font-weight: bold'"))


def test_styles_that_differ_in_colour_or_line_height_share_a_face() -> None:
    faces = Faces()
    assert faces.of(style_of()) is faces.of(style_of("class=high style='color: red'"))


def test_dropped_face_is_made_again() -> None:
    faces = Faces()
    face = faces.of(style_of())
    faces.drop(style_of(TRADITIONAL))
    assert faces.of(style_of()) is face
    faces.drop(style_of())
    assert faces.of(style_of()) is not face


@pytest.mark.slow
def test_faces_are_forgotten_with_their_font_configuration() -> None:
    faces = Faces()
    config = FontConfiguration()
    document = HTML(string="<p>a").render(font_config=config)
    page = document.pages[0]._page_box
    (box,) = [b for b in page.descendants() if isinstance(b, boxes.TextBox)]
    faces.of(box.style)
    assert len(faces._known) == 1
    del document, page, box, config
    gc.collect()
    assert len(faces._known) == 0


def test_underline_position_is_known_only_for_underlined_styles() -> None:
    plain, lined = style_of(), style_of("class=line")
    faces = Faces()
    assert faces.of(plain) is faces.of(lined)
    assert faces.of(plain).decoration(plain) == {}
    decoration = faces.of(lined).decoration(lined)
    assert decoration["underline_position"] < 0 < decoration["underline_thickness"]
    assert faces.of(lined).decoration(lined) is decoration
    assert faces.of(plain).decoration(plain) == {}


def test_line_height_follows_the_style() -> None:
    face = Faces().of(style_of())
    assert face.line_height(style_of()) == 30
    assert face.line_height(style_of("class=high")) == 40
    assert face.line_height(style_of("style='line-height: normal'")) > EM
    assert face.line_height(style_of()) == 30


# ------------------------------------------------------------------ measures


def paragraph_of(*parts: tuple[str, str], **more: Any) -> ParagraphText:
    """Return a paragraph of texts, each with the attributes of its style.

    Text whose attributes are ``raised`` stands above the line.
    """
    made = ParagraphText(children=(), lang="zh-Hans", containing_width=None, **more)
    for text, attributes in parts:
        is_raised = attributes == "raised"
        box = SimpleNamespace(style=style_of("" if is_raised else attributes))
        made.leaves.append(Leaf(box, text, len(made.text), is_raised))
        made.text += text
    return made


def measured(*parts: tuple[str, str], **more: Any) -> Measured:
    found = measure(paragraph_of(*parts, **more), Faces())
    assert found is not None
    return found


def gaps_inside(of: Measured) -> list[float]:
    """Return the gaps between the characters, in em."""
    return [round(gap / EM, 3) for gap in of.gaps[:-1]]


def test_paragraph_of_han_latin_and_marks_has_its_measures() -> None:
    of = measured(("汉a字，。", ""))
    assert of.classes == "HLHPT"
    assert list(of.kinds[:3]) == [AUTO, AUTO, PLAIN]
    assert of.kinds[3] > PAIR
    letter = of.advance_sums[2] - EM
    assert of.advance_sums == pytest.approx(
        [0, EM, EM + letter, 2 * EM + letter, 3 * EM + letter, 4 * EM + letter]
    )
    assert of.sums[3] == pytest.approx(2.5 * EM + letter)
    assert of.reducible[2] == pytest.approx(0.25 * EM)
    assert of.stretchy[2] == pytest.approx(EM / 6)
    assert of.spreading[3] == pytest.approx(3 * EM)
    assert of.relief[2] == pytest.approx(0.5 * EM)
    assert (of.starts, of.ends) == ({3: 0, 4: 0}, {3: 0.5 * EM, 4: 0.5 * EM})
    assert list(of.codes) == [INSEPARABLE, FREELY, FREELY, FORBIDDEN, FORBIDDEN, FREELY]


def test_gaps_across_text_boxes_have_the_kind_of_their_characters() -> None:
    of = measured(("汉", ""), ("a", "class=latin"), ("字，", ""), ("”", TRADITIONAL))
    assert list(of.kinds[:2]) == [AUTO, AUTO]
    assert of.kinds[3] > PAIR
    assert list(of.codes[1:3]) == [FREELY, FREELY]


def test_a_space_is_made_as_wide_as_the_gap() -> None:
    of = measured(("汉 a", ""))
    assert of.kinds[1] == AUTO_SPACE
    assert of.sums[2] == pytest.approx(1.25 * EM)


def test_raised_marks_of_notes_have_no_gap_before_them() -> None:
    assert gaps_inside(measured(("汉", ""), ("a1", "raised"), ("字", ""))) == [0, 0, 0]
    assert gaps_inside(measured(("汉", ""), ("a1", ""), ("字", ""))) == [0.25, 0, 0.25]
    of = measured(("汉", ""), ("，", "raised"), ("字", ""))
    assert of.kinds[1] == PAUSE


def test_line_feed_has_no_width() -> None:
    of = measured(("汉\n字", ""))
    assert of.sums == [0, EM, EM, 2 * EM]
    assert of.kinds[1] == INSIDE
    assert of.codes[2] == FREELY


def test_long_dash_is_not_broken_even_across_text_boxes_or_before_it() -> None:
    of = measured(("汉——字", ""))
    assert list(of.kinds) == [PLAIN, INSIDE, PLAIN, of.kinds[3]]
    assert list(of.codes) == [INSEPARABLE, FORBIDDEN, INSEPARABLE, FREELY, FREELY]
    of = measured(("汉字", ""), ("——字", ""))
    assert of.kinds[2] == INSIDE
    assert of.codes[3] == INSEPARABLE


def test_blank_of_marks_at_line_ends_follows_their_region() -> None:
    simplified, traditional = measured(("“，", "")), measured(("「，", TRADITIONAL))
    assert (simplified.starts[0], simplified.ends[1]) == (0.5 * EM, 0.5 * EM)
    assert (traditional.starts[0], traditional.ends[1]) == (0.5 * EM, 0)


def test_letter_spacing_of_the_style_is_added_to_the_gaps() -> None:
    assert measured(("汉a字", "class=wide")).gaps[:2] == [0.25 * EM + 3] * 2


def test_margins_of_elements_count_as_width_but_not_as_gaps() -> None:
    plain, framed = measured(("汉字", "")), measured(("汉字", ""), decoration={0: 7.0})
    assert framed.sums == [0, plain.sums[1] + 7, plain.sums[2] + 7]
    assert framed.advance_sums == plain.advance_sums
    assert framed.gaps == plain.gaps


def test_fixed_ranges_are_not_broken() -> None:
    of = measured(("一二三", ""), fixed=[range(1, 2)])
    assert list(of.codes[1:3]) == [FORBIDDEN, FREELY]


def test_leaves_get_the_runs_and_line_height_that_were_measured() -> None:
    paragraph = paragraph_of(("汉a", ""), ("b", "class=high"))
    measure(paragraph, Faces())
    first, second = paragraph.leaves
    assert [run.start for run in first.runs] == [0, 1]
    assert (first.line_height, second.line_height) == (30, 40)
    assert first.scale.em == EM


@pytest.mark.parametrize("text", ["abc – 123", "", "汉שלום"])
def test_empty_latin_or_right_to_left_text_is_not_measured(text: str) -> None:
    paragraph = paragraph_of((text, ""))
    assert measure(paragraph, Faces()) is None
    assert not paragraph.composable


def test_a_paragraph_is_measured_once() -> None:
    paragraph = paragraph_of(("汉", ""))
    faces = Faces()
    of = measure(paragraph, faces)
    assert measure(paragraph, faces) is of is paragraph.measured
    paragraph = paragraph_of(("汉", ""), composable=False)
    assert measure(paragraph, faces) is None
