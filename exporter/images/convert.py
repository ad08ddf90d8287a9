"""Makes a picture fit for a book: checked, and converted where it must be.

Bytes of one picture enter; ``Prepared`` leaves, or ``Unusable`` with a reason
for the reader.  A picture that needs nothing passes as it came, byte for
byte.  Runs in a process of its own (``worker``): decoders are where hostile
pictures strike.
"""

import io
import re
import struct
import warnings
import zlib

from PIL import Image, ImageCms, UnidentifiedImageError

from exporter import reasons
from exporter.images.layout import Layout, read_layout, strip_extras
from exporter.images.recipe import Prepared, Recipe, Shape, Unusable
from exporter.images.sniff import refuse_kind, sniff_kind

# The limit on pixels is ours (Recipe.max_pixels), checked before decoding.
Image.MAX_IMAGE_PIXELS = None

_CUT_OFF = Unusable(reasons.CUT_OFF.say(), lasting=False)
_DAMAGED = Unusable(reasons.DAMAGED.say())
_TOO_HUNGRY = Unusable(reasons.TOO_HUNGRY.say())
# What Pillow's decoders raise on bad input, seen by experiment.
_DECODER_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)
_ORIENTATION_TAG = 0x0112
_LYING = frozenset({5, 6, 7, 8})
# Exif 2.3, 4.6.4 A: how to turn the stored picture to see it upright.
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
_JPEG_QUALITY = 85
# No more colours than this: a drawing, a chart, a screenshot.
_FEW_COLOURS = 256
# A drawing as PNG may be this many times larger than as JPEG.
_PNG_ALLOWANCE = 2
# How profiles describe themselves that say no more than "this is sRGB"; "c2"
# is the short one that social networks put in.
_SRGB_NAME = re.compile(r".*srgb.*|.*iec\s*61966-2.1.*|u?c2", re.I | re.S)


def prepare_picture(data: bytes, recipe: Recipe) -> Prepared | Unusable:
    """Check the picture in ``data`` and convert it if ``recipe`` asks for it.

    The picture is decoded to its end, so that none that is cut off or damaged
    gets into a store.
    """
    kind = sniff_kind(data)
    refusal = refuse_kind(kind, verb="this is")
    if refusal:
        return refusal
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # of faults it got over
            Image.open(io.BytesIO(data), formats=[kind.upper()]) as image,
        ):
            return _prepare_open(image, kind, data=data, recipe=recipe)
    except UnidentifiedImageError:
        return _DAMAGED
    except MemoryError:
        return _TOO_HUNGRY
    except _DECODER_ERRORS as error:
        return _CUT_OFF if "truncated" in str(error).lower() else _DAMAGED


def _prepare_open(
    image: Image.Image, kind: str, *, data: bytes, recipe: Recipe
) -> Prepared | Unusable:
    source = Shape(kind, image.width, image.height)
    if image.width * image.height > recipe.max_pixels:
        limit = f"{recipe.max_pixels / 1e6:g}"
        return Unusable(
            reasons.TOO_MANY_PIXELS.say(
                width=image.width, height=image.height, limit=limit
            )
        )
    if source.is_spacer:
        return Prepared(source, source)
    layout = read_layout(kind, data) if kind in _PASSING_MODES else None
    if kind == "png":  # its orientation and transparency may come last
        image.load()
    if layout and _passes(image, layout, kind=kind, recipe=recipe):
        if layout.progressive:
            again = _make_baseline(data, layout)
        else:
            _decode_roughly(image)
            again = strip_extras(data, layout)
        return Prepared(source, source, again, entire=bool(again))
    return _convert(image, source, recipe=recipe)


def _passes(image: Image.Image, layout: Layout, *, kind: str, recipe: Recipe) -> bool:
    return (
        layout.common
        and recipe.admits(*image.size)
        and image.mode in (_GREY_MODES if recipe.grey else _PASSING_MODES[kind])
        and not image.has_transparency_data
        and _orientation(image) not in _UPRIGHT
        and not _foreign_profile(image)
    )


def _decode_roughly(image: Image.Image) -> None:
    """Read a picture to its end; a JPEG at an eighth of its size, to be quick."""
    image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def _make_baseline(data: bytes, layout: Layout) -> bytes:
    """Return a progressive JPEG coded otherwise, its colours as near as can be.

    Old e-readers show progressive ones late, grey or not at all.  Read anew,
    for with all that describes it Pillow may take it for something else.
    """
    stripped = strip_extras(data, layout) or data
    stream = io.BytesIO()
    with Image.open(io.BytesIO(stripped), formats=["JPEG"]) as image:
        image.save(stream, "JPEG", quality="keep", optimize=True, progressive=False)
    return stream.getvalue()


def _convert(image: Image.Image, source: Shape, *, recipe: Recipe) -> Prepared:
    orientation = _orientation(image)
    profile = _foreign_profile(image)
    box = (recipe.max_width_px, recipe.max_height_px)
    if orientation in _LYING:
        box = box[::-1]
    # libjpeg can decode at 1/2, 1/4 and 1/8: never below twice what is kept.
    image.draft(image.mode, (2 * box[0], 2 * box[1]))
    image.load()
    picture = _to_full_colour(image)
    few_colours = picture.getcolors(_FEW_COLOURS) is not None
    if picture.width > box[0] or picture.height > box[1]:
        picture.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture = _on_white(_to_srgb(picture, profile))
    if orientation in _UPRIGHT:
        picture = picture.transpose(_UPRIGHT[orientation])
    if recipe.grey:
        picture = picture.convert("L")
    kind, data = _encode(picture, few_colours=few_colours)
    return Prepared(source, Shape(kind, picture.width, picture.height), data)


def _orientation(image: Image.Image) -> int:
    """Return the Exif orientation; 1, upright, where it cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except _DECODER_ERRORS:
        return 1
    return value if isinstance(value, int) else 1


def _foreign_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the colour profile of ``image`` if it is another than sRGB.

    A profile that cannot be read is none: readers ignore it too.
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
    picture: Image.Image, profile: ImageCms.ImageCmsProfile | None
) -> Image.Image:
    if profile and picture.mode != "L":
        mode = "RGB" if picture.mode == "CMYK" else picture.mode
        try:
            converted = ImageCms.profileToProfile(
                picture,
                profile,
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode=mode,
            )
        except ImageCms.PyCMSError:  # a profile for another kind of picture
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _encode(picture: Image.Image, *, few_colours: bool) -> tuple[str, bytes]:
    """Return the kind and the bytes: PNG for a drawing, JPEG for a photograph."""
    picture.info = {}  # no profile, key colour or comment goes along
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    if few_colours:
        png = io.BytesIO()
        picture.save(png, "PNG", optimize=True)
        if png.tell() <= _PNG_ALLOWANCE * jpeg.tell():
            return "png", png.getvalue()
    return "jpeg", jpeg.getvalue()
