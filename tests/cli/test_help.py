"""Version, help and completion."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from exporter import __version__
from exporter.cli.app import make_app
from tests.support.commandline import RunCli
from tests.support.news import shell

COMMANDS = sorted(command.name or "" for command in make_app({}).registered_commands)
_SHELLS = {
    "bash": "complete -o default -F _dwexport_completion dwexport",
    "zsh": "#compdef dwexport",
    "fish": "complete --command dwexport --no-files",
}


def test_the_version_is_one_line(run_cli: RunCli) -> None:
    done = run_cli("--version")
    assert (done.exit_code, done.out, done.err) == (0, f"dwexport {__version__}\n", "")
    alone = run_cli("--version", own_process=True)
    assert (alone.exit_code, alone.out) == (0, done.out)


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_shows_examples_and_exit_codes(run_cli: RunCli, option: str) -> None:
    done = run_cli(option)
    assert (done.exit_code, done.err) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"^  {command}  +[A-Z]", done.out, re.MULTILINE)
    assert "\n    dwexport epub --archive ~/news --since 2024-06\n" in done.out
    assert "0 complete; 1 failed; 2 wrong usage; 3 made, with problems." in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_fits_a_terminal(run_cli: RunCli, command: str) -> None:
    done = run_cli(command, "--help", env={"COLUMNS": "80"})
    assert (done.exit_code, done.err) == (0, "")
    assert f"Usage: dwexport {command}" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    if command != "config":
        assert "Examples:" in done.out
        assert re.search(rf"^ +dwexport {command} ", done.out, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    group: Any = typer.main.get_command(make_app({}))
    for param in group.commands[command].params:
        assert re.fullmatch(r"[A-Z].*\.", param.help), param.name


@pytest.mark.parametrize(("name", "text"), _SHELLS.items())
def test_show_completion_prints_a_script_for_each_shell(
    run_cli: RunCli, name: str, text: str
) -> None:
    env = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = run_cli("--show-completion", name, env=env, own_process=True)
    assert done.exit_code == 0
    assert text in done.out
    assert "_DWEXPORT_COMPLETE" in done.out


def test_completion_finds_the_shell_it_runs_in(tmp_path: Path) -> None:
    done = shell("dwexport --show-completion", cwd=tmp_path)
    assert done.returncode == 0
    assert _SHELLS["bash"] in done.stdout


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dwexport ", {"epub", "list", "config"}),
        ("dwexport epub --off", {"--offline"}),
        ("dwexport epub --image", {"--images", "--image-mirror", "--image-quality"}),
        ("dwexport list --order ", {"newest", "oldest", "given"}),
        ("dwexport epub --fonts ", {"embed", "none"}),
    ],
)
def test_completion_offers_commands_options_and_values(
    run_cli: RunCli, typed: str, expected: set[str]
) -> None:
    words = typed.split()
    env = {
        "_DWEXPORT_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) if typed.endswith(" ") else len(words) - 1),
    }
    done = run_cli(env=env, own_process=True)
    assert (done.exit_code, done.err) == (0, "")
    assert expected <= set(done.out.split())


def test_the_completion_script_completes_an_option_in_bash(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "dwexport"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m exporter "$@"\n')
    program.chmod(0o755)
    done = shell(
        'unset -f dwexport; PATH="$PWD/bin:$PATH"\n'
        'eval "$(dwexport --show-completion)"\n'
        "COMP_WORDS=(dwexport epub --stri) COMP_CWORD=2\n"
        "_dwexport_completion dwexport\n"
        'echo "${COMPREPLY[@]}"',
        cwd=tmp_path,
    )
    assert done.stdout == "--strict\n", done.stderr
