"""The stylesheets avoid what old readers choke on.

RMSDK drops a stylesheet at @media and corrupts the book at min(), KOReader stops at a
parenthesis in src (docs/typesetting.md, Stylesheets for old engines).
"""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from exporter.errors import OutputError
from exporter.fonts import STYLES, css_family, font_face_css
from exporter.formats import stylesheets
from exporter.formats.stylesheets import EPUB_STYLES, load_styles
from exporter.model import FontFile
from tests.support.cascade import read_rules

RULES = [
    (name, rule) for name in EPUB_STYLES for rule in read_rules(load_styles((name,)))
]
PROPERTIES = sorted({name for _, rule in RULES for name, _ in rule.declarations})
# The properties in use; check that old engines know one before adding it.
KNOWN = {
    "border",
    "border-bottom",
    "border-collapse",
    "border-left",
    "border-top",
    "break-after",
    "break-inside",
    "color",
    "display",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "line-break",
    "-epub-line-break",
    "-webkit-line-break",
    "line-height",
    "list-style-type",
    "margin",
    "max-height",
    "max-width",
    "min-width",
    "orphans",
    "overflow-wrap",
    "padding",
    "page-break-after",
    "page-break-inside",
    "text-align",
    "text-decoration",
    "text-indent",
    "vertical-align",
    "white-space",
    "widows",
    "width",
    "word-break",
    "word-wrap",
}


def values(name: str) -> set[str]:
    """Return the values that any rule gives the property ``name``."""
    return {value for _, rule in RULES for n, value in rule.declarations if n == name}


@pytest.mark.parametrize("name", EPUB_STYLES)
def test_epub_stylesheets_have_no_functions_at_rules_or_addresses(name: str) -> None:
    bare = re.sub(r"/\*.*?\*/", "", load_styles((name,)), flags=re.DOTALL)
    assert "@" not in bare  # @media, @supports, @import, @font-face
    assert "(" not in bare  # min(), calc(), var(), url() …
    assert "--" not in bare
    assert "!" not in bare
    assert not re.search(r"\d(?:vh|vw|vmin|vmax|rem|ch)\b", bare)
    assert bare.count("{") == bare.count("}") == len(re.findall(r"\{[^{}]*\}", bare))


@pytest.mark.parametrize("name", PROPERTIES)
def test_epub_stylesheets_use_only_properties_that_old_engines_know(name: str) -> None:
    assert name in KNOWN  # no position, direction, unicode-bidi, background, flex


def test_epub_stylesheets_leave_sizes_and_fonts_for_readers_to_change() -> None:
    assert not [size for size in values("font-size") if not size.endswith("em")]
    assert values("display") <= {"block", "none", "inline", "inline-block"}
    assert values("font-style") == {"normal"}  # Han is never slanted
    assert values("font-weight") <= {"400", "700"}  # faces that are embedded
    assert not [v for v in values("font-family") if not v.startswith("dwx-")]


def test_stylesheets_set_no_colour_size_or_width_of_the_body() -> None:
    for _, rule in RULES:
        if rule.compounds[-1].name in ("html", "body"):
            names = {name for name, _ in rule.declarations}
            assert not names & {"color", "background", "font-size", "width", "height"}


def test_stylesheets_size_pictures_in_percent() -> None:
    for name in ("width", "max-width", "max-height", "height"):
        sizes = values(name) - {"auto", "0"}
        assert not [size for size in sizes if not re.fullmatch(r"\d+%", size)]


def test_generic_fallback_of_each_font_family_matches_its_subsets() -> None:
    stacks = {v.split(", ")[0]: v.split(", ")[:3] for v in values("font-family")}
    other = {"hans": "hant", "hant": "hans", "serif": "sans", "sans": "serif"}
    other["mono"] = "sans"
    for style in STYLES:
        script, family = style.script, style.family
        assert stacks[css_family(style)] == [
            f"dwx-{family}-{script}",
            f"dwx-{family}-{other[script]}",
            f"dwx-{other[family]}-{script}",
        ]


def test_font_faces_have_a_bare_address_and_no_other_parenthesis() -> None:
    fonts = [FontFile(s, f"f{n}.otf", "font/otf", b"") for n, s in enumerate(STYLES)]
    css = font_face_css(fonts, "../fonts/")
    assert css.count("(") == css.count(")") == len(fonts)
    assert re.findall(r"src: (.*);", css) == [
        f"url(../fonts/f{number}.otf)" for number in range(len(fonts))
    ]
    assert len(re.findall(r"@font-face \{", css)) == len(fonts)


def test_stylesheets_are_found_beside_the_package_or_inside_it() -> None:
    text = load_styles(EPUB_STYLES)
    for name in EPUB_STYLES:
        assert load_styles((name,)).strip() in text
    root = Path(str(files("exporter"))).parent
    assert sorted(p.name for p in (root / "styles").glob("*.css"))


def test_missing_stylesheet_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stylesheets, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    with pytest.raises(
        OutputError, match=r"a stylesheet is missing .*gone\.css"
    ) as error:
        load_styles(("gone.css",))
    assert "install" in error.value.hint
