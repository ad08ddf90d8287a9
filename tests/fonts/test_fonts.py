"""Fonts: finding faces, cutting subsets, reporting missing characters."""

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb

from exporter.errors import FontError
from exporter.fonts import (
    STYLES,
    FaceSet,
    css_family,
    describe_faces,
    find_faces,
    font_face_css,
    glyph_problem,
    lacking,
    sources,
    subset_fonts,
)
from exporter.fonts.faces import OFL_NAME, OFL_URL, read_faces
from exporter.fonts.sources import folder_faces, font_folders
from exporter.journal import Journal
from exporter.model import FontStyle, Problem
from tests.support.fonts import (
    FontMaker,
    chars_of,
    hide_fonts,
    name_table,
    outline,
    permit,
    say_lines,
    spoil,
    write_program,
)

MACHINE_PATH = os.environ["PATH"]
HANS = FontStyle("hans", "serif", 400)
HANS_BOLD = FontStyle("hans", "serif", 700)
HANT = FontStyle("hant", "serif", 400)
# A character of Simplified Chinese that the bundled Traditional face lacks.
HANS_ONLY = "专"


@pytest.fixture(autouse=True)
def _no_installed_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the machine's fonts: only what a test provides is found."""
    hide_fonts(tmp_path, monkeypatch)


@pytest.fixture
def maker(tmp_path: Path) -> FontMaker:
    return FontMaker(tmp_path / "fonts")


@pytest.fixture
def bundled() -> FaceSet:
    return find_faces(None)


# ------------------------------------------------------------------ sources


def test_bundled_faces_have_the_regional_forms_of_each_style(
    bundled: FaceSet,
) -> None:
    assert bundled.problems == ()
    for style in STYLES:
        face = bundled.face(style)
        assert style.family == "mono" or face.script == style.script
        assert face.weight == style.weight
        assert face.axes == {"wght": style.weight}


def test_user_fonts_are_chosen_by_their_font_names_not_file_names(
    maker: FontMaker,
) -> None:
    maker.write("a.ttf", "Example Song SC")
    maker.write("b.ttf", "Example Song SC", weight=700)
    maker.write("c.ttf", "Example Song TC")
    maker.write("d.ttf", "Example Hei SC")
    faces = find_faces(maker.folder)
    assert faces.face(HANS).path.name == "a.ttf"
    assert faces.face(HANS_BOLD).path.name == "b.ttf"
    assert faces.face(HANT).path.name == "c.ttf"
    assert faces.face(FontStyle("hans", "sans", 400)).path.name == "d.ttf"


def letter_widths(data: bytes, text: str) -> list[float]:
    """Return the widths of the characters of ``text`` in a font file, in em."""
    font = hb.Font(hb.Face(data))
    glyphs = [font.get_nominal_glyph(ord(char)) for char in text]
    return [font.get_glyph_h_advance(glyph) / font.face.upem for glyph in glyphs]


def test_code_letters_have_one_width_which_is_half_of_a_chinese_character(
    bundled: FaceSet,
) -> None:
    for weight in (400, 700):
        style = FontStyle("hans", "mono", weight)
        mono, chinese = subset_fonts({style: "iW0国"}, bundled).files[::-1]
        assert (mono.style, css_family(chinese.style)) == (style, "dwx-sans-hans")
        widths = letter_widths(mono.data, "iW0")
        assert widths == pytest.approx([0.5] * 3, abs=0.001)
        assert letter_widths(chinese.data, "国") == [1]


def test_users_monospaced_face_is_used_for_code(maker: FontMaker) -> None:
    maker.write("hei.ttf", "Example Hei SC")
    maker.write("mono.ttf", "Example Mono", letters="abc")
    faces = find_faces(maker.folder)
    assert faces.face(FontStyle("hans", "mono", 400)).path.name == "mono.ttf"
    assert faces.face(FontStyle("hans", "sans", 400)).path.name == "hei.ttf"


def test_code_is_set_in_sans_where_no_font_is_monospaced(
    maker: FontMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker.write("hei.ttf", "Example Hei SC")
    monkeypatch.setattr("exporter.fonts.sources.MONOSPACED_PACKAGE", "no_such_package")
    faces = find_faces(maker.folder)
    assert faces.face(FontStyle("hans", "mono", 400)).path.name == "hei.ttf"


def test_a_style_that_the_user_has_no_face_for_comes_from_the_next_source(
    maker: FontMaker,
) -> None:
    path = maker.write("only.ttf", "Example Song SC")
    faces = find_faces(maker.folder)
    assert faces.face(HANS).path == path
    for style in (HANS_BOLD, HANT):
        assert faces.face(style).family.startswith("Noto Sans")
        assert faces.face(style).weight == style.weight


def test_font_without_a_region_is_used_for_the_scripts_it_covers(
    maker: FontMaker,
) -> None:
    maker.write("both.ttf", "Example Kai")
    assert find_faces(maker.folder).face(HANT).family == "Example Kai"
    other = FontMaker(maker.folder / "other")
    other.write("hans.ttf", "Example Kai", scripts="hans")
    faces = find_faces(other.folder)
    assert faces.face(HANS).family == "Example Kai"
    assert faces.face(HANT).family == "Noto Sans TC"


def test_chinese_font_is_preferred_to_a_japanese_one(maker: FontMaker) -> None:
    maker.write("jp.ttf", "Example Mincho JP")
    assert find_faces(maker.folder).face(HANS).family == "Noto Sans SC"


def test_each_face_of_a_collection_is_used_for_its_script(maker: FontMaker) -> None:
    path = maker.write_collection(
        "all.ttc", "Any Song JP", "Any Song SC", "Any Song TC"
    )
    faces = find_faces(maker.folder)
    assert (faces.face(HANS).path, faces.face(HANS).index) == (path, 1)
    assert (faces.face(HANT).path, faces.face(HANT).index) == (path, 2)
    files = subset_fonts({HANT: "這國"}, faces).files
    assert files[0].name == "AnySongTC-Regular-hant-serif.ttf"


def test_noto_and_source_han_are_found_by_fontconfig(
    tmp_path: Path, maker: FontMaker
) -> None:
    ttc = maker.write_collection(
        "system.ttc", "Noto Serif CJK JP", "Noto Serif CJK SC", "Noto Serif CJK TC"
    )
    other = maker.write("other.ttf", "Example Song SC")
    rows = [
        f"{ttc}\t0\tNoto Serif CJK JP\t80",
        f"{ttc}\t1\tNoto Serif CJK SC\t80",
        f"{ttc}\t2\tNoto Serif CJK TC,Noto Serif CJK TC Regular\t80",
        f"{ttc}\t65537\tNoto Serif CJK SC\t80",
        f"{tmp_path}/gone.otf\t0\tNoto Sans CJK SC\t80",
        f"{other}\t0\tExample Song SC\t80",
        "nonsense",
    ]
    write_program(tmp_path, "fc-list", say_lines(tmp_path / "rows", rows))
    faces = find_faces(None)
    assert (faces.face(HANS).path, faces.face(HANS).index) == (ttc, 1)
    assert (faces.face(HANT).path, faces.face(HANT).index) == (ttc, 2)
    assert faces.face(HANS_BOLD).family == "Noto Sans SC"
    assert [(p.code, p.where) for p in faces.problems] == [
        ("font-unreadable", f"{tmp_path}/gone.otf")
    ]


def test_fontconfig_that_hangs_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_program(tmp_path, "fc-list", "while :; do :; done")
    monkeypatch.setattr(sources, "FONTCONFIG_SECONDS", 0.2)
    faces = find_faces(None)
    assert [p.code for p in faces.problems] == ["font-search-failed"]
    assert faces.face(HANS).family == "Noto Sans SC"


def test_font_folders_of_macos_and_windows_are_known() -> None:
    home = Path("/home/reader")
    assert font_folders("darwin", {}, home) == [
        home / "Library/Fonts",
        Path("/Library/Fonts"),
    ]
    windows = font_folders("win32", {"LOCALAPPDATA": "L", "WINDIR": "W"}, home)
    assert windows == [Path("L/Microsoft/Windows/Fonts"), Path("W/Fonts")]
    assert font_folders("linux", {}, home) == []


def test_only_noto_and_source_han_are_taken_from_font_folders(
    maker: FontMaker,
) -> None:
    maker.write("NotoSerifSC-Regular.ttf", "Noto Serif SC")
    maker.write("NotoSansSC-Fake.ttf", "Example Hei SC")
    maker.write("song.ttf", "Noto Serif TC")
    found = folder_faces([maker.folder, maker.folder / "absent"], Journal())
    assert [face.family for face in found] == ["Noto Serif SC"]


def test_noto_serif_of_debian_is_found_and_cut_to_a_small_subset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", MACHINE_PATH)
    faces = find_faces(None)
    if faces.face(HANS).family != "Noto Serif CJK SC":
        pytest.skip("fonts-noto-cjk is not installed")
    assert faces.face(HANT).family == "Noto Serif CJK TC"
    assert faces.face(HANT).path == faces.face(HANS).path
    assert faces.face(HANT).index != faces.face(HANS).index
    han = [chr(code) for code in range(0x4E00, 0x4E00 + 1000)]
    (file,) = subset_fonts({HANS: han}, faces).files
    assert file.name == "NotoSerifCJKsc-Regular-hans.otf"
    assert file.media_type == "font/otf"
    assert file.data[:4] == b"OTTO"
    assert set(han) < chars_of(file.data)
    assert len(file.data) < 400_000


@pytest.mark.parametrize(
    ("family", "design", "region"),
    [
        ("Noto Serif CJK TC", "serif", "TC"),
        ("Source Han Sans HC", "sans", "HK"),
        ("Source Han Serif CN", "serif", "SC"),
        ("PingFang TC", "sans", "TC"),
        ("Songti SC", "serif", "SC"),
        ("Hiragino Sans GB", "sans", "SC"),
        ("方正书宋", "serif", ""),
        ("思源黑体 CN", "sans", "SC"),
        ("Nanum Myeongjo KR", "sans", "KR"),  # by PANOSE: it is cut from a sans
    ],
)
def test_script_and_design_are_read_from_the_names_of_a_font(
    maker: FontMaker, family: str, design: str, region: str
) -> None:
    (face,) = read_faces(maker.write("a.ttf", family))
    assert (face.family, face.design, face.region) == (family, design, region)
    assert face.scripts == {"hans", "hant"}


def test_japanese_font_is_recognised_by_its_code_pages(maker: FontMaker) -> None:
    def make_japanese(tables: dict[bytes, bytes]) -> None:
        os2 = bytearray(tables[b"OS/2"])
        struct.pack_into(">I", os2, 78, 1 << 17)
        tables[b"OS/2"] = bytes(os2)

    (face,) = read_faces(maker.write("a.ttf", "Mincho", change=make_japanese))
    assert face.region == "JP"


# --------------------------------------------------------------- bad input


def test_a_font_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="does not exist") as absent:
        find_faces(tmp_path / "absent")
    assert absent.value.hint
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(FontError, match="is not a folder"):
        find_faces(file)


def test_a_font_folder_without_chinese_is_an_error(
    tmp_path: Path, maker: FontMaker
) -> None:
    maker.write("latin.ttf", "Example", scripts="")
    (maker.folder / "notes.txt").write_text("no font")
    with pytest.raises(FontError, match="can set Chinese") as error:
        find_faces(maker.folder)
    assert str(maker.folder) in error.value.message
    assert error.value.hint


def test_a_font_folder_that_cannot_be_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def walk(top: Path, onerror: Callable[[OSError], None]) -> list[Any]:
        onerror(PermissionError(13, "Permission denied", str(top)))
        return []

    monkeypatch.setattr(os, "walk", walk)
    with pytest.raises(FontError, match="cannot be read: Permission denied") as error:
        find_faces(tmp_path)
    assert error.value.hint


def test_machine_without_any_font_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BUNDLED_PACKAGE", "no_such_font_package")
    with pytest.raises(FontError, match="no font on this machine") as error:
        find_faces(None)
    assert "fonts-noto-cjk" in error.value.hint


@pytest.mark.parametrize(
    "junk", [b"", b"ttcf", b"ttcf\0\1\0\0\0\0\0\3", bytes(4096), b"OTTO" * 99]
)
def test_broken_font_file_is_a_problem_and_the_other_fonts_are_used(
    maker: FontMaker, junk: bytes
) -> None:
    path = maker.write("good.ttf", "Example Song SC")
    bad = maker.folder / "bad.otf"
    bad.write_bytes(junk)
    faces = find_faces(maker.folder)
    assert faces.face(HANS).path == path
    assert [(p.code, p.where) for p in faces.problems] == [
        ("font-unreadable", str(bad))
    ]


def test_a_font_that_may_not_be_embedded_is_a_problem(maker: FontMaker) -> None:
    maker.write("mine.ttf", "Example Song SC", change=permit(2))
    faces = find_faces(maker.folder)
    assert faces.face(HANS).family == "Example Song SC"
    assert [(p.code, p.where) for p in faces.problems] == [
        ("font-restricted", "Example Song SC")
    ]


@pytest.mark.parametrize("tag", [b"post", b"GSUB"])
def test_a_font_that_cannot_be_cut_is_an_error(maker: FontMaker, tag: bytes) -> None:
    maker.write("bad.ttf", "Example Song SC", change=spoil(tag))
    faces = find_faces(maker.folder)
    with pytest.raises(FontError, match=r"Example Song SC in .*bad\.ttf") as error:
        subset_fonts({HANS: "这国"}, faces)
    assert error.value.hint


@pytest.mark.parametrize("tag", [b"loca", b"glyf", b"OS/2", b"cmap"])
def test_a_font_without_outlines_is_not_used(maker: FontMaker, tag: bytes) -> None:
    maker.write("bad.ttf", "Example Song SC", change=spoil(tag))
    with pytest.raises(FontError, match="can set Chinese"):
        find_faces(maker.folder)
    good = maker.write("good.ttf", "Other Song SC")
    assert find_faces(maker.folder).face(HANS).path == good


# ----------------------------------------------------------------- subsets


def test_subset_has_the_used_characters_and_the_space(bundled: FaceSet) -> None:
    subsets = subset_fonts({HANS: {"德", "国", "，", "A"}}, bundled)
    (file,) = subsets.files
    assert file.style == HANS
    assert file.name == "NotoSansSC-Regular-hans-serif.ttf"
    assert file.media_type == "font/ttf"
    assert chars_of(file.data) == set("德国，A \u00a00123456789.")
    assert len(file.data) < 20_000
    assert subsets.missing == {}


def test_every_file_has_its_own_safe_name(bundled: FaceSet) -> None:
    files = subset_fonts(dict.fromkeys(STYLES, "一"), bundled).files
    assert [file.style for file in files] == list(STYLES)
    names = [file.name for file in files]
    assert len(set(names)) == len(STYLES)
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.ttf", name) for name in names)


def test_style_without_characters_gets_no_font_file(bundled: FaceSet) -> None:
    usage = {HANS: "德", HANS_BOLD: "", HANT: " \n\u3000\u200b"}
    assert [f.style for f in subset_fonts(usage, bundled).files] == [HANS]


def test_bold_font_has_bold_outlines_and_bold_names(bundled: FaceSet) -> None:
    regular, bold = subset_fonts({HANS: "国", HANS_BOLD: "国"}, bundled).files
    assert outline(regular.data, "国") != outline(bold.data, "国")
    for file, weight, style in ((regular, 400, "Regular"), (bold, 700, "Bold")):
        face = hb.Face(file.data)
        os2, head = (face.reference_table(tag).data for tag in ("OS/2", "head"))
        assert struct.unpack_from(">H", os2, 4) == (weight,)
        is_bold = weight == 700
        assert bool(struct.unpack_from(">H", os2, 62)[0] & 1 << 5) is is_bold
        assert struct.unpack_from(">H", head, 44) == (int(is_bold),)
        assert face.get_name(6, "en") == f"NotoSansSC-{style}"
        assert face.get_name(4, "en") == f"Noto Sans SC {style}"
        assert "Open Font License" in face.get_name(13, "en")
        assert not face.axis_infos


def test_a_renamed_font_has_right_checksums(bundled: FaceSet) -> None:
    data = subset_fonts({HANS: "国"}, bundled).files[0].data
    padded = data + bytes(-len(data) % 4)
    total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
    assert total == 0xB1B0AFBA


def test_the_same_characters_give_the_same_bytes(bundled: FaceSet) -> None:
    first = subset_fonts({HANS: "德国之声", HANT: "德國之聲"}, bundled)
    again = subset_fonts({HANT: "聲之國德", HANS: list("声之国德")}, bundled)
    assert first.files == again.files


def test_subset_keeps_regional_and_vertical_forms(bundled: FaceSet) -> None:
    (file,) = subset_fonts({HANS: "国，"}, bundled).files
    features = {
        tag
        for table in ("GSUB", "GPOS")
        for script in hb.Face(file.data).get_table_script_tags(table)
        for tag in hb.Face(file.data).get_language_feature_tags(table)
    }
    assert "vert" in features
    assert "locl" not in features


def test_character_missing_in_one_script_comes_from_the_other(bundled: FaceSet) -> None:
    assert lacking(bundled.face(HANT), HANS_ONLY) == {HANS_ONLY}
    subsets = subset_fonts({HANT: "國" + HANS_ONLY}, bundled)
    held = {file.style: chars_of(file.data) for file in subsets.files}
    assert set(held) == {HANS, HANT}
    assert HANS_ONLY in held[HANS]
    assert HANS_ONLY not in held[HANT]
    assert "國" not in held[HANS]
    assert subsets.missing == {}
    assert {face.family for face in subsets.faces} == {"Noto Sans SC", "Noto Sans TC"}


def test_character_missing_in_both_scripts_comes_from_the_other_family(
    maker: FontMaker,
) -> None:
    maker.write("song.ttf", "Example Song SC")
    maker.write("songt.ttf", "Example Song TC")
    subsets = subset_fonts({HANS: "这赢"}, find_faces(maker.folder))
    held = {file.style: chars_of(file.data) for file in subsets.files}
    assert set(held) == {HANS, FontStyle("hans", "sans", 400)}
    assert "赢" in held[FontStyle("hans", "sans", 400)]
    assert subsets.missing == {}


def test_a_character_that_no_face_has_is_missing_and_never_notdef(
    bundled: FaceSet,
) -> None:
    subsets = subset_fonts({HANS: "国😀", HANT: "國😀"}, bundled)
    assert subsets.missing == {"😀": (HANS, HANT)}
    assert all("😀" not in chars_of(file.data) for file in subsets.files)


@pytest.mark.parametrize(
    "ignorable",
    ["\ufe0f", "\u200d", "\u200b", "\u00ad", "\ufeff", "\U000e0100", "\t", "\ud800"],
)
def test_characters_without_ink_are_not_missing(
    bundled: FaceSet, ignorable: str
) -> None:
    assert subset_fonts({HANS: "国" + ignorable}, bundled).missing == {}


def test_private_use_characters_are_missing(bundled: FaceSet) -> None:
    subsets = subset_fonts({HANS: "这\ue000"}, bundled)
    assert subsets.missing == {"\ue000": (HANS,)}


def test_letters_composed_of_a_letter_and_a_mark_are_in_the_subset(
    bundled: FaceSet,
) -> None:
    file, _ = subset_fonts({HANS: "Me\u0301"}, bundled).files
    assert "é" in chars_of(file.data)


# ---------------------------------------------------------------- messages


def test_problem_of_missing_glyphs_names_the_characters() -> None:
    problem = glyph_problem({"😀": (HANS,), "\ue000": (HANS,), "\u0378": (HANT,)})
    assert isinstance(problem, Problem)
    assert problem.code == "glyph-missing"
    assert "3 characters" in problem.what
    assert "😀 U+1F600 GRINNING FACE" in problem.what
    assert "U+E000 (private use)" in problem.what
    assert "U+0378 (unassigned)" in problem.what
    assert problem.what.isprintable()


def test_problem_of_forty_missing_characters_names_twelve_and_counts_the_rest() -> None:
    problem = glyph_problem({chr(0x1F600 + n): (HANS,) for n in range(40)})
    assert problem is not None
    assert problem.what.count("U+") == 12
    assert problem.what.endswith("and 28 more")
    assert glyph_problem({}) is None


def test_problem_of_missing_letters_names_their_script() -> None:
    problem = glyph_problem(dict.fromkeys("བོདᠮ〓", (HANS,)))
    assert problem is not None
    assert " of Mongolian, Tibetan (install a font of them, " in problem.what
    problem = glyph_problem({"😀": (HANS,), "㐀": (HANS,)})
    assert problem is not None
    assert "install" not in problem.what


def test_every_file_has_a_font_face_rule(bundled: FaceSet) -> None:
    files = subset_fonts({HANS: "国", HANS_BOLD: "国"}, bundled).files
    css = font_face_css(files, "../fonts/")
    assert css.count("@font-face") == 2
    assert css.count("font-family: dwx-serif-hans;") == 2
    assert "font-weight: 400;" in css
    assert "font-weight: 700;" in css
    assert "src: url(../fonts/NotoSansSC-Bold-hans-serif.ttf);" in css
    assert css.count("(") == css.count("url(") == 2
    assert "local" not in css
    assert '"' not in css


def test_every_font_family_in_the_css_has_its_own_name() -> None:
    names = {css_family(style) for style in STYLES}
    assert names == {
        "dwx-serif-hans",
        "dwx-serif-hant",
        "dwx-sans-hans",
        "dwx-sans-hant",
        "dwx-mono-hans",
        "dwx-mono-hant",
    }


def test_credits_name_family_version_and_licence(bundled: FaceSet) -> None:
    subsets = subset_fonts({HANS: "国", HANS_BOLD: "国", HANT: "國"}, bundled)
    credits = describe_faces(subsets.faces)
    assert [credit.family for credit in credits] == ["Noto Sans SC", "Noto Sans TC"]
    assert re.fullmatch(r"\d+\.\d+\S*", credits[0].version)
    assert credits[0].licence == "SIL Open Font License 1.1"
    assert credits[0].licence_url == "https://openfontlicense.org"
    assert "Adobe" in credits[0].copyright


@pytest.mark.parametrize(
    ("text", "url", "name", "address"),
    [
        ("", "http://scripts.sil.org/OFL", OFL_NAME, OFL_URL),
        (
            "Licensed under the Apache License, Version 2.0",
            "",
            "Apache License 2.0",
            "https://www.apache.org/licenses/LICENSE-2.0",
        ),
        (
            "Fonts are (c) Bitstream (see below). More of it.",
            "https://example.org/vera",
            "Bitstream Vera Fonts License",
            "https://example.org/vera",
        ),
        (
            "For personal use. Ask us for more.",
            "https://example.org/eula",
            "For personal use.",
            "https://example.org/eula",
        ),
        ("All rights reserved", "see our site", "All rights reserved", ""),
        ("", "", "", ""),
    ],
)
def test_licence_of_a_users_font_is_read_from_its_name_table(
    maker: FontMaker, text: str, url: str, name: str, address: str
) -> None:
    names = {1: "Example Song SC", 2: "Regular", 13: text, 14: url}

    def license_so(tables: dict[bytes, bytes]) -> None:
        tables[b"name"] = name_table(names)

    maker.write("a.ttf", "Example Song SC", change=license_so)
    face = find_faces(maker.folder).face(HANS)
    (credit,) = describe_faces([face])
    assert (credit.family, credit.version) == ("Example Song SC", "")
    assert (credit.licence, credit.licence_url) == (name, address)


def test_face_for_hong_kong_is_chosen_for_its_books_only(maker: FontMaker) -> None:
    maker.write("tc.ttf", "Example Song TC")
    maker.write("hk.ttf", "Example Song HK")
    assert find_faces(maker.folder).face(HANT).path.name == "tc.ttf"
    hong_kong = find_faces(maker.folder, hong_kong=True)
    assert hong_kong.face(HANT).path.name == "hk.ttf"


def test_book_for_hong_kong_has_traditional_faces_without_its_own(
    maker: FontMaker,
) -> None:
    maker.write("tc.ttf", "Example Song TC")
    hong_kong = find_faces(maker.folder, hong_kong=True)
    assert hong_kong.face(HANT).path.name == "tc.ttf"
