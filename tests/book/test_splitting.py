"""Volumes that were asked for: what each holds, its name, and the name of its file."""

from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo

from exporter.assembly import make_volumes
from exporter.book import BookShape, Split, read_split
from exporter.formats import EpubFormat, PdfFormat, Volume
from exporter.model import Article, Outlet
from exporter.outlets import outlet_for
from exporter.request import Request
from exporter.selection import Choice
from tests.support.books import DW, About, article, articles_on, paragraph

CHINA = timezone(timedelta(hours=8))
BBC = outlet_for("https://www.bbc.com/zhongwen/", "")
MONTHS = articles_on("2024-07-02", "2024-07-01", "2024-06-18", "2023-12-31")


def split(
    articles: Sequence[Article],
    by: str,
    *leads: Article,
    title: str = "",
    zone: tzinfo = UTC,
) -> list[Volume]:
    shape = BookShape(split=read_split(by))
    request = Request(Choice(timezone=zone), title=title, shape=shape)
    return make_volumes(articles, None, request, [a.header.location for a in leads])


def names(volumes: Sequence[Volume]) -> list[tuple[str, str, list[str]]]:
    """Return the label, the title and the articles of each volume."""
    return [
        (
            volume.label,
            volume.book.title,
            [c.article.header.title for c in volume.book.chapters],
        )
        for volume in volumes
    ]


def from_outlet(number: int, outlet: Outlet) -> Article:
    url = f"https://{outlet.code}.test/{number}"
    return article(number=number, about=About(f"第{number}篇", url=url, outlet=outlet))


def test_months_are_volumes_in_the_order_of_time() -> None:
    volumes = split(MONTHS, "month")
    assert names(volumes) == [
        ("2023-12", "德国之声 2023年12月", ["第4篇"]),
        ("2024-06", "德国之声 2024年6月", ["第3篇"]),
        ("2024-07", "德国之声 2024年7月", ["第1篇", "第2篇"]),
    ]


def test_volumes_share_a_series_and_have_numbers_in_it() -> None:
    books = [volume.book for volume in split(MONTHS, "month", title="海港")]
    assert [book.title for book in books] == [
        "海港 2023年12月",
        "海港 2024年6月",
        "海港 2024年7月",
    ]
    assert {book.series for book in books} == {"海港"}
    assert [book.series_position for book in books] == ["1", "2", "3"]
    assert [(book.volume, book.volumes) for book in books] == [(1, 3), (2, 3), (3, 3)]
    assert len({book.identifier for book in books}) == 3


def test_weeks_are_those_of_the_time_zone() -> None:
    late = article(about=About(published="2024-06-16T17:00:00"))
    assert names(split([late], "week"))[0][:2] == ("2024-W24", "德国之声 2024年第24周")
    assert names(split([late], "week", zone=CHINA))[0][:2] == (
        "2024-W25",
        "德国之声 2024年第25周",
    )


def test_outlets_are_volumes_by_their_codes() -> None:
    articles = [from_outlet(1, DW), from_outlet(2, BBC), from_outlet(3, DW)]
    assert names(split(articles, "outlet")) == [
        ("bbc", "BBC中文 2024年6月18日", ["第2篇"]),
        ("dw", "德国之声 2024年6月18日", ["第1篇", "第3篇"]),
    ]
    assert names(split(articles, "outlet", title="海港"))[0][1] == "海港 BBC中文"


def test_outlets_whose_codes_cannot_be_file_names_get_different_labels() -> None:
    codes = ("../某社", "..\\某社", "///", "dw")
    articles = [
        from_outlet(number, Outlet(code, f"第{number}社", f"第{number}社"))
        for number, code in enumerate(codes)
    ]
    labels = [volume.label for volume in split(articles, "outlet")]
    assert labels == ["dw", "outlet", "某社-1", "某社-2"]


def test_a_number_splits_the_articles_in_their_order() -> None:
    days = [f"2024-06-{day:02d}" for day in range(1, 13)]
    volumes = split(articles_on(*days), "5")
    assert [(label, title) for label, title, _ in names(volumes)] == [
        ("1", "德国之声 2024年6月1日—5日"),
        ("2", "德国之声 2024年6月6日—10日"),
        ("3", "德国之声 2024年6月11日—12日"),
    ]
    assert [len(volume.book.chapters) for volume in volumes] == [5, 5, 2]


def test_numbers_of_many_volumes_sort_as_text() -> None:
    volumes = split(articles_on(*["2024-06-18"] * 12), "1")
    labels = [volume.label for volume in volumes]
    assert labels[0] == "01"
    assert labels[-1] == "12"
    assert labels == sorted(labels)


def test_volumes_of_the_same_days_are_told_apart_by_numbers() -> None:
    volumes = split(articles_on("2024-06-18", "2024-06-18"), "1")
    assert [volume.book.title for volume in volumes] == [
        "德国之声 2024年6月18日（1）",
        "德国之声 2024年6月18日（2）",
    ]


def test_a_month_over_the_size_limit_is_split_further() -> None:
    long = [
        article(
            paragraph("灯塔。" * 33_000),
            number=number,
            about=About(f"第{number}篇", f"2024-0{month}-18T12:00:00"),
        )
        for number, month in enumerate((6, 6, 6, 5))
    ]
    request = Request(
        format=EpubFormat(fonts="none", max_bytes=1_000_000),
        shape=BookShape(split=Split("month")),
    )
    assert names(make_volumes(long, None, request)) == [
        ("2024-05", "德国之声 2024年5月", ["第3篇"]),
        ("2024-06-1", "德国之声 2024年6月（1）", ["第0篇", "第1篇"]),
        ("2024-06-2", "德国之声 2024年6月（2）", ["第2篇"]),
    ]


def test_a_size_splits_a_pdf_too_and_never_exceeds_the_limit_of_the_format() -> None:
    long = [article(paragraph("灯塔。" * 33_000), number=n) for n in range(4)]
    by_size = BookShape(split=Split("bytes", 1_000_000))
    pdf = Request(format=PdfFormat(), shape=by_size)
    assert len(make_volumes(long, None, pdf)) == 4  # fonts take their share
    large = BookShape(split=Split("bytes", 10**12))
    epub = EpubFormat(fonts="none", max_bytes=1_000_000)
    assert len(make_volumes(long, None, Request(format=epub, shape=large))) == 2


def test_a_lead_comes_first_in_its_volume() -> None:
    third, fourth = MONTHS[2], MONTHS[3]
    second = MONTHS[1]
    volumes = split(MONTHS, "month", third, second, fourth)
    assert [title for *_, title in names(volumes)] == [
        ["第4篇"],
        ["第3篇"],
        ["第2篇", "第1篇"],
    ]
    first, *_ = split(MONTHS, "2", third)
    assert names([first])[0][2] == ["第3篇", "第1篇"]


def test_an_article_of_another_volume_is_found_with_its_number() -> None:
    first, *_, last = split(MONTHS, "month")
    assert first.find_elsewhere is not None
    found = first.find_elsewhere("https://www.dw.com/zh/a-90000001")
    assert found is not None
    assert (found.volume, found.title) == (3, "第1篇")
    assert first.find_elsewhere("https://www.dw.com/zh/a-90000009") is None
    assert last.find_elsewhere is first.find_elsewhere


def test_volumes_that_only_the_size_limit_makes_name_no_others() -> None:
    long = [article(paragraph("灯塔。" * 33_000), number=n) for n in range(4)]
    request = Request(format=EpubFormat(fonts="none", max_bytes=1_000_000))
    assert [one.find_elsewhere for one in make_volumes(long, None, request)] == [
        None,
        None,
    ]
