"""--group, --lead and --split, as users give them: files, titles, refusals."""

import re
from pathlib import Path

import pytest

from checks.epubcheck import check_epubs
from exporter.assembly import report_shape
from exporter.journal import Journal
from exporter.request import Request
from tests.support.archives import fill
from tests.support.books import article
from tests.support.commandline import RunCli
from tests.support.news import NEWEST_FIRST, PLAIN, make_news, read_book, story


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def labels(path: Path) -> list[str]:
    """Return the entries of the contents, without contents and copyright page."""
    nav = read_book(path).nav.split("<nav ")[1]
    return re.findall(r"<a [^>]*>([^<]*)</a>", nav)[1:-1]


def test_group_puts_articles_under_the_names_of_outlets(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--group", "outlet", *PLAIN, "-o", "a.epub", cwd=news)
    assert done.exit_code == 0
    assert labels(news / "a.epub") == [
        "德国之声",
        "6月19日 钟楼慢了两刻",
        "6月2日 渡轮提前靠岸",
        "5月30日 灯塔重新点亮",
        "BBC中文",
        "6月20日 木桥会唱歌",
        "自由亚洲电台",
        "6月30日 茶山下雪了",
    ]


def test_group_may_be_set_in_the_configuration(news: Path, run_cli: RunCli) -> None:
    (news / "dwexport.toml").write_text('group = "none"\n', "utf-8")
    assert run_cli("epub", *PLAIN, "-o", "a.epub", cwd=news).exit_code == 0
    assert [label.split()[1] for label in labels(news / "a.epub")] == [
        *NEWEST_FIRST,
        "灯塔重新点亮",
    ]


def test_group_by_topic_without_any_topic_is_a_problem(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--group", "topic", *PLAIN, "-o", "a.epub", cwd=news)
    assert done.exit_code == 3
    assert "no article of the book has a topic; the book has no sections" in done.err
    assert len(labels(news / "a.epub")) == 5


def test_lead_comes_first(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--lead", "1002", *PLAIN, "-o", "a.epub", cwd=news)
    assert done.exit_code == 0
    assert read_book(news / "a.epub").headlines[:2] == ["渡轮提前靠岸", "茶山下雪了"]
    assert labels(news / "a.epub")[:2] == ["6月2日 渡轮提前靠岸", "2024年6月"]


def test_lead_that_is_not_chosen_is_refused_with_the_nearest(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--lead", "a-1004", "-o", "a.epub", cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert "--lead a-1004: none of the articles chosen has this id" in done.err
    assert "did you mean a-1003" in done.err
    assert not (news / "a.epub").exists()


def test_lead_that_was_lost_while_reading_is_a_problem() -> None:
    first, second = article(number=1), article(number=2)
    journal = Journal()
    leads = [first.header.location, second.header.location]
    report_shape([second], Request(), leads, journal)
    (problem,) = journal.problems
    assert (problem.code, problem.where) == ("lead-left-out", "articles/dw/1.md")


def test_split_by_month_makes_a_file_for_each_month(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli(
        *("epub", "--split", "month", "--tz", "Asia/Shanghai", *PLAIN), cwd=news
    )
    assert done.exit_code == 0
    assert done.out.splitlines() == [
        "dw+bbc+rfa-2024-05.epub",
        "dw+bbc+rfa-2024-06.epub",
        "dw+bbc+rfa-2024-07.epub",
    ]
    made = [read_book(news / name) for name in done.out.splitlines()]
    assert [one.title for one in made] == [
        "德国之声 2024年5月",
        "德国之声、BBC中文 2024年6月",
        "自由亚洲电台 2024年7月",
    ]
    assert made[1].headlines == ["木桥会唱歌", "钟楼慢了两刻", "渡轮提前靠岸"]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("2", ["a-1.epub", "a-2.epub", "a-3.epub"]),
        ("outlet", ["a-bbc.epub", "a-dw.epub", "a-rfa.epub"]),
        (
            "week",
            ["a-2024-W22.epub", "a-2024-W25.epub", "a-2024-W26.epub"],
        ),
        ("1GB", ["a.epub"]),
        ("none", ["a.epub"]),
    ],
)
def test_split_writes_its_labels_before_the_suffix(
    by: str, names: list[str], news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--split", by, *PLAIN, "-o", "a.epub", cwd=news)
    assert (done.exit_code, done.out.splitlines()) == (0, names)


@pytest.mark.parametrize("by", ["0", "foo", "mnoth", "5 km"])
def test_what_cannot_split_a_book_is_refused_before_any_work(
    by: str, news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--split", by, "-o", "a.epub", cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert len(done.err.strip().splitlines()) == 2
    assert list(news.glob("*.epub")) == []


def test_split_to_standard_output_is_refused(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--split", "month", "-o", "-", cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert "--split makes several files, and standard output is one" in done.err


@pytest.mark.slow
@pytest.mark.epubcheck
def test_epubcheck_finds_no_errors_in_any_shape(
    tmp_path: Path, run_cli: RunCli
) -> None:
    other = "<a href='https://api.dw.com/api/detail/article/12'>另一篇</a>"
    topics = "<span data-type='AUTO_TOPIC' data-id='1'>海</span>"
    stories = {
        f"articles/dw/{number}.md": story(
            10 + number,
            f"2024-0{4 + number}-18T12:00:00Z",
            f"第{number}篇",
            body=f"<p>守塔人说，灯会一直亮着，见{other}，{topics}。</p>",
        )
        for number in (1, 2, 3)
    }
    fill(tmp_path, stories)
    base = ("epub", *PLAIN, "--lead", "a-13")
    for group in ("day", "week", "month", "outlet", "topic", "none"):
        run_cli(*base, "--group", group, "-o", f"{group}.epub", cwd=tmp_path)
    for by in ("month", "week", "outlet", "2", "50MB"):
        run_cli(*base, "--split", by, "-o", f"by-{by}.epub", cwd=tmp_path)
    books = sorted(tmp_path.glob("*.epub"))
    assert len(books) == 6 + 3 + 3 + 1 + 2 + 1
    found = check_epubs(books)
    assert {path.name: [str(m) for m in found[path]] for path in books} == {
        path.name: [] for path in books
    }
    may, june = (read_book(tmp_path / f"by-month-2024-0{n}.epub") for n in (5, 6))
    assert "另一篇</a>〔见第2卷《第2篇》〕" in may.chapters[0]
    assert "〔见" not in june.chapters[0]
