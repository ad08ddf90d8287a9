"""Indexes: the order of names, their headings, and pages named once."""

import re

import pytest

from exporter.formats.pdf.indexes import initial_of, sort_key, write_indexes
from exporter.model import Book, Byline, Outlet
from exporter.xhtml import Usage
from tests.support.books import DW, About, article, book, read_xhtml

RFA = Outlet("rfa", "自由亚洲电台", "自由亞洲電台")


def made(*articles: tuple[tuple[str, ...], tuple[str, ...], Outlet]) -> Book:
    """Return a book of articles by their authors, topics and outlets."""
    return book(
        [
            article(
                number=number,
                about=About(
                    byline=Byline(authors),
                    topics=topics,
                    outlet=outlet,
                    url="" if outlet == DW else f"https://x.test/{number}",
                ),
            )
            for number, (authors, topics, outlet) in enumerate(articles, 1)
        ]
    )


def entries(xhtml: str) -> list[str]:
    """Return the lines of an index: headings, names with their pages."""
    lines = re.findall(r"<h[12]>(.*?)</h[12]>|<li>(.*?)</li>", xhtml)
    return [re.sub(r"<[^>]+>", "", heading or item) for heading, item in lines]


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("阿芳", "A"),
        ("当远", "D"),
        ("乐然", "L"),
        ("张三", "Z"),
        ("作家", "Z"),
        ("Wim Wenders", "W"),
        ("émile", ""),
        ("7日谈", "#"),
        ("镕基", ""),  # GB 2312 knows no such character
        ("亍", ""),  # level 2 is in the order of radicals
        ("", ""),
    ],
)
def test_simplified_names_stand_under_their_pinyin_initial(
    name: str, initial: str
) -> None:
    assert initial_of(name, "zh-Hans") == initial


def test_traditional_names_stand_under_no_heading() -> None:
    assert initial_of("葉聽瀾", "zh-Hant") == ""
    assert initial_of("Wim", "zh-Hant") == "W"


def test_simplified_names_are_sorted_by_pinyin() -> None:
    names = ["张三", "wim", "镕基", "阿芳", "Anna", "当远", "乐然", "曹操", "Émile"]
    assert sorted(names, key=lambda name: sort_key(name, "zh-Hans")) == [
        *("Anna", "wim", "阿芳", "曹操", "当远", "乐然", "张三"),
        *sorted(("镕基", "Émile"), key=lambda n: n.casefold().encode("gb18030")),
    ]


def test_traditional_names_are_sorted_by_strokes() -> None:
    names = ["葉聽瀾", "丁一", "Anna", "王二", "蘇禾"]
    ordered = sorted(names, key=lambda name: sort_key(name, "zh-Hant"))
    assert ordered == ["Anna", "丁一", "王二", "葉聽瀾", "蘇禾"]


def test_page_of_two_articles_is_named_once_and_links_to_the_first() -> None:
    source = made(*[(("当远",), (), DW)] * 4)
    places = [c.file_name.removesuffix(".xhtml") for c in source.chapters]
    pages = dict(zip(places, (3, 3, 4, 12), strict=True))
    written = write_indexes(source, pages, {})
    assert entries(written)[:3] == ["作者索引", "D", "当远 3, 4, 12"]
    assert f'<a href="#{places[0]}">3</a>' in written
    assert f'"#{places[1]}"' not in written


def test_authors_topics_and_outlets_have_separate_indexes() -> None:
    source = made((("当远", "Wim"), ("北约", "峰会", "北约"), DW), (("当远",), (), RFA))
    written = write_indexes(source, {}, {})
    assert entries(written) == [
        *("作者索引", "W", "Wim ", "D", "当远 "),
        *("主题索引", "B", "北约 ", "F", "峰会 "),
        *("媒体索引", "D", "德国之声 ", "Z", "自由亚洲电台 "),
    ]
    assert read_xhtml(written).get("id") == "index"


def test_index_without_entries_is_left_out() -> None:
    written = write_indexes(made(((), (), DW)), {}, {})
    assert entries(written) == ["媒体索引", "D", "德国之声 "]


def test_characters_of_the_index_are_noted_before_its_pages_are_known() -> None:
    before: Usage = {}
    after: Usage = {}
    source = made((("当远",), ("北约",), DW))
    write_indexes(source, {}, before)
    places = {c.file_name.removesuffix(".xhtml"): 1 for c in source.chapters}
    write_indexes(source, places, after)
    for style, characters in after.items():
        assert characters - before[style] <= set("0123456789")
