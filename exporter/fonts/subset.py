"""From the characters of a book to the font files embedded in it.

The characters of each style enter.  A subset file per style leaves, those of the
fallback faces, and the characters that no face has.  The same characters and faces give
the same bytes.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import uharfbuzz as hb

from exporter.errors import FontError
from exporter.fonts.characters import is_drawn
from exporter.fonts.css import css_family
from exporter.fonts.faces import SUBSET_ERRORS, Face, open_face
from exporter.fonts.narrow_marks import cut_narrow_marks
from exporter.fonts.plan import Cut, plan_fonts
from exporter.fonts.selection import FaceSet
from exporter.fonts.sfnt import StyleNames, rename_font, scale_font, tag_number
from exporter.model import FontFile, FontStyle, Problem
from exporter.words import Message, word_foreign

# The features that Latin and Han composition use, upright and vertical, and those that
# join and stack letters of other scripts.  locl is left out if the face is drawn for
# the region: it would double the file with the shapes of every other region, and a
# reader could choose those by its own guess.
_FEATURES = (
    *("ccmp", "kern", "liga", "calt", "mark", "mkmk"),
    *("halt", "palt", "chws"),
    *("vert", "vrt2", "vhal", "vpal", "vchw", "vkrn"),
    *("rlig", "rclt", "clig", "isol", "init", "medi", "med2", "fina", "fin2", "fin3"),
    *("ljmo", "vjmo", "tjmo", "abvm", "blwm", "dist", "nukt", "akhn", "rphf", "rkrf"),
    *("pref", "blwf", "half", "abvf", "pstf", "cfar", "vatu", "cjct"),
    *("pres", "abvs", "blws", "psts", "haln", "stch"),
)
_NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14)
_WEIGHT_NAMES = {400: "Regular", 700: "Bold"}


@dataclass(frozen=True, slots=True)
class Subsets:
    """The fonts to embed, the faces they were cut from, and what they lack.

    ``missing`` maps each character that no face has to the styles that set it.
    """

    files: tuple[FontFile, ...]
    faces: tuple[Face, ...]
    missing: Mapping[str, tuple[FontStyle, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def subset_fonts(usage: Mapping[FontStyle, Collection[str]], faces: FaceSet) -> Subsets:
    """Cut the font files for ``usage`` as ``plan_fonts`` decides.

    If a fallback face cannot be subset, that is a Problem, and its characters are
    missing.  Raises FontError for any other such face.
    """
    plan = plan_fonts(usage, faces)
    problems = list(plan.problems)
    spoilt: list[Cut] = []
    files: dict[Cut, FontFile] = {}
    for cut in plan.cuts:
        try:
            files[cut] = _cut_file(cut, 1 + sum(_is_beside(cut, c) for c in files))
        except FontError as error:
            if not cut.family:
                raise
            problems.append(_spoilt(cut, error))
            spoilt.append(cut)
    narrow = tuple(cut_narrow_marks(usage, faces))
    missing = dict(plan.missing)
    for cut in spoilt:
        left = cut.chars.difference(*(done.chars for done in files))
        missing |= {char: (cut.style,) for char in left if is_drawn(char)}
    embedded = dict.fromkeys(cut.face for cut in files)
    return Subsets(
        (*files.values(), *narrow), tuple(embedded), missing, tuple(problems)
    )


def _is_beside(cut: Cut, other: Cut) -> bool:
    """Return whether two cuts are fallbacks of the same family and weight."""
    return (cut.family, cut.style.weight) == (other.family, other.style.weight)


def _spoilt(cut: Cut, error: FontError) -> Problem:
    return Problem(
        "font-unreadable", str(cut.face.path), error.message, Message("did without it")
    )


def _cut_file(cut: Cut, number: int) -> FontFile:
    """Return the file of ``cut``, the ``number``-th fallback.

    The families are numbered without a gap in every weight.  So a reader that looks
    for a bold letter never comes to a family with regular letters only before the one
    that has the bold letter.
    """
    family = f"{cut.family}-{number}" if cut.family else ""
    stem = f"{family or _stem(cut.face, cut.style)}"
    if family:
        stem += f"-{_WEIGHT_NAMES[cut.style.weight]}"
    return FontFile(
        style=cut.style,
        name=f"{stem}.{cut.face.extension}",
        media_type=f"font/{cut.face.extension}",
        data=_subset_face(cut, family, stem),
        family=family,
    )


def _subset_face(cut: Cut, family: str, stem: str) -> bytes:
    """Return the font file that holds the characters of ``cut``.

    ``family`` and ``stem`` are its names if it is a fallback or is scaled.
    """
    face = cut.face
    request = hb.SubsetInput()
    # Hints are for coarse screens and are a sixth of the file.  Subroutines save
    # nothing after the book is compressed, and take longer to cut.
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    request.unicode_set.update(sorted(map(ord, cut.chars)))
    if not cut.family:
        request.layout_feature_tag_set.clear()
        features = (*_FEATURES, *(() if face.script == cut.style.script else ("locl",)))
        request.layout_feature_tag_set.update([tag_number(name) for name in features])
    request.name_id_set.clear()
    request.name_id_set.update(_NAME_IDS)
    try:
        source = open_face(face.path, face.index)
        for axis, value in face.axes.items():
            request.pin_axis_location(source, axis, value)
        data: bytes = hb.subset(source, request).blob.data
        if cut.family or cut.scale != 1.0:
            return _dressed(data, cut, family or css_family(cut.style), stem)
        return rename_font(data, _pinned_names(face)) if face.axes else data
    except SUBSET_ERRORS as error:
        raise FontError(
            Message(
                "the font {family} in {path} cannot be subset: {error}",
                family=face.family,
                path=face.path,
                error=word_foreign(error),
            ),
            hint=Message(
                "the file seems to be damaged: replace it, or name "
                "other fonts with --font-dir"
            ),
        ) from error


def _dressed(data: bytes, cut: Cut, family: str, stem: str) -> bytes:
    """Return a changed subset at its size, renamed for the book.

    A changed face may not have a name that its makers reserve (SIL Open Font License
    1.1, condition 3).  The copyright page names its origin.
    """
    names = StyleNames(
        family=family,
        style_name=_WEIGHT_NAMES[cut.style.weight],
        postscript_name=stem,
        weight=cut.style.weight,
    )
    named = rename_font(data, names)
    return named if cut.scale == 1.0 else scale_font(named, cut.scale)


def _pinned_names(face: Face) -> StyleNames:
    return StyleNames(
        family=face.family,
        style_name=face.style_name,
        postscript_name=f"{_ascii_name(face)}-{face.style_name}",
        weight=face.weight,
    )


def _ascii_name(face: Face) -> str:
    """Return the family of ``face`` as its PostScript name or file gives it."""
    for name in (face.postscript_name.split("-")[0], face.family, face.path.stem):
        ascii_name = re.sub(r"[^A-Za-z0-9]", "", name)
        if ascii_name:
            return ascii_name[:40]
    return "Font"


def _stem(face: Face, style: FontStyle) -> str:
    """Return a name for the subset, unique among the styles of one book."""
    base = _ascii_name(face)
    # One face may set both families, so the family goes into the file's name.
    family = "" if style.family in base.lower() else f"-{style.family}"
    return f"{base}-{_WEIGHT_NAMES[style.weight]}-{style.script}{family}"
