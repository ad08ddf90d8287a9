"""Checks that a book's documents have nothing that could act, fetch or track.

By allow-list: elements and attributes that the house writes, and nothing else;
so that a new one is weighed here before it gets into a book.
"""

import re
from collections.abc import Mapping

from lxml import etree

from exporter.images.decode.kinds import sniff_kind
from exporter.images.decode.structure import read_structure
from tests.support.books import EPUB, XHTML, XML, read_xhtml

_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "a abbr aside b blockquote body br caption code del div em figcaption figure "
        "footer "
        "h1 h2 h3 h4 head header hr html img li link nav ol p pre rp rt ruby section "
        "span strong sub sup "
        "table tbody td th thead time title tr ul",
    )
)
_ANYWHERE = {"class", "dir", "lang", f"{XML}lang"}
_ATTRIBUTES: Mapping[str, set[str]] = {
    "a": {"href", f"{EPUB}type", "role"},
    "abbr": {"title"},
    "aside": {f"{EPUB}type", "role", "id"},
    "body": {f"{EPUB}type"},
    "img": {"src", "alt", "role", "style"},
    "li": {"value"},
    "link": {"rel", "type", "href"},
    "nav": {f"{EPUB}type", "role", "id", "hidden"},
    "ol": {"start", "type"},
    "section": {f"{EPUB}type", "role", "aria-label"},
    "span": {"id"},
    "table": {"style"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_STYLE = re.compile(r"(?:height|font-size): [0-9.]{1,6}em")
_MATH = "{http://www.w3.org/1998/Math/MathML}"
_MATH_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom "
        "mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd "
        "mtext mtr munder munderover none",
    )
)
_MATH_ATTRIBUTES = {
    *("accent", "accentunder", "alttext", "columnalign", "columnspan", "display"),
    *("displaystyle", "fence", "linethickness", "mathvariant", "rowspan", "stretchy"),
}
WEB = re.compile(r"https?://[^\s/@]+(?:/\S*|\?\S*|#\S*)?|mailto:[^\s@]+@[^\s@]+")


def assert_harmless(entries: Mapping[str, bytes]) -> None:
    """Look at every entry of a book, as ``tests.support.books.unpack`` gives them."""
    for name, data in entries.items():
        if name.endswith(".xhtml"):
            assert_harmless_document(name, data.decode(), set(entries))
        elif name.endswith(".css"):
            _check_stylesheet(name, data.decode(), set(entries))
        elif name.endswith((".opf", ".ncx", ".xml")):
            _check_xml(data.decode())
        elif name.endswith((".jpg", ".png")):
            _check_image(name, data)
        else:
            assert name == "mimetype" or name.endswith((".otf", ".ttf"))


def assert_harmless_document(name: str, text: str, names: set[str]) -> None:
    """Look at one XHTML file of a book whose files are ``names``."""
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n')
    assert text.count("<!") == 1  # no entity, no comment, no CDATA
    assert text.count("<?") == 1
    for element in read_xhtml(text).iter():
        assert isinstance(element.tag, str)
        if element.tag.startswith(_MATH):
            assert element.tag.removeprefix(_MATH) in _MATH_ELEMENTS, element.tag
            assert set(element.keys()) <= _MATH_ATTRIBUTES, element.attrib
            continue
        assert element.tag.startswith(XHTML), element.tag
        tag = element.tag.removeprefix(XHTML)
        assert tag in _ELEMENTS, f"{name}: <{tag}>"
        unknown = {str(a) for a in element.keys()} - _ANYWHERE  # noqa: SIM118
        unknown -= _ATTRIBUTES.get(tag, set())
        assert not unknown, f"{name}: <{tag} {unknown}>"
        assert _STYLE.fullmatch(element.get("style", "height: 1em")), name
        _check_addresses(name, tag, element, names)


def _check_addresses(
    name: str, tag: str, element: etree._Element, names: set[str]
) -> None:
    """Check that only links lead out, and only to the web or a mailbox."""
    for attribute in ("href", "src"):
        address = element.get(attribute)
        if address is None or (tag == "a" and WEB.fullmatch(address)):
            continue
        if address.startswith("#"):
            places = [e.get("id") for e in element.getroottree().iter()]
            assert places.count(address[1:]) == 1, address
            continue
        address = address.partition("#")[0]
        folder = name.rpartition("/")[0]
        if address.startswith("../"):
            folder, address = folder.rpartition("/")[0], address[3:]
        assert f"{folder}/{address}" in names, f"{name}: {attribute}={address}"


def _check_image(name: str, data: bytes) -> None:
    """Check that a file is a picture, and that no data follows the picture."""
    kind = sniff_kind(data)
    assert kind == {"jpg": "jpeg", "png": "png"}[name.rpartition(".")[2]]
    structure = read_structure(kind, data)
    assert structure is not None, name
    assert not data[structure.end :].strip(b"\x00\r\n "), name


def _check_stylesheet(name: str, text: str, names: set[str]) -> None:
    folder = name.rpartition("/")[0].rpartition("/")[0]
    for address in re.findall(r"url\(([^)]*)\)", text):
        assert f"{folder}/{address.removeprefix('../')}" in names
    assert set(re.findall(r"@[a-z-]+", text)) <= {"@font-face"}
    assert "/*" not in text
    assert not re.search(r"expression|behavior|javascript", text)


def _check_xml(text: str) -> None:
    assert "<!" not in text
    assert text.count("<?") == 1
    for element in etree.fromstring(text.encode()).iter():
        for attribute, value in element.items():
            if attribute in ("href", "src", "full-path"):
                assert ":" not in value, value
            else:  # of vocabularies, which no reader fetches
                assert "://" not in value or attribute == "prefix", value
