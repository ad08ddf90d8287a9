"""Commands that make books fit pictures to the device: their size, their colours."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from exporter.assembly import make_volumes
from exporter.formats.pdf.paper import default_font_pt, plan_page, read_paper
from exporter.images.store.upkeep import Removed, prune_store
from tests.support.archives import fill
from tests.support.commandline import RunCli
from tests.support.images import decode, jpeg
from tests.support.news import story
from tests.support.prints import Pdf

pytestmark = pytest.mark.slow


def with_image(folder: Path, *, width: int, height: int) -> None:
    """Write an archive of one picture, and a mirror that holds it."""
    url = "https://static.dw.com/image/90000077_404.jpg"
    body = f'<p>灯塔。</p><img src="{url}">'
    fill(folder, {"articles/dw/1.md": story(1, "2024-06-18T12:00:00Z", "a", body=body)})
    path = folder / "mirror" / url.removeprefix("https://")
    path.parent.mkdir(parents=True)
    path.write_bytes(jpeg(width, height))


def images_in(book: Path) -> dict[str, Image.Image]:
    """Return the pictures of a book by name, the cover included."""
    with zipfile.ZipFile(book) as packed:
        names = [n for n in packed.namelist() if n.startswith("EPUB/images/")]
        return {name: decode(packed.read(name)) for name in names}


@pytest.mark.parametrize(
    ("device", "size"),
    [("any", (1600, 1200)), ("6in", (1072, 804)), ("500x300", (400, 300))],
)
def test_images_fit_the_device(
    tmp_path: Path, run_cli: RunCli, device: str, size: tuple[int, int]
) -> None:
    with_image(tmp_path, width=2000, height=1500)
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli(*args, "--image-mirror", "mirror", "--device", device)
    assert done.exit_code == 0
    found = images_in(tmp_path / "b.epub")
    assert size in [image.size for image in found.values()]


@pytest.mark.parametrize(("quality", "width"), [("archive", 320), ("print", 640)])
def test_a_book_for_print_has_larger_images(
    tmp_path: Path, run_cli: RunCli, quality: str, width: int
) -> None:
    with_image(tmp_path, width=320, height=240)
    larger = tmp_path / "mirror/static.dw.com/image/90000077_605.jpg"
    larger.write_bytes(jpeg(640, 480))
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli(*args, "--image-mirror", "mirror", "--image-quality", quality)
    assert (done.exit_code, done.err.count("problem")) == (0, 0)
    found = images_in(tmp_path / "b.epub")
    assert width in [image.width for image in found.values()]


@pytest.mark.parametrize(("flag", "mode"), [("--gray", "L"), ("--color", "RGB")])
def test_gray_makes_every_image_and_the_cover_grey(
    tmp_path: Path, run_cli: RunCli, flag: str, mode: str
) -> None:
    with_image(tmp_path, width=640, height=480)
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli(*args, "--image-mirror", "mirror", flag)
    assert done.exit_code == 0
    found = images_in(tmp_path / "b.epub")
    assert [image.mode for image in found.values()] == [
        mode,
        mode,
    ]  # the cover is grey too


def test_the_store_is_not_pruned_while_a_book_is_made_from_it(
    tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_image(tmp_path, width=640, height=480)
    removed: list[Removed] = []

    def plan_and_prune(*args: Any) -> Any:
        planned = make_volumes(*args)
        removed.append(prune_store(tmp_path / "cache/images", max_bytes=0))
        return planned

    monkeypatch.setattr("exporter.assembly.make_volumes", plan_and_prune)
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli(*args, "--image-mirror", "mirror", "--cache-dir", "cache")
    assert removed == [Removed(busy=True)]
    assert (done.exit_code, len(images_in(tmp_path / "b.epub"))) == (0, 2)


def test_an_unknown_device_is_wrong_usage_and_no_book_is_made(
    tmp_path: Path, run_cli: RunCli
) -> None:
    with_image(tmp_path, width=640, height=480)
    done = run_cli("epub", "--device", "kindle", "-o", "b.epub")
    assert (done.exit_code, done.out) == (2, "")
    assert "--device 'kindle' is no screen" in done.err
    assert not (tmp_path / "b.epub").exists()


@pytest.mark.slow
@pytest.mark.pango
@pytest.mark.parametrize("paper", ["a5", "6in", "a4"])
def test_images_fit_the_paper(tmp_path: Path, run_cli: RunCli, paper: str) -> None:
    with_image(tmp_path, width=2400, height=1600)
    args = ("pdf", "--offline", "--layout", "book", "--paper", paper, "-o", "b.pdf")
    done = run_cli(*args, "--image-mirror", "mirror", "-q")
    assert done.out == "b.pdf\n", done.err
    pdf = Pdf((tmp_path / "b.pdf").read_bytes())
    pages = range(len(pdf.texts))
    widths = [int(str(p["/Width"])) for n in pages for p in pdf.pictures(n)]
    sheet = read_paper(paper)
    plan = plan_page(sheet, layout="book", font_pt=default_font_pt(sheet))
    wanted = plan.measure_em * plan.font_pt / 72 * 300
    assert [width for width in widths if abs(width - wanted) <= 1]
