"""Repairs the bytes of an image where a little is missing or too much is there.

Bytes enter; bytes that a decoder accepts leave.  Nothing is decoded.  Seen in real
files: a JPEG without its end marker, a PNG whose comment is damaged, line breaks or
the warning of a script before the image, an image that is packed with gzip although
the server does not say so, and AVIF whose brand names only its family.
"""

import zlib

from exporter.images.decode.kinds import AVIF_BRANDS, container_brands, find_start

_JPEG_END = b"\xff\xd9"
# Bytes of the signature; bytes of a chunk's length, name and checksum.
_PNG_SIGNATURE_BYTES, _PNG_OVERHEAD = 8, 12
_GZIP = b"\x1f\x8b"


def repair_image(data: bytes, kind: str) -> bytes:
    """Return the image of ``kind`` in ``data`` in a form that its decoder accepts.

    Returns ``data`` itself if there is nothing to repair.
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
    """Return a PNG without its damaged chunks that a decoder can do without.

    PNG 3, 5.4 and 13.1: a small first letter marks such a chunk.
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
    """Return whether the checksum of the chunk from ``at`` to ``end`` is right."""
    return zlib.crc32(data[at + 4 : end - 4]) == int.from_bytes(data[end - 4 : end])


def end_jpeg(data: bytes) -> bytes:
    """Return the JPEG ``data`` with an end marker, which it lacks."""
    return data.removesuffix(b"\xff") + _JPEG_END


def unpack_gzip(data: bytes, *, max_bytes: int) -> bytes:
    """Return ``data`` unpacked with gzip, or ``data`` itself if it is not packed.

    Returns at most ``max_bytes`` + 1 bytes, so that the caller sees a bomb as too
    large.  Raises zlib.error for damaged gzip data.
    """
    if not data.startswith(_GZIP):
        return data
    return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, max_bytes + 1)
