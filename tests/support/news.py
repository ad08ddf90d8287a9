"""A small invented archive for the command line's tests, and how to read a book.

Six articles of three outlets, one of them in two editions; a list and a README
that are no articles.  Nobody's pictures: nothing here needs a network.
"""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from tests.support.archives import article, fill
from tests.support.commandline import ROOT

_TIMEOUT_SECONDS = 60
_PRELUDE = f'set -o pipefail; dwexport() {{ "{sys.executable}" -m exporter "$@"; }}\n'
_DC = "{http://purl.org/dc/elements/1.1/}"


def epoch(when: str) -> int:
    """Return an ISO time, with its zone, in epoch milliseconds."""
    return int(datetime.fromisoformat(when).timestamp() * 1000)


def story(
    number: int, when: str, title: str, *, body: str = "", url: str = ""
) -> bytes:
    """Return article ``a-<number>`` of Deutsche Welle, or the one at ``url``."""
    return article(
        epoch(when),
        title=title,
        url=url or f"https://www.dw.com/zh/story/a-{number}",
        body=body or f"<p>{title}：镇上的人都说没有见过这样的事。</p>",
    )


NEWS = {
    "README.md": "# 新闻\n".encode(),
    "lists/dw.md": b"[a](dw/1000009.md)\n",
    "articles/dw/1000009.md": story(1001, "2024-05-30T08:00:00Z", "灯塔重新点亮"),
    "articles/dw/1000008.md": story(1002, "2024-06-02T08:00:00Z", "渡轮提前靠岸"),
    "articles/dw/1000007.md": story(1003, "2024-06-18T12:37:07Z", "钟楼慢了一刻"),
    "articles/dw/1000006.md": story(1003, "2024-06-19T07:00:00Z", "钟楼慢了两刻"),
    "articles/BBC/1000005_桥.md": story(
        0,
        "2024-06-20T10:00:00Z",
        "木桥会唱歌",
        url="https://www.bbc.com/zhongwen/simp/bridge-1",
    ),
    "articles/自由亚洲电台/1000004.md": story(
        0,
        "2024-06-30T20:30:00Z",  # July already in Shanghai
        "茶山下雪了",
        url="https://www.rfa.org/mandarin/tea-2.html",
    ),
}
NEWEST_FIRST = ["茶山下雪了", "木桥会唱歌", "钟楼慢了两刻", "渡轮提前靠岸"]
PLAIN = ("--images", "none", "--fonts", "none")


def make_news(folder: Path) -> Path:
    """Write the archive into ``folder`` and return it."""
    return fill(folder, NEWS)


@dataclass(frozen=True, slots=True)
class ReadBook:
    """What a reader finds in an EPUB; ``chapters`` are in reading order."""

    title: str
    names: tuple[str, ...]
    chapters: tuple[str, ...]
    nav: str

    @property
    def headlines(self) -> list[str]:
        """Return the chapters' titles, in reading order."""
        return [
            re.sub(r"<[^>]+>", "", found.group(1))
            for chapter in self.chapters
            if (found := re.search(r"<h1[^>]*>(.*?)</h1>", chapter, re.DOTALL))
        ]


def read_book(source: Path | bytes) -> ReadBook:
    """Read the EPUB at a path, or in bytes."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        names = tuple(packed.namelist())
        assert names[0] == "mimetype"
        package = ElementTree.fromstring(packed.read("EPUB/content.opf"))
        title = package.findtext(f".//{_DC}title") or ""
        hrefs = {
            item.get("id"): item.get("href", "")
            for item in package.iter("{http://www.idpf.org/2007/opf}item")
        }
        spine = [
            hrefs[ref.get("idref")]
            for ref in package.iter("{http://www.idpf.org/2007/opf}itemref")
        ]
        chapters = tuple(
            packed.read(f"EPUB/{href}").decode()
            for href in spine
            if not re.search(r"/(?:cover|title|contents|copyright)[^/]*$", f"/{href}")
        )
        nav = next(packed.read(n).decode() for n in names if n.endswith("nav.xhtml"))
    return ReadBook(title, names, chapters, nav)


def shell(
    command: str, *, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``command``, in which ``dwexport`` is ours, as a user's bash does."""
    return subprocess.run(
        ["bash", "-c", _PRELUDE + command],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdin=subprocess.DEVNULL,
        timeout=_TIMEOUT_SECONDS,
    )
