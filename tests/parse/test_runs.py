"""Runs: text with marks, before it is nested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import (
    Break,
    Code,
    Emphasis,
    Hidden,
    Inlines,
    Link,
    Paragraph,
    Strong,
    Subscript,
    Text,
    plain_text,
)
from exporter.parse.paragraphs import join_lines, runs_of
from exporter.parse.runs import (
    BREAK,
    Mark,
    Run,
    add_mark,
    break_under,
    clean_text,
    cut,
    drop_illegal_characters,
    join_text,
    nest,
    split_at_blank_lines,
    tidy,
)

STRONG, EMPHASIS, SUB = Mark("strong"), Mark("emphasis"), Mark("sub")
LINK = Mark("link", "https://example.org/")
CODE, HIDDEN = Mark("code"), Mark("hidden")


# ------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("灯\n\t 塔", "灯 塔"),
        ("a\xa0\u2003\u202fb", "a b"),
        ("\u3000灯\u3000塔", "\u3000灯\u3000塔"),
        ("灯\u200b\ufeff\u2060\u00ad\u200c塔", "灯塔"),
        ("灯\u200d塔", "灯塔"),
        ("\u200d塔", "塔"),
        ("👩\u200d🚒❤\ufe0f\u200d🔥", "👩\u200d🚒❤\ufe0f\u200d🔥"),
        ("a\x00\x08\x1f\x7f\ufffe\ud800b", "ab"),
        ("a\x0b\x0cb", "a b"),
        ("\u200f עברית \u200e", " עברית "),
        ("𠮷\U0002a6b2", "𠮷\U0002a6b2"),
    ],
)
def test_clean_text_takes_out_illegal_characters_and_joins_white_space(
    text: str, cleaned: str
) -> None:
    assert clean_text(text) == cleaned


def test_illegal_characters_are_removed_and_white_space_stays() -> None:
    assert drop_illegal_characters("a\x00b\tc\r\nd\x0ce\x1f") == "ab\tc\r\nd\x0ce"


# ------------------------------------------------------------------ marks


def test_adding_a_mark_twice_keeps_it_once() -> None:
    assert add_mark((STRONG,), STRONG) == (STRONG,)
    assert add_mark((STRONG,), EMPHASIS) == (STRONG, EMPHASIS)


def test_inner_link_replaces_the_outer_one() -> None:
    other = Mark("link", "https://example.org/2")
    assert add_mark((LINK, STRONG), other) == (STRONG, other)


def test_marks_over_bare_characters_stay_innermost_and_alone() -> None:
    assert add_mark((CODE,), LINK) == (LINK, CODE)
    assert add_mark((CODE,), HIDDEN) == (CODE,)
    assert break_under((STRONG, CODE)) == Run(BREAK, (STRONG,))


# --------------------------------------------------------------- spacing


@pytest.mark.parametrize(
    ("pieces", "tidied"),
    [
        (["灯 ", " 塔"], "灯 塔"),
        (["  灯塔\u3000 "], "灯塔"),
        (["灯塔 ", "：亮了"], "灯塔：亮了"),
        (["灯塔（", " 旧 ", "）"], "灯塔（旧）"),
        (["灯塔 “", "旧", "” 亮"], "灯塔“旧”亮"),
        (["the “old” one"], "the “old” one"),
        (["中文 — 中文"], "中文—中文"),
        (["one — two"], "one — two"),
        (["iPhone 15 发布"], "iPhone 15 发布"),
        (["灯", "\u3000", "塔"], "灯\u3000塔"),
        (["灯 ", BREAK, "\u3000塔"], "灯\n塔"),
        ([BREAK, " ", BREAK, "灯", BREAK], "灯"),
        ([" ", "\u3000", BREAK], ""),
    ],
)
def test_tidy_removes_double_white_space_across_markup(
    pieces: list[str], tidied: str
) -> None:
    runs = [
        Run(piece, () if piece == BREAK or number % 2 else (STRONG,))
        for number, piece in enumerate(pieces)
    ]
    assert join_text(tidy(runs)) == tidied


def test_tidy_leaves_code_as_typed() -> None:
    runs = [Run("运行 "), Run("  a  b ， c  ", (CODE,)), Run(" ，好")]
    assert join_text(tidy(runs)) == "运行   a  b ， c  ，好"


def test_tidy_drops_code_of_spaces_alone() -> None:
    assert tidy([Run("  ", (CODE,))]) == []


def test_text_is_split_at_blank_lines() -> None:
    runs = [Run(t) for t in ("一", BREAK, "二", BREAK, " ", BREAK, "三", BREAK, BREAK)]
    pieces = split_at_blank_lines(runs)
    assert [join_text(piece) for piece in pieces] == ["一\n二", "三"]


def test_text_is_split_where_the_next_line_is_indented_by_hand() -> None:
    runs = [Run(t) for t in ("　　一", BREAK, "　　二", BREAK, "三", BREAK, " 　　四")]
    pieces = split_at_blank_lines(runs)
    texts = [join_text(tidy(piece)) for piece in pieces]
    assert texts == ["一", "二\n三", "四"]


# ------------------------------------------------------- cutting, nesting


def test_cut_across_runs_keeps_their_marks() -> None:
    runs = [Run("一二三", (STRONG,)), Run("四五"), Run("六七八", (EMPHASIS,))]
    assert cut(runs, [(2, 6)]) == [Run("一二", (STRONG,)), Run("七八", (EMPHASIS,))]
    assert cut(runs, []) == runs


def test_nest_joins_neighbours_under_the_same_mark() -> None:
    runs = [Run("一", (STRONG,)), Run("二", (STRONG, EMPHASIS)), Run("三")]
    strong = Strong((Text("一"), Emphasis((Text("二"),))))
    assert nest(runs) == (strong, Text("三"))


def test_nest_handles_every_kind_of_mark() -> None:
    runs = [
        Run("文", (LINK,)),
        Run(BREAK, (LINK,)),
        Run("2", (SUB,)),
        Run("x  y", (CODE,)),
        Run(" 标签 ", (HIDDEN,)),
    ]
    assert nest(runs) == (
        Link("https://example.org/", (Text("文"), Break())),
        Subscript((Text("2"),)),
        Code("x  y"),
        Hidden("标签"),
    )


def test_hidden_words_are_not_in_the_plain_text() -> None:
    assert plain_text(nest([Run("标签", (HIDDEN,)), Run("文")])) == "文"


def test_join_lines_gives_a_hidden_label_no_line_of_its_own() -> None:
    lines: list[Inlines] = [(Hidden("标签"),), (Text("一"),), (Text("二"),)]
    joined = join_lines([Paragraph(line) for line in lines])
    assert joined == (Hidden("标签"), Text("一"), Break(), Text("二"))


# ------------------------------------------------------------ properties

MARKS = st.lists(
    st.sampled_from((STRONG, EMPHASIS, SUB, LINK, Mark("topic"), Mark("deleted"))),
    unique_by=lambda mark: mark.kind,
    max_size=3,
).map(tuple)
TEXTS = st.text("灯塔ab ，。“”—\u3000", min_size=1, max_size=6)
RUNS = st.lists(st.builds(Run, TEXTS | st.just(BREAK), MARKS), max_size=8)


def marked_characters(runs: list[Run]) -> list[tuple[str, tuple[Mark, ...]]]:
    return [(character, run.marks) for run in runs for character in run.text]


@given(RUNS, st.data())
def test_cut_removes_exactly_the_given_spans(
    runs: list[Run], data: st.DataObject
) -> None:
    size = len(join_text(runs))
    places = st.integers(0, size)
    spans = data.draw(
        st.lists(st.tuples(places, places).map(lambda s: (min(s), max(s))), max_size=4)
    )
    gone = {place for first, last in spans for place in range(first, last)}
    characters = marked_characters(runs)
    kept = [c for place, c in enumerate(characters) if place not in gone]
    assert marked_characters(cut(runs, spans)) == kept


@given(RUNS)
def test_nested_runs_unfold_to_the_same_runs(runs: list[Run]) -> None:
    tidied = tidy(runs)
    assert marked_characters(runs_of(nest(tidied))) == marked_characters(tidied)


@pytest.mark.slow
@given(RUNS)
def test_tidy_removes_only_white_space_and_a_second_time_nothing(
    runs: list[Run],
) -> None:
    tidied = tidy(runs)
    assert "".join(join_text(tidied).split()) == "".join(join_text(runs).split())
    assert tidy(tidied) == tidied
    assert "  " not in join_text(tidied)


@given(RUNS)
def test_split_loses_only_white_space(runs: list[Run]) -> None:
    pieces = split_at_blank_lines(runs)
    words = "".join(join_text(piece) for piece in pieces)
    assert "".join(words.split()) == "".join(join_text(runs).split())
    assert all(pieces)
