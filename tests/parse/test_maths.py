"""Formulas: harmless MathML, and a line that reads the same."""

from pathlib import Path

import pytest
from lxml import etree

from checks.epubcheck import check_epub
from exporter.model import (
    Formula,
    MathElement,
    Paragraph,
    iter_inlines,
    plain_text,
    texts_of,
)
from tests.support.articles import parse
from tests.support.books import book, pack, render
from tests.support.golden_cases import describe_inlines

MATH = "{http://www.w3.org/1998/Math/MathML}"


def formulas_of(body: str) -> list[Formula]:
    return [
        inline
        for block in parse(body).blocks
        for line in texts_of(block)
        for inline in iter_inlines(line)
        if isinstance(inline, Formula)
    ]


def line_of(mathml: str) -> str:
    (formula,) = formulas_of(f"<p>由<math>{mathml}</math>得</p>")
    return describe_inlines(formula.children)


@pytest.mark.parametrize(
    ("mathml", "line"),
    [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = mc²"),
        ("<msup><mi>x</mi><mi>n</mi></msup>", "x{sup n}"),
        ("<msub><mi>a</mi><mi>i</mi></msub>", "a{sub i}"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        (
            "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>",
            "(a + b)/c",
        ),
        (
            "<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>3</mn></msup>",
            "(a)³",
        ),
        ("<msqrt><mn>16</mn></msqrt>", "√16"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a + b)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"),
        (
            (
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi>"
                "</munderover><mi>i</mi>"
            ),
            "∑{sub i = 1}{sup n} i",
        ),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x\u0304"),
        ("<mo>-</mo><mn>1</mn>", "−1"),
        ("<mi>a</mi><mo>-</mo><mi>b</mi>", "a − b"),
        ("<munder><mi>lim</mi><mi>n</mi></munder><mi>x</mi>", "lim{sub n} x"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<mn>2</mn><mo>&#x2062;</mo><mi>x</mi>", "2x"),
        (
            (
                "<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
                "<mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo>)</mo>"
            ),
            "(1, 2; 3, 4)",
        ),
        ("<mi>x</mi>余词", "x余词"),
        ("<mfrac><mn>1</mn></mfrac>", "1"),
        (
            (
                "<semantics><mi>x</mi><annotation encoding='application/x-tex'>\\xi"
                "</annotation></semantics>"
            ),
            "x",
        ),
        ("<mphantom><mi>y</mi></mphantom><mi>x</mi>", "x"),
    ],
)
def test_formula_is_read_as_a_line_of_text(mathml: str, line: str) -> None:
    assert line_of(mathml) == line


def test_formula_is_mathml_with_alternative_text_in_a_book() -> None:
    power = "<mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow>"
    body = f"<p>由<math><msup><mi>x</mi>{power}</msup></math></p>"
    (document,) = render(parse(body))
    root = etree.fromstring(document.content.encode())
    (math,) = root.iter(f"{MATH}math")
    assert math.get("alttext") == "x^(n + 1)"
    assert [e.tag.removeprefix(MATH) for e in math.iter()] == [
        *("math", "msup", "mi", "mrow", "mi", "mo", "mn"),
    ]


def test_alternative_text_of_the_source_is_kept() -> None:
    (formula,) = formulas_of("<p>由<math alttext='x squared'><mi>x</mi></math></p>")
    assert formula.alt == "x squared"
    assert plain_text((formula,)) == "x squared"


def test_scripts_links_and_styles_of_a_formula_are_removed() -> None:
    body = (
        "<p>由<math onclick='x()' href='javascript:x'><mi style='color:red' "
        "mathvariant='bold' href='http://example.org'>x</mi><script>y</script>"
        "<maction actiontype='statusline'><mn>1</mn><mn>2</mn></maction>"
        "<annotation-xml><p>again</p></annotation-xml><foreign>z</foreign></math></p>"
    )
    content = render(parse(body))[0].content
    for never in ("onclick", "javascript", "style=", "script", "again", "maction"):
        assert never not in content
    assert '<mi mathvariant="bold">x</mi><mn>1</mn><mtext>z</mtext>' in content


@pytest.mark.parametrize(
    "body",
    [
        (
            "<span class='katex'><span class='katex-mathml'><math><mi>x</mi></math>"
            "</span><span class='katex-html' aria-hidden='true'>x</span></span>"
        ),
        (
            "<span class='mwe-math-element'><span style='display: none;'><math>"
            "<mi>x</mi></math></span><img src='/x.svg' alt='x'></span>"
        ),
        (
            "<mjx-container><svg></svg><mjx-assistive-mml><math><mi>x</mi></math>"
            "</mjx-assistive-mml></mjx-container>"
        ),
    ],
)
def test_formula_given_in_two_forms_appears_once(body: str) -> None:
    (block,) = parse(f"<p>由{body}得</p>").blocks
    assert isinstance(block, Paragraph)
    assert describe_inlines(block.inlines) == "由{formula x}得"


WILD = (
    "<mrow mathvariant='bold' columnspan='2'><mi mathvariant='nonsense'>x</mi></mrow>",
    "<mtr><mtd><mn>1</mn></mtd></mtr>",
    (
        "<mtable><mn>1</mn><mlabeledtr><mtd rowspan='2'><mn>2</mn></mtd></mlabeledtr>"
        "</mtable>"
    ),
    "<mmultiscripts><mi>x</mi><mn>1</mn></mmultiscripts>",
    (
        "<mmultiscripts><mi>x</mi><mn>1</mn><none/><mprescripts/><none/><mn>2</mn>"
        "</mmultiscripts>"
    ),
    "<none/><mprescripts/><mi>y</mi>",
    "<msubsup><mi>x</mi></msubsup><mroot><mi>x</mi></mroot>",
    "<mstyle displaystyle='true' scriptlevel='0'><mo stretchy='false'>(</mo></mstyle>",
    "<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac><mspace width='1em'/>",
    "<menclose notation='box'><mi>x</mi></menclose><mtext>词 <b>粗</b></mtext>",
    "词<ms>s</ms><mphantom><mi>p</mi></mphantom><merror><mi>e</mi></merror>",
)


@pytest.mark.slow
@pytest.mark.epubcheck
def test_malformed_formulas_make_valid_books(tmp_path: Path) -> None:
    body = "".join(f"<p>由<math>{wild}</math>得</p>" for wild in WILD)
    assert len(formulas_of(body)) == len(WILD)
    path = tmp_path / "wild.epub"
    path.write_bytes(pack(book([parse(body)])))
    assert check_epub(path) == []


@pytest.mark.parametrize("words", ["it’s", "he said “so”", "שלום"])
def test_text_in_a_formula_gets_no_element_of_xhtml(words: str) -> None:
    """In a paragraph, marks of Latin words and words from right to left get one."""
    [document] = render(parse(f"<p>式 <math><mtext>{words}</mtext></math></p>"))
    assert f"<mtext>{words}</mtext>" in document.content


def test_mathml_with_a_namespace_prefix_is_read() -> None:
    (formula,) = formulas_of("<p>由<m:math><m:mi>x</m:mi></m:math>得</p>")
    assert formula.mathml.children[0] == MathElement("mi", (), ("x",))


def test_tex_in_the_text_stays_text() -> None:
    body = r"<p>由 \(x^2\) 与 $y$ 得</p>"
    assert formulas_of(body) == []
    assert r"\(x^2\) 与 $y$" in render(parse(body))[0].content


@pytest.mark.slow
def test_formula_of_9_000_signs_becomes_text() -> None:
    body = f"<p>由<math>{'<mi>x</mi>' * 9_000}</math>得</p>"
    assert formulas_of(body) == []
    assert "x" * 9_000 in render(parse(body))[0].content
