"""What ``dwexport pdf`` says, in the words of the stage that prints."""

from __future__ import annotations

import re

from exporter.cli.options import LayoutMode, PdfArguments
from exporter.errors import UsageError
from exporter.pdf.options import PdfOptions
from exporter.pdf.paper import default_font_pt, plan_page, read_paper
from exporter.pdf.stylesheet import read_user_css

_FONT_SIZE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) *(?:pt)?", re.IGNORECASE)


def read_pdf_options(pdf: PdfArguments) -> PdfOptions:
    """Return what the command line asks for.

    Raises UsageError for what makes no sense, PdfError for a stylesheet that
    cannot be used: both long before anything is laid out.
    """
    if pdf.columns > 1 and pdf.layout is LayoutMode.BOOK:
        raise UsageError(
            f"--columns {pdf.columns} is for briefings",
            hint="leave out --columns, or --layout book",
        )
    paper = read_paper(pdf.paper)
    font_pt = _read_font_size(pdf.font_size)
    page = plan_page(
        paper,
        layout=pdf.layout.value,
        font_pt=default_font_pt(paper) if font_pt is None else font_pt,
        columns=pdf.columns,
    )
    return PdfOptions(
        layout=pdf.layout.value,
        page=page,
        grey=not pdf.color,
        user_css=read_user_css(pdf.css) if pdf.css else None,
        index=pdf.index,
        variant=pdf.pdf_variant.value,
    )


def _read_font_size(text: str) -> float | None:
    """Return a size in points, None where none is given.  Raises UsageError."""
    if not text.strip():
        return None
    found = _FONT_SIZE.fullmatch(text.strip())
    if not found:
        raise UsageError(
            f"--font-size {text!r} is no size", hint="points: --font-size 11"
        )
    return float(found[1])
