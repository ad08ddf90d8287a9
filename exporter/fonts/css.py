"""How the stylesheet and the copyright page call the embedded fonts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exporter.fonts.faces import Design, Face
from exporter.model import FontFile, FontStyle, Script

SERIF_HANS = "dwx-serif-hans"
SERIF_HANT = "dwx-serif-hant"
SANS_HANS = "dwx-sans-hans"
SANS_HANT = "dwx-sans-hant"
OTHER_SERIF = "dwx-other-serif"
OTHER_SANS = "dwx-other-sans"
_FAMILIES: dict[tuple[Design, Script], str] = {
    ("serif", "hans"): SERIF_HANS,
    ("serif", "hant"): SERIF_HANT,
    ("sans", "hans"): SANS_HANS,
    ("sans", "hant"): SANS_HANT,
}
_OTHERS: dict[Design, str] = {"serif": OTHER_SERIF, "sans": OTHER_SANS}


def css_family(style: FontStyle) -> str:
    """Return the name of the CSS family that ``style`` belongs to."""
    return _FAMILIES[style.family, style.script]


def other_family(style: FontStyle) -> str:
    """Return the name of the CSS family of what no Chinese face has."""
    return _OTHERS[style.family]


def stack(style: FontStyle) -> tuple[FontStyle, ...]:
    """Return the styles whose faces are asked for a character, in order.

    Its own, the same family of the other script, then the other family; behind
    them stands ``other_family``.  The stylesheet names them in this order.  The
    weight stays the same: where a family has the weight that is asked for, no
    reader looks into another weight of it.
    """
    script: Script = "hant" if style.script == "hans" else "hans"
    family: Design = "sans" if style.family == "serif" else "serif"
    return style, replace(style, script=script), replace(style, family=family)


def font_face_css(files: Iterable[FontFile], prefix: str = "fonts/") -> str:
    """Return the ``@font-face`` rules of ``files``, which lie under ``prefix``.

    A bare url() and no other parenthesis: KOReader's parser stops at one.
    Rules of one family and weight make a composite face, whose last rule is
    asked first (CSS Fonts 4, section 4.5).
    """
    return "".join(
        "@font-face {\n"
        f"  font-family: {file.family or css_family(file.style)};\n"
        "  font-style: normal;\n"
        f"  font-weight: {file.style.weight};\n"
        f"  src: url({prefix}{file.name});\n"
        "}\n"
        for file in files
    )


@dataclass(frozen=True, slots=True)
class FaceCredit:
    """What the copyright page says of an embedded family; parts may be ""."""

    family: str
    version: str
    copyright: str
    licence: str
    licence_url: str


def describe_faces(faces: Iterable[Face]) -> tuple[FaceCredit, ...]:
    """Return the credits of ``faces``, one for each family and version."""
    credits = {
        FaceCredit(
            face.family, face.version, face.copyright, face.licence, face.licence_url
        ): None
        for face in faces
    }
    return tuple(credits)
