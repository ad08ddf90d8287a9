"""What a user can set about print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from exporter.pdf.paper import PagePlan

Layout: TypeAlias = Literal["briefing", "book"]
Variant: TypeAlias = Literal["pdf/ua-1", "pdf/a-3u", "none"]


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How a book is printed.

    ``css`` is a stylesheet of the user's that comes after ours; ``index`` asks
    for indexes of authors, topics and outlets.
    """

    layout: Layout
    page: PagePlan
    grey: bool = False
    css: Path | None = None
    index: bool = False
    variant: Variant = "pdf/ua-1"
