"""Tells the kind of a body by its first bytes, not by the type that the server names.

Servers call HTML ``image/jpeg`` and JPEG ``text/html``.
"""

import re

from exporter.images.decode.recipe import Unusable
from exporter.words import Reason, ReasonCode

# The kinds of which an image for a book can be made.
_IMAGE_KINDS = frozenset(
    {"jpeg", "png", "gif", "webp", "avif", "bmp", "tiff", "jp2", "ico", "svg"}
)

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
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"\x1f\x8b", "gzip"),
)
# ISO/IEC 14496-12, 4.3: "ftyp", then the main brand, then the compatible brands.
# An image may name only its family first (mif1, msf1, miaf).
AVIF_BRANDS = (b"avif", b"avis", b"avio")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
_VIDEO_BRANDS = (b"isom", b"iso2", b"mp41", b"mp42", b"M4V ", b"qt  ", b"3gp4", b"dash")
_MAX_BRANDS_BYTES = 512
# A file that names only its family is most often an AVIF; the decoder finds out.
_FAMILIES = dict.fromkeys((b"mif1", b"msf1", b"miaf", b"MA1A", b"MA1B"), "avif")
# Kinds that are no image or are not supported, and the words for the reader.
_OTHER_KINDS: dict[str, ReasonCode] = {
    "html": "kind-html",
    "json": "kind-json",
    "xml": "kind-xml",
    "text": "kind-text",
    "heic": "kind-heic",
    "jxl": "kind-jxl",
    "pdf": "kind-pdf",
    "zip": "kind-zip",
    "gzip": "kind-gzip",
    "video": "kind-video",
    "empty": "kind-empty",
    "unknown": "kind-unknown",
}
_TEXT_KINDS = frozenset({"html", "json", "xml", "text", "empty"})
_HEAD_BYTES = 4096
_BOM = b"\xef\xbb\xbf"
# JPEG: SOI and the marker of a segment.  PNG: its signature.
_HIDDEN_START = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n")
_XML_NOISE = re.compile(
    rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.S
)
_SVG = re.compile(rb"<(?:[\w-]+:)?svg[\s>/]", re.I)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|script|meta|div|p|h1)\b", re.I
)


def sniff_kind(data: bytes) -> str:
    """Return the kind of ``data``: one of ``_IMAGE_KINDS`` or ``_OTHER_KINDS``.

    Text before the image, such as a script's warning or a line break, is ignored.
    """
    start = find_start(data)
    return _sniff_start(data[start : start + _HEAD_BYTES] if start > 0 else data)


def find_start(data: bytes) -> int:
    """Return where the image in ``data`` begins: 0, or after leading text; -1 for none.

    After text only JPEG and PNG are looked for: their first bytes cannot be text.
    """
    if _sniff_magic(data):
        return 0
    found = _HIDDEN_START.search(data, 0, _HEAD_BYTES)
    before = data[: found.start()] if found else b""
    if not found or not _is_readable(before.removeprefix(_BOM).rstrip(b"\x00")):
        return -1
    return found.start()


def container_brands(data: bytes) -> tuple[bytes, ...]:
    """Return the brands of an ISO media file, the main one first; else ()."""
    if data[4:8] != b"ftyp":
        return ()
    size = min(int.from_bytes(data[:4]), _MAX_BRANDS_BYTES, len(data))
    others = (data[at : at + 4] for at in range(16, size - 3, 4))
    return (data[8:12], *others)


def refuse_kind(kind: str, *, code: ReasonCode = "no-image") -> Unusable | None:
    """Return why a body of ``kind`` gives no image, None if it may give one.

    ``code`` says where the body came from.  An answer in words (an error page, the
    login page of a hotel's network) is not lasting: later, or in another network,
    the image may be there.
    """
    if kind in _IMAGE_KINDS:
        return None
    reason = Reason.of(code, what=Reason.of(_OTHER_KINDS[kind]))
    return Unusable(reason, lasting=kind not in _TEXT_KINDS)


def _sniff_start(data: bytes) -> str:
    return _sniff_magic(data) or _sniff_text(data[:_HEAD_BYTES])


def _sniff_magic(data: bytes) -> str:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return _sniff_container(data) if data[4:8] == b"ftyp" else ""


def _sniff_container(data: bytes) -> str:
    """Return what an ISO media file holds; the main brand is tried first."""
    for brand in container_brands(data):
        if brand in AVIF_BRANDS:
            return "avif"
        if brand in _HEIC_BRANDS:
            return "heic"
        if brand in _VIDEO_BRANDS:
            return "video"
    return _FAMILIES.get(data[8:12], "unknown")


def _sniff_text(head: bytes) -> str:
    if not head:
        return "empty"
    text = head.removeprefix(_BOM).lstrip()
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
    """Return whether ``text`` is UTF-8; a last character may be cut off."""
    try:
        decoded = text.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(text) - 3:
            return False
        decoded = text[: error.start].decode("utf-8")
    return all(c.isprintable() or c in "\t\r\n\f" for c in decoded)
