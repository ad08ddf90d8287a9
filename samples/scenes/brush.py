"""A flat-colour canvas: shapes at twice the size, paper grain at the end.

Coordinates are pixels of the finished picture, the origin at its top left.
Nothing here reads a clock, a font file or the network, and all chance is
seeded, so that the same Pillow draws the same bytes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PIL import (
    Image,
    ImageChops,
    ImageColor,
    ImageDraw,
    ImageFilter,
    ImageFont,
)

Point: TypeAlias = tuple[float, float]
_SCALE = 2

# One palette for the whole archive, so that the pictures belong together.
INK, NIGHT, NAVY = "#1d2a3a", "#16263d", "#26415e"
TEAL, JADE, SAGE, MOSS = "#2f6f73", "#4f9484", "#a9c4a2", "#5d7f4e"
CREAM, SAND, OCHRE, AMBER = "#f6eedb", "#e7d2a8", "#d9993b", "#f2bd5b"
RED, ROSE, PLUM, BROWN = "#cf4f38", "#e7a796", "#5c3b55", "#74503b"
SKY, MIST, GREY, WHITE = "#cfe4e8", "#e9efe9", "#8c979b", "#fdfaf2"
SKIN, TAN, HAIR = "#efc39a", "#cf9a6e", "#2b2326"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be drawn: where it goes in the mirror, how, and how large.

    ``clear`` pictures are transparent where nothing was drawn.
    """

    path: str
    draw: Callable[[Canvas], None]
    width_px: int
    height_px: int
    clear: bool


PICTURES: list[Picture] = []
Scene: TypeAlias = Callable[["Canvas"], None]


def picture(
    path: str, *, width_px: int = 700, height_px: int = 394, clear: bool = False
) -> Callable[[Scene], Scene]:
    """Register the decorated scene under ``path``, as host/path."""

    def register(scene: Scene) -> Scene:
        PICTURES.append(Picture(path, scene, width_px, height_px, clear))
        return scene

    return register


def dw(number: int, suffix: str = "_303.jpg", *, host: str = "static") -> str:
    """Return the mirror path of a Deutsche Welle picture."""
    return f"{host}.dw.com/image/{90_000_000 + number}{suffix}"


def mix(one: str, other: str, share: float) -> str:
    """Return the colour ``share`` of the way from ``one`` to ``other``."""
    a, b = ImageColor.getrgb(one), ImageColor.getrgb(other)
    return "#" + "".join(
        f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True)
    )


class Canvas:
    """A picture being drawn."""

    def __init__(self, width_px: int, height_px: int, seed: str) -> None:
        """Start with a blank sheet; ``seed`` decides everything random."""
        self.width, self.height = width_px, height_px
        self.random = random.Random(seed)
        self.image = Image.new("RGB", (width_px * _SCALE, height_px * _SCALE), CREAM)
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    # ------------------------------------------------------------- basics

    def _ink(self, color: str, alpha: float) -> tuple[int, ...]:
        return (*ImageColor.getrgb(color)[:3], round(alpha * 255))

    def poly(self, points: Iterable[Point], color: str, alpha: float = 1) -> None:
        """Fill a polygon."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._pen.polygon(scaled, fill=self._ink(color, alpha))

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        color: str,
        *,
        radius: float = 0,
        alpha: float = 1,
    ) -> None:
        """Fill a rectangle given by its top left corner and size."""
        box = [round(v * _SCALE) for v in (x, y, x + w, y + h)]
        self._pen.rounded_rectangle(
            (box[0], box[1], max(box[0], box[2] - 1), max(box[1], box[3] - 1)),
            radius * _SCALE,
            fill=self._ink(color, alpha),
        )

    def oval(
        self, x: float, y: float, rx: float, ry: float, color: str, alpha: float = 1
    ) -> None:
        """Fill an ellipse given by its middle and half axes."""
        box = [v * _SCALE for v in (x - rx, y - ry, x + rx, y + ry)]
        self._pen.ellipse(box, fill=self._ink(color, alpha))

    def dot(self, x: float, y: float, r: float, color: str, alpha: float = 1) -> None:
        """Fill a circle."""
        self.oval(x, y, r, r, color, alpha)

    def pie(
        self, x: float, y: float, r: float, start: float, end: float, color: str
    ) -> None:
        """Fill a sector of a circle; degrees run clockwise from the right."""
        box = [v * _SCALE for v in (x - r, y - r, x + r, y + r)]
        self._pen.pieslice(box, start, end, fill=self._ink(color, 1))

    def line(
        self, points: Sequence[Point], color: str, width: float = 2, alpha: float = 1
    ) -> None:
        """Draw a line with round ends and joints."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        thick = max(1, round(width * _SCALE))
        ink = self._ink(color, alpha)
        self._pen.line(scaled, fill=ink, width=thick, joint="curve")
        if alpha == 1 and thick > 2:
            for x, y in (scaled[0], scaled[-1]):
                half = thick / 2
                self._pen.ellipse((x - half, y - half, x + half, y + half), fill=ink)

    def curve(
        self,
        start: Point,
        bend: Point,
        end: Point,
        color: str,
        width: float = 2,
        alpha: float = 1,
    ) -> None:
        """Draw a quadratic curve from ``start`` to ``end`` pulled to ``bend``."""
        self.line(bezier(start, bend, end), color, width, alpha)

    def ring(
        self, x: float, y: float, rx: float, ry: float, color: str, width: float = 2
    ) -> None:
        """Draw the outline of an ellipse."""
        box = [v * _SCALE for v in (x - rx, y - ry, x + rx, y + ry)]
        self._pen.ellipse(box, outline=self._ink(color, 1), width=round(width * _SCALE))

    def label(
        self, x: float, y: float, text: str, color: str, size: float = 14
    ) -> None:
        """Write Latin letters or digits, centred on a point, in Pillow's face."""
        face = ImageFont.load_default(size * _SCALE)
        at = (x * _SCALE, y * _SCALE)
        self._pen.text(at, text, fill=self._ink(color, 1), font=face, anchor="mm")

    # ------------------------------------------------------------ surfaces

    def sky(self, top: str, bottom: str, *, until: float = 1) -> None:
        """Fill from the top down to ``until`` (a share) with a gradient."""
        rows = round(self.height * until) * _SCALE
        ramp = Image.linear_gradient("L").resize((self.image.width, rows))
        low, high = (
            Image.new("RGB", (self.image.width, rows), color) for color in (bottom, top)
        )
        self.image.paste(Image.composite(low, high, ramp), (0, 0))

    def glow(
        self, x: float, y: float, r: float, color: str, strength: float = 0.6
    ) -> None:
        """Let light fall around a point."""
        size = round(r * 2 * _SCALE)
        mask = Image.radial_gradient("L").resize((size, size))
        fall = [max(0.0, 1 - v / 127) ** 2 for v in range(256)]
        mask = mask.point([round(255 * share * strength) for share in fall])
        at = (round((x - r) * _SCALE), round((y - r) * _SCALE))
        self.image.paste(Image.new("RGB", (size, size), color), at, mask)

    def ridge(
        self,
        base: float,
        amp: float,
        color: str,
        *,
        waves: float = 2.2,
        until: float | None = None,
    ) -> list[Point]:
        """Fill the land below a rolling skyline and return that skyline."""
        shifts = [self.random.uniform(0, math.tau) for _ in range(3)]
        line = []
        for x in range(-4, self.width + 8, 4):
            t = x / self.width * math.tau * waves / 2
            y = sum(
                math.sin(t * k + s) / k
                for k, s in zip((1, 2.1, 4.3), shifts, strict=True)
            )
            line.append((float(x), base - amp * y / 1.7))
        floor = self.height if until is None else until
        self.poly([*line, (self.width + 8, floor), (-4, floor)], color)
        return line

    def water(self, y: float, top: str, bottom: str, *, ripples: int = 46) -> None:
        """Fill everything below ``y`` with water that catches the light."""
        rows = (self.height - round(y)) * _SCALE
        ramp = Image.linear_gradient("L").resize((self.image.width, rows))
        low, high = (
            Image.new("RGB", (self.image.width, rows), color) for color in (bottom, top)
        )
        self.image.paste(Image.composite(low, high, ramp), (0, round(y) * _SCALE))
        for _ in range(ripples):
            depth = self.random.random() ** 1.6
            at = y + 6 + depth * (self.height - y - 6)
            x = self.random.uniform(-20, self.width)
            length = 14 + 60 * depth * self.random.random()
            self.line([(x, at), (x + length, at)], WHITE, 0.8 + depth, 0.22)

    def stars(self, count: int, *, until: float) -> None:
        """Scatter stars above the height ``until``."""
        for _ in range(count):
            x, y = self.random.uniform(0, self.width), self.random.uniform(0, until)
            size = 0.5 + self.random.random() ** 5 * 1.6
            self.dot(x, y, size, CREAM, 0.5 + self.random.random() / 2)

    def rain(self, count: int, color: str = WHITE) -> None:
        """Let it rain, from the upper right."""
        for _ in range(count):
            x, y = (
                self.random.uniform(0, self.width),
                self.random.uniform(0, self.height),
            )
            length = self.random.uniform(8, 20)
            self.line([(x, y), (x - length * 0.3, y + length)], color, 1, 0.35)

    # -------------------------------------------------------------- finish

    def finished(self, *, grain: int) -> Image.Image:
        """Return the picture at its own size, with ``grain`` levels of noise."""
        size = (self.width, self.height)
        small = self.image.resize(size, Image.Resampling.LANCZOS)
        if not grain:
            return small
        noise = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
        noise = noise.filter(ImageFilter.GaussianBlur(0.6))
        noise = noise.point([round(128 + (v - 128) * grain / 40) for v in range(256)])
        return ImageChops.overlay(small, Image.merge("RGB", (noise, noise, noise)))

    def cut_out(self) -> Image.Image:
        """Return the picture at its own size, clear where the sheet is blank."""
        blank = Image.new("RGB", self.image.size, CREAM)
        mask = ImageChops.difference(self.image, blank).convert("L")
        mask = mask.point([0, *[255] * 255])
        layered = self.image.copy()
        layered.putalpha(mask)
        return layered.resize((self.width, self.height), Image.Resampling.LANCZOS)


def bezier(start: Point, bend: Point, end: Point, steps: int = 24) -> list[Point]:
    """Return points along a quadratic curve."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (
                a * start[0] + b * bend[0] + c * end[0],
                a * start[1] + b * bend[1] + c * end[1],
            )
        )
    return points
