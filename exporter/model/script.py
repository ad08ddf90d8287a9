"""The scripts of Chinese, and the direction of text."""

from __future__ import annotations

from typing import Literal, TypeAlias

from exporter.words import Script

__all__ = ["Direction", "Script"]

# The direction of text; "" for that of the text around.
Direction: TypeAlias = Literal["", "ltr", "rtl"]
