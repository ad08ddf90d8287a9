"""Inlines to XHTML: addresses among words."""

from exporter.model import Code, Inlines, Link, Text
from exporter.xhtml.inlines import write_inlines
from exporter.xhtml.writer import Pen

ADDRESS = "https://news.example.org/2020/06/lighthouse_keepers_1234567.html?a=b"


def write(inlines: Inlines, *, on_paper: bool = False) -> str:
    pen = Pen({}, on_paper=on_paper)
    return write_inlines(inlines, pen, lambda _link, words, _pen: f"<a>{words}</a>")


def test_a_long_address_among_words_may_break_on_e_readers() -> None:
    words = Text(f"灯塔亮了（{ADDRESS}），海鸥回来了。({ADDRESS})")
    span = f'<span class="address">{ADDRESS}</span>'
    assert write((words,)) == f"灯塔亮了（{span}），海鸥回来了。({span})"


def test_an_address_that_is_a_link_may_break_too() -> None:
    link = Link(ADDRESS, (Text(ADDRESS),))
    assert write((link,)) == f'<a><span class="address">{ADDRESS}</span></a>'


def test_on_paper_the_compositor_breaks_addresses() -> None:
    assert write((Text(ADDRESS),), on_paper=True) == ADDRESS


def test_short_addresses_words_and_code_stay_as_they_are() -> None:
    for inline in (Text("见 https://x.test/1 。"), Text("abcdefghijklmnopqrst")):
        assert write((inline,)) == inline.text
    assert "address" not in write((Code(ADDRESS),))


def test_marks_and_quotes_of_an_address_are_escaped_once() -> None:
    words = Text(f"{ADDRESS}&c=d<灯>")
    assert write((words,)) == (
        f'<span class="address">{ADDRESS}&amp;c=d</span>&lt;灯&gt;'
    )
