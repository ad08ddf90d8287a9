"""The container of an EPUB: a zip file whose bytes depend only on its entries.

Times are fixed and entries are sorted.  Images are streamed from the store, and are not
compressed again.  The rules are those of OCF 3.3.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from exporter.errors import OutputError
from exporter.words import Message, word_os_error

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STORED = (".jpg", ".png")
_MIMETYPE = "mimetype"


def write_container(entries: Mapping[str, bytes | Path], target: BinaryIO) -> None:
    """Write ``entries``, by name, to ``target``, a binary stream that can seek.

    An entry that is a path is copied from that image in the store.  ``mimetype`` comes
    first and is stored (OCF 3.3 section 4.3).  Raises OutputError if an image has
    vanished from the store.
    """
    with zipfile.ZipFile(
        target, "w", zipfile.ZIP_DEFLATED, strict_timestamps=True
    ) as out:
        for name in sorted(entries, key=lambda name: (name != _MIMETYPE, name)):
            entry = entries[name]
            data = _read_image(entry) if isinstance(entry, Path) else entry
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            stored = name == _MIMETYPE or name.endswith(_STORED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            out.writestr(info, data)


def _read_image(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(
            Message(
                "an image in the store cannot be read: {path}: {why}",
                path=path,
                why=word_os_error(error),
            ),
            hint=Message("run the command again: it fetches what is missing"),
        ) from error
