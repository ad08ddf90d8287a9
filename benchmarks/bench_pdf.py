"""Measure time and memory of dwexport pdf, of WeasyPrint and of Chromium.

    python benchmarks/bench_pdf.py ARCHIVE MIRROR [--articles 30 100 457] [--runs 5]

dwexport makes a briefing of the archive's newest articles, with images that are already
in the store (a first run fills it and is not counted).  The HTML, styles, fonts and
images that it hands to WeasyPrint are then written to a folder.  Stock WeasyPrint and
Chromium print that: the same pages, without line composition.  Whole processes are
measured, alternately, so that a noisy machine disturbs all alike.  It prints medians,
their ratio, pages a second and the peak memory of the largest process.  Nothing here
asserts a time.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench_epub import run_timed

from exporter.archive import scan_archive
from exporter.assembly import find_images, make_volumes
from exporter.formats import PdfFormat
from exporter.formats.pdf import press
from exporter.images import ImageOptions
from exporter.journal import Journal
from exporter.readers import read_articles
from exporter.request import Request

_STOCK = """
import sys
from weasyprint import HTML
HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1', dpi=300)
"""
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Folders:
    """The folders and files that the benchmark uses."""

    archive: Path
    mirror: Path
    cache: Path
    page: Path


class _Keeper:
    """Keeps a copy of what dwexport hands to its engine."""

    def __init__(self) -> None:
        self.html = self.css = ""
        self.pages = 0
        self.files: Mapping[str, bytes | Path] = {}

    def take(self, user: object) -> None:
        """Replace the press that the module ``user`` has imported."""
        keeper = self

        class Press(user.Press):  # type: ignore[name-defined,misc]
            def __init__(self, files, styles, *rest, **more):  # type: ignore[no-untyped-def]
                super().__init__(files, styles, *rest, **more)
                keeper.files, keeper.css = files, styles.ours

            def lay_out(self, html, **options):  # type: ignore[no-untyped-def]
                pages = super().lay_out(html, **options)
                keeper.html, keeper.pages = html, len(pages)
                return pages

        user.Press = Press  # type: ignore[attr-defined]


def write_page(folders: Folders, articles: int) -> int:
    """Write what dwexport lays out to a folder; return the number of pages."""
    journal = Journal()
    scan = scan_archive(folders.archive, index_path=None, journal=journal)
    newest = {h.id: h for h in sorted(scan.headers, key=lambda h: h.published)}
    headers = sorted(newest.values(), key=lambda h: h.published, reverse=True)
    chosen = read_articles(headers[:articles], journal)
    options = ImageOptions(
        mode="offline", mirror=folders.mirror, store_dir=folders.cache / "images"
    )
    request = Request(format=PdfFormat(), images=options)
    keeper = _Keeper()
    keeper.take(press)
    images = find_images(chosen, request.image_options, journal)
    (planned,) = make_volumes(chosen, images, request)
    request.book_format.write(planned, io.BytesIO(), journal)
    _write_files(folders.page, keeper)
    return keeper.pages


def _write_files(folder: Path, keeper: _Keeper) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, file in keeper.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.read_bytes() if isinstance(file, Path) else file)
    for name in ("styles", "text"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "styles/book.css").write_text(keeper.css, "utf-8")
    link = '<link rel="stylesheet" href="../styles/book.css">'
    html = keeper.html.replace("</head>", f"{link}</head>")
    (folder / "text/book.html").write_text(html, "utf-8")


def commands(folders: Folders, articles: int, out: Path) -> dict[str, list[str]]:
    """Return the command lines to compare."""
    html = folders.page / "text/book.html"
    found = {
        "dwexport": [
            *(sys.executable, "-m", "exporter", "pdf", "-q", "--offline"),
            *("--archive", str(folders.archive), "--limit", str(articles)),
            *("--image-mirror", str(folders.mirror), "--tz", "UTC"),
            *("--cache-dir", str(folders.cache), "-o", str(out / "dwexport.pdf")),
        ],
        "WeasyPrint": [
            *(sys.executable, "-W", "ignore", "-c", _STOCK),
            *(str(html), str(out / "stock.pdf")),
        ],
    }
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium:
        found["Chromium"] = [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu"),
            *("--no-pdf-header-footer", "--virtual-time-budget=100000"),
            *(f"--print-to-pdf={out / 'chromium.pdf'}", html.as_uri()),
        ]
    return found


def compare(folders: Folders, articles: int, runs: int) -> None:
    """Print what each program takes for the same articles."""
    # In another process: a child of a large process is counted as large, too.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pages = pool.submit(write_page, folders, articles).result()
    with tempfile.TemporaryDirectory() as name:
        lines = commands(folders, articles, Path(name))
        results: dict[str, list[tuple[float, float]]] = {tool: [] for tool in lines}
        run_timed(lines["dwexport"])
        for _ in range(runs):
            for tool, line in lines.items():
                results[tool].append(run_timed(line))
    print(f"{articles} articles, {pages} pages")
    stock = statistics.median(r[0] for r in results["WeasyPrint"])
    for tool, found in results.items():
        seconds = statistics.median(r[0] for r in found)
        peak = max(r[1] for r in found)
        print(
            f"  {tool:10} {seconds:6.2f} s  {seconds / stock:5.2f} of stock  "
            f"{pages / seconds:5.1f} pages/s  {peak:6.0f} MB peak"
        )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("mirror", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[30, 100, 457])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1718714822")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folders = Folders(
            options.archive, options.mirror, folder / "cache", folder / "page"
        )
        for articles in options.articles:
            compare(folders, articles, options.runs)


if __name__ == "__main__":
    main()
