"""Inlines to XHTML: addresses among words."""

from exporter.model import Code, Inlines, Link, Text
from exporter.xhtml.inlines import write_inlines
from exporter.xhtml.writer import Pen

ADDRESS = "https://news.example.org/2020/06/lighthouse_keepers_1234567.html?a=b"


def write(inlines: Inlines, *, on_paper: bool = False) -> str:
    pen = Pen({}, on_paper=on_paper)
    return write_inlines(inlines, pen, lambda _link, words, _pen: f"<a>{words}</a>")


def test_long_address_among_words_has_places_to_break_on_e_readers() -> None:
    words = Text(f"灯塔亮了（{ADDRESS}），海鸥回来了。({ADDRESS})")
    span = f'<span class="address">{ADDRESS}</span>'
    assert write((words,)) == f"灯塔亮了（{span}），海鸥回来了。({span})"


def test_long_address_as_a_link_has_places_to_break_too() -> None:
    link = Link(ADDRESS, (Text(ADDRESS),))
    assert write((link,)) == f'<a><span class="address">{ADDRESS}</span></a>'


def test_long_address_for_print_has_no_places_to_break() -> None:
    assert write((Text(ADDRESS),), on_paper=True) == ADDRESS


def test_short_addresses_words_and_code_get_no_places_to_break() -> None:
    for inline in (Text("见 https://x.test/1 。"), Text("abcdefghijklmnopqrst")):
        assert write((inline,)) == inline.text
    assert "address" not in write((Code(ADDRESS),))


def test_special_characters_of_a_long_address_are_escaped_once() -> None:
    words = Text(f"{ADDRESS}&c=d<灯>")
    assert write((words,)) == (
        f'<span class="address">{ADDRESS}&amp;c=d</span>&lt;灯&gt;'
    )
