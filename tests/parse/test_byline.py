"""Bylines, in each outlet's form."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Byline
from exporter.parse.byline import read_byline
from exporter.xhtml.chapter import byline_text
from tests.support.articles import all_words, parse


def at(
    month: int, day: int, hour: int, minute: int, second: int = 0, year: int = 2024
) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


JULY_20 = date(2020, 7, 20)


@pytest.mark.parametrize(
    ("byline_html", "expected"),
    [
        pytest.param(
            "<i>  林一舟<br>2024-06-18T12:37:07.167Z</i>",
            Byline(
                ("林一舟",), written=at(6, 18, 12, 37, 7).replace(microsecond=167_000)
            ),
            id="dw",
        ),
        pytest.param(
            "<i>null 林一舟 （综合报道）<br>2024-06-18T12:37:07Z</i>",
            Byline(("林一舟",), "综合报道", at(6, 18, 12, 37, 7)),
            id="dw-null-and-note",
        ),
        pytest.param(
            "<i>林一舟 綜合報導<br>2024-06-18T12:37:07Z</i>",
            Byline(("林一舟",), "綜合報導", at(6, 18, 12, 37, 7)),
            id="dw-bare-note",
        ),
        pytest.param(
            "<i>Anna  Beispiel (摘编)<br>2024-06-18T12:37:07+02:00</i>",
            Byline(("Anna Beispiel",), "摘编", at(6, 18, 10, 37, 7)),
            id="dw-double-space-and-zone",
        ),
        pytest.param(
            "<i><br>2024-06-18T12:37Z</i>",
            Byline(written=at(6, 18, 12, 37)),
            id="dw-nameless",
        ),
        pytest.param(
            "<i>JANE DOE,JANE DOE， 何舟；周晚<br>2020-07-20 19:22:17</i>",
            Byline(
                ("JANE DOE", "何舟", "周晚"),
                dateline="2020-07-20 19:22:17",
                day=JULY_20,
            ),
            id="nyt-repeats-names",
        ),
        pytest.param("<i>何舟<br></i>", Byline(("何舟",)), id="name-without-date"),
        pytest.param(
            "<i>2020年 7月 20日</i>",
            Byline(dateline="2020年 7月 20日", day=JULY_20),
            id="bbc",
        ),
        pytest.param(
            "<i>Mon, 20 Jul 2020 19:22:03 GMT</i>",
            Byline(written=at(7, 20, 19, 22, 3, year=2020)),
            id="voa",
        ),
        pytest.param(
            "<i>20 Jul 2020 19:22:03 +0800</i>",
            Byline(written=at(7, 20, 11, 22, 3, year=2020)),
            id="voa-zone",
        ),
        pytest.param(
            "<i>2020-07-20T10:20:18</i>",
            Byline(dateline="2020-07-20T10:20:18", day=JULY_20),
            id="reuters-without-zone",
        ),
        pytest.param(
            "<i>2020-07-20</i>",
            Byline(dateline="2020-07-20", day=JULY_20),
            id="date-alone",
        ),
        pytest.param(
            "20/07/2020 - 17:50",
            Byline(dateline="20/07/2020 - 17:50", day=JULY_20),
            id="rfi",
        ),
        pytest.param(
            "发表时间：20/07/2020 - 17:50<br>更改时间：21/07/2020 - 09:00",
            Byline(
                dateline="发表时间：20/07/2020 - 17:50，更改时间：21/07/2020 - 09:00",
                day=JULY_20,
            ),
            id="rfi-two-dates",
        ),
        pytest.param("", Byline(), id="ft-empty"),
        pytest.param(" \n<br>", Byline(), id="blank"),
    ],
)
def test_byline_of_each_form_is_read(byline_html: str, expected: Byline) -> None:
    article = parse(f"\n <div>{byline_html}</div><p>正文</p>")
    assert article.byline == expected
    assert all_words(article) == "正文"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "<p><i>何舟<br>2024-01-01T00:00:00Z</i></p><p>正文</p>", id="no-div"
        ),
        pytest.param("正文<div><i>何舟<br>2024-01-01</i></div>", id="not-first"),
        pytest.param("<div><i>编者按：灯塔亮了</i></div><p>正文</p>", id="no-date"),
        pytest.param("<div>2020年7月20日，灯塔亮了。</div>", id="sentence-with-date"),
        pytest.param(f"<div><i>{'灯' * 130}<br></i></div>", id="long"),
        pytest.param("<div>一行<br>二行<br>三行</div>", id="lines"),
        pytest.param("<div><p>2020-07-20</p></div>", id="paragraph-inside"),
        pytest.param('<div><i>何<br></i><img src="/a.jpg"></div>', id="picture-inside"),
    ],
)
def test_lines_that_are_no_byline_stay_text(body: str) -> None:
    article = parse(body)
    assert article.byline == Byline()
    bare = "".join(body.replace("<br>", "\n").split())
    for tag in ("p", "div", "i"):
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "".join(all_words(article).split()) == bare.replace('<imgsrc="/a.jpg">', "")


def test_first_block_that_is_no_byline_keeps_its_line_breaks() -> None:
    assert all_words(parse("<div>一行<br>二行</div>")) == "一行\n二行"


def test_empty_block_with_an_image_or_frame_is_no_byline() -> None:
    body = '<div><iframe src="https://example.org/e"></iframe></div><p>正文</p>'
    assert len(parse(body).blocks) == 2


@pytest.mark.parametrize(
    "line",
    [
        "2024-13-45T00:00:00Z",
        "2024-06-18T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "32 Jul 2020 19:22:03 GMT",
        "Mon, 20 Abc 2020 19:22:03 GMT",
        "20 Jul 2020 19:22:03 +9999",
        "20 Jul 2020 99:99",
        "20 Jul 0000 19:22:03",
    ],
)
def test_impossible_date_is_kept_as_words(line: str) -> None:
    byline = read_byline([line])
    assert replace(byline, day=None) == Byline(dateline=line)


def test_first_timestamp_of_a_byline_counts_and_replaces_a_date_in_words() -> None:
    byline = read_byline(
        ["2020年7月20日", "2020-07-20T10:00:00Z", "2020-07-21T10:00:00Z"]
    )
    assert byline == Byline(written=at(7, 20, 10, 0, year=2020))


@pytest.mark.parametrize("name", ["Nullmann", "Annull Beispiel"])
def test_null_inside_a_name_stays_part_of_the_name(name: str) -> None:
    assert read_byline([name]).authors == (name,)


DATES = st.from_regex(
    r"(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}"
    r"[0-9A-Za-z:+() -]{0,12}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})",
    fullmatch=True,
)


@pytest.mark.slow
@given(st.lists(DATES | st.text(max_size=20), max_size=4))
def test_any_lines_are_read_as_a_consistent_byline(lines: list[str]) -> None:
    byline = read_byline(lines)
    assert all(author == " ".join(author.split()) != "" for author in byline.authors)
    assert len(set(byline.authors)) == len(byline.authors)
    assert byline.written is None or byline.written.tzinfo is UTC
    assert not (byline.written and byline.dateline)
    assert byline.dateline or not byline.day


@pytest.mark.parametrize(
    "lead",
    [
        "<i>“我们不知道明天会怎样，<br>但今天还活着。”</i>",
        "<i>灯塔亮了。<br></i>",
        "<i>从前有一座灯塔<br>灯塔里有一个人</i>",
        "<i>灯塔是哪一天建的？<br>2020年7月8日</i>",
        "<b>「今天还活着」</b><br>2020年7月8日",
    ],
)
def test_lead_in_the_markup_of_a_byline_stays_text(lead: str) -> None:
    article = parse(f"<div>{lead}</div><p>正文。</p>")
    assert article.byline == Byline()
    words = re.sub("<[^>]*>", "", lead)
    assert "".join(all_words(article).split()) == f"{words}正文。"


@pytest.mark.parametrize(
    ("line", "clock", "instant"),
    [
        ("2020-07-20 19:22:17", "Asia/Shanghai", at(7, 20, 11, 22, year=2020)),
        ("2020-07-20T10:20:18", "UTC", at(7, 20, 10, 20, year=2020)),
        ("20/07/2020 - 17:50", "Europe/Paris", at(7, 20, 15, 50, year=2020)),
        ("20/01/2020 - 17:50", "Europe/Paris", at(1, 20, 16, 50, year=2020)),
        ("发表时间：20/07/2020 - 17:50", "Europe/Paris", at(7, 20, 15, 50, year=2020)),
        ("2020年 7月 20日", "Europe/Paris", None),
        ("20/07/2020 - 99:99", "Europe/Paris", None),
        ("20/07/2020 - 17:50", "Nowhere/At-All", None),
    ],
)
def test_dates_without_a_zone_are_read_in_the_zone_of_the_outlet(
    line: str, clock: str, instant: datetime | None
) -> None:
    assert read_byline([line], clock).written == instant


def test_second_date_of_the_outlet_is_reported_as_left_out() -> None:
    url = "https://www.rfi.fr/cn/1"
    article = parse("<div>20/07/2020 - 17:50</div><p>正文。</p>", url=url)
    assert article.byline.written == at(7, 20, 15, 50, year=2020)
    assert [(x.rule, x.what) for x in article.left_out] == [
        ("second-date", "20/07/2020 - 17:50")
    ]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.dw.com/zh/a-90000001", "德国之声 中文网"),
        ("https://www.dw.com/zh/a-90000001", "德國之聲中文網"),
        ("https://www.dw.com/zh/a-90000001", "DW"),
        ("https://www.bbc.com/zhongwen/trad/x", "BBC News 中文"),
        ("https://www.voachinese.com/a/x/1.html", "美国之音中文部"),
        ("https://www.rfi.fr/cn/x", "RFI"),
        ("https://news.example.org/1.html", "Folder"),
    ],
)
def test_name_of_the_outlet_is_not_taken_as_an_author(url: str, name: str) -> None:
    body = f"<div><i>{name}、林一舟<br>2024-06-18T12:37:07Z</i></div><p>正文。</p>"
    article = parse(body, url=url)
    assert article.byline.authors == ("林一舟",)
    assert [(x.rule, x.what) for x in article.left_out] == [("outlet-as-author", name)]


@pytest.mark.parametrize(
    "name", ["法新社", "德国之声记者林一舟", "BBC中文", "中文", "林中文"]
)
def test_names_that_only_resemble_the_outlet_are_authors(name: str) -> None:
    body = f"<div><i>{name}<br>2024-06-18T12:37:07Z</i></div><p>正文。</p>"
    assert parse(body).byline.authors == (name,)


def test_kind_of_report_without_author_names_has_no_brackets() -> None:
    body = "<div><i>德国之声中文网（综合报道）<br>2024-06-18T12:37:07Z</i></div>"
    assert byline_text(parse(body).byline) == "综合报道"
