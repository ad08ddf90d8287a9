"""Changes to WeasyPrint, pydyf and Pillow while a book is made.

Each change says what is wrong without it, and ends with its context.  Line composition
is separate (``composition``).
"""

from __future__ import annotations

import contextlib
import gc
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint import images
from weasyprint import pdf as writing
from weasyprint.formatting_structure import boxes

# WeasyPrint switches this on for the whole process when it is imported.
_TOLERANT = "LOAD_TRUNCATED_IMAGES"
setattr(images.ImageFile, _TOLERANT, False)
_ZLIB_LEVEL = 6
_REFERENCE = re.compile(r"(\d+) \d+ R")


@contextlib.contextmanager
def mended() -> Iterator[None]:
    """Make all changes while the context lasts."""
    with (
        _tolerance(),
        _quick_references(),
        _rare_collection(),
        _usual_compression(),
        _margin_artifacts(),
    ):
        yield


@contextlib.contextmanager
def _tolerance() -> Iterator[None]:
    """Let Pillow draw the part that is there of a truncated image."""
    setattr(images.ImageFile, _TOLERANT, True)
    try:
        yield
    finally:
        setattr(images.ImageFile, _TOLERANT, False)


@contextlib.contextmanager
def _rare_collection() -> Iterator[None]:
    """Collect garbage less often: nearly all objects of a layout stay in use.

    Measured at 260 pages: it saves a seventh of the time and takes a sixth more memory.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _UsualCompression:
    """The module zlib, but its compressors work at most at the usual level."""

    def __getattr__(self, name: str) -> Any:
        return getattr(zlib, name)

    @staticmethod
    def compressobj(level: int = 6) -> Any:
        """Return a compressor of at most zlib's usual level."""
        return zlib.compressobj(level=min(level, _ZLIB_LEVEL))


@contextlib.contextmanager
def _usual_compression() -> Iterator[None]:
    """Let pydyf compress pages at zlib's usual level, not at its slowest one.

    Measured on a briefing of 30 articles: it saves 0.11 of 3.5 s, and the file is two
    parts in a thousand larger.
    """
    before = pydyf.zlib
    pydyf.zlib = _UsualCompression()
    try:
        yield
    finally:
        pydyf.zlib = before


@contextlib.contextmanager
def _quick_references() -> Iterator[None]:
    """Let pydyf list its pages once, not for each element of the structure tree.

    Measured: this saves 4 % of the time at 65 pages, more than half at 1,500.
    """
    slow = pydyf.PDF.page_references

    def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = getattr(pdf, "_known_references", ())
        if len(known) != pdf.pages["Count"]:
            known = slow.fget(pdf)
            pdf._known_references = known
        return known

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = slow


def mark_margins(page: Any) -> None:
    """Mark the boxes of a laid out page that are running heads and page numbers."""
    for margin in page._page_box.children:
        if isinstance(margin, boxes.MarginBox):
            for box in margin.descendants():
                box.is_artifact = True


@contextlib.contextmanager
def _margin_artifacts() -> Iterator[None]:
    """Make running heads and page numbers artifacts (ISO 14289-1, 7.8).

    WeasyPrint tags them but leaves the tags out of the tree, so some readers read them
    out on every page.
    """
    marked, add_tags = writing.Stream.marked, writing.add_tags

    def mark(stream: Any, box: Any, tag: str) -> Any:
        if getattr(box, "is_artifact", False):
            return stream.artifact()
        return marked(stream, box, tag)

    def add_tags_of_content(pdf: Any, document: Any, *rest: Any) -> None:
        pages = [page._page_box for page in document.pages]
        before = [page.children for page in pages]
        for page in pages:
            page.children = [
                box for box in page.children if not isinstance(box, boxes.MarginBox)
            ]
        try:
            add_tags(pdf, document, *rest)
        finally:
            for page, children in zip(pages, before, strict=True):
                page.children = children

    writing.Stream.marked, writing.add_tags = mark, add_tags_of_content
    try:
        yield
    finally:
        writing.Stream.marked, writing.add_tags = marked, add_tags


def scope_headers(pdf: pydyf.PDF) -> None:
    """Set for each header cell whether it heads a row or a column.

    PDF/UA-1 requires it unless cells name their headers (ISO 14289-1, 7.5), and no cell
    names a header in the corner of a table.
    """
    elements = {
        item.number: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)
    }
    for row in elements.values():
        if row.get("S") != "/TR":
            continue
        cells = [elements[n] for n in _references(row["K"]) if n in elements]
        is_row = any(cell.get("S") == "/TD" for cell in cells)
        for cell in cells:
            if cell.get("S") == "/TH":
                cell["A"]["Scope"] = "/Row" if is_row else "/Column"


def _references(kids: pydyf.Array) -> Iterator[int]:
    for kid in kids:
        found = _REFERENCE.fullmatch(
            kid.decode() if isinstance(kid, bytes) else str(kid)
        )
        if found:
            yield int(found[1])
