"""How large an image needs to be: the pixels of a device's screen, or of paper.

A larger image costs space, and on slow devices time to decode it.
"""

import math
import re

from exporter.errors import UsageError
from exporter.words import Message, join

# Suits most devices: a large e-reader, a telephone, a small tablet.
_ANY = (1600, 1600)
# Held upright.  E-ink screens with 300 dots an inch, by their diagonal: 6 in (Kindle,
# Kobo Clara), 7 in (Kindle Paperwhite and Oasis, Kobo Libra), 8 in (Kobo Sage), 10 in
# (Kindle Scribe, Kobo Elipsa; some have fewer dots).
_SCREENS: dict[str, tuple[int, int]] = {
    "any": _ANY,
    "6in": (1072, 1448),
    "7in": (1264, 1680),
    "8in": (1440, 1920),
    "10in": (1860, 2480),
}
_PIXELS = re.compile(r"([0-9]{1,5}) *[x×*] *([0-9]{1,5})", re.IGNORECASE)
_SMALLEST_PX, _LARGEST_PX = 100, 4000
# Printers, and eyes at reading distance, show no finer detail.
_DOTS_PER_INCH = 300
_PT_PER_INCH = 72


def read_screen(text: str) -> tuple[int, int]:
    """Return the width and height in pixels of the screen that ``text`` names.

    ``text`` is a name, or WxH.  Raises UsageError.
    """
    name = text.strip().lower()
    if name in _SCREENS:
        return _SCREENS[name]
    found = _PIXELS.fullmatch(name)
    sides = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(_SMALLEST_PX <= side <= _LARGEST_PX for side in sides):
        raise UsageError(
            Message("--device {text!r} is no screen", text=text),
            hint=Message(
                "--device {screens}, or its pixels, such as 1236x1648",
                screens=join(Message(", "), _SCREENS),
            ),
        )
    return sides


def printed_pixels(width_pt: float, height_pt: float) -> tuple[int, int]:
    """Return the pixels that an image of that size can show in print."""
    width, height = (
        min(math.ceil(side * _DOTS_PER_INCH / _PT_PER_INCH), _LARGEST_PX)
        for side in (width_pt, height_pt)
    )
    return width, height
