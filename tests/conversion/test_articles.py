"""Articles in one script: every word, every tag, and nothing lost."""

from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.alternatives import BookScript
from exporter.conversion import convert_articles, target_lang
from exporter.conversion.targets import TARGETS
from exporter.language import only_in_script, tag_language
from exporter.model import (
    Article,
    Block,
    Byline,
    Code,
    CodeBlock,
    Embed,
    Figure,
    Footnote,
    ImageRef,
    ListBlock,
    Media,
    Outlet,
    Paragraph,
    Quote,
    Table,
    TableCell,
    Text,
    Verse,
    VerseLine,
    iter_blocks,
    iter_inlines,
    plain_text,
    texts_of,
)
from tests.support.articles import all_words
from tests.support.books import About, article, every_block
from tests.support.models import blocks as any_blocks

SIMPLIFIED = set(only_in_script("hans"))
EVERY_TARGET: list[BookScript] = [s for s in get_args(BookScript) if s != "keep"]


def text(words: str) -> tuple[Text]:
    return (Text(words),)


def made_of(*blocks: Block, title: str = "头发") -> Article:
    return tag_language(article(*blocks, about=About(title)))


def convert(made: Article, script: BookScript = "hant") -> Article:
    return convert_articles([made], script)[0]


def test_every_target_has_an_entry() -> None:
    assert list(TARGETS) == EVERY_TARGET
    assert target_lang("tw") == "zh-Hant-TW"


def test_all_words_about_an_article_are_converted() -> None:
    made = replace(
        made_of(Paragraph(text("这是头发"))),
        byline=Byline(("张发", "Anna Müller"), note="综合报道", dateline="二月廿八发"),
        topics=("头发", "頭髮", "Berlin"),
        notices=("© 2024 版权所有",),
    )
    converted = convert(made)
    assert converted.header.title == "頭髮"
    assert converted.byline == Byline(
        ("張發", "Anna Müller"), note="綜合報道", dateline="二月廿八發"
    )
    assert converted.topics == ("頭髮", "Berlin")
    assert converted.notices == ("© 2024 版權所有",)
    assert converted.converted


def test_what_identifies_an_article_stays() -> None:
    made = replace(made_of(Paragraph(text("这是头发"))), digest="ab", feeds=("国",))
    converted = convert(made)
    assert (converted.digest, converted.feeds) == (made.digest, made.feeds)
    assert converted.header == replace(made.header, title="頭髮")


def test_name_of_an_unknown_outlet_is_converted() -> None:
    made = made_of(Paragraph(text("这是头发")))
    folder = Outlet("x", "灯塔报", "灯塔报")
    converted = convert(replace(made, header=replace(made.header, outlet=folder)))
    assert converted.header.outlet == Outlet("x", "燈塔報", "燈塔報")


def test_words_of_every_kind_of_block_are_converted() -> None:
    kinds = made_of(
        Figure(ImageRef("https://example.org/国.png", "国旗"), text("国"), text("摄")),
        Media("video", "https://example.org/国", ImageRef("u", "国"), text("国")),
        Embed("https://example.org/国", "优酷", text("国")),
        ListBlock(((Paragraph(text("国")),),), style="simp-chinese-formal"),
        Quote((Paragraph(text("国")),)),
        Verse((VerseLine(text("国")),)),
        Footnote("n", "注释一", (Paragraph(text("国")),)),
        Table(((TableCell((Paragraph(text("国")),)),),), text("国")),
    )
    figure, media, embed, items, quote, verse, note, table = convert(kinds).blocks
    assert figure == Figure(
        ImageRef("https://example.org/国.png", "國旗"), text("國"), text("攝")
    )
    assert media == Media(
        "video", "https://example.org/国", ImageRef("u", "國"), text("國")
    )
    assert embed == Embed("https://example.org/国", "優酷", text("國"))
    assert items == ListBlock(((Paragraph(text("國")),),), style="trad-chinese-formal")
    assert quote == Quote((Paragraph(text("國")),))
    assert verse == Verse((VerseLine(text("國")),))
    assert note == Footnote("n", "註釋一", (Paragraph(text("國")),))
    assert table == Table(((TableCell((Paragraph(text("國")),)),),), text("國"))


def test_tags_follow_the_script() -> None:
    made = made_of(
        Paragraph(text("这个国家的经济发展让许多专家感到惊讶")),
        Paragraph(text("這個國家的經濟發展讓許多專家感到驚訝")),
        Quote((Paragraph(text("わたしはその会議に行きませんと言いました。")),)),
    )
    assert [block.lang for block in made.blocks if isinstance(block, Paragraph)] == [
        "",
        "zh-Hant",
    ]
    converted = convert(made, "tw")
    assert converted.lang == "zh-Hant-TW"
    assert [getattr(block, "lang", "") for block in converted.blocks] == ["", "", "ja"]


def test_block_in_another_language_keeps_its_words() -> None:
    japanese = Paragraph(text("わたしはその会議に行きませんと言いました。国会"))
    made = made_of(Paragraph(text("这是头发")), japanese)
    assert convert(made).blocks[1] == replace(japanese, lang="ja")


def test_code_keeps_its_characters_and_says_its_script() -> None:
    made = made_of(Paragraph(text("这是头发")), CodeBlock("print('头发很长')"))
    assert convert(made).blocks[1] == CodeBlock("print('头发很长')", lang="zh-Hans")
    assert convert(made, "hans").blocks[1] == CodeBlock("print('头发很长')")


def test_article_in_the_script_already_is_not_counted() -> None:
    made = made_of(Paragraph(text("這個國家的經濟")), title="燈塔")
    converted = convert(made)
    assert not converted.converted
    assert converted == made


def test_same_article_gives_the_same_result() -> None:
    made = made_of(*every_block("这是头发"))
    assert convert(made) == convert(made)


@pytest.mark.parametrize("script", ["hant", "tw", "hk"])
def test_no_simplified_character_is_left_in_any_block(script: BookScript) -> None:
    made = made_of(*every_block("这个国家说头发"))
    words = [
        plain_text(line)
        for block in iter_blocks(convert(made, script).blocks)
        for line in texts_of(block)
    ]
    hong_kong = set("说説脱税")
    left = SIMPLIFIED.intersection("".join(words)) - hong_kong
    assert "國家" in "".join(words)
    assert left <= set(_code_words(made))


def _code_words(made: Article) -> str:
    return "".join(
        inline.text
        for block in iter_blocks(made.blocks)
        for line in texts_of(block)
        for inline in iter_inlines(line)
        if isinstance(inline, Code)
    )


@given(any_blocks(), st.sampled_from(EVERY_TARGET))
def test_blocks_of_any_shape_keep_their_shape(
    blocks: tuple[Block, ...], script: BookScript
) -> None:
    made = made_of(*blocks)
    converted = convert(made, script)
    assert _kinds(converted) == _kinds(made)
    assert len(all_words(converted)) == len(all_words(made))


def _kinds(made: Article) -> Counter[str]:
    return Counter(type(block).__name__ for block in iter_blocks(made.blocks))
