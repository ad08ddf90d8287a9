"""The formats of books: what each needs, and how it packs a volume into a file.

A ``Volume`` enters, a file leaves.  ``FORMATS`` lists all formats.  To add one, write a
package beside ``epub`` with a class that has everything of ``Format``, and add it to
the table.  Code outside this package never asks which format it has.
"""

from __future__ import annotations

from collections.abc import Mapping

from exporter.formats.epub import EpubFormat
from exporter.formats.pdf import PdfFormat, layout_releases
from exporter.formats.protocol import Format, Volume

__all__ = [
    "FORMATS",
    "EpubFormat",
    "Format",
    "PdfFormat",
    "Volume",
    "layout_releases",
]

FORMATS: Mapping[str, type[Format]] = {
    kind.suffix: kind for kind in (EpubFormat, PdfFormat)
}
"""Every format, by the suffix of its files."""
