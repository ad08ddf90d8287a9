"""The command line speaks English and Chinese, and all of its words are translated."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from exporter.cli.commands import COMMANDS
from exporter.cli.language import LANGUAGES, Language, choose_language, speak
from exporter.cli.summary import print_summary
from exporter.cli.widths import columns_of, wrap_columns
from exporter.journal import Journal
from exporter.language.tags import detect_script
from exporter.model import LeftOut, Location
from tests.support.commandline import RunCli
from tests.support.news import PLAIN, make_news
from tools.catalogues import all_messages, main, read_catalogue, reasons_in

CHINESE = [language for language in LANGUAGES if language != "en"]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def slots_of(text: str) -> Counter[tuple[str, str, str]]:
    """Return the slots of a template: field, conversion and format."""
    return Counter(
        (field, conversion or "", spec or "")
        for _, field, spec, conversion in Formatter().parse(text)
        if field is not None
    )


def text_of(message: Message) -> str:
    """Return the translation of a message; Chinese has one form for all numbers."""
    found = message.string
    return found if isinstance(found, str) else (found or [""])[0]


@pytest.fixture(autouse=True)
def speak_english_afterwards() -> Iterator[None]:
    yield
    speak("en")


# ---------------------------------------------------------------- catalogues


@pytest.mark.slow
def test_the_catalogues_are_complete_and_up_to_date() -> None:
    assert main(["--check"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("language", CHINESE)
def test_translations_have_the_slots_and_ends_of_their_templates(language: str) -> None:
    catalogue = read_catalogue(language)
    for message in all_messages():
        known = catalogue.get(message if isinstance(message, str) else message[0])
        assert known is not None
        english = message if isinstance(message, str) else message[1]
        chinese = text_of(known)
        if english in (" and ", " or "):  # Chinese sets no blanks
            continue
        if english in reasons_in(language):  # may leave a slot out: see test_reasons
            continue
        if "{" in english and not english.startswith("Examples"):
            assert slots_of(chinese) == slots_of(english), english
        ends = re.compile(r"^\s*|\s*$")
        assert ends.findall(chinese)[0] == ends.findall(english)[0], english
        assert chinese.count("\b") == english.count("\b"), english


@pytest.mark.parametrize("language", CHINESE)
def test_translations_are_in_their_script(language: str) -> None:
    words = [text_of(message) for message in read_catalogue(language) if message.id]
    wrong = "hant" if language == "zh-Hans" else "hans"
    assert [text for text in words if detect_script(text) == wrong] == []


# ------------------------------------------------------------------ choosing


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ([], {"LANG": "zh_SG"}, "zh-Hans"),
        ([], {"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ([], {"LANG": "zh_HK.Big5-HKSCS"}, "zh-Hant"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_Hant:en"}, "zh-Hant"),
        ([], {"LANG": "zh_CN.UTF-8", "DWEXPORT_UI_LANG": "en"}, "en"),
        (["--ui-lang", "zh-Hant", "list"], {"DWEXPORT_UI_LANG": "en"}, "zh-Hant"),
        (["--ui-lang=zh-hans", "list"], {}, "zh-Hans"),
        (["--ui-lang"], {"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        (["--ui-lang", "klingon"], {}, "en"),
    ],
)
def test_the_language_comes_from_flag_then_variable_then_locale(
    arguments: list[str], environ: Mapping[str, str], language: str
) -> None:
    assert choose_language(arguments, environ) == language


def test_a_configured_language_wins_over_the_locale_only() -> None:
    environ = {"LANG": "zh_CN.UTF-8"}
    assert choose_language([], environ, "zh-Hant") == "zh-Hant"
    environ["DWEXPORT_UI_LANG"] = "en"
    assert choose_language([], environ, "zh-Hant") == "en"


# ------------------------------------------------------------------ speaking


def test_lines_of_han_and_latin_are_wrapped_by_columns() -> None:
    text = "存档：存放文章的文件夹，或其 .zip 文件。默认：dwexport.toml 里的设置。"
    lines = wrap_columns(text, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(columns_of, lines)) <= 22  # a mark may hang
    assert not [line for line in lines if line[0] in "，。："]
    assert any("dwexport.toml" in line for line in lines)


@pytest.mark.parametrize("language", CHINESE)
def test_the_summary_is_in_the_language_asked_for(
    news: Path, run_cli: RunCli, language: str
) -> None:
    done = run_cli("--ui-lang", language, "epub", *PLAIN, "-o", "b.epub", cwd=news)
    assert done.exit_code == 0
    assert "篇文章" in done.err
    assert " articles" not in done.err


def test_an_error_and_its_hint_are_in_the_language_of_the_locale(
    run_cli: RunCli,
) -> None:
    env = {"LANGUAGE": "", "LC_ALL": "zh_TW.UTF-8"}
    done = run_cli("epub", "--limit", "0", "--archive", ".", env=env)
    assert done.exit_code != 0
    assert detect_script(done.err) == "hant"


@pytest.mark.parametrize("command", ["", *(c.name for c in COMMANDS)])
@pytest.mark.parametrize("language", CHINESE)
def test_help_is_in_the_language_and_fits_a_terminal(
    run_cli: RunCli, command: str, language: str
) -> None:
    args = ["--ui-lang", language, *([command] if command else []), "--help"]
    done = run_cli(*args, env={"COLUMNS": "80"})
    assert (done.exit_code, done.err) == (0, "")
    wrong = "hant" if language == "zh-Hans" else "hans"
    assert detect_script(done.out) not in (None, wrong)
    assert max(map(columns_of, done.out.splitlines())) <= 82
    assert "选项" in done.out or "選項" in done.out
    assert "Examples" not in done.out


@pytest.mark.parametrize("language", CHINESE)
def test_only_the_last_line_of_a_help_leaves_room_for_the_default(
    run_cli: RunCli, language: str
) -> None:
    done = run_cli("--ui-lang", language, "epub", "--help", env={"COLUMNS": "80"})
    lines = done.out.splitlines()
    first = next(line for line in lines if line.startswith("  --max-size "))
    assert columns_of(first) > 70


def test_the_number_of_columns_is_asked_for_by_a_letter(run_cli: RunCli) -> None:
    assert "--columns N " in run_cli("pdf", "--help").out


@pytest.mark.parametrize("language", CHINESE)
def test_a_chinese_list_is_separated_by_an_enumeration_comma(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    monkeypatch.setenv("LANGUAGE", "")  # speaking changes it
    found = tuple(LeftOut(rule, "…") for rule in ("tracker", "icon"))
    speak(language)
    print_summary(Journal(left_out={Location("1.md"): found}))
    assert re.search("1、\\w+ 1\n", capsys.readouterr().err)


@pytest.mark.parametrize(
    "arguments",
    ["epub --device klein", "pdf --paper klein", "list --source klein"],
)
@pytest.mark.parametrize("language", CHINESE)
def test_the_values_of_a_chinese_hint_are_separated_by_enumeration_commas(
    news: Path, run_cli: RunCli, arguments: str, language: str
) -> None:
    done = run_cli("--ui-lang", language, *arguments.split(), cwd=news)
    assert done.exit_code != 0
    assert ", " not in done.err


def test_a_report_for_programs_stays_english(news: Path, run_cli: RunCli) -> None:
    (news / "articles/dw/1000099.md").write_bytes(b"\x1f\x8b packed")
    args = ("--report", "r.json", "-o", "b.epub")
    done = run_cli("--ui-lang", "zh-Hans", "epub", *PLAIN, *args, cwd=news)
    assert done.exit_code == 3
    report = json.loads((news / "r.json").read_text("utf-8"))
    assert [p["what"].isascii() for p in report["problems"]] == [True]


def test_an_unknown_language_is_wrong_usage(run_cli: RunCli) -> None:
    done = run_cli("--ui-lang", "klingon", "list")
    assert done.exit_code == 2
    assert "klingon" in done.err


def test_the_configuration_can_set_the_language(news: Path, run_cli: RunCli) -> None:
    (news / "dwexport.toml").write_text('ui-lang = "zh-Hans"\n', "utf-8")
    done = run_cli("list", "--limit", "0", cwd=news)
    assert done.exit_code == 2
    assert detect_script(done.err) == "hans"
