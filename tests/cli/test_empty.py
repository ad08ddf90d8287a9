"""An empty value or a number without sense is a usage error, for every option.

The options come from the commands themselves: a new option is tested too.
"""

from pathlib import Path
from typing import Any

import pytest
import typer

from exporter.cli.app import make_app
from exporter.cli.arguments import known_options
from exporter.cli.commands import OPTION_GROUPS
from tests.support.archives import article, fill
from tests.support.commandline import RunCli

_GROUP: Any = typer.main.get_command(make_app({}))
# Every option of every command that takes a value, by its longest name.
OPTIONS = [
    (command, name)
    for command, found in sorted(_GROUP.commands.items())
    for param in found.params
    if param.param_type_name == "option" and not (param.is_flag or param.is_eager)
    for name in param.opts
]
_KNOWN = known_options(*OPTION_GROUPS)


def test_more_than_60_options_that_take_a_value_are_tested() -> None:
    assert {("epub", "--since"), ("pdf", "--font-size"), ("epub", "-o")} <= {*OPTIONS}
    assert len(OPTIONS) > 60


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_an_empty_value_is_wrong_usage(
    tmp_path: Path, run_cli: RunCli, command: str, option: str, blank: str
) -> None:
    fill(tmp_path, {"articles/dw/1000001.md": article()})
    done = run_cli(command, option, blank)
    assert (done.exit_code, done.out) == (2, "")
    assert f"dwexport: {option} has an empty value" in done.err
    assert "leave the option out" in done.err
    if option.startswith("--"):
        joined = run_cli(command, f"{option}={blank}")
        assert (joined.exit_code, joined.err) == (2, done.err)
    assert not list(tmp_path.glob("*.epub"))


def test_an_empty_path_is_wrong_usage(tmp_path: Path, run_cli: RunCli) -> None:
    fill(tmp_path, {"articles/dw/1000001.md": article()})
    done = run_cli("epub", "articles", "")
    assert (done.exit_code, done.out) == (2, "")
    assert "an argument is empty" in done.err


@pytest.mark.parametrize("name", [n for n, o in _KNOWN.items() if o.kind != "switch"])
def test_an_empty_value_in_a_file_is_wrong_usage(
    tmp_path: Path, run_cli: RunCli, name: str
) -> None:
    fill(tmp_path, {"articles/dw/1000001.md": article()})
    for value in ('""', '"  "', '[""]'):
        (tmp_path / "dwexport.toml").write_text(f"{name} = {value}\n", "utf-8")
        done = run_cli("epub", "--images", "none")
        assert (done.exit_code, done.out) == (2, "")
        assert name in done.err


@pytest.mark.parametrize("name", [n for n, o in _KNOWN.items() if o.kind != "switch"])
def test_a_blank_variable_is_wrong_usage_an_empty_one_is_not_set(
    tmp_path: Path, run_cli: RunCli, name: str
) -> None:
    fill(tmp_path, {"articles/dw/1000001.md": article()})
    variable = f"DWEXPORT_{name.upper()}"
    assert run_cli("list", env={variable: ""}).exit_code == 0
    done = run_cli("list", env={variable: "  "})
    assert (done.exit_code, done.out) == (2, "")
    assert variable in done.err


_NUMBERS = ("0", "-1", "nan", "inf", "1e99", "9" * 30)


@pytest.mark.parametrize("number", _NUMBERS)
@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("pdf", "--font-size"),
        ("pdf", "--columns"),
        ("pdf", "--paper"),
        ("epub", "--device"),
        ("epub", "--max-size"),
        ("epub", "--max-cache"),
        ("epub", "--last"),
        ("epub", "--limit"),
        ("epub", "--image-minutes"),
    ],
)
def test_a_number_without_sense_is_wrong_usage(
    tmp_path: Path, run_cli: RunCli, command: str, option: str, number: str
) -> None:
    if number == "9" * 30 and option in ("--limit", "--image-minutes"):
        pytest.skip("it is as good as no limit")
    fill(tmp_path, {"articles/dw/1000001.md": article()})
    done = run_cli(command, option, number, "--images", "none")
    assert (done.exit_code, done.out) == (2, "")
    assert option in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("size", ["0x0", "1x1mm", "10x10mm", "99999x99999mm"])
def test_a_paper_size_too_small_or_too_large_is_wrong_usage(
    tmp_path: Path, run_cli: RunCli, size: str
) -> None:
    fill(tmp_path, {"articles/dw/1000001.md": article()})
    done = run_cli("pdf", "--paper", size)
    assert (done.exit_code, done.out) == (2, "")
    assert "--paper" in done.err
