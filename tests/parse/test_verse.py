"""Verse, code and columns keep their lines; prose does not become verse."""

import pytest

from exporter.model import (
    Block,
    CodeBlock,
    Figure,
    Heading,
    Link,
    Paragraph,
    Text,
    Verse,
    iter_blocks,
    plain_text,
)
from tests.support.articles import parse
from tests.support.golden_cases import describe_article

POEM = "芦花白<br>雁声迟<br>摆渡的人不说话<br>只看云"


def verse_of(body: str) -> list[tuple[str, int, bool]]:
    (block,) = parse(body).blocks
    assert isinstance(block, Verse)
    return [
        (str(getattr(line.inlines[0], "text", "")), line.indent, line.opens_stanza)
        for line in block.lines
    ]


def test_verse_with_stanzas_and_a_long_line_keeps_its_lines() -> None:
    long = "摆渡的人把长长的竹篙插进水里" * 4
    found = verse_of(f"<p>{POEM}<br><br>水很凉<br>{long}<br>完</p>")
    assert [stanza for *_, stanza in found] == [False] * 4 + [True, False, False]
    assert found[5][0] == long


@pytest.mark.parametrize(
    ("indent", "em"),
    [("&nbsp;&nbsp;", 1), ("&emsp;&emsp;&emsp;", 3), ("　", 1), ("&nbsp;" * 8, 4)],
)
def test_different_indents_of_verse_are_kept(indent: str, em: int) -> None:
    found = verse_of(f"<p>芦花白<br>{indent}雁声迟</p>")
    assert [(text, by) for text, by, _ in found] == [("芦花白", 0), ("雁声迟", em)]


@pytest.mark.parametrize(
    "body",
    [
        "<p>　　守灯人上楼。<br>　　灯亮了。<br>　　船来了。</p>",
        "<p>　　守灯人上楼。<br>灯亮了。<br>　　船来了。</p>",
        "<p>守灯人慢慢走上楼梯。<br>灯终于亮了起来。<br>船从北边来了。</p>",
        "<p>记者：林一舟<br>责编：周晚<br>摄影：何舟</p>",
        "<p>- 米<br>- 盐<br>- 茶</p>",
        "<p>1. 米<br>2. 盐<br>3. 茶</p>",
        "<p>姓名：林一舟<br>年龄：四十<br>住址：望津</p>",
        "<p>带上：<br>米和盐<br>一盏灯<br>干净的水</p>",
        "<p>米 7.01<br>盐 6.95<br>茶叶 30.2</p>",
        "<p>望津队2比1北海队<br>南山队0比0西岭队<br>东湖队3比1中城队</p>",
        "<p>林一舟 望津港守灯人<br>周晚 北海湾潮汐站长<br>何舟 摆渡人</p>",
        "<p>主持人 林一舟<br>嘉宾 周晚<br>制作 何舟</p>",
        "<p>林一舟，望津报道<br>周晚，北海报道<br>何舟，南山報導</p>",
        "<p>“潮来了”<br>“真的吗”<br>“是的”</p>",
        "<p>点击收听<br>点击下载<br>點擊分享</p>",
        "<p>第一章 观潮<br>第二章 夜渡<br>第三章 归舟</p>",
        "<p>相关报道<br>望津港修好了灯塔<br>北海湾又见白鹭</p>",
        "<p>祝好<br>林一舟<br>2020年7月1日</p>",
        "<p>芦花白<br>雁声迟</p>",
        "<p>芦花白<br><br>雁声迟<br><br>水很凉<br><br>云很低</p>",
        f"<p>{'很长的一句话说了又说' * 4}<br>{'另一句也一样长得很' * 4}<br>短句</p>",
        "<p>芦花白<br>雁声迟<br>© 2020 例社</p>",
        "<p>East Wind<br>West Wind<br>North Wind</p>",
    ],
)
def test_prose_lists_and_credits_are_no_verse(body: str) -> None:
    assert not any(isinstance(block, Verse) for block in parse(body).blocks)


@pytest.mark.parametrize(
    "body",
    [
        "<figure><img src='/a.jpg'><figcaption>%s</figcaption></figure>",
        "<table><tr><td>%s</td><td>乙</td></tr></table>",
        "<ul><li>%s</li></ul>",
        "<h2>%s</h2>",
    ],
)
def test_lines_of_captions_cells_and_items_are_no_verse(body: str) -> None:
    blocks = iter_blocks(parse(body % POEM).blocks)
    assert not any(isinstance(block, Verse) for block in blocks)


def test_verse_in_a_quotation_is_verse() -> None:
    blocks = iter_blocks(parse(f"<blockquote><p>{POEM}</p></blockquote>").blocks)
    assert any(isinstance(block, Verse) for block in blocks)


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("<p>面积是<br>%s<br>半径</p>", [Paragraph, Figure, Paragraph]),
        ("<p>林一舟<br>%s<br>何舟<br>%s<br>周晚</p>", [Paragraph, Figure] * 2),
        (f"<p>{POEM}<br>%s</p>", [Verse, Figure]),
        (f"<p>%s<br>{POEM}<br>%s<br>守灯人上楼。</p>", [Figure, Verse, Figure]),
    ],
)
def test_an_image_alone_on_its_line_is_no_line_of_verse(
    body: str, kinds: list[type[Block]]
) -> None:
    blocks = parse(body.replace("%s", "<img src='/a.png'>")).blocks
    found = [type(block) for block in blocks]
    assert found[: len(kinds)] == kinds
    assert all(kind is Paragraph for kind in found[len(kinds) :])


@pytest.mark.parametrize(
    "body",
    [
        "<p>芦花白<br>雁声迟<br>水很凉</p>",
        "<p>芦花白 雁声迟<br>渡头晚 行人稀<br>水很凉 云很低</p>",
        f"<p>{POEM}<br>2020年7月1日</p>",
        f"<p>{POEM}<br>“谁在那边”<br>“是我”<br>等了3年</p>",
    ],
)
def test_lines_with_halves_figures_sayings_or_a_date_are_verse(body: str) -> None:
    assert [type(block) for block in parse(body).blocks] == [Verse]


def test_bold_line_above_other_lines_is_no_verse() -> None:
    blocks = parse("<p><b>小标题</b><br><br>人很多<br>都在等<br>船不来</p>").blocks
    assert isinstance(blocks[0], Heading)


def test_short_lines_beside_verse_are_verse() -> None:
    blocks = parse(
        f"<p>{POEM}</p><p>水很凉<br>云很低</p><p>他念完，坐下了。</p>"
    ).blocks
    assert [type(block) for block in blocks] == [Verse, Verse, Paragraph]


@pytest.mark.parametrize(
    ("body", "gaps"),
    [
        ("<p>潮起<br><br><br>潮落</p>", [False, True]),
        ("<p>潮起<br>&nbsp;<br> <br>潮落</p>", [False, True]),
        ("<p>潮水退了<br>石头还在<br><br>人走了</p>", [False, False, True]),
    ],
)
def test_gap_between_bare_lines_of_verse_is_kept(body: str, gaps: list[bool]) -> None:
    assert [stanza for *_, stanza in verse_of(body)] == gaps


@pytest.mark.parametrize("between", ["", "<p></p>", "<p>&nbsp;</p>", "<p><br></p>"])
def test_pairs_of_bare_lines_become_stanzas(between: str) -> None:
    pair = "<p>潮水退了<br>石头还在</p>"
    blocks = parse(f"<p>他写道。</p>{pair}{between}{pair}<p>他念完了。</p>").blocks
    assert [type(block) for block in blocks] == [Paragraph, Verse, Verse, Paragraph]


@pytest.mark.parametrize(
    "body",
    [
        "<p>潮水退了。<br><br><br>石头还在。</p>",
        "<p>2020年<br>3月<br><br>完</p>",
        "<p>北海湾<br><br>渔港</p>",
        "<p>潮水退了<br>石头还在</p>",
        "<p>记者：何舟<br>责编：林和</p><p>记者：何舟<br>责编：林和</p>",
        "<p>水位 三尺二寸<br>风力 四级偏北<br><br>潮 很大</p>",
    ],
)
def test_gap_between_other_lines_makes_no_verse(body: str) -> None:
    assert not any(isinstance(block, Verse) for block in parse(body).blocks)


def test_code_keeps_spaces_tabs_and_blank_lines() -> None:
    body = "<pre><code>if a:\n\tb = <b>1</b>\n\n    c&nbsp;= 2\n</code></pre>"
    assert parse(body).blocks == (CodeBlock("if a:\n        b = 1\n\n    c = 2"),)


def test_tab_stops_count_ideographs_as_two_columns() -> None:
    body = "<pre>地点\t数\n北海湾\t12\n{}</pre>"
    assert parse(body).blocks == (CodeBlock("地点    数\n北海湾  12\n{}"),)


def test_link_in_code_is_kept_where_it_stands() -> None:
    body = (
        '<pre>a\t= <a href="/b">b  \n  c</a>; <a href="javascript:x">d</a>'
        ' <a href="#e">e</a> <a href="/f"> </a></pre>'
    )
    (code,) = parse(body).blocks
    assert isinstance(code, CodeBlock)
    assert code.text == "a       = b\n  c; d e"
    places = [(code.text[k.start : k.end], k.url) for k in code.links]
    url = "https://www.dw.com/b"
    assert places == [("b", url), ("  c", url)]


def test_link_in_preformatted_sentences_is_kept() -> None:
    (paragraph,) = parse('<pre>  他说，<a href="/b">船</a>已经开了。</pre>').blocks
    assert isinstance(paragraph, Paragraph)
    assert Link("https://www.dw.com/b", (Text("船"),)) in paragraph.inlines
    assert plain_text(paragraph.inlines) == "他说，船已经开了。"


@pytest.mark.parametrize("name", ["xmp", "listing"])
def test_listing_and_xmp_elements_are_code(name: str) -> None:
    (block,) = parse(f"<{name}>x  =  1</{name}>").blocks
    assert block == CodeBlock("x  =  1")


def test_xmp_element_shows_its_tags() -> None:
    (block,) = parse("<xmp>a <b>c</b></xmp>").blocks
    assert block == CodeBlock("a <b>c</b>")


def test_verse_in_pre_is_verse_and_prose_is_text() -> None:
    poem = describe_article(parse("<pre>芦花白\n  雁声迟\n\n水很凉\n云很低</pre>"))
    assert poem == "---\nverse\n  |芦花白\n  | 雁声迟\n\n  |水很凉\n  |云很低\n"
    (prose,) = parse(f"<pre>{'守灯人慢慢走上楼梯，' * 8}</pre>").blocks
    assert isinstance(prose, Paragraph)
