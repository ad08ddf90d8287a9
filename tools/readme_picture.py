"""Draw the pictures of the README: pages of the sample books, side by side.

    python tools/readme_picture.py out/dwexport-samples.epub docs/sample.png
    python tools/readme_picture.py out/dwexport-samples.pdf docs/print.png

Needs MuPDF's ``mutool``.  The pages are given by their numbers as mutool counts them
at this size; change the numbers when the samples change.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

_PAGES = {".epub": (1, 3, 15, 19), ".pdf": (1, 3, 8)}
# The pages of an EPUB get this size.
_LAYOUT = {".epub": ("-W", "330", "-H", "440", "-S", "9.5"), ".pdf": ()}
_WIDTH, _GAP = {".epub": 460, ".pdf": 620}, 26
_GROUND, _EDGE = (226, 226, 222), (150, 150, 146)


def draw_pages(book: Path, folder: Path) -> list[Image.Image]:
    """Return the wanted pages of ``book`` as mutool lays them out."""
    pages: list[Image.Image] = []
    kind = book.suffix
    for number in _PAGES[kind]:
        target = folder / f"{number}.png"
        subprocess.run(
            [
                *("mutool", "draw", "-q", "-r", "150", *_LAYOUT[kind]),
                *("-o", str(target), str(book), str(number)),
            ],
            check=True,
            capture_output=True,
        )
        page = Image.open(target).convert("RGB")
        width = _WIDTH[kind]
        size = (width, round(page.height * width / page.width))
        pages.append(page.resize(size, Image.Resampling.LANCZOS))
    return pages


def main() -> None:
    """Draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = draw_pages(options.book, Path(folder))
    width, height = pages[0].size
    ground = (len(pages) * (width + _GAP) + _GAP, height + 2 * _GAP)
    sheet = Image.new("RGB", ground, _GROUND)
    for place, page in enumerate(pages):
        left = _GAP + place * (width + _GAP)
        sheet.paste(
            Image.new("RGB", (width + 2, height + 2), _EDGE), (left - 1, _GAP - 1)
        )
        sheet.paste(page, (left, _GAP))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(192).save(options.out, optimize=True)


if __name__ == "__main__":
    main()
