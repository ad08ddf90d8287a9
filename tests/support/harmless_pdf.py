"""Checks that a printed book has nothing that could act, fetch or track.

Every object of the file is looked at, reached from the pages or not: only links to
the web, to a mailbox and inside the file may lead anywhere.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pypdf
from lxml import etree
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
)

from tests.support.harmless import WEB

# ISO 32000-1: scripts, automatic actions, forms, files inside and outside.
_BANNED = re.compile(
    r"/(?:JS|JavaScript|AA|OpenAction|Launch|EmbeddedFiles?|EF|AF|XFA|AcroForm|FS|"
    r"RichMedia\w*|Rendition|Movie|Sound|SubmitForm|ImportData|GoTo[RE3]\w*|Base|"
    r"Collection|3DD|OPI|Ref)"
)
_ACTIONS = {"/URI", "/GoTo"}
_ANNOTATIONS = {"/Link"}
# Keys that hold an action: of annotations and outline entries.
_ACTION_KEYS = ("/A", "/PA")


def assert_harmless_pdf(data: bytes) -> None:
    """Look at every object of a PDF file."""
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    seen = 0
    for number in range(1, _size(reader)):
        value = reader.get_object(IndirectObject(number, 0, reader))
        for found in _dictionaries(value):
            _check_dictionary(found)
            seen += 1
    assert seen > 10


def _size(reader: pypdf.PdfReader) -> int:
    size: Any = reader.trailer["/Size"]
    return int(size)


def _dictionaries(value: Any) -> Iterator[DictionaryObject]:
    """Yield the dictionaries in ``value``, but not those it refers to by number."""
    if isinstance(value, DictionaryObject):
        yield value
        for inner in value.values():
            yield from _dictionaries(inner)
    elif isinstance(value, ArrayObject):
        for inner in value:
            yield from _dictionaries(inner)


def _check_dictionary(found: Mapping[str, Any]) -> None:
    for name, value in found.items():
        assert not _BANNED.fullmatch(name), name
        if isinstance(value, str) and value.startswith("/"):
            assert not _BANNED.fullmatch(value), f"{name} {value}"
    if "/Subtype" in found and "/Rect" in found:
        assert found["/Subtype"] in _ANNOTATIONS, found["/Subtype"]
    for key in _ACTION_KEYS:
        action = _resolve(found.get(key))
        if isinstance(action, DictionaryObject) and "/S" in action:
            assert str(action["/S"]) in _ACTIONS, action["/S"]
    if found.get("/Type") == "/Action":
        assert found["/S"] in _ACTIONS, found["/S"]
    if "/URI" in found:
        assert WEB.fullmatch(str(found["/URI"])), found["/URI"]
    # A stream may lie in a file elsewhere (7.3.8.2); /F of an annotation is a number.
    assert isinstance(_resolve(found.get("/F")), int | None | NullObject), found["/F"]
    if isinstance(found, StreamObject) and found.get("/Type") == "/Metadata":
        _check_metadata(found.get_data())


def _check_metadata(data: bytes) -> None:
    text = data.decode("utf-8")
    assert "<!" not in text
    for element in etree.fromstring(data).iter():
        for name in element.keys():  # noqa: SIM118
            assert not str(name).endswith(("href", "src", "resource")), name


def _resolve(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
