"""Faults of other libraries are corrected while a PDF is made, and restored after."""

import gc
import io
from typing import Any

import pytest

from exporter.formats.pdf.weasyprint import load_engine
from exporter.journal import Journal
from tests.support.prints import Pdf, dictionary

pytestmark = pytest.mark.pango

HEADS = (
    "@page { @top-left { content: 'Kopf' } @bottom-center { content: counter(page) } }"
)
TABLE = (
    "<table><tr><th>角<th>列<th>列<tr><th>行<td>格<td>格<tr><th>行<td>格<td>格</table>"
)


def written(body: str, css: str = "") -> Pdf:
    engine = load_engine()
    html = f"<!DOCTYPE html><html lang=zh-Hans><title>页</title><body>{body}"
    with engine.Press({}, engine.Styles(css), Journal()) as press:
        pages = press.lay_out(html, pages=1)
        stream = io.BytesIO()
        pages.write(stream, identifier="urn:x", variant="pdf/ua-1", view=engine.View())
    return Pdf(stream.getvalue())


def test_corrected_page_references_equal_those_of_pydyf() -> None:
    import pydyf

    load_engine()
    from exporter.formats.pdf.weasyprint.corrections import quick_writing

    pdf = pydyf.PDF()
    quick: list[object] = []
    with quick_writing():
        for _ in range(3):
            pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
            quick.append(pdf.page_references)
            assert pdf.page_references is quick[-1]
    assert quick[-1] == pdf.page_references
    assert len(pdf.page_references) == 3


def test_running_heads_are_artifacts() -> None:
    pdf = written("<p>甲<p style='break-before: page'>乙", HEADS)
    assert "Kopf" in pdf.text
    for page in range(2):
        content = pdf.content(page)
        assert content.count("/Artifact\nBMC") == 2
        assert content.count("/MCID") == 1


@pytest.mark.slow
def test_every_tagged_content_is_in_the_structure_tree() -> None:
    pdf = written(f"<h1>题</h1><p>甲<a href='#x'>乙</a>{TABLE}", HEADS)
    root = dictionary(pdf.catalog["/StructTreeRoot"])
    numbers: Any = dictionary(root["/ParentTree"])["/Nums"]
    parents = [
        reference.idnum
        for entry in numbers[1::2]
        for reference in (entry if isinstance(entry, list) else [entry])
        if hasattr(reference, "idnum")
    ]
    inside = {element.indirect_reference for _, _, element in pdf.structure()}
    assert parents
    assert set(parents) <= {reference.idnum for reference in inside if reference}


def test_header_cells_have_a_scope() -> None:
    pdf = written(TABLE)
    scopes = [
        str(dictionary(element["/A"])["/Scope"])
        for _, kind, element in pdf.structure()
        if kind == "TH"
    ]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 2


def test_corrected_libraries_are_restored_afterwards() -> None:
    engine = load_engine()
    import pydyf
    from weasyprint import images
    from weasyprint import pdf as writing
    from weasyprint.draw import text as drawing
    from weasyprint.pdf import fonts

    def state() -> list[object]:
        return [
            *(pydyf.PDF.page_references, pydyf.zlib),
            *(writing.Stream.marked, writing.Stream.set_color_rgb, writing.add_tags),
            *(writing.Stream.set_color, writing.Stream._default_color_space),
            *(writing.Stream.create_interpolation_function, fonts.Font.__init__),
            *(images.RasterImage.__init__, drawing.draw_first_line),
            *(gc.get_threshold(), images.ImageFile.LOAD_TRUNCATED_IMAGES),
        ]

    before = state()
    with engine.Press({}, engine.Styles(""), Journal(), grey=True):
        assert all(a != b for a, b in zip(before, state(), strict=True))
    assert state() == before
    assert images.ImageFile.LOAD_TRUNCATED_IMAGES is False
