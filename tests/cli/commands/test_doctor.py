"""``dwexport doctor`` on the command line."""

import json
from pathlib import Path

import pytest

from exporter.doctor import CHECKS
from tests.support.commandline import RunCli
from tests.support.news import make_news

pytestmark = pytest.mark.slow


def test_every_check_has_a_line(tmp_path: Path, run_cli: RunCli) -> None:
    news = make_news(tmp_path / "news")
    done = run_cli("doctor", "--archive", news)
    for check in CHECKS:
        assert f"  {check.subject}: " in done.out
    assert f"ok       Archive: {news}: 6 articles" in done.out


def test_errors_give_exit_code_1_and_a_remedy(run_cli: RunCli) -> None:
    done = run_cli("doctor", "--archive", "nowhere", "--font-dir", "nowhere")
    assert done.exit_code == 1
    assert "error    Archive: nowhere does not exist\n         try: " in done.out
    assert "error    Fonts: the font folder nowhere does not exist" in done.out


def test_json_has_every_finding(tmp_path: Path, run_cli: RunCli) -> None:
    make_news(tmp_path / "news")
    done = run_cli("doctor", "--archive", "news", "--json")
    rows = json.loads(done.out)
    assert {row["check"] for row in rows} == {
        "configuration",
        *(check.code for check in CHECKS),
    }
    archive = next(row for row in rows if row["check"] == "archive")
    assert archive["state"] == "ok"


def test_invalid_configuration_is_a_finding(tmp_path: Path, run_cli: RunCli) -> None:
    (tmp_path / "dwexport.toml").write_text("limt = 3\n", "utf-8")
    done = run_cli("doctor")
    assert done.exit_code == 1
    assert "error    Configuration: dwexport.toml: 'limt' is nothing" in done.out
    assert "did you mean limit?" in done.out
    (tmp_path / "dwexport.toml").write_text("limit = 3\n", "utf-8")
    assert "Configuration: dwexport.toml: 1 options are set" in run_cli("doctor").out


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_findings_are_in_the_language_of_the_terminal(
    run_cli: RunCli, language: str
) -> None:
    done = run_cli("--ui-lang", language, "doctor", "--archive", "nowhere")
    assert "nowhere" in done.out
    assert "does not exist" not in done.out
    assert "try:" not in done.out
