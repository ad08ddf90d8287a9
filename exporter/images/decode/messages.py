"""How a decoding process and its parent talk: frames over pipes.

A frame is a length and a JSON header, then a length and the bytes of a
picture.  Nothing that could run code crosses: a decoder that was taken over
must not take over its parent.
"""

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
_MAX_HEADER_BYTES = 65_536
_MAX_DATA_BYTES = 256_000_000


class MessageError(Exception):
    """A frame that is cut off or makes no sense."""


def write_message(stream: IO[bytes], header: dict[str, Any], data: bytes) -> None:
    """Write one frame.  Raises OSError when nobody reads any more."""
    encoded = json.dumps(header).encode()
    stream.write(_LENGTH.pack(len(encoded)) + encoded + _LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_message(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Return the next frame's header and data.

    Raises MessageError at the end of the stream and for nonsense.
    """
    try:
        header = json.loads(_read_part(stream, _MAX_HEADER_BYTES))
    except ValueError as error:
        raise MessageError("the header is no JSON") from error
    if not isinstance(header, dict):
        raise MessageError("the header is no object")
    return header, _read_part(stream, _MAX_DATA_BYTES)


def _read_part(stream: IO[bytes], max_bytes: int) -> bytes:
    prefix = stream.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        raise MessageError("the stream ended")
    (length,) = _LENGTH.unpack(prefix)
    if length > max_bytes:
        raise MessageError(f"a part of {length} bytes")
    part = stream.read(length)
    if len(part) < length:
        raise MessageError("the stream ended inside a part")
    return part
