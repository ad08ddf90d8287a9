"""Archives made up for tests: articles as bytes, folders and .zips of them."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

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
