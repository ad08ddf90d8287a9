"""Broken markup: words it would swallow are kept, and its signs are not words."""

import pytest

from exporter.parse.markup import mend_markup
from tests.support.articles import all_words, parse


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>前<![CDATA[中间]]>后。</p>", "前中间后。"),
        (
            "<p>前</p><![CDATA[<p>整段。</p><p>又一段。</p>]]><p>尾</p>",
            "前\n整段。\n又一段。\n尾",
        ),
        ("<p>前<![CDATA[没有结尾</p><p>尾</p>", "前没有结尾\n尾"),
        ("<p>前<![CDATA[a < b 和 b > c]]></p>", "前a < b 和 b > c"),
        ("<p>前</p>]]><p>尾]]></p>", "前\n尾"),
        ("<p>若 a[b[0]]>1 则灯亮</p>", "若 a[b[0]]>1 则灯亮"),
        ("<p>一<!-- 注 --></p><p>三</p>", "一\n三"),
        ("<p>一<!-- 没有结尾</p><p>三</p>", "一 没有结尾\n三"),
        ("<p>一<!--> 二</p><p>三</p>", "一 二\n三"),
        ("<p>一<!--[if IE]>旧<![endif]--></p><p>三</p>", "一\n三"),
        ("<p>一<![if !IE]>新<![endif]></p><p>三</p>", "一新\n三"),
        ('<p>一<?php echo "甲 > 乙" ?>二</p>', "一二"),
        ("<p>一</p><plaintext><p>二</p>", "一\n二"),
        ("<p>一</p><title>二<p>三</p>", "一\n二\n三"),
        ("<p>一</p><textarea>二<p>三</p>", "一\n二\n三"),
        ("<p>一</p><textarea>二</textarea><p>三</p>", "一\n二\n三"),
        ("<p>一</p><script>var 灯;<p>三</p>", "一\n三"),
        ("<p>一</p><style>p {}<p>三</p>", "一\n三"),
        ("<p>一</p></body></html><p>三</p>", "一\n三"),
        ("<p>一</p></div></p>二<p>三", "一\n二\n三"),
        ('<p>一<a href="https://x.test/1>二</a>三</p><p>四</p>', "一二三\n四"),
        ("<p>若甲<b 之间有海</p><p>三</p>", "若甲<b 之间有海\n三"),
        ("<p>最后<b 没有写完", "最后<b 没有写完"),
        ('<p title="甲 > 乙">一</p>', "一"),
    ],
)
def test_broken_markup_loses_no_words(body: str, words: str) -> None:
    assert all_words(parse(body)) == words


def test_sound_markup_is_left_unchanged() -> None:
    html = (
        '<div data-x=\'{"a": "b > c"}\'><p class=a>一 &lt; 二</p><!-- 注 --><br/>'
        '<a href="https://x.test/?a=1&b=2">三</a><img alt="a<b"><script>1<2</script>'
    )
    assert mend_markup(html) == html


@pytest.mark.parametrize(
    ("piece", "mended"),
    [
        ('<a "', '<a "' * 100_000),
        ("<a '<a' ", "<a '<a' " * 100_000),
        ("<a '\"", "<a '\"" * 100_000),
        ("<b x", "<b x" * 100_000),
        ("<!--", "<!--" * 99_999),
        ("<![CDATA[", ""),
        ("]]>", ""),
        ("<title>", "<title></title>" + "<title>" * 99_999),
    ],
    ids=lambda text: text[:10],
)
def test_markup_repeated_100_000_times_is_mended(piece: str, mended: str) -> None:
    """A regular expression that backtracks at each piece would take hours."""
    assert mend_markup(piece * 100_000) == mended
