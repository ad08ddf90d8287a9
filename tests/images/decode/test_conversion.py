"""Pictures are converted for a book, or kept as they came."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

from exporter.images.decode.conversion import prepare_image
from exporter.images.decode.recipe import ImageShape, Prepared, Recipe, Unusable
from exporter.words import word_reason
from tests.support.images import (
    decode,
    draw_chart,
    draw_photo,
    encode,
    jpeg,
    oriented,
    png_chunk,
    png_header,
    srgb_profile,
    swapped_profile,
)

RECIPE = Recipe(max_width_px=200, max_height_px=200, max_pixels=1_000_000)
WHITE = (255, 255, 255)


def prepared(data: bytes, recipe: Recipe = RECIPE) -> Prepared:
    """Return the prepared picture; fail if it is refused."""
    outcome = prepare_image(data, recipe)
    assert isinstance(outcome, Prepared), outcome
    return outcome


def refused(data: bytes, recipe: Recipe = RECIPE) -> str:
    """Return the reason why a picture is refused."""
    outcome = prepare_image(data, recipe)
    assert isinstance(outcome, Unusable)
    return word_reason(outcome.reason)


def converted(data: bytes, recipe: Recipe = RECIPE) -> Image.Image:
    """Return the converted picture, checked against the size the result states."""
    outcome = prepared(data, recipe)
    image = decode(outcome.data)
    assert image.format is not None
    shape = ImageShape(image.format.lower(), image.width, image.height)
    assert shape == outcome.result
    assert not {"icc_profile", "exif", "transparency"} & set(image.info)
    return image


def close(found: object, wanted: tuple[int, ...], *, by: int = 6) -> bool:
    """Return whether a pixel has nearly the colour ``wanted``."""
    assert isinstance(found, tuple)
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


PASSING = {
    "jpeg": jpeg(),
    "grey jpeg": encode(draw_photo(mode="L"), "JPEG"),
    "sRGB jpeg": encode(draw_photo(), "JPEG", icc_profile=srgb_profile()),
    "jpeg with a broken profile": encode(draw_photo(), "JPEG", icc_profile=b"junk"),
    "jpeg of the largest size": jpeg(200, 150),
    "padded jpeg": jpeg() + b"\x00\x00\r\n",
    "png": encode(draw_photo(), "PNG"),
    "grey png": encode(draw_photo(mode="L"), "PNG"),
    "palette png": encode(draw_chart().convert("P"), "PNG"),
    "black and white png": encode(draw_chart().convert("1"), "PNG"),
}


@pytest.mark.parametrize("name", PASSING)
def test_an_image_fit_for_readers_keeps_its_bytes(name: str) -> None:
    outcome = prepared(PASSING[name])
    assert outcome.data == b""
    assert outcome.source == outcome.result


@pytest.mark.parametrize("tail", [b"PK\x03\x04 hidden", b"<script>", jpeg()])
@pytest.mark.parametrize("whole", [jpeg(), encode(draw_chart(), "PNG")])
def test_bytes_behind_the_end_of_an_image_are_cut_off(
    whole: bytes, tail: bytes
) -> None:
    assert prepared(whole + tail).data == whole


def test_bytes_between_the_segments_of_a_jpeg_are_taken_out() -> None:
    whole = jpeg()
    first_segment_end = 4 + int.from_bytes(whole[4:6])
    stray = whole[:first_segment_end] + b"\0\0" + whole[first_segment_end:]
    assert prepared(stray).data == whole


def described(kind: str) -> bytes:
    """Return a JPEG or PNG that holds every kind of metadata."""
    exif = Image.Exif()
    exif[0x010F] = "a maker"  # the camera's
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}  # the place
    image = draw_photo()
    if kind == "PNG":
        notes = PngInfo()
        notes.add_text("Author", "somebody")
        notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>", zip=True)
        return encode(image, "PNG", exif=exif, pnginfo=notes, dpi=(300, 300))
    plain = encode(
        image, "JPEG", exif=exif, comment=b"a note", icc_profile=srgb_profile()
    )
    segments = (
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>by somebody</x:xmpmeta>"),
        (0xE2, b"FPXR\0more pictures"),
        (0xE3, jpeg(8, 8)),  # a JPEG with its own end marker
        (0xED, b"Photoshop 3.0\x008BIM\x04\x04 by somebody"),
    )
    added = b"".join(
        bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body
        for marker, body in segments
    )
    return plain[:2] + added + plain[2:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_metadata_is_taken_out_and_no_pixel_changes(kind: str) -> None:
    data = described(kind)
    outcome = prepared(data)
    assert outcome.source == outcome.result
    for words in (
        b"somebody",
        b"a maker",
        b"a note",
        b"more pictures",
        b"xmp",
        b"Exif",
    ):
        assert words not in outcome.data
    # No pixel differs, and the colour information is still there.
    before, after = decode(data), decode(outcome.data)
    assert before.tobytes() == after.tobytes()
    assert before.info.get("icc_profile") == after.info.get("icc_profile")
    assert dict(after.getexif()) == {}
    assert prepared(outcome.data).data == b""  # nothing is left to remove


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_progressive_jpeg_becomes_baseline(mode: str) -> None:
    data = encode(
        draw_photo(190, 140, mode=mode), "JPEG", progressive=True, comment=b"note"
    )
    assert decode(data).info["progressive"]
    outcome = prepared(data)
    before, after = decode(data), decode(outcome.data)
    assert "progressive" not in after.info
    assert b"note" not in outcome.data
    assert outcome.source == outcome.result
    assert (after.mode, after.size) == (mode, (190, 140))
    # The tables are the same, so the colours are nearly the same.
    assert before.quantization == after.quantization  # type: ignore[attr-defined]
    difference = ImageChops.difference(before, after)
    assert max(difference.tobytes()) <= 6


@pytest.mark.parametrize("progressive", [True, False])
def test_a_jpeg_that_holds_several_images_gives_the_first(*, progressive: bool) -> None:
    pair = [draw_photo(seed=seed) for seed in (1, 2)]
    data = encode(
        pair[0], "MPO", save_all=True, append_images=pair[1:], progressive=progressive
    )
    outcome = prepared(data)
    assert outcome.source == outcome.result == ImageShape("jpeg", 64, 48)
    assert b"MPF" not in outcome.data
    assert outcome.data.count(b"\xff\xd8\xff") == 1
    difference = ImageChops.difference(decode(jpeg()), decode(outcome.data))
    assert max(difference.tobytes()) <= 16


def test_an_orientation_that_turns_nothing_is_removed() -> None:
    for orientation in (1, 9):
        data = oriented(orientation)
        stripped = prepared(data).data
        assert decode(stripped).size == (64, 48)
        assert b"Exif" not in stripped
        assert decode(stripped).tobytes() == decode(data).tobytes()


@pytest.mark.parametrize(
    ("size", "orientation", "expected"),
    [
        ((400, 300), 1, (100, 75)),
        ((300, 400), 1, (100, 133)),
        ((300, 600), 1, (75, 150)),
        ((400, 300), 6, (100, 133)),  # upright: 300 x 400
        ((100, 150), 1, (100, 150)),
    ],
)
def test_an_image_larger_than_the_screen_is_scaled_to_fit_it(
    size: tuple[int, int], orientation: int, expected: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encode(draw_photo(*size), "JPEG", exif=exif)
    outcome = prepared(data, Recipe(100, 150, 1_000_000))
    assert (outcome.result.width_px, outcome.result.height_px) == expected


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"])
def test_an_image_for_a_grey_screen_becomes_grey(kind: str) -> None:
    data = encode(draw_photo(), kind)
    outcome = prepared(data, replace(RECIPE, grey=True))
    assert decode(outcome.data).mode in ("L", "1")
    grey = encode(draw_photo(mode="L"), "JPEG")
    assert prepared(grey, replace(RECIPE, grey=True)).data == b""


def test_an_image_wider_than_the_limit_becomes_smaller() -> None:
    image = converted(jpeg(450, 300))
    assert (image.format, image.size) == ("JPEG", (200, 133))


def test_an_image_taller_than_the_limit_becomes_smaller() -> None:
    image = converted(encode(draw_photo(300, 600), "PNG"))
    assert (image.format, image.size) == ("JPEG", (100, 200))


def test_a_drawing_of_few_colours_stays_png() -> None:
    image = converted(encode(draw_chart(), "GIF"))
    assert image.format == "PNG"
    assert image.getpixel((10, 30)) == (200, 30, 30)


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "BMP", "TIFF"])
def test_a_photograph_in_png_becomes_jpeg(kind: str) -> None:
    source = draw_photo()
    image = converted(encode(source, kind, quality=95))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (64, 48))
    wanted = source.getpixel((32, 24))
    assert isinstance(wanted, tuple)
    assert close(image.getpixel((32, 24)), wanted, by=16)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_gives_its_first_frame(kind: str) -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
    data = encode(frames[0], kind, save_all=True, append_images=frames[1:])
    assert close(converted(data).convert("RGB").getpixel((5, 5)), (255, 0, 0), by=8)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_a_transparent_image_is_laid_on_white(kind: str) -> None:
    image = draw_photo().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 32, 48))
    assert close(converted(encode(image, kind)).getpixel((4, 4)), WHITE)


def test_a_png_with_a_transparent_colour_is_laid_on_white() -> None:
    palette = draw_chart().convert("P", palette=Image.Palette.ADAPTIVE)
    index = palette.getpixel((10, 30))
    image = converted(encode(palette, "PNG", transparency=index))
    assert image.mode == "RGB"
    assert image.getpixel((10, 30)) == WHITE


@pytest.mark.parametrize("orientation", range(2, 9))
def test_an_image_with_an_orientation_is_turned_upright(orientation: int) -> None:
    marked = Image.new("RGB", (64, 48), "white")
    marked.paste("red", (0, 0, 16, 12))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encode(marked, "JPEG", exif=exif, quality=95)
    # Exif 2.3, 4.6.4 A: which corner of the upright picture is row 0, column 0.
    right = orientation in (2, 3, 6, 7)
    bottom = orientation in (3, 4, 7, 8)
    image = converted(data)
    assert image.size == ((48, 64) if orientation > 4 else (64, 48))
    x = image.width - 3 if right else 2
    y = image.height - 3 if bottom else 2
    assert close(image.convert("RGB").getpixel((x, y)), (255, 0, 0), by=40)


def test_a_large_image_with_an_orientation_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encode(draw_photo(800, 400), "JPEG", exif=exif)
    assert converted(data).size == (100, 200)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_becomes_rgb(kind: str) -> None:
    ink = Image.new("CMYK", (64, 48), (0, 255, 255, 0))
    image = converted(encode(ink, kind)).convert("RGB")
    assert close(image.getpixel((9, 9)), (254, 0, 0), by=8)


def test_an_image_with_another_colour_profile_becomes_srgb() -> None:
    data = encode(
        Image.new("RGB", (64, 48), (200, 60, 10)), "JPEG", icc_profile=swapped_profile()
    )
    image = converted(data).convert("RGB")
    assert close(image.getpixel((9, 9)), (10, 60, 200), by=10)


def test_a_colour_profile_for_another_kind_of_image_is_ignored() -> None:
    data = encode(
        Image.new("CMYK", (64, 48), (0, 255, 255, 0)),
        "JPEG",
        icc_profile=swapped_profile(),
    )
    assert close(converted(data).convert("RGB").getpixel((9, 9)), (254, 0, 0), by=8)


def test_sixteen_bits_a_channel_become_eight() -> None:
    image = Image.new("I;16", (64, 48), 40_000)
    image.paste(9_000, (20, 20, 40, 40))
    data = encode(image, "PNG")
    assert converted(data).getpixel((9, 9)) == 40_000 // 257


def test_a_grey_photograph_in_bmp_becomes_jpeg() -> None:
    # As PNG it would be three times larger.
    grey = draw_photo(190, 190, mode="L")
    assert converted(encode(grey, "BMP")).format == "JPEG"


def test_a_png_without_its_end_chunk_is_given_one() -> None:
    whole = encode(draw_photo(), "PNG")
    image = converted(whole[:-12])
    wanted = decode(whole).getpixel((60, 44))
    assert isinstance(wanted, tuple)
    assert close(image.getpixel((60, 44)), wanted, by=16)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (600, 1), (2, 500)])
@pytest.mark.parametrize("kind", ["GIF", "PNG", "JPEG", "WEBP"])
def test_images_of_one_or_two_pixels_a_side_are_spacers(
    size: tuple[int, int], kind: str
) -> None:
    outcome = prepared(encode(Image.new("RGB", size), kind))
    assert outcome.result.is_spacer
    assert outcome.data == b""


def test_an_image_of_three_pixels_a_side_is_no_spacer() -> None:
    assert not prepared(encode(draw_photo(3, 3), "PNG")).result.is_spacer


BLANK = {
    "white": encode(Image.new("RGB", (90, 60), "white"), "PNG"),
    "white jpeg": encode(Image.new("RGB", (90, 60), "white"), "JPEG"),
    "grey": encode(Image.new("L", (90, 60), 200), "PNG"),
    "black and white": encode(Image.new("1", (90, 60), 1), "PNG"),
    "palette": encode(Image.new("P", (90, 60), 0), "PNG"),
    "transparent": encode(Image.new("RGBA", (90, 60), (200, 30, 9, 0)), "PNG"),
    "gif": encode(Image.new("L", (90, 60), 240), "GIF"),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'/>",
}


@pytest.mark.parametrize("name", BLANK)
def test_an_image_of_one_shade_of_grey_or_transparent_is_a_spacer(name: str) -> None:
    assert prepared(BLANK[name]).result.is_spacer


@pytest.mark.parametrize(
    "colour", [(200, 30, 30), (255, 255, 200), (0, 60, 0)], ids=["red", "cream", "dark"]
)
def test_an_image_of_one_colour_that_is_not_grey_is_no_spacer(
    colour: tuple[int, int, int],
) -> None:
    data = encode(Image.new("RGB", (90, 60), colour), "PNG")
    assert not prepared(data).result.is_spacer


def test_a_white_image_with_one_dark_line_is_no_spacer() -> None:
    image = Image.new("L", (90, 60), 255)
    image.paste(0, (10, 30, 80, 32))
    for kind in ("PNG", "JPEG", "GIF"):
        assert not prepared(encode(image, kind)).result.is_spacer


@pytest.mark.parametrize("keep", [0.2, 0.5])
@pytest.mark.parametrize("progressive", [True, False])
def test_a_jpeg_of_which_half_is_missing_is_refused(
    keep: float, *, progressive: bool
) -> None:
    data = encode(draw_photo(), "JPEG", progressive=progressive)
    assert refused(data[: int(keep * len(data))]) == "the picture is cut off"


def test_a_large_jpeg_that_lacks_four_tenths_is_refused() -> None:
    data = encode(draw_photo(190, 190), "JPEG")
    assert refused(data[: int(0.6 * len(data))]) == "the picture is cut off"


@pytest.mark.parametrize("lost", [1, 2, 3, 40])
@pytest.mark.parametrize("progressive", [True, False])
def test_a_jpeg_that_lacks_up_to_40_bytes_at_its_end_is_shown(
    lost: int, *, progressive: bool
) -> None:
    whole = encode(draw_photo(160, 120), "JPEG", progressive=progressive)
    outcome = prepared(whole[:-lost])
    shown = decode(outcome.data)
    assert outcome.entire
    assert shown.size == (160, 120)
    assert outcome.data.endswith(b"\xff\xd9")
    box = (0, 0, 160, 96)
    difference = ImageChops.difference(
        shown.convert("L").crop(box), decode(whole).convert("L").crop(box)
    )
    assert max(difference.histogram()[41:]) == 0


@pytest.mark.parametrize(
    "before",
    [b"\r\n", b"\xef\xbb\xbf", b"<br />\n<b>Warning</b>: include(x) in /a.php\n"],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_text_before_an_image_in_its_file_is_cut_off(kind: str, before: bytes) -> None:
    whole = encode(draw_photo(), kind)
    outcome = prepared(before + whole)
    assert outcome.entire
    assert outcome.data == whole


@pytest.mark.parametrize("brand", [b"mif1", b"msf1", b"miaf", b"avis", b"MA1B"])
def test_an_avif_of_any_main_brand_is_converted(brand: bytes) -> None:
    data = encode(draw_photo(), "AVIF")
    image = converted(data[:8] + brand + data[12:])
    assert image.size == (64, 48)


def test_a_png_with_a_damaged_comment_is_shown_and_with_a_damaged_header_refused() -> (
    None
):
    whole = encode(draw_photo(), "PNG")
    bad = bytearray(png_chunk(b"tEXt", b"Comment\0a lighthouse"))
    bad[-1] ^= 0xFF
    outcome = prepared(whole[:33] + bytes(bad) + whole[33:])
    assert outcome.data == whole
    damaged = bytearray(whole)
    damaged[20] ^= 0xFF  # the header's own size
    assert "damaged" in refused(bytes(damaged))


def test_formats_that_readers_cannot_show_are_converted() -> None:
    for kind in ("JPEG2000", "ICO", "BMP", "TIFF"):
        image = converted(encode(draw_photo(64, 64), kind))
        assert image.size == (64, 64)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_of_an_animation_keeps_its_colours(kind: str) -> None:
    first = draw_chart()
    second = first.transpose(Image.Transpose.ROTATE_180)
    data = encode(first, kind, save_all=True, append_images=[second])
    image = converted(data).convert("RGB")
    for at in ((2, 2), (10, 30), (36, 30)):
        wanted = first.getpixel(at)
        assert isinstance(wanted, tuple)
        assert close(image.getpixel(at), wanted, by=12)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"])
def test_formats_other_than_jpeg_cut_at_two_thirds_are_refused(kind: str) -> None:
    data = encode(draw_photo(), kind)
    reason = refused(data[: len(data) * 2 // 3])
    assert reason in ("the picture is cut off", "the picture is damaged")


def test_a_png_with_changed_bytes_is_refused_as_damaged() -> None:
    data = bytearray(encode(draw_photo(), "PNG"))
    data[60:70] = b"0123456789"
    assert refused(bytes(data)) == "the picture is damaged"


def test_a_jpeg_without_its_huffman_tables_is_refused() -> None:
    data = jpeg()
    start = data.index(b"\xff\xc4")  # the Huffman tables
    broken = data[: start + 4] + b"\xff" * 16 + data[start + 20 :]
    assert refused(broken) == "the picture is damaged"


def test_an_orientation_that_cannot_be_read_turns_nothing() -> None:
    data = oriented(6).replace(b"Exif\x00\x00MM\x00*", b"Exif\x00\x00MM\x00*\xff", 1)
    assert prepared(data).result == ImageShape("jpeg", 64, 48)


def test_a_decoder_out_of_memory_gives_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Image, "open", fail)
    assert refused(jpeg()) == "decoding the picture takes too much memory"


def test_an_image_with_too_many_pixels_in_its_header_is_refused() -> None:
    reason = refused(png_header(10_000, 6_000), Recipe(1600, 1600, 50_000_000))
    assert "10000 × 6000, more than 50 million pixels" in reason


def test_an_image_of_exactly_the_most_pixels_allowed_is_kept() -> None:
    assert prepared(jpeg(100, 100), Recipe(200, 200, 10_000)).data == b""
    assert "too large" in refused(jpeg(101, 100), Recipe(200, 200, 10_000))


def test_bytes_that_are_no_image_are_refused() -> None:
    assert refused(b"<rss/>").startswith("no picture: this is XML")


def test_html_with_the_first_bytes_of_a_gif_is_refused_as_damaged() -> None:
    assert refused(b"GIF89a<html><script>alert(1)</script>") == "the picture is damaged"


KINDS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"]


@given(st.sampled_from(KINDS), st.data())
def test_images_broken_at_random_are_shown_or_refused(
    kind: str, choice: st.DataObject
) -> None:
    whole = encode(draw_photo(16, 12), kind)
    at = choice.draw(st.integers(0, len(whole)))
    skip = choice.draw(st.integers(0, 8))
    broken = whole[:at] + choice.draw(st.binary(max_size=8)) + whole[at + skip :]
    outcome = prepare_image(broken, RECIPE)
    if isinstance(outcome, Prepared) and not outcome.result.is_spacer:
        assert decode(outcome.data or broken).size == (
            outcome.result.width_px,
            outcome.result.height_px,
        )
    else:
        assert isinstance(outcome, Prepared) or len(word_reason(outcome.reason)) > 10
