"""What is compared of an article: its own words, not its pictures'."""

from exporter.stories import take_fingerprint
from tests.support.articles import parse

GALLERY = (
    "<h3>相关图集：灯塔</h3>"
    '<div><img src="https://static.dw.com/image/1_403.jpg"><b>守灯人</b>：他在岛上。</div>'
    '<div><img src="https://static.dw.com/image/2_403.jpg"><b>小船</b>：它回来了。</div>'
)


def test_captions_and_galleries_are_not_compared() -> None:
    figure = (
        '<img src="https://static.dw.com/image/3_403.jpg" width="100%">'
        '<div><small style="color: #999;">码头</small></div>'
    )
    article = parse(f"<p>渡轮靠岸。</p>{figure}{GALLERY}<p>人都走了。</p>")
    found = take_fingerprint(article)
    assert found.body.text == "渡轮靠岸人都走了"
    assert found.pictures == 3
    assert not found.is_captions
    assert found.characters > len(found.body.text) + 10


def test_captions_are_compared_if_there_is_no_other_text() -> None:
    found = take_fingerprint(parse(GALLERY))
    assert found.is_captions
    assert "他在岛上" in found.body.text


def test_words_in_lists_tables_and_quotes_are_compared() -> None:
    found = take_fingerprint(
        parse(
            "<ul><li>茶</li><li>盐</li></ul><blockquote><p>海雾</p></blockquote>"
            "<table><tr><td>米</td><td>1.20</td></tr></table>"
        )
    )
    assert found.body == ("茶盐海雾米#", ("1.20",))


def test_an_article_without_anything_has_an_empty_body() -> None:
    found = take_fingerprint(parse("<p> </p>"))
    assert found.body.text == ""
    assert found.characters == 0


def test_a_huge_article_is_compared_by_its_beginning() -> None:
    found = take_fingerprint(parse(f"<p>{'潮水上涨' * 50_000}</p>"))
    assert len(found.body.text) < 20_000
    assert found.characters == 200_000
