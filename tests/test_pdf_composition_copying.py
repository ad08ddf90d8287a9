"""What is drawn between letters does not get into copied text."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from exporter.model import Link, Paragraph, Text
from tests.prints import pango_trouble
from tests.test_pdf_composition import printed

if not pango_trouble():
    from exporter.pdf.composition.copying import _filled

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
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "copied.pdf"
    path.write_bytes(data)
    done = subprocess.run([program, path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def joined(text: str) -> str:
    """Return ``text`` without its line ends, nor the spaces that lines end at."""
    return re.sub(r"\s*[\r\n]+\s*", "", text)


def expected(text: str) -> str:
    """Return ``text`` with no difference left between a space and a line end."""
    return text.replace(" ", "")


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("reader", ["pdfium", "poppler"])
def test_gaps_are_no_spaces_in_copied_text(
    lang: str, reader: str, tmp_path: Path
) -> None:
    data = printed(MIXED, lang=lang)
    text = (
        copied_by_pdfium(data)
        if reader == "pdfium"
        else copied_by_poppler(data, tmp_path)
    )
    assert expected(MIXED) in expected(joined(text))
    lines = [line.strip() for line in re.split(r"[\r\n]+", text)]
    of_ours = [line for line in lines if len(line) > 4 and line in MIXED]
    # Every line is a stretch of the source, space by space.
    assert sum(map(len, of_ours)) > 0.9 * len(MIXED)


def test_the_gap_after_a_link_is_no_space() -> None:
    link = Link("https://example.org/", (Text("Wangjin"),))
    inlines = (Text("渡轮"), link, Text("号靠岸，乘客在"), link, Text("号上。"))
    text = copied_by_pdfium(printed(Paragraph(inlines)))
    assert re.search("渡轮Wangjin.?号靠岸，乘客在Wangjin.?号上。", joined(text))


def test_a_gap_is_filled_after_its_letter() -> None:
    letters = {1: " ", 2: "年", 3: "a"}
    filled = list(_filled(b"<00020003>-250<0002>", letters, (b"0001", 224.0)))
    assert filled == [
        b"[<0002>] TJ",
        b"/Span <</ActualText <feff0061>>> BDC",
        b"[<0003> -26 <0001>] TJ",
        b"EMC",
        b"[<0002>] TJ",
    ]


def test_a_mark_cut_to_its_ink_is_as_wide_as_that() -> None:
    letters = {1: " ", 2: "‘", 3: "a", 4: "’"}
    filled = b"".join(_filled(b"<0003>650<0002>", letters, (b"0001", 224.0)))
    assert b"<feff2018>>> BDC[<0001> 874 <0002>] TJEMC" in filled
    filled = b"".join(_filled(b"<0004>650<0003>", letters, (b"0001", 224.0)))
    assert b"<feff2019>>> BDC[<0004> 874 <0001>] TJEMC" in filled


@pytest.mark.parametrize(
    "shown",
    [b"<0003>-60<0002>", b"<0003>-250<0001>", b"<0001>-250<0003>", b"<0003>250<0002>"],
)
def test_what_is_no_gap_of_ours_is_left_alone(shown: bytes) -> None:
    letters = {1: " ", 2: "年", 3: "a"}
    (operator,) = _filled(shown, letters, (b"0001", 224.0))
    assert operator.replace(b" ", b"") == b"[" + shown + b"]TJ"
