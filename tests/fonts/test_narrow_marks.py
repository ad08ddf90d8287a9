"""Fonts for the quotation marks and apostrophes of Latin words."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from exporter.fonts import find_faces, font_face_css, subset_fonts
from exporter.model import FontFile, FontStyle
from tests.support.fonts import chars_of, forget_fonts, hide_fonts


@pytest.fixture(params=["installed", "bundled"], autouse=True)
def faces(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Look at the fonts of this machine, then at the bundled ones alone."""
    if request.param == "bundled":
        hide_fonts(tmp_path, monkeypatch)
    yield
    forget_fonts()


def narrow(style: FontStyle) -> FontStyle:
    return FontStyle(style.script, style.family, style.weight, narrow=True)


def cut(usage: dict[FontStyle, set[str]]) -> list[FontFile]:
    """Return the fonts of narrow marks for ``usage``."""
    files = subset_fonts(usage, find_faces(None)).files
    return [file for file in files if "latin" in file.family]


def advance_em(data: bytes, char: str) -> float:
    font = hb.Font(hb.Face(data))
    glyph = font.get_nominal_glyph(ord(char))
    assert glyph
    return float(font.get_glyph_h_advance(glyph) / font.face.upem)


SERIF = FontStyle("hans", "serif", 400)
BOLD = FontStyle("hans", "sans", 700)


def test_marks_are_as_narrow_as_letters_and_the_file_is_small() -> None:
    usage = {SERIF: set("灯’“a"), narrow(SERIF): set("‘’“”"), narrow(BOLD): {"’"}}
    files = cut(usage)
    assert [file.family for file in files] == ["dwx-latin-serif", "dwx-latin-sans"]
    for file in files:
        assert len(file.data) < 3_000
        assert all(advance_em(file.data, char) < 0.6 for char in chars_of(file.data))
    assert chars_of(files[0].data) == set("‘’“”")
    assert chars_of(files[1].data) == {"’"}
    assert advance_em(files[0].data, "’") < advance_em(files[0].data, "”")


def test_full_width_marks_stay_in_the_face_of_the_text() -> None:
    files = subset_fonts({SERIF: {"’"}, narrow(SERIF): {"’"}}, find_faces(None)).files
    (text,) = (file for file in files if not file.family)
    assert advance_em(text.data, "’") == 1.0


def test_both_scripts_share_one_font_of_narrow_marks() -> None:
    hant = FontStyle("hant", "serif", 400)
    (file,) = cut({narrow(SERIF): {"’"}, narrow(hant): {"“"}})
    assert chars_of(file.data) == {"’", "“"}
    rule = font_face_css([file])
    assert rule.startswith("@font-face {\n  font-family: dwx-latin-serif;\n")


def test_font_of_narrow_marks_has_the_tables_strict_readers_need() -> None:
    (file,) = cut({narrow(SERIF): set("‘’“”")})
    font = TTFont(io.BytesIO(file.data), lazy=False)
    kinds = [(t.platformID, t.platEncID, t.format) for t in font["cmap"].tables]
    assert kinds == [(0, 3, 4), (3, 1, 4)]
    assert set(map(chr, font.getBestCmap())) == set("‘’“”")
    assert font["name"].getDebugName(1) == "dwx-latin-serif"


def test_the_same_marks_give_the_same_bytes() -> None:
    one, other = (cut({narrow(SERIF): set(marks)}) for marks in ("‘’“", "“’‘"))
    assert [file.data for file in one] == [file.data for file in other]
