"""Images that an article contains itself, in ``data:`` addresses (RFC 2397).

An address enters, the bytes of the image leave.  The type that the address names is
ignored, and the size is limited as for a download.
"""

import base64
import binascii
import hashlib
import re
import zlib
from urllib.parse import unquote_to_bytes

from exporter.images.decode import unpack_gzip
from exporter.images.options import MB
from exporter.images.plan.addresses import AddressError
from exporter.words import Reason

_HEAD = re.compile(r"data:([^,]{0,200}),", re.IGNORECASE)
_BASE64_ALPHABET = re.compile(rb"[^A-Za-z0-9+/]")


def is_embedded(address: str) -> bool:
    """Return whether ``address`` contains the image itself."""
    return address[:5].lower() == "data:"


def embedded_name(address: str) -> str:
    """Return a short name under which a store keeps the image."""
    return f"data:sha256:{hashlib.sha256(address.encode()).hexdigest()}"


def read_embedded(address: str, *, max_bytes: int) -> bytes:
    """Return the bytes in ``address``.

    Raises AddressError if they cannot be read or are more than ``max_bytes``.
    """
    head = _HEAD.match(address)
    if head is None:
        raise AddressError(Reason.of("address-unreadable"))
    text = address[head.end() :]
    if len(text) > 3 * max_bytes:
        raise AddressError(_too_large(max_bytes))
    data = unquote_to_bytes(text)
    if head[1].lower().replace(" ", "").endswith(";base64"):
        data = _decode_base64(data)
    try:
        data = unpack_gzip(data, max_bytes=max_bytes)
    except zlib.error as error:
        raise AddressError(Reason.of("address-unreadable")) from error
    if len(data) > max_bytes:
        raise AddressError(_too_large(max_bytes))
    return data


def _decode_base64(data: bytes) -> bytes:
    """Decode base64 whose padding may be lost and whose lines may be broken."""
    data = data.replace(b"-", b"+").replace(b"_", b"/")
    data = _BASE64_ALPHABET.sub(b"", data)
    data = data[: len(data) - (len(data) % 4 == 1)]
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except binascii.Error as error:
        raise AddressError(Reason.of("address-unreadable")) from error


def _too_large(max_bytes: int) -> Reason:
    return Reason.of("too-large", megabytes=f"{max_bytes / MB:g}")
