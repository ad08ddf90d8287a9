"""``dwexport epub``: the articles chosen, the file written, what the user reads."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exporter import __version__
from exporter.cli.summary import print_summary
from exporter.journal import Journal
from exporter.model import LeftOut, Location
from tests.support.archives import fill, pack
from tests.support.commandline import RunCli
from tests.support.news import (
    NEWEST_FIRST,
    NEWS,
    PLAIN,
    make_news,
    read_book,
    shell,
    story,
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def headlines(path: Path) -> list[str]:
    return read_book(path).headlines


# ------------------------------------------------------------- the main job


def test_epub_in_an_archive_folder_makes_the_book(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--since", "2024-06", cwd=news)
    assert (done.exit_code, done.out) == (0, "dw+bbc+rfa-2024-06.epub\n")
    book = read_book(news / done.out.strip())
    assert book.headlines == NEWEST_FIRST
    assert book.title == "德国之声、BBC中文、自由亚洲电台 2024年6月"
    assert any(name.endswith(".otf") for name in book.names)
    assert done.err.splitlines()[0].startswith(
        f"{book.title}: 4 articles, 0 pictures, "
    )


@pytest.mark.slow
def test_epub_in_a_process_of_its_own_makes_the_same_book(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--since", "2024-06", *PLAIN, cwd=news, own_process=True)
    assert (done.exit_code, done.out) == (0, "dw+bbc+rfa-2024-06.epub\n")
    assert headlines(news / done.out.strip()) == NEWEST_FIRST


def test_the_newest_edition_is_kept_and_the_others_are_named(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--source", "dw", *PLAIN, "-o", "b.epub", cwd=news)
    assert done.exit_code == 0
    assert headlines(news / "b.epub") == [
        "钟楼慢了两刻",
        "渡轮提前靠岸",
        "灯塔重新点亮",
    ]
    assert "1 older edition left out, the newest kept (--editions all " in done.err
    assert "  a-1003: " in done.err
    assert "1000007.md gave way to " in done.err


def test_all_editions_puts_every_edition_into_the_book(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--editions", "all", *PLAIN, "-o", "b.epub", cwd=news)
    assert done.exit_code == 0
    assert {"钟楼慢了一刻", "钟楼慢了两刻"} <= set(headlines(news / "b.epub"))
    assert "edition" not in done.err


def test_nine_older_editions_are_counted_and_not_listed(
    tmp_path: Path, run_cli: RunCli
) -> None:
    files = {
        f"articles/dw/{n}.md": story(7, f"2024-06-{n:02}T08:00:00Z", f"第{n}稿")
        for n in range(1, 11)
    }
    fill(tmp_path, files)
    done = run_cli("epub", *PLAIN, "-o", "b.epub")
    assert done.exit_code == 0
    assert "9 older editions left out" in done.err
    assert done.err.count("gave way to") == 5
    assert "  and 4 more" in done.err


# ------------------------------------------------------------- where from


def test_the_archive_is_named_by_flag_or_variable(
    news: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    args = ("epub", *PLAIN, "-o", "b.epub", "-q")
    assert run_cli(*args, "--archive", news).exit_code == 0
    assert len(headlines(tmp_path / "b.epub")) == 5
    (tmp_path / "b.epub").unlink()
    done = run_cli(*args, env={"DWEXPORT_ARCHIVE": str(news)})
    assert (done.exit_code, done.out) == (0, "b.epub\n")
    assert len(headlines(tmp_path / "b.epub")) == 5


def test_a_flag_wins_over_the_variable(
    news: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    env = {"DWEXPORT_ARCHIVE": str(tmp_path / "nowhere")}
    done = run_cli("epub", "--archive", news, *PLAIN, "-o", "b.epub", env=env)
    assert done.exit_code == 0


def test_a_tilde_in_an_option_is_the_home_folder(home: Path, run_cli: RunCli) -> None:
    make_news(home / "news")
    done = run_cli("epub", "--archive=~/news", "--limit", "1", *PLAIN, "-o", "b.epub")
    assert done.exit_code == 0
    (home / "wanted").write_text("a-1002\n", "utf-8")
    args = ("--archive=~/news", "--from=~/wanted", "--output=~/b.epub")
    done = run_cli("epub", *args, *PLAIN)
    assert (done.exit_code, done.out) == (0, f"{home}/b.epub\n")
    done = run_cli("epub", "--archive=~nobody-here/news", *PLAIN)
    assert (done.exit_code, done.out) == (1, "")
    assert "~nobody-here/news does not exist" in done.err


def test_a_zip_is_read_in_place(tmp_path: Path, run_cli: RunCli) -> None:
    packed = pack(tmp_path / "n.zip", {f"news-main/{k}": v for k, v in NEWS.items()})
    before = sorted(tmp_path.iterdir())
    done = run_cli("epub", "--archive", packed, "--since", "2024-06", *PLAIN)
    assert done.exit_code == 0
    assert headlines(tmp_path / done.out.strip()) == NEWEST_FIRST
    made = [p for p in tmp_path.iterdir() if p not in before]
    assert made == [tmp_path / "dw+bbc+rfa-2024-06.epub"]


def test_files_and_folders_as_arguments_replace_the_archive(
    news: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    packed = pack(
        tmp_path / "n.zip", {"articles/dw/1.md": story(5, _DAY, "来自压缩包")}
    )
    done = run_cli(
        *("epub", "articles/dw/1000008.md", "articles/BBC", packed, "-o", "b.epub"),
        *PLAIN,
        cwd=news,
    )
    assert done.exit_code == 0
    assert set(headlines(news / "b.epub")) == {
        "渡轮提前靠岸",
        "木桥会唱歌",
        "来自压缩包",
    }


def test_files_named_one_by_one_keep_their_order_and_editions(
    news: Path, run_cli: RunCli
) -> None:
    names = ["1000007", "1000009", "1000006"]
    paths = [f"articles/dw/{name}.md" for name in names]
    assert run_cli("epub", *paths, *PLAIN, "-o", "b.epub", cwd=news).exit_code == 0
    assert headlines(news / "b.epub") == [
        "钟楼慢了一刻",
        "灯塔重新点亮",
        "钟楼慢了两刻",
    ]


_DAY = "2024-06-18T12:00:00Z"
_FERRY = ["渡轮提前靠岸"]
_FERRY_AND_BRIDGE = ["渡轮提前靠岸", "木桥会唱歌"]
LISTS: Mapping[str, tuple[str, list[str]]] = {
    "ids": ("a-1002\nbbc-bdc9c47da792\n", _FERRY_AND_BRIDGE),
    "numbers": ("1002\n", _FERRY),
    "an address with other words": ("https://www.dw.com/zh/other/a-1002\n", _FERRY),
    "an address with a query": (
        "a-1002\nhttps://www.bbc.com/zhongwen/simp/bridge-1?utm=1\n",
        _FERRY_AND_BRIDGE,
    ),
    "paths": (
        "articles/dw/1000008.md\n./articles/BBC/1000005_桥.md\n",
        _FERRY_AND_BRIDGE,
    ),
    "rows": ("a-1002        2024-06-02 08:00  德国之声      渡轮提前靠岸\n", _FERRY),
    "NULs": (
        "articles/dw/1000008.md\0articles/BBC/1000005_桥.md\0",
        _FERRY_AND_BRIDGE,
    ),
    "blanks, comments, CRLF": ("# 要的\r\n\r\na-1002\r\n", _FERRY),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_from_takes_ids_paths_and_addresses_from_a_pipe(
    news: Path, run_cli: RunCli, text: str, expected: list[str]
) -> None:
    done = run_cli("epub", "--from", "-", *PLAIN, "-o", "b.epub", stdin=text, cwd=news)
    assert done.exit_code == 0
    assert headlines(news / "b.epub") == expected


def test_from_takes_a_file_and_keeps_its_order(news: Path, run_cli: RunCli) -> None:
    (news / "wanted.txt").write_text("a-1001\na-1003\na-1002\n", "utf-8")
    args = ("epub", "--from", "wanted.txt", *PLAIN, "-o", "b.epub")
    assert run_cli(*args, cwd=news).exit_code == 0
    assert headlines(news / "b.epub") == [
        "灯塔重新点亮",
        "钟楼慢了两刻",
        "渡轮提前靠岸",
    ]
    assert run_cli(*args, "--order", "oldest", cwd=news).exit_code == 0
    assert headlines(news / "b.epub") == [
        "灯塔重新点亮",
        "渡轮提前靠岸",
        "钟楼慢了两刻",
    ]


def test_a_list_entry_that_names_no_article_is_a_problem(
    news: Path, run_cli: RunCli
) -> None:
    args = ("epub", "--from", "-", *PLAIN, "-o", "b.epub")
    done = run_cli(*args, stdin="a-1002\na-424242\n", cwd=news)
    assert (done.exit_code, done.out) == (3, "b.epub\n")
    assert "1 problem:" in done.err
    assert "a-424242: no article has this id or address" in done.err


@pytest.mark.slow
def test_rows_of_list_filtered_by_grep_make_a_book_through_a_pipe(news: Path) -> None:
    done = shell(
        "dwexport list --since 2024-06 | grep 桥 | "
        "dwexport epub --from - --images none --fonts none",
        cwd=news,
    )
    assert done.returncode == 0, done.stderr
    assert headlines(news / done.stdout.strip()) == ["木桥会唱歌"]


# ------------------------------------------------------------- choosing


CHOICES: Mapping[str, tuple[tuple[str, ...], list[str]]] = {
    "a month": (("--since", "2024-05", "--until", "2024-05"), ["灯塔重新点亮"]),
    "until a day": (
        ("--until", "2024-06-02", "--order", "oldest"),
        ["灯塔重新点亮", "渡轮提前靠岸"],
    ),
    "a minute": (("--since", "2024-06-20T10:00", "--limit", "9"), NEWEST_FIRST[:2]),
    "the first of an order": (("--limit", "1", "--order", "oldest"), ["灯塔重新点亮"]),
    "the newest": (("--limit", "1"), ["茶山下雪了"]),
    "a folder": (("--source", "BBC"), ["木桥会唱歌"]),
    "outlets by their names": (
        ("--source", "自由亞洲電台", "--source", "bbc"),
        NEWEST_FIRST[:2],
    ),
    "another zone": (("--since", "2024-07", "--tz", "Asia/Shanghai"), ["茶山下雪了"]),
    "an offset": (("--since", "2024-07", "--tz", "+08:00"), ["茶山下雪了"]),
}


@pytest.mark.parametrize(("options", "expected"), CHOICES.values(), ids=CHOICES)
def test_each_selection_option_chooses_the_expected_articles(
    news: Path, run_cli: RunCli, options: tuple[str, ...], expected: list[str]
) -> None:
    done = run_cli("epub", *options, *PLAIN, "-o", "b.epub", cwd=news)
    assert done.exit_code == 0
    assert headlines(news / "b.epub") == expected


def test_dates_in_a_book_follow_the_time_zone(news: Path, run_cli: RunCli) -> None:
    args = ("epub", "--limit", "1", *PLAIN, "-o", "b.epub")
    assert run_cli(*args, "--tz", "UTC", cwd=news).exit_code == 0
    assert "2024年6月30日" in read_book(news / "b.epub").chapters[0]
    assert run_cli(*args, "--tz", "Asia/Shanghai", cwd=news).exit_code == 0
    assert "2024年7月1日" in read_book(news / "b.epub").chapters[0]


@pytest.mark.slow
def test_last_counts_back_from_now(tmp_path: Path, run_cli: RunCli) -> None:
    now = datetime.now(UTC)
    files = {
        f"articles/dw/{days}.md": story(
            days, (now - timedelta(days=days)).isoformat(), f"{days}天以前"
        )
        for days in (1, 5, 12, 200)
    }
    fill(tmp_path, files)
    args = ("epub", *PLAIN, "-o", "b.epub")
    for span, expected in (("36h", 1), ("1w", 2), ("14d", 3), ("1y", 4)):
        assert run_cli(*args, "--last", span).exit_code == 0
        assert len(headlines(tmp_path / "b.epub")) == expected


# ------------------------------------------------------------- the book's file


def test_a_title_names_the_book_and_its_file(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--title", "镇上/新闻: *一*", *PLAIN, cwd=news)
    assert (done.exit_code, done.out) == (0, "镇上 新闻 一.epub\n")
    assert read_book(news / "镇上 新闻 一.epub").title == "镇上/新闻: *一*"


@pytest.mark.parametrize(
    "title",
    ["a\x00b".replace("\x00", "\x01"), "两\n行", "\udcff\udcfe坏", "..", "-x"],
)
def test_a_title_of_any_characters_makes_a_book_with_a_safe_name(
    news: Path, run_cli: RunCli, title: str
) -> None:
    done = run_cli("epub", "--title", title, "--limit", "1", *PLAIN, cwd=news)
    assert done.exit_code == 0
    name = done.out.removesuffix("\n")
    assert "\n" not in name
    assert "/" not in name
    assert not name.startswith(("-", "."))
    assert read_book(news / name).headlines == ["茶山下雪了"]


def test_a_book_of_one_article_is_named_after_it(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--limit", "1", *PLAIN, cwd=news)
    assert done.out == "茶山下雪了.epub\n"


def test_the_path_given_by_output_is_printed_unchanged(
    news: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    (tmp_path / "书 架").mkdir()
    path = tmp_path / "书 架" / "my book"
    done = run_cli("epub", "--archive", news, *PLAIN, "--output", path)
    assert (done.exit_code, done.out) == (0, f"{path}\n")
    assert len(headlines(path)) == 5


@pytest.mark.slow
def test_standard_output_carries_the_book_and_nothing_else(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", *PLAIN, "-o", "-", cwd=news, own_process=True)
    assert done.exit_code == 0
    assert len(read_book(done.out_bytes).headlines) == 5
    assert "5 articles" in done.err
    assert sorted(p.name for p in news.iterdir()) == ["README.md", "articles", "lists"]


@pytest.mark.slow
def test_an_unbuffered_standard_output_gets_the_whole_book(
    news: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    args = ("epub", "--archive", news, *PLAIN)
    assert run_cli(*args, "-o", "b.epub").exit_code == 0
    env = {"PYTHONUNBUFFERED": "1"}
    done = run_cli(*args, "-o", "-", env=env, own_process=True)
    assert done.out_bytes == (tmp_path / "b.epub").read_bytes()


def test_an_older_book_behind_a_link_is_replaced_and_the_link_stays(
    news: Path, run_cli: RunCli
) -> None:
    (news / "current.epub").symlink_to("real.epub")
    args = ("epub", *PLAIN, "-o", "current.epub")
    assert run_cli(*args, "--limit", "1", cwd=news).exit_code == 0
    first = (news / "real.epub").read_bytes()
    assert run_cli(*args, cwd=news).exit_code == 0
    assert (news / "current.epub").is_symlink()
    assert (news / "real.epub").read_bytes() != first
    assert len(headlines(news / "real.epub")) == 5


def test_a_book_is_written_over_an_empty_file(news: Path, run_cli: RunCli) -> None:
    (news / "made-by-mktemp").touch()
    done = run_cli("epub", *PLAIN, "-o", "made-by-mktemp", cwd=news)
    assert done.exit_code == 0


def test_the_same_options_give_the_same_bytes(news: Path, run_cli: RunCli) -> None:
    for name in ("a.epub", "b.epub"):
        assert run_cli("epub", "-o", name, cwd=news).exit_code == 0
    assert (news / "a.epub").read_bytes() == (news / "b.epub").read_bytes()


def test_no_temporary_file_is_left_behind(news: Path, run_cli: RunCli) -> None:
    assert run_cli("epub", *PLAIN, "-o", "b.epub", cwd=news).exit_code == 0
    assert not list(news.glob(".dwexport-*"))


# ------------------------------------------------------------- size, fonts


def test_fonts_none_embeds_none(news: Path, run_cli: RunCli) -> None:
    args = ("epub", "--images", "none", "-o", "b.epub")
    assert run_cli(*args, "--fonts", "none", cwd=news).exit_code == 0
    names = read_book(news / "b.epub").names
    assert not [n for n in names if n.endswith((".otf", ".ttf"))]


@pytest.mark.slow
@pytest.mark.parametrize("size", ["200KB", "0.2 mb", "200000"])
def test_a_book_over_max_size_becomes_volumes(
    tmp_path: Path, run_cli: RunCli, size: str
) -> None:
    files = {
        f"articles/dw/{n:07}.md": story(n, _DAY, f"第{n}号新闻") for n in range(1, 41)
    }
    fill(tmp_path, files)
    done = run_cli("epub", *PLAIN, "--max-size", size, "-o", "b.epub")
    assert done.exit_code == 0
    paths = done.out.splitlines()
    assert len(paths) > 1
    assert paths == [f"b-{n:02}.epub" for n in range(1, len(paths) + 1)]
    assert sum(len(headlines(tmp_path / path)) for path in paths) == 40
    assert "--max-size none makes one file of them" in done.err
    assert not (tmp_path / "b.epub").exists()


def test_max_size_none_is_one_file(tmp_path: Path, run_cli: RunCli) -> None:
    files = {f"articles/dw/{n:07}.md": story(n, _DAY, f"第{n}号") for n in range(1, 41)}
    fill(tmp_path, files)
    done = run_cli("epub", *PLAIN, "--max-size", "None", "-o", "b.epub")
    assert (done.exit_code, done.out) == (0, "b.epub\n")


# ------------------------------------------------------------- what is said


@pytest.fixture
def damaged(news: Path) -> Path:
    """Return an archive with two articles that cannot be read."""
    (news / "articles/dw/1000003.md").write_bytes(bytes(2000))
    (news / "articles/dw/1000002.md").write_bytes(story(9, _DAY, "断了")[:60] + b"]")
    return news


def test_problems_are_named_and_the_book_is_made(
    damaged: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", *PLAIN, "-o", "b.epub", cwd=damaged)
    assert (done.exit_code, done.out) == (3, "b.epub\n")
    assert len(headlines(damaged / "b.epub")) == 5
    assert "2 problems:" in done.err
    assert "1000003.md: it holds nothing but zero bytes; left out" in done.err
    assert "1000002.md: its header is cut off; left out" in done.err


def test_quiet_writes_only_problems(damaged: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "-q", *PLAIN, "-o", "b.epub", cwd=damaged)
    assert done.exit_code == 3
    assert done.err.startswith("2 problems:\n")
    assert "articles," not in done.err
    assert "edition" not in done.err


def test_quiet_writes_nothing_without_problems(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--quiet", *PLAIN, "-o", "b.epub", cwd=news)
    assert (done.exit_code, done.out, done.err) == (0, "b.epub\n", "")


def test_strict_with_a_problem_writes_no_book_and_keeps_the_old_one(
    damaged: Path, run_cli: RunCli
) -> None:
    args = ("epub", *PLAIN, "-o", "b.epub")
    done = run_cli(*args, "--strict", cwd=damaged)
    assert (done.exit_code, done.out) == (1, "")
    assert (
        "dwexport: 2 problems, and --strict was given: nothing was written" in done.err
    )
    assert "1000003.md" in done.err
    assert sorted(p.name for p in damaged.iterdir()) == [
        "README.md",
        "articles",
        "lists",
    ]
    run_cli(*args, cwd=damaged)
    before = (damaged / "b.epub").read_bytes()
    run_cli(*args, "--strict", "--limit", "1", cwd=damaged)
    assert (damaged / "b.epub").read_bytes() == before


def test_strict_without_a_problem_writes_the_book(news: Path, run_cli: RunCli) -> None:
    assert run_cli("epub", "--strict", *PLAIN, "-o", "b.epub", cwd=news).exit_code == 0


def test_the_report_holds_books_articles_and_problems(
    damaged: Path, run_cli: RunCli
) -> None:
    args = ("epub", *PLAIN, "-o", "b.epub", "--report", "r.json")
    assert run_cli(*args, cwd=damaged).exit_code == 3
    report = json.loads((damaged / "r.json").read_text("utf-8"))
    assert report["dwexport"] == __version__
    (book,) = report["books"]
    assert book["path"] == "b.epub"
    assert book["articles"] == 5
    assert book["images"] == 0
    assert book["size_bytes"] == (damaged / "b.epub").stat().st_size
    assert [a["title"] for a in report["articles"]] == [*NEWEST_FIRST, "灯塔重新点亮"]
    assert report["articles"][1] == {
        "id": "bbc-bdc9c47da792",
        "path": str(damaged / "articles/BBC/1000005_桥.md"),
        "title": "木桥会唱歌",
        "url": "https://www.bbc.com/zhongwen/simp/bridge-1",
        "left_out": [],
    }
    assert report["left_out"] == {}
    (older,) = report["superseded"]
    assert older["path"].endswith("1000007.md")
    assert older["kept"].endswith("1000006.md")
    assert [p["code"] for p in report["problems"]] == ["article-unreadable"] * 2
    assert set(report["problems"][0]) == {
        *("code", "where", "what", "done", "article", "url")
    }
    # A second run replaces the report.
    assert run_cli(*args, cwd=damaged).exit_code == 3


ADVERT = "DW中文有Instagram！欢迎搜寻dw.chinese，看更多影音报道。"


def test_text_left_out_by_a_rule_is_told_and_no_problem(
    tmp_path: Path, run_cli: RunCli
) -> None:
    body = f"<p>灯塔亮了。</p><p>{ADVERT}</p>"
    files = {
        f"articles/dw/100000{n}.md": story(n, _DAY, f"灯塔{n}", body=body)
        for n in range(3)
    }
    fill(tmp_path, {**files, "articles/dw/1000009.md": story(9, _DAY, "好的")})
    done = run_cli("epub", *PLAIN, "-o", "b.epub", "--report", "r.json")
    assert done.exit_code == 0
    assert "left out, as no part of the articles: dw instagram advert 3\n" in done.err
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["left_out"] == {"dw-instagram-advert": 3}
    told = [a["left_out"] for a in report["articles"]]
    assert sorted(map(len, told)) == [0, 1, 1, 1]
    assert [{"rule": "dw-instagram-advert", "what": ADVERT}] in told


def test_articles_read_by_workers_tell_what_they_left_out(
    tmp_path: Path, run_cli: RunCli
) -> None:
    body = f"<p>灯塔亮了。</p><p>{ADVERT}</p>"
    files = {
        f"articles/dw/10001{n:02}.md": story(n, _DAY, f"灯塔{n}", body=body)
        for n in range(50)
    }
    fill(tmp_path, files)
    run_cli("epub", *PLAIN, "-o", "b.epub", "--report", "r.json")
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["left_out"] == {"dw-instagram-advert": 50}


def test_rules_beyond_the_first_five_share_a_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rules = ["a-line", "b-line", "c-line", "d-line", "e-line", "f-line", "g-line"]
    found = tuple(LeftOut(rule, "…") for rule in (*rules, "g-line"))
    print_summary(Journal(left_out={Location("1.md"): found}))
    assert capsys.readouterr().err == (
        "left out, as no part of the articles: g line 2, a line 1, b line 1, "
        "c line 1, d line 1, of other kinds 2\n"
    )


def test_the_report_is_written_when_strict_fails(
    damaged: Path, run_cli: RunCli
) -> None:
    args = ("epub", *PLAIN, "--strict", "--report", "r.json")
    assert run_cli(*args, cwd=damaged).exit_code == 1
    report = json.loads((damaged / "r.json").read_text("utf-8"))
    assert report["books"] == []
    assert len(report["problems"]) == 2


def test_thirty_equal_problems_are_told_once_with_three_files(
    tmp_path: Path, run_cli: RunCli
) -> None:
    files = {f"articles/dw/{n:07}.md": bytes(100) for n in range(1, 31)}
    fill(tmp_path, {**files, "articles/dw/1000009.md": story(1, _DAY, "好的")})
    done = run_cli("epub", *PLAIN, "-o", "b.epub")
    assert done.exit_code == 3
    assert "30 problems:" in done.err
    assert "  30 times: it holds nothing but zero bytes; left out" in done.err
    assert done.err.count(".md") == 3
    assert "  and 27 more: --report FILE lists them all" in done.err
    done = run_cli("epub", *PLAIN, "-o", "b.epub", "--report", "r.json")
    assert "  and 27 more: all are in r.json" in done.err


# ------------------------------------------------------------- pictures


def _with_image(folder: Path) -> Path:
    body = (
        '<p>灯塔。</p><img src="https://static.dw.com/image/90000077_404.jpg">'
        "<div><small>灯塔在夜里</small></div>"
    )
    return fill(folder, {"articles/dw/1000001.md": story(1, _DAY, "灯塔", body=body)})


def test_a_missing_image_is_a_problem_and_has_a_frame_in_the_book(
    tmp_path: Path, run_cli: RunCli
) -> None:
    _with_image(tmp_path)
    done = run_cli("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    assert done.exit_code == 3
    assert "1 article, 0 pictures" in done.err
    assert (
        "90000077_404.jpg [a-1]: not in the store and --offline was given" in done.err
    )
    (chapter,) = read_book(tmp_path / "b.epub").chapters
    assert "灯塔在夜里" in chapter


def test_images_none_makes_a_book_without_images(
    tmp_path: Path, run_cli: RunCli
) -> None:
    _with_image(tmp_path)
    done = run_cli("epub", *PLAIN, "-o", "b.epub")
    assert done.exit_code == 0
    (chapter,) = read_book(tmp_path / "b.epub").chapters
    assert "<img" not in chapter
    assert "灯塔在夜里" in chapter


def test_images_of_the_mirror_are_in_the_book(tmp_path: Path, run_cli: RunCli) -> None:
    from PIL import Image

    _with_image(tmp_path)
    image = tmp_path / "mirror/static.dw.com/image/90000077_404.jpg"
    image.parent.mkdir(parents=True)
    Image.linear_gradient("L").resize((640, 480)).save(image)
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli(*args, "--image-mirror", "mirror")
    assert done.exit_code == 0, done.err
    assert "1 article, 1 picture," in done.err
    names = read_book(tmp_path / "b.epub").names
    assert sum(n.startswith("EPUB/images/") for n in names) == 2  # and the cover


def test_store_and_index_are_written_to_cache_dir(
    tmp_path: Path, home: Path, run_cli: RunCli
) -> None:
    _with_image(tmp_path)
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    run_cli(*args, "--cache-dir", "cache")
    assert (tmp_path / "cache" / "images").is_dir()
    assert (tmp_path / "cache" / "archive.sqlite").is_file()
    assert not list(home.rglob("*.sqlite"))
