"""Fallback fonts: other faces draw the characters that the Chinese faces lack."""

import re
import struct
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import uharfbuzz as hb

from exporter.fonts import (
    STYLES,
    FaceSet,
    Subsets,
    css_family,
    describe_faces,
    find_faces,
    font_face_css,
    lacking,
    name_helpers,
    other_family,
    plan_fonts,
    sources,
    stack,
    subset_fonts,
)
from exporter.fonts.css import NARROW_SANS, NARROW_SERIF
from exporter.fonts.faces import is_text_face, latin_size, read_faces
from exporter.formats.stylesheets import load_styles
from exporter.model import FontStyle
from tests.support.archives import article, fill
from tests.support.commandline import RunCli
from tests.support.fonts import (
    Change,
    FontMaker,
    chars_of,
    draw,
    hide_fonts,
    outline,
    permit,
    say_lines,
    spoil,
    write_program,
)

HANS = FontStyle("hans", "serif", 400)
HANS_BOLD = FontStyle("hans", "serif", 700)
HANS_SANS = FontStyle("hans", "sans", 400)
HANT = FontStyle("hant", "serif", 400)
# Letters, signs of money, a bullet: Noto CJK has none of them.
EUROPEAN = "ČłğŞřżőľėţņ₽₴₺∙"
# Characters that no font installed along with dwexport has.
ABSENT = "⚡"
ABSENT_LETTER = "Ӊ"


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


def others(subsets: Subsets) -> dict[str, set[str]]:
    """Return the characters of the fallback fonts, by file name."""
    return {f.name: chars_of(f.data) - {" "} for f in subsets.files if f.family}


def families(subsets: Subsets) -> list[str]:
    return [face.family for face in subsets.faces]


def test_letters_a_chinese_face_lacks_come_from_a_latin_face(bundled: FaceSet) -> None:
    assert lacking(bundled.face(HANS), EUROPEAN) == set(EUROPEAN)
    subsets = subset_fonts({HANS: "德" + EUROPEAN}, bundled)
    assert subsets.missing == {}
    assert subsets.problems == ()
    chinese, other = subsets.files
    assert not chars_of(chinese.data) & set(EUROPEAN)
    assert other.family == f"{other_family(HANS)}-1" == "dwx-other-serif-1"
    assert other.name == "dwx-other-serif-1-Regular.ttf"
    assert other.media_type == "font/ttf"
    assert chars_of(other.data) == {*EUROPEAN, " "}
    assert len(other.data) < 8_000


def test_text_without_missing_characters_gets_no_fallback_font(
    bundled: FaceSet,
) -> None:
    subsets = subset_fonts({HANS: "德国 Müller, 5‰ α Я"}, bundled)
    assert others(subsets) == {}
    assert families(subsets) == ["Noto Sans SC"]


def test_every_family_and_weight_has_its_own_fallback_font(bundled: FaceSet) -> None:
    usage = {style: "德Č" for style in STYLES if style.family != "mono"}
    files = [file for file in subset_fonts(usage, bundled).files if file.family]
    assert [(file.family, file.style.weight) for file in files] == [
        (f"dwx-other-{family}-1", weight)
        for family in ("serif", "sans")
        for weight in (400, 700)
    ]
    assert len({file.name for file in files}) == 4
    regular, bold = files[0].data, files[1].data
    assert outline(regular, "Č") != outline(bold, "Č")
    for data, weight in ((regular, 400), (bold, 700)):
        os2 = hb.Face(data).reference_table("OS/2").data
        assert struct.unpack_from(">H", os2, 4) == (weight,)


def test_both_scripts_share_one_fallback_font(bundled: FaceSet) -> None:
    subsets = subset_fonts({HANS: "德Č", HANT: "國ž"}, bundled)
    assert list(others(subsets).values()) == [{"Č", "ž"}]


def test_fallback_for_serif_is_a_serif_face(maker: FontMaker) -> None:
    maker.write("song.ttf", "Example Song SC")
    maker.write("hei.ttf", "Example Hei SC")
    faces = find_faces(maker.folder)
    assert "Source Serif 4" in families(subset_fonts({HANS: "这Č"}, faces))
    assert "Source Sans 3" in families(subset_fonts({HANS_SANS: "这Č"}, faces))


@pytest.mark.parametrize("style", [HANS, HANS_BOLD])
def test_fallback_letters_are_scaled_to_the_size_of_their_neighbours(
    bundled: FaceSet, tmp_path: Path, style: FontStyle
) -> None:
    # The macron below brings x and H with it.
    subsets = subset_fonts({style: "xH\u0331"}, bundled)
    (tmp_path / "other.ttf").write_bytes(subsets.files[-1].data)
    (other,) = read_faces(tmp_path / "other.ttf")
    beside = latin_size(bundled.face(style))
    assert latin_size(other) == pytest.approx(beside, rel=0.003)
    (source,) = (f for f in subsets.faces if f.family == "Source Sans 3")
    assert latin_size(source) < 0.95 * beside


def test_fallback_face_without_latin_letters_is_not_scaled(maker: FontMaker) -> None:
    path = maker.write("signs.ttf", "Signs", letters="A", change=draw(ABSENT))
    (face,) = read_faces(path)
    assert latin_size(face) == 0
    maker.write("song.ttf", "Example Song SC")
    subsets = subset_fonts({HANS: "这" + ABSENT}, find_faces(maker.folder))
    upem = hb.Face(subsets.files[-1].data).upem
    assert upem == hb.Face(path.read_bytes()).upem


def test_a_fallback_font_is_renamed_and_keeps_its_licence(
    bundled: FaceSet,
) -> None:
    other = subset_fonts({HANS: "德Č"}, bundled).files[-1]
    names = [hb.Face(other.data).get_name(n, "en") or "" for n in (1, 3, 4, 6)]
    assert names[0] == "dwx-other-serif-1"
    assert not any("Source" in name for name in names)
    assert "Adobe" in hb.Face(other.data).get_name(0, "en")
    assert "Open Font License" in hb.Face(other.data).get_name(13, "en")


def test_fallback_face_is_named_in_the_credits(bundled: FaceSet) -> None:
    usage = {HANS: "德Č"}
    assert plan_fonts(usage, bundled).faces == subset_fonts(usage, bundled).faces
    credit = describe_faces(plan_fonts(usage, bundled).faces)[-1]
    assert (credit.family, credit.version) == ("Source Sans 3", "3.052")
    assert credit.licence == "SIL Open Font License 1.1"
    assert "Adobe" in credit.copyright


# ----------------------------------------------------------------- clusters


def test_accents_and_their_letters_come_from_one_face(bundled: FaceSet) -> None:
    caron = "\u030c"
    assert not lacking(bundled.face(HANS), caron)
    subsets = subset_fonts({HANS: f"德Čxc{caron}。"}, bundled)
    chinese, other = subsets.files
    assert caron not in chars_of(chinese.data)
    assert {"Č", "č", "x", "c", caron} <= chars_of(other.data)
    assert "德" not in chars_of(other.data)
    assert {"x", "c"} < chars_of(chinese.data)
    assert subsets.missing == {}


def test_subset_of_accented_letters_has_no_unused_accents(bundled: FaceSet) -> None:
    subsets = subset_fonts({HANS: "德Čxyz"}, bundled)
    assert list(others(subsets).values()) == [{"Č"}]


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("السلام", "Noto Sans Arabic"),
        ("ئۇيغۇرچە", "Noto Sans Arabic"),
        ("שלום", "Noto Sans Hebrew"),
        ("สวัสดี", "Noto Sans Thai"),
        ("한국어", "Noto Sans KR"),
        ("ἀρχή", "Source Sans 3"),
        ("₪", "Noto Sans Hebrew"),
        ("हिन्दी", "Noto Sans Devanagari"),
        ("বাংলা", "Noto Sans Bengali"),
        ("ਪੰਜਾਬ", "Noto Sans Gurmukhi"),
        ("ગુજરાત", "Noto Sans Gujarati"),
        ("ଓଡ଼ିଶା", "Noto Sans Oriya"),
        ("தமிழ்", "Noto Sans Tamil"),
        ("తెలుగు", "Noto Sans Telugu"),
        ("ಕನ್ನಡ", "Noto Sans Kannada"),
        ("മലയാളം", "Noto Sans Malayalam"),
        ("සිංහල", "Noto Sans Sinhala"),
        ("မြန်မာ", "Noto Sans Myanmar"),
        ("ខ្មែរ", "Noto Sans Khmer"),
        ("ລາວ", "Noto Sans Lao"),
        ("ქართული", "Noto Sans Georgian"),
        ("Հայերեն", "Noto Sans Armenian"),
        ("አማርኛ", "Noto Sans Ethiopic"),
    ],
)
def test_words_of_other_scripts_come_from_a_face_for_the_script(
    bundled: FaceSet, word: str, family: str
) -> None:
    subsets = subset_fonts({HANS: "德" + word}, bundled)
    assert subsets.missing == {}
    assert families(subsets) == ["Noto Sans SC", family]


def test_word_of_another_script_comes_from_one_face(maker: FontMaker) -> None:
    maker.write("song.ttf", "Example Song SC")
    maker.write("greek.ttf", "Example Ming", letters="A", change=draw("ϐ"))
    subsets = subset_fonts({HANS: "这ϐἀČʃ"}, find_faces(maker.folder))
    # One face has both Greek letters.  Latin ones may stand apart: the serif,
    # which comes first, has Č alone.
    assert [sorted(held) for held in others(subsets).values()] == [
        ["Č"],
        ["ʃ", "ϐ", "ἀ"],
    ]
    assert families(subsets)[-2:] == ["Source Serif 4", "Source Sans 3"]


def test_letters_of_arabic_join(bundled: FaceSet) -> None:
    other = subset_fonts({HANS: "德السلام"}, bundled).files[-1]
    font = hb.Font(hb.Face(other.data))
    shapes = []
    for text in ("س", "سس"):
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        shapes.append([info.codepoint for info in buffer.glyph_infos])
    assert not set(shapes[0]) & set(shapes[1])


# -------------------------------------------------------------- own folder


def test_users_own_face_is_used_before_bundled_ones(maker: FontMaker) -> None:
    maker.write("song.ttf", "Example Song SC")
    for style, weight in (("Regular", 400), ("Bold", 700)):
        maker.write(f"{style}.ttf", "My Roman", letters="Č", weight=weight)
    subsets = subset_fonts({HANS: "这Čž", HANS_BOLD: "这Č"}, find_faces(maker.folder))
    assert "My Roman" in families(subsets)
    held = others(subsets)
    assert held["dwx-other-serif-1-Regular.ttf"] == {"Č"}
    assert held["dwx-other-serif-2-Regular.ttf"] == {"ž"}
    assert held["dwx-other-serif-1-Bold.ttf"] == {"Č"}
    paths = [face.path.name for face in subsets.faces if face.family == "My Roman"]
    assert paths == ["Regular.ttf", "Bold.ttf"]


def test_users_serif_face_comes_first_for_serif_and_sans_for_sans(
    maker: FontMaker,
) -> None:
    maker.write("song.ttf", "Example Song SC")
    maker.write("a.ttf", "My Sans", letters="Č")
    maker.write("b.ttf", "My Serif", letters="Č")
    faces = find_faces(maker.folder)
    assert families(subset_fonts({HANS: "这Č"}, faces))[-1] == "My Serif"
    assert families(subset_fonts({HANS_SANS: "这Č"}, faces))[-1] == "My Sans"


def test_private_use_characters_are_not_taken_from_a_fallback_face(
    maker: FontMaker,
) -> None:
    maker.write("song.ttf", "Example Song SC")
    maker.write("a.ttf", "My Roman", letters="A", change=draw("\ue000abcd"))
    subsets = subset_fonts({HANS: "这\ue000"}, find_faces(maker.folder))
    assert subsets.missing == {"\ue000": (HANS,)}


@pytest.mark.parametrize("fs_type", [0x002, 0x100, 0x200])
def test_a_face_whose_licence_forbids_subsets_is_not_used(
    maker: FontMaker, fs_type: int
) -> None:
    maker.write("song.ttf", "Example Song SC")
    maker.write("mine.ttf", "My Roman", letters="Č", change=permit(fs_type))
    subsets = subset_fonts({HANS: "这Č"}, find_faces(maker.folder))
    assert families(subsets)[-1] == "Source Serif 4"


@pytest.mark.parametrize("fs_type", [0x000, 0x004, 0x008])
def test_a_face_whose_licence_allows_subsets_is_used(
    maker: FontMaker, fs_type: int
) -> None:
    maker.write("song.ttf", "Example Song SC")
    maker.write("mine.ttf", "My Roman", letters="Č", change=permit(fs_type))
    subsets = subset_fonts({HANS: "这Č"}, find_faces(maker.folder))
    assert families(subsets)[-1] == "My Roman"


def test_damaged_fallback_face_is_a_problem_and_its_characters_are_missing(
    maker: FontMaker,
) -> None:
    maker.write("song.ttf", "Example Song SC")
    letters = "Čx\u0331"
    path = maker.write("bad.ttf", "My Roman", letters=letters, change=spoil(b"post"))
    subsets = subset_fonts({HANS: "这ž" + letters}, find_faces(maker.folder))
    # A Chinese face has x, and the face that has ž the macron below.
    assert subsets.missing == {"Č": (HANS,)}
    assert [(p.code, p.where) for p in subsets.problems] == [
        ("font-unreadable", str(path))
    ]
    assert "My Roman" not in families(subsets)
    assert list(others(subsets).values()) == [{"ž", "\u0331"}]


def colour(tables: dict[bytes, bytes]) -> None:
    tables[b"COLR"] = bytes(14)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(colour, id="colour"),
        pytest.param(draw("Č\ue000\ue001"), id="icons"),
        pytest.param(draw("Č\u0378xyz"), id="boxes"),
    ],
)
def test_colour_icon_and_last_resort_fonts_are_not_used_as_fallback(
    maker: FontMaker, change: Change
) -> None:
    (face,) = read_faces(maker.write("a.ttf", "Odd", letters="ČA", change=change))
    assert not is_text_face(face)
    maker.write("song.ttf", "Example Song SC")
    subsets = subset_fonts({HANS: "这Č"}, find_faces(maker.folder))
    assert families(subsets)[-1] == "Source Serif 4"


def test_fallback_face_with_an_empty_glyph_is_not_used(maker: FontMaker) -> None:
    path = maker.write("a.ttf", "Empty", letters=" ", change=draw("Č"))
    (face,) = read_faces(path)
    assert not lacking(face, "Č")
    maker.write("song.ttf", "Example Song SC")
    subsets = subset_fonts({HANS: "这Č"}, find_faces(maker.folder))
    assert families(subsets)[-1] == "Source Serif 4"


# ------------------------------------------------------------ the machine's


def offer(tmp_path: Path, *rows: str) -> Path:
    """Let fc-match answer with ``rows``; return the file of what it was asked."""
    asked = tmp_path / "asked"
    script = f'echo "$@" >> {asked}\n' + say_lines(tmp_path / "rows", list(rows))
    write_program(tmp_path, "fc-match", script)
    return asked


def row(path: Path, *, index: int = 0, slant: int = 0, width: str = "100") -> str:
    return f"{path}\t{index}\t{slant}\t{width}\tFalse"


def test_fontconfig_is_asked_only_for_characters_that_no_bundled_face_has(
    tmp_path: Path, maker: FontMaker, bundled: FaceSet
) -> None:
    asked = offer(tmp_path)
    assert subset_fonts({HANS: "德Č"}, bundled).missing == {}
    assert not asked.exists()
    path = maker.write("signs.ttf", "Odd Signs", letters="A", change=draw(ABSENT))
    offer(tmp_path, row(path, index=1 << 16))
    subsets = subset_fonts({HANS: "德Č" + ABSENT, HANS_BOLD: ABSENT}, bundled)
    assert subsets.missing == {}
    assert [(face.path, face.index) for face in subsets.faces[3:]] == [(path, 0)]
    assert re.findall("charset=.*", asked.read_text()) == ["charset=26a1"]


def test_a_character_that_no_font_has_is_missing(
    tmp_path: Path, bundled: FaceSet
) -> None:
    offer(tmp_path)
    subsets = subset_fonts({HANS: "德Č" + ABSENT, HANT: ABSENT}, bundled)
    assert subsets.missing == {ABSENT: (HANS, HANT)}
    assert subsets.problems == ()


def test_slanted_narrow_colour_and_old_system_faces_are_not_used(
    tmp_path: Path, maker: FontMaker, bundled: FaceSet
) -> None:
    def write(name: str, *more: Change) -> Path:
        def change(tables: dict[bytes, bytes]) -> None:
            for step in (draw(ABSENT), *more):
                step(tables)

        return maker.write(name, "Odd Signs", letters="A", change=change)

    good = write("zz.ttf")
    offer(
        tmp_path,
        row(write("slanted.ttf"), slant=100),
        row(write("narrow.ttf"), width="75"),
        row(write("old.pfb")),
        row(write("colour.ttf")).replace("False", "True"),
        row(tmp_path / "gone.ttf"),
        "nonsense",
        row(write("locked.ttf", permit(2))),
        row(write("other.ttf", draw("x"))),
        row(good, width="[62.5 100]"),
    )
    subsets = subset_fonts({HANS: "德" + ABSENT}, bundled)
    assert [face.path for face in subsets.faces[1:]] == [good]


@pytest.mark.parametrize(
    ("family", "taken"),
    [
        ("DejaVu Serif", True),
        ("Noto Sans", True),
        ("Liberation Sans", True),
        ("Comic Hand", False),
        ("DejaVu Sans Mono", False),
    ],
)
def test_letters_come_only_from_system_faces_made_for_text(
    tmp_path: Path, maker: FontMaker, bundled: FaceSet, family: str, taken: bool
) -> None:
    chars = ABSENT_LETTER + ABSENT
    path = maker.write("a.ttf", family, letters="A", change=draw(chars))
    offer(tmp_path, row(path))
    subsets = subset_fonts({HANS: "德" + chars}, bundled)
    assert set(subsets.missing) == (set() if taken else {ABSENT_LETTER})
    assert families(subsets)[-1] == family


def test_system_face_of_the_same_weight_is_used(
    tmp_path: Path, maker: FontMaker, bundled: FaceSet
) -> None:
    options = {"letters": "A", "change": draw(ABSENT)}
    regular = maker.write("regular.ttf", "DejaVu Sans", **options)
    bold = maker.write("bold.ttf", "DejaVu Sans", weight=700, **options)
    offer(tmp_path, row(bold), row(regular))
    subsets = subset_fonts({HANS: ABSENT, HANS_BOLD: ABSENT}, bundled)
    assert [face.path for face in subsets.faces[2:]] == [regular, bold]


def test_fontconfig_that_hangs_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundled: FaceSet
) -> None:
    write_program(tmp_path, "fc-match", "while :; do :; done")
    monkeypatch.setattr(sources, "FONTCONFIG_SECONDS", 0.2)
    subsets = subset_fonts({HANS: "德Č" + ABSENT, HANS_BOLD: ABSENT}, bundled)
    assert [(p.code, p.where) for p in subsets.problems] == [
        ("font-search-failed", "fc-match")
    ]
    assert set(subsets.missing) == {ABSENT}


def test_fallback_faces_are_found_in_font_folders_of_macos(
    maker: FontMaker, home: Path, monkeypatch: pytest.MonkeyPatch, bundled: FaceSet
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    folder = FontMaker(home / "Library" / "Fonts")
    folder.folder.mkdir(parents=True)
    options = {"letters": "A", "change": draw(ABSENT_LETTER)}
    folder.write("Comic.ttf", "DejaVu Sans", **options)
    path = folder.write("DejaVuSans.ttf", "DejaVu Sans", **options)
    subsets = subset_fonts({HANS: "德" + ABSENT_LETTER}, bundled)
    assert [face.path for face in subsets.faces[1:]] == [path]


def test_emoji_come_from_a_face_without_colour_and_others_are_missing(
    tmp_path: Path, maker: FontMaker, bundled: FaceSet
) -> None:
    emoji = maker.write("emoji.ttf", "Noto Emoji", letters="A", change=draw("😀"))

    def colour_emoji(tables: dict[bytes, bytes]) -> None:
        draw("😀🐶")(tables)
        colour(tables)

    several = maker.write("c.ttf", "Noto Emoji", letters="A", change=colour_emoji)
    offer(tmp_path, row(several), row(emoji))
    subsets = subset_fonts({HANS: "德😀🐶\ufe0f"}, bundled)
    assert [face.path for face in subsets.faces[1:]] == [emoji]
    assert set(subsets.missing) == {"🐶"}


# ---------------------------------------------------------------------- CSS


def font_stacks() -> list[list[str]]:
    rules = re.findall(r"font-family:([^;]+);", load_styles(("fonts.css",)))
    return [[name.strip().strip('"') for name in rule.split(",")] for rule in rules]


def test_stylesheet_names_the_fallback_fonts_in_the_order_of_the_plan() -> None:
    expected = {
        css_family(style): [*map(css_family, stack(style)), other_family(style)]
        for style in STYLES
    }
    # The narrow marks of Latin words have a family of their own, without a plan.
    stacks = [s for s in font_stacks() if s[0] not in (NARROW_SERIF, NARROW_SANS)]
    assert {names[0] for names in stacks} == set(expected)
    for names in stacks:
        embedded = [name for name in names if name.startswith("dwx-")]
        assert names[: len(embedded)] == embedded == expected[names[0]]


def test_every_subset_is_a_font_family_of_its_own_and_the_best_comes_first(
    maker: FontMaker,
) -> None:
    """Programs that identify fonts by name take fonts of one name for one font."""
    maker.write("song.ttf", "Example Song SC")
    subsets = subset_fonts({HANS: "这Čʃש"}, find_faces(maker.folder))
    helpers = {file.family: file for file in subsets.files if file.family}
    css = name_helpers(load_styles(("fonts.css",)), subsets.files)
    stack = re.findall(r"\.hans \{\n  font-family: (.*?), \"", css)[0]
    assert stack.split(", ")[-3:] == list(helpers)
    assert [chars_of(file.data) - {" "} for file in helpers.values()] == [
        {"Č"},
        {"ʃ"},
        {"ש"},
    ]
    assert [f.family for f in subsets.faces[-3:]] == [
        "Source Serif 4",
        "Source Sans 3",
        "Noto Sans Hebrew",
    ]
    rules = font_face_css(subsets.files)
    for family, file in helpers.items():
        assert hb.Face(file.data).get_name(hb.OTNameIdPredefined.FONT_FAMILY) == family
        assert rules.count(f"font-family: {family};") == 1


def test_stylesheet_without_fallback_fonts_keeps_the_generic_family() -> None:
    assert name_helpers("a, dwx-other-serif, b", []) == "a, dwx-other-serif, b"


def test_weight_that_lacks_a_letter_has_no_family_before_the_one_with_it(
    bundled: FaceSet,
) -> None:
    """Families are numbered without gaps in each weight.

    With a gap, readers would thicken letters of the other weight.
    """
    usage = {HANS: "这ʃש", HANS_BOLD: "这שČ"}
    files = [file for file in subset_fonts(usage, bundled).files if file.family]
    for weight in (400, 700):
        families = [f.family for f in files if f.style.weight == weight]
        assert families == [f"dwx-other-serif-{n}" for n in range(1, len(families) + 1)]


def test_character_missing_in_regular_is_not_taken_from_bold(bundled: FaceSet) -> None:
    regular, bold = bundled.face(HANT), bundled.face(HANS_BOLD)
    faces = FaceSet(
        {style: bold if style.weight == 700 else regular for style in STYLES}
    )
    char = "专"
    assert lacking(regular, char)
    assert not lacking(bold, char)
    subsets = subset_fonts({HANS: "國" + char, HANS_BOLD: char}, faces)
    assert subsets.missing == {char: (HANS,)}
    assert [file.style for file in subsets.files] == [HANS, HANS_BOLD]


# ------------------------------------------------------------- a whole book


def test_book_with_accented_letters_has_fallback_fonts_and_no_problems(
    tmp_path: Path, run_cli: RunCli
) -> None:
    body = "<p>总统 Zuzana Čaputová 与 <strong>Recep Tayyip Erdoğan</strong> 会晤。</p>"
    fill(tmp_path, {"articles/dw/1.md": article(body=body)})
    done = run_cli("epub", "-o", "b.epub")
    assert (done.exit_code, done.err.count("problem")) == (0, 0)
    with ZipFile(tmp_path / "b.epub") as book:
        names = {name.rpartition("/")[2]: name for name in book.namelist()}
        page = book.read(names["copyright.xhtml"]).decode()
        css = book.read(names["book.css"]).decode()
    assert "Source Sans 3" in page
    for weight in ("Regular", "Bold"):
        assert f"dwx-other-serif-1-{weight}.ttf" in names
        assert f"url(../fonts/dwx-other-serif-1-{weight}.ttf)" in css
    assert "dwx-sans-hans, dwx-other-serif-1, " in css


def test_emoji_without_a_glyph_is_named_in_the_problem(
    tmp_path: Path, run_cli: RunCli
) -> None:
    fill(tmp_path, {"articles/dw/1.md": article(body="<p>好的🐶。</p>")})
    done = run_cli("epub", "-o", "b.epub")
    assert done.exit_code == 3
    assert "🐶 U+1F436 DOG FACE" in done.err


def test_joiners_are_in_the_subset_of_the_letters_that_they_shape(
    bundled: FaceSet,
) -> None:
    usage = {HANS: {"灯", "\u0645", "\u062e", "\u200c"}}
    cuts = plan_fonts(usage, bundled).cuts
    (arabic,) = (cut for cut in cuts if "\u0645" in cut.chars)
    assert "\u200c" in arabic.chars


def shapes_of(data: bytes, text: str, axes: dict[str, float]) -> list[list[float]]:
    """Return where the ink of each glyph of ``text`` lies, in em, as a font has it."""
    font = hb.Font(hb.Face(data))
    if axes:
        font.set_variations(axes)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    shapes = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        ink = font.get_glyph_extents(info.codepoint)
        box = (ink.x_bearing, ink.y_bearing, ink.width, ink.height)
        numbers = (place.x_advance, place.x_offset, place.y_offset, *box)
        shapes.append([number / font.face.upem for number in numbers])
    return shapes


@pytest.mark.parametrize(
    "word",
    [
        "प्रधानमंत्री",
        "ক্ষমতা",
        "ਪ੍ਰਧਾਨ",
        "ક્ષત્રિય",
        "ମୁଖ୍ୟମନ୍ତ୍ରୀ",
        "கொழும்பு",
        "రాష్ట్రాల",
        "ಕ್ಷೇತ್ರ",
        "ശ്രീലങ്ക",
        "ශ්‍රී",
        "ပြည်ထောင်စု",
        "ស្រ្តី",
    ],
)
def test_subset_shapes_words_as_the_whole_face_does(
    bundled: FaceSet, word: str
) -> None:
    """Conjuncts are formed, signs are moved before their letter, parts are stacked."""
    cut = plan_fonts({HANS: "德" + word}, bundled).cuts[-1]
    file = subset_fonts({HANS: "德" + word}, bundled).files[-1]
    whole = cut.face.path.read_bytes()
    expected = shapes_of(whole, word, dict(cut.face.axes))
    found = shapes_of(file.data, word, {})
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        scaled = [number * cut.scale for number in other]
        assert one == pytest.approx(scaled, abs=0.005)
    assert len(expected) < len(word) or word != "ශ්‍රී"  # the joiner did its work


def test_joiners_without_ink_are_in_the_subset(bundled: FaceSet) -> None:
    cut = plan_fonts({HANS: "德ක්‍රියා"}, bundled).cuts[-1]
    assert "\u200d" in cut.chars
