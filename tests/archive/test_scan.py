"""Finding an archive, and scanning folders and single files."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exporter.archive import (
    ArticleReader,
    Scan,
    find_archive,
    headers_of,
    scan_archive,
)
from exporter.archive import folder as folder_module
from exporter.errors import InputError
from exporter.journal import Journal, SilentProgress
from exporter.model import Problem
from tests.support.archives import (
    BODY,
    DAMAGED,
    FIRST_DAY_MS,
    JUNE,
    article,
    fill,
    names,
    numbered,
    pack,
    scan,
)


def given(*paths: Path, problems: list[Problem] | None = None) -> Scan:
    return headers_of(
        paths,
        index_path=None,
        journal=Journal(problems=[] if problems is None else problems),
    )


class Watcher(SilentProgress):
    """Progress that notes every call."""

    def __init__(self) -> None:
        self.total = self.steps = self.ends = 0

    def start(self, stage: str, total: int) -> None:
        self.total = total

    def advance(self, steps: int = 1) -> None:
        self.steps += steps

    def note(self, message: str) -> None:
        raise AssertionError(message)

    def finish(self) -> None:
        self.ends += 1


# ---------------------------------------------------------- finding an archive


def test_the_archive_given_is_used(tmp_path: Path) -> None:
    folder = fill(tmp_path / "news", numbered(1))
    assert find_archive(folder, cwd=tmp_path) == folder
    packed = pack(tmp_path / "news.zip", numbered(1))
    assert find_archive(packed, cwd=tmp_path) == packed


def test_the_current_folder_is_the_archive_when_it_holds_articles(
    tmp_path: Path,
) -> None:
    fill(tmp_path, numbered(1))
    assert find_archive(None, cwd=tmp_path) == tmp_path


def test_without_an_archive_the_hint_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_archive(None, cwd=tmp_path)
    for word in ("git clone", "--archive DIR", "DWEXPORT_ARCHIVE", "--archive samples"):
        assert word in caught.value.hint


def _make_nothing(path: Path) -> None:
    assert not path.exists()


def _cut_zip(path: Path) -> None:
    pack(path, numbered(3))
    path.write_bytes(path.read_bytes()[:-40])


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("gone", _make_nothing, "gone does not exist"),
        ("empty", Path.mkdir, "empty is empty"),
        ("a.txt", Path.touch, "a.txt is neither a folder nor a .zip"),
        ("b.zip", lambda p: p.write_bytes(b"junk"), "b.zip is damaged"),
        ("c.zip", lambda p: pack(p, {}), "c.zip is empty"),
        ("d.zip", _cut_zip, "d.zip is damaged"),
    ],
)
def test_a_file_or_folder_that_is_no_archive_is_an_input_error(
    tmp_path: Path, name: str, make: Callable[[Path], object], words: str
) -> None:
    make(tmp_path / name)
    for use in (lambda p: find_archive(p, cwd=tmp_path), scan):
        with pytest.raises(InputError, match=words) as caught:
            use(tmp_path / name)
        assert caught.value.hint
        assert str(tmp_path) in caught.value.message


def test_zip_with_a_broken_directory_is_an_input_error(tmp_path: Path) -> None:
    path = pack(tmp_path / "news.zip", numbered(3))
    data = path.read_bytes()
    path.write_bytes(data.replace(b"PK\x01\x02", b"PK\x01\x03"))
    with pytest.raises(InputError, match=r"news\.zip is no \.zip that can be read"):
        scan(path)


# ------------------------------------------------------------ scanning folders


def test_a_scan_returns_title_address_outlet_time_and_path(tmp_path: Path) -> None:
    data = article(title="题 目", url="https://www.bbc.com/zhongwen/simp/world-1")
    found = scan(fill(tmp_path, {"articles/BBC/1048026_题.md": data}))
    (header,) = found.headers
    assert header.title == "题 目"
    assert header.url == "https://www.bbc.com/zhongwen/simp/world-1"
    assert (header.outlet.code, header.location.folder) == ("bbc", "BBC")
    assert header.id.startswith("bbc-")
    assert header.published == JUNE
    assert header.location.path == str(tmp_path / "articles/BBC/1048026_题.md")
    assert (found.looked_at, found.first, found.last) == (1, JUNE, JUNE)
    assert found.sources == {("BBC", "bbc"): 1}


def test_articles_without_an_address_have_different_ids(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "1.md": article(FIRST_DAY_MS, title="简报?一", url=""),
            "2.md": article(FIRST_DAY_MS, title="简报?二", url=""),
            "3.md": article(
                FIRST_DAY_MS + 1, title="简报?二", url="javascript:void(0)"
            ),
        },
    )
    headers = scan(tmp_path).headers
    assert [h.url for h in headers] == ["", "", ""]
    assert len({h.id for h in headers}) == 3


def test_only_articles_folder_is_searched_if_there_is_one(tmp_path: Path) -> None:
    fill(tmp_path, {"articles/dw/1000001.md": article(), "other/1000002.md": article()})
    assert names(scan(tmp_path)) == ["1000001.md"]
    assert names(scan(tmp_path / "other")) == ["1000002.md"]


def test_hidden_and_linked_folders_are_not_searched(tmp_path: Path) -> None:
    fill(tmp_path, {"articles/.git/1000002.md": article(), **numbered(1)})
    (tmp_path / "articles/again").symlink_to(tmp_path / "articles/dw")
    (tmp_path / "articles/dw/loop").symlink_to(tmp_path)
    assert names(scan(tmp_path)) == ["1000100.md"]


@pytest.mark.parametrize(
    "name",
    [
        b"1000001_\xe9\xa2\x98\n\xe4\xba\x8c.md",
        b"1000001_\xc2\xa0\"quote's`$(x).md",
        b"1000001_\xff\xfe.md",
        b"article",
        b"page.html",
        b"-rf.md",
    ],
)
def test_articles_are_known_by_their_header_whatever_their_names(
    tmp_path: Path, name: bytes
) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(article())
    problems: list[Problem] = []
    (header,) = scan(tmp_path, problems).headers
    assert os.fsencode(header.location.path) == path
    assert header.location.display.isprintable()
    with ArticleReader(Journal(problems=problems)) as reader:
        assert reader.read_body(header) == BODY
    assert problems == []


def test_a_folder_name_that_is_no_text_still_gives_an_outlet(tmp_path: Path) -> None:
    folder = os.path.join(os.fsencode(tmp_path), b"\xff\xfe")  # noqa: PTH118
    os.mkdir(folder)  # noqa: PTH102
    with open(folder + b"/1000001.md", "wb") as file:  # noqa: PTH123
        file.write(article(url="https://example.org/a"))
    (header,) = scan(tmp_path).headers
    assert header.outlet.name == "??"


def test_lists_images_and_readme_files_are_skipped_without_a_problem(
    tmp_path: Path,
) -> None:
    fill(
        tmp_path,
        {
            "README.md": "新闻\n------\n\n[德国之声](lists/dw.md)\n".encode(),
            "lists/dw.md": "德国之声\n------\n\n9-25 [题](/articles/1.md)\n".encode(),
            "badges.md": b"<!-- badges -->\n[![build](https://x.y/z)](https://x.y)\n",
            "links.md": b"[one](https://example.org)\n[two](https://example.org)\n",
            "data.json": b"[" + b"1, " * 9000 + b"1]",
            "large.json": b"[" + b"1, " * 900_000 + b"1]",
            "page.html": b"<!-- 2024 edition -->\n<html></html>",
            "picture.jpg": b"\xff\xd8\xff\xe0" + bytes(500),
            "marked.txt": b"\xff\xfeh\0i\0",
            "12345.txt": b"",
            "notes.md": b"",
            "zeros.bin": bytes(5000),
            "1000001_notes.md": "随便写写".encode(),
        },
    )
    problems: list[Problem] = []
    assert scan(tmp_path, problems).looked_at == 0
    assert problems == []


def test_a_folder_or_link_named_like_an_article_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path, {"1000002.md/1000001.md": article()})
    os.mkfifo(tmp_path / "1000003.md")
    (tmp_path / "1000004.md").symlink_to(tmp_path / "1000002.md")
    problems: list[Problem] = []
    assert names(scan(tmp_path, problems)) == ["1000001.md"]
    assert [(p.where[-10:], p.what, p.done) for p in problems] == [
        ("1000002.md", "it is a folder, not an article", "what it holds is read"),
        ("1000003.md", "it is no file, not an article", "left out"),
        ("1000004.md", "it is a link to a folder, not an article", "left out"),
    ]


@pytest.mark.parametrize("name", DAMAGED)
def test_articles_that_cannot_be_read_are_problems(tmp_path: Path, name: str) -> None:
    data, words = DAMAGED[name]
    problems: list[Problem] = []
    assert scan(fill(tmp_path, {name: data}), problems).headers == ()
    (problem,) = problems
    assert words in problem.what
    assert problem.where == str(tmp_path / name)
    assert problem.done == "left out"
    assert problem.code in ("article-unreadable", "article-no-date")


def test_a_time_outside_the_calendar_is_replaced_by_that_of_the_byline(
    tmp_path: Path,
) -> None:
    problems: list[Problem] = []
    fill(tmp_path, {"1000001.md": article("99999999999999999")})
    (header,) = scan(tmp_path, problems).headers
    assert header.published.isoformat() == "2024-06-18T12:37:07.167000+00:00"
    assert [p.code for p in problems] == ["article-date"]


def test_years_1_and_9999_are_kept_where_nothing_else_dates_an_article(
    tmp_path: Path,
) -> None:
    fill(
        tmp_path,
        {
            "1.md": article(-62_135_596_800_000, body="<p>文</p>"),
            "2.md": article(253_402_300_799_999, body="<p>文</p>"),
        },
    )
    problems: list[Problem] = []
    found = scan(tmp_path, problems, since=datetime.min.replace(tzinfo=UTC))
    assert {(p.code, p.done) for p in problems} == {
        ("article-date", "kept, as nothing else dates it")
    }
    assert [h.published.year for h in found.headers] == [1, 9999]
    assert (found.first, found.last) == tuple(h.published for h in found.headers)
    last = datetime.max.replace(tzinfo=UTC)
    assert [h.published.year for h in scan(tmp_path, until=last).headers] == [1, 9999]


def test_file_over_the_limit_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path, {"1000001.md": article(), "film.mp4": b"\0\0\0\x20ftyp"})
    for name in ("1000001.md", "film.mp4"):
        with (tmp_path / name).open("ab") as file:
            file.truncate(64 * 2**20 + 1)
    problems: list[Problem] = []
    assert scan(tmp_path, problems).headers == ()
    assert [p.what for p in problems] == ["it is larger than 64 MB"]


def test_files_without_access_are_problems_and_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a", {"1000001.md": article(), "2": article(), "3.jpg": b"\xff"})
    (tmp_path / "a/1000004.md").symlink_to("1000004.md")  # a link to itself
    (tmp_path / "a/1000005.md").symlink_to("nowhere")

    def refuse(path: bytes) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    index_path = tmp_path / "index.sqlite"
    for _ in range(2):
        problems: list[Problem] = []
        with monkeypatch.context() as patched:
            patched.setattr(folder_module, "_read_head", refuse)
            found = scan(tmp_path / "a", problems, index_path=index_path)
        assert found.headers == ()
        assert [
            (p.where.rpartition("/")[2], p.what.split(": ")[1]) for p in problems
        ] == [
            ("1000001.md", "permission denied"),
            ("1000004.md", "too many levels of symbolic links"),
            ("1000005.md", "no such file or directory"),
        ]
    assert names(scan(tmp_path / "a", index_path=index_path)) == ["1000001.md", "2"]


def test_folder_without_access_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, {**numbered(1), "articles/secret/1000001.md": article()})
    scandir = os.scandir

    def refuse(
        path: bytes | Path,
    ) -> AbstractContextManager[Iterator[os.DirEntry[Any]]]:
        if os.fsencode(path).endswith(b"secret"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    problems: list[Problem] = []
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse)
        found = scan(tmp_path, problems)
    assert names(found) == ["1000100.md"]
    (problem,) = problems
    assert problem.code == "folder-unreadable"
    assert problem.where == str(tmp_path / "articles/secret")
    assert problem.what == "the folder cannot be listed: permission denied"


def test_a_title_longer_than_the_first_read_is_complete(tmp_path: Path) -> None:
    fill(tmp_path, {"1000001.md": article(title="长" * 5000)})
    assert scan(tmp_path).headers[0].title == "长" * 5000


def test_since_and_until_limit_headers_and_problems_but_not_counts(
    tmp_path: Path,
) -> None:
    fill(
        tmp_path,
        {**numbered(10), "articles/dw/1000200.md": article(FIRST_DAY_MS, body="")},
    )
    day = datetime(2020, 1, 4, tzinfo=UTC)
    problems: list[Problem] = []
    found = scan(tmp_path, problems, since=day, until=day + timedelta(days=3))
    assert [h.id for h in found.headers] == ["a-5", "a-4", "a-3"]
    assert problems == []
    assert found.looked_at == 10
    assert found.first == datetime(2020, 1, 1, tzinfo=UTC)
    assert found.last == datetime(2020, 1, 10, tzinfo=UTC)
    scan(tmp_path, problems, until=day)
    assert [p.what for p in problems] == ["it has no body"]


def test_since_is_inclusive_and_until_is_exclusive(tmp_path: Path) -> None:
    fill(tmp_path, {"1000001.md": article(FIRST_DAY_MS + 1000)})
    at = datetime(2020, 1, 1, 0, 0, 1, tzinfo=UTC)
    instant = timedelta(microseconds=1)
    assert scan(tmp_path, since=at, until=at + instant).headers
    assert not scan(tmp_path, since=at + instant).headers
    assert not scan(tmp_path, until=at).headers


def test_progress_advances_once_for_every_file(tmp_path: Path) -> None:
    fill(tmp_path, numbered(1203))
    watcher = Watcher()
    scan_archive(tmp_path, index_path=None, journal=Journal(watcher, []))
    assert (watcher.total, watcher.steps, watcher.ends) == (1203, 1203, 1)


# --------------------------------------------------------- paths as arguments


def test_paths_given_twice_are_read_once_in_the_order_given(tmp_path: Path) -> None:
    fill(tmp_path, numbered(3))
    packed = pack(tmp_path / "b.zip", {"1000500.md": article()})
    second = tmp_path / "articles/dw/1000099.md"
    found = given(packed, second, tmp_path, second, packed)
    assert names(found) == ["1000500.md", "1000099.md", "1000098.md", "1000100.md"]
    assert found.looked_at == 4


def test_a_named_file_that_is_no_article_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path, {"a.md": "随便写写".encode(), "1000001.md": b"", "b": article()})
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "1000002.md").symlink_to("nowhere")
    problems: list[Problem] = []
    order = ("a.md", "1000001.md", "b", "pipe", "1000002.md")
    found = given(*(tmp_path / name for name in order), problems=problems)
    assert names(found) == ["b"]
    assert [(p.code, p.where.rpartition("/")[2]) for p in problems] == [
        ("not-an-article", "a.md"),
        ("article-unreadable", "1000001.md"),
        ("not-an-article", "pipe"),
        ("not-an-article", "1000002.md"),
    ]


def test_a_named_path_that_does_not_exist_is_an_input_error(tmp_path: Path) -> None:
    fill(tmp_path, numbered(1))
    with pytest.raises(InputError, match=r"gone\.md does not exist") as caught:
        given(tmp_path, tmp_path / "gone.md")
    assert caught.value.hint
