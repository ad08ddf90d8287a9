"""Lists, code, verse, notes and the like on paper, from their HTML."""

import re

import pytest

from exporter.model import Problem
from tests.support.articles import parse
from tests.support.books import book
from tests.support.prints import Pdf, options, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]


def printed(body: str, *, columns: int = 1) -> Pdf:
    """Return ``body`` as an article of its own in print, without problems."""
    problems: list[Problem] = []
    made = book([parse(body)])
    pdf = Pdf(print_pdf(made, options(columns=columns), problems=problems))
    assert problems == []
    return pdf


def lines_of(pdf: Pdf) -> list[str]:
    """Return the lines of the first page."""
    return [" ".join(line.split()) for line in pdf.texts[0].splitlines()]


def test_printed_lists_have_the_numbers_of_their_source() -> None:
    pdf = printed(
        '<ol start="98"><li>煮茶<li>劈柴</ol><ol reversed><li>丙<li>乙</ol>'
        '<ol type="I"><li>序</ol><ol style="list-style-type:cjk-decimal" start="20">'
        '<li>观潮</ol><ol start="-1"><li>零下</ol><ol style="list-style:none"><li>光'
        "</ol><ol><li value=7>前<ol type=a><li>后</ol></ol>"
    )
    words = "".join("".join(lines_of(pdf)).split())
    for expected in ("98.煮茶99.劈柴2.丙1.乙I.序", "二〇、观潮", "-1.零下光7.前a.后"):
        assert expected in words


def test_wide_list_number_stands_on_one_line_with_its_item() -> None:
    pdf = printed('<ol type="I" start="1888"><li>潮汐</ol>')
    height = {text: y for text, _, y, *_ in pdf.spans(0)}
    (number,) = (y for text, y in height.items() if "MDCCCLXXXVIII." in text)
    assert abs(number - height["潮汐"]) < 1


def test_list_number_stands_close_to_its_item() -> None:
    pdf = printed('<ol start="98"><li>潮汐</ol>')
    place = {text: x for text, x, *_ in pdf.spans(0)}
    (number,) = (x for text, x in place.items() if "98." in text)
    assert place["潮汐"] - number < 30  # further apart, readers take two columns


def test_bullets_of_nested_lists_are_drawn_from_the_book_fonts() -> None:
    pdf = printed("<ul><li>外<ul><li>中<ul><li>内</ul></ul></ul>")
    words = "".join("".join(lines_of(pdf)).split())
    assert "•外◦中▪内" in words
    own = words.partition("原文")[0]  # the book's own lists follow
    assert [own.count(bullet) for bullet in "•◦▪"] == [1, 1, 1]


def test_long_code_line_is_broken_and_its_rest_is_indented_further() -> None:
    long = "x" * 150
    pdf = printed(f"<pre>if a:\n    call {long}\n\nend</pre>")
    own = "".join(pdf.texts[0].split()).partition("原文")[0]
    assert own.count("x") == 150
    code = [span for span in pdf.spans(0) if "mono" in span[4]]
    first = next(x for text, x, *_ in code if "call" in text)
    rest = [x for text, x, *_ in code if "xx" in text and "call" not in text]
    assert rest
    assert all(x > first for x in rest)


def drawn_shapes(pdf: Pdf) -> int:
    """Return how many lines and areas are drawn."""
    pages = range(len(pdf.texts))
    operators = [operator for page in pages for _, operator in pdf.operations(page)]
    return sum(operator in ("f", "f*", "S") for operator in operators)


@pytest.mark.parametrize(
    ("paper", "columns", "around"),
    [
        ("6in", 1, "{}"),
        ("A5", 1, "<blockquote>{}</blockquote>"),
        ("A5", 1, "<blockquote><blockquote>{}</blockquote></blockquote>"),
        ("A4", 2, "{}"),
        ("A4", 1, "<ul><li>灯<ul><li>{}</li></ul></li></ul>"),
    ],
)
def test_broken_code_line_has_a_drawn_mark_that_is_not_copied(
    paper: str, columns: int, around: str
) -> None:
    def printed_code(code: str) -> Pdf:
        problems: list[Problem] = []
        made = book([parse(around.format(f"<pre>{code}</pre>"))])
        chosen = options(paper=paper, columns=columns)
        pdf = Pdf(print_pdf(made, chosen, problems=problems))
        assert problems == []
        return pdf

    line = f"  call({'潮xx' * 26}{'x' * 90}, zz)"
    pdf = printed_code(f"{line}\n  end")
    code = [span for span in pdf.spans(0) if "mono" in span[4].lower()]
    heights = sorted({round(y) for text, _, y, *_ in code if set("x潮z") & set(text)})
    breaks = len(heights) - 1
    assert breaks >= 1
    words = "".join(pdf.texts[0].split())
    assert "".join(line.split()) in words.replace("\u00a0", "")
    # A hook of two strokes for every line that continues, and none for others.
    plain = drawn_shapes(printed_code("  call\n" + "  x\n" * breaks + "  end"))
    assert drawn_shapes(pdf) - plain == 2 * breaks


def test_chinese_character_in_code_is_two_letters_wide() -> None:
    pdf = printed("<pre>if:\n潮x潮x潮x灯，（y <a href='https://a.test/b'>z</a></pre>")
    box = next(box for url, box in pdf.links(0) if url == "https://a.test/b")
    code = [span for span in pdf.spans(0) if "mono" in span[4]]
    start, em = code[0][1], code[0][3]
    # Before the z there are six wide characters, four letters and a space.
    assert box[0] - start == pytest.approx((6 + 5 / 2) * em, abs=0.1)


def test_link_in_printed_code_leads_to_its_address() -> None:
    pdf = printed('<pre>x = 1; # <a href="https://a.test/b">see</a></pre>')
    assert "https://a.test/b" in pdf.all_links()
    assert "see¹" in "".join(pdf.texts[0].split())


def test_bullets_are_printed_as_solid_discs_not_middle_dots() -> None:
    pdf = printed("<h2>北海·灯塔</h2><ul><li>外<ul><li>中</ul></ul><p>潮·汐</p>")
    faces = [font for text, *_, font in pdf.spans(0) if text.strip() in tuple("•◦▪")]
    assert len(faces) > 2  # those of the copyright page are there too
    assert {face.partition("+")[2] for face in faces} == {"dwx-mono-hans-Bold"}


def test_ruby_readings_stand_in_brackets_behind_their_characters() -> None:
    pdf = printed("<p>她姓<ruby>单<rt>shàn</rt></ruby>，<q>是的</q>。</p>")
    assert "她姓单（shàn），“是的”。" in "".join(pdf.texts[0].split())


NOTED = (
    "<p>潮水<sup><a href='#fn1' id='r1'>[1]</a></sup>涨落，"
    "<a href='https://example.org/far'>别处</a>也是。</p>"
    "<ol><li id='fn1'>据潮汐表。<a href='#r1'>↑</a></li></ol>"
)


def test_footnotes_link_both_ways_and_are_not_listed_as_addresses() -> None:
    pdf = printed(NOTED)
    inside = [target for target, _ in pdf.links(0) if not target.startswith("http")]
    assert len(inside) == 2
    assert len(set(inside)) == 2
    words = "".join(pdf.texts[0].split())
    assert "潮水[1]涨落，别处¹也是。" in words
    assert "1.据潮汐表。↑" in words


def test_formula_is_printed_as_one_line_of_text() -> None:
    pdf = printed(
        "<p>由<math><mi>E</mi><mo>=</mo><msup><mi>c</mi><mn>2</mn></msup></math>"
        "与<math><msqrt><mi>a</mi></msqrt></math>得。</p>"
    )
    assert "由E=c²与√a得。" in "".join(pdf.texts[0].split())
    shown = re.findall(r"\[([^]]*)\] TJ", pdf.content(0))
    assert shown
    assert not any(re.search(r"[0-9.]-", moves) for moves in shown)
