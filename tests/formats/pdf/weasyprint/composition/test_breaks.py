"""Where a line of Chinese may end."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporter.formats.pdf.weasyprint.composition.breaks import (
    AFTER_SEPARATOR,
    FREELY,
    INSEPARABLE,
    INSIDE_ADDRESS,
    emergency_place,
    find_breaks,
)
from exporter.formats.pdf.weasyprint.composition.classes import (
    NO_LINE_END,
    NO_LINE_START,
    classify,
)
from tests.support.prints import pango_trouble

if not pango_trouble():
    from exporter.formats.pdf.weasyprint.composition.shaping import break_attributes

pytestmark = pytest.mark.pango

_SIGNS = {FREELY: "|", AFTER_SEPARATOR: "¦", INSIDE_ADDRESS: "-", INSEPARABLE: "_"}


def codes_of(text: str, *, fixed: tuple[range, ...] = ()) -> bytearray:
    return find_breaks(
        text,
        classify(text),
        attributes=break_attributes(text, "zh-Hans"),
        fixed=fixed,
    )


def show(text: str, *, fixed: tuple[range, ...] = ()) -> str:
    """Return ``text`` with a sign at each place: "|" where a line may end."""
    codes = codes_of(text, fixed=fixed)
    signs = [_SIGNS.get(code, "") for code in codes[1:-1]]
    return text[:1] + "".join(map(str.__add__, signs, text[1:]))


@pytest.mark.parametrize("mark", list("，、；：。．！？‼⁇⁈⁉”’）〕］｝》〉」』】〗〞"))
@pytest.mark.parametrize("after", ["", " ", "\u00a0"])
def test_no_line_starts_with_a_closing_mark(mark: str, after: str) -> None:
    """A stray space before the mark does not change that."""
    assert "|" not in show(f"汉{after}{mark}")


@pytest.mark.parametrize("mark", list("·・‧•–—～~),.:;!?]}%‰℃℉°／/"))
@pytest.mark.parametrize("after", ["", " "])
def test_no_line_starts_with_an_interpunct_or_narrow_mark(
    mark: str, after: str
) -> None:
    assert "|" not in show(f"汉{after}{mark}")


@pytest.mark.parametrize("mark", list("“‘（〔［｛《〈「『【〖〝([{€$£¥￥"))
@pytest.mark.parametrize("before", ["", " "])
def test_no_line_ends_with_an_opening_mark_or_currency_sign(
    mark: str, before: str
) -> None:
    """A stray space after the mark does not change that."""
    assert "|" not in show(f"{mark}{before}汉")


def test_solidus_stays_with_the_text_on_both_sides() -> None:
    assert show("和／或/和and/or") == "和／或/和|and/or"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("汉，汉", "汉，|汉"),
        ("汉（汉", "汉|（汉"),
        ("甲·乙", "甲·|乙"),
        ("周一～周五", "周|一～|周|五"),
        ("汉！？汉", "汉！？|汉"),
        ("汉）。”汉", "汉）。”|汉"),
        ("汉：“《汉》", "汉：|“《汉》"),
    ],
)
def test_lines_may_end_before_opening_marks_and_after_closing_marks(
    text: str, expected: str
) -> None:
    assert show(text) == expected


@pytest.mark.parametrize(
    "unit", list("年月日时時分秒点點号號%％‰℃℉°度元倍岁歲人名个個次届屆天")
)
@pytest.mark.parametrize("between", ["", " ", "\u2009"])
def test_a_unit_stays_with_its_number(unit: str, between: str) -> None:
    assert "|" not in show(f"24{between}{unit}")


@pytest.mark.parametrize(
    "text",
    [
        *("3万", "20 亿", "4億", "100万亿", "5km", "5 km", "10 kg", "30°C", "30 °C"),
        *("100 km/h", "5 GHz", "16 GB", "230 V", "5 %", "3.5%", "1,5 ‰"),
        *("50 MWh", "7 µm", "1.5 m", "20 ml"),
    ],
)
def test_magnitudes_and_units_of_measurement_stay_with_their_number(
    text: str,
) -> None:
    assert show(f"汉{text}汉") == f"汉|{text}|汉"


def test_line_may_end_between_a_number_and_a_word() -> None:
    assert show("iPhone 15 Pro") == "iPhone |15 |Pro"
    assert show("5 minutes") == "5 |minutes"


@pytest.mark.parametrize(
    "text",
    [
        *("10～20", "10~20", "10–20", "10-20", "10—20", "1.5–2.5%", "2023/24", "3／4"),
        *("2024-05-06", "12:30", "1,000", "1 000 000", "1\u202f000", "3·15", "9．11"),
        *("①②", "1²", "７～８"),
    ],
)
def test_no_line_ends_inside_a_number_or_range(text: str) -> None:
    assert show(f"汉{text}") == f"汉|{text}"


@pytest.mark.parametrize(
    "text",
    [
        "第3",
        "第 3届",
        "约30",
        "約30人",
        "$5",
        "€ 100",
        "£5",
        "¥5",
        "￥5",
        "+5",
        "−5",
        "±3",
    ],
)
def test_currency_sign_or_prefix_before_a_number_stays_with_it(text: str) -> None:
    assert show(f"汉{text}") == f"汉|{text}"


def test_lines_may_end_inside_ordinals_written_in_ideographs() -> None:
    assert show("第三届") == "第|三|届"


@pytest.mark.parametrize("mark", ["——", "……", "⋯⋯", "⸺", "—————", "………"])
def test_dashes_and_ellipses_stay_whole(mark: str) -> None:
    assert show(f"汉{mark}汉") == f"汉{mark}|汉"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # beside Han they are brackets
        ("他说“好”就走", "他|说|“好”|就|走"),
        ("他‘好’就", "他|‘好’|就"),
        ("说：“好。”就", "说：|“好。”|就"),
        ("“甲”“乙”", "“甲”|“乙”"),
        ("“好”——就", "“好”——|就"),
        ("“《书》”", "“《书》”"),
        # beside Latin, a space allows a break
        ("say “yes” to me", "say |“yes” |to |me"),
        # and where both meet
        ("叫“Apple”的", "叫|“Apple”|的"),
        ("A“好”B", "A|“好”|B"),
        ("“好”5个", "“好”|5个"),
        ("“好”(乙)", "“好”(乙)"),
    ],
)
def test_curly_quotes_are_brackets_beside_han(text: str, expected: str) -> None:
    assert show(text) == expected


@pytest.mark.parametrize("word", ["don’t", "l’été", "O’Neill’s", "rock’n’roll"])
def test_an_apostrophe_does_not_end_a_line(word: str) -> None:
    assert show(f"汉{word}汉") == f"汉|{word}|汉"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("队Guns N’ Roses唱", "队|Guns |N’ |Roses|唱"),
        ("放Rock ’n’ Roll的", "放|Rock |’n’ |Roll|的"),
        ("在’80s里", "在|’80s|里"),
        ("Jones’的", "Jones’|的"),
        ("报„Die Zeit“说", "报|„Die |Zeit“|说"),
        ("报»Zeit«说", "报|»Zeit«|说"),
        ("报« Le Monde »说", "报|« Le |Monde »|说"),
        ("他said ‘no, don’t’ then", "他|said |‘no, |don’t’ |then"),
    ],
)
def test_punctuation_of_latin_text_stays_with_its_word(
    text: str, expected: str
) -> None:
    assert show(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("2020/07/15", "2020-07-15", "19:30", "1,000.50", "192.168.0.1:8080"),
        *("+86-10-12345678", "B.1.1.7", "P.1", "2019/20", "24/7", "10%/20%"),
        *("3月—5月", "3日-5日", "10⁻³", "H₂O", "TCP/IP", "A/B"),
    ],
)
def test_dates_versions_and_expressions_stay_whole(text: str) -> None:
    assert show(f"汉{text}汉") in (f"汉|{text}|汉", f"汉|{text}汉")


def test_line_may_end_at_a_solidus_between_words_but_not_inside_them() -> None:
    assert show("在G20/OECD里") == "在|G20/|OECD|里"
    assert show("看Facebook/Twitter和") == "看|Facebook/|Twitter|和"


@pytest.mark.parametrize("call", ["¹", "²³", "⁻³", "†", "*", "₂"])
def test_a_superior_figure_begins_no_line(call: str) -> None:
    assert show(f"汉{call}汉") == f"汉{call}|汉"


def test_superior_figure_before_a_letter_stays_with_the_letter() -> None:
    assert show("测¹⁴C值") == "测|¹⁴C|值"


@pytest.mark.parametrize("mark", ["丶", "ˎ"])
def test_stand_in_for_a_pausing_mark_breaks_like_one(mark: str) -> None:
    assert show(f"桃{mark}李") == f"桃{mark}|李"
    assert show(f"桃{mark}Li") == f"桃{mark}|Li"


@pytest.mark.parametrize("text", ["一丶丿", "丶部", "念丶（主）", "丶"])
def test_ideograph_of_a_stroke_does_not_break_like_a_pausing_mark(text: str) -> None:
    assert "P" not in classify(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('他说"好"就走', '他|说|"好"|就|走'),
        ('"甲"和"乙"', '"甲"|和|"乙"'),
        ('，"甲"', '，|"甲"'),
        ('好 "甲 "吗', '好 |"甲 "|吗'),
        ('the "A" team', 'the |"A" |team'),
        ('x="y"z', 'x="y"z'),
        # a single one may open or close: it cannot be known
        ('他说"好就走', '他|说"好|就|走'),
    ],
)
def test_straight_quotes_in_pairs_are_brackets_beside_han(
    text: str, expected: str
) -> None:
    assert show(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "见https://example.org/a?x=12345后",
            "见|https://¦e-x-a-m-p-l-e.¦o-r-g-/¦a?¦x-=¦12345|后",
        ),
        ("见www.example.org后", "见|www.¦e-x-a-m-p-l-e.¦o-rg|后"),
        ("user@example.org", "us-e-r-@¦e-x-a-m-p-l-e.¦o-rg"),
        ("/a/b/c//d/e", "/a-/¦b-/¦c-//¦d-/e"),
        ("x" * 26, "xx-" + "x-" * 22 + "xx"),
    ],
)
def test_address_is_cut_after_separators_but_not_inside_numbers(
    text: str, expected: str
) -> None:
    assert show(text) == expected


@pytest.mark.parametrize(
    "word", ["internationally", "12345678901234", "a.b.c.d.e", "x" * 24]
)
def test_ordinary_words_are_not_cut_like_addresses(word: str) -> None:
    assert show(f"汉{word}汉") == f"汉|{word}|汉"


def test_no_line_ends_beside_a_soft_hyphen() -> None:
    """WeasyPrint would add no hyphen there."""
    assert show("ex\u00adample汉\u00ad字") == "ex\u00adample|汉\u00ad字"


def test_line_feed_always_ends_a_line() -> None:
    assert show("（\n，24\n年\n") == "（\n|，|24\n|年\n"


def test_no_line_ends_inside_a_fixed_range() -> None:
    assert show("一二三四五", fixed=(range(2, 4),)) == "一|二三四|五"
    assert show("一 二", fixed=(range(1, 3),)) == "一 二"


def test_no_line_ends_inside_a_sign_of_several_characters() -> None:
    text = "字👩\u200d🚀e\u0301字\U000e0100汉"
    assert show(text) == "字|👩_\u200d_🚀|e_\u0301|字_\U000e0100|汉"


def test_no_line_ends_before_the_first_character() -> None:
    assert list(codes_of("。")) == [INSEPARABLE, FREELY]
    assert list(codes_of("“")) == [INSEPARABLE, FREELY]


_MARKS = "，。、：！？“”‘’（）《》「」·—…/～%℃$€()[].,-\"' "
_TEXTS = st.text(alphabet=f"{_MARKS}第约年亿汉字语aBc189²①\u00a0\u3000\u00ad\n")


@given(_TEXTS.filter(bool))
@example("“\n”")
def test_breaks_of_any_text_follow_the_rules(text: str) -> None:
    codes = codes_of(text)
    assert len(codes) == len(text) + 1
    assert codes[0] == INSEPARABLE
    assert codes[-1] == FREELY
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if before == "\n":
            assert codes[place] == FREELY
        elif codes[place] == FREELY:
            assert after not in NO_LINE_START
            assert before not in NO_LINE_END
            assert not (before.isdigit() and after.isdigit())
            assert not re.fullmatch(r"\d[年亿%℃]|第\d|——|……", before + after)
            assert "\u00ad" not in before + after


# ------------------------------------------------------------ emergency cuts


def cut(text: str, last: int, *, start: int = 0) -> str:
    codes = codes_of(text, fixed=(range(1, len(text)),))
    place = emergency_place(text, bytes(codes), start=start, last=last)
    return f"{text[:place]}|{text[place:]}"


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("一二三四五六", 4, "一二三四|五六"),
        # a slightly shorter line is better than a broken rule
        ("一二三四，六", 4, "一二三|四，六"),
        ("一二三“五六", 4, "一二三|“五六"),
        ("一二——五六", 3, "一|二——五六"),
        ("一二…………七", 4, "一二|…………七"),
        ("ab1234cd", 4, "ab|1234cd"),
        # but a much shorter line is not
        ("ab1234567cd", 7, "ab|1234567cd"),
        ("ab1234567cd", 8, "ab123456|7cd"),
        ("，，，，，，，，", 4, "，，，，|，，，，"),
    ],
)
def test_emergency_cut_breaks_the_least_important_rule(
    text: str, last: int, expected: str
) -> None:
    assert cut(text, last) == expected


def test_emergency_cut_always_leaves_a_character_on_the_line() -> None:
    assert cut("一二三", 0) == "一|二三"
    assert cut("一二三", 1, start=1) == "一二|三"
    assert cut("一，，，", 2, start=1) == "一，|，，"


def test_emergency_cut_never_splits_a_sign_of_several_characters() -> None:
    text = "e\u0301\u0302\u0303字"
    assert cut(text, 2) == "e\u0301\u0302\u0303|字"
    assert cut(f"字{text}", 3) == f"字|{text}"
