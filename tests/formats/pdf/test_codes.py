"""QR codes: the right address, at a size that a telephone can scan."""

import io

import pytest
import segno
from PIL import Image

from exporter.formats.pdf.codes import make_code

URL = "https://example.org/news/2024/06/18?id=1"


def test_qr_code_decodes_to_its_address() -> None:
    code = make_code(URL)
    assert code is not None
    symbol = segno.make_qr(URL, error="m", boost_error=False)
    with Image.open(io.BytesIO(code.png)) as code_image:
        modules = int(symbol.symbol_size(border=0)[0])
        assert code_image.size == (3 * modules, 3 * modules)
        small = code_image.convert("L").resize((modules, modules), Image.Resampling.BOX)
    dark = [
        [small.getpixel((x, y)) == 0 for x in range(modules)] for y in range(modules)
    ]
    assert dark == [[bool(bit) for bit in row] for row in symbol.matrix]


def test_squares_of_a_qr_code_are_large_enough_to_be_scanned() -> None:
    for length in (10, 60, 150, 250):
        url = f"https://example.org/{'x' * length}"
        code = make_code(url)
        assert code is not None
        modules = segno.make_qr(url, error="m", boost_error=False).symbol_size(
            border=0
        )[0]
        assert 0.3 <= code.side_mm / modules <= 0.43
        assert code.side_mm <= 26


def test_equal_addresses_have_equal_qr_codes() -> None:
    first = make_code("https://www.dw.com/zh/dengta/a-1")
    second = make_code("https://www.dw.com/zh/a-1")
    assert first == second
    assert first is not None
    other = make_code(URL)
    assert other is not None
    assert first.name != other.name


@pytest.mark.parametrize("length", [500, 2_000, 8_000])
def test_address_too_long_for_a_readable_qr_code_has_none(length: int) -> None:
    assert make_code(f"https://example.org/{'x' * length}") is None
