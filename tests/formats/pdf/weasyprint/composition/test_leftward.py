"""Hebrew and Arabic in lines of Chinese, measured on finished pages."""

import pytest

from checks.typesetting import Char, Line, body_lines, measure, read_chars
from exporter.language.tags import tag_language
from exporter.model import Paragraph, Text
from tests.support.articles import parse
from tests.support.books import About, article, book
from tests.support.prints import options, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]

EM = 10.5
# Hebrew has a glyph for each letter, so that places can be read from a page.
FIRST, SECOND = "שלום", "עולם"
CHINESE = (
    "渡轮在雾里慢慢靠岸船上的人都没有说话海鸥照旧坐在船头看着码头上排队的小学生"
    "他们沿着湖走了一圈又一圈从第一座桥走到最后一座桥数了一百零三盏灯其中七盏不亮"
)


def printed(*blocks: Paragraph) -> bytes:
    about = About("望津渡轮记", "2024-05-02T08:00:00")
    return print_pdf(book([article(*blocks, number=1, about=about)]), options())


def paragraph(html: str) -> Paragraph:
    """Return the paragraph of an article made of ``html``."""
    (block,) = tag_language(parse(f"<p>{html}</p>")).blocks
    assert isinstance(block, Paragraph)
    return block


def lines_of(data: bytes) -> list[Line]:
    return body_lines(read_chars(data), em=EM, least_han=0)


def drawn(lines: list[Line]) -> str:
    """Return what stands on ``lines``, from left to right."""
    return "|".join(
        "".join(char.text for char in sorted(line.chars, key=lambda char: char.x))
        for line in lines
    )


def letters_of(lines: list[Line], word: str) -> list[Char]:
    """Return the characters of ``word`` in reading order."""
    found = [char for line in lines for char in line.chars if char.text in word]
    return sorted(found, key=lambda char: -char.x)


def test_lines_with_a_right_to_left_run_follow_the_rules() -> None:
    blocks = [
        paragraph(f"{CHINESE[:cut]}（{FIRST} {SECOND}），{CHINESE[cut:]}。{CHINESE}。")
        for cut in range(0, len(CHINESE), 2)
    ]
    found = measure(printed(*blocks))
    assert found.all["edge"] > 50
    for name in ("edge", "start", "end", "split", "pairs"):
        assert found.against[name] == []


@pytest.mark.parametrize("cut", range(8, 40, 3))
def test_short_right_to_left_run_stays_on_one_line_and_reads_leftward(cut: int) -> None:
    text = f"{CHINESE[:cut]}{FIRST} {SECOND}{CHINESE[cut:]}{CHINESE}。"
    assert f"{SECOND[::-1]}{FIRST[::-1]}" in drawn(lines_of(printed(paragraph(text))))


@pytest.mark.parametrize(
    ("html", "order"),
    [
        (f"灯{FIRST} <b>{SECOND}</b>塔", f"灯{SECOND[::-1]}{FIRST[::-1]}塔"),
        (f"灯<i>{FIRST}</i> {SECOND}塔", f"灯{SECOND[::-1]}{FIRST[::-1]}塔"),
        (f"灯<b>塔{FIRST}</b> {SECOND}塔", f"灯塔{SECOND[::-1]}{FIRST[::-1]}塔"),
        (f"灯{FIRST} 42, {SECOND}塔", f"灯{SECOND[::-1]},42{FIRST[::-1]}塔"),
        (f"灯{FIRST} (42) {SECOND}塔", f"灯{SECOND[::-1]}(42){FIRST[::-1]}塔"),
        (f"灯“{FIRST}”，塔", f"灯“{FIRST[::-1]}”，塔"),
        (f"灯<bdi>{FIRST}!</bdi>塔", f"灯!{FIRST[::-1]}塔"),
        (f"灯{FIRST}、{SECOND}塔", f"灯{FIRST[::-1]}、{SECOND[::-1]}塔"),
    ],
)
def test_words_numbers_and_marks_of_a_run_stand_in_reading_order(
    html: str, order: str
) -> None:
    assert drawn(lines_of(printed(paragraph(f"渡轮{html}")))) == f"渡轮{order}"


def test_right_to_left_run_has_the_gaps_of_a_latin_word_beside_han() -> None:
    for word in ("Shalom", FIRST):
        (line,) = lines_of(printed(paragraph(f"渡轮灯{word}塔渡轮")))
        places = {char.text: char.x for char in line.chars}
        # Without the gap the word would begin where the square before it ends.
        first = min(char.x for char in line.chars if char.text in word)
        assert first - places["灯"] == pytest.approx(1.25 * EM, abs=0.08 * EM)
    (close,) = lines_of(printed(paragraph(f"渡轮灯{FIRST}，塔渡轮")))
    (apart,) = lines_of(printed(paragraph(f"渡轮灯{FIRST}塔渡轮")))
    before, after = ({c.text: c.x for c in line.chars} for line in (close, apart))
    assert after["塔"] - before["，"] == pytest.approx(0.25 * EM, abs=0.02)


def test_right_to_left_run_longer_than_a_line_breaks_between_words() -> None:
    words = [FIRST, SECOND] * 30
    lines = lines_of(printed(paragraph(f"{CHINESE[:30]}{' '.join(words)}{CHINESE}")))
    rows = drawn(lines).split("|")
    hebrew = [row for row in rows if FIRST[::-1] in row]
    assert len(hebrew) > 1
    letters = "".join(
        "".join(c for c in row if c in FIRST + SECOND)[::-1] for row in rows
    )
    assert letters == "".join(words)


def test_arabic_letters_join_and_their_words_stand_in_order() -> None:
    joined = printed(paragraph("渡轮灯مرحبا塔渡轮"))
    apart = printed(paragraph("渡轮灯م‌ر‌ح‌ب‌ا塔渡轮"))
    wide, narrow = (
        max(c.x for line in lines_of(data) for c in line.chars)
        for data in (apart, joined)
    )
    assert wide > narrow + 0.3 * EM


def test_right_to_left_paragraph_is_aligned_to_the_right() -> None:
    block = paragraph(f"{FIRST} {SECOND}!")
    assert (block.direction, block.lang) == ("rtl", "he")
    chinese = [Paragraph((Text(CHINESE),))]
    lines = lines_of(printed(*chinese, block))
    right = max(line.right() for line in lines[:2])
    last = sorted(lines[-1].chars, key=lambda char: char.x)
    assert "".join(char.text for char in last) == f"!{SECOND[::-1]}{FIRST[::-1]}"
    assert last[-1].x > right - 4 * EM
