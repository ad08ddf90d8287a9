"""Corrections of WeasyPrint and pydyf while a book is made.

Each correction says what is wrong without it.  Those that replace functions end with
their context.  The others change what WeasyPrint made.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pydyf
from weasyprint import pdf as writing
from weasyprint.formatting_structure import boxes

from exporter.formats.pdf.weasyprint.support import replaced

_ZLIB_LEVEL = 6
_REFERENCE = re.compile(r"(\d+) \d+ R")


@contextlib.contextmanager
def quick_writing() -> Iterator[None]:
    """Let pydyf list its pages once, and compress them at zlib's usual level.

    By itself it lists all pages for each element of the structure tree.  Measured: the
    one list saves 4 % of the time at 65 pages, more than half at 1,500.

    By itself it compresses at the slowest level.  Measured on a briefing of 30
    articles: the usual level saves 0.11 of 3.5 s, and the file is two parts in a
    thousand larger.
    """
    slow = pydyf.PDF.page_references

    def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = getattr(pdf, "_known_references", ())
        if len(known) != pdf.pages["Count"]:
            known = slow.fget(pdf)
            pdf._known_references = known
        return known

    with (
        replaced(pydyf.PDF, "page_references", property(page_references)),
        replaced(pydyf, "zlib", _UsualCompression()),
    ):
        yield


class _UsualCompression:
    """The module zlib, but its compressors work at most at the usual level."""

    def __getattr__(self, name: str) -> Any:
        return getattr(zlib, name)

    @staticmethod
    def compressobj(level: int = 6) -> Any:
        """Return a compressor of at most zlib's usual level."""
        return zlib.compressobj(level=min(level, _ZLIB_LEVEL))


def mark_margins(page: Any) -> None:
    """Mark the boxes of a laid out page that are running heads and page numbers."""
    for margin in page._page_box.children:
        if isinstance(margin, boxes.MarginBox):
            for box in margin.descendants():
                box.is_artifact = True


@contextlib.contextmanager
def margin_artifacts() -> Iterator[None]:
    """Make running heads and page numbers artifacts (ISO 14289-1, 7.8).

    WeasyPrint tags them but leaves the tags out of the tree, so some readers read them
    out on every page.  ``mark_margins`` marks their boxes beforehand.
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

    with (
        replaced(writing.Stream, "marked", mark),
        replaced(writing, "add_tags", add_tags_of_content),
    ):
        yield


def outermost_links(links: Iterable[Any]) -> Iterator[Any]:
    """Yield the ``links`` of a page that lie in no other.

    WeasyPrint makes a link of every box in a link.
    """
    inside: set[int] = set()
    for link in links:
        _kind, _target, _rectangle, box = link
        if id(box) not in inside:
            inside.update(map(id, box.descendants()))
            yield link


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
