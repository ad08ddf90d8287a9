"""``dwexport list``: a table for people and filters, JSON and paths for programs."""

import json
import os
from pathlib import Path

import pytest

from tests.support.archives import fill, pack
from tests.support.commandline import RunCli
from tests.support.news import NEWEST_FIRST, NEWS, PLAIN, make_news, shell, story


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


def test_the_table_begins_with_ids_and_is_aligned(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--since", "2024-06", cwd=news)
    assert (done.exit_code, done.err) == (0, "4 articles\n")
    assert done.out.splitlines() == [
        "rfa-3a03f8e88459  2024-06-30 20:30  自由亚洲电台  茶山下雪了",
        "bbc-bdc9c47da792  2024-06-20 10:00  BBC中文       木桥会唱歌",
        "a-1003            2024-06-19 07:00  德国之声      钟楼慢了两刻",
        "a-1002            2024-06-02 08:00  德国之声      渡轮提前靠岸",
    ]


def test_times_in_the_list_follow_tz(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--limit", "1", "--tz", "Asia/Shanghai", cwd=news)
    assert "  2024-07-01 04:30  " in done.out


def test_json_holds_id_time_outlet_title_address_and_path(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("list", "--json", "--source", "bbc", cwd=news)
    assert done.exit_code == 0
    assert json.loads(done.out) == [
        {
            "id": "bbc-bdc9c47da792",
            "published": "2024-06-20T10:00:00Z",
            "outlet": "bbc",
            "title": "木桥会唱歌",
            "url": "https://www.bbc.com/zhongwen/simp/bridge-1",
            "path": str(news / "articles/BBC/1000005_桥.md"),
        }
    ]
    assert "木桥" in done.out  # for grep


def test_list_and_epub_choose_the_same_articles_by_the_same_options(
    news: Path, run_cli: RunCli
) -> None:
    options = ("--since", "2024-06", "--order", "oldest", "--limit", "3")
    done = run_cli("list", *options, "--json", cwd=news)
    titles = [row["title"] for row in json.loads(done.out)]
    assert titles == NEWEST_FIRST[:0:-1]
    run_cli("epub", *options, *PLAIN, "-o", "b.epub", "--report", "r.json", cwd=news)
    report = json.loads((news / "r.json").read_text("utf-8"))
    assert [row["title"] for row in report["articles"]] == titles


def test_paths_prints_files_that_can_be_opened(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--paths", cwd=news)
    paths = done.out.splitlines()
    assert len(paths) == 5
    for path in paths:
        assert Path(path).read_bytes().startswith(b"<!--")


@pytest.mark.parametrize("form", ["--json", "--paths"])
def test_ids_and_paths_that_list_prints_can_be_read_by_from(
    news: Path, run_cli: RunCli, form: str
) -> None:
    listed = run_cli("list", form, "--since", "2024-06", cwd=news).out
    if form == "--json":
        listed = "\n".join(row["id"] for row in json.loads(listed))
    done = run_cli("list", "--from", "-", "--json", stdin=listed, cwd=news)
    assert done.exit_code == 0
    assert [row["title"] for row in json.loads(done.out)] == NEWEST_FIRST


AWKWARD = {
    "a line break": "2000001_上\n下.md",
    "a no-break space": "2000002_上\xa0下.md",
    "quotes": "2000003_“上”'\"下.md",
    "spaces": "2000004_ 上  下 .md",
    "a surrogate": os.fsdecode(b"2000005_\xff\xfe.md"),
    "an escape": "2000006_\x1b[31m.md",
    "a bracket and a bang": "2000007_[上]!下.md",
    "a dash": "-2000008.md",
}


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    files = {
        f"articles/dw/{name}": story(n, "2024-06-18T12:00:00Z", f"第{n}个名字")
        for n, name in enumerate(AWKWARD.values(), 1)
    }
    return fill(tmp_path / "awkward", files)


def test_option_0_ends_names_of_any_characters_with_nul(
    awkward: Path, run_cli: RunCli
) -> None:
    done = run_cli("list", "--paths", "-0", cwd=awkward)
    assert done.exit_code == 0
    paths = done.out_bytes.removesuffix(b"\0").split(b"\0")
    names = {path.rpartition(b"/")[2] for path in paths}
    assert names == {os.fsencode(name) for name in AWKWARD.values()}
    again = shell("dwexport list --paths -0 | dwexport list --from -", cwd=awkward)
    assert (again.returncode, again.stderr) == (0, "8 articles\n" * 2)
    assert again.stdout.count("\n") == len(AWKWARD)


@pytest.mark.parametrize("form", ["table", "--json", "--paths"])
def test_a_name_of_any_characters_takes_one_line_that_from_reads_back(
    awkward: Path, run_cli: RunCli, form: str
) -> None:
    done = run_cli("list", *([] if form == "table" else [form]), cwd=awkward)
    assert done.exit_code == 0
    assert "\x1b" not in done.out
    if form == "--json":
        listed = "\n".join(row["path"] for row in json.loads(done.out))
    else:
        listed = done.out
        assert len(listed.splitlines()) == len(AWKWARD)
    again = run_cli("list", "--from", "-", "--json", stdin=listed, cwd=awkward)
    assert (again.exit_code, again.err) == (0, "8 articles\n")
    assert len(json.loads(again.out)) == len(AWKWARD)


def test_a_member_of_a_zip_is_listed_with_the_path_of_the_zip(
    tmp_path: Path, run_cli: RunCli
) -> None:
    packed = pack(tmp_path / "n.zip", NEWS)
    done = run_cli("list", "--paths", "--source", "bbc", packed)
    assert done.out == f"{packed}!articles/BBC/1000005_桥.md\n"
    null = run_cli("list", "--paths", "--null", "--source", "bbc", packed)
    assert null.out == done.out.replace("\n", "\0")
    again = run_cli("list", "--archive", packed, "--from", "-", stdin=done.out)
    assert again.exit_code == 0
    assert "木桥会唱歌" in again.out


def test_problems_of_a_list_go_to_stderr_and_the_exit_code_is_3(
    news: Path, run_cli: RunCli
) -> None:
    (news / "articles/dw/1000001.md").write_bytes(b"\0" * 50)
    done = run_cli("list", cwd=news)
    assert done.exit_code == 3
    assert len(done.out.splitlines()) == 5
    assert "1000001.md: it holds nothing but zero bytes; left out" in done.err
    assert "--report" not in done.err  # list has no such option


@pytest.mark.slow
def test_a_list_piped_into_head_ends_without_an_error(tmp_path: Path) -> None:
    files = {
        f"articles/dw/{n:07}.md": story(n, "2024-06-18T12:00:00Z", "长标题" * 60)
        for n in range(1, 2001)
    }
    fill(tmp_path, files)
    for unbuffered in ("", "1"):
        done = shell(
            "dwexport list | head -n 1; echo ${PIPESTATUS[0]}",
            cwd=tmp_path,
            env={"PYTHONUNBUFFERED": unbuffered},
        )
        row, status = done.stdout.splitlines()
        assert row.startswith("a-")
        assert status == "0"
        assert done.stderr == ""


@pytest.mark.slow
def test_a_list_in_an_ascii_locale_is_written_with_escapes(
    news: Path, run_cli: RunCli
) -> None:
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = run_cli("list", "--source", "bbc", cwd=news, env=env, own_process=True)
    assert (done.exit_code, done.err) == (0, "1 article\n")
    assert done.out.startswith("bbc-bdc9c47da792  2024-06-20 10:00  BBC\\u4e2d\\u6587")
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": ""}
    done = run_cli("list", "--source", "bbc", cwd=news, env=plain, own_process=True)
    assert "木桥会唱歌" in done.out
    json_out = run_cli("list", "--json", cwd=news, env=env, own_process=True).out
    assert "木桥会唱歌" in json_out  # JSON is UTF-8 everywhere: RFC 8259, 8.1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", ["list", "list --json", "list --paths", "config"])
def test_a_list_written_to_a_full_disk_is_an_error(news: Path, command: str) -> None:
    done = shell(f"dwexport {command} > /dev/full", cwd=news)
    assert done.returncode == 1
    assert done.stderr == (
        "dwexport: cannot write to standard output: No space left on device\n"
        "  try: free some space, or send it elsewhere\n"
    )
