"""Boxes as WeasyPrint lays them out, for tests of line composition.

The fonts are those that dwexport brings along, so that measures are the same on
every machine.  Sizes are in pixels.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from exporter.fonts.sources import bundled_faces, package_files
from exporter.journal import Journal
from tests.support.prints import pango_trouble

if TYPE_CHECKING or not pango_trouble():
    from weasyprint import CSS, HTML
    from weasyprint.formatting_structure import boxes
    from weasyprint.text.fonts import FontConfiguration

    from exporter.formats.pdf.weasyprint.composition.faces import Faces
    from exporter.formats.pdf.weasyprint.composition.measure import measure
    from exporter.formats.pdf.weasyprint.composition.paragraph import (
        Measured,
        ParagraphText,
        collect,
    )

EM = 20.0
# Latin letters have a face of their own; quotes and dashes do not.
_CSS = """
@page { size: 400px 1000px; margin: 0 }
body { font: 20px letters, simplified, thai; line-height: 30px; margin: 0 }
p { margin: 0 }
[lang=zh-Hant] { font-family: letters, traditional }
.latin { font-family: latin }
.line { text-decoration: underline }
.high { line-height: 2 }
.wide { letter-spacing: 3px }
"""


@cache
def fonts() -> tuple[FontConfiguration, CSS]:
    """Return the bundled fonts and a stylesheet that uses them."""
    faces = {face.region: face.path for face in bundled_faces(Journal())}
    (latin,) = package_files("fontpkg_source_sans_3", "SourceSans3[[]*")
    (thai,) = package_files("justmytype_intl_sea", "NotoSansThai[[]*")
    rules = [
        _font_face("simplified", faces["SC"].as_uri()),
        _font_face("traditional", faces["TC"].as_uri()),
        _font_face("thai", thai.as_uri()),
        _font_face("latin", latin.as_uri()),
        _font_face("letters", latin.as_uri(), "unicode-range: U+20-7E, U+C0-24F"),
    ]
    config = FontConfiguration()
    return config, CSS(string="".join(rules) + _CSS, font_config=config)


def _font_face(name: str, url: str, more: str = "") -> str:
    return f"@font-face {{ font-family: {name}; src: url('{url}'); {more} }}"


def lay_out(body: str) -> Any:
    """Return the box of the only page of ``body``."""
    config, css = fonts()
    html = f"<html lang=zh-Hans><body>{body}"
    (page,) = HTML(string=html).render(font_config=config, stylesheets=[css]).pages
    return page._page_box


def text_boxes(body: str) -> list[Any]:
    return [b for b in lay_out(body).descendants() if isinstance(b, boxes.TextBox)]


@cache
def style_of(attributes: str = "") -> Any:
    """Return the style of text in a paragraph with these attributes."""
    return text_boxes(f"<p {attributes}>汉</p>")[0].style


def read_paragraph(
    inner: str, *, white_space: str = "pre"
) -> tuple[ParagraphText, Measured]:
    """Return a paragraph that WeasyPrint laid out in one line, and its measures.

    Lines of ``pre`` keep their blanks and line feeds.
    """
    page = lay_out(f"<p style='white-space: {white_space}'>{inner}</p>")
    (line,) = [b for b in page.descendants() if isinstance(b, boxes.LineBox)]
    paragraph = collect(None, line, None)
    measured = measure(paragraph, Faces())
    assert measured is not None
    return paragraph, measured
