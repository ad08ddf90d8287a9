"""The check for characters of the other script in finished books."""

import zipfile
from pathlib import Path

import pytest

from checks.scripts import lacking_in_standard, main

_PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="{lang}">'
    "<body>{body}</body></html>"
)


def write(path: Path, body: str, lang: str = "zh-Hant") -> str:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("EPUB/a.xhtml", _PAGE.format(lang=lang, body=body))
    return str(path)


@pytest.mark.parametrize(
    "body",
    [
        "<p>國</p>",
        "<p>https://example.org/国</p>",
        "<p><code>国</code></p><pre>国</pre>",
        '<p lang="ja">国会</p>',
    ],
)
def test_what_is_exempt_is_not_left(tmp_path: Path, body: str) -> None:
    assert main([write(tmp_path / "a.epub", body), "--script", "hant"]) == 0


@pytest.mark.parametrize(
    "body",
    [
        "<p>国</p>",
        "<p>國<b>國</b>国</p>",
        '<p><img alt="国"/></p>',
        '<p lang="ja">国会<span lang="zh-Hant">国</span></p>',
        '<p lang="zh-Hans">國</p>',
    ],
)
def test_what_is_left_or_wrongly_tagged_is_found(tmp_path: Path, body: str) -> None:
    assert main([write(tmp_path / "a.epub", body), "--script", "hant"]) == 1


def test_forms_of_hong_kong_are_right_only_there(tmp_path: Path) -> None:
    book = write(tmp_path / "a.epub", "<p>税</p>", "zh-Hant-HK")
    assert main([book, "--script", "hk"]) == 0
    book = write(tmp_path / "b.epub", "<p>税</p>", "zh-Hant-TW")
    assert main([book, "--script", "tw"]) == 1


def test_both_scripts_can_be_looked_for(tmp_path: Path) -> None:
    book = write(tmp_path / "a.epub", "<p>國</p>", "zh-Hans")
    assert main([book, "--script", "hans"]) == 1
    assert "國" in lacking_in_standard("hans")
    assert "国" in lacking_in_standard("hant")
