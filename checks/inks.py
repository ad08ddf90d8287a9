"""The colours in which a finished PDF is drawn: ``python -m checks.inks BOOK.pdf``.

Every content stream is read: those of pages, and those that pages draw.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ContentStream, DictionaryObject

_GREY_SPACES = ("/DeviceGray",)
_PAINT = {"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4}
_SHOW = ("Tj", "TJ", "'", '"')


@dataclass(frozen=True)
class Ink:
    """A colour in use: for "text", "paint", a "picture" or a "shading"."""

    page: int
    use: str
    space: str
    levels: tuple[float, ...] = ()

    @property
    def is_grey(self) -> bool:
        """Return whether it needs only black ink."""
        return self.space in _GREY_SPACES

    @property
    def is_black(self) -> bool:
        """Return whether it is full black, in black ink only."""
        return self.is_grey and self.levels == (0.0,)


def find_inks(pdf: pypdf.PdfReader) -> list[Ink]:
    """Return the inks of every page, each once."""
    found: dict[Ink, None] = {}
    for number, page in enumerate(pdf.pages):
        content = page.get_contents()
        if content is not None:
            found.update(dict.fromkeys(_walk(page, content, number, pdf)))
    return list(found)


def _walk(holder: Any, content: Any, page: int, pdf: Any) -> Iterator[Ink]:
    resources = holder.get("/Resources", DictionaryObject()).get_object()
    fill: tuple[str, tuple[float, ...]] = ("/DeviceGray", (0.0,))
    stack: list[tuple[str, tuple[float, ...]]] = []
    stream = (
        content if isinstance(content, ContentStream) else ContentStream(content, pdf)
    )
    for operands, operator in stream.operations:
        name = operator.decode()
        if name == "q":
            stack.append(fill)
        elif name == "Q":
            fill = stack.pop()
        elif name in _PAINT:
            space = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}[_PAINT[name]]
            ink = (space, tuple(float(level) for level in operands))
            yield Ink(page, "paint", *ink)
            fill = ink if name.islower() else fill
        elif name in ("cs", "CS") and operands[0] != "/Pattern":
            yield Ink(page, "paint", str(operands[0]))
        elif name in _SHOW:
            yield Ink(page, "text", *fill)
    yield from _resources_of(resources, page, pdf)


def _resources_of(resources: Any, page: int, pdf: Any) -> Iterator[Ink]:
    for item in resources.get("/XObject", {}).values():
        item = item.get_object()
        if item["/Subtype"] == "/Image":
            yield Ink(page, "picture", str(item.get("/ColorSpace", "/DeviceGray")))
        else:
            yield from _walk(item, item, page, pdf)
    for item in resources.get("/Shading", {}).values():
        yield Ink(page, "shading", str(item.get_object()["/ColorSpace"]))
    for item in resources.get("/Pattern", {}).values():
        item = item.get_object()
        if "/Shading" in item:
            space = item["/Shading"].get_object()["/ColorSpace"]
            yield Ink(page, "shading", str(space))
        else:
            yield from _walk(item, item, page, pdf)


if __name__ == "__main__":
    for ink in find_inks(pypdf.PdfReader(Path(sys.argv[1]))):
        sys.stdout.write(f"{ink}\n")
