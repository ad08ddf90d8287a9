"""With ``--ui-lang`` Chinese, the only English words are names, flags and values.

The tests produce every error, every help and every kind of damaged file. Without
names, what the program says must hold no Latin letters.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from exporter.cli.app import make_app
from exporter.cli.arguments import known_options
from exporter.cli.commands import OPTION_GROUPS
from exporter.cli.language import LANGUAGES
from exporter.config import key_of
from exporter.history import VERBS
from exporter.words.foreign import SENTENCES
from exporter.words.rules import RULES
from tests.archive.test_damage import KINDS, STRANGERS
from tests.cli.test_errors import CASES, ENGINE, PRINTS, Case
from tests.support.archives import article, fill
from tests.support.commandline import CliResult, RunCli
from tests.support.news import PLAIN, make_news
from tools.catalogues import read_catalogue

pytestmark = pytest.mark.slow

CHINESE = [language for language in LANGUAGES if language != "en"]
COMMANDS = sorted(command.name or "" for command in make_app({}).registered_commands)

# Names of programs, formats, outlets, places and units.
_NAMES = """
    dwexport id ids DW BBC NYT RFI VOA CDT FT Instagram Send-to-Kindle Kindle
    EPUB PDF PDF/UA-1 PDF/A-3u PDF/A RTF JSON TOML CSS XHTML HTML XML SQLite
    EPUBCheck Java zip ZIP OTF TTF TTC UTF-8 UTF-16 UTF-7 UTF-32 GB18030 Big5 Unicode
    Markdown Latin OpenDocument Office WebP JPEG PNG GIF TIFF OS/2 CRC-32
    deflate sha256 shell URL Git LFS git-annex git-crypt age GPG OpenSSL
    Ansible Vault gzip bzip2 xz zstd lz4 lzma lzip compress tar RAR WeasyPrint
    Pango pango fontconfig HarfBuzz OpenCC Noto Sans Serif CJK Source Han
    Debian Ubuntu Homebrew MSYS2 apt-get brew MB GB KB pt mm in px NUL id:
    data: http https http(s) SOCKS5 Ctrl-C Ctrl-D x DWEXPORT_ Asia/Shanghai
    Ctrl Alt Enter Esc Tab PgUp PgDn Home End
    RE2 Perl UTC Windows macOS Linux AppleDouble Python Errno dw bbc rfa rfi
""".split()  # noqa: SIM905 - a list of words
_NAME = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_TAKEN_AWAY = re.compile(
    "|".join(
        (
            r"`[^`]*`",  # a command to type
            r"\w+://\S+",
            r"\bdwexport(?: +[-./*~|>…:'\[\]=$\w]+)+",  # an example
            r"(?<![\w-])--?[a-z0-9][a-z0-9-]*",  # a flag
            r"<int range>|<[^<> ]*>|\[[A-Z]+\](?:\.\.\.)?",  # what a flag takes
            r"\b[A-Z]{2,}\b",  # its name in the help
            r"'[^']*'|‘[^’]*’|“[^”]*”|「[^」]*」",  # what was given
            r"[\w.*~!$-]*/[\w./*~!-]*|[\w~!$-]*\.[\w./*~!-]+",  # a path, a file
            r"apt-get install(?: [\w.-]*\d)+|brew install pango",
            r"\b[\w-]+ ?= ?\S+",  # a line of a configuration
            r"\b[A-Z]+_[A-Z_]*",
            rf"(?<![\w-])(?:{_NAME})(?![\w-])",
            r"\b\d[\w.]*",  # 36h, 6in, 170x240mm
            r"sha256 [0-9a-f]+|\ba-[0-9a-f]+\b",
        )
    ),
    re.ASCII,
)
_WORD = re.compile(r"[A-Za-z]{2,}")


def english_words(text: str, *given: str) -> list[str]:
    """Return the Latin words in ``text``, without names and the words ``given``."""
    left = text
    for value in sorted(given, key=len, reverse=True):
        left = (
            re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", left, flags=re.ASCII)
            if value
            else left
        )
    return _WORD.findall(_TAKEN_AWAY.sub(" ", left))


def choices() -> Iterable[str]:
    """Yield the values that options can have, which are written as they are typed."""
    yield from VERBS
    yield from [
        "any",
        "none",
        "book",
        "briefing",
        "newest",
        "oldest",
        "given",
        "all",
        "embed",
        "letter",
    ]
    yield from ["day", "week", "month", "outlet", "topic"]
    yield from [
        *("show", "path", "init"),
        "auto",
        "proxy",
        "origin",
        "archive",
        "print",
        "info",
        "prune",
        "clear",
        *("once", "every"),
        *("date", "title", "outlet", "length", "pictures"),
        *("twins", "wire"),
        "keep",
        "hans",
        "hant",
        "tw",
        "hk",
        "default",
    ]
    yield from [
        "color",
        "en",
        "zh-Hans",
        "zh-Hant",
        "true",
        "false",
        "action",
        "a4",
        "a5",
        "b5",
    ]


def said(done: CliResult) -> str:
    return done.out + done.err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DWEXPORT_CACHE_DIR", str(tmp_path / "cache"))
    return make_news(tmp_path / "news")


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_chinese_holds_no_english(
    run_cli: RunCli, command: str, language: str
) -> None:
    words = [command] if command else []
    done = run_cli("--ui-lang", language, *words, "--help")
    assert done.exit_code == 0
    shown = done.out.partition("示例")[0].partition("範例")[0]
    assert english_words(shown, *choices(), *COMMANDS) == []
    assert english_words(done.out, *choices(), *COMMANDS, *_TYPED) == []


_TYPED = [
    "fzf",
    "ok",
    "jq",
    "grep",
    "xargs",
    "more",
    "reader",
    "missing",
    "week",
    "weekly",
    "image",
    "samples",
]


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("name", [*CASES, *PRINTS])
def test_an_error_in_chinese_holds_no_english(
    here: Path,
    run_cli: RunCli,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    language: str,
) -> None:
    _check_error({**CASES, **PRINTS}[name], here, run_cli, monkeypatch, language)


@pytest.mark.pango
@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("name", ENGINE)
def test_an_error_of_the_engine_in_chinese_holds_no_english(
    here: Path,
    run_cli: RunCli,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    language: str,
) -> None:
    _check_error(ENGINE[name], here, run_cli, monkeypatch, language)


def _check_error(
    case: Case,
    here: Path,
    run_cli: RunCli,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    case.arrange(here, monkeypatch)
    typed = case.command.split()
    keys = [key_of(name) for name in known_options(*OPTION_GROUPS)]
    done = run_cli("--ui-lang", language, *typed, cwd=here, env=case.env)
    given = (*typed, *case.env.values(), *keys, "it broke", *choices(), *COMMANDS)
    assert english_words(done.err, *given) == [], done.err


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize(
    "typed",
    [
        "--foo",
        "epub --foo",
        "epub --sinse 2024",
        "foo",
        "",
        "epub --limit",
        "epub --limit x",
        "epub --color=1",
        "list --json=3",
        "pdf --columns 7",
        "pdf --columns x",
        "pdf --layout x",
        "cache bad",
        "config extra",
        "images --image-minutes 0",
    ],
)
def test_wrong_usage_is_told_in_chinese(
    run_cli: RunCli, typed: str, language: str
) -> None:
    done = run_cli("--ui-lang", language, *typed.split())
    assert done.exit_code == 2
    assert re.search("错误：|錯誤：", done.err)
    assert english_words(done.err, *typed.split(), *choices(), *COMMANDS) == []


@pytest.mark.parametrize("language", CHINESE)
def test_damaged_files_are_told_in_chinese(
    tmp_path: Path, run_cli: RunCli, language: str
) -> None:
    kinds = [data for data, _ in {**KINDS, **STRANGERS}.values()]
    for number, data in enumerate(kinds):
        folder = tmp_path / f"n{number}"
        fill(folder, {"1000001.md": article(), "1000002.md": data, "77.md": data})
        for _ in ("read", "known to the index"):
            done = run_cli("--ui-lang", language, "list", "--archive", folder, "--json")
            assert english_words(done.err, "404", "Not", "Found", "NoSuchKey") == [], (
                done.err
            )


@pytest.mark.parametrize("language", CHINESE)
def test_a_summary_and_its_problems_are_in_chinese(
    here: Path, run_cli: RunCli, language: str
) -> None:
    body = '<p>灯塔。</p><img src="https://a.example/1.jpg"><img src="">'
    fill(
        here,
        {
            "articles/dw/1000011.md": article(
                body=body, url="https://www.dw.com/zh/a-9"
            ),
            "articles/dw/1000012.md": article(
                body="<p>\u12a0\u12cb\U0001f9ff</p>", url="https://www.dw.com/zh/a-8"
            ),
            "articles/dw/1000013.md": b"[a](https://www.dw.com/zh/a-7)\n\n<p>b</p>",
            "articles/dw/1000014.md": article(url="https://www.dw.com/zh/x/a-1003"),
        },
    )
    for typed in (("epub", "-o", "a.epub"), ("epub", *PLAIN, "--strict")):
        done = run_cli("--ui-lang", language, *typed, "--offline", cwd=here)
        assert done.exit_code in (1, 3)
        assert english_words(done.err, "all") == [], done.err


@pytest.mark.parametrize("language", CHINESE)
def test_the_configuration_is_shown_in_chinese(
    here: Path, run_cli: RunCli, language: str
) -> None:
    (here / "dwexport.toml").write_text('source = ["dw"]\n', "utf-8")
    env = {"DWEXPORT_TZ": "UTC"}
    done = run_cli("--ui-lang", language, "config", cwd=here, env=env)
    comments = re.findall("#(.*)", done.out)
    assert len(comments) > 20
    keys = [line.split()[1] for line in done.out.splitlines() if line[:1] == "#"]
    assert english_words("\n".join(comments), *keys) == []


@pytest.mark.parametrize("language", CHINESE)
def test_rules_and_sentences_of_libraries_are_translated(language: str) -> None:
    catalogue = read_catalogue(language)
    for sentence in (*SENTENCES, *RULES):
        known = catalogue.get(sentence.template)
        assert known, sentence
        slotless = re.sub(r"\{[^}]*\}", "", str(known.string))
        assert english_words(slotless, "zip", "zip64") == [], sentence


def test_english_words_finds_the_english_in_a_chinese_sentence() -> None:
    assert english_words("无法打开：No such file") == ["No", "such", "file"]
    assert english_words("'x' is not a valid int.") == ["is", "not", "valid", "int"]
    assert english_words("用 `git lfs pull`，或 --since 2024-06；EPUB、a.epub") == []
