"""Articles about the same, from the archive to finished books."""

from pathlib import Path

import pytest

from tests.support.archives import fill
from tests.support.commandline import RunCli
from tests.support.news import PLAIN, read_book, story
from tests.support.prints import Pdf


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of twenty articles, two of them about one person."""
    titles = {3: "守灯人回到港口", 7: "港口的守灯人又走了"}
    return fill(
        tmp_path / "archive",
        {
            f"articles/dw/{1020 - n}.md": story(
                n,
                f"2024-06-{n + 1:02d}T08:00:00Z",
                titles.get(n, f"无事{n}"),
                body=f"<p>{'守灯人不说话。' * 4 if n in titles else '无事。'}</p>",
            )
            for n in range(20)
        },
    )


def test_an_epub_names_them_at_the_end_of_the_article(
    archive: Path, run_cli: RunCli
) -> None:
    done = run_cli("epub", "--order", "oldest", *PLAIN, "-o", "b.epub", cwd=archive)
    assert done.exit_code == 0
    chapters = read_book(archive / "b.epub").chapters
    naming = [n for n, chapter in enumerate(chapters) if "本书相关文章" in chapter]
    assert naming == [3, 7]
    assert '<a href="a-7.xhtml">港口的守灯人又走了</a>' in chapters[3]


def test_related_0_names_none(archive: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", "--related", "0", *PLAIN, "-o", "b.epub", cwd=archive)
    assert done.exit_code == 0
    chapters = read_book(archive / "b.epub").chapters
    assert not any("本书相关文章" in chapter for chapter in chapters)


@pytest.mark.slow
@pytest.mark.pango
@pytest.mark.parametrize(
    ("options", "named"),
    [(["--layout", "book"], 2), ([], 0), (["--related", "1"], 2)],
    ids=["book", "briefing", "asked for"],
)
def test_a_pdf_names_them_with_their_pages(
    archive: Path, run_cli: RunCli, options: list[str], named: int
) -> None:
    out = ["--order", "oldest", "--images", "none", "-o", "b.pdf"]
    assert run_cli("pdf", *options, *out, cwd=archive).exit_code == 0
    pdf = Pdf((archive / "b.pdf").read_bytes())
    assert pdf.text.count("本书相关文章") == named
    if named:
        page = pdf.places()["a-3"]
        assert "#a-7" in [target for target, _ in pdf.links(page)]
