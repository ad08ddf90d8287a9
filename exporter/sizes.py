"""Sizes in bytes in the form that people write and read."""

from __future__ import annotations

import re

from exporter.errors import UsageError
from exporter.words import Message

_SIZE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,3})?) *([kmg]?)b?", re.IGNORECASE)
_SIZE_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_MB, _GB = 10**6, 10**9


def read_size(text: str, option: str = "--max-size") -> int | None:
    """Return a size in bytes, None for ``none``.  Raises UsageError for other text."""
    if text.strip().lower() == "none":
        return None
    found = _SIZE.fullmatch(text.strip())
    size = int(float(found[1]) * _SIZE_UNITS[found[2].lower()]) if found else 0
    if size < 1:
        raise UsageError(
            Message("{option} {text!r} is no size", option=option, text=text),
            hint=Message("{option} 50MB, 1.5GB or none", option=option),
        )
    return size


def show_size(size_bytes: int) -> str:
    """Return ``3.2 MB``, ``1.5 GB``."""
    if size_bytes < _GB:
        return f"{size_bytes / _MB:.1f} MB"
    return f"{size_bytes / _GB:.1f} GB"
