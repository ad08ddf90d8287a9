"""Numbers, dates and days of the week are taken out of a text."""

import pytest

from exporter.stories.numbers import names_time, take_numbers


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        ("新增１２例，累计1,234例。", "新增#例累计#例", ("12", "1234")),
        ("收盘3.05元（−0.4%）", "收盘#元#", ("3.05", "0.4")),
        ("2024年6月18日", "#年#月#日", ("2024年", "6月", "18日")),
        ("十二例，三人", "#例#人", ("十二", "三")),
        ("一个四川人", "一个四川人", ()),
        ("“灯塔”——NATO！", "灯塔nato", ()),
    ],
)
def test_numbers_leave_a_mark_in_the_text(
    text: str, words: str, numbers: tuple[str, ...]
) -> None:
    assert take_numbers(text) == (words, numbers)


@pytest.mark.parametrize("text", ["周三停电", "週三停電", "星期三停电", "星期三停電"])
def test_day_of_the_week_is_a_number_that_names_a_time(text: str) -> None:
    words = take_numbers(text)
    assert words.numbers == ("三周",)
    assert names_time(words.numbers[0])


def test_people_around_are_no_day_of_the_week() -> None:
    assert take_numbers("周围三人").numbers == ("三",)


def test_both_scripts_have_the_same_words() -> None:
    assert take_numbers("渔业局说，鱼苗于3月运抵。") == take_numbers(
        "漁業局說，魚苗於3月運抵。"
    )


def test_only_a_number_with_a_unit_of_time_names_a_time() -> None:
    numbers = take_numbers("18日有18人，第3期，十二人").numbers
    assert [n for n in numbers if names_time(n)] == ["18日", "3期"]
