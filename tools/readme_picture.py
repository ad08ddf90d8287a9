"""Draw the picture of the README: pages of the sample book, side by side.

    python tools/readme_picture.py BOOK.epub docs/sample.png

Needs MuPDF's ``mutool``.  The pages are named by number as mutool counts them
at this size; change them when the samples change.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

_PAGES = (1, 3, 15, 19)
_WIDTH, _HEIGHT, _GAP = 460, 614, 26
_GROUND, _EDGE = (226, 226, 222), (150, 150, 146)


def draw_pages(book: Path, folder: Path) -> list[Image.Image]:
    """Return the wanted pages of ``book`` as mutool lays them out."""
    pages: list[Image.Image] = []
    for number in _PAGES:
        target = folder / f"{number}.png"
        subprocess.run(
            [
                *("mutool", "draw", "-q", "-r", "150", "-W", "330", "-H", "440"),
                *("-S", "9.5", "-o", str(target), str(book), str(number)),
            ],
            check=True,
            capture_output=True,
        )
        page = Image.open(target).convert("RGB")
        pages.append(page.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS))
    return pages


def main() -> None:
    """Draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = draw_pages(options.book, Path(folder))
    width = len(pages) * (_WIDTH + _GAP) + _GAP
    sheet = Image.new("RGB", (width, _HEIGHT + 2 * _GAP), _GROUND)
    for place, page in enumerate(pages):
        left = _GAP + place * (_WIDTH + _GAP)
        edge = Image.new("RGB", (_WIDTH + 2, _HEIGHT + 2), _EDGE)
        sheet.paste(edge, (left - 1, _GAP - 1))
        sheet.paste(page, (left, _GAP))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(192).save(options.out, optimize=True)


if __name__ == "__main__":
    main()
