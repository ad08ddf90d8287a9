"""Changes to a finished font file that the subsetter cannot make.

HarfBuzz pins a variable font's weight but does not change its names: a bold subset of
Noto Sans SC would still be named Thin.  Readers that tell embedded faces apart by name
would confuse it with others.
"""

import struct
from dataclasses import dataclass

_NAME_WINDOWS = (3, 1, 0x409)  # platform, encoding, language: Unicode, US English
_CHECKSUM_MAGIC = 0xB1B0AFBA  # OpenType 1.9, head table, checksumAdjustment
_FS_BOLD, _FS_REGULAR = 1 << 5, 1 << 6


@dataclass(frozen=True, slots=True)
class StyleNames:
    """The names of a face, the PostScript one in ASCII, and its CSS weight."""

    family: str
    style_name: str
    postscript_name: str
    weight: int

    @property
    def bold(self) -> bool:
        """Return whether the face is to be known as the bold of its family."""
        return self.weight >= 600


def rename_font(data: bytes, names: StyleNames) -> bytes:
    """Return font file ``data`` under ``names``, its other names kept."""
    tables = read_tables(data)
    tables[b"name"] = _renamed(tables[b"name"], names)
    os2 = bytearray(tables[b"OS/2"])
    struct.pack_into(">H", os2, 4, names.weight)
    (selection,) = struct.unpack_from(">H", os2, 62)
    selection &= ~(_FS_BOLD | _FS_REGULAR)
    struct.pack_into(
        ">H", os2, 62, selection | (_FS_BOLD if names.bold else _FS_REGULAR)
    )
    tables[b"OS/2"] = bytes(os2)
    head = bytearray(tables[b"head"])
    struct.pack_into(">H", head, 44, 1 if names.bold else 0)
    tables[b"head"] = bytes(head)
    return write_tables(data[:4], tables)


def scale_font(data: bytes, scale: float) -> bytes:
    """Return TrueType font ``data`` drawn ``scale`` times as large.

    Only the size of the em changes (OpenType 1.9, head table, unitsPerEm), so
    that outlines, advances and kerning grow alike.
    """
    tables = read_tables(data)
    head = bytearray(tables[b"head"])
    (upem,) = struct.unpack_from(">H", head, 18)
    struct.pack_into(">H", head, 18, min(max(round(upem / scale), 16), 16384))
    tables[b"head"] = bytes(head)
    return write_tables(data[:4], tables)


def read_tables(data: bytes) -> dict[bytes, bytes]:
    """Return the tables of font file ``data`` by tag."""
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        tables[tag] = data[offset : offset + length]
    return tables


def tag_number(name: str) -> int:
    """Return the tag of a table or a feature as the number that HarfBuzz takes."""
    return int.from_bytes(name.encode("ascii"), "big")


def _renamed(table: bytes, names: StyleNames) -> bytes:
    """Return name table ``table`` with the names of the style changed."""
    full = f"{names.family} {names.style_name}"
    texts = {
        **_windows_names(table),
        1: names.family,
        2: names.style_name,
        3: names.postscript_name,
        4: full,
        6: names.postscript_name,
    }
    records, storage = b"", b""
    for name_id in sorted(texts):
        text = texts[name_id].encode("utf-16-be")
        records += struct.pack(">6H", *_NAME_WINDOWS, name_id, len(text), len(storage))
        storage += text
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + storage


def _windows_names(table: bytes) -> dict[int, str]:
    _, count, start = struct.unpack_from(">3H", table)
    texts = {}
    for number in range(count):
        *kind, name_id, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * number
        )
        if tuple(kind) == _NAME_WINDOWS and name_id < 16:
            raw = table[start + offset : start + offset + length]
            texts[name_id] = raw.decode("utf-16-be", "replace")
    return texts


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def write_tables(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Return the font file of ``tables`` (OpenType 1.9, table directory)."""
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 << power
    header = version + struct.pack(">4H", count, search, power, 16 * count - search)
    offset = 12 + 16 * count
    directory, body, head_at = b"", b"", 0
    for tag in sorted(tables):
        table = tables[tag]
        if tag == b"head":
            head_at = offset + len(body)
            table = table[:8] + bytes(4) + table[12:]
        directory += struct.pack(
            ">4sIII", tag, _checksum(table), offset + len(body), len(table)
        )
        body += table + bytes(-len(table) % 4)
    font = bytearray(header + directory + body)
    adjustment = (_CHECKSUM_MAGIC - _checksum(bytes(font))) & 0xFFFFFFFF
    struct.pack_into(">I", font, head_at + 8, adjustment)
    return bytes(font)
