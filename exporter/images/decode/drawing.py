"""Draws SVG: the text that describes an image becomes pixels.

The bytes of a drawing enter, a Pillow image leaves.  A drawing can name files of
this machine and addresses of the network.  So links to anything outside the drawing
are removed first.  Runs in the process that decodes images.
"""

import io
import re
from xml.etree import ElementTree

from PIL import Image

from exporter.words import Reason

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_INNER_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[-+]?\d+)?)\s*([a-z%]*)\s*", re.IGNORECASE)
# CSS Values 4, 5.2, in pixels; em and ex for the usual text size of 16 px.
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
}
# A drawing scales to any size.  The longer side gets at least and at most so many px.
_MIN_SIDE_PX = 800
_MAX_SIDE_PX = 4_000
# A smaller drawing is meant to be small: an icon, a sign in a formula.
_ICON_SIDE_PX = 100
_LINE_PX = 64
# CSS Images 3, 5.2: a drawing without a size of its own.
_DEFAULT_SIZE = (300.0, 150.0)
_MAX_ELEMENTS = 20_000


class DrawingError(ValueError):
    """A drawing that cannot be drawn, and why; a str comes from the drawing library."""

    def __init__(self, why: Reason | str) -> None:
        """Keep the reason."""
        super().__init__(str(why))
        self.why = why


def draw_svg(data: bytes, *, max_width_px: int, max_height_px: int) -> Image.Image:
    """Return the drawing ``data`` as an image with a transparent ground.

    An icon keeps its size; a larger drawing is enlarged, within the limits.
    Raises DrawingError for data that is no drawing or cannot be drawn.
    """
    import resvg_py  # here, because most books have no drawing and need not wait for it

    root = _read(data)
    width, height = _size_of(root)
    scale = _scale(width, height, max_width_px, max_height_px)
    width_px = max(1, round(width * scale))
    height_px = max(1, round(height * scale))
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    has_words = next(root.iter(f"{_SVG}text"), None) is not None
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=ElementTree.tostring(root, encoding="unicode"),
            skip_system_fonts=not has_words,  # finding fonts takes time
            width=width_px,
            height=height_px,
            languages=["zh"],
        )
    except ValueError as error:
        raise DrawingError(str(error)) from error
    image = Image.open(io.BytesIO(bytes(png)))
    image.load()
    return image


def _read(data: bytes) -> ElementTree.Element:
    """Return the root of ``data`` without links to anything outside ``data``."""
    text = data.lstrip(b"\x00 \t\r\n")
    if b"<!ENTITY" in text:  # entities can grow without limit and can read files
        raise DrawingError(Reason.of("drawing-entities"))
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (no entities left)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise DrawingError(Reason.of("drawing-no-xml")) from error
    elements = list(root.iter())
    if len(elements) > _MAX_ELEMENTS:
        raise DrawingError(Reason.of("drawing-too-many-parts"))
    if root.tag == "svg":  # archives drop the namespace, but the library needs it
        for element in elements:
            if isinstance(element.tag, str) and not element.tag.startswith("{"):
                element.tag = _SVG + element.tag
    if root.tag != f"{_SVG}svg":
        raise DrawingError(Reason.of("drawing-empty"))
    for element in elements:
        _drop_outer_links(element)
    return root


def _drop_outer_links(element: ElementTree.Element) -> None:
    for name in ("href", _XLINK_HREF):
        target = element.get(name, "").strip()
        if target and not (target.startswith("#") or _INNER_IMAGE.match(target)):
            del element.attrib[name]


def _size_of(root: ElementTree.Element) -> tuple[float, float]:
    """Return width and height in pixels.

    SVG 2, 8.2: the attributes count first, then the view box.
    """
    box = [float(n) for n in re.findall(r"-?\d*\.?\d+", root.get("viewBox", ""))[:4]]
    inner = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else None
    width = _read_length(root.get("width", ""))
    height = _read_length(root.get("height", ""))
    if inner:
        ratio = inner[0] / inner[1]
        if width and not height:
            height = width / ratio
        elif height and not width:
            width = height * ratio
        elif not (width or height):
            width, height = inner
    width, height = width or _DEFAULT_SIZE[0], height or _DEFAULT_SIZE[1]
    return width, height


def _read_length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    if not found:
        return 0.0
    return float(found[1]) * _UNITS.get(found[2].lower(), 0.0)


def _scale(width: float, height: float, max_width_px: int, max_height_px: int) -> float:
    longer = max(width, height)
    small = longer <= _ICON_SIDE_PX or height <= _LINE_PX
    wanted = 1.0 if small else max(1.0, _MIN_SIDE_PX / longer)
    limits = (
        min(max_width_px, _MAX_SIDE_PX) / width,
        min(max_height_px, _MAX_SIDE_PX) / height,
    )
    return min(wanted, *limits)
