"""Words a browser hides are left out and reported; words a script shows stay."""

import pytest

from exporter.model import (
    Article,
    Figure,
    image_refs,
    iter_blocks,
    plain_text,
    texts_of,
)
from tests.support.articles import all_words, parse

BBC = "https://www.bbc.com/zhongwen/simp/world-90000001"
LONG = "灯塔的门早上六点就开了，守灯人把面包放在窗台上。" * 10


def visible_lines(article: Article) -> list[str]:
    """Return the lines of ``article`` as a reader sees them."""
    blocks = iter_blocks(article.blocks)
    return [plain_text(line) for block in blocks for line in texts_of(block) if line]


@pytest.mark.parametrize(
    "tag",
    [
        "span hidden",
        'p hidden="hidden"',
        'span style="display:none"',
        'div style="color:red; DISPLAY : none !important"',
        'p style="visibility:hidden"',
        'tr style="visibility: collapse;"',
        'span style="font-size:0"',
        'span style="font-size: 0px; color: #fff"',
        'span style="opacity:0"',
        'div style="position:absolute;left:-9999px"',
        'h2 style="text-indent:-1000em"',
        'span style="position:absolute;clip:rect(0 0 0 0)"',
        'span style="clip: rect(1px, 1px, 1px, 1px);"',
        "dialog",
    ],
)
def test_hidden_words_are_left_out_and_reported(tag: str) -> None:
    name = tag.partition(" ")[0]
    article = parse(f"<p>看得见的字。</p><{tag}>跟踪<b>码</b></{name}><p>尾</p>")
    assert all_words(article) == "看得见的字。\n尾"
    (told,) = article.left_out
    assert (told.rule, told.what.replace(" ", "")) == ("hidden-element", "跟踪码")


@pytest.mark.parametrize("name", ["template", "title", "datalist"])
def test_elements_that_browsers_do_not_show_are_left_out_and_reported(
    name: str,
) -> None:
    article = parse(f"<p>灯。</p><{name}>暗处</{name}><p>尾</p>")
    assert all_words(article) == "灯。\n尾"
    assert [(x.rule, x.what) for x in article.left_out] == [(f"{name}-element", "暗处")]


def test_hidden_element_without_words_is_not_reported() -> None:
    article = parse("<p>灯。</p><div hidden></div><template> </template>")
    assert article.left_out == ()


@pytest.mark.parametrize(
    "tag",
    [
        'div aria-hidden="true"',
        'div hidden="until-found"',
        'p style="display:block"',
        'p style="font-size:0.8em"',
        'p style="font-size: 09pt"',
        'p style="opacity:0.5"',
        'p style="text-indent:-2em"',
        'p style="margin-left:-9999px"',
        'p class="hidden-gem"',
        "dialog open",
        "details",
        'div style="display:none" class="read-more"',
        'div style="display:none" id="rest"',
    ],
)
def test_visible_words_stay(tag: str) -> None:
    name = tag.partition(" ")[0]
    body = f'<p>灯。<a href="#rest">全文</a></p><{tag}>后半段</{name}>'
    article = parse(body)
    assert "后半段" in all_words(article)
    assert article.left_out == ()


def test_hidden_images_and_their_words_stay() -> None:
    image = '<img src="https://example.org/a.jpg">'
    article = parse(f'<p>灯。</p><div style="display:none">{image}灯塔</div>')
    assert "灯塔" in all_words(article)
    assert [ref.url for ref in image_refs(article)] == ["https://example.org/a.jpg"]


def test_long_hidden_text_that_a_script_would_show_stays() -> None:
    article = parse(f'<p>灯。</p><div style="display:none"><p>{LONG}</p></div>')
    assert LONG in all_words(article)


def test_article_hidden_as_a_whole_stays() -> None:
    article = parse('<div id="js_content" style="visibility: hidden;">短文。</div>')
    assert all_words(article) == "短文。"


def test_visible_child_of_a_hidden_element_stays() -> None:
    child = '<span style="font-size:16px">字</span>'
    body = f'<p>灯。</p><div style="font-size:0">{child}</div>'
    assert "字" in all_words(parse(body))


def test_words_in_noscript_are_read() -> None:
    body = "<p>灯。</p><noscript><p>投票结果：七比三</p></noscript>"
    assert "投票结果：七比三" in all_words(parse(body))
    left = parse("<p>灯。</p><noscript>请启用 JavaScript</noscript>").left_out
    assert [(x.rule, x.what) for x in left] == [
        ("noscript-element", "请启用 JavaScript")
    ]


# ------------------------------------------------------------------- labels


@pytest.mark.parametrize("url", [BBC, "https://www.dw.com/zh/a-90000001"])
@pytest.mark.parametrize(
    "line",
    [
        "说明文字，是博物馆里最容易被忽略的东西。",
        "视频加注文字：先有画面，后有声音。",
        "Image caption, 他在黑板上写道。",
        "图像来源，一直没有查清。",
        "图片来源不明。",
    ],
)
def test_credit_labels_inside_a_sentence_stay_visible(line: str, url: str) -> None:
    article = parse(f"<p>{line}</p><p>尾</p>", url=url)
    assert visible_lines(article) == [line, "尾"]


def test_credit_label_in_bbc_markup_is_hidden() -> None:
    body = '<figure><img src="https://example.org/a.jpg"><figcaption>{}</figcaption></figure>'
    label = body.format("图像加注文字，灯塔去年才漆成蓝色。")
    inside = body.format("灯塔旁的<b>说明文字，</b>是去年写的。")
    assert visible_lines(parse(label, url=BBC)) == ["灯塔去年才漆成蓝色。"]
    assert visible_lines(parse(inside, url=BBC)) == ["灯塔旁的说明文字，是去年写的。"]
    dw = parse(body.format("说明文字，是去年写的。"))
    assert visible_lines(dw) == ["说明文字，是去年写的。"]


def test_caption_that_mentions_a_source_is_no_credit() -> None:
    body = (
        '<figure><img src="https://example.org/a.jpg"><figcaption>'
        "<span>图片来源不明，却人人都见过。</span></figcaption></figure>"
    )
    (figure,) = parse(body, url=BBC).blocks
    assert isinstance(figure, Figure)
    assert figure.credit == ()


def test_a_sentence_about_the_feed_stays() -> None:
    line = "他问：怎样才能获取更多RSS：没有人知道。"
    assert all_words(parse(f"<p>{line}</p>")) == line
