"""Which parts a JPEG or a PNG consists of, and which of them a book does not need.

Bytes enter; nothing is decoded.  Bytes after the end of the image do not belong to it:
a second file, a script, a hidden archive.  What describes the image (Exif, XMP, IPTC,
comments, thumbnails) is private to the photographer, and can be larger than the
image.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# ITU-T T.81, table B.1.  Every reader decodes baseline and extended Huffman coding,
# nearly every one progressive coding; many cannot decode lossless or arithmetic coding.
_COMMON_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_PROGRESSIVE = 0xC2
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_APPLICATION = frozenset(range(0xE0, 0xF0))
_COMMENT = 0xFE
# The segments that decide how the image looks: JFIF's header, the colour profile
# (ICC.1, B.4), and Adobe's note on how the colours are stored.
_NEEDED_SEGMENTS = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
# T.81, B.1.1.5: in a scan, FF 00 is a data byte and FF D0-D7 a restart.  Any other
# marker ends the scan.
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_SIGNATURE_BYTES = 8
_PNG_CHUNK_OVERHEAD = 12
# PNG 3, 11.3: the chunks that decide how the image looks.  Chunks whose name begins
# with a capital are critical and stay, too.
_NEEDED_CHUNKS = frozenset(
    {b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs"}
)
_PADDING = b"\x00\r\n "

ByteSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FileStructure:
    """Where an image ends, in bytes, and whether every reader can decode it.

    ``extras`` are the spans that only describe the image, in order.
    """

    end: int
    common: bool
    progressive: bool = False
    extras: Sequence[ByteSpan] = ()


def read_structure(kind: str, data: bytes) -> FileStructure | None:
    """Return the structure of ``data``, None if its end is missing.

    ``kind`` is "jpeg" or "png".
    """
    return _read_jpeg(data) if kind == "jpeg" else _read_png(data)


def strip_extras(data: bytes, structure: FileStructure) -> bytes:
    """Return ``data`` without its extras; b"" if nothing is to be removed.

    Padding after the end does not count as something to remove.
    """
    if not structure.extras and not data[structure.end :].strip(_PADDING):
        return b""
    parts: list[bytes] = []
    at = 0
    for start, end in structure.extras:
        parts.append(data[at:start])
        at = end
    return b"".join((*parts, data[at : structure.end]))


def _read_jpeg(data: bytes) -> FileStructure | None:
    common, progressive = True, False
    extras: list[ByteSpan] = []
    at = _next_marker(data, 2, extras)
    while 0 <= at < len(data) - 1:
        marker = data[at + 1]
        if marker == _END_OF_IMAGE:
            return FileStructure(at + 2, common, progressive, extras)
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker in _FRAMES:
            common = common and marker in _COMMON_FRAMES
            progressive = progressive or marker == _PROGRESSIVE
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])  # marker and segment
        if _is_extra(marker, data[at + 4 : at + 16]):
            extras.append((at, end))
        if marker == _START_OF_SCAN:
            found = _SCAN_END.search(data, end)
            at = found.start() if found else -1
        else:
            at = _next_marker(data, end, extras)
    return None


def _next_marker(data: bytes, end: int, extras: list[ByteSpan]) -> int:
    """Return where the marker after ``end`` begins, -1 for none.

    T.81, B.1.1.2 allows no bytes between segments.  Some decoders skip such bytes and
    some refuse the image, so they count as extras.
    """
    at = data.find(b"\xff", end)
    if at > end:
        extras.append((end, at))
    return at


def _is_extra(marker: int, start: bytes) -> bool:
    """Return whether a JPEG segment that begins with ``start`` is an extra."""
    if marker not in _APPLICATION:
        return marker == _COMMENT
    return not any(marker == m and start.startswith(s) for m, s in _NEEDED_SEGMENTS)


def _read_png(data: bytes) -> FileStructure | None:
    common = True
    extras: list[ByteSpan] = []
    at = _PNG_SIGNATURE_BYTES
    while at + _PNG_CHUNK_OVERHEAD <= len(data):
        length = int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        end = at + _PNG_CHUNK_OVERHEAD + length
        if name == b"acTL":  # an animation (APNG)
            common = False
        if name == b"IHDR" and data[at + 16 : at + 17] == b"\x10":  # 16 bits
            common = False
        if name[:1].islower() and name not in _NEEDED_CHUNKS:
            extras.append((at, end))
        at = end
        if name == b"IEND":
            return FileStructure(at, common, False, extras) if at <= len(data) else None
    return None
