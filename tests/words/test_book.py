"""The book's own words have the same slots in every language, and all are used."""

import re

import pytest

from exporter.language.tags import detect_script
from exporter.words import Wording, script_of, wording_for
from exporter.words.book import BookWord
from tests.support.commandline import ROOT

HANS, HANT = wording_for("zh-Hans"), wording_for("zh-Hant")
WORDS = {name: w for name, w in vars(Wording).items() if isinstance(w, BookWord)}


@pytest.mark.parametrize(
    ("lang", "script"),
    [
        ("zh-Hant", "hant"),
        ("zh-Hant-HK", "hant"),
        ("zh-TW", "hant"),
        ("zh-hk", "hant"),
        ("zh-MO", "hant"),
        ("zh-Hans", "hans"),
        ("zh", "hans"),
        ("zh-CN", "hans"),
        ("en", "hans"),
        ("", "hans"),
    ],
)
def test_a_language_tag_gives_its_script(lang: str, script: str) -> None:
    assert script_of(lang) == script


@pytest.mark.parametrize("name", WORDS)
def test_a_word_of_the_book_has_the_same_slots_in_all_languages(name: str) -> None:
    word = WORDS[name]
    assert all((word.english, word.simplified, word.traditional))
    slots = sorted(re.findall(r"\{\w+\}", word.simplified))
    assert slots == sorted(re.findall(r"\{\w+\}", word.traditional))
    assert slots == sorted(re.findall(r"\{\w+\}", word.english))
    assert not re.search(r"[\u4e00-\u9fff]", word.english)
    assert detect_script(word.simplified) in ("hans", None)
    assert detect_script(word.traditional) in ("hant", None)


def test_a_wording_gives_its_words_in_its_script() -> None:
    assert (HANS.contents, HANT.contents) == ("目录", "目錄")
    assert Wording("en").contents == "Contents"
    whole = ["".join(getattr(w, name) for name in WORDS) for w in (HANS, HANT)]
    assert [detect_script(text) for text in whole] == ["hans", "hant"]


def test_every_word_of_the_book_is_used() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "exporter").rglob("*.py")
    )
    assert [name for name in WORDS if not re.search(rf"\.{name}\b", source)] == []
