"""How many pixels a picture needs for a screen or for print."""

import pytest

from exporter.errors import UsageError
from exporter.formats.screens import printed_pixels, read_screen


@pytest.mark.parametrize(
    ("text", "pixels"),
    [
        ("any", (1600, 1600)),
        ("6in", (1072, 1448)),
        (" 7IN ", (1264, 1680)),
        ("1236x1648", (1236, 1648)),
        ("1236 × 1648", (1236, 1648)),
    ],
)
def test_screen_name_or_size_gives_its_pixels(
    text: str, pixels: tuple[int, int]
) -> None:
    assert read_screen(text) == pixels


@pytest.mark.parametrize("text", ["", "kindle", "6x8", "6in x 8in", "1000", "9999x999"])
def test_unknown_screen_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no screen") as raised:
        read_screen(text)
    assert "6in, 7in, 8in, 10in" in raised.value.hint
    assert raised.value.exit_code == 2


def test_paper_is_printed_at_300_dots_an_inch() -> None:
    assert printed_pixels(72, 144) == (300, 600)
    assert printed_pixels(100_000, 7.2) == (4000, 30)
