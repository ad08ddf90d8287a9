"""Fonts: finds a face for every style, and cuts it to a book's characters.

``find_faces`` gives a ``FaceSet``.  ``subset_fonts`` takes the characters that each
style sets, and gives files to embed.  Only this package handles font tables.
"""

from exporter.fonts.advances import cut_wider
from exporter.fonts.cff import number_by_place
from exporter.fonts.characters import describe_char, glyph_problem
from exporter.fonts.css import (
    MONO_HANS,
    MONO_HANT,
    OTHER_MONO,
    OTHER_SANS,
    OTHER_SERIF,
    SANS_HANS,
    SANS_HANT,
    SERIF_HANS,
    SERIF_HANT,
    FaceCredit,
    css_family,
    describe_faces,
    font_face_css,
    name_helpers,
    other_family,
    stack,
)
from exporter.fonts.faces import Face, chars_by_glyph, lacking
from exporter.fonts.plan import FontPlan, helping_face, plan_fonts
from exporter.fonts.selection import STYLES, FaceSet, find_faces
from exporter.fonts.subset import Subsets, subset_fonts

__all__ = [
    "MONO_HANS",
    "MONO_HANT",
    "OTHER_MONO",
    "OTHER_SANS",
    "OTHER_SERIF",
    "SANS_HANS",
    "SANS_HANT",
    "SERIF_HANS",
    "SERIF_HANT",
    "STYLES",
    "Face",
    "FaceCredit",
    "FaceSet",
    "FontPlan",
    "Subsets",
    "chars_by_glyph",
    "css_family",
    "cut_wider",
    "describe_char",
    "describe_faces",
    "find_faces",
    "font_face_css",
    "glyph_problem",
    "helping_face",
    "lacking",
    "name_helpers",
    "number_by_place",
    "other_family",
    "plan_fonts",
    "stack",
    "subset_fonts",
]
