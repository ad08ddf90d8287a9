"""What a user can set about print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exporter.alternatives import Layout, Variant
from exporter.formats.pdf.paper import PagePlan


@dataclass(frozen=True, slots=True)
class UserCss:
    """A stylesheet of the user's, and the file it was read from."""

    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How a book is printed.

    ``user_css`` comes after our own stylesheets.  ``index`` adds indexes of authors,
    topics and outlets.
    """

    layout: Layout
    page: PagePlan
    grey: bool = False
    user_css: UserCss | None = None
    index: bool = False
    variant: Variant = "pdf/ua-1"
