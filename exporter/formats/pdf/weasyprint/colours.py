"""Colours for printers: greys and black are written in DeviceGray.

WeasyPrint writes every colour of CSS as red, green and blue, also black.  A printer
then mixes the black of the text from its inks.  Here colours without a hue are written
with the operators of DeviceGray (ISO 32000-1, 8.6.4.2).  A grey book has only such
colours, whatever the user's stylesheet asks for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pydyf
from weasyprint import images
from weasyprint.pdf import stream as streams

from exporter.formats.pdf.weasyprint.support import replaced

# How bright red, green and blue look (ITU-R BT.601), as in Pillow.
_WEIGHTS = (0.299, 0.587, 0.114)
_GREY = "/DeviceGray"
_RGB_SPACES = ("srgb", "hsl", "hwb")
_LIGHT_SPACES = ("lab", "lch", "oklab", "oklch", "xyz-d50", "xyz-d65")
_L_LINEAR = 8.0
_ALPHA_MODES = ("LA", "La", "PA", "RGBA", "RGBa")


@contextlib.contextmanager
def printers_colours(*, grey: bool) -> Iterator[None]:
    """Write greys in DeviceGray while the context lasts.

    With ``grey`` every colour, gradient and image becomes grey.
    """
    with (
        replaced(streams.Stream, "set_color_rgb", _set_rgb(grey=grey)),
        replaced(images.RasterImage, "__init__", _loaded_as(grey=grey)),
        _only_greys() if grey else contextlib.nullcontext(),
    ):
        yield


@contextlib.contextmanager
def _only_greys() -> Iterator[None]:
    """Make every colour and gradient grey while the context lasts."""
    function = staticmethod(_interpolate_greys)
    with (
        replaced(streams.Stream, "set_color", _set_grey),
        replaced(streams.Stream, "_default_color_space", property(lambda _: _GREY)),
        replaced(streams.Stream, "create_interpolation_function", function),
    ):
        yield


def grey_of(red: float, green: float, blue: float) -> float:
    """Return how light a colour looks, from 0 (black) to 1 (white)."""
    light = sum(
        weight * min(max(channel, 0.0), 1.0)
        for weight, channel in zip(_WEIGHTS, (red, green, blue), strict=True)
    )
    return round(light, 4)


def _set_rgb(*, grey: bool) -> Callable[..., None]:
    def set_color_rgb(
        stream: Any, red: float, green: float, blue: float, stroke: bool = False
    ) -> None:
        if grey or red == green == blue:
            _set_level(stream, grey_of(red, green, blue), stroke=stroke)
        else:
            pydyf.Stream.set_color_rgb(stream, red, green, blue, stroke)

    return set_color_rgb


def _set_level(stream: Any, level: float, *, stroke: bool) -> None:
    operator = "G" if stroke else "g"
    stream.stream.append(f"{level:g} {operator}".encode())


def _set_grey(stream: Any, color: Any, stroke: bool = False) -> None:
    """Replaces ``Stream.set_color``; ``color`` may be in any colour space."""
    *channels, alpha = color
    stream.set_alpha(alpha, stroke)
    current = (color.space, *channels)
    name = "_current_color_stroke" if stroke else "_current_color"
    if getattr(stream, name) != current:
        setattr(stream, name, current)
        _set_level(stream, _lightness(color), stroke=stroke)


def _lightness(color: Any) -> float:
    if color.space == "device-cmyk":
        cyan, magenta, yellow, key = color.coordinates
        return grey_of(*(1 - min(ink + key, 1) for ink in (cyan, magenta, yellow)))
    if color.space in _RGB_SPACES:
        return grey_of(*color.to("srgb").coordinates)
    if color.space in _LIGHT_SPACES:
        return _level_of(float(color.to("lab").coordinates[0]))
    return 0.0  # a colour in the user's own profile prints some ink


def _level_of(lightness: float) -> float:
    """Return the grey of sRGB (IEC 61966-2-1) that is as light as the L* of CIE."""
    root = (min(max(lightness, 0.0), 100.0) + 16) / 116
    linear = root**3 if lightness > _L_LINEAR else lightness / 903.3
    if linear <= 0.0031308:
        return round(max(linear, 0.0) * 12.92, 4)
    return round(float(1.055 * linear ** (1 / 2.4) - 0.055), 4)


def _interpolate_greys(
    domain: Sequence[float], c0: Sequence[float], c1: Sequence[float], n: float
) -> pydyf.Dictionary:
    """Replaces ``Stream.create_interpolation_function``, which gradients use."""
    ends = [(grey_of(*c),) if len(c) == len(_WEIGHTS) else tuple(c) for c in (c0, c1)]
    return pydyf.Dictionary(
        {
            "FunctionType": 2,
            "Domain": pydyf.Array(domain),
            "C0": pydyf.Array(ends[0]),
            "C1": pydyf.Array(ends[1]),
            "N": n,
        }
    )


def _loaded_as(*, grey: bool) -> Callable[..., None]:
    """Return a ``RasterImage.__init__`` that keeps greys as greys.

    WeasyPrint turns images of two tones, such as our QR codes, into RGB.
    """
    load = images.RasterImage.__init__

    def init(
        self: Any,
        image: Any,
        image_id: str,
        data: bytes | None,
        filename: str | None = None,
        *rest: Any,
        **more: Any,
    ) -> None:
        mode = _grey_mode(image, every=grey)
        if mode and mode != image.mode:
            image = image.convert(mode)
            data = filename = None  # so that WeasyPrint encodes it again
        load(self, image, image_id, data, filename, *rest, **more)

    return init


def _grey_mode(image: Any, *, every: bool) -> str:
    """Return the mode to convert ``image`` to, "" to leave it as it is."""
    see_through = image.mode in _ALPHA_MODES or "transparency" in image.info
    if not every:
        return "L" if image.mode == "1" and not see_through else ""
    return "LA" if see_through else "L"
