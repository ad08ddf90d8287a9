"""Assembling a book: sections, names, identity, notices, links between articles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.book import (
    BookOptions,
    assemble_book,
    chapter_finder,
    default_file_stem,
    default_title,
    outlet_name,
)
from exporter.book.contents import notice_year
from exporter.book.titles import majority_lang
from exporter.model import Article, Book, Outlet
from exporter.outlets import outlet_for
from tests.support.books import (
    DW,
    NOTICE,
    About,
    article,
    articles_on,
    at,
    book,
    paragraph,
)

CHINA = timezone(timedelta(hours=8))
BBC = outlet_for("https://www.bbc.com/zhongwen/", "")
RFI = outlet_for("https://www.rfi.fr/cn/", "")
VOA = outlet_for("https://www.voachinese.com/", "")


def outline(made: Book) -> list[tuple[str, list[str], list[tuple[str, list[str]]]]]:
    """Return each section: its title, its chapters' titles, and its days."""
    return [
        (
            section.title,
            [chapter.article.header.title for chapter in section.chapters],
            [
                (title, [chapter.article.header.title for chapter in chapters])
                for title, chapters in section.days
            ],
        )
        for section in made.sections
    ]


def stem(articles: Sequence[Article], title: str = "", zone: tzinfo = UTC) -> str:
    return default_file_stem(articles, BookOptions(zone, title))


def titled(*titles: str) -> list[Article]:
    return [
        article(number=number, about=About(title))
        for number, title in enumerate(titles, 1)
    ]


# ---------------------------------------------------------------- sections


def test_one_day_is_one_section_without_a_title() -> None:
    made = book(articles_on("2024-06-18", "2024-06-18"))
    assert outline(made) == [("", ["第1篇", "第2篇"], [])]


def test_days_of_one_month_are_sections() -> None:
    made = book(articles_on("2024-06-18", "2024-06-18", "2024-06-20"))
    assert outline(made) == [
        ("2024年6月18日", ["第1篇", "第2篇"], []),
        ("2024年6月20日", ["第3篇"], []),
    ]


def test_months_are_sections_with_their_days() -> None:
    made = book(articles_on("2023-06-02", "2024-06-01", "2024-06-18", "2024-06-18"))
    assert outline(made) == [
        ("2023年6月", ["第1篇"], [("6月2日 星期五", ["第1篇"])]),
        (
            "2024年6月",
            ["第2篇", "第3篇", "第4篇"],
            [("6月1日 星期六", ["第2篇"]), ("6月18日 星期二", ["第3篇", "第4篇"])],
        ),
    ]


def test_newest_first_makes_sections_by_date_too() -> None:
    made = book(articles_on("2024-07-01", "2024-06-18", "2024-06-01"))
    assert [section.title for section in made.sections] == ["2024年7月", "2024年6月"]


def test_a_book_not_ordered_by_date_has_no_sections() -> None:
    made = book(articles_on("2024-06-18", "2024-07-01", "2024-06-20"))
    assert outline(made) == [("", ["第1篇", "第2篇", "第3篇"], [])]


def test_sections_by_day_follow_the_time_zone() -> None:
    articles = [article(about=About(published="2024-06-30T20:00:00"))]
    articles.append(article(number=2, about=About(published="2024-06-30T12:00:00")))
    made = assemble_book(articles, BookOptions(CHINA))
    assert [section.title for section in made.sections] == ["2024年7月", "2024年6月"]
    assert made.days == (date(2024, 6, 30), date(2024, 7, 1))
    assert len(book(articles).sections) == 1


@given(
    st.lists(st.datetimes(at("0001-01-01").replace(tzinfo=None)), min_size=1),
    st.sampled_from([UTC, CHINA, ZoneInfo("America/New_York")]),
)
def test_sections_hold_every_chapter_once_and_in_order(
    moments: list[object], zone: tzinfo
) -> None:
    articles = [
        article(number=number, about=About(published=str(moment)))
        for number, moment in enumerate(moments, 1)
    ]
    made = assemble_book(articles, BookOptions(zone))
    assert [chapter.article for chapter in made.chapters] == articles
    for section in made.sections:
        days = [chapter for _, chapters in section.days for chapter in chapters]
        assert not section.days or tuple(days) == section.chapters


@pytest.mark.parametrize("zone", [UTC, CHINA, ZoneInfo("America/New_York")])
def test_years_1_and_9999_make_sections(zone: tzinfo) -> None:
    ends = ("0001-01-01T00:00:00", "9999-12-31T23:59:59")
    articles = [
        article(number=number, about=About(published=end, notices=("© 甲",)))
        for number, end in enumerate(ends, 1)
    ]
    made = assemble_book(articles, BookOptions(zone))
    assert [section.title for section in made.sections] == ["1年1月", "9999年12月"]
    assert made.days == (date.min, date.max)
    assert made.title == "德国之声 1年1月—9999年12月"
    assert made.modified == at(ends[1])
    assert made.series_position == "1.01"
    assert [notice.year for notice in made.notices] == [1, 9999]
    assert stem(articles, zone=zone) == "dw-0001-01--9999-12"


# ------------------------------------------------------------------ titles


def test_title_names_outlets_and_period() -> None:
    articles = articles_on("2024-06-01", "2024-07-01")
    assert default_title(articles, UTC) == "德国之声 2024年6月—7月"
    bbc = article(number=3, about=About(url="https://www.bbc.com/z/1", outlet=BBC))
    assert default_title([*articles, bbc], UTC) == "德国之声、BBC中文 2024年6月—7月"


def test_title_of_many_outlets_names_the_largest() -> None:
    articles = articles_on("2024-06-18", "2024-06-18")
    for number, outlet in enumerate((BBC, RFI, VOA), 3):
        about = About(url=f"https://x.test/{number}", outlet=outlet)
        articles.append(article(number=number, about=about))
    assert default_title(articles, UTC) == "德国之声等4家媒体 2024年6月18日"
    assert book(articles).series == "德国之声等4家媒体"


def test_title_of_one_article_is_its_own() -> None:
    assert book(titled("灯塔又亮了")).title == "灯塔又亮了"


def test_a_given_title_is_used_and_cleaned() -> None:
    assert book(titled("甲"), title=" 我的\n\x00书\u200b\ud800 ").title == "我的 书"
    assert book(titled("甲"), title="\x00 \u200b").title == "甲"


@pytest.mark.parametrize("title", ["", " ", "\u200b\u2060", "\x01", "\ufeff"])
def test_a_title_of_invisible_characters_is_replaced(title: str) -> None:
    made = book(titled(title))
    assert made.title == "a-90000001"
    assert made.chapters[0].article.header.title == "a-90000001"


def test_a_book_has_the_script_of_most_of_its_articles() -> None:
    langs = ["zh-Hant", "zh-Hans", "zh-Hant"]
    articles = [
        article(number=n, about=About(f"第{n}篇", lang=lang))
        for n, lang in enumerate(langs, 1)
    ]
    assert majority_lang(articles) == "zh-Hant"
    assert majority_lang(articles[:2]) == "zh-Hans"
    assert book(articles).title == "德國之聲 2024年6月18日"


def test_an_outlet_named_by_a_folder_has_a_name_on_one_line() -> None:
    assert outlet_name(Outlet("x", "某\n\x00社", "某\n社"), "zh-Hans") == "某 社"
    assert outlet_name(Outlet("x-1", "\x01", "\x01"), "zh-Hant") == "x-1"


# -------------------------------------------------------------- file names

HOSTILE = [
    "../../etc/passwd",
    'a/b\\c:d*e?f"g<h>i|j',
    "..",
    "....",
    ". . .",
    "---",
    "-rf",
    ".hidden",
    "\x00\x01\n\r\t\x1b[31m",
    "\u202egnp.exe",
    "\u2066a\u2069\u200f\u061c",
    "a\u2028b\u2029c",
    "\ud800\udfff",
    "灯" * 5_000,
    "x" * 5_000,
    "🏮" * 100,
    "CON",
    "nul.txt",
    "Com1",
    "lpt9 . ",
    " ",
    "title. ",
    "\ufeff\ufffe\uffff",
]
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def assert_safe(name: str) -> None:
    assert name
    assert len(name.encode()) <= 120  # raises for lone surrogates
    assert not re.search(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028\u2029]', name)
    assert not re.search("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]", name)
    assert not name.startswith((".", "-", " "))
    assert not name.endswith((".", " "))
    assert not RESERVED.fullmatch(name)


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_file_name_of_a_hostile_title_is_safe(title: str) -> None:
    assert_safe(stem(titled("甲", "乙"), title))
    assert_safe(stem(titled(title)))
    assert_safe(stem(titled(title), title))


@given(st.text(max_size=200))
def test_file_name_of_any_title_is_safe(title: str) -> None:
    assert_safe(stem(titled("甲", "乙"), title))


def test_a_file_name_keeps_characters_that_file_systems_allow() -> None:
    assert stem(titled("甲", "乙"), "我的 书/下册") == "我的 书 下册"
    assert stem(titled("德国：“灯塔”")) == "德国：“灯塔”"
    assert stem(titled("甲"), "CON") == "_CON"
    assert stem(titled("甲", "乙"), "- -v.2") == "v.2"


def test_a_file_name_holds_outlets_and_period() -> None:
    assert stem(articles_on("2024-06-18", "2024-06-18")) == "dw-2024-06-18"
    assert stem(articles_on("2024-06-18", "2024-06-20")) == "dw-2024-06"
    assert stem(articles_on("2024-05-18", "2024-06-20")) == "dw-2024-05--2024-06"
    assert stem(titled("甲", "乙"), "...") == "dw-2024-06-18"


def test_a_file_name_names_up_to_three_outlets() -> None:
    long = Outlet("x" * 300, "某社", "某社")
    outlets = [DW, BBC, RFI, VOA]
    articles = [
        article(number=n, about=About(url=f"https://x.test/{n}", outlet=outlet))
        for n, outlet in enumerate(outlets, 1)
    ]
    assert stem(articles[:3]) == "bbc+dw+rfi-2024-06-18"
    assert stem(articles) == "news-2024-06-18"
    two = [replace(a, header=replace(a.header, outlet=long)) for a in articles[:2]]
    assert len(stem(two)) < 150


# ------------------------------------------------------------------ identity


def test_equal_contents_have_equal_identifiers_and_others_do_not() -> None:
    def made(text: str = "文", title: str = "", about: About | None = None) -> str:
        articles = [
            article(paragraph(text), about=about),
            article(number=2),
        ]
        return book(articles, title).identifier

    first = made()
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", first)
    assert made() == first
    others = [
        made("别的文字"),
        made(title="别的书名"),
        made(about=About("别的题目")),
        made(about=About(published="2024-06-19T12:00:00")),
    ]
    assert len({first, *others}) == 5


def test_another_order_zone_or_volume_has_another_identifier() -> None:
    articles = articles_on("2024-06-18", "2024-06-20")
    options = BookOptions(UTC, "书")

    def made(some: list[Article], **changes: object) -> str:
        return assemble_book(some, replace(options, **changes)).identifier  # type: ignore[arg-type]

    first = made(articles)
    assert made(articles, timezone=CHINA) == first
    others = {made(articles[::-1]), made(articles, volumes=2)}
    others.add(made(articles, volume=2, volumes=2))
    assert len(others - {first}) == 3


def test_the_time_modified_is_that_of_the_newest_article() -> None:
    made = book(articles_on("2024-06-18", "2024-07-01", "2024-06-20"))
    assert made.modified == at("2024-07-01T12:00:00")


def test_the_position_in_a_series_is_a_date_or_the_number_of_a_volume() -> None:
    june = articles_on("2024-06-18", "2024-06-20")
    assert (book(june).series, book(june).series_position) == ("德国之声", "2024.06")
    assert book(june[:1]).series_position == "2024.0618"
    options = BookOptions(UTC, "", volume=2, volumes=3)
    volume = assemble_book(june, options)
    assert (volume.series, volume.series_position) == (volume.title, "2")
    assert (volume.volume, volume.volumes) == (2, 3)


# ------------------------------------------------------- notices and shares


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("© 2021年德国之声", 2021),
        ("© 1999 例社", 1999),
        ("德国之声", 2024),
        ("© 120215 例社", 2024),
    ],
)
def test_a_notice_has_the_year_it_names_or_that_of_its_article(
    text: str, year: int
) -> None:
    assert notice_year(text, 2024) == year


def test_equal_notices_of_an_outlet_and_year_are_listed_once() -> None:
    said = [
        ("2024-06-18", (NOTICE,)),
        ("2024-06-19", (NOTICE.replace("：", "： "), NOTICE.removesuffix("。"))),
        ("2023-06-18", (NOTICE.replace("2024", "2023"),)),
        ("2021-06-18", ("版權聲明：請勿轉載。", "版权声明：请勿转载。")),
    ]
    articles = [
        article(number=n, about=About(published=f"{day}T12:00:00", notices=notices))
        for n, (day, notices) in enumerate(said, 1)
    ]
    bbc = About(url="https://www.bbc.com/1", outlet=BBC, notices=("© 2024 BBC",))
    notices = book([*articles, article(number=9, about=bbc)]).notices
    assert [(n.outlet.code, n.year, n.lang, n.text) for n in notices] == [
        ("bbc", 2024, "zh-Hans", "© 2024 BBC"),
        ("dw", 2021, "zh-Hans", "版权声明：请勿转载。"),
        ("dw", 2021, "zh-Hant", "版權聲明：請勿轉載。"),
        ("dw", 2023, "zh-Hans", NOTICE.replace("2024", "2023")),
        ("dw", 2024, "zh-Hans", NOTICE),
    ]


def test_the_share_of_an_outlet_has_its_articles_and_first_and_last_day() -> None:
    articles = articles_on("2024-06-18", "2024-06-20", "2024-06-19")
    for number in (4, 5):
        about = About(url=f"https://www.bbc.com/{number}", outlet=BBC)
        articles.insert(0, article(number=number, about=about))
    shares = book(articles).shares
    assert [(s.outlet.code, s.articles) for s in shares] == [("dw", 3), ("bbc", 2)]
    assert shares[0].first == at("2024-06-18T12:00:00")
    assert shares[0].last == at("2024-06-20T12:00:00")


def test_feeds_are_listed_once_each_in_the_order_met() -> None:
    feeds = [("https://b.test/", "https://a.test/"), ("https://b.test/",)]
    articles = [
        replace(one, feeds=some)
        for one, some in zip(titled("甲", "乙"), feeds, strict=True)
    ]
    assert book(articles).feeds == ("https://b.test/", "https://a.test/")


# --------------------------------------------------------- files and links


@given(st.lists(st.text(st.sampled_from("aB-_./é灯 1\x00"), max_size=200), max_size=9))
def test_chapter_files_have_safe_names_and_no_two_the_same(ids: list[str]) -> None:
    articles = [
        replace(one, header=replace(one.header, id=id_))
        for one, id_ in zip(titled(*ids), ids, strict=True)
    ]
    made = book([*articles, article()])
    names = [chapter.file_name for chapter in made.chapters]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z0-9-]*\.xhtml", name)
        assert len(name) < 120


def test_editions_of_one_article_have_files_of_their_own() -> None:
    made = book([article(), article(), article(number=2)])
    assert [chapter.file_name for chapter in made.chapters] == [
        "a-90000001.xhtml",
        "a-90000001-edition2.xhtml",
        "a-90000002.xhtml",
    ]


FIRST_DW = "https://www.dw.com/zh/dengta/a-90000001"
FIRST_RFI = "https://www.rfi.fr/cn/政治/20240618-灯塔"
LINKED: list[tuple[str, str]] = [
    (FIRST_DW, "https://www.dw.com/zh/a-90000001"),
    (FIRST_DW, "http://dw.com/zh/dengta/a-90000001/"),
    (FIRST_DW, "https://www.dw.com/zh/%E7%81%AF/a-90000001?maca=zh&x=1#a"),
    (FIRST_DW, "https://api.dw.com/api/detail/article/90000001"),
    (FIRST_DW, "https://amp.dw.com/zh/dengta/a-90000001"),
    (FIRST_RFI, FIRST_RFI),
    (FIRST_RFI, "http://rfi.fr/cn/政治/20240618-灯塔/"),
    (FIRST_RFI, "https://WWW.rfi.fr/cn/%E6%94%BF%E6%B2%BB/20240618-%E7%81%AF%E5%A1%94"),
    (FIRST_RFI, FIRST_RFI + "?ref=x#top"),
    ("https://news.test/a?id=1", "https://www.news.test/a?id=1"),
    ("https://news.test/a/", "http://news.test/a"),
    ("https://www.bbc.com/zhongwen/1", "https://bbc.com/zhongwen/1"),
]
NOT_LINKED: list[tuple[str, str]] = [
    (FIRST_DW, "https://www.dw.com/zh/a-90000002"),
    (FIRST_DW, "https://www.dw.com/zh/"),
    (FIRST_DW, "https://example.org/zh/a-90000001"),
    (FIRST_DW, "https://notdw.com/zh/a-90000001"),
    (FIRST_RFI, "https://www.rfi.fr/cn/政治/20240618-灯"),
    (FIRST_RFI, "https://example.org/cn/政治/20240618-灯塔"),
    ("https://www.bbc.com/zhongwen/1", "mailto:someone@bbc.com"),
    ("https://www.bbc.com/zhongwen/1", "https://[bad/zhongwen/1"),
    ("https://www.bbc.com/zhongwen/1", ""),
    ("https://news.test/a?id=1", "https://news.test/a?id=2"),
]


@pytest.mark.parametrize(
    ("url", "link", "is_found"),
    [(*pair, True) for pair in LINKED] + [(*pair, False) for pair in NOT_LINKED],
)
def test_links_between_articles_lead_to_their_chapters(
    url: str, link: str, is_found: bool
) -> None:
    about = About(url=url, outlet=outlet_for(url, "某夹"))
    made = book([article(number=7), article(about=about)])
    found = chapter_finder(made)(link)
    assert found == (made.chapters[1] if is_found else None)


def test_link_leads_to_the_first_of_several_editions() -> None:
    made = book([article(about=About("新版")), article(about=About("旧版"))])
    assert chapter_finder(made)(FIRST_DW) == made.chapters[0]
