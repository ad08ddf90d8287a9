"""Whole books, made once for all tests that look at finished files.

Three of them: of everything mixed; of hostile words, at the ends of the calendar,
without fonts and pictures; and one in three volumes of one article.
"""

import io
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from functools import cache
from pathlib import Path

from exporter.assembly import make_volumes
from exporter.formats import EpubFormat
from exporter.journal import Journal
from exporter.model import (
    Article,
    Byline,
    Figure,
    ImageRef,
    Link,
    Outlet,
    Paragraph,
    Text,
)
from exporter.outlets import outlet_for
from exporter.request import Request
from exporter.selection import Choice
from exporter.urls import clean_url
from tests.support.books import (
    NOTICE,
    About,
    article,
    book,
    every_block,
    image_map,
    in_other_script,
    pack,
    paragraph,
    tell_apart,
)

NAMES = ("mixed", "hostile", "volume-1", "volume-2", "volume-3")
HOSTILE = "\"><script>alert('x')</script>&amp;&#0;]]>\x00\x1b\ud800\u202e\u200b\ufffe"


@cache
def whole_books() -> Mapping[str, bytes]:
    """Return the files of the books called ``NAMES``."""
    with tempfile.TemporaryDirectory() as folder:
        images = image_map(Path(folder))
        made = {
            "mixed": pack(book(_mixed_articles(), "选集 & <集>"), images, fonts=True),
            "hostile": pack(book(_hostile_articles(), HOSTILE), None),
        }
    long = [article(paragraph("灯塔。" * 33_000), number=n) for n in range(3)]
    request = Request(Choice(timezone=UTC), format=EpubFormat(max_bytes=2_100_000))
    for number, volume in enumerate(make_volumes(long, None, request), 1):
        stream = io.BytesIO()
        request.book_format.write(volume, stream, Journal())
        made[f"volume-{number}"] = stream.getvalue()
    assert tuple(made) == NAMES
    return made


def _mixed_articles() -> list[Article]:
    """Return articles of four outlets, in both scripts, with everything."""
    urls = {
        "zh-Hans": "https://www.dw.com/zh/dengta/a-90000001",
        "zh-Hant": "https://www.bbc.com/zhongwen/trad/1",
        "zh-TW": "https://www.rfi.fr/cn/2",
        "zh-CN": "https://news.test/3",
    }
    made = []
    for number, (lang, url) in enumerate(urls.items(), 1):
        script = "zh-Hant" if lang in ("zh-Hant", "zh-TW") else "zh-Hans"
        other = "zh-Hans" if script == "zh-Hant" else "zh-Hant"
        about = About(
            title=f"第{number}座“灯塔”",
            published=f"2024-0{4 + number}-18T12:00:00",
            url=url,
            outlet=outlet_for(url, "某社"),
            byline=Byline(("某甲",), "综合报道"),
            topics=("北海", "灯塔"),
            notices=(NOTICE,),
            lang=script,
        )
        blocks = (*every_block(), *in_other_script(other, depth=2))
        made.append(article(*tell_apart(blocks), number=number, about=about))
    return made


def _hostile_articles() -> list[Article]:
    """Return articles whose every field is out to break the book."""
    outlet = Outlet("x", HOSTILE, HOSTILE)
    about = About(
        title=HOSTILE,
        published="0001-01-01T00:00:00",
        url="https://x.test/" + "%22%3E%3Cscript%3E?a=1&b='",
        outlet=outlet,
        byline=Byline((HOSTILE, '"'), "<i>", dateline="</p>"),
        topics=(HOSTILE, "<b>"),
        notices=(HOSTILE,),
    )
    link = Link(clean_url('https://x.test/?a="\'<>&#"'), (Text(HOSTILE),))
    words = Paragraph((Text(HOSTILE), link))
    figure = Figure(ImageRef("https://x.test/'\".jpg", HOSTILE), (Text(HOSTILE),))
    big = paragraph("灯塔。" * 90_000)
    return [
        article(words, figure, *every_block(HOSTILE), big, about=about),
        replace(article(number=2, about=About("  \u200b ")), blocks=()),
        article(number=3, about=About("题" * 5_000, "2024-02-29T12:00:00")),
        article(number=4, about=About('"' * 5_000, "9999-12-31T23:59:59")),
    ]
