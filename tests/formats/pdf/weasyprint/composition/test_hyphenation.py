"""Latin words hyphenated at the end of a line."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pypdf
import pyphen
import pytest

from exporter.formats.pdf.weasyprint.composition.hyphenation import (
    PatternFile,
    find_words,
    hyphenate,
    is_name,
)
from exporter.model import Code, Paragraph, Text
from tests.formats.pdf.weasyprint.composition.test_composition import (
    EM,
    lines_of,
    printed,
)
from tests.formats.pdf.weasyprint.composition.test_copied_text import (
    copied_by_pdfium,
    copied_by_poppler,
    joined,
)
from tests.support.prints import pango_trouble

pytestmark = pytest.mark.slow

if not pango_trouble():
    from exporter.formats.pdf.weasyprint.composition.faces import Faces
    from exporter.formats.pdf.weasyprint.composition.measure import add_hyphens
    from tests.support.composition import read_paragraph

LONG = "据望津消息representatives说，negotiations仍在继续，compensation未定。" * 6
LATIN = (
    "The ferryman’s representatives demonstrated extraordinary determination "
    "throughout uncomfortable negotiations, notwithstanding considerable "
    "disagreements regarding compensation arrangements and responsibilities."
)


def parts_of(word: str, lang: str = "zh-Hans") -> list[str]:
    """Return ``word`` cut wherever a hyphen may be set."""
    places = [0, *hyphenate(word, lang), len(word)]
    return [word[a:b] for a, b in pairwise(places)]


@pytest.mark.parametrize(
    "text",
    [
        "望津NEGOTIATIONS说",
        "HafenFähre说",
        "B117variants",
        "变体variants2号",
        "https://example.org/negotiations/compensation",
        "example.negotiations.org",
        "ferryman@negotiations.org",
        "ferry_negotiations",
        "#negotiations",
        "self-determination",
        "O’Donnell",
        "negotiations’s",
        "ferry",
        "переговоры",
        "negoĉiationŝ",
    ],
)
def test_addresses_names_and_foreign_words_are_not_hyphenated(text: str) -> None:
    assert list(find_words(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "望津negotiations说",
        "（negotiations）",
        "“negotiations”",
        "negotiations.",
        "negotiations: 5",
        "negotiations，",
        "3 negotiations",
    ],
)
def test_words_beside_chinese_and_marks_are_hyphenated(text: str) -> None:
    assert list(find_words(text)) == [(text.index("n"), "negotiations")]


def test_word_with_a_capital_counts_as_a_name() -> None:
    assert is_name("Auerbach")
    assert not is_name("negotiations")


def test_hyphen_has_at_least_two_letters_before_and_three_after() -> None:
    for word in ("negotiations", "already", "ability", "Zusammenarbeit", "ratio"):
        for lang in ("zh-Hans", "en", "de-DE"):
            places = hyphenate(word, lang)
            assert all(2 <= place <= len(word) - 3 for place in places), word


def test_words_are_hyphenated_by_their_language() -> None:
    assert parts_of("representation", "en") == ["rep", "re", "sen", "ta", "tion"]
    assert parts_of("Staatsvertrag", "de") == ["Staats", "ver", "trag"]
    assert parts_of("Staatsvertrag", "de-AT") == ["Staats", "ver", "trag"]
    assert parts_of("negotiations", "tlh") == ["negotiations"]


def test_words_in_chinese_are_english_unless_their_letters_show_another_language() -> (
    None
):
    assert parts_of("representation") == parts_of("representation", "en")
    assert parts_of("Verwaltungsbehörde") == parts_of("Verwaltungsbehörde", "de")
    assert len(parts_of("Verwaltungsbehörde")) > 3
    assert parts_of("communiquétions") == ["communiquétions"]


@pytest.mark.pango
@pytest.mark.parametrize(
    ("inner", "word"),
    [
        ("望津<i>nego</i>tiations说", "negotiations"),
        ("望津<span style='hyphens: none'>negotiations</span>说", "negotiations"),
        ("望津<sup>negotiations</sup>说", "negotiations"),
        ("望津<span dir=rtl>negotiations</span>说", "negotiations"),
    ],
)
def test_split_raised_or_preformatted_words_are_not_hyphenated(
    inner: str, word: str
) -> None:
    paragraph, measured = read_paragraph(inner)
    assert word in paragraph.text
    assert add_hyphens(paragraph, measured, Faces()) is measured


@pytest.mark.pango
def test_words_of_a_text_box_have_hyphens_as_wide_as_its_face_draws_them() -> None:
    paragraph, measured = read_paragraph(
        "望津negotiations及<span style='font-size: 10px'>representation</span>说",
        white_space="normal",
    )
    measured = add_hyphens(paragraph, measured, Faces())
    widths = sorted(set(measured.hyphens.values()))
    assert len(widths) == 2
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.02)
    assert 0.2 < widths[1] / 20 < 0.5
    assert measured.hyphens.keys() <= set(range(len(paragraph.text)))


@pytest.mark.pango
@pytest.mark.parametrize("reader", ["pdfium", "poppler"])
@pytest.mark.parametrize("text", [LONG, LATIN], ids=["chinese", "latin"])
def test_hyphens_are_drawn_but_not_copied(
    text: str, reader: str, tmp_path: Path
) -> None:
    data = printed(text, font_pt=20)
    assert hyphens_drawn(data) >= 2
    copied = (
        copied_by_pdfium(data)
        if reader == "pdfium"
        else copied_by_poppler(data, tmp_path)
    )
    whole = text.replace(" ", "")
    assert whole in joined(copied).replace(" ", "")
    assert "-" not in copied.partition(text[:3])[2].partition("原文")[0]


_HYPHENATED = re.compile(
    rb"/ActualText <feff00[4-7].>>> BDC\n\[[^\]]*\] TJ\n"
    rb"[^\n]* Tf\n\[<....>\] TJ\nEMC"
)


def hyphens_drawn(data: bytes) -> int:
    """Return how many glyphs follow the letter that they are read with."""
    drawn = 0
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        operators = page.get_contents().get_data()  # type: ignore[union-attr]
        drawn += len(_HYPHENATED.findall(operators))
    return drawn


@pytest.mark.pango
def test_hyphenated_line_ends_at_the_same_edge_as_the_others() -> None:
    """Its last letter ends the width of a hyphen before the edge."""
    lines = lines_of(printed(LONG, columns=2))
    ends = [line.chars[-1] for line in lines if line.text[-1:].isalpha()]
    edge = max(line.chars[-1].x + EM for line in lines if line.text[-1] > "\u4e00")
    hyphenated = [c for c in ends if c.text.isascii() and edge - c.x < EM]
    assert hyphenated


@pytest.mark.pango
def test_code_is_not_hyphenated() -> None:
    inlines = (Text("望津的渡轮用"), Code("representations"), Text("和"))
    data = printed(Paragraph(inlines * 12), columns=2)
    assert hyphens_drawn(data) == 0


@pytest.mark.pango
def test_justified_latin_paragraphs_have_no_wide_gaps() -> None:
    lines = lines_of(printed(LATIN * 2, columns=2))
    lines = [line for line in lines if "e" in line.text and len(line.text) > 20]
    assert len(lines) > 8
    assert max(b.x - a.x for line in lines for a, b in pairwise(line.chars)) < 2 * EM


@pytest.mark.parametrize("lang", ["en_US", "de_DE", "fr", "hu_HU", "cs_CZ"])
def test_patterns_read_one_by_one_give_the_same_hyphens_as_pyphen(lang: str) -> None:
    path = pyphen.LANGUAGES[lang]
    ours, theirs = PatternFile(path), pyphen.HyphDict(path)
    words = (
        *("negotiations", "representation", "Deutschland", "Bundesverfassungsgericht"),
        *("hyphenation", "associate", "project", "présidentielle", "vyjednávání"),
        *("összeköttetés", "a", "", "xyz", "table", "uncopyrightable"),
    )
    assert [ours.positions(word) for word in words] == [
        theirs.positions(word) for word in words
    ]
    assert any(theirs.positions(word) for word in words)
