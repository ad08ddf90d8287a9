"""Choosing articles: by date, source, edition, number, and one by one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exporter.archive import Scan, scan_archive
from exporter.errors import EXIT_FAILED, EXIT_USAGE, NothingSelectedError, UsageError
from exporter.journal import Journal
from exporter.model import ArticleHeader, Location, Problem
from exporter.outlets import article_id, outlet_for
from exporter.search import parse_words
from exporter.selection import Selected, Selection, parse_wanted, read_wanted, select
from tests.support.archives import article, fill, pack

DAY = timedelta(days=1)
START = datetime(2024, 6, 1, tzinfo=UTC)


def header(
    number: int,
    *,
    day: float = 0,
    folder: str = "dw",
    host: str = "www.dw.com",
    name: str = "",
) -> ArticleHeader:
    url = f"https://{host}/zh/a-{number}"
    outlet = outlet_for(url, folder)
    return ArticleHeader(
        id=article_id(url, outlet),
        location=Location(f"/archive/articles/{folder}/{name or number}.md"),
        title=f"第{number}篇",
        url=url,
        outlet=outlet,
        published=START + day * DAY,
    )


def scan_of(*headers: ArticleHeader) -> Scan:
    sources: dict[tuple[str, str], int] = {}
    for h in headers:
        key = (h.location.folder, h.outlet.code)
        sources[key] = sources.get(key, 0) + 1
    times = [h.published for h in headers]
    return Scan(
        headers,
        len(headers),
        min(times, default=None),
        max(times, default=None),
        sources,
    )


def numbers(selected: Selected) -> list[int]:
    return [int(h.url.rpartition("-")[2]) for h in selected.headers]


def choose(scan: Scan, selection: Selection) -> list[int]:
    return numbers(select(scan, selection, journal=Journal()))


# --------------------------------------------------------------- order, limit


MIXED = scan_of(header(2, day=1), header(1, day=3), header(3, day=2))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, [1, 3, 2]),
        ("newest", [1, 3, 2]),
        ("oldest", [2, 3, 1]),
        ("given", [2, 1, 3]),
    ],
)
def test_without_an_order_the_newest_article_is_first(
    order: str | None, expected: list[int]
) -> None:
    selection = Selection(order=order)  # type: ignore[arg-type]
    assert choose(MIXED, selection) == expected


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_articles_of_the_same_time_are_ordered_by_id_then_location(order: str) -> None:
    tied = [
        header(30, name="b"),
        header(30, name="a"),
        header(20),
        header(10, folder="x", host="www.bbc.com"),
    ]
    selection = Selection(order=order, editions="all")  # type: ignore[arg-type]
    found = select(scan_of(*tied), selection, journal=Journal()).headers
    assert found == (tied[2], tied[1], tied[0], tied[3])
    assert select(scan_of(*tied[::-1]), selection, journal=Journal()).headers == found


def test_the_limit_is_applied_after_order_and_editions() -> None:
    scan = scan_of(
        header(1, day=1), header(2, day=5), header(2, day=4, name="x"), header(3, day=3)
    )
    assert choose(scan, Selection(limit=2)) == [2, 3]
    assert choose(scan, Selection(limit=2, order="oldest")) == [1, 3]
    assert choose(scan, Selection(limit=99)) == [2, 3, 1]


@pytest.mark.parametrize("limit", [0, -1])
def test_limit_below_one_is_wrong_usage(limit: int) -> None:
    with pytest.raises(UsageError, match=f"--limit {limit}"):
        choose(MIXED, Selection(limit=limit))


# -------------------------------------------------------------------- editions


def test_the_newest_edition_is_chosen_and_the_others_are_named() -> None:
    old, new = header(1, day=1, name="9"), header(1, day=2, name="8")
    oldest = header(1, day=0, name="7")
    found = select(scan_of(old, oldest, new, header(2)), Selection(), journal=Journal())
    assert numbers(found) == [1, 2]
    assert found.headers[0] is new
    assert found.superseded == ((old, new), (oldest, new))


def test_editions_of_the_same_time_give_the_one_at_the_first_location() -> None:
    first, second = header(1, name="1000"), header(1, name="1001")
    for given in ((first, second), (second, first)):
        found = select(scan_of(*given), Selection(), journal=Journal())
        assert found.headers == (first,)
        assert found.superseded == ((second, first),)


def test_all_editions_are_kept_when_asked_for() -> None:
    scan = scan_of(header(1, day=1), header(1, day=2, name="x"))
    found = select(scan, Selection(editions="all"), journal=Journal())
    assert numbers(found) == [1, 1]
    assert found.superseded == ()


def test_superseded_editions_of_articles_beyond_the_limit_are_not_told() -> None:
    scan = scan_of(header(1, day=1), header(1, name="x"), header(2, day=2))
    assert select(scan, Selection(limit=1), journal=Journal()).superseded == ()


# ----------------------------------------------------------------- time, source


def test_since_is_inclusive_and_until_exclusive() -> None:
    scan = scan_of(*(header(n, day=n) for n in range(5)))
    selection = Selection(since=START + DAY, until=START + 3 * DAY)
    assert choose(scan, selection) == [2, 1]


SOURCES = scan_of(
    header(1, folder="德国之声"),
    header(2, folder="dw"),
    header(3, folder="BBC", host="www.bbc.com"),
    header(4, folder="杂志", host="example.org"),
    header(5, folder="misc", host="www.dw.com"),
)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("dw",), [1, 2, 5]),
        (("DW",), [1, 2, 5]),
        (("德国之声",), [1, 2, 5]),
        (("德國之聲",), [1, 2, 5]),
        (("deutsche welle",), [1, 2, 5]),
        (("bbc",), [3]),
        ((" BBC中文 ",), [3]),
        (("杂志",), [4]),
        (("MISC",), [5]),
        (("misc", "bbc"), [3, 5]),
    ],
)
def test_a_source_is_chosen_by_folder_code_or_any_name(
    names: tuple[str, ...], expected: list[int]
) -> None:
    assert sorted(choose(SOURCES, Selection(sources=names))) == expected


def test_an_unknown_source_is_wrong_usage_that_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'cnn'") as caught:
        choose(SOURCES, Selection(sources=("dw", "cnn")))
    assert caught.value.exit_code == EXIT_USAGE
    assert "dw 德国之声 (3), bbc BBC中文 (1)" in caught.value.hint
    assert "杂志 (1)" in caught.value.hint


def test_a_source_without_articles_in_the_time_is_no_wrong_usage() -> None:
    scan = Scan((), 7, START, START + DAY, {("BBC", "bbc"): 7})
    with pytest.raises(NothingSelectedError):
        choose(scan, Selection(since=START + 9 * DAY, sources=("bbc",)))


# --------------------------------------------------------------------- nothing


def test_an_empty_selection_is_an_error_that_names_the_dates_there_are() -> None:
    selection = Selection(since=START + 9 * DAY)
    with pytest.raises(NothingSelectedError) as caught:
        select(MIXED, selection, journal=Journal(), zone=ZoneInfo("Pacific/Kiritimati"))
    message = caught.value.message
    assert "3 articles were looked at, dated from 2024-06-02 to 2024-06-04" in message
    assert "--since" in caught.value.hint
    assert caught.value.exit_code == EXIT_FAILED


def test_an_archive_without_articles_is_an_error() -> None:
    with pytest.raises(NothingSelectedError, match="holds no article"):
        choose(scan_of(), Selection(sources=("dw",)))


def test_an_empty_selection_names_dates_at_the_ends_of_the_calendar() -> None:
    first = datetime.min.replace(tzinfo=UTC)
    last = datetime.max.replace(tzinfo=UTC)
    scan = Scan((), 2, first, last, {})
    for zone in ("Asia/Shanghai", "America/New_York"):
        selection = Selection(since=last)
        with pytest.raises(NothingSelectedError, match="0001-01-01 to 9999-12-31"):
            select(scan, selection, journal=Journal(), zone=ZoneInfo(zone))


# ---------------------------------------------------------------------- wanted


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("a-1\n\n  # no\n b \r\n#x\n\tc d\t\n", ("a-1", "b", "c d")),
        ("a\rb", ("a", "b")),
        ("a\u2028b\u0085c", ("a\u2028b\u0085c",)),
        ("a\n#b\0\0 c \0", ("a\n#b", " c ")),
        ("# nothing\n", ()),
        ("", ()),
    ],
)
def test_list_files_give_one_entry_a_line(text: str, entries: tuple[str, ...]) -> None:
    assert parse_wanted(text) == entries
    assert read_wanted(text.encode()) == entries


def test_a_list_with_a_byte_order_mark_or_bytes_not_utf8_is_read() -> None:
    assert read_wanted(b"\xef\xbb\xbfa-1\n") == ("a-1",)
    assert read_wanted("a-1\r\n题".encode("utf-16")) == ("a-1", "题")
    assert read_wanted(b"\xff.md\n") == ("\udcff.md",)


HASHED = header(7, folder="法广", host="www.rfi.fr")
UNKNOWN = header(8, folder="杂志", host="example.org")
WANTED = scan_of(header(1, day=1), header(20, day=2), HASHED, UNKNOWN)


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        ("a-20", 20),
        ("A-20", 20),
        ("20", 20),
        ("a-20  2024-06-03 00:00  德国之声  第20篇", 20),
        ("a-20\t2024-06-03\tdw", 20),
        ("https://www.dw.com/zh/别的标题/a-20", 20),
        ("https://www.dw.com/zh/x/a-20?maca=zh#top", 20),
        ("https://api.dw.com/api/detail/article/20", 20),
        ("http://www.rfi.fr//zh/a-7/", 7),
        (HASHED.id, 7),
        (f"{HASHED.id}  2024-06-01", 7),
        ("https://example.org/zh/a-8", 8),
        ("/archive/articles/dw/20.md", 20),
        ("/archive/articles/rfa/../dw/20.md", 20),
        ("articles/dw/20.md", 20),
        ("./dw/20.md", 20),
        ("20.md", 20),
    ],
)
def test_articles_are_wanted_by_id_address_or_path(entry: str, number: int) -> None:
    problems: list[Problem] = []
    found = select(
        WANTED, Selection(wanted=(entry,)), journal=Journal(problems=problems)
    )
    assert numbers(found) == [number]
    assert problems == []


def test_wanted_articles_keep_the_order_of_the_list() -> None:
    wanted = ("a-20", HASHED.id, "a-1", "20")
    assert choose(WANTED, Selection(wanted=wanted)) == [20, 7, 1]
    assert choose(WANTED, Selection(wanted=wanted, order="oldest")) == [7, 1, 20]


def test_a_wanted_entry_that_names_no_article_is_a_problem() -> None:
    problems: list[Problem] = []
    wanted = ("a-999", "a-1", "https://www.dw.com/zh/a-998", "gone\x07.md", "0.md")
    found = select(WANTED, Selection(wanted=wanted), journal=Journal(problems=problems))
    assert numbers(found) == [1]
    assert [(p.code, p.where) for p in problems] == [
        ("not-found", "a-999"),
        ("not-found", "https://www.dw.com/zh/a-998"),
        ("not-found", "gone\\x07.md"),
        ("not-found", "0.md"),
    ]


@pytest.mark.parametrize("wanted", [("a-999",), ()])
def test_a_list_of_which_nothing_is_found_is_an_error(wanted: tuple[str, ...]) -> None:
    with pytest.raises(NothingSelectedError, match="4 articles") as caught:
        choose(WANTED, Selection(wanted=wanted))
    assert "--from" in caught.value.hint


def test_a_wanted_article_outside_the_time_is_left_out_without_a_problem() -> None:
    problems: list[Problem] = []
    selection = Selection(wanted=("a-1", "a-20"), since=START + 2 * DAY)
    assert numbers(select(WANTED, selection, journal=Journal(problems=problems))) == [
        20
    ]
    assert problems == []


def test_an_older_edition_wanted_by_its_path_is_chosen() -> None:
    scan = scan_of(header(1, day=1, name="old"), header(1, day=2, name="new"))
    found = select(scan, Selection(wanted=("old.md",)), journal=Journal())
    assert [h.location.path for h in found.headers] == ["/archive/articles/dw/old.md"]
    both = select(scan, Selection(wanted=("a-1",)), journal=Journal())
    assert [h.location.path for h in both.headers] == ["/archive/articles/dw/new.md"]
    assert len(both.superseded) == 1


def test_paths_in_the_form_list_prints_are_found(tmp_path: Path) -> None:
    names = ["1_一\n行.md", "2_宽\u00a0.md", "3_a!b.md"]
    fill(
        tmp_path,
        {
            f"articles/dw/{name}": article(url=f"https://www.dw.com/zh/a-{n}")
            for n, name in enumerate(names)
        },
    )
    packed = {f"articles/dw/{name}": article() for name in names}
    for path in (tmp_path, pack(tmp_path / "a.zip", packed)):
        problems: list[Problem] = []
        scan = scan_archive(path, index_path=None, journal=Journal(problems=problems))
        for h in scan.headers:
            shown = h.location.display
            tail = shown.rpartition("/")[2]
            for entry in (shown, tail, f"articles/dw/{tail}"):
                selection = Selection(wanted=(entry,))
                found = select(scan, selection, journal=Journal(problems=problems))
                assert found.headers == (h,)
        assert problems == []


def test_paths_outside_the_archive_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(
        tmp_path,
        {
            "here.md": article(url="https://www.dw.com/zh/a-5"),
            "more/1.md": article(url="https://www.dw.com/zh/a-6"),
            "text.md": b"no article",
            "bad.zip": b"PK",
            "1000001.md": b"",
        },
    )
    monkeypatch.chdir(tmp_path)
    known = Problem("article-unreadable", "1000001.md", "it is empty", "left out")
    problems = [known]
    wanted = ("more", "text.md", "a-1", "here.md", "bad.zip", "1000001.md")
    found = select(WANTED, Selection(wanted=wanted), journal=Journal(problems=problems))
    assert numbers(found) == [6, 1, 5]
    assert [(p.code, p.where) for p in problems] == [
        ("article-unreadable", "1000001.md"),
        ("not-an-article", "text.md"),
        ("not-found", "bad.zip"),
    ]


def test_a_source_chooses_a_wanted_file_outside_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://www.bbc.com/zhongwen/simp/world-53417185"
    fill(tmp_path, {"BBC/1.md": article(url=url)})
    monkeypatch.chdir(tmp_path)
    selection = Selection(wanted=("BBC/1.md", "a-1"), sources=("bbc",))
    (found,) = select(scan_of(header(1)), selection, journal=Journal()).headers
    assert found.url == url


def test_outdated_edition_is_not_chosen_where_the_newest_one_is_not_wanted() -> None:
    old = replace(header(1, day=1, name="9"), title="怪蛋来自海底")
    new = replace(header(1, day=2, name="8"), title="怪蛋真相大白")
    other = replace(header(2), title="海底火山")
    scan = scan_of(old, new, other)
    selection = Selection(title=parse_words("海底", "--title-match"))
    found = select(scan, selection, journal=Journal())
    assert found.headers == (other,)
    found = select(
        scan,
        Selection(),
        journal=Journal(),
        narrow=lambda headers: [h for h in headers if h is not new],
    )
    assert found.headers == (other,)
