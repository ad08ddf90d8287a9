"""The README of the tests: its example is a golden case, and its commands work."""

import re
import shlex
import subprocess
import sys

import pytest

from tests.support.commandline import ROOT
from tests.support.golden_cases import GOLDEN

README = (ROOT / "tests" / "README.md").read_text("utf-8")
CASE = GOLDEN / "parse" / "feed-advert"


@pytest.mark.parametrize(
    ("language", "file"), [("html", "in.html"), ("text", "expected.txt")]
)
def test_example_in_the_readme_equals_the_files_of_its_golden_case(
    language: str, file: str
) -> None:
    [shown] = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert shown.strip() == (CASE / file).read_text("utf-8").strip()


@pytest.mark.slow
def test_command_of_the_example_runs_only_its_golden_case() -> None:
    [command] = re.findall(
        r"^    \.venv/bin/python (.*feed-advert.*)$", README, re.MULTILINE
    )
    done = subprocess.run(
        [sys.executable, *shlex.split(command), "-vv", "-p", "no:cacheprovider"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert re.findall(r"\[([\w-]+)\] PASSED", done.stdout) == ["feed-advert"]


def test_commands_of_checks_in_the_readme_exist() -> None:
    named = set(re.findall(r"python -m checks\.(\w+)", README))
    there = {
        path.parent.name if path.name == "__main__.py" else path.stem
        for path in (ROOT / "checks").rglob("*.py")
        if '__name__ == "__main__"' in path.read_text("utf-8")
        and path.stem != "engine"  # started by checks.fuzz
    }
    assert named == there
