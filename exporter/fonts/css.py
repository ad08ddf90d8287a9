"""The names of the embedded fonts in the stylesheet and on the copyright page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from exporter.fonts.faces import Face
from exporter.model import FontFamily, FontFile, FontStyle, Script

SERIF_HANS = "dwx-serif-hans"
SERIF_HANT = "dwx-serif-hant"
SANS_HANS = "dwx-sans-hans"
SANS_HANT = "dwx-sans-hant"
MONO_HANS = "dwx-mono-hans"
MONO_HANT = "dwx-mono-hant"
NARROW_SERIF = "dwx-latin-serif"
NARROW_SANS = "dwx-latin-sans"
OTHER_SERIF = "dwx-other-serif"
OTHER_SANS = "dwx-other-sans"
OTHER_MONO = "dwx-other-mono"
_FAMILIES: dict[tuple[FontFamily, Script], str] = {
    ("serif", "hans"): SERIF_HANS,
    ("serif", "hant"): SERIF_HANT,
    ("sans", "hans"): SANS_HANS,
    ("sans", "hant"): SANS_HANT,
    ("mono", "hans"): MONO_HANS,
    ("mono", "hant"): MONO_HANT,
}
_OTHERS: dict[FontFamily, str] = {
    "serif": OTHER_SERIF,
    "sans": OTHER_SANS,
    "mono": OTHER_MONO,
}
_OTHER_NAME = re.compile("|".join(_OTHERS.values()))


def css_family(style: FontStyle) -> str:
    """Return the name of the CSS family that ``style`` belongs to."""
    return _FAMILIES[style.family, style.script]


def narrow_family(style: FontStyle) -> str:
    """Return the name of the CSS family of narrow marks in ``style``."""
    return NARROW_SANS if style.family == "sans" else NARROW_SERIF


def other_family(style: FontStyle) -> str:
    """Return the name that stylesheets use for all fallback faces together.

    ``name_helpers`` replaces it by the fallback families of a book.
    """
    return _OTHERS[style.family]


def stack(style: FontStyle) -> tuple[FontStyle, ...]:
    """Return the styles whose faces may draw a character, in the order of trial.

    First its own, then the same family of the other script, then the other family
    (after the monospaced one: Sans of both scripts).  ``other_family`` comes last.  The
    stylesheet names them in this order.  The weight stays the same, because a reader
    that finds a family in the wanted weight does not look into its other weights.
    """
    script: Script = "hant" if style.script == "hans" else "hans"
    family: FontFamily = "serif" if style.family == "sans" else "sans"
    found = style, replace(style, script=script), replace(style, family=family)
    if style.family == "mono":
        return *found, replace(style, script=script, family=family)
    return found


def name_helpers(css: str, files: Iterable[FontFile]) -> str:
    """Return ``css`` with the fallback families of ``files`` named in it.

    Every cut is a separate family, the best one first.  WeasyPrint takes fonts with the
    same family name for one font, so it would draw the letters of one cut with the
    glyphs of another.
    """
    families = {file.family: None for file in files if file.family}

    def name(found: re.Match[str]) -> str:
        own = [f for f in families if f.startswith(f"{found.group()}-")]
        return ", ".join(own) or found.group()

    return _OTHER_NAME.sub(name, css)


def font_face_css(files: Iterable[FontFile], prefix: str = "fonts/") -> str:
    """Return the ``@font-face`` rules of ``files``, which are under ``prefix``.

    The url() has no quotes, and there is no other parenthesis, because KOReader's
    parser stops at one.
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
    """What the copyright page says about an embedded family; parts may be ""."""

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
