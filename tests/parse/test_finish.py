"""The last step of parsing: leads, credits, and subheadings in bold."""

import pytest

from exporter.model import Heading, Paragraph, plain_text
from tests.support.articles import parse

BBC = "https://www.bbc.com/zhongwen/simp/world-90000001"
LEAD = "灯塔建成一百年的那一天，守灯人把所有的窗子都擦了一遍，然后坐下来等第一艘渡轮。"
STORY = (
    "海鸥先到，渡轮后到，船上的人都没有说话，直到钟楼的钟敲了六下，大家才一起下了船。"
)


def roles_of(body: str, url: str = BBC) -> list[tuple[str, str]]:
    blocks = parse(body, url=url).blocks
    return [(b.role, plain_text(b.inlines)) for b in blocks if isinstance(b, Paragraph)]


def set_as_lead(text: str) -> str:
    return f'<p class="story-body__introduction">{text}</p>'


def test_only_paragraphs_set_as_lead_at_the_beginning_are_leads() -> None:
    second = "这是导语的第二段。"
    last = "照片都是守灯人自己拍的"
    body = (
        '<img src="/a.jpg">'
        + "".join(map(set_as_lead, (LEAD, second)))
        + f"<p>{STORY}</p>{set_as_lead(last)}"
    )
    assert roles_of(body) == [
        ("lead", LEAD),
        ("lead", second),
        ("text", STORY),
        ("text", last),
    ]


@pytest.mark.parametrize(
    "before", ["<h2>灯</h2>", f"<p>{STORY}</p>", "<ul><li>灯</ul>"]
)
def test_paragraph_set_as_a_lead_after_text_stays_text(before: str) -> None:
    assert roles_of(before + set_as_lead(LEAD))[-1] == ("text", LEAD)


def test_lead_after_a_short_line_is_still_the_lead() -> None:
    assert roles_of(f"<p>守灯人口述</p>{set_as_lead(LEAD)}")[1] == ("lead", LEAD)


@pytest.mark.parametrize(
    "credit",
    [
        "林一舟/周晚（例通社）",
        "林一舟 / 周晚（例通社，远社）",
        "林一舟 /周晚 (例通社，远社，西联社 )",
        "林一舟／ 周晚 （综合报道）",
        "林一舟、周晚（综合报导）",
    ],
)
def test_names_and_agencies_in_the_last_line_are_a_credit(credit: str) -> None:
    shown = [role for role, _ in roles_of(f"<p>{STORY}</p><p>{credit}</p>")]
    assert shown == ["text", "credit"]


def test_a_line_of_strokes_is_read_without_trying_every_way_to_cut_it() -> None:
    """Sixty strokes could be cut into names in more ways than a run could ever try."""
    line = f"无法归类的{'/' * 60}十七块"
    assert roles_of(f"<p>{STORY}</p><p>{line}</p>") == [("text", STORY), ("text", line)]


@pytest.mark.parametrize(
    "line",
    ["他们 说 灯亮了（例通社）。", "灯塔 亮了 又 灭了（例通社）", "守灯人（图）"],
)
def test_last_line_that_is_a_sentence_is_no_credit(line: str) -> None:
    assert roles_of(f"<p>{STORY}</p><p>{line}</p>")[-1][0] == "text"


@pytest.mark.parametrize(
    "line",
    [
        "<b>灯塔是谁的？</b>",
        '"<b>灯塔是谁的"</b>',
        "“<strong>灯塔是谁的</strong>”",
        "<b>守灯人：</b> 「<b>灯塔是我的</b>」",
        "『<b>灯</b>』<b>与</b>《<b>塔</b>》",
    ],
)
def test_bold_line_with_quotation_marks_of_any_kind_is_a_heading(line: str) -> None:
    heading, _ = parse(f"<p>{line}</p><p>{STORY}</p>").blocks
    assert isinstance(heading, Heading)


@pytest.mark.parametrize(
    "line", ["“灯塔”", "“<b> </b>”", "“<b>”</b>", "灯<b>塔</b>", "“<b>灯</b>”，他说"]
)
def test_quoted_line_that_is_not_all_bold_is_no_heading(line: str) -> None:
    first = parse(f"<p>{line}</p><p>{STORY}</p>").blocks[0]
    assert isinstance(first, Paragraph)


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("<p><b>一</b></p>词<p><b>二</b></p>词", [2, 2]),
        ("<h2>一</h2><p><b>二</b></p>词<h2>三</h2><p><b>四</b></p>词", [2, 3, 2, 3]),
        ("<h4>一</h4><p><b>二</b></p>词", [2, 3]),
        ("<h2>一</h2><h3>二</h3><h4>三</h4><p><b>四</b></p>词", [2, 3, 4, 4]),
        ("<p><b>一</b></p>词<h2>二</h2>词<p><b>三</b></p>词", [2, 2, 2]),
        ("<p><b>一</b></p>词<h2>二</h2>词<h3>三</h3>词", [2, 2, 3]),
    ],
)
def test_bold_lines_are_one_level_below_headings_that_come_first(
    body: str, levels: list[int]
) -> None:
    blocks = parse(body + f"<p>{STORY}</p>").blocks
    assert [b.level for b in blocks if isinstance(b, Heading)] == levels


CDT = "https://chinadigitaltimes.net/chinese/2020/07/x/"


@pytest.mark.parametrize(
    "line",
    [
        "原标题：守灯人的一天，从早上六点开始",
        "来源：灯塔日报",
        "發表日期：2020.7.4",
        "转自：某某公众号",
        "_____",
        '<a href="https://x.test/1">灯塔档案</a> | <a href="https://x.test/2">守灯人</a>',
        '灯塔档案｜<a href="https://x.test/2">守灯人</a>',
    ],
)
def test_bold_line_of_archive_details_is_no_subheading(line: str) -> None:
    article = parse(f"<p><strong>{line}</strong></p><p>{STORY}</p>", url=CDT)
    assert not [b for b in article.blocks if isinstance(b, Heading)]


@pytest.mark.parametrize(
    "line",
    ["标题党", "灯塔 | 一百年", '<a href="https://x.test/">灯塔的一百年</a>', "一、灯"],
)
def test_bold_lines_that_resemble_archive_details_are_subheadings(line: str) -> None:
    article = parse(f"<p><strong>{line}</strong></p><p>{STORY}</p>", url=CDT)
    assert isinstance(article.blocks[0], Heading)


def test_bold_lines_at_the_end_are_no_headings() -> None:
    story = f"<p>{STORY}</p>"
    body = f"{story}<p><b>灯塔</b></p>{story}<p><b>甲</b></p><p><b>乙</b></p>"
    article = parse(body, url=CDT)
    assert [type(b).__name__ for b in article.blocks] == [
        "Paragraph",
        "Heading",
        "Paragraph",
        "Paragraph",
        "Paragraph",
    ]


@pytest.mark.parametrize("strong", ["<b>{}</b>", "{}"])
def test_bold_link_among_the_last_links_is_no_heading(strong: str) -> None:
    links = ['<a href="https://x.test/1">灯塔</a>', '<a href="https://x.test/2">海</a>']
    first = f"<p><b>{links[0]}</b></p>"
    second = f"<p>{strong.format(links[1])}</p>"
    article = parse(f"<p>{STORY}</p>{first}{second}", url=CDT)
    assert not [b for b in article.blocks if isinstance(b, Heading)]
    text = parse(f"<p>{STORY}</p>{first}<p>{STORY}</p>", url=CDT)
    assert isinstance(text.blocks[1], Heading)
    headed = parse(f"<p>{STORY}</p><p><b>延伸阅读</b></p><p>{links[1]}</p>", url=CDT)
    assert isinstance(headed.blocks[1], Heading)


REUTERS = "https://cn.reuters.com/article/x-idCN1"
NAMES = "/".join(f"林{name}舟" for name in "一二三四五六七八九十")


@pytest.mark.parametrize(
    "credit",
    [
        f"编译 {NAMES}；审校 {NAMES}",
        "（本文仅代表作者本人观点，责编邮箱：a.b@ftchinese.com）",
        "（責編郵箱 a.b@ftchinese.com）",
    ],
)
def test_credit_line_with_many_names_or_an_address_is_a_credit(credit: str) -> None:
    assert roles_of(f"<p>{STORY}</p><p>{credit}</p>", REUTERS)[-1] == ("credit", credit)


@pytest.mark.parametrize(
    "line",
    [
        f"作者 林一舟和{NAMES}一起写了这本书，书里有灯塔、海、渡轮、钟楼和所有人",
        "（注：作者是守灯人。来信请寄灯塔。责编邮箱a.b@ftchinese.com）",
    ],
)
def test_long_sentences_at_the_end_are_no_credits(line: str) -> None:
    assert roles_of(f"<p>{STORY}</p><p>{line}</p>", REUTERS)[-1] == ("text", line)
