"""``--since-last``: each run tells what no earlier one under its name told."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.history import SinceLast, hold_memory
from exporter.journal import Journal
from tests.support.archives import pack
from tests.support.commandline import RunCli
from tests.support.news import NEWEST_FIRST, NEWS, PLAIN, make_news, read_book, story

WEEKLY = ("--since-last", "weekly")
ALL = [*NEWEST_FIRST, "灯塔重新点亮"]
DW = "articles/dw"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def tell(run_cli: RunCli, folder: Path, *options: str) -> list[str]:
    """Make a book under the name ``weekly``; return its titles, none for no book."""
    book = folder / "book.epub"
    book.unlink(missing_ok=True)
    done = run_cli("epub", *WEEKLY, *PLAIN, *options, "-o", book, cwd=folder)
    assert done.exit_code in (0, 1, 3), done.err
    assert done.exit_code != 1 or "nothing came since the last run" in done.err
    return read_book(book).headlines if book.exists() else []


def test_a_second_run_tells_nothing_and_says_so(news: Path, run_cli: RunCli) -> None:
    assert tell(run_cli, news) == ALL
    done = run_cli("epub", *WEEKLY, *PLAIN, cwd=news)
    assert (done.exit_code, done.out) == (1, "")
    assert "nothing came since the last run under weekly: 5 articles" in done.err
    assert [path.name for path in news.glob("*.epub")] == ["book.epub"]


def test_an_article_that_comes_late_is_told_whatever_its_date(
    news: Path, run_cli: RunCli
) -> None:
    tell(run_cli, news)
    late = story(1000, "2020-01-01T00:00:00Z", "旧信到了")
    (news / DW / "1000001.md").write_bytes(late)
    assert tell(run_cli, news) == ["旧信到了"]
    assert tell(run_cli, news) == []


def test_a_newer_edition_is_told_again(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news)
    newer = story(1002, "2024-07-02T08:00:00Z", "渡轮又提前了")
    (news / DW / "1000000.md").write_bytes(newer)
    done = run_cli("epub", *WEEKLY, *PLAIN, "-o", "b.epub", cwd=news)
    assert read_book(news / "b.epub").headlines == ["渡轮又提前了"]
    assert "1 article told before, but changed since: told again" in done.err
    assert tell(run_cli, news) == []


def test_a_changed_text_with_the_same_time_is_told_again(
    news: Path, run_cli: RunCli
) -> None:
    tell(run_cli, news)
    path = news / DW / "1000008.md"
    path.write_bytes(path.read_bytes() + "<p>更正：渡轮没有提前。</p>".encode())
    assert tell(run_cli, news) == ["渡轮提前靠岸"]
    assert tell(run_cli, news) == []


def test_an_older_edition_than_the_one_told_is_not_told(
    news: Path, run_cli: RunCli
) -> None:
    tell(run_cli, news)
    older = story(1003, "2024-06-18T01:00:00Z", "钟楼准时")
    (news / DW / "1000002.md").write_bytes(older)
    assert tell(run_cli, news) == []
    assert tell(run_cli, news, "--until", "2024-06-18") == []
    assert tell(run_cli, news, "--editions", "all") == ["钟楼准时"]


def test_an_edition_of_the_same_time_that_gave_way_is_not_told_later(
    news: Path, run_cli: RunCli
) -> None:
    twin = story(1002, "2024-06-02T08:00:00Z", "渡轮提前靠岸", body="<p>另一个版本</p>")
    (news / DW / "2000000.md").write_bytes(twin)
    tell(run_cli, news)
    assert tell(run_cli, news) == []


@pytest.mark.parametrize("change", ["moved", "renamed", "touched", "line ends", "zip"])
def test_a_file_that_only_looks_new_is_not_told(
    news: Path, run_cli: RunCli, change: str
) -> None:
    tell(run_cli, news)
    path = news / DW / "1000008.md"
    where = news
    if change == "moved":
        where = news.rename(news.with_name("moved"))
    elif change == "renamed":
        path.rename(news / DW / "1000008_渡轮.md")
    elif change == "touched":
        os.utime(path, (1, 1))
    elif change == "line ends":
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    else:
        where = news.with_name("zipped")
        pack(where.with_suffix(".zip"), NEWS)
        where.mkdir()
        done = run_cli(
            "list", *WEEKLY, "--archive", where.with_suffix(".zip"), cwd=where
        )
        assert (done.exit_code, done.out) == (1, "")
        return
    assert tell(run_cli, where) == []


def test_digests_do_not_need_their_cache(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news)
    assert tell(run_cli, news, "--cache-dir", "new") == []
    (news / "new" / "digests.sqlite").write_bytes(b"no database" * 100)
    assert tell(run_cli, news, "--cache-dir", "new") == []


def test_a_digest_in_the_cache_saves_reading(
    news: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(run_cli, news)
    tell(run_cli, news)
    monkeypatch.setattr(
        "exporter.archive.ArticleReader.read_bytes",
        lambda self, header: pytest.fail(f"{header.id} is read"),
    )
    assert tell(run_cli, news) == []


def test_what_other_options_leave_out_comes_later(news: Path, run_cli: RunCli) -> None:
    assert tell(run_cli, news, "--source", "bbc") == ["木桥会唱歌"]
    assert tell(run_cli, news, "--limit", "1") == ["茶山下雪了"]
    assert tell(run_cli, news, "--since", "2024-06") == NEWEST_FIRST[2:]
    assert tell(run_cli, news) == ["灯塔重新点亮"]


def test_a_twin_that_was_left_out_is_not_told_later(
    news: Path, run_cli: RunCli
) -> None:
    body = (
        f"<p>{'渡轮比平时早了一刻靠岸，码头上还没有人，船长自己系好了缆绳。' * 9}</p>"
    )
    for number in (2001, 2002):
        told = story(number, f"2024-06-2{number % 10}T08:00:00Z", "早到", body=body)
        (news / DW / f"{number}000.md").write_bytes(told)
    assert tell(run_cli, news, "--dedupe", "twins").count("早到") == 1
    assert tell(run_cli, news) == []


def test_names_do_not_know_of_each_other(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news)
    done = run_cli("list", "--since-last", "monthly", "--json", cwd=news)
    assert [row["title"] for row in json.loads(done.out)] == ALL


def test_capitals_do_not_make_another_name(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news)
    done = run_cli("list", "--since-last", "Weekly", cwd=news)
    assert (done.exit_code, done.out) == (1, "")


@pytest.mark.parametrize("command", ["list", "images"])
def test_list_and_images_show_what_is_new_and_remember_nothing(
    news: Path, run_cli: RunCli, command: str
) -> None:
    done = run_cli(command, *WEEKLY, cwd=news)
    assert done.exit_code == 0
    assert "first run under weekly" in done.err
    assert tell(run_cli, news) == ALL
    done = run_cli(command, *WEEKLY, cwd=news)
    assert (done.exit_code, done.out) == (1, "")


def test_a_new_name_is_announced_with_those_like_it_first(
    news: Path, run_cli: RunCli
) -> None:
    tell(run_cli, news)
    run_cli("epub", "--since-last", "a-month", *PLAIN, "-o", "-", cwd=news)
    done = run_cli("list", "--since-last", "weekli", cwd=news)
    assert (
        "first run under weekli, so nothing was left out (known are weekly, a-month)\n"
    ) in done.err


def test_a_strict_run_that_fails_is_not_remembered(news: Path, run_cli: RunCli) -> None:
    (news / DW / "1000000.md").write_bytes(b"<!--15952")
    options = ("epub", *WEEKLY, *PLAIN, "--strict", "-o", "s.epub")
    done = run_cli(*options, cwd=news)
    assert (done.exit_code, (news / "s.epub").exists()) == (1, False)
    assert tell(run_cli, news) == ALL


def test_an_article_that_cannot_be_read_is_told_when_it_can(
    news: Path, run_cli: RunCli
) -> None:
    path = news / DW / "1000008.md"
    whole = path.read_bytes()
    path.write_bytes(whole.partition(b"------")[0] + b"------\n\n" + b"\xff" * 3000)
    assert "渡轮提前靠岸" not in tell(run_cli, news)
    path.write_bytes(whole)
    assert tell(run_cli, news) == ["渡轮提前靠岸"]


def test_a_book_for_standard_output_is_remembered_when_it_was_taken(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", *WEEKLY, *PLAIN, "-o", "-", cwd=news)
    assert read_book(done.out_bytes).headlines == ALL
    assert tell(run_cli, news) == []


def test_a_book_whose_reader_went_away_is_not_remembered(
    news: Path, run_cli: RunCli
) -> None:
    command = [sys.executable, "-m", "exporter", "epub", *WEEKLY, "--images", "none"]
    process = subprocess.Popen(
        [*command, "-o", "-"],
        cwd=news,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate()
    assert (process.returncode, b"went away" in errors) == (1, True)
    assert tell(run_cli, news) == ALL


def test_a_full_disk_before_the_names_leaves_nothing_told(
    news: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = news / "state"
    state.mkdir()
    (state / "history").write_bytes(b"")  # a file where the folder should be
    done = run_cli(
        "epub", *WEEKLY, *PLAIN, "--state-dir", state, "-o", "b.epub", cwd=news
    )
    assert done.exit_code == 1
    assert "--state-dir" in done.err
    assert not (news / "b.epub").exists()


def test_a_second_run_under_the_name_at_once_is_refused(
    news: Path, run_cli: RunCli
) -> None:
    with hold_memory(SinceLast("weekly"), None, Journal()):
        done = run_cli("epub", *WEEKLY, *PLAIN, "-o", "b.epub", cwd=news)
        assert done.exit_code == 1
        assert done.err.splitlines() == [
            "dwexport: another run with --since-last weekly is under way",
            "  try: wait for its end, or take another name",
        ]
        assert not (news / "b.epub").exists()
        undone = run_cli("history", "undo", "weekly", cwd=news)
        assert undone.exit_code == 2  # nothing is remembered yet
        others = run_cli("epub", "--since-last", "daily", *PLAIN, cwd=news)
        assert others.exit_code == 0
    assert tell(run_cli, news) == ALL


@pytest.mark.parametrize("name", ["../weekly", ".hidden", "undo", "a/b", "x" * 61])
def test_what_cannot_be_a_name_is_refused(
    news: Path, run_cli: RunCli, name: str
) -> None:
    done = run_cli("list", "--since-last", name, cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert "cannot be a name" in done.err


def test_a_chinese_name_works(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--since-last", "周报", *PLAIN, "-o", "b.epub", cwd=news)
    assert "5 articles remembered under 周报" in done.err
    assert "周报: 1 run" in run_cli("history", cwd=news).out


def test_the_folder_cannot_say_where_it_is_remembered(
    news: Path, run_cli: RunCli
) -> None:
    (news / "dwexport.toml").write_text('state-dir = "."', "utf-8")
    done = run_cli("list", *WEEKLY, cwd=news)
    assert done.exit_code == 2
    assert "state-dir cannot be set by a folder" in done.err


def test_clearing_the_cache_forgets_no_history(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news)
    assert run_cli("cache", "clear", cwd=news).exit_code == 0
    assert tell(run_cli, news) == []


def test_the_report_says_what_was_left_out_and_remembered(
    news: Path, run_cli: RunCli
) -> None:
    tell(run_cli, news, "--source", "bbc")
    tell(run_cli, news, "--report", "r.json")
    since_last = json.loads((news / "r.json").read_text("utf-8"))["since_last"]
    assert since_last.pop("last_run").startswith("20")
    assert since_last == {
        "name": "weekly",
        "told_before": 1,
        "changed": 0,
        "remembered": 4,
    }


def test_what_was_told_is_gone_with_the_archive_but_not_forgotten(
    news: Path, run_cli: RunCli
) -> None:
    tell(run_cli, news)
    shutil.rmtree(news / "articles" / "BBC")
    assert tell(run_cli, news) == []
    make_news(news)
    assert tell(run_cli, news) == []
