"""The language of --match, compared with a naive reading of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.errors import UsageError
from exporter.search import AllOf, AnyOf, Not, Word, parse_words
from exporter.text import fold_text


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("北約", Word("北约")),
        ("北约 峰会", AllOf((Word("北约"), Word("峰会")))),
        ("北约\u3000峰会", AllOf((Word("北约"), Word("峰会")))),
        ('"北约  峰会"', Word("北约 峰会")),
        ("“北约 峰会”", Word("北约 峰会")),
        ("「北約 峰會」", Word("北约 峰会")),
        ("北约 OR 欧盟", AnyOf((Word("北约"), Word("欧盟")))),
        (
            "a b OR c OR d e",
            AllOf(
                (
                    Word("a"),
                    AnyOf((Word("b"), Word("c"), Word("d"))),
                    Word("e"),
                )
            ),
        ),
        ("-北约", Not(Word("北约"))),
        ('-"北约 峰会"', Not(Word("北约 峰会"))),
        ("－北约", Not(Word("北约"))),
        ("a OR -b", AnyOf((Word("a"), Not(Word("b"))))),
        ("covid-19", Word("covid-19")),
        ('北约"峰会 声明"', AllOf((Word("北约"), Word("峰会 声明")))),
        ('"OR"', Word("or")),
        ("or", Word("or")),
        ('"-北约"', Word("-北约")),
        ("ＮＡＴＯ", Word("nato")),
    ],
)
def test_words_phrases_alternatives_and_exclusions_are_read(
    typed: str, expression: object
) -> None:
    assert parse_words(typed, "--match") == expression


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "there is no word"),
        (" \u3000", "there is no word"),
        ('""', "nothing between quotation marks"),
        ('北约 " "', "nothing between quotation marks"),
        ("\u200b", "nothing between quotation marks"),
        ('"', "not closed"),
        ('北约 "峰会', "not closed"),
        ("「北约", "not closed"),
        ("OR", "OR must stand"),
        ("北约 OR", "OR must stand"),
        ("OR 北约", "OR must stand"),
        ("a OR OR b", "OR must stand"),
        ("ＯＲ", "OR must stand"),
        ("-", "a minus has no word"),
        ("北约 - 峰会", "a minus has no word"),
    ],
)
def test_words_that_cannot_be_understood_are_an_error(typed: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        parse_words(typed, "--match")


@given(st.text(alphabet='北約a -"「」OR\u3000'))
def test_any_text_is_an_expression_or_an_error(typed: str) -> None:
    try:
        found = parse_words(typed, "--match")
    except UsageError as error:
        assert error.exit_code == 2  # noqa: PT017 - either is right
    else:
        assert found.holds_in("") in (True, False)


_WORDS = st.sampled_from(["朝鲜", "朝鮮", "台湾", "臺灣", "核 试验", "ＡＢ", "ab"])
_TERMS = st.tuples(st.booleans(), _WORDS)
_QUERIES = st.lists(st.lists(_TERMS, min_size=1, max_size=3), min_size=1, max_size=4)


@given(_QUERIES, st.lists(st.sampled_from("朝鲜鮮台湾臺灣核试验aB Ａｂ"), max_size=12))
def test_a_query_holds_where_a_naive_reading_of_it_holds(
    query: list[list[tuple[bool, str]]], characters: list[str]
) -> None:
    typed = " ".join(
        " OR ".join(f'{"-" * minus}"{word}"' for minus, word in group)
        for group in query
    )
    text = fold_text("".join(characters))
    naive = all(
        any((fold_text(word) in text) != minus for minus, word in group)
        for group in query
    )
    assert parse_words(typed, "--match").holds_in(text) == naive
