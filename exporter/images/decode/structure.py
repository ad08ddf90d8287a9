"""What a JPEG or a PNG is made of, and what of it a book can do without.

Bytes enter; nothing is decoded.  What follows the end of a picture is no
picture: a second file, a script, an archive hidden behind it.  What describes
it (Exif, XMP, IPTC, comments, thumbnails) is nobody's business but the
photographer's, and can be larger than the picture.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# ITU-T T.81, table B.1.  Baseline and extended Huffman coding is what every
# reader decodes, progressive nearly every one; lossless and arithmetic coding
# is not.
_COMMON_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_PROGRESSIVE = 0xC2
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_APPLICATION = frozenset(range(0xE0, 0xF0))
_COMMENT = 0xFE
# What says how the picture is to be seen: JFIF's header, the colour profile
# (ICC.1, B.4), and Adobe's note on the colours (it changes how they are read).
_NEEDED_SEGMENTS = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
# In a scan, FF 00 is a data byte and FF D0-D7 a restart: any other marker
# ends it (T.81, B.1.1.5).
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_SIGNATURE_BYTES = 8
_PNG_CHUNK_OVERHEAD = 12
# PNG 3, 11.3: what says how the picture is to be seen.  Chunks whose name
# begins in upper case are critical, and stay too.
_NEEDED_CHUNKS = frozenset(
    {b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs"}
)
_PADDING = b"\x00\r\n "

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FileStructure:
    """Where a picture ends, in bytes, and whether every reader can decode it.

    ``extras`` are the spans of what only describes it, in order.
    """

    end: int
    common: bool
    progressive: bool = False
    extras: Sequence[Span] = ()


def read_structure(kind: str, data: bytes) -> FileStructure | None:
    """Return the structure of ``data``, None where its end is missing.

    ``kind`` is "jpeg" or "png".
    """
    return _read_jpeg(data) if kind == "jpeg" else _read_png(data)


def strip_extras(data: bytes, structure: FileStructure) -> bytes:
    """Return ``data`` with nothing but the picture; b"" where nothing is to go.

    Padding behind the end is nothing.
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
    extras: list[Span] = []
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


def _next_marker(data: bytes, end: int, extras: list[Span]) -> int:
    """Return where the marker after ``end`` begins, -1 for none.

    Bytes before it belong to no segment (T.81, B.1.1.2 allows none), so they are
    extras: some decoders pass over them, and some refuse the picture.
    """
    at = data.find(b"\xff", end)
    if at > end:
        extras.append((end, at))
    return at


def _is_extra(marker: int, start: bytes) -> bool:
    """Tell whether a JPEG segment that begins with ``start`` only describes."""
    if marker not in _APPLICATION:
        return marker == _COMMENT
    return not any(marker == m and start.startswith(s) for m, s in _NEEDED_SEGMENTS)


def _read_png(data: bytes) -> FileStructure | None:
    common = True
    extras: list[Span] = []
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
