"""What a body is, by its first bytes, whatever its sender called it.

Servers name HTML ``image/jpeg`` and JPEG ``text/html``; the bytes decide.
"""

import re

from exporter.images.recipe import Unusable
from exporter.reasons import NO_PICTURE

# The kinds that can be made into a picture of a book.
_RASTER_KINDS = frozenset({"jpeg", "png", "gif", "webp", "avif", "bmp", "tiff"})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xff\x0a", "jxl"),
    (b"\x00\x00\x00\x0cJXL ", "jxl"),
    (b"\x00\x00\x00\x0cjP  ", "jp2"),
    (b"\x1f\x8b", "gzip"),
)
# ISO/IEC 14496-12: the brand after "ftyp" says what the container holds.
_BRANDS = {
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"mif1": "heic",
    b"isom": "video",
    b"mp42": "video",
    b"mp41": "video",
}
_NAMES = {
    "html": "HTML",
    "json": "JSON",
    "xml": "XML",
    "text": "plain text",
    "svg": "an SVG drawing, which is not supported",
    "heic": "a HEIC picture, which is not supported",
    "jxl": "a JPEG XL picture, which is not supported",
    "jp2": "a JPEG 2000 picture, which is not supported",
    "pdf": "a PDF file",
    "zip": "a zip file",
    "gzip": "a gzip file",
    "video": "a video",
    "empty": "nothing",
    "unknown": "something that is no known picture",
}
_TEXT_KINDS = frozenset({"html", "json", "xml", "text", "empty"})
_HEAD_BYTES = 4096
_XML_NOISE = re.compile(
    rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.S
)
_SVG = re.compile(rb"<(?:[\w-]+:)?svg[\s>/]", re.I)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|script|meta|div|p|h1)\b", re.I
)


def sniff_kind(data: bytes) -> str:
    """Return the kind of ``data``: one of ``_RASTER_KINDS``, or of ``_NAMES``."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "unknown")
    return _sniff_text(data[:_HEAD_BYTES])


def refuse_kind(kind: str, *, verb: str) -> Unusable | None:
    """Return why a body of ``kind`` makes no picture, None if it may.

    ``verb`` goes before what it is: "the server sent".  An answer in words (an
    error page, the login of a hotel's network) is not lasting: another time,
    or in another network, the picture may be there.
    """
    if kind in _RASTER_KINDS:
        return None
    return Unusable(
        NO_PICTURE.say(what=f"{verb} {_NAMES[kind]}"), lasting=kind not in _TEXT_KINDS
    )


def _sniff_text(head: bytes) -> str:
    if not head:
        return "empty"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\x00" in text:
        return "unknown"
    if text[:1] in (b"{", b"["):
        return "json"
    if not text.startswith(b"<"):
        return "text" if _is_readable(text) else "unknown"
    if _HTML.match(text):
        return "html"
    rest = text
    while noise := _XML_NOISE.match(rest):
        rest = rest[noise.end() :]
    if _SVG.match(rest):
        return "svg"
    return "html" if _HTML.match(rest) else "xml"


def _is_readable(text: bytes) -> bool:
    """Return whether ``text`` is UTF-8, save for a character cut at its end."""
    try:
        decoded = text.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(text) - 3:
            return False
        decoded = text[: error.start].decode("utf-8")
    return all(c.isprintable() or c in "\t\r\n\f" for c in decoded)
