"""The outlet that CONTRIBUTING.md invents works as it is printed there."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from exporter.images.plan import enlarge_images
from exporter.images.plan.choices import ImageOutcome
from exporter.model import Article, Figure, Image, plain_text
from exporter.outlets import known, known_outlets, outlet_named, short_address
from tests.support.archives import article, fill
from tests.support.articles import parse
from tests.support.commandline import ROOT, RunCli
from tests.support.golden_cases import describe_article
from tests.support.images import jpeg
from tests.support.news import read_book

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SECTION = TEXT.partition("\n## An outlet, as an example\n")[2].partition("\n## ")[0]
MODULE = "exporter.outlets.known.lamp"


def printed(language: str) -> str:
    """Return the one block of code in ``language`` that the section prints."""
    (block,) = re.findall(rf"^```{language}\n(.*?)^```", SECTION, re.DOTALL | re.M)
    return str(block)


@dataclass(frozen=True, slots=True)
class Story:
    """The article of the golden case: its address and its body."""

    url: str
    body: str


@pytest.fixture
def story() -> Story:
    """Return the golden case as it is printed."""
    first, _, body = printed("html").partition("\n")
    return Story(first.removeprefix("<!-- ").removesuffix(" -->"), body)


@pytest.fixture
def lamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the printed module where the known outlets are looked for."""
    folder = fill(tmp_path / "more", {"lamp.py": printed("python").encode()})
    monkeypatch.setattr(known, "__path__", [*known.__path__, str(folder)])
    known_outlets.cache_clear()
    yield
    known_outlets.cache_clear()
    sys.modules.pop(MODULE)


@pytest.fixture
def read(lamp: None, story: Story) -> Article:
    """Return the golden case, parsed while the outlet is known."""
    return parse(story.body, url=story.url)


def test_the_golden_case_gives_the_printed_result(read: Article) -> None:
    assert describe_article(read) == printed("text")


def test_without_the_module_the_outlet_and_its_rules_are_unknown(story: Story) -> None:
    read = parse(story.body, url=story.url)
    assert outlet_named("灯报") is None
    assert read.header.outlet.name == "folder"
    assert (read.byline.written, read.notices) == (None, ())
    assert [left.rule for left in read.left_out] == ["second-date"]
    assert not any(isinstance(block, Figure) and block.caption for block in read.blocks)


def test_byline_lines_figure_and_question_are_read(read: Article) -> None:
    assert read.header.id == "lamp-42"
    assert read.byline.authors == ("林一舟",)
    assert str(read.byline.written) == "2024-06-18 12:15:00+00:00"
    assert [left.rule for left in read.left_out][-1:] == ["lamp-subscription-line"]
    assert read.notices == ("© 2024 灯报",)
    (figure,) = [block for block in read.blocks if isinstance(block, Figure)]
    assert plain_text(figure.caption) == "海港的早晨"
    assert plain_text(figure.credit) == "周晚"
    assert len(read.blocks) == 4


@pytest.mark.usefixtures("lamp")
def test_the_outlet_is_found_by_every_name_and_its_addresses_are_short(
    story: Story,
) -> None:
    for name in ("lamp", "灯报", "燈報", "灯报网"):
        outlet = outlet_named(name)
        assert outlet is not None
        assert outlet.code == "lamp"
    assert short_address(story.url) == "https://www.lamp.example/story/42"


@pytest.mark.usefixtures("lamp")
def test_larger_images_are_asked_for() -> None:
    archived = "https://img.lamp.example/harbour-small.jpg"
    large = archived.replace("small", "large")

    def image(width_px: int, height_px: int) -> Image:
        path = Path("x.jpg")
        return Image(path, "0" * 64, "image/jpeg", width_px, height_px, 1)

    def gather(wanted: Mapping[str, str]) -> dict[str, ImageOutcome]:
        return {address: image(800, 600) for address in wanted if address == large}

    found = enlarge_images({archived: image(400, 300)}, {archived: "lamp-42"}, gather)
    assert found[archived].width_px == 800


@pytest.mark.slow
@pytest.mark.usefixtures("lamp")
def test_books_have_the_article_its_larger_image_and_its_short_address(
    tmp_path: Path, story: Story, run_cli: RunCli
) -> None:
    fill(
        tmp_path,
        {
            "archive/articles/灯报/1.md": article(
                title="海港的早晨", url=story.url, body=story.body
            ),
            "mirror/img.lamp.example/harbour-small.jpg": jpeg(400, 300),
            "mirror/img.lamp.example/harbour-large.jpg": jpeg(800, 600),
        },
    )
    common = [
        *("--archive", "archive", "--image-mirror", "mirror", "--offline"),
        *("--source", "灯报网", "--fonts", "none"),
    ]
    made = run_cli("epub", *common, "-o", "x.epub")
    assert made.exit_code == 0, made.err
    words = " ".join(read_book(tmp_path / "x.epub").chapters)
    assert "海鸥先到" in words
    assert "每天早上六点送达" not in words
    larger = ("--image-quality", "print")
    made = run_cli("pdf", *common[:-2], *larger, "-o", "x.pdf")
    assert made.exit_code == 0, made.err
    pages = pypdf.PdfReader(tmp_path / "x.pdf").pages
    assert "lamp.example/story/42" in "".join(page.extract_text() for page in pages)
    shown = [shape.image for page in pages for shape in page.images]
    widths = {image.width for image in shown if image is not None}
    assert 800 in widths
    assert 400 not in widths


@pytest.mark.slow
def test_one_module_in_the_folder_of_outlets_adds_the_outlet(
    tmp_path: Path, story: Story
) -> None:
    """A copy of the program lists the article under the outlet's name."""
    (named,) = re.findall(r"`(exporter/outlets/known/\w+\.py)`", SECTION)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "exporter", tmp_path / "exporter", ignore=ignored)
    fill(
        tmp_path,
        {
            named: printed("python").encode(),
            "archive/articles/x/1.md": article(url=story.url, body=story.body),
        },
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "exporter", "list", "--json"),
            *("--archive", "archive", "--source", "燈報"),
        ],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert '"lamp-42"' in done.stdout
