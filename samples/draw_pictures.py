"""Draw every picture of the sample archive into an image mirror.

    python samples/draw_pictures.py [FOLDER]

FOLDER is ``samples/images`` unless given.  A mirror is laid out as
``host/path``; the file ``drawn-with.json`` in it records what the bytes depend
on.  The same versions of those libraries give the same bytes.
"""

import json
import platform
import sys
from pathlib import Path

import scenes  # noqa: F401 (registers the pictures)
from PIL import Image, __version__, features
from scenes.brush import PICTURES, Canvas, Picture

_HERE = Path(__file__).resolve().parent
_GRAIN = 6
_JPEG_QUALITY = 80
_PNG_COLORS = 32


def drawing_tools() -> dict[str, str]:
    """Return the versions that decide the bytes of a drawn picture."""
    codecs = {
        name: features.version(name) for name in ("libjpeg_turbo", "zlib", "webp")
    }
    return {
        "machine": platform.machine(),
        "pillow": __version__,
        "freetype2": str(features.version("freetype2")),
        **{name: str(version) for name, version in codecs.items()},
    }


def write_picture(picture: Picture, mirror: Path) -> None:
    """Draw ``picture`` and save it in the format its name ends in."""
    canvas = Canvas(picture.width_px, picture.height_px, seed=picture.path)
    picture.draw(canvas)
    path = mirror / picture.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if picture.clear:
        canvas.cut_out().save(path, "PNG", optimize=True)
    elif path.suffix in (".png", ".gif"):
        _flat(canvas.finished(grain=0)).save(path, optimize=True)
    elif path.suffix == ".webp":
        canvas.finished(grain=_GRAIN).save(path, "WEBP", quality=_JPEG_QUALITY)
    else:
        finished = canvas.finished(grain=_GRAIN)
        finished.save(path, "JPEG", quality=_JPEG_QUALITY, optimize=True)


def _flat(image: Image.Image) -> Image.Image:
    method = Image.Quantize.MEDIANCUT
    return image.quantize(_PNG_COLORS, method, dither=Image.Dither.NONE)


def main() -> None:
    """Draw all pictures into the folder named on the command line."""
    mirror = Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE / "images"
    for picture in PICTURES:
        write_picture(picture, mirror)
    record = json.dumps(drawing_tools(), indent=2, sort_keys=True)
    (mirror / "drawn-with.json").write_text(record + "\n", encoding="utf-8")
    print(f"{len(PICTURES)} pictures in {mirror}")


if __name__ == "__main__":
    main()
