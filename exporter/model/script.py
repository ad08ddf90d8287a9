"""The scripts of Chinese, and which way text runs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from exporter.words import Script

__all__ = ["Direction", "Script"]

# Which way text runs; "" for the way of what is around it.
Direction: TypeAlias = Literal["", "ltr", "rtl"]
