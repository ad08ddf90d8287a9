"""Lines cut by a wire service: joined in such articles, left alone in others."""

import pytest

from exporter.model import (
    Block,
    Figure,
    Heading,
    ImageRef,
    Paragraph,
    Text,
    plain_text,
)
from exporter.parse.hard_wraps import join_wrapped
from tests.support.articles import DW_URL, parse

FULL = (
    "望津的渡轮在雾里慢慢靠岸，船上的人都没有说话只有钟在响"
    "好像整个港口都在等着什么人等得久了就忘"
)
CUT = Paragraph((Text(FULL[:46]),))
END = Paragraph((Text("了。"),))
FIGURE = Figure(ImageRef("https://example.org/x.jpg"), (Text("雾"),))
HEADING = Heading((Text("小标题"),))


def texts(blocks: list[Block]) -> list[str]:
    """Return the words of paragraphs, the kind of everything else."""
    return [
        plain_text(block.inlines)
        if isinstance(block, Paragraph)
        else type(block).__name__
        for block in join_wrapped(blocks)
    ]


def test_lines_cut_by_a_wire_are_joined_to_paragraphs() -> None:
    line = FULL[:46]
    assert texts([CUT, CUT, END, CUT, END, CUT, END]) == [
        f"{line}{line}了。",
        f"{line}了。",
        f"{line}了。",
    ]


def test_three_cut_lines_alone_are_not_joined() -> None:
    blocks: list[Block] = [CUT, END, CUT, END, CUT, END]
    assert join_wrapped(blocks) == blocks


def test_verse_and_comments_of_all_lengths_stay() -> None:
    blocks: list[Block] = [Paragraph((Text(FULL[:n]),)) for n in (31, 35, 39, 43, 46)]
    assert join_wrapped(blocks) == blocks


def test_figure_between_two_joined_lines_is_moved_after_the_paragraph() -> None:
    line = FULL[:46]
    assert texts([CUT, FIGURE, END, CUT, END, CUT, CUT]) == [
        f"{line}了。",
        "Figure",
        f"{line}了。",
        line + line,
    ]


@pytest.mark.parametrize("mark", ["*", "•", "● ", "►"])
def test_list_item_is_not_joined_with_the_lines_around_it(mark: str) -> None:
    line = FULL[:46]
    point = Paragraph((Text(f"{mark}渡轮晚了。"),))
    assert texts([CUT, END, CUT, END, CUT, point, CUT, CUT, END]) == [
        f"{line}了。",
        f"{line}了。",
        line,
        f"{mark}渡轮晚了。",
        f"{line}{line}了。",
    ]


def test_heading_between_cut_lines_ends_the_paragraph_and_keeps_its_place() -> None:
    line = FULL[:46]
    assert texts([CUT, FIGURE, HEADING, CUT, END, CUT, CUT, FIGURE]) == [
        line,
        "Figure",
        "Heading",
        f"{line}了。",
        line + line,
        "Figure",
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("沃博(W", "algreens)", "(Walgreens)"),
        ("磨坊(General", "Mills)", "(General Mills)"),
        ("2020年的第1", "9个", "第19个"),
        ("最后", "Apple说", "最后Apple说"),
    ],
)
def test_joined_lines_have_a_space_between_words_but_not_inside_a_cut_word(
    before: str, after: str, joined: str
) -> None:
    head = FULL[1 : 1 + (92 - len(before.encode("gbk"))) // 2]
    cut = Paragraph((Text(head + before),))
    found = texts([CUT, CUT, CUT, cut, Paragraph((Text(f"{after}。"),))])
    assert found[-1].endswith(f"{joined}。")


REUTERS = "https://cn.reuters.com/article/x-idCN1"
WRAPPED = [
    "望津的渡轮在雾里慢慢靠岸，船上的人都没有说话，只有钟在响，好像整个港口都在等着什么",
    "人，等得久了就忘了自己在等，只记得雾里有一盏灯，灯下面有一把空着的椅子，椅子上放着",
    "一本没有合上的书，书里夹着去年的船票，船票的背面写着一行小字，字迹已经被海水泡得看",
    "不清楚了，可是守灯人还认得那是谁写的，他每天早上都要把那一页翻开，看上一会儿再合上",
]
TIMETABLE = [
    f"6月1{n}日上午九点，第{name}会议室：讨论明年的预算草案与河道修缮计划，主持人林一舟，记录周晚"
    for n, name in enumerate("一二三四五六七八")
]
RESULTS = [
    f"{team} 六十四票 百分之十二 比去年多三个百分点 全部八个选区里五个领先 位列第{n}"
    for n, team in enumerate(
        ("灯塔派", "渡轮派", "海鸥派", "钟楼派", "面包派", "修表派")
    )
]


def paragraphs(lines: list[str], url: str) -> list[str]:
    article = parse("".join(f"<p>{line}</p>" for line in lines), url=url)
    return [plain_text(b.inlines) for b in article.blocks if isinstance(b, Paragraph)]


def test_lines_that_reuters_cut_are_joined() -> None:
    assert paragraphs([*WRAPPED, "。"], REUTERS) == ["".join(WRAPPED) + "。"]


@pytest.mark.parametrize("url", [DW_URL, "https://news.example.org/1"])
def test_lines_of_outlets_that_do_not_cut_lines_stay_unchanged(url: str) -> None:
    assert paragraphs([*WRAPPED, "完。"], url) == [*WRAPPED, "完。"]


@pytest.mark.parametrize("lines", [TIMETABLE, RESULTS], ids=["timetable", "results"])
@pytest.mark.parametrize("url", [DW_URL, REUTERS])
def test_list_of_long_lines_stays_separate_lines(lines: list[str], url: str) -> None:
    body = ["今年的安排如下。", *lines, "完。"]
    assert paragraphs(body, url) == body
