"""The language and script of articles and of their blocks."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exporter
from exporter.language.tags import article_language, detect_script, tag_language
from exporter.model import (
    Article,
    ArticleHeader,
    Block,
    Break,
    Byline,
    Embed,
    Figure,
    Gallery,
    Heading,
    ImageRef,
    Link,
    ListBlock,
    Location,
    Media,
    Outlet,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    TableCell,
    Text,
    iter_blocks,
)
from tests.support.articles import parse
from tests.support.golden_cases import describe_inlines

HANS = "这个国家的经济发展让许多专家感到惊讶"
HANT = "這個國家的經濟發展讓許多專家感到驚訝"
NEUTRAL = "今天上午十一点"
ENGLISH = "The president said that he was not going to the meeting in Berlin."
GERMAN = "Der Kanzler hat gesagt, dass er nicht zu dem Treffen in Berlin fährt."
FRENCH = "Le président a dit qu'il ne serait pas dans la ville pour les fêtes."
RUSSIAN = "Президент сказал, что не поедет на встречу в Берлин."
JAPANESE = "わたしはその会議に行きませんと言いました。"
KOREAN = "대통령은 그 회의에 가지 않겠다고 말했다."


def article(*blocks: Block, title: str = "标题") -> Article:
    header = ArticleHeader(
        id="a-1",
        location=Location("1.md"),
        title=title,
        url="https://www.dw.com/zh/a-1",
        outlet=Outlet("dw", "德国之声", "德國之聲"),
        published=datetime(2024, 6, 18, tzinfo=UTC),
    )
    return Article(header, Byline(), blocks)


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def figure(caption: str, *, alt: str = "", credit: str = "") -> Figure:
    image = ImageRef("https://static.dw.com/image/1_303.jpg", alt)
    return Figure(image, (Text(caption),), (Text(credit),))


def langs(tagged: Article) -> list[str]:
    """Return the tags of all blocks, nested ones included, in reading order."""
    return [getattr(block, "lang", "-") for block in iter_blocks(tagged.blocks)]


# ------------------------------------------------------------------- evidence


@pytest.mark.parametrize(
    ("words", "script"),
    [
        (HANS, "hans"),
        (HANT, "hant"),
        ("听说并没有什么儿子", "hans"),
        ("之後", "hant"),
        ("国家國家", None),
        ("", None),
        ("Berlin 2024", None),
        # used in both scripts
        ("皇后里面干台准松丰云谷斗卷志系周余制", None),
        ("著名於乾隆瞭望徵羽藉夥", None),
        ("床前峰群痴霉", None),
        # marks of a script are no evidence
        ("「中文」『中文』“中文”", None),
    ],
)
def test_the_script_is_the_one_with_more_characters(
    words: str, script: str | None
) -> None:
    assert detect_script(words) == script


def test_table_holds_each_character_once() -> None:
    path = Path(exporter.__file__).parent / "language/data/scripts.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ") for line in lines if not line.startswith("#")]
    characters = "".join(row[1] for row in rows)
    assert {row[0] for row in rows} == {"hans", "hant"}
    assert len(set(characters)) == len(characters) > 6000
    assert not any(c.isascii() or c.isspace() for c in characters)


# ------------------------------------------------------------------- articles


def test_an_article_has_the_script_of_most_of_its_characters() -> None:
    assert article_language(article(text(HANS), text(HANS), text(HANT))) == "zh-Hans"
    assert article_language(article(text(HANS), text(HANT), text(HANT))) == "zh-Hant"


def test_characters_of_the_title_count_for_the_script() -> None:
    assert article_language(article(text(NEUTRAL), title="國會")) == "zh-Hant"


@pytest.mark.parametrize("words", ["", NEUTRAL, ENGLISH, "国國"])
def test_article_without_evidence_is_simplified(words: str) -> None:
    plain = replace(article(text(words)).header, title="中文")
    assert article_language(replace(article(text(words)), header=plain)) == "zh-Hans"


def test_simplified_gallery_does_not_outweigh_a_traditional_article() -> None:
    gallery = Gallery((Text("相关图集：" + HANS),), (figure(HANS), figure(HANS)))
    assert article_language(article(text(HANT), gallery, title=HANT)) == "zh-Hant"
    assert article_language(article(gallery, title="中文")) == "zh-Hans"


def test_words_inside_every_kind_of_block_count_for_the_script() -> None:
    words = (Text(HANT),)
    image = ImageRef("https://example.org/1.jpg")
    blocks: list[Block] = [
        Heading((Strong((Link("https://example.org/", words),)), Break())),
        Figure(image, caption=words),
        Figure(image, credit=words),
        Figure(ImageRef("https://example.org/1.jpg", HANT)),
        Quote((text(HANT),)),
        ListBlock(((text(NEUTRAL), text(HANT)),)),
        Table(((TableCell((text(HANT),)),),)),
        Table((), caption=words),
        Media("video", "https://example.org/1.mp4", caption=words),
        Embed("https://example.org/", "YouTube", caption=words),
    ]
    for block in blocks:
        assert article_language(article(block, title="中文")) == "zh-Hant", block


def test_an_article_is_tagged_with_its_language() -> None:
    assert tag_language(article(text(HANT), title=HANT)).lang == "zh-Hant"


# --------------------------------------------------------------------- blocks


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        (HANT, "zh-Hant"),
        ("蔡總統在臺北談話", "zh-Hant"),
        ("國會", "zh-Hant"),
        ("中國人", ""),  # one character is too little evidence
        (HANS, ""),
        (NEUTRAL, ""),
        ("", ""),
        # names and quotations do not make a paragraph Traditional
        (HANS + "鄭習", ""),
        (HANS + "他说：「讓我們談談」", ""),
        # the words of a speaker, introduced in the article's script
        ("他说：" + HANT, "zh-Hant"),
    ],
)
def test_blocks_in_a_simplified_article_are_tagged(words: str, lang: str) -> None:
    tagged = tag_language(article(text(HANS * 3), text(words)))
    assert tagged.lang == "zh-Hans"
    assert langs(tagged) == ["", lang]


@pytest.mark.parametrize(
    ("words", "lang"),
    [(HANS, "zh-Hans"), ("图为德国总理", "zh-Hans"), ("国人", ""), (HANT, "")],
)
def test_blocks_in_a_traditional_article_are_tagged(words: str, lang: str) -> None:
    tagged = tag_language(article(text(HANT * 3), text(words), title=HANT))
    assert langs(tagged) == ["", lang]


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (RUSSIAN, "ru"),
        (JAPANESE, "ja"),
        ("ありがとう", "ja"),
        (KOREAN, "ko"),
        ("감사합니다", "ko"),
        # too little evidence
        ("Getty Images", ""),
        ("Photo: AFP/Getty", ""),
        ("Да", ""),
        ("https://www.dw.com/in/the/of/a-1 @of_the #is", ""),
        ("1,234.50 € – 20 %", ""),
        # another language with the same letters
        ("Prezydent powiedział, że nie pojedzie na spotkanie w Berlinie.", ""),
        ("Президент сказав, що не поїде на зустріч у Берліні.", ""),
        # Chinese with foreign words in it
        (HANS + ENGLISH, ""),
        (HANS + "のの", ""),
    ],
)
def test_text_in_another_language_is_tagged_with_it(words: str, lang: str) -> None:
    assert langs(tag_language(article(text(HANS), text(words)))) == ["", lang]


def test_chinese_alternative_text_keeps_a_figure_chinese() -> None:
    english = figure(ENGLISH)
    both = figure("", alt=HANS, credit=ENGLISH)
    assert langs(tag_language(article(text(HANS), english, both))) == ["", "en", ""]


def test_every_block_inside_a_tagged_gallery_is_tagged() -> None:
    gallery = Gallery(
        (Text("相关图集：" + HANS),), (figure(HANS), figure(NEUTRAL), figure(HANT))
    )
    tagged = tag_language(article(text(HANT), gallery, title=HANT))
    assert langs(tagged) == ["", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hant"]


def test_one_nested_block_in_another_script_is_tagged_alone() -> None:
    blocks: list[Block] = [
        Gallery((Text(HANS),), (figure(HANS), figure(HANT))),
        ListBlock(((text(HANS),), (text(HANT), text(HANS)))),
        Quote((text(HANS), text(HANT))),
        Table(((TableCell((text(HANS), text(HANT)), header=True, colspan=2),),)),
    ]
    for block in blocks:
        (tagged,) = tag_language(article(text(HANS), block)).blocks[1:]
        found = [getattr(b, "lang", "-") for b in iter_blocks((tagged,))]
        assert found.count("zh-Hant") == 1, block
        assert found[0] == ""
        assert replace(tagged, **_parts(block)) == block  # type: ignore[arg-type]


def _parts(block: Block) -> dict[str, object]:
    """Return the parts of ``block`` that hold nested blocks."""
    names = ("figures", "items", "blocks", "rows")
    return {n: getattr(block, n) for n in names if hasattr(block, n)}


def test_tagged_table_cells_keep_header_and_spans() -> None:
    cell = TableCell((text(HANT),), header=True, colspan=2, rowspan=3)
    tagged = tag_language(article(text(HANS * 3), Table(((cell,),), (Text(HANS),))))
    table = tagged.blocks[1]
    assert isinstance(table, Table)
    ((found,),) = table.rows
    assert (found.header, found.colspan, found.rowspan) == (True, 2, 3)
    assert found.blocks == (replace(text(HANT), lang="zh-Hant"),)


def test_a_quotation_in_another_language_is_tagged() -> None:
    quote = Quote((text(ENGLISH), text("— Angela Merkel"), text(HANS[:6])))
    assert langs(tag_language(article(text(HANS), quote))) == ["", "", "en", "", ""]
    quote = Quote((text(ENGLISH), text("— Angela Merkel"), Rule()))
    assert langs(tag_language(article(text(HANS), quote))) == [
        "",
        "en",
        "en",
        "en",
        "-",
    ]


def test_blocks_that_need_no_tag_are_the_same_objects() -> None:
    plain = article(text(HANS), Heading((Text(NEUTRAL),)), Rule(), figure(HANS))
    tagged = tag_language(plain)
    assert all(a is b for a, b in zip(plain.blocks, tagged.blocks, strict=True))


def test_tagging_again_replaces_earlier_tags() -> None:
    once = tag_language(article(text(HANS * 3), text(HANT), text(ENGLISH)))
    assert tag_language(once) == once
    wrong = replace(text(HANS * 3), lang="de")
    assert tag_language(replace(once, blocks=(wrong, *once.blocks[1:]))) == once


@given(st.text(), st.text(st.characters(min_codepoint=0x3000, max_codepoint=0x9FFF)))
def test_any_text_is_tagged_without_change(first: str, second: str) -> None:
    plain = article(text(first), Quote((text(second), figure(first, alt=second))))
    tagged = tag_language(plain)
    assert tagged.lang == article_language(plain)
    found = list(iter_blocks(tagged.blocks))
    expected = list(iter_blocks(plain.blocks))
    for block, original in zip(found, expected, strict=True):
        assert type(block) is type(original)
        if isinstance(block, Paragraph | Figure):
            assert replace(block, lang="") == original


@pytest.mark.parametrize("unit", ["x", "a.", "http", "x@"])
def test_a_word_of_two_million_characters_is_tagged(unit: str) -> None:
    # Two million characters: if the time grew with their square, this would not end.
    long = article(text(f"{unit * 1_000_000} {ENGLISH}"), text(HANS))
    first = tag_language(long).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.lang == "en"


# ----------------------------------------------------- from right to left


def _tagged(html: str) -> tuple[Block, ...]:
    return tag_language(parse(html)).blocks


def test_a_paragraph_from_right_to_left_has_its_direction_and_language() -> None:
    (arabic,) = _tagged("<p>هذه فقرة قصيرة.</p>")
    assert (arabic.lang, arabic.direction) == ("ar", "rtl")  # type: ignore[union-attr]
    (named,) = _tagged('<p lang="ur" dir="rtl">سلام!</p>')
    assert (named.lang, named.direction) == ("ur", "rtl")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "html",
    [
        '<p dir="rtl" lang="ar">灯塔亮了。</p>',
        '<div dir="rtl"><p lang="fa">灯塔说“سلام”。</p></div>',
        "<p>سلام 是一句问候。</p>",
        '<p dir="sideways" lang="&quot;&gt;">灯塔亮了。</p>',
    ],
)
def test_chinese_stays_chinese_when_the_archive_claims_another_language(
    html: str,
) -> None:
    (block,) = _tagged(html)
    assert (block.lang, block.direction) == ("", "")  # type: ignore[union-attr]


def test_a_language_claimed_in_the_archive_reaches_every_kind_of_block() -> None:
    blocks = _tagged(
        '<blockquote dir="rtl" lang="fa"><p>سلام!</p></blockquote>'
        '<ul><li lang="he">שלום!</li><li>灯塔亮了</li></ul>'
        '<h2 lang="ps">سلام</h2><p>灯塔</p>'
        '<table><tr><td dir="rtl">سلام</td><td>灯</td></tr></table>'
    )
    quote, items, heading, _text, table = blocks
    assert isinstance(quote, Quote)
    assert isinstance(items, ListBlock)
    assert isinstance(heading, Heading)
    assert isinstance(table, Table)
    found = [
        *(quote, *quote.blocks, *items.items[0], *items.items[1], heading),
        *table.rows[0][0].blocks,
    ]
    told = [(b.lang, b.direction) for b in found]  # type: ignore[union-attr]
    assert told == [
        *(("fa", "rtl"), ("fa", "rtl")),
        *(("he", "rtl"), ("", ""), ("ps", "rtl"), ("ar", "rtl")),
    ]


def test_a_claimed_language_counts_only_for_text_in_its_own_letters() -> None:
    for lang, html in [
        ("cs", '<p lang="cs">Dobrý den!</p>'),
        ("", '<p lang="zh-CN">Dobrý den!</p>'),
        ("", '<p lang="ar">Dobrý den!</p>'),
        ("de", '<p lang="en">Das ist nicht so gut und auch nicht von der Stadt.</p>'),
    ]:
        (block,) = _tagged(html)
        assert block.lang == lang  # type: ignore[union-attr]


def test_words_in_a_line_are_marked_by_their_letters_or_a_lang_attribute() -> None:
    (block,) = _tagged(
        '<p>灯塔<span lang="fa">سلام</span>与<bdi>مرحبا!</bdi>，<b>שלום</b>。'
        '<span lang="EN-US">2024</span>年</p>'
    )
    assert isinstance(block, Paragraph)
    assert describe_inlines(block.inlines) == (
        "灯塔{foreign fa rtl سلام}与{foreign ar rtl مرحبا!}，"
        "{strong {foreign he rtl שלום}}。2024年"
    )
