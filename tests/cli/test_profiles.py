"""Profiles: sets of options with names, in the configuration files."""

from pathlib import Path

import pytest

from tests.support.commandline import RunCli
from tests.support.news import make_news

WEEKLY = '[profile.weekly]\nlimit = 2\nsource = "dw"\n'


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def write_user_file(home: Path, text: str) -> None:
    file = home / ".config/dwexport/dwexport.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "-p", "weekly"),
        ("list", "--profile", "weekly"),
        ("list", "--profile=weekly"),
        ("-p", "weekly", "list"),
    ],
)
def test_profile_is_named_before_or_after_the_command(
    news: Path, run_cli: RunCli, arguments: tuple[str, ...]
) -> None:
    (news / "dwexport.toml").write_text(WEEKLY, "utf-8")
    assert len(run_cli("list", cwd=news).out.splitlines()) == 5
    done = run_cli(*arguments, cwd=news)
    assert (done.exit_code, len(done.out.splitlines())) == (0, 2)


def test_a_variable_names_a_profile_and_a_flag_names_another(
    news: Path, run_cli: RunCli
) -> None:
    text = f"{WEEKLY}[profile.daily]\nlimit = 1\n"
    (news / "dwexport.toml").write_text(text, "utf-8")
    env = {"DWEXPORT_PROFILE": "weekly"}
    assert len(run_cli("list", cwd=news, env=env).out.splitlines()) == 2
    done = run_cli("list", "-p", "daily", cwd=news, env=env)
    assert len(done.out.splitlines()) == 1
    shown = run_cli("config", cwd=news, env=env).out
    assert "limit = 2  # dwexport.toml, profile weekly" in shown
    done = run_cli("list", cwd=news, env={"DWEXPORT_PROFILE": "weekle"})
    assert (done.exit_code, "did you mean weekly?" in done.err) == (2, True)


def test_profile_wins_over_the_files_and_variables_win_over_it(
    news: Path, home: Path, run_cli: RunCli
) -> None:
    write_user_file(home, WEEKLY)
    (news / "dwexport.toml").write_text("limit = 1\n", "utf-8")
    args = ("list", "-p", "weekly")
    assert len(run_cli(*args, cwd=news).out.splitlines()) == 2
    done = run_cli(*args, cwd=news, env={"DWEXPORT_LIMIT": "3"})
    assert len(done.out.splitlines()) == 3


def test_profiles_of_the_same_name_in_both_files_are_joined(
    news: Path, home: Path, run_cli: RunCli
) -> None:
    write_user_file(home, '[profile.weekly]\nlimit = 1\ntz = "UTC"\n')
    (news / "dwexport.toml").write_text("[profile.weekly]\nlimit = 2\n", "utf-8")
    shown = run_cli("config", "show", "-p", "weekly", cwd=news).out
    assert "limit = 2  # dwexport.toml, profile weekly" in shown
    assert 'tz = "UTC"' in shown


def test_value_of_a_profile_replaces_a_rival_in_the_file(
    news: Path, run_cli: RunCli
) -> None:
    text = 'since = "2999"\n[profile.all]\nlast = "90y"\n'
    (news / "dwexport.toml").write_text(text, "utf-8")
    assert run_cli("list", cwd=news).exit_code == 1
    assert len(run_cli("list", "-p", "all", cwd=news).out.splitlines()) == 5


def test_flag_that_contradicts_a_profile_counts_and_a_line_says_so(
    news: Path, run_cli: RunCli
) -> None:
    text = '[profile.weekly]\nlast = "7d"\nlimit = 2\n'
    (news / "dwexport.toml").write_text(text, "utf-8")
    done = run_cli("list", "-p", "weekly", "--since", "2020", "--limit", "3", cwd=news)
    assert len(done.out.splitlines()) == 3
    assert (
        "profile weekly sets last to 7d; that is ignored, because --since is given"
    ) in done.err
    assert (
        "profile weekly sets limit to 2; that is ignored, because --limit is given"
    ) in done.err
    same = run_cli("list", "-p", "weekly", "--since", "2020", "--limit", "2", cwd=news)
    assert "limit" not in same.err


@pytest.mark.parametrize(
    ("text", "name", "message", "hint"),
    [
        (WEEKLY, "weekle", "there is no profile 'weekle'", "did you mean weekly?"),
        (WEEKLY, "zzz", "there is no profile 'zzz'", "there are: weekly"),
        ("", "weekly", "there is no profile 'weekly'", "under [profile.weekly]"),
        ("profile = 3\n", "x", "profile is no table", "[profile.weekly]"),
        ("[profile]\nx = 3\n", "x", "profile is no table", "[profile.weekly]"),
        ("[profile.x]\nlimt = 3\n", "y", "'limt' is nothing", "did you mean limit?"),
        ("[profile.x]\nlimit = 'a'\n", "x", "profile x: limit wants", "limit = 10"),
        ("[profile.x]\nui-lang = 'en'\n", "x", "'ui-lang' is nothing", "can be set"),
        ("[profiles.x]\nlimit = 1\n", "x", "'profiles' is nothing", "mean profile?"),
        ("[profile.x]\nallow-host = 'a'\n", "x", "cannot be set by a folder", "own"),
    ],
)
def test_wrong_profile_is_an_error_that_says_what_to_do(
    news: Path, run_cli: RunCli, text: str, name: str, message: str, hint: str
) -> None:
    (news / "dwexport.toml").write_text(text, "utf-8")
    done = run_cli("list", "-p", name, cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert message in done.err
    assert hint in done.err


def test_error_names_the_profile_that_set_the_option(
    news: Path, run_cli: RunCli
) -> None:
    (news / "dwexport.toml").write_text("[profile.x]\nsince = 'then'\n", "utf-8")
    done = run_cli("list", "-p", "x", cwd=news)
    assert "--since is set by dwexport.toml, profile x" in done.err
