"""Gaps drawn between letters do not become spaces in copied text."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont
from pypdf.generic import ContentStream

from exporter.model import Link, Paragraph, Text
from tests.formats.pdf.weasyprint.composition.test_composition import printed
from tests.support.prints import Pdf, pango_trouble

if not pango_trouble():
    from exporter.formats.pdf.weasyprint.composition.copied_text import TextPen, _filled
    from exporter.formats.pdf.weasyprint.composition.twins import widening_of

pytestmark = pytest.mark.pango

MIXED = (
    "望津渡轮公司2020年7月1日在Facebook上说，MV Wangjin号与Rock ’n’ Roll乐队的O’Neill"
    "合作，票价从5元涨到12.50元；网址是https://example.org/wangjin/2020，"
    "电邮是ferry@example.org，另见《Old Ferry》与“Guns N’ Roses”。"
) * 3


def copied_by_pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return "\n".join(p.get_textpage().get_text_bounded() for p in document)
    finally:
        document.close()


def copied_by_poppler(data: bytes, folder: Path) -> str:
    return copied_by(["pdftotext", "{}", "-"], data, folder)


def copied_by_mupdf(data: bytes, folder: Path) -> str:
    return copied_by(["mutool", "draw", "-q", "-F", "text", "{}"], data, folder)


def copied_by(command: Sequence[str], data: bytes, folder: Path) -> str:
    """Return the text that ``command`` extracts; ``{}`` in it stands for the file."""
    program = shutil.which(command[0])
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    path = folder / "copied.pdf"
    path.write_bytes(data)
    rest = [each.format(path) for each in command[1:]]
    done = subprocess.run([program, *rest], capture_output=True, check=True)
    return done.stdout.decode()


COPIED_BY: dict[str, Callable[[bytes, Path], str]] = {
    "pdfium": lambda data, _folder: copied_by_pdfium(data),
    "poppler": copied_by_poppler,
    "mupdf": copied_by_mupdf,
}


def joined(text: str) -> str:
    """Return ``text`` without its line ends and the spaces at them."""
    return re.sub(r"\s*[\r\n]+\s*", "", text)


def expected(text: str) -> str:
    """Return ``text`` with its spaces and line ends made equal."""
    return text.replace(" ", "")


@pytest.mark.slow
@pytest.mark.parametrize("size", [10.5, 17.0])
@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("reader", COPIED_BY)
def test_gaps_between_letters_are_not_copied_as_spaces(
    reader: str, lang: str, size: float, tmp_path: Path
) -> None:
    data = printed(MIXED, lang=lang, font_pt=size)
    text = COPIED_BY[reader](data, tmp_path)
    assert expected(MIXED) in expected(joined(text))
    lines = [line.strip() for line in re.split(r"[\r\n]+", text)]
    of_ours = [line for line in lines if len(line) > 4 and line in MIXED]
    # Every line is found in the source with the same spaces.
    assert sum(map(len, of_ours)) > 0.9 * len(MIXED)


@pytest.mark.parametrize("reader", COPIED_BY)
def test_gap_beside_a_link_is_not_copied_as_a_space(
    reader: str, tmp_path: Path
) -> None:
    link = Link("https://example.org/", (Text("Wangjin"),))
    inlines = (Text("渡轮"), link, Text("号靠岸，乘客在"), link, Text("号上。"))
    text = COPIED_BY[reader](printed(Paragraph(inlines)), tmp_path)
    assert re.search("渡轮Wangjin.?号靠岸，乘客在Wangjin.?号上。", joined(text))


def test_no_glyph_starts_far_from_the_end_of_the_one_before() -> None:
    """MuPDF copies a space where the distance is more than 150 thousandths of an em."""
    text = "望津渡轮公司2020年7月1日在Facebook上说，3艘船的票价涨到12.50元。" * 3
    page = pypdf.PdfReader(io.BytesIO(printed(text))).pages[0]
    operations = ContentStream(page.get_contents(), None).operations
    arrays = [operands[0] for operands, operator in operations if operator == b"TJ"]
    moves = [float(m) for array in arrays for m in array if isinstance(m, (int, float))]
    assert max(map(len, arrays)) > 5
    assert [move for move in moves if move <= -80] == []


def pen(letters: Mapping[int, str], *, twins: bool) -> "TextPen":
    """Return a font whose glyph 1 is the space; with ``twins``, every glyph has one."""

    def choose_wide(glyph: int, widening: int) -> bytes | None:
        return f"/Wide{widening} 9 Tf".encode() if twins and glyph in letters else None

    return TextPen(letters, (b"0001", 224.0), b"/Plain 9 Tf", choose_wide)


def test_gap_is_written_into_the_advance_of_its_letter() -> None:
    letters = {1: " ", 2: "年", 3: "a"}
    shown = b"<00020003>-250<0002>-400<0003>"
    assert list(_filled(shown, pen(letters, twins=True))) == [
        b"[<0002>] TJ",
        b"/Wide300 9 Tf",
        b"[<0003> 50] TJ",
        b"/Plain 9 Tf",
        b"/Wide450 9 Tf",
        b"[<0002> 50] TJ",
        b"/Plain 9 Tf",
        b"[<0003>] TJ",
    ]


@pytest.mark.parametrize("gap", range(80, 680, 20))
def test_rest_of_a_widened_gap_is_too_small_to_be_read_as_a_space(gap: int) -> None:
    assert abs(gap - widening_of(gap)) < 80


def test_a_gap_wider_than_any_advance_is_filled() -> None:
    assert widening_of(700) == 0
    (_begin, drawn, _end, _next) = _filled(
        b"<0003>-700<0002>", pen({1: " ", 2: "年", 3: "a"}, twins=True)
    )
    assert drawn == b"[<0003> -476 <0001>] TJ"


def told_and_drawn_widths(data: bytes) -> Iterator[tuple[str, float, list[float]]]:
    """Yield what a PDF of CFF fonts tells of the width of each glyph.

    The name of its font; what the PDF tells, and what the font file does, in its
    table of advances and in the outline; in thousandths of an em.
    """
    fonts: Mapping[str, Any] = Pdf(data).fonts()
    for font in fonts.values():
        cid_font = font["/DescendantFonts"][0].get_object()
        descriptor = cid_font["/FontDescriptor"].get_object()
        stored = next(v for k, v in descriptor.items() if k.startswith("/FontFile"))
        file = TTFont(io.BytesIO(stored.get_object().get_data()))
        scale = 1000 / file["head"].unitsPerEm
        outlines = file["CFF "].cff.topDictIndex[0].CharStrings
        told = list(cid_font["/W"])
        for first, widths in zip(told[::2], told[1::2], strict=True):
            for name, width in zip(file.getGlyphOrder()[first:], widths, strict=False):
                outlines[name].draw(NullPen())
                drawn = (file["hmtx"][name][0], outlines[name].width)
                yield str(cid_font["/BaseFont"]), width, [d * scale for d in drawn]


@pytest.mark.slow
def test_widths_in_the_pdf_equal_those_of_the_font_files() -> None:
    """PDF/UA-1 requires this, also of fonts with widened advances."""
    found = list(told_and_drawn_widths(printed(MIXED)))
    names = {name for name, _told, _drawn in found}
    assert len(names) > len({name.split("+")[1] for name in names})
    for _name, told, drawn in found:
        assert drawn == pytest.approx([told, told], abs=1)


def test_gap_is_filled_directly_after_its_letter() -> None:
    letters = {1: " ", 2: "年", 3: "a"}
    filled = list(_filled(b"<00020003>-250<0002>", pen(letters, twins=False)))
    assert filled == [
        b"[<0002>] TJ",
        b"/Span <</ActualText <feff0061>>> BDC",
        b"[<0003> -26 <0001>] TJ",
        b"EMC",
        b"[<0002>] TJ",
    ]


def test_gap_beside_a_narrow_quote_is_filled_to_its_reduced_width() -> None:
    letters = {1: " ", 2: "‘", 3: "a", 4: "’"}
    filled = b"".join(_filled(b"<0003>650<0002>", pen(letters, twins=False)))
    assert b"<feff2018>>> BDC[<0001> 874 <0002>] TJEMC" in filled
    filled = b"".join(_filled(b"<0004>650<0003>", pen(letters, twins=False)))
    assert b"<feff2019>>> BDC[<0004> 874 <0001>] TJEMC" in filled


@pytest.mark.parametrize(
    "shown",
    [b"<0003>-60<0002>", b"<0003>-250<0001>", b"<0001>-250<0003>", b"<0003>250<0002>"],
)
def test_kernings_that_are_not_our_gaps_stay_unchanged(shown: bytes) -> None:
    letters = {1: " ", 2: "年", 3: "a"}
    (operator,) = _filled(shown, pen(letters, twins=True))
    assert operator.replace(b" ", b"") == b"[" + shown + b"]TJ"
