"""``dwexport topics``, ``authors`` and ``sources``: what there is to choose from."""

import json
from pathlib import Path

import pytest

from tests.cli.test_matching import ARTICLES
from tests.support.archives import fill
from tests.support.commandline import RunCli


@pytest.fixture
def shore(tmp_path: Path) -> Path:
    return fill(tmp_path / "shore", ARTICLES)


@pytest.mark.parametrize(
    ("command", "table", "total"),
    [
        ("topics", "2  船\n1  海\n", "2 topics in 4 articles\n"),
        ("authors", "2  林一舟\n1  周晚\n", "2 authors in 4 articles\n"),
        ("sources", "3  dw  德国之声\n1  bbc  BBC中文\n", "2 outlets in 4 articles\n"),
    ],
)
def test_names_are_listed_with_counts_the_most_frequent_first(
    shore: Path, run_cli: RunCli, command: str, table: str, total: str
) -> None:
    done = run_cli(command, cwd=shore)
    assert (done.exit_code, done.out, done.err) == (0, table, total)


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        ("topics", [{"name": "海", "articles": 1}]),
        ("authors", [{"name": "林一舟", "articles": 1}]),
        ("sources", [{"outlet": "dw", "name": "德国之声", "articles": 1}]),
    ],
)
def test_all_options_of_choosing_apply_and_json_is_for_programs(
    shore: Path, run_cli: RunCli, command: str, rows: list[dict[str, object]]
) -> None:
    done = run_cli(command, "--json", "--match", "灯塔", cwd=shore)
    assert json.loads(done.out) == rows
    assert done.err.endswith(" in 1 article\n")


def test_articles_without_a_topic_give_an_empty_list(
    shore: Path, run_cli: RunCli
) -> None:
    done = run_cli("topics", "--source", "bbc", cwd=shore)
    assert (done.exit_code, done.out, done.err) == (0, "", "0 topics in 1 article\n")


def test_an_article_that_cannot_be_read_is_a_problem_of_the_count(
    shore: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.archive.reader.MAX_BYTES", 1_000)
    done = run_cli("topics", cwd=shore)
    assert (done.exit_code, done.out) == (3, "1  海\n1  船\n")
    assert done.err.startswith("2 topics in 4 articles\n1 problem:\n")
    assert run_cli("sources", cwd=shore).exit_code == 0


def test_a_choice_that_finds_nothing_is_an_error_of_the_count(
    shore: Path, run_cli: RunCli
) -> None:
    done = run_cli("authors", "--match", "雪山", cwd=shore)
    assert (done.exit_code, done.out) == (1, "")
    assert "none fits --match" in done.err
