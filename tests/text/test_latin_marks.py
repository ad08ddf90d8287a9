"""Which quotation marks and apostrophes belong to Latin text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.text.latin_marks import find_latin_marks


def show(text: str) -> str:
    """Return ``text`` with a sign beside each Latin mark, on the side of its word."""
    signs = {"opens": "{}>", "closes": "<{}"}
    marks = find_latin_marks(text)
    return "".join(
        signs[marks[place]].format(char) if place in marks else char
        for place, char in enumerate(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        *("O<’Neill与", "Xi<’an的", "l<’Élysée宫", "5<’s", "rock<’n<’roll"),
        *("队Guns N<’ Roses唱", "放Rock ’>n<’ Roll", "the ’>80s的", "在’>80s里"),
        *("Jones<’ house在", "Jones<’的屋", "‘>80年代", "rock‘>n<’ roll好"),
        # English quotes in English text
        "他引“He said, ‘>Don<’t go,<’ and left.”走",
        "与“It<’s a ‘>must-read<’ for all”都",
        "好。She said “>yes<” to me",
        "He left. “>I know,<” she said",
        "say ‘>go<’，然后",
        # other languages have marks of their own
        *("报„>Die Welt<“说", "报‚>so<‘说", "报»>Zeit<«说", "报«> Le Monde <»说"),
        *("„>Ja<”好", "„>Ja好"),
    ],
)
def test_quotation_marks_and_apostrophes_of_latin_words_are_found(text: str) -> None:
    assert show(text.replace("<", "").replace(">", "")) == text


@pytest.mark.parametrize(
    "text",
    [
        *("他说“好”", "他说‘好’", "“他说‘好’吗”", "叫“Apple”的", "叫‘Apple’的"),
        *("“Apple”、“Google”", "读«简爱»", "”", "‘", "共5”屏", "“‘好’”"),
        "他说：“Brexit就是Brexit。”",
    ],
)
def test_quotation_marks_of_chinese_text_are_not_found(text: str) -> None:
    assert find_latin_marks(text) == {}


def test_an_apostrophe_does_not_end_a_chinese_quotation() -> None:
    assert show("歌‘Rock ’n’ Roll’是") == "歌‘Rock ’>n<’ Roll’是"
    assert show("“‘Don’t go’是歌") == "“‘Don<’t go’是歌"


@given(st.text("“”‘’„‚«»‹› aB9汉，.", max_size=60))
def test_in_any_text_only_quotation_marks_and_apostrophes_are_found(text: str) -> None:
    marks = find_latin_marks(text)
    assert all(text[place] in "“”‘’„‚«»‹›" for place in marks)


@pytest.mark.parametrize(
    ("mark", "beside_latin", "beside_chinese"),
    [
        ("“", 50_000, 0),
        ("‘", 50_000, 0),
        ("„", 50_000, 50_000),
        ("«", 0, 0),
        ("’", 50_000, 0),
        ("”", 50_000, 0),
    ],
)
def test_50_000_unpaired_marks_in_one_text_are_read(
    mark: str, beside_latin: int, beside_chinese: int
) -> None:
    """If the partner of each were searched to the end, it would take minutes."""
    assert len(find_latin_marks(f"{mark}a" * 50_000)) == beside_latin
    assert len(find_latin_marks(f"汉{mark}" * 50_000)) == beside_chinese
