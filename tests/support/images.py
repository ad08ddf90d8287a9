"""Pictures drawn for tests, because the repository has no binary files.

Every function returns the same bytes each time it is called.
"""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms


def draw_photo(
    width_px: int = 64, height_px: int = 48, *, seed: int = 1, mode: str = "RGB"
) -> Image.Image:
    """Return a picture of many colours, smooth like a photograph."""
    noise = random.Random(seed).randbytes(8 * 6 * 3)
    coarse = Image.frombytes("RGB", (8, 6), noise)
    return coarse.resize((width_px, height_px), Image.Resampling.BICUBIC).convert(mode)


def draw_chart(width_px: int = 64, height_px: int = 48) -> Image.Image:
    """Return a drawing of three colours."""
    chart = Image.new("RGB", (width_px, height_px), "white")
    chart.paste((200, 30, 30), (4, 10, 20, height_px))
    chart.paste((30, 30, 200), (30, 20, 46, height_px))
    return chart


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return ``image`` as a file of ``kind``, a name of Pillow's."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def jpeg(width_px: int = 64, height_px: int = 48, *, seed: int = 1) -> bytes:
    """Return a plain JPEG."""
    return encode(draw_photo(width_px, height_px, seed=seed), "JPEG")


def decode(data: bytes) -> Image.Image:
    """Return the picture in ``data``, read to its end."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_header(width_px: int, height_px: int) -> bytes:
    """Return a PNG that claims a size and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def png_chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG."""
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def oriented(orientation: int) -> bytes:
    """Return a JPEG, 64 by 48 as stored, with an Exif orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encode(draw_photo(), "JPEG", exif=exif)


def srgb_profile() -> bytes:
    """Return the ICC profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """Return an ICC profile that is not sRGB: red and blue change places."""
    profile = srgb_profile()
    swapped = profile.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ")
    swapped = swapped.replace(b"tmpX", b"bXYZ")
    # The description, in UTF-16, differs from that of sRGB.
    return swapped.replace("sRGB".encode("utf-16-be"), "tRGB".encode("utf-16-be"))
