"""``dwexport config``: what is set, which files are read, and a first file."""

import tomllib
from pathlib import Path

import pytest

from exporter.cli.arguments import known_options
from exporter.cli.commands import OPTION_GROUPS
from exporter.config import key_of, read_settings
from tests.support.commandline import RunCli


def test_paths_of_the_files_are_printed_one_a_line(home: Path, run_cli: RunCli) -> None:
    file = home / ".config/dwexport/dwexport.toml"
    done = run_cli("config", "path")
    assert done.out.splitlines() == [str(file), "dwexport.toml"]
    assert f"{file} is not there yet" in done.err


def test_first_file_explains_every_option_and_sets_none(
    home: Path, run_cli: RunCli
) -> None:
    file = home / ".config/dwexport/dwexport.toml"
    assert run_cli("config", "init").out == f"{file}\n"
    text = file.read_text("utf-8")
    assert tomllib.loads(text) == {}
    for name in known_options(*OPTION_GROUPS):
        assert f"\n#{key_of(name)} = " in text
    assert run_cli("config", "show").exit_code == 0


def test_every_line_of_the_first_file_is_valid_without_its_mark(
    home: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    run_cli("config", "init")
    text = (home / ".config/dwexport/dwexport.toml").read_text("utf-8")
    lines = [line[1:] for line in text.splitlines() if line.startswith("#")]
    used = tmp_path / "used.toml"
    used.write_text("\n".join(line for line in lines if line[0] != " "), "utf-8")
    known = known_options(*OPTION_GROUPS)
    found = read_settings(known, files=[used], environ={}, profile="weekly")
    assert set(found) == set(known) - {"since", "until"}  # the profile sets ``last``


def test_existing_file_is_not_changed(home: Path, run_cli: RunCli) -> None:
    file = home / ".config/dwexport/dwexport.toml"
    file.parent.mkdir(parents=True)
    file.write_text("limit = 1\n", "utf-8")
    done = run_cli("config", "init")
    assert (done.exit_code, done.out) == (1, "")
    assert f"{file} is there already; it was not changed" in done.err
    assert file.read_text("utf-8") == "limit = 1\n"


def test_folder_that_cannot_be_made_is_an_error(home: Path, run_cli: RunCli) -> None:
    (home / ".config").write_text("", "utf-8")
    done = run_cli("config", "init")
    assert done.exit_code == 1
    assert "cannot be made: " in done.err


@pytest.mark.parametrize(
    ("language", "word"), [("zh-Hans", "方案"), ("zh-Hant", "選項")]
)
def test_first_file_is_in_the_language_of_the_terminal(
    home: Path, run_cli: RunCli, language: str, word: str
) -> None:
    run_cli("--ui-lang", language, "config", "init")
    assert word in (home / ".config/dwexport/dwexport.toml").read_text("utf-8")
