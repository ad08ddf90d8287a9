"""Archives made up for tests: articles as bytes, folders and .zips of them."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exporter.archive import Scan, scan_archive
from exporter.journal import Journal
from exporter.model import Problem

DAY_MS = 86_400_000
FIRST_DAY_MS = 1_577_836_800_000  # 2020-01-01, when a-0 of numbered() is from
JUNE = datetime(2024, 6, 18, 12, 47, 2, tzinfo=UTC)  # when article() is from
BODY = "<div><i>某人<br>2024-06-18T12:37:07.167Z</i></div><p>这是一段正文。</p>"


def article(
    epoch: int | str = 1_718_714_822_000,
    *,
    title: str = "一个标题",
    url: str = "https://www.dw.com/zh/a-1",
    body: str = BODY,
) -> bytes:
    """Return an article as the archive keeps it."""
    return f"<!--{epoch}-->\n[{title}]({url})\n------\n\n{body}".encode()


def fill(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write ``files``, by their paths below ``folder``; return ``folder``."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def pack(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a .zip of ``files`` at ``path``; return ``path``."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def pack_overlapping(path: Path) -> Path:
    """Write a .zip at ``path`` whose members share the bytes of the first."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("1000001.md", article() + os.urandom(10_000))
        first = packed.filelist[0]
        for number in range(2, 9):
            copy = ZipInfo(f"100000{number}.md")
            for name in ("CRC", "compress_size", "file_size", "header_offset"):
                setattr(copy, name, getattr(first, name))
            copy.compress_type = first.compress_type
            packed.filelist.append(copy)
    return path


def scan(
    path: Path,
    problems: list[Problem] | None = None,
    *,
    index_path: Path | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Scan:
    """Scan the archive at ``path`` without showing progress."""
    return scan_archive(
        path,
        index_path=index_path,
        journal=Journal(problems=[] if problems is None else problems),
        since=since,
        until=until,
    )


def names(found: Scan) -> list[str]:
    """Return the names of the files found."""
    return [
        (h.location.member or h.location.path).rpartition("/")[2] for h in found.headers
    ]


def numbered(count: int, folder: str = "dw") -> dict[str, bytes]:
    """Return articles published a day apart, a-0 the oldest."""
    return {
        f"articles/{folder}/{1_000_100 - n}.md": article(
            FIRST_DAY_MS + n * DAY_MS, url=f"https://www.dw.com/zh/a-{n}"
        )
        for n in range(count)
    }


# Files a scan must report, and words of the report.
DAMAGED: Mapping[str, tuple[bytes, str]] = {
    "1000001.md": (b"", "it is empty"),
    "1000002.md": (bytes(9000), "it holds nothing but zero bytes"),
    "1000003.md": (b"\xef\xbb\xbf \r\n", "it is empty"),
    "1000004.md": (b"<!--15952", "its header is cut off"),
    "1000005.md": (b"<!", "its header is cut off"),
    "cut-comment.md": (b"<!--1595241918000--", "its header is cut off"),
    "1000006.md": (b"[title](https://www.dw", "its header is cut off"),
    "cut": (article()[:60], "its header is cut off"),
    "1000007.md": (article(body=" \n"), "it has no body"),
    "1000008.md": (article(body="日期：Fri, 19 Jun 2020 09:51:53 +0000\n"), "no body"),
    "1000010.md": (article("NaN", body="<p>文</p>"), "header nor byline has a date"),
    "1000012.md": (article()[:40] + bytes(4000), "too many of its bytes are no text"),
}
