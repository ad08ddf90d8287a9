"""Where a JPEG or a PNG ends, and what in it an old reader may not take.

Bytes enter; nothing is decoded.  What follows the end of a picture is no
picture: a second file, a script, an archive hidden behind it.
"""

import re
from dataclasses import dataclass

# ITU-T T.81, table B.1.  Baseline, extended and progressive Huffman coding is
# what every reader decodes; lossless and arithmetic coding is not.
_COMMON_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
# In a scan, FF 00 is a data byte and FF D0-D7 a restart: any other marker
# ends it (T.81, B.1.1.5).
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_SIGNATURE_BYTES = 8
_PNG_CHUNK_OVERHEAD = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a picture ends, in bytes, and whether every reader can decode it."""

    end: int
    common: bool


def read_layout(kind: str, data: bytes) -> Layout | None:
    """Return the layout of ``data``, None where its end is missing.

    ``kind`` is "jpeg" or "png".
    """
    return _read_jpeg(data) if kind == "jpeg" else _read_png(data)


def _read_jpeg(data: bytes) -> Layout | None:
    common = True
    at = data.find(b"\xff", 2)
    while 0 <= at < len(data) - 1:
        marker = data[at + 1]
        if marker == _END_OF_IMAGE:
            return Layout(at + 2, common)
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker in _FRAMES:
            common = common and marker in _COMMON_FRAMES
        at += 2 + int.from_bytes(data[at + 2 : at + 4])  # marker and segment
        if marker == _START_OF_SCAN:
            found = _SCAN_END.search(data, at)
            at = found.start() if found else -1
        else:
            at = data.find(b"\xff", at)
    return None


def _read_png(data: bytes) -> Layout | None:
    common = True
    at = _PNG_SIGNATURE_BYTES
    while at + _PNG_CHUNK_OVERHEAD <= len(data):
        length = int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if name == b"acTL":  # an animation (APNG)
            common = False
        if name == b"IHDR" and data[at + 16 : at + 17] == b"\x10":  # 16 bits
            common = False
        at += _PNG_CHUNK_OVERHEAD + length
        if name == b"IEND":
            return Layout(at, common) if at <= len(data) else None
    return None
