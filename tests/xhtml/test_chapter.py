"""A chapter: its head and foot, and how it is split into files small enough."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from exporter.book import chapter_finder, volume_finder
from exporter.model import (
    Block,
    Break,
    Byline,
    Code,
    Embed,
    Figure,
    Gallery,
    Heading,
    Hidden,
    ImageRef,
    Link,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    TableCell,
    Text,
    count_characters,
)
from exporter.outlets import outlet_for
from exporter.xhtml import (
    ChapterOptions,
    Document,
    write_chapter,
    write_parts,
)
from exporter.xhtml.blocks import write_block
from exporter.xhtml.context import BlockContext
from exporter.xhtml.halves import halve_block
from exporter.xhtml.medium import E_READER
from exporter.xhtml.writer import page, start_pen
from tests.support.articles import all_words
from tests.support.books import (
    EPUB,
    LOST_URL,
    NO_IMAGES,
    XHTML,
    About,
    article,
    body_of,
    book,
    elements,
    every_block,
    paragraph,
    read_xhtml,
    render,
)
from tests.support.models import blocks

MAX_FILE_BYTES = 260_000  # docs/typesetting.md, Size of files
SENTENCE = "守塔人说，灯会一直亮着。"


def texts(root: etree._Element, path: str) -> list[str]:
    """Return the words of the elements that ``path`` (``p[@class='x']``) finds."""
    found = root.iterfind(f".//{XHTML}{path}")
    return ["".join(str(text) for text in element.itertext()) for element in found]


def words_without_frame(documents: Sequence[Document]) -> str:
    """Return the text of the blocks alone, in the order of the files."""
    parts: list[str] = []
    for document in documents:
        body = body_of(document.content)
        for name in ("header", "footer", "p[@class='continued']"):
            for element in list(body.iterfind(f".//{XHTML}{name}")):
                parent = element.getparent()
                assert parent is not None
                parent.remove(element)
        for marker in body.iterfind(f".//{XHTML}span[@class='marker']"):
            marker.text = ""  # numbers that readers would cut off are text
        parts += (str(text) for text in body.itertext())
    words = "".join("".join(parts).split())
    return words.replace("图片来源：", "")  # the book's own label, not the article's


# ------------------------------------------------------------ header, footer


LATE = "2024年6月18日 12:00"


@pytest.mark.parametrize(
    ("byline", "shown"),
    [
        (Byline(), LATE),
        (Byline(dateline="18/06/2024 - 13:59", day=date(2024, 6, 18)), LATE),
        (Byline(written=datetime(2024, 6, 17, 13, tzinfo=UTC)), LATE),
        (Byline(written=datetime(2024, 6, 17, 11, tzinfo=UTC)), "2024年6月17日 11:00"),
        (Byline(dateline="2024年 6月 17日", day=date(2024, 6, 17)), LATE),
        (Byline(dateline="2024年 6月 16日", day=date(2024, 6, 16)), "2024年6月16日"),
    ],
)
def test_chapter_shows_the_date_of_the_outlet_where_that_of_the_feed_is_later(
    byline: Byline, shown: str
) -> None:
    (document,) = render(article(about=About(byline=byline)))
    body = body_of(document.content)
    assert texts(body, "time") == [shown]
    hidden = texts(body, "span[@class='off-screen']")
    assert hidden == ([byline.dateline] if byline.dateline else [])
    words = "".join(texts(body, "p[@class='dateline']"))
    assert words == shown + byline.dateline


def test_chapter_begins_with_title_and_byline_and_ends_with_topics_and_source() -> None:
    about = About(
        title="灯塔 <又> 亮了",
        byline=Byline(("某甲", "某乙"), "综合报道", dateline="2024年6月某日"),
        topics=("北海", "灯塔"),
        url="https://www.dw.com/zh/%E7%81%AF/a-90000001",
    )
    (document,) = render(article(about=about))
    body = body_of(document.content)
    assert texts(body, "h1") == ["灯塔 <又> 亮了"]
    assert texts(body, "p[@class='byline']") == ["德国之声 · 某甲、某乙（综合报道）"]
    (dateline,) = texts(body, "p[@class='dateline']")
    assert dateline == "2024年6月18日 12:00 · 2024年6月某日"
    assert texts(body, "p[@class='topics']") == ["主题：北海、灯塔"]
    (source,) = texts(body, "p[@class='source']")
    assert source == "原文：https://www.dw.com/zh/灯/a-90000001"
    (link,) = elements(body, "a")
    assert link.get("href") == "https://www.dw.com/zh/%E7%81%AF/a-90000001"
    (section,) = elements(body, "section")
    assert section.get(f"{EPUB}type") == "chapter"
    assert section.get("role") == "doc-chapter"
    assert section.get("aria-label") == "灯塔 <又> 亮了"
    assert (document.name, document.label) == ("a-1.xhtml", "灯塔 <又> 亮了")


def test_our_own_words_in_a_traditional_chapter_are_traditional() -> None:
    (document,) = render(article(about=About(lang="zh-Hant", topics=("北海",))))
    body = body_of(document.content)
    assert body.get("class") == "hant"
    assert texts(body, "p[@class='byline']") == ["德國之聲"]
    assert texts(body, "p[@class='topics']") == ["主題：北海"]


@pytest.mark.parametrize(
    ("published", "shown", "machine"),
    [
        ("2024-06-18T23:30:00", "2024年6月19日 07:30", "2024-06-18T23:30Z"),
        ("0001-01-01T00:00:00", "1年1月1日 08:00", "0001-01-01T00:00Z"),
        # Here it would be the day after the calendar's last, so it stays in UTC.
        ("9999-12-31T23:59:59", "9999年12月31日 23:59", "9999-12-31T23:59Z"),
    ],
)
def test_time_is_shown_in_the_chosen_zone_and_marked_up_in_utc(
    published: str, shown: str, machine: str
) -> None:
    made = book([article(about=About(published=published))])
    zone = timezone(timedelta(hours=8))
    options = ChapterOptions({}, lambda _: None, zone)
    (document,) = write_chapter(made.chapters[0], options, {})
    (element,) = elements(read_xhtml(document.content), "time")
    assert (element.text, element.get("datetime")) == (shown, machine)


def test_first_possible_time_is_shown_in_utc_in_a_zone_west_of_it() -> None:
    made = book([article(about=About(published="0001-01-01T00:00:00"))])
    options = ChapterOptions({}, lambda _: None, timezone(timedelta(hours=-5)))
    (document,) = write_chapter(made.chapters[0], options, {})
    assert ">1年1月1日 00:00<" in document.content


def test_empty_or_unsafe_article_address_is_left_out() -> None:
    source = article()
    header = replace(source.header, url="")
    (document,) = render(replace(source, header=header))
    assert "<footer>" not in document.content
    (document,) = render(
        replace(source, header=replace(header, url="javascript:alert(1)"))
    )
    assert "javascript" not in document.content


# -------------------------------------------------------------------- links


def test_link_to_an_article_of_the_book_leads_to_its_file() -> None:
    voa = outlet_for("https://www.voachinese.com/a/1.html", "")
    inside = (
        "https://www.dw.com/zh/a-90000002",
        "https://api.dw.com/api/detail/article/90000002",
        "https://www.dw.com/zh/别的题目/a-90000002?maca=zh#part",
    )
    outside = ("https://www.dw.com/zh/a-90000009", "https://example.org/a-90000002")
    links = [Link(url, (Text(url),)) for url in (*inside, *outside)]
    first = article(Paragraph((*links, Link("https://voachinese.com/a/1.html", ()))))
    made = book(
        [
            first,
            article(number=2),
            article(about=About(url="https://www.voachinese.com/a/1.html", outlet=voa)),
        ]
    )
    options = ChapterOptions({}, chapter_finder(made), UTC)
    (document,) = write_chapter(made.chapters[0], options, {})
    hrefs = [link.get("href") for link in elements(body_of(document.content), "a")]
    own_file = made.chapters[2].file_name
    assert hrefs[:6] == ["a-90000002.xhtml"] * 3 + list(outside) + [own_file]


def elsewhere(lang: str = "", chapter_lang: str = "zh-Hans", title: str = "灯") -> str:
    """Return a paragraph in ``lang`` that links to article 2, in volume 3."""
    link = Link("https://www.dw.com/zh/a-90000002", (Text("另一篇"),))
    first = article(Paragraph((link,), lang=lang), about=About(lang=chapter_lang))
    made = book([first])
    finder = volume_finder(
        [replace(book([article(number=2, about=About(title))]), volume=3, volumes=3)]
    )
    options = ChapterOptions({}, chapter_finder(made), UTC, find_elsewhere=finder)
    return write_parts(made.chapters[0], options, {}).blocks[0].xhtml


def test_link_to_an_article_of_another_volume_leads_out_and_names_the_volume() -> None:
    link = '<a href="https://www.dw.com/zh/a-90000002">另一篇</a>'
    assert elsewhere() == f"<p>{link}〔见第3卷《灯》〕</p>"
    assert "〔見第3卷《灯》〕" in elsewhere(chapter_lang="zh-Hant")


def test_title_in_another_volume_is_short_and_has_inner_brackets() -> None:
    assert "《〈海港〉的灯》" in elsewhere(title="《海港》的灯")
    assert f"《{'灯' * 23}…》" in elsewhere(title="灯" * 50)


def test_words_about_another_volume_are_marked_as_chinese_in_a_foreign_text() -> None:
    written = elsewhere(lang="en")
    assert '<span lang="zh-Hans" xml:lang="zh-Hans">〔见第3卷' in written


# ---------------------------------------------------------------- large ones


def line(length: int) -> tuple[Text, ...]:
    return (Text((SENTENCE * (length // len(SENTENCE) + 1))[:length]),)


LARGE = 200_000
MANY = 3_000
LARGE_BLOCKS: dict[str, Block] = {
    "paragraph": Paragraph(line(LARGE), "lead", "zh-Hant"),
    "token": paragraph("灯" * LARGE),
    "word": paragraph("x" * (3 * LARGE)),
    "special characters": paragraph("&<\"'>" * 60_000),
    "marks in marks": Paragraph((Strong((Link("https://x.test/", line(LARGE)),)),)),
    "breaks": Paragraph((Break(),) * 60_000 + line(5)),
    "code": Paragraph((Code("a = b\n" * 60_000),)),
    "hidden": Paragraph((Hidden("灯" * LARGE), Text("亮"))),
    "links": Paragraph((Link("https://x.test/?" + "&" * 3_000, line(3)),) * 60),
    "heading": Heading(line(LARGE), 3),
    "caption": Figure(ImageRef(LOST_URL), line(LARGE), line(20)),
    "credit": Figure(ImageRef(LOST_URL), (), line(LARGE)),
    "player": Media("video", "https://x.test/", None, line(LARGE)),
    "embed": Embed("https://x.test/", "某站", line(LARGE)),
    "list": ListBlock(tuple((paragraph(SENTENCE * 5),) for _ in range(MANY)), True),
    "list of one": ListBlock(((Paragraph(line(LARGE)),),)),
    "quote": Quote(tuple(paragraph(SENTENCE * 5) for _ in range(MANY))),
    "quote in quote": Quote((Quote((Paragraph(line(LARGE)),)),)),
    "gallery": Gallery(
        line(9), tuple(Figure(ImageRef(""), line(60)) for _ in range(MANY))
    ),
    "gallery of one": Gallery(line(LARGE), (Figure(ImageRef(""), line(LARGE)),)),
    "table": Table(
        tuple((TableCell((Paragraph(line(60)),)),) * 2 for _ in range(MANY)), line(9)
    ),
    "table of one row": Table(
        ((TableCell((Paragraph(line(LARGE)),)), TableCell(())),), line(LARGE)
    ),
    "row of many cells": Table(((TableCell((Figure(ImageRef("")),)),) * MANY,)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE_BLOCKS)
def test_large_block_is_split_over_files_without_loss(name: str) -> None:
    block = LARGE_BLOCKS[name]
    documents = render(article(paragraph("前"), block, paragraph("后")))
    assert len(documents) > 1
    assert max(len(d.content.encode()) for d in documents) <= MAX_FILE_BYTES
    words = words_without_frame(documents)
    whole = words_without_frame([_one_file(block)])
    assert Counter(words) == Counter("前" + whole + "后")
    if not isinstance(block, Media | Embed):  # their captions end after them
        assert words == "前" + whole + "后"
    assert [d.name for d in documents[:3]] == [
        "a-1.xhtml",
        "a-1-part2.xhtml",
        "a-1-part3.xhtml",
    ][: len(documents)]
    assert [bool(document.label) for document in documents] == [
        True,
        *[False] * (len(documents) - 1),
    ]


def _one_file(block: Block) -> Document:
    """Return a document that holds ``block`` whole, whatever its size."""
    pen = start_pen({}, "zh-Hans")
    context = BlockContext(
        NO_IMAGES,
        lambda link, inner, pen: E_READER.write_link(link, inner, None, pen),
        E_READER.write_code,
    )
    return Document("x", "", "", page("x", write_block(block, pen, context), lang=""))


@pytest.mark.parametrize(
    "block",
    [
        Rule(),
        Paragraph(()),
        paragraph("灯"),
        Heading(()),
        Figure(ImageRef("")),
        Media("video", "https://x.test/"),
        Embed("https://x.test/", "某站"),
        Gallery((), ()),
        Gallery((), (Figure(ImageRef("")),)),
        Quote(()),
        ListBlock(()),
        ListBlock(((),)),
        Table(()),
        Table(((),)),
        Table(((TableCell((Rule(),)),),)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_block_that_cannot_be_halved_stays_whole(block: Block) -> None:
    assert halve_block(block) is None


@pytest.mark.slow
def test_paragraph_of_ten_megabytes_is_split_into_small_files_without_loss() -> None:
    words = "字" * 3_400_000
    documents = render(article(paragraph(words)))
    assert max(len(d.content.encode()) for d in documents) <= MAX_FILE_BYTES
    assert words_without_frame(documents) == words


def test_files_of_a_long_chapter_are_filled_to_nine_tenths() -> None:
    many = [paragraph(SENTENCE * 20) for _ in range(2_000)]
    sizes = [len(d.content.encode()) for d in render(article(*many))]
    assert max(sizes) <= MAX_FILE_BYTES
    assert min(sizes[:-1]) > 0.9 * MAX_FILE_BYTES


def _first_number(listed: Any) -> int:
    """Return the number of a list's first item, from an attribute or from its text."""
    markers = listed.findall(f".//{XHTML}span[@class='marker']")
    return int(markers[0].text.strip(". ") if markers else listed.get("start") or 1)


def test_numbers_of_a_split_list_continue_in_the_next_file() -> None:
    items = tuple((paragraph(SENTENCE * 5),) for _ in range(MANY))
    lists = [
        (_first_number(element), len(list(elements(element, "li"))))
        for document in render(
            article(ListBlock(items, True, numbers=tuple(range(7, 7 + MANY))))
        )
        for element in elements(body_of(document.content), "ol")
    ]
    assert len(lists) > 2
    assert lists[0][0] == 7
    for (start, count), (next_start, _) in pairwise(lists):
        assert next_start == start + count


def test_long_paragraph_is_split_after_a_sentence() -> None:
    documents = render(article(Paragraph(line(LARGE))))
    for document in documents[:-1]:
        assert texts(read_xhtml(document.content), "p")[-1].endswith("。")


def test_later_files_name_the_article_they_continue_and_the_last_has_the_source() -> (
    None
):
    documents = render(article(Paragraph(line(LARGE)), about=About("长文")))
    bodies = [body_of(document.content) for document in documents]
    continued = [texts(body, "p[@class='continued']") for body in bodies]
    expected = [[f"长文（续 {n}）"] for n in range(2, len(documents) + 1)]
    assert continued == [[], *expected]
    sources = [len(texts(body, "p[@class='source']")) for body in bodies]
    assert sources == [*[0] * (len(documents) - 1), 1]
    headings = [len(texts(body, "h1")) for body in bodies]
    assert headings == [1, *[0] * (len(documents) - 1)]


@pytest.mark.parametrize("title", ["题" * 5_000, '"' * 5_000, "题'<" * 30_000])
def test_very_long_title_is_kept_whole_in_a_file_below_the_limit(title: str) -> None:
    documents = render(article(*every_block(), about=About(title)))
    assert max(len(d.content.encode()) for d in documents) <= MAX_FILE_BYTES
    body = body_of(documents[0].content)
    rest = texts(body, "p[@class='lead']")[0] if len(title) > 6_000 else ""
    (h1,) = texts(body, "h1")
    assert len(documents[0].label) == 120
    assert h1 == title[:6_000]
    assert rest == title[6_000:] or len(documents) > 1


@pytest.mark.slow
@settings(max_examples=100)
@given(blocks())
def test_halves_of_any_block_are_smaller_and_have_all_its_words(
    made: tuple[Block, ...],
) -> None:
    for block in made:
        halves = halve_block(block)
        if halves is None:
            continue
        whole, joined = (all_words(article(*some)) for some in ((block,), halves))
        assert "".join(joined.split()) == "".join(whole.split())
        assert all(count_characters(h) <= count_characters(block) for h in halves)
        assert block not in halves
