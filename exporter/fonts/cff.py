"""The glyphs of a CID-keyed font, numbered in the order in which they lie.

A PDF names a glyph by its CID, which the font's charset translates (ISO 32000-1,
9.7.4.2).  HarfBuzz keeps for each glyph of a subset the CID of the whole font, but
WeasyPrint writes the glyph's place in the subset.  Readers that follow the standard,
such as Ghostscript and many printers, then find other glyphs or none.  So each CID is
changed to the place.  Nothing else uses the CIDs: the fonts are Adobe-Identity-0, and
e-readers use the cmap.
"""

import struct
from collections.abc import Iterator

from exporter.fonts.sfnt import read_tables, write_tables

# Operators of the Top DICT (Adobe Technical Note 5176, table 9).
_CHARSET, _CHAR_STRINGS, _ROS = 15, 17, 1230
_ESCAPE, _SHORT, _LONG, _REAL = 12, 28, 29, 30
_FIRST_OPERAND = 22
# Offsets up to this one name predefined charsets.
_PREDEFINED = 2


def number_by_place(font: bytes) -> bytes:
    """Return ``font`` with the place of each glyph as its CID, if it is CID-keyed.

    Any other font is returned unchanged.  Raises struct.error, IndexError or
    KeyError for a damaged one.
    """
    if font[:4] != b"OTTO":
        return font
    tables = read_tables(font)
    table = tables.get(b"CFF ", b"")
    if not table:
        return font
    top = dict(_read_dict(_top_dict(table)))
    offset = int(top.get(_CHARSET, 0))
    if _ROS not in top or offset <= _PREDEFINED:
        return font
    (glyphs,) = struct.unpack_from(">H", table, int(top[_CHAR_STRINGS]))
    charset = _identity_charset(glyphs)
    tables[b"CFF "] = table[:offset] + charset + table[offset + len(charset) :]
    return write_tables(font[:4], tables)


def _identity_charset(glyphs: int) -> bytes:
    """Return the shortest charset of ``glyphs`` glyphs, ``.notdef`` left out.

    It is never longer than the charset that it replaces, so it fits in its place
    (Technical Note 5176, section 13: formats 0, 1 and 2).
    """
    ranged = glyphs - 1
    if ranged < 2:
        return struct.pack(">BH", 0, 1)[: 1 + 2 * max(ranged, 0)]
    if ranged <= 256:
        return struct.pack(">BHB", 1, 1, ranged - 1)
    return struct.pack(">BHH", 2, 1, ranged - 1)


def _top_dict(table: bytes) -> bytes:
    """Return the Top DICT: the first of the second INDEX."""
    names_end = _read_offsets(table, table[2])[-1]
    start, end, *_ = _read_offsets(table, names_end)
    return table[start:end]


def _read_offsets(table: bytes, start: int) -> list[int]:
    """Return where the data of each entry of an INDEX begins, and the last ends."""
    (count,) = struct.unpack_from(">H", table, start)
    if not count:
        return [start + 2]
    size = table[start + 2]
    places = range(start + 3, start + 3 + (count + 1) * size, size)
    data = places[-1] + size - 1  # offsets count from the byte before the data
    return [data + int.from_bytes(table[p : p + size], "big") for p in places]


def _read_dict(data: bytes) -> Iterator[tuple[int, float]]:
    """Yield each operator of a DICT with the last of its operands.

    An operator of two bytes is 1200 and the second; reals count as 0.
    """
    operand, place = 0.0, 0
    while place < len(data):
        first = data[place]
        place += 1
        if first < _FIRST_OPERAND:
            if first == _ESCAPE:
                first = 100 * _ESCAPE + data[place]
                place += 1
            yield first, operand
        elif first == _REAL:
            while data[place] & 0x0F != 0x0F and data[place] >> 4 != 0x0F:
                place += 1
            operand, place = 0.0, place + 1
        else:
            operand, place = _read_integer(data, first, place)


def _read_integer(data: bytes, first: int, place: int) -> tuple[int, int]:
    """Return the integer that begins with ``first``, and the place after it."""
    if first == _SHORT:
        return int.from_bytes(data[place : place + 2], "big", signed=True), place + 2
    if first == _LONG:
        return int.from_bytes(data[place : place + 4], "big", signed=True), place + 4
    if first <= 246:
        return first - 139, place
    if first <= 250:
        return (first - 247) * 256 + data[place] + 108, place + 1
    return -(first - 251) * 256 - data[place] - 108, place + 1
