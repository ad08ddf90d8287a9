"""Draw sample covers, in colour and in 16 greys, for a person to look at.

    python tools/cover_gallery.py OUT_FOLDER

Every cover is written as a JPEG.  Sheets of them are written as PNGs: ``colour-N.png``,
and ``greys-N.png``, which show them as electronic paper does.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image as Pixels
from PIL import ImageDraw, ImageFilter

from exporter.cover import CoverSpec, DateSpan, draw_cover
from exporter.fonts import find_faces
from exporter.model import Image

_SHEET_COLUMNS, _SHEET_ROWS = 4, 2
_THUMB = (540, 720)


def span(first: str, last: str) -> DateSpan:
    """Return the days from ``first`` to ``last`` (2024-06-18)."""
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last))


JUNE = CoverSpec(
    "德国之声 2024年6月", span("2024-06-01", "2024-06-30"), ("德国之声",), 457
)
SPECS: tuple[tuple[str, CoverSpec, str], ...] = (
    ("month", JUNE, "landscape"),
    ("month-bare", JUNE, ""),
    (
        "hant-day",
        CoverSpec(
            "德國之聲 2024年6月18日",
            span("2024-06-18", "2024-06-18"),
            ("德國之聲",),
            17,
            lang="zh-Hant",
        ),
        "",
    ),
    (
        "portrait",
        CoverSpec(
            "欧洲议会选举专题",
            span("2024-06-06", "2024-06-09"),
            ("德国之声", "BBC中文"),
            83,
        ),
        "portrait",
    ),
    (
        "tiny",
        CoverSpec(
            "柏林电影节：银幕内外", span("2024-02-15", "2024-02-25"), ("德国之声",), 41
        ),
        "tiny",
    ),
    (
        "dark",
        replace(JUNE, title="长夜将尽——中东欧能源转型十二讲", volume=2, volumes=3),
        "dark",
    ),
    ("light", replace(JUNE, title="“雪国”纪行：《北极圈日记》与其他"), "light"),
    (
        "long",
        CoverSpec(
            "从莱茵河到易北河：Deutsche Welle 中文网二〇二四年夏季报道精选，"
            "兼收读者来信、编辑部评论与“欧洲观察”专栏的全部文章（修订版）",
            span("2024-05-01", "2024-07-31"),
            ("德国之声",),
            1371,
        ),
        "landscape",
    ),
    (
        "two",
        CoverSpec("夏天", span("2024-05-01", "2024-07-31"), ("德国之声",), 1371),
        "",
    ),
    (
        "years",
        CoverSpec(
            "新闻汇编",
            span("2021-03-05", "2024-07-31"),
            (
                "德国之声",
                "BBC中文",
                "自由亚洲电台",
                "纽约时报",
                "美国之音",
                "法广",
                "中国数字时代",
                "路透",
                "金融时报",
            ),
            20418,
            volume=12,
            volumes=40,
        ),
        "",
    ),
    (
        "latin",
        CoverSpec(
            "Angela Merkel 回忆录 Freiheit 出版：AfD、NATO 与 AI 时代的欧洲",
            span("2024-11-26", "2024-11-26"),
            ("德国之声",),
            9,
        ),
        "square",
    ),
    (
        "hant-long",
        CoverSpec(
            "「她們的聲音」：臺灣、香港與海外女性記者談新聞自由、審查與流亡",
            span("2024-06-01", "2024-06-30"),
            ("BBC中文", "自由亞洲電台"),
            128,
            lang="zh-Hant",
        ),
        "wide",
    ),
    ("endless", replace(JUNE, title="没有尽头的标题，一直写下去、" * 360), "landscape"),
    ("undated", CoverSpec("选读", None, ("德国之声",), 3), ""),
    ("emoji", replace(JUNE, title="😀Čaputová 的告别\ue000演说🎉"), "portrait"),
    (
        "bounds",
        CoverSpec("跨年", span("2023-12-01", "2024-01-31"), ("法广", "路透"), 64),
        "landscape",
    ),
)


def _rng(name: str) -> random.Random:
    return random.Random(hashlib.sha256(name.encode()).hexdigest())


def _sky(
    size: tuple[int, int], top: tuple[int, ...], low: tuple[int, ...]
) -> Pixels.Image:
    band = Pixels.new("RGB", (1, 2))
    band.putpixel((0, 0), top)
    band.putpixel((0, 1), low)
    return band.resize(size, Pixels.Resampling.BICUBIC)


def _grain(picture: Pixels.Image, strength: int) -> Pixels.Image:
    noise = Pixels.effect_noise(picture.size, strength).convert("RGB")
    return Pixels.blend(picture, noise, 0.12)


def _draw_city(
    size: tuple[int, int], name: str, *, night: bool = False
) -> Pixels.Image:
    """Return an invented skyline with a river, by day or by night."""
    rng = _rng(name)
    width, height = size
    picture = (
        _sky(size, (12, 16, 34), (40, 30, 50))
        if night
        else _sky(size, (96, 150, 200), (246, 214, 178))
    )
    draw = ImageDraw.Draw(picture)
    x = 0
    while x < width:
        wide = rng.randint(width // 24, width // 9)
        top = height - rng.randint(height // 4, height * 2 // 3)
        shade = rng.randint(16, 40) if night else rng.randint(60, 150)
        draw.rectangle((x, top, x + wide, height), fill=(shade, shade, shade + 12))
        for _ in range(wide * (height - top) // 900):
            wx, wy = rng.randint(x, x + wide), rng.randint(top, height)
            lit = (240, 200, 110) if night else (shade + 40,) * 3
            draw.rectangle((wx, wy, wx + 5, wy + 8), fill=lit)
        x += wide - 4
    river = (20, 26, 44) if night else (98, 128, 142)
    draw.rectangle((0, height * 5 // 6, width, height), fill=river)
    return _grain(picture.filter(ImageFilter.GaussianBlur(0.8)), 40)


def _draw_person(size: tuple[int, int]) -> Pixels.Image:
    """Return an invented portrait."""
    width, height = size
    picture = _sky(size, (168, 176, 170), (92, 98, 104))
    draw = ImageDraw.Draw(picture)
    middle = width // 2
    draw.ellipse(
        (middle - width // 2, height * 2 // 3, middle + width // 2, height * 4 // 3),
        fill=(44, 52, 74),
    )
    draw.ellipse(
        (middle - width // 5, height // 4, middle + width // 5, height * 3 // 4),
        fill=(214, 172, 146),
    )
    draw.chord(
        (middle - width // 4, height // 5, middle + width // 4, height * 3 // 5),
        180,
        360,
        fill=(52, 38, 32),
    )
    return _grain(picture.filter(ImageFilter.GaussianBlur(3)), 30)


def _draw_snow(size: tuple[int, int]) -> Pixels.Image:
    picture = _sky(size, (250, 251, 253), (232, 236, 240))
    draw = ImageDraw.Draw(picture)
    width, height = size
    rng = _rng("snow")
    draw.polygon(
        [(0, height), (width // 3, height // 2), (width * 2 // 3, height)],
        fill=(238, 241, 245),
    )
    for _ in range(26):
        x, y = rng.randint(0, width), rng.randint(height // 2, height)
        draw.polygon([(x, y), (x - 16, y + 70), (x + 16, y + 70)], fill=(150, 164, 164))
    return _grain(picture, 12)


PICTURES: dict[str, Callable[[], Pixels.Image]] = {
    "landscape": lambda: _draw_city((1400, 932), "day"),
    "wide": lambda: _draw_city((700, 394), "wide"),
    "portrait": lambda: _draw_person((800, 1100)),
    "square": lambda: _draw_person((900, 900)),
    "tiny": lambda: _draw_city((420, 300), "tiny"),
    "dark": lambda: _draw_city((1024, 576), "night", night=True),
    "light": lambda: _draw_snow((1200, 800)),
}


def save_picture(folder: Path, name: str) -> Image:
    """Draw the picture ``name`` into ``folder``."""
    path = folder / f"picture-{name}.jpg"
    picture = PICTURES[name]()
    picture.save(path, quality=88)
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return Image(path, digest, "image/jpeg", *picture.size, len(data))


def _sheets(covers: list[Pixels.Image]) -> Iterator[Pixels.Image]:
    """Yield contact sheets of ``covers``."""
    width, height = _THUMB
    per_sheet = _SHEET_COLUMNS * _SHEET_ROWS
    for start in range(0, len(covers), per_sheet):
        sheet = Pixels.new(
            "RGB",
            (_SHEET_COLUMNS * (width + 24) + 24, _SHEET_ROWS * (height + 24) + 24),
            (150, 150, 150),
        )
        for place, cover in enumerate(covers[start : start + per_sheet]):
            row, column = divmod(place, _SHEET_COLUMNS)
            at = 24 + column * (width + 24), 24 + row * (height + 24)
            sheet.paste(cover.resize(_THUMB, Pixels.Resampling.LANCZOS), at)
        yield sheet


def to_greys(cover: Pixels.Image) -> Pixels.Image:
    """Return ``cover`` in the 16 greys of electronic paper, not dithered."""
    return cover.convert("L").point(lambda value: round(value / 17) * 17)


def main() -> None:
    """Draw the gallery into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--font-dir", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    faces = find_faces(options.font_dir)
    pictures = {name: save_picture(options.folder, name) for name in PICTURES}
    covers: list[Pixels.Image] = []
    for name, spec, picture in SPECS:
        start = time.perf_counter()
        data = draw_cover(spec, faces, pictures.get(picture))
        seconds = time.perf_counter() - start
        path = options.folder / f"cover-{name}.jpg"
        path.write_bytes(data)
        print(f"{path.name:24} {len(data) / 1000:5.0f} KB  {seconds:.2f} s")
        covers.append(Pixels.open(path).convert("RGB"))
    for number, sheet in enumerate(_sheets(covers), 1):
        sheet.save(options.folder / f"colour-{number}.png")
        to_greys(sheet).save(options.folder / f"greys-{number}.png")


if __name__ == "__main__":
    main()
