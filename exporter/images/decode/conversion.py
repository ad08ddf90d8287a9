"""Checks an image and converts it where the book needs that.

The bytes of one image enter.  ``Prepared`` leaves, or ``Unusable`` with a reason for
the reader.  An image that needs no conversion keeps its bytes.  This runs in a
process of its own (``worker``), because hostile images attack the decoders.
"""

import io
import re
import struct
import warnings
import zlib
from dataclasses import replace
from typing import Any

from PIL import Image, ImageCms, UnidentifiedImageError

from exporter.images.decode.cuts import CutPlan, cut_image, plan_cut
from exporter.images.decode.drawing import DrawingError, draw_svg
from exporter.images.decode.kinds import refuse_kind, sniff_kind
from exporter.images.decode.recipe import ImageShape, Prepared, Recipe, Unusable
from exporter.images.decode.repair import end_jpeg, repair_image
from exporter.images.decode.structure import FileStructure, read_structure, strip_extras
from exporter.words import Reason

# Pillow's own limit is off: Recipe.max_pixels is checked before decoding.
Image.MAX_IMAGE_PIXELS = None

_CUT_OFF = Unusable(Reason.of("cut-off"), lasting=False)
_DAMAGED = Unusable(Reason.of("damaged"))
_TOO_HUNGRY = Unusable(Reason.of("too-hungry"))
# The exceptions that Pillow's decoders raise on bad input, found by experiment.
_DECODER_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    AssertionError,  # a PNG of a palette mode without a palette
    RuntimeError,
    struct.error,
    zlib.error,
)
_ORIENTATION_TAG = 0x0112
_LYING = frozenset({5, 6, 7, 8})
# Exif 2.3, 4.6.4 A: the turn that makes the stored image upright.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PASSING_MODES = {"jpeg": ("L", "RGB"), "png": ("1", "L", "P", "RGB")}
_GREY_MODES = ("1", "L")
# Kinds for which Pillow uses another name.
_FORMATS = {"jp2": "JPEG2000"}
# Levels of one band that differ by this much or less are noise.  Bands that differ from
# each other by this much or less show grey, not a colour.
_FLAT = 2
_GREYISH = 6
_OPAQUE = 255
# How much may be missing at the end of a JPEG: a share of its height, or one row of
# blocks in lines.
_MAX_MISSING = 0.06
_LAST_LINES_PX = 16
_LAST_SHARES = (0.02, 0.04, 0.07, 0.1, 0.2, 0.4)
_JPEG_QUALITY = 85
# An image that will be cut may have any length.  A wide one is cut into strips; a strip
# needs no more height than its width divided by _STRIPS_HIGH.
_ANY_LENGTH_PX, _STRIPS_HIGH = 1_000_000, 2
# An image with at most this many colours is a drawing, a chart or a screenshot.
_FEW_COLOURS = 256
# A drawing stays PNG while it is at most this many times as large as its JPEG.
_PNG_ALLOWANCE = 2
# Names of profiles that only say "this is sRGB".  "c2" is the short profile that
# social networks insert.
_SRGB_NAME = re.compile(r".*srgb.*|.*iec\s*61966-2.1.*|u?c2", re.I | re.S)


def _blank_pixel() -> tuple[ImageShape, bytes]:
    stream = io.BytesIO()
    Image.new("1", (1, 1), 1).save(stream, "PNG")
    return ImageShape("png", 1, 1), stream.getvalue()


# Replaces an image that shows nothing: the smallest possible image, a spacer.
_BLANK = _blank_pixel()


def prepare_image(data: bytes, recipe: Recipe) -> Prepared | Unusable:
    """Check the picture in ``data`` and convert it if ``recipe`` asks for it.

    The image is decoded completely, so that no damaged or incomplete image gets into
    a store.
    """
    kind = sniff_kind(data)
    refusal = refuse_kind(kind)
    if refusal:
        return refusal
    mended = repair_image(data, kind)
    if kind == "jpeg" and read_structure(kind, mended) is None:
        mended = end_jpeg(mended)
        ended = _prepare(mended, kind, recipe, ended=True)
        outcome = ended if isinstance(ended, Prepared) else _CUT_OFF
    else:
        outcome = _prepare(mended, kind, recipe)
    if mended != data and isinstance(outcome, Prepared) and not outcome.data:
        # Readers may refuse the bytes that came, so the repaired bytes are kept.
        return replace(outcome, data=mended, entire=True)
    return outcome


def _prepare(
    data: bytes, kind: str, recipe: Recipe, *, ended: bool = False
) -> Prepared | Unusable:
    """Prepare ``data``, which may have been repaired.

    ``ended`` says that we added the end marker.  Then the image is refused if much of
    it is missing.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # about faults that do no harm
            if kind == "svg":
                return _prepare_drawing(data, recipe)
            formats = [_FORMATS.get(kind, kind.upper())]
            with Image.open(io.BytesIO(data), formats=formats) as image:
                if ended and _lacks_much(data):
                    return _CUT_OFF
                return _prepare_open(image, kind, data=data, recipe=recipe)
    except UnidentifiedImageError:
        return _DAMAGED
    except DrawingError as error:
        return Unusable(Reason.of("drawing", why=error.why))
    except MemoryError:
        return _TOO_HUNGRY
    except _DECODER_ERRORS as error:
        return _CUT_OFF if "truncated" in str(error).lower() else _DAMAGED


def _prepare_drawing(data: bytes, recipe: Recipe) -> Prepared:
    image = draw_svg(
        data, max_width_px=recipe.max_width_px, max_height_px=recipe.max_height_px
    )
    with image:
        return _convert(
            image, ImageShape("svg", image.width, image.height), recipe=recipe
        )


def _prepare_open(
    image: Image.Image, kind: str, *, data: bytes, recipe: Recipe
) -> Prepared | Unusable:
    source = ImageShape(kind, image.width, image.height)
    if image.width * image.height > recipe.max_pixels:
        limit = f"{recipe.max_pixels / 1e6:g}"
        return Unusable(
            Reason.of(
                "too-many-pixels", width=image.width, height=image.height, limit=limit
            )
        )
    if source.is_spacer:
        return Prepared(source, source)
    structure = read_structure(kind, data) if kind in _PASSING_MODES else None
    if kind == "png":  # orientation and transparency may stand after the pixels
        image.load()
    if structure and _passes(image, structure, kind=kind, recipe=recipe):
        if structure.progressive:
            again = _make_baseline(data, structure)
            return Prepared(source, source, again, entire=bool(again))
        again = strip_extras(data, structure)
        if not again:
            _decode_roughly(image)
        shown = _open_whole(again, kind, image.size) if again else image
        if shown is not None:
            if _shows_nothing(shown):
                return Prepared(source, *_BLANK)
            return Prepared(source, source, again, entire=bool(again))
    return _convert(image, source, recipe=recipe)


def _open_whole(data: bytes, kind: str, size_px: tuple[int, int]) -> Image.Image | None:
    """Return the image in ``data`` if it is complete, of this size, and decodable.

    Some segments do not end where the next one begins.  Decoders read those
    differently from us, so cutting one out may destroy the image.
    """
    structure = read_structure(kind, data)
    if structure is None or structure.extras or structure.end != len(data):
        return None
    try:
        image = Image.open(io.BytesIO(data), formats=[kind.upper()])
        if image.size != size_px:
            return None
        _decode_roughly(image)
    except _DECODER_ERRORS:
        return None
    return image


def _lacks_much(data: bytes) -> bool:
    """Return whether a JPEG whose end we added shows only a part of its image.

    A decoder fills the missing part with the last colour it had, so the last lines
    are all of one colour.
    """
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        image.draft("L", (max(1, image.width // 2), max(1, image.height // 2)))
        grey = image.convert("L")
    height = grey.height
    missing = 0
    for share in _LAST_SHARES:
        lines = max(1, round(height * share))
        if (
            _span(grey.crop((0, height - lines, grey.width, height)).getextrema())
            > _FLAT
        ):
            break
        missing = lines
    return missing > max(_LAST_LINES_PX, height * _MAX_MISSING)


def _shows_nothing(image: Image.Image) -> bool:
    """Return whether ``image`` is transparent, or all of one grey, black or white.

    An image of one colour shows something: a colour sample, a flag.
    """
    bands: Any = image.getextrema()
    if image.mode == "RGBA":
        least, most = bands[3]
        if most <= _FLAT:
            return True
        if least < _OPAQUE:
            return False
    elif image.mode not in ("1", "L", "P", "RGB"):
        return False
    if image.mode == "P":
        if _span(bands) > 0:
            return False
        bands = image.convert("RGB").getextrema()
    levels = [bands] if len(image.getbands()) == 1 and image.mode != "P" else bands[:3]
    flat = all(_span(band) <= _FLAT for band in levels)
    return flat and _span([level for band in levels for level in band]) <= _GREYISH


def _span(levels: Any) -> float:
    """Return how far apart the least and the greatest of ``levels`` are."""
    return float(max(levels) - min(levels))


def _passes(
    image: Image.Image, structure: FileStructure, *, kind: str, recipe: Recipe
) -> bool:
    return (
        structure.common
        and recipe.admits(*image.size)
        and plan_cut(*image.size, recipe) is None
        and image.mode in (_GREY_MODES if recipe.grey else _PASSING_MODES[kind])
        and not image.has_transparency_data
        and _orientation(image) not in _UPRIGHT
        and not _foreign_profile(image)
    )


def _decode_roughly(image: Image.Image) -> None:
    """Decode an image to its end; a JPEG at an eighth of its size, which is faster."""
    image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def _make_baseline(data: bytes, structure: FileStructure) -> bytes:
    """Return a progressive JPEG as a baseline one; its colours change hardly at all.

    Old e-readers show progressive JPEGs late, grey or not at all.  The extras are cut
    out first: because of them Pillow may take the file for another kind.
    """
    stripped = strip_extras(data, structure) or data
    stream = io.BytesIO()
    with Image.open(io.BytesIO(stripped), formats=["JPEG"]) as image:
        image.save(stream, "JPEG", quality="keep", optimize=True, progressive=False)
    return stream.getvalue()


def _convert(image: Image.Image, source: ImageShape, *, recipe: Recipe) -> Prepared:
    orientation = _orientation(image)
    profile = _foreign_profile(image)
    lies = orientation in _LYING
    cut = plan_cut(*(image.size[::-1] if lies else image.size), recipe)
    box = _box_of(recipe, cut)
    if lies:
        box = box[::-1]
    # libjpeg can decode at 1/2, 1/4 and 1/8; ask for at least twice the size kept.
    image.draft(image.mode, (2 * box[0], 2 * box[1]))
    image.load()
    pixels = _to_full_colour(image)
    if _shows_nothing(pixels):
        return Prepared(source, *_BLANK)
    few_colours = pixels.getcolors(_FEW_COLOURS) is not None
    if pixels.width > box[0] or pixels.height > box[1]:
        pixels.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
    pixels = _on_white(_to_srgb(pixels, profile))
    if orientation in _UPRIGHT:
        pixels = pixels.transpose(_UPRIGHT[orientation])
    if recipe.grey:
        pixels = pixels.convert("L")
    pieces = cut_image(pixels, cut) if cut else [pixels]
    made = [_encode_piece(piece, few_colours=few_colours) for piece in pieces]
    return Prepared(source, *made[0], more=tuple(made[1:]))


def _box_of(recipe: Recipe, cut: CutPlan | None) -> tuple[int, int]:
    """Return the largest width and height that an image may have before it is cut."""
    width_px, height_px = recipe.max_width_px, recipe.max_height_px
    if cut and cut.direction == "down":
        return width_px, _ANY_LENGTH_PX
    if cut:
        return _ANY_LENGTH_PX, min(height_px, max(width_px // _STRIPS_HIGH, 1))
    return width_px, height_px


def _encode_piece(image: Image.Image, *, few_colours: bool) -> tuple[ImageShape, bytes]:
    kind, data = _encode(image, few_colours=few_colours)
    return ImageShape(kind, image.width, image.height), data


def _orientation(image: Image.Image) -> int:
    """Return the Exif orientation; 1, upright, where it cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except _DECODER_ERRORS:
        return 1
    return value if isinstance(value, int) else 1


def _foreign_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the colour profile of ``image`` if it is not sRGB, else None.

    None also for a profile that cannot be read: readers ignore it, too.
    """
    data = image.info.get("icc_profile")
    if not isinstance(data, bytes) or image.mode not in ("RGB", "RGBA", "CMYK", "P"):
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        name = ImageCms.getProfileDescription(profile).strip()
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return None if _SRGB_NAME.fullmatch(name) else profile


def _to_full_colour(image: Image.Image) -> Image.Image:
    """Return ``image`` in a mode that can be scaled: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image.copy()
    return image.convert("L" if image.mode in ("1", "F") else "RGB")


def _to_srgb(
    image: Image.Image, profile: ImageCms.ImageCmsProfile | None
) -> Image.Image:
    if profile and image.mode != "L":
        mode = "RGB" if image.mode == "CMYK" else image.mode
        try:
            converted = ImageCms.profileToProfile(
                image,
                profile,
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode=mode,
            )
        except ImageCms.PyCMSError:  # the profile is for another mode
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB") if image.mode == "CMYK" else image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _encode(image: Image.Image, *, few_colours: bool) -> tuple[str, bytes]:
    """Return the kind and the bytes: PNG for a drawing, JPEG for a photograph."""
    image.info = {}  # so that no profile, key colour or comment is saved
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    if few_colours:
        png = io.BytesIO()
        image.save(png, "PNG", optimize=True)
        if png.tell() <= _PNG_ALLOWANCE * jpeg.tell():
            return "png", png.getvalue()
    return "jpeg", jpeg.getvalue()
