"""A run killed at any operation on a file loses no article and tells none twice."""

from pathlib import Path

import pytest

from tests.support.histories import KilledRun, kill_at_operations
from tests.support.news import NEWEST_FIRST, make_news

_WEEKLY = ("--since-last", "weekly", "--since", "2024-06")
# The size makes a volume of each article.
_VOLUMES = ("--max-size", "60KB")


@pytest.fixture(scope="module", params=[(), _VOLUMES], ids=["one file", "volumes"])
def runs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[KilledRun]:
    """Return runs killed at each operation; the last one came to its end."""
    folder = make_news(tmp_path_factory.mktemp("news"))
    return kill_at_operations(folder, *_WEEKLY, *request.param)


pytestmark = pytest.mark.slow


def test_every_operation_kills_a_run_but_the_last(runs: list[KilledRun]) -> None:
    assert [run.killed for run in runs] == [True] * (len(runs) - 1) + [False]
    assert len(runs) > 10


def test_each_article_is_in_exactly_one_book_of_the_two_runs(
    runs: list[KilledRun],
) -> None:
    for run in runs:
        assert sorted(run.titles + run.next_titles) == sorted(NEWEST_FIRST), run


def test_the_next_run_makes_a_book_or_says_that_nothing_is_new(
    runs: list[KilledRun],
) -> None:
    for run in runs:
        assert run.next_code == (0 if run.next_titles else 1), run
    assert {run.next_code for run in runs} == {0, 1}


@pytest.mark.parametrize("first_at", [13, 21])
def test_a_second_kill_while_the_first_is_settled_loses_nothing_either(
    tmp_path: Path, first_at: int
) -> None:
    folder = make_news(tmp_path / "news")
    runs = kill_at_operations(folder, *_WEEKLY, *_VOLUMES, first_at=first_at)
    for run in runs:
        assert sorted(run.titles + run.next_titles) == sorted(NEWEST_FIRST), run
    stopped = "was stopped"
    assert stopped in (folder / f"run-{first_at}-0" / "output").read_text("utf-8")
