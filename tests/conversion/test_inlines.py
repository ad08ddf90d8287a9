"""Lines with markup: words that it cuts, and what is no text."""

import pytest

from exporter.alternatives import BookScript
from exporter.conversion.inlines import convert_inlines
from exporter.conversion.lines import LineConverter
from exporter.conversion.targets import TARGETS
from exporter.model import (
    Abbreviation,
    Anchor,
    Break,
    Code,
    Emphasis,
    Foreign,
    Formula,
    Hidden,
    ImageRef,
    Inline,
    InlineImage,
    Inlines,
    Link,
    MathElement,
    QuoteMark,
    Ruby,
    Strong,
    Text,
)
from tests.support.golden_cases import describe_inlines


def convert(*inlines: Inline, script: BookScript = "hant") -> Inlines:
    return convert_inlines(inlines, "hans", LineConverter(TARGETS[script]))


def test_word_cut_by_markup_is_converted_as_if_whole() -> None:
    converted = convert(Text("头"), Strong((Text("发"),)), Text("很长，出"), Text("发"))
    assert converted == (
        Text("頭"),
        Strong((Text("髮"),)),
        Text("很長，出"),
        Text("發"),
    )


def test_place_in_a_word_does_not_cut_it() -> None:
    converted = convert(Text("头"), Anchor("a"), Hidden("**"), Text("发"))
    assert converted == (Text("頭"), Anchor("a"), Hidden("**"), Text("髮"))


@pytest.mark.parametrize("between", [Break(), Code("发"), QuoteMark(opens=True)])
def test_word_does_not_reach_across_what_is_no_text(between: Inline) -> None:
    assert convert(Text("头"), between, Text("发")) == (
        *(Text("頭"), between, Text("發")),
    )


def test_marks_stay_on_their_words_where_a_word_before_gets_shorter() -> None:
    converted = convert(
        Text("在哈萨克斯坦和"),
        Link("https://example.org/软件", (Text("乌兹别克"), Emphasis((Text("斯坦"),)))),
        Text("的软件"),
        script="tw",
    )
    assert describe_inlines(converted) == (
        "在哈薩克和{a https://example.org/软件 烏茲別{em 克}}的軟體"
    )


def test_code_and_other_languages_stay() -> None:
    japanese = Foreign((Text("国語"),), "ja")
    code = Code("print('国')")
    assert convert(japanese, code) == (japanese, code)


def test_words_marked_as_chinese_get_the_tag_of_the_book() -> None:
    converted = convert(Foreign((Text("头发"),), "zh-Hans"), script="tw")
    assert converted == (Foreign((Text("頭髮"),), "zh-Hant-TW"),)


def test_characters_with_readings_keep_their_number() -> None:
    converted = convert(
        Ruby((Text("软"),), "ruǎn"), Ruby((Text("件"),), "jiàn"), script="tw"
    )
    assert converted == (Ruby((Text("軟"),), "ruǎn"), Ruby((Text("件"),), "jiàn"))


def test_reading_in_characters_is_converted_too() -> None:
    assert convert(Ruby((Text("发"),), "发音")) == (Ruby((Text("發"),), "發音"),)


def test_words_in_attributes_are_converted() -> None:
    image = InlineImage(ImageRef("https://example.org/国.png", "国旗"))
    assert convert(image) == (
        InlineImage(ImageRef("https://example.org/国.png", "國旗")),
    )
    assert convert(Abbreviation((Text("欧盟"),), "欧洲联盟")) == (
        Abbreviation((Text("歐盟"),), "歐洲聯盟"),
    )


def test_words_of_a_formula_are_converted() -> None:
    formula = Formula(
        MathElement("mtext", (), ("时间",)),
        (Text("时间"),),
        alt="时间",
        is_display=True,
    )
    assert convert(formula) == (
        Formula(
            MathElement("mtext", (), ("時間",)),
            (Text("時間"),),
            alt="時間",
            is_display=True,
        ),
    )
