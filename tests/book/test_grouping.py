"""Groups: the order of a book's articles, and the titles of its sections."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.alternatives import Group
from exporter.book import BookOptions, assemble_book
from exporter.book.grouping import arrange_articles
from exporter.model import Article, Book, Outlet
from exporter.outlets import outlet_for
from tests.support.books import DW, About, article, articles_on

CHINA = timezone(timedelta(hours=8))
BBC = outlet_for("https://www.bbc.com/zhongwen/", "")
RFI = outlet_for("https://www.rfi.fr/cn/", "")


def grouped(
    articles: Sequence[Article],
    group: Group,
    *leads: Article,
    zone: tzinfo = UTC,
) -> Book:
    """Return the book of ``articles`` in the order that ``group`` gives them."""
    places = [lead.header.location for lead in leads]
    ordered, arranged = arrange_articles(articles, group, places, zone)
    return assemble_book(ordered, BookOptions(zone), arranged)


def outline(made: Book) -> list[tuple[str, list[str]]]:
    """Return each section: its title, and the titles of its chapters."""
    return [
        (section.title, [chapter.article.header.title for chapter in section.chapters])
        for section in made.sections
    ]


def days(made: Book) -> list[list[str]]:
    return [[title for title, _ in section.days] for section in made.sections]


def made(number: int, *topics: str, outlet: Outlet = DW) -> Article:
    """Return article ``number``, older than those with smaller numbers."""
    url = "" if outlet == DW else f"{outlet.home_url}{number}"
    day = f"2024-06-{30 - number:02d}T12:00:00"
    text = About(f"第{number}篇", day, url, outlet, topics=topics)
    return article(number=number, about=text)


# -------------------------------------------------------------------- dates


def test_by_day_every_day_is_a_section_also_of_several_months() -> None:
    book = grouped(articles_on("2024-07-01", "2024-06-18", "2024-06-18"), "day")
    assert outline(book) == [
        ("2024年7月1日", ["第1篇"]),
        ("2024年6月18日", ["第2篇", "第3篇"]),
    ]
    assert days(book) == [[], []]


def test_by_week_sections_name_the_iso_week_with_its_days() -> None:
    book = grouped(
        articles_on("2024-06-23", "2024-06-18", "2024-06-16", "2024-06-02"), "week"
    )
    assert outline(book) == [
        ("2024年第25周（6月17日—23日）", ["第1篇", "第2篇"]),
        ("2024年第24周（6月10日—16日）", ["第3篇"]),
        ("2024年第22周（5月27日—6月2日）", ["第4篇"]),
    ]
    assert days(book)[0] == ["6月23日 星期日", "6月18日 星期二"]


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    book = grouped(articles_on("2025-01-01", "2024-12-30", "2021-01-03"), "week")
    assert [section.title for section in book.sections] == [
        "2025年第1周（12月30日—1月5日）",
        "2020年第53周（12月28日—1月3日）",
    ]


@pytest.mark.parametrize("group", ["day", "week", "month"])
def test_first_and_last_day_of_the_calendar_make_sections(group: Group) -> None:
    book = grouped(articles_on("0001-01-01", "9999-12-31"), group)
    assert len(book.sections) == 2


def test_by_month_one_month_is_a_section_with_days() -> None:
    book = grouped(articles_on("2024-06-18", "2024-06-01"), "month")
    assert outline(book) == [("2024年6月", ["第1篇", "第2篇"])]
    assert days(book) == [["6月18日 星期二", "6月1日 星期六"]]


def test_by_month_articles_in_no_order_are_gathered_as_they_come() -> None:
    dates = ("2024-06-18", "2024-05-02", "2024-06-01", "2024-06-19", "2024-05-03")
    book = grouped(articles_on(*dates), "month")
    assert outline(book) == [
        ("2024年6月", ["第1篇", "第3篇", "第4篇"]),
        ("2024年5月", ["第2篇", "第5篇"]),
    ]
    # In June the days are in no order, so headings of days would repeat.
    assert days(book) == [[], ["5月2日 星期四", "5月3日 星期五"]]


def test_days_begin_at_midnight_of_the_time_zone() -> None:
    late = article(about=About(published="2024-06-16T17:00:00"))
    assert outline(grouped([late], "week"))[0][0] == "2024年第24周（6月10日—16日）"
    assert (
        outline(grouped([late], "week", zone=CHINA))[0][0]
        == "2024年第25周（6月17日—23日）"
    )


# -------------------------------------------------------- outlets and topics


def test_by_outlet_the_one_with_most_articles_comes_first() -> None:
    articles = [
        made(1, outlet=RFI),
        made(2, outlet=BBC),
        made(3),
        made(4, outlet=BBC),
    ]
    assert outline(grouped(articles, "outlet")) == [
        ("BBC中文", ["第2篇", "第4篇"]),
        ("德国之声", ["第3篇"]),
        ("法广", ["第1篇"]),
    ]


def test_titles_of_outlets_are_in_the_script_of_the_book() -> None:
    hant = [replace(one, lang="zh-Hant") for one in (made(1), made(2, outlet=RFI))]
    titles = [section.title for section in grouped(hant, "outlet").sections]
    assert titles == ["德國之聲", "法廣"]


def test_by_topic_an_article_stands_once_under_its_most_frequent_topic() -> None:
    articles = [
        made(1, "海", "灯塔"),
        made(2),
        made(3, "灯塔"),
        made(4, "雾", "灯塔"),
        made(5, "海"),
        made(6, "雾"),
        made(7, "鲸"),
    ]
    assert outline(grouped(articles, "topic")) == [
        ("灯塔", ["第1篇", "第3篇", "第4篇"]),
        ("海", ["第5篇"]),
        ("雾", ["第6篇"]),
        ("鲸", ["第7篇"]),
        ("其他", ["第2篇"]),
    ]


def test_spellings_of_a_topic_in_both_scripts_are_one_section() -> None:
    articles = [made(1, "北約"), made(2, "北约"), made(3, "海"), made(4, "北约", "海")]
    assert outline(grouped(articles, "topic")) == [
        ("北约", ["第1篇", "第2篇", "第4篇"]),
        ("海", ["第3篇"]),
    ]


def test_without_any_topic_there_is_one_section_without_a_title() -> None:
    assert outline(grouped([made(1), made(2)], "topic")) == [("", ["第1篇", "第2篇"])]


def test_by_none_there_is_one_section_in_the_order_given() -> None:
    book = grouped(articles_on("2024-06-18", "2024-07-01"), "none")
    assert outline(book) == [("", ["第1篇", "第2篇"])]


# -------------------------------------------------------------------- leads


def test_leads_come_before_all_sections_in_their_own_order() -> None:
    one, two, three, four = articles_on(
        "2024-07-02", "2024-07-01", "2024-06-18", "2024-06-17"
    )
    book = grouped([one, two, three, four], "auto", four, two)
    assert outline(book) == [
        ("", ["第4篇", "第2篇"]),
        ("2024年7月", ["第1篇"]),
        ("2024年6月", ["第3篇"]),
    ]


def test_a_lead_alone_is_the_whole_book() -> None:
    only = made(1, "海")
    for group in ("auto", "day", "outlet", "topic", "none"):
        assert outline(grouped([only], group, only)) == [("", ["第1篇"])]


@given(
    st.lists(
        st.tuples(
            st.dates(),
            st.sampled_from([DW, BBC, RFI]),
            st.lists(st.sampled_from(["海", "雾", " ", "灯塔"]), unique=True),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["auto", "day", "week", "month", "outlet", "topic", "none"]),
    st.sets(st.integers(0, 11)),
)
def test_sections_hold_every_article_once(
    kinds: list[tuple[date, Outlet, list[str]]], group: Group, leads: set[int]
) -> None:
    articles = [
        article(
            number=number,
            about=About(
                f"第{number}篇", f"{day}T12:00:00", "", outlet, topics=tuple(topics)
            ),
        )
        for number, (day, outlet, topics) in enumerate(kinds)
    ]
    chosen = [articles[n] for n in sorted(leads) if n < len(articles)]
    book = grouped(articles, group, *chosen)
    found = [chapter.article for chapter in book.chapters]
    assert sorted(found, key=articles.index) == articles
    assert found[: len(chosen)] == chosen
    titles = [section.title for section in book.sections if section.title]
    assert group == "auto" or len(set(titles)) == len(titles)
