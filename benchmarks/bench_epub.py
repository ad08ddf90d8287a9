"""Measure time and memory of dwexport and of pandoc, in one session.

    python benchmarks/bench_epub.py ARCHIVE MIRROR [--runs 5]

Both make an EPUB of the same articles with the same images and the same fonts.  For
dwexport the images are already in the store (a first run fills it and is not counted);
pandoc gets them as local files.  The commands run alternately, so that a noisy machine
disturbs both alike.  It prints the medians and their ratio.  Nothing here asserts a
time.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from exporter.archive import ArticleReader, scan_archive
from exporter.images import AddressError, mirror_paths
from exporter.journal import Journal

_IMAGE = re.compile(r"<img\b[^>]*?\bsrc=\"([^\"]*)\"[^>]*>", re.IGNORECASE)


def run_timed(command: list[str]) -> tuple[float, float]:
    """Run ``command``; return its seconds and its peak memory in MB.

    The peak is that of the largest process among it and its children.
    """
    start = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        process = os.posix_spawnp(
            command[0],
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss / 1024


def write_page(archive: Path, mirror: Path, page: Path) -> int:
    """Write all articles as one HTML page for pandoc; return their number."""
    journal = Journal()
    scan = scan_archive(archive, index_path=None, journal=journal)
    newest: dict[str, object] = {}
    for header in sorted(scan.headers, key=lambda h: h.published):
        newest[header.id] = header
    with page.open("w", encoding="utf-8") as out, ArticleReader(journal) as reader:
        out.write("<!doctype html><meta charset=utf-8><title>book</title>\n")
        for header in newest.values():
            body = reader.read_body(header) or ""
            body = _IMAGE.sub(lambda m: _local_image(m, mirror), body)
            out.write(f"<h1>{html.escape(header.title)}</h1>\n{body}\n")
    return len(newest)


def _local_image(found: re.Match[str], mirror: Path) -> str:
    try:
        names = mirror_paths(html.unescape(found.group(1)))
    except AddressError:
        return ""
    for name in names:
        if (mirror / name).is_file():
            return f'<img src="{html.escape(str(mirror / name))}">'
    return ""


def extract_fonts(book: Path, folder: Path) -> list[Path]:
    """Unpack the fonts of ``book`` into ``folder``."""
    with zipfile.ZipFile(book) as packed:
        names = [n for n in packed.namelist() if "/fonts/" in n]
        return [Path(packed.extract(name, folder)) for name in names]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("mirror", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = folder / "ours.epub"
        dwexport = [
            *(sys.executable, "-m", "exporter", "epub", "--max-size", "none", "-q"),
            *("--archive", str(options.archive), "--offline"),
            *("--image-mirror", str(options.mirror), "-o", str(ours)),
            *("--cache-dir", str(folder / "cache")),
        ]
        run_timed(dwexport)
        page = folder / "page.html"
        articles = write_page(options.archive, options.mirror, page)
        pandoc = [
            *("pandoc", "-f", "html", "-t", "epub3", "--toc", str(page)),
            *("-o", str(folder / "theirs.epub"), "--metadata", "title=book"),
            *(f"--epub-embed-font={font}" for font in extract_fonts(ours, folder)),
        ]
        if shutil.which("pandoc") is None:
            sys.exit("pandoc is not installed")
        results: dict[str, list[tuple[float, float]]] = {"dwexport": [], "pandoc": []}
        for _ in range(options.runs):
            results["dwexport"].append(run_timed(dwexport))
            results["pandoc"].append(run_timed(pandoc))
        print(f"{articles} articles")
        medians = {}
        for tool, path in (("dwexport", ours), ("pandoc", folder / "theirs.epub")):
            seconds = statistics.median(r[0] for r in results[tool])
            peak = max(r[1] for r in results[tool])
            medians[tool] = seconds
            size = path.stat().st_size / 1e6
            print(
                f"{tool:9} {seconds:6.2f} s  {peak:6.0f} MB peak  {size:6.1f} MB book"
            )
        ratio = medians["dwexport"] / medians["pandoc"]
        print(f"ratio     {ratio:6.2f}")


if __name__ == "__main__":
    main()
