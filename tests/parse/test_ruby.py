"""Ruby readings and quotation marks."""

import pytest

from exporter.model import Paragraph, QuoteMark
from exporter.xhtml.quote_marks import quote_mark
from tests.support.articles import parse
from tests.support.golden_cases import describe_inlines


def line_of(body: str) -> str:
    (block,) = parse(f"<p>{body}</p>").blocks
    assert isinstance(block, Paragraph)
    return describe_inlines(block.inlines)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("她姓<ruby>单<rt>shàn</rt></ruby>。", "她姓{ruby 单|shàn}。"),
        (
            "<ruby>山<rt>shān</rt>水<rt>shuǐ</rt></ruby>",
            "{ruby 山|shān}{ruby 水|shuǐ}",
        ),
        (
            "<ruby>山<rp>(</rp><rt>shān</rt><rp>)</rp></ruby>",
            "{ruby 山|shān}",
        ),
        (
            "<ruby><rb>山</rb><rb>水</rb><rt>shān</rt><rt>shuǐ</rt></ruby>",
            "{ruby 山|shān}{ruby 水|shuǐ}",
        ),
        (
            "<ruby><rb>山</rb><rb>水</rb><rt>shānshuǐ</rt></ruby>",
            "{ruby 山水|shānshuǐ}",
        ),
        (
            "<ruby>山水<rt>shān shuǐ</rt><rtc><rt>landscape</rt></rtc></ruby>",
            "{ruby {ruby 山水|shān shuǐ}|landscape}",
        ),
        (
            "<ruby><ruby>山<rt>shān</rt></ruby><rt>hill</rt></ruby>",
            "{ruby {ruby 山|shān}|hill}",
        ),
        ("见<ruby><b>山</b><rt>shān</rt></ruby>", "见{ruby {strong 山}|shān}"),
        ("<ruby>人<rt>rén</rt>人<rt>rén</rt></ruby>", "{ruby 人|rén}{ruby 人|rén}"),
        ("<ruby>山<rp>(<rt>shān<rp>)</ruby>水", "{ruby 山|shān}水"),
        ("<ruby>山水</ruby>", "山水"),
        ("<ruby>山<rt></rt></ruby>", "山"),
        (f"<ruby>山<rt>{'长' * 50}</rt></ruby>", f"山（{'长' * 50}）"),
    ],
)
def test_ruby_readings_belong_to_their_characters(body: str, shown: str) -> None:
    assert line_of(body) == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("他说<q>走</q>。", "他说{q “}走{q ”}。"),
        ("<q>她说<q>好</q></q>", "{q “}她说{q ‘}好{q ’}{q ”}"),
        ("<q>“走”</q>", "“走”"),
        ("「<q>走</q>」", "「走」"),
        ("<q></q>无", "无"),
        ("<q>一</q><q>二</q>", "{q “}一{q ”}{q “}二{q ”}"),
    ],
)
def test_q_element_has_quotation_marks_exactly_once(body: str, shown: str) -> None:
    assert line_of(body) == shown


@pytest.mark.parametrize(
    ("lang", "marks"),
    [
        ("zh-Hans", "“‘’”"),
        ("zh-Hant", "「『』」"),
        ("zh-HK", "「『』」"),
        ("en", "“‘’”"),
        ("de-AT", "„‚‘“"),
        ("fr", "«\xa0“”\xa0»"),
        ("ja", "「『』」"),
        ("xx", "“‘’”"),
    ],
)
def test_quotation_marks_are_those_of_the_language(lang: str, marks: str) -> None:
    around = ((True, 0), (True, 1), (False, 1), (False, 0))
    written = (quote_mark(QuoteMark(opens, depth), lang) for opens, depth in around)
    assert "".join(written) == marks


def test_nested_quotation_has_the_marks_of_its_language() -> None:
    (block,) = parse('<p>说<q lang="de">Ja, <q>nein</q></q></p>').blocks
    assert isinstance(block, Paragraph)
    marks = [inline for inline in block.inlines if isinstance(inline, QuoteMark)]
    assert [mark.lang for mark in marks] == ["de"] * 4


def test_lang_attribute_of_a_quotation_decides_its_marks() -> None:
    assert quote_mark(QuoteMark(True, 0, "de"), "zh-Hans") == "„"
