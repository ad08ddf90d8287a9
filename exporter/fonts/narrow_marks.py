"""Fonts for the quotation marks and apostrophes of Latin words.

Chinese faces draw ‘ ’ “ ” a full em wide, and also have narrow forms of them (OpenType
feature pwid), but few readers support that feature.  So a font is made in which the
characters are the narrow forms.  It is narrow in every reader.
"""

import struct
from collections.abc import Collection, Iterator, Mapping

import uharfbuzz as hb

from exporter.fonts.css import narrow_family
from exporter.fonts.faces import Face, UnreadableFontError, open_face
from exporter.fonts.selection import STYLES, FaceSet
from exporter.fonts.sfnt import StyleNames, read_tables, rename_font, write_tables
from exporter.model import FontFile, FontStyle

# Tables that place marks among ideographs, or replace them.
_LEFT_OUT = (b"BASE", b"GPOS", b"GSUB", b"GDEF", b"VORG", b"vhea", b"vmtx")
_WIDEST_EM = 0.7
_WEIGHT_NAMES = {400: "Regular", 700: "Bold"}
# What a damaged font raises.  A book without its narrow marks is still complete.
_ERRORS = (
    hb.HarfBuzzError,
    RuntimeError,
    UnreadableFontError,
    KeyError,
    struct.error,
)


def cut_narrow_marks(
    usage: Mapping[FontStyle, Collection[str]], faces: FaceSet
) -> Iterator[FontFile]:
    """Yield the fonts of the narrow marks in ``usage``, one for a family and weight.

    A face without narrow forms gives none; the stylesheet then names the reader's own
    fonts.  Both scripts share a font, because these marks are the same in both.
    """
    wanted: dict[tuple[str, int], tuple[FontStyle, set[str]]] = {}
    for style in STYLES:
        narrow = FontStyle(style.script, style.family, style.weight, narrow=True)
        marks = set(usage.get(narrow, ()))
        if marks:
            key = style.family, style.weight
            wanted.setdefault(key, (narrow, set()))[1].update(marks)
    for narrow, marks in wanted.values():
        file = _cut(narrow, marks, faces)
        if file is not None:
            yield file


def _cut(style: FontStyle, marks: Collection[str], faces: FaceSet) -> FontFile | None:
    face = faces.face(FontStyle(style.script, style.family, style.weight))
    family = narrow_family(style)
    name = f"{family}-{_WEIGHT_NAMES[style.weight]}"
    try:
        glyphs = _find_glyphs(face, marks)
        if not glyphs:
            return None
        data = _subset(face, glyphs)
        names = StyleNames(family, _WEIGHT_NAMES[style.weight], name, style.weight)
        data = rename_font(data, names)
    except _ERRORS:
        return None
    media_type = f"font/{face.extension}"
    return FontFile(style, f"{name}.{face.extension}", media_type, data, family)


def _find_glyphs(face: Face, marks: Collection[str]) -> dict[str, int]:
    """Return the narrow glyph of each of ``marks`` that has one in ``face``."""
    font = hb.Font(open_face(face.path, face.index))
    if face.axes:
        font.set_variations(dict(face.axes))
    found: dict[str, int] = {}
    for mark in sorted(marks):
        buffer = hb.Buffer()
        buffer.add_str(mark)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"pwid": True})
        (info,), (position,) = buffer.glyph_infos, buffer.glyph_positions
        if info.codepoint and position.x_advance <= _WIDEST_EM * font.face.upem:
            found[mark] = info.codepoint
    return found


def _subset(face: Face, glyphs: Mapping[str, int]) -> bytes:
    """Return a font that draws each character of ``glyphs`` with its glyph."""
    request = hb.SubsetInput()
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    request.glyph_set.update(sorted(set(glyphs.values())))
    request.layout_feature_tag_set.clear()
    source = open_face(face.path, face.index)
    for axis, value in face.axes.items():
        request.pin_axis_location(source, axis, value)
    plan = hb.SubsetPlan(source, request)
    data: bytes = plan.execute().blob.data
    places = plan.old_to_new_glyph_mapping
    tables = read_tables(data)
    for tag in _LEFT_OUT:
        tables.pop(tag, None)
    tables[b"cmap"] = _character_map({c: places[g] for c, g in glyphs.items()})
    return write_tables(data[:4], tables)


def _character_map(glyphs: Mapping[str, int]) -> bytes:
    """Return the cmap table of ``glyphs`` (OpenType 1.9, cmap, format 4)."""
    segments = [(ord(char), glyph) for char, glyph in sorted(glyphs.items())]
    segments.append((0xFFFF, 0))
    count = len(segments)
    codes = [code for code, _ in segments]
    deltas = [(glyph - code) & 0xFFFF for code, glyph in segments]
    deltas[-1] = 1
    power = count.bit_length() - 1
    search = 2 << power
    body = struct.pack(">4H", 2 * count, search, power, 2 * count - search)
    body += struct.pack(f">{count}H", *codes) + bytes(2)
    body += struct.pack(f">{count}H", *codes) + struct.pack(f">{count}H", *deltas)
    body += bytes(2 * count)
    table = struct.pack(">3H", 4, 6 + len(body), 0) + body
    # Unicode's own platform, and that of Windows, which readers look for.
    head = struct.pack(">2H", 0, 2)
    head += struct.pack(">2HI", 0, 3, 20) + struct.pack(">2HI", 3, 1, 20)
    return head + table
