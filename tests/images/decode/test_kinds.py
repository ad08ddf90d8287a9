"""The kind of a body is read from its bytes, and so is the end of a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.images.decode.kinds import refuse_kind, sniff_kind
from exporter.images.decode.structure import read_structure
from exporter.words import word_reason
from tests.support.images import draw_chart, draw_photo, encode, jpeg, png_chunk

MAGIC = ["ffd8ff", "89504e470d0a1a0a", "3c", "efbbbf3c3f786d6c", "0000001866747970"]
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"])
def test_each_image_format_is_known_by_its_bytes(kind: str) -> None:
    found = sniff_kind(encode(draw_photo(), kind))
    assert found == kind.lower()
    assert refuse_kind(found, code="no-image-sent") is None


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", "empty", "nothing"),
        (b"<!DOCTYPE html><title>x", "html", "HTML"),
        (b"\xef\xbb\xbf \n<HTML lang=zh>", "html", "HTML"),
        (b"<?xml version='1.0'?><!-- x --><html>", "html", "HTML"),
        (b"<!-- x --><body>", "html", "HTML"),
        (b'{"status":"error"}', "json", "JSON"),
        (b"[1]", "json", "JSON"),
        (b"<rss>", "xml", "XML"),
        (b"not found", "text", "plain text"),
        ("没有找到".encode(), "text", "plain text"),
        (("长" * 2000).encode(), "text", "plain text"),
        (b"%PDF-1.7", "pdf", "PDF"),
        (b"PK\x03\x04", "zip", "zip"),
        (b"\x00\x00\x00\x18ftypheic", "heic", "HEIC"),
        (b"\x00\x00\x00\x18ftypmif1\0\0\0\0mif1heic", "heic", "HEIC"),
        (b"\x00\x00\x00\x18ftypmsf1\0\0\0\0hevcmsf1", "heic", "HEIC"),
        (b"\x00\x00\x00\x18ftypmp42", "video", "video"),
        (b"\x00\x00\x00\x18ftyp????", "unknown", "no known picture"),
        (b"\x00\x01\x02", "unknown", "no known picture"),
        (b"\x80abc def", "unknown", "no known picture"),
    ],
)
def test_a_body_that_is_no_image_is_refused_by_its_kind(
    data: bytes, kind: str, words: str
) -> None:
    assert sniff_kind(data) == kind
    refusal = refuse_kind(kind, code="no-image-sent")
    assert refusal is not None
    assert word_reason(refusal.reason).startswith("no picture: the server sent ")
    assert words in word_reason(refusal.reason)


@pytest.mark.parametrize(
    ("brands", "kind"),
    [
        (b"avif", "avif"),
        (b"mif1\0\0\0\0mif1avif", "avif"),
        (b"miaf\0\0\0\0mif1miaf", "avif"),
        (b"mif1", "avif"),
        (b"avis\0\0\0\0msf1mif1", "avif"),
    ],
)
def test_an_avif_is_known_by_any_of_its_brands(brands: bytes, kind: str) -> None:
    size = len(brands) + 8
    assert sniff_kind(size.to_bytes(4) + b"ftyp" + brands + bytes(99)) == kind


@pytest.mark.parametrize("start", [b"", b"<?xml version='1.0'?><!DOCTYPE svg>\n"])
def test_an_svg_is_known_by_its_bytes_with_or_without_an_xml_head(start: bytes) -> None:
    assert sniff_kind(start + SVG) == "svg"


def test_html_with_a_jpeg_after_5000_bytes_is_html() -> None:
    page = b"<!DOCTYPE html><title>x</title>" + b" " * 5000 + jpeg()
    assert sniff_kind(page) == "html"


@pytest.mark.parametrize(("kind", "lasting"), [("html", False), ("heic", True)])
def test_html_is_no_lasting_failure_but_heic_is(kind: str, *, lasting: bool) -> None:
    refusal = refuse_kind(kind, code="no-image-sent")
    assert refusal is not None
    assert refusal.lasting is lasting


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"restart_marker_rows": 1}]
)
def test_the_end_of_a_jpeg_is_found_before_added_bytes(
    options: dict[str, bool | int],
) -> None:
    data = encode(draw_photo(), "JPEG", **options)
    structure = read_structure("jpeg", data + b"\xff\xd9<script>")
    assert structure is not None
    assert structure.end == len(data)
    assert structure.common


def test_the_end_marker_of_a_thumbnail_does_not_end_the_jpeg() -> None:
    data = jpeg()
    inner = jpeg(16, 12)
    segment = b"\xff\xe1" + (len(inner) + 2).to_bytes(2) + inner
    structure = read_structure("jpeg", data[:2] + segment + data[2:])
    assert structure is not None
    assert structure.end == len(data) + len(segment)


@pytest.mark.parametrize("keep", [3, 20, 200, 0.5, 0.9, -2])
def test_a_cut_jpeg_has_no_structure(keep: float) -> None:
    data = jpeg()
    end = int(keep * len(data)) if 0 < keep < 1 else int(keep)
    assert read_structure("jpeg", data[:end]) is None


def test_a_jpeg_with_arithmetic_coding_is_not_common() -> None:
    data = jpeg().replace(b"\xff\xc0", b"\xff\xc9", 1)
    structure = read_structure("jpeg", data)
    assert structure is not None
    assert not structure.common


def test_the_end_of_a_png_is_found_before_added_bytes() -> None:
    data = encode(draw_chart(), "PNG")
    structure = read_structure("png", data + b"PK\x03\x04")
    assert structure is not None
    assert (structure.end, structure.common) == (len(data), True)


@pytest.mark.parametrize("cut", [1, 5, 12, 40, 100])
def test_a_cut_png_has_no_structure(cut: int) -> None:
    assert read_structure("png", encode(draw_chart(), "PNG")[:-cut]) is None


def test_an_animated_png_is_not_common() -> None:
    data = encode(draw_chart(), "PNG")
    animated = data[:33] + png_chunk(b"acTL", bytes(8)) + data[33:]
    structure = read_structure("png", animated)
    assert structure is not None
    assert not structure.common


def test_a_png_of_sixteen_bits_is_not_common() -> None:
    structure = read_structure("png", encode(draw_photo(mode="I;16"), "PNG"))
    assert structure is not None
    assert not structure.common


@given(st.binary(max_size=200), st.sampled_from(["", *MAGIC]))
def test_any_bytes_are_accepted_or_refused_as_no_image(tail: bytes, magic: str) -> None:
    data = bytes.fromhex(magic) + tail
    kind = sniff_kind(data)
    refusal = refuse_kind(kind, code="no-image-sent")
    assert refusal is None or word_reason(refusal.reason).startswith("no picture: ")


@given(st.sampled_from(["jpeg", "png"]), st.data())
def test_the_end_of_a_broken_image_is_never_behind_its_last_byte(
    kind: str, choice: st.DataObject
) -> None:
    whole = jpeg(16, 12) if kind == "jpeg" else encode(draw_chart(16, 12), "PNG")
    at = choice.draw(st.integers(0, len(whole)))
    broken = whole[:at] + choice.draw(st.binary(max_size=20)) + whole[at + 3 :]
    structure = read_structure(kind, broken)
    assert structure is None or 0 < structure.end <= len(broken)
