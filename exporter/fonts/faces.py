"""What a font file says about itself: its names, design, region and weight.

A path enters, ``Face`` objects leave.  File names are not used.  The name table, OS/2,
the variation axes and the character map decide, so any font of a user is recognised.
Files are mapped, never read as a whole.
"""

import re
import struct
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import uharfbuzz as hb

from exporter.model import Script
from exporter.words import Message, word_foreign, word_os_error

Design: TypeAlias = Literal["serif", "sans"]
Region: TypeAlias = Literal["SC", "TC", "HK", "JP", "KR", ""]

OFL_NAME = "SIL Open Font License 1.1"
OFL_URL = "https://openfontlicense.org"

# Every font for the script has all of these characters.  Fonts for the other script or
# for Japanese lack at least one.
PROBES: dict[Script, str] = {
    "hans": "的一是在有和中大为这国们说时过对发现开关点还没让门问车书东见长",
    "hant": "的一是在有和中大為這國們說時過對發現開關點還沒讓門問車書東見妳嗎",
}
_REGION_TOKENS: dict[str, Region] = {
    **dict.fromkeys(("SC", "CN", "HANS", "GB", "GBK", "GB2312", "GB18030"), "SC"),
    **dict.fromkeys(("TC", "TW", "HANT", "MO", "BIG5"), "TC"),
    **dict.fromkeys(("HK", "HC"), "HK"),
    **dict.fromkeys(("JP", "J"), "JP"),
    **dict.fromkeys(("KR", "K"), "KR"),
}
_SANS_WORDS = re.compile(r"sans|gothic|hei|pingfang|黑|圆|圓", re.IGNORECASE)
_SERIF_WORDS = re.compile(
    r"serif|song|sung|simsun|ming|mincho|宋|明|仿|书|書", re.IGNORECASE
)
# OS/2 ulCodePageRange1 (OpenType 1.9, OS/2 table): JIS, PRC, Wansung, Big5.
_JIS, _PRC, _WANSUNG, _BIG5 = 1 << 17, 1 << 18, 1 << 19, 1 << 20
_FS_ITALIC = 1
_FS_TYPE_RESTRICTED = 2
_FS_TYPE_WHOLE_OR_BITMAPS = 0x300  # no subsetting, bitmap embedding only
_COLLECTION_LIMIT = 256
_COLOUR_TABLES = {"CBDT", "sbix", "COLR", "SVG "}
_OUTLINE_TABLES = {"glyf", "CFF ", "CFF2"}
_UNASSIGNED = 0x0378  # in Greek and Coptic, of Unicode 17


class UnreadableFontError(Exception):
    """A file that is no font, or a font that cannot be used."""


# What a damaged font raises when it is cut: HarfBuzz fails, or leaves out a table.
SUBSET_ERRORS = (
    hb.HarfBuzzError,
    RuntimeError,
    UnreadableFontError,
    KeyError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file; a variable face is pinned to one weight.

    ``index`` counts the faces of a collection.  ``weight`` is the CSS weight after
    pinning.  ``axes`` holds every axis of a variable font and its pinned value.
    ``certain`` says that the design was read and not assumed.  ``restricted`` and
    ``subsettable`` come from OS/2 fsType: whether the face may not be embedded at all,
    and whether a part of its outlines may be.
    """

    path: Path
    index: int
    family: str
    style_name: str
    postscript_name: str
    design: Design
    certain: bool
    region: Region
    weight: int
    scripts: frozenset[Script]
    extension: Literal["otf", "ttf"]
    monospaced: bool = False
    restricted: bool = False
    subsettable: bool = True
    version: str = ""
    copyright: str = ""
    licence: str = ""
    licence_url: str = ""
    axes: Mapping[str, float] = field(default_factory=dict, hash=False)
    weight_range: tuple[float, float] | None = None

    @property
    def script(self) -> Script | None:
        """Return the script whose regional forms the face draws, if known."""
        if self.region == "SC":
            return "hans"
        return "hant" if self.region in ("TC", "HK") else None


@lru_cache(maxsize=64)
def _open_blob(path: Path) -> Any:
    try:
        return hb.Blob.from_file_path(str(path))
    except (hb.HarfBuzzError, OSError, UnicodeError) as error:
        raise UnreadableFontError(
            Message("cannot be opened: {why}", why=word_foreign(error))
        ) from error


@lru_cache(maxsize=64)
def open_face(path: Path, index: int) -> Any:
    """Return the uharfbuzz face ``index`` of ``path``; a process maps it once."""
    face = hb.Face(_open_blob(path), index)
    if not face.glyph_count or not face.upem:
        raise UnreadableFontError(Message("is no font, or a damaged one"))
    return face


@lru_cache(maxsize=64)
def _open_font(path: Path, index: int) -> Any:
    return hb.Font(open_face(path, index))


def chars_by_glyph(data: bytes, index: int = 0) -> dict[int, list[str]]:
    """Return the characters of each glyph of a font file, by its character map."""
    font = hb.Font(hb.Face(data, index))
    found: dict[int, list[str]] = {}
    for code in font.face.unicodes:
        found.setdefault(font.get_nominal_glyph(code), []).append(chr(code))
    return found


def lacking(face: Face, chars: Iterable[str]) -> set[str]:
    """Return those of ``chars`` for which ``face`` has no glyph."""
    find = _open_font(face.path, face.index).get_nominal_glyph
    return {char for char in chars if find(ord(char)) is None}


def drawn_by(face: Face, chars: Iterable[str]) -> set[str]:
    """Return those of ``chars`` for which ``face`` has an outline.

    A combining mark may have no ink of its own: fonts that place marks by substitution
    have an empty glyph for it.
    """
    font = _open_font(face.path, face.index)
    drawn = set()
    for char in chars:
        glyph = font.get_nominal_glyph(ord(char))
        if glyph is None:
            continue
        extents = font.get_glyph_extents(glyph)
        if unicodedata.category(char) in ("Mn", "Zs") or (extents and extents.width):
            drawn.add(char)
    return drawn


@lru_cache(maxsize=64)
def latin_size(face: Face) -> float:
    """Return how large ``face`` draws Latin, in em; 0 if it has no Latin.

    It is the mean of the heights of x and H.  Faces with the same mean look equally
    large beside each other.
    """
    font = hb.Font(open_face(face.path, face.index))
    if face.axes:
        font.set_variations(dict(face.axes))
    heights = []
    for char in "xH":
        glyph = font.get_nominal_glyph(ord(char))
        extents = None if glyph is None else font.get_glyph_extents(glyph)
        if not extents or extents.y_bearing <= 0:
            return 0.0
        heights.append(extents.y_bearing)
    return float(sum(heights) / len(heights) / font.face.upem)


@lru_cache(maxsize=64)
def letter_width(face: Face) -> float:
    """Return the width of a letter of ``face``, in em; 0 if it has no n."""
    font = _open_font(face.path, face.index)
    glyph = font.get_nominal_glyph(ord("n"))
    return (
        0.0
        if glyph is None
        else float(font.get_glyph_h_advance(glyph)) / (font.face.upem)
    )


def _is_monospaced(path: Path, index: int) -> bool:
    """Return whether all Latin letters have one width; Chinese does not count."""
    font = _open_font(path, index)
    glyphs = [font.get_nominal_glyph(ord(char)) for char in "imW0."]
    if None in glyphs:
        return False
    return len({font.get_glyph_h_advance(glyph) for glyph in glyphs}) == 1


@lru_cache(maxsize=256)
def is_text_face(face: Face) -> bool:
    """Return whether ``face`` draws characters as text does.

    Excluded are colour and bitmap fonts; icon fonts, whose glyphs are in the private
    use area; and fonts of last resort, which draw a box for any code point.
    """
    source = open_face(face.path, face.index)
    tables = set(source.table_tags)
    if tables & _COLOUR_TABLES or not tables & _OUTLINE_TABLES:
        return False
    codes = source.unicodes
    private = sum(0xE000 <= code <= 0xF8FF for code in codes)
    return _UNASSIGNED not in codes and private * 4 <= len(codes)


def read_faces(path: Path) -> list[Face]:
    """Return the upright faces in ``path``.

    Raises UnreadableFontError for a file that is no font.
    """
    faces = [read_face(path, index) for index in range(_face_count(path))]
    return [face for face in faces if face is not None]


def _face_count(path: Path) -> int:
    """Return how many faces ``path`` holds (OpenType 1.9, TTC header)."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise UnreadableFontError(
            Message("cannot be opened: {why}", why=word_os_error(error))
        ) from error
    if head[:4] == b"ttcf" and len(head) == 12:
        return min(int(struct.unpack(">I", head[8:12])[0]), _COLLECTION_LIMIT)
    return 1


def read_face(path: Path, index: int) -> Face | None:
    """Return face ``index`` of ``path``; None for an italic one.

    A variable face is not pinned yet: see ``pin_weight``.  Raises UnreadableFontError
    for a face that cannot be used.
    """
    try:
        return _describe_face(path, index)
    except UnicodeDecodeError as error:  # a table or axis tag that is no ASCII
        raise UnreadableFontError(Message("is a damaged font")) from error


def _describe_face(path: Path, index: int) -> Face | None:
    face = open_face(path, index)
    scripts = _scripts(path, index)
    if scripts and not _has_outlines(path, index):
        raise UnreadableFontError(Message("has no outlines, or damaged ones"))
    names = _read_names(face)
    os2 = face.reference_table("OS/2").data or b""
    if len(os2) < 78:
        raise UnreadableFontError(Message("has no usable OS/2 table"))
    weight, _, fs_type = struct.unpack(">HHH", os2[4:10])
    if struct.unpack(">H", os2[62:64])[0] & _FS_ITALIC:
        return None
    family = names.get(16) or names.get(1) or path.stem
    design, certain = _design(f"{family} {names.get(6, '')}", os2)
    licence, licence_url = _licence(names)
    axes = {axis.tag: axis for axis in face.axis_infos}
    return Face(
        path=path,
        index=index,
        family=family,
        style_name=names.get(17) or names.get(2) or "Regular",
        postscript_name=names.get(6, ""),
        design=design,
        certain=certain,
        region=_region(family, os2),
        weight=_css_weight(weight),
        scripts=scripts,
        extension="otf" if {"CFF ", "CFF2"} & set(face.table_tags) else "ttf",
        monospaced=_is_monospaced(path, index)
        or bool(re.search(r"\bmono\b", family, re.IGNORECASE)),
        restricted=fs_type & 0xF == _FS_TYPE_RESTRICTED,
        subsettable=not fs_type & _FS_TYPE_WHOLE_OR_BITMAPS,
        version=_version(names.get(5, "")),
        copyright=" ".join(names.get(0, "").split()),
        licence=licence,
        licence_url=licence_url,
        axes={tag: axis.default_value for tag, axis in axes.items()},
        weight_range=(
            (axes["wght"].min_value, axes["wght"].max_value) if "wght" in axes else None
        ),
    )


def pin_weight(face: Face, weight: int) -> Face:
    """Return variable ``face`` at ``weight``, or at the nearest value of its axis."""
    if face.weight_range is None:
        return face
    low, high = face.weight_range
    value = min(max(float(weight), low), high)
    return replace(
        face,
        weight=round(value),
        style_name="Bold" if value >= 600 else "Regular",
        axes={**face.axes, "wght": value},
    )


def _read_names(face: Any) -> dict[int, str]:
    """Return the names of ``face`` by name id, in English if there is a choice."""
    best: dict[int, tuple[int, str]] = {}
    for entry in face.list_names():
        language = str(entry.language or "")
        rank = 0 if language == "en" else 1 if language.startswith("zh") else 2
        name_id = int(entry.name_id)
        if name_id in best and best[name_id][0] <= rank:
            continue
        text = face.get_name(entry.name_id, entry.language)
        if text and text.strip():
            best[name_id] = (rank, text.strip())
    return {name_id: text for name_id, (_, text) in best.items()}


def _css_weight(weight: int) -> int:
    # Old fonts count 1 to 9 (OS/2 of early Windows fonts).
    return weight * 100 if 1 <= weight <= 9 else weight or 400


def _design(names: str, os2: bytes) -> tuple[Design, bool]:
    """Return serif or sans from names, PANOSE or family class; else serif."""
    if _SANS_WORDS.search(names):
        return "sans", True
    if _SERIF_WORDS.search(names):
        return "serif", True
    panose = os2[32:42]
    if panose[0] == 2 and panose[1] >= 2:
        return ("sans" if 11 <= panose[1] <= 15 else "serif"), False
    family_class = os2[30]
    return ("sans" if family_class == 8 else "serif"), False


def _region(family: str, os2: bytes) -> Region:
    """Return whose regional forms a face draws, as far as it says.

    The family's own name decides (Noto Serif CJK **SC**).  A font for only Japanese or
    only Korean is recognised by its code pages.  A font for Chinese without a region in
    its name is used for every script that it covers, because its owner chose it.
    """
    for token in reversed(re.split(r"[\s_-]+", family.upper())):
        if token in _REGION_TOKENS:
            return _REGION_TOKENS[token]
    pages = struct.unpack(">I", os2[78:82])[0] if len(os2) >= 82 else 0
    if pages & (_PRC | _BIG5):
        return ""
    return "JP" if pages & _JIS else "KR" if pages & _WANSUNG else ""


def _scripts(path: Path, index: int) -> frozenset[Script]:
    find = _open_font(path, index).get_nominal_glyph
    return frozenset(
        script
        for script, probes in PROBES.items()
        if all(find(ord(char)) is not None for char in probes)
    )


def _has_outlines(path: Path, index: int) -> bool:
    """Return whether a character has ink and a width; bitmaps have none."""
    font = _open_font(path, index)
    glyph = font.get_nominal_glyph(ord(PROBES["hans"][0]))
    extents = font.get_glyph_extents(glyph)
    return bool(extents and extents.width and font.get_glyph_h_advance(glyph))


def _version(text: str) -> str:
    match = re.search(r"\d+(?:\.[\w-]+)*", text)
    return match.group() if match else ""


def _licence(names: Mapping[int, str]) -> tuple[str, str]:
    """Return the short name and the address of the licence in a name table."""
    text = names.get(13, "")
    url = names.get(14, "")
    if re.search(r"open font licen[cs]e|scripts\.sil\.org|/OFL", f"{text} {url}", re.I):
        return OFL_NAME, OFL_URL
    if "apache" in text.lower():
        return "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"
    address = url if re.match(r"https?://\S+$", url) else ""
    if "bitstream" in text.lower():
        return "Bitstream Vera Fonts License", address
    first = re.split(r"(?<=[.。])\s", " ".join(text.split()))[0]
    return first[:160], address
