"""The fingerprint of what facts and folded texts depend on: this program's own code.

Another version of it may read other facts from the same article, so each version has an
index of its own.
"""

import zlib
from pathlib import Path

from exporter import __version__

_PACKAGE = Path(__file__).parent.parent
# What an article passes through on its way to its facts, in exporter/.
_PARTS = ("archive", "language", "model", "outlets", "parse", "search", "text")
_KINDS = (".py", ".txt")


def take_fingerprint() -> str:
    """Return eight hexadecimal digits that change with the code and its tables.

    Without source files they change with the program's version.
    """
    digest = zlib.crc32(__version__.encode())
    for part in _PARTS:
        for path in sorted((_PACKAGE / part).rglob("*")):
            if path.suffix in _KINDS:
                digest = zlib.crc32(path.read_bytes(), digest)
    return f"{digest:08x}"
