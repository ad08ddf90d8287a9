"""Remembered picks: written, read by other commands, listed, forgotten."""

import os
from pathlib import Path

import pytest

from exporter.cli.picks import Pick, delete_pick, list_picks, load_pick, save_pick
from exporter.errors import ExportError, UsageError
from tests.support.commandline import RunCli
from tests.support.news import PLAIN, make_news

ENTRIES = ("a-1002  2024-06-02 08:00  德国之声  渡轮提前靠岸", "a-1001  灯塔重新点亮")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def test_a_saved_pick_is_loaded_with_its_order_and_group(tmp_path: Path) -> None:
    save_pick(Pick("周报", ENTRIES, "outlet"), tmp_path)
    loaded = load_pick("周报", tmp_path)
    assert (loaded.name, loaded.entries, loaded.group) == ("周报", ENTRIES, "outlet")
    assert loaded.saved is not None


def test_a_group_that_nobody_knows_is_none(tmp_path: Path) -> None:
    save_pick(Pick("w", ENTRIES), tmp_path)
    path = tmp_path / "picks/w.txt"
    path.write_text(path.read_text("utf-8").replace("none", "colour"), "utf-8")
    assert load_pick("w", tmp_path).group == "none"


def test_names_that_differ_in_capitals_are_one_pick(tmp_path: Path) -> None:
    save_pick(Pick("Weekly", ENTRIES), tmp_path)
    save_pick(Pick("weekly", ENTRIES[:1]), tmp_path)
    assert [(p.name, p.entries) for p in list_picks(tmp_path)] == [
        ("weekly", ENTRIES[:1])
    ]


@pytest.mark.parametrize("name", ["", "../x", ".hidden", "a/b", "-x", "x" * 70, "a\nb"])
def test_a_name_that_is_no_file_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be called"):
        save_pick_named(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def save_pick_named(name: str, folder: Path) -> None:
    from exporter.cli.picks import check_name

    check_name(name)
    save_pick(Pick(name, ENTRIES), folder)


def test_an_unknown_pick_names_the_nearest_first(tmp_path: Path) -> None:
    for name in ("daily", "weekly"):
        save_pick(Pick(name, ENTRIES), tmp_path)
    with pytest.raises(UsageError) as refused:
        load_pick("weakly", tmp_path)
    assert refused.value.hint == "there are: weekly, daily"
    delete_pick("weekly", tmp_path)
    with pytest.raises(UsageError, match="no pick is remembered under 'weekly'"):
        delete_pick("weekly", tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="cannot be made"):
        save_pick(Pick("w", ENTRIES), tmp_path)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "picks").write_text("x")
    with pytest.raises(ExportError):
        save_pick(Pick("w", ENTRIES), tmp_path)
    with pytest.raises(ExportError, match="cannot be read"):
        list_picks(tmp_path)


def test_pick_chooses_the_remembered_articles_in_their_order(
    news: Path, run_cli: RunCli, tmp_path: Path
) -> None:
    save_pick(Pick("w", ENTRIES), tmp_path / "state")
    options = ("--pick", "w", "--state-dir", tmp_path / "state")
    listed = run_cli("list", *options, cwd=news)
    assert [line.split()[0] for line in listed.out.splitlines()] == ["a-1002", "a-1001"]
    made = run_cli("epub", *options, *PLAIN, "-o", "w.epub", cwd=news)
    assert made.exit_code == 0
    assert (news / "w.epub").exists()


def test_a_remembered_article_that_is_gone_is_named(
    news: Path, run_cli: RunCli, tmp_path: Path
) -> None:
    save_pick(Pick("w", (*ENTRIES, "a-999  消失的文章")), tmp_path / "state")
    done = run_cli("list", "--pick", "w", "--state-dir", tmp_path / "state", cwd=news)
    assert done.exit_code == 3
    assert "a-999  消失的文章" in done.err


def test_pick_and_from_exclude_each_other(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--pick", "w", "--from", "x", cwd=news)
    assert done.exit_code == 2
    assert "--from and --pick exclude each other" in done.err


def test_picks_are_listed_with_time_and_count_and_forgotten(
    news: Path, run_cli: RunCli, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    for name, entries in (("周报", ENTRIES), ("w", ENTRIES[:1])):
        save_pick(Pick(name, entries), state)
        os.utime(state / "picks" / f"{name}.txt", (1_718_714_822, 1_718_714_822))
    options = ("--state-dir", state, "--tz", "Asia/Shanghai")
    done = run_cli("pick", "--list", *options, cwd=news)
    assert done.out.splitlines() == [
        "w     2024-06-18 20:47  1 article",
        "周报  2024-06-18 20:47  2 articles",
    ]
    assert run_cli("pick", "--delete", "w", *options, cwd=news).exit_code == 0
    done = run_cli("pick", "--delete", "w", *options, cwd=news)
    assert done.exit_code == 2
    assert "no pick is remembered under 'w'" in done.err
    assert "there are: 周报" in done.err


def test_without_picks_the_list_says_how_to_make_one(
    run_cli: RunCli, tmp_path: Path
) -> None:
    done = run_cli("pick", "--list", "--state-dir", tmp_path)
    assert (done.exit_code, done.out) == (0, "")
    assert "nothing is remembered" in done.err
