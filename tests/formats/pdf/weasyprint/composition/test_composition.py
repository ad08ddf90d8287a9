"""Lines of Chinese, measured on finished pages."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.typesetting import (
    HAN,
    NO_END,
    NO_START,
    UNITS,
    Line,
    body_lines,
    measure,
    read_chars,
)
from exporter.formats.pdf.weasyprint import composition, load_engine, support
from exporter.journal import Journal
from exporter.model import (
    Break,
    Code,
    Heading,
    Link,
    Paragraph,
    Problem,
    Strong,
    Superscript,
    Table,
    TableCell,
    Text,
)
from exporter.words import Message
from tests.support.books import About, article, book, paragraph
from tests.support.composition import lay_out
from tests.support.prints import Pdf, options, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]

EM = 10.5
# Every rule applies somewhere in these, in lines of any length.
STORY = (
    "（德国之声中文网）望津的渡轮在雾里慢慢靠岸，“船上的人，”她说，“都没有说话。”",
    (
        "2024年7月28日，43名小学生从第3号码头出发，走了3.5公里；气温9.6℃，湿度87%，"
        "票价由€100涨到1,000元，共收入18.6亿元（约合2.4亿欧元）……而海鸥——它们不买票——"
        "照旧坐在船头。"
    ),
    (
        "The Slow Ferry Company的发言人Jonas Auerbach说：“我们在2020/2021年度运了"
        "10～20万人次。”《望津日报》（1998年创刊）、《澄湖晚报》和BBC都作了报道。"
    ),
    (
        "她问：“真的吗？”“真的！”“那好吧。”于是他们沿着湖走了一圈又一圈，从第一座桥"
        "走到最后一座桥，数了一百零三盏灯，其中七盏不亮，三盏一直在闪。"
    ),
)
OLD_STORY = (
    (
        "（德國之聲中文網）石榴港的碼頭邊有一間郵局，只收不急的信。最短一年，最長三十年，"
        "由寄信人自己填。郵資一律5元，「因為時間不秤重。」這句話寫在門上，也印在信封上，"
        "連BBC都報道過；郵局的局長郝慢（他堅持這是本名）說，那是2013年的事。"
    ),
    (
        "「海有回信嗎？」我問。「有啊，」他說，「一天兩次，很準時。」開業11年，共收信"
        "38,420封，其中送達時「查無此人」的有1,206封。這些信不會銷毀，而是放在靠窗的那一格，"
        "每年除夕，由值班的人唸給海聽：「你那時候一定已經學會游泳了吧？」沒有。"
    ),
)


def printed(*paragraphs: Paragraph | str, lang: str = "zh-Hans", **how: Any) -> bytes:
    """Return an article of ``paragraphs`` as a PDF."""
    blocks = [paragraph(p) if isinstance(p, str) else p for p in paragraphs]
    about = About("望津渡轮记", "2024-05-02T08:00:00", lang=lang)
    return print_pdf(book([article(*blocks, number=1, about=about)]), options(**how))


def lines_of(data: bytes, em: float = EM) -> list[Line]:
    """Return the lines of text on the first page."""
    found = body_lines(read_chars(data), em=em, least_han=0)
    return [line for line in found if line.page == 0]


def parts_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph; an indented line begins the next paragraph."""
    left = min(line.left for line in lines)
    part: list[Line] = []
    for line in lines:
        if part and line.left > left + EM:
            yield part
            part = []
        part.append(line)
    yield part


# ----------------------------------------------------------- a page of it all


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize(
    "how",
    [
        {"font_pt": EM},
        {"font_pt": 11.3},
        {"layout": "book"},
        {"layout": "book", "paper": "a5"},
        {"columns": 2},
    ],
    ids=str,
)
def test_printed_lines_follow_the_rules_of_chinese_typesetting(
    lang: str, how: dict[str, Any]
) -> None:
    story = STORY if lang == "zh-Hans" else OLD_STORY
    found = measure(printed(*story * 6, lang=lang, **how))
    assert found.all["edge"] > 10
    for name in ("edge", "start", "end", "split", "autospace"):
        assert found.against[name] == []
    # Faces whose question marks are centred have less blank to reduce.
    assert [case for case in found.against["pairs"] if case[:3] != "？」 "] == []
    assert found.all["autospace"] > 10
    assert found.all["pairs"] > 20


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_every_character_is_printed_in_order(lang: str) -> None:
    story = STORY if lang == "zh-Hans" else OLD_STORY
    text = "".join(line.text for line in lines_of(printed(*story, lang=lang)))
    assert text == re.sub(r"\s", "", "".join(story))


MARKS = "，。、；：？！“”‘’（）《》「」…—·～/%"
WORDS = (
    "望津",
    "渡轮在雾里慢慢靠岸",
    "BBC",
    "Auerbach",
    "2024年",
    "第3",
    "3.5%",
    "18亿",
)
# Marks at the start of a paragraph come from the source and cannot be moved.
SENTENCES = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.just(" ")),
    min_size=20,
    max_size=60,
).map(lambda parts: f"望津{''.join(parts)}望津")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SENTENCES, min_size=2, max_size=4))
def test_printed_lines_of_any_text_follow_the_rules(sentences: list[str]) -> None:
    how = options(paper="100x1200mm")  # a narrow column on a single page
    lines = lines_of(printed(*sentences, paper="100x1200mm"))
    text = "".join(line.text for line in lines)
    assert text == re.sub(r"\s", "", "".join(sentences))
    right = how.page.inner_pt + how.page.column_em * EM
    for part in parts_of(lines):
        for line, following in pairwise(part):
            assert following.text[0] not in NO_START
            assert line.text[-1] not in NO_END
            assert not (line.text[-1].isdigit() and following.text[0] in UNITS)
            assert not line.ends_square or line.right(hanging=True) <= right + 0.1
            # If little text stands before a long word, the line stays ragged.
            if HAN.match(line.text[-1]) and right - line.right() < 3 * EM:
                assert line.right() == pytest.approx(right, abs=0.1)


# Inline boxes of every kind, nested.
ELEMENTS = (
    "b",
    "a href=#x style='padding: 0 3px; border: 1px solid'",
    "span style='white-space: nowrap'",
    "span style='white-space: pre-wrap'",
    "span style='display: inline-block; margin: 0 2px'",
    "sup style='font-size: 60%; vertical-align: super'",
    "span style='letter-spacing: 2px'",
    "span lang=zh-Hant",
)
INLINE = st.recursive(
    st.sampled_from((*WORDS, *MARKS, " ", "\u3000", "\n", "<br>", "津\u00ad", "渡轮")),
    lambda inner: st.builds(
        lambda element, parts: f"<{element}>{''.join(parts)}</{element.split()[0]}>",
        st.sampled_from(ELEMENTS),
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(INLINE, min_size=3, max_size=25))
def test_nested_inline_boxes_lose_no_text(parts: list[str]) -> None:
    from weasyprint.formatting_structure import boxes

    inner = "".join(parts)
    with composition.chinese_composition():
        page = lay_out(f"<p style='text-align: justify; text-indent: 2em'>{inner}")
    texts = [b.text for b in page.descendants() if isinstance(b, boxes.TextBox)]
    plain = re.sub(r"<[^>]*>|[\s\u00ad]", "", inner)
    found = re.sub(r"[\s\u00ad\u2010]", "", "".join(texts))
    assert found == plain


# --------------------------------------------------------------- line by line


def test_paragraph_is_indented_by_two_characters() -> None:
    first, second, *_ = lines_of(printed("望津的渡轮在雾里慢慢靠岸。" * 6))
    assert first.left - second.left == pytest.approx(2 * EM, abs=0.05)


def test_paragraph_that_opens_with_a_mark_shows_the_same_indent() -> None:
    first, second, *_ = lines_of(printed("“望津的渡轮”在雾里慢慢靠岸。" * 6))
    # The blank of the mark is half a square.
    assert first.left - second.left == pytest.approx(1.5 * EM, abs=0.05)


@pytest.mark.parametrize(("words", "squares"), [("翻译", 2), ("“翻译”", 1.5)])
def test_line_after_a_forced_break_is_indented_like_a_paragraph(
    words: str, squares: float
) -> None:
    inlines = (Text("望津的渡轮在雾里慢慢靠岸。" * 5), Break(), Text(words))
    *_, before, last = lines_of(printed(Paragraph(inlines)))
    assert last.text == words
    assert last.left - before.left == pytest.approx(squares * EM, abs=0.05)


def test_mark_at_the_line_start_loses_its_blank() -> None:
    lines = lines_of(printed(*("一二三四五六七八九十" * 4 + "“望津”渡轮",) * 2))
    left = lines[0].left - 2 * EM
    (line,) = {line.left for line in lines if line.text.startswith("“")}
    assert line == pytest.approx(left - EM / 2, abs=0.05)


def test_blank_of_a_mark_at_the_line_end_hangs_into_the_margin() -> None:
    lines = lines_of(printed("一二三四五六七八九十" * 3 + "一二三四五六七八九。" * 9))
    right = max(line.right() for line in lines if HAN.match(line.text[-1]))
    marks = [line for line in lines[:-1] if line.text[-1] == "。"]
    assert marks
    for line in marks:
        assert line.right(hanging=True) == pytest.approx(right, abs=0.05)


def test_traditional_full_stop_is_centred_and_keeps_its_full_width() -> None:
    lines = lines_of(printed(*("一二三四五六七八九" * 12 + "。",) * 3, lang="zh-Hant"))
    assert all(line.text[0] != "。" for line in lines)
    pages = read_chars(printed("有啊。「好」，很準時。", lang="zh-Hant"))
    chars = [c for c in pages[0] if abs(c.size - EM) < 0.1]
    gap = {a.text + b.text: b.x - a.x for a, b in pairwise(chars)}
    assert gap["。「"] < 0.65 * EM  # a pair
    assert gap["，很"] == pytest.approx(EM, abs=0.05)  # not one


def test_gap_beside_latin_is_set_across_element_borders() -> None:
    inlines = (
        Text("望津"),
        Strong((Text("BBC"),)),
        Text("报道"),
        Link("https://www.bbc.com/", (Text("2024"),)),
        Text("年"),
    )
    (line,) = lines_of(printed(Paragraph(inlines)))[:1]
    gaps = {a.text + b.text: b.x - a.x for a, b in pairwise(line.chars)}
    assert gaps["津B"] == pytest.approx(1.25 * EM, abs=0.1)
    assert gaps["C报"] > 0.25 * EM


def test_a_space_between_han_and_latin_is_the_same_gap() -> None:
    with_space, without = (
        lines_of(printed(text))[0] for text in ("望津 BBC 报道", "望津BBC报道")
    )
    assert [round(c.x, 1) for c in with_space.chars] == [
        round(c.x, 1) for c in without.chars
    ]


def test_raised_figures_stand_close_to_their_neighbours() -> None:
    inlines = (Text("面积3"), Superscript((Text("2"),)), Text("望津"))
    chars = read_chars(printed(Paragraph(inlines)))[0]
    start = next(n for n, c in enumerate(chars) if c.text == "积")
    _three, raised, following = chars[start + 1 : start + 4]
    assert (raised.text, following.text) == ("2", "望")
    assert following.x - raised.x < 0.8 * raised.size


def test_last_line_of_a_paragraph_is_never_one_character() -> None:
    for more in range(60):
        text = "望" * (40 + more)
        lines = lines_of(printed(f"{text}。"))
        assert len(lines[-1].text) > 2 or len(lines) == 1


def test_dashes_and_ellipses_are_one_sign_two_characters_wide() -> None:
    for sign in ("——", "……"):
        lines = lines_of(printed(*(f"{'津' * n}{sign}望津" * 4 for n in range(5, 15))))
        for line in lines:
            text = line.text
            assert text[0] not in "—"
            assert (len(text) - len(text.rstrip(sign[0]))) % 2 == 0


def test_inline_code_is_composed_with_the_text_around_it() -> None:
    inlines = (
        Text("如果用一行代码来表示这个夜晚，值班员写的是：“" * 2),
        Code("while sky.is_clear(): wait()"),
        Text("”。她说，这是他写过的最短、运行时间却最长的程序。" * 3),
    )
    found = measure(printed(*[Paragraph(inlines)] * 4))
    assert found.all["edge"] > 8
    assert found.against["edge"] == found.against["pairs"] == []


def test_text_that_is_not_justified_keeps_its_natural_gaps() -> None:
    words = "相关图集：望津人的消暑办法与湖边的灯"
    data = print_pdf(
        book([article(Heading((Text(words),)), paragraph("字"), number=1)]), options()
    )
    (line,) = [n for n in lines_of(data, em=1.1 * EM) if n.text == words]
    steps = {
        round((b.x - a.x) / line.chars[0].size, 2) for a, b in pairwise(line.chars)
    }
    assert steps == {1.0}


def test_table_cells_are_as_wide_as_their_words() -> None:
    words = ("望津BBC的2024年", "渡轮（慢）", "在雾里，慢慢")
    row = tuple(TableCell((paragraph(text),)) for text in words)
    data = print_pdf(book([article(Table((row, row)), number=1)]), options())
    lines = [line.text for line in lines_of(data, em=0.82 * EM)]
    assert Counter(words + words) <= Counter(lines)


# --------------------------------------------------------- where it is not had


def test_without_composition_text_is_left_aligned_with_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reason = "WeasyPrint 71.0 is installed"
    lacking = {support.Part.COMPOSITION: Message(reason)}
    monkeypatch.setattr(load_engine(), "check_support", lambda: lacking)
    problems: list[Problem] = []
    made = book([article(*map(paragraph, STORY * 3), number=1)])
    data = print_pdf(made, options(), problems=problems)
    (problem,) = problems
    assert problem.code == "composition-unsupported"
    assert reason in problem.what
    assert problem.done == "the text is set left-aligned"
    found = measure(data)
    assert found.share("edge") < 0.9
    chars = [c for line in lines_of(data) for c in line.chars]
    steps = [
        (b.x - a.x) / EM
        for a, b in pairwise(chars)
        if HAN.match(a.text) and HAN.match(b.text) and a.y == b.y
    ]
    assert max(steps) == pytest.approx(1, abs=0.02)


def test_hooked_functions_of_weasyprint_are_restored_afterwards() -> None:
    from exporter.formats.pdf.weasyprint.composition.hooks import HOOKED

    before = [getattr(module, name) for module, name in HOOKED]
    with composition.chinese_composition():
        inside = [getattr(module, name) for module, name in HOOKED]
        with composition.chinese_composition():
            assert [getattr(m, n) for m, n in HOOKED] == inside
        assert [getattr(m, n) for m, n in HOOKED] == inside
    assert all(a is not b for a, b in zip(before, inside, strict=True))
    assert [getattr(module, name) for module, name in HOOKED] == before


def test_ragged_pages_without_chinese_are_the_same_without_composition() -> None:
    engine = load_engine()
    html = (
        "<!DOCTYPE html><html lang=en><body><p>"
        + "The slow ferry came in through the fog, and nobody said a word. " * 20
    )
    with engine.Press({}, engine.Styles(""), Journal()) as press:
        pages = press.lay_out(html, pages=1)
    stream = io.BytesIO()
    pages.write(stream, identifier="urn:x", variant=None, view=engine.View())
    import weasyprint

    stock = weasyprint.HTML(string=html).write_pdf(dpi=300, pdf_tags=True)
    ours, theirs = (read_chars(data)[0] for data in (stream.getvalue(), stock))
    assert [(c.text, round(c.x, 1)) for c in ours] == [
        (c.text, round(c.x, 1)) for c in theirs
    ]


def test_lines_of_the_contents_end_at_the_right_edge() -> None:
    articles = [
        article(
            paragraph("字" * 30),
            number=n,
            about=About(f"讣闻：享年{n}4岁的守塔人BBC", f"2024-05-0{n}T08:00:00"),
        )
        for n in range(1, 5)
    ]
    pdf = Pdf(print_pdf(book(articles), options()))
    chars = [c for c in read_chars(pdf.data)[0] if abs(c.size - 0.92 * EM) < 0.1]
    rows = {round(c.y) for c in chars if c.text == "讣"}
    assert len(rows) == 4
    ends = set()
    for row in rows:
        line = sorted((c for c in chars if round(c.y) == row), key=lambda c: c.x)
        text = "".join(c.text for c in line if not c.text.isspace())
        assert re.search(r"守塔人BBC.*\.{3,}\d$", text)
        gap = next(
            b.x - a.x for a, b in pairwise(line) if a.text == "年" and b.text.isdigit()
        )
        assert gap == pytest.approx(1.25 * line[0].size, abs=0.1)
        ends.add(line[-1].x)
    assert max(ends) - min(ends) < 1  # figures are of different widths
