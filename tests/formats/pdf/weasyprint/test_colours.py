"""Text is printed in pure black, and a book in greys has no colours."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image as Pixels

from checks.inks import Ink, find_inks
from exporter.formats.pdf.options import UserCss
from exporter.model import Article, Block, Figure, ImageRef
from tests.support.books import About, article, book, every_block, image_map
from tests.support.commandline import ROOT, RunCli
from tests.support.prints import Pdf, options, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]


def data_url(mode: str, colour: object) -> str:
    stream = io.BytesIO()
    Pixels.new(mode, (40, 40), colour).save(stream, "PNG")  # type: ignore[arg-type]
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()


SVG = base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><defs>'
    b'<linearGradient id="a"><stop stop-color="red"/><stop offset="1" '
    b'stop-color="#00f"/></linearGradient></defs>'
    b'<rect width="20" height="40" fill="url(#a)"/>'
    b'<rect x="20" width="20" height="40" fill="teal" stroke="lime"/></svg>'
).decode()
COLOURFUL = f"""
h1 {{ color: #b00020; background: linear-gradient(90deg, gold, #1050ff) }}
p {{ color: oklch(0.6 0.2 30); border-left: 2pt dashed hsl(120 80% 40%) }}
footer {{ background: device-cmyk(0.9 0 0.4 0.1) url({data_url("RGB", "red")}) }}
header p {{ background: url({data_url("RGBA", (255, 0, 0, 90))}) }}
.masthead {{ background: url(data:image/svg+xml;base64,{SVG}) }}
article {{ background: radial-gradient(rgba(255, 0, 0, .3), transparent) }}
th {{ box-shadow: 2pt 2pt 0 orange; text-decoration: underline wavy red }}
"""


def chapter(number: int, *blocks: Block) -> Article:
    about = About(f"第{number}篇", f"2024-05-{number:02d}T08:00:00")
    return article(*blocks, number=number, about=about)


def inks(pdf: bytes) -> list[Ink]:
    return find_inks(Pdf(pdf).reader)


@pytest.mark.parametrize("layout", ["briefing", "book"])
def test_text_of_every_layout_is_black(layout: str, tmp_path: Path) -> None:
    source = book([chapter(n, *every_block()) for n in range(1, 11)])
    images = image_map(tmp_path)
    made = print_pdf(source, options(layout, index=True), images)  # type: ignore[arg-type]
    text = [ink for ink in inks(made) if ink.use == "text"]
    assert text
    assert [ink for ink in text if not ink.is_black] == []


# WeasyPrint does not close the file of its colour profile: it is closed when collected.
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014")
@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/a-3u"])
@pytest.mark.parametrize("layout", ["briefing", "book"])
def test_book_in_greys_has_no_coloured_ink(
    layout: str, variant: str, tmp_path: Path
) -> None:
    source = book([chapter(n, *every_block()) for n in range(1, 4)])
    css = UserCss(COLOURFUL, Path("colours.css"))
    choice = options(layout, grey=True, css=css, variant=variant)  # type: ignore[arg-type]
    found = inks(print_pdf(source, choice, image_map(tmp_path)))
    assert {ink.use for ink in found} >= {"text", "paint", "picture", "shading"}
    assert [ink for ink in found if not ink.is_grey] == []


def test_book_in_colour_keeps_the_colours_of_the_users_stylesheet() -> None:
    css = UserCss(COLOURFUL, Path("colours.css"))
    found = inks(print_pdf(book([chapter(1, *every_block())]), options(css=css)))
    coloured = {ink.use for ink in found if not ink.is_grey}
    assert coloured == {"text", "paint", "picture", "shading"}


def test_qr_codes_have_no_coloured_ink_even_in_a_book_in_colour() -> None:
    made = print_pdf(book([chapter(1, Figure(ImageRef("")))]), options())
    pictures = [ink for ink in inks(made) if ink.use == "picture"]
    assert pictures
    assert all(ink.is_grey for ink in pictures)


@pytest.mark.parametrize("layout", ["briefing", "book"])
def test_samples_printed_in_greys_have_no_coloured_ink(
    run_cli: RunCli, tmp_path: Path, layout: str
) -> None:
    samples = ROOT / "samples"
    target = tmp_path / "grey.pdf"
    run_cli(
        *("pdf", "--archive", samples, "--image-mirror", samples / "images"),
        *("--offline", "--gray", "--layout", layout, "-q", "-o", target),
        *("--cache-dir", tmp_path / "cache"),
    )
    found = inks(target.read_bytes())
    assert [ink for ink in found if not ink.is_grey] == []
    assert [ink for ink in found if ink.use == "text" and not ink.is_black] == []
