"""Archives that are a .zip, sound or not."""

import os
import struct
import tracemalloc
import zlib
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest

from exporter.archive import ArticleReader
from exporter.errors import InputError
from exporter.journal import Journal
from exporter.model import Problem
from tests.support.archives import (
    BODY,
    article,
    names,
    numbered,
    pack,
    pack_overlapping,
    scan,
)


def test_a_zip_is_read_without_unpacking_it(tmp_path: Path) -> None:
    files = {**numbered(3), "lists/dw.md": b"x", "1000300.md": article()}
    path = pack(tmp_path / "news.zip", files)
    problems: list[Problem] = []
    found = scan(path, problems)
    assert names(found) == ["1000098.md", "1000099.md", "1000100.md"]
    assert {h.location.folder for h in found.headers} == {"dw"}
    with ArticleReader(Journal(problems=problems)) as reader:
        assert [reader.read_body(h) for h in found.headers] == [BODY] * 3
    assert problems == []
    assert [p.name for p in tmp_path.iterdir()] == ["news.zip"]


def test_a_zip_of_a_repository_with_one_top_folder_is_read(tmp_path: Path) -> None:
    files = {f"news-main/{name}": data for name, data in numbered(2).items()}
    files["news-main/README.md"] = article()
    files["news-main/articles/.hidden/1000003.md"] = article()
    files["__MACOSX/news-main/articles/dw/._1000100.md"] = b"\0\5\x16\7"
    assert names(scan(pack(tmp_path / "a.zip", files))) == ["1000099.md", "1000100.md"]


def test_every_member_of_a_zip_without_an_articles_folder_is_read(
    tmp_path: Path,
) -> None:
    path = pack(tmp_path / "a.zip", {"some/where/x": article(), "y": article()})
    assert names(scan(path)) == ["x", "y"]


def test_member_names_in_utf8_and_gb18030_are_decoded(tmp_path: Path) -> None:
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
    with ArticleReader(Journal(problems=problems)) as reader:
        assert [reader.read_body(h) for h in found.headers] == [BODY] * 3
    assert problems == []


def test_a_member_name_also_given_in_unicode_is_read_from_there(tmp_path: Path) -> None:
    # Info-ZIP's field (APPNOTE.TXT 4.6.9), which Python reads as of 3.12.
    path = tmp_path / "a.zip"
    name = "甲.md"
    raw = name.encode("gb18030")
    member = ZipInfo("x" * len(raw))
    meant = name.encode()
    field = struct.pack("<HHBL", 0x7075, 5 + len(meant), 1, zlib.crc32(raw)) + meant
    member.extra = field
    with ZipFile(path, "w") as packed:
        packed.writestr(member, article())
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert names(scan(path)) == [name]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_with_one_name_or_dots_in_the_path_are_all_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as packed:
        packed.writestr("1000001.md", article(title="甲"))
        packed.writestr("1000001.md", article(title="乙"))
        packed.writestr("../../etc/1000002.md", article(title="丙"))
    found = scan(path)
    assert sorted(h.title for h in found.headers) == ["丙", "乙", "甲"]
    assert len({h.location for h in found.headers}) == 3


def test_members_larger_than_the_limits_are_problems(tmp_path: Path) -> None:
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
    struct.pack_into("<H", data, first + 8, 1)  # the flag that says encrypted
    struct.pack_into("<H", data, second + 10, 99)  # an unknown method of compression
    path.write_bytes(data)
    problems: list[Problem] = []
    assert scan(path, problems).headers == ()
    assert [p.what.split(":")[0] for p in problems] == ["it cannot be unpacked"] * 2


@pytest.mark.slow
@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_members_packed_with_bzip2_or_lzma_are_problems(
    tmp_path: Path, method: int
) -> None:
    # 60 MB in a few KB, of which zipfile would unpack all to get the first 4 KB.
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", method) as packed:
        packed.writestr("1000001.md", article() + bytes(60_000_000))
        packed.writestr("film.mp4", bytes(60_000_000))
    problems: list[Problem] = []
    tracemalloc.start()
    assert scan(path, problems).headers == ()
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    reason = f"only what is stored or deflated is read (not method {method})"
    assert [p.what for p in problems] == [f"it cannot be unpacked: {reason}"]
    assert peak_bytes < 10_000_000


def test_a_member_is_read_no_further_than_its_declared_size(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    said = article()
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("1000001.md", said + b" " * 60_000_000)
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    for at in (central + 16, 14):  # the checksum and the size of the declared bytes
        struct.pack_into("<I", data, at, zlib.crc32(said))
    for at in (central + 24, 22):
        struct.pack_into("<I", data, at, len(said))
    path.write_bytes(data)
    problems: list[Problem] = []
    found = scan(path, problems)
    with ArticleReader(Journal(problems=problems)) as reader:
        tracemalloc.start()
        assert [reader.read_body(h) for h in found.headers] == [BODY]
        _, peak_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert problems == []
    assert peak_bytes < 10_000_000


def test_a_zip_whose_members_overlap_is_an_input_error(tmp_path: Path) -> None:
    path = pack_overlapping(tmp_path / "a.zip")
    with pytest.raises(InputError, match=r"a\.zip is not read: its members overlap"):
        scan(path)


def test_a_zip_packed_too_much_as_a_whole_is_an_input_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.archive.zip_file._MAX_WHOLE_RATIO_FROM_BYTES", 10**6)
    # No member alone is large enough to be refused.
    spaces = {f"{1_000_000 + n}.md": article() + b" " * 500_000 for n in range(4)}
    path = pack(tmp_path / "a.zip", spaces)
    with pytest.raises(InputError, match="packed more than 200 times") as raised:
        scan(path)
    assert "unpack" not in raised.value.hint


def test_a_large_zip_packed_like_text_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.archive.zip_file._MAX_WHOLE_RATIO_FROM_BYTES", 1_000)
    assert len(names(scan(pack(tmp_path / "a.zip", numbered(50))))) == 50


def test_reading_a_zip_writes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name in (
            "../out.md",
            "/tmp/abs.md",
            "C:\\a.md",
            "..\\b.md",
            "a/../../c.md",
        ):
            packed.writestr(ZipInfo(name), article(title=name))
        link = ZipInfo("1000001.md")
        link.external_attr = 0o120777 << 16  # a symbolic link, by its mode
        packed.writestr(link, "/etc/passwd")
    before = sorted(tmp_path.rglob("*"))
    problems: list[Problem] = []
    found = scan(path, problems)
    with ArticleReader(Journal(problems=problems)) as reader:
        bodies = {h.title: reader.read_body(h) for h in found.headers}
    assert sorted(tmp_path.rglob("*")) == before
    assert set(bodies.values()) == {BODY}
    assert len(bodies) == 5


def test_an_unchanged_zip_in_the_index_is_not_opened(
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
        patched.setattr("exporter.archive.zip_file.ZipFile", refuse)
        assert scan(path, again, index_path=index_path) == cold
    assert again == problems
    assert [p.what for p in problems] == ["it is empty"]
    pack(path, numbered(6))
    assert scan(path, index_path=index_path).looked_at == 6
    assert scan(path, index_path=index_path).looked_at == 6


def test_a_folder_entry_in_a_zip_is_not_a_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as packed:
        packed.writestr(ZipInfo("articles/dw/"), b"")
        packed.writestr("articles/dw/1000001.md", article())
    assert names(scan(path)) == ["1000001.md"]
