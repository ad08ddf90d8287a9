"""Paper: its names and sizes, and the plan of a page made from them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exporter.errors import UsageError
from exporter.formats.pdf.paper import (
    COLUMN_GAP_EM,
    LEADING_EM,
    PagePlan,
    Paper,
    default_font_pt,
    page_css,
    plan_page,
    read_paper,
)
from tests.support.prints import MM

A4 = Paper(210, 297)


@pytest.mark.parametrize(
    ("text", "width_mm", "height_mm"),
    [
        ("a4", 210, 297),
        (" A4 ", 210, 297),
        ("letter", 215.9, 279.4),
        ("a5", 148, 210),
        ("b5", 176, 250),
        ("6in", 90, 120),
        ("170x240", 170, 240),
        ("170X240mm", 170, 240),
        ("170 × 240 mm", 170, 240),
        ("6x9in", 152.4, 228.6),
        ("17.5x24.2cm", 175, 242),
    ],
)
def test_paper_has_names_and_sizes(
    text: str, width_mm: float, height_mm: float
) -> None:
    paper = read_paper(text)
    assert (paper.width_mm, paper.height_mm) == pytest.approx((width_mm, height_mm))


@pytest.mark.parametrize(
    "text",
    ["", "a", "a44", "170", "170x", "x240", "170x240px", "-1x5", "1e3x4", "nanx5"],
)
def test_unknown_paper_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no paper") as error:
        read_paper(text)
    assert "a4, letter, a5, b5, 6in" in error.value.hint


@pytest.mark.parametrize("text", ["30x40mm", "0x240mm", "170x9999mm", "1x2in"])
def test_paper_too_small_for_text_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no paper that text fits on"):
        read_paper(text)


@pytest.mark.parametrize(
    ("name", "layout", "measure_em"),
    [
        ("a4", "briefing", 42),
        ("a4", "book", 38),
        ("letter", "briefing", 42),
        ("b5", "book", 38),
        ("a5", "book", 35),
        ("6in", "book", 22),
    ],
)
def test_line_length_follows_paper_and_layout(
    name: str, layout: str, measure_em: int
) -> None:
    paper = read_paper(name)
    plan = plan_page(paper, layout=layout, font_pt=default_font_pt(paper))
    assert plan.measure_em == plan.column_em == measure_em


def test_small_paper_has_small_text_but_a_small_screen_does_not() -> None:
    sizes = [default_font_pt(read_paper(n)) for n in ("a4", "b5", "a5", "6in")]
    assert sizes == [10.5, 10.5, 9.5, 10.5]


def test_two_columns_share_the_width_of_the_page() -> None:
    plan = plan_page(A4, layout="briefing", font_pt=10.5, columns=2)
    assert plan.column_em == 21
    assert plan.measure_em == 2 * 21 + COLUMN_GAP_EM


def test_book_pages_have_an_inner_margin_for_the_fold() -> None:
    book = plan_page(A4, layout="book", font_pt=10.5)
    briefing = plan_page(A4, layout="briefing", font_pt=10.5)
    assert book.inner_pt - book.outer_pt == pytest.approx(3 * MM)
    assert briefing.inner_pt == briefing.outer_pt


def test_book_pages_for_a_screen_have_equal_margins() -> None:
    plan = plan_page(read_paper("6in"), layout="book", font_pt=10.5)
    assert plan.inner_pt == plan.outer_pt < 5 * MM


@pytest.mark.parametrize("font_pt", [0.0, 5.9, 24.1, 500.0])
def test_font_size_out_of_range_is_refused(font_pt: float) -> None:
    with pytest.raises(UsageError, match="--font-size"):
        plan_page(A4, layout="book", font_pt=font_pt)


def test_columns_too_narrow_for_their_text_are_refused() -> None:
    with pytest.raises(UsageError, match="lines of 8 characters are too short"):
        plan_page(Paper(90, 120), layout="briefing", font_pt=12, columns=2)


SIDES = st.floats(50, 1200)


@given(
    st.builds(Paper, SIDES, SIDES),
    st.sampled_from(["briefing", "book"]),
    st.floats(6, 24),
    st.integers(1, 2),
)
def test_margins_and_text_of_any_page_add_up_to_the_paper(
    paper: Paper, layout: str, font_pt: float, columns: int
) -> None:
    try:
        plan = plan_page(paper, layout=layout, font_pt=font_pt, columns=columns)
    except UsageError:
        assume(False)
    across = plan.inner_pt + plan.measure_em * font_pt + plan.outer_pt
    down = plan.top_pt + plan.lines * LEADING_EM * font_pt + plan.bottom_pt
    assert across == pytest.approx(paper.width_mm * MM)
    if plan.lines > 1:
        assert down == pytest.approx(paper.height_mm * MM)
    assert min(plan.inner_pt, plan.outer_pt, plan.top_pt, plan.bottom_pt) > 5


def test_measures_of_a_page_are_written_as_css() -> None:
    plan = PagePlan(Paper(170, 240), 9.5, 1, 30, 40, 50, 60, 70, 80)
    css = page_css(plan, "dwx-sans-hant, dwx-sans-hans")
    assert "size: 170mm 240mm; margin: 50.000pt 80.000pt 60.000pt 70.000pt" in css
    assert "@page :left { margin: 50.000pt 70.000pt 60.000pt 80.000pt }" in css
    assert "html { font-size: 9.5pt }" in css
    assert "dwx-sans-hant, dwx-sans-hans" in css
