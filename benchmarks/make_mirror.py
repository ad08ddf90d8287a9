"""Make an image of about 50 KB for every image address in an archive.

    python benchmarks/make_mirror.py ARCHIVE OUT

For archives without their own images.  The images are noise over a gradient, each one
different, in folders host/path, as --image-mirror requires.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from PIL import Image

from exporter.archive import ArticleReader, scan_archive
from exporter.images import mirror_paths
from exporter.journal import Journal
from exporter.model import image_refs
from exporter.parse import parse_article

_SIZE = (700, 394)


def draw_picture(seed: str) -> Image.Image:
    """Return an image that is different for every seed."""
    chance = random.Random(seed)
    coarse = Image.frombytes("RGB", (12, 8), chance.randbytes(12 * 8 * 3))
    fine = Image.frombytes("RGB", (256, 144), chance.randbytes(256 * 144 * 3))
    smooth = coarse.resize(_SIZE, Image.Resampling.BICUBIC)
    return Image.blend(smooth, fine.resize(_SIZE, Image.Resampling.BILINEAR), 0.3)


def main() -> None:
    """Write the mirror."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    scan = scan_archive(options.archive, index_path=None, journal=Journal())
    made = total = 0
    with ArticleReader(Journal()) as reader:
        for header in scan.headers:
            article = parse_article(header, reader.read_body(header) or "")
            for ref in image_refs(article):
                name = mirror_paths(ref.url)[0]
                target = options.out / name
                if target.exists():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                draw_picture(ref.url).save(target, "JPEG", quality=80)
                made += 1
                total += target.stat().st_size
    print(f"{made} pictures, {total / max(1, made) / 1000:.0f} KB on average")


if __name__ == "__main__":
    main()
