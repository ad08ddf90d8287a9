"""Ruby, quotations, code and verse as XHTML."""

import re

import pytest
from lxml import etree

from exporter.formats.stylesheets import load_styles
from exporter.model import (
    Abbreviation,
    Block,
    Code,
    CodeBlock,
    CodeLink,
    FontStyle,
    Heading,
    Paragraph,
    QuoteMark,
    Ruby,
    Strong,
    Text,
    Verse,
    VerseLine,
)
from exporter.xhtml import Usage
from exporter.xhtml.code_lines import break_line
from tests.support.books import (
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


def test_ruby_reading_has_brackets_for_readers_that_draw_no_ruby() -> None:
    usage: Usage = {}
    made = content(Paragraph((Ruby((Text("单"),), "shàn"),)), usage=usage)
    assert made == "<p><ruby>单<rp>（</rp><rt>shàn</rt><rp>）</rp></ruby></p>"
    assert set("单（shàn）") <= set().union(*usage.values())


def test_quotation_marks_follow_the_language_of_the_text_around_them() -> None:
    quote = Paragraph((Text("他"), QuoteMark(True), Text("好"), QuoteMark(False)))
    assert content(quote) == "<p>他“好”</p>"
    assert content(quote, lang="zh-Hant") == "<p>他「好」</p>"
    german = Paragraph((QuoteMark(True), Text("ja"), QuoteMark(False)), lang="de")
    assert ">„ja“</p>" in content(german)


def test_code_block_is_written_in_the_monospaced_face() -> None:
    usage: Usage = {}
    made = content(CodeBlock("a <b>\n\n  c"), usage=usage)
    words = "".join(str(text) for text in etree.fromstring(made).itertext())
    assert words == "a <b>\n\n  c\n"
    noted = [chars for style, chars in usage.items() if style.family == "mono"]
    assert set("abc<>") <= set().union(*noted)


def test_broken_line_of_code_goes_on_two_em_further_in_than_it_begins() -> None:
    made = content(CodeBlock(f"if a:\n    b()\n{' ' * 90}c"))
    found = re.findall(r'class="(.*?)">([^<]*)', made.partition("<code>")[2])
    assert [name for name, _ in found] == ["line", "line in2", "line in12"]
    # A continued line is moved in as far as its first line is moved out.
    for indent in re.findall(r"span\.in(\d+) \{", load_styles(("epub.css",))):
        hang = int(indent) + 2
        rule = f"in{indent} {{ padding: 0 0 0 {hang}em; text-indent: -{hang}em; }}"
        assert rule in load_styles(("epub.css",))


def test_link_in_code_is_written_as_a_link() -> None:
    link = CodeLink(8, 11, "https://a.test/b")
    made = content(CodeBlock("x = 1\n# see", links=(link,)))
    assert '# <a href="https://a.test/b">see</a>\n' in made


def test_marks_of_latin_words_have_a_face_of_their_own() -> None:
    usage: Usage = {}
    made = content(
        paragraph("看Guns N’ Roses，听O’Neill：“好”，“好 it’s ok”。"), usage=usage
    )
    mark = '<span class="latin">’</span>'
    assert made == (
        f"<p>看Guns N{mark} Roses，听O{mark}Neill：“好”，“好 it{mark}s ok”。</p>"
    )
    assert usage[FontStyle("hans", "serif", 400, narrow=True)] == {"’"}


def test_quotation_marks_around_markup_follow_the_words_around_them_in_the_line() -> (
    None
):
    quoted = (Text("they said “"), Strong((Text("go"),)), Text("” to 北海"))
    made = content(Paragraph((Text("我们说“"), Strong((Text("go"),)), Text("”吧"))))
    assert "latin" not in made
    made = content(Paragraph(quoted))
    assert '“</span><strong>go</strong><span class="latin">”</span> to' in made


def test_narrow_marks_are_bold_in_headings_and_monospaced_in_code() -> None:
    usage: Usage = {}
    made = content(Heading((Text("O’Neill"),)), Paragraph((Code("it’s"),)), usage=usage)
    assert '<h2>O<span class="latin-sans">’</span>Neill</h2>' in made
    assert "<code>it’s</code>" in made
    narrow = {style for style in usage if style.narrow}
    assert narrow == {FontStyle("hans", "sans", 700, narrow=True)}


def test_abbreviation_keeps_its_full_form_as_its_title() -> None:
    short = Paragraph((Abbreviation((Text("WHO"),), 'the "W" & H'),))
    made = '<p><abbr title="the &quot;W&quot; &amp; H">WHO</abbr></p>'
    assert content(short) == made


@pytest.mark.parametrize("columns", [5, 8, 13, 40])
def test_broken_line_of_code_keeps_all_its_characters(columns: int) -> None:
    line = "    call(first, 潮汐灯塔, third=https://example.org/a/b?c=d)  # 灯"
    parts = list(break_line(line, columns, columns - 2))
    assert "".join(parts) == line
    widths = [sum(1 + (c > "\u2e80") for c in part) for part in parts]
    assert widths[0] <= columns
    assert max(widths[1:], default=0) <= columns - 2


def test_line_of_code_is_broken_after_a_nearby_argument() -> None:
    assert list(break_line("call(first, second)", 13, 13)) == [
        "call(first, ",
        "second)",
    ]
    assert list(break_line("x" * 20, 13, 13)) == ["x" * 13, "x" * 7]


def test_each_line_of_verse_is_written_as_a_line() -> None:
    lines = (
        VerseLine((Text("芦花白"),)),
        VerseLine((Text("雁声迟"),), 3, True),
        VerseLine((Text("很深"),), 40),
    )
    assert content(Verse(lines), paragraph("完")) == (
        '<div class="verse">\n<p>芦花白</p>\n<p class="in3 stanza">雁声迟</p>\n'
        '<p class="in12">很深</p>\n</div>\n<p>完</p>'
    )


def test_term_of_a_definition_list_is_bold() -> None:
    usage: Usage = {}
    made = content(Paragraph((Text("潮汐"),), "term"), usage=usage)
    assert made == '<p class="term">潮汐</p>'
    assert any("潮" in chars and style.weight == 700 for style, chars in usage.items())


def test_formula_has_alternative_text_and_its_file_is_marked_as_mathml() -> None:
    made = article(Paragraph((FORMULA,)), about=About(lang="zh-Hans"))
    assert (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x^2">'
        '<msup><mi>x</mi><mn mathvariant="normal">2</mn></msup></math>'
    ) in render(made)[0].content
    package = unpack(pack(book([made])))["EPUB/content.opf"].decode()
    items = re.findall(r'<item [^>]*href="text/[^>]*>', package)
    assert ">MathML</meta>" in package
    assert ["mathml" in item for item in items].count(True) == 1
