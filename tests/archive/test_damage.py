"""Files that should be articles and are none: each is a problem that names its kind."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.archive import ArticleReader, headers_of
from exporter.journal import Journal
from exporter.model import Problem
from tests.support.archives import article, fill, names, pack, scan
from tests.support.images import jpeg


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()


_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
_CONFLICT = (
    b"<<<<<<< HEAD\n" + article() + b"\n=======\n" + article() + b"\n>>>>>>> b\n"
)
# The bytes of a file, and words of its problem.
KINDS: Mapping[str, tuple[bytes, str]] = {
    "lfs": (_POINTER, "Git LFS, not the article: run `git lfs pull`"),
    "annex": (b"/annex/objects/SHA256E-s1--0.md\n", "run `git annex get`"),
    "annex link": (b"../.git/annex/objects/a/b/SHA256E-s1--0.md", "git annex get"),
    "conflict": (_CONFLICT, "a Git merge that was not finished"),
    "conflict in the header": (
        article().replace(b"[", b"<<<<<<< HEAD\n[", 1)[:200] + b"\n>>>>>>> b\n",
        "a Git merge that was not finished",
    ),
    "link": (b"../dw/1000009.md", "a symbolic link saved as text, to ../dw/1000009.md"),
    "git-crypt": (b"\0GITCRYPT\0" + bytes(range(99)), "run `git-crypt unlock`"),
    "age": (b"age-encryption.org/v1\n-> X25519 a\n", "`age -d`"),
    "age, armoured": (b"-----BEGIN AGE ENCRYPTED FILE-----\n", "`age -d`"),
    "gpg, armoured": (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "`gpg -d`"),
    "gpg": (b"\x85\x01\x0c\x03" + bytes(range(250, 200, -1)), "`gpg -d`"),
    "openssl": (b"Salted__" + bytes(range(99)), "encrypted with OpenSSL"),
    "gzip": (gzip.compress(article()), "packed with gzip: unpack it with `gunzip`"),
    "bzip2": (bz2.compress(article()), "packed with bzip2"),
    "xz": (lzma.compress(article()), "packed with xz"),
    "zstd": (b"\x28\xb5\x2f\xfd" + bytes(range(99)), "packed with zstd"),
    "zip": (zipped(a=article()), "packed with zip"),
    "epub": (zipped(mimetype=b"application/epub+zip"), "an EPUB book"),
    "word": (zipped(**{"[Content_Types].xml": b"<a/>"}), "an Office document"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
    "picture": (jpeg(), "a picture (JPEG)"),
    "web page": (
        b"<!DOCTYPE html>\n<html><head><title>404\n Not Found</title>",
        "a web page (“404 Not Found”)",
    ),
    "xhtml": (b'<?xml version="1.0"?>\n<html xmlns="x"></html>', "a web page"),
    "xml": (
        b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>",
        "XML (“NoSuchKey”)",
    ),
    "json": (b'{"message": "API rate limit exceeded"}', "(“API rate limit exceeded”)"),
    "json list": (b'[{"id": 1}]', "it is JSON"),
    "error": (b"404: Not Found", "the error message of a server (“404: Not Found”)"),
    "denied": (b"Access Denied\n", "the error message of a server"),
    "empty": (b"", "it is empty"),
    "blank": ("\ufeff \u3000\xa0\r\n\t".encode(), "it is empty"),
    "blank, UTF-16": ("\ufeff\r\n ".encode("utf-16-le"), "it is empty"),
    "zeros": (bytes(99), "nothing but zero bytes"),
    "no body": (article(body=""), "it has no body"),
    "cut header": (article()[:40], "its header is cut off"),
}
# These are told only in a folder of articles: elsewhere they may be any file.
STRANGERS: Mapping[str, tuple[bytes, str]] = {
    "heading": ("# 一个标题\n\n正文。\n".encode(), "but with a Markdown heading"),
    "prose": ("随便写的几句话。\n".encode(), "does not begin with the header"),
    "binary": (bytes(range(1, 255)) * 20, "binary data"),
}


def told(folder: Path, **options: Path) -> list[Problem]:
    problems: list[Problem] = []
    scan(folder, problems, **options)  # type: ignore[arg-type]
    return problems


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_a_problem_on_every_run(tmp_path: Path, kind: str) -> None:
    data, words = KINDS[kind]
    fill(tmp_path / "a", {"articles/dw/1000001_题.md": data})
    for _ in range(2):  # the second run reads the index
        (problem,) = told(tmp_path / "a", index_path=tmp_path / "index")
        assert words in problem.what
        assert problem.where.endswith("1000001_题.md")
        assert (problem.code, problem.done) == ("article-unreadable", "left out")


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_member_of_a_zip_is_a_problem(tmp_path: Path, kind: str) -> None:
    data, words = KINDS[kind]
    packed = pack(tmp_path / "a.zip", {"articles/dw/1000001.md": data})
    (problem,) = told(packed)
    assert words in problem.what


@pytest.mark.parametrize("kind", STRANGERS)
def test_a_file_that_may_be_anything_is_a_problem_only_among_articles(
    tmp_path: Path, kind: str
) -> None:
    data, words = STRANGERS[kind]
    fill(
        tmp_path / "a",
        {
            "articles/dw/1000001.md": data,
            "articles/notes/1000001.md": data,
            "articles/dw/1000002.md": article(),
        },
    )
    for _ in range(2):
        (problem,) = told(tmp_path / "a", index_path=tmp_path / "index")
        assert words in problem.what
        assert problem.where.endswith("dw/1000001.md")
        assert problem.code == "not-an-article"


@pytest.mark.parametrize("kind", [*KINDS, *STRANGERS])
def test_a_damaged_file_not_named_like_an_article_is_no_problem(
    tmp_path: Path, kind: str
) -> None:
    data, _ = {**KINDS, **STRANGERS}[kind]
    if b"<!--1" in data[:20] or b"[{" in data[:4]:
        pytest.skip("it begins as an article does, whatever its name")
    fill(
        tmp_path,
        {
            "dw/README.md": data,
            "dw/index.md": data,
            "dw/1000001.txt": data,
            "lists/dw.md": data,
            "dw/1000002.md": article(),
        },
    )
    assert told(tmp_path) == []


@pytest.mark.parametrize("ending", ["gz", "br", "age", "GPG"])
def test_a_packed_article_is_a_problem(tmp_path: Path, ending: str) -> None:
    data = gzip.compress(article()) if ending == "gz" else bytes(range(200, 255))
    name = f"1000001_题.md.{ending}"
    (problem,) = told(fill(tmp_path, {name: data, f"notes.md.{ending}": data}))
    assert "packed" in problem.what
    assert problem.where.endswith(name)


def test_100_000_conflict_marks_are_no_merge_conflict(
    tmp_path: Path,
) -> None:
    body = "<p>字</p>\n" + "<<<<<<< a\n" * 100_000
    fill(tmp_path, {"1000001.md": article(body=body)})
    problems: list[Problem] = []
    (header,) = scan(tmp_path, problems).headers
    with ArticleReader(Journal(problems=problems)) as reader:
        assert reader.read_body(header) == body.strip()
    assert problems == []


def test_an_address_with_90_000_spaces_is_read(tmp_path: Path) -> None:
    data = article(url="https://www.dw.com/zh/a-1" + " " * 90_000 + "x")
    (header,) = scan(fill(tmp_path, {"1000001.md": data})).headers
    assert header.title == "一个标题"


def test_a_file_named_by_the_user_that_is_no_article_is_a_problem(
    tmp_path: Path,
) -> None:
    fill(tmp_path, {"1000001.md": STRANGERS["heading"][0]})
    problems: list[Problem] = []
    headers_of(
        [tmp_path / "1000001.md"],
        index_path=None,
        journal=Journal(problems=problems),
    )
    (problem,) = problems
    assert "a Markdown heading" in problem.what


def test_a_merge_conflict_in_a_body_is_a_problem_and_keeps_its_words(
    tmp_path: Path,
) -> None:
    body = "<p>前</p>\n<<<<<<< HEAD\n<p>甲</p>\n=======\n<p>乙</p>\n>>>>>>> other\n"
    fill(tmp_path, {"1000001.md": article(body=body)})
    problems: list[Problem] = []
    (header,) = scan(tmp_path, problems).headers
    with ArticleReader(Journal(problems=problems)) as reader:
        text = reader.read_body(header)
    assert text == body.strip()
    (problem,) = problems
    assert (problem.code, problem.done) == ("article-damaged", "both sides are kept")


@pytest.mark.parametrize("body", ["<p>a</p>\n=======\n<p>b</p>", "<p><<<<<<< x</p>"])
def test_lines_that_only_look_like_a_merge_conflict_are_no_problem(
    tmp_path: Path, body: str
) -> None:
    fill(tmp_path, {"1000001.md": article(body=body)})
    problems: list[Problem] = []
    (header,) = scan(tmp_path, problems).headers
    with ArticleReader(Journal(problems=problems)) as reader:
        assert reader.read_body(header) == body
    assert problems == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("<!--", "# 1000001\n<!--", "a heading stands before its header"),
        ("-->\n[", "-->\n## [", "its title is a heading"),
        ("------", "***", "its header ends with another rule"),
        ("------\n\n", "\n", "its header has no rule"),
    ],
)
def test_an_unusual_header_is_read_with_a_problem(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    data = article().decode().replace(before, after, 1).encode()
    problems: list[Problem] = []
    (header,) = scan(fill(tmp_path, {"1000001.md": data}), problems).headers
    assert (header.title, header.id) == ("一个标题", "a-1")
    assert [(p.code, p.what) for p in problems] == [("article-header", words)]


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ("<!--", "---\ntitle: 前\n---\n<!--", "一个标题"),
        ("(https://www.dw.com/zh/a-1)", "(<https://www.dw.com/zh/a-1>)", "一个标题"),
        ("/a-1)", '/a-1 "提示")', "一个标题"),
        ("[一个标题]", r"[\[视频\] 和\*星\*]", "[视频] 和*星*"),
        ("[一个标题]", "[<b>粗</b>体 &lt;i&gt;]", "粗体 <i>"),
        ("1718714822000", "2024-06-18T12:47:02Z", "一个标题"),
    ],
)
def test_other_ways_to_write_a_header_are_read(
    tmp_path: Path, before: str, after: str, title: str
) -> None:
    data = article().decode().replace(before, after, 1).encode()
    problems: list[Problem] = []
    found = scan(fill(tmp_path, {"1000001.md": data, "2.md": article()}), problems)
    first = next(h for h in found.headers if h.location.path.endswith("1000001.md"))
    assert (first.title, first.id) == (title, "a-1")
    assert first.published.isoformat() == "2024-06-18T12:47:02+00:00"
    assert problems == []
    assert len(names(found)) == 2
