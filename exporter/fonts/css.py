"""How the stylesheet and the copyright page call the embedded fonts."""

from collections.abc import Iterable
from dataclasses import dataclass

from exporter.fonts.faces import Design, Face
from exporter.model import FontFile, FontStyle, Script

# The families the stylesheets name; Subsets' fallbacks follow their stacks:
# own family, the same family of the other script, then the other family.
SERIF_HANS = "dwx-serif-hans"
SERIF_HANT = "dwx-serif-hant"
SANS_HANS = "dwx-sans-hans"
SANS_HANT = "dwx-sans-hant"
_FAMILIES: dict[tuple[Design, Script], str] = {
    ("serif", "hans"): SERIF_HANS,
    ("serif", "hant"): SERIF_HANT,
    ("sans", "hans"): SANS_HANS,
    ("sans", "hant"): SANS_HANT,
}


def css_family(style: FontStyle) -> str:
    """Return the name of the CSS family that ``style`` belongs to."""
    return _FAMILIES[style.family, style.script]


def font_face_css(files: Iterable[FontFile], prefix: str = "fonts/") -> str:
    """Return the ``@font-face`` rules of ``files``, which lie under ``prefix``.

    A bare url() and no other parenthesis: KOReader's parser stops at one.
    """
    return "".join(
        "@font-face {\n"
        f"  font-family: {css_family(file.style)};\n"
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
