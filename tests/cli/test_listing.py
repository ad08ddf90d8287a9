"""``dwexport list --long`` and ``--sort``: columns, their sum, and the order."""

import json
from pathlib import Path

import pytest

from tests.cli.test_matching import ARTICLES
from tests.support.archives import fill
from tests.support.commandline import RunCli


@pytest.fixture
def shore(tmp_path: Path) -> Path:
    return fill(tmp_path / "shore", ARTICLES)


@pytest.mark.parametrize("form", [[], ["--json"], ["--paths"]])
def test_the_number_of_articles_is_said_on_standard_error(
    shore: Path, run_cli: RunCli, form: list[str]
) -> None:
    assert run_cli("list", *form, cwd=shore).err == "4 articles\n"
    assert run_cli("list", *form, "--limit", "1", cwd=shore).err == "1 article\n"


def test_a_long_list_has_headings_and_the_length_of_each_article(
    shore: Path, run_cli: RunCli
) -> None:
    done = run_cli("list", "--long", cwd=shore)
    assert done.exit_code == 0
    head, *rows = (line.rsplit("  ", 1) for line in done.out.splitlines())
    assert head == [
        "# id              published         outlet    characters  pictures  minutes",
        "title",
    ]
    assert rows == [
        [
            f"{identifier:16}  2024-06-0{day} 08:00  {outlet}  {numbers}",
            title,
        ]
        for identifier, day, outlet, numbers, title in (
            (
                "bbc-bdc9c47da792",
                4,
                "BBC中文 ",
                "        12         0        1",
                "木桥会唱歌",
            ),
            ("a-3", 3, "德国之声", "       493         0        2", "钟楼慢了一刻"),
            ("a-2", 2, "德国之声", "        18         0        1", "渡輪提前靠岸"),
            ("a-1", 1, "德国之声", "        11         1        1", "灯塔重新点亮"),
        )
    ]
    assert done.err == ("4 articles, 534 characters, 1 picture, 5 minutes of reading\n")


def test_rows_of_a_long_list_can_be_read_by_from(shore: Path, run_cli: RunCli) -> None:
    listed = run_cli("list", "--long", cwd=shore).out
    again = run_cli("list", "--from", "-", stdin=listed, cwd=shore)
    assert (again.exit_code, again.err) == (0, "4 articles\n")


def test_a_long_list_in_json_has_all_facts(shore: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--long", "--json", "--id", "a-2", cwd=shore)
    (row,) = json.loads(done.out)
    facts = ("characters", "pictures", "minutes", "lang", "authors", "topics")
    assert [row[name] for name in facts] == [18, 0, 1, "hant", ["林一舟"], ["船"]]
    short = run_cli("list", "--json", "--id", "a-2", cwd=shore)
    assert set(row) - set(json.loads(short.out)[0]) == set(facts)


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("date", "木钟渡灯"),
        ("title", "灯渡木钟"),  # deng, du, mu, zhong
        ("outlet", "木钟渡灯"),
        ("length", "钟渡木灯"),
        ("pictures", "灯木钟渡"),
    ],
)
def test_sort_puts_the_list_in_another_order(
    shore: Path, run_cli: RunCli, by: str, titles: str
) -> None:
    done = run_cli("list", "--sort", by, "--json", cwd=shore)
    assert "".join(row["title"][0] for row in json.loads(done.out)) == titles


def test_sort_does_not_change_which_articles_are_listed(
    shore: Path, run_cli: RunCli
) -> None:
    done = run_cli("list", "--sort", "length", "--limit", "2", "--json", cwd=shore)
    assert [row["id"] for row in json.loads(done.out)] == ["a-3", "bbc-bdc9c47da792"]


def test_an_unreadable_article_of_a_long_list_is_a_problem_and_comes_last(
    shore: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.archive.reader.MAX_BYTES", 1_000)
    done = run_cli("list", "--long", "--sort", "length", cwd=shore)
    assert done.exit_code == 3
    last = done.out.splitlines()[-1]
    assert last.split() == [
        *("a-3", "2024-06-03", "08:00", "德国之声", "?", "?", "?", "钟楼慢了一刻")
    ]
    assert "1 problem:\n" in done.err
    found = run_cli("list", "--long", "--json", "--id", "a-3", cwd=shore)
    assert json.loads(found.out)[0]["characters"] is None


@pytest.mark.parametrize(
    "options", [[], ["--sort", "date"], ["--sort", "title"], ["--sort", "outlet"]]
)
def test_a_list_that_needs_no_bodies_reads_none(
    shore: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setattr("exporter.search.find_facts", None)
    done = run_cli("list", *options, cwd=shore)
    assert (done.exit_code, done.out.count("\n")) == (0, 4)
