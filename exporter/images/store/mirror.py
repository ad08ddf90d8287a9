"""A folder of images laid out host/path, kept by the user.

Addresses enter, files leave.  The addresses are untrusted, so a file is used only if
it really lies inside the folder after symbolic links are followed.
"""

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from exporter.errors import ImageError
from exporter.images.options import MB
from exporter.images.plan import mirror_paths
from exporter.words import Message


@dataclass(frozen=True, slots=True)
class MirrorFile:
    """A file of the mirror: its path, and a stamp that changes when it changes."""

    path: str
    stamp: str

    @property
    def display(self) -> str:
        """Return the path as text for messages and for a store; it may be no UTF-8."""
        return self.path.encode("utf-8", "backslashreplace").decode()

    @property
    def name(self) -> str:
        """Return the file's name in a store."""
        return f"file:{self.display}"

    def read(self, *, max_bytes: int) -> bytes:
        """Return the bytes; raises OSError for a file that is too large."""
        with Path(self.path).open("rb") as stream:
            data = stream.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise OSError(errno.EFBIG, f"it is larger than {max_bytes / MB:g} MB")
        return data


class Mirror:
    """The pictures under ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; raises ImageError if there is none."""
        self._root = os.path.realpath(folder)
        if not os.path.isdir(self._root):  # noqa: PTH112
            raise ImageError(
                Message("the image mirror {folder} is not a folder", folder=folder),
                hint=Message(
                    "give --image-mirror a folder that holds static.dw.com/image/…"
                ),
            )
        self._inner: dict[str, bool] = {}

    def find(self, url: str) -> MirrorFile | None:
        """Return the file that holds the image archived as ``url``.

        Raises AddressError for an address from which no image can be had.
        """
        for path in mirror_paths(url):
            found = self._find_file(f"{self._root}/{path}")
            if found:
                return found
        return None

    def _find_file(self, path: str) -> MirrorFile | None:
        try:
            status = os.lstat(path)
            if stat.S_ISLNK(status.st_mode) or not self._is_inner(path):
                path = os.path.realpath(path)
                status = os.lstat(path)
                if not self._is_inner(path):
                    return None
        except (OSError, ValueError):  # there is no such file, or no such name
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        return MirrorFile(path, f"{status.st_mtime_ns}-{status.st_size}")

    def _is_inner(self, path: str) -> bool:
        """Return whether the folder of ``path`` lies in the mirror."""
        folder = path.rpartition("/")[0]
        inner = self._inner.get(folder)
        if inner is None:
            real = os.path.realpath(folder)
            inner = f"{real}/".startswith(f"{self._root.rstrip('/')}/")
            self._inner[folder] = inner
        return inner
