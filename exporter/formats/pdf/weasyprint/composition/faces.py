"""The PangoLayout of each face in use, made once and shared.

WeasyPrint makes a Pango context, font description and PangoLayout for every line that
it measures, and again for every line that it draws.  Lines of the same style can share
them, one after the other.  Facts about a face are kept beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.text.ffi import pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, strut

from exporter.formats.pdf.weasyprint.composition.edges import Blank

# The properties that WeasyPrint's Layout.setup reads, without text decoration.
_PROPERTIES = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "lang",
)
# The values that Layout.setup computes for a style with text decoration.
_DECORATION = (
    "ascent",
    "underline_position",
    "underline_thickness",
    "strikethrough_position",
    "strikethrough_thickness",
)


@dataclass(slots=True)
class PangoFace:
    """One style of text: the PangoLayout for it, and what was measured in it.

    ``blanks`` are those of the marks met so far.  ``widths`` are those of texts, and
    ``line_heights`` those of each ``line-height``, both in pixels.
    """

    pango_layout: Any
    language: Any
    blanks: dict[str, Blank] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)
    line_heights: dict[Any, float] = field(default_factory=dict)
    _decoration: dict[str, float] = field(default_factory=dict)

    def set_text(self, text: str) -> Any:
        """Shape ``text`` in one line and return that line, a PangoLayoutLine.

        The line is valid until the face sets its next text.
        """
        pango.pango_layout_set_single_paragraph_mode(self.pango_layout, True)
        pango.pango_layout_set_width(self.pango_layout, -1)
        pango.pango_layout_set_ellipsize(self.pango_layout, pango.PANGO_ELLIPSIZE_NONE)
        pointer, _bytes = unicode_to_char_p(text)
        pango.pango_layout_set_text(self.pango_layout, pointer, -1)
        return pango.pango_layout_get_line_readonly(self.pango_layout, 0)

    def decoration(self, style: Any) -> dict[str, float]:
        """Return position and thickness of the lines under, over and through text."""
        if style["text_decoration_line"] == "none":
            return {}
        if not self._decoration:
            made = Layout(style)
            self._decoration = {name: getattr(made, name) for name in _DECORATION}
        return self._decoration

    def line_height(self, style: Any) -> float:
        """Return the used line height of ``style``, which has this face."""
        key = style["line_height"]
        height = self.line_heights.get(key)
        if height is None:
            height = self.line_heights[key] = strut(style)[0]
        return height


class Faces:
    """The faces of any number of documents, as long as their fonts exist."""

    def __init__(self) -> None:
        """Begin without faces."""
        self._known: WeakKeyDictionary[Any, dict[Any, PangoFace]] = WeakKeyDictionary()

    def of(self, style: Any) -> PangoFace:
        """Return the face that sets ``style``."""
        faces = self._known.setdefault(style.font_config, {})
        key = _key(style)
        face = faces.get(key)
        if face is None:
            made = Layout(style)
            face = faces[key] = PangoFace(made.layout, made.language)
        return face

    def drop(self, style: Any) -> None:
        """Forget the face of ``style``: other code has changed its PangoLayout."""
        self._known.get(style.font_config, {}).pop(_key(style), None)


def _key(style: Any) -> tuple[Any, ...]:
    return tuple([style[name] for name in _PROPERTIES])
