"""The cover's composition, from masthead to foot line."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image as Pixels

from exporter.cover.dates import DateSpan
from exporter.cover.pen import INK, PAPER, Box, Colour, CoverPen
from exporter.cover.photos import fills, load_photo, mount_box, paste_photo
from exporter.cover.text import TitleBox, TitleLines, TitlePiece, fit_line, set_title
from exporter.cover.windows import MARGIN_PX, draw_dates, draw_hero, draw_stamp
from exporter.dates import range_text
from exporter.fonts import FaceSet, lacking
from exporter.model import FontStyle, Image, Script
from exporter.words import Wording, script_of, wording_for

WIDTH_PX, HEIGHT_PX = 1200, 1600
MAX_BYTES = 400_000
_RIGHT = WIDTH_PX - MARGIN_PX
_RULE_TOP = 112
_WINDOW_TOP = 146
_WINDOW_HEIGHTS = (640, 836)
_FOOT_TOP = 1478
_TITLE_SIZES = (212, 52)
# JPEG quality and chroma subsampling (0 is 4:4:4, 2 is 4:2:0), best first.
_QUALITIES = ((90, 0), (82, 0), (72, 0), (60, 2), (40, 2), (20, 2))
_SMALL_TITLE_PX = 84
_LEADING = 1.26
_ABOVE_TITLE_PX, _BELOW_TITLE_PX = 60, 30
# Dark enough for pale numerals (contrast over 7:1); all of different hues.
_ACCENTS: tuple[Colour, ...] = (
    (27, 58, 93),  # Prussian blue
    (122, 30, 40),  # oxblood
    (28, 72, 58),  # pine
    (92, 46, 92),  # aubergine
    (118, 50, 22),  # rust
    (20, 74, 86),  # petrol
    (62, 60, 110),  # iris
    (92, 66, 22),  # bronze
)


@dataclass(frozen=True, slots=True)
class CoverSpec:
    """What a cover says; ``lang`` is zh-Hans or zh-Hant, volumes from 1.

    ``span`` None leaves the dates out.  A grey cover has no colours in its file.
    """

    title: str
    span: DateSpan | None
    outlets: tuple[str, ...]
    article_count: int
    lang: str = "zh-Hans"
    volume: int = 1
    volumes: int = 1
    is_grey: bool = False

    @property
    def script(self) -> Script:
        """Return the script of the cover's own words."""
        return script_of(self.lang)

    @property
    def words(self) -> Wording:
        """Return the cover's own words."""
        return wording_for(self.lang)


def draw_cover(spec: CoverSpec, faces: FaceSet, image: Image | None) -> bytes:
    """Return the cover of ``spec`` as a JPEG, 1200 x 1600 pixels, under 400 KB.

    Without ``image``, or if it cannot be decoded, a calendar of the dates is drawn in
    its place.  Characters without a glyph are left out.
    """
    canvas = Pixels.new("RGB", (WIDTH_PX, HEIGHT_PX), PAPER)
    pen = CoverPen(canvas, faces, _script_of_faces(spec, faces))
    accent = _accent_of(spec.title)
    photo = load_photo(image, WIDTH_PX) if image else None
    title, window = _lay_out_title(pen, spec.title, _window_box(photo))
    pen.fill(window, accent)
    span = spec.span
    if photo is None:
        draw_dates(pen, window, span, accent)
    elif fills(photo, window):
        paste_photo(canvas, photo, window)
        if span:
            draw_stamp(pen, window, span, accent)
    else:
        mount = mount_box(photo, window, MARGIN_PX)
        paste_photo(canvas, photo, mount)
        bottom = min(mount[3], window[3] - 76)
        if span:
            left = (MARGIN_PX, window[1] + 76, mount[0] - 56, bottom)
            draw_hero(pen, left, span, accent)
    _draw_border(pen, window, accent)
    _draw_masthead(pen, spec, accent)
    _draw_title(pen, title, window)
    _draw_foot(pen, spec)
    return _encode(canvas.convert("L") if spec.is_grey else canvas)


def _script_of_faces(spec: CoverSpec, faces: FaceSet) -> Script:
    """Return the script whose faces lack the fewest of the words; its own if equal.

    Traditional faces need not have every Simplified character of a title.
    """
    words = {char for text in (spec.title, *spec.outlets) for char in text}
    scripts: tuple[Script, ...] = ("hans", "hant")
    if spec.script == "hant":
        scripts = ("hant", "hans")
    return min(
        scripts,
        key=lambda s: len(lacking(faces.face(FontStyle(s, "serif", 700)), words)),
    )


def _accent_of(title: str) -> Colour:
    digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).digest()
    return _ACCENTS[digest[0] % len(_ACCENTS)]


def _window_box(photo: Pixels.Image | None) -> Box:
    low, high = _WINDOW_HEIGHTS
    height = high
    if photo is not None and photo.width >= photo.height:
        height = min(max(WIDTH_PX * photo.height // photo.width, low), high)
    return 0, _WINDOW_TOP, WIDTH_PX, _WINDOW_TOP + height


def _lay_out_title(pen: CoverPen, text: str, window: Box) -> tuple[TitleLines, Box]:
    """Return the title's lines, and the window fitted to what they leave.

    A title that would be small gets more room; a short one gives room back.
    """
    left, top, right, bottom = window
    pieces = pen.pieces(text, pen.serif(_TITLE_SIZES[0]).style)
    title, spare = _set_above_foot(pieces, bottom)
    if title.size_px < _SMALL_TITLE_PX:
        bottom = top + _WINDOW_HEIGHTS[0]
        title, spare = _set_above_foot(pieces, bottom)
    return title, (left, top, right, min(bottom + spare, top + _WINDOW_HEIGHTS[1]))


def _set_above_foot(pieces: Sequence[TitlePiece], top: int) -> tuple[TitleLines, int]:
    """Return the title set between ``top`` and the foot, and the spare pixels."""
    room = _FOOT_TOP - top - _ABOVE_TITLE_PX - _BELOW_TITLE_PX
    box = TitleBox(_RIGHT - MARGIN_PX, room, *_TITLE_SIZES, _LEADING)
    title = set_title(pieces, box)
    return title, max(0, room - round(len(title.lines) * title.size_px * _LEADING))


def _draw_border(pen: CoverPen, window: Box, accent: Colour) -> None:
    """Draw the window's edges, because a pale photograph has none of its own."""
    left, top, right, bottom = window
    pen.fill((left, top, right, top + 3), accent)
    pen.fill((left, bottom, right, bottom + 8), accent)


def _draw_masthead(pen: CoverPen, spec: CoverSpec, accent: Colour) -> None:
    """Draw the program's name, the volume, and a thick and a thin rule."""
    kind = spec.words.cover_kind
    volume = spec.words.cover_volume.format(number=spec.volume, count=spec.volumes)
    right = volume if spec.volumes > 1 else kind
    small = pen.bold_sans(30, accent)
    room = _RIGHT - MARGIN_PX - pen.width(right, small) - 48
    left = _name_outlets(pen, spec, room)
    if all(name in spec.title for name in spec.outlets):
        left, right = kind, volume if spec.volumes > 1 else ""
    pen.write(left, (MARGIN_PX, _RULE_TOP - 26), pen.serif(44))
    pen.write(right, (_RIGHT, _RULE_TOP - 26), small, "right")
    pen.fill((MARGIN_PX, _RULE_TOP, _RIGHT, _RULE_TOP + 6), INK)
    pen.fill((MARGIN_PX, _RULE_TOP + 11, _RIGHT, _RULE_TOP + 13), INK)


def _name_outlets(pen: CoverPen, spec: CoverSpec, room_px: float) -> str:
    """Return the names of the outlets that fit, and the number of all outlets."""
    names = spec.outlets
    for kept in range(len(names), 0, -1):
        line = " · ".join(names[:kept])
        if kept < len(names):
            line += spec.words.cover_more_outlets.format(count=len(names))
        if pen.width(line, pen.serif(44)) <= room_px:
            return line
    return fit_line("".join(names[:1]), room_px, lambda t: pen.width(t, pen.serif(44)))


def _draw_title(pen: CoverPen, title: TitleLines, window: Box) -> None:
    kind = pen.serif(title.size_px)
    # Ink of a Han character reaches 0.86 em above the base line.
    y = window[3] + _ABOVE_TITLE_PX + 0.86 * title.size_px
    for line in title.lines:
        pen.set_line(line, (MARGIN_PX, y), kind)
        y += title.size_px * _LEADING


def _draw_foot(pen: CoverPen, spec: CoverSpec) -> None:
    pen.fill((MARGIN_PX, _FOOT_TOP, _RIGHT, _FOOT_TOP + 2), INK)
    base = _FOOT_TOP + 66
    count = spec.words.cover_articles.format(count=spec.article_count)
    plain, bold = pen.sans(34), pen.bold_sans(36)
    pen.write(count, (_RIGHT, base), plain, "right")
    room = _RIGHT - MARGIN_PX - pen.width(count, plain) - 40
    span = spec.span
    words = range_text(span.first, span.last) if span else ""
    dates = fit_line(words, room, lambda text: pen.width(text, bold))
    pen.write(dates, (MARGIN_PX, base), bold)


def _encode(canvas: Pixels.Image) -> bytes:
    """Return ``canvas`` as the finest JPEG within the limit.

    It is baseline, because old readers know nothing else.  Colour is kept in full
    resolution, for the edges of letters, as long as the file stays within the limit.
    """
    data = b""
    for quality, sampling in _QUALITIES:
        buffer = io.BytesIO()
        canvas.save(
            buffer, "JPEG", quality=quality, subsampling=sampling, optimize=True
        )
        data = buffer.getvalue()
        if len(data) < MAX_BYTES:
            break
    return data
