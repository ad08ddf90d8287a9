"""A font cut to a few glyphs, with every advance wider.

Typesetting draws the letter before a gap from such a font, so that copied text has no
space where the source has none.
"""

import struct

import uharfbuzz as hb

from exporter.errors import FontError
from exporter.fonts.cff import widen_charstrings
from exporter.fonts.faces import SUBSET_ERRORS
from exporter.fonts.sfnt import read_tables, tag_number, write_tables
from exporter.words import Message

# Tables for shaping and for bitmaps: a PDF draws outlines by their number.
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF", "GPOS", "GSUB", "JSTF")
_WIDEST = 0xFFFF
# The table of CFF outlines may be damaged, too, or have another form.
_WIDENING_ERRORS = (*SUBSET_ERRORS, ValueError, IndexError)


def cut_wider(data: bytes, index: int, glyphs: set[int], widening: int) -> bytes:
    """Return face ``index`` of font file ``data`` with ``glyphs`` alone, and wider.

    The glyphs keep their numbers.  ``widening`` is added to every advance, in
    thousandths of an em.  An OpenType font has its advances in the hmtx table and, if
    its outlines are CFF, in them as well: both change.  Hints are left out.  Raises
    FontError for a font that cannot be cut.
    """
    try:
        face = hb.Face(data, index)
        cut = hb.subset(face, _request(glyphs)).blob.data
        return _widen(cut, round(face.upem * widening / 1000))
    except _WIDENING_ERRORS as error:
        raise FontError(
            Message("a font cannot be widened: {error}", error=error)
        ) from error


def _request(glyphs: set[int]) -> hb.SubsetInput:
    request = hb.SubsetInput()
    request.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.DESUBROUTINIZE
    )
    request.glyph_set.update(sorted(glyphs))
    request.drop_table_tag_set.update(map(tag_number, _DROPPED))
    return request


def _widen(font: bytes, more: int) -> bytes:
    """Return ``font`` with every advance ``more`` units wider."""
    tables = read_tables(font)
    header = bytearray(tables[b"hhea"])
    (widest,) = struct.unpack_from(">H", header, 10)
    (count,) = struct.unpack_from(">H", header, 34)  # of advances, each with a bearing
    struct.pack_into(">H", header, 10, min(widest + more, _WIDEST))
    metrics = bytearray(tables[b"hmtx"])
    for place in range(0, 4 * count, 4):
        (advance,) = struct.unpack_from(">H", metrics, place)
        struct.pack_into(">H", metrics, place, min(advance + more, _WIDEST))
    tables |= {b"hhea": bytes(header), b"hmtx": bytes(metrics)}
    if b"CFF " in tables:
        tables[b"CFF "] = widen_charstrings(tables[b"CFF "], more)
    return write_tables(font[:4], tables)
