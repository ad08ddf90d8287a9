"""QR codes, with which a reader of paper opens a link.

An address enters; a PNG leaves, with the size at which it must be printed.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field

import segno

from exporter.outlets import short_address

# A module of 0.42 mm is five dots of the coarsest office printer (300 dpi), and a
# telephone reads it at a hand's distance.  Many do not read modules below 0.3 mm.
_MODULE_MM = 0.42
_SMALLEST_MODULE_MM = 0.3
_LARGEST_MM = 26.0
# Pixels of a module: fewer than 300 dpi at every size, so no code is scaled down.
_MODULE_PX = 3
_CORRECTION = "m"  # readable with 15 % of it damaged (ISO/IEC 18004, 6.5.1)


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: its file name in the book, the PNG, and its side on paper in mm."""

    name: str
    png: bytes = field(repr=False)
    side_mm: float


def make_code(url: str) -> QrCode | None:
    """Return the code that opens ``url``, None if it is too long for a code.

    The short address of an article has its number.  A title in percent signs would take
    three times as many modules.
    """
    address = short_address(url) or url
    try:
        symbol = segno.make_qr(address, error=_CORRECTION, boost_error=False)
    except segno.DataOverflowError:
        return None
    modules = symbol.symbol_size(border=0)[0]
    module_mm = min(_MODULE_MM, _LARGEST_MM / modules)
    if module_mm < _SMALLEST_MODULE_MM:
        return None
    stream = io.BytesIO()
    symbol.save(stream, kind="png", scale=_MODULE_PX, border=0)
    digest = hashlib.sha256(address.encode()).hexdigest()[:20]
    return QrCode(f"{digest}.png", stream.getvalue(), round(module_mm * modules, 2))
