"""From the options of ``dwexport epub`` and ``pdf`` to the formats of books."""

from __future__ import annotations

import re

from exporter.cli.options import EpubArguments, PdfArguments
from exporter.errors import UsageError
from exporter.formats import EpubFormat, PdfFormat
from exporter.sizes import read_size
from exporter.words import Message

_FONT_SIZE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) *(?:pt)?", re.IGNORECASE)


def read_epub_format(epub: EpubArguments) -> EpubFormat:
    """Return the EPUB that the options ask for.  Raises UsageError."""
    return EpubFormat(
        max_bytes=read_size(epub.max_size),
        device=epub.device,
        is_grey=not epub.color,
        fonts=epub.fonts,
    )


def read_pdf_format(pdf: PdfArguments) -> PdfFormat:
    """Return the PDF that the options ask for.  Raises UsageError."""
    return PdfFormat(
        layout=pdf.layout,
        paper=pdf.paper,
        font_pt=_read_font_size(pdf.font_size),
        columns=pdf.columns,
        is_grey=not pdf.color,
        css=pdf.css,
        index=pdf.index,
        variant=pdf.pdf_variant,
    )


def _read_font_size(text: str) -> float | None:
    """Return a size in points, None if none is given.  Raises UsageError."""
    if not text.strip():
        return None
    found = _FONT_SIZE.fullmatch(text.strip())
    if not found:
        raise UsageError(
            Message("--font-size {text!r} is no size", text=text),
            hint=Message("points, from 6 to 24: --font-size 11"),
        )
    return float(found[1])
