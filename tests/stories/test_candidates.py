"""Candidates: texts that share shingles."""

from itertools import pairwise

import pytest

from exporter.stories.candidates import Shelves, choose_shingles, read_shingles
from tests.support.prose import Prose, edit_words


def body(seed: int, characters: int) -> str:
    return "".join(Prose(seed).paragraphs(characters))


def test_shingles_are_all_series_of_four_characters() -> None:
    whole = read_shingles("海鸥先到渡轮")
    assert len(whole) == 3
    assert whole == read_shingles("海鸥先到") | read_shingles("鸥先到渡轮")
    assert read_shingles("海鸥先") == set()
    assert len(read_shingles("灯塔😀😀")) == 3


@pytest.mark.parametrize("length", [40, 200, 299, 301, 700, 999, 1_001, 4_000])
@pytest.mark.parametrize("rate", [0.0, 0.3])
def test_a_changed_copy_is_found_whatever_its_length(length: int, rate: float) -> None:
    text = body(length, length)[:length]
    other = edit_words([text], rate, Prose(1))[0]
    shelves = Shelves()
    shelves.add(7, choose_shingles(text))
    assert list(shelves.find_alike(choose_shingles(other))) == [7]


@pytest.mark.parametrize(
    ("longer", "shorter"), [(999, 350), (850, 290), (2_900, 1_010)]
)
def test_the_beginning_of_a_text_finds_it(longer: int, shorter: int) -> None:
    text = body(3, longer)[:longer]
    for stored, asked in pairwise((text, text[:shorter], text)):
        shelves = Shelves()
        shelves.add(0, choose_shingles(stored))
        assert list(shelves.find_alike(choose_shingles(asked))) == [0]


def test_texts_without_common_words_are_not_found() -> None:
    shelves = Shelves()
    shelves.add(0, choose_shingles("海鸥先到，渡轮后到，船上的人都没有说话。"))
    assert (
        list(
            shelves.find_alike(
                choose_shingles("茶山下雪了，木桥会唱歌，钟楼慢了一刻。")
            )
        )
        == []
    )
    assert list(shelves.find_alike(choose_shingles(""))) == []


def test_of_many_texts_alike_only_some_are_met() -> None:
    shelves = Shelves()
    text = body(5, 300)
    for number in range(500):
        shelves.add(number, choose_shingles(text))
    assert 0 < len(list(shelves.find_alike(choose_shingles(text)))) < 100
