"""A twin of a font is cut even where it cannot be widened."""

from typing import Any

import pytest

from tests.support.prints import pango_trouble

if not pango_trouble():
    from weasyprint.pdf.fonts import Font

    from exporter.formats.pdf.weasyprint.composition.twins import WideFont

pytestmark = pytest.mark.pango


def test_font_that_cannot_be_widened_is_still_cut_to_a_subset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cleaned: list[Any] = []
    monkeypatch.setattr(Font, "clean", lambda *a: cleaned.append(a))
    origin = Font.__new__(Font)
    origin.hash, origin.name = "ABCDEF", b"/ABCDEF+Name"
    origin.file_content, origin.index = b"no font at all", 0
    origin.glyph_count, origin.widths, origin.to_unicode = 9, {3: 500}, {3: "x"}
    twin = WideFont(origin, 150)
    assert twin.add_glyph(3)
    origin.to_unicode[3] = "X"
    twin.clean(twin.to_unicode, False)
    assert cleaned == [(twin, {3: "x"}, False)]
    assert twin.to_unicode == {3: "X"}
    assert twin.widths == {3: 650}
