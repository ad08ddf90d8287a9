"""Subjects: the terms of an article."""

import pytest

from exporter.stories.subjects import read_subject
from tests.support.books import About, article, paragraph


def terms(title: str, text: str, *topics: str) -> dict[str, bool]:
    """Return the terms of an article with ``title``, ``text`` and ``topics``."""
    made = article(paragraph(text), about=About(title, topics=topics))
    return dict(read_subject(made).terms)


def test_words_of_the_title_that_the_text_repeats_are_terms() -> None:
    text = "守灯人说。灯塔监理处不回答。守灯人走了。监理处关门，守灯人和监理处都没话。"
    assert terms("守灯人与灯塔监理处", text) == {"监理处": False, "守灯人": False}


def test_a_word_that_is_said_twice_is_no_term() -> None:
    assert terms("守灯人走了", "守灯人。守灯人。") == {}


def test_a_part_of_a_word_is_a_term_if_it_is_often_alone() -> None:
    assert terms("守灯人", "守灯人，" * 4) == {"守灯人": False}
    assert terms("守灯人", "守灯人，" * 4 + "守灯。" * 4) == {
        "守灯人": False,
        "守灯": False,
    }


def test_particles_and_numbers_are_at_no_end_of_a_term() -> None:
    assert terms("他的灯塔在三月", "他的灯塔在三月。" * 4) == {"灯塔": False}


def test_latin_words_are_terms() -> None:
    assert terms("港口装上LED灯", "LED很亮，led很省，Led很贵。") == {"led": False}


def test_both_scripts_have_the_same_terms() -> None:
    hans = terms("灯塔监理处", "灯塔监理处。" * 4, "航标")
    hant = terms("燈塔監理處", "燈塔監理處。" * 4, "航標")
    assert hans == hant
    assert hans != {}


@pytest.mark.parametrize("column", ["港口评论：", "【港口民议】", "專訪:"])
def test_the_name_of_a_column_is_no_subject(column: str) -> None:
    title = f"{column}守灯人"
    assert terms(title, f"{title}。" * 4) == {"守灯人": False}


def test_topics_of_the_outlet_are_terms_that_count_as_topics() -> None:
    assert terms("无题", "正文。", "航标", " 港 口 ", "，") == {
        "航标": True,
        "港口": True,
        ",": True,
    }


def test_a_title_of_thousands_of_characters_has_few_terms() -> None:
    long = "灯塔监理处守灯人港口航标渡轮" * 400
    assert len(terms(long, long)) <= 36
