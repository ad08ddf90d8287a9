"""The wrapper around EPUBCheck passes a clean book and fails a broken one."""

import zipfile
from pathlib import Path

import pytest

from checks import epubcheck
from checks.epubcheck import EpubCheckError, check_epub, check_epubs, main

pytestmark = pytest.mark.slow

CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf"
 media-type="application/oebps-package+xml"/></rootfiles></container>
"""
PACKAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:example:book</dc:identifier><dc:title>书</dc:title>
<dc:language>zh-Hans</dc:language>
<meta property="dcterms:modified">2024-07-01T12:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav"
 media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/></spine></package>
"""
NAV = """\
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>书</title></head><body><nav epub:type="toc"><ol>
<li><a href="nav.xhtml">书</a></li></ol></nav></body></html>
"""


def write_book(path: Path, *, nav: str = NAV) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book.opf", PACKAGE)
        book.writestr("nav.xhtml", nav)
    return path


@pytest.mark.epubcheck
def test_epubcheck_finds_no_errors_in_a_clean_book_and_some_in_a_broken_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = write_book(tmp_path / "-clean.epub")
    broken = write_book(tmp_path / "broken.epub", nav=NAV.replace("</li>", ""))
    results = check_epubs([clean, broken])
    assert results[clean] == []
    assert {m.severity for m in results[broken]} <= {"ERROR", "FATAL"}
    assert any(m.location.startswith("nav.xhtml:3:") for m in results[broken])
    assert main([str(broken)]) == 1
    assert "nav.xhtml:3:" in capsys.readouterr().out


@pytest.mark.epubcheck
@pytest.mark.parametrize("name", ["absent.epub", "book.zip"])
def test_file_that_cannot_be_checked_is_an_error(name: str, tmp_path: Path) -> None:
    write_book(tmp_path / "book.zip")
    with pytest.raises(EpubCheckError, match=name):
        check_epub(tmp_path / name)


def test_missing_java_is_an_error_that_names_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(epubcheck, "_BREW_JAVAS", ())
    assert main([str(write_book(tmp_path / "book.epub"))]) == 2
    assert "needs Java" in capsys.readouterr().err
