"""Lines a wire cut: joined where the article is of that kind, else left alone."""

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
from exporter.parse.wrapped import join_wrapped

FULL = (
    "望津的渡轮在雾里慢慢靠岸船上的人都没有说话只有钟在响"
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


def test_cut_lines_become_paragraphs() -> None:
    line = FULL[:46]
    assert texts([CUT, CUT, END, CUT, END, CUT, END]) == [
        f"{line}{line}了。",
        f"{line}了。",
        f"{line}了。",
    ]


def test_three_cut_lines_are_chance() -> None:
    blocks: list[Block] = [CUT, END, CUT, END, CUT, END]
    assert join_wrapped(blocks) == blocks


def test_verse_and_comments_of_all_lengths_stay() -> None:
    blocks: list[Block] = [Paragraph((Text(FULL[:n]),)) for n in (31, 35, 39, 43, 46)]
    assert join_wrapped(blocks) == blocks


def test_a_figure_between_two_lines_goes_behind_their_paragraph() -> None:
    line = FULL[:46]
    assert texts([CUT, FIGURE, END, CUT, END, CUT, CUT]) == [
        f"{line}了。",
        "Figure",
        f"{line}了。",
        line + line,
    ]


def test_a_heading_ends_a_line_and_keeps_its_place() -> None:
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
def test_words_are_parted_and_their_halves_joined(
    before: str, after: str, joined: str
) -> None:
    head = FULL[: (92 - len(before.encode("gbk"))) // 2]
    cut = Paragraph((Text(head + before),))
    found = texts([CUT, CUT, CUT, cut, Paragraph((Text(f"{after}。"),))])
    assert found[-1].endswith(f"{joined}。")
