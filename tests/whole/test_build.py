"""The whole way from an archive to a finished book."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from exporter import __version__
from exporter.assembly import find_images, make_volumes
from exporter.errors import FontError
from exporter.fonts import find_faces
from exporter.formats import EpubFormat, Volume
from exporter.images import ImageOptions
from exporter.journal import Journal
from exporter.model import (
    Article,
    Figure,
    FontStyle,
    Image,
    ImageMap,
    ImageRef,
    MissingImage,
    Problem,
    SpacerImage,
)
from exporter.request import Request
from exporter.selection import Choice
from tests.support.archives import article as archived
from tests.support.archives import fill
from tests.support.books import (
    About,
    article,
    articles_on,
    book,
    documents_of,
    elements,
    pack,
    paragraph,
    read_archive,
    unpack,
)
from tests.support.commandline import ROOT
from tests.support.golden_cases import Compare, find_cases
from tests.support.harmless import assert_harmless
from tests.support.images import jpeg
from tests.support.reasons import GONE

CHINA = timezone(timedelta(hours=8))
BYLINE = "<div><i>某人<br>2024-06-18T12:37:07.167Z</i></div>"


class Watcher:
    """Records the progress that it is told."""

    def __init__(self) -> None:
        self.stages: dict[str, list[int]] = {}
        self.is_open = False

    def start(self, stage: str, total: int) -> None:
        assert not self.is_open
        self.is_open = True
        self.stages[stage] = [total, 0]

    def advance(self, steps: int = 1) -> None:
        assert self.is_open
        self.stages[next(reversed(self.stages))][1] += steps

    def note(self, message: str) -> None:
        assert self.is_open

    def finish(self) -> None:
        self.is_open = False


# ------------------------------------------------------------ the whole walk

IMAGE = "https://static.dw.com/image/90000001_303.jpg"
ARCHIVE: Mapping[str, bytes] = {
    "articles/dw/1.md": archived(
        1_718_714_822_000,
        title="灯塔又亮了",
        url="https://www.dw.com/zh/dengta/a-90000001",
        body=f"{BYLINE}<img src='{IMAGE}' width='100%'><div><small>东塔</small></div>"
        "<p>守塔人说，灯会一直亮着。见<a href='https://api.dw.com/api/detail/article/"
        "90000002' rel='ArticleRef'>另一篇</a>，和<a href='https://api.dw.com/api/"
        "detail/article/90000009' rel='ArticleRef'>没有选的一篇</a>。</p>"
        "<p><em>© 2024年德国之声版权声明：本文所有内容受到著作权法保护，"
        "并受到刑事追究。</em></p>",
    ),
    "articles/dw/2.md": archived(
        1_719_837_000_000,
        title="燈塔與海",
        url="https://www.dw.com/zh/haiyang/a-90000002",
        body=f"{BYLINE}<img src=''><div><small>沒有位址的圖</small></div>"
        f"<img src='{IMAGE}'><p>這裡說的是另一座燈塔，會一直亮著。</p>",
    ),
    "lists/dw.md": b"# list\n",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of two articles, with a mirror of their picture."""
    fill(tmp_path / "mirror", {"static.dw.com/image/90000001_303.jpg": jpeg(800, 500)})
    return fill(tmp_path / "archive", ARCHIVE)


def offline(archive: Path) -> ImageOptions:
    store = archive.parent / "store"
    return ImageOptions("offline", mirror=archive.parent / "mirror", store_dir=store)


def plan_book(articles: list[Article], archive: Path, journal: Journal) -> Volume:
    """Return the only volume of ``articles``, with pictures from the mirror."""
    images = find_images(articles, offline(archive), journal)
    request = Request(Choice(timezone=CHINA))
    (planned,) = make_volumes(articles, images, request)
    return planned


def test_archive_becomes_a_book_with_its_articles_and_images(archive: Path) -> None:
    problems: list[Problem] = []
    watcher = Watcher()
    articles = read_archive(archive, problems)
    journal = Journal(watcher, problems)
    planned = plan_book(articles, archive, journal)
    path = archive.parent / "book.epub"
    with path.open("w+b") as stream:
        EpubFormat().write(planned, stream, journal)
    entries = unpack(path.read_bytes())
    assert_harmless(entries)
    assert [p.code for p in problems] == ["image-without-address"]
    assert problems[0].article == "a-90000002"
    assert watcher.stages["chapters"] == [2, 2]
    assert not watcher.is_open
    assert planned.book.title == "德国之声 2024年6月—7月"
    images = [n for n in entries if n.startswith("EPUB/images/")]
    assert len(images) == 2  # the cover and one picture, shown twice
    assert jpeg(800, 500) in [entries[name] for name in images]
    documents = documents_of(entries)
    first = documents["EPUB/text/a-90000001.xhtml"]
    hrefs = [link.get("href") for link in elements(first, "a")]
    assert hrefs == [
        "a-90000002.xhtml",
        "https://www.dw.com/zh/a-90000009",
        "https://www.dw.com/zh/dengta/a-90000001",
    ]
    assert documents["EPUB/text/a-90000002.xhtml"].get("lang") == "zh-Hant"
    rights = "".join(
        str(text) for text in documents["EPUB/text/copyright.xhtml"].itertext()
    )
    assert "德国之声版权声明" in rights
    assert "德国之声版权声明" not in all_words(entries, "a-90000001")


def all_words(entries: Mapping[str, bytes], chapter: str) -> str:
    root = documents_of(entries)[f"EPUB/text/{chapter}.xhtml"]
    return "".join(str(text) for text in root.itertext())


# ---------------------------------------------------------------- planning


def test_book_over_the_size_limit_becomes_numbered_volumes() -> None:
    long = [article(paragraph("灯塔。" * 33_000), number=n) for n in range(4)]
    book_format = EpubFormat(fonts="none", max_bytes=1_000_000)
    planned = make_volumes(long, None, Request(format=book_format))
    books = [one.book for one in planned]
    assert [len(one.chapters) for one in books] == [2, 2]
    assert [(one.volume, one.volumes) for one in books] == [(1, 2), (2, 2)]
    assert {one.title for one in books} == {"德国之声 2024年6月18日"}
    assert len({one.identifier for one in books}) == 2


def test_book_without_a_size_limit_is_one_volume() -> None:
    long = [article(paragraph("灯塔。" * 33_000), number=n) for n in range(4)]
    request = Request(format=EpubFormat(max_bytes=None), title="书")
    (planned,) = make_volumes(long, None, request)
    assert (planned.book.volumes, planned.book.title) == (1, "书")
    assert planned.images is None


def test_figure_without_address_is_a_problem_only_with_images(tmp_path: Path) -> None:
    lost = [article(Figure(ImageRef("")), Figure(ImageRef("")))]
    for images, count in ((None, 0), (ImageOptions("offline", None, tmp_path), 2)):
        journal = Journal()
        find_images(lost, images, journal)
        problems = journal.problems
        assert [p.code for p in problems] == ["image-without-address"] * count
        assert all(p.article == "a-90000001" for p in problems)


# ------------------------------------------------------------------- fonts


def test_faces_used_are_named_on_the_copyright_page() -> None:
    entries = unpack(pack(book(articles_on("2024-06-18")), fonts=True))
    rights = all_words(entries, "copyright")
    assert "Open Font License" in rights
    assert "本书未嵌入字体" not in rights
    without = unpack(pack(book(articles_on("2024-06-18"))))
    assert "本书未嵌入字体" in all_words(without, "copyright")


def test_face_used_only_by_a_notice_is_named_on_the_copyright_page() -> None:
    about = About(notices=("版權聲明：請勿轉載。",))
    entries = unpack(pack(book([article(about=about)]), fonts=True))
    assert 'class="notice hant"' in entries["EPUB/text/copyright.xhtml"].decode()
    face = find_faces(None).face(FontStyle("hant", "serif", 400))
    assert face.family in all_words(entries, "copyright")


def test_character_without_a_glyph_is_a_problem_once_for_all_volumes() -> None:
    problems: list[Problem] = []
    for number in (1, 2):
        made = book([article(paragraph("\ue123"), number=number)])
        pack(made, fonts=True, problems=problems)
    assert [p.code for p in problems] == ["glyph-missing"]
    assert "U+E123" in problems[0].what
    silent: list[Problem] = []
    pack(made, problems=silent)
    assert silent == []


def test_missing_font_folder_is_an_error(tmp_path: Path) -> None:
    planned = Volume(book(articles_on("2024-06-18")), None, UTC, tmp_path / "no")
    with (tmp_path / "x").open("w+b") as stream, pytest.raises(FontError):
        EpubFormat().write(planned, stream, Journal())


# ---------------------------------------------------------- reproducibility

PROGRAM = """\
import hashlib, json, sys
from pathlib import Path
from tests.support.network import block_network
block_network()
from tests.whole.test_build import make_book_of
print(json.dumps(make_book_of(Path(sys.argv[1]))))
"""


def make_book_of(archive: Path) -> dict[str, str]:
    """Return the SHA-256 of the book of an archive, fonts included."""
    articles = read_archive(archive)
    planned = plan_book(articles, archive, Journal())
    data = pack(planned.book, planned.images, fonts=True)
    digests = {name: sha256(d).hexdigest() for name, d in unpack(data).items()}
    return {"": sha256(data).hexdigest(), **digests}


@pytest.mark.slow
def test_book_has_the_same_bytes_in_any_zone_locale_and_folder(archive: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(archive)],
            stdout=subprocess.PIPE,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": locale,
                "HOME": str(folder),
            },
        )
        for seed, zone, locale, folder in (
            ("1", "UTC", "C", ROOT),
            ("2", "Asia/Tokyo", "C.UTF-8", archive),
        )
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    first, second = (json.loads(text) for text in said)
    assert first == second


# -------------------------------------------------------------------- golden


def read_images(case: Path, folder: Path) -> ImageMap:
    """Return the pictures a case speaks of: an address and what became of it.

    Their bytes are no picture, and their names come from their addresses, so
    that no release of an image library changes what is expected.
    """
    images: dict[str, Image | MissingImage | SpacerImage] = {}
    for line in (case / "pictures.txt").read_text("utf-8").splitlines():
        url, _, fate = line.partition(" ")
        size, _, height = fate.partition("x")
        if fate == "spacer":
            images[url] = SpacerImage(url)
        elif height.isdecimal():
            digest = sha256(url.encode()).hexdigest()
            path = folder / digest
            path.write_bytes(url.encode())
            sizes = (int(size), int(height), len(url))
            images[url] = Image(path, digest, "image/jpeg", *sizes)
        else:
            assert fate == "gone"
            images[url] = MissingImage(url, GONE)
    return images


@pytest.mark.parametrize("case", find_cases("book"), ids=lambda case: case.name)
def test_book_equals_the_golden_case(
    case: Path,
    tmp_path: Path,
    compare_golden: Compare,
    pytestconfig: pytest.Config,
) -> None:
    articles = read_archive(case / "in")
    images = read_images(case / "in", tmp_path)
    entries = unpack(pack(book(articles), images))
    texts = {
        name: data.decode().replace(f"dwexport {__version__}", "dwexport VERSION")
        for name, data in entries.items()
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))
    }
    texts["entries.txt"] = "".join(f"{name}\n" for name in entries)
    expected = case / "expected"
    if pytestconfig.getoption("--renew-golden"):
        for stale in sorted(path for path in expected.rglob("*") if path.is_file()):
            stale.unlink()
        for name in texts:
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        compare_golden(text, expected / name)
    kept = (path for path in expected.rglob("*") if path.is_file())
    assert {path.relative_to(expected).as_posix() for path in kept} == set(texts)
