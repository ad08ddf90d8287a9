"""Ruby, quotations, code and verse as XHTML."""

import re

from exporter.model import (
    Block,
    CodeBlock,
    Paragraph,
    QuoteMark,
    Ruby,
    Text,
    Verse,
    VerseLine,
)
from exporter.xhtml import Usage
from tests.books import (
    FORMULA,
    About,
    article,
    book,
    pack,
    paragraph,
    render,
    unpack,
)


def content(*made: Block, lang: str = "zh-Hans", usage: Usage | None = None) -> str:
    """Return ``made`` as XHTML, without what stands around them."""
    (document,) = render(article(*made, about=About(lang=lang)), usage=usage)
    found = re.search(r"</header>\n(.*)\n<footer>", document.content, re.DOTALL)
    assert found
    return found.group(1)


def test_reading_has_brackets_for_readers_that_draw_no_ruby() -> None:
    usage: Usage = {}
    made = content(Paragraph((Ruby((Text("单"),), "shàn"),)), usage=usage)
    assert made == "<p><ruby>单<rp>（</rp><rt>shàn</rt><rp>）</rp></ruby></p>"
    assert set("单（shàn）") <= set().union(*usage.values())


def test_quotation_marks_follow_the_text_around_them() -> None:
    quote = Paragraph((Text("他"), QuoteMark(True), Text("好"), QuoteMark(False)))
    assert content(quote) == "<p>他“好”</p>"
    assert content(quote, lang="zh-Hant") == "<p>他「好」</p>"
    german = Paragraph((QuoteMark(True), Text("ja"), QuoteMark(False)), lang="de")
    assert ">„ja“</p>" in content(german)


def test_code_is_typed_text_in_one_width() -> None:
    usage: Usage = {}
    made = content(CodeBlock("a <b>\n\n  c"), usage=usage)
    assert made == '<pre class="code"><code>a &lt;b&gt;\n\n  c</code></pre>'
    noted = [chars for style, chars in usage.items() if style.family == "mono"]
    assert set("abc<>") <= set().union(*noted)


def test_verse_has_a_line_for_each_line() -> None:
    lines = (
        VerseLine((Text("芦花白"),)),
        VerseLine((Text("雁声迟"),), 3, True),
        VerseLine((Text("很深"),), 40),
    )
    assert content(Verse(lines), paragraph("完")) == (
        '<div class="verse">\n<p>芦花白</p>\n<p class="in3 stanza">雁声迟</p>\n'
        '<p class="in12">很深</p>\n</div>\n<p>完</p>'
    )


def test_term_is_bold() -> None:
    usage: Usage = {}
    made = content(Paragraph((Text("潮汐"),), "term"), usage=usage)
    assert made == '<p class="term">潮汐</p>'
    assert any("潮" in chars and style.weight == 700 for style, chars in usage.items())


def test_formula_says_what_it_shows_and_its_file_says_that_it_is_there() -> None:
    made = article(Paragraph((FORMULA,)), about=About(lang="zh-Hans"))
    assert (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x^2">'
        '<msup><mi>x</mi><mn mathvariant="normal">2</mn></msup></math>'
    ) in render(made)[0].content
    package = unpack(pack(book([made])))["EPUB/content.opf"].decode()
    items = re.findall(r'<item [^>]*href="text/[^>]*>', package)
    assert ">MathML</meta>" in package
    assert ["mathml" in item for item in items].count(True) == 1
