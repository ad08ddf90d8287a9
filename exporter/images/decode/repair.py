"""Makes a picture's bytes whole where little is missing or too much is there.

Bytes enter, bytes that a decoder takes leave; nothing is decoded.  Seen in the
wild: a JPEG without its end marker, a PNG whose comment is damaged, line breaks or
the warning of a script before the picture, a picture packed with gzip that nobody
named, and AVIF in a container whose brand says only "a file of this family".
"""

import zlib

from exporter.images.decode.kinds import AVIF_BRANDS, container_brands, find_start

_JPEG_END = b"\xff\xd9"
# A chunk's length, name and checksum.
_PNG_SIGNATURE_BYTES, _PNG_OVERHEAD = 8, 12
_GZIP = b"\x1f\x8b"


def repair_image(data: bytes, kind: str) -> bytes:
    """Return the picture of ``kind`` in ``data`` as its decoder wants it.

    ``data`` itself where nothing is to be done.
    """
    start = find_start(data)
    if start > 0:
        data = data[start:]
    if kind == "png":
        return _drop_bad_extras(data)
    if kind == "avif":
        brands = container_brands(data)
        known = next((brand for brand in AVIF_BRANDS if brand in brands), b"avif")
        if brands[0] != known:
            data = data[:8] + known + data[12:]
    return data


def _drop_bad_extras(data: bytes) -> bytes:
    """Return a PNG without the chunks that a fault hit and nobody needs.

    PNG 3, 5.4 and 13.1: a small first letter says that a decoder may do without.
    """
    kept = [data[:_PNG_SIGNATURE_BYTES]]
    at = _PNG_SIGNATURE_BYTES
    while at + _PNG_OVERHEAD <= len(data):
        size = int.from_bytes(data[at : at + 4])
        end = at + _PNG_OVERHEAD + size
        is_extra = data[at + 4 : at + 5].islower()
        if end > len(data) or not is_extra or _is_sound(data, at, end):
            kept.append(data[at:end])
        at = end
    kept.append(data[at:])
    whole = b"".join(kept)
    return data if len(whole) == len(data) else whole


def _is_sound(data: bytes, at: int, end: int) -> bool:
    """Tell whether the checksum of the chunk from ``at`` to ``end`` is right."""
    return zlib.crc32(data[at + 4 : end - 4]) == int.from_bytes(data[end - 4 : end])


def end_jpeg(data: bytes) -> bytes:
    """Return the JPEG ``data`` with the end marker that it lacks."""
    return data.removesuffix(b"\xff") + _JPEG_END


def unpack_gzip(data: bytes, *, max_bytes: int) -> bytes:
    """Return what gzip packed into ``data``, itself where it is not packed.

    Never more than ``max_bytes`` and a byte, so that a bomb is seen as too large.
    Raises zlib.error for what is packed badly.
    """
    if not data.startswith(_GZIP):
        return data
    return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, max_bytes + 1)
