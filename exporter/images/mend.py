"""Makes a picture's bytes whole where little is missing or too much is there.

Bytes enter, bytes that a decoder takes leave; nothing is decoded.  Seen in the
wild: a JPEG without its end marker, line breaks or the warning of a script before
the picture, a picture packed with gzip that nobody named, and AVIF in a container
whose brand says only "a file of this family".
"""

import zlib

from exporter.images.sniff import AVIF_BRANDS, container_brands, find_picture

_JPEG_END = b"\xff\xd9"
_GZIP = b"\x1f\x8b"


def mend_picture(data: bytes, kind: str) -> bytes:
    """Return the picture of ``kind`` in ``data`` as its decoder wants it.

    ``data`` itself where nothing is to be done.
    """
    start = find_picture(data)
    if start > 0:
        data = data[start:]
    if kind == "avif":
        brands = container_brands(data)
        known = next((brand for brand in AVIF_BRANDS if brand in brands), b"avif")
        if brands[0] != known:
            data = data[:8] + known + data[12:]
    return data


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
