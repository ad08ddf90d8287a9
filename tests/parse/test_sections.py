"""Numbers alone between sections: subheadings where they count from 1."""

import pytest

from exporter.model import Heading, plain_text
from tests.support.articles import parse

TEXT = (
    "渡轮在雾里慢慢靠岸，船上的人都没有说话，直到钟楼的钟敲了六下，大家才一起下了船，"
    "往灯塔走去。"
)
URLS = (
    "https://chinadigitaltimes.net/chinese/2020/07/x/",
    "https://news.example.org/1.html",
)


def headings(*lines: str, url: str = URLS[0]) -> list[str]:
    article = parse("".join(f"<p>{line}</p>" for line in lines), url=url)
    return [plain_text(b.inlines) for b in article.blocks if isinstance(b, Heading)]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    "numbers",
    [
        ("一", "二"),
        ("（一）", "（二）", "（三）"),
        ("1", "2", "3"),
        ("1.", "2.", "3."),
        ("01", "02"),
        ("I", "II", "III", "IV"),
        (*"一二三四五六七八九十", "十一", "十二"),
    ],
)
def test_lone_numbers_that_count_from_one_are_subheadings(
    numbers: tuple[str, ...], url: str
) -> None:
    lines = [TEXT, *(line for number in numbers for line in (number, "短句。", TEXT))]
    assert headings(*lines, url=url) == [*numbers]


@pytest.mark.parametrize(
    "lines",
    [
        (TEXT, "一", TEXT),  # one alone
        (TEXT, "二", TEXT, "三", TEXT),  # not from 1
        (TEXT, "1", TEXT, "3", TEXT),  # a gap
        (TEXT, "2", TEXT, "1", TEXT),  # a countdown
        ("1", "灯塔", "2", "海鸥", "3", "渡轮"),  # a table that lost its columns
        (TEXT, "1", TEXT, "2"),  # nothing behind the last
        (TEXT, "1", TEXT, "2", TEXT, "100", TEXT),  # a number of something else
        (TEXT, "一、灯塔", TEXT, "二、海鸥", TEXT),  # with words: as they stand
    ],
)
def test_lone_numbers_that_do_not_count_from_one_stay_text(
    lines: tuple[str, ...],
) -> None:
    assert headings(*lines) == []


def test_numbers_and_bold_lines_are_headings_of_one_level() -> None:
    body = f"<p>一</p><p><b>灯塔</b></p><p>{TEXT}</p><p>二</p><p>{TEXT}</p>"
    found = [b for b in parse(body).blocks if isinstance(b, Heading)]
    assert [b.level for b in found] == [2, 2, 2]
