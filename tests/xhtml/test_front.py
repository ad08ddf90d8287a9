"""The pages around the chapters, and the navigation document."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest
from lxml import etree

from exporter.alternatives import Group
from exporter.book import BookOptions, assemble_book
from exporter.book.grouping import arrange_articles
from exporter.model import Article, Book, Notice, Outlet
from exporter.outlets import outlet_for
from exporter.xhtml import (
    Document,
    FaceNote,
    cover_outlets,
    nav_tree,
    write_contents,
    write_copyright_page,
    write_cover_page,
    write_nav,
    write_title_page,
)
from tests.support.books import (
    DW,
    EPUB,
    NOTICE,
    XHTML,
    XML,
    About,
    article,
    articles_on,
    body_of,
    book,
    elements,
    read_xhtml,
)

BBC = outlet_for("https://www.bbc.com/zhongwen/", "")
NOWHERE = Outlet("x", "某社", "某社")
MIXED = [
    article(number=1, about=About("甲", "2024-06-18T12:00:00")),
    article(number=2, about=About("乙", "2024-07-01T12:00:00", lang="zh-Hant")),
    article(
        number=3,
        about=About(
            "丙", "2024-07-02T12:00:00", url="https://www.bbc.com/1", outlet=BBC
        ),
    ),
    article(
        number=4,
        about=About(
            "丁", "2024-07-02T13:00:00", url="https://x.test/1", outlet=NOWHERE
        ),
    ),
]


def lines(root: etree._Element, path: str) -> list[str]:
    """Return the words of the elements that ``path`` (``p[@class='x']``) finds."""
    found = root.iterfind(f".//{XHTML}{path}")
    return [
        " ".join("".join(str(text) for text in element.itertext()).split())
        for element in found
    ]


def copyright_page(made: Book, *faces: FaceNote) -> etree._Element:
    return body_of(write_copyright_page(made, UTC, faces, {}).content)


# ------------------------------------------------------------ cover, title


def test_cover_page_contains_only_the_cover_picture() -> None:
    document = write_cover_page(book(articles_on("2024-06-18"), title='"书"' * 300))
    body = body_of(document.content)
    (img,) = elements(body, "img")
    assert img.get("src") == "../images/cover.jpg"
    assert (img.get("alt") or "").startswith('"书""书"')
    assert len(img.get("alt") or "") == 300
    assert "".join(str(text) for text in body.itertext()).strip() == ""
    assert body.get("class") == "cover-page hans"


def test_title_page_has_title_dates_and_number_of_articles() -> None:
    made = replace(book(MIXED, "选集 <一>"), volume=2, volumes=3)
    body = body_of(write_title_page(made, {}).content)
    assert lines(body, "h1") == ["选集 <一>"]
    assert lines(body, "p") == [
        "第2卷，共3卷",
        "2024年6月18日—7月2日",
        "德国之声、BBC中文、某社",
        "4篇文章",
    ]
    single = body_of(write_title_page(book(MIXED), {}).content)
    assert len(lines(single, "p")) == 3


def test_outlets_on_the_cover_are_named_in_the_script_of_the_book() -> None:
    hant = [replace(one, lang="zh-Hant") for one in MIXED]
    assert cover_outlets(book(MIXED)) == ("德国之声", "BBC中文", "某社")
    assert cover_outlets(book(hant)) == ("德國之聲", "BBC中文", "某社")


# ---------------------------------------------------------------- contents


def test_contents_are_grouped_by_month_and_day() -> None:
    (document,) = write_contents(book(MIXED), {}, UTC)
    body = body_of(document.content)
    assert lines(body, "h1") == ["目录"]
    assert lines(body, "h2") == ["2024年6月", "2024年7月"]
    assert lines(body, "h3") == ["6月18日 星期二", "7月1日 星期一", "7月2日 星期二"]
    assert lines(body, "li") == [
        "甲 德国之声",
        "乙 德國之聲",
        "丙 BBC中文",
        "丁 某社",
    ]
    hrefs = [link.get("href") for link in elements(body, "a")]
    assert hrefs == [chapter.file_name for chapter in book(MIXED).chapters]
    (foreign,) = body.iterfind(f".//{XHTML}a[@lang='zh-Hant']")
    assert foreign.get("class") == "hant"


def test_contents_of_a_book_of_one_outlet_do_not_name_it() -> None:
    made = book(articles_on("2024-06-18", "2024-06-19"))
    (document,) = write_contents(made, {}, UTC)
    assert lines(body_of(document.content), "li") == ["第1篇", "第2篇"]


def arrange(articles: Sequence[Article], group: Group, *leads: Article) -> Book:
    places = [lead.header.location for lead in leads]
    ordered, arranged = arrange_articles(articles, group, places, UTC)
    return assemble_book(ordered, BookOptions(UTC), arranged)


def test_contents_under_outlets_name_the_day_of_each_article_not_its_outlet() -> None:
    (document,) = write_contents(arrange(MIXED, "outlet"), {}, UTC)
    body = body_of(document.content)
    assert lines(body, "h2") == ["德国之声", "BBC中文", "某社"]
    assert lines(body, "h3") == []
    assert lines(body, "li") == ["甲 6月18日", "乙 7月1日", "丙 7月2日", "丁 7月2日"]


def test_contents_without_sections_name_day_and_outlet() -> None:
    (document,) = write_contents(arrange(MIXED, "none"), {}, UTC)
    assert lines(body_of(document.content), "li")[1] == "乙 7月1日 · 德國之聲"


def test_lead_stands_in_the_contents_before_the_first_heading() -> None:
    (document,) = write_contents(arrange(MIXED, "auto", MIXED[2]), {}, UTC)
    body = body_of(document.content)
    tags = [str(e.tag).removeprefix(XHTML) for e in body.iter(f"{XHTML}*")]
    assert tags.index("li") < tags.index("h2")
    assert lines(body, "li")[0] == "丙 7月2日 · BBC中文"
    assert lines(body, "h2") == ["2024年6月", "2024年7月"]


def test_days_in_contents_without_dates_have_a_year_if_the_book_spans_several() -> None:
    older = article(number=9, about=About("戊", "2023-07-02T12:00:00"))
    made = arrange([*MIXED, older], "outlet")
    (document,) = write_contents(made, {}, UTC)
    assert lines(body_of(document.content), "li")[2] == "戊 2023年7月2日"
    labels = entries(navigation(made)["toc"])
    assert labels[1] == (
        "德国之声",
        "text/a-90000001.xhtml",
        ["2024年6月18日 甲", "2024年7月1日 乙", "2023年7月2日 戊"],
    )


def test_navigation_shows_a_lead_before_the_sections() -> None:
    labels = [
        e[0] for e in entries(navigation(arrange(MIXED, "auto", MIXED[3]))["toc"])
    ]
    assert labels == ["目录", "7月2日 丁", "2024年6月", "2024年7月", "版权声明"]


def test_contents_of_many_articles_are_split_into_several_files() -> None:
    days = [f"2024-{month:02d}-{day:02d}" for month in (5, 6) for day in range(1, 29)]
    articles = [
        article(number=number, about=About("灯'塔" * 60, f"{day}T12:00:00"))
        for number, day in enumerate(sorted(days * 30), 1)
    ]
    documents = write_contents(book(articles), {}, UTC)
    assert len(documents) > 1
    assert all(len(d.content.encode()) <= 260_000 for d in documents)
    assert [d.name for d in documents][:2] == ["contents.xhtml", "contents-part2.xhtml"]
    assert [bool(d.label) for d in documents] == [True] + [False] * (len(documents) - 1)
    bodies = [body_of(d.content) for d in documents]
    assert [len(lines(body, "h1")) for body in bodies] == [1] + [0] * (len(bodies) - 1)
    hrefs = [link.get("href") for body in bodies for link in elements(body, "a")]
    assert hrefs == [chapter.file_name for chapter in book(articles).chapters]
    headings = [text for body in bodies for text in lines(body, "h3")]
    assert len(headings) == 56
    for body in bodies:
        assert _last_element(body).tag == f"{XHTML}a"  # no heading ends a file


def _last_element(body: etree._Element) -> etree._Element:
    return list(body.iter("*"))[-1]


def test_long_titles_are_shortened_in_the_contents() -> None:
    one = article(about=About("长" * 500))
    byline = replace(one.byline, authors=("某" * 100,))
    (document,) = write_contents(book([replace(one, byline=byline)]), {}, UTC)
    (entry,) = lines(body_of(document.content), "li")
    assert entry == f"{'长' * 119}… {'某' * 39}…"


# --------------------------------------------------------------- copyright


def test_copyright_page_has_sources_notices_feeds_and_faces() -> None:
    notices = (
        Notice(DW, 2023, "旧声明。", "zh-Hans"),
        Notice(DW, 2024, "新聲明。", "zh-Hant"),
    )
    made = replace(book(MIXED), notices=notices, feeds=("https://feed.test/%E7%94%B2",))
    faces = (
        FaceNote("某宋 1.0", "某许可", "https://licence.test/"),
        FaceNote("某黑", "", "javascript:alert(1)"),
    )
    body = copyright_page(made, *faces)
    assert lines(body, "h2") == [
        "文章来源",
        "媒体的版权声明",
        "可以怎样使用本书",
        "媒体网址",
        "存档所用的订阅源",
        "字体",
    ]
    shares, addresses, feeds, fonts = body.iterfind(f".//{XHTML}ul")
    assert lines(shares, "li") == [
        "德国之声：2篇，2024年6月18日—7月1日",
        "BBC中文：1篇，2024年7月2日",
        "某社：1篇，2024年7月2日",
    ]
    assert lines(body, "h3") == ["德国之声", "BBC中文", "某社"]
    assert lines(body, "p[@class='notice']") == ["2023年 旧声明。"]
    assert lines(body, "p[@class='notice hant']") == ["2024年 新聲明。"]
    assert len(re.findall("所选文章未附版权声明", "".join(lines(body, "p")))) == 2
    assert [a.get("href") for a in elements(addresses, "a")] == [
        DW.home_url,
        BBC.home_url,
    ]
    assert lines(feeds, "li") == ["https://feed.test/甲"]
    assert lines(fonts, "li") == ["某宋 1.0，某许可 https://licence.test/", "某黑"]
    assert len(lines(body, "p[@class='made']")) == 1


def test_copyright_page_without_fonts_and_feeds_leaves_out_their_sections() -> None:
    body = copyright_page(book([MIXED[3]]))
    assert "本书未嵌入字体，由阅读设备选用。" in lines(body, "p")
    assert lines(body, "h2") == [
        "文章来源",
        "媒体的版权声明",
        "可以怎样使用本书",
        "字体",
    ]
    assert list(elements(body, "a")) == []


def test_dates_of_each_outlet_on_the_copyright_page_are_in_the_chosen_zone() -> None:
    made = book([article(about=About(published="2024-06-30T20:00:00"))])
    zone = timezone(timedelta(hours=8))
    document = write_copyright_page(made, zone, [], {})
    assert "德国之声：1篇，2024年7月1日" in lines(body_of(document.content), "li")


def test_notice_stands_after_its_outlet_and_before_the_addresses() -> None:
    made = replace(book(MIXED), notices=(Notice(BBC, 2024, "© BBC", "zh-Hans"),))
    text = "".join(str(t) for t in copyright_page(made).itertext())
    assert text.index("BBC中文\n") < text.index("© BBC") < text.index("媒体网址")
    assert NOTICE not in text


# -------------------------------------------------------------- navigation


def navigation(made: Book) -> dict[str | None, etree._Element]:
    root = read_xhtml(write_nav(made, nav_tree(made, UTC)))
    return {nav.get(f"{EPUB}type"): nav for nav in elements(root, "nav")}


def entries(parent: etree._Element) -> list[tuple[str, str, list[str]]]:
    """Return the entries of a list: label, target, labels of the entries below."""
    out = []
    for item in parent.iterfind(f"{XHTML}ol/{XHTML}li"):
        link = item.find(f"{XHTML}a")
        assert link is not None
        below = [label for label, _, _ in entries(item)]
        out.append((link.text or "", link.get("href") or "", below))
    return out


def test_right_to_left_words_in_the_navigation_have_their_direction() -> None:
    about = About("سلام、مرحبا：灯塔的守望者", "2024-06-18T08:00:00")
    made = book([article(number=1, about=about)])
    runs = [e for e in elements(navigation(made)["toc"], "span") if e.get("dir")]
    assert [(e.text, e.get("dir"), e.get("lang")) for e in runs] == [
        ("سلام", "rtl", "ar"),
        ("مرحبا", "rtl", "ar"),
    ]


def test_navigation_has_two_levels_with_dates() -> None:
    assert entries(navigation(book(MIXED))["toc"]) == [
        ("目录", "text/contents.xhtml", []),
        ("2024年6月", "text/a-90000001.xhtml", ["6月18日 甲"]),
        (
            "2024年7月",
            "text/a-90000002.xhtml",
            ["7月1日 乙", "7月2日 丙", "7月2日 丁"],
        ),
        ("版权声明", "text/copyright.xhtml", []),
    ]


def test_navigation_of_a_book_of_one_day_has_one_level() -> None:
    labels = [e[0] for e in entries(navigation(book(MIXED[2:]))["toc"])]
    assert labels == ["目录", "7月2日 丙", "7月2日 丁", "版权声明"]


def test_landmarks_name_cover_contents_text_and_copyright_page() -> None:
    landmarks = navigation(book(MIXED))["landmarks"]
    assert landmarks.get("hidden") == "hidden"
    found = {a.get(f"{EPUB}type"): a.get("href") for a in elements(landmarks, "a")}
    assert found == {
        "cover": "text/cover.xhtml",
        "toc": "text/contents.xhtml",
        "bodymatter": "text/a-90000001.xhtml",
        "copyright-page": "text/copyright.xhtml",
    }


def test_navigation_entries_have_a_language_and_link_to_whole_files() -> None:
    made = book(MIXED)
    root = read_xhtml(write_nav(made, nav_tree(made, UTC)))
    assert root.get("lang") == root.get(f"{XML}lang") == "zh-Hans"
    langs = [a.get("lang") for a in elements(root, "a") if a.get("lang")]
    assert langs == ["zh-Hant"]
    assert not [a for a in elements(root, "a") if "#" in (a.get("href") or "")]
    assert len(list(elements(root, "h1"))) == 1


@pytest.mark.parametrize("title", ["长" * 5_000, "<&\"'>", "\x00甲\u202e", "\u200b"])
def test_hostile_title_makes_well_formed_pages_with_a_short_heading(title: str) -> None:
    articles = [article(about=About(title)), article(number=2, about=About(title))]
    made = book(articles, title)
    documents: Sequence[Document] = [
        write_cover_page(made),
        write_title_page(made, {}),
        *write_contents(made, {}, UTC),
        write_copyright_page(made, UTC, [], {}),
    ]
    pages = [document.content for document in documents]
    pages.append(write_nav(made, nav_tree(made, UTC)))
    for page in pages:
        root = read_xhtml(page)
        assert root.get("lang") == root.get(f"{XML}lang") == "zh-Hans"
        (heading,) = elements(root, "title")
        assert (heading.text or "").strip()
        assert len(heading.text or "") <= 120
        for link in elements(root, "a"):
            assert (link.text or "").strip()


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("zh-Hans", "简体中文"),
        ("zh-Hant", "繁體中文"),
        ("zh-Hant-TW", "臺灣的繁體中文（字形與用詞）"),
        ("zh-Hant-HK", "香港的繁體中文（字形）"),
    ],
)
def test_copyright_page_says_what_was_converted(lang: str, name: str) -> None:
    made = replace(book(MIXED), lang=lang, converted=2)
    first, second = lines(copyright_page(made), "p")[:2]
    assert "除下述" in first
    assert "2篇文章" in second
    assert f"{name}，" in second
    assert "除下述" not in "".join(lines(copyright_page(book(MIXED)), "p"))
