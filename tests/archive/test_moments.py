"""The time of an article: its unit is guessed, and an impossible time is a problem."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporter.archive.moments import Moment, likely_epoch, weigh_moments
from exporter.model import Problem
from tests.support.archives import JUNE, article, fill, scan

MS = 1_718_714_822_000
UNDATED = "<p>这是一段正文。</p>"


@pytest.mark.parametrize(
    "number",
    [
        "1718714822000",
        "1718714822",
        "1718714822.0",
        "1718714822000.9",
        "1718714822000000",
        "1718714822000000000",
    ],
)
def test_seconds_milliseconds_and_smaller_units_are_told_by_size(
    tmp_path: Path, number: str
) -> None:
    assert likely_epoch(number) == MS
    for body in (UNDATED, "<div><i>某人<br>2024-06-18T12:37:07Z</i></div><p>文</p>"):
        problems: list[Problem] = []
        fill(tmp_path, {"1000001.md": article(number, body=body)})
        (header,) = scan(tmp_path, problems).headers
        assert header.published == JUNE
        assert problems == []


@pytest.mark.parametrize(
    "number",
    ["0", "1", "-1718714822", "12345678901", "9999999999999", "1718714", "9e9"],
)
def test_a_number_of_no_likely_year_gives_no_time(number: str) -> None:
    assert likely_epoch(number) is None


@pytest.mark.parametrize("number", ["0", "-1", "1718714", "9999999999999", "9" * 30])
def test_a_header_with_an_impossible_time_is_dated_by_its_text(
    tmp_path: Path, number: str
) -> None:
    problems: list[Problem] = []
    (header,) = scan(fill(tmp_path, {"1000001.md": article(number)}), problems).headers
    assert header.published == datetime(2024, 6, 18, 12, 37, 7, 167_000, tzinfo=UTC)
    (problem,) = problems
    assert (problem.code, problem.done) == ("article-date", "dated by its byline")
    assert number[:30] in problem.what


@pytest.mark.parametrize("number", ["0", "-86400000", "4102444800000"])
def test_an_improbable_time_that_nothing_else_dates_is_kept_with_a_problem(
    tmp_path: Path, number: str
) -> None:
    problems: list[Problem] = []
    data = article(number, body=UNDATED)
    assert scan(fill(tmp_path, {"1000001.md": data}), problems).headers
    (problem,) = problems
    assert problem.code == "article-date"
    assert "cannot be right" in problem.what


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-18T20:47:02+08:00",
        "2024-06-18 20:47:02 +0800",
        "2024-06-18 12:47:02Z",
        "2024-06-18T12:47:02.000 Z",
        "Tue, 18 Jun 2024 20:47:02 +0800",
    ],
)
def test_a_date_with_a_zone_is_read_in_that_zone(text: str) -> None:
    assert weigh_moments(text, None) == Moment(MS)


def test_an_early_time_is_kept_only_when_the_text_agrees() -> None:
    old = 500_000_000_000  # 1985
    assert weigh_moments(str(old), old + 1000) == Moment(old)
    assert weigh_moments(str(old), MS) == Moment(MS, str(old))
