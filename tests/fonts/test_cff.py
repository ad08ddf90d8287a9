"""The CIDs of CID-keyed fonts become glyph numbers; all else stays unchanged."""

import io
import struct
from collections.abc import Sequence
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from exporter.fonts import find_faces, subset_fonts
from exporter.fonts.cff import number_by_place
from exporter.fonts.sfnt import read_tables, write_tables
from exporter.model import FontStyle

# Operands of every kind: 5176 of Adobe, section 4.
_REAL = bytes((30, 0xE2, 0xA2, 0x5F))  # -2.25
_FONT_MATRIX = _REAL + bytes((139, 139, 28, 0x27, 0x10, 247, 0, 251, 0, 12, 7))
_ROS = bytes((248, 27, 249, 27, 139, 12, 30))
_AFTER = b"left as it was"


def index(*entries: bytes) -> bytes:
    """Return an INDEX with offsets of two bytes."""
    offsets = [1]
    for entry in entries:
        offsets.append(offsets[-1] + len(entry))
    head = struct.pack(">HB", len(entries), 2)
    return head + b"".join(struct.pack(">H", o) for o in offsets) + b"".join(entries)


def long(number: int) -> bytes:
    return struct.pack(">Bi", 29, number)


def cff(charset: bytes, glyphs: int, *, cid: bool = True, predefined: int = 0) -> bytes:
    """Return as much of a CFF table as is read, with ``charset`` in its middle."""
    start = struct.pack(">4B", 1, 0, 4, 2) + index(b"Name")

    def top(charset_at: int, strings_at: int) -> bytes:
        return index(
            (_ROS if cid else b"")
            + _FONT_MATRIX
            + long(charset_at)
            + bytes((15,))
            + long(strings_at)
            + bytes((17,))
        )

    size = len(start) + len(top(0, 0))
    strings_at = size + len(charset) + len(_AFTER)
    return (
        start
        + top(predefined or size, strings_at)
        + charset
        + _AFTER
        + index(*[b"\x0e"] * glyphs)
    )


def font(table: bytes, version: bytes = b"OTTO") -> bytes:
    return write_tables(version, {b"CFF ": table, b"head": bytes(54)})


def singles(cids: Sequence[int]) -> bytes:
    return b"\0" + b"".join(struct.pack(">H", cid) for cid in cids)


def ranges(kind: int, *spans: tuple[int, int]) -> bytes:
    code = ">HB" if kind == 1 else ">HH"
    return bytes((kind,)) + b"".join(struct.pack(code, *span) for span in spans)


def read_charset(data: bytes, glyphs: int) -> list[int]:
    """Return the CIDs in ``data``, that of ``.notdef`` left out."""
    if data[0] == 0:
        return list(struct.unpack_from(f">{glyphs - 1}H", data, 1))
    code, size = (">HB", 3) if data[0] == 1 else (">HH", 4)
    cids: list[int] = []
    place = 1
    while len(cids) < glyphs - 1:
        first, left = struct.unpack_from(code, data, place)
        cids += range(first, first + left + 1)
        place += size
    assert len(cids) == glyphs - 1
    return cids


@pytest.mark.parametrize(
    ("charset", "glyphs"),
    [
        (singles([700]), 2),
        (singles([9, 14]), 3),
        (singles([5, 6, 9, 14, 15]), 6),
        (ranges(1, (9, 1)), 3),
        (ranges(1, (9, 255)), 257),
        (ranges(1, (9, 255), (400, 0)), 258),
        (ranges(2, (9, 300)), 302),
        (ranges(2, (1, 0), (1400, 900)), 903),
        (ranges(1, (1, 3)), 5),
    ],
)
def test_every_cid_becomes_the_number_of_its_glyph(charset: bytes, glyphs: int) -> None:
    before = cff(charset, glyphs)
    at = before.index(charset + _AFTER)
    after = read_tables(number_by_place(font(before)))[b"CFF "]
    assert read_charset(after[at:], glyphs) == list(range(1, glyphs))
    assert len(after) == len(before)
    assert after[:at] == before[:at]
    assert after[at + len(charset) :] == before[at + len(charset) :]


@pytest.mark.parametrize(
    "data",
    [
        font(cff(singles([]), 1)),
        font(cff(singles([9, 14]), 3, cid=False)),
        font(cff(b"", 3, predefined=2)),
        font(cff(singles([9, 14]), 3), version=b"\0\1\0\0"),
        write_tables(b"OTTO", {b"head": bytes(54)}),
    ],
    ids=["notdef-only", "by-name", "predefined", "truetype", "no-outlines"],
)
def test_fonts_that_are_not_cid_keyed_stay_the_same(data: bytes) -> None:
    assert number_by_place(data) == data


@pytest.mark.parametrize("cut", [5, 9, 30])
def test_a_damaged_table_raises_an_error_that_callers_expect(cut: int) -> None:
    table = cff(singles([9, 14]), 3)[:cut]
    with pytest.raises((struct.error, IndexError, KeyError)):
        number_by_place(font(table))


def test_cids_of_a_noto_subset_are_its_glyph_numbers() -> None:
    faces = find_faces(None)
    style = FontStyle("hans", "serif", 400)
    if faces.face(style).family != "Noto Serif CJK SC":
        pytest.skip("fonts-noto-cjk is not installed")
    (file,) = subset_fonts({style: "望津的渡轮在雾里慢慢靠岸ABC"}, faces).files
    data = number_by_place(file.data)
    read: Any = TTFont(io.BytesIO(data), checkChecksums=2)
    top = read["CFF "].cff[0]
    assert top.charset[1:] == [f"cid{n:05d}" for n in range(1, len(top.charset))]
    assert read.getBestCmap()[ord("津")] in top.charset
