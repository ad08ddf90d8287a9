"""``dwexport history``: names, their runs, and taking runs back."""

import json
from pathlib import Path

import pytest

from exporter.history import SinceLast, hold_memory
from exporter.journal import Journal
from tests.support.commandline import RunCli
from tests.support.news import NEWEST_FIRST, PLAIN, make_news, read_book

ALL = [*NEWEST_FIRST, "灯塔重新点亮"]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def tell(run_cli: RunCli, news: Path, name: str, *options: str) -> list[str]:
    """Make a book under ``name``; return the titles in it."""
    done = run_cli("epub", "--since-last", name, *PLAIN, *options, "-o", "-", cwd=news)
    assert done.exit_code == 0, done.err
    return read_book(done.out_bytes).headlines


def file_of(name: str) -> Path:
    return SinceLast(name).path


def test_names_are_listed_with_runs_and_articles(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news, "weekly", "--limit", "2")
    tell(run_cli, news, "weekly")
    tell(run_cli, news, "周报", "--source", "bbc")
    done = run_cli("history", "--tz", "UTC", cwd=news)
    weekly, chinese = done.out.splitlines()
    assert weekly.startswith("weekly: 2 runs, the last 20")
    assert weekly.endswith(", 5 articles told")
    assert chinese.startswith("周报: 1 run, the last 20")
    listed = json.loads(run_cli("history", "--json", cwd=news).out)
    assert [(row["name"], row["runs"], row["articles"]) for row in listed] == [
        ("weekly", 2, 5),
        ("周报", 1, 1),
    ]


def test_without_a_history_it_says_how_to_begin_one(run_cli: RunCli) -> None:
    done = run_cli("history")
    assert (done.exit_code, done.out) == (0, "")
    assert done.err == "nothing is remembered; --since-last NAME begins it\n"
    assert json.loads(run_cli("history", "--json").out) == []


def test_a_name_shows_its_runs_with_files_and_articles(
    news: Path, run_cli: RunCli
) -> None:
    tell(run_cli, news, "weekly", "--limit", "1")
    run_cli("epub", "--since-last", "weekly", *PLAIN, "-o", "b.epub", cwd=news)
    first, second = run_cli("history", "weekly", cwd=news).out.splitlines()
    assert first.endswith("  1 article  standard output")
    assert second.endswith(f"  4 articles  {news / 'b.epub'}")
    rows = json.loads(run_cli("history", "weekly", "--json", cwd=news).out)
    assert rows[0]["articles"] == ["rfa-3a03f8e88459"]
    assert (rows[1]["files"], rows[1]["pending"]) == ([str(news / "b.epub")], False)


def test_times_are_those_of_the_zone(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news, "weekly")
    here, there = (
        run_cli("history", "weekly", "--tz", zone).out.partition("  ")[0]
        for zone in ("UTC", "+08:00")
    )
    assert here != there
    at = json.loads(run_cli("history", "weekly", "--json").out)[0]["at"]
    assert at.replace("T", " ").startswith(here)


def test_undo_lets_the_last_articles_come_again(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news, "weekly", "--limit", "2")
    rest = tell(run_cli, news, "weekly")
    done = run_cli("history", "undo", "weekly", cwd=news)
    assert (done.exit_code, done.out) == (0, "")
    assert "under weekly is undone: 3 articles will come again" in done.err
    assert tell(run_cli, news, "weekly") == rest == ALL[2:]
    for _ in range(2):
        assert run_cli("history", "undo", "weekly", cwd=news).exit_code == 0
    done = run_cli("history", "undo", "weekly", cwd=news)
    assert (done.exit_code, done.err.splitlines()[0]) == (
        2,
        "dwexport: no run under weekly is left to undo",
    )
    assert tell(run_cli, news, "weekly") == ALL


def test_forget_removes_the_name(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news, "weekly")
    assert run_cli("history", "forget", "weekly", cwd=news).exit_code == 0
    assert run_cli("history", cwd=news).out == ""
    assert tell(run_cli, news, "weekly") == ALL


@pytest.mark.parametrize("verb", [(), ("undo",), ("forget",), ("repair",)])
def test_an_unknown_name_offers_the_nearest(
    news: Path, run_cli: RunCli, verb: tuple[str, ...]
) -> None:
    tell(run_cli, news, "monthly", "--limit", "1")
    tell(run_cli, news, "weekly", "--limit", "1")
    done = run_cli("history", *verb, "weekli", cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "dwexport: nothing is remembered under 'weekli'",
        "  try: there are: weekly, monthly",
    ]


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "a digit changed":
        path.write_bytes(data.replace(b"1717315200000", b"1717315200001"))
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(data[:-40])
    elif how == "a run missing":
        path.write_bytes(b"".join(data.splitlines(keepends=True)[:-1]))
    elif how == "first line":
        path.write_bytes(b"x" + data)
    else:
        path.write_bytes(bytes(len(data)))
    assert path.read_bytes() != data


# What is told again, because its run is lost: everything, or all but the first run's.
_OTHERS = [title for title in ALL if title != "木桥会唱歌"]
DAMAGES = {
    "a digit changed": _OTHERS,
    "empty": ALL,
    "cut": _OTHERS,
    "a run missing": _OTHERS,
    "first line": [],
    "zeros": ALL,
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_history_is_refused_and_can_be_repaired(
    news: Path, run_cli: RunCli, how: str
) -> None:
    tell(run_cli, news, "weekly", "--source", "bbc")
    tell(run_cli, news, "weekly")
    path = file_of("weekly")
    damage(path, how)
    damaged = path.read_bytes()
    for command in (("epub", "-o", "b.epub"), ("list",)):
        done = run_cli(*command, "--since-last", "weekly", cwd=news)
        assert (done.exit_code, done.out) == (1, "")
        said, advice = done.err.splitlines()
        assert said.startswith(f"dwexport: the history {path} is damaged: ")
        assert "dwexport history repair weekly" in advice
    assert (path.read_bytes(), (news / "b.epub").exists()) == (damaged, False)
    listed = run_cli("history", cwd=news)
    assert (listed.exit_code, listed.out) == (3, "")
    assert run_cli("history", "undo", "weekly", cwd=news).exit_code == 1
    done = run_cli("history", "repair", "weekly", cwd=news)
    assert done.exit_code == 0
    assert damaged in [p.read_bytes() for p in path.parent.glob("weekly.damaged-*")]
    listed = run_cli("list", "--since-last", "weekly", "--json", cwd=news)
    titles = [row["title"] for row in json.loads(listed.out or "[]")]
    assert titles == DAMAGES[how]


def test_a_whole_history_needs_no_repair(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news, "weekly")
    before = file_of("weekly").read_bytes()
    done = run_cli("history", "repair", "weekly", cwd=news)
    assert done.err == "the history of weekly is not damaged\n"
    assert file_of("weekly").read_bytes() == before


def test_a_damaged_history_can_be_forgotten(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news, "weekly")
    damage(file_of("weekly"), "empty")
    assert run_cli("history", "forget", "weekly", cwd=news).exit_code == 0
    assert tell(run_cli, news, "weekly") == ALL


def test_a_history_of_a_newer_program_is_refused(news: Path, run_cli: RunCli) -> None:
    tell(run_cli, news, "weekly")
    path = file_of("weekly")
    from exporter.history.runs import _seal

    path.write_bytes(_seal({"dwexport history": 2}) + b"\n")
    done = run_cli("epub", "--since-last", "weekly", *PLAIN, cwd=news)
    assert done.exit_code == 1
    assert "was written by a newer dwexport" in done.err


@pytest.mark.parametrize("verb", ["undo", "forget", "repair"])
def test_a_history_in_use_is_not_changed(
    news: Path, run_cli: RunCli, verb: str
) -> None:
    tell(run_cli, news, "weekly")
    before = file_of("weekly").read_bytes()
    with hold_memory(SinceLast("weekly"), None, Journal()):
        done = run_cli("history", verb, "weekly", cwd=news)
    assert done.exit_code == 1
    assert "another run with --since-last weekly is under way" in done.err
    assert file_of("weekly").read_bytes() == before


@pytest.mark.parametrize("words", ["undo", "weekly more", "undo weekly more"])
def test_words_that_are_not_known_are_wrong_usage(run_cli: RunCli, words: str) -> None:
    done = run_cli("history", *words.split())
    assert (done.exit_code, done.out) == (2, "")
