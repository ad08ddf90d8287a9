"""PDFs for tests: books printed, and read again."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache, cached_property
from typing import Any

import pypdf
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, StreamObject

from exporter.alternatives import Layout, Variant
from exporter.errors import PdfError
from exporter.formats import Volume
from exporter.formats.pdf.options import PdfOptions, UserCss
from exporter.formats.pdf.paper import plan_page, read_paper
from exporter.formats.pdf.weasyprint import load_engine
from exporter.formats.pdf.writer import write_volume
from exporter.journal import Journal, Progress, SilentProgress
from exporter.model import Book, ImageMap, Problem

MM = 72 / 25.4


@cache
def pango_trouble() -> str:
    """Return why no page can be laid out on this machine, "" where it can."""
    try:
        load_engine()
    except PdfError as error:
        return f"{error.message} (run tools/system-packages pango)"
    return ""


def options(
    layout: Layout = "briefing",
    *,
    paper: str = "a4",
    font_pt: float = 10.5,
    columns: int = 1,
    grey: bool = False,
    css: UserCss | None = None,
    index: bool = False,
    variant: Variant = "pdf/ua-1",
) -> PdfOptions:
    """Return the options that the command line would pass."""
    page = plan_page(read_paper(paper), layout=layout, font_pt=font_pt, columns=columns)
    return PdfOptions(layout, page, grey, css, index, variant)


def print_pdf(
    made: Book,
    pdf: PdfOptions,
    images: ImageMap | None = None,
    *,
    problems: list[Problem] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return ``made`` as a PDF file."""
    found: list[Problem] = [] if problems is None else problems
    stream = io.BytesIO()
    journal = Journal(progress or SilentProgress(), found)
    write_volume(Volume(made, images, UTC), pdf, stream, journal)
    return stream.getvalue()


@dataclass(frozen=True)
class Pdf:
    """A PDF file, read: pages count from 0, sizes are in points."""

    data: bytes

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        """Return pypdf's view of the file; anything malformed raises."""
        return pypdf.PdfReader(io.BytesIO(self.data), strict=True)

    @cached_property
    def texts(self) -> list[str]:
        """Return the text of each page."""
        return [close_up(page.extract_text()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        """Return all text."""
        return "\n".join(self.texts)

    @property
    def catalog(self) -> DictionaryObject:
        """Return the root of the file."""
        return dictionary(self.reader.trailer["/Root"])

    def entry(self, name: str) -> str:
        """Return a name or text that stands in the root of the file."""
        return str(self.catalog[name])

    def page_of(self, words: str) -> int:
        """Return the first page that holds ``words``."""
        return next(n for n, text in enumerate(self.texts) if words in text)

    def outline(self) -> list[tuple[int, str, int]]:
        """Return level, title and page of every entry, in order."""
        return list(self._walk_outline(self.reader.outline, 1))

    def _walk_outline(
        self, entries: Sequence[Any], level: int
    ) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from self._walk_outline(entry, level + 1)
            else:
                page = self.reader.get_destination_page_number(entry)
                assert page is not None
                yield level, str(entry.title), page

    def places(self) -> dict[str, int]:
        """Return the page of every named place."""
        found: dict[str, int] = {}
        for name, place in self.reader.named_destinations.items():
            page = self.reader.get_destination_page_number(place)
            assert page is not None
            found[name] = page
        return found

    def links(self, page: int) -> list[tuple[str, tuple[float, ...]]]:
        """Return target (#name or an address) and box of each link on ``page``."""
        found: list[tuple[str, tuple[float, ...]]] = []
        annotations: Any = self.reader.pages[page].get("/Annots", [])
        for reference in annotations:
            link = dictionary(reference)
            target = f"#{link['/Dest']}" if "/Dest" in link else ""
            if "/A" in link:
                target = str(dictionary(link["/A"])["/URI"])
            corners: Any = link["/Rect"]
            sides = [float(side) for side in corners]
            left, right = sorted(sides[::2])
            bottom, top = sorted(sides[1::2])
            found.append((target, (left, bottom, right, top)))
        return found

    def all_links(self) -> list[str]:
        """Return where all links lead, in order."""
        return [
            target
            for page in range(len(self.reader.pages))
            for target, _ in self.links(page)
        ]

    def pictures(self, page: int) -> list[DictionaryObject]:
        """Return the pictures drawn on ``page``, in order."""
        known = dictionary(
            dictionary(self.reader.pages[page]["/Resources"])["/XObject"]
        )
        drawn = re.findall(r"/(\S+) Do\b", self.content(page))
        return [dictionary(known[f"/{name}"]) for name in drawn]

    def picture_boxes(self, page: int) -> list[tuple[float, float, float, float]]:
        """Return left, bottom, right and top of the pictures on ``page``, in pt."""
        found: list[tuple[float, float, float, float]] = []
        matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        stack = [matrix]
        for operands, operator in self.operations(page):
            if operator == "q":
                stack.append(matrix)
            elif operator == "Q":
                matrix = stack.pop()
            elif operator == "cm":
                matrix = multiply([float(n) for n in operands], matrix)
            elif operator == "Do":
                a, b, c, d, e, f = matrix
                xs, ys = sorted((e, e + a + c)), sorted((f, f + b + d))
                found.append((xs[0], ys[0], xs[1], ys[1]))
        return found

    def operations(self, page: int) -> list[tuple[list[Any], str]]:
        """Return the operands and operators that draw ``page``."""
        content = ContentStream(self.reader.pages[page].get_contents(), self.reader)
        return [(list(args), name.decode()) for args, name in content.operations]

    def content(self, page: int) -> str:
        """Return what draws ``page``."""
        content = self.reader.pages[page].get_contents()
        return "" if content is None else content.get_data().decode("latin-1")

    def metadata_xml(self) -> bytes:
        """Return the XMP metadata."""
        stream = self.catalog["/Metadata"].get_object()
        assert isinstance(stream, StreamObject)
        return stream.get_data()

    def fonts(self) -> dict[str, DictionaryObject]:
        """Return the fonts of the file by their names."""
        found: dict[str, DictionaryObject] = {}
        for page in self.reader.pages:
            for font in dictionary(page["/Resources"]).get("/Font", {}).values():
                font = dictionary(font)
                found[str(font["/BaseFont"])] = font
        return found

    def structure(self) -> list[tuple[int, str, DictionaryObject]]:
        """Return depth, type and dictionary of every structure element, in order."""
        root = dictionary(self.catalog["/StructTreeRoot"])
        return list(self._walk_structure(root["/K"], 0))

    def _walk_structure(
        self, kids: Any, depth: int
    ) -> Iterator[tuple[int, str, DictionaryObject]]:
        kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            element = kid.get_object()
            if isinstance(element, dict) and "/S" in element:
                made = dictionary(element)
                yield depth, str(made["/S"])[1:], made
                yield from self._walk_structure(made.get("/K", []), depth + 1)

    def spans(self, page: int) -> list[tuple[str, float, float, float, str]]:
        """Return text, x, y, size and font of the pieces of text on ``page``.

        A font and those with its letters in wider advances count as one.
        """
        found: list[tuple[str, float, float, float, str]] = []

        def take(
            text: str,
            around: list[float],
            matrix: list[float],
            font: Mapping[str, Any] | None,
            size: float,
        ) -> None:
            if text.strip() and font:
                x = matrix[4] * around[0] + around[4]
                y = matrix[5] * around[3] + around[5]
                scale = abs(matrix[3] * around[3])
                name = str(font["/BaseFont"])
                place = (x, y, size * scale)
                # pypdf also reports the place where a text object begins.
                last = found[-1] if found else ("", 0, 0, 0, "")
                if last[1:4] == place and family_of(last[4]) == family_of(name):
                    text, name = last[0] + text, last[4]
                    found.pop()
                found.append((close_up(text), *place, name))

        self.reader.pages[page].extract_text(visitor_text=take)
        return found


def family_of(name: str) -> str:
    """Return the name of a font without the tag of a subset (ISO 32000-1, 9.6.4)."""
    return name.partition("+")[2]


# pypdf reads the quarter of an em between Han and Latin as a space.
_AUTOSPACE = re.compile(r"(?<=[一-鿿]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[一-鿿])")


def close_up(text: str) -> str:
    """Return ``text`` as read from a page without the gaps beside Latin."""
    return _AUTOSPACE.sub("", text)


def multiply(
    first: Sequence[float], then: Sequence[float]
) -> tuple[float, float, float, float, float, float]:
    """Return the matrix that does ``first``, then ``then`` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return (
        a * m + b * o,
        a * n + b * p,
        c * m + d * o,
        c * n + d * p,
        e * m + f * o + q,
        e * n + f * p + r,
    )


def dictionary(value: Any) -> DictionaryObject:
    """Return the dictionary that ``value`` is or refers to."""
    found = value.get_object() if value is not None else None
    assert isinstance(found, DictionaryObject)
    return found
