"""The facts of an article, and the text that words are looked for in."""

import pytest

from exporter.language import tag_language
from exporter.search import Facts, facts_of, minutes_of, searchable_text
from tests.support.articles import parse

BODY = """
<p>海鸥先到，<b>渡</b>轮后到。</p>
<figure><img src="https://i.example/1.jpg"><figcaption>臺灣的港口</figcaption></figure>
<p>他数到三<br>又数了一遍。<img src="https://i.example/1.jpg"></p>
<pre>x  =  Ｙ</pre>
<table><tr><td>甲</td><td>乙</td></tr></table>
"""


def test_facts_count_characters_and_different_pictures() -> None:
    facts = facts_of(tag_language(parse(BODY)))
    assert facts == Facts((), (), "hans", characters=10 + 5 + 12 + 7 + 2, pictures=1)


def test_the_script_is_that_of_the_article() -> None:
    article = tag_language(parse("<p>這裡是碼頭，渡輪還沒開。</p>", title="渡輪"))
    assert facts_of(article).script == "hant"


@pytest.mark.parametrize(
    ("characters", "minutes"), [(0, 0), (1, 1), (450, 1), (451, 2), (4500, 10)]
)
def test_minutes_of_reading_are_rounded_up(characters: int, minutes: int) -> None:
    assert minutes_of(characters) == minutes
    assert Facts((), (), "hans", characters, 0).minutes == minutes


def test_the_searchable_text_has_a_folded_line_for_the_title_and_each_text() -> None:
    assert searchable_text(parse(BODY, title="燈塔")).split("\n") == [
        "灯塔",
        "海鸥先到,渡轮后到。",
        "台湾的港口",
        "他数到三 又数了一遍。",
        "x = y",
        "甲",
        "乙",
    ]
