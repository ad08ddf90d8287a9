"""Choosing by content: what each option takes, leaves out, and says."""

import json
from pathlib import Path

import pytest

from tests.support.archives import fill
from tests.support.commandline import RunCli
from tests.support.news import PLAIN, read_book, story

DAY = "2024-06-{:02}T08:00:00Z"


def topic(name: str) -> str:
    return f'<span data-type="AUTO_TOPIC">{name}</span>'


def by(author: str) -> str:
    return f"<div><i>{author}<br>2024-06-18T12:37:07.167Z</i></div>"


IMAGE = '<p><img src="https://static.dw.com/image/1.jpg"></p>'
ARTICLES = {
    "articles/dw/1000009.md": story(
        1,
        DAY.format(1),
        "灯塔重新点亮",
        body=f"{by('林一舟')}<p>台湾的灯塔，{topic('海')}边的灯。</p>{IMAGE}",
    ),
    "articles/dw/1000008.md": story(
        2,
        DAY.format(2),
        "渡輪提前靠岸",
        body=f"{by('林一舟')}<p>臺灣的渡輪靠岸了，船員們這樣說，{topic('船')}。</p>",
    ),
    "articles/dw/1000007.md": story(
        3,
        DAY.format(3),
        "钟楼慢了一刻",
        body=f"{by('周晚')}<p>台灣的钟楼慢了，"
        f"{topic('船')}也慢了。</p><p>{'镇上的人都听钟。' * 60}</p>",
    ),
    "articles/BBC/1000006.md": story(
        0,
        DAY.format(4),
        "木桥会唱歌",
        url="https://www.bbc.com/zhongwen/simp/bridge-1",
        body="<p>ＮＡＴＯ的桥，北约</p><p>峰会。</p>",
    ),
}


@pytest.fixture
def shore(tmp_path: Path) -> Path:
    return fill(tmp_path / "shore", ARTICLES)


def chosen(run_cli: RunCli, folder: Path, *options: str) -> str:
    """Return the first characters of the titles chosen, oldest first."""
    done = run_cli("list", "--json", "--order", "oldest", *options, cwd=folder)
    assert done.exit_code in (0, 1), done.err
    return "".join(row["title"][0] for row in json.loads(done.out or "[]"))


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--match", "台湾"], "灯渡钟"),
        (["--match", "臺灣"], "灯渡钟"),
        (["--match", "渡轮"], "渡"),
        (["--match", "nato"], "木"),
        (["--match", "台湾 灯塔 OR 钟楼"], "灯钟"),
        (["--match", "台湾", "--match", "-渡轮 -灯塔"], "钟"),
        (["--match", "-台灣"], "木"),
        (["--match", "北约峰会"], ""),
        (["--match", '"北约 峰会"'], ""),
        (["--match", "北约 峰会"], "木"),
        (["--match", "唱歌"], "木"),
        (["--title-match", "船"], ""),
        (["--title-match", "渡轮 OR 灯塔"], "灯渡"),
        (["--title-match=-渡轮", "--title-match", "-灯塔"], "钟木"),
        (["--regex", "臺灣的.塔"], "灯"),
        (["--regex", "^nato", "--regex", "峰會"], "木"),
        (["--author", "林一舟"], "灯渡"),
        (["--author", "周晚", "--author", "林 一舟"], "灯渡钟"),
        (["--topic", "船"], "渡钟"),
        (["--topic", "船", "--topic", "海"], "灯渡钟"),
        (["--id", "a-2", "--id", "3"], "渡钟"),
        (["--id", "https://www.dw.com/zh/story/a-1"], "灯"),
        (["--lang", "hant"], "渡"),
        (["--lang", "hans"], "灯钟木"),
        (["--min-length", "100"], "钟"),
        (["--max-length", "100"], "灯渡木"),
        (["--with-pictures"], "灯"),
        (["--without-pictures"], "渡钟木"),
        (["--exclude", "台湾"], "木"),
        (["--exclude", "灯塔", "--exclude", "钟楼"], "渡木"),
        (["--exclude", "台湾 灯塔"], "渡钟木"),
        (["--exclude-title", "渡轮"], "灯钟木"),
        (["--exclude-regex", "nato|渡輪"], "灯钟"),
        (["--exclude-author", "林一舟"], "钟木"),
        (["--exclude-topic", "船"], "灯木"),
        (["--exclude-source", "bbc"], "灯渡钟"),
        (["--exclude-source", "德國之聲"], "木"),
        (["--exclude-id", "a-2", "--exclude-id", "1"], "钟木"),
        (["--exclude-lang", "hans"], "渡"),
        (["--topic", "船", "--exclude-author", "周晚", "--match", "台湾"], "渡"),
        (["--source", "dw", "--match", "台湾", "--limit", "1"], "灯"),
        # of the whole archive, and so no error, but none in the period
        (["--topic", "船", "--since", "2024-06-04"], ""),
        (["--exclude-topic", "船", "--since", "2024-06-04"], "木"),
        (["--id", "a-1", "--since", "2024-06-04"], ""),
        (["--exclude-id", "a-1", "--since", "2024-06-04"], "木"),
    ],
)
def test_each_option_takes_the_articles_it_names(
    shore: Path, run_cli: RunCli, options: list[str], titles: str
) -> None:
    assert chosen(run_cli, shore, *options) == titles


def test_a_choice_that_finds_nothing_names_its_options(
    shore: Path, run_cli: RunCli
) -> None:
    done = run_cli(
        *("list", "--match", "雪山", "--without-pictures", "--exclude-id", "1"),
        cwd=shore,
    )
    assert (done.exit_code, done.out) == (1, "")
    assert "and none fits --exclude-id and --match and --without-pictures" in done.err
    assert done.err.count("\n") == 2


@pytest.mark.parametrize("options", [["--title-match", "渡"], ["--id", "1"]])
def test_choices_by_the_header_read_no_article(
    shore: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setattr("exporter.selection.choice.find_demanded", None)
    done = run_cli("list", *options, "--exclude-source", "bbc", cwd=shore)
    assert (done.exit_code, done.out.count("\n")) == (0, 1)


def test_variables_hold_words_one_a_line_and_files_hold_lists(
    shore: Path, run_cli: RunCli
) -> None:
    words = {"DWEXPORT_MATCH": "灯塔 OR 渡轮\n台湾"}
    done = run_cli("list", "--json", cwd=shore, env=words)
    assert [row["id"] for row in json.loads(done.out)] == ["a-2", "a-1"]
    fill(shore, {"dwexport.toml": 'exclude = ["灯塔 OR 渡轮", "nato"]'.encode()})
    assert chosen(run_cli, shore) == "钟"
    fill(shore, {"dwexport.toml": b"with-pictures = false\nlang = 'hant'"})
    assert chosen(run_cli, shore) == "渡"
    assert chosen(run_cli, shore, "--exclude-lang", "hant") == "钟木"


def test_an_article_that_cannot_be_read_is_one_problem_of_the_book(
    shore: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.archive.reader.MAX_BYTES", 1_000)
    done = run_cli(
        *("epub", "--exclude", "灯塔", *PLAIN, "-o", "b.epub", "--report", "r.json"),
        cwd=shore,
    )
    assert done.exit_code == 3
    report = json.loads((shore / "r.json").read_text("utf-8"))
    assert [(p["code"], p["article"]) for p in report["problems"]] == [
        ("article-unreadable", "a-3")
    ]
    assert read_book(shore / "b.epub").headlines == ["木桥会唱歌", "渡輪提前靠岸"]


def test_exclusions_may_name_what_single_files_do_not_have(
    shore: Path, run_cli: RunCli
) -> None:
    done = run_cli(
        *("list", "--paths", "articles/dw/1000009.md", "--exclude-topic", "山"),
        *("--exclude-id", "a-99", "--exclude-source", "nowhere"),
        *("--exclude-author", "无名"),
        cwd=shore,
    )
    assert (done.exit_code, done.out) == (0, "articles/dw/1000009.md\n")


def test_words_choose_the_same_articles_in_the_corpus_in_either_script(
    shared_corpus: Path, run_cli: RunCli
) -> None:
    found = {
        word: run_cli(
            "list", "--paths", "--match", word, "--archive", shared_corpus
        ).out
        for word in ("台湾", "臺灣", "台灣")
    }
    assert len(set(found.values())) == 1
    assert found["台湾"].count("\n") > 3
