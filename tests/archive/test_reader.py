"""Reading the bodies of articles."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from exporter.archive import ArticleReader
from exporter.journal import Journal
from exporter.model import ArticleHeader, Problem
from tests.support.archives import BODY, article, fill, numbered, pack, scan


def body_of(header: ArticleHeader) -> tuple[str | None, list[Problem]]:
    problems: list[Problem] = []
    with ArticleReader(Journal(problems=problems)) as reader:
        return reader.read_body(header), problems


def test_a_body_comes_without_its_date_line(tmp_path: Path) -> None:
    text = (
        "[题](https://chinadigitaltimes.net/a)\n------\n"
        "日期：Fri, 19 Jun 2020 09:51:53 +0000\n\n<p>文</p>\n"
    )
    (header,) = scan(fill(tmp_path, {"1000001.md": text.encode()})).headers
    assert body_of(header) == ("<p>文</p>", [])


def test_a_damaged_body_is_kept_and_its_problem_counts_the_bytes(
    tmp_path: Path,
) -> None:
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
def test_an_article_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    data = article(title="另一种编码").decode().encode(encoding)
    (header,) = scan(fill(tmp_path, {"1000001.md": data})).headers
    assert header.title == "另一种编码"
    body, problems = body_of(header)
    assert body == BODY
    assert [p.code for p in problems] == ["article-encoding"]
    assert encoding in problems[0].what


@pytest.mark.parametrize("packed", [False, True])
def test_an_article_changed_or_deleted_since_the_scan_is_a_problem(
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


def test_the_reader_opens_a_zip_once_and_closes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = scan(pack(tmp_path / "a.zip", numbered(4)))
    opened: list[ZipFile] = []

    class Counted(ZipFile):
        def __init__(self, file: str) -> None:
            super().__init__(file)
            opened.append(self)

    monkeypatch.setattr("exporter.archive.zip_file.ZipFile", Counted)
    with ArticleReader(Journal()) as reader:
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
    with ArticleReader(Journal(problems=problems)) as reader:
        assert all(reader.read_body(header) for header in found.headers)
    assert problems == []
