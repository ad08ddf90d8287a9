"""How lists are marked: the numbers and bullets a browser would show."""

import pytest

from exporter.model import ListBlock, iter_blocks
from exporter.text.counters import format_counter, format_marker
from tests.support.articles import parse


def lists_of(body: str) -> list[ListBlock]:
    blocks = iter_blocks(parse(body).blocks)
    return [block for block in blocks if isinstance(block, ListBlock)]


def numbers_of(body: str) -> list[int | None]:
    (block,) = lists_of(body)
    return [block.number(index) for index in range(len(block.items))]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("<ol><li>春<li>夏</ol>", [1, 2]),
        ('<ol start="41"><li>春<li>夏</ol>', [41, 42]),
        ('<ol start="0"><li>春<li>夏</ol>', [0, 1]),
        ('<ol start="-2"><li>春<li>夏</ol>', [-2, -1]),
        ('<ol start=" +5 "><li>春</ol>', [5]),
        ('<ol start="五"><li>春</ol>', [1]),
        ("<ol reversed><li>春<li>夏<li>秋</ol>", [3, 2, 1]),
        ('<ol reversed start="9"><li>春<li>夏</ol>', [9, 8]),
        ('<ol><li value="6">春<li>夏<li value="2">秋<li>冬</ol>', [6, 7, 2, 3]),
        ('<ol reversed><li>春<li value="9">夏<li>秋</ol>', [3, 9, 8]),
        ("<ol><li>春<li></li><li>秋</ol>", [1, 3]),
        ("<ol>闲话<li>春<li>夏</ol>", [None, 1, 2]),
        ('<ol start="99999999999"><li>春</ol>', [1]),
        ('<ol start="999999999"><li>春</ol>', [10_000_000]),
    ],
)
def test_list_numbers_are_those_a_browser_shows(
    body: str, numbers: list[int | None]
) -> None:
    assert numbers_of(body) == numbers


@pytest.mark.parametrize(
    ("opening", "ordered", "style"),
    [
        ("ol", True, ""),
        ('ol type="1"', True, "decimal"),
        ('ol type="a"', True, "lower-alpha"),
        ('ol type="A"', True, "upper-alpha"),
        ('ol type="i"', True, "lower-roman"),
        ('ol type="I"', True, "upper-roman"),
        ('ol type="x"', True, ""),
        ('ol style="list-style-type: lower-latin"', True, "lower-alpha"),
        ('ol style="color:red;LIST-STYLE:UPPER-ROMAN inside"', True, "upper-roman"),
        (
            'ol style="list-style-type:cjk-ideographic"',
            True,
            "trad-chinese-informal",
        ),
        ('ol type="a" style="list-style: none"', True, "none"),
        ('ol style="list-style-type: sparkle"', True, ""),
        ('ol style="list-style-type: disc"', False, "disc"),
        ("ul", False, ""),
        ('ul type="square"', False, "square"),
        ('ul style="list-style: url(none.png) circle"', False, "circle"),
        ('ul style="list-style-type: decimal"', True, "decimal"),
        ('ul style="list-style:none"', False, "none"),
        ("menu", False, ""),
    ],
)
def test_list_style_is_read_from_attributes(
    opening: str, ordered: bool, style: str
) -> None:
    (block,) = lists_of(f"<{opening}><li>春</li></{opening.split()[0]}>")
    assert (block.ordered, block.style) == (ordered, style)


def test_list_whose_items_all_have_no_mark_has_style_none() -> None:
    item = '<li style="list-style-type:none">春</li>'
    assert lists_of(f"<ol>{item}{item}</ol>")[0].style == "none"
    assert lists_of(f"<ol>{item}<li>夏</li></ol>")[0].style == ""


def test_bullets_of_nested_lists_differ_by_depth() -> None:
    inner = "<ul><li>三<ul><li>四</li></ul></li></ul>"
    found = lists_of(f"<ul><li>一<ol><li>二{inner}</li></ol></li></ul>")
    assert [block.style for block in found] == ["", "", "square", "square"]


def test_checklist_has_boxes_and_no_bullets() -> None:
    (block,) = lists_of(
        '<ul><li><input type="checkbox" checked> 买米</li>'
        '<li><input type="checkbox">买盐</li></ul>'
    )
    assert block.style == "none"
    assert "☑ 买米" in str(block.items[0])
    assert "☐ 买盐" in str(block.items[1])


def test_bullets_typed_by_hand_are_not_doubled() -> None:
    assert lists_of("<ul><li>• 米<li>• 盐</ul>")[0].style == "none"
    assert lists_of("<ul><li>• 米<li>盐</ul>")[0].style == ""


def test_typed_numbers_that_differ_from_the_list_stay_beside_its_numbers() -> None:
    assert numbers_of('<ol start="8"><li>第8条<li>第9条</ol>') == [8, 9]


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<ol><li>1. 米<li>2. 盐</ol>", "none"),
        ("<ol start=9><li><b>9、</b>米<li>10、盐</ol>", "none"),
        ("<ol><li>（1）米<li>（2）盐</ol>", "none"),
        ("<ol><li>1. 米<li>盐</ol>", ""),
        ("<ol start=3><li>1. 米<li>2. 盐</ol>", ""),
        ("<ol><li>1.5升米<li>2.5升盐</ol>", ""),
        ("<ol><li>1. 米</ol>", ""),
    ],
)
def test_typed_numbers_equal_to_those_of_the_list_are_not_doubled(
    body: str, style: str
) -> None:
    assert lists_of(body)[0].style == style


def test_list_items_outside_a_list_become_a_list() -> None:
    (block,) = parse("<div><li>米</li><li>盐</li></div>").blocks
    assert isinstance(block, ListBlock)
    assert len(block.items) == 2


@pytest.mark.parametrize(
    ("style", "number", "written"),
    [
        ("", 12, "12. "),
        ("lower-alpha", 27, "aa. "),
        ("upper-alpha", 0, "0. "),
        ("lower-roman", 1994, "mcmxciv. "),
        ("upper-roman", 4000, "4000. "),
        ("decimal-leading-zero", 7, "07. "),
        ("cjk-decimal", 105, "一〇五、"),
        ("simp-chinese-informal", 10, "十、"),
        ("simp-chinese-informal", 14, "十四、"),
        ("simp-chinese-informal", 110, "一百一十、"),
        ("trad-chinese-informal", 1005, "一千零五、"),
        ("trad-chinese-informal", 0, "零、"),
        ("trad-chinese-informal", -3, "負三、"),
        ("simp-chinese-formal", 12, "壹拾贰、"),
        ("simp-chinese-informal", 10_000, "10000、"),
        ("cjk-heavenly-stem", 3, "丙、"),
        ("cjk-earthly-branch", 13, "13、"),
        ("circled-decimal", 3, "③ "),
        ("lower-greek", 2, "β. "),
    ],
)
def test_each_counter_style_formats_its_numbers(
    style: str, number: int, written: str
) -> None:
    assert format_marker(style, number) == written


def test_unknown_counter_style_writes_decimal_numbers() -> None:
    assert format_counter("hebrew", 5) == "5"
