"""What the commands that make books do to pictures: their size, their colours."""

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from exporter.pdf.paper import default_font_pt, plan_page, read_paper
from tests.archives import fill
from tests.commandline import RunCli
from tests.news import story
from tests.pictures import decode, jpeg
from tests.prints import Pdf


def with_picture(folder: Path, *, width: int, height: int) -> None:
    """Write an archive of one picture, and a mirror that holds it."""
    url = "https://static.dw.com/image/90000077_404.jpg"
    body = f'<p>灯塔。</p><img src="{url}">'
    fill(folder, {"articles/dw/1.md": story(1, "2024-06-18T12:00:00Z", "a", body=body)})
    path = folder / "mirror" / url.removeprefix("https://")
    path.parent.mkdir(parents=True)
    path.write_bytes(jpeg(width, height))


def pictures_in(book: Path) -> dict[str, Image.Image]:
    """Return the pictures of a book by name, the cover included."""
    with zipfile.ZipFile(book) as packed:
        names = [n for n in packed.namelist() if n.startswith("EPUB/images/")]
        return {name: decode(packed.read(name)) for name in names}


@pytest.mark.parametrize(
    ("device", "size"),
    [("any", (1600, 1200)), ("6in", (1072, 804)), ("500x300", (400, 300))],
)
def test_pictures_fit_the_device(
    tmp_path: Path, run_cli: RunCli, device: str, size: tuple[int, int]
) -> None:
    with_picture(tmp_path, width=2000, height=1500)
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli(*args, "--image-mirror", "mirror", "--device", device)
    assert done.exit_code == 0
    found = pictures_in(tmp_path / "b.epub")
    assert size in [picture.size for picture in found.values()]


@pytest.mark.parametrize(("flag", "mode"), [("--gray", "L"), ("--color", "RGB")])
def test_gray_leaves_no_colour(
    tmp_path: Path, run_cli: RunCli, flag: str, mode: str
) -> None:
    with_picture(tmp_path, width=640, height=480)
    args = ("epub", "--offline", "--fonts", "none", "-o", "b.epub")
    done = run_cli(*args, "--image-mirror", "mirror", flag)
    assert done.exit_code == 0
    found = pictures_in(tmp_path / "b.epub")
    assert [picture.mode for picture in found.values()] == [mode, mode]  # a cover too


def test_the_device_is_read_before_any_work(tmp_path: Path, run_cli: RunCli) -> None:
    with_picture(tmp_path, width=640, height=480)
    done = run_cli("epub", "--device", "kindle", "-o", "b.epub")
    assert (done.exit_code, done.out) == (2, "")
    assert "--device 'kindle' is no screen" in done.err
    assert not (tmp_path / "b.epub").exists()


@pytest.mark.pango
@pytest.mark.parametrize("paper", ["a5", "6in", "a4"])
def test_pictures_fit_the_paper(tmp_path: Path, run_cli: RunCli, paper: str) -> None:
    with_picture(tmp_path, width=2400, height=1600)
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
