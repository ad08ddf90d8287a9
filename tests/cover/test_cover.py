"""The cover: line breaks of the title, dates, and the drawing."""

import io
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pixels
from PIL import ImageChops, ImageDraw

from exporter.cover import CoverSpec, choose_cover_image, draw_cover
from exporter.cover.dates import (
    DateSpan,
    hero_of,
    month_grid,
    year_grid,
)
from exporter.cover.design import _ACCENTS, MAX_BYTES
from exporter.cover.pen import PAPER, Colour, CoverPen
from exporter.cover.text import (
    TitleBox,
    TitleLines,
    TitlePiece,
    cut_pieces,
    fit_line,
    line_width_em,
    order_line,
    set_title,
)
from exporter.fonts import FaceSet, find_faces
from exporter.model import Image

pytestmark = pytest.mark.slow


def span(first: str, last: str = "") -> DateSpan:
    """Return the days from ``first`` to ``last`` (2024-06-18)."""
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last or first))


JUNE = span("2024-06-01", "2024-06-30")
SPEC = CoverSpec("德国之声 2024年6月", JUNE, ("德国之声",), 457)
BOX = TitleBox(
    width_px=1032, height_px=400, largest_px=212, smallest_px=52, leading=1.26
)
MARGIN = 84
NEVER_FIRST = "，。、；：！？）》」』”’…—·%‰℃"
NEVER_LAST = "（《「『“‘¥$"


@pytest.fixture
def faces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FaceSet:
    """Return the bundled faces, without those of the machine."""
    monkeypatch.setenv("PATH", str(tmp_path))
    find_faces.cache_clear()
    found = find_faces(None)
    find_faces.cache_clear()
    return found


class SquareRuler:
    """A face whose Han characters are one em wide and others half of it."""

    def width_em(self, text: str) -> float:
        return sum(1.0 if ord(char) > 0x2000 else 0.5 for char in text)

    def ink_em(self, char: str) -> tuple[float, float]:
        if char in "（《「『“‘":
            return 0.55, 0.95
        return (0.05, 0.45) if char in "，。、；：！？）》」』”’" else (0.05, 0.95)


def words(line: Sequence[TitlePiece]) -> str:
    return "".join(piece.text for piece in line)


def break_title(text: str, box: TitleBox = BOX) -> TitleLines:
    return set_title(cut_pieces(text, SquareRuler()), box)


def lines_of(text: str, box: TitleBox = BOX) -> list[str]:
    return [words(line) for line in break_title(text, box).lines]


def decode(data: bytes) -> Pixels.Image:
    with Pixels.open(io.BytesIO(data)) as file:
        return file.convert("RGB")


def save_image(path: Path, pixels: Pixels.Image) -> Image:
    pixels.save(path)
    media_type = "image/png" if path.suffix == ".png" else "image/jpeg"
    size = path.stat().st_size
    return Image(path, "0" * 64, media_type, pixels.width, pixels.height, size)


def draw_noise(width: int, height: int) -> Pixels.Image:
    rng = random.Random(7)
    size = (max(1, width // 4), max(1, height // 4))
    data = rng.randbytes(3 * size[0] * size[1])
    small = Pixels.frombytes("RGB", size, data)
    return small.resize((width, height), Pixels.Resampling.BICUBIC)


# ----------------------------------------------------------- breaking titles


def test_a_short_title_stands_on_one_line_as_large_as_it_fits() -> None:
    assert lines_of("夏天") == ["夏天"]
    assert break_title("夏天").size_px == BOX.largest_px


def test_a_title_breaks_where_it_has_a_space() -> None:
    assert lines_of("德国之声 2024年6月") == ["德国之声", "2024年6月"]


def test_a_title_breaks_after_a_mark_rather_than_inside_a_phrase() -> None:
    assert lines_of("柏林电影节：银幕内外") == ["柏林电影节：", "银幕内外"]
    assert lines_of("长夜将尽——中东欧能源转型十二讲")[0] == "长夜将尽——"


def test_a_particle_does_not_begin_a_line_of_the_title() -> None:
    assert lines_of("来自北方森林深处的消息与回声")[1][0] != "的"


@pytest.mark.parametrize(
    "text", ["发行量超过100亿的报纸", "第128次会议在这里开幕", "增长了35%以上的行业"]
)
@pytest.mark.parametrize("width", range(300, 700, 20))
def test_a_number_and_its_unit_stay_on_one_line(text: str, width: int) -> None:
    box = replace(BOX, width_px=width, height_px=900, largest_px=96)
    together = next(t for t in ("100亿", "第128", "35%") if t in text)
    assert any(together in line for line in lines_of(text, box))


def test_a_title_too_long_is_cut_with_an_ellipsis() -> None:
    title = break_title("没有尽头的标题，" * 625)
    assert title.size_px == BOX.smallest_px
    assert words(title.lines[-1]).endswith("…")
    assert not words(title.lines[-1]).endswith("，…")
    assert len(title.lines) * title.size_px * BOX.leading <= BOX.height_px


def test_a_word_wider_than_the_line_is_broken() -> None:
    text = "Donau" * 30
    assert "".join(lines_of(text)) == text


def test_an_empty_title_has_no_lines() -> None:
    assert break_title("").lines == ()
    assert break_title(" \n ").lines == ()


CHARS = st.sampled_from("新闻世界报道欧洲的与一2024ab ，。、：！？（）《》「」“”—…·%")


@given(st.text(CHARS, min_size=1, max_size=90))
def test_any_title_keeps_the_rules_of_line_breaking(text: str) -> None:
    pieces = cut_pieces(text, SquareRuler())
    title = set_title(pieces, BOX)
    lines = [words(line) for line in title.lines]
    for line in title.lines:
        assert line_width_em(line) * title.size_px <= BOX.width_px + 1e-6
    for before, after in pairwise(lines):
        assert after[0] not in NEVER_FIRST
        assert before[-1] not in NEVER_LAST
    assert len(lines) * title.size_px * BOX.leading <= BOX.height_px
    bare = "".join(text.split())
    whole = "".join("".join(lines).split())
    assert whole == bare or bare.startswith(whole.removesuffix("…"))


@given(st.text(st.sampled_from("新闻世界报道欧洲观察时代"), min_size=3, max_size=80))
def test_no_han_character_is_left_alone_on_the_last_line(text: str) -> None:
    lines = lines_of(text)
    assert "".join(lines) == text
    assert len(lines) == 1 or len(lines[-1]) > 1


def test_two_marks_side_by_side_are_set_closer() -> None:
    def width(text: str) -> float:
        return line_width_em(cut_pieces(text, SquareRuler()))

    assert width("新》（旧") == width("新旧") + 1.5
    assert width("新》，旧") == width("新旧") + 1.5
    assert width("新，旧") == width("新旧") + 1


def test_han_and_latin_are_spaced_without_a_space() -> None:
    pieces = cut_pieces("新BBC报", SquareRuler())
    assert [piece.text for piece in pieces] == ["新", "BBC", "报"]
    assert 0.1 <= pieces[1].gap_em == pieces[2].gap_em <= 0.25


def test_words_from_right_to_left_are_drawn_in_their_order() -> None:
    pieces = cut_pieces("新《שלום עולם 42》报 עולם", SquareRuler())
    drawn = order_line(pieces)
    assert words(drawn) == "新《42 עולם שלום》报 עולם"
    assert line_width_em(drawn) == line_width_em(pieces)


def test_a_line_ends_between_words_from_right_to_left() -> None:
    lines = lines_of("שלום עולם " * 12)
    assert len(lines) > 1
    assert all(set(line.split()) == {"שלום", "עולם"} for line in lines)


@pytest.mark.parametrize("word", ["שלום", "مرحبا"])
def test_a_cover_draws_words_that_its_face_lacks_with_another_face(
    word: str, faces: FaceSet
) -> None:
    canvas = Pixels.new("RGB", (400, 100), "white")
    pen = CoverPen(canvas, faces, "hans")
    assert word in words(pen.pieces(f"新{word}报", pen.serif(40).style))
    pen.write(f"{word}", (50, 60), pen.serif(40))
    assert any(canvas.convert("L").histogram()[:100])


def test_a_line_too_wide_for_its_room_is_cut() -> None:
    assert fit_line("德国之声", 4, len) == "德国之声"
    assert fit_line("德国、之声", 4, len) == "德国…"
    assert fit_line("德国之声", 0, len) == ""


# ------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("days", "above", "lines", "below"),
    [
        (span("2024-06-18"), "2024年6月", ("18",), "星期二"),
        (JUNE, "2024年", ("6月",), ""),
        (span("2024-06-06", "2024-06-09"), "2024年", ("6月",), "6—9日"),
        (span("2024-05-03", "2024-07-31"), "", ("2024",), "5—7月"),
        (span("2023-12-30", "2024-01-02"), "", ("2023.12", "2024.1"), ""),
        (span("0001-01-01"), "1年1月", ("1",), "星期一"),
        (span("9999-12-31"), "9999年12月", ("31",), "星期五"),
    ],
)
def test_the_large_date_names_day_month_or_years(
    days: DateSpan, above: str, lines: tuple[str, ...], below: str
) -> None:
    hero = hero_of(days)
    assert (hero.above, hero.lines, hero.below) == (above, lines, below)


def test_a_month_grid_marks_the_days_of_the_span() -> None:
    grid = month_grid(span("2024-06-06", "2024-06-09"))
    assert grid.rows[0] == ("", "", "", "", "", "1", "2")
    assert grid.rows[-1][-1] == "30"
    assert grid.chosen == {"6", "7", "8", "9"}
    assert not grid.is_full


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_month_of_the_calendar_have_a_grid(day: str) -> None:
    assert month_grid(span(day)).rows


def test_a_year_grid_marks_the_months_of_the_span() -> None:
    grid = year_grid(span("2024-05-01", "2024-07-31"))
    assert grid.rows[1] == ("4月", "5月", "6月")
    assert grid.chosen == {"5月", "6月", "7月"}


# ------------------------------------------------------------------ drawing


def test_a_cover_is_a_baseline_rgb_jpeg_of_the_right_size(faces: FaceSet) -> None:
    data = draw_cover(SPEC, faces, None)
    with Pixels.open(io.BytesIO(data)) as file:
        assert (file.format, file.mode, file.size) == ("JPEG", "RGB", (1200, 1600))
        assert "progressive" not in file.info
    assert len(data) < MAX_BYTES


def test_the_same_cover_gives_the_same_bytes(faces: FaceSet, tmp_path: Path) -> None:
    image = save_image(tmp_path / "a.jpg", draw_noise(1200, 800))
    assert draw_cover(SPEC, faces, image) == draw_cover(SPEC, faces, image)


def test_a_noisy_photograph_stays_within_the_limit(
    faces: FaceSet, tmp_path: Path
) -> None:
    rng = random.Random(3)
    pixels = Pixels.frombytes("RGB", (1200, 900), rng.randbytes(3 * 1200 * 900))
    image = save_image(tmp_path / "noise.png", pixels)
    assert len(draw_cover(SPEC, faces, image)) < MAX_BYTES


@pytest.mark.parametrize(
    "size",
    [
        (1600, 900),
        (1200, 1200),
        (800, 1100),
        (420, 300),
        (60, 2000),
        (2000, 60),
        (1, 1),
    ],
)
def test_photographs_of_every_shape_are_shown(
    faces: FaceSet, tmp_path: Path, size: tuple[int, int]
) -> None:
    image = save_image(tmp_path / "a.png", Pixels.new("RGB", size, (255, 0, 255)))
    cover = decode(draw_cover(SPEC, faces, image))
    reds, greens = cover.getchannel("R"), cover.getchannel("G")
    vivid = ImageChops.subtract(reds, greens).point(lambda v: 255 * (v > 180))
    assert vivid.getbbox() is not None


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_photographs_in_every_colour_mode_are_shown(
    faces: FaceSet, tmp_path: Path, mode: str
) -> None:
    pixels = draw_noise(800, 600).convert("L").convert(mode)
    image = save_image(tmp_path / "a.png", pixels)
    assert decode(draw_cover(SPEC, faces, image)).size == (1200, 1600)


def test_a_broken_photograph_gives_a_cover_without_one(
    faces: FaceSet, tmp_path: Path
) -> None:
    image = save_image(tmp_path / "a.jpg", draw_noise(900, 600))
    image.path.write_bytes(image.path.read_bytes()[:2000])
    assert draw_cover(SPEC, faces, image) == draw_cover(SPEC, faces, None)
    image.path.unlink()
    assert draw_cover(SPEC, faces, image) == draw_cover(SPEC, faces, None)


@pytest.mark.parametrize(
    "title",
    [
        "夏",
        "“雪国”纪行：《北极圈日记》与其他",
        "「她們的聲音」：臺灣、香港與海外",
        "没有尽头的标题，一直写下去、" * 360,
        "W" * 400,
        "https://example.org/" + "a" * 300,
        "Angela Merkel 回忆录 Freiheit 出版：AfD、NATO 与 AI 时代的欧洲" * 3,
    ],
)
def test_no_title_is_drawn_outside_the_margins(faces: FaceSet, title: str) -> None:
    spec = replace(SPEC, title=title)
    cover = decode(draw_cover(spec, faces, None))
    ground = Pixels.new("RGB", cover.size, PAPER)
    ink = (
        ImageChops.difference(cover, ground)
        .convert("L")
        .point(lambda value: 255 * (value > 60))
    )
    window_bottom = 146 + 640
    below = ink.crop((0, window_bottom, 1200, 1600))
    draw = ImageDraw.Draw(below)
    # The window and its lower edge reach the sides of the page; they end at the
    # first row that is paper at both ends.
    bottom = next(
        y
        for y in range(below.height)
        if not below.getpixel((2, y)) and not below.getpixel((1197, y))
    )
    draw.rectangle((0, 0, 1200, bottom), fill=0)
    box = below.getbbox()
    assert box is not None
    assert box[0] >= MARGIN - 4
    assert box[2] <= 1200 - MARGIN + 4
    # Between the title and the foot line there is paper.
    foot = 1478 - window_bottom
    assert below.crop((0, foot - 20, 1200, foot - 2)).getbbox() is None
    assert below.crop((0, bottom, 1200, foot - 20)).getbbox() is not None


def test_characters_without_a_glyph_are_left_out(faces: FaceSet) -> None:
    bare = draw_cover(replace(SPEC, outlets=("路透",)), faces, None)
    odd = draw_cover(
        replace(SPEC, outlets=("\ue000路透😀\ufe0f\ud800\u0007",)), faces, None
    )
    assert odd == bare


def test_a_letter_with_an_accent_that_has_no_glyph_loses_the_accent(
    faces: FaceSet,
) -> None:
    plain = draw_cover(replace(SPEC, outlets=("Capek",)), faces, None)
    assert draw_cover(replace(SPEC, outlets=("Čapek",)), faces, None) == plain
    assert draw_cover(replace(SPEC, outlets=("apek",)), faces, None) != plain


@pytest.mark.parametrize("title", ["", "😀", "\ue000\ud800", " \n\t "])
def test_a_blank_title_gives_a_cover(faces: FaceSet, title: str) -> None:
    spec = CoverSpec(title, None, (), 0)
    assert decode(draw_cover(spec, faces, None)).size == (1200, 1600)


def test_a_traditional_cover_draws_simplified_characters_too(faces: FaceSet) -> None:
    spec = replace(SPEC, lang="zh-Hant", outlets=("专业书",))
    other = replace(spec, outlets=("书",))
    assert draw_cover(spec, faces, None) != draw_cover(other, faces, None)


def test_words_and_faces_of_a_cover_follow_its_script(faces: FaceSet) -> None:
    spec = replace(SPEC, title="一", outlets=("一",), span=None)
    hant = replace(spec, lang="zh-Hant")
    assert draw_cover(spec, faces, None) != draw_cover(hant, faces, None)
    assert hant.words.cover_kind == "新聞合訂本"
    assert replace(spec, lang="zh-Hant-HK").script == "hant"


def test_title_dates_outlets_and_count_are_on_the_cover(faces: FaceSet) -> None:
    covers = {
        draw_cover(spec, faces, None)
        for spec in (
            SPEC,
            replace(SPEC, span=span("2024-06-02", "2024-06-30")),
            replace(SPEC, article_count=458),
            replace(SPEC, outlets=("路透",)),
            replace(SPEC, volume=1, volumes=3),
            replace(SPEC, volume=2, volumes=3),
        )
    }
    assert len(covers) == 6


def luminance(colour: Colour) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (value / 255 for value in colour)
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("accent", _ACCENTS)
def test_pale_words_have_enough_contrast_on_every_accent_colour(accent: Colour) -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(accent) + 0.05) >= 7


# -------------------------------------------------------- choosing an image


def test_the_first_good_image_is_chosen(tmp_path: Path) -> None:
    def image(name: str, pixels: Pixels.Image) -> Image:
        return save_image(tmp_path / name, pixels)

    logo = Pixels.new("RGB", (800, 600), "white")
    logo.paste("navy", (300, 250, 500, 350))
    broken = image("broken.jpg", draw_noise(800, 600))
    broken.path.write_bytes(b"no image")
    poor = [
        image("narrow.jpg", draw_noise(399, 300)),
        image("flat.jpg", draw_noise(800, 200)),
        image("banner.jpg", draw_noise(1200, 300)),
        image("ribbon.jpg", draw_noise(400, 900)),
        image("plain.jpg", Pixels.new("RGB", (800, 600), "grey")),
        image("logo.png", logo),
        broken,
    ]
    good = image("good.jpg", draw_noise(400, 300))
    later = image("later.jpg", draw_noise(1600, 900))
    assert choose_cover_image([*poor, good, later]) == good
    assert choose_cover_image(poor) is None
    assert choose_cover_image([]) is None


def test_images_after_the_first_good_one_are_not_opened(tmp_path: Path) -> None:
    good = save_image(tmp_path / "a.jpg", draw_noise(800, 600))

    def images() -> list[Image]:
        return [good, replace(good, path=tmp_path / "absent.jpg")]

    assert choose_cover_image(iter(images())) == good
