"""Finding an archive, scanning it cold and warm, and reading its bodies."""

import logging
import os
import sqlite3
import struct
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

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
from exporter.model import ArticleHeader, Problem
from exporter.progress import SilentProgress
from tests.archives import BODY, article, fill, pack

DAY_MS = 86_400_000
JUNE = datetime(2024, 6, 18, 12, 47, 2, tzinfo=UTC)


def scan(
    path: Path,
    problems: list[Problem] | None = None,
    *,
    index_path: Path | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Scan:
    return scan_archive(
        path,
        index_path=index_path,
        problems=[] if problems is None else problems,
        progress=SilentProgress(),
        since=since,
        until=until,
    )


def given(*paths: Path, problems: list[Problem] | None = None) -> Scan:
    return headers_of(
        paths,
        index_path=None,
        problems=[] if problems is None else problems,
        progress=SilentProgress(),
    )


def names(found: Scan) -> list[str]:
    return [
        (h.location.member or h.location.path).rpartition("/")[2] for h in found.headers
    ]


def numbered(count: int, folder: str = "dw") -> dict[str, bytes]:
    """Return articles published a day apart, a-0 the oldest."""
    return {
        f"articles/{folder}/{1_000_100 - n}.md": article(
            n * DAY_MS, url=f"https://www.dw.com/zh/a-{n}"
        )
        for n in range(count)
    }


class Watcher(SilentProgress):
    """Notes what progress was told."""

    def __init__(self) -> None:
        self.total = self.steps = self.ends = 0

    def start(self, stage: str, total: int) -> None:
        self.total = total

    def advance(self, steps: int = 1) -> None:
        self.steps += steps

    def finish(self) -> None:
        self.ends += 1


# ---------------------------------------------------------- finding an archive


def test_archive_given_is_taken(tmp_path: Path) -> None:
    folder = fill(tmp_path / "news", numbered(1))
    assert find_archive(folder, cwd=tmp_path) == folder
    packed = pack(tmp_path / "news.zip", numbered(1))
    assert find_archive(packed, cwd=tmp_path) == packed


def test_current_folder_is_taken_when_it_holds_articles(tmp_path: Path) -> None:
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
def test_what_is_no_archive(
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


def test_scan_returns_headers(tmp_path: Path) -> None:
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
    with ArticleReader(problems) as reader:
        assert reader.read_body(header) == BODY
    assert problems == []


def test_undecodable_folder_of_an_unknown_outlet(tmp_path: Path) -> None:
    folder = os.path.join(os.fsencode(tmp_path), b"\xff\xfe")  # noqa: PTH118
    os.mkdir(folder)  # noqa: PTH102
    with open(folder + b"/1000001.md", "wb") as file:  # noqa: PTH123
        file.write(article(url="https://example.org/a"))
    (header,) = scan(tmp_path).headers
    assert header.outlet.name == "??"


def test_lists_pictures_and_the_like_are_skipped_without_a_word(
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
    (tmp_path / "1000002.md").mkdir()
    os.mkfifo(tmp_path / "1000003.md")
    problems: list[Problem] = []
    assert scan(tmp_path, problems).looked_at == 0
    assert problems == []


DAMAGED: Mapping[str, tuple[bytes, str]] = {
    "1000001.md": (b"", "it is empty"),
    "1000002.md": (bytes(9000), "it holds nothing but zero bytes"),
    "1000003.md": (b"\xef\xbb\xbf \r\n", "it is empty"),
    "1000004.md": (b"<!--15952", "its header is cut off"),
    "1000005.md": (b"<!", "its header is cut off"),
    "cut-comment.md": (b"<!--1595241918000--", "its header is cut off"),
    "1000006.md": (b"[title](https://www.dw", "its header is cut off"),
    "cut": (article()[:60], "its header is cut off"),
    "1000007.md": (article(body=" \n"), "it has no body"),
    "1000008.md": (article(body="日期：Fri, 19 Jun 2020 09:51:53 +0000\n"), "no body"),
    "1000009.md": (article("99999999999999999"), "99999999999999999, is in no cal"),
    "1000010.md": (article("NaN", body="<p>文</p>"), "header nor byline has a date"),
    "1000011.md": (article() + b"\xff\xff" * 400, "too many of its bytes are no text"),
    "1000012.md": (article()[:40] + bytes(4000), "too many of its bytes are no text"),
    "1000013.md": ("标题".encode("utf-16") + b"x", "too many of its bytes"),
}
KEPT = {"1000009.md", "1000011.md", "1000013.md"}


@pytest.mark.parametrize("name", [n for n in DAMAGED if n not in KEPT])
def test_articles_that_cannot_be_read_are_problems(tmp_path: Path, name: str) -> None:
    data, words = DAMAGED[name]
    problems: list[Problem] = []
    assert scan(fill(tmp_path, {name: data}), problems).headers == ()
    (problem,) = problems
    assert words in problem.what
    assert problem.where == str(tmp_path / name)
    assert problem.done == "left out"
    assert problem.code in ("article-unreadable", "article-no-date")


def test_time_in_no_calendar_falls_back_to_the_byline(tmp_path: Path) -> None:
    problems: list[Problem] = []
    fill(tmp_path, {"1000001.md": article("99999999999999999")})
    (header,) = scan(tmp_path, problems).headers
    assert header.published.isoformat() == "2024-06-18T12:37:07.167000+00:00"
    assert [p.code for p in problems] == ["article-date"]


def test_years_1_and_9999_are_kept(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"1.md": article(-62_135_596_800_000), "2.md": article(253_402_300_799_999)},
    )
    found = scan(tmp_path, since=datetime.min.replace(tzinfo=UTC))
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
    (tmp_path / "a/1000004.md").symlink_to("1000004.md")  # to itself
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

    def refuse(path: bytes) -> "os.PathLike[bytes]":
        if path.endswith(b"secret"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)  # type: ignore[return-value]

    monkeypatch.setattr(os, "scandir", refuse)
    problems: list[Problem] = []
    assert names(scan(tmp_path, problems)) == ["1000100.md"]
    (problem,) = problems
    assert problem.code == "folder-unreadable"
    assert problem.where == str(tmp_path / "articles/secret")
    assert problem.what == "the folder cannot be listed: permission denied"


def test_titles_longer_than_the_first_read(tmp_path: Path) -> None:
    fill(tmp_path, {"1000001.md": article(title="长" * 5000)})
    assert scan(tmp_path).headers[0].title == "长" * 5000


def test_time_asked_for_limits_headers_and_problems_but_not_the_counts(
    tmp_path: Path,
) -> None:
    fill(
        tmp_path,
        {**numbered(10), "articles/dw/1000200.md": article(DAY_MS, body="")},
    )
    day = datetime(1970, 1, 4, tzinfo=UTC)
    problems: list[Problem] = []
    found = scan(tmp_path, problems, since=day, until=day + timedelta(days=3))
    assert [h.id for h in found.headers] == ["a-5", "a-4", "a-3"]
    assert problems == []
    assert found.looked_at == 10
    assert found.first == datetime(1970, 1, 1, tzinfo=UTC)
    assert found.last == datetime(1970, 1, 10, tzinfo=UTC)
    scan(tmp_path, problems, until=day)
    assert [p.what for p in problems] == ["it has no body"]


def test_bounds_are_exact(tmp_path: Path) -> None:
    fill(tmp_path, {"1000001.md": article(1000)})
    at = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    instant = timedelta(microseconds=1)
    assert scan(tmp_path, since=at, until=at + instant).headers
    assert not scan(tmp_path, since=at + instant).headers
    assert not scan(tmp_path, until=at).headers


def test_progress_is_told_of_every_file(tmp_path: Path) -> None:
    fill(tmp_path, numbered(1203))
    watcher = Watcher()
    scan_archive(tmp_path, index_path=None, problems=[], progress=watcher)
    assert (watcher.total, watcher.steps, watcher.ends) == (1203, 1203, 1)


# ------------------------------------------------------------------- the index


def test_warm_scan_equals_the_cold_one(tmp_path: Path) -> None:
    files = {f"articles/dw/{name}": data for name, (data, _) in DAMAGED.items()}
    fill(tmp_path / "a", {**files, **numbered(20)})
    index_path = tmp_path / "cache" / "index.sqlite"
    window = {"since": datetime(1970, 1, 9, tzinfo=UTC), "until": JUNE}
    for bounds in ({}, window):
        results = []
        for index in (None, index_path, index_path):
            problems: list[Problem] = []
            found = scan(tmp_path / "a", problems, index_path=index, **bounds)
            results.append((found, problems))
        assert results[0][1]
        assert results[0] == results[1] == results[2]


def test_index_spares_opening_unchanged_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a", {**numbered(3), "articles/1.jpg": b"\xff"})
    index_path = tmp_path / "index.sqlite"
    cold = scan(tmp_path / "a", index_path=index_path)

    opened: list[bytes] = []
    read_head = folder_module._read_head

    def watch(path: bytes) -> bytes:
        opened.append(path)
        return read_head(path)

    monkeypatch.setattr(folder_module, "_read_head", watch)
    assert scan(tmp_path / "a", index_path=index_path) == cold
    assert opened == []

    changed = tmp_path / "a/articles/dw/1000100.md"
    changed.write_bytes(article(title="改了", url="https://www.dw.com/zh/a-0"))
    (tmp_path / "a/articles/dw/1000099.md").unlink()
    found = scan(tmp_path / "a", index_path=index_path)
    assert opened == [os.fsencode(changed)]
    assert {h.id: h.title for h in found.headers} == {"a-0": "改了", "a-2": "一个标题"}
    opened.clear()
    assert scan(tmp_path / "a", index_path=index_path) == found
    assert opened == []


def test_index_keeps_archives_apart(tmp_path: Path) -> None:
    index_path = tmp_path / "index.sqlite"
    for name, count in (("a", 2), ("b", 3)):
        scan(fill(tmp_path / name, numbered(count)), index_path=index_path)
    assert scan(tmp_path / "a", index_path=index_path).looked_at == 2
    assert scan(tmp_path / "b", index_path=index_path).looked_at == 3


def _write_junk(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _change_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()


def _drop_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE files")
    connection.close()


def _spoil_dates(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE files SET published_ms = 1 << 60")
    connection.close()


@pytest.mark.parametrize(
    "spoil",
    [_write_junk, _truncate, _empty, _change_version, _drop_table, _spoil_dates],
)
def test_broken_index_is_made_anew(
    tmp_path: Path,
    spoil: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(tmp_path / "a", numbered(100))
    index_path = tmp_path / "index.sqlite"
    cold = scan(tmp_path / "a", index_path=index_path)
    spoil(index_path)
    assert scan(tmp_path / "a", index_path=index_path) == cold

    def refuse(path: bytes) -> bytes:
        raise AssertionError(f"opened {path!r}")

    monkeypatch.setattr(folder_module, "_read_head", refuse)
    assert scan(tmp_path / "a", index_path=index_path) == cold


def test_index_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fill(tmp_path / "a", numbered(3))
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    locked = tmp_path / "locked.sqlite"
    scan(tmp_path / "a", index_path=locked)
    fill(tmp_path / "a", {"articles/dw/1000300.md": article()})
    with sqlite3.connect(locked) as connection, caplog.at_level(logging.DEBUG):
        connection.execute("BEGIN EXCLUSIVE")
        for index_path in (tmp_path / "folder", tmp_path / "file/x.sqlite", locked):
            caplog.clear()
            assert scan(tmp_path / "a", index_path=index_path).looked_at == 4
            assert f"{index_path} not written" in caplog.text
    connection.close()


# ----------------------------------------------------------------------- .zips


def test_zip_is_read_in_place(tmp_path: Path) -> None:
    files = {**numbered(3), "lists/dw.md": b"x", "1000300.md": article()}
    path = pack(tmp_path / "news.zip", files)
    problems: list[Problem] = []
    found = scan(path, problems)
    assert names(found) == ["1000098.md", "1000099.md", "1000100.md"]
    assert {h.location.folder for h in found.headers} == {"dw"}
    with ArticleReader(problems) as reader:
        assert [reader.read_body(h) for h in found.headers] == [BODY] * 3
    assert problems == []
    assert [p.name for p in tmp_path.iterdir()] == ["news.zip"]


def test_zip_of_a_repository_has_its_articles_one_folder_down(tmp_path: Path) -> None:
    files = {f"news-main/{name}": data for name, data in numbered(2).items()}
    files["news-main/README.md"] = article()
    files["news-main/articles/.hidden/1000003.md"] = article()
    files["__MACOSX/news-main/articles/dw/._1000100.md"] = b"\0\5\x16\7"
    assert names(scan(pack(tmp_path / "a.zip", files))) == ["1000099.md", "1000100.md"]


def test_zip_without_an_articles_folder(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"some/where/x": article(), "y": article()})
    assert names(scan(path)) == ["x", "y"]


def test_names_of_members_in_any_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    wanted = {"utf-8": "德国之声/甲.md", "gb18030": "德国之声/乙.md"}
    with ZipFile(path, "w") as packed:
        packed.writestr("德国之声/丙.md", article())
        for encoding, name in wanted.items():
            # zipfile writes ASCII only without the flag: the name is put in below.
            place = "x" * len(name.encode(encoding))
            packed.writestr(place, article())
    data = path.read_bytes()
    for encoding, name in wanted.items():
        raw = name.encode(encoding)
        data = data.replace(b"x" * len(raw), raw)
    path.write_bytes(data)
    problems: list[Problem] = []
    found = scan(path, problems)
    assert names(found) == ["丙.md", "乙.md", "甲.md"]
    with ArticleReader(problems) as reader:
        assert [reader.read_body(h) for h in found.headers] == [BODY] * 3
    assert problems == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_the_same_name_and_names_that_climb(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as packed:
        packed.writestr("1000001.md", article(title="甲"))
        packed.writestr("1000001.md", article(title="乙"))
        packed.writestr("../../etc/1000002.md", article(title="丙"))
    found = scan(path)
    assert sorted(h.title for h in found.headers) == ["丙", "乙", "甲"]
    assert len({h.location for h in found.headers}) == 3


def test_members_that_are_traps(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("1000001.md", article() + b" " * 2**23)  # packed 1000 times
        packed.writestr("film.mp4", bytes(2**23))
        packed.writestr("1000002.md", article() + os.urandom(2**10))
    # The second article declares 65 MB.
    data = bytearray(path.read_bytes())
    at = data.index(b"1000002.md", data.index(b"PK\x01\x02")) - 46
    struct.pack_into("<I", data, at + 24, 65 * 2**20)
    path.write_bytes(data)
    problems: list[Problem] = []
    assert scan(path, problems).headers == ()
    assert [(p.where.rpartition("!")[2], p.what) for p in problems] == [
        ("1000001.md", "it is packed more than 200 times, as no text is"),
        ("1000002.md", "it is larger than 64 MB"),
    ]


def _damage(data: bytes, name: bytes) -> bytes:
    at = data.index(name) + len(name) + 20
    return data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :]


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_damaged_member_is_a_problem(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", method) as packed:
        packed.writestr("1000001.md", article())
        packed.writestr("1000002.md", article())
        packed.writestr("picture.jpg", b"\xff\xd8" + bytes(range(256)))
    data = path.read_bytes()
    path.write_bytes(_damage(_damage(data, b"1000001.md"), b"picture.jpg"))
    problems: list[Problem] = []
    assert names(scan(path, problems)) == ["1000002.md"]
    assert [(p.code, p.where) for p in problems] == [
        ("article-unreadable", f"{path}!1000001.md")
    ]


def test_encrypted_and_strangely_packed_members_are_problems(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"1000001.md": article(), "1000002.md": article()})
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<H", data, first + 8, 1)  # the flag of encryption
    struct.pack_into("<H", data, second + 10, 99)  # no method of compression
    path.write_bytes(data)
    problems: list[Problem] = []
    assert scan(path, problems).headers == ()
    assert [p.what.split(":")[0] for p in problems] == ["it cannot be unpacked"] * 2


def test_warm_scan_of_a_zip_does_not_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**numbered(5), "articles/dw/1000200.md": b"", "articles/p.jpg": b"\xff"}
    path = pack(tmp_path / "a.zip", files)
    index_path = tmp_path / "index.sqlite"
    problems: list[Problem] = []
    cold = scan(path, problems, index_path=index_path)

    def refuse(*args: object) -> None:
        raise AssertionError("opened")

    again: list[Problem] = []
    with monkeypatch.context() as patched:
        patched.setattr("exporter.archive.zipped.ZipFile", refuse)
        assert scan(path, again, index_path=index_path) == cold
    assert again == problems
    assert [p.what for p in problems] == ["it is empty"]
    pack(path, numbered(6))
    assert scan(path, index_path=index_path).looked_at == 6
    assert scan(path, index_path=index_path).looked_at == 6


# --------------------------------------------------------- paths as arguments


def test_arguments_are_taken_in_order_and_once(tmp_path: Path) -> None:
    fill(tmp_path, numbered(3))
    packed = pack(tmp_path / "b.zip", {"1000500.md": article()})
    second = tmp_path / "articles/dw/1000099.md"
    found = given(packed, second, tmp_path, second, packed)
    assert names(found) == ["1000500.md", "1000099.md", "1000098.md", "1000100.md"]
    assert found.looked_at == 4


def test_arguments_that_are_no_articles(tmp_path: Path) -> None:
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


def test_argument_that_does_not_exist(tmp_path: Path) -> None:
    fill(tmp_path, numbered(1))
    with pytest.raises(InputError, match=r"gone\.md does not exist") as caught:
        given(tmp_path, tmp_path / "gone.md")
    assert caught.value.hint


# ---------------------------------------------------------------------- bodies


def body_of(header: ArticleHeader) -> tuple[str | None, list[Problem]]:
    problems: list[Problem] = []
    with ArticleReader(problems) as reader:
        return reader.read_body(header), problems


def test_body_without_its_date_line(tmp_path: Path) -> None:
    text = (
        "[题](https://chinadigitaltimes.net/a)\n------\n"
        "日期：Fri, 19 Jun 2020 09:51:53 +0000\n\n<p>文</p>\n"
    )
    (header,) = scan(fill(tmp_path, {"1000001.md": text.encode()})).headers
    assert body_of(header) == ("<p>文</p>", [])


def test_damaged_body_is_kept_with_a_problem_that_counts(tmp_path: Path) -> None:
    data = article(body="<p>" + "文" * 1000 + "</p>")
    cut = data.replace(
        "文文文".encode(), "文".encode() + b"\xff\xfe" + "文".encode(), 1
    )
    fill(tmp_path, {"1000001.md": cut + "文".encode()[:2]})
    (header,) = scan(tmp_path).headers
    body, problems = body_of(header)
    assert body is not None
    assert body.startswith("<p>文\ufffd文文")
    assert body.endswith("文</p>\ufffd")
    (problem,) = problems
    assert problem.code == "article-damaged"
    assert problem.what == "4 of its bytes are no text"
    assert (problem.article, problem.url) == ("a-1", "https://www.dw.com/zh/a-1")


@pytest.mark.parametrize("encoding", ["GB18030", "UTF-16"])
def test_article_in_another_encoding_is_kept(tmp_path: Path, encoding: str) -> None:
    data = article(title="另一种编码").decode().encode(encoding)
    (header,) = scan(fill(tmp_path, {"1000001.md": data})).headers
    assert header.title == "另一种编码"
    body, problems = body_of(header)
    assert body == BODY
    assert [p.code for p in problems] == ["article-encoding"]
    assert encoding in problems[0].what


@pytest.mark.parametrize("packed", [False, True])
def test_article_that_changed_or_went_since_the_scan(
    tmp_path: Path, *, packed: bool
) -> None:
    path = tmp_path / ("a.zip" if packed else "1000001.md")

    def write(data: bytes) -> None:
        if packed:
            pack(path, {"1000001.md": data} if data else {"x": b""})
        else:
            path.write_bytes(data)

    write(article())
    (header,) = scan(path if packed else tmp_path).headers
    for data, words in (
        (article(body=""), "it has no body"),
        (b"x", "its header is cut off"),
        (article() + b"\xff" * 500, "too many of its bytes"),
        (b"", "no longer in the .zip" if packed else "it is empty"),
    ):
        write(data)
        body, problems = body_of(header)
        assert body is None
        assert [p.code for p in problems] == ["article-unreadable"]
        assert words in problems[0].what
    path.unlink()
    body, problems = body_of(header)
    assert body is None
    assert "no such file" in problems[0].what


def test_reader_opens_a_zip_once_and_closes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = scan(pack(tmp_path / "a.zip", numbered(4)))
    opened: list[ZipFile] = []

    class Counted(ZipFile):
        def __init__(self, file: str) -> None:
            super().__init__(file)
            opened.append(self)

    monkeypatch.setattr("exporter.archive.zipped.ZipFile", Counted)
    with ArticleReader([]) as reader:
        for header in found.headers:
            assert reader.read_body(header) == BODY
    assert len(opened) == 1
    assert opened[0].fp is None


@pytest.mark.corpus
def test_every_real_article_is_read(shared_corpus: Path) -> None:
    problems: list[Problem] = []
    found = scan(shared_corpus, problems)
    files = [p for p in shared_corpus.rglob("*") if p.is_file()]
    assert len(found.headers) == len(files)
    with ArticleReader(problems) as reader:
        assert all(reader.read_body(header) for header in found.headers)
    assert problems == []


def test_member_stored_with_a_directory_entry(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as packed:
        packed.writestr(ZipInfo("articles/dw/"), b"")
        packed.writestr("articles/dw/1000001.md", article())
    assert names(scan(path)) == ["1000001.md"]
