"""SVG drawings are drawn as pictures."""

import socket
from pathlib import Path

import pytest

from exporter.images.decode.conversion import prepare_image
from exporter.images.decode.drawing import DrawingError, draw_svg
from exporter.images.decode.recipe import Prepared, Recipe
from tests.support.images import decode, draw_photo, encode

NAMESPACES = (
    "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
)
BAR = "<rect x='10' y='10' width='50' height='30' fill='#c00'/>"


def draw(inner: str, attributes: str = "width='100' height='60'") -> tuple[int, int]:
    """Return the size of a drawing."""
    data = f"<svg {NAMESPACES} {attributes}>{inner}</svg>".encode()
    return draw_svg(data, max_width_px=1600, max_height_px=1600).size


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width='24' height='24'", (24, 24)),
        ("width='400' height='200'", (800, 400)),
        ("width='1200' height='400'", (1200, 400)),
        ("width='9000' height='900'", (1600, 160)),
        ("viewBox='0 0 400 100'", (800, 200)),
        ("viewBox='0 0 400 100' width='1000'", (1000, 250)),
        ("width='100%' viewBox='0 0 50 25'", (50, 25)),
        ("width='1e9' height='1e9'", (1600, 1600)),
        ("", (800, 400)),
    ],
)
def test_an_svg_is_drawn_in_the_size_its_attributes_give(
    attributes: str, size: tuple[int, int]
) -> None:
    assert draw(BAR, attributes) == size


def test_a_drawing_becomes_an_image_on_white() -> None:
    data = f"<svg {NAMESPACES} width='100' height='60'>{BAR}</svg>".encode()
    outcome = prepare_image(data, Recipe(800, 800, 1_000_000))
    assert isinstance(outcome, Prepared)
    image = decode(outcome.data).convert("RGB")
    assert image.getpixel((20, 20)) == (204, 0, 0)
    assert image.getpixel((90, 50)) == (255, 255, 255)


def test_an_svg_loads_no_local_file_and_no_address(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(encode(draw_photo(), "PNG"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        inner = "".join(
            f"<image {name}='{target}' width='100' height='60'/>"
            for name in ("href", "xlink:href")
            for target in (secret, secret.as_uri(), url)
        )
        data = f"<svg {NAMESPACES} width='100' height='60'>{inner}</svg>".encode()
        image = draw_svg(data, max_width_px=800, max_height_px=800)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert image.getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<rss/>",
        b"<!DOCTYPE svg [<!ENTITY a 'aa'>]><svg xmlns='http://www.w3.org/2000/svg'/>",
        f"<svg {NAMESPACES}>{'<g/>' * 30_000}</svg>".encode(),
    ],
)
def test_an_svg_that_is_broken_or_too_deep_or_has_entities_is_refused(
    data: bytes,
) -> None:
    with pytest.raises(DrawingError):
        draw_svg(data, max_width_px=100, max_height_px=100)
