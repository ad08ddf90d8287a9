"""``--dedupe`` of books, pictures and lists; ``list --twins``; the summary."""

import json
from pathlib import Path

import pytest

from tests.support.archives import fill
from tests.support.commandline import RunCli
from tests.support.news import PLAIN, read_book, story
from tests.support.prose import Prose
from tests.support.told_twice import convert

BODY = "".join(f"<p>{line}</p>" for line in Prose(1).paragraphs(400))
TITLE = "灯塔重新点亮"
HANT = convert(TITLE, "s2t")
RFI = "https://www.rfi.fr/cn/harbour-3"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return an archive: a story, its twin, its reprint, another story."""
    other = "".join(f"<p>{line}</p>" for line in Prose(2).paragraphs(400))
    return fill(
        tmp_path / "news",
        {
            "articles/dw/4.md": story(1, "2024-06-01T08:00:00Z", TITLE, body=BODY),
            "articles/dw/3.md": story(
                2, "2024-06-02T08:00:00Z", HANT, body=convert(BODY, "s2t")
            ),
            "articles/法广/2.md": story(
                0, "2024-06-03T08:00:00Z", f"法广：{TITLE}", body=BODY, url=RFI
            ),
            "articles/dw/1.md": story(4, "2024-06-04T08:00:00Z", "茶山", body=other),
        },
    )


def test_a_book_keeps_twins_and_the_summary_names_them(
    news: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", *PLAIN, "-o", "b.epub", "--report", "r.json", cwd=news)
    assert done.exit_code == 0
    assert len(read_book(news / "b.epub").headlines) == 4
    assert "2 articles tell stories that others tell, too (--dedupe wire" in done.err
    assert "  a-2 (德国之声) is 99% the same as rfi-" in done.err
    report = json.loads((news / "r.json").read_text("utf-8"))
    assert [twin["id"] for twin in report["twins"]] == ["a-1", "a-2"]
    assert [twin["alike"] for twin in report["twins"]] == [1.0, 0.995]
    assert report["deduped"] == []


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (("--dedupe", "twins"), ["茶山", f"法广：{TITLE}", TITLE]),
        (("--dedupe", "wire"), ["茶山", f"法广：{TITLE}"]),
        (("--dedupe", "wire", "--source", "dw"), ["茶山", TITLE]),
    ],
)
def test_a_book_tells_each_story_once(
    news: Path, run_cli: RunCli, options: tuple[str, ...], titles: list[str]
) -> None:
    done = run_cli(
        "epub", *PLAIN, *options, "-o", "b.epub", "--report", "r.json", cwd=news
    )
    assert done.exit_code == 0
    assert read_book(news / "b.epub").headlines == titles
    report = json.loads((news / "r.json").read_text("utf-8"))
    assert [one["title"] for one in report["articles"]] == titles
    left = 4 - len(titles) - ("--source" in options)
    assert len(report["deduped"]) == left
    assert f"{left} article{'s' * (left > 1)} left out, " in done.err


def test_the_script_of_the_book_is_preferred(news: Path, run_cli: RunCli) -> None:
    for script, kept in (("tw", "a-2"), ("hans", "a-1")):
        options = ("--source", "dw", "--dedupe", "twins", "--script", script)
        run_cli(
            "epub", *PLAIN, *options, "-o", "b.epub", "--report", "r.json", cwd=news
        )
        report = json.loads((news / "r.json").read_text("utf-8"))
        assert [one["id"] for one in report["articles"]] == ["a-4", kept]


def test_list_names_twins_only_if_asked(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--source", "dw", "--twins", cwd=news)
    assert done.exit_code == 0
    rows = [line.split() for line in done.out.splitlines()]
    assert [row[:1] + row[4:] for row in rows] == [
        ["a-4", "茶山"],
        ["a-2", "=", "a-1", "99%", HANT],
        ["a-1", TITLE],
    ]
    assert "=" not in run_cli("list", cwd=news).out


def test_json_list_has_the_twin_of_each_article(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--source", "dw", "--twins", "--json", cwd=news)
    rows = {row["id"]: row["twin_of"] for row in json.loads(done.out)}
    path = str(news / "articles/dw/4.md")
    assert rows == {
        "a-4": None,
        "a-2": {"id": "a-1", "path": path, "alike": 0.995},
        "a-1": None,
    }
    plain = json.loads(run_cli("list", "--json", cwd=news).out)
    assert "twin_of" not in plain[0]


def test_list_leaves_out_what_the_book_leaves_out(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--source", "dw", "--dedupe", "twins", cwd=news)
    assert [line.split()[0] for line in done.out.splitlines()] == ["a-4", "a-1"]
    assert "1 article left out, another one tells its story" in done.err


def test_pictures_are_got_only_for_articles_that_stay(
    news: Path, run_cli: RunCli
) -> None:
    picture = '<img src="https://static.dw.com/image/{}_403.jpg">'
    for name, number in (("dw/4.md", 1), ("dw/3.md", 2)):
        path = news / "articles" / name
        path.write_text(path.read_text("utf-8") + picture.format(number), "utf-8")
    options = ("--offline", "--source", "dw")
    whole = run_cli("images", *options, cwd=news)
    assert "2 pictures" in whole.err
    once = run_cli("images", *options, "--dedupe", "twins", cwd=news)
    assert "1 picture:" in once.err
    assert "1 article left out" in once.err


def test_an_unknown_way_to_dedupe_is_refused(news: Path, run_cli: RunCli) -> None:
    done = run_cli("list", "--dedupe", "all", cwd=news)
    assert done.exit_code == 2
    assert "'none', 'twins', 'wire'" in done.err
