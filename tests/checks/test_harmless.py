"""Each scan of finished books fails when what it looks for is planted."""

import io
from collections.abc import Callable

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.support.books import article, book, every_block, pack, unpack
from tests.support.harmless import assert_harmless
from tests.support.harmless_pdf import assert_harmless_pdf


@pytest.fixture(scope="module")
def entries() -> dict[str, bytes]:
    """Return the files of a book."""
    return unpack(pack(book([article(*every_block())]), None))


def test_harmless_book_passes_the_scan(entries: dict[str, bytes]) -> None:
    assert_harmless(entries)


@pytest.mark.parametrize(
    "planted",
    [
        "<script>x</script>",
        "<style>p{}</style>",
        "<p onclick='x'>x</p>",
        "<p style='background:url(https://t.test/x)'>x</p>",
        "<a href='javascript:x'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='file:///etc/passwd'>x</a>",
        "<a href='//evil.test/x'>x</a>",
        "<a href='https://me:secret@evil.test/'>x</a>",
        "<a href='https://evil.test/' ping='https://t.test/'>x</a>",
        "<img src='https://t.test/p.gif' alt=''/>",
        "<img src='../images/none.jpg' alt=''/>",
        "<img src='x' alt='' srcset='https://t.test/p.gif 2x'/>",
        "<iframe src='https://evil.test/'/>",
        "<object data='https://evil.test/'/>",
        "<link rel='stylesheet' type='text/css' href='https://evil.test/x.css'/>",
        "<meta charset='utf-8'/>",
        "<form action='https://evil.test/'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<video src='https://evil.test/v.mp4'/>",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?xml-stylesheet href='https://evil.test/x.css'?>",
    ],
)
def test_scan_finds_active_content_planted_in_a_document(
    entries: dict[str, bytes], planted: str
) -> None:
    name = next(n for n in entries if n.endswith("/a-90000001.xhtml"))
    text = entries[name].decode()
    assert_harmless(entries)
    bad = text.replace("</body>", f"{planted}</body>").encode()
    with pytest.raises(AssertionError):
        assert_harmless({**entries, name: bad})


@pytest.mark.parametrize(
    ("ending", "before", "after"),
    [
        (".xhtml", "<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY a 'b'>]>"),
        (".css", "p {", "@import 'https://evil.test/x.css'; p {"),
        (".css", "p {", "p { background: url(https://t.test/x.gif);"),
        (".opf", "<spine", "<link href='https://evil.test/x' rel='record'/><spine"),
        (".opf", "<package", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///x'>]><package"),
        (".opf", "<spine", "<guide x='https://evil.test/'/><spine"),
        (".ncx", "<ncx", "<?xml-stylesheet href='https://evil.test/x'?><ncx"),
    ],
)
def test_scan_finds_active_content_planted_in_other_files(
    entries: dict[str, bytes], ending: str, before: str, after: str
) -> None:
    names = [
        n for n, d in entries.items() if n.endswith(ending) and before in d.decode()
    ]
    name = names[0]
    bad = entries[name].decode().replace(before, after, 1).encode()
    with pytest.raises(AssertionError):
        assert_harmless({**entries, name: bad})


@pytest.mark.parametrize("name", ["EPUB/x.js", "EPUB/x.svg", "EPUB/x.html", "x.exe"])
def test_scan_finds_files_that_do_not_belong_in_a_book(
    entries: dict[str, bytes], name: str
) -> None:
    with pytest.raises(AssertionError):
        assert_harmless({**entries, name: b""})


@pytest.mark.parametrize("tail", [b"PK\x03\x04", b"<script>x</script>"])
def test_scan_finds_data_appended_to_an_image(
    entries: dict[str, bytes], tail: bytes
) -> None:
    name = next(n for n in entries if n.endswith(".jpg"))
    with pytest.raises(AssertionError):
        assert_harmless({**entries, name: entries[name] + tail})


# ------------------------------------------------------------------------- print


def _action(kind: str, **more: str) -> DictionaryObject:
    made = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
    for name, value in more.items():
        made[NameObject(f"/{name}")] = TextStringObject(value)
    return made


def _scripts(text: str) -> DictionaryObject:
    script = ArrayObject([TextStringObject("x"), _action("JavaScript", JS=text)])
    tree = DictionaryObject({NameObject("/Names"): script})
    return DictionaryObject({NameObject("/JavaScript"): tree})


def _link(writer: pypdf.PdfWriter, action: DictionaryObject) -> None:
    sides = ArrayObject(NumberObject(n) for n in (0, 0, 9, 9))
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): sides,
            NameObject("/A"): action,
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([annotation])


def _external_stream(writer: pypdf.PdfWriter) -> None:
    writer.pages[0][NameObject("/Thumb")] = DictionaryObject(
        {NameObject("/F"): TextStringObject("//evil.test/x")}
    )


PLANTED: dict[str, Callable[[pypdf.PdfWriter], object]] = {
    "script": lambda w: w.root_object.update(
        {NameObject("/Names"): _scripts("app.alert(1)")}
    ),
    "script of a link": lambda w: _link(w, _action("JavaScript", JS="app.alert(1)")),
    "attachment": lambda w: w.add_attachment("x.exe", b"x"),
    "action on opening": lambda w: w.root_object.update(
        {NameObject("/OpenAction"): _action("URI", URI="https://evil.test/")}
    ),
    "program": lambda w: _link(w, _action("Launch", F="cmd.exe")),
    "other file": lambda w: _link(w, _action("GoToR", F="//evil.test/x.pdf")),
    "form": lambda w: _link(w, _action("SubmitForm", F="https://evil.test/")),
    "script address": lambda w: _link(w, _action("URI", URI="javascript:x")),
    "file address": lambda w: _link(w, _action("URI", URI="file:///etc/passwd")),
    "base address": lambda w: w.root_object.update(
        {NameObject("/URI"): _action("x", Base="https://evil.test/")}
    ),
    "stream elsewhere": _external_stream,
}


def _pdf(plant: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(5):
        writer.add_blank_page(100, 100)
    plant(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_harmless_pdf_passes_the_scan() -> None:
    link = _action("URI", URI="https://www.dw.com/zh/a-90000001")
    assert_harmless_pdf(_pdf(lambda writer: _link(writer, link)))


@pytest.mark.parametrize("name", PLANTED)
def test_scan_finds_active_content_planted_in_a_pdf(name: str) -> None:
    with pytest.raises(AssertionError):
        assert_harmless_pdf(_pdf(PLANTED[name]))
