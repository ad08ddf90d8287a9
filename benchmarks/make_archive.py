"""Make a large archive by repeating and varying the samples.

    python benchmarks/make_archive.py OUT --articles 457

writes ``OUT/articles/dw/*.md`` and the image mirror ``OUT/images``.  Every article has
its own id, date, order of paragraphs, and figures.  Every image is a different file of
about 50 KB.  The same seed and the same Pillow give the same archive.
"""

import argparse
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageChops, ImageFilter

_SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_NEWEST = datetime(2024, 7, 31, 12, tzinfo=UTC)
_DAYS = 90
# The archive of June and July 2020 has 1,795 images in 457 articles.
_PICTURES_PER_ARTICLE = 1795 / 457
_FIRST_ID = 95_000_000
_FIRST_FILE = 1_100_000
# Together these give about 50 KB at 700 by 394 pixels.
_GRAIN, _JPEG_QUALITY = 11, 79

_ARTICLE = re.compile(
    r"\A<!--\d{13}-->\n\[(.*)\]\(.*\)\n------\n\n([^\n]+)\n\Z", re.DOTALL
)
_BYLINE = re.compile(r"(?<=<br>)2024-[\dT:.-]+Z(?=</i></div>)")
_PARAGRAPH = re.compile(r"<p>(?:(?!</?p>).)+</p>")
_PICTURE = re.compile(r'(?<=<img src=")[^"]+(?=")')
_NUMBER = re.compile(r"(?<![\w./%:-])\d{1,3}(?=[\u4e00-\u9fff%℃.])(?!年)")
_ARTICLE_LINK = re.compile(r"(?<=/detail/article/)\d+")
_WHOLE_PICTURE = re.compile(
    r'<img src="[^"]+" width="100%"><div><small[^>]*>[^<]*</small></div>'
    r'|<div><img src="[^"]+" width="100%">.*?</div>'
)
_FIGURE = '<img src="{}" width="100%"><div><small style="color: #999;">{}</small></div>'


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample article to vary."""

    title: str
    html: str


def read_samples() -> list[Sample]:
    """Return the samples that have Deutsche Welle's frame, sorted by name."""
    samples = []
    for folder in ("dw", "德国之声"):
        for path in sorted((_SAMPLES / "articles" / folder).glob("*.md")):
            found = _ARTICLE.match(path.read_text(encoding="utf-8"))
            if not found:
                raise SystemExit(f"{path} is no article as the samples have them")
            samples.append(Sample(found[1].replace("\n", ""), found[2]))
    return samples


def vary_html(sample: Sample, written: datetime, dice: random.Random) -> str:
    """Return the article with another date, other figures, another order.

    Runs of plain paragraphs are shuffled.  The first and the last paragraph stay,
    because they hold the dateline and the copyright sentence.
    """
    stamp = written.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    text = _BYLINE.sub(stamp, sample.html)
    paragraphs = [p for p in _PARAGRAPH.findall(text) if len(p) > 60][1:-1]
    shuffled = dice.sample(paragraphs, len(paragraphs))
    order = iter(shuffled)
    text = _PARAGRAPH.sub(lambda m: next(order) if m[0] in paragraphs else m[0], text)
    parts = re.split(r"(<[^>]+>)", text)
    return "".join(
        part if part.startswith("<") or "版" in part else _vary_numbers(part, dice)
        for part in parts
    )


def _vary_numbers(text: str, dice: random.Random) -> str:
    def other(found: re.Match[str]) -> str:
        digits = len(found[0])
        return str(dice.randrange(10 ** (digits - 1), 10**digits))

    return _NUMBER.sub(other, text)


def place_pictures(pages: list[str], wanted: int, dice: random.Random) -> list[str]:
    """Return the pages with ``wanted`` images in all, each with its own address.

    If images are missing, figures are added to the pages that have the fewest.  If
    there are too many, whole figures and gallery entries are removed, from the last
    page on.
    """
    counts = [len(_PICTURE.findall(page)) for page in pages]
    missing = wanted - sum(counts)
    if missing < 0:
        pages = _drop_pictures(pages, -missing)
    added = [0] * len(pages)
    while missing > 0:
        least = min(c + a for c, a in zip(counts, added, strict=True))
        short = [i for i, c in enumerate(counts) if c + added[i] <= least + 1]
        for i in dice.sample(short, min(missing, len(short))):
            added[i] += 1
            missing -= 1
    numbers = iter(range(wanted))
    return [
        _PICTURE.sub(lambda _: _picture_url(next(numbers)), _add_figures(page, n, dice))
        for page, n in zip(pages, added, strict=True)
    ]


def _drop_pictures(pages: list[str], surplus: int) -> list[str]:
    kept: list[str] = []
    for page in reversed(pages):
        fewer, dropped = (
            _WHOLE_PICTURE.subn("", page, count=surplus) if surplus else (page, 0)
        )
        surplus -= dropped
        kept.append(fewer)
    return kept[::-1]


def _add_figures(page: str, count: int, dice: random.Random) -> str:
    ends = [m.end() for m in re.finditer(r"</p>", page)] or [len(page)]
    for at in sorted(dice.choices(ends, k=count), reverse=True):
        figure = _FIGURE.format("more", f"图{dice.randrange(1, 99)}：望津与云栈之间")
        page = page[:at] + figure + page[at:]
    return page


def _picture_path(number: int) -> str:
    return f"static.dw.com/image/{_FIRST_ID + number}_303.jpg"


def _picture_url(number: int) -> str:
    return f"https://images.weserv.nl/?url={_picture_path(number)}"


def write_pictures(mirror: Path, count: int, dice: random.Random) -> int:
    """Write ``count`` distinct JPEGs into ``mirror``; return their size in bytes."""
    drawn = [
        Image.open(path).convert("RGB")
        for path in sorted((_SAMPLES / "images").rglob("*_303.jpg"))
    ]
    width, height = 700, 394
    noise = Image.frombytes("L", (1500, 900), dice.randbytes(1500 * 900))
    noise = noise.filter(ImageFilter.GaussianBlur(0.6))
    noise = noise.point([round(128 + (v - 128) * _GRAIN / 40) for v in range(256)])
    total = 0
    for number in range(count):
        x, y = dice.randrange(1500 - width), dice.randrange(900 - height)
        grain = noise.crop((x, y, x + width, y + height))
        source = drawn[number % len(drawn)].resize((width, height))
        picture = ImageChops.overlay(source, Image.merge("RGB", (grain,) * 3))
        path = mirror / _picture_path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, "JPEG", quality=_JPEG_QUALITY)
        total += path.stat().st_size
    return total


def make_articles(
    count: int, pictures: int, dice: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield file name and text of ``count`` articles, the oldest first."""
    samples = read_samples()
    step = timedelta(days=_DAYS) / count
    times = [_NEWEST - step * (count - i) for i in range(count)]
    chosen = [samples[i % len(samples)] for i in range(count)]
    pages = [vary_html(s, t, dice) for s, t in zip(chosen, times, strict=True)]
    pages = place_pictures(pages, pictures, dice)
    for i, (sample, written, page) in enumerate(zip(chosen, times, pages, strict=True)):
        linked = _ARTICLE_LINK.sub(
            lambda _: str(_FIRST_ID + dice.randrange(count)), page
        )
        title = f"{sample.title}（{i + 1}）"
        url = f"https://www.dw.com/zh/{quote(title, safe='')}/a-{_FIRST_ID + i}"
        epoch = int((written + timedelta(minutes=20)).timestamp()) * 1000
        yield (
            f"{_FIRST_FILE - i}.md",
            f"<!--{epoch}-->\n[{title}]({url})\n------\n\n{linked}\n",
        )


def main() -> None:
    """Make the archive that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="a folder, made if it is missing")
    parser.add_argument("--articles", type=int, default=457)
    parser.add_argument(
        "--pictures-per-article",
        type=float,
        default=_PICTURES_PER_ARTICLE,
        help="on average (default: %(default).3f, which is 1,795 for 457)",
    )
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    started = time.monotonic()
    dice = random.Random(args.seed)
    pictures = round(args.articles * args.pictures_per_article)
    folder = args.out / "articles" / "dw"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_articles(args.articles, pictures, dice):
        (folder / name).write_text(text, encoding="utf-8")
    size = write_pictures(args.out / "images", pictures, dice)
    print(
        f"{args.articles} articles, {pictures} pictures of "
        f"{size / max(pictures, 1) / 1000:.0f} KB in {args.out}, "
        f"{time.monotonic() - started:.1f} s"
    )


if __name__ == "__main__":
    main()
