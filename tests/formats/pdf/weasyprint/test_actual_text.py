"""Copied right-to-left text: joined letters are spelled out, sign by sign."""

import contextlib
import io
import unicodedata

import pypdfium2
import pytest
from PIL import ImageChops
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from exporter.formats.pdf.weasyprint import actual_text
from exporter.language.tags import tag_language
from tests.support.articles import parse
from tests.support.books import About, article, book
from tests.support.prints import options, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]


def spelled(html: str) -> list[str]:
    """Return the signs that are spelled on the page of ``html``, as they are drawn."""
    blocks = tag_language(parse(html)).blocks
    about = About("望津渡轮记", "2024-05-02T08:00:00")
    data = print_pdf(book([article(*blocks, number=1, about=about)]), options())
    reader = PdfReader(io.BytesIO(data))
    stream = ContentStream(reader.pages[0].get_contents(), reader)
    depth, found = 0, []
    for operands, operator in stream.operations:
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        assert depth >= 0
        if operator == b"BDC" and isinstance(operands[1], DictionaryObject):
            found += [str(operands[1].get("/ActualText", ""))]
    assert depth == 0
    # Digits and ideographs beside gaps are spelled for another reason.
    return [text for text in found if text and not _is_of_chinese(text[0])]


def _is_of_chinese(char: str) -> bool:
    return unicodedata.category(char)[0] not in "LM" or "CJK" in unicodedata.name(char)


@pytest.mark.parametrize("word", ["مرحبا", "شىنجاڭ", "بينت"])
@pytest.mark.parametrize(
    "html", ["<p>渡轮{}靠岸</p>", "<p>{}</p>", "<p>渡轮<b>{}</b></p>"]
)
def test_every_letter_of_a_joined_word_is_spelled_once(html: str, word: str) -> None:
    signs = spelled(html.format(word))
    assert "".join(reversed(signs)) == word
    assert len(signs) > 2


@pytest.mark.parametrize("word", ["हिन्दी", "কোথায়", "කොළඹ", "ប្រែ", "မြန်မာ", "น้ำ"])
def test_signs_of_several_letters_are_spelled_in_reading_order(word: str) -> None:
    """Their vowels are drawn before the consonant or on both sides of it."""
    signs = spelled(f"<p>渡轮{word}靠岸</p>")
    assert "".join(signs) == word


@pytest.mark.parametrize("text", ["渡轮 Shalom 靠岸", "渡轮שלום靠岸", "渡轮靠岸"])
def test_letters_that_do_not_join_are_not_spelled(text: str) -> None:
    assert spelled(f"<p>{text}</p>") == []


def test_spelling_moves_no_glyph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = "<p>渡轮（الجزيرة نت）靠岸</p><p>بيت كبير جدًا</p><p>渡轮हिन्दी靠岸</p>"
    pages = []
    for name in ("spelled_letters", "nullcontext"):
        monkeypatch.setattr(
            "exporter.formats.pdf.weasyprint.engine.spelled_letters",
            getattr(actual_text if name == "spelled_letters" else contextlib, name),
        )
        blocks = tag_language(parse(html)).blocks
        about = About("望津渡轮记", "2024-05-02T08:00:00")
        data = print_pdf(book([article(*blocks, number=1, about=about)]), options())
        pages.append(pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil())
    assert ImageChops.difference(*pages).getbbox() is None
