"""The parser: golden cases for every form seen, and rules that hold for any input."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exporter.model import (
    Article,
    Heading,
    ListBlock,
    Paragraph,
    image_refs,
    plain_text,
)
from tests.support.articles import DW_URL, all_words, check_article, parse
from tests.support.golden_cases import Compare, describe_article, find_cases


@pytest.mark.parametrize("case", find_cases("parse"), ids=lambda case: case.name)
def test_golden_case(case: Path, compare_golden: Compare) -> None:
    first_line, _, body = (case / "in.html").read_text("utf-8").partition("\n")
    url = first_line.removeprefix("<!-- ").removesuffix(" -->")
    actual = describe_article(parse(body, url=url))
    compare_golden(actual, case / "expected.txt")


def paragraphs_of(article: Article) -> list[str]:
    return [plain_text(b.inlines) for b in article.blocks if isinstance(b, Paragraph)]


# ------------------------------------------------------------- large or odd


def test_paragraph_of_200_000_characters_stays_whole() -> None:
    words = "灯塔亮了。" * 40_000
    assert paragraphs_of(parse(f"<p>{words}</p><p>完。</p>")) == [words, "完。"]


def test_article_of_5_000_paragraphs_is_read() -> None:
    article = parse("<p>灯</p>" * 5_000)
    assert len(article.blocks) == 5_000


@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
def test_5_000_nested_elements_keep_their_words(tag: str) -> None:
    body = f"前<p>{f'<{tag}>' * 5_000}最深处{f'</{tag}>' * 5_000}</p><p>后"
    assert "".join(all_words(parse(body)).split()) == "前最深处后"


@pytest.mark.slow
@pytest.mark.parametrize(
    "opening", ["<b>", "<ul><li>", "<table><tr><td>", "<font size=1>"]
)
def test_elements_nested_100_000_deep_keep_their_words(opening: str) -> None:
    image = '<img src="https://example.org/a.jpg"><script>暗</script>'
    article = parse(f"<p>前{opening * 100_000}最深处{image}")
    assert "".join(all_words(article).split()) == "前最深处"
    assert len(list(image_refs(article))) == 1


def test_nested_lists_and_tables_keep_their_words() -> None:
    deep_list = "<ul><li>项" * 300 + "</ul>" * 300
    deep_table = "<table><tr><td>甲</td><td>乙" * 300 + "</td></tr></table>" * 300
    words = all_words(parse(deep_list + deep_table))
    assert (words.count("项"), words.count("甲"), words.count("乙")) == (300, 300, 300)


def test_paragraphs_in_divs_that_never_close_stay_apart() -> None:
    body = "".join(f'<div><p>第{n}段</p><img src="/{n}.jpg">' for n in range(300))
    article = parse(body)
    assert paragraphs_of(article) == [f"第{n}段" for n in range(300)]
    assert len(list(image_refs(article))) == 300


def test_article_after_a_heading_that_never_closes_is_text() -> None:
    story = "守灯人说了很多话。" * 20
    article = parse(f"<h3>标题<p>{story}</p><ul><li>项</li></ul><p>完。</p>")
    first, second, third, last = article.blocks
    assert isinstance(first, Heading)
    assert plain_text(first.inlines) == "标题"
    assert isinstance(third, ListBlock)
    assert [plain_text(b.inlines) for b in (second, last) if isinstance(b, Paragraph)]


def test_article_in_a_caption_that_never_closes_is_text() -> None:
    story = "守灯人说了很多话。" * 150
    body = f'<figure><img src="/a.jpg"><figcaption>说明<p>{story}</p><p>完。</p>'
    article = parse(body)
    assert paragraphs_of(article) == ["说明", story, "完。"]


def test_heading_longer_than_a_title_is_bold_text() -> None:
    (block,) = parse(f"<h2>{'很长的标题' * 30}</h2>").blocks
    assert isinstance(block, Paragraph)


@pytest.mark.parametrize("body", ["", " \n", "<p></p>", "<div></div>", "<!-- 注 -->"])
def test_empty_body_has_no_blocks(body: str) -> None:
    assert parse(body).blocks == ()


def test_bare_words_and_addresses_are_read_as_text_without_a_warning() -> None:
    assert paragraphs_of(parse("灯塔.txt")) == ["灯塔.txt"]
    assert paragraphs_of(parse("https://example.org/")) == ["https://example.org/"]


def test_xml_declaration_is_ignored_without_a_warning() -> None:
    body = '<?xml version="1.0" encoding="gb2312"?><p>正文</p>'
    assert paragraphs_of(parse(body)) == ["正文"]


def test_charset_declared_in_the_body_is_ignored() -> None:
    assert paragraphs_of(parse('<meta charset="gb2312"><p>灯</p>')) == ["灯"]


def test_different_bodies_have_different_digests() -> None:
    assert parse("<p>一</p>").digest == parse("<p>一</p>").digest
    assert parse("<p>一</p>").digest != parse("<p>二</p>").digest
    assert re.fullmatch("[0-9a-f]{64}", parse("\ud800").digest)


def test_repeated_notices_and_feeds_are_recorded_once() -> None:
    body = "<p>灯</p>" * 2 + "<p>© 2020 AFP</p>" * 2
    body += "<div>获取更多RSS：https://feedx.net</div>" * 2
    article = parse(body, url="https://www.rfi.fr/cn/1")
    assert article.notices == ("© 2020 AFP",)
    assert article.feeds == ("https://feedx.net",)
    assert paragraphs_of(article) == ["灯", "灯"]


def test_two_adverts_in_one_paragraph_are_both_removed() -> None:
    advert = "获取更多RSS：<br>https://feedx.net<br>"
    article = parse(f"<p>真话。{advert}{advert}</p>")
    assert "获取更多" not in all_words(article)
    assert "真话。" in all_words(article)


def test_comment_that_names_the_feed_stays_a_comment() -> None:
    assert (
        all_words(parse("<p>正文</p><!-- 获取更多RSS：https://feedx.net 注 -->"))
        == "正文"
    )


# ---------------------------------------------------------- for any input

WORDS = st.integers(0, 999).map(lambda number: f"词{number}句")
FLOW = ("p", "div", "blockquote", "section", "details", "summary", "center", "article")
TEXT = ("b", "i", "em", "strong", "span", "a", "sub", "sup", "del", "code", "u", "x-y")
NESTED = ("ul", "ol", "li", "dl", "dd", "table", "tbody", "tr", "td", "th", "h2", "h4")
EMPTY = (
    "<br>",
    "<hr>",
    '<img src="https://example.org/a.jpg">',
    "<!-- 注 -->",
    "&nbsp;",
)
# Elements whose words move to their place in a figure: all are kept, in another order.
MOVED = ("figure", "figcaption", "caption", "cite", "small", "pre", "label", "h3")
FIGURE_MARKUP = (
    *('div class="image-inline"', 'dl class="image-right"', 'p class="image-caption"'),
    *(
        'div class="contentImage"',
        'span class="imageCaption"',
        'span class="copyright"',
    ),
    *('div class="wp-caption"', 'p class="wp-caption-text"', 'span class="off-screen"'),
    *(
        'div class="media-with-caption"',
        "div data-playable='[]'",
        'div id="zoomattribute"',
    ),
    *('span class="image-and-copyright-container"', 'figure data-url="/灯.jpg"'),
    *('blockquote class="wp-embedded-content"', 'div class="story-lead"'),
)


def trees(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return HTML of elements named ``names`` around words and empty elements."""
    leaves = WORDS | st.sampled_from(EMPTY)
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda name, children: f"<{name}>{''.join(children)}</{name.split()[0]}>",
            st.sampled_from(names),
            st.lists(inner, max_size=5),
        ),
        max_leaves=25,
    )


def words_in(text: str) -> list[str]:
    return re.findall("词[0-9]+句", text)


@given(trees(FLOW + TEXT + NESTED))
@example("<table>词1句<tr>词2句<td>词3句</td></tr>词4句</table>")
@example("<h2>词1句<ul><li>词2句</li></ul>词3句</h2>")
@example("<ul>词1句<li>词2句</li>词3句<ul>词4句</ul></ul>")
def test_every_word_reaches_the_blocks_in_order(body: str) -> None:
    assert words_in(all_words(parse(body))) == words_in(body)


@given(trees(FLOW + TEXT + NESTED + MOVED + FIGURE_MARKUP))
def test_every_word_reaches_the_blocks_of_elements_in_figures(body: str) -> None:
    assert sorted(words_in(all_words(parse(body)))) == sorted(words_in(body))


ATTRIBUTES = st.sampled_from(
    (
        "",
        ' class="image-inline"',
        ' class="image-caption"',
        ' class="placeholder__caption"',
        ' class="off-screen"',
        ' src="icon-zoom.png"',
        ' class="contentImage"',
        ' class="wp-caption"',
        ' class="image-and-copyright-container"',
        ' class="media-with-caption"',
        ' class="visually-hidden-text"',
        ' class="copyright"',
        ' class="story-lead"',
        ' class="wp-smiley" alt="🙂"',
        ' class="wp-embedded-content"',
        " data-playable='[1]'",
        ' data-type="AUTO_TOPIC"',
        ' data-url="https://example.org/f.jpg"',
        ' href="https://example.org/灯"',
        ' href="javascript:x"',
        ' src="data:,x" srcset="a 1x, b 2x"',
        ' src="//example.org/v.mp4" poster="p.jpg"',
        ' width="1"',
        ' colspan="0" rowspan="9999999999999" start="7"',
        ' id="zoomattribute"',
        ' style="',
    )
)
NAMES = st.sampled_from(
    FLOW
    + TEXT
    + NESTED
    + MOVED
    + ("img", "picture", "source", "video", "audio", "iframe", "object", "embed")
    + ("noscript", "script", "style", "template", "textarea", "select", "option")
    + ("html", "head", "body", "title", "svg", "math", "frameset", "frame", "form")
)
PHRASES = (
    *("获取更多RSS：", "https://feedx.net", "DW中文有Instagram", "报道。", "© 2020"),
    *("图像来源，", "图像加注文字，", "2024年德国之声版权声明：", "刑事追究。", "**"),
    *("2024-01-01T00:00:00Z", "icon-zoom", "&#8;", "<", "]]>"),
    *("\x00", "\ud800", "\u3000\u3000", "\u200b"),
)
TOKENS = st.one_of(
    WORDS,
    st.builds(lambda name, attribute: f"<{name}{attribute}>", NAMES, ATTRIBUTES),
    st.builds(lambda name: f"</{name}>", NAMES),
    st.sampled_from(EMPTY),
    st.sampled_from(PHRASES),
    st.text(st.characters(exclude_categories=()), max_size=5),
)
SOUP = st.lists(TOKENS, max_size=40).map("".join)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_any_text_is_read(body: str) -> None:
    check_article(parse(body))


@pytest.mark.slow
@given(SOUP)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_any_tag_soup_is_read(body: str) -> None:
    check_article(parse(body))


def test_parsing_does_not_depend_on_articles_parsed_before() -> None:
    body = '<p><span data-type="AUTO_TOPIC">灯</span></p><p>© 2020 AFP</p>'
    first = parse(body)
    parse("<p>© 2021 XYZ</p>")
    assert parse(body, url=DW_URL) == first
