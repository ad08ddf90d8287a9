"""What only paper needs: link numbers, page numbers, QR codes, headlines in phrases."""

import re
from collections.abc import Sequence

import pytest

from exporter.formats.pdf.medium import Print
from exporter.model import Chapter, Elsewhere, FontStyle, Inline, Link, Strong, Text
from exporter.xhtml import Pen, Usage
from tests.support.books import article

A = "https://example.org/a"
B = "https://example.org/%E7%81%AF/b"
CHAPTER = Chapter(article(number=7), "a-90000007.xhtml")


def pen() -> Pen:
    return Pen({})


def write(medium: Print, url: str, *words: Inline) -> str:
    link = Link(url, words or (Text("链接"),))
    inner = "".join(child.text for child in link.children if isinstance(child, Text))
    return medium.write_link(link, inner or "链接", None, pen())


def numbers(written: str) -> list[str]:
    return re.findall(r'<span class="call">([¹²³⁰⁴-⁹]+)</span>', written)


def test_links_are_numbered_and_equal_addresses_share_a_number() -> None:
    medium = Print()
    written = [write(medium, url) for url in (A, B, A, "mailto:a@example.org")]
    assert [numbers(one) for one in written] == [["¹"], ["²"], ["¹"], ["³"]]
    assert written[0] == f'<a href="{A}">链接<span class="call">¹</span></a>'


def test_addresses_in_notes_are_shown_decoded() -> None:
    medium = Print()
    for url in (A, B, "mailto:a@example.org"):
        write(medium, url)
    notes = medium.write_notes(pen())
    shown = re.findall(
        r'<span class="number">(\d)</span> <a href="[^"]+">([^<]+)', notes
    )
    assert shown == [
        ("1", A),
        ("2", "https://example.org/灯/b"),
        ("3", "a@example.org"),
    ]
    assert f'href="{B}"' in notes


def test_link_numbers_start_at_one_in_every_article() -> None:
    medium = Print()
    write(medium, A)
    assert medium.write_notes(pen())
    assert medium.write_notes(pen()) == ""
    assert numbers(write(medium, B)) == ["¹"]


@pytest.mark.parametrize(
    "words",
    [
        "https://example.org/灯/b",
        "example.org/灯/b/",
        "https://example.org/%E7%81%AF/b",
        " EXAMPLE.org/灯/b ",
    ],
)
def test_link_whose_words_are_its_address_has_no_note(words: str) -> None:
    medium = Print()
    assert numbers(write(medium, B, Text(words))) == []
    assert medium.write_notes(pen()) == ""


def test_link_without_words_has_no_number() -> None:
    medium = Print()
    assert numbers(write(medium, A, Text(" "))) == []


def test_link_with_only_bold_words_is_numbered() -> None:
    medium = Print()
    assert numbers(write(medium, A, Strong((Text("粗"),)))) == ["¹"]


def test_very_long_address_is_shortened_in_the_note_but_not_in_the_link() -> None:
    medium = Print()
    url = f"https://example.org/{'x' * 1_000}"
    write(medium, url)
    notes = medium.write_notes(pen())
    assert f'href="{url}"' in notes
    shown = re.search(r">(https[^<]+)</a>", notes)
    assert shown is not None
    assert len(shown.group(1)) == 240
    assert shown.group(1).endswith("…")


def test_link_whose_address_is_too_long_keeps_only_its_words() -> None:
    medium = Print()
    assert write(medium, f"https://example.org/{'x' * 9_000}") == "链接"
    assert medium.write_notes(pen()) == ""


def test_link_to_an_article_of_the_book_shows_its_page_number() -> None:
    medium = Print()
    usage: Usage = {}
    link = Link("https://www.dw.com/zh/a-90000007", (Text("内链"),))
    written = medium.write_link(link, "内链", CHAPTER, Pen(usage))
    assert written == (
        '<a href="#a-90000007">内链'
        '<span class="place" data-href="#a-90000007"></span></a>'
    )
    assert usage[FontStyle("hans", "serif", 400)] >= set("→0123456789")
    assert medium.write_notes(pen()) == ""


def test_qr_codes_are_collected_by_name() -> None:
    medium = Print()
    lines = ("<p>一</p>", "<p>二</p>")
    first = medium.write_code(A, lines, pen())
    again = medium.write_code(A, lines, pen())
    assert first == again
    ((name, code),) = medium.codes.items()
    assert f'src="../codes/{name}"' in first
    assert f'alt="二维码：{A}"' in first
    assert f'style="width: {code.side_mm:g}mm"' in first
    assert f"calc(100% - {code.side_mm + 2.2:g}mm)" in first
    assert "<p>一</p>\n<p>二</p>" in first


def test_lines_of_an_address_too_long_for_a_qr_code_are_returned_alone() -> None:
    medium = Print()
    url = f"https://example.org/{'x' * 5_000}"
    assert medium.write_code(url, ("<p>一</p>", "<p>二</p>"), pen()) == (
        "<p>一</p>\n<p>二</p>"
    )
    assert medium.codes == {}


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("南嶼漁村重啟燈節 停辦三十年後再次點亮海面", 2),
        ("德国之声等9家媒体 2024年5月—7月", 2),
        ("一个标题  两半标题", 2),
        ("直播 灯塔亮了", 0),  # a label, not a half
        ("灯塔 DW", 0),
        ("Angela Merkel tells all", 0),
        ("没有空格的标题", 0),
    ],
)
def test_headlines_break_between_their_phrases(title: str, phrases: int) -> None:
    written = Print().write_title(title, pen())
    assert written.count('<span class="phrase">') == phrases
    assert re.sub(r"<[^>]+>", "", written) == re.sub(" +", " ", title)


@pytest.mark.parametrize("title", ["<b>&", "甲乙丙丁 <戊己庚辛>"])
def test_special_characters_of_headlines_are_escaped(title: str) -> None:
    written = Print().write_title(title, pen())
    assert "&lt;" in written
    tags: Sequence[str] = re.findall(r"<[^>]+>", written)
    assert set(tags) <= {'<span class="phrase">', "</span>"}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.dw.com/zh/%E7%81%AF%E5%A1%94/a-90000007", "dw.com/zh/a-90000007"),
        ("https://www.dw.com/zh/a-90000007", "dw.com/zh/a-90000007"),
        ("https://www.dw.com/zh/deng/video-1", "https://www.dw.com/zh/deng/video-1"),
        ("https://example.org/deng/a-1", "https://example.org/deng/a-1"),
    ],
)
def test_shown_address_is_shortened_only_while_it_leads_to_the_same_page(
    url: str, shown: str
) -> None:
    medium = Print()
    write(medium, url)
    for address in (medium.write_notes(pen()), medium.write_address(url, pen())):
        assert f'<a href="{url}">{shown}</a>' in address


def test_link_to_an_article_of_another_volume_is_told_in_its_note() -> None:
    medium = Print()
    link = Link(A, (Text("链接"),))
    written = medium.write_link(link, "链接", Elsewhere(2, "《海港》的灯"), pen())
    assert written == f'<a href="{A}">链接<span class="call">¹</span></a>'
    notes = medium.write_notes(pen())
    assert f'</span> 见第2卷《〈海港〉的灯》：<a href="{A}">' in notes
    write(medium, A)
    assert "见第2卷" not in medium.write_notes(pen())


def test_address_of_an_article_in_another_volume_gets_a_note_too() -> None:
    medium = Print()
    link = Link(A, (Text(A),))
    assert numbers(medium.write_link(link, A, Elsewhere(2, "灯"), pen())) == ["¹"]
