"""Changes to the CFF table of a finished font: the CIDs of glyphs, and their advances.

A PDF names a glyph by its CID, which the font's charset translates (ISO 32000-1,
9.7.4.2).  HarfBuzz keeps for each glyph of a subset the CID of the whole font, but
WeasyPrint writes the glyph's place in the subset.  Readers that follow the standard,
such as Ghostscript and many printers, then find other glyphs or none.  So each CID is
changed to the place.  Nothing else uses the CIDs: the fonts are Adobe-Identity-0, and
e-readers use the cmap.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from exporter.fonts.sfnt import read_tables, write_tables

# Operators of the Top DICT (Adobe Technical Note 5176, table 9).
_CHARSET, _CHAR_STRINGS, _PRIVATE, _ROS, _FD_ARRAY = 15, 17, 18, 1230, 1236
# Operators of a Private DICT (table 23).
_SUBRS, _DEFAULT_WIDTH, _NOMINAL_WIDTH = 19, 20, 21
_ESCAPE, _SHORT, _LONG, _REAL = 12, 28, 29, 30
_FIRST_OPERAND = 22
# Offsets up to this one name predefined charsets.
_PREDEFINED = 2


@dataclass(frozen=True, slots=True)
class _DictEntry:
    """An operator of a DICT with its operands, and their place in it."""

    operator: int
    operands: tuple[float, ...]
    start: int
    end: int


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
    start, end = _top_dict_place(table)
    top = _read_dict(table[start:end])
    offset = int(top.get(_CHARSET, 0))
    if _ROS not in top or offset <= _PREDEFINED:
        return font
    (glyphs,) = struct.unpack_from(">H", table, int(top[_CHAR_STRINGS]))
    charset = _identity_charset(glyphs)
    tables[b"CFF "] = table[:offset] + charset + table[offset + len(charset) :]
    return write_tables(font[:4], tables)


def widen_charstrings(table: bytes, more: int) -> bytes:
    """Return CFF ``table`` with every advance ``more`` units wider.

    A glyph has the advance ``defaultWidthX`` of its Private DICT, or states how much
    its own differs from ``nominalWidthX`` (Technical Note 5176, section 15).  So it is
    enough to enlarge these two; no glyph is changed.  The table must have the form that
    HarfBuzz gives it with ``DESUBROUTINIZE``.  Raises ValueError for another form, and
    struct.error or IndexError for a damaged table.
    """
    changed = bytearray(table)
    for start, end in _font_dicts(table):
        for entry in _read_entries(table[start:end]):
            if entry.operator != _PRIVATE:
                continue
            size, offset = map(int, entry.operands)
            private = _widen_private(table[offset : offset + size], more)
            place = struct.pack(">BhBi", _SHORT, len(private), _LONG, len(changed))
            # HarfBuzz always writes both numbers at this length.
            if entry.end - entry.start != len(place) + 1:
                raise ValueError("a Private DICT has an unexpected place")
            changed[start + entry.start : start + entry.end - 1] = place
            changed += private
    return bytes(changed)


def _font_dicts(table: bytes) -> list[tuple[int, int]]:
    """Return start and end of each DICT that names a Private DICT.

    They are those of the FDArray in a CID-keyed font, the Top DICT in others.
    """
    start, end = _top_dict_place(table)
    array = _read_dict(table[start:end]).get(_FD_ARRAY)
    if array is None:
        return [(start, end)]
    return list(pairwise(_read_offsets(table, int(array))))


def _widen_private(private: bytes, more: int) -> bytes:
    """Return a Private DICT with both widths ``more`` larger; a missing one is 0."""
    widths = {_DEFAULT_WIDTH: 0.0, _NOMINAL_WIDTH: 0.0}
    kept = b""
    for entry in _read_entries(private):
        if entry.operator == _SUBRS:
            raise ValueError("a Private DICT with subroutines cannot be moved")
        if entry.operator in widths:
            widths[entry.operator] = entry.operands[-1]
        else:
            kept += private[entry.start : entry.end]
    return kept + b"".join(
        struct.pack(">BiB", _LONG, round(width) + more, operator)
        for operator, width in widths.items()
    )


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


def _top_dict_place(table: bytes) -> tuple[int, int]:
    """Return where the Top DICT begins and ends: the first of the second INDEX."""
    names_end = _read_offsets(table, table[2])[-1]
    start, end, *_ = _read_offsets(table, names_end)
    return start, end


def _read_offsets(table: bytes, start: int) -> list[int]:
    """Return where the data of each entry of an INDEX begins, and its end."""
    (count,) = struct.unpack_from(">H", table, start)
    if not count:
        return [start + 2]
    size = table[start + 2]
    places = range(start + 3, start + 3 + (count + 1) * size, size)
    data = places[-1] + size - 1  # offsets count from the byte before the data
    return [data + int.from_bytes(table[p : p + size], "big") for p in places]


def _read_dict(data: bytes) -> dict[int, float]:
    """Return the last operand of each operator of a DICT."""
    return {e.operator: (0.0, *e.operands)[-1] for e in _read_entries(data)}


def _read_entries(data: bytes) -> Iterator[_DictEntry]:
    """Yield the entries of a DICT.

    An operator of two bytes is 1200 plus its second byte.  Reals count as 0.
    """
    operands: list[float] = []
    start = place = 0
    while place < len(data):
        first = data[place]
        place += 1
        if first < _FIRST_OPERAND:
            if first == _ESCAPE:
                first = 100 * _ESCAPE + data[place]
                place += 1
            yield _DictEntry(first, tuple(operands), start, place)
            operands, start = [], place
        elif first == _REAL:
            while data[place] & 0x0F != 0x0F and data[place] >> 4 != 0x0F:
                place += 1
            operands.append(0.0)
            place += 1
        else:
            operand, place = _read_integer(data, first, place)
            operands.append(operand)


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
