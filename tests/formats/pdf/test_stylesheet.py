"""The user's stylesheet: errors are reported with their line."""

from pathlib import Path

import pytest

from exporter.errors import PdfError
from exporter.formats.pdf.stylesheet import read_user_css


def read(folder: Path, text: str) -> str:
    path = folder / "house.css"
    path.write_text(text, "utf-8")
    css = read_user_css(path)
    assert css.path == path
    return css.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/* 空 */",
        "h1 { color: #7b1f26 }",
        "@page { margin: 2cm; @top-left { content: '第' counter(page) '页' } }",
        "@media print { p { color: red } }",
        "p { & em { color: red } }",
        "p { background: url(data:image/png;base64,AAAA) }",
        "a::after { content: target-counter(attr(href url), page) }",
        ":root { --accent: url() } ",
        "p { color: red",  # CSS closes what is left open
    ],
)
def test_valid_css_is_returned_unchanged(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("p { color red }", ["1"]),
        ("p { color: red }\n\n} h1 { color: red }", ["3"]),
        ("p {\n color: red;\n : blue;\n}", ["3"]),
        ("@page {\n @top-left { content 'x' }\n}", ["2"]),
        ("@media print {\n p { x y }\n h1 { z }\n}", ["2", "3"]),
        ("h1, h2", ["1"]),
        ("\n".join("p { x y }" for _ in range(9)), ["1", "2", "3", "4", "5"]),
    ],
)
def test_invalid_css_is_refused_with_its_line(
    tmp_path: Path, text: str, lines: list[str]
) -> None:
    with pytest.raises(PdfError, match="is not valid CSS") as error:
        read(tmp_path, text)
    for line in lines:
        assert f"line {line}: " in error.value.message
    if text.count("\n") > 6:
        assert error.value.message.endswith("; and 4 more")
    assert "--css" in error.value.hint


@pytest.mark.parametrize(
    ("text", "line", "address"),
    [
        ("p { background: url(http://x.test/a.png) }", 1, "http://x.test/a.png"),
        ("\np { background: url('//x.test/a.png') }", 2, "//x.test/a.png"),
        ("@import 'other.css';", 1, "other.css"),
        ("@import url(https://x.test/y.css) print;", 1, "https://x.test/y.css"),
        ("@font-face { src: url(face.otf) }", 1, "face.otf"),
        ("@page { background: URL( /etc/passwd ) }", 1, "/etc/passwd"),
        ("@media print {\n p { list-style: url(file:///etc/passwd) }}", 2, "passwd"),
        ("p { background: image-set(url(a.png) 1x) }", 1, "a.png"),
        ("p { & em { background: url(b.png) } }", 1, "b.png"),
        (":root { --x: url(c.png) }", 1, "c.png"),
    ],
)
def test_css_that_loads_another_file_is_refused(
    tmp_path: Path, text: str, line: int, address: str
) -> None:
    with pytest.raises(PdfError, match=f"asks for another file in line {line}: ") as e:
        read(tmp_path, text)
    assert address in e.value.message
    assert "data: addresses" in e.value.hint


def test_missing_stylesheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="cannot be read: No such file"):
        read_user_css(tmp_path / "nowhere.css")


def test_stylesheet_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "house.css"
    path.write_bytes("h1 { color: 红 }".encode("gb18030"))
    with pytest.raises(PdfError, match="not in UTF-8"):
        read_user_css(path)
