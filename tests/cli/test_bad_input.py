"""Bad input: the book is made, or an error says why not."""

import json
import os
import re
import resource
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.archives import BODY, article, fill
from tests.support.commandline import ROOT, RunCli
from tests.support.news import PLAIN, make_news, read_book, shell, story

pytestmark = pytest.mark.slow

_DAY = "2024-06-18T12:00:00Z"
_TIMEOUT_SECONDS = 60
_OUT = (*PLAIN, "-o", "b.epub")
_FIRST_MS = -62_135_596_800_000  # 0001-01-01
_LAST_MS = 253_402_300_799_999  # 9999-12-31


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def write_article(folder: Path, data: bytes, name: str = "1000001.md") -> None:
    fill(folder, {f"articles/dw/{name}": data})


def words(markup: str) -> str:
    """Return the text of ``markup``, without its tags and white space."""
    return re.sub(r"<[^>]*>|\s+", "", markup)


# ------------------------------------------------------------- articles


def test_a_folder_of_zeros_and_rubbish_holds_no_article_and_is_an_error(
    tmp_path: Path, run_cli: RunCli
) -> None:
    files = {
        "articles/dw/1000001.md": bytes(4096),
        "articles/dw/1000002.md": b"",
        "articles/dw/1000003.md": os.urandom(50),
        "articles/dw/1000004.md": article(body=""),
        "articles/dw/picture.jpg": b"\xff\xd8\xff" + bytes(99),
        "articles/dw/README.md": b"# nothing\n",
    }
    fill(tmp_path, files)
    done = run_cli("epub", *_OUT)
    assert (done.exit_code, done.out) == (1, "")
    assert "dwexport: the archive holds no article" in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "b.epub").exists()
    listed = run_cli("list", "--json")
    assert (listed.exit_code, listed.out) == (1, "")


def test_problems_of_the_files_are_told_when_no_article_is_left(
    tmp_path: Path, run_cli: RunCli
) -> None:
    write_article(tmp_path, bytes(4096))
    for command in (["epub", *_OUT], ["list"]):
        done = run_cli(*command)
        assert (done.exit_code, done.out) == (1, "")
        assert "1000001.md: it holds nothing but zero bytes; left out" in done.err
        assert done.err.splitlines()[-2] == "dwexport: the archive holds no article"


def test_ten_megabytes_on_one_line_make_a_book(tmp_path: Path, run_cli: RunCli) -> None:
    sentence = "灯塔每晚都亮，渡轮每天都来。"
    count = 10_000_000 // len(sentence.encode())
    text = "".join(f"{sentence}" for _ in range(count))
    write_article(tmp_path, story(1, _DAY, "长", body=f"<p>{text}</p>"))
    done = run_cli("epub", *_OUT)
    assert (done.exit_code, done.out) == (0, "b.epub\n")
    with zipfile.ZipFile(tmp_path / "b.epub") as packed:
        parts = [n for n in packed.namelist() if "/a-1" in n]
        text_in_book = "".join(packed.read(n).decode() for n in sorted(parts))
    assert words(text_in_book).count(sentence) >= count - len(parts)


def test_tags_nested_five_thousand_deep_make_a_book(
    tmp_path: Path, run_cli: RunCli
) -> None:
    body = "<div>" * 5000 + "最里面的话" + "</div>" * 5000
    body += "<blockquote>" * 500 + "引用里的话" + "<b>" * 5000 + "粗字"
    write_article(tmp_path, story(1, _DAY, "深", body=body))
    done = run_cli("epub", *_OUT)
    assert done.exit_code in (0, 3), done.err
    text = words("".join(read_book(tmp_path / "b.epub").chapters))
    assert "最里面的话" in text
    assert "引用里的话粗字" in text


def test_a_title_of_five_thousand_characters_makes_a_book(
    tmp_path: Path, run_cli: RunCli
) -> None:
    title = "很长的标题" * 1000
    write_article(tmp_path, story(1, _DAY, title))
    done = run_cli("epub", *PLAIN)
    assert done.exit_code == 0
    name = done.out.strip()
    assert len(name.encode()) < 130
    assert words(read_book(tmp_path / name).chapters[0]).count("很长的标题") >= 1000
    listed = run_cli("list")
    assert title in listed.out


@pytest.mark.parametrize("title", ["", "[]](", "\n\n", "<b>&amp;</b>", "\x01\x02"])
def test_titles_without_words_make_a_book(
    tmp_path: Path, run_cli: RunCli, title: str
) -> None:
    write_article(tmp_path, story(1, _DAY, title))
    done = run_cli("epub", *_OUT)
    assert done.exit_code == 0
    assert len(read_book(tmp_path / "b.epub").chapters) == 1


_UNDATED = "<p>这是一段正文。</p>"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "-14:00"])
def test_the_first_and_last_days_of_the_calendar_make_a_book(
    tmp_path: Path, run_cli: RunCli, zone: str
) -> None:
    write_article(
        tmp_path,
        article(_FIRST_MS, title="头", url="https://dw.com/a-1", body=_UNDATED),
    )
    last = article(_LAST_MS, title="尾", url="https://dw.com/a-2", body=_UNDATED)
    write_article(tmp_path, last, "1000002.md")
    done = run_cli("epub", "--tz", zone, *_OUT)
    assert done.exit_code == 3
    assert "253402300799999, cannot be right; kept, as nothing else" in done.err
    assert read_book(tmp_path / "b.epub").headlines == ["尾", "头"]
    last_row, first_row = run_cli("list", "--tz", zone).out.splitlines()
    assert re.match(r"a-2  9999-12-31 \d\d:\d\d  ", last_row)
    assert re.match(r"a-1  0001-01-01 \d\d:\d\d  ", first_row)
    for options in (("--since", "9999"), ("--until", "0001"), ("--last", "9999y")):
        assert run_cli("list", "--tz", zone, *options).exit_code in (0, 1, 3)


def test_a_time_beyond_the_calendar_is_a_problem_and_the_byline_dates_the_article(
    tmp_path: Path, run_cli: RunCli
) -> None:
    write_article(tmp_path, article(_LAST_MS + 1))
    done = run_cli("epub", *_OUT)
    assert done.exit_code == 3
    assert "the time in its header, 253402300800000, is in no calendar" in done.err
    assert "dated by its byline" in done.err


def test_files_with_odd_names_make_a_book(tmp_path: Path, run_cli: RunCli) -> None:
    names = [
        "1000001_两\n行.md",
        "1000002_\xa0.md",
        "1000003_“'\".md",
        os.fsdecode(b"1000004_\xff\xfe.md"),
    ]
    for number, name in enumerate(names, 1):
        write_article(tmp_path, story(number, _DAY, f"第{number}篇"), name)
    write_article(tmp_path, bytes(20), "1000005_\x1b[31m坏\n.md")
    done = run_cli("epub", *_OUT, "--report", "r.json")
    assert done.exit_code == 3
    assert len(read_book(tmp_path / "b.epub").chapters) == 4
    assert "\x1b" not in done.err
    assert "1000005_\\x1b[31m坏\\n.md: it holds nothing but zero bytes" in done.err
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert len(report["articles"]) == 4


def test_a_folder_whose_name_is_not_utf8_makes_a_book(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff\xfe")
    make_news(folder)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "exporter", "epub", *PLAIN),
            *("--archive", str(folder), "-o", str(folder / "b.epub")),
        ],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=_TIMEOUT_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    # The path is printed as its bytes are, so another program can open it.
    assert done.stdout == os.fsencode(folder / "b.epub") + b"\n"


def test_an_article_in_another_encoding_is_read_with_a_problem(
    tmp_path: Path, run_cli: RunCli
) -> None:
    text = story(1, _DAY, "国标", body="<p>用国标写的一篇文章，字字清楚。</p>").decode()
    write_article(tmp_path, text.encode("gb18030"))
    done = run_cli("epub", *_OUT)
    assert done.exit_code == 3
    assert "it is in GB18030, not in UTF-8; read as such" in done.err
    assert "字字清楚" in read_book(tmp_path / "b.epub").chapters[0]


def test_hostile_markup_does_not_reach_the_book(
    tmp_path: Path, run_cli: RunCli
) -> None:
    body = (
        '<script>alert(1)</script><p onclick="x()" style="color:red">字'
        '<a href="javascript:alert(1)">链接</a><iframe src="file:///etc/passwd">'
    )
    write_article(tmp_path, story(1, _DAY, "<script>x</script>", body=body + BODY))
    done = run_cli("epub", *_OUT)
    assert done.exit_code in (0, 3)
    (chapter,) = read_book(tmp_path / "b.epub").chapters
    for trace in ("<script", "javascript:", "onclick", "style=", "<iframe", "file:"):
        assert trace not in chapter


# ------------------------------------------------------------- places


def test_a_full_disk_leaves_the_old_book(news: Path, run_cli: RunCli) -> None:
    assert run_cli("epub", *_OUT, "--limit", "1", cwd=news).exit_code == 0
    old = (news / "b.epub").read_bytes()
    names = sorted(p.name for p in news.iterdir())

    def fill_the_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = subprocess.run(
        [sys.executable, "-m", "exporter", "epub", *_OUT],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=news,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=fill_the_disk,
        timeout=_TIMEOUT_SECONDS,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "dwexport: cannot write b.epub: File too large" in done.stderr
    assert "  try: " in done.stderr
    assert "Traceback" not in done.stderr
    assert (news / "b.epub").read_bytes() == old
    assert sorted(p.name for p in news.iterdir()) == names


@pytest.mark.parametrize("place", ["a file", "below a file", "in /proc"])
def test_a_cache_that_cannot_be_used_costs_no_article(
    news: Path, run_cli: RunCli, place: str
) -> None:
    (news / "file").touch()
    cache = {"a file": "file", "below a file": "file/x", "in /proc": "/proc/x"}[place]
    done = run_cli("list", "--cache-dir", cache, cwd=news)
    assert (done.exit_code, done.err) == (0, "5 articles\n")
    args = ("--cache-dir", cache, "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli("epub", *args, cwd=news)
    assert (done.exit_code, done.out) == (3, "b.epub\n")
    assert "1 problem:" in done.err
    assert (
        f"{cache}/images: the picture store {cache}/images cannot be used" in done.err
    )
    assert "a temporary store was used for this book" in done.err
    assert (news / "file").read_bytes() == b""


def test_a_damaged_index_is_made_anew(news: Path, run_cli: RunCli) -> None:
    for _ in range(2):
        fill(news, {"cache/archive.sqlite": b"SQLite format 3\0" + bytes(5000)})
        done = run_cli("list", "--cache-dir", "cache", cwd=news)
        assert (done.exit_code, done.err) == (0, "5 articles\n")
        assert len(done.out.splitlines()) == 5


def test_a_broken_font_is_not_used(news: Path, tmp_path: Path, run_cli: RunCli) -> None:
    package = find_spec("justmytype_intl_cjk")
    assert package is not None
    assert package.origin is not None
    good = next(Path(package.origin).parent.rglob("*SC*.ttf"))
    (tmp_path / "f").mkdir()
    (tmp_path / "f/good.ttf").symlink_to(good)
    (tmp_path / "f/bad.otf").write_bytes(b"OTTO" + bytes(500))
    args = ("--images", "none", "--font-dir", tmp_path / "f", "-o", "b.epub")
    done = run_cli("epub", *args, "--limit", "1", cwd=news)
    assert (done.exit_code, done.out) == (3, "b.epub\n")
    assert "bad.otf: is no font, or a damaged one; used other fonts" in done.err


def test_a_current_folder_that_is_gone_is_an_error_unless_all_paths_are_given(
    tmp_path: Path, news: Path
) -> None:
    leave = "mkdir gone && cd gone && rmdir ../gone && dwexport"
    done = shell(f"{leave} list", cwd=tmp_path)
    assert done.returncode == 1
    assert "there is no archive to read" in done.stderr
    done = shell(f"{leave} epub --archive '{news}'", cwd=tmp_path)
    assert done.returncode == 1
    assert "cannot write to the current folder: No such file" in done.stderr
    options = f"--archive '{news}' --images none -q -o '{news}/b.epub'"
    done = shell(f"{leave} epub {options}", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{news}/b.epub\n"), done.stderr


# ------------------------------------------------------------- words, streams


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["--frobnicate"], "No such option: --frobnicate"),
        (["epub", "--sinse", "2024"], "No such option: --sinse"),
        (["list", "--limit", "x"], "Invalid value for '--limit'"),
        (["list", "--order", "random"], "Invalid value for '--order'"),
        (["epub", "--images", "all"], "Invalid value for '--images'"),
        (["epub", "--json"], "No such option: --json"),
        (["config", "x"], "'x' is not one of 'show', 'path', 'init'"),
        (["config", "show", "x"], "unexpected extra argument"),
    ],
)
def test_unknown_commands_options_and_values_are_wrong_usage(
    news: Path, run_cli: RunCli, args: list[str], words: str
) -> None:
    done = run_cli(*args, cwd=news)
    assert (done.exit_code, done.out) == (2, "")
    assert words in done.err
    assert "Usage: dwexport" in done.err


def test_an_option_without_its_value_is_wrong_usage(run_cli: RunCli) -> None:
    done = run_cli("list", "--limit")
    assert (done.exit_code, done.out) == (2, "")
    assert "Option '--limit' requires an argument" in done.err


def test_dwexport_without_a_command_shows_the_help(run_cli: RunCli) -> None:
    done = run_cli()
    assert (done.exit_code, done.out) == (2, "")
    assert "Usage: dwexport" in done.err


def test_closed_streams_do_not_stop_a_run(news: Path) -> None:
    plain = "--images none --fonts none -o b.epub"
    done = shell(f"dwexport epub {plain} 2>&- <&-", cwd=news)
    assert (done.returncode, done.stdout) == (0, "b.epub\n")
    done = shell(f"dwexport epub {plain} 2>&1 >/dev/null | true", cwd=news)
    assert done.returncode == 0
    (news / "b.epub").unlink()
    done = shell(f"dwexport epub {plain} --report r.json | true", cwd=news)
    assert done.returncode == 0
    assert (news / "b.epub").exists()
    assert (news / "r.json").exists()
    done = shell("dwexport list 2>&- | wc -l", cwd=news)
    assert (done.returncode, done.stdout.strip()) == (0, "5")


def test_a_narrow_window_and_an_ascii_locale_show_help_and_make_a_book(
    news: Path, run_cli: RunCli
) -> None:
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "COLUMNS": "20"}
    for args in (["epub", "--help"], ["config"], ["epub", "--frob"], ["list"]):
        done = run_cli(*args, cwd=news, env=env, own_process=True)
        assert done.exit_code in (0, 2)
        assert "Traceback" not in done.err
    assert done.out.startswith("rfa-3a03f8e88459  2024-06-30 20:30  \\u81ea\\u7531")
    done = run_cli("epub", *PLAIN, "--limit", "1", cwd=news, env=env, own_process=True)
    assert done.exit_code == 0
    assert done.out == "茶山下雪了.epub\n"  # the path is bytes, whatever the locale
    assert "\\u8336\\u5c71" in done.err
