"""The cover: title, dates, outlets and the first good photograph, as a JPEG.

A ``CoverSpec``, the faces and at most one image enter; the bytes of a picture
leave, the same for the same input.  The design is a bound volume of newspapers:
a thin masthead, a window that holds the photograph or a calendar, the title in
the bold serif, a foot line.  All that is read stands on plain ground and keeps
its contrast on the 16 greys of electronic paper.
"""

import calendar
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image as Pixels
from PIL import ImageDraw, ImageFont, ImageOps, ImageStat, features

from exporter.cover_text import (
    DatePart,
    DateSpan,
    Piece,
    TitleBox,
    fit_line,
    han_latin_em,
    read_date_range,
    set_title,
    tokenize,
    weekday,
)
from exporter.fonts import FaceSet, lacking
from exporter.model import FontStyle, Image, Script

WIDTH_PX, HEIGHT_PX = 1200, 1600
MAX_BYTES = 400_000
_MARGIN = 84
_RIGHT = WIDTH_PX - _MARGIN
_WINDOW_TOP = 148
_WINDOW_HEIGHTS = (640, 850)
_FOOT_TOP = 1432
_MEASURED_AT_PX = 200
_ENLARGED_AT_MOST = 1.8

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]

_PAPER: Colour = (248, 245, 238)
_INK: Colour = (26, 26, 28)
_FAINT: Colour = (92, 89, 84)
# Dark enough for pale numerals (contrast over 7:1), no two of one hue.
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
    """What a cover says; ``lang`` is zh-Hans or zh-Hant, volumes from 1."""

    title: str
    date_range: str
    outlets: tuple[str, ...]
    article_count: int
    lang: str = "zh-Hans"
    volume: int = 1
    volumes: int = 1

    @property
    def script(self) -> Script:
        """Return the script of the cover's own words."""
        return "hant" if self.lang == "zh-Hant" else "hans"

    def say(self, hans: str, hant: str) -> str:
        """Return the wording in the script of the cover."""
        return hant if self.script == "hant" else hans


def draw_cover(spec: CoverSpec, faces: FaceSet, image: Image | None) -> bytes:
    """Return the cover of ``spec`` as a JPEG, 1200 x 1600 pixels, under 400 KB.

    Without ``image``, or with one that cannot be decoded, its place is taken by
    a calendar of the dates.  Characters without a glyph are left out.
    """
    canvas = Pixels.new("RGB", (WIDTH_PX, HEIGHT_PX), _PAPER)
    digest = hashlib.sha256(spec.title.encode("utf-8", "surrogatepass")).digest()
    accent = _ACCENTS[digest[0] % len(_ACCENTS)]
    pen = _Pen(ImageDraw.Draw(canvas), faces, spec.script)
    photo = _load_photo(image) if image else None
    window = _window_box(photo)
    span = read_date_range(spec.date_range)
    pen.draw.rectangle(window, fill=accent)
    if photo is None:
        _draw_calendar_window(pen, window, span, accent)
    elif _fills(photo, window):
        _paste_photo(canvas, photo, window)
        if span:
            _draw_stamp(pen, window, span, accent)
    else:
        mount = _mount_photo(canvas, photo, window)
        if span:
            left = (_MARGIN, window[1] + 70, mount[0] - 64, window[3] - 70)
            _draw_hero(pen, left, span, accent)
    pen.draw.rectangle((0, window[3], WIDTH_PX, window[3] + 9), fill=accent)
    _draw_masthead(pen, spec, accent)
    _draw_title(pen, spec, window[3] + 10)
    _draw_foot(pen, spec)
    return _encode(canvas)


def _encode(canvas: Pixels.Image) -> bytes:
    """Return ``canvas`` as the best JPEG that keeps the limit; old readers
    know baseline JPEGs only.
    """
    data = b""
    for quality in (90, 82, 72, 60, 45, 30):
        buffer = io.BytesIO()
        canvas.save(buffer, "JPEG", quality=quality, subsampling=0, optimize=True)
        data = buffer.getvalue()
        if len(data) < MAX_BYTES:
            break
    return data


# --------------------------------------------------------------- typesetting

_OPENING = frozenset("“‘（〔［｛《〈「『【〖〝")
_CLOSING = frozenset("”’）〕］｝》〉」』】〗〞，。、；：！？")


@dataclass(frozen=True, slots=True)
class _Type:
    """How a line of text is set; ``size_px`` is one em."""

    style: FontStyle
    size_px: int
    fill: Colour = _INK


class _Pen:
    """Sets lines of text on a canvas, one script's faces at hand."""

    def __init__(
        self, draw: ImageDraw.ImageDraw, faces: FaceSet, script: Script
    ) -> None:
        self.draw = draw
        self._faces = faces
        self._script = script
        self._fonts: dict[tuple[FontStyle, int], ImageFont.FreeTypeFont] = {}
        self._engine = (
            ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
        )

    def serif(self, size_px: int, fill: Colour = _INK) -> _Type:
        """Return the bold serif at ``size_px``."""
        return _Type(FontStyle(self._script, "serif", 700), size_px, fill)

    def sans(self, size_px: int, fill: Colour = _INK, *, bold: bool = False) -> _Type:
        """Return the sans at ``size_px``."""
        weight = 700 if bold else 400
        return _Type(FontStyle(self._script, "sans", weight), size_px, fill)

    def font(self, style: FontStyle, size_px: int) -> ImageFont.FreeTypeFont:
        """Return the font of ``style``, opened once for each size."""
        key = style, size_px
        if key not in self._fonts:
            face = self._faces.face(style)
            font = ImageFont.truetype(
                str(face.path), size_px, index=face.index, layout_engine=self._engine
            )
            if face.axes:
                font.set_variation_by_axes(list(face.axes.values()))
            self._fonts[key] = font
        return self._fonts[key]

    def _drawable(self, text: str, style: FontStyle) -> str:
        """Return ``text`` without what the face cannot draw.

        A letter whose accented form is absent keeps its base letter.
        """
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        face = self._faces.face(style)
        absent = lacking(face, set(text))
        swaps = {char: unicodedata.normalize("NFD", char)[0] for char in absent}
        still = lacking(face, swaps.values())
        kept = (
            char if char not in absent else "" if swaps[char] in still else swaps[char]
            for char in text
            if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
        )
        return " ".join("".join(kept).split())

    def pieces(self, text: str, style: FontStyle) -> list[Piece]:
        """Return ``text`` as unbreakable pieces measured in ems."""
        font = self.font(style, _MEASURED_AT_PX)
        pieces: list[Piece] = []
        before = ""
        for token in tokenize(self._drawable(text, style)):
            parts = [token]
            if font.getlength(token) > 16 * _MEASURED_AT_PX:
                parts = list(token)  # a word wider than any line
            for part in parts:
                width = font.getlength(part) / _MEASURED_AT_PX
                gap = self._gap(before, part, font) if before else 0.0
                pieces.append(Piece(part, max(width, 0.34 * (part == " ")), gap))
                before = part
        return pieces

    def _gap(self, before: str, after: str, font: ImageFont.FreeTypeFont) -> float:
        """Return the space between two pieces: marks side by side close up."""
        marks = _OPENING | _CLOSING
        if before[-1] in marks and after[0] in marks:
            half = _MEASURED_AT_PX / 2
            right = font.getbbox(before[-1], anchor="ls")[2]
            left = font.getbbox(after[0], anchor="ls")[0]
            if (before[-1] in _CLOSING and right < 1.2 * half) or (
                after[0] in _OPENING and left > 0.8 * half
            ):
                return -0.5
        return han_latin_em(before, after)

    def width(self, text: str, kind: _Type) -> float:
        """Return the width of ``text`` in pixels."""
        pieces = self.pieces(text, kind.style)
        return sum(p.width_em + p.gap_em for p in pieces) * kind.size_px

    def write(
        self, text: str, at: tuple[float, float], kind: _Type, align: str = "left"
    ) -> None:
        """Set ``text`` on the base line, ``at`` being its left, middle or right."""
        pieces = self.pieces(text, kind.style)
        width = sum(p.width_em + p.gap_em for p in pieces) * kind.size_px
        shift = {"left": 0.0, "middle": width / 2, "right": width}[align]
        self.set_line(pieces, (at[0] - shift, at[1]), kind, flush=align == "left")

    def set_line(
        self,
        pieces: Sequence[Piece],
        at: tuple[float, float],
        kind: _Type,
        *,
        flush: bool = True,
    ) -> None:
        """Set ``pieces`` from ``at`` on; ``flush``: ink, not em box, at the edge."""
        font = self.font(kind.style, kind.size_px)
        x, y = at
        if flush and pieces:
            x -= font.getbbox(pieces[0].text[0], anchor="ls")[0]
        for number, piece in enumerate(pieces):
            x += piece.gap_em * kind.size_px if number else 0
            self.draw.text((x, y), piece.text, kind.fill, font, anchor="ls")
            x += piece.width_em * kind.size_px


# -------------------------------------------------------------------- parts


def _draw_masthead(pen: _Pen, spec: CoverSpec, accent: Colour) -> None:
    named = [name for name in spec.outlets if name not in spec.title]
    label = spec.say("新闻合订本", "新聞合訂本")
    left = " · ".join(named) if len(named) == 1 else label
    kind = pen.serif(46)
    pen.write(left, (_MARGIN, 92), kind)
    right = spec.say(f"第{spec.volume}卷 / 共{spec.volumes}卷", "") or (
        f"第{spec.volume}卷 / 共{spec.volumes}卷"
    )
    if spec.volumes > 1:
        pen.write(right, (_RIGHT, 90), pen.sans(32, accent, bold=True), "right")
    # The newspaper's thick and thin rule.
    pen.draw.rectangle((_MARGIN, 116, _RIGHT, 121), fill=_INK)
    pen.draw.rectangle((_MARGIN, 127, _RIGHT, 128), fill=_INK)


def _draw_title(pen: _Pen, spec: CoverSpec, top: int) -> None:
    height = _FOOT_TOP - top - 84
    box = TitleBox(_RIGHT - _MARGIN, height, 184, 44)
    kind = pen.serif(box.largest_px)
    title = set_title(pen.pieces(spec.title, kind.style), box)
    kind = pen.serif(title.size_px)
    step = title.size_px * box.leading
    # Ink of a Han character reaches 0.86 em above the base line.
    y = top + 62 + 0.86 * title.size_px
    for line in title.lines:
        pen.set_line(line, (_MARGIN, y), kind)
        y += step


def _draw_foot(pen: _Pen, spec: CoverSpec) -> None:
    pen.draw.rectangle((_MARGIN, _FOOT_TOP, _RIGHT, _FOOT_TOP + 1), fill=_INK)
    count = f"{spec.article_count:,}".replace(",", " ")
    right = spec.say(f"{count} 篇报道", f"{count} 篇報導")
    kind = pen.sans(34)
    pen.write(right, (_RIGHT, _FOOT_TOP + 66), kind, "right")
    room = _RIGHT - _MARGIN - pen.width(right, kind) - 40
    kind = pen.sans(38, bold=True)
    dates = fit_line(spec.date_range, room, lambda text: pen.width(text, kind))
    pen.write(dates, (_MARGIN, _FOOT_TOP + 66), kind)
    outlets = " · ".join(spec.outlets)
    kind = pen.sans(28, _FAINT)
    outlets = fit_line(outlets, _RIGHT - _MARGIN, lambda text: pen.width(text, kind))
    pen.write(outlets, (_MARGIN, _FOOT_TOP + 118), kind)


def _tint(accent: Colour, share: float) -> Colour:
    """Return ``accent`` with ``share`` of paper in it."""
    red, green, blue = (
        round(a + (p - a) * share) for a, p in zip(accent, _PAPER, strict=True)
    )
    return red, green, blue


def _hero_words(span: DateSpan) -> tuple[str, tuple[str, ...], str]:
    """Return the small words above, the large lines, the small words below."""
    first, last = span.first, span.last
    if first == last and first.day:
        above = f"{first.year}年{first.month}月"
        return above, (f"{first.day}",), weekday(first)
    if (first.year, first.month) == (last.year, last.month) and first.month:
        days = f"{first.day}—{last.day}日" if first.day else ""
        return f"{first.year}年", (f"{first.month}月",), days
    if first.year == last.year:
        months = f"{first.month}—{last.month}月" if first.month else ""
        return "", (f"{first.year}",), months
    return "", tuple(_year_words(part) for part in (first, last)), ""


def _year_words(part: DatePart) -> str:
    return f"{part.year}.{part.month}" if part.month else f"{part.year}"


def _draw_hero(pen: _Pen, box: Box, span: DateSpan, accent: Colour) -> None:
    """Draw the date large inside ``box``, on the accent colour."""
    above, lines, below = _hero_words(span)
    left, top, right, bottom = box
    widest = max(lines, key=lambda line: pen.width(line, pen.serif(100)))
    by_width = 100 * (right - left) / pen.width(widest, pen.serif(100))
    by_height = (bottom - top) / (0.95 * len(lines) + 0.5)
    size = int(min(by_width, by_height, 380))
    small = pen.serif(max(30, min(64, size // 4)), _tint(accent, 0.72))
    step = 0.95 * size
    y = bottom - (1.5 * small.size_px if below else 0) - step * (len(lines) - 1)
    if above:
        pen.write(above, (left, y - 0.86 * size), small)
    for line in lines:
        pen.write(line, (left, y), pen.serif(size, _PAPER))
        y += step
    if below:
        pen.write(below, (left, bottom), small)


def _draw_stamp(pen: _Pen, window: Box, span: DateSpan, accent: Colour) -> None:
    """Draw the date on a tab that stands on the window's lower edge."""
    side = 250
    box = (_MARGIN, window[3] - side, _MARGIN + side, window[3])
    pen.draw.rectangle(box, fill=accent)
    inner = (box[0] + 28, box[1] + 28, box[2] - 28, box[3] - 34)
    _draw_hero(pen, inner, span, accent)


def _draw_calendar_window(
    pen: _Pen, window: Box, span: DateSpan | None, accent: Colour
) -> None:
    top, bottom = window[1], window[3]
    if span is None:
        _draw_columns(pen, window, accent)
        return
    first, last = span.first, span.last
    if first.year != last.year:
        _draw_hero(pen, (_MARGIN, top + 60, _RIGHT, bottom - 80), span, accent)
        return
    _draw_hero(pen, (_MARGIN, top + 90, 500, bottom - 96), span, accent)
    grid = (556, top + 96, _RIGHT, bottom - 96)
    if first.month == last.month and first.month:
        _draw_month(pen, grid, span, accent)
    else:
        _draw_year(pen, grid, span, accent)


def _draw_month(pen: _Pen, box: Box, span: DateSpan, accent: Colour) -> None:
    """Draw the month of ``span``, weeks from Monday, its days picked out."""
    first = span.first
    weeks = calendar.monthcalendar(first.year, first.month)
    low, high = first.day or 1, span.last.day or 31
    rows = [list("一二三四五六日")]
    rows += [[str(day or "") for day in week] for week in weeks]
    chosen = {str(day) for day in range(low, high + 1)}
    _draw_grid(pen, box, rows, chosen, accent)


def _draw_year(pen: _Pen, box: Box, span: DateSpan, accent: Colour) -> None:
    """Draw the twelve months, those of ``span`` picked out."""
    low, high = span.first.month or 1, span.last.month or 12
    rows = [[f"{month}月" for month in range(n, n + 3)] for n in (1, 4, 7, 10)]
    _draw_grid(pen, box, rows, {f"{m}月" for m in range(low, high + 1)}, accent)


def _draw_grid(
    pen: _Pen, box: Box, rows: list[list[str]], chosen: set[str], accent: Colour
) -> None:
    left, top, right, bottom = box
    wide = (right - left) / len(rows[0])
    high = (bottom - top) / len(rows)
    size = int(min(wide, high) * 0.46)
    for number, row in enumerate(rows):
        base = top + high * (number + 0.5) + 0.36 * size
        for place, word in enumerate(row):
            middle = left + wide * (place + 0.5)
            fill = _PAPER if word in chosen else _tint(accent, 0.38)
            pen.write(word, (middle, base), pen.serif(size, fill), "middle")
        line = top + high * (number + 1)
        pen.draw.line((left, line, right, line), _tint(accent, 0.25), 2)


def _draw_columns(pen: _Pen, window: Box, accent: Colour) -> None:
    """Draw the columns of a newspaper page, for a book without dates."""
    _, top, _, bottom = window
    for column in range(4):
        left = _MARGIN + column * 264
        for line, y in enumerate(range(top + 90, bottom - 80, 34)):
            short = 0.55 if line % 7 == 6 else 1
            pen.draw.rectangle(
                (left, y, left + round(240 * short), y + 9), fill=_tint(accent, 0.22)
            )


# -------------------------------------------------------------------- photos


def _load_photo(image: Image) -> Pixels.Image | None:
    """Return the pixels of ``image``, upright, in RGB; None if they are broken."""
    try:
        with Pixels.open(image.path) as file:
            file.draft("RGB", (WIDTH_PX, WIDTH_PX))
            upright = ImageOps.exif_transpose(file)
            if upright.mode in ("RGB", "L"):
                return upright.convert("RGB")
            ground = Pixels.new("RGBA", upright.size, (*_PAPER, 255))
            ground.alpha_composite(upright.convert("RGBA"))
            return ground.convert("RGB")
    except (OSError, ValueError, SyntaxError, Pixels.DecompressionBombError):
        return None


def _window_box(photo: Pixels.Image | None) -> Box:
    low, high = _WINDOW_HEIGHTS
    height = high
    if photo is not None and photo.width >= photo.height:
        height = min(max(WIDTH_PX * photo.height // photo.width, low), high)
    return 0, _WINDOW_TOP, WIDTH_PX, _WINDOW_TOP + height


def _fills(photo: Pixels.Image, window: Box) -> bool:
    """Tell whether ``photo`` can fill the window without harm."""
    width, height = window[2] - window[0], window[3] - window[1]
    scale = max(width / photo.width, height / photo.height)
    shown = width * height / (photo.width * photo.height * scale * scale)
    return scale <= _ENLARGED_AT_MOST and shown >= 0.66


def _paste_photo(canvas: Pixels.Image, photo: Pixels.Image, box: Box) -> None:
    size = (box[2] - box[0], box[3] - box[1])
    # Faces are found above the middle more often than below it.
    fitted = ImageOps.fit(photo, size, Pixels.Resampling.LANCZOS, centering=(0.5, 0.35))
    canvas.paste(fitted, box[:2])


def _mount_photo(canvas: Pixels.Image, photo: Pixels.Image, window: Box) -> Box:
    """Paste ``photo`` at the window's right and return the box it fills."""
    height = window[3] - window[1]
    scale = min(720 / photo.width, height / photo.height, _ENLARGED_AT_MOST)
    width, tall = round(photo.width * scale), round(photo.height * scale)
    top = window[1] + (height - tall) // 2
    right = WIDTH_PX if tall > height - 60 else _RIGHT
    box = (right - width, top, right, top + tall)
    _paste_photo(canvas, photo, box)
    return box


def choose_cover_image(images: Iterable[Image]) -> Image | None:
    """Return the first of ``images`` that can stand on a cover.

    At least 400 pixels wide, neither a banner nor a ribbon, not nearly of one
    colour (a logo, a blank), and decodable.
    """
    return next((image for image in images if _is_good(image)), None)


def _is_good(image: Image) -> bool:
    if image.width_px < 400 or image.height_px < 240:
        return False
    if not 0.5 <= image.width_px / image.height_px <= 2.4:
        return False
    try:
        with Pixels.open(image.path) as file:
            file.draft("L", (160, 160))
            grey = file.convert("L").resize((96, 96), Pixels.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, Pixels.DecompressionBombError):
        return False
    shades = [sum(grey.histogram()[n : n + 8]) for n in range(0, 256, 8)]
    return ImageStat.Stat(grey).stddev[0] >= 14 and max(shades) < 0.7 * 96 * 96
