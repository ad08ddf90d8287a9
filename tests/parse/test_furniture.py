"""Lines that outlets add: removed from their own place, and from nowhere else."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Article, ListBlock, Paragraph, plain_text
from exporter.outlets import LineRule, known_outlets
from tests.support.articles import all_words, parse

URLS = {
    profile.outlet.code: f"https://{profile.hosts[0]}/lighthouse/1"
    for profile in known_outlets().profiles
}
ELSEWHERE = "https://news.example.org/1.html"
PLAYER = '<video src="https://example.org/v.mp4"></video>'
STORY = [
    "灯塔的门早上六点就开了，守灯人把面包放在窗台上。",
    "海鸥先到，渡轮后到，船上的人都没有说话。",
    "中午下了一阵雨，钟楼的钟慢了两刻。",
    "下午孩子们来听故事，故事里也有一座灯塔。",
    "到了晚上，灯照常亮起来，像什么也没有发生过。",
]


class Example(NamedTuple):
    """A line as an outlet writes it, and the part of it for the copyright page."""

    rule: str
    line: str
    notice: str = ""


def examples(place: str) -> list[Example]:
    """Return the examples of all rules for ``place``, a field of ``Furniture``."""
    rules: Iterator[LineRule] = (
        rule
        for profile in known_outlets().profiles
        for rule in getattr(profile.furniture, place)
    )
    return [
        Example(rule.name, rule.example, notice_in(rule))
        for rule in rules
        if not rule.stays
    ]


def notice_in(rule: LineRule) -> str:
    found = re.fullmatch(rule.pattern, rule.example)
    assert found, f"{rule.name} does not fit its own example"
    return found.groupdict().get("notice") or ""


def line_of(rule: str) -> str:
    return next(example.line for example in EVERY if example.rule == rule)


CONSENT = (
    "此文包含Google YouTube提供的内容。由于这些内容会使用饼干，我们先问您一声。"
    "希望阅读，请点击“接受并继续”。"
)
CLOSING = examples("closing")
OPENING = examples("opening")
PLAYERS = examples("players")
CONTROLS = examples("controls")
PLACED = (*CLOSING, *OPENING, *PLAYERS)
EVERY = (*PLACED, *CONTROLS)
DW_NOTICE = line_of("dw-copyright-notice")


def lines_of(article: Article) -> list[str]:
    return [plain_text(b.inlines) for b in article.blocks if isinstance(b, Paragraph)]


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def outlet_url(rule: str) -> str:
    return URLS[rule.partition("-")[0]]


def check_taken(example: Example, body: str, kept: list[str]) -> None:
    """Assert that the line of ``example`` was removed: reported or kept as a notice."""
    article = parse(body, url=outlet_url(example.rule))
    assert lines_of(article) == kept
    told = [(x.rule, x.what) for x in article.left_out]
    notices = (example.notice,) if example.notice else ()
    assert article.notices == notices
    assert told == (
        [] if example.notice == example.line else [(example.rule, example.line)]
    )


def check_kept(lines: list[str], article: Article) -> None:
    assert lines_of(article) == lines
    assert article.left_out == ()
    assert article.notices == ()


# ------------------------------------------------------- in their own place


@pytest.mark.parametrize("example", CLOSING, ids=lambda example: example.rule)
def test_closing_line_at_the_end_is_removed(example: Example) -> None:
    check_taken(example, paragraphs(*STORY, example.line), STORY)


@pytest.mark.parametrize("example", CLOSING, ids=lambda example: example.rule)
def test_closing_line_after_a_line_break_is_removed(example: Example) -> None:
    *before, last = STORY
    body = paragraphs(*before, f"{last}<br/><small>{example.line}</small><br/>")
    check_taken(example, body, STORY)


@pytest.mark.parametrize("example", CLOSING, ids=lambda example: example.rule)
def test_closing_line_before_the_last_images_is_removed(example: Example) -> None:
    image = '<figure><img src="https://example.org/a.jpg"></figure>'
    check_taken(example, paragraphs(*STORY, example.line) + image + PLAYER, STORY)


@pytest.mark.parametrize("example", OPENING, ids=lambda example: example.rule)
def test_opening_line_at_the_beginning_is_removed(example: Example) -> None:
    check_taken(example, paragraphs(example.line, *STORY), STORY)
    check_taken(example, paragraphs(STORY[0], example.line, *STORY[1:]), STORY)


@pytest.mark.parametrize(
    "example", [*PLAYERS, *CONTROLS], ids=lambda example: example.rule
)
@pytest.mark.parametrize("order", [1, -1])
def test_message_beside_a_player_is_removed(example: Example, order: int) -> None:
    beside = "".join([PLAYER, paragraphs(example.line)][::order])
    body = paragraphs(STORY[0]) + beside + paragraphs(*STORY[1:])
    check_taken(example, body, STORY)


@pytest.mark.parametrize("example", CONTROLS, ids=lambda example: example.rule)
@pytest.mark.parametrize("at", range(len(STORY) + 1))
def test_label_of_a_button_is_removed_anywhere_in_the_article(
    example: Example, at: int
) -> None:
    check_taken(example, paragraphs(*STORY[:at], example.line, *STORY[at:]), STORY)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "line"),
    [
        *(
            ("bbc-player-message", line)
            for line in (
                "你的器材不支持播放多媒体材料",
                "你的器材不支持播放多媒體材料",
                "你的裝置不支援播放多媒體材料",
                "你的媒體不支援播放多媒體材料。",
                "您的设备不支持多媒体播放",
                "您的瀏覽器暫不支援影片播放",
                "你的器材不支持播放多媒体材料 Play video, “灯塔”, 节目全长 2,25 02:25",
                "Play audio, 海鸥的一天, 節目全長 10,0710:07",
                "有关内容看来暂时不能显示。",
                "有關內容暫時尚未可以為你提供。",
                "To play this video you need to enable JavaScript in your browser.",
            )
        ),
        *(
            ("bbc-third-party-warning", line)
            for line in (
                "告知：協作方內容可能包含廣告",
                "告知: BBC 不对外来网站内容负责",
                "YouTube 内容可能含有广告",
                "BBC對外部網站內容不負責任。",
            )
        ),
        *(
            ("bbc-embed-control", line)
            for line in (
                "跳過 YouTube 帖子",
                "结尾 Twitter 帖子, 12",
                "YouTube 帖子结尾, 1",
                "允许Google YouTube内容？",
                CONSENT,
                "接受並繼續",
                "继续浏览 Facebook, 外部链接",
                "Skip 热读 and continue reading",
                "內容結尾。退出",
            )
        ),
        ("rfi-advert-label", "廣告"),
        ("voa-player-line", "没有媒体可用资源"),
        ("voa-player-line", "0:00 0:02:31 0:00"),
        ("voa-player-line", "嵌入"),
        ("voa-player-line", "在臉書分享"),
    ],
)
def test_controls_are_removed_in_every_wording(rule: str, line: str) -> None:
    check_taken(Example(rule, line), paragraphs(*STORY[:2], line, *STORY[2:]), STORY)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("bbc", "“你的器材不支持播放多媒体材料”，屏幕上这样写着。"),
        ("bbc", "你的手机不支持视频，那就听收音机。"),
        ("bbc", "跳过这一段帖子"),
        ("bbc", "继续浏览，天就亮了"),
        ("bbc", "广告"),
        ("bbc", "图片版权所有者是谁？"),
        ("rfi", "广告牌倒了。"),
        ("rfi", "下载法广应用程序的人多了一倍。"),
        ("voa", "0:00 开灯，0:30 关灯"),
        ("voa", "720p | 48.3MB"),
        ("voa", "在脸书分享的照片"),
        ("dw", "iTunes: 一种播放器"),
        ("dw", "https://rss.example.org/podcast_lighthouse"),
    ],
)
def test_lines_that_only_look_like_controls_stay(code: str, line: str) -> None:
    for at in (1, len(STORY)):
        lines = [*STORY[:at], line, *STORY[at:]]
        check_kept(lines, parse(paragraphs(*lines), url=URLS[code]))


def test_controls_in_headings_and_lists_are_removed() -> None:
    body = (
        f"<h3>允許Twitter内容</h3>{paragraphs(*STORY)}"
        "<ul><li>一</li><li>接受並繼續</li></ul><ul><li>跳過 YouTube 帖子</li></ul>"
        "<ol><li>接受並繼續</li></ol>"
    )
    article = parse(body, url=URLS["bbc"])
    assert lines_of(article) == STORY
    first, second = article.blocks[len(STORY) :]
    assert isinstance(first, ListBlock)
    assert isinstance(second, ListBlock)
    assert (len(first.items), len(second.items)) == (1, 1)
    assert [x.rule for x in article.left_out] == ["bbc-embed-control"] * 3


def test_heading_of_one_word_like_a_control_stays() -> None:
    body = f"<h2>广告</h2>{paragraphs(*STORY)}"
    assert len(parse(body, url=URLS["rfi"]).blocks) == len(STORY) + 1


def test_button_after_a_newsletter_line_is_removed_with_it() -> None:
    body = paragraphs(*STORY, "电邮新闻头条新闻就在您的每日新闻信里", "订阅")
    article = parse(body, url=URLS["rfi"])
    assert lines_of(article) == STORY
    assert [x.rule for x in article.left_out] == ["rfi-newsletter-line"] * 2


def test_lines_of_a_footer_are_all_removed_and_reported_in_order() -> None:
    footer = (
        "<hr /><p><small>&copy; 守灯人 for <a href='https://x.test/'>中国数字时代</a>, "
        "get_post_time('Y'). |<a href='https://x.test/1'>Permalink</a> |<a href="
        "'https://x.test/2'>3 comments</a> |Add to<a href='https://x.test/3'>del.icio.us"
        "</a><br/>Post tags: <a href='https://x.test/t'>灯塔</a>, <a href="
        "'https://x.test/u'>海</a><br/></small></p><p><small>Feed enhanced by <a href="
        "'https://x.test/f'>Better Feed</a> from  <a href='https://x.test/o'>Ozh</a>"
        "</small></p>"
    )
    article = parse(paragraphs(*STORY) + footer, url=URLS["cdt"])
    assert lines_of(article) == STORY
    assert len(article.blocks) == len(STORY)
    assert article.topics == ("灯塔", "海")
    assert article.notices == ("© 守灯人 for 中国数字时代",)
    assert [x.rule for x in article.left_out] == [
        "cdt-post-line",
        "cdt-tags-line",
        "cdt-feed-line",
    ]


@pytest.mark.parametrize(
    "notice",
    [
        f"<em>©</em><em>{DW_NOTICE[2:]}</em>",
        f"<em>{DW_NOTICE[:-1]}</em><em>。</em>",
        DW_NOTICE.replace("© 2024年", "© 2024年 "),
        DW_NOTICE.replace("© 2024年", "© 2021 "),
        DW_NOTICE.replace("© ", ""),
        DW_NOTICE.replace("© 2024年", ""),
        DW_NOTICE.removesuffix("。"),
        DW_NOTICE.replace("德国之声版权声明", "德國之聲版權聲明").replace("权", "權"),
    ],
)
def test_dw_copyright_notice_is_recognised_in_every_form(notice: str) -> None:
    for body in (
        paragraphs(*STORY, notice),
        paragraphs(*STORY[:-1], STORY[-1] + notice),
    ):
        article = parse(body)
        assert lines_of(article) == STORY
        assert len(article.notices) == 1


@pytest.mark.parametrize(
    "disclaimer",
    [
        "摘编自其他媒体的内容，不代表德国之声的立场或观点。",
        "德国之声致力于客观报道，文中评论仅代表作者个人立场。",
        "摘译自其它媒体，不代表德国之声观点",
        "摘譯自其他媒體的內容，不代表德國之聲的立場。",
    ],
)
def test_disclaimer_after_the_copyright_notice_stays(disclaimer: str) -> None:
    article = parse(paragraphs(*STORY, DW_NOTICE, disclaimer))
    assert lines_of(article) == [*STORY, disclaimer]
    assert article.notices == (DW_NOTICE,)


def test_no_line_stays_empty_where_a_line_was_taken_out() -> None:
    line = "点击查看本文英文版。"
    for body in (
        f"{STORY[0]}<br>{line}<br>{STORY[1]}",
        f"{STORY[0]} <br> {line} <br> {STORY[1]}",
    ):
        article = parse(paragraphs(body), url=URLS["nyt"])
        assert lines_of(article) == ["\n".join(STORY[:2])]
    article = parse(paragraphs(f"{line}<br>{STORY[0]}"), url=URLS["nyt"])
    assert lines_of(article) == STORY[:1]
    message = "你的器材不支持播放多媒体材料"
    body = f"{STORY[0]}<br>{message}<br>{STORY[1]}"
    article = parse(paragraphs(body), url=URLS["bbc"])
    assert lines_of(article) == ["\n".join(STORY[:2])]


def test_message_in_the_caption_of_a_player_is_removed() -> None:
    body = (
        f"<figure>{PLAYER}<figcaption>你的器材不支持播放多媒体材料<br>海鸥的一天"
        "</figcaption></figure>"
    )
    article = parse(body, url=URLS["bbc"])
    assert all_words(article) == "海鸥的一天"


def test_name_of_the_outlet_is_removed_from_the_title() -> None:
    ending = "灯塔亮了 – 法国国际广播电台 - RFI"
    for url, shown in ((URLS["rfi"], "灯塔亮了"), (URLS["dw"], ending)):
        article = parse("<p>灯。</p>", url=url, title=ending)
        assert article.header.title == shown
    assert parse("", url=URLS["rfi"], title=ending).left_out[0].rule == (
        "rfi-name-in-title"
    )
    alone = "– 法国国际广播电台 - RFI"
    assert parse("", url=URLS["rfi"], title=alone).header.title == alone


@pytest.mark.parametrize(
    "line",
    [
        "（歡迎點擊此處訂閱NYT簡報，我們將在每個工作日發送最新內容至您的郵箱。）",
        "[欢迎点击此处订阅某某每日中文简报，或发送邮件至cn.letters@nytimes.com加入订阅。]",
        "【欢迎点击此处订阅时报中文简报。更多消息，欢迎阅读。】",
        "<i>（欢迎</i><a href='https://x.test/'>点击此处</a><i>订阅</i>简报<i>。）</i>",
    ],
)
def test_subscription_line_is_removed_in_every_form(line: str) -> None:
    for lines in ([line, *STORY], [*STORY[:-1], line, STORY[-1]]):
        article = parse(paragraphs(*lines), url=URLS["nyt"])
        assert lines_of(article) == STORY
        assert [x.rule for x in article.left_out] == ["nyt-subscription-line"]


@pytest.mark.parametrize("after", ["翻译：林一舟", "本文最初发表于2018年10月1日。"])
def test_link_to_the_english_version_before_the_last_lines_is_removed(
    after: str,
) -> None:
    body = paragraphs(*STORY, f"守灯人是一名记者。<br>點擊查看本文英文版<br>{after}")
    article = parse(body, url=URLS["nyt"])
    assert lines_of(article) == [*STORY, f"守灯人是一名记者。\n{after}"]


@pytest.mark.parametrize(
    "credits",
    ["编译 林一舟/周晚; 审校 何舟", "(记者 林一舟；编审 何舟)", "審校 何舟"],
)
def test_added_lines_before_the_credits_of_a_wire_report_are_removed(
    credits: str,
) -> None:
    before = ["reuters-terminal-code-line", "reuters-mail-service-line"]
    behind = "reuters-standards-line"
    body = paragraphs(*STORY, *map(line_of, before), credits, line_of(behind))
    article = parse(body, url=URLS["reuters"])
    assert lines_of(article) == [*STORY, credits]
    assert [x.rule for x in article.left_out] == [*before, behind]


@pytest.mark.parametrize(
    "line",
    [
        "我們的標準：湯森路透「信任原則」",
        "Our Standards: The Thomson Reuters Trust Principles.",
    ],
)
def test_reuters_standards_line_is_removed_in_every_form(line: str) -> None:
    article = parse(paragraphs(*STORY, line), url=URLS["reuters"])
    assert lines_of(article) == STORY


@pytest.mark.parametrize(
    ("year", "added"),
    [
        ("get_post_time('Y')", ""),
        ("2014", ""),
        ("2009", " | Search blogs linking this post with Technorati"),
    ],
)
def test_footer_of_a_feed_is_removed_in_every_form(year: str, added: str) -> None:
    footer = (
        f"<hr><small>© 守灯人 for 中国数字时代, {year}. | Permalink | 3 comments | "
        f"Add to del.icio.us{added}<br>Post tags: <br></small>"
        "<p>Feed enhanced by the Better Feed Plugin from Ozh</p>"
    )
    article = parse(paragraphs(*STORY) + footer, url=URLS["cdt"])
    assert lines_of(article) == STORY
    assert len(article.blocks) == len(STORY)
    assert article.notices == ("© 守灯人 for 中国数字时代",)


@pytest.mark.parametrize(
    "sentence",
    [
        "欢迎点击此处订阅，牌子上这样写着。",
        "（欢迎点击此处，牌子上这样写着。）",
        "感谢阅读今天的报纸，他在信里写道。",
        "作者 林一舟的新书下周出版，灯塔里也会有一本。",
        "他让她点选 nice 两个字。",
        "路透邮件产品服务是什么，没有人知道。",
        "在这里，3分钟阅读是一节课。",
    ],
)
@pytest.mark.parametrize("code", ["nyt", "reuters", "cdt", "ft"])
def test_a_sentence_that_only_begins_like_an_added_line_stays(
    sentence: str, code: str
) -> None:
    for lines in ([*STORY, sentence], [sentence, *STORY]):
        check_kept(lines, parse(paragraphs(*lines), url=URLS[code]))


# ------------------------------------------------- anywhere else they stay


@given(st.sampled_from(PLACED), st.integers(3, len(STORY)), st.integers(1, 3))
def test_line_like_an_added_one_in_the_middle_of_an_article_stays(
    example: Example, after: int, at: int
) -> None:
    """At least three lines of the article follow, and no player is beside it."""
    story = STORY * 2
    lines = [*story[: at + 1], example.line, *story[at + 1 : at + 1 + after]]
    check_kept(lines, parse(paragraphs(*lines), url=outlet_url(example.rule)))


@given(
    st.sampled_from(EVERY),
    st.integers(0, len(STORY) - 1),
    st.sampled_from(
        ("牌子上写着“{}”，没有人读它。", "有人问：{}是什么意思？", "“{}”，他念道。")
    ),
)
def test_words_of_an_added_line_inside_a_sentence_stay(
    example: Example, at: int, template: str
) -> None:
    lines = [*STORY]
    lines[at] = template.format(example.line.removesuffix("。"))
    body = paragraphs(*lines) + PLAYER
    check_kept(lines, parse(body, url=outlet_url(example.rule)))


@given(
    st.sampled_from(EVERY),
    st.sampled_from((ELSEWHERE, *URLS.values())),
    st.integers(0, len(STORY)),
)
def test_added_line_of_one_outlet_stays_in_an_article_of_another(
    example: Example, url: str, at: int
) -> None:
    if url == outlet_url(example.rule):
        return
    lines = [*STORY[:at], example.line, *STORY[at:]]
    body = paragraphs(*lines) + PLAYER
    check_kept(lines, parse(body, url=url))


@pytest.mark.parametrize("url", [*URLS.values(), ELSEWHERE])
@pytest.mark.parametrize(
    "sentence",
    [
        "版权所有一词最早写在书店的门上。",
        "Copyright 2024 法案周二通过，音乐人们松了一口气。",
        "© 这个圆圈里的字母，是一位排字工人的主意。",
        "本文版权归作者所有，这句话抄在墙上，谁也不许转载墙上的画。",
        "他说，德国之声版权声明很长。",
        "版权归他所有，侵权必究",
        "© 2024 守灯人",
        "(c) 第三条只是编号",
        "Post tags是什么",
    ],
)
def test_a_last_sentence_about_copyright_stays(sentence: str, url: str) -> None:
    check_kept([*STORY, sentence], parse(paragraphs(*STORY, sentence), url=url))


@pytest.mark.parametrize(
    "words", ["© 2024年德国之声版权声明：本文", "版权所有 - ", "© BBC "]
)
@pytest.mark.parametrize("code", URLS)
def test_line_of_20_000_repeated_words_is_read_and_stays(words: str, code: str) -> None:
    line = (words * 20_000).strip()
    article = parse(paragraphs(line + "尾"), url=URLS[code])
    assert lines_of(article) == [line + "尾"]
