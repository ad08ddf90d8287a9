"""Golden cases can fail, show the difference, and be renewed."""

import os

import pytest

from tests.support.articles import parse
from tests.support.commandline import ROOT
from tests.support.golden_cases import describe_article, find_cases

pytestmark = pytest.mark.slow

CASE = """
from pathlib import Path

def test_case(compare_golden):
    compare_golden("灯塔\\n新\\n", Path(__file__).with_name("expected.txt"))
"""


def run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    os.environ["PYTHONPATH"] = str(ROOT)  # pytester restores the environment
    return pytester.runpytest_subprocess("-p", "tests.conftest", *args)


def test_changed_output_fails_and_shows_the_difference(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(CASE)
    (pytester.path / "expected.txt").write_text("灯塔\n旧\n", "utf-8")
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["--- *expected.txt", "-旧", "+新"])


def test_case_without_expected_file_fails_and_names_the_renew_flag(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(CASE)
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*run pytest --renew-golden*"])


def test_renewed_case_passes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(CASE)
    run(pytester, "--renew-golden").assert_outcomes(passed=1)
    assert (pytester.path / "expected.txt").read_text("utf-8") == "灯塔\n新\n"
    run(pytester).assert_outcomes(passed=1)


def test_stage_without_golden_cases_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        find_cases("no-such-stage")


def test_description_of_an_article_escapes_invisible_characters() -> None:
    description = describe_article(parse("<p>灯\u3000塔\ue000<b>亮</b><br>了</p>"))
    assert description.splitlines()[-1] == "paragraph: 灯\\u3000塔\\ue000{strong 亮}⏎了"
