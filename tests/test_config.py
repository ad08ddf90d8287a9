"""The configuration: a flag wins over a variable, a variable over the two files."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.cli.commands import COMMANDS, OPTION_GROUPS
from exporter.cli.options import ProgramArguments
from exporter.config import Known, Setting, read_settings, variable_name
from exporter.errors import ConfigError
from tests.support.commandline import CliResult, RunCli
from tests.support.news import PLAIN, make_news

KNOWN: Mapping[str, Known] = {
    "archive": Known("path"),
    "source": Known("list"),
    "since": Known("text"),
    "limit": Known("number"),
    "order": Known("text", ("newest", "oldest")),
    "offline": Known("switch"),
    "image_mirror": Known("path"),
}


def settings_of(text: str, folder: Path) -> dict[str, Setting]:
    file = folder / "dwexport.toml"
    file.write_text(text, "utf-8")
    return read_settings(KNOWN, files=[file], environ={})


# ------------------------------------------------------------------ reading


def test_values_of_every_kind_are_read(tmp_path: Path) -> None:
    text = """
        archive = "news"
        source = ["dw", "BBC"]
        since = "2024-06"
        limit = 7
        order = "oldest"
        offline = true
        image-mirror = "/pictures"
    """
    found = {name: s.value for name, s in settings_of(text, tmp_path).items()}
    assert found == {
        "archive": str(tmp_path / "news"),
        "source": ["dw", "BBC"],
        "since": "2024-06",
        "limit": 7,
        "order": "oldest",
        "offline": True,
        "image_mirror": "/pictures",
    }


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("since = 2024", "2024"),
        ("since = 2024-06-18", "2024-06-18"),
        ("since = 2024-06-18T14:30:00+08:00", "2024-06-18T14:30:00+08:00"),
        ("source = 'dw'", ["dw"]),
        ("source = []", []),
        ("image_mirror = '/m'", "/m"),
    ],
)
def test_other_spellings_of_values_are_read(
    tmp_path: Path, line: str, value: object
) -> None:
    (setting,) = settings_of(line, tmp_path).values()
    assert setting.value == value
    assert setting.origin == str(tmp_path / "dwexport.toml")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert settings_of("\ufefflimit = 3", tmp_path)["limit"].value == 3


def test_a_tilde_in_a_path_is_the_home_folder(tmp_path: Path, home: Path) -> None:
    found = settings_of('archive = "~/news"', tmp_path)
    assert found["archive"].value == str(home / "news")
    found = settings_of('archive = "~no-such-user/news"', tmp_path)
    assert found["archive"].value == str(tmp_path / "~no-such-user/news")


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("limit = 'x'", "limit wants a whole number, not 'x'", "write limit = 10"),
        ("limit = true", "limit wants a whole number, not 'True'", "limit = 10"),
        ("limit = false", "limit wants a whole number, not 'False'", "limit = 10"),
        ("limit = 1.5", "limit wants a whole number, not '1.5'", "limit = 10"),
        ("offline = 1", "offline wants true or false, not '1'", "offline = true"),
        ("offline = 'on'", "offline wants true or false", "offline = true"),
        ("archive = 3", "archive wants a path, not '3'", 'archive = "/home'),
        ("archive = ['a']", "archive wants a path", "archive ="),
        ("source = [1]", "source wants a list of texts", 'source = ["'),
        ("since = [2024]", "since wants text in quotes", 'since = "'),
        ("since = true", "since wants text in quotes", 'since = "'),
        ("since = 14:30:00", "since wants text in quotes, not '14:30:00'", "since"),
        ("order = 'up'", "order wants newest or oldest, not 'up'", 'order = "newest"'),
        ("order = 1", "order wants newest or oldest, not '1'", 'order = "newest"'),
        ("offlin = true", "'offlin' is nothing that can be set", "you mean offline?"),
        ("image-miror = 'm'", "'image-miror' is nothing", "you mean image-mirror?"),
        ("[epub]\nlimit = 1", "'epub' is nothing that can be set", "can be set: arch"),
        ("title = 'x'", "'title' is nothing that can be set", "image-mirror, limit"),
        ("archive = /home", "is not valid TOML: ", 'look like: archive = "/home/me'),
        ("limit = 1\nlimit = 2", "is not valid TOML: ", "lines look like"),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_with_a_hint(
    tmp_path: Path, line: str, message: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        settings_of(line, tmp_path)
    assert caught.value.message.startswith(str(tmp_path / "dwexport.toml"))
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.exit_code == 2


def test_a_configuration_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "dwexport.toml"
    folder.mkdir()
    with pytest.raises(ConfigError, match=r"dwexport\.toml cannot be read: Is a dir"):
        read_settings(KNOWN, files=[folder], environ={})
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"since = '\xe4'")
    with pytest.raises(ConfigError, match="cannot be read: it is not in UTF-8"):
        read_settings(KNOWN, files=[latin], environ={})


def test_configuration_files_that_are_not_there_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    files = [tmp_path / "none.toml", tmp_path / "file" / "dwexport.toml"]
    assert read_settings(KNOWN, files=files, environ={}) == {}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("archive", "some news", "some news"),
        ("source", "dw BBC", ["dw", "BBC"]),
        ("source", "dw, BBC,", ["dw", "BBC"]),
        ("limit", " 7 ", 7),
        ("since", "2024-06", "2024-06"),
        ("order", "oldest", "oldest"),
        ("offline", "YES", True),
        ("offline", "0", False),
    ],
)
def test_variables_are_read(name: str, text: str, value: object) -> None:
    variable = variable_name(name)
    (setting,) = read_settings(KNOWN, files=[], environ={variable: text}).values()
    assert setting.value == value
    assert setting.origin == f"the variable {variable}"


def test_a_tilde_in_a_variable_is_the_home_folder(home: Path) -> None:
    found = read_settings(KNOWN, files=[], environ={"DWEXPORT_ARCHIVE": "~/news"})
    assert found["archive"].value == str(home / "news")


def test_an_empty_variable_sets_nothing() -> None:
    assert read_settings(KNOWN, files=[], environ={"DWEXPORT_LIMIT": ""}) == {}


@pytest.mark.parametrize(
    ("variable", "text", "wants"),
    [
        ("DWEXPORT_LIMIT", "x", "a whole number"),
        ("DWEXPORT_LIMIT", "9" * 5000, "a whole number"),
        ("DWEXPORT_OFFLINE", "maybe", "true or false"),
        ("DWEXPORT_ORDER", "up", "newest or oldest"),
    ],
)
def test_a_variable_with_a_bad_value_is_an_error_with_a_hint(
    variable: str, text: str, wants: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings(KNOWN, files=[], environ={variable: text})
    assert (
        caught.value.message == f"the variable {variable} wants {wants}, not {text!r}"
    )
    assert caught.value.hint == "correct it, or unset it"


def test_a_variable_wins_over_the_project_file_over_the_user_file(
    tmp_path: Path,
) -> None:
    user, project = tmp_path / "user.toml", tmp_path / "project.toml"
    user.write_text("limit = 1\nsince = '1'\noffline = true\n", "utf-8")
    project.write_text("limit = 2\nsince = '2'\n", "utf-8")
    found = read_settings(KNOWN, files=[user, project], environ={"DWEXPORT_LIMIT": "3"})
    assert found == {
        "limit": Setting(3, "the variable DWEXPORT_LIMIT"),
        "since": Setting("2", str(project)),
        "offline": Setting(True, str(user)),
    }


# ---------------------------------------------------------- the command line


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def write_user_file(home: Path, text: str) -> Path:
    file = home / ".config/dwexport/dwexport.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def rows(done: CliResult) -> int:
    assert done.exit_code == 0, done.err
    return len(done.out.splitlines())


def test_a_flag_wins_over_variable_project_file_and_user_file(
    news: Path, home: Path, run_cli: RunCli
) -> None:
    assert rows(run_cli("list", cwd=news)) == 5
    write_user_file(home, "limit = 1\n")
    assert rows(run_cli("list", cwd=news)) == 1
    (news / "dwexport.toml").write_text("limit = 2\n", "utf-8")
    assert rows(run_cli("list", cwd=news)) == 2
    env = {"DWEXPORT_LIMIT": "3"}
    assert rows(run_cli("list", cwd=news, env=env)) == 3
    assert rows(run_cli("list", "--limit", "4", cwd=news, env=env)) == 4


def test_allow_host_can_be_set_by_the_user_file_only(
    news: Path, home: Path, run_cli: RunCli
) -> None:
    write_user_file(home, "allow-host = ['nas.lan']\n")
    assert 'allow-host = ["nas.lan"]' in run_cli("config", cwd=news).out
    (news / "dwexport.toml").write_text("allow_host = '10.0.0.1'\n", "utf-8")
    for command in ("config", "list", "images"):
        done = run_cli(command, cwd=news)
        assert done.exit_code == 2
        assert "allow-host cannot be set by a folder" in done.err


@pytest.mark.usefixtures("news")
def test_paths_in_a_file_are_relative_to_it(
    home: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    (tmp_path / "dwexport.toml").write_text('archive = "news"\n', "utf-8")
    assert rows(run_cli("list")) == 5
    (tmp_path / "dwexport.toml").unlink()
    write_user_file(home, 'archive = "../../news"\n')
    make_news(home / "news")
    assert rows(run_cli("list")) == 5


def test_epub_takes_its_options_from_the_project_file(
    news: Path, run_cli: RunCli
) -> None:
    text = (
        'source = "dw"\nsince = 2024-06-01\nimages = "none"\nfonts = "none"\n'
        'max-size = "none"\nquiet = true\ntz = "Asia/Shanghai"\n'
    )
    (news / "dwexport.toml").write_text(text, "utf-8")
    done = run_cli("epub", cwd=news)
    assert (done.exit_code, done.out, done.err) == (0, "dw-2024-06.epub\n", "")


def test_a_switch_that_is_set_can_be_unset(news: Path, run_cli: RunCli) -> None:
    (news / "dwexport.toml").write_text("quiet = true\n", "utf-8")
    args = ("epub", *PLAIN, "-o", "b.epub")
    assert run_cli(*args, cwd=news).err == ""
    assert "5 articles" in run_cli(*args, "--no-quiet", cwd=news).err
    assert "5 articles" in run_cli(*args, cwd=news, env={"DWEXPORT_QUIET": "no"}).err


def test_a_flag_replaces_a_configured_option_it_excludes(
    news: Path, run_cli: RunCli
) -> None:
    (news / "dwexport.toml").write_text('last = "7d"\n', "utf-8")
    assert rows(run_cli("list", "--since", "2024-06-20", cwd=news)) == 2
    assert rows(run_cli("list", "--until", "2024-05", cwd=news)) == 1
    (news / "dwexport.toml").write_text('since = "2999"\n', "utf-8")
    assert rows(run_cli("list", "--last", "90y", cwd=news)) == 5
    both = run_cli("list", "--last", "90y", "--since", "2024", cwd=news)
    assert both.exit_code == 2
    assert "--last cannot go together with --since or --until" in both.err


def test_an_error_names_the_file_that_set_the_option(
    news: Path, home: Path, run_cli: RunCli
) -> None:
    file = write_user_file(home, 'since = "yesterday"\n')
    done = run_cli("list", cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert "--since 'yesterday' is no date" in done.err
    assert f"; --since is set by {file}" in done.err
    typed = run_cli("list", "--since", "yesterday", cwd=news)
    assert "is set by" not in typed.err
    done = run_cli("list", cwd=news, env={"DWEXPORT_SINCE": "then"})
    assert "; --since is set by the variable DWEXPORT_SINCE" in done.err


def test_config_shows_values_and_where_they_come_from(
    news: Path, home: Path, run_cli: RunCli
) -> None:
    user = write_user_file(home, 'limit = 1\ntz = "Asia/Shanghai"\n')
    (news / "dwexport.toml").write_text('source = ["dw", "BBC"]\n', "utf-8")
    env = {"DWEXPORT_LIMIT": "5", "DWEXPORT_ARCHIVE": "/some where/新闻"}
    done = run_cli("config", cwd=news, env=env)
    assert (done.exit_code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert f"#   {user}: read" in lines
    assert "#   dwexport.toml: read" in lines
    assert 'archive = "/some where/新闻"  # the variable DWEXPORT_ARCHIVE' in lines
    assert "limit = 5  # the variable DWEXPORT_LIMIT" in lines
    assert 'source = ["dw", "BBC"]  # dwexport.toml' in lines
    assert f'tz = "Asia/Shanghai"  # {user}' in lines
    assert 'max-size = "50MB"  # default' in lines
    assert "offline = false  # default" in lines
    assert "# font-dir is not set" in lines


def test_config_says_where_a_file_would_be_read(home: Path, run_cli: RunCli) -> None:
    done = run_cli("config")
    assert f"#   {home / '.config/dwexport/dwexport.toml'}: not there" in done.out
    assert "#   dwexport.toml: not there" in done.out


def test_config_prints_a_file_that_can_be_used(
    news: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    env = {"DWEXPORT_ARCHIVE": str(news), "DWEXPORT_LIMIT": "2"}
    printed = run_cli("config", env=env).out
    assert tomllib.loads(printed)["limit"] == 2
    (tmp_path / "dwexport.toml").write_text(printed, "utf-8")
    assert rows(run_cli("list")) == 2


@pytest.mark.parametrize("command", ["list", "epub", "config"])
def test_a_broken_file_stops_every_command(
    news: Path, run_cli: RunCli, command: str
) -> None:
    (news / "dwexport.toml").write_text("archive = \n", "utf-8")
    done = run_cli(command, cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert done.err.startswith("dwexport: dwexport.toml is not valid TOML: ")
    assert '  try: lines look like: archive = "/home/me/news"\n' in done.err


def test_help_and_version_work_with_a_broken_file(news: Path, run_cli: RunCli) -> None:
    (news / "dwexport.toml").write_text("archive = \n", "utf-8")
    for args in (["--help"], ["epub", "--help"], ["list", "-h"]):
        done = run_cli(*args, cwd=news)
        assert (done.exit_code, done.err) == (0, "")
        assert "Usage: dwexport" in done.out
    completing = {
        "_DWEXPORT_COMPLETE": "complete_bash",
        "COMP_WORDS": "dwexport epub --off",
        "COMP_CWORD": "2",
    }
    done = run_cli(cwd=news, env=completing, own_process=True)
    assert done.out.strip() == "--offline"


def test_a_home_that_is_no_folder_is_no_error(news: Path, run_cli: RunCli) -> None:
    env = {
        "HOME": "/dev/null",
        "XDG_CONFIG_HOME": "/dev/null/.config",
        "XDG_CACHE_HOME": "/dev/null/.cache",
    }
    assert rows(run_cli("list", cwd=news, env=env)) == 5


def test_every_group_of_options_of_a_command_can_be_configured_and_no_other() -> None:
    used = {group for command in COMMANDS for group in command.groups}
    used.add(ProgramArguments)  # before any command
    assert set(OPTION_GROUPS) == used
    assert len(OPTION_GROUPS) == len(used)
