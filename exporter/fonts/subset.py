"""From the characters of a book to the font files embedded in it.

The characters each style sets enter; one subset file per style leaves, along
with the characters that no face has.  Same characters and faces, same bytes.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import uharfbuzz as hb

from exporter.errors import FontError
from exporter.fonts.characters import is_drawn, is_private, wanted_chars
from exporter.fonts.faces import Face, UnreadableFontError, lacking, open_face
from exporter.fonts.selection import STYLES, FaceSet
from exporter.fonts.sfnt import StyleNames, rename_font
from exporter.model import FontFile, FontStyle, Script

# What Latin and Han composition use, upright and vertical.  locl is left out
# where the face is the region's own: it would carry every other region's
# shapes along, twice the bytes, and let a reader's guess replace ours.
_FEATURES = (
    *("ccmp", "kern", "liga", "calt", "mark", "mkmk"),
    *("halt", "palt", "chws"),
    *("vert", "vrt2", "vhal", "vpal", "vchw", "vkrn"),
)
_NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14)
# What a damaged font leads to: HarfBuzz gives up, or leaves out a table.
_SUBSET_ERRORS = (
    hb.HarfBuzzError,
    RuntimeError,
    UnreadableFontError,
    KeyError,
    struct.error,
)
_WEIGHT_NAMES = {400: "Regular", 700: "Bold"}


@dataclass(frozen=True, slots=True)
class Subsets:
    """The fonts to embed, the faces they were cut from, and what they lack.

    ``missing`` maps each character that no face has to the styles that set it.
    """

    files: tuple[FontFile, ...]
    faces: tuple[Face, ...]
    missing: Mapping[str, tuple[FontStyle, ...]] = field(default_factory=dict)


def subset_fonts(usage: Mapping[FontStyle, Collection[str]], faces: FaceSet) -> Subsets:
    """Cut a font file for each style of ``usage`` from ``faces``.

    A character the style's own face lacks joins the subset of the same family
    of the other script, else of the other family: the stylesheet's font stack
    names them in that order.  A style without characters gets no file.  Raises
    FontError for a face that cannot be subset.
    """
    wanted, missing = _share_out(usage, faces)
    styles = [style for style in STYLES if wanted.get(style)]
    files = tuple(
        FontFile(
            style=style,
            name=_file_name(faces.face(style), style),
            media_type=f"font/{faces.face(style).extension}",
            data=_subset_face(faces.face(style), wanted[style], style.script),
        )
        for style in styles
    )
    embedded = dict.fromkeys(faces.face(style) for style in styles)
    return Subsets(files, tuple(embedded), missing)


def _share_out(
    usage: Mapping[FontStyle, Collection[str]], faces: FaceSet
) -> tuple[dict[FontStyle, set[str]], dict[str, tuple[FontStyle, ...]]]:
    """Return the characters each style's subset shall hold, and the missing."""
    wanted: dict[FontStyle, set[str]] = defaultdict(set)
    missing: dict[str, list[FontStyle]] = defaultdict(list)
    for style in STYLES:
        if not any(is_drawn(char) for char in "".join(usage.get(style, ()))):
            continue
        used = frozenset("".join(usage[style]))
        chars = wanted_chars(usage[style])
        private = {char for char in chars if is_private(char)}
        absent = lacking(faces.face(style), chars - private)
        wanted[style] |= chars - private - absent
        absent &= used
        for char in {c for c in absent if is_drawn(c)} | private:
            other = None if char in private else _other_style(char, style, faces)
            if other is None:
                missing[char].append(style)
            else:
                wanted[other] |= {char, " "}
    return wanted, {char: tuple(styles) for char, styles in sorted(missing.items())}


def _other_style(char: str, style: FontStyle, faces: FaceSet) -> FontStyle | None:
    """Return the style nearest to ``style`` whose face has ``char``."""
    others = sorted(
        STYLES,
        key=lambda other: (
            other.weight != style.weight,
            other.family != style.family,
            other.script != style.script,
        ),
    )
    return next((s for s in others if not lacking(faces.face(s), char)), None)


def _subset_face(face: Face, chars: Collection[str], script: Script) -> bytes:
    """Return the font file that holds ``chars`` of ``face``."""
    request = hb.SubsetInput()
    # Hints are for coarse screens and a sixth of the file; subroutines save
    # nothing once the book is compressed and take longer to cut.
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    request.unicode_set.update(sorted(map(ord, chars)))
    request.layout_feature_tag_set.clear()
    features = (*_FEATURES, *(() if face.script == script else ("locl",)))
    request.layout_feature_tag_set.update([_tag(name) for name in features])
    request.name_id_set.clear()
    request.name_id_set.update(_NAME_IDS)
    try:
        source = open_face(face.path, face.index)
        for axis, value in face.axes.items():
            request.pin_axis_location(source, axis, value)
        data: bytes = hb.subset(source, request).blob.data
        return rename_font(data, _pinned_names(face)) if face.axes else data
    except _SUBSET_ERRORS as error:
        raise FontError(
            f"the font {face.family} in {face.path} cannot be subset: {error}",
            hint="the file seems to be damaged: replace it, or name other fonts"
            " with --font-dir",
        ) from error


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _pinned_names(face: Face) -> StyleNames:
    return StyleNames(
        family=face.family,
        style_name=face.style_name,
        postscript_name=f"{_ascii_name(face)}-{face.style_name}",
        bold=face.weight >= 600,
    )


def _ascii_name(face: Face) -> str:
    """Return the family of ``face`` as its PostScript name or file gives it."""
    for name in (face.postscript_name.split("-")[0], face.family, face.path.stem):
        ascii_name = re.sub(r"[^A-Za-z0-9]", "", name)
        if ascii_name:
            return ascii_name[:40]
    return "Font"


def _file_name(face: Face, style: FontStyle) -> str:
    """Return a name for the subset, unique among the styles of one book."""
    base = _ascii_name(face)
    # One face may set both families: then the file's name must tell them apart.
    family = "" if style.family in base.lower() else f"-{style.family}"
    weight = _WEIGHT_NAMES[style.weight]
    return f"{base}-{weight}-{style.script}{family}.{face.extension}"
