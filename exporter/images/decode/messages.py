"""The messages between a decoding process and its parent, sent through pipes.

A message is the length of a JSON header, the header, the length of the image's bytes
and those bytes.  It holds no code (no pickle): an attacker who controls the decoder
must not gain control of the parent.
"""

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
_MAX_HEADER_BYTES = 65_536
_MAX_DATA_BYTES = 256_000_000


class MessageError(Exception):
    """A message that is cut off or cannot be understood."""


def write_message(stream: IO[bytes], header: dict[str, Any], data: bytes) -> None:
    """Write one message.  Raises OSError when the other side has gone."""
    encoded = json.dumps(header).encode()
    stream.write(_LENGTH.pack(len(encoded)) + encoded + _LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_message(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Return the next message's header and data.

    Raises MessageError at the end of the stream and for a malformed message.
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
        raise MessageError(f"a part of {length} bytes is too large")
    part = stream.read(length)
    if len(part) < length:
        raise MessageError("the stream ended inside a part")
    return part
